// Generated from salon/tax/procedures/adj.reverse.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Decimal, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.TAX.ADJ.REVERSE.v1`
///
/// Reverse the tax of a return or an adjustment, in proportion.
///
/// Preconditions:
///
/// - the return or adjustment exists in the caller's organization
///
/// Steps:
///
/// - Load the return or adjustment and its sale
/// - Work out the tax in proportion
/// - Write the reversal
///
/// Invariants:
///
/// - no more tax is reversed than was charged
pub trait Reverse: Send + Sync {
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
    procedures: &'a impl Reverse,
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
    /// The return or adjustment
    pub source_transaction_id: Uuid,
    /// Which of the two it is
    pub source_type: SourceType,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("source_transaction_id", &self.source_transaction_id);
        object.field("source_type", &self.source_type);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            source_transaction_id: fields.required("source_transaction_id"),
            source_type: fields.required("source_type"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `tax_reversal_id`: uuid.
    pub tax_reversal_id: Uuid,
    /// `tax_reversed`: decimal.
    pub tax_reversed: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("tax_reversal_id", &self.tax_reversal_id);
        object.field("tax_reversed", &self.tax_reversed);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            tax_reversal_id: fields.required("tax_reversal_id"),
            tax_reversed: fields.required("tax_reversed"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `SOURCE_NOT_FOUND`: there is no such return or adjustment (process it first)
    SourceNotFound,
    /// `REVERSAL_EXCEEDS_TAX`: more would be reversed than was charged (look at earlier reversals of the sale)
    ReversalExceedsTax,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("SOURCE_NOT_FOUND", "there is no such return or adjustment (process it first)"),
        (
            "REVERSAL_EXCEEDS_TAX",
            "more would be reversed than was charged (look at earlier reversals of the sale)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `SourceType` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SourceType {
    /// `RETURN`.
    Return,
    /// `ADJUSTMENT`.
    Adjustment,
}

impl SourceType {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["RETURN", "ADJUSTMENT"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::Return, Self::Adjustment];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for SourceType {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Return),
            Some(1) => Some(Self::Adjustment),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Return
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.TAX.ADJ.REVERSE.v1",
    smart_code: "HERA.SALON.TAX.ADJ.REVERSE.v1",
    intent: "Reverse the tax of a return or an adjustment, in proportion.",
    file: "salon/tax/procedures/adj.reverse.yml",
    sum: "d2acf7b28d02766beb6be798611a937b6b7f9cdd8f54dc4b43d2cc4c3a34b109",
    canonical: "{\"checks\":[{\"description\":\"Half of the goods reverses half of their tax\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"process it first\",\"code\":\"SOURCE_NOT_FOUND\",\"http_status\":404,\"when\":\"there is no such return or adjustment\"},{\"action\":\"look at earlier reversals of the sale\",\"code\":\"REVERSAL_EXCEEDS_TAX\",\"http_status\":409,\"when\":\"more would be reversed than was charged\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"source_transaction_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c6\",\"source_type\":\"RETURN\"},\"happy_path\":[{\"step\":\"Load the return or adjustment and its sale\"},{\"step\":\"Work out the tax in proportion\"},{\"step\":\"Write the reversal\"}],\"inputs\":{\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The return or adjustment\",\"name\":\"source_transaction_id\",\"type\":\"uuid\"},{\"description\":\"Which of the two it is\",\"name\":\"source_type\",\"type\":\"enum[RETURN, ADJUSTMENT]\"}]},\"intent\":\"Reverse the tax of a return or an adjustment, in proportion.\\n\",\"invariants\":[\"no more tax is reversed than was charged\"],\"observability\":{\"audit_json\":true,\"logs\":[\"tax_reversed\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"tax_reversal_id\":\"uuid\",\"tax_reversed\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"The tax that is no longer owed\",\"slug\":\"tax_reversal\"}]},\"permissions\":[\"tax_write\"],\"preconditions\":[\"the return or adjustment exists in the caller's organization\"],\"scope\":{\"in_scope\":[\"The tax of the returned goods or of the amount given back, rate by rate\"],\"out_of_scope\":[\"Tax rates and tax returns\"]},\"smart_code\":\"HERA.SALON.TAX.ADJ.REVERSE.v1\"}",
};
