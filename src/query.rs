//! The pipeline: text to [`Parsed`] to [`Query`], and from there to a request or a program.
//!
//! Each step is one short method here; its work is done in the room of its stage. [`Parsed::parse`] is `syntax`,
//! [`Parsed::check`] and [`Query::bind`] are `check`, [`Query::lower`] is `dialect`, [`Query::compile`] is `program`.
//! Errors of every stage leave as [`Diagnostics`] with the source. A query that was built or decompiled is written as
//! its canonical text and parsed from that, so that its diagnostics have a text to point into as well.

mod decompiled;
mod narrow;
mod parsed;
mod print;
mod warnings;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::build::Expr;
use crate::check::{self, Bindings, CheckError, Lint};
use crate::diagnostic::Diagnostics;
use crate::dialect::{self, LowerError, Request, Target};
use crate::filter::{Checked, Comparison, Filter, Page, SortKey, Term, TermKind};
use crate::path::Path;
use crate::program::Program;
use crate::schema::Schema;
use crate::syntax::{self, Limits, Recovered, ast};

pub use decompiled::Decompiled;
pub use parsed::Parsed;
pub(crate) use print::print;
use warnings::{QueryWarnings, Unbound};

/// A checked query: a filter with the order and page of the rows that match.
///
/// Displayed and serialised as its canonical text, which [`Query::parse`] parses to an equal query. Queries with the
/// same meaning are equal, whatever their sources look like. Cheap to clone.
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
    warnings: QueryWarnings,
}

impl Parsed {
    /// Checks the query against `schema`.
    ///
    /// # Errors
    /// If it names a field that `schema` does not have, or compares values that cannot be compared, with every error of
    /// the query: see the codes `tamis::check`. The warnings are among them.
    pub fn check(&self, schema: &Schema) -> Result<Query, Diagnostics> {
        self.check_with(schema, check::lint_writing(&self.ast))
    }

    /// Checks generated text: like [`Parsed::check`], without lints about the writing.
    pub(crate) fn check_generated(&self, schema: &Schema) -> Result<Query, Diagnostics> {
        self.check_with(schema, Vec::new())
    }

    fn check_with(&self, schema: &Schema, written: Vec<Lint>) -> Result<Query, Diagnostics> {
        let checked = Query::check(&self.ast, Arc::clone(&self.source), &self.limits, schema, written);
        checked.map_err(|faults| Diagnostics::new(&self.source, faults))
    }
}

impl Query {
    /// Parses `text` within the default [`Limits`] and checks it against `schema`.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`].
    pub fn parse(text: &str, schema: &Schema) -> Result<Self, Diagnostics> {
        Self::parse_within(text, schema, &Limits::default())
    }

    /// Parses `text` within `limits` and checks it against `schema`.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`].
    pub fn parse_within(text: &str, schema: &Schema, limits: &Limits) -> Result<Self, Diagnostics> {
        match syntax::parse(text, limits) {
            Ok(ast) => Self::check(&ast, text.into(), limits, schema, check::lint_writing(&ast))
                .map_err(|faults| Diagnostics::new(text, faults)),
            // The parts that could be parsed are checked, so that one run reports every error.
            Err(recovered) => {
                let Recovered { ast, errors, more } = *recovered;
                let meaning = check::faults(&ast, &text.into(), schema);
                let errors = Diagnostics::with_schema(text, Some(schema), errors).and_more(more);
                Err(errors.and(Diagnostics::new(text, meaning)))
            }
        }
    }

    /// Checks `ast`, parsed from `source`, against `schema`. `written` are the lints about the writing.
    fn check(
        ast: &ast::Ast,
        source: Arc<str>,
        limits: &Limits,
        schema: &Schema,
        written: Vec<Lint>,
    ) -> Result<Self, Vec<CheckError>> {
        let (checked, warnings) = check::check(ast, source, schema)?;
        let warnings = QueryWarnings::of_checked(warnings, written);
        Ok(Self { limits: *limits, schema: schema.clone(), checked, warnings })
    }

    /// Checks a filter that was built without text against `schema`. Its canonical text becomes the source into which
    /// diagnostics point.
    ///
    /// # Errors
    /// As [`Parsed::parse`] and [`Parsed::check`]; a tree that is too deep or too large fails like a text that is.
    pub fn build(tree: &Expr, schema: &Schema) -> Result<Self, Diagnostics> {
        Self::build_within(tree, schema, &Limits::default())
    }

    /// Checks a filter that was built without text, as [`Query::build`] does, within `limits`.
    ///
    /// # Errors
    /// As [`Query::build`].
    pub fn build_within(tree: &Expr, schema: &Schema, limits: &Limits) -> Result<Self, Diagnostics> {
        Parsed::parse_within(&tree.to_string(), limits)?.check_generated(schema)
    }

    pub(crate) fn checked(&self) -> &Checked {
        &self.checked
    }

    /// Returns the schema that the query was checked against.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns the text that the spans point into.
    pub fn source(&self) -> &str {
        &self.checked.source
    }

    /// Returns the filter, which is the constant `true` if the text has none.
    pub fn filter(&self) -> &Filter {
        &self.checked.filter
    }

    /// Returns the comparisons in the filter, in order.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        self.checked.filter.comparisons().collect()
    }

    /// Returns the sort keys.
    pub fn sort_keys(&self) -> &[SortKey] {
        &self.checked.sort
    }

    /// Returns the offset and limit.
    pub fn page(&self) -> Page {
        self.checked.page
    }

    /// Returns the names of the unbound parameters, each once.
    pub fn parameters(&self) -> BTreeSet<&str> {
        let names = self.terms().filter_map(|term| match &term.kind {
            TermKind::Parameter(name) => Some(&**name),
            TermKind::Known { .. } | TermKind::RelativeTime(_) => None,
        });
        names.collect()
    }

    /// Returns the paths that the query reads, each once, in order of appearance; those of the sort keys come last.
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

    /// Replaces the parameters and relative times by their values in `bindings`. From here on the query means the same
    /// everywhere.
    ///
    /// # Errors
    /// If a parameter has no value, or one that its field does not accept; if there is a `now` or `today` and no clock;
    /// if a relative time is outside the years 1 to 9999.
    pub fn bind(&self, bindings: &Bindings) -> Result<Self, Diagnostics> {
        if check::is_bound(&self.checked) {
            return Ok(self.clone());
        }
        let bound = check::bind(&self.checked, bindings, &self.limits);
        let (checked, warnings) = bound.map_err(|faults| self.diagnostics(faults))?;
        let unbound = Unbound { checked: Arc::clone(&self.checked), warnings: self.warnings.clone() };
        let warnings = QueryWarnings::of_bound(unbound, warnings);
        Ok(Self { checked: Arc::new(checked), warnings, ..self.clone() })
    }

    /// Returns the request for the query's rows: to an endpoint, or to a dialect or profile for the parameters alone.
    ///
    /// # Errors
    /// If parameters or relative times are unbound, or if the API does not support a part of the query, with every such
    /// part: see the codes `tamis::lower`.
    pub fn lower<'e>(&self, target: impl Into<Target<'e>>) -> Result<Request, Diagnostics> {
        self.require_bound()?;
        let lowered: Result<Request, Vec<LowerError>> = dialect::lower(&self.checked, target.into());
        lowered.map_err(|faults| Diagnostics::new(self.source(), faults))
    }

    /// Returns the program that finds the query's rows among local ones.
    ///
    /// # Errors
    /// If parameters or relative times are unbound, or if the query uses a field that
    /// [rows do not show](crate::Field::request_only).
    pub fn compile(&self) -> Result<Program, Diagnostics> {
        // Fast path: usually nothing is wrong. Collecting the errors is slower.
        if !check::is_runnable(&self.checked) {
            self.require_bound()?;
            self.require_none(check::hidden_fields(&self.checked))?;
        }
        Ok(Program::compile(&self.checked))
    }

    /// Returns the warnings. They are computed on first use, which takes longer than the check.
    pub fn warnings(&self) -> &Diagnostics {
        self.warnings.all(&self.checked)
    }

    /// Returns all values that the fields are compared with.
    fn terms(&self) -> impl Iterator<Item = &Term> {
        check::terms(&self.checked)
    }

    /// Returns an error for each parameter and relative time that is not bound.
    pub(crate) fn require_bound(&self) -> Result<(), Diagnostics> {
        self.require_none(check::unbound(&self.checked))
    }

    fn require_none(&self, faults: Vec<CheckError>) -> Result<(), Diagnostics> {
        if faults.is_empty() { Ok(()) } else { Err(self.diagnostics(faults)) }
    }

    fn diagnostics(&self, faults: Vec<CheckError>) -> Diagnostics {
        Diagnostics::new(self.source(), faults)
    }
}

impl Request {
    /// Returns the assumptions that the request depends on, as the vendor does not document them.
    pub fn warnings(&self) -> Diagnostics {
        Diagnostics::new(self.source(), self.findings().iter().cloned())
    }
}

/// Compares the meanings, without sources and spans.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.checked == other.checked
    }
}
