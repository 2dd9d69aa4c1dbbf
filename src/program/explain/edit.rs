//! Texts that are one slip apart: a character put in, left out or replaced, or two neighbours swapped.

/// Whether `a` is one slip away from `b`. What is replaced letter by letter is another text, however short.
pub(super) fn is_near(a: &[char], b: &[char]) -> bool {
    a.len().max(b.len()) > 1 && one_slip(a, b, |rest, wanted| rest == wanted)
}

/// Whether some beginning of `text` is one slip away from `needle`.
pub(super) fn starts_near(text: &[char], needle: &[char]) -> bool {
    one_slip(text, needle, |rest, wanted| rest.starts_with(wanted))
}

/// Whether one slip at the first difference makes the rest of `text` fit that of `wanted`. No other place need be
/// tried: a slip before it that does so stands among equal characters, and can be made at their end.
fn one_slip(text: &[char], wanted: &[char], fits: impl Fn(&[char], &[char]) -> bool) -> bool {
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

    /// Every text that is one slip away from `text`, as far as `alphabet` goes.
    fn slips(text: &[char], alphabet: &[char]) -> Vec<Vec<char>> {
        let mut slips = Vec::new();
        for at in 0..=text.len() {
            let (before, behind) = text.split_at(at);
            slips.extend(alphabet.iter().map(|put| [before, &[*put], behind].concat()));
            if let [_, behind @ ..] = behind {
                slips.push([before, behind].concat());
                slips.extend(alphabet.iter().map(|put| [before, &[*put], behind].concat()));
            }
            if let [x, y, behind @ ..] = behind {
                slips.push([before, &[*y, *x], behind].concat());
            }
        }
        slips.retain(|slip| slip != text);
        slips
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn near_is_one_slip_away(a in "[abé]{0,6}", b in "[abé]{0,6}") {
            let (a, b) = (characters(&a), characters(&b));
            let slips = slips(&b, &['a', 'b', 'é']);
            prop_assert_eq!(is_near(&a, &b), slips.contains(&a) && a.len().max(b.len()) > 1);
            let begins = (0..=a.len()).any(|end| slips.contains(&a[..end].to_vec()));
            prop_assert!(a.starts_with(&b) || starts_near(&a, &b) == begins, "{:?} {:?}", a, b);
        }
    }
}
