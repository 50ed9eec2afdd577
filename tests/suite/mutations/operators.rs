//! Mutations of a spec: each a small change that a slip of the hand or a careless merge could make.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

/// What a mutation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operator {
    /// Takes an entry out.
    Drop,
    /// Gives an item of a list twice.
    Duplicate,
    /// Writes a key, an id, a code or a name in another way.
    Rename,
    /// Exchanges two neighbours of a list.
    Swap,
    /// Gives a value of another type or another choice.
    Retype,
    /// Changes an edge line.
    Reedge,
}

impl Operator {
    pub(crate) const ALL: [Operator; 6] = [
        Operator::Drop,
        Operator::Duplicate,
        Operator::Rename,
        Operator::Swap,
        Operator::Retype,
        Operator::Reedge,
    ];
}

/// A spec after one change.
#[derive(Clone, Debug)]
pub(crate) struct Mutation {
    pub(crate) operator: Operator,
    /// Where and what, for a person.
    pub(crate) about: String,
    /// The spec's text.
    pub(crate) text: String,
}

/// Sets of words of which each can stand where another one stands.
const CHOICES: &[&[&str]] = &[
    &["uuid", "string", "decimal", "integer", "boolean", "timestamp", "date", "object"],
    &["transactional", "external", "none"],
    &["validate_only", "persist"],
    &["exponential", "fixed", "linear"],
    &["context", "payload", "headers", "path"],
];

/// Keys whose values name something.
const NAMING: [&str; 8] =
    ["id", "run", "emit", "name", "code", "compensation", "smart_code", "applies_to"];

/// All mutations of a spec, in the order of its parts.
pub(crate) fn all(text: &str) -> Vec<Mutation> {
    let root: Value = serde_yaml::from_str(text).expect("our specs are YAML");
    let mut walk = Walk { root: root.clone(), found: Vec::new() };
    walk.visit(&root, &mut Vec::new());
    walk.found
}

/// At most so many of each operator, spread over the spec.
pub(crate) fn spread(all: Vec<Mutation>, each: &dyn Fn(Operator) -> usize) -> Vec<Mutation> {
    let mut by_operator: BTreeMap<Operator, Vec<Mutation>> = BTreeMap::new();
    for mutation in all {
        by_operator.entry(mutation.operator).or_default().push(mutation);
    }
    by_operator
        .into_iter()
        .flat_map(|(operator, list)| {
            let (len, wanted) = (list.len(), each(operator).min(list.len()));
            let chosen: Vec<usize> = (0..wanted).map(|at| at * len / wanted).collect();
            list.into_iter().enumerate().filter(move |(at, _)| chosen.contains(at)).map(|(_, m)| m)
        })
        .collect()
}

#[derive(Clone, Debug)]
enum Step {
    Key(String),
    At(usize),
}

struct Walk {
    root: Value,
    found: Vec<Mutation>,
}

impl Walk {
    fn visit(&mut self, value: &Value, path: &mut Vec<Step>) {
        match value {
            Value::Mapping(map) => self.map(map, path),
            Value::Sequence(items) => self.list(items, path),
            Value::String(text) => self.text(text, path),
            Value::Bool(flag) => self.put(path, Operator::Retype, Value::Bool(!flag), "flipped"),
            Value::Number(_) => {
                for other in [0, 1_000_000] {
                    let told = format!("becomes {other}");
                    self.put(path, Operator::Retype, Value::from(other), &told);
                }
            }
            _ => {}
        }
    }

    fn map(&mut self, map: &Mapping, path: &mut Vec<Step>) {
        for (key, value) in map {
            let Some(name) = key.as_str() else { continue };
            let mut less = map.clone();
            less.shift_remove(key);
            self.put(path, Operator::Drop, Value::Mapping(less), &format!("without `{name}`"));
            let renamed = map.iter().map(|(other, value)| match other == key {
                true => (Value::from(format!("{name}s")), value.clone()),
                false => (other.clone(), value.clone()),
            });
            let renamed = Value::Mapping(renamed.collect());
            self.put(path, Operator::Rename, renamed, &format!("`{name}` becomes `{name}s`"));
            path.push(Step::Key(name.to_owned()));
            self.visit(value, path);
            path.pop();
        }
    }

    fn list(&mut self, items: &[Value], path: &mut Vec<Step>) {
        for at in 0..items.len() {
            let mut less = items.to_vec();
            less.remove(at);
            self.put(path, Operator::Drop, less.into(), &format!("without item {at}"));
            let mut more = items.to_vec();
            more.insert(at, items[at].clone());
            self.put(path, Operator::Duplicate, more.into(), &format!("item {at} twice"));
            if at + 1 < items.len() {
                let mut other = items.to_vec();
                other.swap(at, at + 1);
                let told = format!("items {at} and {} exchanged", at + 1);
                self.put(path, Operator::Swap, other.into(), &told);
            }
            path.push(Step::At(at));
            self.visit(&items[at], path);
            path.pop();
        }
    }

    fn text(&mut self, text: &str, path: &[Step]) {
        for choices in CHOICES.iter().filter(|choices| choices.contains(&text)) {
            let at = choices.iter().position(|word| *word == text).expect("it is one of them");
            for step in [1, choices.len() / 2] {
                let other = choices[(at + step) % choices.len()];
                if other != text {
                    self.put(path, Operator::Retype, other.into(), &format!("becomes {other}"));
                }
            }
        }
        let key = path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::At(_) => None,
        });
        if key.is_some_and(|key| NAMING.contains(&key)) {
            let other = match text.rsplit_once(".v") {
                Some((head, version)) => format!("{head}X.v{version}"),
                None => format!("{text}_X"),
            };
            self.put(path, Operator::Rename, other.clone().into(), &format!("becomes {other}"));
        }
        if key == Some("when") && text.contains('$') {
            for (from, to) in [("==", "!="), ("$.payload.", "$.payload.x"), ("'", "'X")] {
                if text.contains(from) {
                    let other = text.replacen(from, to, 1);
                    let told = format!("becomes {other}");
                    self.put(path, Operator::Retype, other.into(), &told);
                }
            }
        }
        if text.contains('→') {
            self.edge(text, path);
        }
    }

    fn edge(&mut self, text: &str, path: &[Step]) {
        let words: Vec<&str> = text.split('→').map(str::trim).collect();
        let mut others = Vec::new();
        for at in 0..words.len() {
            let mut less = words.clone();
            less.remove(at);
            others.push(less);
            let mut more = words.clone();
            more.insert(at, words[at]);
            others.push(more);
            if at + 1 < words.len() {
                let mut other = words.clone();
                other.swap(at, at + 1);
                others.push(other);
            }
        }
        let back: Vec<&str> = words.iter().chain(words.get(1)).copied().collect();
        others.push(back);
        for other in others {
            let line = other.join(" → ");
            self.put(path, Operator::Reedge, line.clone().into(), &format!("becomes {line}"));
        }
    }

    /// The spec with another value at `path`.
    fn put(&mut self, path: &[Step], operator: Operator, value: Value, what: &str) {
        let mut root = self.root.clone();
        let mut place = &mut root;
        let mut told = String::new();
        for step in path {
            place = match step {
                Step::Key(key) => {
                    told += &format!(".{key}");
                    place.get_mut(key.as_str()).expect("it was visited")
                }
                Step::At(at) => {
                    told += &format!("[{at}]");
                    place.get_mut(*at).expect("it was visited")
                }
            };
        }
        *place = value;
        let text = serde_yaml::to_string(&root).expect("a tree can be written");
        let about = format!("{} {what}", told.trim_start_matches('.'));
        self.found.push(Mutation { operator, about: about.trim().to_owned(), text });
    }
}
