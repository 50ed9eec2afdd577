//! Encrypted connections to a real server, whose certificate an authority of the test's own signs.
//!
//! The test calls itself as another process, since an environment is one for a whole process.
#![allow(clippy::unwrap_used, reason = "what a test does not expect ends it")]
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use hera_runtime::context::StoreError;
use hera_runtime::ports::{News, RunQuery, Store as _};
use hera_runtime::stores::postgres::{PostgresStore, Settings};
use hera_runtime::testing::server::PostgresServer;

/// The address that a child opens.
const URL: &str = "HERA_TEST_TLS_URL";
/// Where the server listens: an address that no other test has.
const ADDRESS: &str = "127.83.21.5";
const TEST: &str = "a_connection_is_encrypted_and_its_server_proves_who_it_is";
const PASSWORD: &str = "not to be repeated";

/// Makes an authority, and a certificate of it for `localhost`, in a folder.
fn certificates(dir: &Path) {
    let script = "set -e
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' >extensions
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 \
            -extfile extensions -out server.crt";
    let made = Command::new("sh").args(["-c", script]).current_dir(dir).output().unwrap();
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "it takes the program `openssl`: {said}");
}

/// Lets the server speak TLS at its address, where nobody is let in without it, nor without a password.
fn speak_tls(server: &PostgresServer, dir: &Path) {
    let data = server.folder().join("data");
    let owner = std::fs::metadata(&data).unwrap();
    for file in ["server.crt", "server.key"] {
        let there = data.join(file);
        std::fs::copy(dir.join(file), &there).unwrap();
        std::os::unix::fs::chown(&there, Some(owner.uid()), Some(owner.gid())).unwrap();
        std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let say = |sql: &str| server.sql("postgres", sql).unwrap();
    say("SET password_encryption = 'scram-sha-256'; ALTER ROLE hera PASSWORD 'not to be repeated'");
    say("ALTER SYSTEM SET ssl = on");
    say(&format!("ALTER SYSTEM SET listen_addresses = '{ADDRESS}'"));
    let_in(server, "hostssl");
    server.stop().unwrap();
    server.start_again().unwrap();
}

/// Who is let in at the server's address: who encrypts (`hostssl`), or who does not (`hostnossl`).
fn let_in(server: &PostgresServer, whom: &str) {
    let rules = format!("local all all trust\n{whom} all all 127.0.0.0/8 scram-sha-256\n");
    std::fs::write(server.folder().join("data/pg_hba.conf"), rules).unwrap();
}

/// A store in a child, which is open until the child is dropped.
struct Opened {
    child: Child,
    said: String,
    /// The rest, which nobody reads.
    _rest: BufReader<ChildStdout>,
}

impl Drop for Opened {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// Opens the store in a child that believes this authority, and keeps what it says.
fn open(url: &str, authority: &Path) -> Opened {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([TEST, "--exact", "--nocapture"]).env(URL, url).env("PGSSLROOTCERT", authority);
    child.env_remove("PGSSLMODE").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let told = |line: &String| line.contains("opened") || line.contains("refused: ");
    let said = output.by_ref().lines().map(Result::unwrap).find(told).unwrap_or_default();
    assert!(!said.contains(PASSWORD), "{said}");
    Opened { child, said, _rest: output }
}

/// The child: opens the store, listens, says how it went, and ends when nobody keeps its input open.
fn child(url: &str) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let opened = runtime.block_on(async {
        let store = PostgresStore::open(url, Settings::default()).await?;
        store.runs(RunQuery::default()).await?;
        // From now on it listens; a trial proves that.
        let woken = store.woken(News::OwnerGone);
        while !store.listens() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        drop(woken);
        Ok::<_, StoreError>(store)
    });
    // A line of its own, whatever the test's own report has begun.
    println!();
    match &opened {
        Ok(_) => println!("opened"),
        Err(error) => println!("refused: {error}"),
    }
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
}

#[test]
fn a_connection_is_encrypted_and_its_server_proves_who_it_is() {
    if let Ok(url) = std::env::var(URL) {
        return child(&url);
    }
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    certificates(dir.path());
    certificates(other.path());
    let server = PostgresServer::start(false).unwrap();
    server.place("tls").unwrap();
    speak_tls(&server, dir.path());
    let url = |host: &str, asks: &str| {
        let password = PASSWORD.replace(' ', "%20");
        format!(
            "postgres://hera:{password}@{host}/hera?hostaddr={ADDRESS}&{asks}\
             &options=-csearch_path%3Dtls"
        )
    };
    let (authority, wrong) = (dir.path().join("ca.crt"), other.path().join("ca.crt"));
    let opens = |asks: &str, authority: &Path| {
        let opened = open(&url("localhost", asks), authority);
        assert_eq!(opened.said, "opened", "{asks}");
        opened
    };
    let refused = |host: &str, asks: &str, authority: &Path, why: &str| {
        let opened = open(&url(host, asks), authority);
        assert!(opened.said.contains("refused: ") && opened.said.contains(why), "{}", opened.said);
    };
    let opened = opens("sslmode=verify-full", &authority);
    // Each of its connections is encrypted, also the one that listens.
    let mine = "FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'hera'";
    let clear = server.sql("postgres", &format!("SELECT count(*) {mine} AND NOT ssl")).unwrap();
    assert_eq!(clear.trim(), "0");
    let listens = format!("SELECT count(*) {mine} AND ssl AND query LIKE 'LISTEN %'");
    assert_eq!(server.sql("postgres", &listens).unwrap().trim(), "1");
    drop(opened);
    // The password is bound to this connection: nobody in between can have passed it on.
    drop(opens("sslmode=require&channel_binding=require", &authority));
    let named = format!("sslrootcert={}", authority.display().to_string().replace('/', "%2F"));
    drop(opens(&named, &wrong));
    refused("localhost", "sslmode=require", &wrong, "invalid peer certificate");
    refused("localhost", "sslmode=prefer", &wrong, "invalid peer certificate");
    refused("elsewhere", "sslmode=require", &authority, "not valid for name");
    refused("localhost", "sslmode=require", Path::new("/nowhere/ca.crt"), "`sslrootcert`");
    // The server lets nobody in there who does not encrypt, and says so.
    refused("localhost", "sslmode=disable", &authority, "is not accepted");
    // One that does not encrypt, or no longer: who requires it goes no further than the question.
    server.sql("postgres", "ALTER SYSTEM SET ssl = off").unwrap();
    let_in(&server, "hostnossl");
    server.stop().unwrap();
    server.start_again().unwrap();
    refused("localhost", "sslmode=verify-full", &authority, "does not support TLS");
    refused("localhost", &named, &authority, "does not support TLS");
    refused("localhost", "channel_binding=require", &authority, "channel binding");
    drop(opens("sslmode=prefer", &authority));
}
