//! Words of messages.

/// The most names that a message lists.
const NAMES_MAX: usize = 12;

/// `` `A` ``, `` `A` and `B` ``, `` `A`, `B` and `C` ``; of very many the first and the number of others.
pub(super) fn and<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    joined(names, "and")
}

/// `` `A` ``, `` `A` or `B` ``, `` `A`, `B` or `C` ``.
pub(super) fn or<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    joined(names, "or")
}

/// As [`or`], with at most `most` names and the number of the others, which are `noun`s.
pub(super) fn or_more<S: AsRef<str>>(names: &[S], most: usize, noun: &str) -> String {
    match names.len().saturating_sub(most) {
        0 => or(names),
        1 if most > 1 => or(names),
        more => format!("{} (or {})", or(&names[..most]), count(more, &format!("other {noun}"))),
    }
}

/// `1 node`, `2 nodes`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `500 ms`, `15.3 s`, `2 min`.
pub(super) fn duration(ms: u64) -> String {
    match ms {
        0..1_000 => format!("{ms} ms"),
        1_000..120_000 => {
            let tenths = (ms + 50) / 100;
            let (whole, rest) = (tenths / 10, tenths % 10);
            if rest == 0 { format!("{whole} s") } else { format!("{whole}.{rest} s") }
        }
        _ => format!("{} min", ms.div_ceil(60_000)),
    }
}

fn joined<S: AsRef<str>>(names: impl IntoIterator<Item = S>, word: &str) -> String {
    let mut names = names.into_iter().peekable();
    let Some(only) = names.next() else { return String::new() };
    if names.peek().is_none() {
        return format!("`{}`", only.as_ref());
    }
    let mut names = std::iter::once(only).chain(names);
    let first = names.by_ref().take(NAMES_MAX);
    let mut ticked: Vec<String> = first.map(|name| format!("`{}`", name.as_ref())).collect();
    match names.count() {
        0 => {}
        more => ticked.push(count(more, "other")),
    }
    let (last, first) = ticked.split_last().expect("there are two names or more");
    format!("{} {word} {last}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_as_people_do() {
        assert_eq!(and(["A"]), "`A`");
        assert_eq!(or(["A", "B", "C"]), "`A`, `B` or `C`");
        let many = (0..15).map(|n| n.to_string());
        assert!(and(many).ends_with("`10`, `11` and 3 others"));
        assert_eq!(or_more(&["A", "B"], 1, "error"), "`A` (or 1 other error)");
        assert_eq!(count(2, "node"), "2 nodes");
    }

    #[test]
    fn durations_have_the_unit_that_reads_well() {
        let told = [20, 1_000, 15_300, 10_020, 119_999, 120_000, 121_000].map(duration);
        assert_eq!(told, ["20 ms", "1 s", "15.3 s", "10 s", "120 s", "2 min", "3 min"]);
    }
}
