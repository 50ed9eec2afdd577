// Generated from salon/crm/procedures/customer.read.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Uuid, Value, View, flow, wire};

/// `HERA.SALON.CRM.CUSTOMER.READ.v1`
///
/// Show a customer, with phone, email and loyalty points.
///
/// Preconditions:
///
/// - the customer exists in the caller's organization
///
/// Steps:
///
/// - Load the customer and its fields
///
/// Invariants:
///
/// - nothing is written
pub trait Read: Send + Sync {
    /// Reads, and answers; there is no way to write.
    fn read(
        &self,
        cx: &View,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Read,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Validate(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
                Ok(input) => flow::answer(procedures.read(cx, input)),
                Err(refused) => refused,
            }
        }
        _ => flow::no_such_call(&SPEC),
    }
}

/// What the procedure is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Whose customers they are
    pub organization_id: Uuid,
    /// The customer
    pub customer_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("customer_id", &self.customer_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            customer_id: fields.required("customer_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `customer_name`: string.
    pub customer_name: String,
    /// `phone`: string.
    pub phone: String,
    /// `email`: string.
    pub email: Option<String>,
    /// `status`: enum[ACTIVE, ARCHIVED].
    pub status: Status,
    /// `loyalty_points`: decimal.
    pub loyalty_points: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("customer_name", &self.customer_name);
        object.field("phone", &self.phone);
        object.optional("email", &self.email);
        object.field("status", &self.status);
        object.field("loyalty_points", &self.loyalty_points);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            customer_name: fields.required("customer_name"),
            phone: fields.required("phone"),
            email: fields.optional("email"),
            status: fields.required("status"),
            loyalty_points: fields.required("loyalty_points"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CUSTOMER_NOT_FOUND`: no customer of this organization has the id (ask for another customer)
    CustomerNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CUSTOMER_NOT_FOUND",
            "no customer of this organization has the id (ask for another customer)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `Status` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// `ACTIVE`.
    Active,
    /// `ARCHIVED`.
    Archived,
}

impl Status {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["ACTIVE", "ARCHIVED"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::Active, Self::Archived];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for Status {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Active),
            Some(1) => Some(Self::Archived),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Active
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.CRM.CUSTOMER.READ.v1",
    smart_code: "HERA.SALON.CRM.CUSTOMER.READ.v1",
    intent: "Show a customer, with phone, email and loyalty points.",
    file: "salon/crm/procedures/customer.read.yml",
    sum: "ca3a7600ba0968b2dafd1c35c1e597fc7205ea949d3c04f0a86607512bf180a4",
    canonical: "{\"checks\":[{\"description\":\"An archived customer can still be read\"}],\"effects\":\"none\",\"errors\":[{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_NOT_FOUND\",\"http_status\":404,\"when\":\"no customer of this organization has the id\"}],\"example_payload\":{\"customer_id\":\"3e0f7c1a-7d1c-4a63-9e7b-0000000000d1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the customer and its fields\"}],\"inputs\":{\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The customer\",\"name\":\"customer_id\",\"type\":\"uuid\"}]},\"intent\":\"Show a customer, with phone, email and loyalty points.\\n\",\"invariants\":[\"nothing is written\"],\"observability\":{\"audit_json\":true,\"logs\":[\"customer_read\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"customer_name\":\"string\",\"email\":{\"required\":false,\"type\":\"string\"},\"loyalty_points\":\"decimal\",\"phone\":\"string\",\"status\":\"enum[ACTIVE, ARCHIVED]\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_read\"],\"preconditions\":[\"the customer exists in the caller's organization\"],\"scope\":{\"in_scope\":[\"One customer by id\"],\"out_of_scope\":[\"Searching customers\"]},\"smart_code\":\"HERA.SALON.CRM.CUSTOMER.READ.v1\"}",
};
