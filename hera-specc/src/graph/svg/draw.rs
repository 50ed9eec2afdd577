//! A flow as SVG elements: boxes first, then arrows, then cards, so that no text is crossed.

use std::fmt::Write as _;

use super::super::model::{Flow, Kind, Shape, Way};
use super::super::palette::Mark;
use super::Placed;
use super::card::{Card, PAD_X, fit, text_width};
use super::geometry::{Point, Rect};
use super::inner::BOX_PAD;
use super::scene::HEADING_SIZE;

/// Draws a flow.
pub(super) fn flow(out: &mut String, flow: &Flow, placed: &Placed) {
    let scene = &placed.scene;
    for (boundary, frame) in flow.boxes.iter().zip(&scene.boxes) {
        let alone = if boundary.declared { "" } else { " alone" };
        let _ = writeln!(out, "<rect class=\"box{alone}\" {} rx=\"8\"/>", rect(*frame));
    }
    for (arrow, way) in flow.arrows.iter().zip(&scene.ways) {
        let (class, head, d) = match arrow.way {
            Way::Forward => ("way", "head", curve(way)),
            Way::Undone | Way::Back => ("back", "head-back", corners(way)),
        };
        let _ = writeln!(out, "<path class=\"{class}\" marker-end=\"url(#{head})\" d=\"{d}\"/>");
    }
    for (boundary, frame) in flow.boxes.iter().zip(&scene.boxes) {
        heading(out, &boundary.heading(), *frame);
    }
    for (at, shape) in flow.shapes.iter().enumerate() {
        card(out, shape, &placed.cards[at], scene.cards[at]);
    }
}

/// The name of a box, over whatever passes there.
fn heading(out: &mut String, heading: &str, frame: Rect) {
    let (told, back) = heading_at(heading, frame);
    let _ = writeln!(out, "<rect class=\"box heading-back\" {}/>", rect(back));
    let (x, y) = (frame.x + BOX_PAD, frame.y + 17.0);
    let _ = writeln!(out, "{}", text("heading", x, y, "start", &told));
}

/// What is said of the name of a box, and the space that it takes.
pub(super) fn heading_at(heading: &str, frame: Rect) -> (String, Rect) {
    let told = fit(heading, HEADING_SIZE, frame.w - 2.0 * BOX_PAD);
    let w = text_width(&told, HEADING_SIZE) + 4.0;
    (told, Rect { x: frame.x + BOX_PAD - 2.0, y: frame.y + 5.0, w, h: 17.0 })
}

fn card(out: &mut String, shape: &Shape, card: &Card, at: Rect) {
    let _ = writeln!(out, "<g><title>{}</title>", xml(&tooltip(shape)));
    form(out, shape, at);
    let on_start = if shape.kind == Kind::Start { " on-start" } else { "" };
    for (line, base) in card.lines.iter().zip(card.base_lines()) {
        let class = format!("{}{on_start}", line.style.class());
        let _ = writeln!(out, "{}", text(&class, at.x + PAD_X, at.y + base, "start", &line.text));
    }
    if let Some(base) = card.base_lines().next().filter(|_| !card.tag.is_empty()) {
        let class = format!("tag{on_start}");
        let _ = writeln!(out, "{}", text(&class, at.right() - PAD_X, at.y + base, "end", card.tag));
    }
    out.push_str("</g>\n");
}

/// The outline of a card.
pub(super) fn form(out: &mut String, shape: &Shape, at: Rect) {
    let mut class = format!("card {}", shape.kind.class());
    for mark in Mark::ALL.into_iter().filter(|mark| mark.is_on(shape)) {
        let _ = write!(class, " {}", mark.class());
    }
    let round = match shape.kind {
        Kind::Start => 14.0_f64.min(at.h / 2.0),
        Kind::Check => 12.0_f64.min(at.h / 2.0),
        Kind::Undo => 8.0,
        Kind::Read | Kind::Write | Kind::Call => 3.0,
    };
    let _ = writeln!(out, "<rect class=\"{class}\" {} rx=\"{}\"/>", rect(at), number(round));
    if shape.kind == Kind::Call {
        // Two upright lines, as of a predefined process: what happens there is not ours.
        for x in [at.x + 4.0, at.right() - 4.0] {
            let (x, top, bottom) = (number(x), number(at.y), number(at.bottom()));
            let _ = writeln!(out, "<path class=\"external second\" d=\"M{x} {top}V{bottom}\"/>");
        }
    }
}

/// All that is known, for who points at a card or listens.
fn tooltip(shape: &Shape) -> String {
    let mut told = format!("{}: {}", shape.title, shape.kind.meaning());
    for line in &shape.lines {
        let _ = write!(told, "; {line}");
    }
    if let Some(when) = &shape.when {
        let _ = write!(told, "; only when {when}");
    }
    for note in &shape.notes {
        let _ = write!(told, "; {}", note.whole());
    }
    told
}

/// A line that bends between points and runs upright through them.
fn curve(way: &[Point]) -> String {
    let mut d = String::new();
    let mut last: Option<Point> = None;
    for p in way {
        let (x, y) = (number(p.x), number(p.y));
        let _ = match last {
            None => write!(d, "M{x} {y}"),
            Some(from) if from == *p => continue,
            Some(from) if (from.x - p.x).abs() < 0.5 => write!(d, "L{x} {y}"),
            Some(from) => {
                let (before, middle) = (number(from.x), number(f64::midpoint(from.y, p.y)));
                write!(d, "C{before} {middle} {x} {middle} {x} {y}")
            }
        };
        last = Some(*p);
    }
    d
}

/// A line with corners.
fn corners(way: &[Point]) -> String {
    let point = |(at, p): (usize, &Point)| {
        let letter = if at == 0 { 'M' } else { 'L' };
        format!("{letter}{} {}", number(p.x), number(p.y))
    };
    way.iter().enumerate().map(point).collect()
}

pub(super) fn text(class: &str, x: f64, y: f64, anchor: &str, told: &str) -> String {
    let anchor = match anchor {
        "start" => String::new(),
        other => format!(" text-anchor=\"{other}\""),
    };
    format!(
        "<text class=\"{class}\" x=\"{}\" y=\"{}\"{anchor}>{}</text>",
        number(x),
        number(y),
        xml(told)
    )
}

pub(super) fn rect(rect: Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(rect.x),
        number(rect.y),
        number(rect.w),
        number(rect.h)
    )
}

/// A length to a tenth of a pixel: the same text on every machine.
pub(super) fn number(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0;
    // No negative zero.
    format!("{}", tenths + 0.0)
}

/// A text between tags or in an attribute; signs that XML does not allow are left out.
pub(in super::super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
