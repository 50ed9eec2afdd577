//! A shape as lines of text with a size.
//!
//! There is no font here to measure with: cards are set in a monospaced one, whose signs are all
//! about 0.6 times as wide as the font is high, wherever the picture is shown.

use super::super::model::{Flow, Kind, Note, Shape};

/// Space between a card's border and its text, left and right.
pub(super) const PAD_X: f64 = 12.0;
/// The same above and below.
const PAD_Y: f64 = 8.0;
/// The widest line, in signs of the small size; longer ones are broken or cut.
const COLUMNS_MAX: usize = 46;
const COLUMNS_MIN: usize = 26;
const COLUMNS_WHEN: usize = 40;
/// A start stands alone and may be wider.
const START_COLUMNS_MAX: usize = 64;
/// The most lines of one condition or note.
const WRAP_MAX: usize = 3;

/// A card, ready to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) lines: Vec<Line>,
    /// What stands at the right of the first line.
    pub(super) tag: &'static str,
    pub(super) width: f64,
    pub(super) height: f64,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) style: Style,
}

/// How a line is set; also its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Code,
    When,
    Pivot,
    Parks,
    Hint,
}

impl Style {
    pub(super) fn class(self) -> &'static str {
        match self {
            Style::Title => "title",
            Style::Code => "code",
            Style::When => "when",
            Style::Pivot => "t-pivot",
            Style::Parks => "t-parks",
            Style::Hint => "hint",
        }
    }

    /// Font size in pixels.
    pub(super) fn size(self) -> f64 {
        if self == Style::Title { 13.0 } else { 11.0 }
    }

    /// Height of the line in pixels.
    pub(super) fn height(self) -> f64 {
        if self == Style::Title { 18.0 } else { 15.0 }
    }
}

/// The cards of all shapes of a flow: those of nodes equally wide, and those of inverses too.
pub(super) fn cards(flow: &Flow) -> Vec<Card> {
    let longest = |kind: fn(Kind) -> bool| {
        let shapes = flow.shapes.iter().filter(|shape| kind(shape.kind));
        let longest = shapes.map(|shape| {
            let names = shape.lines.iter().chain([&shape.title]).map(|text| columns(text));
            // A condition can be broken, so it widens the cards only so far.
            let when = shape.when.iter().map(|when| (columns(when) + 5).min(COLUMNS_WHEN));
            names.chain(when).max().unwrap_or_default()
        });
        longest.max().unwrap_or_default().clamp(COLUMNS_MIN, COLUMNS_MAX)
    };
    let (undo, step) = (longest(|kind| kind == Kind::Undo), longest(is_step));
    let mut cards: Vec<Card> = flow
        .shapes
        .iter()
        .map(|shape| match shape.kind {
            Kind::Start => card(shape, START_COLUMNS_MAX),
            Kind::Undo => card(shape, undo),
            _ => card(shape, step),
        })
        .collect();
    for same in [is_step, |kind| kind == Kind::Undo] {
        let of = |at: &usize| same(flow.shapes[*at].kind);
        let widest = (0..cards.len()).filter(of).map(|at| cards[at].width).fold(0.0, f64::max);
        (0..flow.shapes.len()).filter(of).for_each(|at| cards[at].width = widest);
    }
    cards
}

fn is_step(kind: Kind) -> bool {
    !matches!(kind, Kind::Start | Kind::Undo)
}

fn card(shape: &Shape, columns_max: usize) -> Card {
    let mut lines = Vec::new();
    let mut add = |text: String, style| lines.push(Line { text, style });
    match shape.kind {
        // A code by itself is no heading.
        Kind::Undo => {
            add("undone by".to_owned(), Style::Hint);
            add(shorten(&shape.title, columns_max), Style::Code);
        }
        // The title is set larger.
        _ => add(shorten(&shape.title, columns_max * 11 / 13), Style::Title),
    }
    shape.lines.iter().for_each(|line| add(shorten(line, columns_max), Style::Code));
    for line in shape.when.iter().flat_map(|when| wrap(&format!("when {when}"), columns_max)) {
        add(line, Style::When);
    }
    for note in &shape.notes {
        let style = match note {
            Note::Pivot { .. } => Style::Pivot,
            Note::Parks { .. } => Style::Parks,
            Note::NotInDoubt | Note::NoFile => Style::Hint,
        };
        wrap(&note.line(&shape.title), columns_max).into_iter().for_each(|line| add(line, style));
    }
    let tag = if shape.kind == Kind::Undo { "" } else { shape.kind.word() };
    let width = lines.iter().enumerate().map(|(at, line)| {
        let tag = if at == 0 { text_width(tag, 10.0) + 14.0 } else { 0.0 };
        text_width(&line.text, line.style.size()) + tag
    });
    let width = width.fold(0.0, f64::max) + 2.0 * PAD_X;
    let height = lines.iter().map(|line| line.style.height()).sum::<f64>() + 2.0 * PAD_Y;
    Card { lines, tag, width: width.ceil(), height }
}

impl Card {
    /// The base line of each line, from the card's upper edge.
    pub(super) fn base_lines(&self) -> impl Iterator<Item = f64> + '_ {
        let mut below = PAD_Y;
        self.lines.iter().map(move |line| {
            below += line.style.height();
            below - line.style.height() / 2.0 + line.style.size() * 0.35
        })
    }
}

/// How wide a text is at a font size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| cell(c) * 0.61 * size).sum()
}

/// A text cut in its middle so that it takes no more than so many pixels.
pub(super) fn fit(text: &str, size: f64, width: f64) -> String {
    let columns = (width / (0.61 * size)).max(3.0);
    shorten(text, columns as usize)
}

fn columns(text: &str) -> usize {
    text.chars().map(cell).sum::<f64>().ceil() as usize
}

/// How many places of a monospaced font a sign takes; those that no such font has are wider.
fn cell(c: char) -> f64 {
    if c as u32 >= 0x1100 { 1.8 } else { 1.0 }
}

/// A text without its middle, where it is too long.
fn shorten(text: &str, columns_max: usize) -> String {
    if columns(text) <= columns_max {
        return text.to_owned();
    }
    let (mut head, mut tail) = (String::new(), Vec::new());
    let half = (columns_max.saturating_sub(1)) as f64 / 2.0;
    let mut taken = 0.0;
    for c in text.chars().take_while(|c| {
        taken += cell(*c);
        taken <= half
    }) {
        head.push(c);
    }
    taken = 0.0;
    for c in text.chars().rev().take_while(|c| {
        taken += cell(*c);
        taken <= half
    }) {
        tail.push(c);
    }
    head.push('…');
    head.extend(tail.into_iter().rev());
    head
}

/// A text in lines, broken at spaces; what is left over is cut.
fn wrap(text: &str, columns_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == WRAP_MAX;
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= columns_max => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| shorten(line, columns_max)).collect()
}
