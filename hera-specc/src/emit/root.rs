//! The root: the modules that follow the smart codes, nested, and the list of all specs.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Literal;

use super::data::Data;
use super::text::Code;
use super::{Emission, MARK, Module, RustFile, docs, names};
use crate::check::Checked;
use crate::source::FileId;

/// Writes the static that embeds a spec.
pub(super) fn spec(code: &mut Code, checked: &Checked<'_>, file: FileId, path: &str) {
    let facts = checked.facts(file);
    let fields = [
        ("kind", facts.kind.as_str()),
        ("name", &facts.name),
        ("smart_code", &facts.code),
        ("intent", &facts.intent),
        ("file", path),
        ("sum", &facts.sum),
        ("canonical", &facts.canonical),
    ];
    let field = |(name, text): (&str, &str)| format!("    {name}: {},\n", Literal::string(text));
    code.write(SPEC, &[("fields", &fields.map(field).concat())]);
}

const SPEC: &str = "\
/// The spec itself, as the registry stores it.
pub static SPEC: ::hera_runtime::flow::Spec = ::hera_runtime::flow::Spec {
$fields};
";

/// The modules of one level.
struct Tree<'a> {
    module: Option<&'a Module>,
    children: BTreeMap<String, Tree<'a>>,
}

impl<'a> Tree<'a> {
    fn empty() -> Tree<'a> {
        Tree { module: None, children: BTreeMap::new() }
    }

    fn of(modules: &'a [Module]) -> Tree<'a> {
        let mut tree = Tree::empty();
        for module in modules {
            let mut at = &mut tree;
            for name in &module.place {
                at = at.children.entry(name.clone()).or_insert_with(Tree::empty);
            }
            at.module = Some(module);
        }
        tree
    }
}

/// All files, and the root that includes them.
pub(super) fn emission(modules: Vec<Module>) -> Emission {
    let names = files(&modules);
    let root = root(&modules, &|module| {
        let name = Literal::string(&names[module.path.as_str()]);
        format!("include!({name});\n")
    });
    let root = header("all specs") + &root;
    let paths: Vec<String> =
        modules.iter().map(|module| names[module.path.as_str()].clone()).collect();
    let texts = modules.into_iter().map(|module| header(&module.path) + &module.text);
    let files = paths.into_iter().zip(texts).map(|(path, text)| RustFile { path, text });
    Emission { root, files: files.collect() }
}

/// The root with everything in it, in one piece.
pub(super) fn whole(modules: &[Module]) -> String {
    root(modules, &|module| module.text.clone())
}

fn root(modules: &[Module], content: &dyn Fn(&Module) -> String) -> String {
    let mut code = Code::long();
    nest(&Tree::of(modules), None, content, &mut code);
    let paths = modules.iter().map(|module| {
        let path = module.place.iter().map(|name| names::ident(name).to_string());
        Data::Word(format!("&{}::SPEC", path.collect::<Vec<_>>().join("::")))
    });
    code.constant(SPECS, &[], &Data::List(paths.collect()));
    code.finish()
}

const SPECS: &str = "\
/// All specs, by smart code.
pub static SPECS: &[&::hera_runtime::flow::Spec] = ";

/// The file of each spec: `salon/pos/cart.orchestration.yml` becomes `salon/pos/cart.orchestration.rs`.
///
/// The root's name is taken, and so are those of earlier specs, whatever a file system thinks of case.
fn files(modules: &[Module]) -> BTreeMap<&str, String> {
    let mut taken = BTreeSet::from([super::ROOT.to_owned()]);
    let mut files = BTreeMap::new();
    for module in modules {
        let plain: String = module.path.chars().map(plain).collect();
        let stem = plain.strip_suffix(".yml").or_else(|| plain.strip_suffix(".yaml"));
        let first = format!("{}.rs", stem.unwrap_or(&plain));
        let name = std::iter::once(first)
            .chain((2..).map(|n| format!("{plain}.{n}.rs")))
            .find(|name| !taken.contains(&name.to_lowercase()))
            .expect("an endless sequence has a name that is not taken");
        taken.insert(name.to_lowercase());
        files.insert(module.path.as_str(), name);
    }
    files
}

/// A character of a path that every file system and every comment takes.
fn plain(letter: char) -> char {
    let hidden = letter != '\'' && letter.escape_debug().len() > 1;
    if hidden || ":*?<>|".contains(letter) { '_' } else { letter }
}

fn header(path: &str) -> String {
    let path: String = path.chars().map(plain).collect();
    format!(
        "{MARK}{path} by hera-specc; do not edit.\n\
         // Change the spec and build again, or run `hera-specc compile`: both write it anew.\n\n"
    )
}

fn nest(
    tree: &Tree<'_>,
    outer: Option<&str>,
    content: &dyn Fn(&Module) -> String,
    code: &mut Code,
) {
    for (name, child) in &tree.children {
        let doc = match child.module {
            Some(module) => format!("`{}`: {}", module.code, module.doc),
            None => format!("`{}`.", name.to_ascii_uppercase()),
        };
        // `HERA.SALON.CART.CART.…` is a name as any other.
        let same = if outer == Some(name) { "#[allow(clippy::module_inception)]" } else { "" };
        let head = docs::comments(&doc, "") + same;
        let name_here = names::ident(name).to_string();
        code.open("$head\npub mod $name {\n", &[("head", head.trim_end()), ("name", &name_here)]);
        if let Some(module) = child.module {
            code.add(&content(module));
        }
        nest(child, Some(name.as_str()), content, code);
        code.close();
    }
}
