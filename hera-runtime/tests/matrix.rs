//! The crash-matrix kit itself: sound flows are sound, and what is planted is found.

#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]

mod support;

use hera_runtime::testing::matrix::{self, Made};

use support::sketch;

#[test]
fn flows_of_every_shape_are_sound() {
    let made = Made::new(|procedures| vec![sketch::orchestration(procedures)]);
    let report = matrix::run(&made, &matrix::Sqlite);
    println!("{report}");
    report.assert();
}
