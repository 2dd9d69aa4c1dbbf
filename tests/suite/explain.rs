//! Explanations, funnels and surveys: the laws that they obey, and their texts.
//!
//! Each `tests/explain/TOPIC.tamis` is a query after lines of the form `# row: JSON`. The `.txt` beside it has the
//! explanation of each row, the funnel, and the hints of the survey. The query may also have a line
//! `# schema: sessions` (the rows of this endpoint of AHV), a line `# clock: TIME`, and lines `# parameter: name=JSON`.
//! With `TAMIS_BLESS=1` in the environment the `.txt` files are written; read the changes before they are committed.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value as Json, json};
use tamis::explain::{HintKind, Lookup, NearMissKind, Reason};
use tamis::tree::{Comparison, Filter, FilterKind, Term};
use tamis::{Bindings, Collation, Dialect, Field, Operator, Query, Schema, Type, Value};

use crate::common::generate::{self, Phrase, bindings, case};
use crate::common::is_blessing;
use crate::common::law::{accepted, hold};
use crate::common::naive;

/// The most comparisons of which all sets are tried.
const MOST: usize = 10;

#[test]
fn reasons_are_the_first_smallest_set_that_decides() {
    let sets: Vec<Vec<u32>> = (0..=MOST).map(sets_of).collect();
    let (rows_explained, exhaustive, several) = (Cell::new(0_u64), Cell::new(0_u64), Cell::new(0_u64));
    let add = |count: &Cell<u64>, one: bool| count.set(count.get() + u64::from(one));
    hold(1_000, case(20, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, accepted(&text, Query::parse(&text, &ground.schema()))?.bind(&bindings()))?;
        let program = accepted(&text, query.compile())?;
        let (twin, comparisons) = (ground.twin(), query.comparisons());
        for row in &rows {
            let explanation = program.explain(row);
            let matches = twin.matches(query.filter(), row);
            prop_assert_eq!(explanation.matches(), matches, "the twin is right about `{}` on {}", text, row);
            let truth: Vec<bool> = comparisons.iter().map(|comparison| twin.holds(comparison, row)).collect();
            let mut core = 0_u32;
            for reason in explanation.reasons() {
                let is_it = |known: &&Comparison| std::ptr::eq(*known, reason.comparison);
                let place = comparisons.iter().position(is_it).expect("a comparison of the query");
                prop_assert_eq!(reason.holds, truth[place] != reason.negated, "`{}` on {}", reason.text(), row);
                reason_is_sound(reason, matches, row)?;
                core |= 1 << place;
            }
            add(&rows_explained, true);
            if truth.len() <= MOST {
                let expected = smallest(query.filter(), &truth, &sets[truth.len()]);
                prop_assert_eq!(core, expected, "the comparisons that decide in `{}` on {}", text, row);
                add(&exhaustive, true);
                add(&several, core.count_ones() > 1);
            }
            let shown = explanation.to_string();
            prop_assert_eq!(shown.lines().count(), explanation.reasons().len().max(1), "{}", shown);
            prop_assert!(!shown.contains(|character: char| character.is_control() && character != '\n'), "{}", shown);
        }
        Ok(())
    });
    let (rows, exhaustive, several) = (rows_explained.get(), exhaustive.get(), several.get());
    writeln!(std::io::stderr(), "explain: {rows} rows, {exhaustive} against all sets, {several} with several reasons")
        .expect("standard error takes a line");
    assert!(exhaustive > rows / 2 && several > rows / 10, "{exhaustive} and {several} of {rows}");
}

/// Returns all sets of `count` comparisons, as bits: the smallest first, and of equally small ones the one that comes
/// first in the source.
fn sets_of(count: usize) -> Vec<u32> {
    let places = |set: u32| (0..u32::BITS).filter(move |place| set & (1 << place) != 0);
    let mut sets: Vec<u32> = (0..1 << count).collect();
    sets.sort_by_key(|set| (set.count_ones(), places(*set).collect::<Vec<_>>()));
    sets
}

/// Returns the first of `sets` that decides: the filter keeps its result whatever the comparisons outside are.
fn smallest(filter: &Filter, truth: &[bool], sets: &[u32]) -> u32 {
    let given = truth.iter().enumerate().fold(0, |bits, (place, holds)| bits | u32::from(*holds) << place);
    let outcomes: Vec<bool> = (0..1_u32 << truth.len()).map(|bits| outcome(filter, &mut 0, bits)).collect();
    let is = |bits: u32| outcomes[bits as usize];
    let decides = |set: &u32| {
        (0..1_u32 << truth.len()).filter(|bits| (bits ^ given) & set == 0).all(|bits| is(bits) == is(given))
    };
    *sets.iter().find(|set| decides(set)).expect("all comparisons together decide")
}

/// Returns the result of `filter` if its comparisons, from number `next` on, have the truth of the bits.
fn outcome(filter: &Filter, next: &mut u32, bits: u32) -> bool {
    let mut count = |items: &[Filter]| items.iter().filter(|item| outcome(item, next, bits)).count();
    match &filter.kind {
        FilterKind::Constant(constant) => *constant,
        FilterKind::Comparison(_) => {
            *next += 1;
            bits & (1 << (*next - 1)) != 0
        }
        FilterKind::Not(operand) => !outcome(operand, next, bits),
        FilterKind::And(items) => count(items) == items.len(),
        FilterKind::Or(items) => count(items) > 0,
        FilterKind::Xor(items) => count(items) == 1,
        unknown => panic!("unknown: {unknown:?}"),
    }
}

/// Checks the fields of a reason.
fn reason_is_sound(reason: &Reason<'_>, matches: bool, row: &Json) -> TestCaseResult {
    if let Some(wanted) = reason.wanted {
        prop_assert_eq!(reason.holds == wanted, matches, "`{}` on {}", reason.text(), row);
    }
    prop_assert!(reason.source().get(reason.span.range()) == Some(reason.text()));
    prop_assert!(reason.near_miss.is_none() || (!reason.holds && !matches), "`{}` on {}", reason.text(), row);
    // Follow the path to the found value, name by name.
    let (mut here, mut names) = (Some(row), reason.comparison.field.path().names());
    let depth = match reason.found {
        Lookup::Value(_) => names.len(),
        Lookup::Missing { after, .. } | Lookup::Blocked { after, .. } => after,
        unknown => panic!("unknown: {unknown:?}"),
    };
    for name in names.by_ref().take(depth) {
        here = here.and_then(|json| json.as_object()?.get(name));
    }
    let here = here.expect("the path up to there");
    match reason.found {
        Lookup::Value(json) => prop_assert!(std::ptr::eq(json, here)),
        Lookup::Missing { nearest, .. } => {
            let members = here.as_object().expect("an object");
            prop_assert!(!members.contains_key(names.next().expect("a name")));
            prop_assert!(nearest.is_none_or(|near| members.contains_key(near)));
        }
        _ => prop_assert!(!here.is_object() && names.next().is_some()),
    }
    Ok(())
}

#[test]
fn near_misses_are_near() {
    let found: Cell<[u64; 7]> = Cell::default();
    let phrases = |vocabulary| generate::phrase(vocabulary, Operator::ALL);
    hold(4_000, case(20, phrases), |(ground, phrase, rows)| {
        let Phrase { text, path, .. } = phrase;
        let query = accepted(&text, accepted(&text, Query::parse(&text, &ground.schema()))?.bind(&bindings()))?;
        let program = accepted(&text, query.compile())?;
        for row in &rows {
            let explanation = program.explain(row);
            let [reason] = explanation.reasons() else { panic!("one comparison decides") };
            let (Some(miss), Lookup::Value(json)) = (reason.near_miss, reason.found) else { continue };
            let comparison = reason.comparison;
            let collation = comparison.collation.map_or(ground.schema().collation(), |collation| collation.node);
            let same = |a: &str, b: &str, collation| naive::compare(collation, a, b).is_eq();
            let value = miss.element.unwrap_or(json).as_str().unwrap_or_default();
            let (term, operator) = (miss.term.map_or("", text_of), comparison.operator.node);
            let parts: Vec<&str> = match operator {
                _ if miss.element.is_some() => vec![value],
                Operator::Contains => naive::substrings(value),
                Operator::StartsWith => naive::cuts(value).into_iter().map(|cut| &value[..cut]).collect(),
                Operator::EndsWith => naive::cuts(value).into_iter().map(|cut| &value[cut..]).collect(),
                _ => vec![value],
            };
            let written = miss.term.map_or("", |term| term.span.of(&text));
            // The same field in another comparison.
            let holds = |operator: Operator, operand: &str| {
                let text = format!("{path} {operator} {operand} collate {collation}");
                let query = accepted(&text, accepted(&text, Query::parse(&text, &ground.schema()))?.bind(&bindings()))?;
                Ok::<bool, TestCaseError>(accepted(&text, query.compile())?.matches(row))
            };
            let is_near = match miss.kind {
                NearMissKind::Case => parts.iter().any(|part| same(part, term, Collation::IgnoreCase)),
                NearMissKind::Space => parts.iter().any(|part| same(part.trim(), term.trim(), collation)),
                NearMissKind::Edit if collation == Collation::Ordinal => parts.iter().any(|part| one_edit(part, term)),
                NearMissKind::Bound => holds(Operator::Equal, written)?,
                NearMissKind::Extra => {
                    let only =
                        with_value(row, &comparison.field.path().names().collect::<Vec<_>>(), json!([miss.element]));
                    !ground.twin().holds(comparison, &only)
                }
                NearMissKind::Lacking => !holds(operator, &format!("({written})"))?,
                _ => true,
            };
            prop_assert!(is_near, "{:?} of `{}` on {}", miss, text, row);
            let mut counts = found.get();
            counts[miss.kind as usize] += 1;
            found.set(counts);
        }
        Ok(())
    });
    writeln!(std::io::stderr(), "near misses, by kind: {:?}", found.get()).expect("standard error takes a line");
    assert!(found.get().iter().all(|count| *count > 0), "{found:?}");
}

fn text_of(term: &Term) -> &str {
    match term.value() {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// Returns `true` if the texts differ by one character inserted, deleted or replaced, or by two swapped.
fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = |a: &[char], b: &[char]| (0..a.len()).any(|out| [&a[..out], &a[out + 1..]].concat() == b);
    let differing: Vec<usize> = (0..a.len().min(b.len())).filter(|place| a[*place] != b[*place]).collect();
    let swapped = |x: usize, y: usize| y == x + 1 && a[x] == b[y] && a[y] == b[x];
    match a.len().abs_diff(b.len()) {
        0 => matches!(differing[..], [_]) || matches!(differing[..], [x, y] if swapped(x, y)),
        _ => shorter(&a, &b) || shorter(&b, &a),
    }
}

/// Returns `row` with `value` at a path.
fn with_value(row: &Json, names: &[&str], value: Json) -> Json {
    let mut row = row.clone();
    let mut here = &mut row;
    for name in names {
        here = here.get_mut(*name).expect("the path that was found");
    }
    *here = value;
    row
}

#[test]
fn a_funnel_counts_the_rows_of_each_item() {
    hold(300, case(30, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, accepted(&text, Query::parse(&text, &ground.schema()))?.bind(&bindings()))?;
        let program = accepted(&text, query.compile())?;
        let (twin, mut funnel) = (ground.twin(), program.funnel());
        for row in &rows {
            prop_assert_eq!(funnel.observe(row), twin.matches(query.filter(), row), "`{}` on {}", text, row);
        }
        let items = match &query.filter().kind {
            FilterKind::And(items) => items.as_slice(),
            FilterKind::Constant(true) if query.filter().span.is_empty() => &[],
            _ => std::slice::from_ref(query.filter()),
        };
        prop_assert_eq!((funnel.rows(), funnel.stages().len()), (rows.len() as u64, items.len()));
        for (place, stage) in funnel.stages().iter().enumerate() {
            let holds = |item: &Filter, row: &Json| twin.matches(item, row);
            let alone = rows.iter().filter(|row| holds(&items[place], row)).count();
            let left = rows.iter().filter(|row| items[..=place].iter().all(|item| holds(item, row))).count();
            prop_assert_eq!((stage.alone, stage.left), (alone as u64, left as u64), "`{}` of `{}`", stage.text(), text);
        }
        Ok(())
    });
}

/// Returns the value of `row` at `path`, which may be null.
fn at<'r>(row: &'r Json, path: &tamis::Path) -> Option<&'r Json> {
    path.names().try_fold(row, |json, name| json.as_object()?.get(name))
}

/// Returns `true` if the row, or an object on the path, has no member of the next name, or `None` if null ends the path
/// earlier.
fn lacks(row: &Json, path: &tamis::Path) -> Option<bool> {
    let mut here = row;
    for name in path.names() {
        match here.get(name) {
            Some(member) => here = member,
            None if here.is_null() && !std::ptr::eq(here, row) => return None,
            None => return Some(here.is_object() || std::ptr::eq(here, row)),
        }
    }
    Some(false)
}

#[test]
fn hints_are_true_of_the_rows_and_every_missing_name_has_one() {
    let counts: Cell<[u64; 8]> = Cell::default();
    hold(2_000, case(0..4, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, accepted(&text, Query::parse(&text, &ground.schema()))?.bind(&bindings()))?;
        let program = accepted(&text, query.compile())?;
        let mut survey = program.survey();
        rows.iter().for_each(|row| survey.observe(row));
        let hints = survey.hints();
        prop_assert!(!rows.is_empty() || hints.is_empty());
        for path in query.fields().into_iter().filter(|_| !rows.is_empty()) {
            let lacking: Vec<Option<bool>> = rows.iter().map(|row| lacks(row, path)).collect();
            let is_missing = lacking.contains(&Some(true)) && !lacking.contains(&Some(false));
            let is_expected = is_missing && ground.schema().field(path).is_none();
            let is_reported = hints.iter().any(|hint| hint.kind() == HintKind::Missing && hint.path() == path);
            prop_assert_eq!(is_reported, is_expected, "`{}` of `{}`", path, text);
        }
        for hint in &hints {
            let values = || rows.iter().filter_map(|row| at(row, hint.path())).filter(|json| !json.is_null());
            let texts = || values().filter_map(Json::as_str);
            let is_true = match hint.kind() {
                HintKind::Missing => values().count() == 0 && hint.code() == Some("tamis::rows::missing_path"),
                HintKind::Null => values().count() == 0 && hint.code().is_none(),
                HintKind::Blocked => values().count() < rows.len(),
                HintKind::OtherKind => values().count() > 0,
                HintKind::Unreadable => texts().count() > 0,
                HintKind::MixedKinds => values().count() > 1,
                HintKind::OtherCase => texts().count() + values().filter(|json| json.is_array()).count() > 0,
                HintKind::OtherSpace => texts().count() + values().filter(|json| json.is_array()).count() > 0,
                unknown => panic!("unknown: {unknown:?}"),
            };
            prop_assert!(is_true, "{} of `{}`", hint, text);
            prop_assert!(hint.nearest().is_none_or(|near| near != hint.path()));
            let mut found = counts.get();
            found[hint.kind() as usize] += 1;
            counts.set(found);
        }
        // Skimmed rows can withdraw hints about missing names, and no others.
        let mut skimmed = program.survey();
        if let Some((first, others)) = rows.split_first() {
            skimmed.observe(first);
            let text: Vec<String> = others.iter().map(Json::to_string).collect();
            skimmed.skim_bytes(text.join("\n").as_bytes());
            let missing = |hints: &[tamis::explain::Hint<'_>]| -> Vec<String> {
                let missing = hints.iter().filter(|hint| hint.kind() == HintKind::Missing);
                missing.map(|hint| hint.path().to_string()).collect()
            };
            let mut by_value = program.survey();
            by_value.observe(first);
            others.iter().for_each(|row| by_value.skim(row));
            prop_assert_eq!(missing(&skimmed.hints()), missing(&by_value.hints()), "`{}`", text.join("\n"));
        }
        Ok(())
    });
    writeln!(std::io::stderr(), "hints, by kind: {:?}", counts.get()).expect("standard error takes a line");
    // Similar texts are rare among these rows; `tests/suite/cli_rows.rs` has some.
    assert!(counts.get().iter().take(6).all(|count| *count > 0), "{:?}", counts.get());
}

#[test]
fn near_names_are_searched_in_the_object_that_holds_the_fields() {
    let fields = ["name", "owner.name"].map(|path| Field::new(path, Type::Text));
    let schema = Schema::builder("jobs").row_container("attributes").fields(fields).build().unwrap();
    let program = Query::parse("name == 'x' or owner.name == 'x'", &schema).unwrap().compile().unwrap();
    let report = |row: Json| {
        let mut survey = program.survey();
        survey.observe(&row);
        let hints: Vec<String> = survey.hints().iter().map(ToString::to_string).collect();
        format!("{}\n{}", program.explain(&row), hints.join("\n"))
    };
    assert_eq!(
        report(json!({"attributes": {"nmae": "x", "owner": {"Name": "x"}}, "Name": 1})),
        "`name == 'x'` fails: the row has no `name`; it has `Name`\n\
         `owner.name == 'x'` fails: `owner` has no `name`; it has `Name`\n\
         no row has `name`; did you mean `Name`?\n\
         no row has `owner.name`; did you mean `owner.Name`?"
    );
    assert_eq!(
        report(json!({"attributes": {"nmae": "x", "ownr": {"name": "x"}}, "id": 1})),
        "`name == 'x'` fails: the row has no `name`; it has `nmae`\n\
         `owner.name == 'x'` fails: the row has no `owner`; it has `ownr`\n\
         `name` is null or missing in the only row\n\
         `owner.name` is null or missing in the only row"
    );
    assert_eq!(
        report(json!({"attributes": {"name": "y"}, "owner": {"name": 5}})),
        "`name == 'x'` fails: `name` is `\"y\"`\n\
         `owner.name == 'x'` fails: `owner.name` is `5`, a number instead of text\n\
         `owner.name` is a number instead of text in the only row"
    );
}

#[test]
fn rows_are_searched_for_similar_texts_of_a_hundred_comparisons() {
    let text = (0..5_000).map(|number| format!("name == 'Job{number}'")).collect::<Vec<_>>().join(" or ");
    let program = text.parse::<Query>().unwrap().compile().unwrap();
    let mut survey = program.survey();
    (0..5_000).for_each(|number| survey.observe(&json!({"name": format!("job{number}")})));
    let hints = survey.hints();
    assert!(hints.iter().all(|hint| hint.kind() == HintKind::OtherCase));
    assert_eq!(hints.len(), 100);
}

/// A query with its bindings and rows.
#[derive(Default)]
struct Golden {
    schema: Option<Schema>,
    bindings: Bindings,
    rows: Vec<Json>,
    query: String,
}

impl Golden {
    fn read(text: &str) -> Self {
        let mut golden = Self::default();
        let mut rest = text.trim_end();
        while let Some((line, below)) = rest.split_once('\n') {
            let Some((key, value)) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")) else { break };
            match key {
                "row" => golden.rows.push(serde_json::from_str(value).unwrap()),
                "schema" => golden.schema = Some(Dialect::Ahv.endpoint(value).unwrap().schema().clone()),
                "clock" => golden.bindings = Bindings::at(value.parse().unwrap()),
                "parameter" => {
                    let (name, json) = value.split_once('=').unwrap();
                    golden.bindings = golden.bindings.set(name, serde_json::from_str::<Json>(json).unwrap());
                }
                other => panic!("no such key: {other}"),
            }
            rest = below;
        }
        golden.query = rest.to_owned();
        golden
    }

    fn shown(&self) -> String {
        let schema = self.schema.clone().unwrap_or_else(Schema::open);
        let query = Query::parse(&self.query, &schema).and_then(|query| query.bind(&self.bindings));
        let program = query.and_then(|query| query.compile()).unwrap();
        let (mut funnel, mut survey) = (program.funnel(), program.survey());
        let mut shown = String::new();
        for row in &self.rows {
            let matches = if funnel.observe(row) { "matches" } else { "does not match" };
            survey.observe(row);
            writeln!(shown, "{row}\n{matches}\n{}\n", program.explain(row)).unwrap();
        }
        writeln!(shown, "{funnel}").unwrap();
        for hint in survey.hints() {
            writeln!(shown, "{hint}").unwrap();
        }
        shown
    }
}

#[test]
fn reports_about_rows_are_golden() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain");
    let (mut count, mut different) = (0, Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let golden = path.with_extension("txt");
        if path == golden {
            assert!(path.with_extension("tamis").exists(), "{}: has no query", path.display());
            continue;
        }
        let shown = Golden::read(&fs::read_to_string(&path).unwrap()).shown();
        if is_blessing() {
            fs::write(&golden, &shown).unwrap();
        }
        let wanted = fs::read_to_string(&golden).unwrap_or_default();
        if wanted != shown {
            different.push(format!("{}\n== wanted\n{wanted}== shown\n{shown}", path.display()));
        }
        count += 1;
    }
    assert!(different.is_empty(), "{} differ:\n\n{}", different.len(), different.join("\n"));
    assert!(count >= 8, "only {count} queries");
}
