//! Messages between a client and a PostgreSQL server, as far as a pooler has to know them.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

/// The version of the protocol, and what a client may say instead of it.
const VERSION: u32 = 196_608;
const ENCRYPT: [u32; 2] = [80_877_103, 80_877_104];
/// The longest first message.
const STARTUP_BYTES_MAX: usize = 10_000;
const NAME: &str = "application_name";
/// The kind of a message, and its length.
const HEAD_BYTES: usize = 5;

/// Follows the messages of one side, however they are cut into chunks.
#[derive(Default)]
pub(super) struct Messages {
    head: Vec<u8>,
    /// How much of the message's body is still to come.
    left: usize,
}

impl Messages {
    /// Tells each message that ends in this chunk: its kind and its last byte.
    pub(super) fn hear(&mut self, mut chunk: &[u8], mut told: impl FnMut(u8, u8)) {
        while !chunk.is_empty() {
            if self.head.len() < HEAD_BYTES {
                let (head, rest) = chunk.split_at(chunk.len().min(HEAD_BYTES - self.head.len()));
                self.head.extend(head);
                chunk = rest;
                let [_, length @ ..] = &*self.head else { continue };
                let Ok(length) = <[u8; 4]>::try_from(length) else { continue };
                // It counts itself.
                self.left = (u32::from_be_bytes(length) as usize).saturating_sub(length.len());
            } else {
                let (body, rest) = chunk.split_at(chunk.len().min(self.left));
                self.left -= body.len();
                chunk = rest;
                if let (0, Some(last)) = (self.left, body.last()) {
                    told(self.head[0], *last);
                    self.head.clear();
                    continue;
                }
            }
            if self.head.len() == HEAD_BYTES && self.left == 0 {
                told(self.head[0], 0);
                self.head.clear();
            }
        }
    }

    /// Whether the last message is whole.
    pub(super) fn between(&self) -> bool {
        self.head.is_empty()
    }
}

/// The first message of a client.
pub(super) struct Startup {
    /// What it says, without the name of the program: clients that say the same may use the same connection.
    pub(super) key: Vec<u8>,
    /// The name of the program.
    pub(super) name: String,
}

impl Startup {
    pub(super) async fn read(client: &mut UnixStream) -> io::Result<Startup> {
        loop {
            let length = client.read_u32().await? as usize;
            let version = client.read_u32().await?;
            if ENCRYPT.contains(&version) {
                client.write_all(b"N").await?;
                continue;
            }
            let body = length.checked_sub(8).filter(|body| *body <= STARTUP_BYTES_MAX);
            let mut body = vec![0; body.ok_or(io::ErrorKind::InvalidData)?];
            client.read_exact(&mut body).await?;
            if version != VERSION {
                return Err(io::ErrorKind::InvalidData.into());
            }
            return Ok(Startup::of(&body));
        }
    }

    /// Names and values, each with a zero behind it.
    fn of(body: &[u8]) -> Startup {
        let (mut kept, mut name) = (Vec::new(), String::new());
        let texts: Vec<&[u8]> = body.split(|byte| *byte == 0).collect();
        for pair in texts.chunks_exact(2).take_while(|pair| !pair[0].is_empty()) {
            if pair[0] == NAME.as_bytes() {
                name = String::from_utf8_lossy(pair[1]).into_owned();
            } else {
                kept.extend(pair.iter().flat_map(|text| text.iter().copied().chain([0])));
            }
        }
        kept.push(0);
        let mut key = length_of(kept.len() + 4).to_vec();
        key.extend(VERSION.to_be_bytes());
        key.extend(kept);
        Startup { key, name }
    }
}

/// A question in the simple protocol.
pub(super) fn question(sql: &str) -> Vec<u8> {
    let mut message = vec![b'Q'];
    message.extend(length_of(sql.len() + 1));
    message.extend(sql.bytes());
    message.push(0);
    message
}

/// The length of a message, which counts itself.
fn length_of(body: usize) -> [u8; 4] {
    u32::try_from(body + 4).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_followed_however_they_are_cut() {
        let mut said = question("SELECT 1");
        said.extend([b'S', 0, 0, 0, 4]);
        said.extend([b'Z', 0, 0, 0, 5, b'T']);
        for size in 1..=said.len() {
            let (mut messages, mut heard) = (Messages::default(), Vec::new());
            for chunk in said.chunks(size) {
                messages.hear(chunk, |kind, last| heard.push((kind, last)));
            }
            assert_eq!(heard, [(b'Q', 0), (b'S', 0), (b'Z', b'T')], "in chunks of {size}");
            assert!(messages.between());
            messages.hear(&said[..7], |_, _| unreachable!("it is not whole"));
            assert!(!messages.between());
        }
    }

    #[test]
    fn the_name_of_the_program_is_no_part_of_what_makes_connections_equal() {
        let of = |name: &str| Startup::of(format!("user\0hera\0{NAME}\0{name}\0\0").as_bytes());
        let (one, other) = (of("one"), of("other"));
        assert_eq!(one.key, other.key);
        assert_eq!((&*one.name, &*other.name), ("one", "other"));
        let mut expected = vec![0, 0, 0, 19];
        expected.extend(VERSION.to_be_bytes());
        expected.extend(b"user\0hera\0\0");
        assert_eq!(one.key, expected);
        assert_ne!(one.key, Startup::of(b"user\0postgres\0\0").key);
    }
}
