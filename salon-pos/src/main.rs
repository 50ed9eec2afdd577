//! The program of the salon: the operator's commands, and the salon's own.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hera_runtime::cli::{self, Output, Service};
use hera_runtime::engine::EngineBuilder;
use hera_runtime::testing::crash::KillSwitch;

use salon_pos::catalogue::{MANAGER, SALON};
use salon_pos::commands::{Cart, Seed};
use salon_pos::inventory::Client;
use salon_pos::inventory::command::Inventory;
use salon_pos::{demo, service, specs};

/// A salon's point of sale that loses nothing.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "\
To begin: `salon-pos demo` tells the story. By hand:
  salon-pos inventory &        the second process
  salon-pos seed               a catalogue, an open cart, stock
  salon-pos list               what can be executed"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Operator(cli::Command),
    Seed(Seed),
    Cart(Cart),
    Inventory(Inventory),
    /// Tell the story of a till that loses nothing, on a fresh database, and check it
    Demo {
        /// An empty database to tell it on, as `--database` of the other commands; a new file if none is named
        #[arg(long, value_name = "URL")]
        database: Option<String>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Cli::parse().command;
    let inventory = match service::inventory() {
        Ok(inventory) => inventory,
        Err(message) => return failed(2, &message),
    };
    match command {
        Command::Operator(command) => command.run(&till(inventory)).await,
        Command::Seed(seed) => {
            let reply = seed.run(&till(inventory.clone()), &inventory).await;
            Output::of(reply, seed.options().json, seed.options().paint()).print()
        }
        Command::Cart(cart) => {
            let reply = cart.run(&till(inventory)).await;
            Output::of(reply, cart.options().json, cart.options().paint()).print()
        }
        Command::Inventory(inventory) => ended(inventory.run().await),
        Command::Demo { database } => ended(demo::run(database).await),
    }
}

/// The till as its operators see it.
fn till(inventory: Client) -> Service {
    Service::new("salon-pos", specs::SPECS)
        .orchestrations(service::orchestrations(inventory))
        .organization(SALON)
        .actor(MANAGER)
        .engine(drilled)
}

/// Lets a kill test end the process at a named point; without its variables nothing changes.
fn drilled(engine: EngineBuilder) -> EngineBuilder {
    match KillSwitch::from_env() {
        Some(switch) => engine.crash_points(switch),
        None => engine,
    }
}

fn ended(result: Result<(), demo::Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(3, &error.to_string()),
    }
}

fn failed(status: u8, message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(status)
}
