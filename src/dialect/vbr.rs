//! Veeam Backup & Replication, REST API 1.2 and 1.3: collections that are asked by typed parameters.
//!
//! From the vendor's documents of the revisions 1.2-rev1 to 1.3-rev2, whose collections `vbr/collections.txt` lists: a
//! collection takes a parameter a property and question, such as `createdAfterFilter`; from 1.3-rev0 on some take several
//! values, each in a parameter of its own; `nameFilter` takes `*` at its start and end, and mostly matches any text of a
//! row; there is no not and no collation. Sorting is `orderColumn`, whose words are listed, and `orderAsc`; paging is `skip`
//! and `limit`, 200 unless given. The header `x-api-version` names the revision. A server may leave out a parameter that
//! the revision does not have, so a request names the oldest revision that has all that it asks.
//!
//! Not documented: how text is compared, and whether an instant itself is after it. That all parameters together must hold
//! is taken from how such parameters are used everywhere.

use std::sync::LazyLock;

use super::assumption::Assumption;
use super::endpoint::{Known, Paging};
use super::error::UnsupportedFeature;
use super::expression::text;
use super::lowering::{Language, Lowering, Whole};
use super::read::Form;
use super::request::{Method, Parameter, Parts};
use super::tables::{Asks, Collection, Column, Question, Tables};
use super::version::Revisions;
use super::{Dialect, Endpoint, EnvelopeFacts, Facts, Profile, Version};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, SortKey, Term};
use crate::operator::{Operator, TextPart};
use crate::path::Path;
use crate::span::{Span, Spanned};
use crate::value::Value;

pub(super) const FACTS: Facts = Facts {
    name: "vbr",
    profile: Profile {
        dialect: Dialect::Vbr,
        collation: Collation::Ordinal,
        collation_is_assumed: true,
        members: None,
        port: ":9419",
        root: "/api/v1",
        authorization: "Bearer ",
        headers: &[("Accept", "application/json"), ("x-api-version", "1.2-rev1")],
        versions: VERSIONS,
        version: None,
        on_websocket: None,
        largest_count: i32::MAX as u64,
        most_keys: 1,
        envelope: EnvelopeFacts {
            rows: &["data"],
            total: &["pagination", "total"],
            offset: &["pagination", "skip"],
            cursor: &[],
        },
    },
    language: &Parameters,
    endpoints: || &ENDPOINTS,
};

/// The revisions, oldest first; the tables have the same.
pub(super) const VERSIONS: &[Version] = &[
    Version { name: "1.2-rev1", headers: &[("Accept", "application/json"), ("x-api-version", "1.2-rev1")] },
    Version { name: "1.3-rev0", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev0")] },
    Version { name: "1.3-rev1", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev1")] },
    Version { name: "1.3-rev2", headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev2")] },
];

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read("vbr", Collation::Ordinal, include_str!("vbr/collections.txt")));

static ENDPOINTS: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let listed = TABLES.collections.iter().map(|collection| {
        let mut known = Known::listed(&TABLES, collection).paged(Paging::new(Some(200), None));
        known.supports.filter = !collection.questions.is_empty();
        known.supports.sort = !collection.columns.is_empty();
        known
    });
    listed.collect()
});

/// The collection at `template`.
pub(super) fn collection(template: &str) -> Option<&'static Collection> {
    TABLES.collection(template)
}

/// All collections.
pub(super) fn collections() -> &'static [Collection] {
    &TABLES.collections
}

struct Parameters;

/// A parameter that is given, and where the query says so.
#[derive(Clone)]
struct Given {
    name: &'static str,
    /// More than one are given each in a parameter of its own.
    values: Vec<String>,
    /// The revisions that take it with these values.
    revisions: Revisions,
    /// Those that take several values.
    several: Revisions,
    /// What keeps the other revisions from taking it: the parameter or a word.
    feature: String,
    span: Span,
}

/// The order that rows are put in.
struct Order {
    /// The words for the key, in one revision or another.
    columns: Vec<Column>,
    ascending: bool,
    span: Span,
}

impl Language for Parameters {
    type Said = Vec<Given>;
    type Key = Order;

    fn say(&self, filter: &Filter, items: Vec<Vec<Given>>, lowering: &mut Lowering<'_>) -> Vec<Given> {
        let refused = match &filter.kind {
            FilterKind::Comparison(comparison) => return given(comparison, filter.span, lowering),
            FilterKind::And(_) => {
                lowering.assume(Assumption::Together, filter.span);
                return together(items, lowering);
            }
            FilterKind::Or(_) => match one_of(&items, filter.span, lowering.versions()) {
                Some(given) => return vec![given],
                None => UnsupportedFeature::Connective("or"),
            },
            FilterKind::Constant(_) => UnsupportedFeature::Constant,
            FilterKind::Not(_) => UnsupportedFeature::Connective("not"),
            FilterKind::Xor(_) => UnsupportedFeature::Connective("xor"),
        };
        lowering.refuse(refused, filter.span);
        Vec::new()
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> Order {
        lowering.refuse_foreign_key_collation(key);
        let path = key.field.path();
        let columns = collection_of(lowering).map_or([].as_slice(), |collection| &collection.columns);
        let columns: Vec<Column> = columns.iter().filter(|column| is_at(column.property, path)).copied().collect();
        let order = Order { columns, ascending: !key.descending, span: key.span };
        if order.columns.is_empty() {
            lowering.refuse(UnsupportedFeature::Key(path.clone()), key.span);
        } else {
            order.among(lowering.versions(), lowering);
        }
        order
    }

    fn parts(&self, whole: Whole<Vec<Given>, Order>, lowering: &mut Lowering<'_>) -> Parts {
        let Whole { filter, keys, offset, limit, .. } = whole;
        let order = keys.into_iter().next();
        let version = version(filter.as_deref().unwrap_or_default(), order.as_ref(), lowering);
        let order = order.map(|order| (order.column(version), order.ascending));
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let members = filter.as_ref().map(|given| {
            let members = given.iter().map(Given::member);
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let json = [
            members,
            order.map(|(column, ascending)| format!(r#"{{"orderColumn":"{column}","orderAsc":{ascending}}}"#)),
            count(offset),
            count(limit),
        ];
        let given = filter.into_iter().flatten();
        let given = given.flat_map(|given| given.values.into_iter().map(move |value| (given.name, Some(value))));
        let others = [
            ("orderColumn", order.map(|(column, _)| column.to_owned())),
            ("orderAsc", order.map(|(_, ascending)| ascending.to_string())),
            ("skip", count(offset)),
            ("limit", count(limit)),
        ];
        let parameters = given.chain(others).filter_map(|(name, value)| Some(Parameter { name, value: value? }));
        Parts { method: Method::Get, parameters: parameters.collect(), body: None, json, version }
    }

    fn form(&self) -> Form<'_> {
        Form::Parameters
    }
}

impl Order {
    /// Those of `versions` that have a word for the key; refused where none has.
    fn among(&self, versions: Revisions, lowering: &mut Lowering<'_>) -> Revisions {
        let having = self.columns.iter().fold(Revisions::NONE, |all, column| all | column.revisions);
        if let (true, Some(column)) = ((having & versions).is_empty(), self.columns.first()) {
            lowering.refuse_version(column.word, having, versions, self.span);
        }
        having & versions
    }

    /// The word for the key in the revision at a place.
    fn column(&self, version: Option<usize>) -> &'static str {
        let version = version.map_or(Revisions::ALL, Revisions::only);
        let mut having = self.columns.iter().filter(|column| !(column.revisions & version).is_empty());
        having.next().map_or("", |column| column.word)
    }
}

impl Given {
    /// As a member of a JSON object.
    fn member(&self) -> String {
        match self.values.as_slice() {
            [value] => format!(r#""{}":{}"#, self.name, text(value)),
            values => {
                let values: Vec<String> = values.iter().map(|value| text(value)).collect();
                format!(r#""{}":[{}]"#, self.name, values.join(","))
            }
        }
    }
}

/// The place of the revision that a request names: the oldest that has all that is asked and whose rows show what is
/// looked at in them. Refused where a parameter and such a property have no revision in common.
fn version(filter: &[Given], order: Option<&Order>, lowering: &mut Lowering<'_>) -> Option<usize> {
    let asked = filter.iter().fold(lowering.versions(), |all, given| all & given.revisions);
    let ordered = order.map_or(asked, |order| order.among(asked, lowering));
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

/// All of `items`, where no parameter is given twice and a revision takes them all.
fn together(items: Vec<Vec<Given>>, lowering: &mut Lowering<'_>) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
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

/// One parameter with the values of all `items`, where each gives values for it alone and it takes several.
fn one_of(items: &[Vec<Given>], span: Span, versions: Revisions) -> Option<Given> {
    let mut each = items.iter().map(|item| if let [given] = item.as_slice() { Some(given) } else { None });
    let mut all = each.next()??.clone();
    for given in each {
        let given = given.filter(|given| given.name == all.name)?;
        all.values.extend(given.values.iter().cloned());
        all.revisions = all.revisions & given.revisions;
    }
    let revisions = all.revisions & all.several;
    (!(revisions & versions).is_empty()).then_some(Given { revisions, span, ..all })
}

/// What a comparison asks, and how many values it gives.
fn given(comparison: &Comparison, span: Span, lowering: &mut Lowering<'_>) -> Vec<Given> {
    let Spanned { node: operator, span: operator_span } = comparison.operator;
    let path = comparison.field.path();
    let terms = comparison.operand.terms();
    let questions = collection_of(lowering).map_or([].as_slice(), |collection| &collection.questions);
    let answering = |question: &&Question| is_at(question.property, path) && question.asks.answers(operator, terms);
    let known: Vec<&Question> = questions.iter().filter(answering).collect();
    let versions = lowering.versions();
    let Some(question) = known.iter().find(|question| !(question.revisions & versions).is_empty()) else {
        match known.first() {
            Some(question) => lowering.refuse_version(question.parameter, question.revisions, versions, operator_span),
            None if operator == Operator::In && terms.is_empty() => {
                lowering.refuse(UnsupportedFeature::EmptyList, comparison.operand.span());
            }
            None => lowering.refuse(UnsupportedFeature::NoParameter { operator, path: path.clone() }, operator_span),
        }
        return Vec::new();
    };
    // Revisions may take the same parameter with one value and with several.
    let of_same = |asks: &dyn Fn(Asks) -> bool| {
        let same = known.iter().filter(|other| other.parameter == question.parameter && asks(other.asks));
        same.fold(Revisions::NONE, |all, other| all | other.revisions)
    };
    let (mut revisions, mut feature) = (of_same(&|_| true), question.parameter.to_owned());
    let mut values = Vec::new();
    for term in terms {
        let Some(value) = lowering.plain(term, comparison.field.ty()) else { return Vec::new() };
        if question.asks.is_pattern() && value.contains('*') {
            lowering.refuse(UnsupportedFeature::Wildcard, term.span);
            return Vec::new();
        }
        if let Some(having) = revisions_of(question, term, lowering) {
            if (revisions & having & versions).is_empty() {
                lowering.refuse_version(&value, having, revisions & versions, term.span);
                return Vec::new();
            }
            if revisions & having != revisions {
                feature.clone_from(&value);
            }
            revisions = revisions & having;
        }
        values.push(match operator.text_part() {
            Some(TextPart::Anywhere) => format!("*{value}*"),
            Some(TextPart::Start) => format!("{value}*"),
            Some(TextPart::End) => format!("*{value}"),
            None => value,
        });
    }
    lowering.refuse_foreign_collation(comparison);
    if question.is_assumed {
        lowering.assume(Assumption::ParameterName, comparison.path_span);
    }
    if !of_same(&|asks| asks == Asks::AnyText).is_empty() {
        lowering.assume(Assumption::AnyText, comparison.path_span);
    }
    if matches!(question.asks, Asks::After | Asks::Before) {
        lowering.assume(Assumption::Excluded, operator_span);
    }
    let several = of_same(&|asks| asks == Asks::Values);
    vec![Given { name: question.parameter, values, revisions, several, feature, span }]
}

/// The revisions that have the word `term`, where it is one of an enum and one is known to have it.
fn revisions_of(question: &Question, term: &Term, lowering: &Lowering<'_>) -> Option<Revisions> {
    let (tables, _) = lowering.endpoint().and_then(Endpoint::collection)?;
    match term.value()? {
        Value::Text(word) => tables.revisions_of_word(question.ty?, word),
        _ => None,
    }
}

impl Asks {
    /// Whether it is asked by `operator` with `terms`.
    fn answers(self, operator: Operator, terms: &[Term]) -> bool {
        let is_one = operator == Operator::Equal || operator == Operator::In && terms.len() == 1;
        match self {
            Self::Text | Self::AnyText => is_one || operator.text_part().is_some(),
            Self::Value => is_one,
            Self::Values => is_one || operator == Operator::In && !terms.is_empty(),
            Self::True => is_one && terms.iter().all(|term| matches!(term.value(), Some(Value::Boolean(true)))),
            Self::After => operator == Operator::Greater,
            Self::Before => operator == Operator::Less,
        }
    }

    fn is_pattern(self) -> bool {
        matches!(self, Self::Text | Self::AnyText)
    }
}
