//! The demo tells its story to the end, and each of its claims is true, on both stores.

// The helpers of a test are outside `#[test]` functions, where clippy's own exemption ends.
#![allow(clippy::unwrap_used)]

use std::process::Command;

use hera_runtime::testing::server::PostgresServer;

/// Tells the story, and holds it to so many claims.
fn tell(arguments: &[&str], claims: u32) {
    let demo = Command::new(env!("CARGO_BIN_EXE_salon-pos")).arg("demo").args(arguments).output();
    let demo = demo.unwrap();
    let (said, error) =
        (String::from_utf8_lossy(&demo.stdout), String::from_utf8_lossy(&demo.stderr));
    assert!(demo.status.success(), "{said}{error}");
    assert!(said.contains(&format!("{claims} claims checked, all of them true")), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours where nobody sees them");
}

#[test]
fn every_claim_of_the_demo_is_true() {
    tell(&[], 24);
}

#[test]
fn every_claim_is_true_on_postgres() {
    let server = PostgresServer::shared().unwrap();
    let place = server.place("demo").unwrap();
    // Which tables there are is asked here.
    tell(&["--database", &place], 23);
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'demo' \
        ORDER BY table_name";
    let six = "core_dynamic_data\ncore_entities\ncore_organizations\ncore_relationships\n\
        universal_transaction_lines\nuniversal_transactions\n";
    assert_eq!(server.sql("hera", tables).unwrap(), six);
}
