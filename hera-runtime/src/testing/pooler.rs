//! A pooler in session mode before the tests' server: who opens a store for a moment gets a process of the
//! server that is warm already. To start one costs the server more than most cases do.
//!
//! For a client it is the server. What a client that is gone had said is done to its end, as the server would;
//! what it left open is rolled back before another one gets its connection.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{ReadHalf, WriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::messages::{Messages, Startup, question};
use crate::driver::{First, first};

/// The port of the first pooler; a server's sockets lie in one folder, named after their ports.
const PORT_FIRST: u16 = 5_433;
/// How long the server has to end what a client left.
const END_MAX: Duration = Duration::from_secs(60);
const CHUNK_BYTES: usize = 16 * 1024;
/// Connections that wait for a client at once: a server has some hundreds, and each place wants its own.
const WARM_MAX: usize = 32;

/// What a server says when it is ready for the next question, in no transaction.
const READY: u8 = b'Z';
const IDLE: u8 = b'I';

/// A pooler. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Pooler {
    port: u16,
    _stop: oneshot::Sender<()>,
}

impl Pooler {
    /// Starts one before the server whose sockets lie in this folder.
    pub(super) fn start(folder: &Path) -> io::Result<Pooler> {
        static PORTS: AtomicU16 = AtomicU16::new(PORT_FIRST);
        let port = PORTS.fetch_add(1, Ordering::SeqCst);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            UnixListener::bind(socket(folder, port))?
        };
        let shelf = Arc::new(Shelf { server: socket(folder, 5_432), warm: Mutex::default() });
        let (stop, stopped) = oneshot::channel();
        let work = move || _ = runtime.block_on(first(stopped, accept(listener, shelf)));
        thread::Builder::new().name("pooler".to_owned()).spawn(work)?;
        Ok(Pooler { port, _stop: stop })
    }

    /// The same place of the server through this pooler.
    pub(super) fn through(&self, url: &str) -> String {
        let (host, database) = url.rsplit_once('/').unwrap_or((url, ""));
        format!("{host}:{}/{database}", self.port)
    }
}

fn socket(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!(".s.PGSQL.{port}"))
}

async fn accept(listener: UnixListener, shelf: Arc<Shelf>) {
    // Who cannot be accepted hears nothing, and says so.
    while let Ok((client, _)) = listener.accept().await {
        let shelf = Arc::clone(&shelf);
        tokio::spawn(async move {
            // Where the server is gone its client notices by itself.
            let _ = serve(client, &shelf).await;
        });
    }
}

/// Connections that nobody uses, with what their clients said when they came; who left last stands last.
struct Shelf {
    server: PathBuf,
    warm: Mutex<VecDeque<(Vec<u8>, Backend)>>,
}

impl Shelf {
    async fn take(&self, startup: &Startup) -> io::Result<Backend> {
        while let Some(mut backend) = self.pop(&startup.key) {
            // One that died on the shelf is passed over.
            if backend.rename(&startup.name).await.is_ok() {
                return Ok(backend);
            }
        }
        let mut backend = Backend::connect(&self.server, &startup.key).await?;
        backend.rename(&startup.name).await?;
        Ok(backend)
    }

    fn pop(&self, key: &[u8]) -> Option<Backend> {
        let mut warm = self.lock();
        let at = warm.iter().rposition(|(known, _)| known == key)?;
        warm.remove(at).map(|(_, backend)| backend)
    }

    /// Keeps a connection; one too many is closed, that which nobody wanted for longest.
    fn put(&self, key: Vec<u8>, backend: Backend) {
        let mut warm = self.lock();
        warm.push_back((key, backend));
        if warm.len() > WARM_MAX {
            warm.pop_front();
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(Vec<u8>, Backend)>> {
        self.warm.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection to the server.
struct Backend {
    stream: UnixStream,
    /// What the server said when it came.
    greeting: Vec<u8>,
    said: Said,
}

/// What the server said, as far as it matters here.
#[derive(Default)]
struct Said {
    messages: Messages,
    /// How often it was ready.
    answers: usize,
    /// In what it was then.
    status: u8,
}

impl Said {
    fn hear(&mut self, chunk: &[u8]) {
        self.messages.hear(chunk, |kind, last| {
            if kind == READY {
                self.answers += 1;
                self.status = last;
            }
        });
    }
}

impl Backend {
    async fn connect(server: &Path, startup: &[u8]) -> io::Result<Backend> {
        let stream = UnixStream::connect(server).await?;
        let mut backend = Backend { stream, greeting: Vec::new(), said: Said::default() };
        backend.stream.write_all(startup).await?;
        let mut greeting = Vec::new();
        while backend.said.answers == 0 {
            let chunk = backend.chunk().await?;
            greeting.extend(chunk);
        }
        backend.greeting = greeting;
        backend.said.answers = 0;
        Ok(backend)
    }

    async fn rename(&mut self, name: &str) -> io::Result<()> {
        let name = name.replace('\'', "''");
        self.ask(&format!("SET application_name = '{name}'")).await
    }

    async fn ask(&mut self, sql: &str) -> io::Result<()> {
        self.stream.write_all(&question(sql)).await?;
        self.until(1).await
    }

    /// Waits until the server has answered so often since it was waited for last.
    async fn until(&mut self, answers: usize) -> io::Result<()> {
        while self.said.answers < answers {
            self.chunk().await?;
        }
        self.said.answers = 0;
        Ok(())
    }

    async fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = vec![0; CHUNK_BYTES];
        let read = self.stream.read(&mut chunk).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        chunk.truncate(read);
        self.said.hear(&chunk);
        Ok(chunk)
    }

    /// Ends what a client left that asked so often.
    async fn end(&mut self, asked: usize) -> io::Result<()> {
        self.until(asked).await?;
        if self.said.status != IDLE {
            self.ask("ROLLBACK").await?;
        }
        Ok(())
    }
}

/// Serves a client until it or the server is gone.
async fn serve(mut client: UnixStream, shelf: &Shelf) -> io::Result<()> {
    let startup = Startup::read(&mut client).await?;
    let mut backend = shelf.take(&startup).await?;
    client.write_all(&backend.greeting).await?;
    let asked = AtomicUsize::new(0);
    let whole = {
        let (from_client, to_client) = client.split();
        let (from_server, to_server) = backend.stream.split();
        let up = up(from_client, to_server, &asked);
        let down = down(from_server, to_client, &mut backend.said);
        match first(up, down).await {
            First::Left(whole) => whole?,
            First::Right(gone) => return gone,
        }
    };
    drop(client);
    // Half a message cannot be taken back.
    if whole {
        let asked = asked.load(Ordering::SeqCst);
        timeout(END_MAX, backend.end(asked)).await??;
        shelf.put(startup.key, backend);
    }
    Ok(())
}

/// Passes on what a client says until it is gone. Says whether its last message was whole.
async fn up(
    mut client: ReadHalf<'_>,
    mut server: WriteHalf<'_>,
    asked: &AtomicUsize,
) -> io::Result<bool> {
    let mut messages = Messages::default();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        // A client that is killed may reset its connection.
        let read = client.read(&mut chunk).await.unwrap_or_default();
        if read == 0 {
            return Ok(messages.between());
        }
        let (mut answers, mut goes) = (0, false);
        messages.hear(&chunk[..read], |kind, _| match kind {
            b'Q' | b'S' | b'F' => answers += 1,
            b'X' => goes = true,
            _ => {}
        });
        asked.fetch_add(answers, Ordering::SeqCst);
        if goes {
            // Its farewell, which is five bytes, is not for the server.
            let rest = read.checked_sub(5);
            server.write_all(&chunk[..rest.unwrap_or_default()]).await?;
            return Ok(rest.is_some());
        }
        server.write_all(&chunk[..read]).await?;
    }
}

/// Passes on what the server says until it is gone.
async fn down(
    mut server: ReadHalf<'_>,
    mut client: WriteHalf<'_>,
    said: &mut Said,
) -> io::Result<()> {
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let read = server.read(&mut chunk).await?;
        if read == 0 {
            return Ok(());
        }
        said.hear(&chunk[..read]);
        // A client that hears nothing any more may have said something that is still to be done.
        let _ = client.write_all(&chunk[..read]).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio_postgres::{Client, NoTls};

    use super::*;
    use crate::testing::server::PostgresServer;

    async fn connect(url: &str) -> Client {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        client
    }

    async fn number(client: &Client, sql: &str) -> i32 {
        client.query_one(sql, &[]).await.unwrap().get(0)
    }

    #[tokio::test]
    async fn connections_of_places_that_nobody_wants_any_more_are_closed() {
        let server = PostgresServer::start(false).unwrap();
        let pooler = Pooler::start(server.folder()).unwrap();
        let places = WARM_MAX + 8;
        for place in 0..places {
            let url = pooler.through(&server.place(&format!("place_{place}")).unwrap());
            let client = connect(&url).await;
            assert_eq!(number(&client, "SELECT 1").await, 1);
        }
        let client = connect(&pooler.through(&server.place("last").unwrap())).await;
        let sessions = "SELECT count(*)::int FROM pg_stat_activity WHERE usename = current_user";
        for _ in 0..200 {
            if number(&client, sessions).await <= i32::try_from(WARM_MAX + 1).unwrap() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("they pile up");
    }

    const WHO: &str = "SELECT pg_backend_pid()";
    const ROWS: &str = "SELECT count(*)::int FROM kept";

    /// A client on the connection of one that is gone, as soon as that is there to be had.
    async fn behind(url: &str, who: i32) -> Client {
        let mut others = Vec::new();
        for _ in 0..100 {
            let client = connect(url).await;
            if number(&client, WHO).await == who {
                return client;
            }
            others.push(client);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("nobody gets the connection");
    }

    #[tokio::test]
    async fn who_comes_next_gets_a_connection_on_which_nothing_is_left() {
        let server = PostgresServer::start(false).unwrap();
        let pooler = Pooler::start(server.folder()).unwrap();
        let url = pooler.through(&server.place("pooler").unwrap());
        let first = connect(&url).await;
        first
            .batch_execute("CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)")
            .await
            .unwrap();
        let who = number(&first, WHO).await;
        first.batch_execute("BEGIN; INSERT INTO kept VALUES (2)").await.unwrap();
        drop(first);
        let second = behind(&url, who).await;
        assert_eq!(number(&second, ROWS).await, 1, "what was left open is rolled back");
    }

    #[tokio::test]
    async fn what_a_client_said_last_is_done_though_it_is_gone() {
        let server = PostgresServer::start(false).unwrap();
        let pooler = Pooler::start(server.folder()).unwrap();
        let url = pooler.through(&server.place("pooler").unwrap());
        let first = connect(&url).await;
        first.batch_execute("CREATE TABLE kept (id int)").await.unwrap();
        // Said, and not waited for: the server takes its time, and then commits.
        let said = "BEGIN; SELECT pg_sleep(0.3); INSERT INTO kept VALUES (1); COMMIT";
        let asked = timeout(Duration::from_millis(50), first.batch_execute(said)).await;
        assert!(asked.is_err(), "it takes longer");
        drop(first);
        let second = connect(&url).await;
        for _ in 0..200 {
            if number(&second, ROWS).await == 1 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it was lost");
    }
}
