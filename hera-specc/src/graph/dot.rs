//! A picture in the language of Graphviz: one graph, a cluster for each boundary.

use std::fmt::Write as _;

use super::legend::{Entry, legend};
use super::model::{Arrow, Flow, Kind, Note, Picture, Shape, Way};
use super::palette::{Dashes, look};

const FONT: &str = "fontname=\"Helvetica,Arial,sans-serif\"";

/// The picture in the DOT language.
#[must_use]
pub fn dot(picture: &Picture) -> String {
    let one = match picture.flows.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    let title = one.map_or(&picture.orchestration, |flow| &flow.event);
    let below = one.map_or(String::new(), |_| small(&picture.orchestration));
    // Many flows stand below each other, each from left to right.
    let direction = if one.is_some() { "TB" } else { "LR" };
    let mut out = Out { text: format!("digraph {} {{\n", quoted(title)) };
    let label = format!("label=<<B>{}</B>{below}<BR/>>", html(title));
    out.line(1, &format!("graph [{FONT}, fontsize=16, labelloc=t, {label},"));
    out.line(2, &format!("rankdir={direction}, newrank=true, bgcolor=white];"));
    out.line(1, &format!("node [{FONT}, fontsize=11, shape=box, margin=\"0.15,0.08\"];"));
    out.line(1, &format!("edge [{FONT}, fontsize=9, color=\"#4b5563\"];"));
    match one {
        Some(flow) => out.flow(flow, "", 1),
        // Graphviz stacks from the bottom.
        None => {
            for (at, flow) in picture.flows.iter().enumerate().rev() {
                let prefix = format!("f{}", at + 1);
                out.line(1, &format!("subgraph cluster_{prefix} {{"));
                let label = format!("label=<<B>{}</B>>; fontsize=12", html(&flow.event));
                out.line(2, &format!("{label}; labeljust=l; color=\"#d1d5db\"; style=rounded;"));
                out.flow(flow, &prefix, 2);
                out.line(1, "}");
            }
        }
    }
    out.legend(picture);
    out.text.push_str("}\n");
    out.text
}

struct Out {
    text: String,
}

impl Out {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 2);
    }

    fn flow(&mut self, flow: &Flow, prefix: &str, depth: usize) {
        for at in (0..flow.shapes.len()).filter(|at| flow.shapes[*at].inside.is_none()) {
            self.shape(&flow.shapes[at], &format!("{prefix}n{at}"), depth);
        }
        for (number, boundary) in flow.boxes.iter().enumerate() {
            self.line(depth, &format!("subgraph cluster_{prefix}b{number} {{"));
            let style = if boundary.declared { "rounded,filled" } else { "rounded,filled,dotted" };
            let heading = html(&boundary.heading());
            self.line(depth + 1, &format!("label=<{heading}>; labeljust=l; fontsize=10;"));
            let colors = "color=\"#6b7280\"; fillcolor=\"#f3f4f6\"";
            self.line(depth + 1, &format!("style={}; {colors};", quoted(style)));
            for at in flow.inside(number) {
                self.shape(&flow.shapes[at], &format!("{prefix}n{at}"), depth + 1);
            }
            self.line(depth, "}");
        }
        for Arrow { from, to, way } in &flow.arrows {
            let (from, to) = (format!("{prefix}n{from}"), format!("{prefix}n{to}"));
            let line = match way {
                Way::Forward => format!("{from} -> {to};"),
                Way::Undone => {
                    format!("{{ rank=same; {from} -> {to} [style=dashed, label=\"undone by\"]; }}")
                }
                // Laid out the other way round, so that the way back leads back.
                Way::Back => format!("{to} -> {from} [style=dashed, dir=back];"),
            };
            self.line(depth, &line);
        }
    }

    fn shape(&mut self, shape: &Shape, id: &str, depth: usize) {
        let mut label = match shape.kind {
            Kind::Undo => html(&shape.title),
            _ => format!("<B>{}</B>", html(&shape.title)),
        };
        label.extend(shape.lines.iter().map(|line| small(line)));
        label.extend(shape.when.iter().map(|when| format!("<BR/><I>when {}</I>", html(when))));
        label.extend(shape.notes.iter().map(|note| {
            let color = match note {
                Note::Pivot { .. } => "#b45309",
                Note::Parks { .. } => "#b91c1c",
                Note::NotInDoubt | Note::NoFile => "#6b7280",
            };
            let line = html(&note.line(&shape.title));
            format!("<BR/><FONT COLOR=\"{color}\" POINT-SIZE=\"9\">{line}</FONT>")
        }));
        self.line(depth, &format!("{id} [label=<{label}>, {}];", form(shape)));
    }

    fn legend(&mut self, picture: &Picture) {
        self.line(1, "legend [shape=plaintext, fontsize=9,");
        self.line(2, "label=<<TABLE BORDER=\"0\" CELLSPACING=\"4\">");
        for entry in legend(picture) {
            let look = entry.look();
            let style = match (entry, look.dashes) {
                (Entry::Boundary, _) => "ROUNDED",
                (_, Dashes::Solid) => "SOLID",
                (_, Dashes::Dashed) => "DASHED",
                (_, Dashes::Dotted) => "DOTTED",
            };
            let (fill, line, width) = (look.fill, look.line, look.width);
            let swatch = format!(
                "<TD BORDER=\"{width}\" BGCOLOR=\"{fill}\" COLOR=\"{line}\" STYLE=\"{style}\" \
                 WIDTH=\"22\"> </TD>"
            );
            let meaning = html(entry.meaning());
            self.line(3, &format!("<TR>{swatch}<TD ALIGN=\"LEFT\">{meaning}</TD></TR>"));
        }
        self.line(2, "</TABLE>>];");
        self.line(1, "{ rank=sink; legend; }");
    }
}

/// The form and the colours of a shape.
fn form(shape: &Shape) -> String {
    let form = match shape.kind {
        Kind::Check => "shape=hexagon, margin=\"0\"",
        Kind::Call => "shape=box, peripheries=2",
        Kind::Undo => "shape=box, fontsize=9",
        Kind::Start | Kind::Read | Kind::Write => "shape=box",
    };
    let look = look(shape);
    let round = if matches!(shape.kind, Kind::Start | Kind::Undo) { ",rounded" } else { "" };
    let dashes = match look.dashes {
        Dashes::Solid => "",
        Dashes::Dashed => ",dashed",
        Dashes::Dotted => ",dotted",
    };
    let (fill, line, text, width) = (look.fill, look.line, look.text, look.width);
    format!(
        "{form}, style=\"filled{round}{dashes}\", fillcolor=\"{fill}\", color=\"{line}\", \
         fontcolor=\"{text}\", penwidth={width}"
    )
}

fn small(line: &str) -> String {
    format!("<BR/><FONT POINT-SIZE=\"9\">{}</FONT>", html(line))
}

/// A string in quotes.
fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", kept.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text inside a label that is markup.
fn html(text: &str) -> String {
    super::svg::xml(text)
}
