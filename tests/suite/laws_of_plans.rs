//! The law of plans: the residual query over the rows of all fetched pages has the result of the query over all rows.
//! It must hold for every query, dialect and list of supported operators, and for a server that behaves at random
//! wherever nothing is documented. The server keeps the promises that the plan depends on, and no others.
//!
//! `TAMIS_PLANS=1000000 cargo test --release --test suite laws_of_plans::` tries that many plans.

use std::cell::Cell;
use std::io::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};
use serde_json::{Value as Json, json};
use tamis::endpoint::{Assume, Paging, Supports};
use tamis::{Collation, Dialect, Endpoint, Field, Operator, Query, Request, Schema, Type};

use crate::common::generate::{self, bindings, case, plain_case};
use crate::common::moody::{Moods, moods};

/// The free choices of a server.
#[derive(Clone, Debug)]
struct Server {
    dialect: Dialect,
    /// For each field: its listed operators, if any, `true` if it is sortable, and `true` if it is never null.
    fields: Vec<(Option<Vec<Operator>>, bool, bool)>,
    takes: [bool; 3],
    default: u64,
    largest: Option<u64>,
    moods: Moods,
    /// The promises granted to the plan.
    granted: Vec<Assume>,
    has_total: bool,
}

fn servers() -> impl Strategy<Value = Server> {
    let operators = prop::option::weighted(0.2, prop::sample::subsequence(Operator::ALL, 0..=Operator::ALL.len()));
    let fields = prop::collection::vec((operators, prop::bool::weighted(0.7), any::<bool>()), 24);
    let dialects: Vec<Dialect> = Dialect::ALL.iter().copied().filter(|dialect| *dialect != Dialect::Vbr).collect();
    let takes = [prop::bool::weighted(0.9), prop::bool::weighted(0.9), prop::bool::weighted(0.9)];
    let pages = (1..6_u64, prop::option::of(1..8_u64));
    let granted = prop::sample::subsequence(Assume::ALL, 0..=Assume::ALL.len());
    (select(dialects), fields, takes, pages, moods(), granted, any::<bool>()).prop_map(
        |(dialect, fields, takes, (default, largest), moods, granted, has_total)| {
            let default = largest.map_or(default, |largest: u64| default.min(largest));
            Server { dialect, fields, takes, default, largest, moods, granted, has_total }
        },
    )
}

impl Server {
    /// Returns the endpoint for rows of `schema`; if `has_required`, some of its fields are never null.
    fn endpoint(&self, schema: &Schema, has_required: bool) -> Endpoint {
        let limited = |(field, (operators, sorts, required)): (&Field, &(Option<Vec<Operator>>, bool, bool))| {
            let field = if *required && has_required && filler(field).is_some() {
                field.clone().required()
            } else {
                field.clone()
            };
            let field = if *sorts { field.clone() } else { field.clone().unsortable() };
            match operators {
                Some(operators) => field.operators(operators.iter().copied()),
                None => field,
            }
        };
        let fields = schema.fields().zip(self.fields.iter().cycle()).map(limited);
        let schema = match schema.is_open() {
            true => schema.clone(),
            false => Schema::builder("things").fields(fields).collation(schema.collation()).build().unwrap(),
        };
        let mut takes = Supports::EVERYTHING;
        [takes.filter, takes.sort, takes.paging] = self.takes;
        let endpoint = self.dialect.endpoint("things").unwrap().with_schema(schema).with_supports(takes);
        endpoint.with_paging(Paging::new(Some(self.default), self.largest))
    }

    /// Returns the answer to `request` from `rows`, with the promises in `kept` kept.
    fn answer(&self, request: &Request, schema: &Schema, rows: &[Json], kept: &[Assume]) -> Json {
        let reading = self.dialect.decompile(&request.to_json(), schema).unwrap_or_else(|error| panic!("{error}"));
        let received = reading.query();
        let page = received.page();
        // The query without its page; collations that the request cannot carry are the server's choice.
        let text = received.to_string();
        let clauses =
            [page.offset.map(|n| format!("offset {}", n.node)), page.limit.map(|n| format!("limit {}", n.node))];
        let mut text = clauses.into_iter().flatten().fold(text, |text, clause| text.replacen(&clause, "", 1));
        let moods = self.moods.clone().keeping(kept);
        let mood = if kept.contains(&Assume::CaseSensitive) { Collation::Ordinal } else { moods.text };
        if matches!(self.dialect, Dialect::One | Dialect::GoogleCloud) && mood != Collation::Ordinal {
            text = text.replace("collate ordinal", "collate ignorecase");
        }
        let own = match self.dialect {
            Dialect::Ahv | Dialect::Vspc => Collation::Ordinal,
            Dialect::One => Collation::IgnoreCase,
            _ => mood,
        };
        let schema = schema.with_collation(own);
        let query = Query::parse(&text, &schema).unwrap_or_else(|error| panic!("{text}: {error}"));
        let matching = moods.find(&query, &schema, rows);
        let total = matching.len();
        let count = |count: u64| usize::try_from(count).unwrap();
        let offset = page.offset.map_or(0, |offset| count(offset.node));
        let most = self.largest.map_or(usize::MAX, count);
        let limit = page.limit.map_or(count(self.default), |limit| count(limit.node)).min(most);
        let limit = if self.takes[2] { limit } else { usize::MAX };
        let page: Vec<&Json> = matching.into_iter().skip(offset).take(limit).collect();
        let total = if self.has_total { json!(total) } else { Json::Null };
        match self.dialect {
            Dialect::Ahv => json!({"results": page, "totalCount": total}),
            Dialect::Vspc => json!({"data": page, "meta": {"pagingInfo": {"total": total}}}),
            Dialect::One => json!({"items": page, "totalCount": total}),
            _ => json!({"data": page, "pagination": {"total": total}}),
        }
    }
}

#[test]
fn a_plan_has_the_result_of_the_query() {
    let wanted: u32 = std::env::var("TAMIS_PLANS").map_or(1_000, |plans| plans.parse().expect("a number of plans"));
    let [plans, pushed, whole, assuming] = [const { Cell::new(0_u32) }; 4];
    let law = |((ground, text, rows), server): ((generate::Ground, String, Vec<Json>), Server)| -> TestCaseResult {
        // Equal rows could not be distinguished in the result.
        let mut rows: Vec<Json> = rows.into_iter().enumerate().map(|(index, row)| numbered(row, index)).collect();
        let schema = ground.schema();
        rows.iter_mut().for_each(|row| keep_to_words(row, &schema));
        // A field that the query compares with null may be null.
        let stricter = server.endpoint(&schema, true);
        let endpoint = match Query::parse(&text, stricter.schema()) {
            Ok(_) => stricter,
            Err(_) => server.endpoint(&schema, false),
        };
        rows.iter_mut().for_each(|row| fill(row, endpoint.schema()));
        let query = Query::parse(&text, endpoint.schema()).and_then(|query| query.bind(&bindings()));
        let query = query.map_err(|error| TestCaseError::fail(format!("`{text}`: {error}")))?;
        let expected: Vec<Json> = query.compile().unwrap().run(&rows).into_iter().cloned().collect();
        let plan = query
            .split_assuming(&endpoint, &server.granted)
            .map_err(|error| TestCaseError::fail(format!("`{text}`: {error}")))?;
        let (mut pages, mut received) = (plan.pages(), Vec::new());
        while let Some(request) = pages.request() {
            let json: Json = serde_json::from_str(&request.to_json()).unwrap_or_default();
            let limit = json.get("limit").and_then(Json::as_u64);
            prop_assert!(server.largest.is_none() || limit <= server.largest, "`{}` requests {:?} rows", text, limit);
            prop_assert!(request.warnings().iter().all(|warning| warning.code() == "tamis::lower::assumed"));
            let answer = server.answer(&request, endpoint.schema(), &rows, plan.assumed());
            let page = pages.receive(&answer);
            received.extend_from_slice(page.map_err(|error| TestCaseError::fail(format!("`{text}`: {error}")))?);
            prop_assert!(received.len() <= rows.len(), "`{}` fetches more rows than there are", text);
        }
        let found: Vec<Json> = plan.residual().compile().unwrap().run(&received).into_iter().cloned().collect();
        prop_assert!(plan.assumed().iter().all(|assume| server.granted.contains(assume)));
        assuming.set(assuming.get() + u32::from(!plan.assumed().is_empty()));
        prop_assert_eq!(found, expected, "`{}`\n{}{:?}", text, plan, server);
        plans.set(plans.get() + 1);
        pushed.set(pushed.get() + u32::from(!plan.pushed().is_empty()));
        whole.set(whole.get() + u32::from(plan.is_fully_pushed()));
        Ok(())
    };
    let config = ProptestConfig { cases: wanted, failure_persistence: None, ..ProptestConfig::default() };
    let cases = (prop_oneof![1 => case(0..16, generate::query), 3 => plain_case(16)], servers());
    // The plans are the same on each run unless a number is given, so that a new failure belongs to the change at hand.
    let mut runner = match std::env::var_os("TAMIS_PLANS") {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    match runner.run(&cases, law) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
    let percent = |part: &Cell<u32>| part.get() * 100 / plans.get().max(1);
    let (pushed, whole, assuming) = (percent(&pushed), percent(&whole), percent(&assuming));
    writeln!(
        std::io::stderr(),
        "plans: {} tried; {pushed} % push a condition, {whole} % are fully pushed down, {assuming} % depend on a promise",
        plans.get()
    )
    .expect("standard error takes a line");
    assert!(pushed > 15 && (2..90).contains(&whole) && assuming > 1, "too few for a law");
}

/// Replaces texts that are no words of the enum by words: an API that has a word in one case has it in no other.
fn keep_to_words(row: &mut Json, schema: &Schema) {
    for field in schema.fields() {
        let enumeration = match field.ty() {
            Type::Enum(enumeration) => enumeration,
            Type::Array(element) => match &**element {
                Type::Enum(enumeration) => enumeration,
                _ => continue,
            },
            _ => continue,
        };
        let found = field.path().names().try_fold(&mut *row, |json, name| json.as_object_mut()?.get_mut(name));
        let keep = |json: &mut Json| {
            if let Json::String(text) = json
                && enumeration.words().all(|word| word != text)
            {
                *text = enumeration.words().next().unwrap_or_default().to_owned();
            }
        };
        match found {
            Some(Json::Array(elements)) => elements.iter_mut().for_each(keep),
            Some(json) => keep(json),
            None => {}
        }
    }
}

/// Returns a value of the type of `field`, or `None` unless it is a simple one at the top of rows.
fn filler(field: &Field) -> Option<Json> {
    let value = match field.ty() {
        Type::Text => json!("b"),
        Type::Enum(words) => json!(words.words().next()?),
        Type::Integer => json!(5),
        Type::Number => json!(0.5),
        Type::Boolean => json!(true),
        Type::DateTime => json!("2026-01-31T00:00:00Z"),
        Type::Duration => json!("PT30M"),
        Type::Uuid => json!("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        _ => return None,
    };
    (field.path().names().len() == 1).then_some(value)
}

/// Inserts a value where `row` has none and `schema` promises one.
fn fill(row: &mut Json, schema: &Schema) {
    for field in schema.fields().filter(|field| !field.is_nullable()) {
        let nullable =
            Schema::builder("one field").field(Field::new(field.path().clone(), field.ty().clone())).build().unwrap();
        let query = Query::parse(&format!("{} == null", field.path()), &nullable).unwrap();
        let (Some(value), true) = (filler(field), query.compile().unwrap().matches(&*row)) else { continue };
        if let (Some(members), Some(name)) = (row.as_object_mut(), field.path().names().next()) {
            members.insert(name.to_owned(), value);
        }
    }
}

/// Returns `row` with a member that no other row has.
fn numbered(mut row: Json, index: usize) -> Json {
    if let Some(members) = row.as_object_mut() {
        members.insert("#".to_owned(), json!(index));
    }
    row
}
