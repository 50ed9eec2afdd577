//! HS1109: `$PROFILE.key` asks for what no profile of the module has.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::cx::Cx;
use crate::check::{profiles, words};
use crate::diag::{Diagnostic, Diagnostics, Severity, catalogue, distance, nearest};
use crate::ir::Profile;
use crate::source::{FileId, Spanned};

/// The most letters by which a slip of the pen differs: what is farther away may be a key that somebody
/// still has to write.
const LETTERS_MAX: usize = 2;
/// The most places that a message offers.
const PLACES_MAX: usize = 3;

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    let mut said: BTreeSet<(FileId, &str)> = BTreeSet::new();
    let mut known: BTreeMap<Vec<FileId>, Known<'_>> = BTreeMap::new();
    for asked in cx.specs.profile_keys.chunk_by(|one, other| one.span.file == other.span.file) {
        let file = asked[0].span.file;
        let serving = profiles::serving(cx, file);
        if serving.is_empty() {
            diags.push(without_profile(&asked[0]));
            continue;
        }
        let files = serving.iter().map(|profile| profile.file).collect();
        let known = known.entry(files).or_insert_with(|| Known::of(serving));
        for asked in asked {
            let Some(unknown) = known.first_unknown(asked) else { continue };
            if said.insert((file, unknown.path)) {
                diags.push(unknown.report(cx, known));
            }
        }
    }
}

/// What the profiles of some files have.
struct Known<'a> {
    profiles: Vec<&'a Profile>,
    paths: BTreeSet<&'a str>,
    /// The paths that end with a key.
    by_key: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Known<'a> {
    fn of(profiles: Vec<&'a Profile>) -> Known<'a> {
        let keys = || profiles.iter().flat_map(|profile| &profile.keys).map(|key| &*key.value);
        let paths = keys().collect();
        let mut by_key: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for path in keys() {
            by_key.entry(path.rsplit('.').next().unwrap_or(path)).or_default().push(path);
        }
        Known { profiles, paths, by_key }
    }

    /// The first part of a dotted path that no profile has.
    fn first_unknown<'p>(&self, asked: &'p Spanned<String>) -> Option<Unknown<'p>> {
        let text = asked.value.as_str();
        let mut ends = text.match_indices('.').map(|(at, _)| at).chain([text.len()]);
        let path = ends.find(|end| !self.paths.contains(&text[..*end])).map(|end| &text[..end])?;
        let start = path.rfind('.').map_or(0, |at| at + 1);
        Some(Unknown { asked, path, above: &path[..start], key: &path[start..] })
    }

    /// The key beside the unknown one that was likely meant.
    fn meant(&self, unknown: &Unknown<'_>) -> Option<&'a Spanned<String>> {
        let beside = |key: &&'a Spanned<String>| {
            key.value.strip_prefix(unknown.above).is_some_and(|key| !key.contains('.'))
        };
        let keys = || self.profiles.iter().flat_map(|profile| &profile.keys).filter(beside);
        let above = unknown.above.len();
        let near = nearest(unknown.key, keys().map(|key| &key.value[above..]))?;
        distance(unknown.key, near, LETTERS_MAX)?;
        keys().find(|key| key.value[above..] == *near)
    }
}

fn without_profile(asked: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        &catalogue::HS1109,
        asked.span,
        format!("there is no profile for `$PROFILE.{}`", asked.value),
    )
    .severity(Severity::Warning)
    .help("write a `profile.yml` beside the file, or name the folder that has it by `--uses`")
}

/// A key that no profile has.
struct Unknown<'a> {
    asked: &'a Spanned<String>,
    /// The path up to the key and with it.
    path: &'a str,
    /// The keys above it, with a dot behind each.
    above: &'a str,
    /// The key.
    key: &'a str,
}

impl Unknown<'_> {
    fn report(&self, cx: &Cx<'_>, known: &Known<'_>) -> Diagnostic {
        let span = self.asked.span.part(self.above.len(), self.key.len());
        let message = format!("unknown profile key `$PROFILE.{}`", self.path);
        let found = Diagnostic::new(&catalogue::HS1109, span, message);
        if let Some(meant) = known.meant(self) {
            let key = &meant.value[self.above.len()..];
            return found
                .label("no profile of this module has it")
                .secondary(meant.span, "this one is there")
                .help(format!("did you mean `{key}`?"))
                .suggest(span, key);
        }
        let found = found.severity(Severity::Warning).label("nothing stands behind it");
        let elsewhere = known.by_key.get(self.key).map_or(&[][..], Vec::as_slice);
        if elsewhere.is_empty() {
            let files = known.profiles.iter().map(|profile| cx.sources.path(profile.file));
            let files: Vec<_> = files.collect();
            return found
                .help(format!("define it in {}", words::or_more(&files, PLACES_MAX, "profile")));
        }
        let paths: Vec<_> = elsewhere.iter().map(|path| format!("$PROFILE.{path}")).collect();
        found.help(format!("the key is there as {}", words::or_more(&paths, PLACES_MAX, "place")))
    }
}
