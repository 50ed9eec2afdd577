//! A playbook seed: its manifest into [`ir::Seed`](crate::ir::Seed). The files that it lists are read
//! by [`contract`].

pub(super) mod contract;

use std::collections::{BTreeMap, BTreeSet};

use super::keys::Keys;
use super::procedure::{head, intent};
use super::{Cx, Input, kind, scalars, shape};
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue, nearest};
use crate::ir::{Before, Kind, Seed};
use crate::source::{FileId, SourceMap, Spanned};

pub(super) const KEYS: Keys = Keys {
    noun: "field",
    unknown: &catalogue::HS0202,
    known: &["smart_code", "contracts", "graph", "vars", "intent", "description", "name", "notes"],
    idle: &["version", "status", "tags", "owner", "scope", "observability"],
    missed: &["triggers", "edges", "retry_policy", "transaction_boundaries"],
};
/// The most files that one manifest lists.
const CONTRACTS_MAX: usize = 256;

/// The files of a set by their paths, to find what manifests list.
pub(super) struct Files(BTreeMap<String, FileId>);

impl Files {
    /// All files.
    pub(super) fn of(sources: &SourceMap) -> Files {
        Files(sources.files().map(|file| (sources.path(file).replace('\\', "/"), file)).collect())
    }

    /// The file that a manifest means by `listed`.
    fn find(&self, sources: &SourceMap, manifest: FileId, listed: &str) -> Option<FileId> {
        let path = sources.path(manifest).replace('\\', "/");
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let listed = listed.strip_prefix("./").unwrap_or(listed);
        let wanted =
            if folder.is_empty() { listed.to_owned() } else { format!("{folder}/{listed}") };
        self.0.get(&wanted).copied()
    }
}

/// The files that some manifest lists.
pub(super) fn listed(sources: &SourceMap, inputs: &[Input], files: &Files) -> BTreeSet<FileId> {
    let manifests = inputs.iter().filter_map(|input| {
        let root = &input.document.as_ref()?.root;
        (kind::of(root) == Kind::PlaybookSeed).then_some((input.file, root))
    });
    manifests
        .flat_map(|(file, root)| names(root).map(move |name| (file, name)))
        .filter_map(|(file, name)| files.find(sources, file, name))
        .collect()
}

/// What a manifest lists, as far as it is text.
pub(crate) fn names(root: &Node) -> impl Iterator<Item = &str> {
    let listed = root.get("contracts").and_then(Node::list).unwrap_or_default();
    listed.iter().take(CONTRACTS_MAX).filter_map(Node::text).map(str::trim)
}

/// Whether a name stays below the manifest's folder.
pub(crate) fn stays_below(name: &str) -> bool {
    let name = name.strip_prefix("./").unwrap_or(name);
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    !name.contains(['\\', ':']) && name.split('/').all(plain)
}

/// Lowers a playbook seed; `None` where it has no usable smart code.
pub(super) fn lower(cx: &mut Cx<'_>, input: &Input, root: &Node, files: &Files) -> Option<Seed> {
    KEYS.judge(cx, root.map()?);
    let code = head(cx, root);
    let intent = intent(cx, root);
    vars(cx, root);
    let contracts = contracts(cx, input, root, files);
    let edges = root.entry("graph").map_or_else(Vec::new, |entry| graph(cx, entry, &contracts));
    Some(Seed { file: input.file, judged: input.judged, code: code?, intent, contracts, edges })
}

fn vars(cx: &mut Cx<'_>, root: &Node) {
    let Some(node) = root.get("vars") else { return };
    let entries = shape::map(cx, node, "vars", "write `vars:` with `name: value` below");
    for entry in entries.unwrap_or_default() {
        scalars::judge_name(cx, "a variable", &entry.key.value, entry.key.span);
        if entry.value.scalar().is_none() {
            shape::wrong(cx, &entry.value, &entry.key.value, "one value", "");
        }
    }
}

type Contracts = Vec<(Spanned<String>, Option<FileId>)>;

fn contracts(cx: &mut Cx<'_>, input: &Input, root: &Node, files: &Files) -> Contracts {
    let Some(entry) = root.entry("contracts") else { return Vec::new() };
    let help = "list files beside this one: `contracts: [entities.core.yml]`";
    let Some(items) = shape::list(cx, &entry.value, "contracts", help) else { return Vec::new() };
    if items.is_empty() || items.len() > CONTRACTS_MAX {
        let message = match items.len() {
            0 => "this playbook seed loads nothing".to_owned(),
            n => format!("this playbook seed lists {n} files; the most are {CONTRACTS_MAX}"),
        };
        cx.report(Diagnostic::new(&catalogue::HS1801, entry.key.span, message).help(help));
        return Vec::new();
    }
    let mut contracts: Contracts = Vec::new();
    for item in items {
        let Some(name) = shape::text(cx, item, "contracts") else { continue };
        if !stays_below(&name.value) {
            let message =
                format!("`{}` is no file below the manifest's folder", shape::shorten(&name.value));
            let found = Diagnostic::new(&catalogue::HS1801, name.span, message);
            cx.report(found.help("write a path from here, with `/` and without `..`"));
            continue;
        }
        if let Some((first, _)) = contracts.iter().find(|(known, _)| known.value == name.value) {
            let message = format!("contract `{}` is listed twice", name.value);
            cx.report(
                Diagnostic::new(&catalogue::HS1803, name.span, message)
                    .secondary(first.span, "first listed here")
                    .help("remove one"),
            );
            continue;
        }
        let file = files.find(cx.sources, input.file, &name.value);
        if file.is_none() {
            cx.report(absent(cx, input, &name, files));
        }
        contracts.push((name, file));
    }
    contracts
}

/// HS1802: a contract that is not there; a file beside the manifest with a name like it is proposed.
fn absent(cx: &Cx<'_>, input: &Input, name: &Spanned<String>, files: &Files) -> Diagnostic {
    let path = cx.sources.path(input.file).replace('\\', "/");
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let beside: Vec<&str> = files
        .0
        .keys()
        .filter_map(|path| path.strip_prefix(folder.as_str()))
        .filter(|name| !name.contains('/'))
        .collect();
    let message = format!("contract `{}` is not there", name.value);
    let found = Diagnostic::new(&catalogue::HS1802, name.span, message);
    match nearest(&name.value, beside) {
        Some(meant) => {
            found.help(format!("did you mean `{meant}`?")).suggest(name.span, meant.to_owned())
        }
        None => found.help("write the file, or take it off the list"),
    }
}

/// `graph`: a list of pairs of listed files.
fn graph(cx: &mut Cx<'_>, entry: &Entry, contracts: &Contracts) -> Vec<Before> {
    let help = "write `graph:` with `- [entities.core.yml, dynamic_data.seed.yml]` for each pair";
    let pairs = shape::list(cx, &entry.value, "graph", help).unwrap_or_default();
    let mut edges = Vec::new();
    for pair in pairs {
        let Some([first, then]) = pair.list() else {
            let span = cx.first_line(pair.span);
            let message = format!("expected a pair of files in `graph`, found {}", pair.kind());
            cx.report(Diagnostic::new(&catalogue::HS0203, span, message).help(help));
            continue;
        };
        let mut end = |node: &Node| {
            let name = shape::text(cx, node, "graph")?;
            let at = contracts.iter().position(|(known, _)| known.value == name.value);
            if at.is_none() {
                let message =
                    format!("`{}` is no contract of this seed", shape::shorten(&name.value));
                let found = Diagnostic::new(&catalogue::HS1807, name.span, message);
                let known = contracts.iter().map(|(name, _)| name.value.as_str());
                cx.report(match nearest(&name.value, known) {
                    Some(meant) => found
                        .help(format!("did you mean `{meant}`?"))
                        .suggest(name.span, meant.to_owned()),
                    None => found.help("list it under `contracts`"),
                });
            }
            at
        };
        if let (Some(first), Some(then)) = (end(first), end(then)) {
            edges.push(Before { span: pair.span, first, then });
        }
    }
    edges
}
