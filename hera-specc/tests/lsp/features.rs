//! What an editor offers, one test for each, with a cursor in a document.

use std::collections::BTreeMap;

use async_lsp::LanguageServer;
use async_lsp::lsp_types as lsp;
use serde_json::{Value, json};

use crate::editor::{Editor, cursor, edited};
use crate::specs::{ALL, FLOW};

/// An editor with the workflow open in which `from` is replaced by `to`, which holds the cursor.
async fn flow(from: &str, to: &str) -> (Editor, String, lsp::TextDocumentPositionParams) {
    assert_eq!(FLOW.matches(from).count(), 1, "`{from}` is not one place");
    let (text, position) = cursor(&FLOW.replacen(from, to, 1));
    let mut editor = Editor::open(&ALL).await;
    editor.show("specs/flow.yml", &text);
    let at = editor.at("specs/flow.yml", position);
    (editor, text, at)
}

/// Parameters in the protocol's words: the place and more.
fn params<P: serde::de::DeserializeOwned>(at: &lsp::TextDocumentPositionParams, more: Value) -> P {
    let mut all = serde_json::to_value(at).expect("JSON");
    let more = more.as_object().cloned().unwrap_or_default();
    all.as_object_mut().expect("a map").extend(more);
    serde_json::from_value(all).expect("in the protocol")
}

/// The text under a range.
fn slice(text: &str, range: lsp::Range) -> String {
    let line = text.lines().nth(range.start.line as usize).unwrap_or_default();
    let units: Vec<u16> = line.encode_utf16().collect();
    let part = &units[range.start.character as usize..range.end.character as usize];
    String::from_utf16_lossy(part)
}

#[tokio::test]
async fn hover() {
    let (mut editor, text, at) = flow("-> RESERVE ->", "-> RES$0ERVE ->").await;
    let hover = editor.server.hover(params(&at, json!({}))).await.expect("answered");
    let hover = hover.expect("there is something to say");
    let lsp::HoverContents::Markup(told) = hover.contents else { panic!("no Markdown") };
    assert!(told.value.contains("node **RESERVE**"), "{}", told.value);
    assert!(told.value.contains("| `book_id` | `uuid` | path |"), "{}", told.value);
    assert_eq!(slice(&text, hover.range.expect("a place")), "RESERVE");
}

#[tokio::test]
async fn definition() {
    let (mut editor, text, at) = flow("run: HERA.LIB.STACKS", "run: HERA.$0LIB.STACKS").await;
    let found = editor.server.definition(params(&at, json!({}))).await.expect("answered");
    let Some(lsp::GotoDefinitionResponse::Link(links)) = found else { panic!("{found:?}") };
    assert_eq!(links[0].target_uri, editor.uri("specs/reserve.yml"));
    assert_eq!(links[0].target_range.start, lsp::Position::new(0, 12));
    let origin = links[0].origin_selection_range.expect("it is said");
    assert_eq!(slice(&text, origin), "HERA.LIB.STACKS.BOOK.RESERVE.v1");
}

#[tokio::test]
async fn references_and_highlights() {
    let (mut editor, text, at) = flow("- id: RESERVE", "- id: $0RESERVE").await;
    let all = json!({"context": {"includeDeclaration": true}});
    let found = editor.server.references(params(&at, all)).await.expect("answered");
    let found = found.expect("there are some");
    let lines: Vec<u32> = found.iter().map(|place| place.range.start.line).collect();
    assert_eq!(lines, [7, 13, 15, 18]);
    assert!(found.iter().all(|place| slice(&text, place.range) == "RESERVE"));
    let used = json!({"context": {"includeDeclaration": false}});
    let found = editor.server.references(params(&at, used)).await.expect("answered");
    assert_eq!(found.expect("there are some").len(), 3);
    let marks = editor.server.document_highlight(params(&at, json!({}))).await.expect("answered");
    assert_eq!(marks.expect("there are some").len(), 4);
}

#[tokio::test]
async fn rename_gives_specs_that_still_check() {
    let (mut editor, text, at) = flow("[RESERVE, WRITE]", "[RES$0ERVE, WRITE]").await;
    editor.findings("specs/flow.yml", 1).await;
    let place = params(&at, json!({}));
    let ready = editor.server.prepare_rename(place).await.expect("answered").expect("a name");
    let lsp::PrepareRenameResponse::RangeWithPlaceholder { range, placeholder } = ready else {
        panic!("{ready:?}")
    };
    assert_eq!((slice(&text, range).as_str(), placeholder.as_str()), ("RESERVE", "RESERVE"));
    let new = json!({"newName": "TAKE"});
    let change = editor.server.rename(params(&at, new)).await.expect("answered").expect("a change");
    let Some(lsp::DocumentChanges::Edits(changes)) = change.document_changes else { panic!() };
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].text_document.version, Some(1));
    let edits = changes[0].edits.iter().map(|edit| match edit {
        lsp::OneOf::Left(edit) => edit.clone(),
        lsp::OneOf::Right(edit) => edit.text_edit.clone(),
    });
    let renamed = edited(&text, edits.collect());
    assert_eq!(renamed.matches("TAKE").count(), 4);
    editor.change("specs/flow.yml", 2, json!([{"text": renamed}]));
    let findings = editor.findings("specs/flow.yml", 2).await;
    let error = |found: &lsp::Diagnostic| found.severity == Some(lsp::DiagnosticSeverity::ERROR);
    assert!(!findings.iter().any(error), "{findings:#?}");
}

#[tokio::test]
async fn rename_refuses_with_a_reason() {
    let (mut editor, _, at) = flow("[RESERVE, WRITE]", "[RES$0ERVE, WRITE]").await;
    for (new, why) in [("WRITE", "is taken"), ("a b", "SCREAMING_SNAKE_CASE")] {
        let new = json!({"newName": new});
        let refused = editor.server.rename(params(&at, new)).await.expect_err("refused");
        assert!(refused.to_string().contains(why), "{refused}");
    }
    let (_, position) = cursor(&FLOW.replace("intent: Lend", "intent: Le$0nd"));
    let prose = editor.at("specs/flow.yml", position);
    let place = params(&prose, json!({}));
    editor.server.prepare_rename(place).await.expect_err("prose has no name");
}

#[tokio::test]
async fn completion_in_a_text_that_does_not_parse() {
    let half = "run: HERA.LIB.STA$0\n      with {";
    let (mut editor, text, at) = flow("run: HERA.LIB.STACKS.BOOK.RESERVE.v1", half).await;
    let found = editor.server.completion(params(&at, json!({}))).await.expect("answered");
    let Some(lsp::CompletionResponse::List(list)) = found else { panic!("{found:?}") };
    let labels: Vec<&str> = list.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["HERA.LIB.STACKS.BOOK.RELEASE.v1", "HERA.LIB.STACKS.BOOK.RESERVE.v1"]);
    let item = &list.items[1];
    assert_eq!(item.kind, Some(lsp::CompletionItemKind::MODULE));
    let Some(lsp::CompletionTextEdit::Edit(edit)) = &item.text_edit else { panic!("{item:?}") };
    let done = edited(&text, vec![edit.clone()]);
    assert!(done.contains("run: HERA.LIB.STACKS.BOOK.RESERVE.v1\n      with {"), "{done}");
}

#[tokio::test]
async fn completion_of_nodes_fields_and_variants() {
    for (from, to, wanted) in [
        ("-> RESERVE -> WRITE", "-> RESERVE -> W$0", "WRITE"),
        ("when: $.payload.kind == 'PAPER'", "when: $.payload.$0", "kind"),
        ("when: $.payload.kind == 'PAPER'", "when: $.payload.kind == 'D$0", "DIGITAL"),
        ("exists($.nodes.RESERVE.shelf)", "exists($.nodes.RESERVE.s$0", "shelf"),
        ("  backoff: exponential", "  back$0", "backoff"),
        ("[RESERVE, WRITE]", "[RESERVE, $0", "WRITE"),
    ] {
        let (mut editor, _, at) = flow(from, to).await;
        let found = editor.server.completion(params(&at, json!({}))).await.expect("answered");
        let Some(lsp::CompletionResponse::List(list)) = found else { panic!("{found:?}") };
        assert!(list.items.iter().any(|item| item.label == wanted), "{to}: {list:#?}");
    }
}

#[tokio::test]
async fn quick_fixes_one_by_one_and_all_at_once() {
    let (mut editor, text, at) = flow("-> RESERVE -> WRITE", "-> RESERV -> WRIT$0").await;
    let range = json!({"start": at.position, "end": at.position});
    let ask = |only: Value| {
        json!({
            "textDocument": at.text_document, "range": range,
            "context": {"diagnostics": [], "only": only},
        })
    };
    let mut fixed = BTreeMap::new();
    for only in [json!(null), json!(["source.fixAll"])] {
        let ask = serde_json::from_value(ask(only)).expect("in the protocol");
        let found = editor.server.code_action(ask).await.expect("answered").expect("some");
        for action in found {
            let lsp::CodeActionOrCommand::CodeAction(action) = action else { panic!() };
            let change = action.edit.expect("a change").document_changes.expect("with versions");
            let lsp::DocumentChanges::Edits(changes) = change else { panic!() };
            let edits = changes[0].edits.iter().map(|edit| match edit {
                lsp::OneOf::Left(edit) => edit.clone(),
                lsp::OneOf::Right(edit) => edit.text_edit.clone(),
            });
            let done = edited(&text, edits.collect());
            fixed
                .insert(action.title, (done, action.kind, action.diagnostics.map(|all| all.len())));
        }
    }
    let (one, kind, about) = &fixed["Replace `WRIT` by `WRITE`"];
    assert_eq!((kind, about), (&Some(lsp::CodeActionKind::QUICKFIX), &Some(1)));
    assert!(one.contains("-> RESERV -> WRITE\n"), "{one}");
    let (all, kind, _) = &fixed["Fix all in this file"];
    assert_eq!(kind, &Some(lsp::CodeActionKind::new("source.fixAll.hera")));
    assert_eq!(all, FLOW);
    assert_eq!(fixed.len(), 2);
}

#[tokio::test]
async fn a_warning_is_allowed_with_a_reason() {
    let odd = "    colo$0ur: red\n    emit: LOAN.REQUESTED";
    let (mut editor, text, at) = flow("    emit: LOAN.REQUESTED", odd).await;
    let ask = serde_json::from_value(json!({
        "textDocument": at.text_document,
        "range": {"start": at.position, "end": at.position},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    }));
    let found = editor.server.code_action(ask.expect("in the protocol")).await;
    let found = found.expect("answered").expect("some").into_iter().find_map(|action| {
        let lsp::CodeActionOrCommand::CodeAction(action) = action else { return None };
        (action.title == "Allow HS0202 here, and say why").then_some(action)
    });
    let action = found.expect("it is offered");
    assert_eq!(action.is_preferred, None);
    let change = action.edit.expect("a change").document_changes.expect("with versions");
    let lsp::DocumentChanges::Edits(changes) = change else { panic!() };
    let lsp::OneOf::Left(edit) = changes[0].edits[0].clone() else { panic!() };
    let done = edited(&text, vec![edit]);
    assert!(done.contains("\n    # hera: allow(HS0202): \n    colour: red\n"), "{done}");
    let codes = |found: &[lsp::Diagnostic]| -> Vec<String> {
        let codes = found.iter().filter_map(|found| found.code.as_ref());
        codes.map(|code| format!("{code:?}")).collect()
    };
    // Without a reason the comment is a finding of its own; with one nothing is left.
    editor.change("specs/flow.yml", 2, json!([{"text": done}]));
    let found = codes(&editor.findings("specs/flow.yml", 2).await);
    assert!(found.iter().any(|code| code.contains("HS1407")), "{found:?}");
    assert!(!found.iter().any(|code| code.contains("HS0202")), "{found:?}");
    let done = done.replace("(HS0202): ", "(HS0202): the till prints it");
    editor.change("specs/flow.yml", 3, json!([{"text": done}]));
    let found = codes(&editor.findings("specs/flow.yml", 3).await);
    let about = |code: &String| code.contains("HS1407") || code.contains("HS0202");
    assert!(!found.iter().any(about), "{found:?}");
}

#[tokio::test]
async fn outline() {
    let (mut editor, _, at) = flow("- id: RESERVE", "- id: $0RESERVE").await;
    let ask = json!({"textDocument": at.text_document});
    let ask = serde_json::from_value(ask).expect("in the protocol");
    let found = editor.server.document_symbol(ask).await.expect("answered");
    let Some(lsp::DocumentSymbolResponse::Nested(sections)) = found else { panic!("{found:?}") };
    let graph = sections.iter().find(|section| section.name == "graph").expect("it is there");
    let nodes: Vec<&str> = graph.children.iter().flatten().map(|node| node.name.as_str()).collect();
    assert_eq!(nodes, ["RESERVE", "WRITE"]);
    let detail = graph.children.as_ref().expect("nodes")[0].detail.as_deref();
    assert_eq!(detail, Some("HERA.LIB.STACKS.BOOK.RESERVE.v1"));
}

#[tokio::test]
async fn documents_that_are_not_there_and_places_outside_have_no_answer() {
    let (mut editor, _, at) = flow("- id: RESERVE", "- id: $0RESERVE").await;
    let nowhere = editor.at("elsewhere.yml", at.position);
    assert_eq!(editor.server.hover(params(&nowhere, json!({}))).await.expect("answered"), None);
    let outside = editor.at("specs/flow.yml", lsp::Position::new(9_999, 9_999));
    assert_eq!(editor.server.hover(params(&outside, json!({}))).await.expect("answered"), None);
    editor.server.completion(params(&outside, json!({}))).await.expect("answered");
    assert_eq!(editor.leave().await, 0);
}
