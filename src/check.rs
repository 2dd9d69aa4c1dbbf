//! The check: a syntax tree and a schema become a checked query, or all errors are reported at once.
//!
//! This is the only stage that knows both what was written and which fields exist. [`check()`] resolves each path to a
//! field (`fields`), types each literal by its field (`literal`) and builds the [`Filter`]; after an error it goes on
//! with the next comparison. [`bind()`] replaces parameters and relative times in a checked query by values, by the
//! same table of literals. `ready` tests whether a query can be lowered or run, `lint` finds suspicious parts of a
//! valid one. Rows are not evaluated here; that is `program`.

mod bind;
mod bindings;
mod error;
mod fields;
mod lint;
mod literal;
mod ready;
mod reports;
mod suggestions;

use std::collections::HashSet;
use std::sync::Arc;

pub(crate) use bind::bind;
pub use bindings::{Bindings, ParameterValue};
pub(crate) use error::{CheckError, CheckErrorKind};
pub use lint::LintKind;
pub(crate) use lint::{Lint, lint, lint_bound, lint_writing};
pub(crate) use ready::{hidden_fields, is_bound, is_runnable, terms, unbound};

use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Operand, Page, SortKey, Term};
use crate::schema::{Field, Schema};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{self, Ast, AstExpr, Connective, ExprKind, PathSpan};
use fields::FieldResolver;
use literal::{ExpectedLiteral, LiteralValue, Typed};
use reports::Reports;

/// Checks `ast`, parsed from `source`, against `schema`. Returns the checked query with warnings.
///
/// # Errors
/// All errors of the query, with the warnings among them.
pub(crate) fn check(
    ast: &Ast,
    source: Arc<str>,
    schema: &Schema,
) -> Result<(Arc<Checked>, Vec<CheckError>), Vec<CheckError>> {
    let mut checker = Checker::new(&source, schema);
    let filter = checker.query_filter(ast);
    let sort = checker.sort(ast);
    let faults = checker.reports.list;
    let is_wrong = faults.iter().any(|fault| fault.kind.is_error());
    let (Some(filter), Some(sort), false) = (filter, sort, is_wrong) else { return Err(faults) };
    let checked = Arc::new(Checked {
        source,
        filter,
        sort,
        page: Page { offset: ast.offset, limit: ast.limit },
        collation: schema.collation(),
        row_container: schema.row_container().map(Box::from),
    });
    Ok((checked, faults))
}

/// Returns the errors and warnings about the meaning of a tree that may have holes, after a parse with errors.
pub(crate) fn faults(ast: &Ast, source: &Arc<str>, schema: &Schema) -> Vec<CheckError> {
    let mut checker = Checker::new(source, schema);
    checker.query_filter(ast);
    checker.sort(ast);
    checker.reports.list
}

/// The check of one query: the schema that its paths are resolved in, and the reports so far.
struct Checker<'s> {
    source: &'s Arc<str>,
    /// The collation of comparisons that state none.
    collation: Collation,
    fields: FieldResolver<'s>,
    reports: Reports,
}

impl<'s> Checker<'s> {
    fn new(source: &'s Arc<str>, schema: &'s Schema) -> Self {
        let (fields, reports) = (FieldResolver::new(source, schema), Reports::new());
        Self { source, collation: schema.collation(), fields, reports }
    }

    /// Returns the filter of `ast`, or `None` after an error in it or if it has a hole.
    fn query_filter(&mut self, ast: &Ast) -> Option<Filter> {
        match &ast.filter {
            Some(expr) if expr.items().is_empty() => {
                let mut only = Vec::with_capacity(1);
                self.add(expr, &mut only);
                only.pop()
            }
            Some(expr) => self.group(expr),
            None => Some(Filter::constant(true, Span::at(0))),
        }
    }

    /// Returns the sort keys of `ast`, or `None` after an error in one.
    fn sort(&mut self, ast: &Ast) -> Option<Vec<SortKey>> {
        let keys: Vec<Option<SortKey>> = ast.sort.iter().map(|key| self.key(key)).collect();
        keys.into_iter().collect()
    }

    fn key(&mut self, written: &ast::Key) -> Option<SortKey> {
        let field = self.field(written.path)?;
        Some(SortKey { field, descending: written.descending, collation: written.collation, span: written.span })
    }

    /// Appends the filter for `expr` to `items`; appends nothing after an error in it or if it has a hole.
    fn add(&mut self, expr: &AstExpr, items: &mut Vec<Filter>) {
        match &expr.kind {
            ExprKind::Constant(constant) => items.push(Filter::constant(*constant, expr.span)),
            ExprKind::Comparison(comparison) => self.comparison(comparison, expr.span, items),
            ExprKind::Hole(path) => {
                path.map(|path| self.field(path));
            }
            ExprKind::Not(_) | ExprKind::Group(..) => items.extend(self.group(expr)),
        }
    }

    /// Returns the filter for a group or a negation, or `None` after an error in an item.
    fn group(&mut self, expr: &AstExpr) -> Option<Filter> {
        // Recurses once for each level of nesting: keep the locals few, and leave other work to `joined`, outside of
        // this frame.
        let mut items = Vec::with_capacity(expr.items().len());
        for item in expr.items() {
            self.add(item, &mut items);
        }
        if items.len() == expr.items().len() { joined(expr, items) } else { None }
    }

    /// Appends a comparison to `items`; appends nothing after an error in it or if it has a hole.
    ///
    /// The comparison is written in place, as it is large and most of a filter: moving it is measurably slow.
    fn comparison(&mut self, written: &ast::AstComparison, span: Span, items: &mut Vec<Filter>) {
        let before = self.reports.list.len();
        if self.typed_comparison(written, span, items).is_some() {
            return;
        }
        // An error in the field or operator ends the check of a comparison early. Literals that are wrong on any field
        // are reported all the same.
        let reported: HashSet<Span> = self.reports.list.iter().skip(before).map(|fault| fault.span).collect();
        for literal in written.operand.literals() {
            match LiteralValue::read(literal, self.source) {
                Err(Some(kind)) if !reported.contains(&literal.span) => self.reports.add(*kind, literal.span),
                Err(_) | Ok(_) => {}
            }
        }
    }

    /// Appends a comparison to `items`, or returns `None` after the first error that the rest depends on.
    fn typed_comparison(&mut self, written: &ast::AstComparison, span: Span, items: &mut Vec<Filter>) -> Option<()> {
        let field = self.field(written.path)?;
        let PathSpan(path_span) = written.path;
        let operator = written.operator;
        if !operator.node.accepts(field.ty()) {
            let (path, ty) = (field.path().clone(), field.ty().clone());
            self.reports.add(CheckErrorKind::OperatorNotTaken { path, operator: operator.node, ty }, operator.span);
            return None;
        }
        let collation = written.collation.map_or(self.collation, |collation| collation.node);
        let expected = ExpectedLiteral::new(&field, operator.node, collation);
        let operand = self.operand(&written.operand, &expected)?;
        items.push(Filter::comparison(
            Comparison { field, path_span, operator, operand, collation: written.collation },
            span,
        ));
        if let (Some(collation), Some(filter)) = (written.collation, items.last()) {
            self.check_collation(filter, collation);
        }
        if written.negated {
            let negated = items.pop().map(|filter| Filter::not(filter, span));
            items.extend(negated);
        }
        Some(())
    }

    #[inline]
    fn operand(&mut self, written: &ast::AstOperand, expected: &ExpectedLiteral<'_>) -> Option<Operand> {
        let operator = expected.operator();
        match written {
            ast::AstOperand::One(literal) => {
                let may_be_list = matches!(literal.kind, ast::LiteralKind::Parameter | ast::LiteralKind::Hole);
                if operator.takes_list() && !may_be_list {
                    self.reports.add(CheckErrorKind::ListWanted { operator }, literal.span);
                    return None;
                }
                Some(Operand::One(self.term(literal, expected)?))
            }
            ast::AstOperand::List(_, list_span) if !operator.takes_list() => {
                self.reports.add(CheckErrorKind::ListNotTaken { operator }, *list_span);
                None
            }
            ast::AstOperand::List(literals, list_span) => {
                let before = self.reports.list.len();
                let mut terms = Vec::with_capacity(literals.len());
                for literal in literals {
                    terms.extend(self.term(literal, expected));
                }
                if terms.len() < literals.len() {
                    self.keep_one_null_only(before);
                    return None;
                }
                Some(Operand::List(Spanned::new(terms, *list_span)))
            }
        }
    }

    /// Keeps only the first [`CheckErrorKind::NullOnly`] among the reports from the index `first` on: it is about the
    /// field, and each item of a list causes one.
    fn keep_one_null_only(&mut self, first: usize) {
        let of_items = self.reports.list.split_off(first);
        let mut is_reported = false;
        let is_new = |fault: &CheckError| {
            !matches!(fault.kind, CheckErrorKind::NullOnly { .. }) || !std::mem::replace(&mut is_reported, true)
        };
        self.reports.list.extend(of_items.into_iter().filter(is_new));
    }

    /// Warns of a collation on a comparison that compares no text.
    fn check_collation(&mut self, filter: &Filter, collation: Spanned<Collation>) {
        if let FilterKind::Comparison(comparison) = &filter.kind
            && !comparison.may_compare_text()
        {
            let ty = comparison.field.ty().clone();
            self.reports.add(CheckErrorKind::IdleCollation { collation: collation.node, ty }, collation.span);
        }
    }

    #[inline]
    fn term(&mut self, literal: &ast::AstLiteral, expected: &ExpectedLiteral<'_>) -> Option<Term> {
        let value = match LiteralValue::read(literal, self.source) {
            Ok(value) => value,
            Err(kind) => {
                if let Some(kind) = kind {
                    self.reports.add(*kind, literal.span);
                }
                return None;
            }
        };
        match expected.typed(value) {
            Ok(Typed { kind, warning }) => {
                if let Some(warning) = warning {
                    self.reports.add(*warning, literal.span);
                }
                Some(Term { kind, span: literal.span })
            }
            Err(kind) => {
                let kind = self.fields.with_field_hints(*kind);
                self.reports.add(kind, literal.span);
                None
            }
        }
    }

    #[inline]
    fn field(&mut self, written: PathSpan) -> Option<Arc<Field>> {
        self.fields.field(written, &mut self.reports)
    }
}

/// Returns the filter for `expr`, a group or a negation, with `items`.
fn joined(expr: &AstExpr, mut items: Vec<Filter>) -> Option<Filter> {
    match &expr.kind {
        ExprKind::Not(_) => Some(Filter::not(items.pop()?, expr.span)),
        ExprKind::Group(Connective::And, _) => Some(Filter::and(items, expr.span)),
        ExprKind::Group(Connective::Or, _) => Some(Filter::or(items, expr.span)),
        ExprKind::Group(Connective::Xor, _) => Some(Filter::xor(items, expr.span)),
        ExprKind::Constant(_) | ExprKind::Comparison(_) | ExprKind::Hole(_) => None,
    }
}
