//! JSON text taken apart without parsing the values in it: the members of an object, the elements of an array.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tamis::Path;

/// The members of an object in the order of the text, each value as text.
pub(crate) type ObjectMembers<'t> = Vec<(Cow<'t, str>, &'t RawValue)>;

/// Returns the array at `path` in `value`, or `None` if there is no array.
pub(super) fn array_at<'t>(value: &'t RawValue, path: &Path) -> Option<Vec<&'t RawValue>> {
    let mut here = value;
    for name in path.names() {
        here = members(here)?.into_iter().rev().find(|(key, _)| key == name)?.1;
    }
    elements(here)
}

/// Returns the first member of that name, or `None` if `value` has none or is no object.
pub(super) fn member<'t>(value: &'t RawValue, name: &str) -> Option<&'t RawValue> {
    members(value)?.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Returns `text` without the blanks of JSON at its beginning.
pub(super) fn trim_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = text {
        text = rest;
    }
    text
}

pub(super) fn is_array(value: &RawValue) -> bool {
    value.get().starts_with('[')
}

pub(super) fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}

/// Returns the elements of an array as text, or `None` if `value` is no array.
pub(super) fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

/// Returns the names of a row's members in the order of the text, which a parsed object does not keep.
pub(crate) fn names(row: &[u8]) -> Vec<String> {
    let Ok(RawObject(members)) = serde_json::from_slice(row) else { return Vec::new() };
    members.into_iter().map(|(name, _)| name.into_owned()).collect()
}

/// Returns the members of an object, or `None` if `value` is no object.
pub(crate) fn members(value: &RawValue) -> Option<ObjectMembers<'_>> {
    serde_json::from_str(value.get()).ok().map(|RawObject(members)| members)
}

/// An object with its values as text.
struct RawObject<'t>(ObjectMembers<'t>);

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;

        impl<'de> Visitor<'de> for Gather {
            type Value = RawObject<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<NameVisitor<'de>, &'de RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(RawObject(members))
            }
        }

        deserializer.deserialize_map(Gather)
    }
}

/// A member's name, borrowed if it has no escapes. A lone surrogate becomes U+FFFD.
struct NameVisitor<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for NameVisitor<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = NameVisitor<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_bytes<E>(self, key: &'de [u8]) -> Result<NameVisitor<'de>, E> {
                Ok(NameVisitor(String::from_utf8_lossy(key)))
            }

            fn visit_bytes<E>(self, key: &[u8]) -> Result<NameVisitor<'de>, E> {
                Ok(NameVisitor(Cow::Owned(String::from_utf8_lossy(key).into_owned())))
            }
        }

        // As a string, a lone surrogate would be an error.
        deserializer.deserialize_bytes(Text)
    }
}
