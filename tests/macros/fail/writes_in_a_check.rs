//! A `validate_only` node has no way to write.

hera_macros::orchestration!("../specs/greeting.yml", procedures = "../specs/procedures");

use demo::front::guest::greet::v1 as greet;
use hera_runtime::{Fail, Transaction, View};

struct House;

impl greet::Greet for House {
    async fn validate(&self, cx: &View, _input: greet::Input) -> Result<(), Fail<greet::Error>> {
        writes(cx);
        Ok(())
    }

    async fn persist(
        &self,
        _cx: &mut Transaction,
        _input: greet::Input,
    ) -> Result<greet::Output, Fail<greet::Error>> {
        Err(greet::Error::GuestUnknown.into())
    }
}

fn writes(_: &mut Transaction) {}

fn main() {}
