//! The salon of the demo: a till's database and an inventory process in a folder of their own, and the
//! program itself as its commands.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use rust_decimal::Decimal;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

use super::Failure;
use super::stage::Stage;
use crate::catalogue::SALON;
use crate::inventory::protocol::{LogEntry, Reserved};
use crate::inventory::{Answer, Client, Request};
use crate::service::INVENTORY;

/// What the caller's own environment might say to the commands.
const FOREIGN: [&str; 4] = ["HERA_ORG", "HERA_ACTOR", "HERA_CRASH_AT", "HERA_CRASH_LOG"];
/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a command may take: on a server, who takes a run over waits for a call of the one before.
const COMMAND_MAX: Duration = Duration::from_secs(60);
/// How often one looks while waiting.
const LOOK: Duration = Duration::from_millis(20);

/// The salon of the demo. What it made is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Shop {
    program: PathBuf,
    folder: PathBuf,
    /// A database that is no file in the folder.
    elsewhere: Option<String>,
    inventory: Child,
    address: SocketAddr,
}

/// What a command of the till has printed, and how it ended.
#[derive(Debug)]
pub(super) struct Said {
    /// Its JSON.
    pub(super) json: Value,
    /// Its exit status.
    pub(super) status: i32,
}

impl Shop {
    /// Starts the inventory, with a fresh database.
    pub(super) async fn open(elsewhere: Option<String>) -> Result<Shop, Failure> {
        let program = std::env::current_exe()?;
        let folder = std::env::temp_dir().join(format!("salon-pos-demo-{}", Uuid::new_v4()));
        std::fs::create_dir(&folder)?;
        let mut inventory = Command::new(&program)
            .args(["inventory", "--listen", "127.0.0.1:0", "--until-stdin-ends", "--database"])
            .arg(folder.join("inventory.db"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = inventory.stdout.take().ok_or("the inventory has no standard output")?;
        let mut line = String::new();
        let mut stdout = BufReader::new(stdout);
        let reading = stdout.read_line(&mut line);
        tokio::time::timeout(PATIENCE, reading).await??;
        let line: Value = serde_json::from_str(&line)?;
        let address = line["listening"].as_str().ok_or("the inventory names no address")?;
        let address = address.parse()?;
        Ok(Shop { program, folder, elsewhere, inventory, address })
    }

    /// Where everything is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The inventory's process id and address.
    pub(super) fn inventory(&self) -> (u32, SocketAddr) {
        (self.inventory.id().unwrap_or_default(), self.address)
    }

    /// A way to the inventory.
    pub(super) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// A command that answers in JSON.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(arguments);
        command.arg("--json");
        command
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        let file = || format!("sqlite:{}", self.folder.join("till.db").display());
        let database = self.elsewhere.clone().unwrap_or_else(file);
        for name in FOREIGN {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .env("HERA_DATABASE_URL", database)
            .env(INVENTORY, self.address.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs a command of the till to its end.
    pub(super) async fn till(&self, arguments: &[&str]) -> Result<Said, Failure> {
        let running = self.command(arguments).output();
        let Output { status, stdout, stderr } =
            tokio::time::timeout(COMMAND_MAX, running).await??;
        let status = status.code().ok_or("a command of the till was killed")?;
        let json = serde_json::from_slice(&stdout).map_err(|_| {
            let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
            format!("{} prints no JSON (status {status}):\n{out}{err}", arguments.join(" "))
        })?;
        Ok(Said { json, status })
    }

    /// Runs a command of the till as a person would, and shows what it prints.
    pub(super) async fn till_for_people(
        &self,
        stage: &Stage,
        arguments: &[&str],
    ) -> Result<(), Failure> {
        stage.command(&format!("salon-pos {}", arguments.join(" ")))?;
        let running = self.program(arguments).output();
        let Output { stdout, .. } = tokio::time::timeout(PATIENCE, running).await??;
        for line in String::from_utf8_lossy(&stdout).lines() {
            stage.aside(line)?;
        }
        Ok(())
    }

    /// Goes on with a run whose process was killed. On a server that process counts as alive until its lease
    /// is over.
    pub(super) async fn resume(&self, run: &str) -> Result<Said, Failure> {
        let started = Instant::now();
        loop {
            let said = self.till(&["runs", "resume", run]).await?;
            if said.json["error"]["code"] != "OWNED" || started.elapsed() > PATIENCE {
                return Ok(said);
            }
            tokio::time::sleep(LOOK * 10).await;
        }
    }

    /// The tables of the till's database, if that is a file.
    pub(super) fn tables(&self) -> Result<Option<Vec<String>>, Failure> {
        if self.elsewhere.is_some() {
            return Ok(None);
        }
        let till = rusqlite::Connection::open(self.folder.join("till.db"))?;
        let select = "SELECT name FROM sqlite_schema WHERE type = 'table' \
            AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let mut statement = till.prepare(select)?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(Some(names.collect::<Result<_, _>>()?))
    }

    /// Starts a command of the till and does not wait for it.
    pub(super) fn start(&self, arguments: &[&str]) -> Result<Child, Failure> {
        Ok(self.command(arguments).spawn()?)
    }

    /// What is reserved for a cart of a product.
    pub(super) async fn reserved(&self, cart: Uuid, product: Uuid) -> Result<Decimal, Failure> {
        let answer = self.client().call(&Request::Stock { organization_id: SALON }).await?;
        let Answer::Stock { reserved, .. } = answer else {
            return Err("the inventory answers something else".into());
        };
        let ours = |row: &&Reserved| row.cart_id == cart && row.product_id == product;
        Ok(reserved.iter().find(ours).map_or(Decimal::ZERO, |row| row.quantity))
    }

    /// Waits until the inventory's log shows something.
    pub(super) async fn logged(
        &self,
        what: impl Fn(&[LogEntry]) -> bool,
    ) -> Result<Vec<LogEntry>, Failure> {
        let started = Instant::now();
        loop {
            let log = self.client().log().await?;
            if what(&log) {
                return Ok(log);
            }
            if started.elapsed() > PATIENCE {
                return Err("the inventory's log does not show what is waited for".into());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until the till's runs show something.
    pub(super) async fn listed<T>(&self, what: impl Fn(&Value) -> Option<T>) -> Result<T, Failure> {
        let started = Instant::now();
        loop {
            if let Some(found) = what(&self.till(&["runs", "list"]).await?.json) {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                return Err("the till's runs do not show what is waited for".into());
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _gone = self.inventory.start_kill();
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}
