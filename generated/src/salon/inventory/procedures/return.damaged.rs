// Generated from salon/inventory/procedures/return.damaged.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.INV.RETURN.DAMAGED.v1`
///
/// Write off the damaged products of a return.
///
/// Preconditions:
///
/// - the return exists in the caller's organization
/// - at least one of its lines is damaged
///
/// Steps:
///
/// - Load the damaged lines of the return
/// - Work out their value
/// - Write the write-off
///
/// Invariants:
///
/// - what is written off is exactly what came back damaged
/// - nothing of it goes back on the shelf
pub trait Damaged: Send + Sync {
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
    procedures: &'a impl Damaged,
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
    /// The return
    pub return_id: Uuid,
    /// What the goods are worth
    pub valuation_method: ValuationMethod,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("return_id", &self.return_id);
        object.field("valuation_method", &self.valuation_method);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            return_id: fields.required("return_id"),
            valuation_method: fields.required("valuation_method"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `write_off_id`: uuid.
    pub write_off_id: Uuid,
    /// `write_off_amount`: decimal.
    pub write_off_amount: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("write_off_id", &self.write_off_id);
        object.field("write_off_amount", &self.write_off_amount);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            write_off_id: fields.required("write_off_id"),
            write_off_amount: fields.required("write_off_amount"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `RETURN_NOT_FOUND`: no return of this organization has the id (process the return first)
    ReturnNotFound,
    /// `VALUATION_NOT_AVAILABLE`: a product has no cost (complete the catalogue)
    ValuationNotAvailable,
    /// `WRITE_OFF_LIMIT_EXCEEDED`: the value is above what the caller may write off (ask a manager)
    WriteOffLimitExceeded,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "RETURN_NOT_FOUND",
            "no return of this organization has the id (process the return first)",
        ),
        ("VALUATION_NOT_AVAILABLE", "a product has no cost (complete the catalogue)"),
        (
            "WRITE_OFF_LIMIT_EXCEEDED",
            "the value is above what the caller may write off (ask a manager)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `ValuationMethod` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValuationMethod {
    /// `COST`.
    Cost,
    /// `AVERAGE`.
    Average,
}

impl ValuationMethod {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["COST", "AVERAGE"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::Cost, Self::Average];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for ValuationMethod {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Cost),
            Some(1) => Some(Self::Average),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Cost
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.INV.RETURN.DAMAGED.v1",
    smart_code: "HERA.SALON.INV.RETURN.DAMAGED.v1",
    intent: "Write off the damaged products of a return.",
    file: "salon/inventory/procedures/return.damaged.yml",
    sum: "1b392abf4ef97674906570b43c74c9ca4bcde2f0002a84579a635ac98fe434b0",
    canonical: "{\"checks\":[{\"description\":\"The write-off has the value of the damaged lines and of no other\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"process the return first\",\"code\":\"RETURN_NOT_FOUND\",\"http_status\":404,\"when\":\"no return of this organization has the id\"},{\"action\":\"complete the catalogue\",\"code\":\"VALUATION_NOT_AVAILABLE\",\"http_status\":422,\"when\":\"a product has no cost\"},{\"action\":\"ask a manager\",\"code\":\"WRITE_OFF_LIMIT_EXCEEDED\",\"http_status\":403,\"when\":\"the value is above what the caller may write off\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"return_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c6\",\"valuation_method\":\"AVERAGE\"},\"happy_path\":[{\"step\":\"Load the damaged lines of the return\"},{\"step\":\"Work out their value\"},{\"step\":\"Write the write-off\"}],\"inputs\":{\"optional\":[{\"default\":\"AVERAGE\",\"description\":\"What the goods are worth\",\"name\":\"valuation_method\",\"type\":\"enum[COST, AVERAGE]\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The return\",\"name\":\"return_id\",\"type\":\"uuid\"}]},\"intent\":\"Write off the damaged products of a return.\\n\",\"invariants\":[\"what is written off is exactly what came back damaged\",\"nothing of it goes back on the shelf\"],\"observability\":{\"audit_json\":true,\"logs\":[\"damaged_goods_written_off\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"write_off_amount\":\"decimal\",\"write_off_id\":\"uuid\"},\"transactions_emitted\":[{\"description\":\"The value that is lost\",\"slug\":\"inventory_write_off\"}]},\"permissions\":[\"inventory_write\"],\"preconditions\":[\"the return exists in the caller's organization\",\"at least one of its lines is damaged\"],\"scope\":{\"in_scope\":[\"The value of the goods that cannot be sold again\"],\"out_of_scope\":[\"Good goods (they go back on the shelf)\",\"Claims on the vendor\"]},\"smart_code\":\"HERA.SALON.INV.RETURN.DAMAGED.v1\"}",
};
