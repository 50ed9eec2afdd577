// Generated from salon/pos/procedures/return.retail.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.POS.RETURN.RETAIL.v1`
///
/// Take sold products back and work out what is to be refunded.
///
/// Preconditions:
///
/// - `len(lines) > 0` (enforced)
/// - the sale exists in the caller's organization
/// - each line is a product of this sale, sold within the return window
///
/// Steps:
///
/// - Load the sale and what came back before
/// - Check quantities and the return window
/// - Write the return with its lines
/// - Return the amount and the payment to refund
///
/// Invariants:
///
/// - `amount >= 0` (enforced)
/// - no more is taken back than was sold less what came back before
/// - the amount is what was paid for these goods, discounts and tax included
pub trait Retail: Send + Sync {
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
    procedures: &'a impl Retail,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => flow::judged(&SPEC, procedures.persist(cx, input), broken),
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
    /// What comes back
    pub lines: Vec<Lines>,
    /// Why, in the customer's words
    pub reason: String,
    /// Some of it goes back on the shelf
    pub has_good_items: bool,
    /// Some of it is written off
    pub has_damaged_items: bool,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("sale_id", &self.sale_id);
        object.field("lines", &self.lines);
        object.field("reason", &self.reason);
        object.field("has_good_items", &self.has_good_items);
        object.field("has_damaged_items", &self.has_damaged_items);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            sale_id: fields.required("sale_id"),
            lines: fields.required("lines"),
            reason: fields.required("reason"),
            has_good_items: fields.required("has_good_items"),
            has_damaged_items: fields.required("has_damaged_items"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `return_id`: uuid.
    pub return_id: Uuid,
    /// `source_transaction_id`: uuid.
    pub source_transaction_id: Uuid,
    /// `source_type`: enum[RETURN, ADJUSTMENT].
    pub source_type: SourceType,
    /// `payment_id`: uuid.
    pub payment_id: Uuid,
    /// `amount`: decimal.
    pub amount: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("return_id", &self.return_id);
        object.field("source_transaction_id", &self.source_transaction_id);
        object.field("source_type", &self.source_type);
        object.field("payment_id", &self.payment_id);
        object.field("amount", &self.amount);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            return_id: fields.required("return_id"),
            source_transaction_id: fields.required("source_transaction_id"),
            source_type: fields.required("source_type"),
            payment_id: fields.required("payment_id"),
            amount: fields.required("amount"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `SALE_NOT_FOUND`: no sale of this organization has the id (ask for the receipt)
    SaleNotFound,
    /// `SALE_LINE_NOT_FOUND`: a line is not on this sale (correct the line)
    SaleLineNotFound,
    /// `NOT_A_PRODUCT`: a line is a service or an adjustment (use the service adjustment)
    NotAProduct,
    /// `RETURN_QUANTITY_EXCEEDED`: more comes back than was sold and is still out (correct the quantity)
    ReturnQuantityExceeded,
    /// `RETURN_WINDOW_EXCEEDED`: the sale is too long ago (ask a manager)
    ReturnWindowExceeded,
    /// `ITEM_FLAGS_WRONG`: has_good_items or has_damaged_items does not say what the lines say (correct the flags)
    ItemFlagsWrong,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "SALE_NOT_FOUND",
            "no sale of this organization has the id (ask for the receipt)",
        ),
        ("SALE_LINE_NOT_FOUND", "a line is not on this sale (correct the line)"),
        (
            "NOT_A_PRODUCT",
            "a line is a service or an adjustment (use the service adjustment)",
        ),
        (
            "RETURN_QUANTITY_EXCEEDED",
            "more comes back than was sold and is still out (correct the quantity)",
        ),
        ("RETURN_WINDOW_EXCEEDED", "the sale is too long ago (ask a manager)"),
        (
            "ITEM_FLAGS_WRONG",
            "has_good_items or has_damaged_items does not say what the lines say (correct the flags)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `len(lines) > 0`
#[must_use]
pub fn precondition_1(lines: Option<&Vec<Lines>>) -> bool {
    expr::greater(expr::len(lines).as_ref(), Some(&0i64))
}

/// `amount >= 0`
#[must_use]
pub fn invariant_1(amount: Option<&Decimal>) -> bool {
    expr::greater_or_equal(amount, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.lines)) {
        return Some("len(lines) > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.amount)) {
        return Some("amount >= 0");
    }
    None
}

/// `Lines` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// `sale_line_id`.
    pub sale_line_id: Option<Uuid>,
    /// `quantity`.
    pub quantity: Option<Decimal>,
    /// `damaged`.
    pub damaged: Option<bool>,
}

impl wire::Record for Lines {
    fn write(&self, object: &mut wire::Object) {
        object.optional("sale_line_id", &self.sale_line_id);
        object.optional("quantity", &self.quantity);
        object.optional("damaged", &self.damaged);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            sale_line_id: fields.optional("sale_line_id"),
            quantity: fields.optional("quantity"),
            damaged: fields.optional("damaged"),
        }
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
    name: "HERA.SALON.POS.RETURN.RETAIL.v1",
    smart_code: "HERA.SALON.POS.RETURN.RETAIL.v1",
    intent: "Take sold products back and work out what is to be refunded.",
    file: "salon/pos/procedures/return.retail.yml",
    sum: "83e6e10c27767ad4a4c24ec417320edb9360996155ab981ea6bbb19bae37c029",
    canonical: "{\"checks\":[{\"description\":\"The amount is what the customer paid for the goods\"},{\"description\":\"Goods that came back cannot come back again\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for the receipt\",\"code\":\"SALE_NOT_FOUND\",\"http_status\":404,\"when\":\"no sale of this organization has the id\"},{\"action\":\"correct the line\",\"code\":\"SALE_LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"a line is not on this sale\"},{\"action\":\"use the service adjustment\",\"code\":\"NOT_A_PRODUCT\",\"http_status\":422,\"when\":\"a line is a service or an adjustment\"},{\"action\":\"correct the quantity\",\"code\":\"RETURN_QUANTITY_EXCEEDED\",\"http_status\":409,\"when\":\"more comes back than was sold and is still out\"},{\"action\":\"ask a manager\",\"code\":\"RETURN_WINDOW_EXCEEDED\",\"http_status\":409,\"when\":\"the sale is too long ago\"},{\"action\":\"correct the flags\",\"code\":\"ITEM_FLAGS_WRONG\",\"http_status\":422,\"when\":\"has_good_items or has_damaged_items does not say what the lines say\"}],\"example_payload\":[{\"has_good_items\":true,\"lines\":[{\"damaged\":false,\"quantity\":1,\"sale_line_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c5\"}],\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"reason\":\"wrong shade\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\"},{\"has_damaged_items\":true,\"lines\":[{\"damaged\":true,\"quantity\":1,\"sale_line_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c6\"}],\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"reason\":\"broken in the box\",\"sale_id\":\"7a1e4c30-2b6d-4f18-9c55-0000000000c4\"}],\"happy_path\":[{\"step\":\"Load the sale and what came back before\"},{\"step\":\"Check quantities and the return window\"},{\"step\":\"Write the return with its lines\"},{\"step\":\"Return the amount and the payment to refund\"}],\"inputs\":{\"optional\":[{\"default\":false,\"description\":\"Some of it goes back on the shelf\",\"name\":\"has_good_items\",\"type\":\"boolean\"},{\"default\":false,\"description\":\"Some of it is written off\",\"name\":\"has_damaged_items\",\"type\":\"boolean\"}],\"required\":[{\"description\":\"Whose books they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The sale\",\"name\":\"sale_id\",\"type\":\"uuid\"},{\"description\":\"What comes back\",\"name\":\"lines\",\"type\":\"array[{sale_line_id:uuid, quantity:decimal, damaged:boolean}]\"},{\"description\":\"Why, in the customer's words\",\"name\":\"reason\",\"type\":\"string\"}]},\"intent\":\"Take sold products back and work out what is to be refunded.\\n\",\"invariants\":[\"amount >= 0\",\"no more is taken back than was sold less what came back before\",\"the amount is what was paid for these goods, discounts and tax included\"],\"observability\":{\"audit_json\":true,\"logs\":[\"return_processed\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"amount\":\"decimal\",\"payment_id\":\"uuid\",\"return_id\":\"uuid\",\"source_transaction_id\":\"uuid\",\"source_type\":\"enum[RETURN, ADJUSTMENT]\"},\"transactions_emitted\":[{\"description\":\"The return with its lines\",\"slug\":\"return\"}]},\"permissions\":[\"return_write\"],\"preconditions\":[\"len(lines) > 0\",\"the sale exists in the caller's organization\",\"each line is a product of this sale, sold within the return window\"],\"scope\":{\"in_scope\":[\"Part or all of the product lines of one sale\",\"Whether goods are fit to be sold again\"],\"out_of_scope\":[\"Services (the adjustment lowers their price)\",\"Stock, tax, refund and journal (the next steps)\"]},\"smart_code\":\"HERA.SALON.POS.RETURN.RETAIL.v1\"}",
};
