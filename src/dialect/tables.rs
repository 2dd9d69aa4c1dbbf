//! Collections as tables, which `tools/vendor_facts.py` makes of the vendors' documents.
//!
//! A table is text, read once when it is first needed. A line begins with a keyword; a run of digits names the revisions
//! of the API that have what the line lists, by their places in `revisions`:
//!
//! ```text
//! revisions 1.2-rev1 1.3-rev0               the revisions, oldest first
//! collection jobs/states 01                 a path; what follows belongs to it
//! take 01 typeFilter:EJobType is type       a parameter, its type if no text, what it asks for, and of which property
//! order 01 LastRun:lastRun                  words of `orderColumn`, and the properties they stand for
//! fields 1 target.name?:text ids:[uuid]     properties of rows, `?` for one that may be null, with their types
//! hidden policyTag:text                     properties that requests name and rows do not show
//! enum EJobStatus 01 Running Stopped        words of an enum; a name that begins with `_` is not the vendor's
//! ```
//!
//! A parameter asks for an equal value (`is`), for one of several (`any-of`), for `true`, for a later or an earlier moment
//! (`after`, `before`), or for text with `*` at its ends (`matches`; `matches-any` where the vendor says that it looks at
//! every property). A `~` before the property: that the parameter asks for it is assumed.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use super::version::Revisions;
use crate::collation::Collation;
use crate::path::Path;
use crate::schema::{Field, Schema};
use crate::ty::{Enumeration, Type};

/// The collections of an API.
pub(super) struct Tables {
    api: &'static str,
    /// That of comparisons that give none.
    collation: Collation,
    pub(super) revisions: Vec<&'static str>,
    pub(super) collections: Vec<Collection>,
    enums: HashMap<&'static str, Vec<(Revisions, &'static str)>>,
}

/// A collection.
pub(super) struct Collection {
    pub(super) template: &'static str,
    pub(super) revisions: Revisions,
    pub(super) parameters: Vec<ConditionParameter>,
    pub(super) columns: Vec<OrderColumn>,
    /// Properties of rows: name and type.
    fields: Vec<(Revisions, &'static str)>,
    hidden: Vec<&'static str>,
    /// The fields of all revisions, once they were needed.
    schema: OnceLock<Schema>,
}

/// A parameter: the property that it asks for, and what it asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ConditionParameter {
    pub(super) property: &'static str,
    /// Whether the vendor does not say that it is this property.
    pub(super) is_assumed: bool,
    pub(super) condition: ConditionKind,
    pub(super) name: &'static str,
    /// The type of its values where they are no text: `integer`, `number`, `boolean`, or the name of an enum.
    pub(super) ty: Option<&'static str>,
    pub(super) revisions: Revisions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConditionKind {
    /// For text, with `*` at its ends.
    Text,
    /// The same, of any property.
    AnyText,
    /// For an equal value.
    Value,
    /// For one of several values, each in a parameter of its own.
    Values,
    /// For `true`.
    True,
    /// For what is later.
    After,
    /// For what is earlier.
    Before,
}

/// A word that rows are put in order by, and the property it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderColumn {
    pub(super) word: &'static str,
    pub(super) property: &'static str,
    pub(super) revisions: Revisions,
}

/// Between the path and the version in the name of where a schema comes from.
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
    /// Reads the tables of `api`, as schemas name it. A line that is none of a table is left out; a test holds the tables
    /// to having no such line.
    pub(super) fn read(api: &'static str, collation: Collation, text: &'static str) -> Self {
        let mut tables = Self { api, collation, revisions: Vec::new(), collections: Vec::new(), enums: HashMap::new() };
        for line in text.lines() {
            let _ = tables.line(line);
        }
        tables
    }

    /// Adds what `line` says; none where it is no line of a table.
    fn line(&mut self, line: &'static str) -> Option<()> {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        let mut words = rest.split(' ');
        match keyword {
            "" | "#" => {}
            "revisions" => self.revisions = words.collect(),
            "collection" => {
                let (template, revisions) = rest.split_once(' ')?;
                self.collections.push(Collection {
                    template,
                    revisions: Revisions::parse(revisions),
                    parameters: Vec::new(),
                    columns: Vec::new(),
                    fields: Vec::new(),
                    hidden: Vec::new(),
                    schema: OnceLock::new(),
                });
            }
            "enum" => {
                let (name, revisions) = (words.next()?, Revisions::parse(words.next()?));
                self.enums.entry(name).or_default().extend(words.map(|word| (revisions, word)));
            }
            "take" => {
                let revisions = Revisions::parse(words.next()?);
                let (named, condition, property) =
                    (words.next()?, ConditionKind::from_word(words.next()?)?, words.next()?);
                let (name, ty) = named.split_once(':').map_or((named, None), |(name, ty)| (name, Some(ty)));
                self.collections.last_mut()?.parameters.push(ConditionParameter {
                    property: property.trim_start_matches('~'),
                    is_assumed: property.starts_with('~'),
                    condition,
                    name,
                    ty,
                    revisions,
                });
            }
            "order" => {
                let revisions = Revisions::parse(words.next()?);
                for word in words {
                    let (word, property) = word.split_once(':')?;
                    self.collections.last_mut()?.columns.push(OrderColumn { word, property, revisions });
                }
            }
            "fields" => {
                let revisions = Revisions::parse(words.next()?);
                self.collections.last_mut()?.fields.extend(words.map(|field| (revisions, field)));
            }
            "hidden" => self.collections.last_mut()?.hidden.extend(words),
            _ => return None,
        }
        Some(())
    }

    /// The collection at `template`.
    pub(super) fn collection(&self, template: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.template == template)
    }

    /// The collection whose schema is of this origin.
    pub(super) fn collection_of_origin(&self, origin: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| self.is_origin(collection, origin))
    }

    /// The revisions whose enum `name` has `word`, or where none has, those that have it in another case; none where no
    /// revision is known to have it. Some words changed their case.
    pub(super) fn revisions_of_word(&self, name: &str, word: &str) -> Option<Revisions> {
        let words = self.enums.get(name)?;
        let having = |is_it: &dyn Fn(&str) -> bool| {
            let found = words.iter().filter(|(_, known)| is_it(known)).map(|(revisions, _)| *revisions);
            found.reduce(|all, one| all | one)
        };
        having(&|known| known == word).or_else(|| having(&|known| known.eq_ignore_ascii_case(word)))
    }

    /// Whether a schema of this origin is that of `collection`.
    pub(super) fn is_origin(&self, collection: &Collection, origin: &str) -> bool {
        let of_api = origin.strip_prefix(self.api).and_then(|rest| rest.strip_prefix(' '));
        of_api.is_some_and(|path| path.split_once(IN).map_or(path, |(path, _)| path) == collection.template)
    }

    /// The fields of a collection's rows, in all revisions, or in one.
    pub(super) fn schema(&self, collection: &Collection, revision: Option<usize>) -> Schema {
        match revision {
            Some(revision) => {
                let version = self.revisions.get(revision).map(|name| format!("{IN}{name}"));
                self.build(collection, Revisions::only(revision), version)
            }
            None => collection.schema.get_or_init(|| self.build(collection, Revisions::ALL, None)).clone(),
        }
    }

    fn build(&self, collection: &Collection, revisions: Revisions, version: Option<String>) -> Schema {
        let has = |of: Revisions| !(of & revisions).is_empty();
        let mut types: HashMap<&str, Type> = HashMap::new();
        let mut field = |text: &'static str, since: Option<&&str>| {
            let (name, ty) = text.split_once(':')?;
            let ty = types.entry(ty).or_insert_with(|| self.ty(ty, revisions)).clone();
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
                let since = of.oldest().filter(|oldest| *oldest > 0).and_then(|oldest| self.revisions.get(oldest));
                field(text, since)
            })
            .collect();
        let is_asked = |text: &str| {
            let asked = collection.parameters.iter().filter(|parameter| has(parameter.revisions));
            text.split_once(':').is_some_and(|(name, _)| asked.clone().any(|parameter| parameter.property == name))
        };
        let hidden = collection.hidden.iter().filter(|text| is_asked(text)).filter_map(|text| field(text, None));
        let hidden = hidden.map(Field::request_only).collect::<Vec<_>>();
        let origin = format!("{} {}{}", self.api, collection.template, version.unwrap_or_default());
        Schema::builder(&origin).collation(self.collation).fields(shown).fields(hidden).built()
    }

    /// The type called `name`; any where it is none.
    fn ty(&self, name: &str, revisions: Revisions) -> Type {
        if let Some(element) = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            return Type::array(self.ty(element, revisions));
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
                let known = words.iter().filter(|(of, _)| !(*of & revisions).is_empty()).map(|(_, word)| *word);
                Enumeration::open(if name.starts_with('_') { "" } else { name }, known).into()
            }),
        }
    }
}

impl Collection {
    /// Whether a parameter asks for `property`, or its rows show it, in which revisions.
    pub(super) fn revisions_of_field(&self, path: &Path) -> Revisions {
        let is_at = |text: &str| {
            let name = text.split(':').next().unwrap_or_default();
            path.names().eq(name.trim_end_matches('?').split('.'))
        };
        let found = self.fields.iter().filter(|(_, text)| is_at(text)).map(|(revisions, _)| *revisions);
        found.fold(Revisions::NONE, |all, one| all | one)
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
