//! The cost of lints in comparisons of cuts, and their limits for queries with very many lints.

use std::cell::Cell;

use super::sink::{MOST_LINTS, MOST_STEPS};
use super::{Lint, lint, lint_writing};
use crate::check::check;
use crate::schema::{Field, Schema};
use crate::syntax::{Limits, parse};
use crate::ty::{Enumeration, Type};

thread_local! {
    static COMPARED: Cell<usize> = const { Cell::new(0) };
}

/// Counts a comparison of cuts.
pub(super) fn count() {
    COMPARED.with(|compared| compared.set(compared.get() + 1));
}

/// Returns the lints of a text, and the number of comparisons that finding them took.
fn counted(text: &str, schema: &Schema) -> (Vec<Lint>, usize) {
    let ast = parse(text, &Limits::default()).unwrap();
    let (checked, _) = check(&ast, text.into(), schema).unwrap();
    COMPARED.with(|compared| compared.set(0));
    let mut lints = lint(&checked);
    lints.extend(lint_writing(&ast));
    (lints, COMPARED.with(Cell::get))
}

fn joined(count: usize, connective: &str, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(connective)
}

fn items(count: usize) -> String {
    joined(count, ", ", |item| format!("\"t{item}\""))
}

/// A name, and a function that writes a query of a given number of values.
type Shape = (&'static str, fn(usize) -> String);

/// Each stresses a different part of the analysis.
const SHAPES: &[Shape] = &[
    ("unequal to each", |count| joined(count, " and ", |item| format!("n != {item}"))),
    ("equal to any", |count| joined(count, " or ", |item| format!("n == {item}"))),
    ("equal to each", |count| joined(count, " and ", |item| format!("n == {item}"))),
    ("above each", |count| joined(count, " and ", |item| format!("n > {item}"))),
    ("the same", |count| joined(count, " and ", |_| "n > 5".to_owned())),
    ("in a list", |count| format!("t in ({})", items(count))),
    ("in two lists", |count| format!("t in ({0}) and t not in ({0})", items(count / 2))),
    ("in lists of two collations", |count| format!("t in ({0}) and t in ({0}) collate ignorecase", items(count / 2))),
    ("with all needles", |count| joined(count, " and ", |item| format!("t contains \"{item}\""))),
    ("with a word each", |count| joined(count / 2, " or ", |item| format!("w == w{} and n == 1", item % 500))),
    ("in groups", |count| joined(count / 2, " and ", |item| format!("(n < {item} or n > {})", item + 1))),
    ("of every kind", |count| {
        let part =
            |item| format!("x != {item} and x != {item}s and x != \"{item}\" and x > 2026-01-31T00:00:00.{item:09}Z");
        joined(count / 4, " and ", part)
    }),
];

#[test]
fn long_queries_cost_little_more_than_sorting_them() {
    let words: Vec<String> = (0..500).map(|word| format!("w{word}")).collect();
    let words = Type::from(Enumeration::closed("Words", words.iter().map(String::as_str)));
    let fields = [
        Field::new("n", Type::Number),
        Field::new("t", Type::Text),
        Field::new("w", words).required(),
        Field::new("x", Type::Any),
    ];
    let schema = Schema::builder("long").fields(fields).build_unchecked();
    for (name, text) in SHAPES {
        for count in [500, 6_000] {
            let (lints, compared) = counted(&text(count), &schema);
            let sorting = count * count.ilog2() as usize;
            // The step budget is the same for every length; each step is a few comparisons.
            let most = 64 * sorting + 3 * MOST_STEPS;
            println!("{name}, {count}: {compared} comparisons, {} lints", lints.len());
            assert!(compared <= most, "{name}, {count}: {compared} comparisons of {most}");
            assert!(lints.len() <= 2 * MOST_LINTS);
        }
    }
}
