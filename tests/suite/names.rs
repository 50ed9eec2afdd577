//! Names and shapes that Rust knows too: a spec may use them, and what is emitted compiles.
//!
//! `golden/names/src` is the emission of `golden/names`, compiled here without warnings.
//! `HERA_BLESS=1` renews it.

/// The emission.
#[rustfmt::skip]
#[deny(warnings, clippy::all)]
// What a private module is told about names that it did not choose; a public one is not.
#[allow(dead_code, unreachable_pub, clippy::enum_variant_names, clippy::upper_case_acronyms)]
mod emitted {
    include!("../golden/names/src/hera.rs");
}

use hera_specc::{compile, host};

use crate::support::workspace;

#[test]
fn hostile_names_are_emitted_as_they_stand() {
    let folder = workspace().join("tests/golden/names");
    let mut files = host::read(std::slice::from_ref(&folder), true).expect("the specs are there");
    for file in &mut files {
        file.path.clone_from(&file.relative);
    }
    let outcome = compile(&files, None);
    let human = outcome.human(false);
    let emission = outcome.emission.unwrap_or_else(|| panic!("refused\n{human}"));
    let bless = std::env::var_os("HERA_BLESS").is_some();
    let changed = host::write(&emission, &folder.join("src"), !bless).expect("it can be written");
    assert!(bless || changed.is_empty(), "stale: run the tests with HERA_BLESS=1\n{changed:?}");
    assert_eq!(emitted::SPECS.len(), emission.files.len());
}
