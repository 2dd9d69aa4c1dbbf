//! Veeam Backup & Replication, REST API 1.3: collections that are asked by typed parameters.
//!
//! From the vendor's specification 1.3-rev2: a collection takes a parameter a property and question, such as
//! `createdAfterFilter`; `nameFilter` takes `*` at its start and end, and on sessions it matches any text of a session;
//! there is no or, no not and no collation. Sorting is `orderColumn`, whose words are listed for sessions, and `orderAsc`;
//! paging is `skip` and `limit`, 200 unless given. Not documented: how text is compared, and whether an instant itself is
//! after it. That all parameters together must hold is taken from how such parameters are used everywhere.
//! Of rows only the sessions' are known here; that another collection's parameter asks for the property of its name is
//! assumed.

use super::endpoint::{Known, Paging};
use super::error::{Assumption, Unsendable};
use super::expression::text;
use super::lowering::{Language, Lowering, Whole};
use super::read::Form;
use super::request::{Method, Parameter, Parts};
use super::rows::{each, schema, words};
use super::{Dialect, Endpoint, EnvelopeFacts, Facts, Profile};
use crate::collation::Collation;
use crate::filter::{Comparison, Filter, FilterKind, Operand, SortKey};
use crate::operator::Operator;
use crate::path::Path;
use crate::schema::{Field, Schema};
use crate::span::{Span, Spanned};
use crate::ty::Type;

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
        headers: &[("Accept", "application/json"), ("x-api-version", "1.3-rev1")],
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
    endpoints: &[
        collection("sessions", sessions),
        collection("jobs", || named("jobs", JOBS)),
        collection("jobs/states", || named("jobs/states", JOB_STATES)),
        collection("restorePoints", || named("restorePoints", RESTORE_POINTS)),
        collection("backups", || named("backups", BACKUPS)),
        collection("backupObjects", || named("backupObjects", BACKUP_OBJECTS)),
        collection("backupInfrastructure/repositories", || named("repositories", REPOSITORIES)),
    ],
};

const fn collection(template: &'static str, schema: fn() -> Schema) -> Known {
    Known::new(template, schema).paged(Paging::new(Some(200), None))
}

/// A parameter: the property it asks for, and what it asks of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) property: &'static str,
    pub(super) asks: Asks,
    pub(super) parameter: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// For text, with `*` at its ends.
    Text,
    /// For an equal value.
    Value,
    /// For what is later.
    After,
    /// For what is earlier.
    Before,
}

const fn ask(property: &'static str, asks: Asks, parameter: &'static str) -> Question {
    Question { property, asks, parameter }
}

const SESSIONS: &[Question] = &[
    ask("name", Asks::Text, "nameFilter"),
    ask("creationTime", Asks::After, "createdAfterFilter"),
    ask("creationTime", Asks::Before, "createdBeforeFilter"),
    ask("endTime", Asks::After, "endedAfterFilter"),
    ask("endTime", Asks::Before, "endedBeforeFilter"),
    ask("sessionType", Asks::Value, "typeFilter"),
    ask("state", Asks::Value, "stateFilter"),
    ask("result.result", Asks::Value, "resultFilter"),
    ask("jobId", Asks::Value, "jobIdFilter"),
];

/// The words of `orderColumn` on sessions, and the properties they are taken to stand for.
pub(super) const SESSION_COLUMNS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("sessionType", "SessionType"),
    ("creationTime", "CreationTime"),
    ("endTime", "EndTime"),
    ("state", "State"),
    ("result.result", "Result"),
    ("initiatedBy", "InitiatedBy"),
];

const JOBS: &[Question] = &[ask("name", Asks::Text, "nameFilter"), ask("type", Asks::Value, "typeFilter")];

const JOB_STATES: &[Question] = &[
    ask("id", Asks::Value, "idFilter"),
    ask("name", Asks::Text, "nameFilter"),
    ask("type", Asks::Value, "typeFilter"),
    ask("lastResult", Asks::Value, "lastResultFilter"),
    ask("status", Asks::Value, "statusFilter"),
    ask("workload", Asks::Value, "workloadFilter"),
    ask("lastRun", Asks::After, "lastRunAfterFilter"),
    ask("lastRun", Asks::Before, "lastRunBeforeFilter"),
    ask("repositoryId", Asks::Value, "repositoryIdFilter"),
];

const RESTORE_POINTS: &[Question] = &[
    ask("creationTime", Asks::After, "createdAfterFilter"),
    ask("creationTime", Asks::Before, "createdBeforeFilter"),
    ask("name", Asks::Text, "nameFilter"),
    ask("platformName", Asks::Value, "platformNameFilter"),
    ask("platformId", Asks::Value, "platformIdFilter"),
    ask("backupId", Asks::Value, "backupIdFilter"),
    ask("backupObjectId", Asks::Value, "backupObjectIdFilter"),
    ask("malwareStatus", Asks::Value, "malwareStatusFilter"),
    ask("type", Asks::Value, "typeFilter"),
];

const BACKUPS: &[Question] = &[
    ask("name", Asks::Text, "nameFilter"),
    ask("creationTime", Asks::After, "createdAfterFilter"),
    ask("creationTime", Asks::Before, "createdBeforeFilter"),
    ask("platformId", Asks::Value, "platformIdFilter"),
    ask("jobId", Asks::Value, "jobIdFilter"),
    ask("policyUniqueId", Asks::Value, "policyUniqueIdFilter"),
    ask("jobType", Asks::Value, "jobTypeFilter"),
];

const BACKUP_OBJECTS: &[Question] = &[
    ask("name", Asks::Text, "nameFilter"),
    ask("platformName", Asks::Value, "platformNameFilter"),
    ask("platformId", Asks::Value, "platformIdFilter"),
    ask("type", Asks::Value, "typeFilter"),
    ask("viType", Asks::Value, "viTypeFilter"),
];

const REPOSITORIES: &[Question] = &[
    ask("name", Asks::Text, "nameFilter"),
    ask("type", Asks::Value, "typeFilter"),
    ask("hostId", Asks::Value, "hostIdFilter"),
    ask("path", Asks::Value, "pathFilter"),
];

/// The parameters of the endpoint at `template`.
pub(super) fn questions(template: &str) -> &'static [Question] {
    match template {
        "sessions" => SESSIONS,
        "jobs" => JOBS,
        "jobs/states" => JOB_STATES,
        "restorePoints" => RESTORE_POINTS,
        "backups" => BACKUPS,
        "backupObjects" => BACKUP_OBJECTS,
        "backupInfrastructure/repositories" => REPOSITORIES,
        _ => &[],
    }
}

fn sessions() -> Schema {
    let states = "Stopped Starting Stopping Working Pausing Resuming WaitingTape Idle Postprocessing WaitingRepository \
                  WaitingSlot ActionRequired";
    let fields = each("id jobId", Type::Uuid)
        .chain(each("name", Type::Text))
        .chain(each("sessionType", words("ESessionType", "")))
        .chain(each("creationTime endTime?", Type::DateTime))
        .chain(each("state", words("ESessionState", states)))
        .chain(each("progressPercent?", Type::Integer))
        .chain(each("result.result?", words("ESessionResult", "None Success Warning Failed")))
        .chain(each("resourceId? parentSessionId? platformId? relatedSessionId?", Type::Uuid))
        .chain(each("resourceReference? platformName? initiatedBy? algorithm?", Type::Text))
        .chain(each("usn", Type::Integer));
    schema("vbr sessions", fields)
}

/// The fields that `questions` ask for.
fn named(origin: &str, questions: &[Question]) -> Schema {
    let field = |question: &Question| {
        let ty = match question.asks {
            Asks::Text => Type::Text,
            Asks::Value => Type::Any,
            Asks::After | Asks::Before => Type::DateTime,
        };
        Field::new(question.property, ty)
    };
    schema(&format!("vbr {origin}"), questions.iter().map(field))
}

struct Parameters;

/// A parameter that is given, and where the query says so.
struct Given {
    name: &'static str,
    value: String,
    span: Span,
}

/// The column that rows are put in order by.
#[derive(Clone, Copy)]
struct Order {
    column: &'static str,
    ascending: bool,
}

impl Language for Parameters {
    type Said = Vec<Given>;
    type Key = Order;

    fn say(&self, filter: &Filter, items: Vec<Vec<Given>>, lowering: &mut Lowering<'_>) -> Vec<Given> {
        let refused = match &filter.kind {
            FilterKind::Comparison(comparison) => return given(comparison, filter.span, lowering),
            FilterKind::And(_) => return together(items, lowering),
            FilterKind::Constant(_) => Unsendable::Constant,
            FilterKind::Not(_) => Unsendable::Connective("not"),
            FilterKind::Or(_) => Unsendable::Connective("or"),
            FilterKind::Xor(_) => Unsendable::Connective("xor"),
        };
        lowering.refuse(refused, filter.span);
        Vec::new()
    }

    fn key(&self, key: &SortKey, lowering: &mut Lowering<'_>) -> Order {
        lowering.refuse_foreign_key_collation(key);
        let path = key.field.path();
        let columns =
            if lowering.endpoint().and_then(Endpoint::template) == Some("sessions") { SESSION_COLUMNS } else { &[] };
        let known = columns.iter().find(|(property, _)| Path::from(*property) == *path);
        if known.is_none() {
            lowering.refuse(Unsendable::Key(path.clone()), key.span);
        }
        Order { column: known.map_or("", |(_, column)| column), ascending: !key.descending }
    }

    fn parts(&self, whole: Whole<Vec<Given>, Order>) -> Parts {
        let Whole { filter, keys, offset, limit, .. } = whole;
        let order = keys.into_iter().next();
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        let members = filter.as_ref().map(|given| {
            let members = given.iter().map(|given| format!(r#""{}":{}"#, given.name, text(&given.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        });
        let json = [
            members,
            order.map(|order| format!(r#"{{"orderColumn":"{}","orderAsc":{}}}"#, order.column, order.ascending)),
            count(offset),
            count(limit),
        ];
        let given = filter.into_iter().flatten().map(|given| (given.name, Some(given.value)));
        let others = [
            ("orderColumn", order.map(|order| order.column.to_owned())),
            ("orderAsc", order.map(|order| order.ascending.to_string())),
            ("skip", count(offset)),
            ("limit", count(limit)),
        ];
        let parameters = given.chain(others).filter_map(|(name, value)| Some(Parameter { name, value: value? }));
        Parts { method: Method::Get, parameters: parameters.collect(), body: None, json }
    }

    fn form(&self) -> Form<'_> {
        Form::Parameters
    }
}

/// All of `items`, where no parameter is given twice.
fn together(items: Vec<Vec<Given>>, lowering: &mut Lowering<'_>) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
    for given in items.into_iter().flatten() {
        if all.iter().any(|earlier| earlier.name == given.name) {
            lowering.refuse(Unsendable::Twice { parameter: given.name }, given.span);
        } else {
            all.push(given);
        }
    }
    all
}

fn given(comparison: &Comparison, span: Span, lowering: &mut Lowering<'_>) -> Vec<Given> {
    let Spanned { node: operator, span: operator_span } = comparison.operator;
    let path = comparison.field.path();
    let template = lowering.endpoint().and_then(Endpoint::template).unwrap_or_default();
    let of_path = questions(template).iter().filter(|question| Path::from(question.property) == *path);
    let Some(question) = of_path.copied().find(|question| question.asks.answers(operator)) else {
        lowering.refuse(Unsendable::NoParameter { operator, path: path.clone() }, operator_span);
        return Vec::new();
    };
    let Operand::One(term) = &comparison.operand else { return Vec::new() };
    let Some(value) = lowering.plain(term, comparison.field.ty()) else { return Vec::new() };
    if question.asks == Asks::Text && value.contains('*') {
        lowering.refuse(Unsendable::Wildcard, term.span);
        return Vec::new();
    }
    lowering.refuse_foreign_collation(comparison);
    if template != "sessions" {
        lowering.assume(Assumption::ParameterName, comparison.path_span);
    } else if question.asks == Asks::Text {
        lowering.assume(Assumption::AnyText, comparison.path_span);
    }
    if matches!(question.asks, Asks::After | Asks::Before) {
        lowering.assume(Assumption::Excluded, operator_span);
    }
    let value = match operator {
        Operator::Contains => format!("*{value}*"),
        Operator::StartsWith => format!("{value}*"),
        Operator::EndsWith => format!("*{value}"),
        _ => value,
    };
    vec![Given { name: question.parameter, value, span }]
}

impl Asks {
    fn answers(self, operator: Operator) -> bool {
        match self {
            Self::Text => {
                matches!(operator, Operator::Equal | Operator::Contains | Operator::StartsWith | Operator::EndsWith)
            }
            Self::Value => operator == Operator::Equal,
            Self::After => operator == Operator::Greater,
            Self::Before => operator == Operator::Less,
        }
    }
}
