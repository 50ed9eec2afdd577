//! The client: one connection per call, and a time limit on all of it.
//!
//! It repeats nothing. A call without an answer may have had its effect: its caller, who knows the key,
//! decides what to do.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::protocol::{
    ANSWER_BYTES_MAX, Answer, LINE_BYTES_MAX, LOG_ENTRIES_MAX, LogEntry, Refusal, Request,
    Response, codes,
};

/// How long a call may take, unless its caller says otherwise.
pub const CALL_MAX: Duration = Duration::from_secs(2);

/// A way to the inventory service.
#[derive(Clone, Debug)]
pub struct Client {
    address: SocketAddr,
    limit: Duration,
}

/// Why a call brought no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The service refuses: nothing has happened.
    #[error("the inventory refuses with {}: {}", .0.code, .0.message)]
    Refused(Refusal),
    /// Nobody listens: nothing has happened.
    #[error("the inventory at {address} cannot be reached: {error}")]
    Unreachable {
        /// Where it should be.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The call was sent and not answered: it may have had its effect.
    #[error("no answer from the inventory: {0}")]
    NoAnswer(String),
}

impl CallError {
    /// Whether nothing has happened for certain.
    #[must_use]
    pub fn is_without_effect(&self) -> bool {
        !matches!(self, CallError::NoAnswer(_))
    }
}

impl Client {
    /// A client of the service at this address.
    #[must_use]
    pub fn new(address: SocketAddr) -> Client {
        Client { address, limit: CALL_MAX }
    }

    /// The same client with another time limit.
    #[must_use]
    pub fn within(&self, limit: Duration) -> Client {
        Client { limit, ..self.clone() }
    }

    /// Asks the service once.
    ///
    /// # Errors
    /// When the service refuses, or does not answer within the limit.
    pub async fn call(&self, request: &Request) -> Result<Answer, CallError> {
        let line = line(request)?;
        let connecting = TcpStream::connect(self.address);
        let started = tokio::time::Instant::now();
        let unreachable = |error| CallError::Unreachable { address: self.address, error };
        let stream = tokio::time::timeout(self.limit, connecting)
            .await
            .map_err(|elapsed| unreachable(elapsed.into()))?
            .map_err(unreachable)?;
        let answering = tokio::time::timeout_at(started + self.limit, exchange(stream, &line));
        let answer = match answering.await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(CallError::NoAnswer(error.to_string())),
            Err(_) => return Err(CallError::NoAnswer(format!("{:?} have passed", self.limit))),
        };
        match serde_json::from_slice(&answer) {
            Ok(Response::Ok(answer)) => Ok(answer),
            Ok(Response::Refused(refusal)) => Err(CallError::Refused(refusal)),
            Err(error) => Err(CallError::NoAnswer(format!("it does not decode: {error}"))),
        }
    }

    /// The whole log, page by page.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn log(&self) -> Result<Vec<LogEntry>, CallError> {
        let mut log: Vec<LogEntry> = Vec::new();
        loop {
            let after = log.last().map_or(0, |entry| entry.seq);
            let Answer::Log { entries } = self.call(&Request::Log { after }).await? else {
                return Err(CallError::NoAnswer("it is not a log".to_owned()));
            };
            let last_page = entries.len() < LOG_ENTRIES_MAX;
            log.extend(entries);
            if last_page {
                return Ok(log);
            }
        }
    }
}

fn line(request: &Request) -> Result<Vec<u8>, CallError> {
    let refuse = |message: String| CallError::Refused(Refusal::new(codes::BAD_REQUEST, message));
    let mut line = serde_json::to_vec(request).map_err(|error| refuse(error.to_string()))?;
    line.push(b'\n');
    if line.len() > LINE_BYTES_MAX {
        return Err(refuse(format!("a request has at most {LINE_BYTES_MAX} bytes")));
    }
    Ok(line)
}

async fn exchange(mut stream: TcpStream, line: &[u8]) -> io::Result<Vec<u8>> {
    stream.set_nodelay(true)?;
    stream.write_all(line).await?;
    let mut answer = Vec::new();
    let limit = u64::try_from(ANSWER_BYTES_MAX).unwrap_or(u64::MAX);
    BufReader::new(stream).take(limit).read_until(b'\n', &mut answer).await?;
    if answer.last() != Some(&b'\n') {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the connection was closed"));
    }
    Ok(answer)
}
