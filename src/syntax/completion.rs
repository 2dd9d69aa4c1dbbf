//! Completion: the phrases and keywords that may follow at a place in a text that is still being typed, and whether the
//! text is finished.
//!
//! The parser itself is used, so that no second grammar has to agree with it: it parses the text up to the place, and
//! once more with a probe at the end, a token that fits nowhere but where a value is expected. The first error of that
//! parse names the phrase that the probe was not. That costs one parse or two, and so is linear in the text.

use super::error::{ForeignSyntax, ParseErrorKind};
use super::expected::Expected;
use super::token::Malformed;
use super::{KEYWORDS, Limits, parse};

/// On a line of its own, so that no comment hides it.
const PROBE: &str = "\n$probe";

/// Returns the phrase that the grammar expects at the byte `offset` of `text`, or `None` if the text before it is wrong
/// already, or if `offset` is not at a character boundary.
///
/// Only the text before `offset` is parsed, and a word that ends there is taken as complete: to complete a word, pass
/// the offset at which it starts.
///
/// ```
/// use tamis::editor::{Expected, expected_at};
/// let text = "state == Finished and size >";
/// assert_eq!(expected_at(text, 0), Some(Expected::Condition));
/// assert_eq!(expected_at(text, 5), Some(Expected::Operator));
/// assert_eq!(expected_at(text, 17), Some(Expected::ConnectiveOrEnd));
/// assert_eq!(expected_at(text, text.len()), Some(Expected::Value));
/// assert_eq!(expected_at("state == == ", 12), None);
/// ```
pub fn expected_at(text: &str, offset: usize) -> Option<Expected> {
    let before = text.get(..offset)?;
    match first_error(before) {
        Some(ParseErrorKind::Unexpected { expected, found }) if found.is_empty() => return Some(expected),
        // A property alone at the end still lacks its operator.
        None | Some(ParseErrorKind::Unclosed { .. } | ParseErrorKind::ForeignSyntax(ForeignSyntax::Alone)) => {}
        Some(_) => return None,
    }
    match first_error(&format!("{before}{PROBE}")) {
        Some(ParseErrorKind::Unexpected { expected, .. }) => Some(expected),
        Some(ParseErrorKind::ForeignSyntax(ForeignSyntax::Alone)) => Some(Expected::Condition),
        Some(ParseErrorKind::ForeignSyntax(ForeignSyntax::MissingOperator)) => Some(Expected::Operator),
        // The probe was parsed as an item of the open list.
        Some(ParseErrorKind::Unclosed { .. }) => Some(Expected::Item),
        _ => None,
    }
}

/// Returns the [`KEYWORDS`] that may follow at the byte `offset` of `text`; none where [`expected_at`] returns `None`.
///
/// A keyword that could only be the name of a property there, as `limit` in `a == 1 and limit`, is left out.
///
/// ```
/// use tamis::editor::keywords_at;
/// let text = "state == Finished ";
/// assert!(keywords_at(text, text.len()).eq(["and", "or", "xor", "sort", "order", "collate", "offset", "limit"]));
/// ```
pub fn keywords_at(text: &str, offset: usize) -> impl Iterator<Item = &'static str> + '_ {
    let place = expected_at(text, offset).zip(text.get(..offset));
    let keywords = KEYWORDS.iter().copied();
    keywords.filter(move |keyword| place.is_some_and(|(expected, before)| may_follow(before, expected, keyword)))
}

/// Returns `true` if `keyword` may follow `before`, at whose end `expected` is expected.
fn may_follow(before: &str, expected: Expected, keyword: &str) -> bool {
    match (expected, first_error(&format!("{before} {keyword}"))) {
        // Any word may name a property here. After one an operator is expected, or what the clause of that name needs.
        (Expected::Condition, Some(ParseErrorKind::Unexpected { expected, found })) if found.is_empty() => {
            let opens_clause = matches!(expected, Expected::By | Expected::Digits);
            expected == Expected::Condition || (opens_clause && before.trim().is_empty())
        }
        // After `sort`, a `not` would be that of an operator, and `sort` a property.
        (_, Some(ParseErrorKind::Unexpected { expected, found })) => {
            found.is_empty() && expected != Expected::NegatableOperator
        }
        (_, None | Some(ParseErrorKind::Unclosed { .. })) => true,
        (_, Some(_)) => false,
    }
}

/// Returns `true` if `text` is a query of which the end is still missing: it ends inside a bracket or a quote, or after
/// an operator, a connective, a comma, or a keyword that needs another phrase. A prompt then reads another line.
///
/// A property alone, as in `a == 1 and b`, is not taken as incomplete unless a bracket is open: it is more often a
/// mistake than the beginning of a comparison. Neither is a text that has an error before its end: more text cannot
/// mend it.
///
/// ```
/// use tamis::editor::is_incomplete;
/// assert!(is_incomplete("state in (Failed,"));
/// assert!(is_incomplete("name == \"web"));
/// assert!(is_incomplete("size > 5GB and"));
/// assert!(!is_incomplete("size > 5GB"));
/// assert!(!is_incomplete("size > > (")); // wrong before its end
/// ```
pub fn is_incomplete(text: &str) -> bool {
    match errors(text).into_iter().next() {
        Some(ParseErrorKind::Unexpected { expected, found }) => found.is_empty() && expected != Expected::Operator,
        Some(ParseErrorKind::Malformed { malformed, .. }) => {
            matches!(malformed, Malformed::UnclosedText | Malformed::UnclosedName)
        }
        Some(ParseErrorKind::Unclosed { .. }) => true,
        _ => false,
    }
}

/// Returns the first error of `text`: an open bracket only where there is no other.
fn first_error(text: &str) -> Option<ParseErrorKind> {
    errors(text).into_iter().min_by_key(|kind| matches!(kind, ParseErrorKind::Unclosed { .. }))
}

/// Returns the errors of `text`, in the order of their spans. A homonym is none by itself: it is reported only beside
/// other errors.
fn errors(text: &str) -> Vec<ParseErrorKind> {
    let mut errors = parse(text, &Limits::default()).err().map_or_else(Vec::new, |recovered| recovered.errors);
    errors.sort_by_key(|error| error.span);
    let kinds = errors.into_iter().map(|error| error.kind);
    kinds.filter(|kind| *kind != ParseErrorKind::ForeignSyntax(ForeignSyntax::Homonym)).collect()
}

#[cfg(test)]
mod tests {
    use super::{expected_at, is_incomplete, keywords_at};
    use crate::syntax::Expected;

    #[test]
    fn each_phrase_is_expected_at_its_place() {
        let places = [
            ("", Expected::Condition),
            ("a == 1 and (", Expected::Condition),
            ("a.", Expected::Name),
            ("a", Expected::Operator),
            ("a == 1 and b # why", Expected::Operator),
            ("a not", Expected::NegatableOperator),
            ("a ==", Expected::Value),
            ("a in (", Expected::Item),
            ("a in (1,", Expected::Item),
            ("a in (1", Expected::ListEnd),
            ("a == 1", Expected::ConnectiveOrEnd),
            ("(a == 1", Expected::ConnectiveOrGroupEnd),
            ("a == 1 collate", Expected::Collation),
            ("a == 1 sort by", Expected::SortKey),
            ("a == 1 sort by b", Expected::KeyEnd),
            ("a == 1 sort", Expected::By),
            ("a == 1 limit", Expected::Digits),
            ("a > now -", Expected::Duration),
            ("limit 5", Expected::ClauseOrEnd),
        ];
        for (text, expected) in places {
            assert_eq!(expected_at(text, text.len()), Some(expected), "{text}");
            assert_eq!(expected_at(&format!("{text} ) ]"), text.len()), Some(expected), "{text}");
        }
        for wrong in ["a == ==", "a 5x", "a == \"x", "a == 1)", "limit x"] {
            assert_eq!(expected_at(wrong, wrong.len()), None, "{wrong}");
        }
        assert_eq!(expected_at("é", 1), None);
        assert_eq!(expected_at("a", 2), None);
    }

    #[test]
    fn keywords_follow_where_the_grammar_takes_them() {
        let places: [(&str, &[&str]); 5] = [
            ("", &["not", "true", "false", "sort", "order", "offset", "limit"]),
            ("a == 1 and ", &["not", "true", "false"]),
            ("a > ", &["true", "false", "null", "now", "today"]),
            ("a == 1 sort ", &["by"]),
            ("a == ) ", &[]),
        ];
        for (text, keywords) in places {
            let found: Vec<&str> = keywords_at(text, text.len()).collect();
            assert!(keywords.iter().all(|keyword| found.contains(keyword)), "{text}: {found:?}");
            assert!(!keywords.is_empty() || found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_text_is_incomplete_if_more_may_finish_it() {
        for text in ["a ==", "a in (1,", "(a", "(a == 1) and (b", "sort by", "a.", "not", "limit", "`a", "a == 'x"] {
            assert!(is_incomplete(text), "{text}");
        }
        for text in ["", "a", "(a == 1) and b", "a == 1", "a == 1)", "a == == (", "a 5 and", "a == 1 # (", "limit x ("]
        {
            assert!(!is_incomplete(text), "{text}");
        }
    }
}
