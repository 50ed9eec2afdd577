// Generated from salon/inventory/procedures/commit.sale.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.COMMIT.SALE.v1`
///
/// Book the goods of a sale out of stock, in the sale's own transaction.
///
/// Preconditions:
///
/// - the sale stands in this transaction
///
/// Steps:
///
/// - Load the retail lines of the sale
/// - Write one movement for each
///
/// Invariants:
///
/// - what is booked out is exactly what was sold
pub trait Sale: Send + Sync {
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
    procedures: &'a impl Sale,
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
    /// Whose books they are
    pub organization_id: Uuid,
    /// The sale
    pub sale_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("sale_id", &self.sale_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            sale_id: fields.required("sale_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `movement_count`: integer.
    pub movement_count: i64,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("movement_count", &self.movement_count);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            movement_count: fields.required("movement_count"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `SALE_NOT_FOUND`: no sale of this organization has the id (commit the sale first)
    SaleNotFound,
    /// `STOCK_MISSING`: less is on hand than was sold (count the shelf and correct the stock)
    StockMissing,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "SALE_NOT_FOUND",
            "no sale of this organization has the id (commit the sale first)",
        ),
        (
            "STOCK_MISSING",
            "less is on hand than was sold (count the shelf and correct the stock)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.COMMIT.SALE.v1",
    smart_code: "HERA.SALON.INV.COMMIT.SALE.v1",
    intent: "Book the goods of a sale out of stock, in the sale's own transaction.",
    file: "salon/inventory/procedures/commit.sale.yml",
    sum: "7cd7182c1a57a66b9091153a73c4f134fa5b3085047786f8134b9f2a7e76a526",
    canonical: "{\"checks\":[{\"description\":\"A sale of services alone moves nothing\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"commit the sale first\",\"code\":\"SALE_NOT_FOUND\",\"http_status\":404,\"when\":\"no sale of this organization has the id\"},{\"action\":\"count the shelf and correct the stock\",\"code\":\"STOCK_MISSING\",\"http_status\":409,\"when\":\"less is on hand than was sold\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\"},\"happy_path\":[{\"step\":\"Load the retail lines of the sale\"},{\"step\":\"Write one movement for each\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The sale\",\"name\":\"sale_id\",\"type\":\"uuid\"}]},\"intent\":\"Book the goods of a sale out of stock, in the sale's own transaction.\\n\",\"invariants\":[\"what is booked out is exactly what was sold\"],\"observability\":{\"audit_json\":true,\"logs\":[\"stock_committed\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"movement_count\":\"integer\"},\"transactions_emitted\":[{\"description\":\"The goods that left\",\"slug\":\"stock_movement\"}]},\"permissions\":[\"inventory_write\"],\"preconditions\":[\"the sale stands in this transaction\"],\"scope\":{\"in_scope\":[\"One stock movement per retail line of the sale\"],\"out_of_scope\":[\"Services, which have no stock\",\"The soft reservation at the inventory service, which ends with the sale's event\"]},\"smart_code\":\"HERA.SALON.INV.COMMIT.SALE.v1\"}",
};
