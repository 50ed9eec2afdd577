//! Specs may use any name: what is a keyword, a type or a trait of Rust, or a name of the generated code,
//! gets a name that rustc takes.
#![deny(warnings)]

hera_macros::orchestration!("../names/flow.yml", procedures = "../names/procedures");

use salon::pos::cart::option::v1 as option;

fn main() {
    assert_eq!(option::Type::WORDS[0], "NONE");
    assert_eq!(option::Type::N2nd.as_str(), "2ND");
    assert_eq!(salon::pos::orch::procedures::v1::option_input::Node::ALL.len(), 4);
}
