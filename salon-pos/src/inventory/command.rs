//! The command line of the inventory: `inventory` serves, `inventory ask` asks a running service.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::client::Client;
use super::faults::{Fault, Faults};
use super::protocol::{Answer, Request};
use super::server::Server;
use super::store::Store;

/// Why the command failed, for a person.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Serve the stock of the salon: a service with a database of its own.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Inventory {
    #[command(subcommand)]
    ask: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Args)]
struct Serve {
    /// The SQLite file; created where it is missing.
    #[arg(long, value_name = "FILE", default_value = "inventory.db")]
    database: PathBuf,
    /// A loopback address; with port 0 any free port is taken. It is printed as a line of JSON.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7077")]
    listen: SocketAddr,
    /// Misbehave: [OP=]WHAT[:TIMES], where WHAT is a code to refuse with, slow-MS, drop-before or
    /// drop-after, and OP is reserve, adjust, release or undo.
    #[arg(long, value_name = "FAULT")]
    fault: Vec<Fault>,
    /// End when standard input ends, so that the service does not outlive who started it.
    #[arg(long)]
    until_stdin_ends: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ask a running service.
    Ask {
        /// Where it listens [default: SALON_INVENTORY, else 127.0.0.1:7077].
        #[arg(long, value_name = "ADDRESS")]
        connect: Option<SocketAddr>,
        #[command(subcommand)]
        question: Question,
    },
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Show the stock of an organization.
    Stock {
        /// Whose stock it is.
        organization: Uuid,
    },
    /// Set what is on hand of a product.
    Put {
        /// Whose stock it is.
        organization: Uuid,
        /// The product.
        product: Uuid,
        /// How many stand on the shelf.
        on_hand: Decimal,
    },
    /// Show each key that has arrived and what became of it.
    Log,
    /// Tell it to misbehave: [OP=]WHAT[:TIMES].
    Fault {
        /// How.
        fault: Fault,
    },
    /// Tell it to behave again.
    Behave,
}

impl Inventory {
    /// Runs the command.
    ///
    /// # Errors
    /// When the service cannot start, cannot be reached, or refuses.
    pub async fn run(self) -> Result<(), Failure> {
        match self.ask {
            None => self.serve.run().await,
            Some(Command::Ask { connect, question }) => {
                let client =
                    connect.map_or_else(crate::service::inventory, |at| Ok(Client::new(at)));
                ask(&client?, question).await
            }
        }
    }
}

impl Serve {
    async fn run(self) -> Result<(), Failure> {
        let store = Store::open(&self.database)?;
        let faults = Faults::default();
        for fault in self.fault {
            faults.add(fault)?;
        }
        let server = Server::bind(self.listen, store, faults).await?;
        say(&serde_json::json!({ "listening": server.address()?, "database": self.database }))?;
        if self.until_stdin_ends {
            tokio::select! {
                () = server.serve() => {}
                () = stdin_ends() => {}
            }
        } else {
            server.serve().await;
        }
        Ok(())
    }
}

/// Waits for the end of standard input on a thread of its own, which a runtime that shuts down need
/// not wait for.
async fn stdin_ends() {
    let (ended, end) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _broken = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _served_already = ended.send(());
    });
    let _ended = end.await;
}

async fn ask(client: &Client, question: Question) -> Result<(), Failure> {
    let request = match question {
        Question::Stock { organization } => Request::Stock { organization_id: organization },
        Question::Put { organization, product, on_hand } => {
            Request::Put { organization_id: organization, product_id: product, on_hand }
        }
        Question::Fault { fault } => Request::Misbehave { fault },
        Question::Behave => Request::Behave,
        Question::Log => {
            for entry in client.log().await? {
                say(&serde_json::to_value(entry)?)?;
            }
            return Ok(());
        }
    };
    let answer: Answer = client.call(&request).await?;
    say(&serde_json::to_value(answer)?)
}

/// One line of JSON on standard output, at once.
fn say(value: &serde_json::Value) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{value}")?;
    Ok(stdout.flush()?)
}
