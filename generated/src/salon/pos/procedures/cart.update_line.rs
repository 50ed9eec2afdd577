// Generated from salon/pos/procedures/cart.update_line.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{
    Decimal, DeclaredError, Fail, Transaction, Uuid, Value, View, expr, flow, wire,
};

/// `HERA.SALON.POS.CART.UPDATE_LINE.v1`
///
/// Change the quantity, the staff split or the notes of a line on an open cart.
///
/// Preconditions:
///
/// - `if exists(quantity) then quantity > 0` (enforced)
/// - the cart exists in the caller's organization and is open
/// - the line stands on this cart
/// - affects_inventory is true exactly when the quantity of a RETAIL line changes
///
/// Steps:
///
/// - Load the cart and see that it is open
/// - Load the line and see that it stands on this cart
/// - Compare what the caller has seen with what is there
/// - Check the new quantity and staff split
/// - Write the new values and return the old ones
///
/// Invariants:
///
/// - `previous_quantity > 0` (enforced)
/// - the unit price stays as it was
/// - the quantity of a RETAIL line changes only together with its reservation
pub trait UpdateLine: Send + Sync {
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
    procedures: &'a impl UpdateLine,
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
    /// The new quantity
    pub quantity: Option<Decimal>,
    /// The new split; only on SERVICE lines
    pub staff_split: Option<Vec<StaffSplit>>,
    /// The new remark
    pub notes: Option<String>,
    /// The reservation changes with this update
    pub affects_inventory: bool,
    /// The product whose reservation changes; must be the line's own
    pub product_id: Option<Uuid>,
    /// The quantity that the caller has seen; another one by now refuses the update
    pub expected_quantity: Option<Decimal>,
}

impl wire::Record for Input {
    fn write(&self, object: &mut wire::Object) {
        object.field("organization_id", &self.organization_id);
        object.field("cart_id", &self.cart_id);
        object.field("line_id", &self.line_id);
        object.optional("quantity", &self.quantity);
        object.optional("staff_split", &self.staff_split);
        object.optional("notes", &self.notes);
        object.field("affects_inventory", &self.affects_inventory);
        object.optional("product_id", &self.product_id);
        object.optional("expected_quantity", &self.expected_quantity);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            organization_id: fields.required("organization_id"),
            cart_id: fields.required("cart_id"),
            line_id: fields.required("line_id"),
            quantity: fields.optional("quantity"),
            staff_split: fields.optional("staff_split"),
            notes: fields.optional("notes"),
            affects_inventory: fields.required("affects_inventory"),
            product_id: fields.optional("product_id"),
            expected_quantity: fields.optional("expected_quantity"),
        }
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `previous_quantity`: decimal.
    pub previous_quantity: Decimal,
    /// `previous_staff_split`: array[{staff_id: uuid, pct: decimal}].
    pub previous_staff_split: Vec<StaffSplit>,
    /// `previous_notes`: string.
    pub previous_notes: String,
}

impl wire::Record for Output {
    fn write(&self, object: &mut wire::Object) {
        object.field("previous_quantity", &self.previous_quantity);
        object.field("previous_staff_split", &self.previous_staff_split);
        object.field("previous_notes", &self.previous_notes);
    }

    fn read(fields: &mut wire::Fields<'_>) -> Self {
        Self {
            previous_quantity: fields.required("previous_quantity"),
            previous_staff_split: fields.required("previous_staff_split"),
            previous_notes: fields.required("previous_notes"),
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
    /// `LINE_NOT_FOUND`: the line does not stand on this cart, or has been taken out (load the cart anew)
    LineNotFound,
    /// `LINE_CHANGED`: the line's quantity is not expected_quantity (load the cart anew and decide again)
    LineChanged,
    /// `NOTHING_TO_CHANGE`: neither quantity nor staff_split nor notes is given (name what to change)
    NothingToChange,
    /// `INVALID_QUANTITY`: the quantity is not positive, not whole for a product, or not one for an adjustment (correct the quantity)
    InvalidQuantity,
    /// `INVALID_STAFF_SPLIT`: the split does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service (correct the split)
    InvalidStaffSplit,
    /// `PRODUCT_MISMATCH`: product_id is not the product of the line (correct product_id)
    ProductMismatch,
    /// `INVENTORY_FLAG_WRONG`: the quantity of a RETAIL line changes without affects_inventory, or affects_inventory is set where no stock changes (set affects_inventory with product_id, quantity and expected_quantity, or leave it out)
    InventoryFlagWrong,
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
            "the line does not stand on this cart, or has been taken out (load the cart anew)",
        ),
        (
            "LINE_CHANGED",
            "the line's quantity is not expected_quantity (load the cart anew and decide again)",
        ),
        (
            "NOTHING_TO_CHANGE",
            "neither quantity nor staff_split nor notes is given (name what to change)",
        ),
        (
            "INVALID_QUANTITY",
            "the quantity is not positive, not whole for a product, or not one for an adjustment (correct the quantity)",
        ),
        (
            "INVALID_STAFF_SPLIT",
            "the split does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service (correct the split)",
        ),
        (
            "PRODUCT_MISMATCH",
            "product_id is not the product of the line (correct product_id)",
        ),
        (
            "INVENTORY_FLAG_WRONG",
            "the quantity of a RETAIL line changes without affects_inventory, or affects_inventory is set where no stock changes (set affects_inventory with product_id, quantity and expected_quantity, or leave it out)",
        ),
    ];

    fn place(&self) -> usize {
        *self as usize
    }
}

/// `if exists(quantity) then quantity > 0`
#[must_use]
pub fn precondition_1(quantity: Option<&Decimal>) -> bool {
    !expr::exists(quantity) || expr::greater(quantity, Some(&Decimal::new(0, 0)))
}

/// `previous_quantity > 0`
#[must_use]
pub fn invariant_1(previous_quantity: Option<&Decimal>) -> bool {
    expr::greater(previous_quantity, Some(&Decimal::new(0, 0)))
}

/// The first precondition that an input does not meet, in the words of the spec.
#[must_use]
pub fn unmet(input: &Input) -> Option<&'static str> {
    if !precondition_1(input.quantity.as_ref()) {
        return Some("if exists(quantity) then quantity > 0");
    }
    None
}

/// The first invariant that an output breaks, in the words of the spec.
#[must_use]
pub fn broken(output: &Output) -> Option<&'static str> {
    if !invariant_1(Some(&output.previous_quantity)) {
        return Some("previous_quantity > 0");
    }
    None
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
    name: "HERA.SALON.POS.CART.UPDATE_LINE.v1",
    smart_code: "HERA.SALON.POS.CART.UPDATE_LINE.v1",
    intent: "Change the quantity, the staff split or the notes of a line on an open cart.",
    file: "salon/pos/procedures/cart.update_line.yml",
    sum: "927f54517de4f65ef61c29869bf9ea78a82165f4ec9c0858d08c1b21701003fd",
    canonical: "{\"checks\":[{\"description\":\"The line has the new quantity, and the reservation with it\"},{\"description\":\"Two updates that have seen the same quantity do not both succeed\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another cart\",\"code\":\"CART_NOT_FOUND\",\"http_status\":404,\"when\":\"no cart of this organization has the id\"},{\"action\":\"open a new cart\",\"code\":\"CART_NOT_ACTIVE\",\"http_status\":409,\"when\":\"the cart is locked, closed or cancelled\"},{\"action\":\"load the cart anew\",\"code\":\"LINE_NOT_FOUND\",\"http_status\":404,\"when\":\"the line does not stand on this cart, or has been taken out\"},{\"action\":\"load the cart anew and decide again\",\"code\":\"LINE_CHANGED\",\"http_status\":409,\"when\":\"the line's quantity is not expected_quantity\"},{\"action\":\"name what to change\",\"code\":\"NOTHING_TO_CHANGE\",\"http_status\":422,\"when\":\"neither quantity nor staff_split nor notes is given\"},{\"action\":\"correct the quantity\",\"code\":\"INVALID_QUANTITY\",\"http_status\":422,\"when\":\"the quantity is not positive, not whole for a product, or not one for an adjustment\"},{\"action\":\"correct the split\",\"code\":\"INVALID_STAFF_SPLIT\",\"http_status\":422,\"when\":\"the split does not sum to 100, has a share that is not positive, names someone twice or who is not on the staff, or stands on a line that is no service\"},{\"action\":\"correct product_id\",\"code\":\"PRODUCT_MISMATCH\",\"http_status\":422,\"when\":\"product_id is not the product of the line\"},{\"action\":\"set affects_inventory with product_id, quantity and expected_quantity, or leave it out\",\"code\":\"INVENTORY_FLAG_WRONG\",\"http_status\":422,\"when\":\"the quantity of a RETAIL line changes without affects_inventory, or affects_inventory is set where no stock changes\"}],\"example_payload\":{\"affects_inventory\":true,\"cart_id\":\"b7d8a0f2-3f55-4d3c-8f0c-6b0a8f9d2c11\",\"expected_quantity\":2,\"line_id\":\"9d0f6a7e-5b1c-4f0a-bb0e-0c9f5e8f1b31\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\",\"product_id\":\"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\",\"quantity\":3},\"happy_path\":[{\"step\":\"Load the cart and see that it is open\"},{\"step\":\"Load the line and see that it stands on this cart\"},{\"step\":\"Compare what the caller has seen with what is there\"},{\"step\":\"Check the new quantity and staff split\"},{\"step\":\"Write the new values and return the old ones\"}],\"inputs\":{\"optional\":[{\"description\":\"The new quantity\",\"name\":\"quantity\",\"type\":\"decimal\"},{\"description\":\"The new split; only on SERVICE lines\",\"name\":\"staff_split\",\"type\":\"array[{staff_id:uuid, pct:decimal}]\"},{\"description\":\"The new remark\",\"name\":\"notes\",\"type\":\"string\"},{\"default\":false,\"description\":\"The reservation changes with this update\",\"name\":\"affects_inventory\",\"type\":\"boolean\"},{\"description\":\"The product whose reservation changes; must be the line's own\",\"name\":\"product_id\",\"type\":\"uuid\"},{\"description\":\"The quantity that the caller has seen; another one by now refuses the update\",\"name\":\"expected_quantity\",\"type\":\"decimal\"}],\"required\":[{\"description\":\"Whose cart it is\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The cart\",\"name\":\"cart_id\",\"type\":\"uuid\"},{\"description\":\"The line\",\"name\":\"line_id\",\"type\":\"uuid\"}]},\"intent\":\"Change the quantity, the staff split or the notes of a line on an open cart.\\n\",\"invariants\":[\"previous_quantity > 0\",\"the unit price stays as it was\",\"the quantity of a RETAIL line changes only together with its reservation\"],\"observability\":{\"audit_json\":true,\"logs\":[\"cart_line_checked\",\"cart_line_updated\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"previous_notes\":\"string\",\"previous_quantity\":\"decimal\",\"previous_staff_split\":\"array[{staff_id:uuid, pct:decimal}]\"},\"transactions_emitted\":[]},\"permissions\":[\"cart_write\"],\"preconditions\":[\"if exists(quantity) then quantity > 0\",\"the cart exists in the caller's organization and is open\",\"the line stands on this cart\",\"affects_inventory is true exactly when the quantity of a RETAIL line changes\"],\"scope\":{\"in_scope\":[\"Quantity, staff split and notes of one line\",\"The values from before, as a result, so that the change can be taken back\"],\"out_of_scope\":[\"Prices (an ADJUSTMENT line changes what is to be paid)\",\"The reservation of stock (the inventory service adjusts it, before)\"]},\"smart_code\":\"HERA.SALON.POS.CART.UPDATE_LINE.v1\"}",
};
