//! The code of a file as text, written as the formatter would lay it out.
//!
//! Generated modules say much the same each time. Quoted, parsed and formatted they cost some five times what
//! writing them costs, so items are templates that stand there as they come out; what differs from spec to
//! spec, expressions and types, is quoted and printed into them. Where a line grows longer than the formatter
//! leaves it, the formatter lays the item out after all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::TokenStream;

use super::data::{Data, STRUCT_MAX, Writer, columns};
use super::imports::{Names, ROOT};
use super::print::print;

/// The longest line that the formatter does not break.
const COLUMNS_MAX: usize = 89;
/// The shortest room that a line has, however far in it starts.
const COLUMNS_MIN: usize = 60;
const INDENT: usize = 4;

/// The code of a file, with short names for what the runtime exports.
#[derive(Default)]
pub(super) struct Code {
    names: Names,
    out: String,
    /// Modules and blocks that are open.
    depth: usize,
}

impl Code {
    /// Nothing yet, in a file that defines these names.
    pub(super) fn defining(defined: BTreeSet<String>) -> Code {
        Code { names: Names::defining(defined), ..Code::default() }
    }

    /// Nothing yet, in a file that is included where a person may import names.
    pub(super) fn long() -> Code {
        Code { names: Names::long(), ..Code::default() }
    }

    /// Adds whole items. A `$word` of the template stands for its value, in which nothing is shortened.
    pub(super) fn write(&mut self, template: &str, values: &[(&str, &str)]) {
        let items = self.filled(template, values);
        let room = COLUMNS_MAX.saturating_sub(INDENT * self.depth).max(COLUMNS_MIN);
        if items.lines().all(|line| stays(line, room)) {
            self.add(&items);
        } else {
            self.laid_out(&items);
        }
    }

    /// Adds the start of a block, which ends with its bracket.
    pub(super) fn open(&mut self, template: &str, values: &[(&str, &str)]) {
        let head = self.filled(template, values);
        self.add(&head);
        self.depth += 1;
    }

    /// Ends the block that was opened last.
    pub(super) fn close(&mut self) {
        self.depth -= 1;
        self.add("}\n");
    }

    /// Adds a constant: what stands before its value, and the value.
    pub(super) fn constant(&mut self, template: &str, values: &[(&str, &str)], value: &Data) {
        let start = self.out.len();
        let head = self.filled(template, values);
        self.add(&head);
        Writer::new(&mut self.out, &mut self.names).whole(value, ";");
        self.out.push_str(";\n");
        // A type in a first line that is too long would be broken.
        let code = &self.out[start..];
        let first = code.lines().find(|line| !line.trim_start().starts_with("///"));
        if first.is_some_and(|line| line.len() > COLUMNS_MAX) {
            let item = self.out.split_off(start);
            self.laid_out(&item);
        }
    }

    /// An expression or a type as it is written in the file.
    pub(super) fn print(&mut self, tokens: TokenStream) -> String {
        print(tokens, &mut self.names)
    }

    /// The file, formatted, with an empty line between items, which no template has.
    pub(super) fn finish(self) -> String {
        let uses = syn::parse2(self.names.uses()).expect("uses are Rust");
        spaced(&(prettyplease::unparse(&uses) + &self.out))
    }

    fn filled(&mut self, template: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        fill(&mut out, &mut self.names, template, values);
        out
    }

    /// Adds what is laid out already.
    pub(super) fn add(&mut self, items: &str) {
        let room = INDENT * self.depth;
        for line in items.split_inclusive('\n') {
            if !line.trim().is_empty() {
                _ = write!(self.out, "{:room$}", "");
            }
            self.out.push_str(line);
        }
    }

    /// Adds items as the formatter lays them out this deep.
    fn laid_out(&mut self, items: &str) {
        let (open, close) = ("mod m {\n".repeat(self.depth), "}\n".repeat(self.depth));
        let file = syn::parse_file(&[&open, items, &close].concat()).expect("templates are Rust");
        let text = prettyplease::unparse(&file);
        let inside = text.lines().count() - self.depth;
        for line in text.lines().take(inside).skip(self.depth) {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }
}

fn spaced(text: &str) -> String {
    const STARTS: &[&str] = &["///", "#[", "pub ", "impl", "fn ", "const ", "static ", "include!"];
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut previous = "";
    for line in text.lines() {
        let code = line.trim_start();
        let starts = STARTS.iter().any(|start| code.starts_with(start));
        let words = previous.starts_with("//");
        let ended = !words && (previous.ends_with('}') || previous.ends_with(';'));
        let both_uses = previous.starts_with("use ") && code.starts_with("use ");
        if starts && ended && !both_uses {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = code;
    }
    out
}

/// A struct expression, in a block that is indented by `indent`; on one line where it is small.
pub(super) fn literal(path: &str, fields: &[(String, String)], indent: usize) -> String {
    let line: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let line = line.join(", ");
    if line.is_empty() {
        return format!("{path} {{}}");
    }
    let small = format!("{path} {{ {line} }}");
    if columns(&small) - 1 <= STRUCT_MAX {
        return small;
    }
    let mut out = format!("{path} {{\n");
    for (name, value) in fields {
        _ = writeln!(out, "{:indent$}    {name}: {value},", "");
    }
    _ = write!(out, "{:indent$}}}", "");
    out
}

/// Whether the formatter has nothing to break in this line: it is short, a comment, an import, or a literal and
/// perhaps the name of its field.
fn stays(line: &str, room: usize) -> bool {
    let code = line.trim_start();
    let value = code.split_once(": ").map_or(code, |(_, value)| value);
    let has_no_break =
        code.starts_with("///") || code.starts_with("use ") || value.starts_with('"');
    line.len() <= room || has_no_break
}

fn fill(out: &mut String, names: &mut Names, template: &str, values: &[(&str, &str)]) {
    let mut rest = template;
    while let Some(at) = rest.find(['$', ':']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if let Some(from) = from.strip_prefix('$') {
            let end = from.find(|letter: char| !letter.is_ascii_lowercase());
            let (word, after) = from.split_at(end.unwrap_or(from.len()));
            let value = values.iter().find(|(known, _)| *known == word);
            out.push_str(value.expect("each word of a template has a value").1);
            after
        } else if from.starts_with(ROOT) {
            let in_path = |letter: char| letter.is_ascii_alphanumeric() || "_:".contains(letter);
            let end = from.find(|letter| !in_path(letter)).unwrap_or(from.len());
            let (path, after) = from.split_at(end);
            out.push_str(names.short(path));
            after
        } else {
            out.push(':');
            &from[1..]
        };
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &str, values: &[(&str, &str)]) -> String {
        let mut code = Code::default();
        code.write(template, values);
        code.out
    }

    #[test]
    fn a_line_that_is_too_long_is_laid_out() {
        let long = "name".repeat(30);
        let ours = written("pub fn f() {\n    g(a, $name);\n}\n", &[("name", &long)]);
        assert_eq!(
            ours,
            format!("pub fn f() {{\n    g(\n        a,\n        {long},\n    );\n}}\n")
        );
    }

    #[test]
    fn a_value_stays_as_it_is() {
        let value = "/// $other ::hera_runtime::Uuid";
        let ours = written("$docs\nstruct A(::hera_runtime::Uuid);\n", &[("docs", value)]);
        assert_eq!(ours, format!("{value}\nstruct A(Uuid);\n"));
    }

    #[test]
    fn what_is_deep_inside_is_laid_out_there() {
        for length in 60..90 {
            let mut code = Code::default();
            code.open("pub mod a {\n", &[]);
            code.open("pub mod b {\n", &[]);
            let name = "n".repeat(length - 20);
            code.write("fn f() {\n    g(a, $name);\n}\n", &[("name", &name)]);
            code.close();
            code.close();
            let file = syn::parse_file(&code.out).expect("it is Rust");
            assert_eq!(code.out, prettyplease::unparse(&file));
        }
    }
}
