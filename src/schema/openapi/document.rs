//! The document: cut in one pass into its paths and components, each of which is parsed when first needed, and once.
//!
//! Documents of vendors have megabytes, and an import needs little of one: the parts stay raw text until then.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::OnceLock;

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::{DocumentPosition, OpenApiError};
use super::loose::{Loose, MERGE};

/// The parts of a document that are used, of each version of the specification.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ApiDocument {
    openapi: Option<Box<RawValue>>,
    swagger: Option<Box<RawValue>>,
    base_path: Loose,
    servers: Loose,
    pub(super) paths: PartTable,
    definitions: PartTable,
    parameters: PartTable,
    responses: PartTable,
    components: Option<Components>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", expecting = "an object")]
struct Components {
    schemas: PartTable,
    parameters: PartTable,
    responses: PartTable,
    path_items: PartTable,
}

/// Parts of a document by name.
#[derive(Debug, Default)]
pub(super) struct PartTable(HashMap<Box<str>, LazyPart>);

/// A part of a document: its text, and the parsed content once it was needed.
#[derive(Debug)]
pub(super) struct LazyPart {
    /// The index among the parts of its table.
    index: usize,
    text: Box<RawValue>,
    content: OnceLock<Option<Loose>>,
}

impl LazyPart {
    pub(super) fn text(&self) -> &str {
        self.text.get()
    }

    /// Returns the content, or `None` if it is nested too deeply.
    pub(super) fn content(&self) -> Option<&Loose> {
        self.content.get_or_init(|| serde_json::from_str(self.text.get()).ok()).as_ref()
    }
}

impl PartTable {
    fn get(&self, name: &str) -> Option<&LazyPart> {
        self.0.get(name)
    }

    /// Returns the parts in the order of the document.
    pub(super) fn parts(&self) -> Vec<(&str, &LazyPart)> {
        let mut parts: Vec<_> = self.0.iter().map(|(name, part)| (&**name, part)).collect();
        parts.sort_unstable_by_key(|(_, part)| part.index);
        parts
    }
}

/// The reason why a reference cannot be resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unresolved {
    /// The reference is to another document.
    External,
    /// The document has no such part.
    Missing,
    /// The part is nested too deeply.
    TooDeep,
}

impl ApiDocument {
    /// Cuts the text of a document, in JSON or YAML, into parts.
    pub(super) fn read(text: &str) -> Result<Self, OpenApiError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let document: Self = if text.trim_start().starts_with(['{', '[']) {
            let position = |error: &serde_json::Error| DocumentPosition { line: error.line(), column: error.column() };
            serde_json::from_str(text).map_err(|error| unreadable("JSON", &error, Some(position(&error))))
        } else {
            let json = super::yaml::to_json(text)?;
            expect_object(&json)?;
            serde_json::from_str(&json).map_err(|error| unreadable("YAML", &error, None))
        }?;
        // serde also deserializes the struct from an array of its members.
        let is_object = !text.trim_start().starts_with('[');
        let is_named = document.openapi.is_some() || document.swagger.is_some();
        if is_object && (is_named || !document.paths.0.is_empty()) {
            Ok(document)
        } else {
            Err(OpenApiError::NotOpenApi)
        }
    }

    /// Returns the base paths of servers, without slashes around them, such as `api/v3`.
    pub(super) fn bases(&self) -> impl Iterator<Item = &str> {
        let servers = self.servers.elements().iter().filter_map(|server| server.text("url")).map(path_of_url);
        self.base_path.as_text().into_iter().chain(servers).map(|base| base.trim_matches('/'))
    }

    /// Returns the target of a reference such as `#/definitions/Job`. Adds the number of members read to `steps`.
    pub(super) fn resolve(&self, reference: &str, steps: &mut usize) -> Result<&Loose, Unresolved> {
        let pointer = reference.strip_prefix("#/").ok_or(Unresolved::External)?;
        let names: Vec<String> = pointer
            .split('/')
            .map(|name| percent_decode_str(name).decode_utf8_lossy().replace("~1", "/").replace("~0", "~"))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (part, below) = self.part(&names).ok_or(Unresolved::Missing)?;
        let content = part.content().ok_or(Unresolved::TooDeep)?;
        let found = below.iter().try_fold(content, |here, name| match here {
            Loose::Array(elements) => elements.get(name.parse::<usize>().ok()?),
            here => {
                *steps = steps.saturating_add(here.members().len());
                here.get(name)
            }
        });
        found.ok_or(Unresolved::Missing)
    }

    /// Returns the part that a reference leads into, and the names that are left of the reference.
    fn part<'n>(&self, names: &'n [&'n str]) -> Option<(&LazyPart, &'n [&'n str])> {
        let components = self.components.as_ref();
        match names {
            ["components", section, name, below @ ..] => {
                let components = components?;
                let section = match *section {
                    "schemas" => &components.schemas,
                    "parameters" => &components.parameters,
                    "responses" => &components.responses,
                    "pathItems" => &components.path_items,
                    _ => return None,
                };
                Some((section.get(name)?, below))
            }
            [section, name, below @ ..] => {
                let section = match *section {
                    "definitions" => &self.definitions,
                    "parameters" => &self.parameters,
                    "responses" => &self.responses,
                    "paths" => &self.paths,
                    _ => return None,
                };
                Some((section.get(name)?, below))
            }
            _ => None,
        }
    }
}

/// Fails if the JSON of a YAML text is not an object. serde's own message would repeat the text, however long.
fn expect_object(json: &str) -> Result<(), OpenApiError> {
    let found = match json.as_bytes().first() {
        Some(b'{') => return Ok(()),
        Some(b'[') => return Err(OpenApiError::NotOpenApi),
        Some(b'"') => "text",
        Some(b'n') => "null",
        Some(b't' | b'f') => "boolean",
        _ => "number",
    };
    let message = format!("invalid type: {found}, expected an OpenAPI document, which is an object with `paths`");
    Err(OpenApiError::Unreadable { format: "YAML", message: message.into(), position: None })
}

/// Wraps an error of serde, at `position` in the text of the document. serde's own position is removed from the
/// message: for YAML it is one in the JSON made of it.
fn unreadable(format: &'static str, error: &serde_json::Error, position: Option<DocumentPosition>) -> OpenApiError {
    let own = format!(" at line {} column {}", error.line(), error.column());
    OpenApiError::Unreadable { format, message: error.to_string().trim_end_matches(&own).into(), position }
}

/// Returns the path of a server's URL, or all of it if it is only a path.
fn path_of_url(url: &str) -> &str {
    match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    }
}

/// Returns the object in `text`, or the objects in its array, as members by name; nothing for other values.
fn objects(text: &str) -> Vec<BTreeMap<Box<str>, Box<RawValue>>> {
    let one = serde_json::from_str(text).map(|object| vec![object]);
    one.or_else(|_| serde_json::from_str(text)).unwrap_or_default()
}

impl<'de> Deserialize<'de> for PartTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;

        impl<'de> Visitor<'de> for Gather {
            type Value = PartTable;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_unit<E>(self) -> Result<PartTable, E> {
                Ok(PartTable::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PartTable, A::Error> {
                let mut parts = HashMap::new();
                let mut merged = Vec::new();
                while let Some((name, text)) = map.next_entry::<Box<str>, Box<RawValue>>()? {
                    if &*name == MERGE {
                        merged.push(text);
                    } else {
                        parts.insert(name, LazyPart { index: parts.len(), text, content: OnceLock::new() });
                    }
                }
                for text in merged.iter().flat_map(|text| objects(text.get())).flatten() {
                    let index = parts.len();
                    parts.entry(text.0).or_insert(LazyPart { index, text: text.1, content: OnceLock::new() });
                }
                Ok(PartTable(parts))
            }
        }

        deserializer.deserialize_any(Gather)
    }
}
