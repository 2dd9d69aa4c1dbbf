//! A search in the bytes of rows for paths that no row had so far. Most rows do not contain the last name of such a
//! path, and are skipped without being parsed.

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};

use crate::path::Path;
use crate::value::Json;

/// The paths that are searched for.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    paths: Vec<Watched>,
}

/// A path that is searched for.
#[derive(Clone, Debug)]
struct Watched {
    path: Path,
    /// The forms in which JSON may write the last name. A row that has the path contains one of them.
    needles: Vec<Finder<'static>>,
    /// The number of rows that contain such a form, but not the path, before the search is given up.
    rows_left: usize,
}

/// The most rows that are parsed for a path. Otherwise a common name that is never at the end of the path would make
/// every row be parsed.
const MOST_ROWS: usize = 2000;
/// The most paths that are searched for, because the bytes are searched once for each.
const MOST_PATHS: usize = 20;

impl Watch {
    pub(super) fn new<'p>(paths: impl Iterator<Item = &'p Path>) -> Self {
        let watched = |(index, path): (usize, &Path)| {
            let needles = needles(path.names().last().unwrap_or_default());
            let needles = needles.iter().map(|needle| Finder::new(needle).into_owned()).collect();
            Watched { path: path.clone(), needles, rows_left: if index < MOST_PATHS { MOST_ROWS } else { 0 } }
        };
        Self { paths: paths.enumerate().map(watched).collect() }
    }

    /// Removes all paths but `paths`.
    pub(super) fn keep<'p>(&mut self, paths: impl Iterator<Item = &'p Path>) {
        let paths: Vec<&Path> = paths.collect();
        self.paths.retain(|watched| paths.contains(&&watched.path));
    }

    /// Returns `true` if the search for `path` was given up.
    pub(super) fn has_given_up(&self, path: &Path) -> bool {
        self.paths.iter().any(|watched| watched.rows_left == 0 && watched.path == *path)
    }

    /// Returns the rows in `rows` that may have one of the paths. `rows` is JSON text, one row a line or a single row.
    pub(super) fn find(&mut self, rows: &[u8]) -> Vec<Json> {
        self.paths.iter_mut().flat_map(|watched| watched.find(rows)).collect()
    }
}

impl Watched {
    fn find(&mut self, rows: &[u8]) -> Vec<Json> {
        let mut found = Vec::new();
        let Self { needles, rows_left, .. } = self;
        for needle in needles {
            if *rows_left == 0 {
                break;
            }
            let mut rest = rows;
            while let Some(at) = needle.find(rest).filter(|_| *rows_left > 0) {
                *rows_left = rows_left.saturating_sub(1);
                let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
                let start = memrchr(b'\n', before).map_or(0, |feed| feed.saturating_add(1));
                let end = memchr(b'\n', after).map_or(rest.len(), |feed| at.saturating_add(feed));
                if let Ok(row) = serde_json::from_slice(rest.get(start..end).unwrap_or_default()) {
                    found.push(row);
                } else if let Ok(row) = serde_json::from_slice(rows) {
                    // A single row on several lines.
                    found.push(row);
                    break;
                }
                rest = rest.get(end..).unwrap_or_default();
            }
        }
        found
    }
}

/// Returns texts of which every row with a member called `name` contains one, however JSON writes it.
fn needles(name: &str) -> Vec<String> {
    let mut needles = vec![serde_json::Value::from(name).to_string()];
    // Writers may escape characters outside ASCII, and those that are special in HTML.
    for character in name.chars().filter(|character| !is_plain(*character)) {
        let mut units = [0; 2];
        let unit = character.encode_utf16(&mut units).first().copied().unwrap_or_default();
        needles.extend([format!("\\u{unit:04x}"), format!("\\u{unit:04X}")]);
        if character == '/' {
            needles.push("\\/".to_owned());
        }
    }
    needles.sort_unstable();
    needles.dedup();
    needles
}

/// Returns `true` if no writer of JSON escapes `character`.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_-. $@#:".contains(character)
}
