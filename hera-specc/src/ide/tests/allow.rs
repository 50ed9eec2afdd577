//! The comment that allows a finding.

use super::{FLOW, with};
use crate::ide::{At, Ide};
use crate::source::Span;

/// The file with the comment at the cursor's finding, and a reason; `None` where none is offered.
fn allowed((ide, at): (Ide, At), code: &str) -> Option<String> {
    let place = Span { file: at.file, start: at.offset, end: at.offset };
    let found = ide.allowances(place);
    let found = found.iter().find(|found| found.finding.rule.code == code)?;
    let (text, edit) = (ide.sources().text(at.file), found.edit());
    let (before, after) = text.split_at(edit.span.start as usize);
    assert_eq!(edit.span.start, edit.span.end);
    Some(format!("{before}{}a reason{}{after}", found.before, found.after))
}

/// Whether neither the finding is left, nor one about the comment.
fn is_settled(text: &str, code: &str) -> bool {
    let left = codes(text);
    ![code, "HS1406", "HS1407"].iter().any(|code| left.contains(code))
}

/// What is found in a file with this text.
fn codes(text: &str) -> Vec<&'static str> {
    let (ide, at) = with(&format!("{text}$0"));
    let own = ide.diags().as_slice().iter().filter(|found| found.primary.span.file == at.file);
    own.map(|found| found.rule.code).collect()
}

#[test]
fn the_comment_takes_the_finding_away_once_it_has_a_reason() {
    for (from, to) in [
        ("    emit: LOAN.REQUESTED", "    colo$0ur: red\n    emit: LOAN.REQUESTED"),
        ("intent: Lend a book.", "co$0lour: red\nintent: Lend a book."),
        ("  - on: API", "  - co$0lour: red\n    on: API"),
        ("smart_code:", "colo$0ur: red\nsmart_code:"),
    ] {
        for line_end in ["\n", "\r\n"] {
            let text = FLOW.replacen(from, to, 1).replace('\n', line_end);
            assert!(codes(&text.replace("$0", "")).contains(&"HS0202"), "{text}");
            let done = allowed(with(&text), "HS0202").expect("it is offered");
            let line = format!("# hera: allow(HS0202): a reason{line_end}");
            assert!(done.contains(&line), "{done}");
            assert!(is_settled(&done, "HS0202"), "{done}");
        }
    }
}

#[test]
fn the_comment_stands_before_a_text_of_several_lines() {
    let condition = "when: >-\n        $.payload.shi$0ny\n        == 'YES'";
    let text = FLOW.replace("when: $.payload.kind == 'PAPER'", condition);
    assert!(codes(&text.replace("$0", "")).contains(&"HS0701"));
    let done = allowed(with(&text), "HS0701").expect("it is offered");
    assert!(done.contains("\n      # hera: allow(HS0701): a reason\n      when: >-\n"), "{done}");
    assert!(is_settled(&done, "HS0701"), "{done}");
}

#[test]
fn errors_and_comments_are_not_allowed_away() {
    let error = FLOW.replace("-> RESERVE ->", "-> RESERV$0 ->");
    let (ide, at) = with(&error);
    assert!(ide.allowances(Span { file: at.file, start: at.offset, end: at.offset }).is_empty());
    let idle = FLOW.replace("intent:", "# hera: allow(HS0$0202): because\nintent:");
    assert!(codes(&idle.replace("$0", "")).contains(&"HS1406"));
    assert_eq!(allowed(with(&idle), "HS1406"), None);
}
