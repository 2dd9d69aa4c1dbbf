//! The result of looking up a path in a row: the value, or the point at which the path leads nowhere.

use crate::path::Path;
use crate::suggest::nearest;
use crate::value::{Json, json_member, path_start};

/// The result of looking up a path in a row. Anything but a value counts as null.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Lookup<'r> {
    /// A value, or null.
    Value(&'r Json),
    /// The row, or an object on the path, has no member of the next name.
    #[non_exhaustive]
    Missing {
        /// The number of names that lead to that object.
        after: usize,
        /// The nearest name that it has, if one is near enough to be meant.
        nearest: Option<&'r str>,
    },
    /// The path continues after a value that is no object.
    #[non_exhaustive]
    Blocked {
        /// The number of names that lead to that value.
        after: usize,
        /// The value.
        by: &'r Json,
    },
}

/// The most names of an object that are searched for a near one.
const MOST_NAMES: usize = 250;

impl<'r> Lookup<'r> {
    /// Looks up `path` in `row`, whose fields may be in an object of their own. Does not search for near names.
    pub(in super::super) fn new(path: &Path, row: &'r Json, container: Option<&str>) -> Self {
        let mut here = start(row, path, container);
        for (after, name) in path.names().enumerate() {
            let Json::Object(object) = here else { return Self::Blocked { after, by: here } };
            let Some(member) = object.get(name) else { return Self::Missing { after, nearest: None } };
            here = member;
        }
        Self::Value(here)
    }

    /// Returns this result for `path` in `row` with the nearest name, if a name is missing.
    pub(in super::super) fn with_nearest(self, path: &Path, row: &'r Json, container: Option<&str>) -> Self {
        let Self::Missing { after, .. } = self else { return self };
        let within = path.names().take(after).try_fold(start(row, path, container), json_member);
        let beside = container.filter(|_| after == 0).and_then(|container| json_member(row, container));
        let objects = [beside, within].into_iter().flatten().filter_map(Json::as_object);
        let names = objects.flat_map(|object| object.keys()).map(String::as_str).take(MOST_NAMES);
        let nearest = path.names().nth(after).and_then(|name| nearest(name, names));
        Self::Missing { after, nearest }
    }

    /// Returns the value, which may be null, or `None` if the path leads nowhere.
    pub(in super::super) fn value(self) -> Option<&'r Json> {
        match self {
            Self::Value(json) => Some(json),
            Self::Missing { .. } | Self::Blocked { .. } => None,
        }
    }
}

/// Returns the object that `path` starts in.
fn start<'r>(row: &'r Json, path: &Path, container: Option<&str>) -> &'r Json {
    path.names().next().map_or(row, |first| path_start(row, first, container, json_member))
}
