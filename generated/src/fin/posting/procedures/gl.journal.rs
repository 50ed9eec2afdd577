// Generated from fin/posting/procedures/gl.journal.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{Date, DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.FIN.POSTING.GL.JOURNAL.v1`
///
/// Post a sale to the general ledger as one balanced journal.
///
/// Preconditions:
///
/// - the sale stands in this transaction
/// - the period of the posting date is open
///
/// Steps:
///
/// - Load the sale with its lines, tax and payments
/// - Find the account of each
/// - Write the journal and see that it balances
///
/// Invariants:
///
/// - debits equal credits, to the penny
/// - a sale is posted once
pub trait Journal: Send + Sync {
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
    procedures: &'a impl Journal,
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
    /// The day to post on; today where it is absent
    pub posting_date: Option<Date>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("sale_id", &self.sale_id);
        object.optional("posting_date", &self.posting_date);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            sale_id: fields.required("sale_id"),
            posting_date: fields.optional("posting_date"),
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
    /// `SALE_NOT_FOUND`: no sale of this organization has the id (commit the sale first)
    SaleNotFound,
    /// `GL_MAPPING_NOT_FOUND`: something on the sale has no account (complete the chart of accounts)
    GlMappingNotFound,
    /// `POSTING_PERIOD_CLOSED`: the period of the posting date is closed (post on another day)
    PostingPeriodClosed,
    /// `JOURNAL_NOT_BALANCED`: debits and credits differ (report the sale, its amounts contradict each other)
    JournalNotBalanced,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "SALE_NOT_FOUND",
            "no sale of this organization has the id (commit the sale first)",
        ),
        (
            "GL_MAPPING_NOT_FOUND",
            "something on the sale has no account (complete the chart of accounts)",
        ),
        (
            "POSTING_PERIOD_CLOSED",
            "the period of the posting date is closed (post on another day)",
        ),
        (
            "JOURNAL_NOT_BALANCED",
            "debits and credits differ (report the sale, its amounts contradict each other)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.FIN.POSTING.GL.JOURNAL.v1",
    smart_code: "HERA.FIN.POSTING.GL.JOURNAL.v1",
    intent: "Post a sale to the general ledger as one balanced journal.",
    file: "fin/posting/procedures/gl.journal.yml",
    sum: "fc481fdc6492ab4b873b79f54ab2dec725cb45d9c21f59830c104e80c370def2",
    canonical: "{\"checks\":[{\"description\":\"The journal balances\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"commit the sale first\",\"code\":\"SALE_NOT_FOUND\",\"http_status\":404,\"when\":\"no sale of this organization has the id\"},{\"action\":\"complete the chart of accounts\",\"code\":\"GL_MAPPING_NOT_FOUND\",\"http_status\":422,\"when\":\"something on the sale has no account\"},{\"action\":\"post on another day\",\"code\":\"POSTING_PERIOD_CLOSED\",\"http_status\":409,\"when\":\"the period of the posting date is closed\"},{\"action\":\"report the sale, its amounts contradict each other\",\"code\":\"JOURNAL_NOT_BALANCED\",\"http_status\":500,\"when\":\"debits and credits differ\"}],\"example_payload\":{\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"posting_date\":\"2026-03-14\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\"},\"happy_path\":[{\"step\":\"Load the sale with its lines, tax and payments\"},{\"step\":\"Find the account of each\"},{\"step\":\"Write the journal and see that it balances\"}],\"inputs\":{\"optional\":[{\"description\":\"The day to post on; today where it is absent\",\"name\":\"posting_date\",\"type\":\"date\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The sale\",\"name\":\"sale_id\",\"type\":\"uuid\"}]},\"intent\":\"Post a sale to the general ledger as one balanced journal.\\n\",\"invariants\":[\"debits equal credits, to the penny\",\"a sale is posted once\"],\"observability\":{\"audit_json\":true,\"logs\":[\"gl_journal_posted\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"journal_id\":\"uuid\"},\"transactions_emitted\":[{\"description\":\"The journal with its debit and credit lines\",\"slug\":\"gl_journal\"}]},\"permissions\":[\"gl_post\"],\"preconditions\":[\"the sale stands in this transaction\",\"the period of the posting date is open\"],\"scope\":{\"in_scope\":[\"Revenue, tax, payments and cost of goods of one sale\"],\"out_of_scope\":[\"Closing periods\",\"Reversals (they have a procedure of their own)\"]},\"smart_code\":\"HERA.FIN.POSTING.GL.JOURNAL.v1\"}",
};
