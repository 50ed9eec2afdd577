//! Any bytes end in a tree, in findings, or in both.

#![no_main]

use hera_fuzz::findings_are_sound;
use hera_specc::diag::Diagnostics;
use hera_specc::parse;
use hera_specc::source::SourceMap;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let file = parse::decode(&mut sources, "a.yml", bytes.to_vec(), &mut diags);
    let document = file.and_then(|file| parse::parse(&sources, file, &mut diags));
    assert!(document.is_some() || diags.has_errors(), "no tree and no reason");
    findings_are_sound(&sources, &diags);
});
