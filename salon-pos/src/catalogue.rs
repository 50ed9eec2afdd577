//! A small salon to begin with: staff, services, products, adjustments, their prices, and a cart.
//!
//! All ids are fixed, so that commands can be written down before anything runs.

use hera_runtime::context::{DynamicData, Entity, StoreError, UniversalTransaction};
use hera_runtime::{Decimal, Transaction, Uuid};

use crate::books::{codes, fields, words};

/// The organisation.
pub const SALON: Uuid = id(0x01);
/// Its name and code.
pub const SALON_NAME: (&str, &str) = ("Northside Salon", "NORTHSIDE");
/// The manager, who sets things up.
pub const MANAGER: Uuid = id(0x02);
/// A stylist.
pub const ADA: Uuid = id(0x0a);
/// Another stylist.
pub const GRACE: Uuid = id(0x0b);
/// A cut.
pub const CUT: Uuid = id(0x10);
/// A colour treatment.
pub const COLOUR: Uuid = id(0x11);
/// A shampoo.
pub const SHAMPOO: Uuid = id(0x20);
/// A mask.
pub const MASK: Uuid = id(0x21);
/// A book, without tax.
pub const BOOK: Uuid = id(0x22);
/// Ten percent off.
pub const LOYALTY: Uuid = id(0x30);
/// Twenty off.
pub const VOUCHER: Uuid = id(0x31);
/// An open cart.
pub const CART: Uuid = id(0xca);

/// A fixed id that is a well-formed version 4 uuid.
const fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x5a10_0000_0000_4000_8000_0000_0000_0000 | number)
}

/// One entry of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// `entity_type`.
    pub entity_type: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its smart code.
    pub smart_code: &'static str,
    /// Its numbers: the field, and the value in hundredths.
    pub numbers: &'static [(&'static str, i64)],
    /// What the inventory has of it.
    pub stock: Option<i64>,
}

/// Everything that the salon sells, takes off, and who works there.
pub const ENTRIES: &[Entry] = &[
    staff(ADA, "Ada"),
    staff(GRACE, "Grace"),
    Entry {
        id: CUT,
        entity_type: words::SERVICE,
        name: "Cut and finish",
        smart_code: "HERA.SALON.CATALOG.SERVICE.CUT.v1",
        numbers: &[(fields::PRICE, 45_00), (fields::TAX_RATE, 20_00)],
        stock: None,
    },
    Entry {
        id: COLOUR,
        entity_type: words::SERVICE,
        name: "Colour treatment",
        smart_code: "HERA.SALON.CATALOG.SERVICE.COLOUR.v1",
        numbers: &[(fields::PRICE, 80_00), (fields::TAX_RATE, 20_00)],
        stock: None,
    },
    Entry {
        id: SHAMPOO,
        entity_type: words::PRODUCT,
        name: "Colour-safe shampoo",
        smart_code: "HERA.SALON.CATALOG.RETAIL.SHAMPOO.v1",
        numbers: &[(fields::PRICE, 12_50), (fields::TAX_RATE, 20_00)],
        stock: Some(100),
    },
    Entry {
        id: MASK,
        entity_type: words::PRODUCT,
        name: "Repair mask",
        smart_code: "HERA.SALON.CATALOG.RETAIL.MASK.v1",
        numbers: &[(fields::PRICE, 18_00), (fields::TAX_RATE, 20_00)],
        stock: Some(40),
    },
    Entry {
        id: BOOK,
        entity_type: words::PRODUCT,
        name: "Book of braids",
        smart_code: "HERA.SALON.CATALOG.RETAIL.BOOK.v1",
        numbers: &[(fields::PRICE, 10_00), (fields::TAX_RATE, 0)],
        stock: Some(3),
    },
    Entry {
        id: LOYALTY,
        entity_type: words::ADJUSTMENT,
        name: "Loyalty, 10 % off",
        smart_code: "HERA.SALON.CATALOG.ADJUST.LOYALTY.v1",
        numbers: &[(fields::DISCOUNT_PERCENT, 10_00)],
        stock: None,
    },
    Entry {
        id: VOUCHER,
        entity_type: words::ADJUSTMENT,
        name: "Voucher, 20.00 off",
        smart_code: "HERA.SALON.CATALOG.ADJUST.VOUCHER.v1",
        numbers: &[(fields::DISCOUNT_AMOUNT, 20_00)],
        stock: None,
    },
];

const fn staff(id: Uuid, name: &'static str) -> Entry {
    Entry {
        id,
        entity_type: words::STAFF,
        name,
        smart_code: "HERA.SALON.STAFF.MEMBER.STYLIST.v1",
        numbers: &[],
        stock: None,
    }
}

/// Writes the catalogue and the cart, as far as they are not there. Doing it again is harmless.
///
/// # Errors
/// When the store fails.
pub async fn write(cx: &mut Transaction) -> Result<(), StoreError> {
    for entry in ENTRIES {
        if cx.entities().get(entry.id).await?.is_some() {
            continue;
        }
        let entity = Entity::new(entry.entity_type, entry.name, entry.smart_code).id(entry.id);
        cx.entities().insert(entity.status(words::ACTIVE)).await?;
        for (field, hundredths) in entry.numbers {
            let number = DynamicData::new(entry.id, *field, codes::CATALOG_FIELD)
                .field_type("number")
                .field_value_number(Decimal::new(*hundredths, 2));
            cx.dynamic_data().insert(number).await?;
        }
    }
    open_cart(cx, CART).await
}

/// Opens a cart with this id, unless it is there.
///
/// # Errors
/// When the store fails.
pub async fn open_cart(cx: &mut Transaction, id: Uuid) -> Result<(), StoreError> {
    if cx.transactions().get(id).await?.is_some() {
        return Ok(());
    }
    let cart = UniversalTransaction::new(words::CART, codes::CART)
        .id(id)
        .transaction_status(words::OPEN)
        .transaction_code(format!("CART-{id}"));
    cx.transactions().insert(cart).await.map(drop)
}
