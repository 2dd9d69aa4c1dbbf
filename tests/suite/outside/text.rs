//! The tables of a real .NET: order and containment of text, numeric ordering, and the classes of letters that differ
//! in case alone.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::json;
use tamis::Collation;

use super::folder::{Folder, Suite};
use crate::common::text::{contains, order_by_queries};

/// Returns the rows of a table, split at their tabs.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn unquoted(json: &str) -> String {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

pub(crate) fn pairs(folder: &Folder, suite: &mut Suite) {
    for row in rows(&folder.text("oracle/text_pairs.tsv")) {
        let [a, b, ordinal, ignorecase, ordinal_contains, ignorecase_contains] = row[..] else { panic!("{row:?}") };
        let answers =
            [(Collation::Ordinal, ordinal, ordinal_contains), (Collation::IgnoreCase, ignorecase, ignorecase_contains)];
        for (collation, order, containment) in answers {
            check_order(suite, collation, a, b, order);
            let got = contains(collation, &unquoted(a), &unquoted(b));
            suite.check(got, containment == "1", || format!("{a} contains {b} under {collation}"));
        }
    }
}

pub(crate) fn numeric_pairs(folder: &Folder, suite: &mut Suite) {
    for row in rows(&folder.text("oracle/numeric_pairs.tsv")) {
        let [a, b, order] = row[..] else { panic!("{row:?}") };
        check_order(suite, Collation::Lexicographic, a, b, order);
    }
}

/// Checks that two texts, quoted as JSON, are ordered as the number `order` is to 0: by the collation itself in both
/// directions, and by queries.
fn check_order(suite: &mut Suite, collation: Collation, a: &str, b: &str, order: &str) {
    let order = order.parse::<i32>().unwrap().cmp(&0);
    let (left, right) = (unquoted(a), unquoted(b));
    suite.check(collation.compare(&left, &right), order, || format!("{a} to {b} under {collation}"));
    suite.check(collation.compare(&right, &left), order.reverse(), || format!("{b} to {a} under {collation}"));
    let by_queries = order_by_queries(collation, &left, &right);
    suite.check(by_queries, Ok(order), || format!("queries about {a} and {b} under {collation}"));
}

pub(crate) fn classes(folder: &Folder, suite: &mut Suite) {
    let mut classes: BTreeSet<Vec<char>> = BTreeSet::new();
    let mut mentioned: BTreeSet<char> = BTreeSet::new();
    for row in rows(&folder.text("oracle/ignorecase_classes.tsv")) {
        let [kind, code_points] = row[..] else { panic!("{row:?}") };
        let character = |hex: &str| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
        let mut class: Vec<char> = code_points.split(' ').map(character).collect();
        class.sort_unstable();
        mentioned.extend(&class);
        let is_equal = match kind {
            "equal" => true,
            "apart" => false,
            other => panic!("the table has the word {other}"),
        };
        for (a, b) in class.iter().flat_map(|a| class.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
            let name = || format!("U+{:04X} and U+{:04X}", a as u32, b as u32);
            suite.check(order(a, b).is_eq(), is_equal, name);
            for operator in ["==", "contains", "startswith"] {
                let query = format!("x {operator} {} collate ignorecase", json!(b));
                let program = query.parse::<tamis::Query>().unwrap().compile().unwrap();
                suite.check(program.matches(&json!({ "x": a })), is_equal, || format!("{operator}: {}", name()));
            }
        }
        if is_equal {
            classes.insert(class);
        }
    }
    // Each character of Unicode is in a class of the table, in a class of newer characters, or in one of its own.
    let mut newer = 0;
    let mut in_library: BTreeSet<Vec<char>> = BTreeSet::new();
    let mut all: Vec<char> = (char::MIN..=char::MAX).collect();
    all.sort_by(|a, b| order(*a, *b));
    for equal in all.chunk_by(|a, b| order(*a, *b).is_eq()).filter(|equal| equal.len() > 1) {
        if equal.iter().any(|character| mentioned.contains(character)) {
            in_library.insert(equal.iter().copied().collect::<BTreeSet<char>>().into_iter().collect());
        } else {
            let upper: BTreeSet<String> = equal.iter().map(|character| character.to_uppercase().collect()).collect();
            assert_eq!(upper.len(), 1, "a class that the table lacks has several upper cases: {equal:X?}");
            newer += 1;
        }
    }
    for class in classes.union(&in_library) {
        let presence = (classes.contains(class), in_library.contains(class));
        suite.check(presence, (true, true), || format!("class {class:X?} (in the table, in the library)"));
    }
    suite.remark(format!("{} classes over {} characters, {newer} newer classes", classes.len(), all.len()));
}

fn order(a: char, b: char) -> Ordering {
    Collation::IgnoreCase.compare(a.encode_utf8(&mut [0; 4]), b.encode_utf8(&mut [0; 4]))
}
