//! How messages show what a query says: short, between backticks, and legible on one line.

use std::fmt::Write as _;

use crate::syntax::print::quote;

/// Characters of a user's text that a message repeats; the text may be as long as the query.
const MOST: usize = 60;

/// `text` between backticks, between two where it holds one itself.
pub(super) fn ticks(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// The same of a user's text: its beginning, where it is long.
pub(super) fn ticked(text: &str) -> String {
    ticks(&shown(text))
}

/// The beginning of `text`.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether a message shows all of `text`, so that a cure may repeat it.
pub(super) fn is_short(text: &str) -> bool {
    text.char_indices().nth(MOST).is_none()
}

/// The cure that quotes `text`.
pub(super) fn quote_cure(text: &str) -> String {
    if is_short(text) {
        format!("quote it if it is text: {}", ticks(&quote(text)))
    } else {
        "quote it if it is text".to_owned()
    }
}

/// Each of `words` between backticks; of very many, the first.
pub(super) fn listed<T: AsRef<str>>(words: &[T]) -> String {
    const MOST_WORDS: usize = 30;
    let shown: Vec<String> = words.iter().take(MOST_WORDS).map(|word| ticks(word.as_ref())).collect();
    let others = words.len().saturating_sub(shown.len());
    let shown = shown.join(" ");
    if others > 0 { format!("{shown} and {others} others") } else { shown }
}

/// `text` on one line, what would not be seen in it, or would move what is seen, in JSON's escapes.
pub(super) fn legible(text: String) -> String {
    if !text.contains(is_hidden) {
        return text;
    }
    let mut legible = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => legible.push_str("\\n"),
            '\r' => legible.push_str("\\r"),
            '\t' => legible.push_str("\\t"),
            // Writing into a text cannot fail.
            _ if is_hidden(character) => drop(write!(legible, "\\u{:04x}", u32::from(character))),
            _ => legible.push(character),
        }
    }
    legible
}

/// Control characters, and those that join, separate or turn around what stands next to them.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || character == '\u{feff}'
}
