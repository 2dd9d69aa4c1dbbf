//! The grammar of `src/syntax.rs` is the language: texts that are generated from it at random all parse, and use each
//! of its rules.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use tamis::Parsed;

/// A part of a rule.
#[derive(Clone, Debug)]
enum Part {
    Terminal(String),
    Rule(String),
    /// A class of characters that is described in words.
    Described(String),
    Sequence(Vec<Part>),
    Choice(Vec<Part>),
    Optional(Box<Part>),
    Repeated(Box<Part>),
    /// The first except for the second.
    Except(Box<Part>, Box<Part>),
}

/// The first of the rules for single tokens, whose parts touch each other.
const FIRST_TERMINAL: &str = "word";

struct Grammar {
    rules: BTreeMap<String, Part>,
    order: Vec<String>,
}

impl Grammar {
    fn read() -> Self {
        let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/syntax.rs")).unwrap();
        let lines = source.lines().filter_map(|line| line.strip_prefix("//!"));
        let block: Vec<&str> = lines
            .skip_while(|line| !line.contains("```ebnf"))
            .skip(1)
            .take_while(|line| !line.contains("```"))
            .collect();
        let mut text = block.join("\n");
        while let Some((start, end)) = text.find("(*").zip(text.find("*)")) {
            text.replace_range(start..end + 2, "");
        }
        let mut reader = Reader { text: &text };
        let mut grammar = Self { rules: BTreeMap::new(), order: Vec::new() };
        while let Some(name) = reader.name() {
            assert!(reader.symbol("="), "no = after {name}");
            let part = reader.choice();
            assert!(reader.symbol(";"), "no ; after {name}, at {:?}", &reader.text[..reader.text.len().min(40)]);
            grammar.order.push(name.clone());
            assert!(grammar.rules.insert(name.clone(), part).is_none(), "{name} is defined twice");
        }
        assert!(grammar.rules.len() > 30, "only {} rules were read", grammar.rules.len());
        grammar
    }

    fn is_token(&self, rule: &str) -> bool {
        let position = |name: &str| self.order.iter().position(|known| known == name).unwrap();
        position(rule) >= position(FIRST_TERMINAL)
    }
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn symbol(&mut self, symbol: &str) -> bool {
        self.text = self.text.trim_start();
        match self.text.strip_prefix(symbol) {
            Some(rest) => {
                self.text = rest;
                true
            }
            None => false,
        }
    }

    fn name(&mut self) -> Option<String> {
        self.text = self.text.trim_start();
        let end = self
            .text
            .find(|character: char| !character.is_ascii_lowercase() && character != '_')
            .unwrap_or(self.text.len());
        let (name, rest) = self.text.split_at(end);
        self.text = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn until(&mut self, end: char) -> String {
        let (inner, rest) = self.text.split_once(end).unwrap();
        self.text = rest;
        inner.to_owned()
    }

    fn choice(&mut self) -> Part {
        let mut choices = vec![self.sequence()];
        while self.symbol("|") {
            choices.push(self.sequence());
        }
        if choices.len() == 1 { choices.remove(0) } else { Part::Choice(choices) }
    }

    fn sequence(&mut self) -> Part {
        let mut parts = vec![self.part()];
        while self.symbol(",") {
            parts.push(self.part());
        }
        if parts.len() == 1 { parts.remove(0) } else { Part::Sequence(parts) }
    }

    fn part(&mut self) -> Part {
        let part = if self.symbol("[") {
            let part = Part::Optional(Box::new(self.choice()));
            assert!(self.symbol("]"));
            part
        } else if self.symbol("{") {
            let part = Part::Repeated(Box::new(self.choice()));
            assert!(self.symbol("}"));
            part
        } else if self.symbol("(") {
            let part = self.choice();
            assert!(self.symbol(")"));
            part
        } else if self.symbol("\"") {
            Part::Terminal(self.until('"'))
        } else if self.symbol("'") {
            Part::Terminal(self.until('\''))
        } else if self.symbol("?") {
            Part::Described(self.until('?').trim().to_owned())
        } else {
            Part::Rule(self.name().unwrap())
        };
        if self.symbol("-") { Part::Except(Box::new(part), Box::new(self.part())) } else { part }
    }
}

/// A generator of texts of a grammar.
struct Maker<'g> {
    grammar: &'g Grammar,
    random: TestRng,
    used: BTreeSet<String>,
    depth: usize,
}

impl Maker<'_> {
    fn below(&mut self, bound: usize) -> usize {
        (self.random.next_u64() % bound as u64) as usize
    }

    /// Appends the tokens of a text of `part`.
    fn tokens(&mut self, part: &Part, tokens: &mut Vec<String>) {
        match part {
            Part::Rule(name) if self.grammar.is_token(name) => {
                let mut token = String::new();
                self.characters(part, &mut token);
                tokens.push(token);
            }
            Part::Rule(name) => {
                self.used.insert(name.clone());
                self.depth += 1;
                let rule = self.grammar.rules[name].clone();
                self.tokens(&rule, tokens);
                self.depth -= 1;
            }
            Part::Terminal(text) => tokens.push(self.in_some_case(text)),
            Part::Sequence(parts) => parts.iter().for_each(|part| self.tokens(part, tokens)),
            Part::Choice(choices) => {
                let choice = self.choose(choices);
                self.tokens(choice, tokens);
            }
            Part::Optional(part) => {
                if self.goes_on() {
                    self.tokens(part, tokens);
                }
            }
            Part::Repeated(part) => {
                while self.goes_on() {
                    self.tokens(part, tokens);
                }
            }
            Part::Described(_) | Part::Except(..) => unreachable!("characters outside a token"),
        }
    }

    /// Appends the characters of one token.
    fn characters(&mut self, part: &Part, token: &mut String) {
        match part {
            Part::Rule(name) => {
                self.used.insert(name.clone());
                let rule = self.grammar.rules[name].clone();
                self.characters(&rule, token);
            }
            Part::Terminal(text) => token.push_str(text),
            Part::Described(words) if words.contains("alphabetic") => {
                token.push(['a', 'Z', 'é', 'ß', '中', 'Ж'][self.below(6)])
            }
            Part::Described(words) if words == "any character" => {
                token.push(['a', ' ', '"', '\'', '`', '\\', '\n', '\0', '#', '𝄞', '\u{FFFF}', 'é'][self.below(12)]);
            }
            Part::Described(words) => panic!("what is {words}?"),
            Part::Sequence(parts) => parts.iter().for_each(|part| self.characters(part, token)),
            Part::Choice(choices) => {
                let choice = self.choose(choices);
                self.characters(choice, token);
            }
            Part::Optional(part) => {
                if self.below(2) == 0 {
                    self.characters(part, token);
                }
            }
            Part::Repeated(part) => {
                for _ in 0..self.below(4) {
                    self.characters(part, token);
                }
            }
            Part::Except(part, except) => loop {
                let mut character = String::new();
                self.characters(part, &mut character);
                if !self.alternatives(except).contains(&character) {
                    token.push_str(&character);
                    return;
                }
            },
        }
    }

    fn alternatives(&self, part: &Part) -> Vec<String> {
        match part {
            Part::Terminal(text) => vec![text.clone()],
            Part::Choice(choices) => choices.iter().flat_map(|choice| self.alternatives(choice)).collect(),
            other => panic!("{other:?} cannot be excepted"),
        }
    }

    fn choose<'p>(&mut self, choices: &'p [Part]) -> &'p Part {
        // Deep down, the last choice, which in this grammar never nests.
        let index = if self.depth > 40 { choices.len() - 1 } else { self.below(choices.len()) };
        &choices[index]
    }

    fn goes_on(&mut self) -> bool {
        self.depth < 40 && self.below(3) == 0
    }

    fn in_some_case(&mut self, text: &str) -> String {
        match self.below(4) {
            0 => text.to_uppercase(),
            _ => text.to_owned(),
        }
    }

    /// Returns `tokens` with blanks between them, some of which are left out beside brackets and commas.
    fn text(&mut self, tokens: &[String]) -> String {
        let mut text = String::new();
        for (index, token) in tokens.iter().enumerate() {
            let touches = |token: &str| ["(", ")", "[", "]", ","].contains(&token);
            let before = index.checked_sub(1).map(|before| tokens[before].as_str());
            let may_touch = before.is_none_or(|before| touches(before) || touches(token));
            let touching = before == Some("-") || may_touch && self.below(2) == 0;
            if !touching {
                text.push_str([" ", "  ", "\n", "\t", " # a comment\n"][self.below(5)]);
            }
            text.push_str(token);
        }
        text
    }
}

/// Returns `true` if `tokens` break a condition that the grammar has in a comment only: no clause is repeated, and no
/// escape is half of a surrogate pair. (No generated word is reserved: the letters spell none.)
fn breaks_a_side_condition(tokens: &[String]) -> bool {
    let lower: Vec<String> = tokens.iter().map(|token| token.to_lowercase()).collect();
    let clauses = |words: &[&str]| {
        let starts = lower.windows(2).filter(|pair| {
            let follows =
                if words[0] == "sort" { pair[1] == "by" } else { pair[1].chars().all(|digit| digit.is_ascii_digit()) };
            words.contains(&pair[0].as_str()) && follows
        });
        starts.count() > 1
    };
    let is_surrogate = |token: &String| {
        let lower = token.to_lowercase();
        ["\\ud8", "\\ud9", "\\uda", "\\udb", "\\udc", "\\udd", "\\ude", "\\udf"].iter().any(|half| lower.contains(half))
    };
    clauses(&["sort", "order"]) || clauses(&["offset"]) || clauses(&["limit"]) || tokens.iter().any(is_surrogate)
}

#[test]
fn texts_made_from_the_grammar_parse() {
    let grammar = Grammar::read();
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut maker = Maker { grammar: &grammar, random, used: BTreeSet::new(), depth: 0 };
    let mut parsed = 0;
    while parsed < 20_000 {
        let mut tokens = Vec::new();
        maker.tokens(&Part::Rule("query".to_owned()), &mut tokens);
        if breaks_a_side_condition(&tokens) {
            continue;
        }
        let text = maker.text(&tokens);
        if let Err(diagnostics) = Parsed::parse(&text) {
            panic!("{text:?} is of the grammar and does not parse: {diagnostics}");
        }
        parsed += 1;
    }
    let unused: Vec<&String> = grammar.order.iter().filter(|rule| !maker.used.contains(*rule)).collect();
    // Blanks and comments are between tokens, and no rule refers to them.
    assert_eq!(unused, ["comment", "blank"]);
}
