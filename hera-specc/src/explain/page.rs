//! The facts of a flow, set for a person.

use std::fmt::Write as _;

use hera_core::plan::Effects;
use hera_core::ways_back::FailureClass;

use super::{Commit, End, Explained, Field, Input, Judged, Moment, Node};
use crate::paint::Paint;

/// The page of a flow.
#[must_use]
pub fn page(explained: &Explained, paint: Paint) -> String {
    let mut page = Page { paint, text: String::new() };
    page.head(explained);
    explained.nodes.iter().for_each(|node| page.node(node));
    page.payload(&explained.payload);
    page.heading("Permissions");
    let permissions: Vec<&str> = explained.permissions.iter().map(String::as_str).collect();
    page.line(2, if permissions.is_empty() { "none" } else { "" }, &permissions.join(", "));
    page.commits(explained);
    page.ends(explained);
    page.stranded(explained);
    page.text
}

struct Page {
    paint: Paint,
    text: String,
}

impl Page {
    fn head(&mut self, explained: &Explained) {
        let (event, code) =
            (self.paint.bold(&explained.event), self.paint.dim(&explained.orchestration));
        let _ = writeln!(self.text, "{event}  {code}");
        for trigger in &explained.triggers {
            self.line(2, "starts on ", trigger);
        }
        self.heading("Nodes, in their order");
    }

    fn node(&mut self, node: &Node) {
        let (id, code) = (self.paint.bold(&node.id), self.paint.dim(&node.procedure));
        let _ = writeln!(self.text, "  {:>2} {id}  {code}", node.order);
        let effects = match (node.mode, node.effects) {
            ("validate_only", _) => "checks only",
            (_, Effects::None) => "changes nothing",
            (_, Effects::Transactional) => "writes",
            (_, Effects::External) => "is called outside",
        };
        let boundary = node.boundary.as_ref().map_or(String::new(), |name| format!(" in {name}"));
        let after = match node.after.as_slice() {
            [] => ", first".to_owned(),
            list => format!(", after {}", list.join(" and ")),
        };
        self.line(5, "", &format!("{effects}{boundary}{after}"));
        if let Some(when) = &node.when {
            self.line(5, "when ", when);
        }
        if !node.found {
            self.line(5, "", "its procedure has no file: inputs and errors are unknown");
        }
        self.inputs(&node.inputs);
        self.clauses(&node.clauses);
        if let Some(inverse) = &node.compensation {
            let told = match (inverse.found, inverse.needs_output) {
                (false, _) => " (no file)",
                (_, true) if node.effects == Effects::External => {
                    " (reads its output, so not while it is in doubt)"
                }
                _ => "",
            };
            let code = self.paint.dim(&inverse.procedure).to_string();
            self.line(5, "undone by ", &format!("{code}{told}"));
            if !inverse.refuses.is_empty() {
                let codes = inverse.refuses.join(", ");
                self.line(7, "the run parks on its way back on ", &codes);
            }
            self.inputs(&inverse.inputs);
            self.clauses(&inverse.clauses);
        }
    }

    fn clauses(&mut self, clauses: &[Judged]) {
        for clause in clauses {
            let moment = match clause.when {
                Moment::Admission => "on admission: ",
                Moment::Before => "right before it: ",
                Moment::After => "right after it: ",
            };
            self.line(7, moment, &clause.text);
        }
    }

    fn inputs(&mut self, inputs: &[Input]) {
        let names = width(inputs.iter().map(|input| input.name.as_str()));
        for input in inputs {
            let default = match &input.default {
                Some(default) if input.source != "its default" => format!(", else {default}"),
                Some(default) => format!(" {default}"),
                None if input.required => String::new(),
                None => " (optional)".to_owned(),
            };
            let source = format!("{}{default}", input.source);
            let _ = writeln!(self.text, "       {:<names$}  ← {source}", input.name);
        }
    }

    fn payload(&mut self, fields: &[Field]) {
        self.heading("Payload");
        if fields.is_empty() {
            self.line(2, "", "no fields");
        }
        let names = width(fields.iter().map(|field| field.name.as_str()));
        let types = width(fields.iter().map(|field| field.ty.as_str())).min(40);
        for field in fields {
            let mut told = match (field.required, &field.default) {
                ("always", _) => "required".to_owned(),
                ("when", _) => format!("required when {} runs", field.when.join(" or ")),
                (_, Some(default)) => format!("optional, else {default}"),
                (_, None) => "optional".to_owned(),
            };
            if field.origin != "payload" {
                let _ = write!(told, ", from the {}", field.origin);
            }
            let _ = writeln!(self.text, "  {:<names$}  {:<types$}  {told}", field.name, field.ty);
        }
    }

    fn commits(&mut self, explained: &Explained) {
        self.heading("Commits");
        if explained.commits.is_empty() {
            self.line(2, "", "none but the end of the run: no node changes anything");
        }
        for (at, commit) in explained.commits.iter().enumerate() {
            let name = self.paint.bold(&commit.boundary);
            let after = match commit.after.as_slice() {
                [] => String::new(),
                list => format!(", after {}", list.join(" and ")),
            };
            let _ = writeln!(self.text, "  {:>2} {name}  {}{after}", at + 1, told(commit));
        }
        let attempts = explained.max_attempts;
        let told = match attempts {
            1 => "each is attempted once".to_owned(),
            n => format!("each is attempted up to {n} times"),
        };
        self.line(2, "", &told);
        if let Some(key) = &explained.concurrency_key {
            let parked =
                if explained.releases_parked { "; a parked run gives its key up" } else { "" };
            self.line(
                2,
                "",
                &format!("runs of an organisation with the same {key} go one at a time{parked}"),
            );
        }
        if let Some(ms) = explained.deadline_ms {
            self.line(2, "", &format!("a run that is not over after {ms} ms is cancelled"));
        }
    }

    fn ends(&mut self, explained: &Explained) {
        self.heading(
            "Where a run ends when a node fails for good, and its HTTP status (202 while parked)",
        );
        let names = width(explained.nodes.iter().map(|node| node.id.as_str()));
        for node in &explained.nodes {
            let mut rows: Vec<(&[&str], Vec<String>)> = Vec::new();
            for end in explained.ends.iter().filter(|end| end.node == node.id) {
                match rows.iter_mut().find(|(ends, _)| *ends == end.ends) {
                    Some((_, errors)) => errors.push(error(end)),
                    None => rows.push((&end.ends, vec![error(end)])),
                }
            }
            for (at, (ends, errors)) in rows.iter().enumerate() {
                let id = if at == 0 { node.id.as_str() } else { "" };
                let how = ends.join(" or ");
                let how = match ends.contains(&"parked") {
                    true => self.paint.warn(how).to_string(),
                    false => self.paint.good(how).to_string(),
                };
                let _ = writeln!(self.text, "  {id:<names$}  {how}  on {}", errors.join(", "));
            }
        }
    }

    fn stranded(&mut self, explained: &Explained) {
        if explained.no_way_back.is_empty() {
            return;
        }
        self.heading("What cannot be taken back");
        for pair in &explained.no_way_back {
            let errors = pair.errors.join(", ");
            let path = match pair.path.len() {
                0..=2 => String::new(),
                _ => format!("  ({})", pair.path.join(" → ")),
            };
            let who = match (pair.pivot == pair.fails, pair.parallel) {
                (true, _) => format!("{} may stand when it fails with {errors}", pair.pivot),
                (_, false) => {
                    format!("{} stands when {} fails with {errors}", pair.pivot, pair.fails)
                }
                (_, true) => format!(
                    "{} may stand when {}, beside it, fails with {errors}",
                    pair.pivot, pair.fails
                ),
            };
            let outage = if pair.outage { ", until a later attempt succeeds" } else { "" };
            let proof = if pair.proved { "" } else { "  (not proven: too many alternatives)" };
            self.line(2, "", &format!("{who}{outage}{path}{proof}"));
        }
    }

    fn heading(&mut self, text: &str) {
        let text = self.paint.bold(text);
        let _ = writeln!(self.text, "\n{text}");
    }

    fn line(&mut self, indent: usize, label: &str, told: &str) {
        let _ = writeln!(self.text, "{:indent$}{label}{told}", "");
    }
}

fn told(commit: &Commit) -> String {
    let call = commit.external.join(" and ");
    let inside = commit.transaction.join(" and ");
    match (commit.external.is_empty(), commit.transaction.is_empty()) {
        (true, _) => format!("{inside} in one {} transaction", commit.isolation),
        (_, true) => format!("{call} outside, with a durable intent before; then its answer"),
        (_, false) => format!(
            "{call} outside, with a durable intent before; then {inside} in one {} transaction",
            commit.isolation
        ),
    }
}

/// An error with its HTTP status.
fn error(end: &End) -> String {
    let (error, status) = (&end.error, end.http_status);
    match end.class {
        FailureClass::Final => format!("{error} {status}"),
        FailureClass::Exhausted => format!("{error} {status} (at every attempt)"),
        FailureClass::Outage => format!("{error} {status} (or another outage at every attempt)"),
    }
}

fn width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or_default()
}
