//! Who defines which smart code.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::nearest;
use crate::ir::{Kind, SmartCode, Specs};
use crate::source::{FileId, Spanned};

/// The most similar codes that a message offers.
const SIMILAR_MAX: usize = 3;

/// One file that is headed by a code.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    /// The code as written.
    pub(super) code: Spanned<SmartCode>,
    /// The file.
    pub(super) file: FileId,
    /// What it defines.
    pub(super) what: What,
    /// Whether the file is judged itself.
    pub(super) judged: bool,
}

/// What a file defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A procedure: its position in the specs.
    Procedure(usize),
    /// Something else.
    Other(Kind),
    /// Nobody knows: the file cannot be read.
    Broken,
}

/// What a reference to a procedure leads to.
pub(super) enum Resolved<'a> {
    /// One procedure.
    Procedure,
    /// Several files that are headed by the code.
    Several(&'a [Definition]),
    /// One file that is no procedure.
    OtherKind(&'a Definition),
    /// One file that cannot be read.
    Broken(&'a Definition),
    /// Nothing, but there are other versions: the newest one.
    OtherVersion(&'a Definition),
    /// Nothing.
    Unknown,
}

/// The definitions by canonical code.
pub(super) struct Index {
    codes: BTreeMap<String, Vec<Definition>>,
}

impl Index {
    /// The definitions of all specs.
    pub(super) fn of(specs: &Specs) -> Index {
        let procedures = specs.procedures.iter().enumerate().map(|(at, spec)| Definition {
            code: spec.code.clone(),
            file: spec.file,
            what: What::Procedure(at),
            judged: spec.judged,
        });
        let orchestrations = specs.orchestrations.iter().map(|spec| Definition {
            code: spec.code.clone(),
            file: spec.file,
            what: What::Other(Kind::GraphOrchestration),
            judged: spec.judged,
        });
        let workflows = specs.workflows.iter().map(|spec| Definition {
            code: spec.code.clone(),
            file: spec.file,
            what: What::Other(Kind::WorkflowDefinition),
            judged: spec.judged,
        });
        let others = specs.others.iter().filter_map(|other| {
            let what = What::Other(other.kind);
            Some(Definition {
                code: other.code.clone()?,
                file: other.file,
                what,
                judged: other.judged,
            })
        });
        let broken = specs.broken.iter().filter_map(|broken| {
            let what = What::Broken;
            Some(Definition {
                code: broken.code.clone()?,
                file: broken.file,
                what,
                judged: broken.judged,
            })
        });
        let mut codes: BTreeMap<String, Vec<Definition>> = BTreeMap::new();
        for definition in
            procedures.chain(orchestrations).chain(workflows).chain(others).chain(broken)
        {
            let code = definition.code.value.canonical().to_owned();
            codes.entry(code).or_default().push(definition);
        }
        for definitions in codes.values_mut() {
            definitions.sort_by_key(|definition| definition.file);
            leave_specs(definitions);
        }
        Index { codes }
    }

    /// All codes with their definitions, by code.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Definition]> {
        self.codes.values().map(Vec::as_slice)
    }

    /// The definitions of a code.
    pub(super) fn definitions(&self, code: &SmartCode) -> &[Definition] {
        self.codes.get(code.canonical()).map_or(&[], Vec::as_slice)
    }

    /// The first procedure of this code.
    pub(super) fn procedure(&self, code: &SmartCode) -> Option<usize> {
        self.definitions(code).iter().find_map(|definition| match definition.what {
            What::Procedure(at) => Some(at),
            What::Other(_) | What::Broken => None,
        })
    }

    /// What a reference leads to.
    pub(super) fn resolve(&self, code: &SmartCode) -> Resolved<'_> {
        match self.definitions(code) {
            [] => match self.newest(code) {
                Some(other) => Resolved::OtherVersion(other),
                None => Resolved::Unknown,
            },
            [only] => match only.what {
                What::Procedure(_) => Resolved::Procedure,
                What::Other(_) => Resolved::OtherKind(only),
                What::Broken => Resolved::Broken(only),
            },
            several => Resolved::Several(several),
        }
    }

    /// The procedure of the same name with the highest version.
    pub(super) fn newest(&self, code: &SmartCode) -> Option<&Definition> {
        let family = self.codes.range(format!("{}.", code.base())..);
        family
            .take_while(|(other, _)| other.starts_with(code.base()))
            .flat_map(|(_, definitions)| definitions)
            .filter(|definition| matches!(definition.what, What::Procedure(_)))
            .filter(|definition| definition.code.value.base() == code.base())
            .max_by_key(|definition| (number(&definition.code.value), Reverse(definition.file)))
    }

    /// The code that was likely meant, if one is a few letters away.
    pub(super) fn meant(&self, code: &SmartCode) -> Option<&SmartCode> {
        let known = self.procedures().map(|definition| definition.code.value.canonical());
        let near = nearest(code.canonical(), known)?;
        self.codes.get(near)?.first().map(|definition| &definition.code.value)
    }

    /// Codes that share the most segments, the closest first.
    pub(super) fn similar(&self, code: &SmartCode) -> Vec<&SmartCode> {
        let wanted: Vec<&str> = code.segments().collect();
        let enough = (wanted.len() / 2).max(2);
        let mut similar: Vec<_> = self
            .procedures()
            .map(|definition| &definition.code.value)
            .map(|known| (Reverse(shared(&wanted, known)), distance(code, known), known))
            .filter(|(Reverse(shared), ..)| *shared >= enough)
            .collect();
        similar.sort_by_key(|(shared, distance, known)| (*shared, *distance, known.canonical()));
        similar.dedup_by_key(|(.., known)| known.canonical());
        let most = similar.first().map(|(shared, ..)| *shared);
        similar.retain(|(shared, ..)| Some(*shared) == most);
        similar.into_iter().take(SIMILAR_MAX).map(|(.., known)| known).collect()
    }

    fn procedures(&self) -> impl Iterator<Item = &Definition> {
        self.codes.values().flatten().filter(|found| matches!(found.what, What::Procedure(_)))
    }
}

/// A file that is no spec may bear any code: it counts only where nothing else does.
fn leave_specs(definitions: &mut Vec<Definition>) {
    let no_spec = |found: &Definition| found.what == What::Other(Kind::Other);
    if definitions.iter().all(no_spec) {
        definitions.truncate(1);
    } else {
        definitions.retain(|found| !no_spec(found));
    }
}

/// The number of a version; a version beyond 64 bits counts as the highest.
pub(super) fn number(code: &SmartCode) -> u64 {
    code.number()
}

fn distance(a: &SmartCode, b: &SmartCode) -> usize {
    strsim::levenshtein(a.canonical(), b.canonical())
}

/// How many leading segments a code shares with `wanted`.
fn shared(wanted: &[&str], known: &SmartCode) -> usize {
    wanted.iter().zip(known.segments()).take_while(|(a, b)| **a == *b).count()
}
