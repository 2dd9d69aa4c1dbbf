//! The nearest known name to one that is not known.

/// The candidate nearest to `word`, if one is near enough to be a slip of it: the same but for case, or at most
/// a third of the longer one's characters away in insertions, deletions, replacements and swaps of neighbours.
/// Of equally near ones the first wins.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted: Vec<char> = word.chars().take(LONGEST).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.eq_ignore_ascii_case(word) {
            return Some(candidate);
        }
        let known: Vec<char> = candidate.chars().take(LONGEST).collect();
        let most = (wanted.len().max(known.len()) / 3).max(1);
        if known.len().abs_diff(wanted.len()) > most {
            continue;
        }
        let distance = distance(&wanted, &known);
        // A word replaced letter by letter is another word, however short.
        let related = distance <= most && distance < wanted.len().max(known.len());
        if related && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Characters of a word that are looked at; longer words differ in what follows, too.
const LONGEST: usize = 64;

/// The optimal string alignment distance, over lower-cased ASCII.
fn distance(a: &[char], b: &[char]) -> usize {
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
    use super::nearest;

    #[test]
    fn finds_slips_and_nothing_else() {
        let known = ["status", "state", "result", "sessionType"];
        assert_eq!(nearest("statsu", known), Some("status"));
        assert_eq!(nearest("SESSIONTYPE", known), Some("sessionType"));
        assert_eq!(nearest("sesionType", known), Some("sessionType"));
        assert_eq!(nearest("progress", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("ab", ["xy"]), None);
    }
}
