//! What a row has where a path leads, or how far the path goes.

use crate::path::Path;
use crate::suggest::nearest;
use crate::value::Json;

/// What a row has where a comparison looks. All but a value counts as null.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Lookup<'r> {
    /// A value, or null.
    Value(&'r Json),
    /// Nothing: an object on the way, or the row, has no member of the next name.
    #[non_exhaustive]
    Missing {
        /// How many names of the path lead to that object.
        after: usize,
        /// The nearest name that it has, where one is near enough to be meant.
        nearest: Option<&'r str>,
    },
    /// Nothing: the path goes on behind what is no object.
    #[non_exhaustive]
    Blocked {
        /// How many names of the path lead there.
        after: usize,
        /// What stands there.
        by: &'r Json,
    },
}

/// Names of an object that are searched for a near one.
const MOST_NAMES: usize = 250;

impl<'r> Lookup<'r> {
    /// What `row`, which may keep its fields in an object of its own, has at `path`. Near names are not looked for.
    pub(in super::super) fn look(path: &Path, row: &'r Json, members: Option<&str>) -> Self {
        let mut here = start(row, path, members);
        for (after, name) in path.names().enumerate() {
            let Json::Object(object) = here else { return Self::Blocked { after, by: here } };
            let Some(member) = object.get(name) else { return Self::Missing { after, nearest: None } };
            here = member;
        }
        Self::Value(here)
    }

    /// The same, what was found at `path` in `row`, with the nearest name where a name is missing.
    pub(in super::super) fn with_nearest(self, path: &Path, row: &'r Json, members: Option<&str>) -> Self {
        let Self::Missing { after, .. } = self else { return self };
        let step = |json: &'r Json, name| json.as_object()?.get(name);
        let within = path.names().take(after).try_fold(start(row, path, members), step);
        let beside = members.filter(|_| after == 0).and_then(|members| row.get(members));
        let objects = [beside, within].into_iter().flatten().filter_map(Json::as_object);
        let names = objects.flat_map(|object| object.keys()).map(String::as_str).take(MOST_NAMES);
        let nearest = path.names().nth(after).and_then(|name| nearest(name, names));
        Self::Missing { after, nearest }
    }

    /// The value, where there is one, or null.
    pub(in super::super) fn value(self) -> Option<&'r Json> {
        match self {
            Self::Value(json) => Some(json),
            Self::Missing { .. } | Self::Blocked { .. } => None,
        }
    }
}

/// Where `path` begins: in the object that keeps the fields of `row`, where there is one that has its first name.
fn start<'r>(row: &'r Json, path: &Path, members: Option<&str>) -> &'r Json {
    let inner = members.and_then(|members| row.get(members));
    match (inner, path.names().next()) {
        (Some(inner @ Json::Object(members)), Some(first)) if members.contains_key(first) => inner,
        _ => row,
    }
}
