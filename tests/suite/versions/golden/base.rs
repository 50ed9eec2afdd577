//! The flow before the change, which has everything: two calls outside and a write in one boundary,
//! with a step before and one after it.

/// The files, each with its name.
pub(super) const BASE: &[(&str, &str)] = &[
    ("flow", FLOW),
    ("quote", QUOTE),
    ("hold", HOLD),
    ("release", RELEASE),
    ("notify", NOTIFY),
    ("call_off", CALL_OFF),
    ("write", WRITE),
    ("remove", REMOVE),
    ("label", LABEL),
];

const FLOW: &str = "\
smart_code: HERA.SALON.POS.ORCH.CART.v1
intent: Add a line.
triggers:
  - on: API.POST./api/v1/carts/:id/lines
    emit: CART.LINE.REQUESTED
graph:
  nodes:
    - id: QUOTE
      run: HERA.SALON.POS.CART.QUOTE.v1
    - id: HOLD
      run: HERA.SALON.POS.CART.HOLD.v1
      compensation: {run: HERA.SALON.POS.CART.RELEASE.v1, with: {reason: $.payload.remark}}
    - id: NOTIFY
      run: HERA.SALON.POS.CART.NOTIFY.v1
      compensation: HERA.SALON.POS.CART.CALL_OFF.v1
    - id: WRITE
      run: HERA.SALON.POS.CART.WRITE.v1
      when: $.payload.kind == 'GOODS'
      compensation: HERA.SALON.POS.CART.REMOVE.v1
    - id: LABEL
      run: HERA.SALON.POS.CART.LABEL.v1
edges:
  - CART.LINE.REQUESTED -> QUOTE -> HOLD -> NOTIFY -> WRITE -> LABEL
transaction_boundaries:
  - name: line
    applies_to: [HOLD, NOTIFY, WRITE]
retry_policy: {max_attempts: 3, backoff: fixed, base_delay_ms: 10, max_delay_ms: 10}
compensation_policy: {auto_compensate: true}
";

const QUOTE: &str = "\
smart_code: HERA.SALON.POS.CART.QUOTE.v1
intent: Tell the price.
effects: transactional
permissions: [till]
preconditions:
  - pieces > 0
invariants:
  - price >= 0
inputs:
  required:
    - {name: cart_id, type: uuid}
    - {name: kind, type: 'enum[GOODS, WORK]'}
  optional:
    - {name: pieces, type: integer, default: 1}
outputs:
  response:
    - {name: price, type: integer}
    - {name: note, type: string, required: false}
happy_path:
  - step: do it
errors:
  - {code: NO_QUOTE, when: never, http_status: 409}
";

const HOLD: &str = "\
smart_code: HERA.SALON.POS.CART.HOLD.v1
intent: Hold the goods.
effects: external
permissions: [till]
preconditions:
  - price < 100
invariants:
  - hold != ''
inputs:
  required:
    - {name: cart_id, type: uuid}
    - {name: price, type: integer}
outputs:
  response: {hold: string}
happy_path:
  - step: do it
errors:
  - {code: BUSY, when: now and then, retryable: true, http_status: 503}
  - {code: NO_GOODS, when: never, http_status: 409}
";

const RELEASE: &str = "\
smart_code: HERA.SALON.POS.CART.RELEASE.v1
intent: Release the goods.
effects: external
permissions: [till]
preconditions:
  - exists(cart_id)
inputs:
  optional:
    - {name: cart_id, type: uuid}
    - {name: reason, type: string}
outputs: {}
happy_path:
  - step: do it
errors:
  - {code: BUSY, when: now and then, retryable: true, http_status: 503}
";

const NOTIFY: &str = "\
smart_code: HERA.SALON.POS.CART.NOTIFY.v1
intent: Tell the store.
effects: external
permissions: [till]
inputs:
  required:
    - {name: cart_id, type: uuid}
outputs:
  response: {ticket: string}
happy_path:
  - step: do it
errors:
  - {code: NO_STORE, when: never, http_status: 409}
";

const CALL_OFF: &str = "\
smart_code: HERA.SALON.POS.CART.CALL_OFF.v1
intent: Tell the store that nothing comes.
effects: external
permissions: [till]
inputs:
  required:
    - {name: cart_id, type: uuid}
outputs: {}
happy_path:
  - step: do it
errors:
  - {code: NO_STORE, when: never, http_status: 409}
";

const WRITE: &str = "\
smart_code: HERA.SALON.POS.CART.WRITE.v1
intent: Write the line.
effects: transactional
permissions: [till]
inputs:
  required:
    - {name: cart_id, type: uuid}
  optional:
    - {name: remark, type: string}
outputs:
  response: {line_id: uuid}
happy_path:
  - step: do it
errors:
  - {code: NO_LINE, when: never, http_status: 409}
";

const REMOVE: &str = "\
smart_code: HERA.SALON.POS.CART.REMOVE.v1
intent: Remove the line.
effects: transactional
permissions: [till]
inputs:
  required:
    - {name: cart_id, type: uuid}
outputs: {}
happy_path:
  - step: do it
errors:
  - {code: NO_LINE, when: never, http_status: 409}
";

const LABEL: &str = "\
smart_code: HERA.SALON.POS.CART.LABEL.v1
intent: Print the label.
effects: transactional
permissions: [till]
preconditions:
  - copies > 0
inputs:
  required:
    - {name: cart_id, type: uuid}
  optional:
    - {name: copies, type: integer, default: 1}
outputs: {}
happy_path:
  - step: do it
errors:
  - {code: NO_LABEL, when: never, http_status: 409}
";
