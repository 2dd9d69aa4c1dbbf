//! Laws that hold for every query, row and text. Generated cases are compared with the naive evaluator (the twin), with
//! each other, and with the source that they come from.
//!
//! `TAMIS_PAIRS=10000000 cargo test --release --test suite laws::the_twin` compares that many pairs of query and row
//! with the twin, instead of 100,000; `PROPTEST_RNG_SEED` repeats a run.

use std::borrow::Borrow;
use std::cell::Cell;
use std::cmp::Ordering;
use std::io::Write as _;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use serde_json::{Value as Json, json};
use tamis::editor::{TokenKind, tokens};
use tamis::tree::{Filter, FilterKind};
use tamis::{Collation, Diagnostics, Field, Operator, Parsed, Query, Schema, Span, Type};

use crate::common::generate::{self, Phrase, bindings, case};
use crate::common::law::{accepted, compiled, hold};
use crate::common::naive;

/// Returns the index in `rows` of each row of `selected`.
fn indexes(selected: &[&Json], rows: &[Json]) -> Vec<usize> {
    let place = |wanted: &Json| rows.iter().position(|row| std::ptr::eq(row, wanted)).expect("a row given");
    selected.iter().map(|row| place(row)).collect()
}

#[test]
fn the_twin_and_the_program_match_the_same_rows() {
    const ROWS: usize = 50;
    let wanted: u64 = std::env::var("TAMIS_PAIRS").map_or(100_000, |pairs| pairs.parse().expect("a number of pairs"));
    let (pairs, matched) = (Cell::new(0_u64), Cell::new(0_u64));
    hold(wanted.div_ceil(ROWS as u64), case(ROWS, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, Query::parse(&text, &ground.schema()))?;
        let program = compiled(&text, &ground.schema())?;
        let twin = ground.twin();
        for row in &rows {
            let expected = twin.matches(query.filter(), row);
            prop_assert_eq!(program.matches(row), expected, "the twin is right about `{}` on {}", text, row);
            pairs.set(pairs.get() + 1);
            matched.set(matched.get() + u64::from(expected));
        }
        Ok(())
    });
    let (pairs, matched) = (pairs.get(), matched.get());
    let percent = matched * 100 / pairs;
    // The test harness captures what `println!` and `eprintln!` write in a test that passes, but not the handle itself.
    writeln!(std::io::stderr(), "twin: {pairs} pairs of query and row, {matched} ({percent} %) matched")
        .expect("standard error takes a line");
    assert!((5..95).contains(&percent), "{percent} % matched, which proves little");
}

#[test]
fn row_text_is_a_date_time_where_it_is_rfc_3339() {
    const READ: &[&str] = &[
        "2026-01-31",
        "2026-01-31T08:00:00Z",
        "2026-01-31t08:00:00z",
        "2026-01-31 08:00:00",
        "2026-01-31T08:00:00.1+05:30",
        "2026-01-31T08:00:00.123456789-00:00",
        "2026-01-31T08:00:60Z",
        "2026-01-31T08:00:60,9Z",
        "2026-01-31T08:00",
        "2026-01-31 08:00z",
        "2026-01-31t08:00-05:30",
        "2026-01-31T08:00:00.1234567890Z",
        "2026-01-31T08:00:00,123456789012345678901234567890+01:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        // Instants inside the calendar, in whatever form.
        "0000-12-31T23:59:60Z",
        "0000-12-31T23:30:00-00:30",
    ];
    const NULL: &[&str] = &[
        "",
        "now",
        "2026-01-31T08:00:00.Z",
        "2026-01-31T08:00:00,Z",
        "2026-01-31T08:00.5Z",
        "2026-01-31T08:Z",
        "2026-01-31T08Z",
        "2026-01-31T08:00:00+01",
        "20260131T080000Z",
        "Sat, 31 Jan 2026 08:00:00 GMT",
        "/Date(1769846400000)/",
        "2026-01-31T08:00:61Z",
        "2026-01-31T08:60:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T08:00:00+24:00",
        "2026-01-31T08:00:00+0530",
        "2026-01-31T08:00:00 Z",
        "2026-01-31T08:00:00ZZ",
        "2026-01-31Z",
        "2026-02-29",
        "2026-1-31",
        "0000-12-31",
        "9999-12-31T23:59:60Z",
        "0001-01-01T00:00:00+00:01",
    ];
    let schema = Schema::builder("moments").field(Field::new("at", Type::DateTime)).build().unwrap();
    let is_null = compiled("at == null", &schema).expect("a query");
    let wrong = |texts: &[&'static str], wanted: bool| -> Vec<&'static str> {
        let is_wrong = |text: &&str| is_null.matches(&json!({ "at": text })) == wanted;
        assert!(texts.iter().all(|text| naive::instant(text).is_some() == wanted), "the twin disagrees");
        texts.iter().copied().filter(is_wrong).collect()
    };
    assert_eq!(
        (wrong(READ, true), wrong(NULL, false)),
        (vec![], vec![]),
        "texts that should be date-times, and texts that should be null"
    );
}

#[test]
fn the_twin_and_the_program_run_alike() {
    hold(1_000, case(0..16, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, Query::parse(&text, &ground.schema()))?;
        let program = compiled(&text, &ground.schema())?;
        let selected = indexes(&program.run(&rows), &rows);
        prop_assert_eq!(selected, ground.twin().run(&query, &rows), "the twin is right about `{}`", text);
        Ok(())
    });
}

#[test]
fn sorting_is_a_stable_permutation() {
    hold(1_000, case(0..16, generate::query), |(ground, text, rows)| {
        let query = accepted(&text, Query::parse(&text, &ground.schema()))?;
        let mut sorted: Vec<&Json> = rows.iter().collect();
        compiled(&text, &ground.schema())?.sort(&mut sorted);
        let sorted = indexes(&sorted, &rows);
        for pair in sorted.windows(2) {
            let order = ground.twin().key_order(query.sort_keys(), &rows[pair[0]], &rows[pair[1]]);
            prop_assert!(order.is_lt() || (order.is_eq() && pair[0] < pair[1]), "{:?} by `{}`", sorted, text);
        }
        let mut all = sorted;
        all.sort_unstable();
        prop_assert!(all.into_iter().eq(0..rows.len()));
        Ok(())
    });
}

/// A row with its number.
struct Numbered<'r>(usize, &'r Json);

impl Borrow<Json> for Numbered<'_> {
    fn borrow(&self) -> &Json {
        self.1
    }
}

#[test]
fn offset_and_limit_cut_a_part_out_of_the_whole() {
    // Enough rows for a program that need not keep all of them to drop some on the way.
    const ROWS: usize = 2_500;
    let parts = |vocabulary: Arc<_>| (generate::sort(Arc::clone(&vocabulary)), generate::filter(vocabulary)).boxed();
    let cuts = (select(&[0, 1, 5, 700][..]), select(&[0, 1, 5, 700, 2_500][..]));
    hold(30, (case(10..60, parts), cuts), |((ground, (sort, filter), rows), (offset, limit))| {
        let run = |text: &str| -> Result<Vec<usize>, TestCaseError> {
            let program = compiled(text, &ground.schema())?;
            let numbered = rows.iter().cycle().enumerate().map(|(place, row)| Numbered(place, row));
            Ok(program.run(numbered.take(ROWS)).iter().map(|row| row.0).collect())
        };
        let whole = run(&format!("{filter} {sort}"))?;
        let text = format!("{filter} {sort} offset {offset} limit {limit}");
        let part: Vec<usize> = whole.into_iter().skip(offset).take(limit).collect();
        prop_assert_eq!(run(&text)?, part, "`{}`", text);
        Ok(())
    });
}

#[test]
fn printing_and_parsing_again_change_nothing() {
    hold(1_000, case(8, generate::query), |(ground, text, rows)| {
        let parsed = accepted(&text, Parsed::parse(&text))?;
        let printed = parsed.to_string();
        let reparsed = accepted(&printed, Parsed::parse(&printed))?;
        prop_assert_eq!(&reparsed, &parsed);
        prop_assert_eq!(reparsed.to_string(), printed, "canonical text is its own print");

        let query = accepted(&text, parsed.check(&ground.schema()))?;
        let printed = query.to_string();
        let reparsed = accepted(&printed, Query::parse(&printed, &ground.schema()))?;
        prop_assert_eq!(&reparsed, &query);
        prop_assert_eq!(reparsed.to_string(), printed.as_str(), "canonical text is its own print");
        let (before, after) = (compiled(&text, &ground.schema())?, compiled(&printed, &ground.schema())?);
        prop_assert_eq!(indexes(&before.run(&rows), &rows), indexes(&after.run(&rows), &rows));

        let bound = accepted(&text, query.bind(&bindings()))?;
        let printed = bound.to_string();
        let reparsed = accepted(&printed, Query::parse(&printed, &ground.schema()))?;
        prop_assert_eq!(reparsed, bound);
        Ok(())
    });
}

#[test]
fn spans_lie_inside_any_text() {
    hold(3_000, any::<String>(), |text| spans_lie_inside(&text, &Schema::open()));
    hold(3_000, vec(select(scraps()), 0..12), |scraps| spans_lie_inside(&scraps.concat(), &Schema::open()));
}

#[test]
fn spans_lie_inside_queries_and_their_mutations() {
    let mutation = || (any::<Index>(), 0..6_usize, select(scraps()));
    let mutated = |vocabulary| (generate::query(vocabulary), vec(mutation(), 0..4)).boxed();
    hold(2_000, case(0, mutated), |(ground, (mut text, mutations), _)| {
        spans_lie_inside(&text, &ground.schema())?;
        for (place, length, scrap) in mutations {
            let cuts = naive::cuts(&text);
            let start = place.index(cuts.len());
            let end = (start + length).min(cuts.len() - 1);
            text.replace_range(cuts[start]..cuts[end], scrap);
        }
        spans_lie_inside(&text, &ground.schema())
    });
}

/// Returns the pieces of texts that are nearly queries.
fn scraps() -> Vec<&'static str> {
    const SHORT: &[&str] = &[
        "", " ", "\n", "a", "état", "`", "`a b`", "\"", "'", "\"x\"", "\\", "\\u12", "\\ud83d", "(", ")", "[", "]",
        ",", ".", "==", "=", "!", "<", "not ", " and ", " xor ", "in", "contains", " subset ", "sort by ", " limit ",
        "offset 5", "collate ", "ordinal", "5", "5x", "5.", "007", "1e5", "1EB", "5GB", "1e400", "-", "+", "30m",
        "T10:00+", "now", "today", "$", "$p", "#", "&", "&&", "|", "😀", "\u{301}", "\u{0}", "“", "ß", "\u{FEFF}",
        "\r", "null", "true", ";",
    ];
    const LONG: &[&str] = &["99999999999999999999w", "2026-01-31", "2026-02-30", "2026-01-31T10", "0000-01-01"];
    [SHORT, LONG].concat()
}

/// Checks that every span about `text` lies inside it and between characters, whether it parses or not.
fn spans_lie_inside(text: &str, schema: &Schema) -> TestCaseResult {
    let mut end = 0;
    for token in tokens(text) {
        prop_assert!(is_inside(token.span, text), "token {:?} of {:?}", token, text);
        prop_assert!(!token.span.is_empty() && end <= token.span.start(), "token {:?} of {:?}", token, text);
        let blank = &text[end..token.span.start()];
        prop_assert!(blank.trim().is_empty(), "{:?} is in no token of {:?}", blank, text);
        end = token.span.end();
    }
    prop_assert!(text[end..].trim().is_empty(), "{:?} is in no token of {:?}", &text[end..], text);

    let query = match Query::parse(text, schema) {
        Ok(query) => query,
        Err(faults) => {
            prop_assert!(!faults.is_empty(), "{:?} is refused without a reason", text);
            return spans_are_right(&faults, text);
        }
    };
    let is_malformed = |kind| matches!(kind, TokenKind::Malformed(_));
    prop_assert!(!tokens(text).any(|token| is_malformed(token.kind)), "{:?} parses all the same", text);
    prop_assert_eq!(query.source(), text);
    spans_are_right(query.warnings(), text)?;
    let keys = query.sort_keys().iter().flat_map(|key| [Some(key.span), key.collation.map(|collation| collation.span)]);
    let page = [query.page().offset, query.page().limit].map(|count| count.map(|count| count.span));
    let mut spans: Vec<Span> = keys.chain(page).flatten().collect();
    gather_spans(query.filter(), &mut spans);
    prop_assert!(spans.iter().all(|span| is_inside(*span, text)), "{:?} in {:?}", spans, text);
    query.bind(&bindings()).map_or_else(|faults| spans_are_right(&faults, text), |_| Ok(()))
}

fn is_inside(span: Span, text: &str) -> bool {
    text.get(span.range()).is_some()
}

fn spans_are_right(diagnostics: &Diagnostics, text: &str) -> TestCaseResult {
    prop_assert_eq!(diagnostics.source_text(), text);
    for diagnostic in diagnostics {
        let span = diagnostic.span();
        prop_assert!(is_inside(span, text), "{} at {:?} in {:?}", diagnostic, span, text);
        let before = &text[..span.start()];
        let line_start = before.rfind('\n').map_or(0, |feed| feed + 1);
        let place = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
        prop_assert_eq!((diagnostic.line(), diagnostic.column()), place, "{} in {:?}", diagnostic, text);
    }
    Ok(())
}

fn gather_spans(filter: &Filter, spans: &mut Vec<Span>) {
    spans.push(filter.span);
    match &filter.kind {
        FilterKind::Comparison(comparison) => {
            spans.extend([comparison.path_span, comparison.operator.span, comparison.operand.span()]);
            spans.extend(comparison.operand.terms().iter().map(|term| term.span));
            spans.extend(comparison.collation.map(|collation| collation.span));
        }
        FilterKind::Not(operand) => gather_spans(operand, spans),
        FilterKind::And(items) | FilterKind::Or(items) | FilterKind::Xor(items) => {
            items.iter().for_each(|item| gather_spans(item, spans));
        }
        _ => {}
    }
}

#[test]
fn connectives_obey_the_laws_of_boolean_algebra() {
    let filters = |vocabulary| vec(generate::filter(vocabulary), 3).boxed();
    hold(400, case(16, filters), |(ground, filters, rows)| {
        let [f, g, h] = [&filters[0], &filters[1], &filters[2]];
        let laws = [
            (format!("not (({f}) and ({g}))"), format!("not ({f}) or not ({g})")),
            (format!("not (({f}) or ({g}))"), format!("not ({f}) and not ({g})")),
            (format!("not (not ({f}))"), f.clone()),
            (format!("({f}) xor ({g})"), format!("(({f}) or ({g})) and not (({f}) and ({g}))")),
            (
                format!("({f}) xor ({g}) xor ({h})"),
                format!("({f}) and not (({g}) or ({h})) or not ({f}) and (({g}) xor ({h}))"),
            ),
            (format!("({f}) and (({g}) or ({h}))"), format!("({f}) and ({g}) or ({f}) and ({h})")),
            (format!("({f}) and not ({f})"), "false".to_owned()),
            (format!("({f}) or not ({f})"), "true".to_owned()),
        ];
        laws.iter().try_for_each(|(left, right)| same(left, right, &ground.schema(), &rows))
    });
}

#[test]
fn negated_operators_are_negations() {
    const PLAIN: &[Operator] = &[Operator::Equal, Operator::In, Operator::Contains];
    let phrases = |vocabulary| generate::phrase(vocabulary, PLAIN);
    hold(1_000, case(16, phrases), |(ground, phrase, rows)| {
        let Phrase { path, operator, operand, .. } = phrase;
        let negated = if operator == Operator::Equal { "!=".to_owned() } else { format!("not {operator}") };
        let left = format!("{path} {negated} {operand}");
        same(&left, &format!("not ({path} {operator} {operand})"), &ground.schema(), &rows)
    });
}

/// Checks that two filters match the same rows.
fn same(left: &str, right: &str, schema: &Schema, rows: &[Json]) -> TestCaseResult {
    let (first, second) = (compiled(left, schema)?, compiled(right, schema)?);
    for row in rows {
        prop_assert_eq!(first.matches(row), second.matches(row), "`{}` and `{}` on {}", left, right, row);
    }
    Ok(())
}

/// A random number generator for tests in which generating must cost next to nothing: SplitMix64, with one sequence in
/// every run.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % count as u64).expect("below a count")
    }

    /// Returns a short text of characters that are easily taken for each other.
    fn text(&mut self) -> String {
        (0..self.below(6)).map(|_| self.character()).collect()
    }

    /// Returns a literal and three row values that equal it, texts under some collations only. Literals of different
    /// numbers differ, except for null.
    fn item(&mut self, number: usize) -> (String, [Json; 3]) {
        match self.below(8) {
            0 => (format!("{number}"), [json!(number), json!(number as f64), json!(number)]),
            1 => {
                let moment = format!("2026-01-31T00:00:00.{number:03}");
                (format!("{moment}Z"), [json!(moment), json!(format!("{moment}+00:00")), json!(moment)])
            }
            2 => {
                let ways = [format!("PT{number}M"), format!("PT{}S", number * 60), format!("PT0{number}M")];
                (format!("{number}m"), ways.map(Json::from))
            }
            3 => ("null".to_owned(), [Json::Null, Json::Null, Json::Null]),
            _ => {
                let ways = [format!("vm{number}"), format!("VM{number}"), format!("vm0{number}")];
                (format!("\"vm{number}\""), ways.map(Json::from))
            }
        }
    }

    fn character(&mut self) -> char {
        const CHARACTERS: &[char] = &[
            'a', 'A', 'b', 'B', 'k', 'K', '\u{212A}', 's', 'S', 'ſ', 'ß', 'ẞ', 'i', 'I', 'ı', 'İ', 'Z', '_', ' ', '0',
            '0', '1', '2', '9', '٣', 'é', 'É', '\u{301}', 'σ', 'ς', 'Σ', 'ǆ', 'ǅ', 'Ǆ', 'ᾳ', 'ᾼ', 'µ', 'μ', '\u{D7FF}',
            '\u{E000}', '\u{FFFF}', '𐀀', '𐐨', '𐐀',
        ];
        const OF_NUMBERS: &[char] = &['0', '0', '1', '5', 'a', 'A'];
        let characters = if self.below(2) == 0 { OF_NUMBERS } else { CHARACTERS };
        characters[self.below(characters.len())]
    }

    /// Returns `text` with one character changed, inserted or removed, or another text.
    fn relative(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let place = self.below(characters.len() + 1);
        match self.below(6) {
            0 if place < characters.len() => characters[place] = self.character(),
            1 => characters.insert(place, self.character()),
            2 if place < characters.len() => drop(characters.remove(place)),
            _ => return self.text(),
        }
        characters.into_iter().collect()
    }
}

#[test]
fn collations_are_total_preorders() {
    const TRIPLES: usize = 1_000_000;
    let mut random = Random(1);
    let mut equal = 0;
    for triple in 0..TRIPLES {
        let collation = Collation::ALL[triple % Collation::ALL.len()];
        let a = random.text();
        let b = random.relative(&a);
        let c = random.relative(&b);
        let compare = |a: &str, b: &str| collation.compare(a, b);
        let (a_b, b_c, a_c) = (compare(&a, &b), compare(&b, &c), compare(&a, &c));
        assert_eq!(compare(&a, &a), Ordering::Equal, "{collation}: {a:?} equals itself");
        assert_eq!(compare(&b, &a), a_b.reverse(), "{collation}: {a:?} and {b:?}, both ways round");
        if a_b.is_eq() || b_c.is_eq() || a_b == b_c {
            assert_eq!(a_c, a_b.then(b_c), "{collation}: {a:?}, {b:?} and {c:?}");
        }
        assert_eq!(a_b, naive::compare(collation, &a, &b), "{collation}: the twin is right about {a:?} and {b:?}");
        equal += usize::from(a_b.is_eq());
    }
    assert!(equal > TRIPLES / 100, "only {equal} of {TRIPLES} pairs were equal");
}

#[test]
fn long_lists_mean_what_each_of_their_items_means() {
    let mut random = Random(3);
    let mut matched = 0;
    for round in 0..75 {
        let collation = Collation::ALL[round % Collation::ALL.len()];
        let count = [1, 8, 9, 40, 127, 128, 129, 300][random.below(8)];
        let items: Vec<(String, [Json; 3])> = (0..count).map(|place| random.item(place)).collect();
        let row = |random: &mut Random| {
            let way = random.below(3);
            let mut elements: Vec<Json> = items.iter().map(|(_, ways)| ways[way].clone()).collect();
            elements.rotate_left(random.below(count));
            match random.below(4) {
                0 => drop(elements.pop()),
                1 => elements.push(random.item(count).1[way].clone()),
                2 => return json!({ "t": elements[0] }),
                _ => {}
            }
            json!({ "t": elements })
        };
        let rows: Vec<Json> = (0..4).map(|_| row(&mut random)).collect();
        let list: Vec<&str> = items.iter().map(|(literal, _)| literal.as_str()).collect();
        for operator in [Operator::In, Operator::Subset, Operator::Superset] {
            let text = format!("t {operator} ({}) collate {collation}", list.join(", "));
            let query: Query = text.parse().expect("a query");
            let program = query.compile().expect("nothing to bind");
            let twin = naive::Twin::new(collation, "2026-01-31", 0);
            for row in &rows {
                let expected = twin.matches(query.filter(), row);
                assert_eq!(program.matches(row), expected, "the twin is right about `{text}` on {row}");
                matched += usize::from(expected);
            }
        }
    }
    assert!(matched > 75, "only {matched} rows matched");
}

#[test]
fn operators_on_text_are_defined_by_the_collation() {
    let mut random = Random(2);
    for round in 0..3_000 {
        let collation = Collation::ALL[round % Collation::ALL.len()];
        let needle = random.text();
        let program = |operator: Operator| {
            let text = format!("t {operator} {} collate {collation}", Json::from(needle.as_str()));
            text.parse::<Query>().and_then(|query| query.compile()).expect("a query")
        };
        let [equal, contains, starts, ends] =
            [Operator::Equal, Operator::Contains, Operator::StartsWith, Operator::EndsWith].map(program);
        for _ in 0..8 {
            let before = random.text();
            let text = before + &random.relative(&needle);
            let row = json!({ "t": text });
            let is_needle = |part: &&str| collation.compare(part, &needle).is_eq();
            let cuts = naive::cuts(&text);
            let expected = [
                is_needle(&text.as_str()),
                naive::substrings(&text).iter().any(is_needle),
                cuts.iter().any(|cut| is_needle(&&text[..*cut])),
                cuts.iter().any(|cut| is_needle(&&text[*cut..])),
            ];
            let found = [&equal, &contains, &starts, &ends].map(|program| program.matches(&row));
            assert_eq!(found, expected, "{collation}: {needle:?} equals {text:?}, is in it, starts it, ends it");
        }
    }
}
