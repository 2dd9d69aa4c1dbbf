//! Words that other languages write after a property to ask for null without a value.

use super::super::input::Input;
use super::Replacement;
use crate::operator::Operator;
use crate::span::Span;
use crate::syntax::error::{Doubt, ForeignSyntax};

/// The words, the comparison with null that they are, whether they ask for an empty text as well, and what is not sure
/// about them.
const PHRASES: &[(&[&str], Operator, bool, Option<Doubt>)] = &[
    (&["exists"], Operator::NotEqual, false, None),
    (&["not", "exists"], Operator::Equal, false, None),
    (&["does", "not", "exist"], Operator::Equal, false, None),
    (&["isnull"], Operator::Equal, false, None),
    (&["isnotnull"], Operator::NotEqual, false, None),
    (&["notnull"], Operator::NotEqual, false, None),
    // An enum may have such a word.
    (&["is", "missing"], Operator::Equal, false, Some(Doubt::Other)),
    (&["is", "undefined"], Operator::Equal, false, Some(Doubt::Other)),
    (&["is", "defined"], Operator::NotEqual, false, Some(Doubt::Other)),
    (&["is", "empty"], Operator::Equal, true, Some(Doubt::Other)),
    (&["is", "not", "empty"], Operator::NotEqual, true, Some(Doubt::Other)),
    (&["is", "blank"], Operator::Equal, true, Some(Doubt::Other)),
    (&["is", "not", "blank"], Operator::NotEqual, true, Some(Doubt::Other)),
];

/// Reports such words after the property at `path`; returns the input after them.
pub(in super::super) fn suffix(input: Input<'_>, path: Span) -> Option<Input<'_>> {
    let name = path.of(input.text());
    PHRASES.iter().find_map(|(words, operator, or_empty, doubt)| {
        let rest = words.iter().try_fold(input, |rest, word| rest.is_word(word).then(|| rest.rest()))?;
        let joined = if *operator == Operator::Equal { "or" } else { "and" };
        let meant = match or_empty {
            true => format!("({name} {operator} null {joined} {name} {operator} \"\")"),
            false => format!("{name} {operator} null"),
        };
        rest.ends_operand().then(|| {
            let span = input.up_to(&rest);
            input.report_edit(ForeignSyntax::ForeignOperator, span, Replacement::new(path.to(span), meant, *doubt));
            rest
        })
    })
}
