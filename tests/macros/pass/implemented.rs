//! A service: the traits implemented, the orchestration put together.

hera_macros::orchestration!("../specs/greeting.yml", procedures = "../specs/procedures");

use demo::front::guest::{greet::v1 as greet, take_back::v1 as take_back};
use demo::front::kitchen::tell::v1 as tell;
use hera_runtime::{Decimal, External, Fail, Transaction, Uuid, View};

struct House;

impl greet::Greet for House {
    async fn validate(&self, _cx: &View, input: greet::Input) -> Result<(), Fail<greet::Error>> {
        if input.seats == 0 { Err(greet::Error::GuestUnknown.into()) } else { Ok(()) }
    }

    async fn persist(
        &self,
        _cx: &mut Transaction,
        input: greet::Input,
    ) -> Result<greet::Output, Fail<greet::Error>> {
        Ok(greet::Output { greeting_id: Uuid::nil(), total: input.tip + Decimal::ONE })
    }
}

impl take_back::TakeBack for House {
    async fn persist(
        &self,
        _cx: &mut Transaction,
        _input: take_back::Input,
    ) -> Result<take_back::Output, Fail<take_back::Error>> {
        Ok(take_back::Output {})
    }
}

impl tell::Tell for House {
    async fn call(
        &self,
        _cx: &External,
        input: tell::Input,
    ) -> Result<tell::Output, Fail<tell::Error>> {
        Ok(tell::Output { accepted: input.seats > Decimal::ZERO })
    }
}

fn main() {
    let orchestration = demo::front::orch::greeting::v1::orchestration(House);
    assert_eq!(orchestration.flows.len(), 1);
    assert_eq!(orchestration.flows[0].plan.nodes.len(), 3);
}
