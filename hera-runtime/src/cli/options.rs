//! Where a command acts, for whom, and how it answers.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use uuid::Uuid;

use super::failure::Failure;
use super::paint::Paint;
use super::service::Service;
use crate::engine::Engine;
use crate::ports::Store;
use crate::stores::sqlite::SqliteStore;
use crate::testing::faults::Faults;

/// Who acts where neither the command nor the service says: the operator at the machine.
pub(super) const OPERATOR: Uuid = Uuid::from_u128(0x0be7_a704_0000_4000_8000_0000_0000_0001);

/// Options that all operator commands share. A service flattens them into commands of its own.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Where, for whom, how")]
pub struct Options {
    /// The database: sqlite:FILE, or postgres://USER@HOST/DATABASE where the service has that store
    #[arg(
        long,
        value_name = "URL",
        global = true,
        env = "HERA_DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:hera.db"
    )]
    pub database: String,

    /// The organisation for which to act, else the service's own; rows of others do not exist then
    #[arg(long, value_name = "ID", global = true, env = "HERA_ORG", value_parser = id)]
    pub org: Option<Uuid>,

    /// Who acts, else whom the service names: stands in every row that is written
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

    /// Where the database is.
    ///
    /// # Errors
    /// When the URL names something that this build has no store for. The URL itself is not repeated:
    /// it may hold a password.
    fn place(&self) -> Result<Place, Failure> {
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
                    file => Ok(Place::File(PathBuf::from(file))),
                }
            }
            #[cfg(feature = "postgres")]
            "postgres" | "postgresql" => Ok(Place::Server(self.database.clone())),
            #[cfg(not(feature = "postgres"))]
            "postgres" | "postgresql" => {
                Err(Failure::refused("NO_STORE", "this build has no PostgreSQL store")
                    .help("build the service with the feature `postgres` of hera-runtime")
                    .help("or use --database sqlite:FILE"))
            }
            _ => Err(Failure::refused("NO_STORE", "this build has no store of that kind")
                .help("use --database sqlite:FILE")),
        }
    }

    /// The engine of a service on this database, which is created where it is missing.
    ///
    /// # Errors
    /// When the database cannot be opened, or the service does not fit it.
    pub async fn engine(&self, service: &Service) -> Result<Engine, Failure> {
        self.engine_with(service, None).await
    }

    /// The engine on a database that has to be there: reading creates nothing.
    pub(super) async fn engine_to_read(&self, service: &Service) -> Result<Engine, Failure> {
        match self.place()? {
            Place::File(file) if !file.exists() => {
                let message = format!("there is no database `{}`", file.display());
                Err(Failure::refused("NO_DATABASE", message).help(
                    "name one with --database sqlite:FILE; `register` and `execute` create it",
                ))
            }
            _ => self.engine(service).await,
        }
    }

    /// Whether there is a database to read: a server is taken to have one.
    pub(super) fn is_there(&self) -> Result<bool, Failure> {
        Ok(match self.place()? {
            Place::File(file) => file.exists(),
            #[cfg(feature = "postgres")]
            Place::Server(_) => true,
        })
    }

    pub(super) async fn engine_with(
        &self,
        service: &Service,
        faults: Option<Faults>,
    ) -> Result<Engine, Failure> {
        let store = self.place()?.open().await?;
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

/// Where a database is.
enum Place {
    File(PathBuf),
    #[cfg(feature = "postgres")]
    Server(String),
}

impl Place {
    async fn open(&self) -> Result<Arc<dyn Store>, Failure> {
        match self {
            Place::File(file) => {
                let store = SqliteStore::open(file).map_err(|error| {
                    let mut failure = Failure::from(error);
                    failure.message = format!("`{}`: {}", file.display(), failure.message);
                    failure
                })?;
                Ok(Arc::new(store))
            }
            #[cfg(feature = "postgres")]
            Place::Server(url) => {
                use crate::stores::postgres::{PostgresStore, Settings};
                Ok(Arc::new(PostgresStore::open(url, Settings::default()).await?))
            }
        }
    }
}
