//! A private PostgreSQL server, for tests that need a real one.
//!
//! It runs from whatever the machine has that is new enough (`initdb` on the path, or in the distribution's
//! usual place), listens on a socket in its own folder alone, and ends with the process that started it, however that
//! ends.

mod programs;

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use thiserror::Error;
use uuid::Uuid;

use programs::{VERSION_MIN, programs};

/// Who runs the server where the tests run as root, whom it refuses.
const SERVICE_USER: &str = "postgres";
/// The role of the stores: it may neither bypass row-level security nor administrate.
const ROLE: &str = "hera";

/// Waits for the end of whoever started it, then ends the server and removes its folder.
const WATCH: &str = r#"trap '' INT HUP TERM; cat >/dev/null
"$1" -D "$2/data" -m immediate -s -W stop; sleep 1; rm -rf "$2""#;

/// How long, and how often, a killed server is waited for.
const KILL_WAIT: Duration = Duration::from_millis(20);
const KILL_WAITS_MAX: u32 = 250;

/// Lines of its log that an error shows.
const LOG_LINES_SHOWN: usize = 5;

/// Why there is no server.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ServerError {
    /// The machine has none, or an older one.
    #[error(
        "there is no PostgreSQL server ({VERSION_MIN} or newer) on this machine: install the package `postgresql`"
    )]
    Missing,
    /// It does not start, or does not do what it is told.
    #[error("the PostgreSQL server of the tests: {0}")]
    Failed(String),
}

impl From<io::Error> for ServerError {
    fn from(error: io::Error) -> ServerError {
        ServerError::Failed(error.to_string())
    }
}

/// A running server.
#[derive(Debug)]
pub struct PostgresServer {
    bin: PathBuf,
    dir: PathBuf,
    /// Open as long as this process lives.
    _watch: ChildStdin,
}

impl PostgresServer {
    /// Starts one. With `durable` it waits for the disk at each commit, as a server in production does.
    ///
    /// # Errors
    /// When the machine has none, or it does not start.
    pub fn start(durable: bool) -> Result<PostgresServer, ServerError> {
        let bin = programs().ok_or(ServerError::Missing)?;
        // Short: the path of a socket has a bound.
        let dir = std::env::temp_dir().join(format!("hera-pg-{}", Uuid::new_v4().simple()));
        fs::create_dir(&dir)?;
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))?;
        if is_root(&dir)? {
            run(Command::new("chown").arg(SERVICE_USER).arg(&dir))?;
        }
        let watch = Command::new("sh")
            .args(["-c", WATCH, "watch"])
            .args([bin.join("pg_ctl"), dir.clone()])
            .uid_of_service(&dir)?
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let watch = watch.stdin.ok_or_else(|| ServerError::Failed("no pipe".to_owned()))?;
        let server = PostgresServer { bin, dir, _watch: watch };
        let data = server.dir.join("data");
        let init = ["-U", SERVICE_USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N", "-D"];
        run(server.command("initdb")?.args(init).arg(&data))?;
        let fsync = if durable { "on" } else { "off" };
        let settings = format!(
            "\nlisten_addresses = ''\nunix_socket_directories = '{}'\nfsync = {fsync}\n\
             synchronous_commit = {fsync}\nmax_connections = 300\n",
            server.dir.display()
        );
        let conf = data.join("postgresql.conf");
        let before = fs::read_to_string(&conf)?;
        fs::write(&conf, before + &settings)?;
        server.start_again()?;
        server.sql("postgres", &format!("CREATE ROLE {ROLE} LOGIN"))?;
        server.sql("postgres", &format!("CREATE DATABASE {ROLE} OWNER {ROLE}"))?;
        Ok(server)
    }

    /// The one server of this process, which is not durable.
    ///
    /// # Errors
    /// As [`PostgresServer::start`].
    pub fn shared() -> Result<&'static PostgresServer, ServerError> {
        static SHARED: OnceLock<Result<PostgresServer, ServerError>> = OnceLock::new();
        SHARED.get_or_init(|| PostgresServer::start(false)).as_ref().map_err(Clone::clone)
    }

    /// The address of a place of this name (lower-case letters, digits and `_`) with its own tables,
    /// created where it is missing, for a role that may do there what a service may.
    ///
    /// # Errors
    /// When the server fails.
    pub fn place(&self, name: &str) -> Result<String, ServerError> {
        let create = format!("CREATE SCHEMA IF NOT EXISTS {name} AUTHORIZATION {ROLE}");
        self.sql(ROLE, &create)?;
        let socket = self.dir.display().to_string().replace('/', "%2F");
        Ok(format!("postgres://{ROLE}@{socket}/{ROLE}?options=-csearch_path%3D{name}"))
    }

    /// Its folder, with its socket in it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.dir
    }

    /// Says something as the administrator, and gives what comes back: a line for each row.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sql(&self, database: &str, statement: &str) -> Result<String, ServerError> {
        let mut psql = self.command("psql")?;
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", SERVICE_USER, "-h"]);
        psql.arg(&self.dir).args(["-d", database, "-c", statement]);
        let output = run(&mut psql)?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Kills the server as a crash does: every process of it, with nothing written down.
    ///
    /// # Errors
    /// When it is not there.
    pub fn kill(&self) -> Result<(), ServerError> {
        let pid = fs::read_to_string(self.dir.join("data/postmaster.pid"))?;
        let pid = pid.lines().next().unwrap_or_default().to_owned();
        run(Command::new("kill").args(["-9", &pid]))?;
        // Its processes notice, one by one; the lock's file stays, as after a crash.
        let gone = || run(Command::new("kill").args(["-0", &pid])).is_err();
        let mut waits = 0;
        while !gone() && waits < KILL_WAITS_MAX {
            std::thread::sleep(KILL_WAIT);
            waits += 1;
        }
        Ok(())
    }

    /// Stops the server as an administrator does: open transactions are rolled back, connections ended.
    ///
    /// # Errors
    /// When it does not stop.
    pub fn stop(&self) -> Result<(), ServerError> {
        let mut stop = self.command("pg_ctl")?;
        run(stop
            .args(["-m", "fast", "-s", "-t", "60", "-D"])
            .arg(self.dir.join("data"))
            .arg("stop"))?;
        Ok(())
    }

    /// Starts it again after [`PostgresServer::stop`] or [`PostgresServer::kill`]; then it recovers from its
    /// log first.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&self) -> Result<(), ServerError> {
        let data = self.dir.join("data");
        let log = self.dir.join("log");
        let mut start = self.command("pg_ctl")?;
        start.args(["-w", "-s", "-t", "60", "-D"]).arg(data).arg("-l").arg(log).arg("start");
        // It would keep the pipes of whoever waits for this process.
        let status = start.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if status.success() {
            return Ok(());
        }
        let log = fs::read_to_string(self.dir.join("log")).unwrap_or_default();
        let last: Vec<&str> = log.lines().rev().take(LOG_LINES_SHOWN).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        Err(ServerError::Failed(format!("it does not start: {}", last.join("\n"))))
    }

    fn command(&self, program: &str) -> Result<Command, ServerError> {
        let mut command = Command::new(self.bin.join(program));
        command.current_dir(&self.dir).uid_of_service(&self.dir)?;
        Ok(command)
    }
}

trait AsService {
    /// The command runs as the folder's owner: the server refuses to run as root.
    fn uid_of_service(&mut self, dir: &Path) -> io::Result<&mut Command>;
}

impl AsService for Command {
    fn uid_of_service(&mut self, dir: &Path) -> io::Result<&mut Command> {
        let owner = fs::metadata(dir)?;
        Ok(self.uid(owner.uid()).gid(owner.gid()))
    }
}

/// Whether this process is root: whoever makes a folder owns it.
fn is_root(made: &Path) -> io::Result<bool> {
    Ok(fs::metadata(made)?.uid() == 0)
}

fn run(command: &mut Command) -> Result<Output, ServerError> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(output);
    }
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let said = String::from_utf8_lossy(&output.stderr);
    Err(ServerError::Failed(format!("{}: {}", program.to_string_lossy(), said.trim())))
}
