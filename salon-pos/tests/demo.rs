//! The demo tells its story to the end, and each of its claims is true.

use std::process::Command;

#[test]
fn every_claim_of_the_demo_is_true() {
    let demo = Command::new(env!("CARGO_BIN_EXE_salon-pos")).arg("demo").output().unwrap();
    let (said, error) =
        (String::from_utf8_lossy(&demo.stdout), String::from_utf8_lossy(&demo.stderr));
    assert!(demo.status.success(), "{said}{error}");
    assert!(said.contains("24 claims checked, all of them true"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours where nobody sees them");
}
