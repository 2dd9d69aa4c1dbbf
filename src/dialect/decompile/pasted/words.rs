//! The words of a command, by the quoting rules of its shell.
//!
//! For a POSIX shell: single and double quotes, the `$'…'` that browsers copy, backslashes, and line breaks after a
//! backslash. For PowerShell: every character that it reads as a quote, doubled quotes, backticks, and lines between
//! `@'` and `'@`. A command ends at an operator such as `|`; the contents of PowerShell's braces are split into words,
//! too.

use crate::dialect::decompile::source::SourceText;
use crate::dialect::decompile::source::decoded::Decoded;

/// The shells whose commands are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shell {
    Posix,
    PowerShell,
}

/// Splits the command that begins at `start` in `source` into words.
pub(super) fn words(source: &SourceText<'_>, start: usize, shell: Shell) -> Vec<SourceText<'static>> {
    CommandWords::new(source, start).all(shell)
}

/// The state of splitting a command into words.
struct CommandWords<'s> {
    source: &'s SourceText<'s>,
    at: usize,
    /// The offset of the last character read.
    last: usize,
    /// The end of the current word so far.
    end: usize,
    word: Option<Decoded>,
    words: Vec<SourceText<'static>>,
}

impl<'s> CommandWords<'s> {
    fn new(source: &'s SourceText<'s>, start: usize) -> Self {
        Self { source, at: start, last: start, end: start, word: None, words: Vec::new() }
    }

    fn peek(&self) -> Option<char> {
        self.source.text().get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.last = self.at;
        self.at = self.at.saturating_add(next.len_utf8());
        Some(next)
    }

    fn next_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|next| wanted(*next))?;
        self.next()
    }

    /// Appends a character to the word: the last one read, or the one that its escape means.
    fn push(&mut self, character: char) {
        let offset = self.source.offset(self.last);
        self.begin_word();
        if let Some(word) = &mut self.word {
            word.push_char(character, offset);
        }
        self.end = self.at;
    }

    /// Begins a word, which may stay empty, unless one is begun.
    fn begin_word(&mut self) {
        if self.word.is_none() {
            self.word = Some(Decoded::default());
            self.end = self.at;
        }
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            self.words.push(SourceText::from_characters(word, self.source.offset(self.end)));
        }
    }

    fn all(mut self, shell: Shell) -> Vec<SourceText<'static>> {
        while let Some(character) = self.next() {
            let goes_on = match shell {
                Shell::Posix => self.posix(character),
                Shell::PowerShell => self.powershell(character),
            };
            if !goes_on {
                break;
            }
        }
        self.end_word();
        self.words
    }

    /// Reads the part of a word, or the end of one, that `character` begins. Returns `false` at the end of the command.
    fn posix(&mut self, character: char) -> bool {
        match character {
            '\'' => {
                self.begin_word();
                while let Some(next) = self.next().filter(|next| *next != '\'') {
                    self.push(next);
                }
            }
            '"' => {
                self.begin_word();
                while let Some(next) = self.next().filter(|next| *next != '"') {
                    let escaped = if next == '\\' { self.next_if(|next| "\"\\$`\n".contains(next)) } else { None };
                    match escaped {
                        Some('\n') => {}
                        escaped => self.push(escaped.unwrap_or(next)),
                    }
                }
            }
            '$' if self.next_if(|next| next == '\'').is_some() => self.ansi_text(),
            '\\' => {
                self.next_if(|next| next == '\r');
                if let Some(escaped) = self.next().filter(|next| *next != '\n') {
                    self.push(escaped);
                }
            }
            // Inside a word it is from a URL that should have been quoted, and is meant literally.
            '&' if self.word.is_some() => self.push('&'),
            '|' | ';' | '<' | '>' | ')' | '&' => return false,
            blank if blank.is_whitespace() => self.end_word(),
            plain => self.push(plain),
        }
        true
    }

    /// Reads the text of `$'…'`, the form that browsers copy.
    fn ansi_text(&mut self) {
        self.begin_word();
        while let Some(next) = self.next().filter(|next| *next != '\'') {
            if next != '\\' {
                self.push(next);
                continue;
            }
            match self.next() {
                Some('n') => self.push('\n'),
                Some('t') => self.push('\t'),
                Some('r') => self.push('\r'),
                Some(kind @ ('u' | 'x')) => {
                    let most = if kind == 'u' { 4 } else { 2 };
                    let mut code = 0_u32;
                    for _ in 0..most {
                        let Some(digit) = self.peek().and_then(|next| next.to_digit(16)) else { break };
                        self.next();
                        code = code.saturating_mul(16).saturating_add(digit);
                    }
                    self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                Some(escaped) => self.push(escaped),
                None => {}
            }
        }
    }

    /// Reads the part of a word, or the end of one, that `character` begins. Returns `false` at the end of the command.
    fn powershell(&mut self, character: char) -> bool {
        let is_single = |character: char| "'\u{2018}\u{2019}\u{201A}\u{201B}".contains(character);
        let is_double = |character: char| "\"\u{201C}\u{201D}\u{201E}".contains(character);
        if is_single(character) || is_double(character) {
            self.begin_word();
            while let Some(next) = self.next() {
                let is_quote = if is_single(character) { is_single(next) } else { is_double(next) };
                if is_quote
                    && self
                        .next_if(|after| if is_single(character) { is_single(after) } else { is_double(after) })
                        .is_none()
                {
                    break;
                }
                let escaped = if next == '`' && is_double(character) { self.next() } else { None };
                self.push(escaped.unwrap_or(next));
            }
            return true;
        }
        match character {
            '@' if self.word.is_none() && self.here_text() => {}
            '`' => {
                self.next_if(|next| next == '\r');
                if let Some(escaped) = self.next().filter(|next| *next != '\n') {
                    self.push(escaped);
                }
            }
            '|' => return false,
            ';' | '{' | '}' | ')' => self.end_word(),
            blank if blank.is_whitespace() => self.end_word(),
            plain => self.push(plain),
        }
        true
    }

    /// Reads the lines between `@'` and `'@`, or between `@"` and `"@`, as a word. Returns `false` if none begins here.
    fn here_text(&mut self) -> bool {
        let rest = self.source.text().get(self.at..).unwrap_or_default();
        let opens = [("'\n", "\n'@"), ("'\r\n", "\n'@"), ("\"\n", "\n\"@"), ("\"\r\n", "\n\"@")];
        let Some((open, close)) = opens.into_iter().find(|(open, _)| rest.starts_with(open)) else { return false };
        let inner = rest.get(open.len()..).unwrap_or_default();
        let length = inner.find(close).unwrap_or(inner.len());
        self.at = self.at.saturating_add(open.len());
        let end = self.at.saturating_add(length);
        self.begin_word();
        while self.at < end {
            let Some(next) = self.next() else { break };
            self.push(next);
        }
        self.at = end.saturating_add(close.len()).min(self.source.text().len());
        true
    }
}
