//! The keys of routes, playbook seeds and workflow definitions.

use super::Follows::{Block, Scalar};
use super::{DESCRIPTION, Key, NOTE};

const CODE: Key = ("smart_code", Scalar, "The identity: `HERA.{INDUSTRY}.{MODULE}.{NAME}.v{N}`.");
const INTENT: Key = ("intent", Scalar, "What it is for, in one sentence.");
const NAME: Key = ("name", Scalar, "A name for people.");
const NOTES: Key = ("notes", Scalar, "Remarks for readers. Nothing reads them.");
const SCOPE: Key = ("scope", Block, "What belongs to it and what does not.");

pub(super) const ROUTES: &[Key] = &[
    CODE,
    INTENT,
    ("routes", Block, "The routes, each answered by a procedure."),
    (
        "transaction_boundaries",
        Block,
        "Handlers that commit together, each group in one database transaction.",
    ),
    ("after", Block, "By handler: the procedures that run after it, under `success`."),
    ("middleware", Block, "Steps around every handler; those that count are done in any case."),
    ("error_handling", Block, "Where a `retry_policy` may stand, too."),
    ("retry_policy", Block, "How often and how soon a failed boundary is tried again."),
    ("compensation_policy", Block, "What happens when a handler has failed for good."),
    (
        "concurrency_key",
        Scalar,
        "Runs with the same value there go one at a time: `$.payload.cart_id`.",
    ),
    ("on_park", Scalar, "`release`: a parked run gives its concurrency key up. It keeps it else."),
    ("deadline", Scalar, "How long a run may take until it is cancelled: `30m`, `24h`."),
    DESCRIPTION,
    NAME,
    NOTES,
    SCOPE,
];

pub(super) const ROUTE: &[Key] = &[
    ("http", Scalar, "Method and path: `POST /api/v1/customers/:id`."),
    ("handler", Scalar, "The smart code of the procedure that answers."),
    ("event", Scalar, "The name of a request; else it follows from method and path."),
    ("bind", Block, "Inputs that the route binds: `customer_id: $.path.id`."),
    ("payload", Block, "The fields of the payload; where it is given, no other field is taken."),
    DESCRIPTION,
    INTENT,
    NOTE,
];

pub(super) const ERROR_HANDLING: &[Key] =
    &[("retry_policy", Block, "The retry policy; better at the top."), DESCRIPTION, NOTE];

pub(super) const SEED: &[Key] = &[
    CODE,
    INTENT,
    ("contracts", Block, "The files beside this one that are loaded, in their order."),
    ("graph", Block, "Pairs of files, the first of which is loaded before the second."),
    ("vars", Block, "Values by name that the files may use."),
    DESCRIPTION,
    NAME,
    NOTES,
];

pub(super) const WORKFLOW: &[Key] = &[
    CODE,
    INTENT,
    ("definition", Block, "The workflow: its code, states, transitions and timers."),
    DESCRIPTION,
    NAME,
    NOTES,
    SCOPE,
];

pub(super) const DEFINITION: &[Key] = &[
    ("code", Scalar, "The identity of the workflow, in SCREAMING_SNAKE_CASE."),
    ("states", Block, "The states in which an instance can stand."),
    ("initial", Scalar, "Where an instance starts; else in the first state."),
    ("terminal_states", Block, "Where the workflow ends."),
    ("transitions", Block, "Who may go from which state to which."),
    ("timers", Block, "What happens after a time in a state."),
    DESCRIPTION,
    NOTE,
    NOTES,
];

pub(super) const TRANSITION: &[Key] = &[
    ("from", Scalar, "The state that it leaves."),
    ("to", Scalar, "The state that it enters."),
    ("by", Block, "The roles that may take it."),
    ("guards", Block, "Procedures that have to agree before."),
    ("effects", Block, "Procedures that run after it."),
    DESCRIPTION,
    NOTE,
];

pub(super) const TIMER: &[Key] = &[
    ("on_enter", Scalar, "The state that sets it."),
    ("minutes", Scalar, "After how many minutes it fires."),
    ("on_fire", Scalar, "The smart code of the procedure that it starts."),
    ("to", Scalar, "The state to which it advances the workflow."),
    ("name", Scalar, "Its name, by which it can be cancelled."),
    DESCRIPTION,
    NOTE,
];
