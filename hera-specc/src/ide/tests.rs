//! Each test is a document with a cursor, `$0`, and what an editor gets there.

mod allow;
mod complete;
mod fixes;
mod hover;
mod navigate;
mod rename;

use super::{At, Ide};
use crate::SpecFile;
use crate::diag::Severity;
use crate::source::Span;

/// The workflow of the tests: complete and without findings.
const FLOW: &str = "\
smart_code: HERA.LIB.DESK.ORCH.LOAN.v1
intent: Lend a book.
triggers:
  - on: API.POST./loans/:bookId
    emit: LOAN.REQUESTED
graph:
  nodes:
    - id: CHECK
      run: HERA.LIB.DESK.LOAN.WRITE.v1
      mode: validate_only
    - id: RESERVE
      run: HERA.LIB.STACKS.BOOK.RESERVE.v1
      when: $.payload.kind == 'PAPER'
      with:
        copies: $.payload.count
      compensation: HERA.LIB.STACKS.BOOK.RELEASE.v1
    - id: WRITE
      run: HERA.LIB.DESK.LOAN.WRITE.v1
      when: exists($.nodes.RESERVE.shelf) || $.payload.kind == 'DIGITAL'
edges:
  - LOAN.REQUESTED -> CHECK -> RESERVE -> WRITE
transaction_boundaries:
  - name: loan_txn
    applies_to: [RESERVE, WRITE]
retry_policy:
  max_attempts: 3
  backoff: exponential
  base_delay_ms: 50
  max_delay_ms: 1000
  retryable_errors:
    - SHELF_LOCKED
compensation_policy:
  auto_compensate: true
";

const WRITE: &str = "\
smart_code: HERA.LIB.DESK.LOAN.WRITE.v1
intent: Write the loan into the book of loans.
effects: transactional
preconditions:
  - count > 0
inputs:
  required:
    - name: organization_id
      type: uuid
      where: context
    - name: book_id
      type: uuid
      description: The book
    - name: kind
      type: enum[PAPER, DIGITAL]
      description: What kind of book it is
    - name: count
      type: integer
outputs:
  response:
    loan_id: uuid
happy_path:
  - step: Write it
errors:
  - code: BOOK_LENT
    when: the book is lent
    http_status: 409
permissions: [lend]
example_payload:
  organization_id: \"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"
  book_id: \"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"
  kind: PAPER
  count: 1
";

const RESERVE: &str = "\
smart_code: HERA.LIB.STACKS.BOOK.RESERVE.v1
intent: Take the book from its shelf.
effects: external
inputs:
  required:
    - name: book_id
      type: uuid
    - name: copies
      type: integer
      description: How many
outputs:
  response:
    shelf: string
happy_path:
  - step: Take it
errors:
  - code: SHELF_LOCKED
    when: nobody has the key
";

const RELEASE: &str = "\
smart_code: HERA.LIB.STACKS.BOOK.RELEASE.v1
intent: Put the book back.
effects: external
inputs:
  required:
    - name: book_id
      type: uuid
outputs:
  response: {}
happy_path:
  - step: Put it back
errors: []
";

/// The specs with a cursor: `$0` in one of the texts. The workflow is in `flow.yml`.
#[track_caller]
fn at(files: &[(&str, &str)]) -> (Ide, At) {
    let mut cursor = None;
    let specs: Vec<SpecFile> = files
        .iter()
        .map(|(path, text)| {
            if let Some(offset) = text.find("$0") {
                cursor = Some((*path, offset));
            }
            SpecFile::new(*path, text.replacen("$0", "", 1))
        })
        .collect();
    let ide = Ide::new(specs, None);
    let (path, offset) = cursor.expect("a text has a cursor");
    let file = ide.file(path).expect("it is a file");
    (ide, At { file, offset: u32::try_from(offset).expect("small") })
}

/// The tests' specs, the workflow with `from` replaced by `to`, which holds the cursor.
#[track_caller]
fn flow(from: &str, to: &str) -> (Ide, At) {
    assert_eq!(FLOW.matches(from).count(), 1, "`{from}` is not one place");
    with(&FLOW.replacen(from, to, 1))
}

/// The tests' specs with another workflow.
#[track_caller]
fn with(flow: &str) -> (Ide, At) {
    at(&[
        ("flow.yml", flow),
        ("release.yml", RELEASE),
        ("reserve.yml", RESERVE),
        ("write.yml", WRITE),
    ])
}

/// `path:line: text of the line` for each span.
fn lines(ide: &Ide, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
    let line = |span: Span| {
        let at = ide.sources.position(span.file, span.start);
        let whole = ide.sources.line(span.file, at.line - 1).expect("a line");
        let (path, text) = (ide.sources.path(span.file), ide.sources.slice(whole));
        format!("{path}: {}", text.trim())
    };
    spans.into_iter().map(line).collect()
}

#[test]
fn the_specs_of_the_tests_are_sound() {
    let (ide, _) = flow("- id: CHECK", "- id: $0CHECK");
    let bad = ide.diags.as_slice().iter().filter(|found| found.severity == Severity::Error);
    let told: Vec<_> = bad.map(|found| found.message.clone()).collect();
    assert!(told.is_empty(), "{told:#?}");
}
