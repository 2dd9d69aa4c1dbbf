//! Warnings of lists that may make a URL too long. No vendor documents a limit; the servers that run before their
//! services refuse by default a query string of more than 2,048 bytes (IIS) or a request line of more than 8,192
//! (Kestrel).

use std::borrow::Cow;

use super::error::{LowerError, LowerErrorKind};
use super::request::encoded_length;
use crate::filter::{Checked, Operand, Term, TermKind};
use crate::value::Value;

/// The largest number of bytes of a URL that a list may take without a warning: near the larger limit, so that a
/// warning is rarely wrong.
const MOST: usize = 8_000;

/// Reports each list of `checked` that alone may make a URL too long.
pub(super) fn long_lists(checked: &Checked) -> Vec<LowerError> {
    let mut found = Vec::new();
    for comparison in checked.filter.comparisons() {
        if let Operand::List(terms) = &comparison.operand {
            // A comma for each; `length` counts the two quotes around a value that is no number.
            let separators = terms.node.len().saturating_mul(encoded_length(","));
            let bytes = terms.node.iter().map(length).fold(separators, usize::saturating_add);
            if bytes > MOST {
                found.push(LowerError { kind: LowerErrorKind::LongList { bytes }, span: terms.span });
            }
        }
    }
    found
}

/// Returns the length of a value in a URL.
fn length(term: &Term) -> usize {
    let TermKind::Known { value, quoted } = &term.kind else { return 0 };
    let text: Cow<'_, str> = match (quoted, value) {
        (Some(quoted), _) => Cow::Borrowed(quoted),
        (None, Value::Null) => return "null".len(),
        (None, Value::Boolean(boolean)) => return boolean.to_string().len(),
        (None, Value::Number(number)) => return encoded_length(&number.to_json()),
        (None, Value::Text(text)) => Cow::Borrowed(text),
        (None, Value::DateTime(instant)) => Cow::Owned(instant.to_string()),
        (None, Value::Duration(length)) => Cow::Owned(length.to_string()),
        (None, Value::Uuid(uuid)) => Cow::Owned(uuid.to_string()),
    };
    encoded_length(&text).saturating_add(encoded_length("\"\""))
}
