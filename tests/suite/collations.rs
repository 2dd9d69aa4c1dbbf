//! The collations by their definitions: pairs of texts with their answers, and the classes of letters that `ignorecase`
//! holds equal, over all of Unicode. `tests/suite/outside.rs` compares the same with the answers of a real .NET.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use tamis::Collation;

use crate::common::naive::simple_uppercase;
use crate::common::text::{contains, order_by_queries};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Samples {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    rule: String,
    left: String,
    right: String,
    order: BTreeMap<String, String>,
    contains: BTreeSet<String>,
}

#[test]
fn pairs_are_ordered_and_contained_by_the_rules() {
    let samples: Samples = toml::from_str(include_str!("../samples/collations.toml")).unwrap();
    let mut rules = BTreeSet::new();
    for Pair { rule, left, right, order, contains: containing } in &samples.pair {
        assert!(rules.insert(rule), "two pairs are called `{rule}`");
        for collation in Collation::ALL.iter().copied() {
            let name = collation.to_string();
            let case = format!("{rule}: {left:?} and {right:?} under {name}");
            let expected = match order[&name].as_str() {
                "<" => Ordering::Less,
                "=" => Ordering::Equal,
                ">" => Ordering::Greater,
                other => panic!("{case}: `{other}`"),
            };
            assert_eq!(collation.compare(left, right), expected, "{case}");
            assert_eq!(collation.compare(right, left), expected.reverse(), "{case}, reversed");
            assert_eq!(order_by_queries(collation, left, right), Ok(expected), "{case}, by queries");
            assert_eq!(contains(collation, left, right), containing.contains(&name), "{case}, contained");
            assert!(contains(collation, &format!("{right}{left}{right}"), left), "{case}, inside another text");
        }
    }
    assert!(rules.len() > 40, "only {} pairs", rules.len());
}

/// Sorts all characters, so that equal ones are neighbours, and compares each with its neighbour.
#[test]
fn ignorecase_holds_equal_what_has_one_simple_capital() {
    let text = |character: char| character.encode_utf8(&mut [0; 4]).to_owned();
    let mut all: Vec<(char, char, String)> =
        (char::MIN..=char::MAX).map(|character| (simple_uppercase(character), character, text(character))).collect();
    all.sort();
    let mut classes = 0;
    for neighbours in all.windows(2) {
        let [(left_capital, left, left_text), (right_capital, right, right_text)] = neighbours else { unreachable!() };
        let order = Collation::IgnoreCase.compare(left_text, right_text);
        let expected = left_capital.cmp(right_capital);
        assert_eq!(order, expected, "U+{:04X} and U+{:04X}", *left as u32, *right as u32);
        classes += usize::from(expected.is_lt());
    }
    assert!(classes < all.len() - 1400, "only {} characters equal another", all.len() - classes);
}
