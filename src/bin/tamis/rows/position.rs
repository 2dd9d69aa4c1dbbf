//! Places in an input, as people count: the line, and the character of the line.

use std::ops::ControlFlow;

use memchr::{memchr_iter, memrchr};

use super::lines::Found;
use super::{Input, Sink, Skipped, pass_over_row};
use crate::failure::{Failure, shell_word};

/// A place in an input.
#[derive(Clone)]
pub(super) struct Position {
    name: String,
    is_named: bool,
    /// From 1; lines end in `\n`.
    pub(super) line: usize,
    /// In characters of the line, from 1, as in diagnostics of queries.
    pub(super) column: usize,
    /// In bytes, from 0; a byte order mark does not count.
    pub(super) offset: usize,
}

impl Position {
    /// The beginning of an input.
    pub(super) fn new(input: &Input) -> Self {
        Self { name: input.name().to_owned(), is_named: !input.is_stdin(), line: 1, column: 1, offset: 0 }
    }

    /// Goes on to the end of `text`, which begins here.
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
        // The first byte of each character, and each byte that is part of none.
        self.column += line.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    }

    /// The place at the end of `text`, which begins here, in words.
    pub(super) fn place(&self, text: &[u8]) -> String {
        let mut place = self.clone();
        place.advance(text);
        format!("{}, line {}, column {}", place.name, place.line, place.column)
    }

    /// `help` with the name of the file where it names one, as a word of a command; standard input has none.
    pub(super) fn name_file(&self, help: &str) -> String {
        let name = match self.name.starts_with('-') {
            // Else it would be an option.
            true => format!("./{}", self.name),
            false => self.name.clone(),
        };
        if self.is_named { help.replace("FILE", &shell_word(&name)) } else { help.to_owned() }
    }

    /// Gives the rows found in a chunk of lines that begins here, and goes on behind them.
    pub(super) fn pass(
        &mut self,
        chunk: &[u8],
        found: &Found,
        sink: &mut impl Sink,
        mut skipped: Option<&mut Skipped>,
    ) -> Result<ControlFlow<()>, Failure> {
        for row in &found.rows {
            match sink.matching(&chunk[row.clone()]) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(flow) => {
                    sink.skim(&chunk[..row.end]);
                    return Ok(flow);
                }
                Err(failure) => {
                    let failure = failure.at(self, |offset| &chunk[..row.start + offset]);
                    pass_over_row(failure, skipped.as_deref_mut())?;
                }
            }
        }
        sink.skim(&chunk[..found.end]);
        self.offset += found.end;
        if found.end > 0 {
            self.line += found.breaks;
            self.column = 1;
        }
        Ok(sink.passed(found.end))
    }
}
