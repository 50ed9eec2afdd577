//! Random flows, as sketches: the same for the same seed.

use hera_core::Plan;
use hera_runtime::flow::FlowDef;

use super::sketch;

/// Reproducible random numbers (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    pub fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }
}

/// A flow that was drawn.
pub struct Drawn {
    /// By which a payload names it.
    pub number: usize,
    pub text: String,
    pub flow: &'static FlowDef,
    /// Whether its boundaries follow each other one by one.
    pub is_chain: bool,
}

/// Draws a flow.
pub fn draw(dice: &mut Dice) -> Drawn {
    let count = 1 + dice.roll(6);
    let kinds: Vec<&str> =
        (0..count).map(|_| ["check", "write", "write", "call", "call"][dice.roll(5)]).collect();
    let mut boundary: Vec<usize> = Vec::new();
    let mut text = String::new();
    for (at, kind) in kinds.iter().enumerate() {
        // Only neighbours share a boundary, so that no two wait for each other; what is called
        // outside runs before the transaction, so nothing of it may come first.
        let own: Vec<&&str> = kinds
            .iter()
            .zip(&boundary)
            .filter(|(_, other)| Some(*other) == boundary.last())
            .map(|(kind, _)| kind)
            .collect();
        let fits = *kind != "call" || own.iter().all(|kind| **kind == "call");
        let joins = at > 0 && fits && dice.one_in(3);
        boundary.push(if joins { boundary[at - 1] } else { at });
        text += &format!("N{at} {kind}");
        let after: Vec<usize> = (0..at)
            .filter(|before| (*before + 1 == at && !dice.one_in(4)) || dice.one_in(4))
            .collect();
        if !after.is_empty() {
            text += " after";
            after.iter().for_each(|before| text += &format!(" N{before}"));
        }
        text += &format!(" in B{}", boundary[at]);
        if dice.one_in(4) {
            text += " when";
        }
        if *kind != "check" && !dice.one_in(3) {
            // Rows of what was called outside are not in the laboratory's own database.
            let inside = *kind == "write" && dice.one_in(2);
            text += if inside { " undo" } else { " undo-outside" };
        }
        text += [" errors NO", " errors NO BUSY?", " errors BUSY?", ""][dice.roll(4)];
        text.push('\n');
    }
    let (number, flow) = sketch::drawn(text.clone());
    Drawn { number, is_chain: is_chain(flow.plan), text, flow }
}

/// Whether each boundary comes after the one before it.
fn is_chain(plan: &Plan) -> bool {
    plan.boundary_ixs()
        .zip(plan.boundary_ixs().skip(1))
        .all(|(first, second)| plan.boundary(second).after.contains(&first))
}
