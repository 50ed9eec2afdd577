//! Any text ends in a tree, in findings, or both: no panic, and every place lies in the text.

use hera_specc::ast::Value;
use hera_specc::diag::Diagnostics;
use hera_specc::parse;
use hera_specc::source::SourceMap;
use proptest::prelude::*;

use crate::support;

/// Pieces that mean something to YAML, and some that hurt.
const PIECES: &[&str] = &[
    ": ", ":", "- ", "\n", "\n  ", "\n\t", "[", "]", "{", "}", ",", "\"", "'", "#", " #", "|", ">",
    "&a ", "*a", "!t ", "? ", "---\n", "...\n", "```\n", "%", "@", "<<: ", "\u{202e}", "\u{feff}",
    "\0", "é", "→", "🦀", "\r\n", "\r", "\\", "yes", "  ", "key: ", "\u{2028}", "\u{85}", "|2\n",
    ">-\n",
];

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let mut samples: Vec<String> = support::our_specs().into_iter().map(|(_, text)| text).collect();
    samples.push("a: [x, {y: z}]\nb: |\n  text\nc: &a d\ne: *a\nf: 'q'\n".to_owned());
    samples.push(String::new());
    let edit = (any::<prop::sample::Index>(), 0_usize..12, prop::option::of(0..PIECES.len()));
    (prop::sample::select(samples), prop::collection::vec(edit, 1..8)).prop_map(
        |(sample, edits)| {
            let mut bytes = sample.into_bytes();
            bytes.truncate(4_000);
            for (index, removed, piece) in edits {
                let at = if bytes.is_empty() { 0 } else { index.index(bytes.len()) };
                let end = (at + removed).min(bytes.len());
                bytes.splice(
                    at..end,
                    piece.map_or(&b""[..], |piece| PIECES[piece].as_bytes()).iter().copied(),
                );
            }
            bytes
        },
    )
}

fn soup() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40)
        .prop_map(|pieces| pieces.concat().into_bytes())
}

fn survives(bytes: Vec<u8>) {
    let mut sources = SourceMap::new();
    let mut diags = Diagnostics::new();
    let Some(file) = parse::decode(&mut sources, "a.yml", bytes, &mut diags) else {
        assert!(diags.has_errors());
        support::render_all(&diags, &sources);
        return;
    };
    let document = parse::parse(&sources, file, &mut diags);
    assert!(
        document.is_some() || diags.has_errors(),
        "no tree and no reason: {:?}",
        sources.text(file)
    );
    let text = sources.text(file);
    for diagnostic in diags.as_slice() {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        let changes = diagnostic.suggestions.iter().map(|change| change.span);
        for span in std::iter::once(diagnostic.primary.span).chain(labels).chain(changes) {
            assert!(
                text.get(span.range()).is_some(),
                "{} at {span:?} in {text:?}",
                diagnostic.rule.code
            );
        }
    }
    support::render_all(&diags, &sources);
    // Within our limits the other reader is safe to use, and has to agree: where YAML itself has one answer (it has
    // two for a block scalar that is the whole file and not indented), and for what a spec can be at all.
    let plain = !text.contains(['&', '*', '<', '!', '\u{85}', '\u{2028}', '\r', '\u{feff}', '\t']);
    let document = document.filter(|document| !matches!(document.root.value, Value::Scalar(_)));
    let sound = document.filter(|_| !diags.has_errors() && plain);
    if let (Some(document), Ok(theirs)) = (sound, serde_yaml::from_str(text)) {
        assert_eq!(crate::oracle::difference(&document.root, &theirs), None, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_specs_are_survived(bytes in mutated()) {
        survives(bytes);
    }

    #[test]
    fn soup_is_survived(bytes in soup()) {
        survives(bytes);
    }

    #[test]
    fn bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(bytes);
    }
}
