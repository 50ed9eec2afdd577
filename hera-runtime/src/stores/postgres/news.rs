//! News between processes: `NOTIFY`, and one connection of its own that listens.
//!
//! - **Never on a boundary.** A notification takes a lock of the whole server at its commit, until the disk has
//!   the commit. So it is a transaction of its own, which waits for no disk.
//! - **Nothing but a wake-up.** It goes to whoever listens in this database, of whatever organisation. Its
//!   payload is the number of a bell ([`Bells`]); its channel is that of the schema.
//! - **Nothing depends on it.** What is told while nobody listens is lost, so all look once after each
//!   connection. A pooler in transaction mode takes the connection away from who listens: each connection is
//!   tried out first, and where it hears nothing it is closed again, and the clock alone wakes those who wait.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::Pool;
use futures_util::future::{Either, select};
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_postgres::AsyncMessage;
use uuid::Uuid;

use super::address::Address;
use super::failure::{failed, no_connection, unavailable};
use crate::bells::Bells;
use crate::context::StoreError;

/// How long connecting, trying out and telling may take.
const CONNECT_MAX: Duration = Duration::from_secs(10);
const TRIAL_MAX: Duration = Duration::from_secs(5);
const TELL_MAX: Duration = Duration::from_secs(1);
/// How often the connection has to show that it still holds.
const ALIVE_EVERY: Duration = Duration::from_secs(30);
/// Pauses before it is connected again: twice as long each time, up to the second; and after a trial that
/// heard nothing.
const AGAIN_AFTER: Duration = Duration::from_millis(100);
const AGAIN_AFTER_MAX: Duration = Duration::from_secs(30);
const AGAIN_AFTER_DEAF: Duration = Duration::from_secs(600);

/// The channel of the schema in which the tables are: its number, since its name may be longer than one.
const CHANNEL: &str = "SELECT 'hera_' || relnamespace FROM pg_class \
    WHERE oid = 'core_organizations'::regclass";

/// Tells processes that use the same schema, and listens to them from the first time on that somebody waits.
pub(super) struct Crier {
    pool: Pool,
    /// Nothing where nobody is to listen.
    address: Option<Address>,
    heard: Arc<Heard>,
    listening: Mutex<Option<AbortHandle>>,
}

/// What is known from listening.
#[derive(Default)]
struct Heard {
    bells: Bells,
    /// Whether a connection listens, and has proved it.
    listens: AtomicBool,
}

/// How a connection that listened came to its end.
enum Ended {
    /// As connections do.
    Lost,
    /// It hears nothing.
    Deaf,
}

impl Crier {
    pub(super) fn new(pool: Pool, address: Option<Address>) -> Crier {
        Crier { pool, address, heard: Arc::default(), listening: Mutex::default() }
    }

    pub(super) fn bells(&self) -> &Bells {
        self.listen();
        &self.heard.bells
    }

    pub(super) fn listens(&self) -> bool {
        self.heard.listens.load(Ordering::Acquire)
    }

    /// Wakes those in all processes who wait for this bell. What does not succeed is seen by the clock.
    pub(super) async fn ring(&self, bell: u16) {
        let _ = timeout(TELL_MAX, notify(&self.pool, &bell.to_string())).await;
    }

    /// Listens from now on, until this is dropped.
    fn listen(&self) {
        let Some(address) = &self.address else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let mut listening = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        listening.get_or_insert_with(|| {
            let (address, pool, heard) =
                (address.clone(), self.pool.clone(), Arc::clone(&self.heard));
            runtime.spawn(listen(address, pool, heard)).abort_handle()
        });
    }
}

impl Drop for Crier {
    fn drop(&mut self) {
        let listening = self.listening.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(listening) = listening.take() {
            listening.abort();
        }
    }
}

/// Says something in the channel, in one round trip.
async fn notify(pool: &Pool, payload: &str) -> Result<(), StoreError> {
    // It has no quote in it: it is a number, or an id.
    let tell = format!(
        "BEGIN; SET LOCAL synchronous_commit = off; \
         SELECT pg_notify(channel.name, '{payload}') FROM ({CHANNEL}) AS channel (name); COMMIT"
    );
    let connection = pool.get().await.map_err(no_connection)?;
    let told = connection.batch_execute(&tell).await.map_err(failed);
    if told.is_err() {
        drop(deadpool_postgres::Object::take(connection));
    }
    told
}

/// Listens for good, with one connection after the other.
async fn listen(address: Address, pool: Pool, heard: Arc<Heard>) {
    let mut pause = AGAIN_AFTER;
    loop {
        let ended = connection(&address, &pool, &heard).await;
        if heard.listens.swap(false, Ordering::AcqRel) {
            pause = AGAIN_AFTER;
        }
        let wait = if matches!(ended, Ok(Ended::Deaf)) { AGAIN_AFTER_DEAF } else { pause };
        tokio::time::sleep(wait).await;
        pause = (pause * 2).min(AGAIN_AFTER_MAX);
    }
}

/// One connection from its beginning to its end.
async fn connection(address: &Address, pool: &Pool, heard: &Heard) -> Result<Ended, StoreError> {
    let Address { config, tls } = address.clone();
    let connected = timeout(CONNECT_MAX, config.connect(tls)).await;
    let (client, mut wire) = connected.map_err(|_| silent())?.map_err(failed)?;
    let (trial, came_back) = (format!("trial {}", Uuid::new_v4()), Notify::new());
    let hear = async {
        while let Some(Ok(message)) = poll_fn(|cx| wire.poll_message(cx)).await {
            let AsyncMessage::Notification(news) = message else { continue };
            match news.payload().parse() {
                Ok(bell) => heard.bells.ring(bell),
                Err(_) if news.payload() == trial => came_back.notify_one(),
                Err(_) => {}
            }
        }
        Ok(Ended::Lost)
    };
    let speak = async {
        let rows = client.query_typed(CHANNEL, &[]).await.map_err(failed)?;
        let row = rows.first().ok_or_else(|| unavailable("the schema is gone"))?;
        let channel: String = row.try_get(0).map_err(failed)?;
        let listen = format!("LISTEN {channel}");
        client.batch_execute(&listen).await.map_err(failed)?;
        notify(pool, &trial).await?;
        if timeout(TRIAL_MAX, came_back.notified()).await.is_err() {
            // Whoever has the connection now need not hear it; a pooler may give another one.
            let _ = timeout(TELL_MAX, client.batch_execute("UNLISTEN *")).await;
            return Ok(Ended::Deaf);
        }
        heard.listens.store(true, Ordering::Release);
        // What was told before is seen by looking.
        heard.bells.ring_all();
        loop {
            tokio::time::sleep(ALIVE_EVERY).await;
            let again = timeout(CONNECT_MAX, client.batch_execute(&listen)).await;
            again.map_err(|_| silent())?.map_err(failed)?;
        }
    };
    match select(pin!(hear), pin!(speak)).await {
        Either::Left((ended, _)) | Either::Right((ended, _)) => ended,
    }
}

fn silent() -> StoreError {
    unavailable("the server does not answer")
}
