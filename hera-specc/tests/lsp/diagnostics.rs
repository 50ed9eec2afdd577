//! Findings while a person types.

use std::process::Command;

use async_lsp::lsp_types as lsp;
use serde_json::{Value, json};

use crate::editor::Editor;
use crate::specs::{ALL, FLOW, RESERVE};

/// What `check` says about the specs with this workflow: code, place, severity, first line.
fn checked(flow: &str) -> Vec<(String, [u64; 4], String, String)> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in ALL {
        let text = if text == FLOW { flow } else { text };
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_hera-specc"))
        .args(["check", "specs", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = report["diagnostics"].as_array().expect("a list").iter();
    all.filter(|found| found["file"] == "specs/flow.yml")
        .map(|found| {
            let text = |key: &str| found[key].as_str().expect("text").to_owned();
            let place = ["line", "column", "end_line", "end_column"];
            let place = place.map(|key| found[key].as_u64().expect("a number"));
            (text("code"), place, text("severity"), text("message"))
        })
        .collect()
}

/// The same of what the server says; columns are characters where all is in the first plane.
fn told(findings: &[lsp::Diagnostic]) -> Vec<(String, [u64; 4], String, String)> {
    let severity = |found: &lsp::Diagnostic| match found.severity {
        Some(lsp::DiagnosticSeverity::ERROR) => "error",
        Some(lsp::DiagnosticSeverity::WARNING) => "warning",
        Some(lsp::DiagnosticSeverity::HINT) => "note",
        other => panic!("{other:?}"),
    };
    findings
        .iter()
        .map(|found| {
            let Some(lsp::NumberOrString::String(code)) = &found.code else { panic!("no code") };
            let (start, end) = (found.range.start, found.range.end);
            let place = [start.line, start.character, end.line, end.character];
            let message = found.message.lines().next().unwrap_or_default().to_owned();
            assert_eq!(found.source.as_deref(), Some("hera"));
            (code.clone(), place.map(|n| u64::from(n) + 1), severity(found).to_owned(), message)
        })
        .collect()
}

#[tokio::test]
async fn unsaved_broken_text_is_told_as_check_tells_it() {
    let mut editor = Editor::open(&ALL).await;
    let texts = [
        FLOW.replace("-> RESERVE ->", "-> RESERV ->"),
        FLOW.replace("kind == 'PAPER'", "kind == 'Papier' # größer → kleiner"),
        FLOW.replace("edges:\n", "edges: [\n").replace("emit: LOAN", "emit LOAN"),
        FLOW.replace("HERA.LIB.STACKS.BOOK.RESERVE.v1", "HERA.LIB.STÄCKS.RESERVE.v1"),
        FLOW.replace('\n', "\r\n").replace("-> WRITE", "-> WRIT"),
    ];
    editor.show("specs/flow.yml", FLOW);
    let first = editor.findings("specs/flow.yml", 1).await;
    assert_eq!(told(&first), checked(FLOW));
    for (at, text) in texts.iter().enumerate() {
        let version = i32::try_from(at).expect("few") + 2;
        editor.change("specs/flow.yml", version, json!([{"text": text}]));
        let findings = editor.findings("specs/flow.yml", version).await;
        let wanted = checked(text);
        assert!(wanted.iter().any(|(_, _, severity, _)| severity == "error"), "{text}");
        assert_eq!(told(&findings), wanted, "{text}");
    }
    assert_eq!(editor.leave().await, 0);
}

#[tokio::test]
async fn a_finding_links_its_causes_and_ends_with_its_advice() {
    let mut editor = Editor::open(&ALL).await;
    let twice = FLOW.replace("- id: WRITE", "- id: RESERVE");
    editor.show("specs/flow.yml", &twice);
    let findings = editor.findings("specs/flow.yml", 1).await;
    let message = "node id `RESERVE` is used twice\nhelp: rename one: `RESERVE_2`";
    let found = findings.iter().find(|found| found.message == message).expect("it is told");
    let related = found.related_information.as_ref().expect("it has a cause");
    assert_eq!(related[0].message, "first used here");
    assert_eq!(related[0].location.uri, editor.uri("specs/flow.yml"));
    assert_eq!(related[0].location.range.start, lsp::Position::new(7, 10));
}

#[tokio::test]
async fn a_node_that_nothing_reaches_is_faded() {
    let mut editor = Editor::open(&ALL).await;
    editor.show("specs/flow.yml", &FLOW.replace("-> RESERVE -> WRITE", "-> WRITE"));
    let findings = editor.findings("specs/flow.yml", 1).await;
    let code = lsp::NumberOrString::String("HS1401".to_owned());
    let dead = findings.iter().find(|found| found.code.as_ref() == Some(&code)).expect("told");
    assert_eq!(dead.tags, Some(vec![lsp::DiagnosticTag::UNNECESSARY]));
}

#[tokio::test]
async fn what_is_typed_in_one_file_shows_in_another() {
    let mut editor = Editor::open(&ALL).await;
    let errors = |told: &lsp::PublishDiagnosticsParams| {
        let error =
            |found: &lsp::Diagnostic| found.severity == Some(lsp::DiagnosticSeverity::ERROR);
        told.diagnostics.iter().filter(|found| error(found)).count()
    };
    editor.show("specs/reserve.yml", &RESERVE.replace("BOOK.RESERVE", "BOOK.TAKE"));
    let findings = editor.findings_when("specs/flow.yml", |told| errors(told) > 0).await;
    assert!(findings.iter().any(|found| found.message.contains("no procedure has the smart code")));
    // Typed letter by letter, over a part of a line: only the text after the last one counts.
    let place = |end: u32| {
        let start = "smart_code: HERA.LIB.STACKS.BOOK.".len();
        let start = u32::try_from(start).expect("short");
        json!({"start": {"line": 0, "character": start}, "end": {"line": 0, "character": start + end}})
    };
    editor.change("specs/reserve.yml", 2, json!([{"range": place(4), "text": ""}]));
    for (at, letter) in "RESERVE".char_indices() {
        let at = u32::try_from(at).expect("short");
        let mut range = place(at);
        range["start"] = range["end"].clone();
        let version = i32::try_from(at).expect("short") + 3;
        let change = json!([{"range": range, "text": letter.to_string()}]);
        editor.change("specs/reserve.yml", version, change);
    }
    editor.findings("specs/reserve.yml", 9).await;
    editor.findings_when("specs/flow.yml", |told| errors(told) == 0).await;
}

#[tokio::test]
async fn what_changes_on_the_disk_is_read_again() {
    let mut editor = Editor::open(&ALL).await;
    let watched = editor.watched.recv().await.expect("it asks to watch");
    let globs = watched[0].register_options.as_ref().expect("with options").to_string();
    assert!(globs.contains("**/*.{yml,yaml}") && globs.contains("hera.lock"), "{globs}");
    editor.write("specs/flow.yml", &FLOW.replace("-> WRITE", "-> WRIT"));
    let broken = |told: &lsp::PublishDiagnosticsParams| {
        told.diagnostics.iter().any(|found| found.message.starts_with("unknown node `WRIT`"))
    };
    editor.findings_when("specs/flow.yml", broken).await;
    editor.write("specs/flow.yml", FLOW);
    editor.findings_when("specs/flow.yml", |told| !broken(told)).await;
    // A document that is open is the editor's, whatever the disk holds; closed, it is the disk's.
    editor.show("specs/flow.yml", &FLOW.replace("-> WRITE", "-> WRIT"));
    editor.findings_when("specs/flow.yml", broken).await;
    let uri = editor.uri("specs/flow.yml");
    let text_document = lsp::TextDocumentIdentifier { uri };
    let params = lsp::DidCloseTextDocumentParams { text_document };
    async_lsp::LanguageServer::did_close(&mut editor.server, params).expect("it listens");
    editor.findings_when("specs/flow.yml", |told| !broken(told)).await;
}

#[tokio::test]
async fn a_lock_file_counts_and_other_yaml_is_nobodys() {
    let mut files = ALL.to_vec();
    files.push(("ci/build.yml", "jobs: [build]\n"));
    let mut editor = Editor::open(&files).await;
    editor.show("ci/build.yml", "jobs: [build]\n");
    assert_eq!(editor.findings("ci/build.yml", 1).await, []);
    editor.show("drafts/loan.yml", &FLOW.replace("ORCH.LOAN", "ORCH.DRAFT"));
    let findings = editor.findings("drafts/loan.yml", 1).await;
    let unresolved = |found: &lsp::Diagnostic| found.message.contains("no procedure");
    assert!(!findings.iter().any(unresolved), "procedures of the specs are known: {findings:#?}");
}

#[tokio::test]
async fn settings_and_comments_decide_how_loud_a_rule_is() {
    let dead = FLOW.replace("-> RESERVE -> WRITE", "-> WRITE");
    let code = lsp::NumberOrString::String("HS1401".to_owned());
    let severity = |told: &lsp::PublishDiagnosticsParams| {
        let found = told.diagnostics.iter().find(|found| found.code.as_ref() == Some(&code));
        found.and_then(|found| found.severity)
    };
    let mut files = ALL.to_vec();
    files.push(("hera.toml", "[severities]\nHS1401 = \"deny\"\n"));
    let mut editor = Editor::open(&files).await;
    editor.show("specs/flow.yml", &dead);
    let error = Some(lsp::DiagnosticSeverity::ERROR);
    editor.findings_when("specs/flow.yml", |told| severity(told) == error).await;
    editor.write("hera.toml", "[severities]\nHS1401 = \"note\"\nHS9999 = \"warn\"\n");
    let hint = Some(lsp::DiagnosticSeverity::HINT);
    editor.findings_when("specs/flow.yml", |told| severity(told) == hint).await;
    let settings = editor.findings_when("hera.toml", |told| !told.diagnostics.is_empty()).await;
    assert!(settings[0].message.contains("HS9999"), "{settings:#?}");
    let allowed = "    # hera: allow(HS1401): it comes back next week\n    - id: RESERVE";
    let allowed = dead.replace("    - id: RESERVE", allowed);
    editor.change("specs/flow.yml", 2, json!([{"text": allowed}]));
    let findings = editor.findings("specs/flow.yml", 2).await;
    assert!(!findings.iter().any(|found| found.code.as_ref() == Some(&code)), "{findings:#?}");
}

#[tokio::test]
async fn columns_are_exact_in_both_encodings() {
    let line = "  - \"LOAN.REQUESTED → RESERVE → 📚WRITE\"";
    let text = FLOW.replace("  - LOAN.REQUESTED -> RESERVE -> WRITE", line);
    let before = &line[..line.find('📚').expect("it is there")];
    let utf16 = before.encode_utf16().count();
    for (encodings, kind, start, width) in [
        (json!(["utf-16"]), "utf-16", utf16, 7),
        (json!(["utf-16", "utf-8"]), "utf-8", before.len(), 9),
        (json!(null), "utf-16", utf16, 7),
    ] {
        let mut editor = Editor::with(&ALL, encodings, Value::Null).await;
        let known = editor.abilities.position_encoding.clone().expect("it is said");
        assert_eq!(known.as_str(), kind);
        editor.show("specs/flow.yml", &text);
        let findings = editor.findings("specs/flow.yml", 1).await;
        let unknown = findings.iter().find(|found| found.message.starts_with("unknown node"));
        let range = unknown.expect("it is told").range;
        let count = |n: usize| u32::try_from(n).expect("small");
        assert_eq!(
            (range.start.character, range.end.character),
            (count(start), count(start + width))
        );
    }
}
