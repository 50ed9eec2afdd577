//! A procedure that the service does not have is an ordinary error of rustc.

hera_macros::orchestration!("../specs/greeting.yml", procedures = "../specs/procedures");

struct House;

fn main() {
    let _ = demo::front::orch::greeting::v1::orchestration(House);
}
