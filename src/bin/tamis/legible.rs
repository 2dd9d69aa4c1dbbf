//! Text of rows and documents on a terminal: nothing in it may move the cursor, change colours or hide.

use std::borrow::Cow;

use tamis::editor::is_hidden_character;
use unicode_width::UnicodeWidthStr;

/// Returns `text` on one line, with a blank for each character that is hidden or would change how others are shown.
pub(crate) fn legible(text: &str) -> String {
    text.chars().map(|character| if is_hidden_character(character) { ' ' } else { character }).collect()
}

/// Returns `text` as [`legible`] does, but keeps its line breaks and tabs.
pub(crate) fn legible_lines(text: &str) -> String {
    let is_layout = |character| matches!(character, '\n' | '\t');
    text.chars()
        .map(|character| if is_hidden_character(character) && !is_layout(character) { ' ' } else { character })
        .collect()
}

/// Breaks `text` between words into lines of at most `width` columns, at least one line. A wider word gets a line of
/// its own.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The fewest columns that a line is broken to.
const FEWEST: usize = 20;

/// Breaks the lines of `text` that are wider than `width` between words. A broken line continues under its last column,
/// which begins after the last two blanks in a row.
pub(crate) fn filled(text: &str, width: usize) -> String {
    let mut filled: Vec<String> = Vec::new();
    for line in text.lines() {
        let column = line.rfind("  ").map_or(0, |blanks| blanks + 2);
        let (head, rest) = line.split_at_checked(column).unwrap_or(("", line));
        if line.width() <= width {
            filled.push(line.to_owned());
            continue;
        }
        let mut before = head.to_owned();
        for part in wrapped(rest, width.saturating_sub(head.width()).max(FEWEST)) {
            filled.push(format!("{before}{part}"));
            before = " ".repeat(head.width());
        }
    }
    filled.join("\n")
}

/// Returns the JSON of `text` with an escape for each character that is hidden or would change how others are shown.
pub(crate) fn legible_json(text: &[u8]) -> Cow<'_, [u8]> {
    // Most rows have no such character: each is an ASCII control (also DEL) or begins with a byte above ASCII.
    if !text.iter().any(|byte| *byte < b' ' || *byte >= 0x7F) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len());
    for character in String::from_utf8_lossy(text).chars() {
        match character {
            '\n' | '\r' | '\t' => escaped.push(character),
            _ if is_hidden_character(character) => escaped.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped.into_bytes())
}
