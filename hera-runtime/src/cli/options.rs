//! Where a command acts, for whom, and how it answers.

use std::path::{Path, PathBuf};

use clap::Args;
use uuid::Uuid;

use super::failure::Failure;
use super::paint::Paint;
use super::service::Service;
use crate::engine::Engine;
use crate::stores::sqlite::SqliteStore;
use crate::testing::faults::Faults;

/// Who acts where neither the command nor the service says: the operator at the machine.
pub(super) const OPERATOR: Uuid = Uuid::from_u128(0x0be7_a704_0000_4000_8000_0000_0000_0001);

/// Options that all operator commands share. A service flattens them into commands of its own.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Where, for whom, how")]
pub struct Options {
    /// The database: sqlite:FILE
    #[arg(
        long,
        value_name = "URL",
        global = true,
        env = "HERA_DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:hera.db"
    )]
    pub database: String,

    /// The organisation for which to act; rows of others do not exist then
    #[arg(long, value_name = "ID", global = true, env = "HERA_ORG", value_parser = id)]
    pub org: Option<Uuid>,

    /// Who acts: stands in every row that is written
    #[arg(long, value_name = "ID", global = true, env = "HERA_ACTOR", value_parser = id)]
    pub actor: Option<Uuid>,

    /// Print JSON for programs instead of text for people
    #[arg(long, global = true)]
    pub json: bool,

    /// Whether text for people has colours.
    #[command(flatten)]
    pub color: colorchoice_clap::Color,
}

impl Options {
    /// How text for people is painted on the standard output; `--color` counts from here on everywhere.
    #[must_use]
    pub fn paint(&self) -> Paint {
        self.color.write_global();
        Paint::of_stdout()
    }

    /// The database file.
    ///
    /// # Errors
    /// When the URL names something that this build has no store for. The URL itself is not repeated:
    /// it may hold a password.
    pub fn file(&self) -> Result<PathBuf, Failure> {
        let Some((scheme, rest)) = self.database.split_once(':') else {
            return Err(Failure::refused("BAD_DATABASE", "the database has no scheme")
                .help("write --database sqlite:FILE"));
        };
        match scheme {
            "sqlite" => {
                let file = rest.strip_prefix("//").unwrap_or(rest);
                match file {
                    "" | ":memory:" => {
                        Err(Failure::refused("BAD_DATABASE", "the database names no file")
                            .help("write --database sqlite:FILE"))
                    }
                    file => Ok(PathBuf::from(file)),
                }
            }
            "postgres" | "postgresql" => {
                Err(Failure::refused("NO_STORE", "this build has no PostgreSQL store")
                    .help("use --database sqlite:FILE"))
            }
            _ => Err(Failure::refused("NO_STORE", "this build has no store of that kind")
                .help("use --database sqlite:FILE")),
        }
    }

    /// The engine of a service on this database, which is created where it is missing.
    ///
    /// # Errors
    /// When the database cannot be opened, or the service does not fit it.
    pub fn engine(&self, service: &Service) -> Result<Engine, Failure> {
        self.engine_with(service, None)
    }

    /// The engine on a database that has to be there: reading creates nothing.
    pub(super) fn engine_to_read(&self, service: &Service) -> Result<Engine, Failure> {
        self.existing_file()?;
        self.engine(service)
    }

    fn existing_file(&self) -> Result<PathBuf, Failure> {
        let file = self.file()?;
        if file.exists() {
            return Ok(file);
        }
        let message = format!("there is no database `{}`", file.display());
        Err(Failure::refused("NO_DATABASE", message)
            .help("name one with --database sqlite:FILE; `register` and `execute` create it"))
    }

    pub(super) fn engine_with(
        &self,
        service: &Service,
        faults: Option<Faults>,
    ) -> Result<Engine, Failure> {
        let store = open(&self.file()?)?;
        let builder = service.set_up(Engine::builder(store));
        let builder = match faults {
            Some(faults) => builder.faults(faults),
            None => builder,
        };
        Ok(builder.build()?)
    }

    /// The organisation for which to act.
    ///
    /// # Errors
    /// When neither the command nor the service says which.
    pub fn organization(&self, service: &Service) -> Result<Uuid, Failure> {
        self.org.or(service.default_organization()).ok_or_else(|| {
            Failure::refused("WHICH_ORGANIZATION", "say for which organisation: --org ID")
                .help("HERA_ORG does the same for all commands of a shell")
        })
    }

    /// Who acts.
    #[must_use]
    pub fn actor(&self, service: &Service) -> Uuid {
        self.actor.or(service.default_actor()).unwrap_or(OPERATOR)
    }
}

/// Reads an id; the message is for a person who wrote something else.
pub(super) fn id(text: &str) -> Result<Uuid, String> {
    text.parse()
        .map_err(|_| "an id is a UUID, like 0199a0c2-7d1e-7c3a-9b52-6f0e8d4c2a17".to_owned())
}

fn open(file: &Path) -> Result<SqliteStore, Failure> {
    SqliteStore::open(file).map_err(|error| {
        let mut failure = Failure::from(error);
        failure.message = format!("`{}`: {}", file.display(), failure.message);
        failure
    })
}
