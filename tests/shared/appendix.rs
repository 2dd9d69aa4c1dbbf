//! What NetBackup's built-in endpoints list, held against the table of the same in `api-facts.md`.

use std::collections::BTreeSet;

use tamis::{Collation, Dialect, Endpoint, Operator, Path, Type};

use super::Tally;

/// Checks each property of each endpoint of the table that is built in; gives how many endpoints there are.
pub(crate) fn check(facts: &str, tally: &mut Tally) -> usize {
    let known: BTreeSet<&str> = Dialect::Netbackup.endpoints().collect();
    let table = facts.split_once("## Appendix A").unwrap().1.split("## Appendix B").next().unwrap();
    let mut seen = BTreeSet::new();
    for line in table.lines().filter_map(|line| line.strip_prefix("- **GET /")) {
        let (path, rest) = line.split_once("**").unwrap();
        if known.contains(path) {
            seen.insert(path);
            let groups = rest.split_once(": ").unwrap().1;
            endpoint(&Dialect::Netbackup.endpoint(path).unwrap(), groups, tally);
        }
    }
    assert_eq!(seen, known, "an endpoint is built in and not in the table");
    seen.len()
}

/// `CMP (i): jobId, status; eq (s): assetID`.
fn endpoint(endpoint: &Endpoint, groups: &str, tally: &mut Tally) {
    let mut listed = BTreeSet::new();
    for group in groups.split("; ") {
        let (words, names) = group.split_once("): ").unwrap();
        let (words, ty) = words.split_once(" (").unwrap();
        // Within the elements of an array, or below an object of any members: no field of its own.
        let is_field = |name: &&str| !name.contains(['/', '.']) && *name != "diskVolumes" && *name != "diskMediaId";
        for name in names.split(", ").filter(is_field) {
            listed.insert(name);
            let case = || format!("{} {name}", endpoint.path());
            let Some(field) = endpoint.schema().field(&Path::from(name)) else {
                tally.check("no such field", "a field", case);
                continue;
            };
            tally.check(operators(field.listed_operators().unwrap()), expanded(words), case);
            let lowers = words.contains("FULL") || words.contains("tolower");
            tally.check(field.allows_collation(Collation::IgnoreCase), lowers, case);
            let kind = match field.ty() {
                Type::Enum(_) if field.is_coded() => "i",
                Type::Text | Type::Enum(_) => "s",
                Type::Integer => "i",
                Type::Number => "f",
                Type::DateTime => "d",
                Type::Boolean => "b",
                Type::Duration => "dur",
                _ => "?",
            };
            tally.check(kind, ty, case);
        }
    }
    let unlisted = endpoint.schema().fields().filter(|field| !listed.contains(field.path().to_string().as_str()));
    for field in unlisted {
        let operators = field.listed_operators().unwrap_or_default();
        tally.check(operators, &[], || format!("{} {}, which the table has not", endpoint.path(), field.path()));
    }
}

/// The operators as the table has them: `in` is no word of it.
fn operators(listed: &[Operator]) -> BTreeSet<Operator> {
    listed.iter().copied().filter(|operator| *operator != Operator::In).collect()
}

fn expanded(words: &str) -> BTreeSet<Operator> {
    const CMP: &str = "eq ne lt gt le ge";
    let words = match words {
        "CMP" => CMP.to_owned(),
        "STR" => "eq ne contains startswith endswith".to_owned(),
        "FULL" => format!("{CMP} contains startswith endswith"),
        words => words.to_owned(),
    };
    let operator = |word: &str| match word {
        "eq" => Some(Operator::Equal),
        "ne" => Some(Operator::NotEqual),
        "lt" => Some(Operator::Less),
        "le" => Some(Operator::LessEqual),
        "gt" => Some(Operator::Greater),
        "ge" => Some(Operator::GreaterEqual),
        "contains" => Some(Operator::Contains),
        "startswith" => Some(Operator::StartsWith),
        "endswith" => Some(Operator::EndsWith),
        "and" | "or" | "not" | "tolower" | "toupper" => None,
        other => panic!("the table has the word {other}"),
    };
    words.split(' ').filter_map(operator).collect()
}
