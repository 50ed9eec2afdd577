//! The program of the salon: its inventory service.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use salon_pos::inventory::command::Inventory;

/// A salon's point of sale.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inventory(Inventory),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command::Inventory(inventory) = Cli::parse().command;
    match inventory.run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(3)
        }
    }
}
