//! Writing parameters.
//!
//! Revisions of the API differ in their parameters and words. Each given parameter carries the set of revisions that
//! take it; the request names the oldest revision in the intersection of all of them.

use super::{ASCENDING, COLUMN, LIMIT, Parameters, SKIP};
use crate::collation::NeedlePosition;
use crate::dialect::assumption::Assumption;
use crate::dialect::endpoint::Endpoint;
use crate::dialect::error::{LogicalConnective, UnsupportedFeature};
use crate::dialect::format::{LoweredQuery, WireFormat, json_string};
use crate::dialect::lowering::Lowering;
use crate::dialect::parts::Parts;
use crate::dialect::request::{Method, Parameter, RequestParts};
use crate::dialect::tables::{Collection, ConditionKind, ConditionParameter, OrderColumn};
use crate::dialect::version::Revisions;
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term};
use crate::operator::Operator;
use crate::path::Path;
use crate::span::{Span, Spanned};
use crate::value::Value;

/// A parameter of the request, and the part of the query that it comes from.
#[derive(Clone)]
pub(in crate::dialect) struct GivenParameter {
    name: &'static str,
    /// The values; the parameter is repeated for each.
    values: Vec<String>,
    /// The revisions that take the parameter with these values.
    revisions: Revisions,
    /// The revisions that take several values.
    several: Revisions,
    /// The parameter or the word that the other revisions lack.
    feature: String,
    span: Span,
}

/// The order of the rows.
pub(in crate::dialect) struct ColumnOrder {
    /// The words for the key, in all revisions.
    columns: Vec<OrderColumn>,
    ascending: bool,
    span: Span,
}

impl WireFormat for Parameters {
    type Fragment = Vec<GivenParameter>;
    type Key = ColumnOrder;

    fn emit(
        &self,
        filter: &Filter,
        items: Vec<Vec<GivenParameter>>,
        lowering: &mut Lowering<'_>,
    ) -> Vec<GivenParameter> {
        let refused = match &filter.kind {
            FilterKind::Comparison(comparison) => return parameter_for(comparison, filter.span, lowering),
            FilterKind::And(_) => {
                lowering.assume(Assumption::Together, filter.span);
                return joined_by_and(items, lowering);
            }
            FilterKind::Or(_) => match joined_by_or(&items, filter.span, lowering.versions()) {
                Some(given) => return vec![given],
                None => UnsupportedFeature::Connective(LogicalConnective::Or),
            },
            FilterKind::Constant(_) => UnsupportedFeature::Constant,
            FilterKind::Not(_) => UnsupportedFeature::Connective(LogicalConnective::Not),
            FilterKind::Xor(_) => UnsupportedFeature::Connective(LogicalConnective::Xor),
        };
        lowering.refuse(refused, filter.span);
        Vec::new()
    }

    fn emit_key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> ColumnOrder {
        lowering.refuse_foreign_key_collation(key);
        let path = key.field.path();
        let columns = collection_of(lowering).map_or([].as_slice(), |collection| &collection.columns);
        let columns: Vec<OrderColumn> = columns.iter().filter(|column| is_at(column.property, path)).copied().collect();
        let order = ColumnOrder { columns, ascending: !key.descending, span: key.span };
        if order.columns.is_empty() {
            lowering.refuse(UnsupportedFeature::Key(path.clone()), key.span);
        } else {
            order.versions_with_word(lowering.versions(), lowering);
        }
        order
    }

    fn assemble(
        &self,
        query: LoweredQuery<Vec<GivenParameter>, ColumnOrder>,
        lowering: &mut Lowering<'_>,
    ) -> RequestParts {
        let LoweredQuery { filter, keys, offset, limit, .. } = query;
        let order = keys.into_iter().next();
        let version = named_revision(filter.as_deref().unwrap_or_default(), order.as_ref(), lowering);
        let order = order.map(|order| (order.column(version), order.ascending));
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let members = filter.as_ref().map(|given| {
            let members = given.iter().map(GivenParameter::member);
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let json = Parts {
            filter: members,
            sort: order.map(|(column, ascending)| format!(r#"{{"{COLUMN}":"{column}","{ASCENDING}":{ascending}}}"#)),
            offset: count(offset),
            limit: count(limit),
        };
        let given = filter.into_iter().flatten();
        let given = given.flat_map(|given| given.values.into_iter().map(move |value| (given.name, Some(value))));
        let others = [
            (COLUMN, order.map(|(column, _)| column.to_owned())),
            (ASCENDING, order.map(|(_, ascending)| ascending.to_string())),
            (SKIP, count(offset)),
            (LIMIT, count(limit)),
        ];
        let parameters = given.chain(others).filter_map(|(name, value)| Some(Parameter { name, value: value? }));
        RequestParts { method: Method::Get, parameters: parameters.collect(), body: None, json, version }
    }
}

impl ColumnOrder {
    /// Returns the `versions` that have a word for the key; refuses the key if none has.
    fn versions_with_word(&self, versions: Revisions, lowering: &mut Lowering<'_>) -> Revisions {
        let having = self.columns.iter().fold(Revisions::NONE, |all, column| all | column.revisions);
        if let (true, Some(column)) = ((having & versions).is_empty(), self.columns.first()) {
            lowering.refuse_version(column.word, having, versions, self.span);
        }
        having & versions
    }

    /// Returns the word for the key in the revision at index `version`.
    fn column(&self, version: Option<usize>) -> &'static str {
        let version = version.map_or(Revisions::ALL, Revisions::only);
        let mut having = self.columns.iter().filter(|column| !(column.revisions & version).is_empty());
        having.next().map_or("", |column| column.word)
    }
}

impl GivenParameter {
    /// Returns the parameter as a member of a JSON object.
    fn member(&self) -> String {
        match self.values.as_slice() {
            [value] => format!(r#""{}":{}"#, self.name, json_string(value)),
            values => {
                let values: Vec<String> = values.iter().map(|value| json_string(value)).collect();
                format!(r#""{}":[{}]"#, self.name, values.join(","))
            }
        }
    }
}

/// Returns the index of the revision that the request names: the oldest that has all parameters and words, and whose
/// rows show the fields that the residual reads. A parameter that has no revision in common with such a field is
/// refused.
fn named_revision(
    filter: &[GivenParameter],
    order: Option<&ColumnOrder>,
    lowering: &mut Lowering<'_>,
) -> Option<usize> {
    let asked = filter.iter().fold(lowering.versions(), |all, given| all & given.revisions);
    let ordered = order.map_or(asked, |order| order.versions_with_word(asked, lowering));
    let collection = collection_of(lowering);
    let shows = |path: &&Path| collection.map_or(Revisions::ALL, |collection| collection.revisions_of_field(path));
    let paths = lowering.shown();
    let shown = paths.iter().map(shows).filter(|revisions| !revisions.is_empty());
    let shown = shown.fold(lowering.versions(), |all, one| all & one);
    let lacking = filter.iter().find(|given| (given.revisions & shown).is_empty());
    if let Some(given) = lacking.filter(|_| !shown.is_empty() && !ordered.is_empty()) {
        lowering.refuse_version(&given.feature, given.revisions, shown, given.span);
    }
    (ordered & shown).oldest().or(ordered.oldest())
}

fn collection_of(lowering: &Lowering<'_>) -> Option<&'static Collection> {
    lowering.endpoint().and_then(Endpoint::collection).map(|(_, collection)| collection)
}

fn is_at(property: &str, path: &Path) -> bool {
    path.names().eq(property.split('.'))
}

/// Returns the parameters of all `items`; refuses a second parameter of one name, and one that no revision takes with
/// the others.
fn joined_by_and(items: Vec<Vec<GivenParameter>>, lowering: &mut Lowering<'_>) -> Vec<GivenParameter> {
    let mut all: Vec<GivenParameter> = Vec::new();
    let mut revisions = lowering.versions();
    for given in items.into_iter().flatten() {
        if all.iter().any(|earlier| earlier.name == given.name) {
            lowering.refuse(UnsupportedFeature::Twice { parameter: given.name }, given.span);
        } else if (revisions & given.revisions).is_empty() {
            lowering.refuse_version(&given.feature, given.revisions, revisions, given.span);
        } else {
            revisions = revisions & given.revisions;
            all.push(given);
        }
    }
    all
}

/// Returns one parameter with the values of all `items`, if each of them is that parameter and it takes several values.
fn joined_by_or(items: &[Vec<GivenParameter>], span: Span, versions: Revisions) -> Option<GivenParameter> {
    let mut each = items.iter().map(|item| if let [given] = item.as_slice() { Some(given) } else { None });
    let mut all = each.next()??.clone();
    for given in each {
        let given = given.filter(|given| given.name == all.name)?;
        all.values.extend(given.values.iter().cloned());
        all.revisions = all.revisions & given.revisions;
    }
    let revisions = all.revisions & all.several;
    (!(revisions & versions).is_empty()).then_some(GivenParameter { revisions, span, ..all })
}

/// Returns the parameter for `comparison`, or none if it was refused.
fn parameter_for(comparison: &Comparison, span: Span, lowering: &mut Lowering<'_>) -> Vec<GivenParameter> {
    let Spanned { node: operator, span: operator_span } = comparison.operator;
    let path = comparison.field.path();
    let terms = comparison.operand.terms();
    let parameters = collection_of(lowering).map_or([].as_slice(), |collection| &collection.parameters);
    let answering = |parameter: &&ConditionParameter| {
        is_at(parameter.property, path) && parameter.condition.expresses(operator, terms)
    };
    let known: Vec<&ConditionParameter> = parameters.iter().filter(answering).collect();
    let versions = lowering.versions();
    let Some(parameter) = known.iter().find(|parameter| !(parameter.revisions & versions).is_empty()) else {
        match known.first() {
            Some(parameter) => lowering.refuse_version(parameter.name, parameter.revisions, versions, operator_span),
            None if operator == Operator::In && terms.is_empty() => {
                lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
            }
            None => lowering.refuse(UnsupportedFeature::NoParameter { operator, path: path.clone() }, operator_span),
        }
        return Vec::new();
    };
    // One revision may take a parameter with one value, and another revision with several.
    let of_same = |condition: &dyn Fn(ConditionKind) -> bool| {
        let same = known.iter().filter(|other| other.name == parameter.name && condition(other.condition));
        same.fold(Revisions::NONE, |all, other| all | other.revisions)
    };
    let (mut revisions, mut feature) = (of_same(&|_| true), parameter.name.to_owned());
    let mut values = Vec::new();
    for term in terms {
        let Some(value) = lowering.value_as_text(term, comparison.field.ty()) else { return Vec::new() };
        if parameter.condition.is_pattern() && value.contains('*') {
            lowering.refuse(UnsupportedFeature::Wildcard, term.span);
            return Vec::new();
        }
        if let Some(having) = revisions_of(parameter, term, lowering) {
            if (revisions & having & versions).is_empty() {
                lowering.refuse_version(&value, having, revisions & versions, term.span);
                return Vec::new();
            }
            if revisions & having != revisions {
                feature.clone_from(&value);
            }
            revisions = revisions & having;
        }
        values.push(match operator.needle_position() {
            Some(NeedlePosition::Anywhere) => format!("*{value}*"),
            Some(NeedlePosition::Start) => format!("{value}*"),
            Some(NeedlePosition::End) => format!("*{value}"),
            None => value,
        });
    }
    lowering.refuse_foreign_collation(comparison);
    if parameter.is_assumed {
        lowering.assume(Assumption::ParameterName, comparison.path_span);
    }
    if !of_same(&|condition| condition == ConditionKind::AnyText).is_empty() {
        lowering.assume(Assumption::AnyText, comparison.path_span);
    }
    if matches!(parameter.condition, ConditionKind::After | ConditionKind::Before) {
        lowering.assume(Assumption::Excluded, operator_span);
    }
    let several = of_same(&|condition| condition == ConditionKind::Values);
    vec![GivenParameter { name: parameter.name, values, revisions, several, feature, span }]
}

/// Returns the revisions that have the word `term`, or `None` if it is not a word of an enum that one is known to have.
fn revisions_of(parameter: &ConditionParameter, term: &Term, lowering: &Lowering<'_>) -> Option<Revisions> {
    let (tables, _) = lowering.endpoint().and_then(Endpoint::collection)?;
    match term.value()? {
        Value::Text(word) => tables.revisions_of_word(parameter.ty?, word),
        Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::Uuid(_) => None,
    }
}
