// Generated from salon/crm/procedures/customer.create.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.CRM.CUSTOMER.CREATE.v1`
///
/// Write down a new customer with the number at which the salon can call.
///
/// Preconditions:
///
/// - no customer of this organization has the number yet
///
/// Steps:
///
/// - See that nobody has the number
/// - Write the customer with phone and email
///
/// Invariants:
///
/// - a number belongs to one customer at most
pub trait Create: Send + Sync {
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
    procedures: &'a impl Create,
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
    /// What the customer is called
    pub customer_name: String,
    /// Where the salon can call
    pub phone: String,
    /// Where the salon can write
    pub email: Option<String>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("customer_name", &self.customer_name);
        object.field("phone", &self.phone);
        object.optional("email", &self.email);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            customer_name: fields.required("customer_name"),
            phone: fields.required("phone"),
            email: fields.optional("email"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `customer_id`: uuid.
    pub customer_id: Uuid,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("customer_id", &self.customer_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            customer_id: fields.required("customer_id"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `PHONE_TAKEN`: another customer of this organization has the number (look that customer up)
    PhoneTaken,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
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
    name: "HERA.SALON.CRM.CUSTOMER.CREATE.v1",
    smart_code: "HERA.SALON.CRM.CUSTOMER.CREATE.v1",
    intent: "Write down a new customer with the number at which the salon can call.",
    file: "salon/crm/procedures/customer.create.yml",
    sum: "2104f42781389675b6fc4e909327220764c1f0d20c0abd3fca9467557839134a",
    canonical: "{\"checks\":[{\"description\":\"A second customer with the same number is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"look that customer up\",\"code\":\"PHONE_TAKEN\",\"http_status\":409,\"when\":\"another customer of this organization has the number\"}],\"example_payload\":{\"customer_name\":\"Alice Carter\",\"email\":\"alice@example.org\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"phone\":\"+44 20 7946 0001\"},\"happy_path\":[{\"step\":\"See that nobody has the number\"},{\"step\":\"Write the customer with phone and email\"}],\"inputs\":{\"optional\":[{\"description\":\"Where the salon can write\",\"name\":\"email\",\"type\":\"string\"}],\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"What the customer is called\",\"name\":\"customer_name\",\"type\":\"string\"},{\"description\":\"Where the salon can call\",\"name\":\"phone\",\"type\":\"string\"}]},\"intent\":\"Write down a new customer with the number at which the salon can call.\\n\",\"invariants\":[\"a number belongs to one customer at most\"],\"observability\":{\"audit_json\":true,\"logs\":[\"customer_created\"]},\"outputs\":{\"entities_created\":[{\"description\":\"The customer\",\"type\":\"customer\"}],\"response\":{\"customer_id\":\"uuid\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_write\"],\"preconditions\":[\"no customer of this organization has the number yet\"],\"scope\":{\"in_scope\":[\"The customer as an entity, with phone and email\"],\"out_of_scope\":[\"The loyalty account (its own procedure, in the same transaction)\"]},\"smart_code\":\"HERA.SALON.CRM.CUSTOMER.CREATE.v1\"}",
};
