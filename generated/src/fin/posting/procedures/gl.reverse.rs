// Generated from fin/posting/procedures/gl.reverse.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.FIN.POSTING.GL.REVERSE.v1`
///
/// Post the reversal of a refund to the general ledger as one balanced journal.
///
/// Preconditions:
///
/// - the refund exists in the caller's organization
/// - today's period is open
///
/// Steps:
///
/// - Load the refund and what is behind it
/// - Find the account of each
/// - Write the journal and see that it balances
///
/// Invariants:
///
/// - debits equal credits, to the penny
/// - a refund is posted once
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
    /// The refund
    pub refund_id: Uuid,
    /// The return or adjustment behind it, if any
    pub source_transaction_id: Option<Uuid>,
    /// The reversal of its tax, if any
    pub tax_reversal_id: Option<Uuid>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("refund_id", &self.refund_id);
        object.optional("source_transaction_id", &self.source_transaction_id);
        object.optional("tax_reversal_id", &self.tax_reversal_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            refund_id: fields.required("refund_id"),
            source_transaction_id: fields.optional("source_transaction_id"),
            tax_reversal_id: fields.optional("tax_reversal_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `journal_id`: uuid.
    pub journal_id: Uuid,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("journal_id", &self.journal_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            journal_id: fields.required("journal_id"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `REFUND_NOT_FOUND`: no refund of this organization has the id (refund first)
    RefundNotFound,
    /// `GL_MAPPING_NOT_FOUND`: something has no account (complete the chart of accounts and retry the run)
    GlMappingNotFound,
    /// `POSTING_PERIOD_CLOSED`: today's period is closed (open it and retry the run)
    PostingPeriodClosed,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        ("REFUND_NOT_FOUND", "no refund of this organization has the id (refund first)"),
        (
            "GL_MAPPING_NOT_FOUND",
            "something has no account (complete the chart of accounts and retry the run)",
        ),
        ("POSTING_PERIOD_CLOSED", "today's period is closed (open it and retry the run)"),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.FIN.POSTING.GL.REVERSE.v1",
    smart_code: "HERA.FIN.POSTING.GL.REVERSE.v1",
    intent: "Post the reversal of a refund to the general ledger as one balanced journal.",
    file: "fin/posting/procedures/gl.reverse.yml",
    sum: "858ca1808a956eb7e65d96f01eb1246a58f2ba498dc78803ece19bb1c5db43c6",
    canonical: "{\"checks\":[{\"description\":\"The journal balances\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"refund first\",\"code\":\"REFUND_NOT_FOUND\",\"http_status\":404,\"when\":\"no refund of this organization has the id\"},{\"action\":\"complete the chart of accounts and retry the run\",\"code\":\"GL_MAPPING_NOT_FOUND\",\"http_status\":422,\"when\":\"something has no account\"},{\"action\":\"open it and retry the run\",\"code\":\"POSTING_PERIOD_CLOSED\",\"http_status\":409,\"when\":\"today's period is closed\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"refund_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c8\",\"source_transaction_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c6\"},\"happy_path\":[{\"step\":\"Load the refund and what is behind it\"},{\"step\":\"Find the account of each\"},{\"step\":\"Write the journal and see that it balances\"}],\"inputs\":{\"optional\":[{\"description\":\"The return or adjustment behind it, if any\",\"name\":\"source_transaction_id\",\"type\":\"uuid\"},{\"description\":\"The reversal of its tax, if any\",\"name\":\"tax_reversal_id\",\"type\":\"uuid\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The refund\",\"name\":\"refund_id\",\"type\":\"uuid\"}]},\"intent\":\"Post the reversal of a refund to the general ledger as one balanced journal.\\n\",\"invariants\":[\"debits equal credits, to the penny\",\"a refund is posted once\"],\"observability\":{\"audit_json\":true,\"logs\":[\"gl_reversal_posted\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"journal_id\":\"uuid\"},\"transactions_emitted\":[{\"description\":\"The journal with its debit and credit lines\",\"slug\":\"gl_reversal_journal\"}]},\"permissions\":[\"gl_post\"],\"preconditions\":[\"the refund exists in the caller's organization\",\"today's period is open\"],\"scope\":{\"in_scope\":[\"Refund, revenue, tax and cost of goods of one return, adjustment or plain refund\"],\"out_of_scope\":[\"Changing the sale's own journal\"]},\"smart_code\":\"HERA.FIN.POSTING.GL.REVERSE.v1\"}",
};
