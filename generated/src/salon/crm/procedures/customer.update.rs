// Generated from salon/crm/procedures/customer.update.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.CRM.CUSTOMER.UPDATE.v1`
///
/// Change the name, phone or email of a customer.
///
/// Preconditions:
///
/// - the customer exists in the caller's organization and is not archived
///
/// Steps:
///
/// - Load the customer
/// - Change what is given
///
/// Invariants:
///
/// - a number belongs to one customer at most
pub trait Update: Send + Sync {
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
    procedures: &'a impl Update,
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
    /// What the customer is called now
    pub customer_name: Option<String>,
    /// Where the salon can call now
    pub phone: Option<String>,
    /// Where the salon can write now
    pub email: Option<String>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("customer_id", &self.customer_id);
        object.optional("customer_name", &self.customer_name);
        object.optional("phone", &self.phone);
        object.optional("email", &self.email);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            customer_id: fields.required("customer_id"),
            customer_name: fields.optional("customer_name"),
            phone: fields.optional("phone"),
            email: fields.optional("email"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `customer_name`: string.
    pub customer_name: String,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("customer_name", &self.customer_name);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            customer_name: fields.required("customer_name"),
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
    /// `PHONE_TAKEN`: another customer of this organization has the number (look that customer up)
    PhoneTaken,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CUSTOMER_NOT_FOUND",
            "no customer of this organization has the id (ask for another customer)",
        ),
        ("CUSTOMER_ARCHIVED", "the customer was archived (ask for another customer)"),
        (
            "PHONE_TAKEN",
            "another customer of this organization has the number (look that customer up)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.CRM.CUSTOMER.UPDATE.v1",
    smart_code: "HERA.SALON.CRM.CUSTOMER.UPDATE.v1",
    intent: "Change the name, phone or email of a customer.",
    file: "salon/crm/procedures/customer.update.yml",
    sum: "3dc82f7cd31cef3dfd1334852740e9d04509c3c07471867c70b151433e2fd491",
    canonical: "{\"checks\":[{\"description\":\"A change of nothing is no error\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_NOT_FOUND\",\"http_status\":404,\"when\":\"no customer of this organization has the id\"},{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_ARCHIVED\",\"http_status\":409,\"when\":\"the customer was archived\"},{\"action\":\"look that customer up\",\"code\":\"PHONE_TAKEN\",\"http_status\":409,\"when\":\"another customer of this organization has the number\"}],\"example_payload\":{\"customer_id\":\"3e0f7c1a-7d1c-4a63-9e7b-0000000000d1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"phone\":\"+44 20 7946 0002\"},\"happy_path\":[{\"step\":\"Load the customer\"},{\"step\":\"Change what is given\"}],\"inputs\":{\"optional\":[{\"description\":\"What the customer is called now\",\"name\":\"customer_name\",\"type\":\"string\"},{\"description\":\"Where the salon can call now\",\"name\":\"phone\",\"type\":\"string\"},{\"description\":\"Where the salon can write now\",\"name\":\"email\",\"type\":\"string\"}],\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The customer\",\"name\":\"customer_id\",\"type\":\"uuid\"}]},\"intent\":\"Change the name, phone or email of a customer.\\n\",\"invariants\":[\"a number belongs to one customer at most\"],\"observability\":{\"audit_json\":true,\"logs\":[\"customer_updated\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"customer_name\":\"string\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_write\"],\"preconditions\":[\"the customer exists in the caller's organization and is not archived\"],\"scope\":{\"in_scope\":[\"What is given is changed, the rest stays\"],\"out_of_scope\":[\"Archived customers\",\"Loyalty points\"]},\"smart_code\":\"HERA.SALON.CRM.CUSTOMER.UPDATE.v1\"}",
};
