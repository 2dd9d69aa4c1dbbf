//! JSON with ordered members, and getters that return nothing for values of an unexpected type.
//!
//! Vendors' documents break the rules, and an import reads past what it does not understand, so that no getter fails.
//!
//! The key `<<` merges its objects into the object that has it, as in YAML 1.1, which documents rely on: own members
//! win over merged ones, and the first merged object over the others.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::limits::DEEPEST_NESTING;

/// The key whose value is merged into its object.
pub(super) const MERGE: &str = "<<";

/// A JSON value whose objects keep the order of their members.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Loose {
    #[default]
    Null,
    Boolean(bool),
    Number(Number),
    Text(Box<str>),
    Array(Vec<Loose>),
    Object(Vec<(Box<str>, Loose)>),
}

impl Loose {
    /// Returns the member `name` of an object; the last one if there are several, as other readers of JSON do.
    pub(super) fn get(&self, name: &str) -> Option<&Loose> {
        self.members().iter().rev().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// Returns the value at a path of names.
    pub(super) fn at(&self, names: &[&str]) -> Option<&Loose> {
        names.iter().try_fold(self, |here, name| here.get(name))
    }

    /// Returns the members of an object; none for other values.
    pub(super) fn members(&self) -> &[(Box<str>, Loose)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns the elements of an array; none for other values.
    pub(super) fn elements(&self) -> &[Loose] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of the member `name`.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// Returns `true` if the member `name` is `true`.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.get(name) == Some(&Self::Boolean(true))
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ValueSeed(0).deserialize(deserializer)
    }
}

/// A serde seed for a value that is nested in this many others. It fails above the limit, before the stack is
/// exhausted.
#[derive(Clone, Copy)]
struct ValueSeed(usize);

impl ValueSeed {
    fn below<E: Error>(self) -> Result<Self, E> {
        let below = self.0.saturating_add(1);
        if below > DEEPEST_NESTING { Err(E::custom("nested too deep")) } else { Ok(Self(below)) }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Loose;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Loose, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Loose, E> {
        Ok(Loose::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Ok(Number::from_f64(value).map_or(Loose::Null, Loose::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Loose, A::Error> {
        let below = self.below()?;
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(below)? {
            elements.push(element);
        }
        Ok(Loose::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        let below = self.below()?;
        let mut members: Vec<(Box<str>, Loose)> = Vec::new();
        let mut merged = Vec::new();
        while let Some(key) = map.next_key::<Box<str>>()? {
            match (&*key, map.next_value_seed(below)?) {
                (MERGE, Loose::Object(others)) => merged.push(others),
                (MERGE, Loose::Array(objects)) => {
                    merged.extend(objects.into_iter().filter_map(|object| match object {
                        Loose::Object(others) => Some(others),
                        _ => None,
                    }));
                }
                (_, value) => members.push((key, value)),
            }
        }
        if !merged.is_empty() {
            let mut known: HashSet<Box<str>> = members.iter().map(|(key, _)| key.clone()).collect();
            members.extend(merged.into_iter().flatten().filter(|(key, _)| known.insert(key.clone())));
        }
        Ok(Loose::Object(members))
    }
}
