//! A picture as a Mermaid flowchart, for Markdown that is drawn where it is read.
//!
//! Every text stands in quotes with all that means something to Mermaid written as an entity, and ids
//! are made here, so that no name in a spec can change the picture. The test of the command holds
//! the output against Mermaid's own parser.

use std::fmt::Write as _;

use super::legend::{Entry, legend};
use super::model::{Arrow, Flow, Kind, Picture, Shape, Way};
use super::palette::{Dashes, Look, Mark};

/// More arrows than these are refused by Mermaid, unless the page that draws it allows more.
pub const MERMAID_EDGES_MAX: usize = 500;

/// The picture as a Mermaid flowchart.
#[must_use]
pub fn mermaid(picture: &Picture) -> String {
    let one = match picture.flows.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let title = one.map_or(&picture.orchestration, |flow| &flow.event);
    // A title in double quotes is JSON as well.
    let mut text = format!("---\ntitle: {}\n---\n", serde_json::Value::from(title.as_str()));
    // Many flows stand below each other, each from left to right.
    text.push_str(if one.is_some() { "flowchart TB\n" } else { "flowchart LR\n" });
    let _ = writeln!(text, "  accTitle: {} of {}", plain(title), plain(&picture.orchestration));
    let mut chart = Chart { text, marked: Mark::ALL.map(|_| Vec::new()) };
    match one {
        Some(flow) => chart.flow(flow, "", 1),
        // Mermaid stacks from the bottom.
        None => {
            for (at, flow) in picture.flows.iter().enumerate().rev() {
                let prefix = format!("f{}", at + 1);
                chart.open(&prefix, &flow.event, 1);
                chart.line(2, "direction LR");
                chart.flow(flow, &prefix, 2);
                chart.close(&prefix, "flow", 1);
            }
        }
    }
    chart.legend(picture);
    chart.classes();
    chart.text
}

struct Chart {
    text: String,
    /// The ids that bear each mark.
    marked: [Vec<String>; 3],
}

impl Chart {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 2);
    }

    fn open(&mut self, id: &str, heading: &str, depth: usize) {
        self.line(depth, &format!("subgraph {id}[\"{}\"]", escape(heading)));
    }

    fn close(&mut self, id: &str, class: &str, depth: usize) {
        self.line(depth, "end");
        self.line(depth, &format!("class {id} {class}"));
    }

    fn flow(&mut self, flow: &Flow, prefix: &str, depth: usize) {
        for at in (0..flow.shapes.len()).filter(|at| flow.shapes[*at].inside.is_none()) {
            self.shape(&flow.shapes[at], format!("{prefix}n{at}"), depth);
        }
        for (number, boundary) in flow.boxes.iter().enumerate() {
            let id = format!("{prefix}b{number}");
            self.open(&id, &boundary.heading(), depth);
            for at in flow.inside(number) {
                self.shape(&flow.shapes[at], format!("{prefix}n{at}"), depth + 1);
            }
            self.close(&id, "boundary", depth);
        }
        for Arrow { from, to, way } in &flow.arrows {
            let arrow = match way {
                Way::Forward => "-->",
                Way::Undone => "-. undone by .->",
                // Mermaid would draw it further on, away from where it leads back to.
                Way::Back => continue,
            };
            self.line(depth, &format!("{prefix}n{from} {arrow} {prefix}n{to}"));
        }
    }

    fn shape(&mut self, shape: &Shape, id: String, depth: usize) {
        let mut label = match shape.kind {
            Kind::Undo => escape(&shape.title),
            _ => format!("<b>{}</b>", escape(&shape.title)),
        };
        let more = shape.lines.iter().map(|line| format!("<small>{}</small>", escape(line)));
        let when = shape.when.iter().map(|when| format!("<i>when {}</i>", escape(when)));
        let told = shape.notes.iter().map(|note| note.line(&shape.title));
        let notes = told.map(|note| format!("<b>{}</b>", escape(&note)));
        for line in more.chain(when).chain(notes) {
            label.push_str("<br/>");
            label.push_str(&line);
        }
        let ((open, close), class) = (sides(shape.kind), shape.kind.class());
        self.line(depth, &format!("{id}{open}\"{label}\"{close}:::{class}"));
        for (mark, ids) in Mark::ALL.into_iter().zip(&mut self.marked) {
            if mark.is_on(shape) {
                ids.push(id.clone());
            }
        }
    }

    /// One shape with a line for each sign, below the last node of one flow.
    fn legend(&mut self, picture: &Picture) {
        let line = |entry: &Entry| format!("<br/>{}", escape(&entry.words()));
        let lines: String = legend(picture).iter().map(line).collect();
        self.line(1, &format!("legend[\"<b>Legend</b>{lines}\"]:::legend"));
        if let [flow] = picture.flows.as_slice() {
            let steps = flow.shapes.iter().rposition(|shape| !shape.kind.is_outside());
            self.line(1, &format!("n{} ~~~ legend", steps.unwrap_or_default()));
        }
    }

    fn classes(&mut self) {
        for (mark, ids) in Mark::ALL.into_iter().zip(std::mem::take(&mut self.marked)) {
            if !ids.is_empty() {
                self.line(1, &format!("class {} {}", ids.join(","), mark.class()));
            }
        }
        for kind in Kind::ALL {
            let Look { fill, line, text, dashes, .. } = kind.look();
            let dashes = strokes(dashes);
            let style = format!("fill:{fill},stroke:{line},color:{text}{dashes}");
            self.line(1, &format!("classDef {} {style}", kind.class()));
        }
        for mark in Mark::ALL {
            let Look { line, dashes, width, .. } = Entry::Mark(mark).look();
            let style = match mark {
                Mark::Skippable => strokes(dashes).trim_start_matches(',').to_owned(),
                Mark::Parks | Mark::Pivot => format!("stroke:{line},stroke-width:{width}px"),
            };
            self.line(1, &format!("classDef {} {style}", mark.class()));
        }
        self.line(1, "classDef boundary fill:#8080801a,stroke:#6b7280");
        self.line(1, "classDef flow fill:none,stroke:#9ca3af");
        self.line(1, "classDef legend fill:none,stroke:#9ca3af");
    }
}

fn strokes(dashes: Dashes) -> &'static str {
    match dashes {
        Dashes::Solid => "",
        Dashes::Dashed => ",stroke-dasharray:6 4",
        Dashes::Dotted => ",stroke-dasharray:2 3",
    }
}

/// The brackets that give a shape its form.
fn sides(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Start => ("([", "])"),
        Kind::Check => ("{{", "}}"),
        Kind::Read | Kind::Write => ("[", "]"),
        Kind::Call => ("[[", "]]"),
        Kind::Undo => ("(", ")"),
    }
}

/// A text inside quotes: what means something to Mermaid or to HTML is an entity.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        let special = matches!(c, '"' | '<' | '>' | '&' | '#' | '`' | '%' | '\\');
        // Two in a row would start a formula.
        if special || (c == '$' && last == '$') {
            let _ = write!(escaped, "#{};", u32::from(c));
        } else {
            escaped.push(if c.is_control() { ' ' } else { c });
        }
        last = c;
    }
    escaped
}

/// A text for the rest of a line, without what would end or change it.
fn plain(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-' | '/' | ':');
    text.chars().filter(kept).collect()
}
