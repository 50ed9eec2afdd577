//! Promises about rows: exact values, organisations apart, transactions whole.

use hera_core::plan::Isolation;
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use super::Database;
use super::check::{CODE, Place, ensure, organization, said};
use crate::context::{
    DynamicData, Entity, Relationship, StoreError, TransactionLine, UniversalTransaction,
};
use crate::engine::Engine;
use crate::ports::{Organization, Scope};

type Kept = Result<(), String>;

pub(super) async fn rows_come_back_as_they_were_written(database: &dyn Database) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let tags = json!(["retail", "ü \"quoted\""]);
    let product = Entity::new("product", "Shampoo", CODE).entity_code("P-1").tags(tags.clone());
    let product = tx.entities().insert(product).await.map_err(said)?;
    let amount = |text: &str| text.parse::<Decimal>().map_err(|error| error.to_string());
    let price = DynamicData::new(product, "price", CODE)
        .field_type("number")
        .field_value_number(amount("12.50")?);
    tx.dynamic_data().insert(price).await.map_err(said)?;
    let cart = UniversalTransaction::new("SALE_CART", CODE)
        .transaction_code(format!("C-{product}"))
        .transaction_currency_code("GBP")
        .metadata(json!({"none": null, "deep": [1, {"a": "0.10"}]}));
    let cart = tx.transactions().insert(cart).await.map_err(said)?;
    let line = TransactionLine::new(cart, 1, "RETAIL", CODE)
        .entity_id(product)
        .quantity(Decimal::TWO)
        .line_data(json!({"note": "gift", "token": "of the business"}));
    let line = tx.lines().insert(line).await.map_err(said)?;
    let dear = TransactionLine::changes().unit_amount(amount("999999999999.99999999")?);
    tx.lines().update(line, dear).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)?;

    let view = engine.view(scope).await.map_err(said)?;
    let product = view.entities().get(product).await.map_err(said)?.ok_or("no entity")?;
    ensure!(product.entity_code.as_deref() == Some("P-1"), "{product:?}");
    ensure!(product.status == "active" && product.tags == tags, "{product:?}");
    ensure!(product.meta.created_by == scope.actor_id, "{product:?}");
    let price = DynamicData::filter().entity_id(product.id).field_name("price");
    let price = view.dynamic_data().first(price).await.map_err(said)?.ok_or("no field")?;
    ensure!(price.field_value_number == Some(amount("12.5")?), "{price:?}");
    let cart = view.transactions().get(cart).await.map_err(said)?.ok_or("no header")?;
    ensure!(cart.transaction_currency_code.as_deref() == Some("GBP"), "{cart:?}");
    ensure!(cart.metadata == json!({"none": null, "deep": [1, {"a": "0.10"}]}), "{cart:?}");
    let lines = TransactionLine::filter().transaction_id(cart.id);
    let lines = view.lines().find(lines).await.map_err(said)?;
    ensure!(lines.len() == 1 && lines[0].meta.version == 2, "{lines:?}");
    ensure!(lines[0].unit_amount == amount("999999999999.99999999")?, "{lines:?}");
    let none = Entity::filter().entity_code(None::<String>);
    let none = view.entities().find(none).await.map_err(said)?;
    ensure!(none.is_empty(), "a filter for nothing found {none:?}");
    Ok(())
}

pub(super) async fn a_row_of_another_organisation_does_not_exist(database: &dyn Database) -> Kept {
    let Place { engine, scope, store } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let ours = Entity::new("product", "Ours", CODE);
    let ours = tx.entities().insert(ours).await.map_err(said)?;
    let cart = UniversalTransaction::new("CART", CODE);
    let cart = tx.transactions().insert(cart).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)?;

    let other = organization(&*store).await?;
    let mut tx = engine.begin(other).await.map_err(said)?;
    let got = tx.entities().get(ours).await;
    ensure!(got == Ok(None), "read by its id: {got:?}");
    let found = tx.entities().find(Entity::filter()).await;
    ensure!(found == Ok(vec![]), "found: {found:?}");
    let changed = tx.entities().update(ours, Entity::changes().status("gone")).await;
    ensure!(matches!(changed, Err(StoreError::NotFound { .. })), "changed: {changed:?}");
    let under = tx.lines().insert(TransactionLine::new(cart, 1, "RETAIL", CODE)).await;
    ensure!(under.is_err(), "a line under another organisation's header: {under:?}");
    let field = tx.dynamic_data().insert(DynamicData::new(ours, "x", CODE)).await;
    ensure!(matches!(field, Err(StoreError::Conflict { .. })), "a field of it: {field:?}");
    let mine = Entity::new("product", "Mine", CODE);
    let mine = tx.entities().insert(mine).await.map_err(said)?;
    let link = tx.relationships().insert(Relationship::new(mine, ours, "likes", CODE)).await;
    ensure!(matches!(link, Err(StoreError::Conflict { .. })), "a link to it: {link:?}");
    Ok(())
}

pub(super) async fn what_is_not_committed_is_gone_and_seen_by_nobody(
    database: &dyn Database,
) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let row = tx.entities().insert(Entity::new("product", "Maybe", CODE)).await.map_err(said)?;
    let own = tx.entities().get(row).await.map_err(said)?;
    ensure!(own.is_some(), "a transaction does not see its own write");
    let view = engine.view(scope).await.map_err(said)?;
    let seen = view.entities().get(row).await;
    ensure!(seen == Ok(None), "seen by another: {seen:?}");
    drop(tx);
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let left = tx.entities().get(row).await;
    ensure!(left == Ok(None), "left behind: {left:?}");
    Ok(())
}

pub(super) async fn a_snapshot_stays_as_it_was(database: &dyn Database) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let view = engine.view(scope).await.map_err(said)?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    tx.entities().insert(Entity::new("product", "Late", CODE)).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)?;
    let seen = view.entities().find(Entity::filter()).await;
    ensure!(seen == Ok(vec![]), "an older snapshot sees {seen:?}");
    Ok(())
}

pub(super) async fn values_that_do_not_fit_are_refused_and_not_rounded(
    database: &dyn Database,
) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let row = UniversalTransaction::new("CART", CODE).total_amount(Decimal::new(1, 5));
    let fine = tx.transactions().insert(row).await;
    let refused = matches!(fine, Err(StoreError::Invalid { column: "total_amount", .. }));
    ensure!(refused, "five digits after the point: {fine:?}");
    let long = tx.entities().insert(Entity::new("product", "Long", "X".repeat(101))).await;
    ensure!(matches!(long, Err(StoreError::Conflict { .. })), "a long smart code: {long:?}");
    for number in 0..1_001 {
        let row = Entity::new("many", format!("{number}"), CODE);
        tx.entities().insert(row).await.map_err(said)?;
    }
    let many = || Entity::filter().entity_type("many");
    let all = tx.entities().find(many()).await.map(|rows| rows.len());
    ensure!(matches!(all, Err(StoreError::TooMany { limit: 1_000, .. })), "1,001 rows: {all:?}");
    let three = tx.entities().find(many().limit(3)).await.map_err(said)?.len();
    ensure!(three == 3, "three were asked for: {three}");
    Ok(())
}

pub(super) async fn lines_of_a_business_may_say_the_same(database: &dyn Database) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let cart = UniversalTransaction::new("SALE_CART", CODE);
    let cart = tx.transactions().insert(cart).await.map_err(said)?;
    for number in 1..=2 {
        // What marks a commit in the engine's own lines means nothing in others.
        let line = TransactionLine::new(cart, number, "RETAIL", CODE);
        let line = line.line_data(json!({"token": "commit/B"}));
        tx.lines().insert(line).await.map_err(|error| format!("line {number}: {error}"))?;
    }
    engine.commit(tx).await.map_err(said)
}

pub(super) async fn a_line_belongs_to_a_transaction(database: &dyn Database) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let stray = TransactionLine::new(Uuid::now_v7(), 1, "RETAIL", CODE);
    let stray = tx.lines().insert(stray).await;
    ensure!(matches!(stray, Err(StoreError::Conflict { .. })), "without one: {stray:?}");
    let cart = UniversalTransaction::new("SALE_CART", CODE);
    let cart = tx.transactions().insert(cart).await.map_err(said)?;
    tx.lines().insert(TransactionLine::new(cart, 1, "RETAIL", CODE)).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)
}

pub(super) async fn after_a_refused_write_the_transaction_goes_on(database: &dyn Database) -> Kept {
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let row = tx.entities().insert(Entity::new("product", "One", CODE)).await.map_err(said)?;
    let field = || DynamicData::new(row, "price", CODE);
    tx.dynamic_data().insert(field()).await.map_err(said)?;
    let twice = tx.dynamic_data().insert(field()).await;
    ensure!(matches!(twice, Err(StoreError::Conflict { .. })), "a field twice: {twice:?}");
    tx.entities().update(row, Entity::changes().entity_name("Two")).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)?;
    let view = engine.view(scope).await.map_err(said)?;
    let row = view.entities().get(row).await.map_err(said)?.ok_or("nothing was committed")?;
    ensure!(row.entity_name == "Two", "{row:?}");
    Ok(())
}

pub(super) async fn a_transaction_that_is_over_does_nothing(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let isolation = Isolation::Serializable;
    let session = store.begin(scope, isolation).await.map_err(said)?;
    session.rollback();
    session.rollback();
    let committed = session.commit(None).await;
    ensure!(committed == Err(StoreError::Closed), "committed: {committed:?}");
    Ok(())
}

/// Reads a counter and writes the next number, in one transaction.
async fn count(engine: &Engine, scope: Scope, counter: Uuid) -> Result<(), StoreError> {
    let mut tx = engine.begin(scope).await?;
    let row = tx.entities().get(counter).await?;
    let seen = row.and_then(|row| row.entity_name.parse::<i64>().ok()).unwrap_or(i64::MIN);
    let next = Entity::changes().entity_name((seen + 1).to_string());
    tx.entities().update(counter, next).await?;
    engine.commit(tx).await
}

pub(super) async fn those_who_count_at_once_lose_no_count(database: &dyn Database) -> Kept {
    const WRITERS: usize = 4;
    const COUNTS: i64 = 10;
    let Place { engine, scope, .. } = Place::new(database).await?;
    let mut tx = engine.begin(scope).await.map_err(said)?;
    let counter = Entity::new("counter", "0", CODE);
    let counter = tx.entities().insert(counter).await.map_err(said)?;
    engine.commit(tx).await.map_err(said)?;
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let engine = engine.clone();
            tokio::spawn(async move {
                let mut done = 0;
                while done < COUNTS {
                    match count(&engine, scope, counter).await {
                        Ok(()) => done += 1,
                        Err(StoreError::Busy) => tokio::task::yield_now().await,
                        Err(error) => return Err(said(error)),
                    }
                }
                Ok(())
            })
        })
        .collect();
    for writer in writers {
        writer.await.map_err(|error| error.to_string())??;
    }
    let view = engine.view(scope).await.map_err(said)?;
    let row = view.entities().get(counter).await.map_err(said)?.ok_or("no counter")?;
    let all = i64::try_from(WRITERS).unwrap_or(i64::MAX) * COUNTS;
    ensure!(row.entity_name == all.to_string(), "{all} counts, and it says {}", row.entity_name);
    Ok(())
}

pub(super) async fn an_organisation_is_created_once(database: &dyn Database) -> Kept {
    let Place { store, scope, .. } = Place::new(database).await?;
    let id = scope.organization_id;
    let there = store.organization(id).await.map_err(said)?.ok_or("it is not there")?;
    let again = Organization { name: "another name".to_owned(), ..there.clone() };
    let new = store.create_organization(&again, scope.actor_id).await.map_err(said)?;
    ensure!(!new, "it was created twice");
    let kept = store.organization(id).await.map_err(said)?;
    ensure!(kept == Some(there), "it was changed: {kept:?}");
    let twin = Organization { id: Uuid::now_v7(), ..again };
    let twin = store.create_organization(&twin, scope.actor_id).await;
    ensure!(matches!(twin, Err(StoreError::Conflict { .. })), "its code is taken: {twin:?}");
    Ok(())
}
