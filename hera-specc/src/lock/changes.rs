//! What a new lock file pins in another way than the old one.

use std::fmt;

use super::{Entry, Lock};

/// One spec that is pinned in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of the spec.
    pub kind: String,
    /// Its canonical smart code.
    pub code: String,
    /// What has changed.
    pub what: What,
}

/// What has changed of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It was not pinned before.
    New,
    /// It is there no more.
    Gone,
    /// Its words changed, and not what they mean.
    Wording,
    /// It means something else under the same version; of an orchestration these events.
    Meaning(Vec<String>),
}

/// What has changed, by kind and code.
#[must_use]
pub fn changes(before: &Lock, after: &Lock) -> Vec<Change> {
    let mut all: Vec<_> = before.entries.keys().chain(after.entries.keys()).collect();
    all.sort();
    all.dedup();
    let change = |key: &(String, String)| {
        let what = match (before.entries.get(key), after.entries.get(key)) {
            (None, _) => What::New,
            (_, None) => What::Gone,
            (Some(then), Some(now)) if then.plans != now.plans => What::Meaning(events(then, now)),
            (Some(then), Some(now)) if then.spec != now.spec => What::Wording,
            _ => return None,
        };
        Some(Change { kind: key.0.clone(), code: key.1.clone(), what })
    };
    all.into_iter().filter_map(change).collect()
}

/// The events whose plans differ; none for a procedure, which has one plan without a name.
fn events(then: &Entry, now: &Entry) -> Vec<String> {
    let mut all: Vec<&String> = then.plans.keys().chain(now.plans.keys()).collect();
    all.sort();
    all.dedup();
    let differs =
        |event: &&&String| !event.is_empty() && then.plans.get(**event) != now.plans.get(**event);
    all.iter().filter(differs).map(|event| (*event).clone()).collect()
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.replace('_', " ");
        let code = &self.code;
        match &self.what {
            What::New => write!(f, "new        {code} ({kind})"),
            What::Gone => write!(f, "gone       {code} ({kind})"),
            What::Wording => write!(f, "reworded   {code} ({kind})"),
            What::Meaning(events) if events.is_empty() => {
                write!(
                    f,
                    "redefined  {code} ({kind}): it means something else under the same version"
                )
            }
            What::Meaning(events) => {
                let list = events.join(", ");
                write!(
                    f,
                    "redefined  {code} ({kind}): {list} runs in another way under the same version"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_apart() {
        let lock = |text: &str| Lock::parse(text).unwrap();
        let before = lock(
            "[procedure.\"A.v1\"]\nspec = \"1\"\nplan = \"1\"\n[procedure.\"B.v1\"]\nspec = \"1\"\nplan = \"1\"\n[graph_orchestration.\"O.v1\"]\nspec = \"1\"\nplan.\"E\" = \"1\"\nplan.\"F\" = \"1\"\n[procedure.\"X.v1\"]\nspec = \"1\"\nplan = \"1\"",
        );
        let after = lock(
            "[procedure.\"A.v1\"]\nspec = \"2\"\nplan = \"1\"\n[procedure.\"B.v1\"]\nspec = \"2\"\nplan = \"2\"\n[graph_orchestration.\"O.v1\"]\nspec = \"1\"\nplan.\"E\" = \"1\"\nplan.\"F\" = \"2\"\n[procedure.\"N.v1\"]\nspec = \"1\"\nplan = \"1\"",
        );
        let told: Vec<String> = changes(&before, &after).iter().map(Change::to_string).collect();
        assert_eq!(
            told,
            [
                "redefined  O.v1 (graph orchestration): F runs in another way under the same version",
                "reworded   A.v1 (procedure)",
                "redefined  B.v1 (procedure): it means something else under the same version",
                "new        N.v1 (procedure)",
                "gone       X.v1 (procedure)",
            ]
        );
        assert_eq!(changes(&after, &after), []);
    }
}
