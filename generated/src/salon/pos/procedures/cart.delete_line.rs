// Generated from salon/pos/procedures/cart.delete_line.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.POS.CART.DELETE_LINE.v1`
///
/// Take a line out of an open cart, and say what it was.
///
/// Preconditions:
///
/// - the cart exists in the caller's organization and is open
/// - the line stands on this cart
///
/// Steps:
///
/// - Load the cart and see that it is open
/// - Load the line and see that it stands on this cart
/// - Mark the line as removed
///
/// Invariants:
///
/// - `quantity > 0` (enforced)
/// - a removed line keeps its values, so that it can be restored
/// - a removed line counts in no total
pub trait DeleteLine: Send + Sync {
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
    procedures: &'a impl DeleteLine,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, flow::no_clause) {
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
    /// Whose cart it is
    pub organization_id: Uuid,
    /// The cart
    pub cart_id: Uuid,
    /// The line
    pub line_id: Uuid,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("line_id", &self.line_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            line_id: fields.required("line_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `line_type`: enum[SERVICE, RETAIL, ADJUSTMENT].
    pub line_type: LineType,
    /// `product_id`: uuid.
    pub product_id: Uuid,
    /// `quantity`: decimal.
    pub quantity: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("line_type", &self.line_type);
        object.field("product_id", &self.product_id);
        object.field("quantity", &self.quantity);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            line_type: fields.required("line_type"),
            product_id: fields.required("product_id"),
            quantity: fields.required("quantity"),
        }
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Error {
    /// `CART_NOT_FOUND`: no cart of this organization has the id (ask for another cart)
    CartNotFound,
    /// `CART_NOT_ACTIVE`: the cart is locked, closed or cancelled (open a new cart)
    CartNotActive,
    /// `LINE_NOT_FOUND`: the line does not stand on this cart, or has been taken out before (load the cart anew)
    LineNotFound,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CART_NOT_FOUND",
            "no cart of this organization has the id (ask for another cart)",
        ),
        ("CART_NOT_ACTIVE", "the cart is locked, closed or cancelled (open a new cart)"),
        (
            "LINE_NOT_FOUND",
            "the line does not stand on this cart, or has been taken out before (load the cart anew)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `quantity > 0`
#[must_use]
pub fn invariant_1(quantity: Option<&Decimal>) -> bool {
    expr::greater(quantity, Some(&Decimal::new(0, 0)))
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.quantity)) {
        return Some("quantity > 0");
    }
    None
}

/// `LineType` of the spec: one of 3 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LineType {
    /// `SERVICE`.
    Service,
    /// `RETAIL`.
    Retail,
    /// `ADJUSTMENT`.
    Adjustment,
}

impl LineType {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["SERVICE", "RETAIL", "ADJUSTMENT"];

    /// All variants, in the same order.
    pub const ALL: &'static [Self] = &[Self::Service, Self::Retail, Self::Adjustment];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl wire::Wire for LineType {
    fn encode(&self) -> Value {
        wire::spelled(self.as_str())
    }

    fn try_decode(value: &Value, first: &wire::FirstError) -> Option<Self> {
        match wire::place(value, Self::WORDS, first) {
            Some(0) => Some(Self::Service),
            Some(1) => Some(Self::Retail),
            Some(2) => Some(Self::Adjustment),
            _ => None,
        }
    }

    fn blank() -> Self {
        Self::Service
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CART.DELETE_LINE.v1",
    smart_code: "HERA.SALON.POS.CART.DELETE_LINE.v1",
    intent: "Take a line out of an open cart, and say what it was.",
    file: "salon/pos/procedures/cart.delete_line.yml",
    sum: "86a77851bd64e3de8c4d763b39fbab46381e258e5022ae4e01aeb4060530d181",
    canonical: "{\"checks\":[{\"description\":\"The line is no longer on the cart and its row is still there\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another cart\",\"code\":\"CART_NOT_FOUND\",\"http_status\":404,\"when\":\"no cart of this organization has the id\"},{\"action\":\"open a new cart\",\"code\":\"CART_NOT_ACTIVE\",\"http_status\":409,\"when\":\"the cart is locked, closed or cancelled\"},{\"action\":\"load the cart anew\",\"code\":\"LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"the line does not stand on this cart, or has been taken out before\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"line_id\":\"9d0f6a7e-5b1c-4f0a-bb0e-0c9f5e8f1b31\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the cart and see that it is open\"},{\"step\":\"Load the line and see that it stands on this cart\"},{\"step\":\"Mark the line as removed\"}],\"inputs\":{\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The line\",\"name\":\"line_id\",\"type\":\"uuid\"}]},\"intent\":\"Take a line out of an open cart, and say what it was.\\n\",\"invariants\":[\"quantity > 0\",\"a removed line keeps its values, so that it can be restored\",\"a removed line counts in no total\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_line_deleted\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"line_type\":\"enum[SERVICE, RETAIL, ADJUSTMENT]\",\"product_id\":\"uuid\",\"quantity\":\"decimal\"},\"transactions_emitted\":[]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"the cart exists in the caller's organization and is open\",\"the line stands on this cart\"],\"scope\":{\"in_scope\":[\"Marking one line as removed; rows of the six tables are never erased\",\"Kind, product and quantity of the line as a result, for whoever releases stock\"],\"out_of_scope\":[\"Releasing stock (the inventory service does it, after)\",\"Discounts, tax and totals (reprice does them, after)\"]},\"smart_code\":\"HERA.SALON.POS.CART.DELETE_LINE.v1\"}",
};
