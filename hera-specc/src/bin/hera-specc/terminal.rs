//! What goes to the terminal: colour where a person looks, and no fuss when nobody reads on.

use std::io::{self, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use hera_specc::paint::Paint;

/// Colour where a person looks and has not refused it: `--color`, `NO_COLOR` and their like decide.
pub(crate) fn color_of(stream: &impl RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// How to paint what goes to stdout.
pub(crate) fn paint() -> Paint {
    Paint { color: color_of(&io::stdout()) }
}

/// Prints to stdout. A reader that has seen enough (`| head`) is no failure.
pub(crate) fn out(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(anyhow::Error::from(error).context("cannot write to stdout"))
        }
        _ => Ok(()),
    }
}

/// The same, with a line end.
pub(crate) fn line(text: impl std::fmt::Display) -> anyhow::Result<()> {
    out(&format!("{text}\n"))
}
