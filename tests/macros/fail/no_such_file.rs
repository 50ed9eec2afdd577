hera_macros::orchestration!("../specs/farewell.yml");

fn main() {}
