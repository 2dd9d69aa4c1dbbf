//! Positions in an input, as people count: the line, and the character in the line.

use memchr::{memchr_iter, memrchr};

use super::source::ByteSource;
use crate::failure::shell_word;

/// A position in an input.
#[derive(Clone)]
pub(super) struct Position {
    name: String,
    /// `true` if a command can open the input by its name.
    has_file_name: bool,
    /// The line, from 1; lines end in `\n`.
    pub(super) line: usize,
    /// The character in the line, from 1, as in diagnostics of queries.
    pub(super) column: usize,
    /// The offset in bytes, from 0, without a byte order mark.
    pub(super) offset: usize,
}

impl Position {
    /// Returns the beginning of an input.
    pub(super) fn new(input: &ByteSource) -> Self {
        Self { name: input.name().to_owned(), has_file_name: !input.is_stdin(), line: 1, column: 1, offset: 0 }
    }

    /// Moves to the end of `text`, which begins here.
    pub(super) fn advance(&mut self, text: &[u8]) {
        self.offset += text.len();
        let line = match memrchr(b'\n', text) {
            Some(feed) => {
                self.line += memchr_iter(b'\n', text).count();
                self.column = 1;
                &text[feed + 1..]
            }
            None => text,
        };
        // Counts the first byte of each character, and each byte that belongs to none.
        self.column += line.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    }

    /// Returns the position at the end of `text`, which begins here, for a message.
    pub(super) fn describe_end(&self, text: &[u8]) -> String {
        let mut end = self.clone();
        end.advance(text);
        format!("{}, line {}, column {}", end.name, end.line, end.column)
    }

    /// Replaces `FILE` in `help` with the input's name as a word of a command. Leaves it for standard input.
    pub(super) fn name_file(&self, help: &str) -> String {
        let name = match self.name.starts_with('-') {
            // Without this it would be an option.
            true => format!("./{}", self.name),
            false => self.name.clone(),
        };
        if self.has_file_name { help.replace("FILE", &shell_word(&name)) } else { help.to_owned() }
    }
}
