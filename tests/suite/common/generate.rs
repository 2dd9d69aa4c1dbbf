//! Generators of well-typed queries, as text, and of the rows to run them over.
//!
//! A case draws a few small pools of values that lie close to each other: equal except for case, one code unit or one
//! nanosecond apart, one number in two forms. Literals and rows come from the same pools, so that they meet.

use std::sync::{Arc, LazyLock};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value as Json, json};
use tamis::{Bindings, Collation, Enumeration, EpochUnit, Field, Operator, Path, Schema, Type};

use super::naive::{self, Twin};

/// The time at which generated queries run, on a clock two hours ahead of UTC.
const NOW: &str = "2026-01-31T00:30:00.5+02:00";

/// The schema and the default collation of a generated query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground {
    /// `true` for the open schema, `false` for the one with a field of every type.
    open: bool,
    /// The collation of comparisons without one.
    collation: Collation,
}

impl Ground {
    pub(crate) fn schema(self) -> Schema {
        if self.open { Schema::open() } else { EVERY_TYPE.clone() }.with_collation(self.collation)
    }

    /// Returns the naive evaluator for this schema.
    pub(crate) fn twin(self) -> Twin {
        Twin::new(self.collation, NOW, 7_200)
    }
}

/// Returns the bindings of a generated query's relative times.
pub(crate) fn bindings() -> Bindings {
    Bindings::at(NOW.parse().expect("a clock"))
}

static EVERY_TYPE: LazyLock<Schema> = LazyLock::new(|| {
    let state = || Type::from(Enumeration::closed("State", STATES.iter().copied()));
    let grade = Type::from(Enumeration::open("Grade", GRADES.iter().copied()));
    let fields = [
        Field::new("name", Type::Text).required(),
        Field::new("label", Type::Text),
        Field::new("state", state()),
        Field::new("phase", state()).required(),
        Field::new("grade", grade),
        Field::new("count", Type::Integer),
        Field::new("ratio", Type::Number),
        Field::new("active", Type::Boolean),
        Field::new("start", Type::DateTime),
        Field::new("took", Type::Duration),
        Field::new("logged", Type::Epoch(EpochUnit::Milliseconds)),
        Field::new("ended", Type::Epoch(EpochUnit::Microseconds)),
        Field::new("id", Type::Uuid),
        Field::new("tags", Type::array(Type::Text)),
        Field::new("states", Type::array(state())),
        Field::new("sizes", Type::array(Type::Integer)),
        Field::new("flags", Type::array(Type::Boolean)),
        Field::new("times", Type::array(Type::DateTime)),
        Field::new("waits", Type::array(Type::Duration)),
        Field::new("marks", Type::array(Type::Epoch(EpochUnit::Seconds))),
        Field::new("ids", Type::array(Type::Uuid)),
        Field::new("mixed", Type::array(Type::Any)),
        Field::new("details", Type::Object),
        Field::new("details.size", Type::Number),
        Field::new("details.owner.name", Type::Text),
        Field::new("odd name", Type::Text),
        Field::new("", Type::Text),
        Field::new(Path::new(["details", ""]), Type::Number),
        Field::new("limit", Type::Integer),
        Field::new("extra", Type::Any),
    ];
    Schema::builder("every type").fields(fields).build().unwrap()
});

/// Paths for queries under the open schema, with the type of most of their values.
fn open_paths() -> Vec<(&'static str, Type)> {
    let enumeration = Type::from(Enumeration::open("State", STATES.iter().copied()));
    vec![
        ("a", Type::Text),
        ("A", Type::Text),
        ("b", Type::Number),
        ("when", Type::DateTime),
        ("took", Type::Duration),
        ("flag", Type::Boolean),
        ("state", enumeration),
        ("tags", Type::array(Type::Text)),
        ("sizes", Type::array(Type::Number)),
        ("times", Type::array(Type::DateTime)),
        ("c", Type::Object),
        ("c.d", Type::Text),
        ("c.`e f`.g", Type::Number),
        ("``", Type::Text),
        ("c.``", Type::Number),
        ("`not`", Type::Text),
        ("limit", Type::Number),
        ("sort", Type::Text),
        ("by", Type::Text),
        ("desc", Type::Number),
        ("contains", Type::Text),
    ]
}

const STATES: &[&str] = &["Running", "Finished", "Failed"];
const GRADES: &[&str] = &["Level1", "Level2", "Level10"];
/// Words that differ from the above in case alone; the closed enumeration accepts no others.
const CASED_STATES: &[&str] = &["running", "FINISHED"];
const OTHER_GRADES: &[&str] = &["level2", "LEVEL10", "Level02", "Grade"];

const TEXTS: &[&[&str]] = &[
    &["", "a", "A", "aA", "Aa", "ab", "aab", "aB", "b"],
    &["a b", " a b", "a b ", "\ta b", "a  b", " ", "b "],
    &["vm2", "VM2", "vm02", "VM10", "vm", "vm2x", "2", "v"],
    &["7", "07", "10", "0", "00", "18446744073709551616", "018446744073709551616", "18446744073709551617", "100"],
    &["a1b2", "A01B2", "a1b", "1b2", "a10b2", "b02", "1B", "a1"],
    &["\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10001}", "\u{E000}\u{10000}", "a\u{FFFF}", "a\u{1F600}"],
    &["ß", "ẞ", "SS", "ss", "straße", "STRASSE", "STRAßE", "s"],
    &["ı", "i", "I", "İ", "ſ", "s", "S", "i\u{307}"],
    &["k", "K", "\u{212A}", "å", "Å", "\u{212B}", "_", "Z"],
    &["ᾳ", "ᾼ", "ΑΙ", "ᾀ", "ᾈ", "σ", "ς", "Σ"],
    &["ǆ", "ǅ", "Ǆ", "µ", "μ", "Μ", "𐐨", "𐐀"],
    &["é", "É", "e\u{301}", "E\u{301}", "e", "E", "\u{301}", "٣"],
    &["say \"hi\"", "say 'hi'", "back\\slash", "line\nfeed", "\u{0}", "\"", "'", "\\u0041"],
    &["2026-01-31", "2026-01-31T00:00:00Z", "PT30M", "30m", "5", "true", "null", "Finished"],
];
/// Pieces of generated texts.
const PIECES: &[&str] =
    &["a", "A", "b", "1", "0", "01", "ß", "ſ", "é", "\u{FFFF}", "\u{10000}", "_", " ", "-", "\"", "\\", "Σ"];

/// Integers by value.
const WHOLE: &[&[&str]] = &[
    &["0", "-0", "-0.0", "0.0", "1", "-1", "0e5"],
    &["5", "5.0", "50e-1", "-5", "5E0", "6", "0.5e1"],
    &["9007199254740991", "9007199254740992", "9007199254740993", "9007199254740992.0", "9007199254740994.0"],
    &["-9007199254740992", "-9007199254740993", "-9007199254740992.0", "-9007199254740994"],
    &[
        "9223372036854775807",
        "9223372036854775808",
        "9223372036854775808.0",
        "-9223372036854775808",
        "9223372036854775806",
    ],
    &["-9223372036854775808", "-9223372036854775809", "-9223372036854775807", "-9223372036854775808.0"],
    &["18446744073709551615", "18446744073709551616", "18446744073709551614", "18446744073709551615.0", "1e19"],
    &["1e308", "1e400", "-1e400", "1.7976931348623157e308", "-1e308", "2e308"],
    &["1KB", "1000", "1e3", "1KiB", "1024", "0.5KB", "500", "-1KB", "-1000"],
    &["500GB", "500000000000", "10GiB", "10737418240", "5e2GB", "1PiB", "1125899906842624", "1.5TB"],
];
const BROKEN: &[&[&str]] = &[
    &["0.1", "0.10", "0.1000000000000000055511151231257827", "0.30000000000000004", "0.3"],
    &["5.5", "55e-1", "5.4999999999999999", "5.499999999999999", "-5.5", "4.9999999999999999999"],
    &["5e-324", "1e-400", "-1e-400", "2.2250738585072014e-308", "1e-323"],
];

/// Values with one bare form in queries and another in rows.
#[derive(Debug)]
struct Forms {
    bare: &'static [&'static str],
    rows: &'static [&'static str],
}

const DATES: &[Forms] = &[
    Forms {
        bare: &[
            "2026-01-31",
            "2026-01-31T00:00Z",
            "2026-01-31T00:00:00.000000001",
            "2026-01-31T00:00:00.00000000199",
            "2026-01-30T23:59:59.999999999Z",
            "2026-01-31T01:00:00.0+01:00",
            "2026-01-30T23:59:60Z",
            "2026-01-30T22:30-01:30",
        ],
        rows: &[
            "2026-01-31T00:00:00Z",
            "2026-01-31",
            "2026-01-31t01:00:00+01:00",
            "2026-01-31 00:00:00z",
            "2026-01-30T23:59:60Z",
            "2026-01-31T00:00:00.000000001Z",
            "2026-01-30T23:59:59.999999999-00:00",
            "2026-01-31T00:00:00.000000000",
            "2026-01-31T00:00:00.0000000000Z",
            "2026-01-31T00:00:00.0000000009999Z",
            "2026-01-31T00:00:00,0000000010",
            "2026-01-31T00:00:00,Z",
            "2026-01-31T00:00",
            "2026-01-31 00:00z",
            "2026-01-31T01:00+01:00",
            "2026-01-31T00:00.5Z",
            "2026-01-31T00",
            "2026-01-30T24:00:00Z",
            "2026-01-31T00:00Z",
            "2026-01-31T00:00:00 Z",
            "2026-01-31T00:00:00+24:00",
            "2026-01-31T00:00:00+0000",
            "2026-01-31Z",
            " 2026-01-31",
            "20260131",
        ],
    },
    Forms {
        bare: &["now", "today", "now - 7d", "today + 1w", "now+90m", "NOW", "2026-01-30T22:30:00.5Z", "today - 0s"],
        rows: &[
            "2026-01-30T22:30:00.5Z",
            "2026-01-31T00:30:00.500+02:00",
            "2026-01-30T22:00:00Z",
            "2026-01-23T22:30:00.5",
            "2026-02-06T22:00:00Z",
            "2026-01-31T00:00:00.5Z",
            "2026-01-30T22:30:00.500000001Z",
            "2026-01-31",
            "now",
        ],
    },
    Forms {
        bare: &["0001-01-01", "9999-12-31T23:59:59.999999999Z", "9999-12-31", "0001-01-01T00:00:00.000000001Z"],
        rows: &[
            "0001-01-01",
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:60Z",
            "9999-12-31T23:59:59-00:01",
            "0001-01-01T00:00:00+00:01",
            "0001-01-01T00:30:00+00:30",
            "0000-12-31T23:59:60Z",
            "0000-12-31T23:30:00-00:30",
            "0000-01-01",
            "10000-01-01",
            "9999-12-31T00:00:00+23:59",
        ],
    },
    Forms {
        bare: &["2024-02-29", "2000-02-29", "2024-03-01", "2016-12-31T23:59:60Z", "2017-01-01", "1900-03-01"],
        rows: &[
            "2024-02-29",
            "2023-02-29",
            "1900-02-29",
            "2000-02-29T00:00:00Z",
            "2024-02-30",
            "2024-13-01",
            "2024-00-10",
            "2024-03-00",
            "2024-02-29T23:59:60Z",
            "2016-12-31T23:59:60.5Z",
            "2017-01-01T00:00:61Z",
            "2017-01-01T00:60:00Z",
            "1900-03-01T00:00:00Z",
        ],
    },
];

const DURATIONS: &[Forms] = &[
    Forms {
        bare: &["30m", "1800s", "31m", "0030m"],
        rows: &[
            "PT30M",
            "PT1800S",
            "PT29M60S",
            "P0DT30M",
            "PT30M0.000000001S",
            "PT1799.999999999S",
            "PT1800.000S",
            "PT0.5H",
            "PT30",
            "30m",
            "PT30M ",
            "PT1799.99999999999S",
            "PT1800,00S",
            "PT1800,S",
            "00:30:00",
            "0.00:30:00.0000000",
            "00:30:00.00000000199",
            "00:29:60",
            "0:30:00",
            "00:30:00,5",
            "00:30",
            "-00:30:00",
        ],
    },
    Forms {
        bare: &["7d", "1w", "168h", "8d"],
        rows: &[
            "P7D",
            "P1W",
            "PT168H",
            "P6DT24H",
            "P1WT1S",
            "P1M",
            "P0Y7D",
            "P1Y",
            "P07D",
            "P7DT",
            "P1DT1D",
            "P1D1W",
            "7.00:00:00",
            "007.00:00:00",
            "168:00:00",
            "7:00:00:00",
            "7.24:00:00",
            "24:00:00",
            "1.00:00",
            ".07:00:00",
            "6.23:59:59.9999999",
        ],
    },
    Forms {
        bare: &["0s", "0w", "1s"],
        rows: &[
            "PT0S",
            "P0D",
            "PT0.000000001S",
            "PT1S",
            "P",
            "PT",
            "",
            "-PT1S",
            "PT.5S",
            "PT1.S",
            "T1S",
            "PT-1S",
            "00:00:00",
            "-00:00:00",
            "-00:00:00.0000001",
            "-1.00:00:01",
            "--00:00:01",
            "+00:00:01",
            "00:00:01.",
            "00:00:01.5",
        ],
    },
    Forms {
        bare: &["18446744073709551615s", "30500568904943w", "4294967296d"],
        rows: &[
            "PT18446744073709551615S",
            "PT18446744073709551615.999999999S",
            "P30500568904943W",
            "P4294967296D",
            "PT103079215104H",
            "PT170141183460469231731S",
            "PT170141183460469231732S",
            "213503982334601.07:00:15",
            "-213503982334601.07:00:15",
            "99999999999999999999999999.00:00:00",
        ],
    },
];

const IDS: &[&str] = &[
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
    "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
    "{F81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf7",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "f81d4fae7dec11d0a76500a0c91e6bf6",
    "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
    "f81d4fae7-dec-11d0-a765-00a0c91e6bf6",
    "+81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
    "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
];

/// The values of one case.
#[derive(Debug)]
struct Pools {
    texts: Vec<String>,
    whole: Vec<&'static str>,
    numbers: Vec<&'static str>,
    dates: &'static Forms,
    durations: &'static Forms,
}

fn pools() -> impl Strategy<Value = Pools> {
    let fresh = vec(select(PIECES), 0..6).prop_map(|pieces| pieces.concat());
    let texts = (select(TEXTS), select(TEXTS), fresh).prop_map(|(some, others, fresh)| {
        let named = some.iter().chain(others).map(|text| (*text).to_owned());
        let start: String = fresh.chars().take(2).collect();
        named.chain([fresh.to_uppercase(), start, fresh]).collect()
    });
    let numbers = (select(WHOLE), select(WHOLE), select(BROKEN));
    let forms = (0..DATES.len(), 0..DURATIONS.len());
    (texts, numbers, forms).prop_map(|(texts, (some, others, broken), (dates, durations))| Pools {
        texts,
        whole: [some, others].concat(),
        numbers: [some, others, broken].concat(),
        dates: &DATES[dates],
        durations: &DURATIONS[durations],
    })
}

/// A field that queries name.
#[derive(Clone, Debug)]
struct Target {
    /// The path as queries write it.
    path: String,
    ty: Type,
    /// The type of most of its values: its own where it has one.
    usual: Type,
    is_nullable: bool,
}

/// The fields and the values of a case's queries and rows.
pub(crate) struct Vocabulary {
    targets: Vec<Target>,
    pools: Pools,
}

fn targets(ground: Ground) -> Vec<Target> {
    let any = |(path, usual): (&str, Type)| Target { path: path.into(), ty: Type::Any, usual, is_nullable: true };
    if ground.open {
        return open_paths().into_iter().map(any).collect();
    }
    let known = |field: &Field| Target {
        path: field.path().to_string(),
        ty: field.ty().clone(),
        usual: if *field.ty() == Type::Any { Type::Object } else { field.ty().clone() },
        is_nullable: field.is_nullable(),
    };
    EVERY_TYPE.fields().map(known).chain([any(("extra.deep", Type::Text))]).collect()
}

/// Returns a schema, the value that `made_of` generates from a vocabulary for it, and rows.
pub(crate) fn case<T: std::fmt::Debug + 'static>(
    rows: impl Into<proptest::collection::SizeRange>,
    made_of: impl Fn(Arc<Vocabulary>) -> BoxedStrategy<T>,
) -> impl Strategy<Value = (Ground, T, Vec<Json>)> {
    let rows = rows.into();
    let ground = (any::<bool>(), select(Collation::ALL)).prop_map(|(open, collation)| Ground { open, collation });
    (ground, pools()).prop_flat_map(move |(ground, pools)| {
        let vocabulary = Arc::new(Vocabulary { targets: targets(ground), pools });
        (Just(ground), made_of(Arc::clone(&vocabulary)), vec(row(&vocabulary), rows.clone()))
    })
}

/// The choice of fields and operators for narrow filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bias {
    None,
    /// Fields of mostly text, and operators that compare with it or with a part of it.
    Texts,
    /// Fields with a promise of the schema, and operators that may cover all of it.
    Promises,
}

impl Bias {
    fn operators(self) -> &'static [Operator] {
        use Operator::{Contains, EndsWith, Equal, GreaterEqual, In, Less, NotEqual, StartsWith};
        match self {
            Self::None => Operator::ALL,
            Self::Texts => &[Equal, In, Contains, StartsWith, EndsWith],
            Self::Promises => &[Equal, NotEqual, In, Less, GreaterEqual],
        }
    }

    fn wants(self, target: &Target) -> bool {
        match self {
            Self::None => true,
            Self::Texts => target.usual == Type::Text,
            Self::Promises => !target.is_nullable,
        }
    }
}

/// Returns a schema, a filter that names one to three fields repeatedly, and rows with these fields.
pub(crate) fn narrow_case(bias: Bias, rows: usize) -> impl Strategy<Value = (Ground, String, Vec<Json>)> {
    let open = if bias == Bias::Promises { Just(false).boxed() } else { any::<bool>().boxed() };
    let ground = (open, select(Collation::ALL)).prop_map(|(open, collation)| Ground { open, collation });
    (ground, pools(), vec(any::<Index>(), 1..4)).prop_flat_map(move |(ground, pools, chosen)| {
        let wanted: Vec<Target> = targets(ground).into_iter().filter(|target| bias.wants(target)).collect();
        let targets = chosen.into_iter().map(|index| index.get(&wanted).clone()).collect();
        let vocabulary = Arc::new(Vocabulary { targets, pools });
        let rows = vec(row(&vocabulary), rows);
        (Just(ground), filter_of(vocabulary, bias.operators()), rows)
    })
}

/// Returns whole queries: an optional filter, and clauses in any order.
pub(crate) fn query(vocabulary: Arc<Vocabulary>) -> BoxedStrategy<String> {
    let filter = prop_oneof![19 => filter(Arc::clone(&vocabulary)), 1 => Just(String::new())];
    let page = |word: &'static str| {
        let count = prop_oneof![8 => 0..6_u64, 1 => 6..100_u64, 1 => Just(u64::MAX)];
        prop_oneof![2 => Just(String::new()), 1 => count.prop_map(move |count| format!("{word} {count}"))]
    };
    let clauses = (sort(vocabulary), page("offset"), page("limit"));
    let clauses = clauses.prop_map(|(sort, offset, limit)| vec![sort, offset, limit]).prop_shuffle();
    (filter, clauses).prop_map(|(filter, clauses)| format!("{filter} {}", clauses.join(" "))).boxed()
}

/// Returns queries as people write them: a conjunction of a few comparisons, some negated; an order; a page.
pub(crate) fn plain_query(vocabulary: Arc<Vocabulary>) -> BoxedStrategy<String> {
    let operators = &[
        Operator::Equal,
        Operator::NotEqual,
        Operator::Less,
        Operator::GreaterEqual,
        Operator::In,
        Operator::Contains,
        Operator::StartsWith,
    ];
    let phrase = (prop::bool::weighted(0.3), phrase(Arc::clone(&vocabulary), operators));
    let part = phrase.prop_map(|(is_negated, phrase)| match is_negated {
        true => format!("not ({})", phrase.text),
        false => phrase.text,
    });
    let page = prop_oneof![1 => Just(String::new()), 3 => (1..6_u64).prop_map(|count| format!("limit {count}"))];
    let joined = (select(vec![" and ", " and ", " or ", " xor "]), vec(part, 1..3));
    let filter = joined.prop_map(|(connective, parts)| parts.join(connective));
    let filter = prop_oneof![3 => filter, 1 => Just(String::new())];
    // A query without a filter and with a short order is fully pushed to most APIs.
    let path = (0..vocabulary.targets.len()).prop_map({
        let vocabulary = Arc::clone(&vocabulary);
        move |target| vocabulary.targets[target].path.clone()
    });
    let key = (path, select(vec!["", " desc"])).prop_map(|(path, direction)| format!("sort by {path}{direction}"));
    let sort = prop_oneof![Just(String::new()).boxed(), key.boxed(), sort(vocabulary)];
    (filter, sort, page).prop_map(|(filter, sort, page)| format!("{filter} {sort} {page}")).boxed()
}

/// Returns a schema, a plain query over one to three fields, and rows with these fields.
pub(crate) fn plain_case(rows: usize) -> impl Strategy<Value = (Ground, String, Vec<Json>)> {
    let ground = (prop::bool::weighted(0.3), select(vec![Collation::Ordinal, Collation::IgnoreCase]));
    let ground = ground.prop_map(|(open, collation)| Ground { open, collation });
    (ground, pools(), vec(any::<Index>(), 1..4)).prop_flat_map(move |(ground, pools, chosen)| {
        let is_plain = |target: &Target| !matches!(target.usual, Type::Array(_) | Type::Object);
        let all: Vec<Target> = targets(ground).into_iter().filter(is_plain).collect();
        let targets = chosen.into_iter().map(|index| index.get(&all).clone()).collect();
        let vocabulary = Arc::new(Vocabulary { targets, pools });
        let rows = vec(row(&vocabulary), 0..rows);
        (Just(ground), plain_query(vocabulary), rows)
    })
}

/// Returns sort clauses, some of them empty.
pub(crate) fn sort(vocabulary: Arc<Vocabulary>) -> BoxedStrategy<String> {
    let direction = select(vec!["", " asc", " desc", " DESC"]);
    let path = (0..vocabulary.targets.len()).prop_map(move |target| vocabulary.targets[target].path.clone());
    let key = (path, direction, collate()).prop_map(|(path, direction, collate)| path + direction + &collate);
    let keys = (select(vec!["sort by ", "order by "]), vec(key, 1..4));
    prop_oneof![2 => keys.prop_map(|(by, keys)| by.to_owned() + &keys.join(", ")), 1 => Just(String::new())].boxed()
}

/// Returns filters of every connective and operator, at most three groups deep.
pub(crate) fn filter(vocabulary: Arc<Vocabulary>) -> BoxedStrategy<String> {
    filter_of(vocabulary, Operator::ALL)
}

/// Returns filters of some operators.
fn filter_of(vocabulary: Arc<Vocabulary>, operators: &'static [Operator]) -> BoxedStrategy<String> {
    let constant = select(vec!["true", "false", "TRUE"]).prop_map(str::to_owned);
    let leaf = prop_oneof![15 => phrase(vocabulary, operators).prop_map(|phrase| phrase.text), 1 => constant];
    let grouped = leaf.prop_recursive(3, 10, 3, |inner| {
        // Without parentheses, precedence decides the structure of the group; it is well-formed in any case.
        let item = (any::<bool>(), inner).prop_map(|(open, item)| if open { item } else { format!("({item})") });
        let connective = select(vec![" and ", " or ", " xor ", " && ", " || ", " AND ", "\nOr # one\n", " XOR "]);
        let group = (connective, vec(item.clone(), 2..4)).prop_map(|(connective, items)| items.join(connective));
        let not = (select(vec!["not ", "!", "NOT "]), item).prop_map(|(not, item)| not.to_owned() + &item);
        prop_oneof![3 => group, 1 => not]
    });
    grouped.boxed()
}

/// A comparison, whole and in parts.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) text: String,
    pub(crate) path: String,
    pub(crate) operator: Operator,
    /// The operand with its collation, if there is one.
    pub(crate) operand: String,
}

/// Returns comparisons with one of `operators`, of which every type must accept at least one.
pub(crate) fn phrase(vocabulary: Arc<Vocabulary>, operators: &'static [Operator]) -> BoxedStrategy<Phrase> {
    let target = 0..vocabulary.targets.len();
    let chosen = target.prop_flat_map(move |target| {
        let target = vocabulary.targets[target].clone();
        let taken = operators.iter().copied().filter(|operator| operator.accepts(&target.ty));
        let operator = select(taken.collect::<Vec<_>>());
        let vocabulary = Arc::clone(&vocabulary);
        operator.prop_flat_map(move |operator| {
            let operand = operand(&target, operator, &vocabulary.pools);
            (Just(target.path.clone()), spelling(operator), Just(operator), operand, collate())
        })
    });
    let phrase = chosen.prop_map(|(path, spelling, operator, operand, collate)| {
        let operand = operand + &collate;
        Phrase { text: format!("{path}{spelling}{operand}"), path, operator, operand }
    });
    phrase.boxed()
}

fn collate() -> impl Strategy<Value = String> {
    let given = select(Collation::ALL).prop_map(|collation| format!(" collate {collation}"));
    prop_oneof![2 => Just(String::new()), 1 => given]
}

/// Returns the spellings of an operator, with the blanks and comments around it.
fn spelling(operator: Operator) -> impl Strategy<Value = String> {
    let spellings = [operator.spelling()].into_iter().chain(operator.aliases().iter().copied());
    let mut written: Vec<String> = spellings.map(|spelling| format!(" {spelling} ")).collect();
    if operator.spelling().starts_with(char::is_alphabetic) {
        written.push(format!("\n# {operator}\n{}\t", operator.spelling().to_uppercase()));
    } else {
        written.push(operator.spelling().to_owned());
    }
    if operator.takes_not() {
        written.push(format!(" not {operator} "));
        written.push(format!(" NOT\n{operator} "));
    }
    select(written)
}

fn operand(target: &Target, operator: Operator, pools: &Pools) -> BoxedStrategy<String> {
    let item = item(target, operator, pools);
    if !operator.takes_list() {
        return item;
    }
    let brackets = select(vec![("(", ")"), ("[", "]"), ("( ", ",)"), ("[", " , ]")]);
    let items = prop_oneof![12 => vec(item.clone(), 0..4), 1 => vec(item, 4..24)];
    let list = (brackets, items).prop_map(|((open, close), items)| {
        let close = if items.is_empty() { close.trim_start_matches([' ', ',']) } else { close };
        format!("{open}{}{close}", items.join(", "))
    });
    list.boxed()
}

/// Returns literals that `operator` accepts on a field.
fn item(target: &Target, operator: Operator, pools: &Pools) -> BoxedStrategy<String> {
    use Operator::{Contains, Equal, In, NotEqual, Subset, Superset};
    let null = || select(vec!["null", "NULL"]).prop_map(str::to_owned);
    let about_elements = matches!(operator, Contains | Subset | Superset);
    let takes_null = match &target.ty {
        Type::Array(_) | Type::Object if matches!(operator, Equal | NotEqual | In) => return null().boxed(),
        Type::Array(_) | Type::Any if about_elements => true,
        _ => matches!(operator, Equal | NotEqual | In) && target.is_nullable,
    };
    let inner = |ty: &Type| if let Type::Array(element) = ty { Type::clone(element) } else { ty.clone() };
    let ty = if about_elements { inner(&target.ty) } else { target.ty.clone() };
    let value = match ty {
        Type::Any => open_literal(&inner(&target.usual), operator, pools),
        ty => literal(&ty, pools),
    };
    if takes_null { prop_oneof![7 => value, 1 => null()].boxed() } else { value }
}

/// Returns literals of any type that `operator` accepts on a field of unknown type, mostly of the `usual` type.
fn open_literal(usual: &Type, operator: Operator, pools: &Pools) -> BoxedStrategy<String> {
    use Operator::{EndsWith, Greater, GreaterEqual, Less, LessEqual, StartsWith};
    let text = quoted(pools.texts.clone());
    if matches!(operator, StartsWith | EndsWith) {
        return text;
    }
    let is_order = matches!(operator, Less | LessEqual | Greater | GreaterEqual);
    let bare = [pools.numbers.as_slice(), pools.dates.bare, pools.durations.bare].concat();
    let bare = if is_order { bare } else { [&bare[..], &["true", "false"]].concat() };
    let common = match usual {
        Type::Number => written(&pools.numbers),
        Type::DateTime => written(pools.dates.bare),
        Type::Duration => written(pools.durations.bare),
        Type::Boolean if !is_order => written(&["true", "false"]),
        Type::Enum(_) => quoted([STATES, CASED_STATES].concat()),
        _ => text.clone(),
    };
    prop_oneof![6 => common, 1 => text, 1 => written(&bare)].boxed()
}

/// Returns literals of a type, bare or quoted.
fn literal(ty: &Type, pools: &Pools) -> BoxedStrategy<String> {
    let read = |rows: &[&'static str], can_be_read: fn(&str) -> bool| -> Vec<&'static str> {
        rows.iter().copied().filter(|text| can_be_read(text)).collect()
    };
    let quotable = |numbers: &[&'static str]| read(numbers, |text| !text.ends_with('B'));
    let mixed = |bare: &[&'static str], texts: Vec<&'static str>| {
        if texts.is_empty() { written(bare) } else { prop_oneof![3 => written(bare), 1 => quoted(texts)].boxed() }
    };
    match ty {
        Type::Text => quoted(pools.texts.clone()),
        Type::Enum(words) if words.open => mixed(GRADES, [GRADES, OTHER_GRADES].concat()),
        Type::Enum(_) => mixed(&[STATES, CASED_STATES].concat(), [STATES, CASED_STATES].concat()),
        Type::Integer => mixed(&pools.whole, quotable(&pools.whole)),
        Type::Number => mixed(&pools.numbers, quotable(&pools.numbers)),
        Type::Boolean => mixed(&["true", "false", "True"], vec!["true", "false"]),
        Type::DateTime | Type::Epoch(_) => {
            mixed(pools.dates.bare, read(pools.dates.rows, |text| naive::instant(text).is_some()))
        }
        Type::Duration => mixed(pools.durations.bare, read(pools.durations.rows, |text| naive::length(text).is_some())),
        Type::Uuid => quoted(read(IDS, |text| naive::uuid(text).is_some())),
        unknown => panic!("no literals of type {unknown}"),
    }
}

fn written(literals: &[&'static str]) -> BoxedStrategy<String> {
    select(literals.to_vec()).prop_map(str::to_owned).boxed()
}

/// Returns `texts` in quotes of either kind, with the necessary escapes or with nothing but escapes.
fn quoted<T: Into<String> + Clone + std::fmt::Debug + 'static>(texts: Vec<T>) -> BoxedStrategy<String> {
    let ways: Vec<fn(&str) -> String> = vec![
        |text| Json::from(text).to_string(),
        |text| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        |text| text.encode_utf16().fold(String::from('"'), |written, unit| format!("{written}\\u{unit:04X}")) + "\"",
    ];
    (select(texts), 0..ways.len()).prop_map(move |(text, way)| ways[way](&text.into())).boxed()
}

/// A sequence of choices made by one number. Zero makes the first choice each time, so that rows shrink to the usual
/// values.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        let count = count as u64;
        let drawn = self.0 % count;
        self.0 /= count;
        usize::try_from(drawn).expect("below a count")
    }

    fn choose(&mut self, values: &[Json]) -> Json {
        values[self.below(values.len())].clone()
    }
}

/// The values of one field over the rows.
struct Column {
    names: Vec<String>,
    /// The values, or those of the elements of an array.
    usual: Vec<Json>,
    is_array: bool,
    others: Vec<Json>,
}

impl Column {
    fn new(target: &Target, pools: &Pools) -> Self {
        let everything = || {
            let types = [Type::Text, Type::Number, Type::Boolean, Type::DateTime, Type::Duration];
            let arrays = pools.texts.iter().map(|text| json!([text]));
            types.into_iter().flat_map(|ty| values(&ty, pools)).chain(other_kinds()).chain(arrays)
        };
        let (usual, is_array) = match &target.usual {
            Type::Array(element) if **element == Type::Any => (everything().collect(), true),
            Type::Array(element) => (values(element, pools), true),
            ty => (values(ty, pools), false),
        };
        let others = if target.ty == Type::Any { everything().collect() } else { other_kinds() };
        let names = target.path.split('.').map(|name| name.replace('`', "")).collect();
        Self { names, usual, is_array, others }
    }

    /// Returns the value in one row, or `None` if the row has no such member.
    fn value(&self, mut draw: Draw) -> Option<Json> {
        match draw.below(16) {
            0..12 if self.is_array => {
                let count = draw.below(4);
                Some((0..count).map(|_| self.element(&mut draw)).collect())
            }
            0..12 => Some(draw.choose(&self.usual)),
            12 | 13 => Some(draw.choose(&self.others)),
            14 => Some(Json::Null),
            _ => None,
        }
    }

    fn element(&self, draw: &mut Draw) -> Json {
        match draw.below(8) {
            0..6 => draw.choose(&self.usual),
            6 => draw.choose(&self.others),
            _ => Json::Null,
        }
    }
}

fn other_kinds() -> Vec<Json> {
    vec![json!("x"), json!(5), json!(5.5), json!(true), json!([]), json!([null]), json!(["a", 5]), json!({"a": 1})]
}

/// Returns the values of a field of type `ty` in rows, a few of them of another type.
fn values(ty: &Type, pools: &Pools) -> Vec<Json> {
    let texts = |texts: &[&str]| texts.iter().map(|text| Json::from(*text)).collect();
    // Rows cannot hold numbers that JSON parsers refuse, such as 1e400 and byte units.
    let numbers = |written: &[&str]| written.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    match ty {
        Type::Text => pools.texts.iter().map(|text| Json::from(text.as_str())).collect(),
        Type::Enum(words) if words.open => texts(&[GRADES, OTHER_GRADES].concat()),
        Type::Enum(_) => texts(&[STATES, CASED_STATES, &["Stopped", ""]].concat()),
        Type::Integer => numbers(&[&pools.whole[..], &["5.5"]].concat()),
        Type::Number => numbers(&pools.numbers),
        Type::Boolean => vec![json!(true), json!(false)],
        Type::DateTime => texts(pools.dates.rows),
        Type::Epoch(unit) => epochs(*unit, pools.dates),
        Type::Duration => texts(pools.durations.rows),
        Type::Uuid => texts(IDS),
        Type::Object => vec![json!({})],
        unknown => panic!("no values of type {unknown}"),
    }
}

/// Returns the instants of `dates` as numbers of `unit`, and other numbers.
fn epochs(unit: EpochUnit, dates: &Forms) -> Vec<Json> {
    let nanos = match unit {
        EpochUnit::Seconds => 1_000_000_000,
        EpochUnit::Milliseconds => 1_000_000,
        EpochUnit::Microseconds => 1000,
        unknown => panic!("no numbers of {unknown}"),
    };
    let since_1970 = |text: &&str| Some(naive::instant(text)? - naive::instant("1970-01-01")?);
    let number = |since: i128| match i64::try_from(since / nanos) {
        Ok(whole) if since % nanos == 0 => json!(whole),
        _ => json!(since as f64 / nanos as f64),
    };
    let others = [json!(0), json!(-1), json!(-0.5), json!(1.5), json!(1769817600.123), json!(-1e-30), json!(1e300)];
    let edges = [-62_135_596_800_i64, -62_135_596_801, 253_402_300_799, 253_402_300_800].map(|edge| json!(edge));
    let wide = [json!(u64::MAX), json!(i64::MIN), json!("0"), json!("2026-01-31")];
    dates.rows.iter().filter_map(since_1970).map(number).chain(others).chain(edges).chain(wide).collect()
}

fn row(vocabulary: &Vocabulary) -> impl Strategy<Value = Json> + use<> {
    let columns: Vec<Column> = vocabulary.targets.iter().map(|target| Column::new(target, &vocabulary.pools)).collect();
    (any::<u64>(), vec(any::<u64>(), columns.len())).prop_map(move |(shape, draws)| {
        let mut shape = Draw(shape);
        if shape.below(64) == 63 {
            return shape.choose(&other_kinds());
        }
        // Rarely, the dotted path is the name of one member, which the path does not reach.
        let is_flat = shape.below(32) == 31;
        let mut row = json!({});
        for (column, draw) in columns.iter().zip(draws) {
            if let Some(value) = column.value(Draw(draw)) {
                let names = if is_flat { &[column.names.join(".")][..] } else { &column.names };
                put(&mut row, names, value);
            }
        }
        row
    })
}

/// Inserts a value at a path, with the objects that it needs, unless another value is in the way.
pub(crate) fn put(json: &mut Json, names: &[String], value: Json) {
    let Json::Object(members) = json else { return };
    match names {
        [] => {}
        [name] => {
            members.insert(name.clone(), value);
        }
        [name, below @ ..] => put(members.entry(name.as_str()).or_insert_with(|| Map::new().into()), below, value),
    }
}
