//! Collections as tables, which `tools/vendor_facts.py` generates from the vendors' documents.
//!
//! A table is text, parsed once when it is first needed. A line begins with a keyword; a run of digits names the
//! versions of the API that have the items of the line, by their indices in `revisions`, as VBR calls its versions:
//!
//! ```text
//! revisions 1.2-rev1 1.3-rev0               the versions, oldest first
//! collection jobs/states 01                 a path; what follows belongs to it
//! take 01 typeFilter:EJobType is type       a parameter, its type unless it is text, its comparison, and its property
//! order 01 LastRun:lastRun                  words of `orderColumn`, and their properties
//! fields 1 target.name?:text ids:[uuid]     properties of rows, `?` for one that may be null, with their types
//! hidden policyTag:text                     properties that requests can name and rows do not have
//! enum EJobStatus 01 Running Stopped        words of an enum; a name that begins with `_` is not the vendor's
//! ```
//!
//! A parameter finds an equal value (`is`), one of several (`any-of`), `true`, a later or an earlier instant (`after`,
//! `before`), or text with `*` at its ends (`matches`; `matches-any` if the vendor states that it searches every
//! property). A `~` before the property marks an assumption: the vendor does not state that the parameter is about this
//! property.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use super::version::VersionSet;
use crate::collation::Collation;
use crate::path::Path;
use crate::schema::{Field, Schema};
use crate::ty::{Enumeration, Type};

/// The collections of an API.
pub(super) struct Tables {
    api: &'static str,
    /// The collation of comparisons that name none.
    collation: Collation,
    pub(super) versions: Vec<&'static str>,
    pub(super) collections: Vec<Collection>,
    enums: HashMap<&'static str, Vec<(VersionSet, &'static str)>>,
}

/// A collection of an API, as its lines in the table declare it.
pub(super) struct Collection {
    pub(super) template: &'static str,
    pub(super) versions: VersionSet,
    pub(super) parameters: Vec<ConditionParameter>,
    pub(super) columns: Vec<OrderColumn>,
    /// The properties of rows, `name:type` each.
    fields: Vec<(VersionSet, &'static str)>,
    hidden: Vec<&'static str>,
    /// The schema in all versions, built on first use.
    schema: OnceLock<Schema>,
}

/// A parameter of a collection: the property that it filters by, and the comparison that it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConditionParameter {
    pub(super) property: &'static str,
    /// `true` if the vendor does not document that it is this property.
    pub(super) is_assumed: bool,
    pub(super) condition: ConditionKind,
    pub(super) name: &'static str,
    /// The type of its values unless they are text: `integer`, `number`, `boolean`, or the name of an enum.
    pub(super) ty: Option<&'static str>,
    pub(super) versions: VersionSet,
}

/// The comparison that a parameter makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConditionKind {
    /// With text, which may have `*` at its ends.
    Text,
    /// With such text, of any property.
    AnyText,
    /// With an equal value.
    Value,
    /// With one of several values, each in a parameter of its own.
    Values,
    /// With `true`.
    True,
    /// With a later instant than the value.
    After,
    /// With an earlier instant than the value.
    Before,
}

/// A word that rows can be sorted by, and its property.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderColumn {
    pub(super) word: &'static str,
    pub(super) property: &'static str,
    pub(super) versions: VersionSet,
}

/// The separator of path and version in the origin of a schema.
const IN: &str = " in ";

impl fmt::Debug for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.template)
    }
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.api)
    }
}

impl Tables {
    /// Parses the tables of `api`, as schemas name it. A line that is not part of a table is skipped; a test checks
    /// that there is none.
    pub(super) fn read(api: &'static str, collation: Collation, text: &'static str) -> Self {
        let mut tables = Self { api, collation, versions: Vec::new(), collections: Vec::new(), enums: HashMap::new() };
        for line in text.lines() {
            let _ = tables.line(line);
        }
        tables
    }

    /// Adds the items of `line`, or returns `None` if it is not part of a table.
    fn line(&mut self, line: &'static str) -> Option<()> {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut words = rest.split(' ');
        match keyword {
            "" | "#" => {}
            "revisions" => self.versions = words.collect(),
            "collection" => {
                let (template, versions) = rest.split_once(' ')?;
                self.collections.push(Collection {
                    template,
                    versions: VersionSet::parse(versions),
                    parameters: Vec::new(),
                    columns: Vec::new(),
                    fields: Vec::new(),
                    hidden: Vec::new(),
                    schema: OnceLock::new(),
                });
            }
            "enum" => {
                let (name, versions) = (words.next()?, VersionSet::parse(words.next()?));
                self.enums.entry(name).or_default().extend(words.map(|word| (versions, word)));
            }
            "take" => {
                let versions = VersionSet::parse(words.next()?);
                let (named, condition, property) =
                    (words.next()?, ConditionKind::from_word(words.next()?)?, words.next()?);
                let (name, ty) = named.split_once(':').map_or((named, None), |(name, ty)| (name, Some(ty)));
                self.collections.last_mut()?.parameters.push(ConditionParameter {
                    property: property.trim_start_matches('~'),
                    is_assumed: property.starts_with('~'),
                    condition,
                    name,
                    ty,
                    versions,
                });
            }
            "order" => {
                let versions = VersionSet::parse(words.next()?);
                for word in words {
                    let (word, property) = word.split_once(':')?;
                    self.collections.last_mut()?.columns.push(OrderColumn { word, property, versions });
                }
            }
            "fields" => {
                let versions = VersionSet::parse(words.next()?);
                self.collections.last_mut()?.fields.extend(words.map(|field| (versions, field)));
            }
            "hidden" => self.collections.last_mut()?.hidden.extend(words),
            _ => return None,
        }
        Some(())
    }

    /// Returns the collection at `template`.
    pub(super) fn collection(&self, template: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.template == template)
    }

    /// Returns the collection whose schema has this origin.
    pub(super) fn collection_of_origin(&self, origin: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| self.is_origin(collection, origin))
    }

    /// Returns the versions whose enum `name` has `word`, or if none has, those that have it in another case, since
    /// some words changed their case. Returns `None` if no version is known to have it.
    pub(super) fn versions_of_word(&self, name: &str, word: &str) -> Option<VersionSet> {
        let words = self.enums.get(name)?;
        let having = |is_it: &dyn Fn(&str) -> bool| {
            let found = words.iter().filter(|(_, known)| is_it(known)).map(|(versions, _)| *versions);
            found.reduce(|all, one| all | one)
        };
        having(&|known| known == word).or_else(|| having(&|known| known.eq_ignore_ascii_case(word)))
    }

    /// Returns `true` if `origin` is that of a schema of `collection`.
    pub(super) fn is_origin(&self, collection: &Collection, origin: &str) -> bool {
        let of_api = origin.strip_prefix(self.api).and_then(|rest| rest.strip_prefix(' '));
        of_api.is_some_and(|path| path.split_once(IN).map_or(path, |(path, _)| path) == collection.template)
    }

    /// Returns the schema of a collection's rows, in all versions or in one.
    pub(super) fn schema(&self, collection: &Collection, version: Option<usize>) -> Schema {
        match version {
            Some(version) => {
                let name = self.versions.get(version).map(|name| format!("{IN}{name}"));
                self.build(collection, VersionSet::only(version), name)
            }
            None => collection.schema.get_or_init(|| self.build(collection, VersionSet::ALL, None)).clone(),
        }
    }

    fn build(&self, collection: &Collection, versions: VersionSet, name: Option<String>) -> Schema {
        let has = |of: VersionSet| !(of & versions).is_empty();
        let mut types: HashMap<&str, Type> = HashMap::new();
        let mut field = |text: &'static str, since: Option<&&str>| {
            let (name, ty) = text.split_once(':')?;
            let ty = types.entry(ty).or_insert_with(|| self.ty(ty, versions)).clone();
            let (name, nullable) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
            let field = Field::new(name, ty);
            let field = if nullable { field } else { field.required() };
            Some(since.map_or(field.clone(), |since| field.since(since)))
        };
        let shown: Vec<Field> = collection
            .fields
            .iter()
            .filter(|(of, _)| has(*of))
            .filter_map(|(of, text)| {
                let since = of.oldest().filter(|oldest| *oldest > 0).and_then(|oldest| self.versions.get(oldest));
                field(text, since)
            })
            .collect();
        let is_requestable = |text: &str| {
            let known = collection.parameters.iter().filter(|parameter| has(parameter.versions));
            text.split_once(':').is_some_and(|(name, _)| known.clone().any(|parameter| parameter.property == name))
        };
        let hidden = collection.hidden.iter().filter(|text| is_requestable(text)).filter_map(|text| field(text, None));
        let hidden = hidden.map(Field::request_only).collect::<Vec<_>>();
        let origin = format!("{} {}{}", self.api, collection.template, name.unwrap_or_default());
        Schema::builder(&origin).collation(self.collation).fields(shown).fields(hidden).built()
    }

    /// Returns the type called `name`, or `Type::Any` if there is none.
    fn ty(&self, name: &str, versions: VersionSet) -> Type {
        if let Some(element) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            return Type::array(self.ty(element, versions));
        }
        match name {
            "text" => Type::Text,
            "integer" => Type::Integer,
            "number" => Type::Number,
            "boolean" => Type::Boolean,
            "date-time" => Type::DateTime,
            "duration" => Type::Duration,
            "uuid" => Type::Uuid,
            "object" => Type::Object,
            name => self.enums.get(name).map_or(Type::Any, |words| {
                let known = words.iter().filter(|(of, _)| !(*of & versions).is_empty()).map(|(_, word)| *word);
                Enumeration::open(if name.starts_with('_') { "" } else { name }, known).into()
            }),
        }
    }
}

impl Collection {
    /// Returns the versions in which rows have the property at `path`.
    pub(super) fn versions_of_field(&self, path: &Path) -> VersionSet {
        let is_at = |text: &str| {
            let name = text.split(':').next().unwrap_or_default();
            path.names().eq(name.trim_end_matches('?').split('.'))
        };
        let found = self.fields.iter().filter(|(_, text)| is_at(text)).map(|(versions, _)| *versions);
        found.fold(VersionSet::NONE, |all, one| all | one)
    }
}

impl ConditionKind {
    fn from_word(name: &str) -> Option<Self> {
        match name {
            "matches" => Some(Self::Text),
            "matches-any" => Some(Self::AnyText),
            "is" => Some(Self::Value),
            "any-of" => Some(Self::Values),
            "true" => Some(Self::True),
            "after" => Some(Self::After),
            "before" => Some(Self::Before),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
