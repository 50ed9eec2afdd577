//! Items as text, written as the formatter would lay them out.
//!
//! The module of a procedure says much the same each time. Quoted, shortened, parsed and formatted it costs some
//! five times what writing it costs, so its items are templates that stand there as they come out. Where a line
//! grows longer than the formatter leaves it, the formatter lays the items out after all.

use super::imports::{Names, ROOT};

/// The longest line that the formatter does not break.
const COLUMNS_MAX: usize = 89;

/// Text of items, with short names for what the runtime exports.
#[derive(Default)]
pub(super) struct Text {
    out: String,
}

impl Text {
    /// Adds whole items. A `$word` of the template stands for its value, in which nothing is shortened.
    pub(super) fn add(&mut self, names: &mut Names, template: &str, values: &[(&str, &str)]) {
        let start = self.out.len();
        fill(&mut self.out, names, template, values);
        if !self.out[start..].lines().all(stays) {
            let items = self.out.split_off(start);
            let file = syn::parse_file(&items).expect("templates are Rust");
            self.out.push_str(&prettyplease::unparse(&file));
        }
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.out
    }
}

/// A piece of code with short names.
pub(super) fn short(names: &mut Names, code: &str) -> String {
    let mut out = String::new();
    fill(&mut out, names, code, &[]);
    out
}

/// A match arm that gives a text, inside of a match in a method.
pub(super) fn arm(pattern: &str, text: &str) -> String {
    let line = format!("            {pattern} => {text},\n");
    // The comma goes where the line breaks, and is not counted; nor is the line's end.
    if line.len() <= COLUMNS_MAX + 2 {
        return line;
    }
    format!("            {pattern} => {{\n                {text}\n            }}\n")
}

/// Whether the formatter has nothing to break in this line: it is short, a comment, or a literal and perhaps
/// the name of its field.
fn stays(line: &str) -> bool {
    let code = line.trim_start();
    let value = code.split_once(": ").map_or(code, |(_, value)| value);
    line.len() <= COLUMNS_MAX || code.starts_with("///") || value.starts_with('"')
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
        let mut text = Text::default();
        text.add(&mut Names::default(), template, values);
        text.out
    }

    #[test]
    fn arms_break_where_the_formatter_breaks_them() {
        const MATCH: &str =
            "impl A {\n    fn f(self) -> T {\n        match self {\n$arms        }\n    }\n}\n";
        for length in 1..110 {
            let arms = arm("Self::Word", &format!("{:?}", "w".repeat(length)));
            let ours = written(MATCH, &[("arms", &arms)]);
            let file = syn::parse_file(&ours).expect("it is Rust");
            assert_eq!(ours, prettyplease::unparse(&file));
        }
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
}
