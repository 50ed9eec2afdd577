//! Where the engines keep their runs: an empty folder each time, or a database of a private server.

use std::fs;

use hera_runtime::testing::server::PostgresServer;

use crate::project::Place;

/// An empty folder, on the disk of the workspace.
pub(super) fn fresh(place: &Place) -> anyhow::Result<String> {
    let folder = place.at("engine");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder.to_string_lossy().into_owned())
}

/// A server that waits for the disk at each commit, as each server does that is left as it is.
pub(super) struct Server(PostgresServer);

/// What a server has done so far.
#[derive(Clone, Copy)]
pub(super) struct Done {
    pub(super) transactions: f64,
    pub(super) syncs: f64,
}

impl Server {
    pub(super) fn start() -> anyhow::Result<Server> {
        Ok(Server(PostgresServer::start(true)?))
    }

    /// The address of a database of ours.
    pub(super) fn ours(&self) -> anyhow::Result<String> {
        Ok(self.0.place("bench")?)
    }

    /// The address of a database of this name, which a peer has for itself; made where it is missing.
    pub(super) fn of_peer(&self, name: &str) -> anyhow::Result<String> {
        let known = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
        if self.0.sql("postgres", &known)?.trim().is_empty() {
            self.0.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        }
        let socket = self.0.folder().display().to_string();
        Ok(match name {
            "dbos_python" => format!("postgresql://postgres@/{name}?host={socket}"),
            _ => format!("postgres://postgres@{}/{name}", socket.replace('/', "%2F")),
        })
    }

    /// As the server counts it. A session tells what it did at its end, at the latest.
    pub(super) fn done(&self) -> anyhow::Result<Done> {
        let number = |statement: &str| -> anyhow::Result<f64> {
            Ok(self.0.sql("postgres", statement)?.trim().parse()?)
        };
        let others = "datname NOT IN ('postgres', 'template0', 'template1')";
        Ok(Done {
            transactions: number(&format!(
                "SELECT sum(xact_commit) FROM pg_stat_database WHERE {others}"
            ))?,
            syncs: number("SELECT wal_sync FROM pg_stat_wal")?,
        })
    }
}
