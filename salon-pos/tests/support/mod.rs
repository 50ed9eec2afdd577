//! What tests share: the till's store, and the inventory as a process.

// Each test binary uses its own part of this.
#![allow(dead_code)]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use hera_runtime::ports::Store;
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::stores::sqlite::SqliteStore;
use hera_runtime::testing::server::PostgresServer;

use salon_pos::inventory::Client;

/// Whether this binary holds its tests to PostgreSQL. The others hold the same ones to SQLite.
const ON_POSTGRES: bool = matches!(env!("CARGO_CRATE_NAME").as_bytes(), b"on_postgres");

/// The store of a folder: one file in it, or one place of the tests' server.
pub(crate) async fn store(dir: &Path) -> Arc<dyn Store> {
    if !ON_POSTGRES {
        return Arc::new(SqliteStore::open(dir.join("till.db")).unwrap());
    }
    let name = dir.file_name().unwrap().as_encoded_bytes();
    let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
    let place = PostgresServer::shared().unwrap().place(&format!("t{name}")).unwrap();
    let settings = Settings { connections: 4, ..Settings::default() };
    Arc::new(PostgresStore::open(&place, settings).await.unwrap())
}

/// A process that is killed, as by a power cut, when the test is done with it.
pub(crate) struct Service {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Service {
    pub(crate) fn start(database: &Path, faults: &[&str]) -> Service {
        let mut child = Command::new(env!("CARGO_BIN_EXE_salon-pos"))
            .args(["inventory", "--listen", "127.0.0.1:0", "--until-stdin-ends", "--database"])
            .arg(database)
            .args(faults.iter().flat_map(|fault| ["--fault", fault]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        let address = line["listening"].as_str().unwrap().parse().unwrap();
        Service { child, address }
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(self.address)
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
