// Generated from salon/pos/procedures/cart.add_line.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View, expr, flow, wire,
};

/// `HERA.SALON.POS.CART.ADD_LINE.v1`
///
/// Put a service, a retail product or an adjustment on an open cart, priced from the catalogue.
///
/// Preconditions:
///
/// - `quantity > 0` (enforced)
/// - the cart exists in the caller's organization and is open
/// - the catalogue entity exists, is active and is of the line's kind
///
/// Steps:
///
/// - Load the cart and see that it is open
/// - Load the catalogue entity and see that it is active and of the line's kind
/// - Check quantity and staff split
/// - Read the unit price from the catalogue
/// - Write the line with the next line number
///
/// Invariants:
///
/// - the unit price comes from the catalogue, never from the caller
/// - `if line_type == SERVICE then sum(staff_split.pct) == 100` (enforced)
/// - `unit_price >= 0 and line_amount >= 0` (enforced)
/// - a line is never written without its organization and its actor
pub trait AddLine: Send + Sync {
    /// Says whether the procedure could succeed now, with no way to write.
    ///
    /// The verdict may be stale when something commits: check again there.
    fn validate(
        &self,
        cx: &View,
        input: Input,
    ) -> impl Future<Output = Result<(), Fail<Error>>> + Send;

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
    procedures: &'a impl AddLine,
    call: flow::Call<'a>,
    input: &'a Value,
) -> flow::Answering<'a> {
    match call {
        flow::Call::Validate(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => flow::verdict(procedures.validate(cx, input)),
                Err(refused) => refused,
            }
        }
        flow::Call::Persist(cx) => {
            match flow::given(&SPEC, input, unmet) {
                Ok(input) => {
                    let given = Input::clone(&input);
                    flow::judged(
                        &SPEC,
                        procedures.persist(cx, input),
                        move |output| broken(&given, output),
                    )
                }
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
    /// What kind of line it is
    pub line_type: LineType,
    /// The service, product or adjustment in the catalogue
    pub entity_id: Uuid,
    /// How many; more than zero, whole for a product, one for an adjustment
    pub quantity: Decimal,
    /// Who shares a service, in percent; only on SERVICE lines, and needed there
    pub staff_split: Option<Vec<StaffSplit>>,
    /// A remark for the till
    pub notes: Option<String>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("line_type", &self.line_type);
        object.field("entity_id", &self.entity_id);
        object.field("quantity", &self.quantity);
        object.optional("staff_split", &self.staff_split);
        object.optional("notes", &self.notes);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            line_type: fields.required("line_type"),
            entity_id: fields.required("entity_id"),
            quantity: fields.required("quantity"),
            staff_split: fields.optional("staff_split"),
            notes: fields.optional("notes"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `line_id`: uuid.
    pub line_id: Uuid,
    /// `unit_price`: decimal.
    pub unit_price: Decimal,
    /// `line_amount`: decimal.
    pub line_amount: Decimal,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("line_id", &self.line_id);
        object.field("unit_price", &self.unit_price);
        object.field("line_amount", &self.line_amount);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            line_id: fields.required("line_id"),
            unit_price: fields.required("unit_price"),
            line_amount: fields.required("line_amount"),
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
    /// `ENTITY_NOT_FOUND`: the catalogue has no such entity, or it is no longer active (choose another entity)
    EntityNotFound,
    /// `ENTITY_TYPE_MISMATCH`: the entity is not of the line's kind, as a product on a SERVICE line (correct line_type or entity_id)
    EntityTypeMismatch,
    /// `PRICE_MISSING`: the catalogue entity has no price (complete the catalogue)
    PriceMissing,
    /// `INVALID_QUANTITY`: the quantity is not positive, not whole for a product, or not one for an adjustment (correct the quantity)
    InvalidQuantity,
    /// `INVALID_STAFF_SPLIT`: the split of a service does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service (correct the split)
    InvalidStaffSplit,
    /// `CART_FULL`: the cart has 500 lines, those that were taken out too (open a second cart)
    CartFull,
}

impl DeclaredError for Error {
    const CASES: &'static [(&'static str, &'static str)] = &[
        (
            "CART_NOT_FOUND",
            "no cart of this organization has the id (ask for another cart)",
        ),
        ("CART_NOT_ACTIVE", "the cart is locked, closed or cancelled (open a new cart)"),
        (
            "ENTITY_NOT_FOUND",
            "the catalogue has no such entity, or it is no longer active (choose another entity)",
        ),
        (
            "ENTITY_TYPE_MISMATCH",
            "the entity is not of the line's kind, as a product on a SERVICE line (correct line_type or entity_id)",
        ),
        ("PRICE_MISSING", "the catalogue entity has no price (complete the catalogue)"),
        (
            "INVALID_QUANTITY",
            "the quantity is not positive, not whole for a product, or not one for an adjustment (correct the quantity)",
        ),
        (
            "INVALID_STAFF_SPLIT",
            "the split of a service does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service (correct the split)",
        ),
        (
            "CART_FULL",
            "the cart has 500 lines, those that were taken out too (open a second cart)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `quantity > 0`
#[must_use]
pub fn precondition_1(quantity: Option<&Decimal>) -> bool {
    expr::greater(quantity, Some(&Decimal::new(0, 0)))
}

/// `if line_type == SERVICE then sum(staff_split.pct) == 100`
#[must_use]
pub fn invariant_2(
    line_type: Option<&LineType>,
    staff_split: Option<&Vec<StaffSplit>>,
) -> bool {
    !expr::equal(line_type.map(|word| word.as_str()), Some("SERVICE"))
        || expr::equal(
            expr::sum(
                    staff_split
                        .map(|items| items.iter().filter_map(|item| item.pct.as_ref())),
                )
                .as_ref(),
            Some(&Decimal::new(100, 0)),
        )
}

/// `unit_price >= 0 and line_amount >= 0`
#[must_use]
pub fn invariant_3(unit_price: Option<&Decimal>, line_amount: Option<&Decimal>) -> bool {
    expr::greater_or_equal(unit_price, Some(&Decimal::new(0, 0)))
        && expr::greater_or_equal(line_amount, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(Some(&input.quantity)) {
        return Some("quantity > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(input: &Input, output: &Output) -> Option<&'static str> {
    if !invariant_2(Some(&input.line_type), input.staff_split.as_ref()) {
        return Some("if line_type == SERVICE then sum(staff_split.pct) == 100");
    }
    if !invariant_3(Some(&output.unit_price), Some(&output.line_amount)) {
        return Some("unit_price >= 0 and line_amount >= 0");
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

/// `StaffSplit` of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffSplit {
    /// `staff_id`.
    pub staff_id: Option<Uuid>,
    /// `pct`.
    pub pct: Option<Decimal>,
}

impl wire::Record for StaffSplit {
    fn write(&self, object: &mut wire::Object) {
        object.optional("staff_id", &self.staff_id);
        object.optional("pct", &self.pct);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            staff_id: fields.optional("staff_id"),
            pct: fields.optional("pct"),
        }
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.POS.CART.ADD_LINE.v1",
    smart_code: "HERA.SALON.POS.CART.ADD_LINE.v1",
    intent: "Put a service, a retail product or an adjustment on an open cart, priced from the catalogue.",
    file: "salon/pos/procedures/cart.add_line.yml",
    sum: "a185c0b63e3e1ca5b3c32c6066c2f8b03e7f10c5da2ab80d70993c0441be027d",
    canonical: "{\"checks\":[{\"description\":\"The line stands on the cart with the catalogue's price\"},{\"description\":\"A split that sums to 99.99 is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another cart\",\"code\":\"CART_NOT_FOUND\",\"http_status\":404,\"when\":\"no cart of this organization has the id\"},{\"action\":\"open a new cart\",\"code\":\"CART_NOT_ACTIVE\",\"http_status\":409,\"when\":\"the cart is locked, closed or cancelled\"},{\"action\":\"choose another entity\",\"code\":\"ENTITY_NOT_FOUND\",\"http_status\":404,\"when\":\"the catalogue has no such entity, or it is no longer active\"},{\"action\":\"correct line_type or entity_id\",\"code\":\"ENTITY_TYPE_MISMATCH\",\"http_status\":422,\"when\":\"the entity is not of the line's kind, as a product on a SERVICE line\"},{\"action\":\"complete the catalogue\",\"code\":\"PRICE_MISSING\",\"http_status\":422,\"when\":\"the catalogue entity has no price\"},{\"action\":\"correct the quantity\",\"code\":\"INVALID_QUANTITY\",\"http_status\":422,\"when\":\"the quantity is not positive, not whole for a product, or not one for an adjustment\"},{\"action\":\"correct the split\",\"code\":\"INVALID_STAFF_SPLIT\",\"http_status\":422,\"when\":\"the split of a service does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service\"},{\"action\":\"open a second cart\",\"code\":\"CART_FULL\",\"http_status\":409,\"when\":\"the cart has 500 lines, those that were taken out too\"}],\"example_payload\":{\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"entity_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"line_type\":\"RETAIL\",\"notes\":\"for the colour treatment at home\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"quantity\":2},\"happy_path\":[{\"step\":\"Load the cart and see that it is open\"},{\"step\":\"Load the catalogue entity and see that it is active and of the line's kind\"},{\"step\":\"Check quantity and staff split\"},{\"step\":\"Read the unit price from the catalogue\"},{\"step\":\"Write the line with the next line number\"}],\"inputs\":{\"optional\":[{\"description\":\"Who shares a service, in percent; only on SERVICE lines, and needed there\",\"name\":\"staff_split\",\"type\":\"array[{staff_id:uuid, pct:decimal}]\"},{\"description\":\"A remark for the till\",\"name\":\"notes\",\"type\":\"string\"}],\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"What kind of line it is\",\"name\":\"line_type\",\"type\":\"enum[SERVICE, RETAIL, ADJUSTMENT]\"},{\"description\":\"The service, product or adjustment in the catalogue\",\"name\":\"entity_id\",\"type\":\"uuid\"},{\"description\":\"How many; more than zero, whole for a product, one for an adjustment\",\"name\":\"quantity\",\"type\":\"decimal\"}]},\"intent\":\"Put a service, a retail product or an adjustment on an open cart, priced from the catalogue.\\n\",\"invariants\":[\"the unit price comes from the catalogue, never from the caller\",\"if line_type == SERVICE then sum(staff_split.pct) == 100\",\"unit_price >= 0 and line_amount >= 0\",\"a line is never written without its organization and its actor\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_line_checked\",\"cart_line_added\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"line_amount\":\"decimal\",\"line_id\":\"uuid\",\"unit_price\":\"decimal\"},\"transactions_emitted\":[{\"description\":\"One line of the cart\",\"slug\":\"pos_cart_line\"}]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"quantity > 0\",\"the cart exists in the caller's organization and is open\",\"the catalogue entity exists, is active and is of the line's kind\"],\"scope\":{\"in_scope\":[\"Lines of kind SERVICE, RETAIL and ADJUSTMENT\",\"The unit price from the catalogue entity\",\"The split of a service among the staff who did it\"],\"out_of_scope\":[\"Reserving stock (the inventory service does it, before)\",\"Discounts, tax and totals (reprice does them, after)\"]},\"smart_code\":\"HERA.SALON.POS.CART.ADD_LINE.v1\"}",
};
