//! From positions in a text whose indentation was rewritten back to the file as it is.

use std::ops::Range;

use crate::source::{FileId, Span};

/// Where each line of the rewritten text comes from; empty when nothing was rewritten.
#[derive(Clone, Debug, Default)]
pub(in crate::parse) struct Origin {
    lines: Vec<Line>,
}

/// One line that has another indentation than in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its start in the rewritten text, and in the file.
    pub(super) start: [usize; 2],
    /// The length of its indentation in both.
    pub(super) indent: [usize; 2],
}

impl Origin {
    pub(super) fn new(lines: Vec<Line>) -> Origin {
        Origin { lines }
    }

    /// The span in the file.
    pub(in crate::parse) fn span(&self, file: FileId, range: Range<usize>) -> Span {
        Span::new(file, self.offset(range.start), self.offset(range.end))
    }

    fn offset(&self, at: usize) -> usize {
        let index = self.lines.partition_point(|line| line.start[0] <= at);
        let Some(line) = index.checked_sub(1).map(|index| self.lines[index]) else { return at };
        let column = at - line.start[0];
        line.start[1]
            + if column < line.indent[0] {
                column.min(line.indent[1])
            } else {
                line.indent[1] + column - line.indent[0]
            }
    }
}
