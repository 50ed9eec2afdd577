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

/// How deep a value may be nested. A journal keeps it some levels deeper, and what is read back is refused from
/// 128 levels on.
const DEPTH_MAX: usize = 100;

/// Why no journal keeps a value, whatever its length, if it does not: then it has this.
pub(crate) fn unkept(value: &Value) -> Option<&'static str> {
    unkept_within(value, DEPTH_MAX)
}

fn unkept_within(value: &Value, levels: usize) -> Option<&'static str> {
    // PostgreSQL's `jsonb` has no place for it.
    const NUL: &str = "the character U+0000";
    let deeper = |value: &Value| match levels.checked_sub(1) {
        Some(levels) => unkept_within(value, levels),
        None => Some("more than 100 levels"),
    };
    match value {
        Value::String(text) => text.contains('\0').then_some(NUL),
        Value::Array(items) => items.iter().find_map(deeper),
        Value::Object(fields) => {
            fields.iter().find_map(|(name, value)| match name.contains('\0') {
                true => Some(NUL),
                false => deeper(value),
            })
        }
        _ => None,
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
        let failed = |message: String| {
            let code = infrastructure::STORE_FAILURE.to_owned();
            Err(Failure { code, message, kind: FailureKind::Infrastructure })
        };
        if let Some(what) = unkept(&answer.output) {
            return failed(format!("the output has {what}; a journal takes none of that"));
        }
        match json_bytes(&answer.output) {
            bytes if bytes <= most => Ok(answer),
            bytes => {
                failed(format!("the output has {bytes} bytes; a journal takes {most} at most"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_no_journal_keeps_is_known() {
        let nested = |levels| (0..levels).fold(json!("leaf"), |inner, _| json!({ "in": [inner] }));
        for kept in [json!(null), json!({"a": ["b\n"]}), nested(50)] {
            assert_eq!(unkept(&kept), None);
        }
        for refused in [json!("a\0b"), json!({"a": [{"\0": 1}]}), nested(51), nested(200)] {
            assert!(unkept(&refused).is_some());
        }
    }

    #[test]
    fn bytes_are_those_of_the_text() {
        for value in [json!(null), json!({"a": [1, 2.5, "ä\n"], "b": {"c": true}}), json!("")] {
            assert_eq!(json_bytes(&value), value.to_string().len());
        }
    }
}
