//! Fields: what a schema says of one property.

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
    pub(crate) operators: Option<Box<[Operator]>>,
    pub(crate) collations: Option<Box<[Collation]>>,
    pub(crate) sortable: bool,
    pub(crate) in_rows: Option<Path>,
    pub(crate) evaluable: bool,
    /// By word.
    pub(crate) codes: Box<[(Box<str>, i64)]>,
    pub(crate) note: Option<Box<str>>,
    /// Whether it is an object that has other members than those declared.
    pub(crate) partial: bool,
    /// Whether a schema has it; not so where any path is taken.
    pub(crate) declared: bool,
}

impl Field {
    /// A field that may be null or missing, with every operator of its type, and sortable.
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
            in_rows: None,
            evaluable: true,
            codes: Box::default(),
            note: None,
            partial: false,
            declared: true,
        }
    }

    /// The same, never null and never missing: comparing it with null is an error.
    #[must_use]
    pub fn required(self) -> Self {
        Self { nullable: false, ..self }
    }

    /// The same, which may be null.
    pub(crate) fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The same with a sentence on what it holds.
    #[must_use]
    pub fn described(self, description: &str) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// The same, known from `version` of the API on.
    #[must_use]
    pub fn since(self, version: &str) -> Self {
        Self { since: Some(version.into()), ..self }
    }

    /// The same, for which the API takes only `operators`. Others pass the check, are refused when lowered and stay
    /// local when split.
    #[must_use]
    pub fn operators(self, operators: impl IntoIterator<Item = Operator>) -> Self {
        Self { operators: Some(operators.into_iter().collect()), ..self }
    }

    /// The same, whose text the API compares only under `collations`. Others are refused when lowered and stay local when
    /// split.
    #[must_use]
    pub fn collations(self, collations: impl IntoIterator<Item = Collation>) -> Self {
        Self { collations: Some(collations.into_iter().collect()), ..self }
    }

    /// The same, by which the API cannot sort.
    #[must_use]
    pub fn unsortable(self) -> Self {
        Self { sortable: false, ..self }
    }

    /// The same, which stands at `path` in rows: requests and rows name it differently.
    #[must_use]
    pub fn row_path(self, path: impl Into<Path>) -> Self {
        Self { in_rows: Some(path.into()), ..self }
    }

    /// The same, which rows do not show, or in a form that is not known: the API can be asked, and a query that uses it is
    /// an error where it is compiled to run locally.
    #[must_use]
    pub fn request_only(self) -> Self {
        Self { evaluable: false, ..self }
    }

    /// The same, an enum for whose words requests carry numbers, while rows show the words. A query may write either.
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

    /// The same with a note that is shown as a warning when the field is used.
    #[must_use]
    pub fn note(self, note: &str) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// The same, an object of which only some members are known. Others are taken as fields of any type, with a warning; see
    /// [`SchemaBuilder::partial`](crate::SchemaBuilder::partial).
    #[must_use]
    pub fn partial(self) -> Self {
        Self { partial: true, ..self }
    }

    /// Returns `true` if it is an object of which only some members are known.
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// How queries and requests name it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it stands in rows.
    pub fn path_in_rows(&self) -> &Path {
        self.in_rows.as_ref().unwrap_or(&self.path)
    }

    /// Whether rows show it in a form that is known.
    pub fn is_evaluable(&self) -> bool {
        self.evaluable
    }

    /// Whether requests carry numbers for its words.
    pub fn is_coded(&self) -> bool {
        !self.codes.is_empty()
    }

    /// The number that requests carry for `word`, where they carry numbers and that of the word is known.
    pub fn code(&self, word: &str) -> Option<i64> {
        let place = self.codes.binary_search_by(|(known, _)| (**known).cmp(word)).ok()?;
        self.codes.get(place).map(|(_, code)| *code)
    }

    /// The word that `number` stands for in requests, if it does for one.
    pub(crate) fn word_of(&self, number: &Number) -> Option<&str> {
        let number = number.numeric();
        self.codes.iter().find(|(_, code)| Numeric::Integer((*code).into()) == number).map(|(word, _)| &**word)
    }

    /// What it holds.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// Whether it may be null or missing.
    pub fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// A sentence on what it holds.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The version of the API from which on it is known.
    pub fn known_since(&self) -> Option<&str> {
        self.since.as_deref()
    }

    /// Whether the API takes `operator` on it, as far as the schema says; any, where it lists none.
    pub fn allows(&self, operator: Operator) -> bool {
        self.operators.as_ref().is_none_or(|allowed| allowed.contains(&operator))
    }

    /// The operators that the API lists for it, where it lists any.
    pub fn listed_operators(&self) -> Option<&[Operator]> {
        self.operators.as_deref()
    }

    /// Whether the API compares its text under `collation`, as far as the schema says; under any, where it lists none.
    pub fn allows_collation(&self, collation: Collation) -> bool {
        self.collations.as_ref().is_none_or(|allowed| allowed.contains(&collation))
    }

    /// Whether the API can sort by it.
    pub fn is_sortable(&self) -> bool {
        self.sortable
    }

    /// What a user of the field should know; shown as a warning.
    pub fn warning(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// A field of which nothing is known.
    pub(crate) fn any(path: Path) -> Self {
        Self { declared: false, ..Self::new(path, Type::Any) }
    }

    pub(crate) fn is_declared(&self) -> bool {
        self.declared
    }
}
