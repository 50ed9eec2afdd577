//! A wire between a process and the server.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use hera_runtime::testing::server::PostgresServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};

/// What stands between a process and the server.
pub(super) struct Wire {
    dir: tempfile::TempDir,
    /// Whether it lets new connections through.
    pub(super) open: Arc<AtomicBool>,
    /// How many news it kept.
    pub(super) kept: Arc<AtomicUsize>,
}

impl Wire {
    /// Without `news` it is as a pooler that gives connections back after each transaction: between two of a
    /// client's transactions nothing comes through to it.
    pub(super) fn new(news: bool) -> Wire {
        let dir = tempfile::tempdir().unwrap();
        let wire = Wire { dir, open: Arc::new(AtomicBool::new(true)), kept: Arc::default() };
        let listener = UnixListener::bind(wire.dir.path().join(".s.PGSQL.5432")).unwrap();
        let server = PostgresServer::shared().unwrap().folder().join(".s.PGSQL.5432");
        let (open, kept) = (Arc::clone(&wire.open), Arc::clone(&wire.kept));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                if open.load(Ordering::SeqCst) {
                    let server = UnixStream::connect(&server).await.unwrap();
                    tokio::spawn(pass(client, server, (!news).then(|| Arc::clone(&kept))));
                }
            }
        });
        wire
    }

    /// The address through this wire.
    pub(super) fn through(&self, url: &str) -> String {
        let in_url = |path: &Path| path.display().to_string().replace('/', "%2F");
        let through = url
            .replace(&in_url(PostgresServer::shared().unwrap().folder()), &in_url(self.dir.path()));
        assert_ne!(url, through);
        through
    }
}

/// Passes everything on, but for the news if they are to be kept.
async fn pass(client: UnixStream, server: UnixStream, kept: Option<Arc<AtomicUsize>>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let up = async {
        let _ = tokio::io::copy(&mut from_client, &mut to_server).await;
        let _ = to_server.shutdown().await;
    };
    let down = async {
        loop {
            // A kind, and a length that counts itself.
            let mut head = [0; 5];
            if from_server.read_exact(&mut head).await.is_err() {
                let _ = to_client.shutdown().await;
                return;
            }
            let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
            let mut body = vec![0; length as usize - 4];
            from_server.read_exact(&mut body).await.unwrap();
            if let Some(kept) = kept.as_ref().filter(|_| head[0] == b'A') {
                kept.fetch_add(1, Ordering::SeqCst);
            } else if to_client.write_all(&[&head[..], &body[..]].concat()).await.is_err() {
                return;
            }
        }
    };
    tokio::join!(up, down);
}
