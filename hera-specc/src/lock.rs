//! The lock file: what was released, pinned by two sums for each spec.
//!
//! `spec` is taken over the parsed tree, so that comments, layout and the order of keys do not count;
//! `plan` over what the spec means: each flow of an orchestration with all that it runs, or the typed
//! contract of a procedure. The text is TOML in a fixed form: one spec after the other, by kind and
//! code, so that branches that release different specs change different places; where they are
//! neighbours, git's union merge keeps both, since any order is read, and no line of one is a line of
//! another: each sum covers the identity. This module reads and writes text;
//! only the `lock` command writes the file.

mod changes;
mod seed;
mod workflow;

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use crate::check::Checked;
use crate::ir::{Kind, Orchestration, Procedure, Specs};
use crate::source::FileId;

pub use changes::{Change, What, changes};

/// The version of the form of the file.
const FORMAT: &str = "1";
/// The largest lock file, in bytes.
const BYTES_MAX: usize = 16 * 1024 * 1024;

/// What is pinned of all specs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<(String, String), Entry>,
}

/// What is pinned of one spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The sum over its tree.
    pub spec: String,
    /// The sums over its plans: by event, or under an empty name for a procedure.
    pub plans: BTreeMap<String, String>,
}

/// A line of a lock file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// From 1.
    pub line: usize,
    /// Why.
    pub reason: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the lock file cannot be read: {}", self.line, self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// The text of the lock file for these specs: what `hera-specc lock` writes.
#[must_use]
pub fn render(checked: &Checked<'_>) -> String {
    Lock::of(checked.specs(), &|file| checked.sum(file)).to_string()
}

impl Lock {
    /// What the judged specs pin; `sum` gives the sum over a file's tree.
    #[must_use]
    pub fn of(specs: &Specs, sum: &dyn Fn(FileId) -> String) -> Lock {
        let mut lock = Lock::default();
        for procedure in specs.procedures.iter().filter(|spec| spec.judged) {
            let plans = BTreeMap::from([(String::new(), contract_sum(procedure))]);
            let entry = Entry { spec: sum(procedure.file), plans };
            lock.insert(Kind::Procedure, procedure.code.value.canonical(), entry);
        }
        for orchestration in specs.orchestrations.iter().filter(|spec| spec.judged) {
            let entry = Entry { spec: sum(orchestration.file), plans: plans(specs, orchestration) };
            lock.insert(orchestration.kind, orchestration.code.value.canonical(), entry);
        }
        for workflow in specs.workflows.iter().filter(|spec| spec.judged) {
            let plans = BTreeMap::from([(String::new(), workflow::sum(workflow))]);
            let entry = Entry { spec: sum(workflow.file), plans };
            lock.insert(Kind::WorkflowDefinition, workflow.identity(), entry);
        }
        for seed in specs.seeds.iter().filter(|spec| spec.judged) {
            let plans = BTreeMap::from([(String::new(), seed::sum(seed, sum))]);
            let entry = Entry { spec: sum(seed.file), plans };
            lock.insert(Kind::PlaybookSeed, seed.code.value.canonical(), entry);
        }
        lock
    }

    fn insert(&mut self, kind: Kind, code: &str, entry: Entry) {
        self.entries.insert((kind.as_str().to_owned(), code.to_owned()), entry);
    }

    /// What is pinned of a spec.
    #[must_use]
    pub fn get(&self, kind: Kind, code: &str) -> Option<&Entry> {
        self.entries.get(&(kind.as_str().to_owned(), code.to_owned()))
    }

    /// The kind's word and the code of each spec that is pinned.
    pub fn pinned(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.keys().map(|(kind, code)| (kind.as_str(), code.as_str()))
    }

    /// Reads the text of a lock file.
    ///
    /// # Errors
    /// When it is not in the form that [`render`] writes, with the first line that is not.
    pub fn parse(text: &str) -> Result<Lock, Unreadable> {
        if text.len() > BYTES_MAX {
            return Err(Unreadable { line: 1, reason: "it is larger than 16 MiB" });
        }
        let mut lock = Lock::default();
        let mut at: Option<(String, String)> = None;
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let bad = |reason| Unreadable { line: number + 1, reason };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
                return Err(bad(
                    "a merge left its mark: keep both sides, and `hera-specc lock` sorts",
                ));
            }
            if let Some(version) = line.strip_prefix("format = ") {
                if version != FORMAT {
                    return Err(bad("it has the form of another version of the compiler"));
                }
            } else if let Some(head) = line.strip_prefix('[') {
                let key = head_key(head).ok_or_else(|| bad("expected `[kind.\"CODE\"]`"))?;
                if lock.entries.insert(key.clone(), Entry::default()).is_some() {
                    return Err(bad("the spec is pinned twice"));
                }
                at = Some(key);
            } else {
                let key = at.as_ref().ok_or_else(|| bad("it stands before the first spec"))?;
                let entry = lock.entries.get_mut(key).expect("its head was read before");
                pin(line, entry).ok_or_else(|| bad("expected `spec = \"…\"` or `plan = \"…\"`"))?;
            }
        }
        Ok(lock)
    }
}

/// `procedure."HERA.….v1"]`.
fn head_key(head: &str) -> Option<(String, String)> {
    let (kind, code) = head.strip_suffix("\"]")?.split_once(".\"")?;
    Some((kind.to_owned(), code.to_owned()))
}

/// One sum of an entry.
fn pin(line: &str, entry: &mut Entry) -> Option<()> {
    let (key, sum) = line.split_once(" = ")?;
    let sum = sum.strip_prefix('"')?.strip_suffix('"')?.to_owned();
    match key {
        "spec" => entry.spec = sum,
        "plan" => drop(entry.plans.insert(String::new(), sum)),
        event => {
            let event = event.strip_prefix("plan.\"")?.strip_suffix('"')?;
            entry.plans.insert(event.to_owned(), sum);
        }
    }
    Some(())
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# What was released. `hera-specc lock` writes this file; commit it, and do not edit it."
        )?;
        writeln!(f, "format = {FORMAT}")?;
        for ((kind, code), entry) in &self.entries {
            writeln!(f, "\n[{kind}.\"{code}\"]")?;
            writeln!(f, "spec = \"{}\"", entry.spec)?;
            for (event, sum) in &entry.plans {
                match event.as_str() {
                    "" => writeln!(f, "plan = \"{sum}\"")?,
                    event => writeln!(f, "plan.\"{event}\" = \"{sum}\"")?,
                }
            }
        }
        Ok(())
    }
}

fn plans(specs: &Specs, orchestration: &Orchestration) -> BTreeMap<String, String> {
    let flows = orchestration.flows.iter();
    flows
        .map(|flow| {
            let plan = crate::plan::plan(specs, orchestration, flow);
            (flow.event.value.clone(), plan.sum.into_owned())
        })
        .collect()
}

/// The sum over what others rely on in a procedure, and no prose.
fn contract_sum(procedure: &Procedure) -> String {
    let mut text = format!("hera-contract {FORMAT}\n{}\n", procedure.code.value.canonical());
    contract(procedure, &mut text).expect("writing to a string does not fail");
    crate::plan::sum(&text)
}

fn contract(procedure: &Procedure, out: &mut String) -> fmt::Result {
    writeln!(out, "effects {:?}", crate::plan::effects(Some(procedure)))?;
    writeln!(out, "timeout {:?}", procedure.timeout_ms.map(|timeout| timeout.value))?;
    for input in &procedure.inputs {
        let ty = input.ty.as_ref().map(|ty| ty.value.to_string());
        let source = input.source.map(|source| source.value);
        let default = input.default.as_ref().map(|default| &default.value);
        let required = input.required;
        writeln!(out, "input {} {ty:?} {required} {source:?} {default:?}", input.name)?;
    }
    for field in &procedure.response {
        writeln!(out, "output {} {} {}", field.name, field.ty.value, field.required)?;
    }
    for error in procedure.errors.iter().flatten() {
        let status = error.http_status.map(|status| status.value);
        writeln!(out, "error {} {} {status:?}", error.code, error.retryable)?;
    }
    out.push_str(&crate::plan::clauses(procedure));
    let mut permissions: Vec<&str> =
        procedure.permissions.iter().flatten().map(|name| name.value.as_str()).collect();
    permissions.sort_unstable();
    writeln!(out, "permissions {:?} {permissions:?}", procedure.permissions.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Lock {
        let mut lock = Lock::default();
        let plans = BTreeMap::from([(String::new(), "bb".to_owned())]);
        lock.insert(Kind::Procedure, "HERA.A.B.C.v1", Entry { spec: "aa".to_owned(), plans });
        let plans = BTreeMap::from([("A.B".to_owned(), "dd".to_owned())]);
        let entry = Entry { spec: "cc".to_owned(), plans };
        lock.insert(Kind::GraphOrchestration, "HERA.A.B.ORCH.v1", entry);
        lock
    }

    #[test]
    fn what_is_written_can_be_read() {
        let text = sample().to_string();
        assert!(text.contains("[procedure.\"HERA.A.B.C.v1\"]\nspec = \"aa\"\nplan = \"bb\"\n"));
        assert!(text.contains("plan.\"A.B\" = \"dd\"\n"));
        assert_eq!(Lock::parse(&text), Ok(sample()));
    }

    #[test]
    fn other_text_is_refused_by_line() {
        let line = |text: &str| Lock::parse(text).map_err(|unreadable| unreadable.line);
        assert_eq!(line(""), Ok(Lock::default()));
        assert_eq!(line("format = 2"), Err(1));
        assert_eq!(line("format = 1\nspec = \"aa\""), Err(2));
        assert_eq!(line("format = 1\n[procedure]"), Err(2));
        assert_eq!(line("[procedure.\"A\"]\nspec: aa"), Err(2));
        assert_eq!(line("[procedure.\"A\"]\n[procedure.\"A\"]"), Err(2));
        assert_eq!(line("format = 1\n<<<<<<< HEAD\n"), Err(2));
    }
}
