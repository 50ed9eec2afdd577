//! Who defines which smart code.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diag::nearest_of_all;
use crate::ir::{Kind, SmartCode, Specs};
use crate::known::Known;
use crate::source::{FileId, Spanned};

/// The most similar codes that a message offers.
const SIMILAR_MAX: usize = 3;
/// The most comparisons of known codes with unknown ones, all in all: where a whole folder of procedures
/// is missing, the first suggestions are enough.
const COMPARISONS_MAX: usize = 200_000;

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
    /// By code; none is empty.
    codes: Vec<Vec<Definition>>,
    /// Positions in `codes`.
    by_code: Known<String, usize>,
    /// Whether a code stands there in several versions.
    has_versions: bool,
    /// Files that are no specs and bear one code, by code; two or more of each.
    shared: Vec<Vec<Definition>>,
    /// How many codes may still be compared with unknown ones.
    comparisons_left: Cell<usize>,
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
            what: What::Other(spec.kind),
            judged: spec.judged,
        });
        let workflows = specs.workflows.iter().map(|spec| Definition {
            code: spec.code.clone(),
            file: spec.file,
            what: What::Other(Kind::WorkflowDefinition),
            judged: spec.judged,
        });
        let seeds = specs.seeds.iter().map(|spec| Definition {
            code: spec.code.clone(),
            file: spec.file,
            what: What::Other(Kind::PlaybookSeed),
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
        for definition in procedures
            .chain(orchestrations)
            .chain(workflows)
            .chain(seeds)
            .chain(others)
            .chain(broken)
        {
            let code = definition.code.value.canonical().to_owned();
            codes.entry(code).or_default().push(definition);
        }
        let mut shared = Vec::new();
        for definitions in codes.values_mut() {
            definitions.sort_by_key(|definition| definition.file);
            let no_specs: Vec<_> =
                definitions.iter().filter(|it| is_no_spec(it)).cloned().collect();
            if no_specs.len() > 1 {
                shared.push(no_specs);
            }
            leave_specs(definitions);
        }
        let by_code = codes.keys().cloned().zip(0..).collect();
        let codes: Vec<Vec<Definition>> = codes.into_values().collect();
        let alike = |pair: &[Vec<Definition>]| base(&pair[0]) == base(&pair[1]);
        let has_versions = codes.windows(2).any(alike);
        let comparisons_left = Cell::new(COMPARISONS_MAX);
        Index { codes, by_code, has_versions, shared, comparisons_left }
    }

    /// All codes with their definitions, by code.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Definition]> {
        self.codes.iter().map(Vec::as_slice)
    }

    /// Files that are no specs and bear one code.
    pub(super) fn shared(&self) -> impl Iterator<Item = &[Definition]> {
        self.shared.iter().map(Vec::as_slice)
    }

    /// The definitions of a code.
    pub(super) fn definitions(&self, code: &SmartCode) -> &[Definition] {
        self.by_code.get(code.canonical()).map_or(&[], |at| self.codes[*at].as_slice())
    }

    /// Whether any code stands there in several versions.
    pub(super) fn has_versions(&self) -> bool {
        self.has_versions
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
        let start = format!("{}.", code.base());
        let family = self.codes.partition_point(|other| canonical(other) < start.as_str());
        self.codes[family..]
            .iter()
            .take_while(|other| canonical(other).starts_with(code.base()))
            .flatten()
            .filter(|definition| matches!(definition.what, What::Procedure(_)))
            .filter(|definition| definition.code.value.base() == code.base())
            .max_by_key(|definition| (number(&definition.code.value), Reverse(definition.file)))
    }

    /// The code that was likely meant, if one is a few letters away.
    pub(super) fn meant(&self, code: &SmartCode) -> Option<&SmartCode> {
        self.spend()?;
        let known = self.procedures().map(|definition| definition.code.value.canonical());
        let near = nearest_of_all(code.canonical(), known)?;
        self.codes[*self.by_code.get(near)?].first().map(|definition| &definition.code.value)
    }

    /// Codes that share the most segments, the closest first: those that begin alike.
    pub(super) fn similar(&self, code: &SmartCode) -> Vec<&SmartCode> {
        if self.spend().is_none() {
            return Vec::new();
        }
        let wanted: Vec<&str> = code.segments().collect();
        let known = self.procedures().map(|definition| &definition.code.value);
        let mut similar: Vec<_> = known.map(|known| (shared(&wanted, known), known)).collect();
        let most = similar.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
        similar.retain(|(shared, _)| *shared == most && most >= (wanted.len() / 2).max(2));
        similar.sort_by_key(|(_, known)| (Reverse(common(code, known)), known.canonical()));
        similar.dedup_by_key(|(_, known)| known.canonical());
        similar.into_iter().take(SIMILAR_MAX).map(|(_, known)| known).collect()
    }

    /// Takes what one search over all codes costs from what is left; `None` where that is too little.
    fn spend(&self) -> Option<()> {
        let left = self.comparisons_left.get().checked_sub(self.codes.len())?;
        self.comparisons_left.set(left);
        Some(())
    }

    fn procedures(&self) -> impl Iterator<Item = &Definition> {
        self.codes.iter().flatten().filter(|found| matches!(found.what, What::Procedure(_)))
    }
}

/// The code that these files are headed by.
fn canonical(definitions: &[Definition]) -> &str {
    definitions.first().map_or("", |first| first.code.value.canonical())
}

/// The same without its version.
fn base(definitions: &[Definition]) -> &str {
    definitions.first().map_or("", |first| first.code.value.base())
}

/// A file that is no spec may bear any code: it counts only where nothing else does.
fn leave_specs(definitions: &mut Vec<Definition>) {
    if definitions.iter().all(is_no_spec) {
        definitions.truncate(1);
    } else {
        definitions.retain(|found| !is_no_spec(found));
    }
}

fn is_no_spec(found: &Definition) -> bool {
    found.what == What::Other(Kind::Other)
}

/// The number of a version; a version beyond 64 bits counts as the highest.
pub(super) fn number(code: &SmartCode) -> u64 {
    code.number()
}

/// How many leading bytes two codes share.
fn common(a: &SmartCode, b: &SmartCode) -> usize {
    let pairs = a.canonical().bytes().zip(b.canonical().bytes());
    pairs.take_while(|(a, b)| a == b).count()
}

/// How many leading segments a code shares with `wanted`.
fn shared(wanted: &[&str], known: &SmartCode) -> usize {
    wanted.iter().zip(known.segments()).take_while(|(a, b)| **a == *b).count()
}
