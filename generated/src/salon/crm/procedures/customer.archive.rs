// Generated from salon/crm/procedures/customer.archive.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1`
///
/// Put a customer away who does not come any more.
///
/// Preconditions:
///
/// - the customer exists in the caller's organization and is not archived
///
/// Steps:
///
/// - Load the customer
/// - Set its status
///
/// Invariants:
///
/// - an archived customer keeps all that was written
pub trait Archive: Send + Sync {
    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
    /// that fails leaves nothing behind, and may be made again.
    fn persist(
        &self,
        cx: &mut Transaction,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// Calls the procedure for the engine, between its preconditions and its invariants.
pub fn invoke<'a>(
    procedures: &'a impl Archive,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
                Ok(input) => flow::answer(procedures.persist(cx, input)),
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
    /// `status`: enum[ACTIVE, ARCHIVED].
    pub status: Status,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("status", &self.status);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            status: fields.required("status"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CUSTOMER_NOT_FOUND`: no customer of this organization has the id (ask for another customer)
    CustomerNotFound,
    /// `CUSTOMER_ARCHIVED`: the customer was archived (ask for another customer)
    CustomerArchived,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CUSTOMER_NOT_FOUND",
            "no customer of this organization has the id (ask for another customer)",
        ),
        ("CUSTOMER_ARCHIVED", "the customer was archived (ask for another customer)"),
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
    name: "HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1",
    smart_code: "HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1",
    intent: "Put a customer away who does not come any more.",
    file: "salon/crm/procedures/customer.archive.yml",
    sum: "cb7ec5a53572e8fb79f941cde664f5d95098910cca45ac1e757581824c9cc129",
    canonical: "{\"checks\":[{\"description\":\"Archiving twice is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_NOT_FOUND\",\"http_status\":404,\"when\":\"no customer of this organization has the id\"},{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_ARCHIVED\",\"http_status\":409,\"when\":\"the customer was archived\"}],\"example_payload\":{\"customer_id\":\"3e0f7c1a-7d1c-4a63-9e7b-0000000000d1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the customer\"},{\"step\":\"Set its status\"}],\"inputs\":{\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The customer\",\"name\":\"customer_id\",\"type\":\"uuid\"}]},\"intent\":\"Put a customer away who does not come any more.\\n\",\"invariants\":[\"an archived customer keeps all that was written\"],\"observability\":{\"audit_json\":true,\"logs\":[\"customer_archived\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"status\":\"enum[ACTIVE, ARCHIVED]\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_write\"],\"preconditions\":[\"the customer exists in the caller's organization and is not archived\"],\"scope\":{\"in_scope\":[\"The status of the customer\"],\"out_of_scope\":[\"Erasing the customer\"]},\"smart_code\":\"HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1\"}",
};
