//! `orchestration!` as users meet it: programs that compile, and programs that are refused with the
//! snippet inside rustc's own error.

#[test]
fn invocations() {
    let cases = trybuild::TestCases::new();
    cases.pass("macros/pass/*.rs");
    cases.compile_fail("macros/fail/*.rs");
}
