//! Roots of APIs: the beginning of a URL's path that all collections of an API have in common, such as `/api/v2.3`.
//!
//! People and documents name a collection with the root or without it, and in the version of their own server.

/// `path` in two: the root at its beginning, as far as it is there, and what is below. `path` has no slash at its ends. Any
/// end of the root counts, in any version: `api/v9/sessions` is below `/extension/x/api/v8`.
pub(crate) fn split<'p>(path: &'p str, root: &str) -> (&'p str, &'p str) {
    let root: Vec<&str> = segments(root).collect();
    let below = (0..root.len()).find_map(|start| below(path, root.get(start..)?));
    match below {
        Some(below) => {
            let written = path.get(..path.len().saturating_sub(below.len())).unwrap_or_default();
            (written.trim_end_matches('/'), below)
        }
        None => ("", path),
    }
}

/// What of `path` follows `root`, if it begins so and more follows.
fn below<'p>(path: &'p str, root: &[&str]) -> Option<&'p str> {
    let mut rest = path;
    for wanted in root {
        let (segment, after) = rest.split_once('/')?;
        if !is_same(segment, wanted) {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

/// Whether `path` ends with the segments of `end`, in any version.
pub(crate) fn ends_with(path: &str, end: &str) -> bool {
    let (path, end): (Vec<&str>, Vec<&str>) = (segments(path).collect(), segments(end).collect());
    let tail = path.len().checked_sub(end.len()).and_then(|start| path.get(start..));
    tail.is_some_and(|tail| tail.iter().zip(&end).all(|(segment, wanted)| is_same(segment, wanted)))
}

/// `root` with `written`, an end of it in any version, in place of its own end.
pub(crate) fn with_end(root: &str, written: &str) -> String {
    let kept = segments(root).count().saturating_sub(segments(written).count());
    segments(root).take(kept).chain(segments(written)).map(|segment| format!("/{segment}")).collect()
}

/// Whether two segments are the same, whatever version of an API they name.
pub(crate) fn is_same(segment: &str, root: &str) -> bool {
    let is_version = |segment: &str| {
        let digits =
            segment.strip_prefix('v').filter(|digits| digits.starts_with(|first: char| first.is_ascii_digit()));
        // It becomes a part of URLs as it is.
        digits.is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_alphanumeric() || digit == '.'))
    };
    segment.eq_ignore_ascii_case(root) || is_version(segment) && is_version(root)
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}
