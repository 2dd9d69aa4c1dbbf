//! Parses only those members of a row that a survey observes, which are mostly a small part of it.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::value::Json;

/// Parses the members of `row`, the JSON text of an object, whose names are wanted. Returns `None` for other text.
pub(super) fn parse(row: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Json> {
    let mut deserializer = serde_json::Deserializer::from_slice(row);
    let row = PartialRow(is_wanted).deserialize(&mut deserializer).ok()?;
    deserializer.end().ok().map(|()| row)
}

/// The serde seed of a partial row; the function returns `true` for wanted names.
struct PartialRow<W>(W);

impl<'de, W: Fn(&str) -> bool> DeserializeSeed<'de> for PartialRow<W> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, W: Fn(&str) -> bool> Visitor<'de> for PartialRow<W> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let Self(is_wanted) = self;
        let mut members = serde_json::Map::new();
        while let Some(Name(name)) = map.next_key()? {
            if is_wanted(&name) {
                members.insert(name.into_owned(), map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Json::Object(members))
    }
}

/// A name, borrowed if it has no escapes.
#[derive(Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);
