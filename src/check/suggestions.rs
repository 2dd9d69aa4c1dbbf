//! Suggestions for unknown names: the nearest known fields and enum words.

use super::error::CheckErrorKind;
use crate::path::Path;
use crate::schema::Schema;
use crate::suggest::all_nearest;

/// The most unknown names of a query for which the nearest known ones are searched, so that a text of nothing but
/// unknown names stays cheap to check.
const MOST_SEARCHES: usize = 100;

/// The most names of one suggestion; more of the same distance do not help.
const MOST_NAMES: usize = 3;

/// Searches for near names, until the budget of the query is used up.
pub(super) struct Suggestions {
    searches_left: usize,
}

impl Suggestions {
    pub(super) fn new() -> Self {
        Self { searches_left: MOST_SEARCHES }
    }

    /// Returns `kind` with the nearest known words if it is about an unknown one.
    pub(super) fn with_word_suggestions(&mut self, kind: CheckErrorKind) -> CheckErrorKind {
        match kind {
            CheckErrorKind::UnknownWord { word, path, enumeration, .. } if self.searches_left > 0 => {
                self.searches_left = self.searches_left.saturating_sub(1);
                let nearest = first_of(all_nearest(&word, enumeration.words()));
                CheckErrorKind::UnknownWord { word, path, enumeration, nearest }
            }
            kind => kind,
        }
    }

    /// Returns the fields of `schema` that are nearest to `path`: those without a note, then those with one.
    pub(super) fn nearest_fields(&mut self, schema: &Schema, path: &Path) -> Vec<Box<str>> {
        if self.searches_left == 0 {
            return Vec::new();
        }
        self.searches_left = self.searches_left.saturating_sub(1);
        // The member of rows that holds their fields is not part of a field's path.
        if path.names().next() == schema.row_container() && schema.row_container().is_some() {
            let inner = Path::new(path.names().skip(1));
            if schema.field(&inner).is_some() {
                return vec![inner.to_string().into()];
            }
        }
        let written = path.to_string();
        let near = |noted: bool| {
            let fields = schema.fields().filter(|field| field.warning().is_some() == noted);
            let names: Vec<String> = fields.map(|field| field.path().to_string()).collect();
            first_of(all_nearest(&written, names.iter().map(String::as_str)))
        };
        let mut nearest = [near(false), near(true)].concat();
        if nearest.iter().any(|name| name.eq_ignore_ascii_case(&written)) {
            nearest.retain(|name| name.eq_ignore_ascii_case(&written));
        }
        nearest
    }
}

fn first_of(near: Vec<&str>) -> Vec<Box<str>> {
    near.into_iter().take(MOST_NAMES).map(Box::from).collect()
}
