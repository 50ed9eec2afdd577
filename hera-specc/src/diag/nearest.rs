//! The name that was likely meant: edit distances that give up early.

/// The most known names that are compared with an unknown one: more would make a spec in which nothing
/// resolves slow.
const KNOWN_MAX: usize = 512;

/// The name in `known` that is closest to `name`, if one is close enough to be meant. Of very many names
/// only the first are looked at.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of_all(name, known.into_iter().take(KNOWN_MAX))
}

/// As [`nearest`], whatever the number of names: the caller bounds the work.
#[must_use]
pub fn nearest_of_all<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let budget = (name.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| Some((distance(name, candidate, budget)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be changed, added, removed or swapped with their neighbours, capitals and
/// small letters being the same; `None` beyond `most`.
pub(crate) fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one.is_ascii() && other.is_ascii() {
        return edits(one.as_bytes(), other.as_bytes(), most, |a, b| a.eq_ignore_ascii_case(b));
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    edits(&one, &other, most, |a, b| a.eq_ignore_ascii_case(b))
}

/// Optimal string alignment, row by row, in a band of `most` on each side of the diagonal.
fn edits<T>(one: &[T], other: &[T], most: usize, same: impl Fn(&T, &T) -> bool) -> Option<usize> {
    let pairs = || one.iter().zip(other);
    let start = pairs().take_while(|(a, b)| same(a, b)).count();
    let (one, other) = (&one[start..], &other[start..]);
    let pairs = one.iter().rev().zip(other.iter().rev());
    let end = pairs.take_while(|(a, b)| same(a, b)).count();
    let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    if one.is_empty() || other.is_empty() {
        return Some(one.len().max(other.len()));
    }
    let far = most + 1;
    let mut before_last = vec![far; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).map(|at| at.min(far)).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![far; other.len() + 1];
        if row < most {
            next[0] = row + 1;
        }
        let band = row.saturating_sub(most)..(row + most + 1).min(other.len());
        let mut best = next[0];
        for at in band {
            let b = &other[at];
            let change = last[at] + usize::from(!same(a, b));
            let mut cost = change.min(last[at + 1] + 1).min(next[at] + 1);
            if row > 0 && at > 0 && same(a, &other[at - 1]) && same(&one[row - 1], b) {
                cost = cost.min(before_last[at - 1] + 1);
            }
            next[at + 1] = cost.min(far);
            best = best.min(cost);
        }
        if best > most {
            return None;
        }
        before_last = std::mem::replace(&mut last, next);
    }
    last.last().copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_closest_is_meant_if_it_is_close() {
        assert_eq!(nearest("quantty", ["amount", "quantity", "quality"]), Some("quantity"));
        assert_eq!(nearest("on", ["no", "emit"]), Some("no"));
        assert_eq!(nearest("QUANTITY", ["quantity"]), Some("quantity"));
        assert_eq!(nearest("quantity", ["quantity", "run"]), None);
        assert_eq!(nearest("prüfen", ["pruefen", "prufen"]), Some("prufen"));
    }

    #[test]
    fn of_very_many_names_the_first_are_looked_at() {
        let many: Vec<String> = (0..2 * KNOWN_MAX).map(|at| format!("STEP_{at:05}")).collect();
        let known = || many.iter().map(String::as_str);
        assert_eq!(nearest("STEP_99001", known()), Some("STEP_00001"));
        assert_eq!(nearest("STEP_90623", known()), Some("STEP_00023"));
        assert_eq!(nearest_of_all("STEP_90623", known()), Some("STEP_00623"));
    }

    /// The textbook, without a bound.
    fn plain(one: &[u8], other: &[u8]) -> usize {
        let mut cost = vec![vec![0; other.len() + 1]; one.len() + 1];
        (0..=one.len()).for_each(|i| cost[i][0] = i);
        (0..=other.len()).for_each(|j| cost[0][j] = j);
        for i in 1..=one.len() {
            for j in 1..=other.len() {
                let change = cost[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                cost[i][j] = change.min(cost[i - 1][j] + 1).min(cost[i][j - 1] + 1);
                if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                    cost[i][j] = cost[i][j].min(cost[i - 2][j - 2] + 1);
                }
            }
        }
        cost[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn the_band_loses_nothing(one in "[a-c]{0,9}", other in "[a-c]{0,9}", most in 1_usize..5) {
            let whole = plain(one.as_bytes(), other.as_bytes());
            prop_assert_eq!(distance(&one, &other, most), Some(whole).filter(|cost| *cost <= most));
        }
    }
}
