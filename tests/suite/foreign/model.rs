//! The parts that the models share: rows, random numbers, texts as foreign languages compare them, and conditions that
//! are written and evaluated together.

use std::rc::Rc;

use serde_json::{Value, json};

/// SplitMix64: the same conditions and rows each time.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(crate) fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    pub(crate) fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// Texts that differ in case, at their ends, inside, and in the characters of patterns and escapes.
pub(crate) const TEXTS: &[&str] = &[
    "web", "Web", "WEB", "web-01", "my web", "MyWeb7", "db", "DB", "dbweb", "a", "A", "b", "é", "É", "ß", "ss", "a_b",
    "a%b", "a*b", "", "web\\x", "it's",
];

/// Words to search for: none is empty, and none has a special character of patterns.
pub(crate) const WORDS: &[&str] = &["web", "Web", "WEB", "db", "DB", "a", "A", "B", "é", "É", "web-01", "my web"];

/// A row. `name`, `state`, `size` and `tags` are always present, since languages differ about missing values: SQL and
/// OData know a third truth value, PowerShell sorts null before numbers, and here a comparison with null is false and
/// its negation true. `end`, `owner` and `note` may be null or missing.
pub(crate) fn row(chance: &mut Chance) -> Value {
    let mut row = json!({
        "name": chance.one_of(TEXTS),
        "state": chance.one_of(TEXTS),
        "size": chance.below(8) * 1000,
        "tags": (0..chance.below(3)).map(|_| chance.one_of(TEXTS)).collect::<Vec<_>>(),
    });
    for name in ["end", "owner", "note"] {
        match chance.below(3) {
            0 => {}
            1 => row[name] = Value::Null,
            _ => row[name] = chance.one_of(TEXTS).into(),
        }
    }
    row["enabled"] = chance.is_one_in(2).into();
    row
}

pub(crate) fn text(row: &Value, name: &str) -> Option<String> {
    row[name].as_str().map(str::to_owned)
}

pub(crate) fn number(row: &Value) -> f64 {
    row["size"].as_f64().unwrap()
}

/// The case sensitivity of a language, or of its data store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Ignored,
    Sensitive,
}

impl Case {
    /// Returns a text as it is compared: each character in upper case if that is a single one, as in .NET's ordinal
    /// comparison.
    fn key(self, text: &str) -> String {
        let upper = |character: char| {
            let mut upper = character.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(upper), None) => upper,
                _ => character,
            }
        };
        match self {
            Self::Ignored => text.chars().map(upper).collect(),
            Self::Sensitive => text.to_owned(),
        }
    }

    pub(crate) fn eq(self, a: &str, b: &str) -> bool {
        self.key(a) == self.key(b)
    }

    pub(crate) fn contains(self, text: &str, part: &str) -> bool {
        self.key(text).contains(&self.key(part))
    }

    pub(crate) fn starts(self, text: &str, part: &str) -> bool {
        self.key(text).starts_with(&self.key(part))
    }

    pub(crate) fn ends(self, text: &str, part: &str) -> bool {
        self.key(text).ends_with(&self.key(part))
    }

    /// Returns `true` if `text` as a whole matches `pattern`, in which `any` matches any text and `one` one character.
    pub(crate) fn matches(self, text: &str, pattern: &str, any: char, one: char) -> bool {
        let (text, pattern): (Vec<char>, Vec<char>) =
            (self.key(text).chars().collect(), self.key(pattern).chars().collect());
        let mut reached = vec![false; text.len() + 1];
        reached[0] = true;
        for sign in pattern {
            let mut next = vec![false; text.len() + 1];
            for (at, is_reached) in reached.iter().enumerate().filter(|(_, is_reached)| **is_reached) {
                assert!(is_reached);
                if sign == any {
                    next[at..].fill(true);
                } else if text.get(at).is_some_and(|character| sign == one || *character == sign) {
                    next[at + 1] = true;
                }
            }
            reached = next;
        }
        reached[text.len()]
    }
}

type Test = Rc<dyn Fn(&Value) -> bool>;

/// A condition: its text in a language, and its meaning there.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) text: String,
    pub(crate) test: Test,
}

impl Condition {
    pub(crate) fn new(text: String, test: impl Fn(&Value) -> bool + 'static) -> Self {
        Self { text, test: Rc::new(test) }
    }
}

/// A connective of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connective {
    And,
    Or,
    Xor,
}

/// The connectives of a language and their evaluation.
pub(crate) struct Connectives {
    pub(crate) spellings: &'static [(Connective, &'static str)],
    /// `true` if all bind alike, from left to right; otherwise `and` binds tightest, then `xor`.
    pub(crate) from_left: bool,
    /// The text before a negated group, or `None` if there is none.
    pub(crate) not: Option<&'static str>,
}

impl Connectives {
    /// Returns a condition of some leaves, groups and negated groups.
    pub(crate) fn condition(
        &self,
        chance: &mut Chance,
        depth: usize,
        leaf: &mut dyn FnMut(&mut Chance) -> Condition,
    ) -> Condition {
        let count = 1 + chance.below(3);
        let mut operands = Vec::new();
        let mut connectives = Vec::new();
        for index in 0..count {
            if index > 0 {
                connectives.push(chance.one_of(self.spellings));
            }
            operands.push(match depth > 0 && chance.is_one_in(4) {
                true => self.group(chance, depth - 1, leaf),
                false => leaf(chance),
            });
        }
        let mut text = operands[0].text.clone();
        for ((_, spelling), operand) in connectives.iter().zip(&operands[1..]) {
            text.push_str(spelling);
            text.push_str(&operand.text);
        }
        let from_left = self.from_left;
        Condition::new(text, move |row| {
            let values: Vec<bool> = operands.iter().map(|operand| (operand.test)(row)).collect();
            let connectives: Vec<Connective> = connectives.iter().map(|(connective, _)| *connective).collect();
            if from_left { joined_from_left(&values, &connectives) } else { joined(values, connectives) }
        })
    }

    fn group(&self, chance: &mut Chance, depth: usize, leaf: &mut dyn FnMut(&mut Chance) -> Condition) -> Condition {
        let inner = self.condition(chance, depth, leaf);
        let not = self.not.filter(|_| chance.is_one_in(2));
        let is_negated = not.is_some();
        let test = inner.test;
        Condition::new(format!("{}({})", not.unwrap_or_default(), inner.text), move |row| test(row) != is_negated)
    }
}

fn joined_from_left(values: &[bool], connectives: &[Connective]) -> bool {
    connectives.iter().zip(&values[1..]).fold(values[0], |left, (connective, right)| match connective {
        Connective::And => left && *right,
        Connective::Or => left || *right,
        Connective::Xor => left != *right,
    })
}

fn joined(mut values: Vec<bool>, mut connectives: Vec<Connective>) -> bool {
    for tightest in [Connective::And, Connective::Xor] {
        while let Some(at) = connectives.iter().position(|connective| *connective == tightest) {
            connectives.remove(at);
            let right = values.remove(at + 1);
            values[at] = if tightest == Connective::And { values[at] && right } else { values[at] != right };
        }
    }
    values.contains(&true)
}
