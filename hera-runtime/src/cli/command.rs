//! The commands by name.

use std::process::ExitCode;

use clap::Subcommand;

use super::execute::Execute;
use super::failure::Failure;
use super::list::List;
use super::paint::Paint;
use super::query::Query;
use super::register::Register;
use super::runs::Runs;
use super::service::Service;
use super::simulate::Simulate;
use super::validate::Validate;
use super::{Options, Output, Reply};

/// The operator commands: a service flattens them into its own.
#[derive(Clone, Debug, Subcommand)]
#[non_exhaustive]
pub enum Command {
    /// List the orchestrations of this service, with their events and what starts them
    List(List),
    /// Show what a payload would do, without doing it
    Simulate(Simulate),
    /// Run an orchestration with the real procedures
    Execute(Execute),
    /// Show what this program would run: order, boundaries, ways back; and whether the registry agrees
    Validate(Validate),
    /// Write the embedded specs into the registry, in one transaction with its audit
    Register(Register),
    /// Ask the registry: what is registered, and does it fit this program
    Query(Query),
    /// See what ran, read its trail, go on with what a crash left behind
    Runs(Runs),
}

impl Command {
    /// Runs the command and prints what it says.
    pub async fn run(self, service: &Service) -> ExitCode {
        let paint = self.options().paint();
        self.output(service, paint).await.print()
    }

    /// Runs the command; what it would print.
    pub async fn output(self, service: &Service, paint: Paint) -> Output {
        let json = self.options().json;
        Output::of(self.reply(service, paint).await, json, paint)
    }

    /// Runs the command.
    ///
    /// # Errors
    /// When it is refused, or the machine failed.
    pub async fn reply(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        match self {
            Command::List(list) => list.run(service, paint),
            Command::Simulate(simulate) => simulate.run(service, paint),
            Command::Execute(execute) => execute.run(service, paint).await,
            Command::Validate(validate) => validate.run(service, paint).await,
            Command::Register(register) => register.run(service, paint).await,
            Command::Query(query) => query.run(service, paint).await,
            Command::Runs(runs) => runs.run(service, paint).await,
        }
    }

    fn options(&self) -> &Options {
        match self {
            Command::List(list) => &list.options,
            Command::Simulate(simulate) => &simulate.options,
            Command::Execute(execute) => &execute.options,
            Command::Validate(validate) => &validate.options,
            Command::Register(register) => &register.options,
            Command::Query(query) => &query.options,
            Command::Runs(runs) => &runs.options,
        }
    }
}
