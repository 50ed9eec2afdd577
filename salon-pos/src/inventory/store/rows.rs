//! The statements: rows in, values out. No rule of the business stands here.

use std::str::FromStr;

use rusqlite::{Connection, OptionalExtension, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::StoreError;
use crate::inventory::protocol::{Answer, LogEntry, Op, Product, Reserved};

/// A call that arrived or was barred.
pub(super) struct Call {
    /// Its kind.
    pub(super) op: String,
    /// Whose stock it is.
    pub(super) organization: String,
    /// Its canonical body; absent where it was barred before it arrived.
    pub(super) body: Option<String>,
    /// What it was answered.
    pub(super) answer: Option<String>,
    /// What it moved: cart, product, change. Absent for an undo.
    pub(super) moved: Option<(Uuid, Uuid, Decimal)>,
    /// The key of the call that took it back.
    pub(super) undone_by: Option<String>,
}

/// A decimal as it is kept: no trailing zeros, one text per number.
pub(super) fn text(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A stored text as what it stands for.
pub(super) fn parse<T: FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("`{text}`, which does not decode")))
}

pub(super) fn find_call(db: &Connection, key: &str) -> Result<Option<Call>, StoreError> {
    type Columns = [Option<String>; 8];
    let columns = |row: &Row<'_>| -> rusqlite::Result<Columns> {
        let mut columns = Columns::default();
        for (at, column) in columns.iter_mut().enumerate() {
            *column = row.get(at)?;
        }
        Ok(columns)
    };
    let found = db
        .prepare_cached(
            "SELECT op, organization_id, body, answer, undone_by, cart_id, product_id, change
             FROM call WHERE key = ?1",
        )?
        .query_row([key], columns)
        .optional()?;
    let Some([op, organization, body, answer, undone_by, cart, product, change]) = found else {
        return Ok(None);
    };
    let moved = match (cart, product, change) {
        (Some(cart), Some(product), Some(change)) => {
            Some((parse(&cart)?, parse(&product)?, parse(&change)?))
        }
        _ => None,
    };
    let (op, organization) = (op.unwrap_or_default(), organization.unwrap_or_default());
    Ok(Some(Call { op, organization, body, answer, moved, undone_by }))
}

pub(super) fn insert_call(db: &Connection, key: &str, call: &Call) -> Result<(), StoreError> {
    let (cart, product, change) = match call.moved {
        Some((cart, product, change)) => {
            (Some(cart.to_string()), Some(product.to_string()), Some(text(change)))
        }
        None => (None, None, None),
    };
    db.prepare_cached(
        "INSERT INTO call
         (key, op, organization_id, body, answer, undone_by, cart_id, product_id, change)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        key,
        &call.op,
        &call.organization,
        &call.body,
        &call.answer,
        &call.undone_by,
        cart,
        product,
        change,
    ))?;
    Ok(())
}

pub(super) fn mark_undone(db: &Connection, key: &str, by: &str) -> Result<(), StoreError> {
    db.prepare_cached("UPDATE call SET undone_by = ?2 WHERE key = ?1")?.execute((key, by))?;
    Ok(())
}

pub(super) fn put_product(
    db: &Connection,
    organization: Uuid,
    product: Uuid,
    on_hand: Decimal,
) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO product (organization_id, product_id, on_hand) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand",
    )?
    .execute((organization.to_string(), product.to_string(), text(on_hand)))?;
    Ok(())
}

pub(super) fn on_hand(
    db: &Connection,
    organization: Uuid,
    product: Uuid,
) -> Result<Option<Decimal>, StoreError> {
    db.prepare_cached("SELECT on_hand FROM product WHERE organization_id = ?1 AND product_id = ?2")?
        .query_row((organization.to_string(), product.to_string()), |row| row.get::<_, String>(0))
        .optional()?
        .map(|found| parse(&found))
        .transpose()
}

/// What is reserved of a product, by cart.
pub(super) fn reserved(
    db: &Connection,
    organization: Uuid,
    product: Uuid,
) -> Result<Vec<(Uuid, Decimal)>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT cart_id, quantity FROM reserved
         WHERE organization_id = ?1 AND product_id = ?2 ORDER BY cart_id",
    )?;
    let mut rows = statement.query((organization.to_string(), product.to_string()))?;
    let mut reserved = Vec::new();
    while let Some(row) = rows.next()? {
        reserved.push((parse(&row.get::<_, String>(0)?)?, parse(&row.get::<_, String>(1)?)?));
    }
    Ok(reserved)
}

pub(super) fn set_reserved(
    db: &Connection,
    organization: Uuid,
    product: Uuid,
    cart: Uuid,
    quantity: Decimal,
) -> Result<(), StoreError> {
    let key = (organization.to_string(), product.to_string(), cart.to_string());
    if quantity.is_zero() {
        db.prepare_cached(
            "DELETE FROM reserved
             WHERE organization_id = ?1 AND product_id = ?2 AND cart_id = ?3",
        )?
        .execute(key)?;
    } else {
        db.prepare_cached(
            "INSERT INTO reserved (organization_id, product_id, cart_id, quantity)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET quantity = excluded.quantity",
        )?
        .execute((key.0, key.1, key.2, text(quantity)))?;
    }
    Ok(())
}

pub(super) fn stock(db: &Connection, organization: Uuid) -> Result<Answer, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT product_id, on_hand FROM product WHERE organization_id = ?1 ORDER BY product_id",
    )?;
    let mut rows = statement.query([organization.to_string()])?;
    let (mut products, mut all) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let product_id: Uuid = parse(&row.get::<_, String>(0)?)?;
        let on_hand: Decimal = parse(&row.get::<_, String>(1)?)?;
        let carts = reserved(db, organization, product_id)?;
        let available = on_hand - carts.iter().map(|(_, quantity)| *quantity).sum::<Decimal>();
        products.push(Product { product_id, on_hand, available });
        all.extend(carts.into_iter().map(|(cart_id, quantity)| Reserved {
            cart_id,
            product_id,
            quantity,
        }));
    }
    Ok(Answer::Stock { products, reserved: all })
}

pub(super) fn log(db: &Connection, after: i64, max: usize) -> Result<Vec<LogEntry>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT seq, at_ms, event, op, key, undoes, change, code FROM log
         WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = statement.query((after, i64::try_from(max).unwrap_or(i64::MAX)))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(LogEntry {
            seq: row.get(0)?,
            at_ms: row.get(1)?,
            event: parse(&row.get::<_, String>(2)?)?,
            op: parse::<Op>(&row.get::<_, String>(3)?)?,
            key: row.get(4)?,
            undoes: row.get(5)?,
            change: row.get::<_, Option<String>>(6)?.map(|text| parse(&text)).transpose()?,
            code: row.get(7)?,
        });
    }
    Ok(entries)
}
