//! The foreign languages whose operators are cured, and the parts that their models share.

use super::model::{Case, Chance, Condition, Connective, Connectives, WORDS};
use super::queries::{kusto, lucene, mongo, odata, rsql, sql};
use super::scripts::{javascript, jq, powershell};

pub(crate) struct Language {
    pub(crate) name: &'static str,
    /// The text before a condition, and the text after it.
    pub(crate) head: &'static str,
    pub(crate) tail: &'static str,
    pub(crate) connectives: Connectives,
    /// Returns a condition without connectives. Text is compared as by the data store if the language leaves it to
    /// that.
    pub(crate) leaf: fn(&mut Chance, Case) -> Condition,
    /// The least count of conditions that have to be cured, of a hundred.
    pub(crate) least_cured: usize,
}

pub(crate) const LANGUAGES: &[Language] = &[
    Language {
        name: "PowerShell",
        head: "Get-Rows | Where-Object { ",
        tail: " }",
        connectives: Connectives {
            spellings: &[(Connective::And, " -and "), (Connective::Or, " -or "), (Connective::Xor, " -xor ")],
            from_left: true,
            not: Some("-not "),
        },
        leaf: powershell,
        least_cured: 50,
    },
    Language {
        name: "SQL",
        head: "SELECT * FROM rows WHERE ",
        tail: ";",
        connectives: Connectives {
            spellings: &[(Connective::And, " AND "), (Connective::Or, " OR ")],
            from_left: false,
            not: Some("NOT "),
        },
        leaf: sql,
        least_cured: 50,
    },
    Language {
        name: "KQL",
        head: "Rows | where ",
        tail: "",
        connectives: Connectives {
            spellings: &[(Connective::And, " and "), (Connective::Or, " or ")],
            from_left: false,
            not: Some("not"),
        },
        leaf: kusto,
        least_cured: 50,
    },
    Language {
        name: "KQL in pieces",
        head: "Rows | where ",
        tail: "",
        connectives: Connectives { spellings: &[(Connective::And, " | where ")], from_left: false, not: Some("not") },
        leaf: kusto,
        least_cured: 50,
    },
    Language {
        name: "OData",
        head: "$filter=",
        tail: "",
        connectives: Connectives {
            spellings: &[(Connective::And, " and "), (Connective::Or, " or ")],
            from_left: false,
            not: Some("not "),
        },
        leaf: odata,
        least_cured: 80,
    },
    Language {
        name: "RSQL",
        head: "size=ge=0;",
        tail: "",
        connectives: Connectives { spellings: &[(Connective::And, ";")], from_left: false, not: None },
        leaf: rsql,
        least_cured: 80,
    },
    Language {
        name: "FIQL",
        head: "",
        tail: "",
        connectives: Connectives {
            spellings: &[(Connective::And, ";"), (Connective::Or, ",")],
            from_left: false,
            not: None,
        },
        leaf: rsql,
        least_cured: 50,
    },
    Language {
        name: "jq",
        head: ".[] | select(",
        tail: ")",
        connectives: Connectives {
            spellings: &[(Connective::And, " and "), (Connective::Or, " or ")],
            from_left: false,
            not: None,
        },
        leaf: jq,
        least_cured: 80,
    },
    Language {
        name: "JavaScript",
        head: "",
        tail: "",
        connectives: Connectives {
            spellings: &[(Connective::And, " && "), (Connective::Or, " || ")],
            from_left: false,
            not: Some("!"),
        },
        leaf: javascript,
        least_cured: 60,
    },
    Language {
        name: "Lucene",
        head: "",
        tail: "",
        connectives: Connectives { spellings: &[(Connective::And, " AND ")], from_left: false, not: Some("NOT ") },
        leaf: lucene,
        least_cured: 5,
    },
    Language {
        name: "MongoDB",
        head: "{",
        tail: "}",
        connectives: Connectives { spellings: &[(Connective::And, ", ")], from_left: false, not: None },
        leaf: mongo,
        least_cured: 10,
    },
];

/// Searches for one text in another.
pub(crate) type Look = fn(Case, &str, &str) -> bool;

pub(crate) const NAMES: &[&str] = &["name", "state", "owner"];

pub(crate) fn quoted(word: &str, quote: char) -> String {
    format!("{quote}{word}{quote}")
}

pub(crate) fn words(chance: &mut Chance, quote: char) -> (String, Vec<&'static str>) {
    let words: Vec<&str> = (0..1 + chance.below(3)).map(|_| chance.one_of(WORDS)).collect();
    let list: Vec<String> = words.iter().map(|word| quoted(word, quote)).collect();
    (list.join(", "), words)
}

pub(crate) fn compare(operator: &str, a: f64, b: f64) -> bool {
    match operator {
        "eq" | "==" | "=" | "===" => a == b,
        "ne" | "!=" | "<>" | "!==" => a != b,
        "lt" | "<" => a < b,
        "le" | "<=" => a <= b,
        "gt" | ">" => a > b,
        "ge" | ">=" => a >= b,
        other => panic!("{other}"),
    }
}

/// Returns `true` if the regular expression `word`, anchored at its start or its end, matches in `text`.
pub(crate) fn found(case: Case, text: &str, word: &str, start: bool, end: bool) -> bool {
    match (start, end) {
        (true, true) => case.eq(text, word),
        (true, false) => case.starts(text, word),
        (false, true) => case.ends(text, word),
        (false, false) => case.contains(text, word),
    }
}
