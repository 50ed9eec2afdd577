//! The data that random expressions read: the Rust types as the compiler would generate them, the same
//! types in the spec's words, and rows.

use hera_runtime::wire::{self, Fields, FirstError, Object, Record, Wire};
use hera_runtime::{Date, Decimal, Timestamp, Uuid, Value};
use hera_specc::ir::Type;
use serde_json::json;

/// An enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Retail,
}

const WORDS: [&str; 2] = ["SERVICE", "RETAIL"];

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Kind::Service => "SERVICE",
            Kind::Retail => "RETAIL",
        }
    }
}

impl Wire for Kind {
    fn encode(&self) -> Value {
        Value::from(self.as_str())
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Kind> {
        match wire::place(value, &WORDS, first)? {
            0 => Some(Kind::Service),
            _ => Some(Kind::Retail),
        }
    }

    fn blank() -> Kind {
        Kind::Service
    }
}

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) amount: Option<Decimal>,
    pub(super) kind: Option<Kind>,
    pub(super) taxed: Option<bool>,
}

impl Record for Line {
    fn write(&self, object: &mut Object) {
        object.optional("amount", &self.amount);
        object.optional("kind", &self.kind);
        object.optional("taxed", &self.taxed);
    }

    fn read(fields: &mut Fields<'_>) -> Line {
        Line {
            amount: fields.optional("amount"),
            kind: fields.optional("kind"),
            taxed: fields.optional("taxed"),
        }
    }
}

macro_rules! data {
    ($($name:ident $optional:ident: $ty:ty = $spec:expr,)*) => {
        /// A payload.
        pub(super) struct Data {
            $(pub(super) $name: Option<$ty>, pub(super) $optional: Option<$ty>,)*
        }

        impl Data {
            pub(super) fn read(row: &Value) -> Data {
                let mut fields = Fields::of(row).expect("a row is an object");
                let data = Data {
                    $(
                        $name: fields.optional(stringify!($name)),
                        $optional: fields.optional(stringify!($optional)),
                    )*
                };
                let names = [$(stringify!($name), stringify!($optional)),*];
                assert_eq!(fields.finish(&names), Ok(Vec::new()), "all are of their types");
                data
            }
        }

        /// The types in the spec's words; names that end in `_o` may be absent.
        pub(super) fn types() -> Vec<(&'static str, Type)> {
            vec![$((stringify!($name), $spec), (stringify!($optional), $spec),)*]
        }
    };
}

data! {
    flag flag_o: bool = Type::Boolean,
    qty qty_o: Decimal = Type::Decimal,
    count count_o: i64 = Type::Integer,
    text text_o: String = Type::String,
    kind kind_o: Kind = kind(),
    id id_o: Uuid = Type::Uuid,
    day day_o: Date = Type::Date,
    at at_o: Timestamp = Type::Timestamp,
    tags tags_o: Vec<String> = list(Type::String),
    numbers numbers_o: Vec<i64> = list(Type::Integer),
    kinds kinds_o: Vec<Kind> = list(kind()),
    line line_o: Line = line(),
    lines lines_o: Vec<Line> = list(line()),
}

fn list(item: Type) -> Type {
    Type::Array(Box::new(item))
}

pub(super) fn kind() -> Type {
    Type::Enum(WORDS.map(str::to_owned).into())
}

fn line() -> Type {
    Type::Record(vec![
        ("amount".to_owned(), Type::Decimal),
        ("kind".to_owned(), kind()),
        ("taxed".to_owned(), Type::Boolean),
    ])
}

/// Rows: plain ones, all optional fields absent, borders of the numbers, empty lists.
pub(super) fn rows() -> Vec<Value> {
    let one = json!({
        "flag": true, "qty": "2.50", "count": 3, "text": "ab", "kind": "RETAIL",
        "id": "550e8400-e29b-41d4-a716-446655440000", "day": "2025-01-31",
        "at": "2025-01-31T09:30:00Z", "tags": ["ab", "RETAIL"], "numbers": [0, 3],
        "kinds": ["RETAIL"], "line": {"amount": "1", "kind": "SERVICE", "taxed": false},
        "lines": [{"amount": "1.5", "kind": "RETAIL", "taxed": true}, {"amount": "1"}],
    });
    let mut two = one.clone();
    for name in types().iter().filter_map(|(name, _)| name.strip_suffix("_o")) {
        two[format!("{name}_o")] = one[name].clone();
    }
    let mut three = two.clone();
    three["flag"] = json!(false);
    three["count"] = json!(i64::MAX);
    three["count_o"] = json!(i64::MIN);
    three["qty"] = json!("79228162514264337593543950335");
    three["qty_o"] = json!("0.0000000000000000000000000001");
    three["kind_o"] = json!("SERVICE");
    three["text_o"] = json!("RETAIL");
    three["lines"] = json!([]);
    three["tags_o"] = json!([]);
    three["numbers_o"] = json!([i64::MAX, 1]);
    three["line_o"] = json!({});
    let mut four = one.clone();
    four["count"] = json!(0);
    four["qty"] = json!("0");
    four["text"] = json!("");
    four["day_o"] = json!("1999-12-31");
    four["flag_o"] = json!(false);
    four["lines_o"] = json!([{"taxed": false}, {"kind": "SERVICE"}]);
    vec![one, two, three, four]
}
