//! The whole document: title, flows beside and below each other, legend.

use std::fmt::Write as _;

use super::super::legend::{Entry, legend};
use super::super::model::{Flow, Kind, Note, Picture, Shape};
use super::super::palette::Mark;
use super::Placed;
use super::card::text_width;
use super::draw::{self, number, text, xml};
use super::geometry::Rect;
use super::style::STYLE;

const MARGIN: f64 = 24.0;
/// Flows stand beside each other up to this width.
const ROW_WIDTH: f64 = 1_500.0;
const GAP: f64 = 48.0;
const TITLE: f64 = 52.0;
const LEGEND_ROW: f64 = 24.0;
const SWATCH: (f64, f64) = (26.0, 14.0);
/// No legend is narrower.
const WIDTH_MIN: f64 = 420.0;

/// Sets the document.
pub(super) fn page(picture: &Picture, flows: &[Placed]) -> String {
    let many = flows.len() != 1;
    let title = match picture.flows.as_slice() {
        [one] => &one.event,
        _ => &picture.orchestration,
    };
    let places = shelves(flows);
    let all = places.iter().copied().reduce(Rect::with).unwrap_or_default();
    let titles = text_width(title, 16.0).max(text_width(&picture.orchestration, 11.0));
    let inner = all.right().max(titles).max(WIDTH_MIN);
    let (legend, legend_height) =
        draw_legend(picture, MARGIN, TITLE + MARGIN + all.bottom() + 28.0, inner);
    let width = number((inner + 2.0 * MARGIN).ceil());
    let height = number((TITLE + 2.0 * MARGIN + all.bottom() + 28.0 + legend_height).ceil());

    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"t d\">\n"
    );
    let _ = writeln!(out, "<title id=\"t\">{}</title>", xml(title));
    let _ = writeln!(out, "<desc id=\"d\">{}</desc>", xml(&told(picture)));
    let _ = writeln!(out, "<style>{STYLE}</style>");
    for head in ["head", "head-back"] {
        let _ = writeln!(
            out,
            "<marker id=\"{head}\" viewBox=\"0 0 10 10\" refX=\"9.5\" refY=\"5\" markerWidth=\"9\" \
             markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">\
             <path class=\"{head}\" d=\"M0 1L10 5L0 9Z\"/></marker>"
        );
    }
    let _ = writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>");
    let _ = writeln!(out, "{}", text("h1", MARGIN, MARGIN + 14.0, "start", title));
    let below = if many { "" } else { &picture.orchestration };
    let _ = writeln!(out, "{}", text("code", MARGIN, MARGIN + 32.0, "start", below));
    for ((flow, placed), place) in picture.flows.iter().zip(flows).zip(&places) {
        let bounds = placed.scene.bounds();
        let (x, y) = (MARGIN + place.x, MARGIN + TITLE + place.y);
        let (dx, dy) = (number(x - bounds.x), number(y - bounds.y));
        let _ = writeln!(out, "<g transform=\"translate({dx} {dy})\">");
        draw::flow(&mut out, flow, placed);
        out.push_str("</g>\n");
    }
    out.push_str(&legend);
    out.push_str("</svg>\n");
    out
}

/// Where each flow stands: beside the one before where there is space, else below.
fn shelves(flows: &[Placed]) -> Vec<Rect> {
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    let mut places = Vec::new();
    for placed in flows {
        let bounds = placed.scene.bounds();
        if x > 0.0 && x + bounds.w > ROW_WIDTH {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        let place = Rect { x, y, w: bounds.w, h: bounds.h };
        x += bounds.w + GAP;
        row = row.max(place.h);
        places.push(place);
    }
    places
}

/// The picture in sentences.
fn told(picture: &Picture) -> String {
    let flow = |flow: &Flow| {
        let nodes = flow.shapes.iter().filter(|shape| !shape.kind.is_outside());
        let names: Vec<&str> = nodes.map(|shape| shape.title.as_str()).collect();
        let boundaries = flow.boxes.iter().filter(|it| it.commits).count();
        let s = if boundaries == 1 { "" } else { "s" };
        format!("{} runs {}, in {boundaries} commit{s}", flow.event, names.join(", "))
    };
    let flows: Vec<String> = picture.flows.iter().map(flow).collect();
    format!("{} of {}.", flows.join(". "), picture.orchestration)
}

/// The legend in rows, and how high it is.
fn draw_legend(picture: &Picture, left: f64, top: f64, width: f64) -> (String, f64) {
    let mut out = String::new();
    let (mut x, mut y) = (0.0, 0.0);
    for entry in legend(picture) {
        let meaning = entry.meaning();
        let wide = SWATCH.0 + 8.0 + text_width(meaning, 11.0) + 24.0;
        if x > 0.0 && x + wide > width {
            (x, y) = (0.0, y + LEGEND_ROW);
        }
        let at = Rect { x: left + x, y: top + y, w: SWATCH.0, h: SWATCH.1 };
        swatch(&mut out, entry, at);
        let label = text("code", at.right() + 8.0, at.y + 11.0, "start", meaning);
        let _ = writeln!(out, "{label}");
        x += wide;
    }
    (out, y + LEGEND_ROW)
}

fn swatch(out: &mut String, entry: Entry, at: Rect) {
    let plain = |kind, notes, when| Shape {
        kind,
        title: String::new(),
        lines: Vec::new(),
        when,
        notes,
        inside: None,
    };
    let marked = |mark| match mark {
        Mark::Skippable => plain(Kind::Read, Vec::new(), Some(String::new())),
        Mark::Parks => {
            let note = Note::Parks { errors: Vec::new(), outage: false };
            plain(Kind::Read, vec![note], None)
        }
        Mark::Pivot => {
            let note = Note::Pivot { fails: Vec::new(), outage: false };
            plain(Kind::Read, vec![note], None)
        }
    };
    match entry {
        Entry::Kind(kind) => draw::form(out, &plain(kind, Vec::new(), None), at),
        Entry::Mark(mark) => draw::form(out, &marked(mark), at),
        Entry::Boundary => {
            let _ = writeln!(out, "<rect class=\"box\" {} rx=\"5\"/>", draw::rect(at));
        }
        Entry::WayBack => {
            let (x, y, end) = (number(at.x), number(at.center().y), number(at.right()));
            let head = "marker-end=\"url(#head-back)\"";
            let _ = writeln!(out, "<path class=\"back\" {head} d=\"M{x} {y}H{end}\"/>");
        }
    }
}
