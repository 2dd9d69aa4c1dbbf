//! The check: what was written meets a schema and becomes what is meant, or every fault is reported at once.

mod bind;
mod error;
mod lint;
mod literal;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

pub use bind::{Bindings, ParameterValue};
pub(crate) use bind::{bind, each_once};
pub(crate) use error::CheckError;
pub(crate) use error::CheckErrorKind;
pub use lint::LintKind;
pub(crate) use lint::{Lint, lint, lint_bound, lint_writing};

use crate::collation::Collation;
use crate::filter::{Checked, Comparison, Filter, FilterKind, Operand, Page, SortKey, Term};
use crate::path::Path;
use crate::schema::{Field, Resolved, Schema};
use crate::small_map::SmallMap;
use crate::span::{Span, Spanned};
use crate::suggest::{all_nearest, is_slip};
use crate::syntax::ast::{self, Ast, Connective, Expr, ExprKind, PathSpan};
use crate::ty::Type;
use literal::{Given, Wanted};

/// What `ast`, parsed from `source`, means under `schema`, with warnings; or all that is wrong with it, warnings
/// included.
pub(crate) fn check(
    ast: &Ast,
    source: Arc<str>,
    schema: &Schema,
) -> Result<(Arc<Checked>, Vec<CheckError>), Vec<CheckError>> {
    let mut checker = Checker::new(&source, schema);
    let filter = checker.query_filter(ast);
    let sort = checker.sort(ast);
    let faults = checker.faults;
    let is_wrong = faults.iter().any(|fault| fault.kind.is_error());
    let (Some(filter), Some(sort), false) = (filter, sort, is_wrong) else { return Err(faults) };
    let checked = Arc::new(Checked {
        source,
        filter,
        sort,
        page: Page { offset: ast.offset, limit: ast.limit },
        collation: schema.collation(),
        members: schema.row_container().map(Box::from),
    });
    Ok((checked, faults))
}

/// What is wrong or odd about the meaning of `ast`, holes aside.
pub(crate) fn faults(ast: &Ast, source: &Arc<str>, schema: &Schema) -> Vec<CheckError> {
    let mut checker = Checker::new(source, schema);
    checker.query_filter(ast);
    checker.sort(ast);
    checker.faults
}

/// How many unknown names get a search for the nearest known one; a text of nothing but unknown names stays cheap.
const MOST_SUGGESTIONS: usize = 100;

struct Checker<'s> {
    source: &'s Arc<str>,
    schema: &'s Schema,
    faults: Vec<CheckError>,
    /// The fields of paths, as these are written: most are written more than once.
    fields: SmallMap<&'s str, Arc<Field>>,
    /// Fields whose note has been shown.
    noted: BTreeSet<Path>,
    /// How many more unknown names get a search for the nearest known one.
    suggestions: usize,
    /// Whether the known fields have been listed for an unknown one.
    listed: bool,
}

impl<'s> Checker<'s> {
    fn new(source: &'s Arc<str>, schema: &'s Schema) -> Self {
        let (faults, fields, noted) = (Vec::new(), SmallMap::new(), BTreeSet::new());
        Self { source, schema, faults, fields, noted, suggestions: MOST_SUGGESTIONS, listed: false }
    }

    /// The filter of `ast`; nothing where a fault in it was reported, or where it has a hole.
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

    /// The sort keys of `ast`; nothing where a fault in one was reported.
    fn sort(&mut self, ast: &Ast) -> Option<Vec<SortKey>> {
        let keys: Vec<Option<SortKey>> = ast.sort.iter().map(|key| self.key(key)).collect();
        keys.into_iter().collect()
    }

    #[cold]
    fn fault(&mut self, kind: CheckErrorKind, span: Span) {
        let kind = knowing_words(kind, &mut self.suggestions);
        self.faults.push(CheckError { kind, span });
    }

    /// Adds to `items` what `expr` means, or nothing where a fault in it was reported, or where it has a hole.
    fn add(&mut self, expr: &Expr, items: &mut Vec<Filter>) {
        match &expr.kind {
            ExprKind::Constant(constant) => items.push(Filter::constant(*constant, expr.span)),
            ExprKind::Comparison(comparison) => self.comparison(comparison, expr.span, items),
            ExprKind::Hole(path) => {
                path.map(|path| self.field(path));
            }
            ExprKind::Not(_) | ExprKind::Group(..) => items.extend(self.group(expr)),
        }
    }

    /// What a group or a negation means; nothing where an item of it means nothing.
    fn group(&mut self, expr: &Expr) -> Option<Filter> {
        // What is not needed below stays out of the frame that each level takes.
        let mut items = Vec::with_capacity(expr.items().len());
        for item in expr.items() {
            self.add(item, &mut items);
        }
        if items.len() == expr.items().len() { joined(expr, items) } else { None }
    }

    /// Adds a comparison to `items`, or nothing where a fault in it was reported, or where it has a hole.
    ///
    /// It is put where it stays: it is large, and most filters are little else.
    fn comparison(&mut self, written: &ast::Comparison, span: Span, items: &mut Vec<Filter>) {
        let before = self.faults.len();
        if self.typed_comparison(written, span, items).is_some() {
            return;
        }
        // What is wrong with a literal wherever it stands is told even where its field or operator is wrong already.
        let told: HashSet<Span> = self.faults.iter().skip(before).map(|fault| fault.span).collect();
        for literal in written.operand.literals() {
            match Given::of(literal, self.source) {
                Err(Some(kind)) if !told.contains(&literal.span) => self.fault(*kind, literal.span),
                _ => {}
            }
        }
    }

    /// The same, as far as what comes first is right.
    fn typed_comparison(&mut self, written: &ast::Comparison, span: Span, items: &mut Vec<Filter>) -> Option<()> {
        let field = self.field(written.path)?;
        let PathSpan(path_span) = written.path;
        let operator = written.operator;
        if !operator.node.accepts(field.ty()) {
            let (path, ty) = (field.path().clone(), field.ty().clone());
            self.fault(CheckErrorKind::OperatorNotTaken { path, operator: operator.node, ty }, operator.span);
            return None;
        }
        let collation = written.collation.map_or(self.schema.collation(), |collation| collation.node);
        let wanted = Wanted::new(&field, operator.node, collation);
        let operand = match &written.operand {
            ast::Operand::One(literal) => {
                let may_be_list = matches!(literal.kind, ast::LiteralKind::Parameter | ast::LiteralKind::Hole);
                if operator.node.takes_list() && !may_be_list {
                    self.fault(CheckErrorKind::ListWanted { operator: operator.node }, literal.span);
                    return None;
                }
                Operand::One(self.term(literal, &wanted)?)
            }
            ast::Operand::List(_, list_span) if !operator.node.takes_list() => {
                self.fault(CheckErrorKind::ListNotTaken { operator: operator.node }, *list_span);
                return None;
            }
            ast::Operand::List(literals, list_span) => {
                let before = self.faults.len();
                let mut terms = Vec::with_capacity(literals.len());
                for literal in literals {
                    terms.extend(self.term(literal, &wanted));
                }
                if terms.len() < literals.len() {
                    self.null_only_once(before);
                    return None;
                }
                Operand::List(Spanned::new(terms, *list_span))
            }
        };
        items.push(Filter::comparison(
            Comparison { field, path_span, operator, operand, collation: written.collation },
            span,
        ));
        if let (Some(collation), Some(filter)) = (written.collation, items.last()) {
            self.look_at_collation(filter, collation);
        }
        if written.negated {
            let negated = items.pop().map(|filter| Filter::not(filter, span));
            items.extend(negated);
        }
        Some(())
    }

    /// Keeps one of the faults from the `first` on that are about the field and not about the item of the list.
    fn null_only_once(&mut self, first: usize) {
        let of_items = self.faults.split_off(first);
        let mut is_said = false;
        let is_new = |fault: &CheckError| {
            !matches!(fault.kind, CheckErrorKind::NullOnly { .. }) || !std::mem::replace(&mut is_said, true)
        };
        self.faults.extend(of_items.into_iter().filter(is_new));
    }

    fn look_at_collation(&mut self, filter: &Filter, collation: Spanned<Collation>) {
        match &filter.kind {
            FilterKind::Comparison(comparison) if !comparison.may_compare_text() => {
                let ty = comparison.field.ty().clone();
                self.fault(CheckErrorKind::IdleCollation { collation: collation.node, ty }, collation.span);
            }
            _ => {}
        }
    }

    #[inline]
    fn term(&mut self, literal: &ast::Literal, wanted: &Wanted<'_>) -> Option<Term> {
        let given = match Given::of(literal, self.source) {
            Ok(given) => given,
            Err(kind) => {
                if let Some(kind) = kind {
                    self.fault(*kind, literal.span);
                }
                return None;
            }
        };
        match given.typed(wanted) {
            Ok((kind, warning)) => {
                if let Some(warning) = warning {
                    self.fault(*warning, literal.span);
                }
                Some(Term { kind, span: literal.span })
            }
            Err(kind) => {
                let kind = self.knowing_fields(*kind);
                self.fault(kind, literal.span);
                None
            }
        }
    }

    /// A bare word may be the name of a field: then two properties were compared. An object has members.
    fn knowing_fields(&self, kind: CheckErrorKind) -> CheckErrorKind {
        match kind {
            CheckErrorKind::BareWord { word, ty, .. } => {
                let is_field = self.schema.field(&Path::new([&*word])).is_some();
                CheckErrorKind::BareWord { word, ty, is_field }
            }
            CheckErrorKind::NullOnly { operator, ty, path, .. } => {
                let is_plain = |field: &&Field| !matches!(field.ty(), Type::Array(_) | Type::Object);
                let member = self.members(Some(&path)).find(is_plain).map(|field| field.path().clone());
                CheckErrorKind::NullOnly { operator, ty, path, member }
            }
            kind => kind,
        }
    }

    fn key(&mut self, written: &ast::Key) -> Option<SortKey> {
        let field = self.field(written.path)?;
        Some(SortKey { field, descending: written.descending, collation: written.collation, span: written.span })
    }

    fn field(&mut self, written: PathSpan) -> Option<Arc<Field>> {
        let PathSpan(span) = written;
        let text = span.of(self.source);
        if let Some(field) = self.fields.get(&text) {
            return Some(Arc::clone(field));
        }
        let field = self.resolve(written)?;
        self.fields.add(text, Arc::clone(&field));
        Some(field)
    }

    /// The field whose path is `written`, for the first time or where there is none.
    fn resolve(&mut self, written: PathSpan) -> Option<Arc<Field>> {
        let PathSpan(span) = written;
        match self.schema.resolve(written.path(self.source)) {
            Resolved::Field(field) => {
                let note = field.warning().map(Box::from);
                if let Some(note) = note.filter(|_| self.noted.insert(field.path().clone())) {
                    self.fault(CheckErrorKind::FieldNote { note }, span);
                }
                Some(field)
            }
            Resolved::ThroughArray(array) => {
                let element = if let Type::Array(element) = array.ty() { Type::clone(element) } else { Type::Any };
                self.fault(CheckErrorKind::ThroughArray { array: array.path().clone(), element }, span);
                None
            }
            Resolved::Unknown(path) => {
                let nearest = self.nearest_fields(&path);
                let origin = self.schema.origin().into();
                let is_slip = nearest.iter().any(|near| is_slip_of(&path.to_string(), near));
                if self.schema.may_have(&path) && !is_slip {
                    self.fault(CheckErrorKind::FieldNotKnown { path: path.clone(), origin, nearest }, span);
                    return Some(Arc::new(Field::any(path)));
                }
                let known = if nearest.is_empty() { self.known_fields(&path) } else { Vec::new() };
                self.fault(CheckErrorKind::UnknownField { path, origin, nearest, known }, span);
                None
            }
        }
    }

    /// What there is under the object that `path` leads into, or at the top; once.
    fn known_fields(&mut self, path: &Path) -> Vec<Box<str>> {
        if std::mem::replace(&mut self.listed, true) {
            return Vec::new();
        }
        let parents = self.schema.above(path).map(|field| field.path());
        let parent = parents.filter(|parent| self.members(Some(parent)).next().is_some()).last();
        self.members(parent).map(|field| field.path().to_string().into()).collect()
    }

    /// The fields right below `parent`, or at the top.
    fn members<'p>(&'p self, parent: Option<&'p Path>) -> impl Iterator<Item = &'p Field> {
        let depth = parent.map_or(0, |parent| parent.names().len());
        self.schema.fields().filter(move |field| {
            let names = field.path().names();
            names.len() == depth.saturating_add(1) && parent.is_none_or(|parent| names.take(depth).eq(parent.names()))
        })
    }

    /// The nearest fields, of those without a note first, and of those with one.
    fn nearest_fields(&mut self, path: &Path) -> Vec<Box<str>> {
        if self.suggestions == 0 {
            return Vec::new();
        }
        self.suggestions = self.suggestions.saturating_sub(1);
        // The member in which rows keep their fields is no part of a field's name.
        if path.names().next() == self.schema.row_container() && self.schema.row_container().is_some() {
            let inner = Path::new(path.names().skip(1));
            if self.schema.field(&inner).is_some() {
                return vec![inner.to_string().into()];
            }
        }
        let wanted = path.to_string();
        let near = |noted: bool| {
            let fields = self.schema.fields().filter(|field| field.warning().is_some() == noted);
            let names: Vec<String> = fields.map(|field| field.path().to_string()).collect();
            named(all_nearest(&wanted, names.iter().map(String::as_str)))
        };
        let mut nearest = [near(false), near(true)].concat();
        if nearest.iter().any(|name| name.eq_ignore_ascii_case(&wanted)) {
            nearest.retain(|name| name.eq_ignore_ascii_case(&wanted));
        }
        nearest
    }
}

/// What `expr`, a group or a negation, makes of `items`.
fn joined(expr: &Expr, mut items: Vec<Filter>) -> Option<Filter> {
    match &expr.kind {
        ExprKind::Not(_) => Some(Filter::not(items.pop()?, expr.span)),
        ExprKind::Group(Connective::And, _) => Some(Filter::and(items, expr.span)),
        ExprKind::Group(Connective::Or, _) => Some(Filter::or(items, expr.span)),
        ExprKind::Group(Connective::Xor, _) => Some(Filter::xor(items, expr.span)),
        ExprKind::Constant(_) | ExprKind::Comparison(_) | ExprKind::Hole(_) => None,
    }
}

/// Whether an unknown name is rather a known one misspelt than another: not where it is short, or a singular, a plural or a
/// number apart from it.
fn is_slip_of(written: &str, known: &str) -> bool {
    let plain = |name: &str| name.trim_end_matches(|last: char| last == 's' || last.is_ascii_digit()).len();
    let is_form = written.get(..plain(written)) == known.get(..plain(known));
    written.len() > 3 && !is_form && is_slip(written, known)
}

/// The first of equally near names: more are no help.
fn named(near: Vec<&str>) -> Vec<Box<str>> {
    near.into_iter().take(3).map(Box::from).collect()
}

/// An unknown word with the nearest known ones, while there are searches left.
fn knowing_words(kind: CheckErrorKind, searches: &mut usize) -> CheckErrorKind {
    match kind {
        CheckErrorKind::UnknownWord { word, path, enumeration, .. } if *searches > 0 => {
            *searches = searches.saturating_sub(1);
            let nearest = named(all_nearest(&word, enumeration.words()));
            CheckErrorKind::UnknownWord { word, path, enumeration, nearest }
        }
        kind => kind,
    }
}
