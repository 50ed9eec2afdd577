//! A wire to the server that is cut at the n-th message of a client.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hera_runtime::testing::server::PostgresServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::{sleep, timeout};

/// How long a client that was cut off has had to say what it says in one go.
const IN_ONE_GO: Duration = Duration::from_millis(10);
/// How long what was under way takes: longer than it takes the client to ask what became of it.
const UNDER_WAY: Duration = Duration::from_millis(60);

/// How a connection is cut at a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The message does not come to the server any more.
    Before,
    /// The server does what it says, and whatever is said in one go with it; no answer comes back.
    Answer,
    /// No answer comes back; what the client had said in one go comes to the server later.
    Late,
}

/// What stands between the processes of a test and the server.
pub(super) struct Wire {
    dir: tempfile::TempDir,
    armed: Arc<Mutex<Option<(usize, Cut)>>>,
}

impl Wire {
    pub(super) fn new() -> Wire {
        let (dir, armed) = (tempfile::tempdir().unwrap(), Arc::<Mutex<_>>::default());
        let listener = UnixListener::bind(dir.path().join(".s.PGSQL.5432")).unwrap();
        let server = PostgresServer::shared().unwrap().folder().join(".s.PGSQL.5432");
        let wire = Wire { dir, armed: Arc::clone(&armed) };
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let server = UnixStream::connect(&server).await.unwrap();
                tokio::spawn(pass(client, server, Arc::clone(&armed)));
            }
        });
        wire
    }

    /// The address through this wire.
    pub(super) fn through(&self, url: &str) -> String {
        let in_url = |path: &Path| path.display().to_string().replace('/', "%2F");
        let server = PostgresServer::shared().unwrap().folder();
        let through = url.replace(&in_url(server), &in_url(self.dir.path()));
        assert_ne!(url, through);
        through
    }

    /// Cuts the connection that says the `nth` message from now on.
    pub(super) fn arm(&self, nth: usize, cut: Cut) {
        *self.armed.lock().unwrap() = Some((nth, cut));
    }

    /// Whether nothing was cut since it was armed; nothing is from now on.
    pub(super) fn disarm(&self) -> bool {
        self.armed.lock().unwrap().take().is_some()
    }
}

/// Whether this message is the one, and what to do then.
fn strikes(armed: &Mutex<Option<(usize, Cut)>>) -> Option<Cut> {
    let mut armed = armed.lock().unwrap();
    match armed.as_mut()? {
        (0, cut) => {
            let cut = *cut;
            *armed = None;
            Some(cut)
        }
        (left, _) => {
            *left -= 1;
            None
        }
    }
}

async fn pass(client: UnixStream, server: UnixStream, armed: Arc<Mutex<Option<(usize, Cut)>>>) {
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    let down = tokio::spawn(down(from_server, to_client));
    let mut head = 4; // the first message has no kind
    while let Some(message) = read(&mut from_client, head).await {
        head = 5;
        let Some(cut) = strikes(&armed) else {
            if to_server.write_all(&message).await.is_err() {
                break;
            }
            continue;
        };
        if cut == Cut::Before {
            break;
        }
        let mut said = message;
        while let Ok(Some(more)) = timeout(IN_ONE_GO, read(&mut from_client, head)).await {
            said.extend(more);
        }
        down.abort();
        if cut == Cut::Late {
            drop(from_client);
            sleep(UNDER_WAY).await;
        }
        // The server may have gone as well.
        let _ = to_server.write_all(&said).await;
        sleep(UNDER_WAY).await;
        return;
    }
    down.abort();
}

async fn down(mut from_server: OwnedReadHalf, mut to_client: OwnedWriteHalf) {
    let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
}

/// A message of a client; nothing when it has gone.
async fn read(from: &mut OwnedReadHalf, head: usize) -> Option<Vec<u8>> {
    let mut message = vec![0; head];
    from.read_exact(&mut message).await.ok()?;
    let length: [u8; 4] = message[head - 4..].try_into().unwrap();
    // The length counts itself, and not the kind before it.
    let body = u32::from_be_bytes(length) as usize - 4;
    message.resize(head + body, 0);
    from.read_exact(&mut message[head..]).await.ok()?;
    Some(message)
}
