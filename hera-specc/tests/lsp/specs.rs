//! The specs of the tests: a small workflow without errors.

pub(crate) const FLOW: &str = "\
smart_code: HERA.LIB.DESK.ORCH.LOAN.v1
intent: Lend a book.
triggers:
  - on: API.POST./loans/:bookId
    emit: LOAN.REQUESTED
graph:
  nodes:
    - id: RESERVE
      run: HERA.LIB.STACKS.BOOK.RESERVE.v1
      when: $.payload.kind == 'PAPER'
      compensation: HERA.LIB.STACKS.BOOK.RELEASE.v1
    - id: WRITE
      run: HERA.LIB.DESK.LOAN.WRITE.v1
      when: exists($.nodes.RESERVE.shelf) || $.payload.kind == 'DIGITAL'
edges:
  - LOAN.REQUESTED -> RESERVE -> WRITE
transaction_boundaries:
  - name: loan_txn
    applies_to: [RESERVE, WRITE]
retry_policy:
  max_attempts: 3
  backoff: exponential
  base_delay_ms: 50
  max_delay_ms: 1000
compensation_policy:
  auto_compensate: true
";

pub(crate) const WRITE: &str = "\
smart_code: HERA.LIB.DESK.LOAN.WRITE.v1
intent: Write the loan into the book of loans.
effects: transactional
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
outputs:
  response:
    loan_id: uuid
happy_path:
  - step: Write it
errors:
  - code: BOOK_LENT
    when: the book is lent
permissions: [lend]
";

pub(crate) const RESERVE: &str = "\
smart_code: HERA.LIB.STACKS.BOOK.RESERVE.v1
intent: Take the book from its shelf.
effects: external
inputs:
  required:
    - name: book_id
      type: uuid
outputs:
  response:
    shelf: string
happy_path:
  - step: Take it
errors:
  - code: SHELF_LOCKED
    when: nobody has the key
";

pub(crate) const RELEASE: &str = "\
smart_code: HERA.LIB.STACKS.BOOK.RELEASE.v1
intent: Put the book back.
effects: external
inputs:
  required:
    - name: book_id
      type: uuid
happy_path:
  - step: Put it back
errors: []
";

/// The workflow in `specs/flow.yml` and its procedures.
pub(crate) const ALL: [(&str, &str); 4] = [
    ("specs/flow.yml", FLOW),
    ("specs/write.yml", WRITE),
    ("specs/reserve.yml", RESERVE),
    ("specs/release.yml", RELEASE),
];
