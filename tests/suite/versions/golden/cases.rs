//! The changes of the flow.

/// A change: in which file, which text, and what stands there now.
pub(super) type Edit = (&'static str, &'static str, &'static str);

/// A change that is judged.
pub(super) struct Case {
    /// What is changed, in words.
    pub(super) told: &'static str,
    pub(super) edits: &'static [Edit],
}

/// A change of one text.
const fn case(told: &'static str, edits: &'static [Edit]) -> Case {
    Case { told, edits }
}

pub(super) const CASES: &[Case] = &[
    case("nothing but words", &[("flow", "Add a line.", "Add one line.")]),
    // The payload.
    case(
        "a field of the payload is gone",
        &[("write", "    - {name: remark, type: string}\n", "")],
    ),
    case(
        "a field of the payload is new and required",
        &[("label", "type: uuid}", "type: uuid}\n    - {name: size, type: string}")],
    ),
    case(
        "a field of the payload is new and optional",
        &[("label", "default: 1}", "default: 1}\n    - {name: size, type: string}")],
    ),
    case("a field of the payload has a narrower type", &[("quote", "GOODS, WORK", "GOODS, PART")]),
    case("a field of the payload has a wider type", &[("quote", "WORK]", "WORK, PART]")]),
    case(
        "a field of the payload is required now",
        &[("write", "  optional:\n    - {name: remark", "    - {name: remark")],
    ),
    case("another default", &[("quote", "default: 1", "default: 2")]),
    case(
        "another default of what an inverse reads",
        &[("write", "{name: remark, type: string}", "{name: remark, type: string, default: none}")],
    ),
    // Clauses.
    case("admission asks for more", &[("quote", "pieces > 0", "pieces > 1")]),
    case(
        "admission asks for something else, too",
        &[("quote", "  - pieces > 0", "  - pieces > 0\n  - pieces < 9")],
    ),
    case("admission asks for less", &[("quote", "preconditions:\n  - pieces > 0\n", "")]),
    case(
        "a clause is asked for on admission that was asked for beside the node",
        &[("flow", "CART.HOLD.v1\n", "CART.HOLD.v1\n      with: {price: $.payload.pieces}\n")],
    ),
    case(
        "a clause of admission is asked of something else",
        &[("flow", "CART.LABEL.v1\n", "CART.LABEL.v1\n      with: {copies: $.payload.pieces}\n")],
    ),
    case(
        "a clause of admission is asked under a condition",
        &[("flow", "CART.LABEL.v1\n", "CART.LABEL.v1\n      when: $.payload.kind == 'GOODS'\n")],
    ),
    case("a node asks for more", &[("hold", "price < 100", "price < 100\n  - price > 1")]),
    case("a node asks for less", &[("hold", "preconditions:\n  - price < 100\n", "")]),
    case("a node asks for the same in other words", &[("hold", "price < 100", "(price < 100)")]),
    case("a call promises more", &[("hold", "hold != ''", "hold != ''\n  - hold != '-'")]),
    case("a call promises less", &[("hold", "invariants:\n  - hold != ''\n", "")]),
    case("a write promises more", &[("quote", "price >= 0", "price >= 0\n  - price != 7")]),
    case("a write promises less", &[("quote", "invariants:\n  - price >= 0\n", "")]),
    case(
        "an inverse asks for more",
        &[("release", "exists(cart_id)", "exists(cart_id)\n  - exists(reason)")],
    ),
    case("an inverse asks for less", &[("release", "preconditions:\n  - exists(cart_id)\n", "")]),
    case(
        "a node that may fail for a clause reads something else",
        &[(
            "flow",
            "CART.HOLD.v1\n",
            "CART.HOLD.v1\n      with: {price: $.nodes.QUOTE.price + 1}\n",
        )],
    ),
    case(
        "a node that may fail for a clause has a condition",
        &[("flow", "CART.HOLD.v1\n", "CART.HOLD.v1\n      when: $.payload.kind == 'GOODS'\n")],
    ),
    // Nodes.
    case(
        "a written node is gone",
        &[
            ("flow", "    - id: QUOTE\n      run: HERA.SALON.POS.CART.QUOTE.v1\n", ""),
            ("flow", "-> QUOTE -> HOLD", "-> HOLD"),
            (
                "hold",
                "    - {name: price, type: integer}\n",
                "    - {name: pieces, type: integer}\n",
            ),
            ("hold", "price < 100", "pieces < 100"),
        ],
    ),
    case(
        "a called node is gone",
        &[
            (
                "flow",
                "    - id: NOTIFY\n      run: HERA.SALON.POS.CART.NOTIFY.v1\n      compensation: HERA.SALON.POS.CART.CALL_OFF.v1\n",
                "",
            ),
            ("flow", "-> NOTIFY -> WRITE", "-> WRITE"),
            ("flow", "[HOLD, NOTIFY, WRITE]", "[HOLD, WRITE]"),
        ],
    ),
    case(
        "a node runs something else",
        &[("flow", "run: HERA.SALON.POS.CART.LABEL", "run: HERA.SALON.POS.CART.REMOVE")],
    ),
    case(
        "a call runs something else",
        &[("flow", "run: HERA.SALON.POS.CART.NOTIFY", "run: HERA.SALON.POS.CART.RELEASE")],
    ),
    case(
        "a node only checks now",
        &[
            (
                "flow",
                "      run: HERA.SALON.POS.CART.WRITE.v1\n",
                "      run: HERA.SALON.POS.CART.WRITE.v1\n      mode: validate_only\n",
            ),
            ("flow", "      compensation: HERA.SALON.POS.CART.REMOVE.v1\n", ""),
        ],
    ),
    case("a node has other effects", &[("write", "effects: transactional", "effects: none")]),
    case(
        "a node reads something else",
        &[(
            "flow",
            "CART.WRITE.v1\n",
            "CART.WRITE.v1\n      with: {remark: $.nodes.NOTIFY.ticket}\n",
        )],
    ),
    case(
        "a node has no condition any more",
        &[("flow", "      when: $.payload.kind == 'GOODS'\n", "")],
    ),
    case(
        "another inverse is registered",
        &[(
            "flow",
            "compensation: HERA.SALON.POS.CART.CALL_OFF",
            "compensation: HERA.SALON.POS.CART.REMOVE",
        )],
    ),
    // Outputs.
    case("an output has another type", &[("write", "line_id: uuid", "line_id: integer")]),
    case(
        "an output of a call has another type",
        &[("notify", "ticket: string", "ticket: integer")],
    ),
    case("an output is always there now", &[("quote", ", required: false", "")]),
    case("an output is new", &[("write", "line_id: uuid", "line_id: uuid, at: date")]),
    case("an output of a call is new", &[("notify", "ticket: string", "ticket: string, at: date")]),
    case("an output is gone", &[("write", "{line_id: uuid}", "{}")]),
    // Boundaries.
    case("a boundary has another name", &[("flow", "name: line", "name: row")]),
    case("a node leaves its boundary", &[("flow", "NOTIFY, WRITE]", "NOTIFY]")]),
    case("a node joins a boundary", &[("flow", "NOTIFY, WRITE]", "NOTIFY, WRITE, LABEL]")]),
    case(
        "calls of a boundary change places",
        &[("flow", "HOLD -> NOTIFY ->", "NOTIFY -> HOLD ->")],
    ),
    case(
        "a step comes before",
        &[
            (
                "flow",
                "    - id: LABEL",
                "    - id: FIRST\n      run: HERA.SALON.POS.CART.LABEL.v1\n    - id: LABEL",
            ),
            ("flow", "REQUESTED -> QUOTE", "REQUESTED -> FIRST -> QUOTE"),
        ],
    ),
    case(
        "a step comes between",
        &[
            (
                "flow",
                "    - id: LABEL",
                "    - id: MORE\n      run: HERA.SALON.POS.CART.LABEL.v1\n    - id: LABEL",
            ),
            ("flow", "WRITE -> LABEL", "WRITE -> MORE -> LABEL"),
        ],
    ),
    case(
        "a step comes before a call",
        &[
            (
                "flow",
                "    - id: LABEL",
                "    - id: MORE\n      run: HERA.SALON.POS.CART.LABEL.v1\n    - id: LABEL",
            ),
            ("flow", "QUOTE -> HOLD", "QUOTE -> MORE -> HOLD"),
        ],
    ),
    case(
        "a step that came after comes before",
        &[
            ("flow", "REQUESTED -> QUOTE", "REQUESTED -> LABEL -> QUOTE"),
            ("flow", "WRITE -> LABEL", "WRITE"),
        ],
    ),
    case(
        "a call comes before a call",
        &[
            (
                "flow",
                "    - id: LABEL",
                "    - id: PING\n      run: HERA.SALON.POS.CART.CALL_OFF.v1\n    - id: LABEL",
            ),
            ("flow", "HOLD -> NOTIFY", "HOLD -> PING -> NOTIFY"),
            ("flow", "[HOLD, NOTIFY, WRITE]", "[HOLD, PING, NOTIFY, WRITE]"),
        ],
    ),
    case(
        "the call before a call has a condition",
        &[("flow", "CART.NOTIFY.v1\n", "CART.NOTIFY.v1\n      when: exists($.nodes.HOLD.hold)\n")],
    ),
    case(
        "a call is made within the transaction",
        &[
            (
                "flow",
                "    applies_to: [HOLD, NOTIFY, WRITE]",
                "    applies_to: [HOLD, NOTIFY, WRITE]\n    external_in_transaction: true",
            ),
            ("flow", "NOTIFY -> WRITE -> LABEL", "WRITE -> NOTIFY -> LABEL"),
        ],
    ),
    // Failures.
    case("fewer attempts", &[("flow", "max_attempts: 3", "max_attempts: 2")]),
    case("more attempts", &[("flow", "max_attempts: 3", "max_attempts: 4")]),
    case("a retried error is final", &[("hold", "retryable: true", "retryable: false")]),
    case(
        "an error is declared no more",
        &[("hold", "  - {code: NO_GOODS, when: never, http_status: 409}\n", "")],
    ),
    // The way back.
    case(
        "an inverse runs something else",
        &[(
            "flow",
            "compensation: HERA.SALON.POS.CART.REMOVE",
            "compensation: HERA.SALON.POS.CART.LABEL",
        )],
    ),
    case(
        "an inverse has other effects",
        &[("remove", "effects: transactional", "effects: external")],
    ),
    case(
        "an inverse reads something else",
        &[("remove", "{name: cart_id, type: uuid}", "{name: line_id, type: uuid}")],
    ),
    case(
        "an inverse is given something else",
        &[("flow", "{reason: $.payload.remark}", "{reason: \"'late'\"}")],
    ),
    case(
        "an inverse has another default",
        &[("release", "type: string}", "type: string, default: none}")],
    ),
    case("an error of an inverse is final", &[("release", "retryable: true", "retryable: false")]),
    case(
        "a node has no inverse any more",
        &[("flow", "      compensation: HERA.SALON.POS.CART.REMOVE.v1\n", "")],
    ),
    case(
        "a call has no inverse any more",
        &[("flow", "      compensation: HERA.SALON.POS.CART.CALL_OFF.v1\n", "")],
    ),
    case(
        "nothing is undone by itself",
        &[
            ("flow", "auto_compensate: true", "auto_compensate: false"),
            ("flow", "      compensation: HERA.SALON.POS.CART.CALL_OFF.v1\n", ""),
            ("flow", "      compensation: HERA.SALON.POS.CART.REMOVE.v1\n", ""),
            (
                "flow",
                "      compensation: {run: HERA.SALON.POS.CART.RELEASE.v1, with: {reason: $.payload.remark}}\n",
                "",
            ),
        ],
    ),
    case(
        "what could not be undone can",
        &[(
            "flow",
            "      run: HERA.SALON.POS.CART.QUOTE.v1\n",
            "      run: HERA.SALON.POS.CART.QUOTE.v1\n      compensation: HERA.SALON.POS.CART.REMOVE.v1\n",
        )],
    ),
    // Neither plan alone.
    case(
        "some runs can go and others can stay",
        &[
            ("hold", "retryable: true", "retryable: false"),
            ("flow", "max_attempts: 3,", "max_attempts: 3, retryable_errors: [BUSY],"),
            (
                "flow",
                "    - id: LABEL",
                "    - id: MORE\n      run: HERA.SALON.POS.CART.LABEL.v1\n    - id: LABEL",
            ),
            ("flow", "WRITE -> LABEL", "WRITE -> MORE -> LABEL"),
        ],
    ),
    // What is gone.
    case(
        "the event starts nothing",
        &[
            ("flow", "emit: CART.LINE.REQUESTED", "emit: CART.ROW.REQUESTED"),
            ("flow", "  - CART.LINE.REQUESTED", "  - CART.ROW.REQUESTED"),
        ],
    ),
    case(
        "the orchestration is gone",
        &[("flow", "ORCH.CART.v1", "ORCH.BASKET.v1"), ("flow", "/lines", "/rows")],
    ),
    case("a procedure is gone", &[("label", "CART.LABEL.v1", "CART.STICKER.v1")]),
];
