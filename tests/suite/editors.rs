//! The TextMate grammar in `editors` colours each token as what it is.
//!
//! Its rules are run over the queries of `tests/cases` as an editor runs them, line by line, and the scopes are held
//! against `tamis::editor::tokens`. What a word is may depend on its place, which such a grammar does not know:
//! `contains`, `limit` or `desc` may be a property's name too, and are coloured as one only where the rules can
//! distinguish.

use std::fs;

use fancy_regex::Regex;
use serde_json::Value as Json;
use tamis::editor::{Malformed, TokenKind, tokens};
use tamis::{Collation, Operator, Parsed};

use crate::common::queries::queries;

/// A rule that is tried where the rules before it do not match earlier.
enum Rule {
    Match { regex: Regex, name: String, captures: Vec<String> },
    Region { begin: Regex, end: Regex, name: String, inside: Vec<Rule> },
}

/// Returns the rules that `patterns` includes.
fn rules(patterns: &Json, grammar: &Json) -> Vec<Rule> {
    let regex = |rule: &Json, key: &str| Regex::new(rule[key].as_str().unwrap()).unwrap();
    let name = |rule: &Json| rule["name"].as_str().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for rule in patterns.as_array().unwrap() {
        if let Some(included) = rule["include"].as_str() {
            let included = included.strip_prefix('#').unwrap();
            found.extend(rules(&grammar["repository"][included]["patterns"], grammar));
        } else if rule["match"].is_string() {
            let captures = ["1", "2"].iter().map(|group| name(&rule["captures"][group])).collect();
            found.push(Rule::Match { regex: regex(rule, "match"), name: name(rule), captures });
        } else {
            let inside = rules(&rule["patterns"], grammar);
            found.push(Rule::Region { begin: regex(rule, "begin"), end: regex(rule, "end"), name: name(rule), inside });
        }
    }
    found
}

/// Returns the scope of each byte of `text`, empty for a byte without one.
fn scopes<'r>(text: &str, rules: &'r [Rule]) -> Vec<&'r str> {
    let mut scopes = vec![""; text.len()];
    let mut region: Option<(&Regex, &str, &[Rule])> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches('\n');
        let mut at = 0;
        while at <= content.len() {
            let inside = region.map_or(rules, |(_, _, inside)| inside);
            let found = inside.iter().filter_map(|rule| {
                let (Rule::Match { regex, .. } | Rule::Region { begin: regex, .. }) = rule;
                Some((rule, regex.captures_from_pos(content, at).unwrap()?))
            });
            // The earliest; of several, the first.
            let found = found.min_by_key(|(_, captures)| captures.get(0).unwrap().start());
            let end = region.and_then(|(end, ..)| end.find_from_pos(content, at).unwrap());
            let region_name = region.map_or("", |(_, name, _)| name);
            let until = |place: usize| start + place;
            match (found, end) {
                (found, Some(end))
                    if found.as_ref().is_none_or(|(_, rule)| end.start() <= rule.get(0).unwrap().start()) =>
                {
                    scopes[until(at)..until(end.end())].fill(region_name);
                    (at, region) = (end.end(), None);
                }
                (Some((rule, captures)), _) => {
                    let whole = captures.get(0).unwrap();
                    scopes[until(at)..until(whole.start())].fill(region_name);
                    let scoped = &mut scopes[until(whole.start())..until(whole.end())];
                    match rule {
                        // Within a region, the region's own scope is what counts.
                        Rule::Match { .. } if region.is_some() => scoped.fill(region_name),
                        Rule::Match { name, captures: names, .. } => {
                            scoped.fill(name);
                            for (group, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
                                let part = captures.get(group + 1).unwrap();
                                scopes[until(part.start())..until(part.end())].fill(name);
                            }
                        }
                        Rule::Region { end, name, inside, .. } => {
                            scoped.fill(name);
                            region = Some((end, name, inside));
                        }
                    }
                    assert!(whole.end() > at || whole.start() > at, "a rule matches nothing in {content:?}");
                    at = whole.end();
                }
                (None, _) => {
                    scopes[until(at)..until(content.len())].fill(region_name);
                    break;
                }
            }
        }
        if let Some((_, name, _)) = region {
            scopes[start + content.len()..start + line.len()].fill(name);
        }
        start += line.len();
    }
    scopes
}

/// Returns `true` if a word is coloured as something that it can be.
fn is_word_scope(word: &str, follows_dot: bool, scope: &str) -> bool {
    let is_property = scope == "variable.other.property.tamis";
    let is_reserved = Parsed::parse(&format!("{word} == 1")).is_err();
    let lower = word.to_ascii_lowercase();
    let known = if word.parse::<Operator>().is_ok() || lower == "of" {
        "keyword.operator.word.tamis"
    } else if word.parse::<Collation>().is_ok() {
        "constant.language.collation.tamis"
    } else {
        match lower.as_str() {
            "collate" => "keyword.other.collate.tamis",
            "asc" | "desc" => "keyword.other.direction.tamis",
            "sort" | "order" | "by" | "limit" | "offset" => "keyword.control.clause.tamis",
            "and" | "or" | "xor" | "not" => "keyword.operator.logical.tamis",
            _ if is_reserved => "constant.language.tamis",
            _ => "variable.other.property.tamis",
        }
    };
    if follows_dot { is_property } else { scope == known || (is_property && !is_reserved) }
}

fn wanted(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Name => "variable.other.quoted.tamis",
        TokenKind::Text | TokenKind::Malformed(Malformed::UnclosedText) => "string.quoted.",
        TokenKind::Malformed(Malformed::UnclosedName) => "variable.other.quoted.tamis",
        TokenKind::Number => "constant.numeric.tamis",
        TokenKind::Duration => "constant.numeric.duration.tamis",
        TokenKind::Date => "constant.other.date.tamis",
        TokenKind::Parameter => "variable.parameter.tamis",
        TokenKind::Operator(_) => "keyword.operator.comparison.tamis",
        TokenKind::And | TokenKind::Or | TokenKind::Not => "keyword.operator.logical.tamis",
        TokenKind::OpenGroup | TokenKind::CloseGroup => "punctuation.section.group.tamis",
        TokenKind::OpenList | TokenKind::CloseList => "punctuation.section.list.tamis",
        TokenKind::Comma => "punctuation.separator.comma.tamis",
        TokenKind::Dot => "punctuation.accessor.tamis",
        TokenKind::Plus | TokenKind::Minus => "keyword.operator.arithmetic.tamis",
        TokenKind::Comment => "comment.line.number-sign.tamis",
        TokenKind::Malformed(_) => "invalid.illegal.",
        kind => panic!("no scope for {kind:?}"),
    }
}

/// Compares the scopes of `text` with its tokens, and returns the token kinds that it has.
fn agree(text: &str, rules: &[Rule]) -> Vec<std::mem::Discriminant<TokenKind>> {
    let scopes = scopes(text, rules);
    let mut end = 0;
    let mut kinds = Vec::new();
    for token in tokens(text) {
        let (from, to) = (token.span.start(), token.span.end());
        let follows_dot = text[..from].ends_with('.') && end == from;
        let is_right = |scope: &str| match token.kind {
            TokenKind::Word => is_word_scope(&text[from..to], follows_dot, scope),
            kind => scope.starts_with(wanted(kind)),
        };
        for scope in &scopes[from..to] {
            assert!(is_right(scope), "{:?} in {text:?}: {:?} has the scope `{scope}`", &text[from..to], token.kind);
        }
        // Blanks belong to no token, but a keyword of two words may include them in its scope.
        let gap = &scopes[end..from];
        assert!(
            gap.iter().all(|scope| scope.is_empty() || scope.starts_with("keyword.")),
            "blanks in {text:?}: {gap:?}"
        );
        end = to;
        kinds.push(std::mem::discriminant(&token.kind));
    }
    kinds
}

fn grammar() -> Vec<Rule> {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/editors/tamis.tmLanguage.json")).unwrap();
    let grammar: Json = serde_json::from_str(&text).unwrap();
    rules(&grammar["patterns"], &grammar)
}

#[test]
fn the_grammar_agrees_with_the_tokens_of_every_case() {
    let rules = grammar();
    let (mut ran, mut kinds) = (0, std::collections::HashSet::new());
    for query in queries() {
        kinds.extend(agree(&query, &rules));
        ran += 1;
    }
    assert!(ran > 300 && kinds.len() > 12, "{ran} cases with {} kinds of tokens", kinds.len());
}

#[test]
fn the_grammar_agrees_on_what_the_cases_do_not_have() {
    let rules = grammar();
    for text in [
        "# a comment\na == 1 # another\n# `x` \"y\"",
        "a == 'two\nlines' and `odd``name`.in.`\n` != \"\\\" \\u0041 # no comment\"",
        "5x 5. 007 1EB 2026-1-1 2026-01-31T8 1e 5-3 30min 12:30 0x1 1.5.2 2026-01-31T08:00:00.1234567890Z",
        "0 1.5e-3 500GB 10KiB 30m 007d 2026-01-31 2026-01-31T08:00 2026-01-31T08:00:00.5+01:00 -5 now-7d today + 1w",
        "$ ; & | @ “x” `` ```` ``a`` $tenant $größe größe_1 Ⅷ",
        "a && b || !c (d) [e, f] <> <= >= < > = == !=",
        "sort BY a DESC, b collate  LexicoGraphic Limit 5 offset 0 order by sort",
        "tags subset of (1) and tags superset\tof [2] or tags SUBSET (3) xor not a NOT IN (null, True)",
        "android == notes or input == nowhere and contained == truex and _in == sorted",
        "a == \"open to the end\nand beyond",
        "`open to the end ``\nand beyond",
    ] {
        agree(text, &rules);
    }
}
