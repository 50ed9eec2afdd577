// Generated from salon/pos/procedures/cart.reprice.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, expr, flow, wire,
};

/// `HERA.SALON.POS.CART.REPRICE.v1`
///
/// Work out the discounts, the tax and the total of an open cart from its lines.
///
/// Preconditions:
///
/// - the cart exists in the caller's organization and is open
///
/// Steps:
///
/// - Load the cart and the lines that stand on it
/// - Sum services and products to the subtotal
/// - Work out the discounts and share them among the lines
/// - Work out the tax of each line at its own rate
/// - Write the amounts to the lines and the total to the cart
///
/// Invariants:
///
/// - `total == subtotal - discount_total + tax_total` (enforced)
/// - `discount_total <= subtotal and total >= 0` (enforced)
/// - the discounts shared among the lines sum to exactly the cart's discount
/// - pricing the same lines again gives the same total
pub trait Reprice: Send + Sync {
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
    procedures: &'a impl Reprice,
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
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `subtotal`: decimal.
    pub subtotal: Decimal,
    /// `discount_total`: decimal.
    pub discount_total: Decimal,
    /// `tax_total`: decimal.
    pub tax_total: Decimal,
    /// `total`: decimal.
    pub total: Decimal,
    /// `line_count`: integer.
    pub line_count: i64,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("subtotal", &self.subtotal);
        object.field("discount_total", &self.discount_total);
        object.field("tax_total", &self.tax_total);
        object.field("total", &self.total);
        object.field("line_count", &self.line_count);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            subtotal: fields.required("subtotal"),
            discount_total: fields.required("discount_total"),
            tax_total: fields.required("tax_total"),
            total: fields.required("total"),
            line_count: fields.required("line_count"),
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
    /// `CATALOG_INCOMPLETE`: an entity on the cart has no tax rate, or an adjustment no discount, in the catalogue (complete the catalogue)
    CatalogIncomplete,
    /// `DISCOUNT_EXCEEDS_SUBTOTAL`: the discounts are higher than what there is to pay (take the discount off the cart first)
    DiscountExceedsSubtotal,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CART_NOT_FOUND",
            "no cart of this organization has the id (ask for another cart)",
        ),
        ("CART_NOT_ACTIVE", "the cart is locked, closed or cancelled (open a new cart)"),
        (
            "CATALOG_INCOMPLETE",
            "an entity on the cart has no tax rate, or an adjustment no discount, in the catalogue (complete the catalogue)",
        ),
        (
            "DISCOUNT_EXCEEDS_SUBTOTAL",
            "the discounts are higher than what there is to pay (take the discount off the cart first)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `total == subtotal - discount_total + tax_total`
#[must_use]
pub fn invariant_1(
    total: Option<&Decimal>,
    subtotal: Option<&Decimal>,
    discount_total: Option<&Decimal>,
    tax_total: Option<&Decimal>,
) -> bool {
    expr::equal(
        total,
        expr::add(expr::subtract(subtotal, discount_total).as_ref(), tax_total).as_ref(),
    )
}

/// `discount_total <= subtotal and total >= 0`
#[must_use]
pub fn invariant_2(
    discount_total: Option<&Decimal>,
    subtotal: Option<&Decimal>,
    total: Option<&Decimal>,
) -> bool {
    expr::less_or_equal(discount_total, subtotal)
        && expr::greater_or_equal(total, Some(&Decimal::new(0, 0)))
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(
        Some(&output.total),
        Some(&output.subtotal),
        Some(&output.discount_total),
        Some(&output.tax_total),
    ) {
        return Some("total == subtotal - discount_total + tax_total");
    }
    if !invariant_2(
        Some(&output.discount_total),
        Some(&output.subtotal),
        Some(&output.total),
    ) {
        return Some("discount_total <= subtotal and total >= 0");
    }
    None
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CART.REPRICE.v1",
    smart_code: "HERA.SALON.POS.CART.REPRICE.v1",
    intent: "Work out the discounts, the tax and the total of an open cart from its lines.",
    file: "salon/pos/procedures/cart.reprice.yml",
    sum: "3672260fd73f09d81a96addc12d47b276bb492cf10d9cd4faec39115e2606579",
    canonical: "{\"checks\":[{\"description\":\"The lines' amounts less their discounts plus their tax sum to the cart's total\"},{\"description\":\"A second reprice changes nothing\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another cart\",\"code\":\"CART_NOT_FOUND\",\"http_status\":404,\"when\":\"no cart of this organization has the id\"},{\"action\":\"open a new cart\",\"code\":\"CART_NOT_ACTIVE\",\"http_status\":409,\"when\":\"the cart is locked, closed or cancelled\"},{\"action\":\"complete the catalogue\",\"code\":\"CATALOG_INCOMPLETE\",\"http_status\":422,\"when\":\"an entity on the cart has no tax rate, or an adjustment no discount, in the catalogue\"},{\"action\":\"take the discount off the cart first\",\"code\":\"DISCOUNT_EXCEEDS_SUBTOTAL\",\"http_status\":422,\"when\":\"the discounts are higher than what there is to pay\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the cart and the lines that stand on it\"},{\"step\":\"Sum services and products to the subtotal\"},{\"step\":\"Work out the discounts and share them among the lines\"},{\"step\":\"Work out the tax of each line at its own rate\"},{\"step\":\"Write the amounts to the lines and the total to the cart\"}],\"inputs\":{\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"}]},\"intent\":\"Work out the discounts, the tax and the total of an open cart from its lines.\\n\",\"invariants\":[\"total == subtotal - discount_total + tax_total\",\"discount_total <= subtotal and total >= 0\",\"the discounts shared among the lines sum to exactly the cart's discount\",\"pricing the same lines again gives the same total\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_repriced\"],\"metrics\":[\"cart_total\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"discount_total\":\"decimal\",\"line_count\":\"integer\",\"subtotal\":\"decimal\",\"tax_total\":\"decimal\",\"total\":\"decimal\"},\"transactions_emitted\":[]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"the cart exists in the caller's organization and is open\"],\"scope\":{\"in_scope\":[\"Percentage and amount discounts from ADJUSTMENT lines\",\"Tax per line on what is left after discounts\",\"The cart's total and the summary of how it came about\"],\"out_of_scope\":[\"Unit prices (they are fixed when a line is added)\",\"Tips and payments\"]},\"smart_code\":\"HERA.SALON.POS.CART.REPRICE.v1\"}",
};
