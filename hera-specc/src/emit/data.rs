//! Static data as text: the tables of a flow, laid out as the formatter lays them out.
//!
//! A flow of a thousand nodes has fifty thousand lines of them. As tokens that are quoted, shortened, parsed
//! and formatted they would cost more than all other code; here each row is written once.

use proc_macro2::Literal;

use super::imports::Names;

/// Columns of a line, as the formatter counts.
const MARGIN: isize = 89;
/// The fewest columns that a line has, however far in it starts.
const COLUMNS_MIN: isize = 60;
/// The widest struct in one line, up to its closing bracket.
pub(super) const STRUCT_MAX: isize = 34;
const INDENT: isize = 4;

/// A constant expression.
pub(super) enum Data {
    /// A literal, or a word of the prelude.
    Word(String),
    /// What the runtime exports under this path.
    Path(&'static str),
    /// The path, called with one value.
    Call(&'static str, Box<Data>),
    /// `&[..]`
    List(Vec<Data>),
    /// `[..]`
    Array(Vec<Data>),
    /// `(..)`
    Tuple(Vec<Data>),
    /// The path and its fields.
    Struct(&'static str, Vec<(&'static str, Data)>),
}

impl Data {
    /// A text.
    pub(super) fn text(text: &str) -> Data {
        Data::Word(Literal::string(text).to_string())
    }

    /// A boolean or a number, with its suffix.
    pub(super) fn word(word: impl ToString) -> Data {
        Data::Word(word.to_string())
    }

    /// A call.
    pub(super) fn call(path: &'static str, value: Data) -> Data {
        Data::Call(path, Box::new(value))
    }

    /// `Some(..)` or `None`.
    pub(super) fn option(value: Option<Data>) -> Data {
        value.map_or_else(|| Data::word("None"), |value| Data::call("Some", value))
    }

    /// Whether brackets of a call need no line of their own around it.
    fn is_block(&self) -> bool {
        matches!(self, Data::Tuple(_) | Data::Struct(..))
    }
}

/// Writes data where a formatter would break lines.
pub(super) struct Writer<'a> {
    /// How a path of the runtime is written in this file.
    names: &'a mut Names,
    /// The text.
    out: &'a mut String,
    /// Columns left on the line.
    space: isize,
}

impl<'a> Writer<'a> {
    /// A writer behind the last line of `out`.
    pub(super) fn new(out: &'a mut String, names: &'a mut Names) -> Writer<'a> {
        let line = out.rsplit('\n').next().unwrap_or_default();
        let indent = columns(line) - columns(line.trim_start());
        let space = (MARGIN - indent).max(COLUMNS_MIN) - columns(line.trim_start());
        Writer { names, out, space }
    }

    /// Writes a table before the end of its line.
    pub(super) fn whole(&mut self, table: &Data, after: &str) {
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        let indent = columns(line) - columns(line.trim_start());
        self.data(table, indent, columns(after));
    }

    /// Writes data in a block that is indented by `indent`; `rest` columns follow before the line may end.
    fn data(&mut self, data: &Data, indent: isize, rest: isize) {
        match data {
            Data::Word(word) => self.word(word),
            Data::Path(path) => self.path(path),
            Data::Call(path, value) => {
                self.path(path);
                self.word("(");
                if value.is_block() {
                    self.data(value, indent, rest + 1);
                } else {
                    let width = self.width(value);
                    let fits = self.fits(width, rest + 1);
                    self.group(std::slice::from_ref(&**value), fits, indent);
                }
                self.word(")");
            }
            Data::List(items) => {
                self.word("&");
                self.items(("[", items, "]"), indent, rest);
            }
            Data::Array(items) => self.items(("[", items, "]"), indent, rest),
            Data::Tuple(items) => self.items(("(", items, ")"), indent, rest),
            Data::Struct(path, fields) => self.structure(path, fields, indent, rest),
        }
    }

    fn items(&mut self, (open, items, close): (&str, &[Data], &str), indent: isize, rest: isize) {
        self.word(open);
        if !items.is_empty() {
            let width = self.joined(items);
            let fits = self.fits(width, rest + 1);
            self.group(items, fits, indent);
        }
        self.word(close);
    }

    /// Values behind each other, or below each other.
    fn group(&mut self, items: &[Data], fits: bool, indent: isize) {
        let inner = indent + INDENT;
        for (at, item) in items.iter().enumerate() {
            match (at, fits) {
                (0, true) => {}
                (_, true) => self.word(", "),
                (_, false) => self.line(inner),
            }
            // The comma behind the last stands only where the lines are broken, and is not counted.
            let rest = isize::from(at + 1 < items.len());
            self.data(item, if fits { indent } else { inner }, rest);
            if !fits {
                self.word(",");
            }
        }
        if !fits {
            self.line(indent);
        }
    }

    fn structure(
        &mut self,
        path: &'static str,
        fields: &[(&'static str, Data)],
        indent: isize,
        rest: isize,
    ) {
        let width = self.fields(path, fields);
        let fits = width.is_some_and(|width| width <= STRUCT_MAX) && self.fits(width, rest + 1);
        self.path(path);
        self.word(" {");
        let inner = indent + INDENT;
        for (at, (name, value)) in fields.iter().enumerate() {
            match (at, fits) {
                (0, true) => self.word(" "),
                (_, true) => self.word(", "),
                (_, false) => self.line(inner),
            }
            // `admit: admit` would be `admit`.
            if !same(name, value) {
                self.word(name);
                self.word(": ");
            }
            self.data(value, if fits { indent } else { inner }, isize::from(at + 1 < fields.len()));
            if !fits {
                self.word(",");
            }
        }
        match fits {
            true => self.word(" "),
            false => self.line(indent),
        }
        self.word("}");
    }

    fn path(&mut self, path: &'static str) {
        let short = self.names.short(path);
        self.word(short);
    }

    fn word(&mut self, word: &str) {
        self.out.push_str(word);
        self.space -= columns(word);
    }

    fn line(&mut self, indent: isize) {
        self.out.push('\n');
        (0..indent).for_each(|_| self.out.push(' '));
        self.space = (MARGIN - indent).max(COLUMNS_MIN);
    }

    /// Whether so much and what follows it fits on the line.
    fn fits(&self, width: Option<isize>, rest: isize) -> bool {
        width.is_some_and(|width| width + rest <= self.space)
    }

    /// The width in one line; `None` where it never is in one.
    fn width(&mut self, data: &Data) -> Option<isize> {
        Some(match data {
            Data::Word(word) => columns(word),
            Data::Path(path) => columns(self.names.short(path)),
            Data::Call(path, value) => columns(self.names.short(path)) + 2 + self.width(value)?,
            Data::List(items) => 3 + self.joined(items)?,
            Data::Array(items) | Data::Tuple(items) => 2 + self.joined(items)?,
            Data::Struct(path, fields) => {
                self.fields(path, fields).filter(|width| *width <= STRUCT_MAX)? + 1
            }
        })
    }

    fn joined(&mut self, items: &[Data]) -> Option<isize> {
        let commas = 2 * isize::try_from(items.len().saturating_sub(1)).ok()?;
        items.iter().try_fold(commas, |sum, item| {
            // What cannot fit on any line is not measured to its end.
            if sum > MARGIN { None } else { Some(sum + self.width(item)?) }
        })
    }

    /// A struct up to its closing bracket.
    fn fields(&mut self, path: &'static str, fields: &[(&'static str, Data)]) -> Option<isize> {
        let head = columns(self.names.short(path)) + 4;
        let commas = 2 * isize::try_from(fields.len().saturating_sub(1)).ok()?;
        fields.iter().try_fold(head + commas, |sum, (name, value)| {
            if sum > STRUCT_MAX {
                None
            } else {
                Some(sum + named(name, value) + self.width(value)?)
            }
        })
    }
}

/// Whether a field has the name of its value, which then stands for both.
fn same(name: &str, value: &Data) -> bool {
    matches!(value, Data::Word(word) if word == name)
}

/// Columns of the name of a field.
fn named(name: &str, value: &Data) -> isize {
    if same(name, value) { 0 } else { columns(name) + 2 }
}

/// Columns of a text; the formatter counts bytes.
pub(super) fn columns(text: &str) -> isize {
    isize::try_from(text.len()).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The static that has the table, as text.
    fn written(table: &Data, after: &str) -> String {
        let mut out = "static A: T = ".to_owned();
        Writer::new(&mut out, &mut Names::default()).whole(table, after);
        out + after + "\n"
    }

    /// Rows as those of a plan, with a name of this length.
    fn rows(length: usize) -> Vec<Data> {
        let name = "n".repeat(length);
        let text = || Data::call("Text::Borrowed", Data::text(&name));
        let index = |at: usize| Data::call("Ix", Data::word(at));
        let list = |count| Data::call("List", Data::List((0..count).map(index).collect()));
        let small = || Data::Struct("S", vec![("a", Data::text(&name)), ("b", Data::word(true))]);
        let pair = || Data::Tuple(vec![Data::text(&name), Data::Path("a::B")]);
        vec![
            text(),
            pair(),
            small(),
            Data::List(Vec::new()),
            list(length / 4),
            Data::option(Some(small())),
            Data::List(vec![pair(), pair()]),
            Data::call("List", Data::List(vec![small(), small()])),
            Data::call("List", Data::Tuple(vec![text(), text()])),
            Data::Struct(
                "a::Row",
                vec![("id", text()), ("after", list(length / 5)), ("one", small())],
            ),
        ]
    }

    #[test]
    fn lines_break_where_the_formatter_breaks_them() {
        for length in 1..110 {
            for row in rows(length).into_iter().chain([Data::List(rows(length))]) {
                let ours = written(&row, ";");
                let file = syn::parse_file(&ours).expect("a table is Rust");
                assert_eq!(ours, prettyplease::unparse(&file));
            }
        }
    }
}
