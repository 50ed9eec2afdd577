//! `salon-pos demo`: the story of a till that loses nothing, told on a fresh database with a real
//! inventory process, by the same commands that a person would type. It checks what it claims.

mod acts;
mod script;
mod shop;
mod stage;

use std::time::Instant;

use shop::Shop;
use stage::Stage;

/// Why the demo ended early, for a person.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Tells the story: on a fresh file, or on an empty database.
///
/// # Errors
/// When something that the demo claims is not so, or a process cannot be started.
pub async fn run(database: Option<String>) -> Result<(), Failure> {
    let started = Instant::now();
    let mut stage = Stage::new();
    let shop = Shop::open(database).await?;
    acts::opening(&mut stage, &shop).await?;
    let shampoo = acts::a_line_is_added(&mut stage, &shop).await?;
    acts::a_line_changes_and_another_goes(&mut stage, &shop, &shampoo).await?;
    acts::what_fails_goes_back(&mut stage, &shop, &shampoo).await?;
    let killed = acts::a_process_is_killed(&mut stage, &shop).await?;
    acts::the_trail(&mut stage, &shop, &killed).await?;
    let seconds = started.elapsed().as_secs_f64();
    stage.then(&format!("{} claims checked, all of them true; {seconds:.1} s.", stage.claims()))
}
