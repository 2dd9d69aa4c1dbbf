//! Messages for characters that JSON allows inside strings only, such as single quotes and comments.

use std::str::from_utf8;

use super::super::error::RowError;
use super::super::state::State;
use super::{CUT_OFF, PYTHON, ROWS_ARE_JSON, ScanFailure};

impl ScanFailure<'_> {
    /// Returns the error of a character that JSON allows inside strings only, where `wanted` should come.
    pub(super) fn character_in_place(&self, wanted: &str) -> RowError {
        let help = |help: &'static str| help.to_owned();
        let (reason, help) = match (self.character(), self.rest) {
            (Some('\u{FEFF}'), _) => (
                "a byte order mark inside the text".to_owned(),
                help(
                    "files that each start with one were joined; remove it: `sed 's/^\\xEF\\xBB\\xBF//' FILE | tamis …`",
                ),
            ),
            (Some('\u{1B}'), _) => (
                "a colour code of a terminal".to_owned(),
                help("write it without colours, such as with `--color=never` or `jq -M`"),
            ),
            (Some('\''), _) => ("single quotes".to_owned(), format!("JSON has double quotes only; {PYTHON}")),
            (Some('\\'), [_, b'"', ..]) => (
                "a backslash before a quote that starts a text".to_owned(),
                help("the row was escaped as if it were a text: remove the backslashes"),
            ),
            (Some('`'), _) => ("a backtick".to_owned(), help("JSON has double quotes only")),
            (Some('“' | '”' | '„' | '‘' | '’' | '«' | '»'), _) => {
                ("typographic quotes".to_owned(), help("JSON has plain double quotes only: `\"`"))
            }
            (Some('/'), [_, b'/' | b'*', ..]) | (Some('#'), _) => {
                ("a comment".to_owned(), help("JSON has none: remove it"))
            }
            (Some('…'), _) | (Some('.'), [_, b'.', b'.', ..]) => {
                ("an ellipsis".to_owned(), help("the writer left something out: write the rows again in full"))
            }
            (Some('<'), _) => ("`<`, as of HTML or XML".to_owned(), help(ROWS_ARE_JSON)),
            (Some(character), _) if self.state == State::Document && is_two_letters(character) => (
                "text in UTF-8 inside of text in UTF-16".to_owned(),
                help("it was appended; convert each part by itself before joining them"),
            ),
            (Some(character), _) if character.is_control() || character.is_whitespace() || !is_visible(character) => (
                format!("the character U+{:04X} where {wanted} is wanted", u32::from(character)),
                help("JSON's blanks are the space, the tab and line breaks: remove it"),
            ),
            (Some(character), _) => (format!("`{character}` where {wanted} is wanted"), help(ROWS_ARE_JSON)),
            (None, _) => (format!("the text ends where {wanted} is wanted"), help(CUT_OFF)),
        };
        self.not_json(reason, help)
    }

    pub(super) fn character(&self) -> Option<char> {
        let text = match from_utf8(self.rest) {
            Ok(text) => text,
            Err(error) => self.rest.get(..error.valid_up_to()).and_then(|text| from_utf8(text).ok())?,
        };
        text.chars().next()
    }
}

/// Returns `true` if `character` looks like two ASCII characters that were read as one code unit of UTF-16.
fn is_two_letters(character: char) -> bool {
    let is_letter = |byte: u32| matches!(byte, 0x0A | 0x0D | 0x20..=0x7E);
    let code = u32::from(character);
    code <= 0xFFFF && is_letter(code >> 8) && is_letter(code & 0xFF)
}

/// Returns `true` if a character is visible.
fn is_visible(character: char) -> bool {
    !matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
