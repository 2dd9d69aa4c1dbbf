//! JSON as a document holds it: members in their order, and no fuss where something else stands than is looked for.
//!
//! The key `<<` merges the objects that it holds into the one that it stands in, as YAML 1.1 has it and documents use it:
//! what an object names itself comes before what it merges, and the first of several objects before the others.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// The key whose value is merged into the object.
pub(super) const MERGE: &str = "<<";

/// How many arrays and objects may lie in each other.
const DEEPEST: usize = 64;

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
    /// The member `name` of an object; the last one where there are several, as other readers of JSON do.
    pub(super) fn get(&self, name: &str) -> Option<&Loose> {
        self.members().iter().rev().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    /// What the names lead to, one after the other.
    pub(super) fn at(&self, names: &[&str]) -> Option<&Loose> {
        names.iter().try_fold(self, |here, name| here.get(name))
    }

    /// The members of an object; none of anything else.
    pub(super) fn members(&self) -> &[(Box<str>, Loose)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array; none of anything else.
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

    /// The text of the member `name`.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// Whether the member `name` is `true`.
    pub(super) fn is_set(&self, name: &str) -> bool {
        self.get(name) == Some(&Self::Boolean(true))
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(0).deserialize(deserializer)
    }
}

/// Reads a value that lies in so many others.
#[derive(Clone, Copy)]
struct Level(usize);

impl Level {
    fn below<E: Error>(self) -> Result<Self, E> {
        let below = self.0.saturating_add(1);
        if below > DEEPEST { Err(E::custom("nested too deep")) } else { Ok(Self(below)) }
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Loose;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Loose, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
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
