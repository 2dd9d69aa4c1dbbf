//! API roots: the start of a URL's path that all collections of an API share, such as `/api/v2.3`.
//!
//! People and documents name a collection with the root or without it, and in the version of their own server. So paths
//! are compared segment by segment, and two segments that both name a version (`v8`, `v2.3`) count as equal.

/// A path, split after the root of its API.
pub(crate) struct SplitPath<'p> {
    /// The root as the path has it, without slashes around it; empty if there is none.
    pub(crate) root: &'p str,
    /// The path below the root.
    pub(crate) below: &'p str,
}

/// Splits `path`, which has no slash at its ends, after the root that it starts with. Any suffix of the root counts, in
/// any version: `api/v9/sessions` is below `/extension/x/api/v8`.
pub(crate) fn split<'p>(path: &'p str, root: &str) -> SplitPath<'p> {
    let root: Vec<&str> = segments(root).collect();
    let below = (0..root.len()).find_map(|start| below(path, root.get(start..)?));
    match below {
        Some(below) => {
            let written = path.get(..path.len().saturating_sub(below.len())).unwrap_or_default();
            SplitPath { root: written.trim_end_matches('/'), below }
        }
        None => SplitPath { root: "", below: path },
    }
}

/// Returns the part of `path` after `root`, or `None` if it does not start with it or ends there.
fn below<'p>(path: &'p str, root: &[&str]) -> Option<&'p str> {
    let mut rest = path;
    for wanted in root {
        let (segment, after) = rest.split_once('/')?;
        if !is_same_segment(segment, wanted) {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

/// Returns `true` if `path` ends with the segments of `end`, in any version.
pub(crate) fn ends_with(path: &str, end: &str) -> bool {
    let (path, end): (Vec<&str>, Vec<&str>) = (segments(path).collect(), segments(end).collect());
    let tail = path.len().checked_sub(end.len()).and_then(|start| path.get(start..));
    tail.is_some_and(|tail| tail.iter().zip(&end).all(|(segment, wanted)| is_same_segment(segment, wanted)))
}

/// Returns `root` with its end replaced by `written`, which is that end in any version.
pub(crate) fn with_end(root: &str, written: &str) -> String {
    let kept = segments(root).count().saturating_sub(segments(written).count());
    segments(root).take(kept).chain(segments(written)).map(|segment| format!("/{segment}")).collect()
}

/// Returns `true` if two segments are equal, or both name a version of an API.
pub(crate) fn is_same_segment(segment: &str, root: &str) -> bool {
    let is_version = |segment: &str| {
        let digits =
            segment.strip_prefix('v').filter(|digits| digits.starts_with(|first: char| first.is_ascii_digit()));
        // Strict, because the segment becomes a part of URLs unchanged.
        digits.is_some_and(|digits| digits.chars().all(|digit| digit.is_ascii_alphanumeric() || digit == '.'))
    };
    segment.eq_ignore_ascii_case(root) || is_version(segment) && is_version(root)
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}
