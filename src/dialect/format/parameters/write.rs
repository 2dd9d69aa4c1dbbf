//! Writing parameters.
//!
//! Versions of the API differ in their parameters and words. Each given parameter carries the set of versions that
//! accept it; the request names the oldest version in the intersection of all of these sets.

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
use crate::dialect::version::VersionSet;
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
    /// The versions that accept the parameter with these values.
    versions: VersionSet,
    /// The versions that accept several values.
    versions_of_several: VersionSet,
    /// The parameter or the word that the other versions lack.
    feature: String,
    span: Span,
}

/// The order of the rows.
pub(in crate::dialect) struct ColumnOrder {
    /// The words for the key, in all versions.
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
        let version = named_version(filter.as_deref().unwrap_or_default(), order.as_ref(), lowering);
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
    fn versions_with_word(&self, versions: VersionSet, lowering: &mut Lowering<'_>) -> VersionSet {
        let having = self.columns.iter().fold(VersionSet::NONE, |all, column| all | column.versions);
        if let (true, Some(column)) = ((having & versions).is_empty(), self.columns.first()) {
            lowering.refuse_version(column.word, having, versions, self.span);
        }
        having & versions
    }

    /// Returns the word for the key in the version at index `version`.
    fn column(&self, version: Option<usize>) -> &'static str {
        let version = version.map_or(VersionSet::ALL, VersionSet::only);
        let mut having = self.columns.iter().filter(|column| !(column.versions & version).is_empty());
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

/// Returns the index of the version that the request names: the oldest that has all parameters and words, and whose
/// rows show the fields that the residual reads. A parameter that has no version in common with such a field is
/// refused.
fn named_version(filter: &[GivenParameter], order: Option<&ColumnOrder>, lowering: &mut Lowering<'_>) -> Option<usize> {
    let filtered = filter.iter().fold(lowering.versions(), |all, given| all & given.versions);
    let ordered = order.map_or(filtered, |order| order.versions_with_word(filtered, lowering));
    let collection = collection_of(lowering);
    let shows = |path: &&Path| collection.map_or(VersionSet::ALL, |collection| collection.versions_of_field(path));
    let paths = lowering.shown();
    let shown = paths.iter().map(shows).filter(|versions| !versions.is_empty());
    let shown = shown.fold(lowering.versions(), |all, one| all & one);
    let lacking = filter.iter().find(|given| (given.versions & shown).is_empty());
    if let Some(given) = lacking.filter(|_| !shown.is_empty() && !ordered.is_empty()) {
        lowering.refuse_version(&given.feature, given.versions, shown, given.span);
    }
    (ordered & shown).oldest().or(ordered.oldest())
}

fn collection_of(lowering: &Lowering<'_>) -> Option<&'static Collection> {
    lowering.endpoint().and_then(Endpoint::collection).map(|(_, collection)| collection)
}

fn is_at(property: &str, path: &Path) -> bool {
    path.names().eq(property.split('.'))
}

/// Returns the parameters of all `items`; refuses a second parameter of one name, and one that no version takes with
/// the others.
fn joined_by_and(items: Vec<Vec<GivenParameter>>, lowering: &mut Lowering<'_>) -> Vec<GivenParameter> {
    let mut all: Vec<GivenParameter> = Vec::new();
    let mut versions = lowering.versions();
    for given in items.into_iter().flatten() {
        if all.iter().any(|earlier| earlier.name == given.name) {
            lowering.refuse(UnsupportedFeature::Twice { parameter: given.name }, given.span);
        } else if (versions & given.versions).is_empty() {
            lowering.refuse_version(&given.feature, given.versions, versions, given.span);
        } else {
            versions = versions & given.versions;
            all.push(given);
        }
    }
    all
}

/// Returns one parameter with the values of all `items`, if each of them is that parameter and it takes several values.
fn joined_by_or(items: &[Vec<GivenParameter>], span: Span, allowed: VersionSet) -> Option<GivenParameter> {
    let mut each = items.iter().map(|item| if let [given] = item.as_slice() { Some(given) } else { None });
    let mut all = each.next()??.clone();
    for given in each {
        let given = given.filter(|given| given.name == all.name)?;
        all.values.extend(given.values.iter().cloned());
        all.versions = all.versions & given.versions;
    }
    let versions = all.versions & all.versions_of_several;
    (!(versions & allowed).is_empty()).then_some(GivenParameter { versions, span, ..all })
}

/// Returns the parameter for `comparison`, or none if it was refused.
fn parameter_for(comparison: &Comparison, span: Span, lowering: &mut Lowering<'_>) -> Vec<GivenParameter> {
    let Spanned { node: operator, span: operator_span } = comparison.operator;
    let path = comparison.field.path();
    let terms = comparison.operand.terms();
    let parameters = collection_of(lowering).map_or([].as_slice(), |collection| &collection.parameters);
    let expresses = |parameter: &&ConditionParameter| {
        is_at(parameter.property, path) && parameter.condition.expresses(operator, terms)
    };
    let known: Vec<&ConditionParameter> = parameters.iter().filter(expresses).collect();
    let allowed = lowering.versions();
    let Some(parameter) = known.iter().find(|parameter| !(parameter.versions & allowed).is_empty()) else {
        match known.first() {
            Some(parameter) => lowering.refuse_version(parameter.name, parameter.versions, allowed, operator_span),
            None if operator == Operator::In && terms.is_empty() => {
                lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
            }
            None => lowering.refuse(UnsupportedFeature::NoParameter { operator, path: path.clone() }, operator_span),
        }
        return Vec::new();
    };
    // One version may take a parameter with one value, and another version with several.
    let of_same = |condition: &dyn Fn(ConditionKind) -> bool| {
        let same = known.iter().filter(|other| other.name == parameter.name && condition(other.condition));
        same.fold(VersionSet::NONE, |all, other| all | other.versions)
    };
    let (mut versions, mut feature) = (of_same(&|_| true), parameter.name.to_owned());
    let mut values = Vec::new();
    for term in terms {
        let Some(value) = lowering.value_as_text(term, comparison.field.ty()) else { return Vec::new() };
        if parameter.condition.is_pattern() && value.contains('*') {
            lowering.refuse(UnsupportedFeature::Wildcard, term.span);
            return Vec::new();
        }
        if let Some(having) = versions_of(parameter, term, lowering) {
            if (versions & having & allowed).is_empty() {
                lowering.refuse_version(&value, having, versions & allowed, term.span);
                return Vec::new();
            }
            if versions & having != versions {
                feature.clone_from(&value);
            }
            versions = versions & having;
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
    let versions_of_several = of_same(&|condition| condition == ConditionKind::Values);
    vec![GivenParameter { name: parameter.name, values, versions, versions_of_several, feature, span }]
}

/// Returns the versions that have the word `term`, or `None` if it is not a word of an enum that one is known to have.
fn versions_of(parameter: &ConditionParameter, term: &Term, lowering: &Lowering<'_>) -> Option<VersionSet> {
    let (tables, _) = lowering.endpoint().and_then(Endpoint::collection)?;
    match term.value()? {
        Value::Text(word) => tables.versions_of_word(parameter.ty?, word),
        Value::Null
        | Value::Boolean(_)
        | Value::Number(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::Uuid(_) => None,
    }
}
