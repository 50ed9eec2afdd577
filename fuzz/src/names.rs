//! The names that fuzzed conditions can read.

use hera_specc::diag::{Diagnostic, Severity, catalogue};
use hera_specc::ir::Type;
use hera_specc::ir::expr::{Path, Ref};
use hera_specc::lower::expr::{Env, Resolution};

/// One value of each type; those that end in `_o` may be absent, and `gone` is poisoned.
pub struct Names;

impl Names {
    fn ty(name: &str) -> Option<Type> {
        let kind = || Type::Enum(["SERVICE", "RETAIL"].map(str::to_owned).into());
        let line = || {
            Type::Record(vec![
                ("amount".to_owned(), Type::Decimal),
                ("kind".to_owned(), kind()),
                ("taxed".to_owned(), Type::Boolean),
            ])
        };
        Some(match name {
            "flag" => Type::Boolean,
            "qty" => Type::Decimal,
            "count" => Type::Integer,
            "text" => Type::String,
            "kind" => kind(),
            "id" => Type::Uuid,
            "day" => Type::Date,
            "at" => Type::Timestamp,
            "tags" => Type::Array(Box::new(Type::String)),
            "line" => line(),
            "lines" => Type::Array(Box::new(line())),
            "data" => Type::Json,
            _ => return None,
        })
    }
}

impl Env for Names {
    fn resolve(&self, path: &Path) -> Resolution {
        let Some(head) = path.segments.first() else { return Resolution::Poisoned };
        let (name, optional) = match head.value.strip_suffix("_o") {
            Some(name) => (name, true),
            None => (head.value.as_str(), false),
        };
        if name == "gone" {
            return Resolution::Poisoned;
        }
        match Names::ty(name) {
            Some(ty) => Resolution::value(Ref::Payload(head.value.clone()), ty, optional),
            None => {
                let message = format!("no field `{}`", head.value);
                let found = Diagnostic::new(&catalogue::HS0701, head.span, message);
                Resolution::Unknown(Box::new(found.severity(Severity::Error)))
            }
        }
    }
}
