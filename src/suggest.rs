//! Suggestions: the known names that are nearest to an unknown one.
//!
//! One distance serves all messages, so that a name is near in one of them if it is near in the others.

/// Returns the candidates nearest to `word`, all at the same distance, if they are near enough to be meant: equal but
/// for case, or at most a third of the longer one's characters away, counted in insertions, deletions, replacements and
/// swaps of neighbours.
pub(crate) fn all_nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<&'c str> {
    let wanted: Vec<char> = word.chars().take(LONGEST).collect();
    let (mut least, mut best) = (usize::MAX, Vec::new());
    for candidate in candidates {
        let known: Vec<char> = candidate.chars().take(LONGEST).collect();
        let most = (wanted.len().max(known.len()) / 3).max(1);
        if known.len().abs_diff(wanted.len()) > most {
            continue;
        }
        let distance = distance(&wanted, &known);
        // Two words without a letter in common are unrelated, however short they are.
        let is_related = distance <= most && distance < wanted.len().max(known.len());
        if is_related && distance < least {
            (least, best) = (distance, Vec::new());
        }
        if is_related && distance == least {
            best.push(candidate);
        }
    }
    best
}

/// Returns the first of [`all_nearest`].
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    all_nearest(word, candidates).first().copied()
}

/// Returns `true` if the two are equal but for case, or for one insertion, deletion, replacement or swap of neighbours.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let characters = |text: &str| text.chars().collect::<Vec<char>>();
    a.eq_ignore_ascii_case(b) || a.len().max(b.len()) <= LONGEST && distance(&characters(a), &characters(b)) <= 1
}

/// The number of characters of a word that are compared, which bounds the quadratic distance.
const LONGEST: usize = 64;

/// Returns the optimal string alignment distance, ignoring the case of ASCII letters.
fn distance(a: &[char], b: &[char]) -> usize {
    // Two rows of the table are kept, because a swap refers to the row before the last.
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(previous.len());
        row.push(i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&previous, j).saturating_add(usize::from(!x.eq_ignore_ascii_case(y)));
            let removed = at(&previous, j.saturating_add(1)).saturating_add(1);
            let added = at(&row, j).saturating_add(1);
            let mut least = replaced.min(removed).min(added);
            let swapped =
                i > 0 && j > 0 && a.get(i.saturating_sub(1)) == Some(y) && b.get(j.saturating_sub(1)) == Some(x);
            if swapped {
                least = least.min(at(&before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(least);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{all_nearest, is_slip, nearest};

    #[test]
    fn finds_slips_and_nothing_else() {
        let known = ["status", "state", "result", "sessionType"];
        assert_eq!(nearest("statsu", known), Some("status"));
        assert_eq!(nearest("SESSIONTYPE", known), Some("sessionType"));
        assert_eq!(nearest("sesionType", known), Some("sessionType"));
        assert_eq!(nearest("progress", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("ab", ["xy"]), None);
        assert_eq!(all_nearest("disk3", ["disk1", "size", "disk2", "disk"]), ["disk1", "disk2", "disk"]);
        assert!(is_slip("statsu", "status") && is_slip("STATUS", "status") && !is_slip("stats", "state-s"));
    }
}
