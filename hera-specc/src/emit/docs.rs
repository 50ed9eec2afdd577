//! Documentation from the words of a spec.

use crate::ir::{Clause, ErrorDecl, Procedure};

/// Text as one line of Markdown: white space folded, so that no line of a spec can open a block.
pub(super) fn line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('[', "\\[").replace('<', "\\<").replace("*/", "* /")
}

/// The page of a procedure: intent, steps, invariants, errors.
pub(super) fn procedure(procedure: &Procedure) -> String {
    let mut page = vec![format!("`{}`", procedure.code.value)];
    if let Some(intent) = &procedure.intent {
        page.push(String::new());
        page.push(line(&intent.value));
    }
    list(&mut page, "Preconditions", procedure.preconditions.iter().map(clause));
    let steps = procedure.steps.iter().map(|text| line(&text.value));
    list(&mut page, "Steps", steps);
    list(&mut page, "Invariants", procedure.invariants.iter().map(clause));
    page.join("\n")
}

/// A clause: in code style and called enforced where it is a condition, else as the prose that it is.
fn clause(clause: &Clause) -> String {
    match &clause.condition {
        Some(_) => format!("`{}` (enforced)", code(&clause.text.value)),
        None => line(&clause.text.value),
    }
}

fn list(page: &mut Vec<String>, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<_> = items.collect();
    if !items.is_empty() {
        page.extend([String::new(), format!("{title}:"), String::new()]);
        page.extend(items.into_iter().map(|item| format!("- {item}")));
    }
}

/// What an error means, in the spec's words.
pub(super) fn error(error: &ErrorDecl) -> String {
    match (&error.when, &error.action) {
        (Some(when), Some(action)) => format!("{} ({})", line(when), line(action)),
        (Some(text), None) | (None, Some(text)) => line(text),
        (None, None) => error.code.value.clone(),
    }
}

/// Text inside backquotes in a table's cell.
pub(super) fn code(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('`', "'").replace('|', "\\|")
}

/// Text as documentation, indented.
pub(super) fn comments(text: &str, indent: &str) -> String {
    let line = |line: &str| match line.trim_end_matches(' ') {
        "" => format!("{indent}///\n"),
        line => format!("{indent}/// {line}\n"),
    };
    text.lines().map(line).collect()
}
