//! Where the rows of one value are: in an envelope, in the array at a path, or the value itself.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use tamis::Path;
use tamis::openapi::OpenApi;

/// The rows of a value that is an envelope around an array of them.
pub(super) fn rows_in(value: &RawValue) -> Option<Vec<&RawValue>> {
    if !may_be_envelope(value.get().as_bytes()) {
        return None;
    }
    let members = members(value)?;
    let (rows, others): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|(key, member)| OpenApi::ROWS.contains(&&**key) && member.get().starts_with('['));
    let is_envelope = others.iter().all(|(key, _)| BESIDE_ROWS.contains(&&**key));
    match rows.as_slice() {
        [(_, rows)] if is_envelope => elements(rows),
        _ => None,
    }
}

/// The array at `path` in `value`.
pub(super) fn rows_at<'t>(value: &'t RawValue, path: &Path) -> Option<Vec<&'t RawValue>> {
    let mut here = value;
    for name in path.names() {
        here = members(here)?.into_iter().rev().find(|(key, _)| key == name)?.1;
    }
    elements(here)
}

/// Whether an object may be an envelope, as its first key tells.
pub(super) fn may_be_envelope(text: &[u8]) -> bool {
    let key = text.strip_prefix(b"{").and_then(|inner| inner.trim_ascii_start().strip_prefix(b"\""));
    let Some(key) = key.and_then(|rest| rest.split(|byte| *byte == b'"').next()) else { return false };
    key.contains(&b'\\') || OpenApi::ROWS.iter().chain(BESIDE_ROWS).any(|known| known.as_bytes() == key)
}

/// What else an envelope may have.
const BESIDE_ROWS: &[&str] =
    &["offset", "limit", "totalCount", "total", "meta", "errors", "pagination", "links", "_links"];

/// The elements of an array, each with its own text.
pub(super) fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

/// The names of a row's members, in the order in which they are written, which its JSON does not keep.
pub(crate) fn names(row: &[u8]) -> Vec<String> {
    let Ok(Members(members)) = serde_json::from_slice(row) else { return Vec::new() };
    members.into_iter().map(|(name, _)| name.into_owned()).collect()
}

/// The members of an object, each with its own text.
pub(crate) fn members(value: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    serde_json::from_str(value.get()).ok().map(|Members(members)| members)
}

/// The members of an object, their values not read.
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;

        impl<'de> Visitor<'de> for Gather {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Gather)
    }
}

/// A key, borrowed where nothing in it is escaped. Half of a surrogate pair in it becomes U+FFFD.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_bytes<E>(self, key: &'de [u8]) -> Result<Key<'de>, E> {
                Ok(Key(String::from_utf8_lossy(key)))
            }

            fn visit_bytes<E>(self, key: &[u8]) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(String::from_utf8_lossy(key).into_owned())))
            }
        }

        // As text, half of a surrogate pair would be an error.
        deserializer.deserialize_bytes(Text)
    }
}
