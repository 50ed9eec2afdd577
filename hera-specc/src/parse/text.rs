//! Small walks over raw text.

/// Where the next value or its header starts: past white space, comments, `- `, `: ` and `? `,
/// anchors and tags.
pub(super) fn skip_indicators(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let blank_next = bytes.get(at + 1).is_none_or(|next| next.is_ascii_whitespace());
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'-' | b':' | b'?' if blank_next => at += 1,
            b'#' => at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count(),
            b'&' | b'!' => {
                at += bytes[at..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
            }
            _ => break,
        }
    }
    text.floor_char_boundary(at.min(text.len()))
}

/// The first line at or after `from` that starts with `marker`.
pub(super) fn find_at_line_start(text: &str, from: usize, marker: &str) -> Option<usize> {
    text[from..]
        .match_indices(marker)
        .map(|(at, _)| from + at)
        .find(|at| *at == 0 || text[..*at].ends_with('\n'))
}
