//! Texts that are one edit apart: a character inserted, deleted or replaced, or two neighbours swapped.
//!
//! Linear in the shorter text: only the first difference is tried, so this can be used on every value of a row.

/// Returns `true` if `a` is one edit away from `b`. Two texts of one character are never near: nothing of them is
/// equal.
pub(super) fn is_near(a: &[char], b: &[char]) -> bool {
    a.len().max(b.len()) > 1 && one_edit(a, b, |rest, wanted| rest == wanted)
}

/// Returns `true` if some prefix of `text` is one edit away from `needle`.
pub(super) fn starts_near(text: &[char], needle: &[char]) -> bool {
    one_edit(text, needle, |rest, wanted| rest.starts_with(wanted))
}

/// Returns `true` if one edit at the first difference makes the rest of `text` fit the rest of `wanted`. No other
/// position need be tried: an edit before it that has this effect is among equal characters, and can be moved to their
/// end.
fn one_edit(text: &[char], wanted: &[char], fits: impl Fn(&[char], &[char]) -> bool) -> bool {
    let same = text.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    match (text.get(same..).unwrap_or_default(), wanted.get(same..).unwrap_or_default()) {
        ([], []) => false,
        ([_, rest @ ..], []) => fits(rest, &[]),
        ([], [_, after @ ..]) => fits(&[], after),
        (text @ [x, rest @ ..], wanted @ [y, after @ ..]) => {
            let is_swapped = match (rest, after) {
                ([second, rest @ ..], [next, after @ ..]) => x == next && second == y && fits(rest, after),
                _ => false,
            };
            fits(rest, after) || fits(text, after) || fits(rest, wanted) || is_swapped
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_near, starts_near};

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    /// Returns every text over `alphabet` that is one edit away from `text`.
    fn edits(text: &[char], alphabet: &[char]) -> Vec<Vec<char>> {
        let mut edits = Vec::new();
        for at in 0..=text.len() {
            let (before, after) = text.split_at(at);
            edits.extend(alphabet.iter().map(|put| [before, &[*put], after].concat()));
            if let [_, after @ ..] = after {
                edits.push([before, after].concat());
                edits.extend(alphabet.iter().map(|put| [before, &[*put], after].concat()));
            }
            if let [x, y, after @ ..] = after {
                edits.push([before, &[*y, *x], after].concat());
            }
        }
        edits.retain(|edit| edit != text);
        edits
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn near_is_one_edit_away(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            let (a, b) = (characters(&a), characters(&b));
            let edits = edits(&b, &['a', 'b', 'é']);
            prop_assert_eq!(is_near(&a, &b), edits.contains(&a) && a.len().max(b.len()) > 1);
            let begins = (0..=a.len()).any(|end| edits.contains(&a[..end].to_vec()));
            prop_assert!(a.starts_with(&b) || starts_near(&a, &b) == begins, "{:?} {:?}", a, b);
        }
    }
}
