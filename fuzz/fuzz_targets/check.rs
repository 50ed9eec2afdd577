//! Any set of files is refused with a reason, or yields Rust that parses.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hera_fuzz::specs_are_judged(&hera_fuzz::files(bytes));
});
