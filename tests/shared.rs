//! Checks the library against the folder `../shared`, which is no part of the project: what a real .NET answered
//! about text, and example rows of two APIs. Without that folder nothing is checked and all passes; with it, a test
//! that finds no case there fails.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::str::FromStr;

use serde_json::{Value as Json, json};
use tamis::{Bindings, Clock, Collation, Diagnostics, Path, Query, Schema};

#[path = "shared/appendix.rs"]
mod appendix;
mod common;
#[path = "shared/fields.rs"]
mod fields;
#[cfg(feature = "openapi")]
#[path = "shared/openapi.rs"]
mod openapi;
#[path = "shared/rows.rs"]
mod rows;

use common::shared::{read, say};

/// The rows of a table of the oracle, cut at its tabs.
fn lines(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn unquoted(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// Cases counted, and those that went wrong.
#[derive(Default)]
struct Tally {
    cases: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn check<T: PartialEq + std::fmt::Debug>(&mut self, got: T, right: T, case: impl FnOnce() -> String) {
        self.cases += 1;
        if got != right {
            self.wrong.push(format!("{}: {right:?} is right, got {got:?}", case()));
        }
    }

    /// Says what was found, then fails where there was no case or a wrong one.
    fn settle(self, found: &str) {
        let Self { cases, wrong } = self;
        say(format_args!("../shared/{found}: {cases} cases"));
        assert!(cases > 0, "{found} is there, and no case ran");
        let shown = wrong.iter().take(20).fold(String::new(), |mut shown, line| {
            writeln!(shown, "  {line}").unwrap();
            shown
        });
        assert!(wrong.is_empty(), "{found}: {} of {cases} cases differ:\n{shown}", wrong.len());
    }
}

/// Whether `{"x": row}` matches `query`.
fn matches(query: &Query, row: &str) -> bool {
    query.compile().unwrap().matches(&json!({ "x": row }))
}

/// The query that compares `x` with a text, given as a JSON string: as the literal that it is, too.
fn literal(operator: &str, quoted: &str, collation: Collation) -> Query {
    Query::from_str(&format!("x {operator} {quoted} collate {collation}")).unwrap()
}

/// The same with the text bound to a parameter.
fn parameter(operator: &str, quoted: &str, collation: Collation) -> Query {
    literal(operator, "$text", collation).bind(&Bindings::new().set("text", unquoted(quoted))).unwrap()
}

#[test]
fn text_is_compared_as_dotnet_compares_it() {
    let Some(table) = read("oracle/text_pairs.tsv") else { return };
    let mut tally = Tally::default();
    let mut pairs = 0;
    for line in lines(&table) {
        let [a, b, ordinal, ignorecase, ordinal_contains, ignorecase_contains] = line[..] else { panic!("{line:?}") };
        let answers =
            [(Collation::Ordinal, ordinal, ordinal_contains), (Collation::IgnoreCase, ignorecase, ignorecase_contains)];
        for (collation, sign, contains) in answers {
            check_pair(&mut tally, collation, (a, b), sign);
            let query = literal("contains", b, collation);
            tally.check(matches(&query, &unquoted(a)), contains == "1", || format!("{query} of {a}"));
        }
        pairs += 1;
    }
    tally.settle(&format!("oracle/text_pairs.tsv: {pairs} pairs"));
}

#[test]
fn lexicographic_compares_as_dotnets_numeric_ordering() {
    let Some(table) = read("oracle/numeric_pairs.tsv") else { return };
    let mut tally = Tally::default();
    let mut pairs = 0;
    for line in lines(&table) {
        let [a, b, sign] = line[..] else { panic!("{line:?}") };
        check_pair(&mut tally, Collation::Lexicographic, (a, b), sign);
        pairs += 1;
    }
    tally.settle(&format!("oracle/numeric_pairs.tsv: {pairs} pairs"));
}

/// That two texts, quoted, are ordered as `sign` says: by the collation, and where a query compares them.
fn check_pair(tally: &mut Tally, collation: Collation, (a, b): (&str, &str), sign: &str) {
    let order = sign.parse::<i32>().unwrap().cmp(&0);
    let (left, right) = (unquoted(a), unquoted(b));
    tally.check(collation.compare(&left, &right), order, || format!("{a} to {b} under {collation}"));
    tally.check(collation.compare(&right, &left), order.reverse(), || format!("{b} to {a} under {collation}"));
    let queries = [
        (literal("==", b, collation), order.is_eq()),
        (parameter("<", b, collation), order.is_lt()),
        (parameter(">=", b, collation), order.is_ge()),
    ];
    for (query, holds) in queries {
        tally.check(matches(&query, &left), holds, || format!("{query} of {a}"));
    }
}

#[test]
fn ignorecase_has_dotnets_classes() {
    let Some(table) = read("oracle/ignorecase_classes.tsv") else { return };
    let mut tally = Tally::default();
    let mut classes: BTreeSet<Vec<char>> = BTreeSet::new();
    let mut mentioned: BTreeSet<char> = BTreeSet::new();
    for line in lines(&table) {
        let [kind, points] = line[..] else { panic!("{line:?}") };
        let point = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
        let mut class: Vec<char> = points.split(' ').map(point).collect();
        class.sort_unstable();
        mentioned.extend(&class);
        for (a, b) in class.iter().flat_map(|a| class.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
            let is_equal = kind == "equal";
            assert!(is_equal || kind == "apart", "{kind}");
            tally.check(order(a, b).is_eq(), is_equal, || format!("U+{:04X} and U+{:04X}", a as u32, b as u32));
            for operator in ["==", "contains", "startswith"] {
                let query = parameter(operator, &json!(b).to_string(), Collation::IgnoreCase);
                tally.check(matches(&query, &a.to_string()), is_equal, || format!("{query} of {a:?}"));
            }
        }
        if kind == "equal" {
            classes.insert(class);
        }
    }
    // All of Unicode falls into the classes of the table, classes of newer characters, and single characters.
    let mut extra = 0;
    let mut found: BTreeSet<Vec<char>> = BTreeSet::new();
    let mut all: Vec<char> = (char::MIN..=char::MAX).collect();
    all.sort_by(|a, b| order(*a, *b));
    for equal in all.chunk_by(|a, b| order(*a, *b).is_eq()).filter(|equal| equal.len() > 1) {
        if equal.iter().any(|point| mentioned.contains(point)) {
            found.insert(equal.iter().copied().collect::<BTreeSet<char>>().into_iter().collect());
        } else {
            let upper: BTreeSet<String> = equal.iter().map(|point| point.to_uppercase().collect()).collect();
            assert_eq!(upper.len(), 1, "of a class that is not in the table: {equal:X?}");
            extra += 1;
        }
    }
    for class in classes.union(&found) {
        let which = (classes.contains(class), found.contains(class));
        tally.check(which, (true, true), || format!("class {class:X?} (in the table, in the library)"));
    }
    let all = all.len();
    tally.settle(&format!(
        "oracle/ignorecase_classes.tsv: {} classes over {all} characters, {extra} newer ones",
        classes.len()
    ));
}

fn order(a: char, b: char) -> Ordering {
    Collation::IgnoreCase.compare(a.encode_utf8(&mut [0; 4]), b.encode_utf8(&mut [0; 4]))
}

#[test]
fn rows_are_found_as_one_finds_them_by_reading() {
    let Some(index) = read("corpus/rows/index.json") else { return };
    let mut tally = Tally::default();
    let clock: Clock = rows::CLOCK.parse().unwrap();
    let counts: BTreeMap<String, usize> = json::<Vec<Json>>(&index)
        .iter()
        .map(|entry| (entry["file"].as_str().unwrap().into(), entry["rows"].as_u64().unwrap() as usize))
        .collect();
    for rows::Table { file, within, schema, cases } in rows::TABLES {
        let all: Vec<Json> = json(&read(&format!("corpus/rows/{file}")).unwrap());
        assert_eq!(Some(&all.len()), counts.get(*file), "{file}: the index gives another number of rows");
        let candidates = if within.is_empty() { all } else { nested(&all, within) };
        let schema: Schema = schema();
        for (text, right) in *cases {
            let found = run(text, &schema, clock, &candidates).map_err(|faults| faults.to_string());
            tally.check(found, Ok(right.to_vec()), || format!("{file} {within}: {text}"));
        }
    }
    let asked: BTreeSet<&str> = rows::TABLES.iter().filter(|table| !table.cases.is_empty()).map(|t| t.file).collect();
    let unasked = counts.keys().filter(|file| !asked.contains(file.as_str()));
    tally.wrong.extend(unasked.map(|file| format!("{file} has no query")));
    tally.settle(&format!("corpus/rows: {} files", counts.len()));
}

/// The numbers of the rows that a query selects, in its order.
fn run(text: &str, schema: &Schema, clock: Clock, rows: &[Json]) -> Result<Vec<usize>, Diagnostics> {
    let program = Query::parse(text, schema)?.bind(&Bindings::at(clock))?.compile()?;
    let number = |found: &Json| rows.iter().position(|row| std::ptr::eq(row, found)).unwrap();
    Ok(program.run(rows).into_iter().map(number).collect())
}

/// The elements of the arrays at a dotted path, of one row after the other.
fn nested(rows: &[Json], path: &str) -> Vec<Json> {
    let pointer = format!("/{}", path.replace('.', "/"));
    rows.iter().flat_map(|row| row.pointer(&pointer).unwrap().as_array().unwrap()).cloned().collect()
}

#[test]
fn netbackups_endpoints_list_what_the_table_lists() {
    let Some(facts) = read("api-facts.md") else { return };
    let mut tally = Tally::default();
    let endpoints = appendix::check(&facts, &mut tally);
    tally.settle(&format!("api-facts.md, appendix A: {endpoints} endpoints"));
}

#[test]
fn every_field_is_compared_as_the_naive_evaluator_does() {
    let Some(index) = read("corpus/rows/index.json") else { return };
    let mut compared = fields::Compared::default();
    let files: Vec<Json> = json(&index);
    for file in &files {
        let file = file["file"].as_str().unwrap();
        let rows: Vec<Json> = json(&read(&format!("corpus/rows/{file}")).unwrap());
        compared.collection(&rows);
    }
    say(format_args!("corpus/rows: {} files, {} filters, {} cases", files.len(), compared.filters, compared.pairs));
    assert!(compared.wrong.is_empty(), "{} differ, first {:#?}", compared.wrong.len(), compared.wrong.first());
    assert!(compared.pairs > 0, "no case was found");
}

#[test]
fn a_slip_in_a_name_is_hinted_at_with_the_name() {
    let Some(index) = read("corpus/rows/index.json") else { return };
    let mut tally = Tally::default();
    for file in json::<Vec<Json>>(&index) {
        let file = file["file"].as_str().unwrap();
        let rows: Vec<Json> = json(&read(&format!("corpus/rows/{file}")).unwrap());
        let mut fields = BTreeMap::new();
        rows.iter().for_each(|row| fields::gather(row, &mut Vec::new(), &mut fields));
        for names in fields.keys().filter(|names| names.iter().all(|name| name.len() > 4)) {
            // One name on the way, its last two letters swapped.
            for place in 0..names.len() {
                let mut slipped = names.clone();
                let swapped = slipped[place].pop().zip(slipped[place].pop()).unwrap();
                slipped[place].extend([swapped.0, swapped.1]);
                if slipped == *names || fields.contains_key(&slipped) {
                    continue;
                }
                let query = format!("{} == \"no such text\"", Path::new(slipped.iter().map(String::as_str)));
                let program = query.parse::<Query>().unwrap().compile().unwrap();
                let mut survey = program.survey();
                rows.iter().for_each(|row| survey.observe(row));
                let nearest = survey.hints()[0].nearest().map(ToString::to_string);
                let right = Path::new(names.iter().map(String::as_str)).to_string();
                tally.check(nearest, Some(right), || format!("{file}: {query}"));
            }
        }
    }
    tally.settle("corpus/rows, names with a slip");
}
