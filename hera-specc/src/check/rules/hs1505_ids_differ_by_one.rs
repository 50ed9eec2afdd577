//! HS1505: two ids differ by one letter.
//!
//! Numbered and lettered ids (`LINE_1`, `STEP_A`) are meant so. Each id stands in a table under itself
//! and under itself without one letter: those who meet there are the only ones that are compared.

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue, distance};
use crate::ir::Orchestration;

/// Shorter words differ by one letter without any typing error: `A`, `B`.
const WORD_MIN: usize = 3;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        let mut pairs = pairs(orchestration);
        pairs.sort_unstable();
        // An id with several twins is said once.
        pairs.dedup_by_key(|(second, _)| *second);
        for (second, first) in pairs {
            let [first, second] = [first, second].map(|at| &orchestration.nodes[at].id);
            diags.push(
                Diagnostic::new(
                    &catalogue::HS1505,
                    second.span,
                    format!("ids `{first}` and `{second}` differ by one character"),
                )
                .label("a typing error?")
                .secondary(first.span, "almost the same")
                .help("give them names that a reader tells apart, or allow HS1505 with a reason"),
            );
        }
    }
}

/// Pairs of nodes, the later one first.
fn pairs(orchestration: &Orchestration) -> Vec<(usize, usize)> {
    let mut table: Vec<(u64, usize)> = Vec::new();
    for (at, node) in orchestration.nodes.iter().enumerate() {
        let keys = keys(node.id.value.as_bytes());
        table.extend(keys.into_iter().map(|key| (key, at)));
    }
    table.sort_unstable();
    let id = |at: usize| orchestration.nodes[at].id.value.as_str();
    let meets = table.windows(2).filter(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1);
    meets
        .map(|pair| (pair[1].1, pair[0].1))
        .filter(|(second, first)| distance(id(*first), id(*second), 1) == Some(1))
        .collect()
}

/// The hashes of an id and of all that it leaves without one letter of a word.
fn keys(id: &[u8]) -> Vec<u64> {
    const BASE: u64 = 0x0100_0000_01b3;
    let digit = |byte: u8| u64::from(byte) + 1;
    let mut before = vec![0_u64];
    let mut powers = vec![1_u64];
    for byte in id {
        before.push(before[before.len() - 1].wrapping_mul(BASE).wrapping_add(digit(*byte)));
        powers.push(powers[powers.len() - 1].wrapping_mul(BASE));
    }
    let whole = before[id.len()];
    let mut keys = vec![whole];
    for (at, byte) in id.iter().enumerate() {
        if byte.is_ascii_alphabetic() && word_len(id, at) >= WORD_MIN {
            // What follows the letter, as a number: the whole without what ends with the letter.
            let rest = id.len() - at - 1;
            let after = whole.wrapping_sub(before[at + 1].wrapping_mul(powers[rest]));
            keys.push(before[at].wrapping_mul(powers[rest]).wrapping_add(after));
        }
    }
    // Doubled letters leave the same.
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The length of the word between `_` that the letter at `at` stands in.
fn word_len(id: &[u8], at: usize) -> usize {
    let is_letter = |byte: &&u8| **byte != b'_';
    let before = id[..at].iter().rev().take_while(is_letter).count();
    before + id[at..].iter().take_while(is_letter).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(a: &str, b: &str) -> bool {
        let (a, b) = (keys(a.as_bytes()), keys(b.as_bytes()));
        a.iter().any(|key| b.contains(key))
    }

    #[test]
    fn who_meets() {
        for (a, b) in [
            ("PERSIST_ADD", "PERSIST_AD"),
            ("PERSIST_ADD", "PERSIST_DAD"),
            ("RESERVE", "RESERVED"),
            ("COMMIT", "COMMAT"),
        ] {
            assert!(meet(a, b) && meet(b, a), "{a} {b}");
        }
        for (a, b) in [("A", "B"), ("LINE_1", "LINE_2"), ("NODE_10", "NODE_1"), ("ADD_A", "ADD_B")]
        {
            assert!(!meet(a, b), "{a} {b}");
        }
    }
}
