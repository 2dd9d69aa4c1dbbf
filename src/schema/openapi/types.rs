//! The type of a value, from its shape.
//!
//! Facets that always apply decide, alternatives may narrow them, and what remains contradictory or unspecified is of
//! type any, with a note. Elements of arrays are followed in a loop, so that their nesting costs no stack.

use std::collections::HashSet;

use super::limits::MAX_DEPTH;
use super::loose::Loose;
use super::note::{ImportNoteKind as Kind, excerpt};
use super::shape::{Facet, Importer, ValueShape};
use crate::path::Path;
use crate::schema::common_type::{common_type, is_text};
use crate::ty::{Enumeration, EpochUnit, Type};

/// Formats of text that have no type of their own.
const PLAIN: &[&str] = &[
    "base64",
    "base64url",
    "binary",
    "byte",
    "char",
    "email",
    "hostname",
    "html",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "string",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
];

/// Formats of time spans: those of JSON Schema, NSwag and Swashbuckle, and a common spelling.
const DURATIONS: &[&str] = &["duration", "time-span", "timespan", "date-span"];
/// The pattern that the serializer of .NET writes for time spans, without a format.
const TIME_SPAN: &str = r"^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$";
/// Formats of numbers of seconds since 1970.
const EPOCHS: &[&str] = &["unixtime", "unix-time"];

/// The types that JSON Schema names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basic {
    Text,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

impl Basic {
    /// Returns the type of this name in JSON Schema.
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "string" => Some(Self::Text),
            "integer" => Some(Self::Integer),
            "number" => Some(Self::Number),
            "boolean" => Some(Self::Boolean),
            "array" => Some(Self::Array),
            "object" => Some(Self::Object),
            _ => None,
        }
    }

    /// Returns the type of a value, or `None` for null.
    fn from_value(value: &Loose) -> Option<Self> {
        match value {
            Loose::Null => None,
            Loose::Boolean(_) => Some(Self::Boolean),
            Loose::Number(number) if number.is_f64() => Some(Self::Number),
            Loose::Number(_) => Some(Self::Integer),
            Loose::Text(_) => Some(Self::Text),
            Loose::Array(_) => Some(Self::Array),
            Loose::Object(_) => Some(Self::Object),
        }
    }

    /// Returns the type that a format implies if no type is given.
    fn from_format(format: &str) -> Self {
        match format {
            "int32" | "int64" => Self::Integer,
            epoch if EPOCHS.contains(&epoch) => Self::Integer,
            "float" | "double" | "decimal" => Self::Number,
            _ => Self::Text,
        }
    }
}

impl<'d> Importer<'d> {
    /// Returns the type of the values of `shape`, any if the document does not specify it. The properties of an object
    /// are left to the caller.
    pub(super) fn type_of(&mut self, shape: &ValueShape<'d>, path: Option<&Path>) -> Type {
        let mut ty = self.outer_type(shape, path);
        let mut arrays: Vec<Vec<*const Loose>> = Vec::new();
        let mut elements = None;
        while let Type::Array(_) = ty {
            let shape = elements.as_ref().unwrap_or(shape);
            let array = array_identity(shape);
            let is_recursive = arrays.contains(&array);
            arrays.push(array);
            if is_recursive || arrays.len() >= MAX_DEPTH {
                self.note(path, if is_recursive { Kind::Recursive } else { Kind::TooDeep });
                ty = Type::Any;
            } else {
                let inner = self.elements(shape, path);
                ty = self.outer_type(&inner, path);
                elements = Some(inner);
            }
        }
        arrays.iter().fold(ty, |ty, _| Type::array(ty))
    }

    /// Returns the type of the values of `shape`, without the elements of an array.
    fn outer_type(&mut self, shape: &ValueShape<'d>, path: Option<&Path>) -> Type {
        let certain: Vec<Facet<'d>> = shape.facets.iter().filter(|facet| facet.is_certain).copied().collect();
        let known = self.specified(&certain, path);
        // Alternatives may narrow a text, for example to an enumeration.
        let is_open = matches!(known, None | Some(Type::Text));
        let uncertain = shape.facets.iter().filter(|facet| is_open && !facet.is_certain);
        let alternatives: Vec<Type> = uncertain.filter_map(|facet| self.specified(&[*facet], path)).collect();
        let found = match (known, self.alternatives(&alternatives, path)) {
            (Some(known), Some(other)) if !is_text(&other) => self.alternatives(&[known, other], path),
            (known, narrower) => narrower.or(known),
        };
        if found.is_none() && !shape.is_broken {
            self.note(path, Kind::Untyped);
        }
        found.unwrap_or(Type::Any)
    }

    /// Returns the type that `facets`, which all apply, specify together, without the elements of an array.
    fn specified(&mut self, facets: &[Facet<'d>], path: Option<&Path>) -> Option<Type> {
        let is_time_span = facets.iter().any(|facet| facet.schema.text("pattern") == Some(TIME_SPAN));
        let format = facets.iter().find_map(|facet| facet.schema.text("format")).map(str::to_ascii_lowercase);
        let format = format.or_else(|| is_time_span.then(|| "duration".to_owned()));
        let words = self.enumeration(facets);
        let mut types = Vec::new();
        for facet in facets {
            for name in unknown_types(facet.schema) {
                self.note(path, Kind::UnknownType { name: excerpt(name) });
                types.push(Type::Any);
            }
            for basic in basics(facet.schema) {
                types.push(self.detailed(basic, format.as_deref(), words.as_ref(), path));
            }
        }
        // Some vendors write `type: object` next to a reference to another type.
        if !has_properties(facets) && types.iter().any(|ty| *ty != Type::Object) {
            types.retain(|ty| *ty != Type::Object);
        }
        self.alternatives(&types, path)
    }

    /// Returns the type of values of the type `basic`, narrowed by their format and their words.
    fn detailed(&mut self, basic: Basic, format: Option<&str>, words: Option<&Type>, path: Option<&Path>) -> Type {
        if let (Basic::Text, Some(words)) = (basic, words) {
            return words.clone();
        }
        match (basic, format) {
            (Basic::Text, Some("date-time" | "datetime" | "date")) => Type::DateTime,
            (Basic::Text, Some(format)) if DURATIONS.contains(&format) => Type::Duration,
            (Basic::Integer | Basic::Number, Some(format)) if EPOCHS.contains(&format) => {
                Type::Epoch(EpochUnit::Seconds)
            }
            (Basic::Text, Some("uuid" | "guid")) => Type::Uuid,
            (Basic::Text, format) => {
                if let Some(format) = format.filter(|format| !PLAIN.contains(format)) {
                    self.note(path, Kind::UnknownFormat { format: excerpt(format) });
                }
                Type::Text
            }
            (Basic::Number, Some("int32" | "int64")) | (Basic::Integer, _) => Type::Integer,
            (Basic::Number, _) => Type::Number,
            (Basic::Boolean, _) => Type::Boolean,
            (Basic::Array, _) => Type::array(Type::Any),
            (Basic::Object, _) => Type::Object,
        }
    }

    /// Returns the enumeration of the words that schema objects list, or `None` if they list none.
    fn enumeration(&mut self, facets: &[Facet<'d>]) -> Option<Type> {
        let (name, listed) =
            facets.iter().map(|facet| (facet.name, words(facet.schema))).find(|(_, words)| !words.is_empty())?;
        let mut seen = HashSet::new();
        let spelled = listed.iter().filter_map(|word| match word {
            Loose::Text(text) => Some(text.to_string()),
            Loose::Number(number) => Some(number.to_string()),
            Loose::Boolean(value) => Some(value.to_string()),
            Loose::Null | Loose::Array(_) | Loose::Object(_) => None,
        });
        let words: Box<[Box<str>]> = spelled.filter(|word| seen.insert(word.clone())).map(Box::from).collect();
        self.spend(words.iter().map(|word| word.len() / 64).sum());
        let given = facets.iter().find_map(|facet| facet.schema.at(&["x-ms-enum", "name"])?.as_text());
        let open = facets.iter().any(|facet| is_open(facet.schema));
        (!words.is_empty()).then(|| Enumeration { name: excerpt(given.unwrap_or(name)), words, open }.into())
    }

    /// Returns the common type of alternatives. Adds a note if there is none.
    fn alternatives(&mut self, types: &[Type], path: Option<&Path>) -> Option<Type> {
        let found = common_type(types)?;
        if found == Type::Any && !types.contains(&Type::Any) {
            let mut differing: Vec<Type> = Vec::new();
            for ty in types {
                let is_same = |other: &Type| std::mem::discriminant(other) == std::mem::discriminant(ty);
                if !differing.iter().any(is_same) {
                    differing.push(ty.clone());
                }
            }
            self.note(path, Kind::Alternatives { types: differing });
        }
        Some(found)
    }
}

/// Returns the types that a schema object names, or that its other keywords imply.
fn basics(schema: &Loose) -> Vec<Basic> {
    match schema.get("type") {
        Some(Loose::Text(name)) => return Basic::from_name(name).into_iter().collect(),
        Some(Loose::Array(names)) => {
            return names.iter().filter_map(Loose::as_text).filter_map(Basic::from_name).collect();
        }
        _ => {}
    }
    let has = |key: &str| schema.get(key).is_some();
    let words = words(schema);
    if !words.is_empty() {
        let mut basics: Vec<Basic> = Vec::new();
        for basic in words.iter().filter_map(Basic::from_value) {
            if !basics.contains(&basic) {
                basics.push(basic);
            }
        }
        basics
    } else if has("properties") || schema.get("additionalProperties").is_some_and(Loose::is_object) {
        vec![Basic::Object]
    } else if has("items") || has("prefixItems") {
        vec![Basic::Array]
    } else {
        schema.text("format").map(|format| Basic::from_format(&format.to_ascii_lowercase())).into_iter().collect()
    }
}

/// Returns the identity of an array: the schema objects that describe its elements.
fn array_identity(shape: &ValueShape<'_>) -> Vec<*const Loose> {
    let schemas = shape.facets.iter().map(|facet| facet.schema);
    let with_elements = schemas.filter(|schema| schema.get("items").or(schema.get("prefixItems")).is_some());
    with_elements.map(std::ptr::from_ref).collect()
}

/// Returns the names of types that JSON Schema does not define.
fn unknown_types(schema: &Loose) -> Vec<&str> {
    let names = match schema.get("type") {
        Some(Loose::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    let is_unknown = |name: &&str| *name != "null" && Basic::from_name(name).is_none();
    names.iter().filter_map(Loose::as_text).filter(is_unknown).collect()
}

/// Returns the words that a schema object lists, in one of the forms that documents use.
fn words(schema: &Loose) -> &[Loose] {
    let lists = ["enum", "x-extensible-enum"].iter().filter_map(|key| schema.get(key));
    let list = lists.map(Loose::elements).find(|words| !words.is_empty());
    list.or_else(|| schema.get("const").map(std::slice::from_ref)).unwrap_or_default()
}

/// Returns `true` if a schema object marks its enumeration as open.
fn is_open(schema: &Loose) -> bool {
    match schema.get("x-extensible-enum") {
        Some(Loose::Boolean(is_open)) => *is_open,
        Some(Loose::Array(_)) => true,
        _ => schema.at(&["x-ms-enum", "modelAsString"]) == Some(&Loose::Boolean(true)),
    }
}

fn has_properties(facets: &[Facet<'_>]) -> bool {
    facets.iter().any(|facet| facet.schema.get("properties").is_some())
}
