//! The server: lines in, lines out, one database behind.
//!
//! Connections are independent, so that a slow call holds nobody up; the database does one call at a
//! time. A caller that hangs up cancels nothing that it has sent.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::faults::{Faults, Plan};
use super::protocol::{
    ANSWER_BYTES_MAX, Answer, LINE_BYTES_MAX, Refusal, Request, Response, codes,
};
use super::store::{Outcome, Store, StoreError};

/// Most connections at once; more are told so and closed.
pub const CONNECTIONS_MAX: usize = 128;
/// How long a connection may say nothing.
pub const IDLE_MAX: Duration = Duration::from_secs(60);
/// How long a caller may take to accept its answer.
pub const WRITE_MAX: Duration = Duration::from_secs(5);
/// Pause after a connection could not be accepted, as when the process has no file handles left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A service that listens and does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    service: Arc<Service>,
}

/// What all connections share.
#[derive(Debug)]
struct Service {
    store: Mutex<Store>,
    faults: Faults,
}

impl Server {
    /// Listens on a loopback address; port 0 takes any free one.
    ///
    /// # Errors
    /// When the address is not on the loopback interface, or cannot be had.
    pub async fn bind(address: SocketAddr, store: Store, faults: Faults) -> io::Result<Server> {
        if !address.ip().is_loopback() {
            // There is no authentication here.
            let message = format!("{address} is not on the loopback interface");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let listener = TcpListener::bind(address).await?;
        Ok(Server { listener, service: Arc::new(Service { store: Mutex::new(store), faults }) })
    }

    /// The address that it listens on.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until the future is dropped.
    pub async fn serve(self) {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            match Arc::clone(&places).try_acquire_owned() {
                Ok(place) => {
                    let service = Arc::clone(&self.service);
                    tokio::spawn(async move {
                        // A connection that breaks is the caller's concern; the log knows its keys.
                        let _broken = converse(&service, stream).await;
                        drop(place);
                    });
                }
                Err(_) => drop(tokio::spawn(turn_away(stream))),
            }
        }
    }
}

async fn turn_away(mut stream: TcpStream) {
    let refusal = Refusal::new(codes::INVENTORY_CONTENTION, "too many connections");
    let _broken = write(&mut stream, &Response::Refused(refusal)).await;
}

/// Answers the lines of one connection, one after the other.
async fn converse(service: &Arc<Service>, stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = u64::try_from(LINE_BYTES_MAX).unwrap_or(u64::MAX);
        let mut limited = (&mut reader).take(limit);
        let reading = limited.read_until(b'\n', &mut line);
        let count = tokio::time::timeout(IDLE_MAX, reading).await??;
        if count == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') {
            // Too long, or the caller hung up within a line: either way it is not a whole request.
            let message = format!("a request is one line of at most {LINE_BYTES_MAX} bytes");
            let refusal = Refusal::new(codes::BAD_REQUEST, message);
            return write(&mut writer, &Response::Refused(refusal)).await;
        }
        match answer(service, &line).await {
            Some(response) => write(&mut writer, &response).await?,
            None => return Ok(()),
        }
    }
}

async fn write(
    writer: &mut (impl tokio::io::AsyncWrite + Unpin),
    response: &Response,
) -> io::Result<()> {
    let mut text = serde_json::to_vec(response)?;
    if text.len() >= ANSWER_BYTES_MAX {
        let refusal = Refusal::new(codes::BAD_REQUEST, "the answer would be too long");
        text = serde_json::to_vec(&Response::Refused(refusal))?;
    }
    text.push(b'\n');
    tokio::time::timeout(WRITE_MAX, writer.write_all(&text)).await?
}

/// The answer to one line; none where the service has to hang up.
async fn answer(service: &Arc<Service>, line: &[u8]) -> Option<Response> {
    let request = match serde_json::from_slice::<Request>(line) {
        Ok(request) => request,
        Err(error) => {
            return Some(Response::Refused(Refusal::new(codes::BAD_REQUEST, error.to_string())));
        }
    };
    let plan = request.call().map(|(op, _)| service.faults.next(op)).unwrap_or_default();
    tokio::time::sleep(plan.delay).await;
    let hang_up = plan.drop_before || plan.drop_after;
    let service = Arc::clone(service);
    // The database waits for the disk, so it must not sit on a thread of the runtime.
    let done = tokio::task::spawn_blocking(move || service.perform(request, plan)).await;
    let outcome = match done {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Err(Refusal::new(codes::INVENTORY_CONTENTION, error.to_string())),
        // A panic: nobody knows how far it came, so nothing may be said about it.
        Err(_) => return None,
    };
    if hang_up {
        return None;
    }
    Some(match outcome {
        Ok(answer) => Response::Ok(answer),
        Err(refusal) => Response::Refused(refusal),
    })
}

impl Service {
    /// Does what the request asks for, on a thread that may wait.
    fn perform(&self, request: Request, plan: Plan) -> Result<Outcome, StoreError> {
        // Every call is a transaction of its own, so a panic in one leaves the store whole.
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        match request {
            Request::Put { organization_id, product_id, on_hand } => {
                store.put(organization_id, product_id, on_hand)
            }
            Request::Stock { organization_id } => store.stock(organization_id).map(Ok),
            Request::Log { after } => store.log(after).map(|entries| Ok(Answer::Log { entries })),
            Request::Misbehave { fault } => Ok(match self.faults.add(fault) {
                Ok(()) => Ok(Answer::Noted),
                Err(message) => Err(Refusal::new(codes::BAD_REQUEST, message)),
            }),
            Request::Behave => {
                self.faults.clear();
                Ok(Ok(Answer::Noted))
            }
            call if plan.drop_before => {
                store.arrived(&call, now_ms())?;
                Ok(Ok(Answer::Noted))
            }
            call => match plan.refuse {
                Some(code) => store.refuse(&call, Refusal::new(code, "told to"), now_ms()),
                None => store.call(&call, now_ms()),
            },
        }
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
