//! The operators that NetBackup's documentation lists for each property, against the built-in endpoints.

use std::collections::BTreeSet;

use tamis::{Collation, Dialect, Endpoint, Operator, Path, Type};

use super::folder::{Folder, Suite};

pub(crate) fn operators(folder: &Folder, suite: &mut Suite) {
    let built_in: BTreeSet<&str> = Dialect::Netbackup.endpoints().collect();
    let facts = folder.text("api-facts.md");
    let table = facts.split_once("## Appendix A").unwrap().1.split("## Appendix B").next().unwrap();
    let mut listed = BTreeSet::new();
    for line in table.lines().filter_map(|line| line.strip_prefix("- **GET /")) {
        let (path, rest) = line.split_once("**").unwrap();
        if built_in.contains(path) {
            listed.insert(path);
            let groups = rest.split_once(": ").unwrap().1;
            check(&Dialect::Netbackup.endpoint(path).unwrap(), groups, suite);
        }
    }
    assert_eq!(listed, built_in, "an endpoint is built in and not in the table");
    suite.remark(format!("{} endpoints", listed.len()));
}

/// Checks the properties of an endpoint against groups such as `CMP (i): jobId, status; eq (s): assetID`.
fn check(endpoint: &Endpoint, groups: &str, suite: &mut Suite) {
    let mut listed = BTreeSet::new();
    for group in groups.split("; ") {
        let (words, names) = group.split_once("): ").unwrap();
        let (words, ty) = words.split_once(" (").unwrap();
        // Members of array elements, and members of an object with arbitrary ones, are no fields.
        let is_field = |name: &&str| !name.contains(['/', '.']) && *name != "diskVolumes" && *name != "diskMediaId";
        for name in names.split(", ").filter(is_field) {
            listed.insert(name);
            let case = || format!("{} {name}", endpoint.path());
            let Some(field) = endpoint.schema().field(&Path::from(name)) else {
                suite.check("no such field", "a field", case);
                continue;
            };
            suite.check(without_in(field.listed_operators().unwrap()), expanded(words), case);
            let changes_case = words.contains("FULL") || words.contains("tolower");
            suite.check(field.allows_collation(Collation::IgnoreCase), changes_case, case);
            let letter = match field.ty() {
                Type::Enum(_) if field.is_coded() => "i",
                Type::Text | Type::Enum(_) => "s",
                Type::Integer => "i",
                Type::Number => "f",
                Type::DateTime => "d",
                Type::Boolean => "b",
                Type::Duration => "dur",
                other => panic!("the table has no letter for {other}"),
            };
            suite.check(letter, ty, case);
        }
    }
    let unlisted = endpoint.schema().fields().filter(|field| !listed.contains(field.path().to_string().as_str()));
    for field in unlisted {
        let operators = field.listed_operators().unwrap_or_default();
        let case = || format!("{} {}, which the table does not list", endpoint.path(), field.path());
        suite.check(operators, &[], case);
    }
}

/// Returns the operators without `in`, which the table does not have.
fn without_in(listed: &[Operator]) -> BTreeSet<Operator> {
    listed.iter().copied().filter(|operator| *operator != Operator::In).collect()
}

/// Returns the operators of the table's words and abbreviations.
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
