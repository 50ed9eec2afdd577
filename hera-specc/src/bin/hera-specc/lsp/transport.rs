//! Messages over stdin and stdout.
//!
//! `lsp-server` ends its reader at the first message that is malformed; this one says what is wrong and
//! goes on. Its sizes are bounded.

use std::io::{self, BufRead, Read, Write};

use lsp_server::Message;
use serde_json::{Value, json};

/// The longest line of a header.
const HEADER_BYTES_MAX: u64 = 4 * 1024;
/// The largest message: a text has at most 8 MiB, and JSON may write each byte as six.
const MESSAGE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What came in.
#[derive(Debug)]
pub(super) enum Received {
    /// A message.
    Message(Message),
    /// Something else, the answer to which is this.
    Malformed(Value),
}

/// Reads the next message; `None` at the end of the input.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Received>> {
    let mut length: Option<u64> = None;
    let mut empty = true;
    loop {
        let Some(line) = header(input)? else { return Ok(None) };
        let line = line.trim();
        if line.is_empty() {
            // White space between messages is nobody's fault.
            if empty {
                continue;
            }
            break;
        }
        empty = false;
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.trim().eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok();
        }
    }
    let Some(length) = length else {
        return Ok(Some(malformed(&Value::Null, PARSE, "a header without a Content-Length")));
    };
    if length > MESSAGE_BYTES_MAX {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(malformed(&Value::Null, INVALID, "a message of more than 64 MiB")));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

/// A line of a header, `None` at the end. Of a line that is too long the rest counts as another one.
fn header(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)?;
    Ok((!line.is_empty()).then(|| String::from_utf8_lossy(&line).into_owned()))
}

const PARSE: i32 = -32700;
const INVALID: i32 = -32600;

fn message(body: &[u8]) -> Received {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return malformed(&Value::Null, PARSE, &format!("no JSON: {error}")),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    match serde_json::from_value(value) {
        Ok(message) => Received::Message(message),
        Err(_) => malformed(&id, INVALID, "neither a request nor a notification nor a response"),
    }
}

fn malformed(id: &Value, code: i32, message: &str) -> Received {
    Received::Malformed(json!({
        "jsonrpc": "2.0",
        "id": id,
        "error": { "code": code, "message": message },
    }))
}

/// Writes a message that `lsp-server` cannot express.
pub(super) fn write(output: &mut impl Write, value: &Value) -> io::Result<()> {
    let text = value.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut input = input;
        let mut told = Vec::new();
        while let Some(received) = read(&mut input).expect("memory does not fail") {
            told.push(match received {
                Received::Message(Message::Notification(note)) => note.method,
                Received::Message(other) => format!("{other:?}"),
                Received::Malformed(answer) => answer["error"]["message"].to_string(),
            });
        }
        told
    }

    #[test]
    fn what_is_malformed_is_told_and_the_next_message_is_read() {
        let good = "Content-Length: 16\r\n\r\n{\"method\":\"one\"}";
        let input = format!(
            "{good}Content-Length: 3\r\n\r\n{{{{{{\r\n{good}Content-Length: 2\r\n\r\n[]Nonsense: 1\r\n\r\n\
             content-length: 16\r\nContent-Type: x\r\n\r\n{{\"method\":\"two\"}}"
        );
        let told = all(input.as_bytes());
        assert_eq!((told[0].as_str(), told[2].as_str(), told[5].as_str()), ("one", "one", "two"));
        assert!(told[1].contains("no JSON"), "{told:?}");
        assert!(told[3].contains("neither a request"), "{told:?}");
        assert!(told[4].contains("without a Content-Length"), "{told:?}");
        assert_eq!(told.len(), 6);
    }

    #[test]
    fn what_is_too_large_is_skipped() {
        let mut input = b"Content-Length: 70000000\r\n\r\n".to_vec();
        input.extend(std::iter::repeat_n(b' ', 70_000_000));
        input.extend(b"Content-Length: 16\r\n\r\n{\"method\":\"one\"}");
        let told = all(&input);
        assert_eq!(told.len(), 2);
        assert!(told[0].contains("64 MiB") && told[1] == "one", "{told:?}");
    }

    #[test]
    fn an_input_that_breaks_off_ends() {
        assert!(all(b"Content-Length: 100\r\n\r\n{}").is_empty());
        assert!(all(b"Content-Le").is_empty());
        assert!(all(&[0xff; 10_000]).is_empty());
    }
}
