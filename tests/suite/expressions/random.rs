//! Random expressions as texts; not all of them type-check.

use hera_specc::ir::Type;
use serde_json::{Value, json};

use super::data;

/// A generator that gives the same texts for ever (splitmix64).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).expect("it is below a usize")
    }

    fn pick(&mut self, choices: &[&str]) -> String {
        choices[self.below(choices.len())].to_owned()
    }

    /// A field, or the one beside it that may be absent.
    fn field(&mut self, name: &str) -> String {
        format!("{name}{}", self.pick(&["", "_o"]))
    }

    /// A condition of at most this depth.
    pub(super) fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let a = self.condition(depth - 1);
        match self.below(7) {
            0 => format!("!({a})"),
            1 => format!("({a} && {})", self.condition(depth - 1)),
            2 => format!("({a} || {})", self.condition(depth - 1)),
            3 => format!("(if {a} then {})", self.condition(depth - 1)),
            4 => format!("(({a}) == {})", self.pick(&["flag", "flag_o", "true", "false"])),
            5 => format!("{}([{a}, {}])", self.pick(&["all", "any"]), self.field("flag")),
            _ => self.leaf(),
        }
    }

    /// A condition over few values, so that pairs of them often exclude each other.
    pub(super) fn simple(&mut self) -> String {
        let signs = ["==", "!=", "<", "<=", ">", ">="];
        let mut one = || match self.below(6) {
            0 => format!("{}flag_o", self.pick(&["", "!"])),
            1 => format!("count_o {} {}", self.pick(&signs), self.pick(&["0", "1", "2"])),
            2 => format!("!(qty {} {})", self.pick(&signs), self.pick(&["0", "0.5", "1"])),
            3 => format!("kind_o {} RETAIL", self.pick(&["==", "!="])),
            4 => format!("text_o {} ['ab', 'x']", self.pick(&["in", "not in"])),
            _ => format!("{}exists({})", self.pick(&["", "!"]), self.pick(&["kind_o", "count_o"])),
        };
        let (a, b) = (one(), one());
        format!("{a} {} {b}", self.pick(&["&&", "&&", "||"]))
    }

    /// A row of few values.
    pub(super) fn row(&mut self) -> Value {
        let rows = data::rows();
        let mut row = rows[self.below(rows.len())].clone();
        let values = [
            ("flag_o", [json!(true), json!(false), Value::Null]),
            ("count_o", [json!(0), json!(1), json!(2)]),
            ("count", [json!(0), json!(1), json!(2)]),
            ("qty", [json!("0"), json!("0.5"), json!("1")]),
            ("kind_o", [json!("RETAIL"), json!("SERVICE"), Value::Null]),
            ("text_o", [json!("ab"), json!("y"), Value::Null]),
        ];
        for (name, choices) in values {
            if self.below(4) > 0 {
                row[name] = choices[self.below(choices.len())].clone();
            }
        }
        row
    }

    fn leaf(&mut self) -> String {
        let equality = ["==", "!="];
        let order = ["==", "!=", "<", "<=", ">", ">="];
        match self.below(16) {
            0 => self.field("flag"),
            1..=3 => format!("{} {} {}", self.number(2), self.pick(&order), self.number(1)),
            4 => format!("{} {} {}", self.text(), self.pick(&equality), self.text()),
            5 => {
                let words = ["RETAIL", "SERVICE", "kind", "kind_o", "'RETAIL'", "line.kind"];
                format!("{} {} {}", self.kind(), self.pick(&equality), self.pick(&words))
            }
            6 => {
                let lists =
                    ["[RETAIL]", "[SERVICE, kind_o]", "kinds", "kinds_o", "lines.kind", "tags"];
                format!("{} {} {}", self.kind(), self.pick(&["in", "not in"]), self.pick(&lists))
            }
            7 => {
                let lists =
                    ["['ab', 'x']", "[text, text_o, 'y']", "tags", "tags_o", "[kind, 'ab']"];
                format!("{} {} {}", self.text(), self.pick(&["in", "not in"]), self.pick(&lists))
            }
            8 => {
                let lists = ["[0, 3]", "[1, 2.5, qty_o]", "numbers", "numbers_o", "lines.amount"];
                format!("{} in {}", self.number(1), self.pick(&lists))
            }
            9 => format!("{}({}.taxed)", self.pick(&["all", "any"]), self.field("lines")),
            10 => {
                let times =
                    ["'2025-01-31T09:30:00Z'", "'2025-01-31T10:30:00.5+01:00'", "at", "at_o"];
                format!("{} {} {}", self.field("at"), self.pick(&order), self.pick(&times))
            }
            11 => {
                let days = ["'2025-01-31'", "'1970-02-01'", "day", "day_o"];
                format!("{} {} {}", self.field("day"), self.pick(&order), self.pick(&days))
            }
            12 => {
                let ids = ["'550E8400-E29B-41D4-A716-446655440000'", "id", "id_o"];
                format!("{} {} {}", self.field("id"), self.pick(&equality), self.pick(&ids))
            }
            13 => format!("exists({})", self.any()),
            14 => format!("{} {} null", self.any(), self.pick(&equality)),
            _ => format!("has({}, {})", self.pick(&["tags", "tags_o", "kinds"]), self.text()),
        }
    }

    fn any(&mut self) -> String {
        match self.below(5) {
            0 => self.number(2),
            1 => self.text(),
            2 => self.pick(&["lines", "lines_o", "lines_o.kind", "line_o.kind", "tags_o"]),
            3 => self.pick(&["flag_o", "day_o", "at_o", "id_o", "kinds_o"]),
            _ => self.kind(),
        }
    }

    fn kind(&mut self) -> String {
        self.pick(&["kind", "kind_o", "line.kind", "line_o.kind"])
    }

    fn text(&mut self) -> String {
        self.pick(&["text", "text_o", "'ab'", "'RETAIL'", "''", "kind", "kind_o", "'ä'"])
    }

    fn number(&mut self, depth: usize) -> String {
        if depth > 0 && self.below(2) == 0 {
            let (a, b) = (self.number(depth - 1), self.number(depth - 1));
            return match self.below(5) {
                0 => format!("({a} + {b})"),
                1 => format!("({a} - {b})"),
                2 => format!("({a} * {b})"),
                3 => format!("({a} / {b})"),
                _ => format!("-({a})"),
            };
        }
        match self.below(8) {
            0 | 1 => self.field("qty"),
            2 | 3 => self.field("count"),
            4 => self.pick(&["line.amount", "line_o.amount"]),
            5 => {
                let lists = ["lines.amount", "lines_o.amount", "numbers", "numbers_o", "[1, qty]"];
                format!("sum({})", self.pick(&lists))
            }
            6 => {
                let lists =
                    ["tags", "tags_o", "lines", "lines_o.kind", "text", "text_o", "[1, count_o]"];
                format!("len({})", self.pick(&lists))
            }
            _ => self.pick(&[
                "0",
                "1",
                "-3",
                "2.50",
                "0.1",
                "9223372036854775807",
                "100000000000.000001",
            ]),
        }
    }

    /// A value, and the type that its place has.
    pub(super) fn value(&mut self) -> (String, Type) {
        let list = |item| Type::Array(Box::new(item));
        match self.below(9) {
            0 | 1 => (self.number(2), Type::Decimal),
            2 => (self.number(2), Type::Integer),
            3 => (self.text(), Type::String),
            4 => (self.pick(&["kind", "kind_o", "RETAIL", "'SERVICE'", "line.kind"]), data::kind()),
            5 => (format!("[{}, {}]", self.number(1), self.number(1)), list(Type::Decimal)),
            6 => {
                let lists = ["lines.amount", "lines_o.amount", "[1, qty]"];
                (self.pick(&lists), list(Type::Decimal))
            }
            7 => {
                let lists = ["lines.kind", "kinds_o", "[RETAIL, kind_o]"];
                (self.pick(&lists), list(data::kind()))
            }
            _ => {
                let things =
                    ["lines", "line_o", "tags", "qty_o", "kind", "day", "at_o", "id", "flag"];
                (self.pick(&things), Type::Json)
            }
        }
    }
}
