//! HS1108: a spec that is not what was released under its version.
//!
//! It stands beside the registry of rules since it needs the lock file, and the findings of all others:
//! of a spec with errors nobody knows what it will mean.

use std::collections::BTreeSet;

use super::cx::Cx;
use super::words;
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue};
use crate::ir::{Kind, Orchestration, SmartCode, Specs};
use crate::lock::{Entry, Lock};
use crate::source::{FileId, Span, Spanned};

/// Compares the specs with what the lock file pins. `lock` is its text.
pub(super) fn compare(
    cx: &Cx<'_>,
    lock: &str,
    sum: &dyn Fn(FileId) -> String,
    diags: &mut Diagnostics,
) {
    let released = match Lock::parse(lock) {
        Ok(released) => released,
        Err(unreadable) => {
            let heads = cx.procedures().map(|spec| &spec.code);
            let first = heads.chain(cx.orchestrations().map(|(spec, _)| &spec.code)).next();
            if let Some(code) = first {
                diags.push(
                    Diagnostic::new(&catalogue::HS1108, cx.code_span(code), unreadable.to_string())
                        .label("so nobody knows what was released of this, and of all others")
                        .help("restore the file from the history of the repository"),
                );
            }
            return;
        }
    };
    let judge = Judge { cx, now: Lock::of(cx.specs, sum), released };
    // A flow takes its types from all that it runs: with an error anywhere its plan may be another.
    if let Some(changed) = judge.procedures(diags) {
        judge.orchestrations(&changed, diags);
        judge.workflows(diags);
        judge.seeds(diags);
    }
}

/// Says which specs are pinned and gone. `file` is the lock file among the sources, `lock` its text.
/// Silent where there are errors: what cannot be read is not gone.
pub(super) fn gone(specs: &Specs, file: FileId, lock: &str, diags: &mut Diagnostics) {
    let Ok(released) = Lock::parse(lock) else { return };
    if diags.has_errors() || !specs.broken.is_empty() {
        return;
    }
    let procedures = specs.procedures.iter().map(|spec| spec.code.value.canonical());
    let orchestrations = specs.orchestrations.iter().map(|spec| spec.code.value.canonical());
    let workflows = specs.workflows.iter().map(crate::ir::Workflow::identity);
    let seeds = specs.seeds.iter().map(|spec| spec.code.value.canonical());
    let here: BTreeSet<&str> =
        procedures.chain(orchestrations).chain(workflows).chain(seeds).collect();
    for (kind, code) in released.pinned().filter(|(_, code)| !here.contains(code)) {
        let head = format!("[{kind}.\"{code}\"]");
        let start = lock.find(&head).unwrap_or_default();
        let span = Span::new(file, start, start + head.len());
        diags.push(
            Diagnostic::new(
                &catalogue::HS1108,
                span,
                format!("`{code}` was released, and its file is gone"),
            )
            .severity(Severity::Warning)
            .label("pinned here")
            .help(
                "keep the file until the last run on it has ended; `hera-specc lock` then forgets it",
            ),
        );
    }
}

struct Judge<'a, 'c> {
    cx: &'c Cx<'a>,
    now: Lock,
    released: Lock,
}

impl Judge<'_, '_> {
    /// The entries of a spec, then and now.
    fn entries(&self, kind: Kind, code: &SmartCode) -> Option<(&Entry, &Entry)> {
        let code = code.canonical();
        Some((self.released.get(kind, code)?, self.now.get(kind, code)?))
    }

    /// Judges the procedures. The codes of those that changed; `None` where there are other errors.
    fn procedures(&self, diags: &mut Diagnostics) -> Option<BTreeSet<String>> {
        let faulty: BTreeSet<FileId> = diags
            .as_slice()
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.primary.span.file)
            .collect();
        let mut changed = BTreeSet::new();
        for procedure in self.cx.procedures().filter(|spec| !faulty.contains(&spec.file)) {
            let Some((then, now)) = self.entries(Kind::Procedure, &procedure.code.value) else {
                continue;
            };
            if then.plans != now.plans {
                changed.insert(procedure.code.value.canonical().to_owned());
                diags
                    .push(self.changed(&procedure.code).note(
                        "its inputs, outputs, errors, effects or permissions are others now",
                    ));
            } else if then.spec != now.spec {
                diags.push(self.reworded(&procedure.code));
            }
        }
        faulty.is_empty().then_some(changed)
    }

    /// Judges the orchestrations; `changed` are the procedures that did.
    fn orchestrations(&self, changed: &BTreeSet<String>, diags: &mut Diagnostics) {
        for (orchestration, _) in self.cx.orchestrations() {
            let code = &orchestration.code;
            let Some((then, now)) = self.entries(orchestration.kind, &code.value) else {
                continue;
            };
            if then.plans == now.plans {
                if then.spec != now.spec {
                    diags.push(self.reworded(code));
                }
                continue;
            }
            // The cause is what it runs, and that is said there.
            if then.spec == now.spec && self.runs_one_of(orchestration, changed) {
                continue;
            }
            let mut found = self.changed(code);
            for note in differences(then, now) {
                found = found.note(note);
            }
            if then.spec == now.spec {
                found = found.note("the file itself is as it was: what it runs has changed");
            }
            diags.push(found);
        }
    }

    /// Judges the workflow definitions, which have codes of their own.
    fn workflows(&self, diags: &mut Diagnostics) {
        for workflow in self.cx.workflows() {
            let (kind, identity) = (Kind::WorkflowDefinition, workflow.identity());
            let (Some(then), Some(now)) =
                (self.released.get(kind, identity), self.now.get(kind, identity))
            else {
                continue;
            };
            let span = workflow.name.as_ref().map_or(workflow.code.span, |name| name.span);
            let report = |what: &str| {
                let message = format!("{what} of workflow `{identity}` changed after its release");
                Diagnostic::new(&catalogue::HS1108, span, message)
            };
            if then.plans != now.plans {
                diags.push(report("the meaning").label("pinned in the lock file").help(format!(
                    "give it a new code, as `{identity}_V2`, so that instances end on what they started with; \
                     if it was never deployed, renew the lock by `hera-specc lock`"
                )));
            } else if then.spec != now.spec {
                diags.push(
                    report("the wording")
                        .severity(Severity::Note)
                        .help("renew the lock by `hera-specc lock`"),
                );
            }
        }
    }

    /// Judges the playbook seeds.
    fn seeds(&self, diags: &mut Diagnostics) {
        for seed in self.cx.seeds() {
            let Some((then, now)) = self.entries(Kind::PlaybookSeed, &seed.code.value) else {
                continue;
            };
            if then.plans != now.plans {
                diags.push(self.changed(&seed.code).note("what it loads is something else now"));
            } else if then.spec != now.spec {
                diags.push(self.reworded(&seed.code));
            }
        }
    }

    fn runs_one_of(&self, orchestration: &Orchestration, changed: &BTreeSet<String>) -> bool {
        super::references::references(orchestration)
            .any(|reference| changed.contains(reference.code.value.canonical()))
    }

    fn changed(&self, code: &Spanned<SmartCode>) -> Diagnostic {
        let version = code.value.version();
        let next = super::index::number(&code.value).saturating_add(1);
        Diagnostic::new(
            &catalogue::HS1108,
            self.cx.code_span(code),
            format!("`{}` changed after its release", code.value.written()),
        )
        .label(format!("`{version}` is pinned in the lock file"))
        .help(format!(
            "bump it to `v{next}`, best as a second file, so that runs in flight can end on `{version}`; if \
             `{version}` was never deployed, renew the lock by `hera-specc lock`"
        ))
    }

    fn reworded(&self, code: &Spanned<SmartCode>) -> Diagnostic {
        Diagnostic::new(
            &catalogue::HS1108,
            self.cx.code_span(code),
            format!("the wording of `{}` changed after its release", code.value.written()),
        )
        .severity(Severity::Note)
        .note("its meaning did not: runs in flight are not concerned")
        .help("renew the lock by `hera-specc lock`")
    }
}

/// What became of the flows.
fn differences(then: &Entry, now: &Entry) -> Vec<String> {
    let differs =
        |event: &&String| now.plans.get(*event).is_some_and(|sum| *sum != then.plans[*event]);
    let changed: Vec<&String> = then.plans.keys().filter(differs).collect();
    let gone: Vec<&String> =
        then.plans.keys().filter(|event| !now.plans.contains_key(*event)).collect();
    let new: Vec<&String> =
        now.plans.keys().filter(|event| !then.plans.contains_key(*event)).collect();
    [("changed", changed), ("gone", gone), ("new", new)]
        .into_iter()
        .filter(|(_, events)| !events.is_empty())
        .map(|(what, events)| format!("{what}: the flow of {}", words::and(events)))
        .collect()
}
