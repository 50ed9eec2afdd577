//! Checked specs to [`Plan`]s: what the machine needs of a flow, as plain data.
//!
//! Cannot fail: `check` has proved that every reference resolves. The plan's sum is taken over all that
//! a run of the flow depends on, so that a run never goes on under a plan that means something else.

mod canonical;
mod outcomes;

use hera_core::entry::implicit;
use hera_core::plan::{
    self as core, BoundaryIx, DeclaredError, Effects, Isolation, List, Mode, NodeIx, Plan, Text,
};
use hmac_sha256::Hash;

use crate::ir::expr::Literal;
use crate::ir::{Flow, Orchestration, Procedure, Specs};

#[cfg(feature = "tools")]
pub(crate) use canonical::expression;
pub use outcomes::{Outcomes, outcomes};

/// The one error of a procedure that declares none.
pub const UNKNOWN_ERROR: &str = "UNKNOWN_ERROR";

/// The plan of one flow. Nodes whose procedure does not resolve are taken to be transactional and to
/// fail with [`UNKNOWN_ERROR`]: the simulator plans unchecked specs too.
#[must_use]
pub fn plan(specs: &Specs, orchestration: &Orchestration, flow: &Flow) -> Plan {
    let mut plan = outline(specs, orchestration, flow);
    plan.sum = Text::Owned(sum(&canonical::form(specs, flow, &plan)));
    plan
}

/// The plan without its sum: for proofs, which do not need it.
pub(crate) fn outline(specs: &Specs, orchestration: &Orchestration, flow: &Flow) -> Plan {
    Plan {
        orchestration: text(orchestration.code.value.canonical()),
        event: text(&flow.event.value),
        sum: Text::default(),
        nodes: nodes(specs, orchestration, flow),
        boundaries: boundaries(orchestration, flow),
        retry: core::Retry {
            max_attempts: orchestration.retry.max_attempts,
            backoff: orchestration.retry.backoff,
            base_delay_ms: orchestration.retry.base_delay_ms,
            max_delay_ms: orchestration.retry.max_delay_ms,
            jitter: orchestration.retry.jitter.map_or_else(core::Jitter::default, |j| j.value),
        },
        compensation: core::CompensationPolicy {
            auto: orchestration.compensation.auto.value,
            timeout_ms: orchestration.compensation.timeout_ms.map(|timeout| timeout.value),
            preserve_failed_state: orchestration.compensation.preserve_failed_state,
        },
        run: core::RunPolicy {
            deadline_ms: orchestration.run.deadline_ms.map(|deadline| deadline.value),
            concurrency_key: flow.concurrency_key.clone().map(Text::Owned),
            key_default: key_default(flow).map(Text::Owned),
            releases_parked: orchestration.run.releases_parked.is_some()
                && flow.concurrency_key.is_some(),
        },
    }
}

/// The concurrency key of a run whose payload leaves its field to the default, as the payload would say it.
fn key_default(flow: &Flow) -> Option<String> {
    let name = flow.concurrency_key.as_deref()?.strip_prefix("payload.")?;
    let field = flow.payload.iter().find(|field| field.name == name)?;
    match field.default.as_ref()? {
        Literal::String(text) => Some(text.clone()),
        Literal::Number(number) => Some(number.normalize().to_string()),
        // No key is of such a type.
        Literal::Null | Literal::Boolean(_) | Literal::Json(_) => None,
    }
}

/// The clauses of a procedure that are enforced, in a form that prose and layout do not change.
#[must_use]
pub fn clauses(procedure: &Procedure) -> String {
    let mut out = String::new();
    canonical::clauses(procedure, &mut out).expect("writing to a string does not fail");
    out
}

/// SHA-256 of a text, in lower-case hex.
#[must_use]
pub fn sum(text: &str) -> String {
    Hash::hash(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The effects of a procedure: transactional where it says nothing or does not resolve.
#[must_use]
pub fn effects(procedure: Option<&Procedure>) -> Effects {
    procedure
        .and_then(|procedure| procedure.effects.as_ref())
        .map_or(Effects::Transactional, |effects| effects.value)
}

fn text(text: &str) -> Text {
    Text::Owned(text.to_owned())
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("a flow has at most 16,384 nodes (HS0409)")
}

fn nodes(specs: &Specs, orchestration: &Orchestration, flow: &Flow) -> List<core::Node> {
    let nodes = flow.nodes.iter().map(|node| {
        let spec = &orchestration.nodes[node.node];
        let procedure = node.procedure.map(|at| &specs.procedures[at]);
        let mode = spec.mode();
        let late = |of_inverse| {
            node.computed().any(|input| !input.on_admission && input.of_inverse == of_inverse)
        };
        let before = procedure.is_some_and(|procedure| {
            procedure.enforced_preconditions().any(|clause| !node.admitted.contains(&clause.at))
        }) || late(false);
        let after = mode == Mode::Persist && promises(procedure);
        let timeouts = [spec.timeout_ms, procedure.and_then(|procedure| procedure.timeout_ms)];
        core::Node {
            id: text(&spec.id.value),
            procedure: text(spec.run.value.canonical()),
            mode,
            effects: if mode == Mode::ValidateOnly { Effects::None } else { effects(procedure) },
            after: node.after.iter().map(|at| NodeIx(position(*at))).collect(),
            boundary: BoundaryIx(position(node.boundary)),
            conditional: node.when.is_some(),
            compensation: node.compensation.as_ref().zip(spec.compensation.as_ref()).map(
                |(found, written)| {
                    let inverse = found.procedure.map(|at| &specs.procedures[at]);
                    core::Compensation {
                        procedure: text(written.run.value.canonical()),
                        effects: effects(inverse),
                        needs_output: found.needs_output,
                        errors: errors(
                            orchestration,
                            inverse,
                            asks(inverse) || late(true),
                            promises(inverse),
                        ),
                    }
                },
            ),
            errors: errors(orchestration, procedure, before, after),
            timeout_ms: timeouts.iter().flatten().map(|timeout| timeout.value).min(),
        }
    });
    nodes.collect()
}

/// Whether a call of the procedure can fail for a precondition.
fn asks(procedure: Option<&Procedure>) -> bool {
    procedure.is_some_and(|procedure| procedure.enforced_preconditions().next().is_some())
}

/// Whether a call of the procedure can fail for an invariant.
fn promises(procedure: Option<&Procedure>) -> bool {
    procedure.is_some_and(|procedure| procedure.enforced_invariants().next().is_some())
}

/// The codes that the procedure declares, and those of its clauses that are judged around the call.
fn errors(
    orchestration: &Orchestration,
    procedure: Option<&Procedure>,
    before: bool,
    after: bool,
) -> List<DeclaredError> {
    let clauses = [(before, implicit::PRECONDITION_FAILED), (after, implicit::INVARIANT_VIOLATED)];
    let clauses = clauses.into_iter().filter(|(judged, _)| *judged);
    // Never retried: the same call has the same inputs.
    let clauses =
        clauses.map(|(_, code)| DeclaredError { code: Text::Borrowed(code), retryable: false });
    let declared = declared(orchestration, procedure);
    declared.into_iter().chain(clauses).collect()
}

fn declared(orchestration: &Orchestration, procedure: Option<&Procedure>) -> Vec<DeclaredError> {
    let listed = |code: &str| {
        orchestration.retry.retryable_errors.iter().any(|retryable| retryable.value == code)
    };
    match procedure.and_then(|procedure| procedure.errors.as_ref()) {
        Some(errors) if !errors.is_empty() => errors
            .iter()
            .map(|error| DeclaredError {
                code: text(&error.code.value),
                retryable: error.retryable || listed(&error.code.value),
            })
            .collect(),
        _ => vec![DeclaredError {
            code: Text::Borrowed(UNKNOWN_ERROR),
            retryable: listed(UNKNOWN_ERROR),
        }],
    }
}

fn boundaries(orchestration: &Orchestration, flow: &Flow) -> List<core::Boundary> {
    let boundaries = flow.boundaries.iter().map(|boundary| {
        let declared = boundary.declared.map(|at| &orchestration.boundaries[at]);
        let lone = || &orchestration.nodes[flow.nodes[boundary.nodes[0]].node].id.value;
        core::Boundary {
            name: text(declared.map_or_else(lone, |declared| &declared.name.value)),
            nodes: boundary.nodes.iter().map(|at| NodeIx(position(*at))).collect(),
            after: boundary.after.iter().map(|at| BoundaryIx(position(*at))).collect(),
            declared: declared.is_some(),
            isolation: declared
                .and_then(|declared| declared.isolation)
                .map_or(Isolation::Serializable, |isolation| isolation.value),
            timeout_ms: declared.and_then(|declared| declared.timeout_ms).map(|t| t.value),
        }
    });
    boundaries.collect()
}
