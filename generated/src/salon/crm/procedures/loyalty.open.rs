// Generated from salon/crm/procedures/loyalty.open.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.CRM.LOYALTY.OPEN.v1`
///
/// Open the loyalty account of a new customer, with no points.
///
/// Preconditions:
///
/// - the customer stands in this transaction
///
/// Steps:
///
/// - Write the points of the customer
///
/// Invariants:
///
/// - a customer has one account at most
pub trait Open: Send + Sync {
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
    procedures: &'a impl Open,
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
    /// `loyalty_points`: decimal.
    pub loyalty_points: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("loyalty_points", &self.loyalty_points);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            loyalty_points: fields.required("loyalty_points"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CUSTOMER_NOT_FOUND`: no customer of this organization has the id (ask for another customer)
    CustomerNotFound,
    /// `ACCOUNT_EXISTS`: the customer has an account already (nothing, the account stands)
    AccountExists,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CUSTOMER_NOT_FOUND",
            "no customer of this organization has the id (ask for another customer)",
        ),
        (
            "ACCOUNT_EXISTS",
            "the customer has an account already (nothing, the account stands)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.CRM.LOYALTY.OPEN.v1",
    smart_code: "HERA.SALON.CRM.LOYALTY.OPEN.v1",
    intent: "Open the loyalty account of a new customer, with no points.",
    file: "salon/crm/procedures/loyalty.open.yml",
    sum: "2ab16102a45432fb33d67e150bfd232b965f3e71a9756f8c2c7dd3846fc12de2",
    canonical: "{\"checks\":[{\"description\":\"The account rolls back with the customer\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_NOT_FOUND\",\"http_status\":404,\"when\":\"no customer of this organization has the id\"},{\"action\":\"nothing, the account stands\",\"code\":\"ACCOUNT_EXISTS\",\"http_status\":409,\"when\":\"the customer has an account already\"}],\"example_payload\":{\"customer_id\":\"3e0f7c1a-7d1c-4a63-9e7b-0000000000d1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Write the points of the customer\"}],\"inputs\":{\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The customer\",\"name\":\"customer_id\",\"type\":\"uuid\"}]},\"intent\":\"Open the loyalty account of a new customer, with no points.\\n\",\"invariants\":[\"a customer has one account at most\"],\"observability\":{\"audit_json\":true,\"logs\":[\"loyalty_opened\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"loyalty_points\":\"decimal\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_write\"],\"preconditions\":[\"the customer stands in this transaction\"],\"scope\":{\"in_scope\":[\"The points of the customer, at zero\"],\"out_of_scope\":[\"Earning and spending points\"]},\"smart_code\":\"HERA.SALON.CRM.LOYALTY.OPEN.v1\"}",
};
