//! Checked specs to Rust text, formatted: one file per spec and one root that nests their modules.
//!
//! Cannot fail: whatever a spec that passed may be called gets a name that rustc takes. The text depends
//! on the specs alone: no dates, no machine's paths, no order but that of the specs.

mod bind;
mod clauses;
mod data;
mod definition;
mod docs;
pub mod expr;
mod flow;
mod imports;
pub mod names;
mod orchestration;
mod outcomes;
mod plan;
mod print;
mod procedure;
mod root;
mod steps;
mod table;
mod text;
mod types;
mod values;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::check::Checked;
use crate::ir::{Flow, Orchestration, SmartCode, Specs, Type};
use crate::source::{FileId, SourceMap, Span, Spanned};
use hera_core::plan::{Effects, Mode};
use text::Code;
use types::Nominal;

/// The emitted code of a set of specs.
#[derive(Clone, Debug)]
pub struct Emission {
    /// The root, which includes the others by relative path; its name is [`ROOT`].
    pub root: String,
    /// One file per spec.
    pub files: Vec<RustFile>,
}

/// The name of the root file.
pub const ROOT: &str = "hera.rs";

/// How every emitted file starts.
pub const MARK: &str = "// Generated from ";

/// One emitted file.
#[derive(Clone, Debug)]
pub struct RustFile {
    /// Relative path with `/`, equal to the spec's but for the ending.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Emits all procedures and graph orchestrations that are judged.
#[must_use]
pub fn emit(
    checked: &Checked<'_>,
    sources: &SourceMap,
    paths: &dyn Fn(FileId) -> String,
) -> Emission {
    root::emission(modules(checked, sources, paths))
}

/// The same code in one piece, for a macro.
#[must_use]
pub fn tokens(
    checked: &Checked<'_>,
    sources: &SourceMap,
    paths: &dyn Fn(FileId) -> String,
) -> TokenStream {
    let text = root::whole(&modules(checked, sources, paths));
    text.parse().expect("emitted code is Rust")
}

/// A module for each spec, by smart code.
fn modules(
    checked: &Checked<'_>,
    sources: &SourceMap,
    paths: &dyn Fn(FileId) -> String,
) -> Vec<Module> {
    let specs = checked.specs();
    let nominals: Vec<Nominal> = specs.procedures.iter().map(procedure::nominal).collect();
    let validated = validated(specs);
    let mut modules = Vec::new();
    for (at, spec) in specs.procedures.iter().enumerate() {
        let facts = procedure::Facts { procedure: spec, validated: validated.contains(&at) };
        let mut code = procedure::code(&facts);
        root::spec(&mut code, checked, spec.file, &paths(spec.file));
        modules.push(Module {
            code: spec.code.value.clone(),
            place: names::modules(&spec.code.value),
            path: paths(spec.file),
            doc: spec.intent.as_ref().map_or_else(String::new, |text| docs::line(&text.value)),
            text: code.finish(),
        });
    }
    modules.extend(registered(checked, paths));
    for orchestration in specs.orchestrations.iter().filter(|spec| spec.judged) {
        let set = Set::new(specs, sources, &nominals, orchestration);
        let (file, path) = (orchestration.file, paths(orchestration.file));
        let mut code = orchestration::code(&set, orchestration);
        root::spec(&mut code, checked, file, &path);
        modules.push(Module {
            code: orchestration.code.value.clone(),
            place: names::modules(&orchestration.code.value),
            path,
            doc: orchestration.intent.as_ref().map_or_else(String::new, |t| docs::line(&t.value)),
            text: code.finish(),
        });
    }
    modules.sort_by(|a, b| (a.code.canonical(), &a.place).cmp(&(b.code.canonical(), &b.place)));
    modules
}

/// What is registered and not run. Each workflow definition has a module of its own code, since many
/// bear one smart code.
fn registered(checked: &Checked<'_>, paths: &dyn Fn(FileId) -> String) -> Vec<Module> {
    let specs = checked.specs();
    let workflows = specs.workflows.iter().filter(|spec| spec.judged).map(|spec| {
        let own = spec.name.as_ref().map(|name| names::snake(&name.value));
        (spec.file, &spec.code, &spec.intent, own)
    });
    let seeds = specs.seeds.iter().filter(|spec| spec.judged);
    let seeds = seeds.map(|spec| (spec.file, &spec.code, &spec.intent, None));
    let module = |(file, code, intent, own): (FileId, &Spanned<SmartCode>, &Intent, _)| {
        let mut module = Code::default();
        root::spec(&mut module, checked, file, &paths(file));
        Module {
            code: code.value.clone(),
            place: names::modules(&code.value).into_iter().chain(own).collect(),
            path: paths(file),
            doc: intent.as_ref().map_or_else(String::new, |text| docs::line(&text.value)),
            text: module.finish(),
        }
    };
    workflows.chain(seeds).map(module).collect()
}

type Intent = Option<Spanned<String>>;

/// A generated module that belongs to one spec.
struct Module {
    code: SmartCode,
    /// Its modules, from the outside in.
    place: Vec<String>,
    /// The spec's path, relative, with `/`.
    path: String,
    doc: String,
    /// Its items, as they stand in its file.
    text: String,
}

/// The procedures that some node runs as `validate_only`.
fn validated(specs: &Specs) -> BTreeSet<usize> {
    let flows = specs.orchestrations.iter().flat_map(|orchestration| {
        orchestration.flows.iter().map(move |flow| (orchestration, flow))
    });
    flows
        .flat_map(|(orchestration, flow)| {
            flow.nodes
                .iter()
                .filter(|node| orchestration.nodes[node.node].mode() == Mode::ValidateOnly)
                .filter_map(|node| node.procedure)
        })
        // One without effects reads in any case.
        .filter(|at| procedure::effects(&specs.procedures[*at]) != Effects::None)
        .collect()
}

/// The specs as one orchestration's module sees them.
struct Set<'a> {
    specs: &'a Specs,
    sources: &'a SourceMap,
    nominals: &'a [Nominal],
    /// How the modules of its procedures are called in it.
    aliases: BTreeMap<usize, String>,
}

impl<'a> Set<'a> {
    fn new(
        specs: &'a Specs,
        sources: &'a SourceMap,
        nominals: &'a [Nominal],
        orchestration: &Orchestration,
    ) -> Set<'a> {
        let used: BTreeSet<usize> = orchestration.flows.iter().flat_map(procedures).collect();
        let mut aliases: BTreeMap<usize, String> = BTreeMap::new();
        let mut taken: BTreeSet<String> =
            orchestration.flows.iter().map(flow::module_name).collect();
        taken.insert("specs".to_owned());
        let mut open: Vec<usize> = used.into_iter().collect();
        for depth in 1.. {
            if open.is_empty() {
                break;
            }
            let names: Vec<String> =
                open.iter().map(|at| alias(&specs.procedures[*at].code.value, depth)).collect();
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            names.iter().for_each(|name| *counts.entry(name).or_default() += 1);
            let mut rest = Vec::new();
            for (at, name) in open.iter().zip(&names) {
                let exhausted = depth > specs.procedures[*at].code.value.segments().count();
                if counts[name.as_str()] == 1 && taken.insert(name.clone()) {
                    aliases.insert(*at, name.clone());
                } else if exhausted {
                    aliases.insert(*at, format!("{name}_{at}"));
                } else {
                    rest.push(*at);
                }
            }
            open = rest;
        }
        Set { specs, sources, nominals, aliases }
    }

    /// How the procedure's module is called here.
    fn alias(&self, procedure: usize) -> Ident {
        names::ident(&self.aliases[&procedure])
    }

    /// The path of a generated enum or struct of a procedure's module.
    fn nominal(&self, procedure: usize, ty: &Type) -> Option<TokenStream> {
        let name = names::ident(self.nominals[procedure].find(ty)?);
        let module = self.alias(procedure);
        Some(quote!(#module::#name))
    }

    /// The Rust type of `ty` in a procedure's module.
    fn rust_in(&self, procedure: usize, ty: &Type) -> TokenStream {
        types::rust(ty, &|ty| self.nominal(procedure, ty))
    }

    /// The permissions of all procedures of a flow, sorted.
    fn permissions(&self, flow: &Flow) -> BTreeSet<&str> {
        procedures(flow)
            .filter_map(|at| self.specs.procedures[at].permissions.as_ref())
            .flatten()
            .map(|permission| permission.value.as_str())
            .collect()
    }

    /// The text of a spec.
    fn text(&self, span: Span) -> &str {
        self.sources.slice(span)
    }
}

/// The procedures of a flow: those that nodes run and those that undo them.
fn procedures(flow: &Flow) -> impl Iterator<Item = usize> + '_ {
    flow.nodes.iter().flat_map(|node| {
        let inverse = node.compensation.as_ref().and_then(|compensation| compensation.procedure);
        node.procedure.into_iter().chain(inverse)
    })
}

/// The last `depth` segments of a code, and its version where it is not the first.
fn alias(code: &SmartCode, depth: usize) -> String {
    let segments: Vec<_> = code.segments().collect();
    let from = segments.len().saturating_sub(depth);
    let version =
        if code.version() == "v1" { String::new() } else { format!("_{}", code.version()) };
    names::snake(&format!("{}{version}", segments[from..].join("_")))
}
