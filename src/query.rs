//! The pipeline: text to [`Parsed`] to [`Query`], and from there to a request or a program. Each step is one short
//! method; what it does stands in its stage's room.

mod decompiled;
mod print;
mod warnings;

pub(crate) use print::print;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::build::Expr;
use crate::check::{self, Bindings, CheckError, CheckErrorKind, Lint};
use crate::diagnostic::Diagnostics;
use crate::dialect::{self, LowerError, Request, Target};
use crate::filter::{Checked, Comparison, Filter, FilterKind, Page, SortKey, Term, TermKind};
use crate::path::Path;
use crate::program::Program;
use crate::schema::{Field, Schema};
use crate::span::Span;
use crate::syntax::{self, Limits, Recovered, ast};

pub use decompiled::Decompiled;
use warnings::Warnings;

/// A query whose syntax is right; its meaning waits for a schema.
#[derive(Clone, Debug)]
pub struct Parsed {
    source: Arc<str>,
    limits: Limits,
    ast: ast::Ast,
}

impl Parsed {
    /// Reads `text` within the default [`Limits`].
    ///
    /// # Errors
    /// Where `text` is not in the language, with every fault that could be told:
    /// the codes `tamis::parse`.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        Self::parse_within(text, &Limits::default())
    }

    /// Reads `text` within `limits`.
    ///
    /// # Errors
    /// As [`Parsed::parse`].
    pub fn parse_within(text: &str, limits: &Limits) -> Result<Self, Diagnostics> {
        match syntax::parse(text, limits) {
            Ok(ast) => Ok(Self { source: text.into(), limits: *limits, ast }),
            Err(recovered) => Err(Diagnostics::new(text, recovered.faults).and_more(recovered.more)),
        }
    }

    /// Checks it against `schema`.
    ///
    /// # Errors
    /// Where it names what `schema` does not have, or compares what cannot be compared, with every fault of the query:
    /// see the codes `tamis::check`. Warnings are among them then.
    pub fn check(&self, schema: &Schema) -> Result<Query, Diagnostics> {
        self.check_as(schema, check::lint_writing(&self.ast))
    }

    /// The same where nobody wrote the text, so that nothing is odd about how it was written.
    fn check_meaning(&self, schema: &Schema) -> Result<Query, Diagnostics> {
        self.check_as(schema, Vec::new())
    }

    /// The same, `written` being odd about how it was written.
    fn check_as(&self, schema: &Schema, written: Vec<Lint>) -> Result<Query, Diagnostics> {
        let checked = Query::of(&self.ast, Arc::clone(&self.source), &self.limits, schema, written);
        checked.map_err(|faults| Diagnostics::new(&self.source, faults))
    }

    /// The text it was read from.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where its comments stand, in order.
    pub fn comments(&self) -> impl ExactSizeIterator<Item = Span> + '_ {
        self.ast.comments.iter().copied()
    }

    /// The text laid out for people: canonical, on one line where 100 characters hold it, else a part a line; every line
    /// ends with a line break. Reads back as an equal one, and laid out again stays as it is.
    ///
    /// Comments stay, in order, each on a line of its own: one that ended a line above what that line began with, any
    /// other above the line of the token behind it. Clauses stay in the order in which they were written.
    ///
    /// ```
    /// use tamis::Parsed;
    /// let parsed = Parsed::parse("state = Finished && # the nightly ones\n name contains 'Nightly' # of all sites")?;
    /// assert_eq!(parsed.format(), "# the nightly ones\nstate == Finished\n# of all sites\nand name contains \"Nightly\"\n");
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn format(&self) -> String {
        syntax::format::format(&self.ast, &self.source)
    }
}

/// The canonical text; reads back as an equal one.
impl fmt::Display for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&syntax::print::print(&self.ast, &self.source))
    }
}

/// Whether the same was written, blanks, comments and ways of quoting aside.
impl PartialEq for Parsed {
    fn eq(&self, other: &Self) -> bool {
        ast::same((&self.ast, &self.source), (&other.ast, &other.source))
    }
}

/// A checked query: a filter, and which of the rows that match are wanted in which order.
///
/// Displayed and serialised as its canonical text, which [`Query::parse`] reads back; equal to another that means the same, wherever things stand in the
/// sources. Cheap to clone.
///
/// ```
/// use tamis::Query;
/// let query: Query = "a = 1 && b IN ('x',)  LIMIT 5".parse()?;
/// assert_eq!(query.to_string(), r#"a == 1 and b in ("x") limit 5"#);
/// # Ok::<(), tamis::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Query {
    limits: Limits,
    schema: Schema,
    checked: Arc<Checked>,
    warnings: Warnings,
}

impl Query {
    /// Reads `text` within the default [`Limits`] and checks it against `schema`.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`].
    pub fn parse(text: &str, schema: &Schema) -> Result<Self, Diagnostics> {
        Self::parse_within(text, schema, &Limits::default())
    }

    /// Reads `text` within `limits` and checks it against `schema`.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`].
    pub fn parse_within(text: &str, schema: &Schema, limits: &Limits) -> Result<Self, Diagnostics> {
        match syntax::parse(text, limits) {
            Ok(ast) => Self::of(&ast, text.into(), limits, schema, check::lint_writing(&ast))
                .map_err(|faults| Diagnostics::new(text, faults)),
            // What could be read is checked all the same, so that one run tells everything.
            Err(recovered) => {
                let Recovered { ast, faults, more } = *recovered;
                let meaning = check::faults(&ast, &text.into(), schema);
                let faults = Diagnostics::with_schema(text, Some(schema), faults).and_more(more);
                Err(faults.and(Diagnostics::new(text, meaning)))
            }
        }
    }

    /// What `ast`, read from `source`, means under `schema`, `written` being odd about how it was written.
    fn of(
        ast: &ast::Ast,
        source: Arc<str>,
        limits: &Limits,
        schema: &Schema,
        written: Vec<Lint>,
    ) -> Result<Self, Vec<CheckError>> {
        let (checked, warnings) = check::check(ast, source, schema)?;
        let warnings = Warnings::of_checked(warnings, written);
        Ok(Self { limits: *limits, schema: schema.clone(), checked, warnings })
    }

    /// Checks a filter that was built without text against `schema`. Its canonical text becomes the source that
    /// diagnostics point into.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`]; a tree that is too deep or too large is one of a text that is.
    pub fn build(tree: &Expr, schema: &Schema) -> Result<Self, Diagnostics> {
        Self::build_within(tree, schema, &Limits::default())
    }

    /// The same as [`Query::build`], within `limits`.
    ///
    /// # Errors
    /// As [`Query::build`].
    pub fn build_within(tree: &Expr, schema: &Schema, limits: &Limits) -> Result<Self, Diagnostics> {
        Parsed::parse_within(&tree.to_string(), limits)?.check_meaning(schema)
    }

    /// Narrows it: what the user asked for, and only rows that `tree` holds for; sort, offset and limit stay. Checked
    /// against the same schema. Its source is the text of the user, so that a fault found later is where the user wrote
    /// it, and after that a comment with what was added.
    ///
    /// ```
    /// use tamis::{Query, field};
    /// let query: Query = "name == \"a\" or name == \"b\" limit 5".parse()?;
    /// let narrowed = query.and(&field("tenant").eq("acme"))?;
    /// assert_eq!(narrowed.to_string(), r#"(name == "a" or name == "b") and tenant == "acme" limit 5"#);
    /// assert!(narrowed.source().starts_with(query.source()));
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// As [`Query::build`]; a query that is as deep as the limits allow may be too deep in its new parentheses. These point
    /// into the canonical text.
    pub fn and(&self, tree: &Expr) -> Result<Self, Diagnostics> {
        const BEFORE: &str = "\n# and ";
        let added = Self::build_within(tree, &self.schema, &self.limits)?;
        // Read once more after as many blanks as there are bytes before it, it has its places in the common source.
        let blanks = " ".repeat(self.source().len().saturating_add(BEFORE.len()));
        let padded = format!("{blanks}{}", added.source());
        let limits = Limits { text: padded.len(), ..self.limits };
        let added_there = Parsed::parse_within(&padded, &limits)?.check_meaning(&self.schema)?;
        let source: Arc<str> = format!("{}{BEFORE}{}", self.source(), added.source()).into();
        let parts = [self.filter(), added_there.filter()];
        let parts = parts.into_iter().filter(|part| part.kind != FilterKind::Constant(true)).cloned().collect();
        let filter = Filter::and(parts, Span::new(0, source.len()));
        let checked = Checked { filter, source, ..Checked::clone(&self.checked) };
        // Both texts are within the limits of depth; together they may not be.
        self.with_checked(&checked)?;
        let warnings = self.warnings.narrowed(tree, &added_there.warnings)?;
        Ok(Self { checked: Arc::new(checked), warnings, ..self.clone() })
    }

    /// The query that `checked` is, under the same schema, its canonical text being its source.
    pub(crate) fn with_checked(&self, checked: &Checked) -> Result<Self, Diagnostics> {
        let text = print(checked);
        let limits = Limits { text: self.limits.text.max(text.len()), ..self.limits };
        Parsed::parse_within(&text, &limits)?.check_meaning(&self.schema)
    }

    pub(crate) fn checked(&self) -> &Checked {
        &self.checked
    }

    /// The schema that it was checked against.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The text that its spans point into.
    pub fn source(&self) -> &str {
        &self.checked.source
    }

    /// Its filter; the constant `true` where the text has none.
    pub fn filter(&self) -> &Filter {
        &self.checked.filter
    }

    /// The comparisons in its filter, in order.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        self.checked.filter.comparisons().collect()
    }

    /// Its sort keys.
    pub fn sort_keys(&self) -> &[SortKey] {
        &self.checked.sort
    }

    /// Its offset and limit.
    pub fn page(&self) -> Page {
        self.checked.page
    }

    /// The names of the parameters that are not bound, each once.
    pub fn parameters(&self) -> BTreeSet<&str> {
        let names = self.terms().filter_map(|term| match &term.kind {
            TermKind::Parameter(name) => Some(&**name),
            TermKind::Known { .. } | TermKind::RelativeTime(_) => None,
        });
        names.collect()
    }

    /// The paths that it reads, each once, in the order in which they first appear; sort keys come last.
    ///
    /// ```
    /// use tamis::{Path, Query};
    /// let query: Query = "owner.name == \"a\" and size > 5 or size == null sort by start, size".parse()?;
    /// assert_eq!(query.fields(), [&Path::from("owner.name"), &Path::from("size"), &Path::from("start")]);
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn fields(&self) -> Vec<&Path> {
        self.checked.paths()
    }

    /// Replaces its parameters and moments by what `bindings` says they stand for; from here on it is the same query
    /// everywhere.
    ///
    /// # Errors
    /// Where a parameter has no value, or one that its field does not take; where there is a `now` or `today` and no
    /// clock; where a moment leaves the years 1 to 9999.
    pub fn bind(&self, bindings: &Bindings) -> Result<Self, Diagnostics> {
        if self.terms().all(|term| term.value().is_some()) {
            return Ok(self.clone());
        }
        let bound = check::bind(&self.checked, bindings, &self.limits);
        let (checked, warnings) = bound.map_err(|faults| self.diagnostics(faults))?;
        let warnings = Warnings::of_bound(self.clone(), warnings);
        Ok(Self { checked: Arc::new(checked), warnings, ..self.clone() })
    }

    /// The request that asks for its rows: of an endpoint, or of a dialect or profile for the parameters alone.
    ///
    /// # Errors
    /// Where it has unbound parameters or moments, and where the API cannot be asked for a part of it, with every such
    /// part: see the codes `tamis::lower`.
    pub fn lower<'e>(&self, target: impl Into<Target<'e>>) -> Result<Request, Diagnostics> {
        self.require_bound()?;
        let lowered: Result<Request, Vec<LowerError>> = dialect::lower(&self.checked, target.into());
        lowered.map_err(|faults| Diagnostics::new(self.source(), faults))
    }

    /// The program that finds its rows among local ones.
    ///
    /// # Errors
    /// Where it has unbound parameters or moments, and where it uses a field that
    /// [rows do not show](crate::Field::request_only).
    pub fn compile(&self) -> Result<Program, Diagnostics> {
        // Mostly it is, which is told at once; what is wrong where it is not takes longer to tell.
        if !self.is_runnable() {
            self.require_bound()?;
            self.require_evaluable()?;
        }
        Ok(Program::compile(&self.checked))
    }

    /// All that its fields are compared with.
    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.checked.filter.comparisons().flat_map(|comparison| comparison.operand.terms())
    }

    /// Whether nothing is unbound, and rows show every field.
    fn is_runnable(&self) -> bool {
        let is_known = |term: &Term| term.value().is_some();
        let is_runnable = |comparison: &Comparison| {
            comparison.field.is_evaluable() && comparison.operand.terms().iter().all(is_known)
        };
        self.checked.filter.comparisons().all(is_runnable)
            && self.sort_keys().iter().all(|key| key.field.is_evaluable())
    }

    /// Reports what is not bound.
    pub(crate) fn require_bound(&self) -> Result<(), Diagnostics> {
        let unbound = self.terms().filter_map(|term| match &term.kind {
            TermKind::Known { .. } => None,
            TermKind::Parameter(name) => Some((CheckErrorKind::UnboundParameter { name: name.clone() }, term.span)),
            TermKind::RelativeTime(_) => Some((CheckErrorKind::UnboundMoment, term.span)),
        });
        let faults: Vec<CheckError> = unbound.map(|(kind, span)| CheckError { kind, span }).collect();
        if faults.is_empty() { Ok(()) } else { Err(self.diagnostics(check::each_once(faults))) }
    }

    /// Reports the fields that rows do not show.
    fn require_evaluable(&self) -> Result<(), Diagnostics> {
        let compared = self.checked.filter.comparisons().map(|comparison| (&comparison.field, comparison.path_span));
        let sorted = self.sort_keys().iter().map(|key| (&key.field, key.span));
        let hidden = compared.chain(sorted).filter(|(field, _)| !field.is_evaluable());
        let fault = |(field, span): (&Arc<Field>, Span)| {
            let kind = CheckErrorKind::NotEvaluable { path: field.path().clone() };
            CheckError { kind, span }
        };
        let faults: Vec<CheckError> = hidden.map(fault).collect();
        if faults.is_empty() { Ok(()) } else { Err(self.diagnostics(faults)) }
    }

    fn diagnostics(&self, faults: Vec<CheckError>) -> Diagnostics {
        Diagnostics::new(self.source(), faults)
    }
}

impl Request {
    /// What is assumed in it, since the vendor does not document it.
    pub fn warnings(&self) -> Diagnostics {
        let (source, assumed) = self.assumed();
        Diagnostics::new(source, assumed.iter().cloned())
    }
}

/// Whether the two mean the same, wherever things stand.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.checked == other.checked
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&print(&self.checked))
    }
}

impl FromStr for Query {
    type Err = Diagnostics;

    /// Under the open schema.
    fn from_str(text: &str) -> Result<Self, Diagnostics> {
        Self::parse(text, &Schema::open())
    }
}

/// As its canonical text. It deserialises as a text, which [`Query::parse`] reads under the schema that it was checked
/// against: under another one the same text may select other rows.
///
/// ```
/// use tamis::{Field, Query, Schema, Type};
/// let schema = Schema::builder("jobs").field(Field::new("at", Type::DateTime)).build()?;
/// let query = Query::parse("at > '2026-01-01'", &schema)?;
/// let stored = serde_json::to_string(&query)?;
/// let text: String = serde_json::from_str(&stored)?;
/// assert_eq!(Query::parse(&text, &schema)?, query);
/// assert_ne!(Query::parse(&text, &Schema::open())?, query);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```compile_fail,E0277
/// let query: tamis::Query = serde_json::from_str("\"at > '2026-01-01'\"").unwrap();
/// ```
impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
