//! Bounds of what a journal keeps.

use std::io::{self, Write};

use hera_core::entry::infrastructure;
use hera_core::{Failure, FailureKind};
use serde_json::Value;

use super::Drive;
use crate::flow::Answer;

/// Counts what is written into it.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many bytes a value has as JSON.
pub(crate) fn json_bytes(value: &Value) -> usize {
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, value) {
        Ok(()) => count.0,
        Err(_) => usize::MAX, // what cannot be written fits nowhere
    }
}

impl Drive {
    /// The answer, unless a journal does not take it. What a call did outside is done all the same, and
    /// nobody knows what it gave: it is in doubt.
    pub(super) fn bounded(&self, answer: Answer) -> Result<Answer, Failure> {
        let most = self.world.output_bytes_max;
        match json_bytes(&answer.output) {
            bytes if bytes <= most => Ok(answer),
            bytes => Err(Failure {
                code: infrastructure::STORE_FAILURE.to_owned(),
                message: format!("the output has {bytes} bytes; a journal takes {most} at most"),
                kind: FailureKind::Infrastructure,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bytes_are_those_of_the_text() {
        for value in [json!(null), json!({"a": [1, 2.5, "ä\n"], "b": {"c": true}}), json!("")] {
            assert_eq!(json_bytes(&value), value.to_string().len());
        }
    }
}
