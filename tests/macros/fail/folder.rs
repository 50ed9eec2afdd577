hera_macros::orchestration!("../specs");

fn main() {}
