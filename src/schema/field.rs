//! Fields: the type of a property, and what the API supports for it.
//!
//! A field starts with [`Field::new`], which allows everything; builder methods narrow it. The getters are below the
//! builder methods. What an API supports restricts requests alone: the check and local rows ignore it.

use std::collections::BTreeMap;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::path::Path;
use crate::ty::Type;
use crate::value::{Number, Numeric};

/// A property of a row that a query may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub(crate) path: Path,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) description: Option<Box<str>>,
    pub(crate) since: Option<Box<str>>,
    /// `None` if the schema does not list them.
    pub(crate) operators: Option<Box<[Operator]>>,
    /// `None` if the schema does not list them.
    pub(crate) collations: Option<Box<[Collation]>>,
    pub(crate) sortable: bool,
    /// The path in rows, if it is another one.
    pub(crate) row_path: Option<Path>,
    /// `true` if rows show the field in a known form.
    pub(crate) evaluable: bool,
    /// The number of each word in requests, sorted by word.
    pub(crate) codes: Box<[(Box<str>, i64)]>,
    pub(crate) note: Option<Box<str>>,
    /// `true` if the field is an object with other members than those declared.
    pub(crate) partial: bool,
    /// `false` for a field of an undeclared path, which an open schema accepts.
    pub(crate) declared: bool,
}

impl Field {
    /// Returns a field that may be null or missing, with every operator of its type, and sortable.
    pub fn new(path: impl Into<Path>, ty: impl Into<Type>) -> Self {
        Self {
            path: path.into(),
            ty: ty.into(),
            nullable: true,
            description: None,
            since: None,
            operators: None,
            collations: None,
            sortable: true,
            row_path: None,
            evaluable: true,
            codes: Box::default(),
            note: None,
            partial: false,
            declared: true,
        }
    }

    /// Marks the field as never null and never missing: comparing it with null is an error.
    #[must_use]
    pub fn required(self) -> Self {
        Self { nullable: false, ..self }
    }

    /// Marks the field as possibly null.
    pub(crate) fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// Sets the description, a sentence about the values.
    #[must_use]
    pub fn described(self, description: &str) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// Sets the first version of the API that has the field.
    #[must_use]
    pub fn since(self, version: &str) -> Self {
        Self { since: Some(version.into()), ..self }
    }

    /// Sets the operators that the API supports for the field. Other operators pass the check, cannot be lowered, and
    /// are evaluated locally when a query is split.
    #[must_use]
    pub fn operators(self, operators: impl IntoIterator<Item = Operator>) -> Self {
        Self { operators: Some(operators.into_iter().collect()), ..self }
    }

    /// Sets the collations under which the API compares the text of the field. Others cannot be lowered, and are
    /// evaluated locally when a query is split.
    #[must_use]
    pub fn collations(self, collations: impl IntoIterator<Item = Collation>) -> Self {
        Self { collations: Some(collations.into_iter().collect()), ..self }
    }

    /// Marks the field as one that the API cannot sort by.
    #[must_use]
    pub fn unsortable(self) -> Self {
        Self { sortable: false, ..self }
    }

    /// Sets the path of the field in rows, if requests and rows name it differently.
    #[must_use]
    pub fn row_path(self, path: impl Into<Path>) -> Self {
        Self { row_path: Some(path.into()), ..self }
    }

    /// Marks the field as usable in requests only, since rows do not show it in a known form. A query that uses it
    /// cannot be compiled to run locally.
    #[must_use]
    pub fn request_only(self) -> Self {
        Self { evaluable: false, ..self }
    }

    /// Sets the numbers that requests use for the words of an enum, while rows show the words. A query may use either.
    ///
    /// ```
    /// use tamis::{Dialect, Enumeration, Field, Query, Schema};
    /// let kind = Enumeration::open("Kind", ["NONE", "VM"]);
    /// let schema = Schema::builder("jobs").field(Field::new("kind", kind).with_codes([("NONE", 0), ("VM", 1)])).build()?;
    /// let query = Query::parse("kind == VM", &schema)?;
    /// assert_eq!(query, Query::parse("kind == 1", &schema)?);
    /// assert_eq!(query.lower(Dialect::Netbackup)?.parameters()[0].value, "kind eq 1");
    /// assert!(query.compile()?.matches(&serde_json::json!({"kind": "VM"})));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_codes<'w>(self, codes: impl IntoIterator<Item = (&'w str, i64)>) -> Self {
        let codes: BTreeMap<Box<str>, i64> = codes.into_iter().map(|(word, code)| (word.into(), code)).collect();
        Self { codes: codes.into_iter().collect(), ..self }
    }

    /// Sets a note, which every query that uses the field gets as a warning.
    #[must_use]
    pub fn note(self, note: &str) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// Marks the field as an object with undeclared members. They are used as fields of type any, with a warning; see
    /// [`SchemaBuilder::partial`](crate::SchemaBuilder::partial).
    #[must_use]
    pub fn partial(self) -> Self {
        Self { partial: true, ..self }
    }

    /// Returns `true` if the field is an object with undeclared members.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// Returns the path that queries and requests use.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path in rows.
    pub fn path_in_rows(&self) -> &Path {
        self.row_path.as_ref().unwrap_or(&self.path)
    }

    /// Returns `true` if rows show the field in a known form, so that it can be compared locally.
    pub fn is_evaluable(&self) -> bool {
        self.evaluable
    }

    /// Returns `true` if requests use numbers for the words of the field.
    pub fn is_coded(&self) -> bool {
        !self.codes.is_empty()
    }

    /// Returns the number that requests use for `word`, or `None` if it is not known or requests use the words.
    pub fn code(&self, word: &str) -> Option<i64> {
        let index = self.codes.binary_search_by(|(known, _)| (**known).cmp(word)).ok()?;
        self.codes.get(index).map(|(_, code)| *code)
    }

    /// Returns the word that requests use `number` for, or `None`.
    pub(crate) fn word_of(&self, number: &Number) -> Option<&str> {
        let number = number.numeric();
        self.codes.iter().find(|(_, code)| Numeric::Integer((*code).into()) == number).map(|(word, _)| &**word)
    }

    /// Returns the type.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// Returns `true` if the field may be null or missing.
    pub fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Returns the description.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns the first version of the API that has the field, or `None` if that is not known.
    pub fn known_since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// Returns `true` if the schema lists `operator` for the field, or lists no operators at all.
    pub fn allows(&self, operator: Operator) -> bool {
        self.operators.as_ref().is_none_or(|allowed| allowed.contains(&operator))
    }

    /// Returns the operators that the API supports for the field, or `None` if the schema does not list them.
    pub fn listed_operators(&self) -> Option<&[Operator]> {
        self.operators.as_deref()
    }

    /// Returns `true` if the schema lists `collation` for the field, or lists no collations at all.
    pub fn allows_collation(&self, collation: Collation) -> bool {
        self.collations.as_ref().is_none_or(|allowed| allowed.contains(&collation))
    }

    /// Returns `true` if the API can sort by the field.
    pub fn is_sortable(&self) -> bool {
        self.sortable
    }

    /// Returns the note, which every query that uses the field gets as a warning.
    pub fn warning(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Returns an undeclared field, of type any.
    pub(crate) fn any(path: Path) -> Self {
        Self { declared: false, ..Self::new(path, Type::Any) }
    }

    pub(crate) fn is_declared(&self) -> bool {
        self.declared
    }
}
