//! Formatting of user text in messages: shortened, in backticks, and legible on one line.

use std::fmt::Write as _;

use crate::syntax::print::quote;

/// The most characters of a user's text that a message repeats; the text may be as long as the query.
const MOST: usize = 60;

/// Returns `text` in backticks; in double ones if it contains a backtick.
pub(super) fn ticks(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Returns a user's text in backticks, shortened.
pub(super) fn ticked(text: &str) -> String {
    ticks(&shown(text))
}

/// Returns `text`, or its beginning and an ellipsis if it is long.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns `true` if messages show all of `text`, so that a cure may repeat it.
pub(super) fn is_short(text: &str) -> bool {
    text.char_indices().nth(MOST).is_none()
}

/// Returns the help that suggests to quote `text`.
pub(super) fn quote_cure(text: &str) -> String {
    if is_short(text) {
        format!("quote it if it is text: {}", ticks(&quote(text)))
    } else {
        "quote it if it is text".to_owned()
    }
}

/// Returns `words`, each in backticks; only the first ones if there are very many.
pub(super) fn listed<T: AsRef<str>>(words: &[T]) -> String {
    const MOST_WORDS: usize = 30;
    let shown: Vec<String> = words.iter().take(MOST_WORDS).map(|word| ticks(word.as_ref())).collect();
    let others = words.len().saturating_sub(shown.len());
    let shown = shown.join(" ");
    if others > 0 { format!("{shown} and {others} others") } else { shown }
}

/// Returns `text` on one line, with hidden characters as JSON escapes.
pub(super) fn legible(text: String) -> String {
    if !text.contains(is_hidden_character) {
        return text;
    }
    let mut legible = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => legible.push_str("\\n"),
            '\r' => legible.push_str("\\r"),
            '\t' => legible.push_str("\\t"),
            // Writing to a string cannot fail.
            _ if is_hidden_character(character) => drop(write!(legible, "\\u{:04x}", u32::from(character))),
            _ => legible.push(character),
        }
    }
    legible
}

/// Returns `true` for characters that are invisible or change how the text around them is displayed: control
/// characters, soft hyphens, joiners, zero-width spaces, separators of lines and paragraphs, and marks of writing
/// direction.
///
/// Messages show them as escapes. A program that prints text of rows or queries should replace them as well.
///
/// ```
/// use tamis::editor::is_hidden_character;
/// assert!(is_hidden_character('\u{1b}') && is_hidden_character('\u{202e}'));
/// assert!(!is_hidden_character('é') && !is_hidden_character(' '));
/// ```
pub fn is_hidden_character(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || character == '\u{feff}'
}
