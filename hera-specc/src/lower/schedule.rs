//! Options of triggers that a clock or a queue starts: judged, although nothing starts flows by them yet
//! (HS0413 says that).

use super::Cx;
use super::scalars::milliseconds;
use super::shape;
use crate::ast::{Entry, Node};
use crate::diag::{Diagnostic, catalogue};

/// The fields of a cron line: their names, and the least and the greatest number.
const FIELDS: [(&str, u32, u32); 5] = [
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day of the month", 1, 31),
    ("month", 1, 12),
    ("day of the week", 0, 7),
];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
/// Names that stand for a whole line.
const NICKNAMES: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// Judges `every`, `delay`, `cron`, `schedule` and `queue` of a trigger (HS0611).
pub(super) fn judge(cx: &mut Cx<'_>, entries: &[Entry]) {
    for entry in entries {
        let node = &entry.value;
        let fault = match entry.key.value.as_str() {
            "every" | "delay" => period(node),
            "cron" => cron(node),
            "schedule" => match node.map() {
                Some(inner) => {
                    judge(cx, inner);
                    None
                }
                None => cron(node),
            },
            "queue" => queue(node),
            _ => None,
        };
        if let Some((what, help)) = fault {
            let span = cx.first_line(node.span);
            let shown = shape::shorten(cx.sources.slice(span));
            let message = format!("`{}: {shown}` is not valid: {what}", entry.key.value);
            cx.report(Diagnostic::new(&catalogue::HS0611, span, message).help(help));
        }
    }
}

type Fault = Option<(String, String)>;

fn period(node: &Node) -> Fault {
    let text = node.text().unwrap_or_default().trim();
    let help = "write `5m`, `30s` or `1h`";
    match milliseconds(text) {
        Some(0) => Some(("it has to be longer than nothing".to_owned(), help.to_owned())),
        Some(_) => None,
        None => Some(("this is no duration".to_owned(), meant(text).unwrap_or(help.to_owned()))),
    }
}

/// `5x` is likely `5m`.
fn meant(text: &str) -> Option<String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| format!("write `{number}m`, `{number}s` or `{number}h`"))
}

fn queue(node: &Node) -> Fault {
    let text = node.text().unwrap_or_default().trim();
    let word = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let named = !text.is_empty() && text.chars().all(word);
    (!named).then(|| {
        ("a queue has a name".to_owned(), "write letters, digits, `.`, `_` and `-`".to_owned())
    })
}

fn cron(node: &Node) -> Fault {
    let help = "write minute, hour, day, month, day of the week: `cron: \"0 6 * * mon-fri\"`";
    let fault = |what: String| Some((what, help.to_owned()));
    let text = node.text().unwrap_or_default().trim().to_ascii_lowercase();
    if NICKNAMES.contains(&text.as_str()) {
        return None;
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return fault(format!("a cron line has 5 fields, this has {}", fields.len()));
    }
    let wrong = fields.iter().zip(FIELDS).find(|(field, (name, low, high))| {
        !field.split(',').all(|part| is_part(part, name, *low, *high))
    });
    let (field, (name, low, high)) = wrong?;
    fault(format!("`{field}` is no {name} ({low} to {high})"))
}

/// `*`, `7`, `mon-fri`, `*/15`, `0-30/10`.
fn is_part(part: &str, field: &str, low: u32, high: u32) -> bool {
    let (range, step) = part.split_once('/').map_or((part, None), |(r, s)| (r, Some(s)));
    let steps = step.is_none_or(|step| step.parse().is_ok_and(|step: u32| step > 0));
    let number = |text: &str| {
        let names: &[&str] = match field {
            "month" => &MONTHS,
            "day of the week" => &DAYS,
            _ => &[],
        };
        let named = names.iter().position(|name| *name == text);
        let named = named.and_then(|at| u32::try_from(at).ok()).map(|at| at + low);
        let number = named.or_else(|| text.parse().ok());
        number.filter(|number| (low..=high).contains(number))
    };
    let ranges = match range.split_once('-') {
        _ if range == "*" => true,
        Some((from, to)) => number(from).zip(number(to)).is_some_and(|(from, to)| from <= to),
        None => number(range).is_some(),
    };
    steps && ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_line(line: &str) -> bool {
        let fields: Vec<&str> = line.split_whitespace().collect();
        fields.len() == FIELDS.len()
            && fields.iter().zip(FIELDS).all(|(field, (name, low, high))| {
                field.split(',').all(|part| is_part(part, name, low, high))
            })
    }

    #[test]
    fn cron_lines() {
        for line in ["* * * * *", "*/15 0-6 1,15 jan-mar mon-fri", "0 6 31 12 7", "5-50/5 * * * *"]
        {
            assert!(is_line(line), "{line}");
        }
        for line in
            ["60 * * * *", "* * 0 * *", "* * * 13 *", "* * * * fry", "*/0 * * * *", "9-5 * * * *"]
        {
            assert!(!is_line(line), "{line}");
        }
    }
}
