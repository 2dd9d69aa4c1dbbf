//! Requests inside of what people paste: the command of a shell that sends one, the line of a log, the quotes and commas
//! of a script.
//!
//! A command is cut into words by the quoting rules of its shell, of which it may hold other parts than this module knows:
//! what is neither the URL nor the data of the request is skipped. Variables are not expanded; they are told to be
//! placeholders where a value is read.

use super::error::ReadErrorKind;
use super::lookalike::Lookalike;
use super::placeholder::placeholder;
use super::source::{Decoded, Source};
use super::url::is_address;
use super::{Form, GIVEN, Read, Reader};
use crate::span::Span;

/// The shells whose commands are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shell {
    Posix,
    PowerShell,
}

const PROGRAMS: [(&str, Shell); 6] = [
    ("curl", Shell::Posix),
    ("curl.exe", Shell::Posix),
    ("Invoke-RestMethod", Shell::PowerShell),
    ("Invoke-WebRequest", Shell::PowerShell),
    ("irm", Shell::PowerShell),
    ("iwr", Shell::PowerShell),
];

/// The options of curl that take data as it is sent; `--data-urlencode` encodes it first.
const DATA: [&str; 6] = ["-d", "--data", "--data-raw", "--data-ascii", "--data-binary", "--json"];
const ENCODED_DATA: &str = "--data-urlencode";

const METHODS: [&str; 3] = ["GET", "POST", "HEAD"];

impl Reader<'_> {
    /// Reads the command that `text` is; false where it is none.
    pub(super) fn command(&mut self, text: &Source<'_>) -> bool {
        let Some((shell, start)) = program(text.text()) else { return false };
        let without_carets = text.without_carets();
        let words = match &without_carets {
            Some(text) => Words::new(text, program(text.text()).map_or(start, |(_, start)| start)).all(shell),
            None => Words::new(text, start).all(shell),
        };
        let (url, data) = (url_of(&words, shell), data_of(&words, shell));
        // A property may be called as a program is.
        if url.is_none() && data.is_empty() {
            return false;
        }
        if let Some(url) = url
            && !self.url(&without_placeholder(&url.trimmed()))
        {
            self.other_language(Lookalike::of(url.text()), url.whole());
        }
        for data in data {
            self.data(&data.trimmed());
        }
        true
    }

    /// Reads the data that a command sends: a body, or parameters.
    fn data(&mut self, data: &Source<'_>) {
        let found = placeholder(data.text()).or_else(|| data.text().starts_with('@').then(|| data.text()));
        if let Some(found) = found {
            return self.fault(ReadErrorKind::Placeholder { found: found.into() }, data.whole());
        }
        match self.form {
            Form::Tagged => self.json(data, GIVEN, Self::whole),
            Form::Expressions(_) | Form::Parameters | Form::OData => {
                let earlier = std::mem::take(&mut self.read);
                if !self.url(data) {
                    self.other_language(Lookalike::of(data.text()), data.whole());
                }
                self.merge(earlier, data.whole());
            }
        }
    }
}

impl Reader<'_> {
    /// Adds what was read `earlier` to what was read at `span`, which may not be asked for twice.
    fn merge(&mut self, earlier: Read, span: Span) {
        let Read { filter, keys, offset, limit, rest, path, warnings } = earlier;
        let [filter_name, sort_name, offset_name, limit_name] = self.form.names();
        let repeated = [
            (filter_name, filter.is_some() && self.read.filter.is_some() && !matches!(self.form, Form::Parameters)),
            (sort_name, !keys.is_empty() && !self.read.keys.is_empty()),
            (offset_name, offset.is_some() && self.read.offset.is_some()),
            (limit_name, limit.is_some() && self.read.limit.is_some()),
        ];
        for (name, _) in repeated.into_iter().filter(|(_, is_repeated)| *is_repeated) {
            self.fault(ReadErrorKind::RepeatedParameter { name: name.into() }, span);
        }
        let read = &mut self.read;
        read.filter = match (filter, read.filter.take()) {
            (Some(earlier), Some(filter)) => Some(earlier & filter),
            (earlier, filter) => earlier.or(filter),
        };
        read.keys.splice(0..0, keys);
        read.offset = offset.or(read.offset);
        read.limit = limit.or(read.limit);
        read.rest.splice(0..0, rest);
        read.warnings.splice(0..0, warnings);
        read.path = path.or(read.path.take());
    }
}

/// The shell of a command, and where in `text` the name of its program starts: at the beginning, after a prompt or after an
/// assignment.
fn program(text: &str) -> Option<(Shell, usize)> {
    PROGRAMS.into_iter().find_map(|(name, shell)| {
        let found = |part: &str| part.get(..name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name));
        let starts = text.char_indices().map(|(at, _)| at).take(MOST_BEFORE);
        let mut starts = starts.filter(|start| text.get(*start..).is_some_and(found));
        let start = starts.next()?;
        let (before, rest) = text.split_at_checked(start)?;
        let behind = rest.get(name.len()..)?;
        let is_program = behind.starts_with(char::is_whitespace) && may_precede(before.trim());
        is_program.then_some((shell, start))
    })
}

/// How many characters are looked at for the name of a program.
const MOST_BEFORE: usize = 100;

/// Returns `true` for nothing, `$`, `PS C:\>`, `$rows =`, `rows=$(` and `(`.
fn may_precede(text: &str) -> bool {
    let assignment = text.trim_end_matches(['$', '(', '`', '&']).trim_end();
    let is_name =
        |name: &str| name.chars().all(|character| character.is_ascii_alphanumeric() || "_$:[]".contains(character));
    assignment.is_empty()
        || assignment.strip_suffix('=').is_some_and(|name| is_name(name.trim()))
        || text.starts_with("PS") && text.ends_with('>')
}

/// The words of a command, put together one after the other.
struct Words<'s> {
    source: &'s Source<'s>,
    at: usize,
    /// Where the last character starts that was read.
    last: usize,
    /// Where the word ends so far.
    end: usize,
    word: Option<Decoded>,
    words: Vec<Source<'static>>,
}

impl<'s> Words<'s> {
    fn new(source: &'s Source<'s>, start: usize) -> Self {
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

    /// Adds a character, the last one that was read or what it stands for, to the word.
    fn push(&mut self, character: char) {
        let offset = self.source.offset(self.last);
        self.begin_word();
        if let Some(word) = &mut self.word {
            word.push_char(character, offset);
        }
        self.end = self.at;
    }

    /// Begins a word, which may stay empty, where none is begun.
    fn begin_word(&mut self) {
        if self.word.is_none() {
            self.word = Some(Decoded::default());
            self.end = self.at;
        }
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take() {
            self.words.push(word.text(self.source.offset(self.end)));
        }
    }

    fn all(mut self, shell: Shell) -> Vec<Source<'static>> {
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

    /// Takes what `character` begins; false at the end of the command.
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
            // Inside of a word it was left without quotes in a URL, where it is meant to be one.
            '&' if self.word.is_some() => self.push('&'),
            '|' | ';' | '<' | '>' | ')' | '&' => return false,
            blank if blank.is_whitespace() => self.end_word(),
            plain => self.push(plain),
        }
        true
    }

    /// The text of `$'…'`, as browsers write what they copy.
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

    /// Takes what `character` begins; false at the end of the command.
    fn powershell(&mut self, character: char) -> bool {
        let is_single = |character: char| "'\u{2018}\u{2019}\u{201A}\u{201B}".contains(character);
        let is_double = |character: char| "\"\u{201C}\u{201D}\u{201E}".contains(character);
        if is_single(character) || is_double(character) {
            self.begin_word();
            while let Some(next) = self.next() {
                let is_quote = if is_single(character) { is_single(next) } else { is_double(next) };
                if is_quote
                    && self
                        .next_if(|behind| if is_single(character) { is_single(behind) } else { is_double(behind) })
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
}

impl Words<'_> {
    /// Takes the lines between `@'` and `'@`, or between `@"` and `"@`, as a word; false where none begins here.
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

/// The word after the option that names the URL, or the first that looks like one.
fn url_of<'w>(words: &'w [Source<'static>], shell: Shell) -> Option<&'w Source<'static>> {
    let option = match shell {
        Shell::Posix => "--url",
        Shell::PowerShell => "-Uri",
    };
    let named = words.iter().zip(words.iter().skip(1));
    let mut named = named.filter(|(name, _)| name.text().eq_ignore_ascii_case(option)).map(|(_, url)| url);
    let has_scheme = |word: &&Source<'_>| word.text().contains("://") && is_address(word.text());
    let has_path = |word: &&Source<'_>| {
        let rest =
            placeholder(word.text()).map_or(word.text(), |found| word.text().get(found.len()..).unwrap_or_default());
        rest.starts_with('/') && is_address(rest)
    };
    named.next().or_else(|| words.iter().find(has_scheme)).or_else(|| words.iter().skip(1).find(has_path))
}

/// The data that is sent, as it is sent.
fn data_of(words: &[Source<'static>], shell: Shell) -> Vec<Source<'static>> {
    let named = words.iter().zip(words.iter().skip(1));
    let data = named.filter_map(|(name, value)| match shell {
        Shell::Posix if DATA.contains(&name.text()) => Some(value.clone()),
        Shell::Posix if name.text() == ENCODED_DATA => Some(encoded(value)),
        Shell::PowerShell if name.text().eq_ignore_ascii_case("-Body") => Some(value.clone()),
        Shell::Posix | Shell::PowerShell => None,
    });
    data.collect()
}

/// `name=content`, with the content encoded.
fn encoded(value: &Source<'static>) -> Source<'static> {
    match value.text().find('=') {
        Some(equals) => value.form_encoded_after(equals.saturating_add(1)),
        None => value.clone(),
    }
}

/// Without the variable for the address of the server before the path: `$base/api/v1/jobs`.
fn without_placeholder<'s>(url: &'s Source<'_>) -> Source<'s> {
    let start = placeholder(url.text()).map_or(0, str::len);
    let start = if url.text().get(start..).is_some_and(|rest| rest.starts_with('/')) { start } else { 0 };
    url.part(start..url.text().len())
}

/// Returns the URL in `text` without what people copy with it: the quotes of a script and what follows them, or the method
/// and the version of a line of a log. Any other text is returned as it is.
pub(super) fn unwrapped<'s>(text: &'s Source<'_>) -> Source<'s> {
    let inner = request_line(unquoted(text.text()));
    let inner =
        inner.get(placeholder(inner).filter(|found| found.starts_with('$')).map_or(0, str::len)..).unwrap_or(inner);
    // Both are parts of one text.
    let start = (inner.as_ptr() as usize).saturating_sub(text.text().as_ptr() as usize);
    if is_address(inner) {
        text.part(start..start.saturating_add(inner.len()))
    } else {
        text.part(0..text.text().len())
    }
}

/// Returns `true` if `text` is a URL that is encoded as a whole, as one in a parameter of another is.
pub(super) fn is_encoded_url(text: &str) -> bool {
    let starts = |start: &&str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    ["http%3A", "https%3A"].iter().any(starts)
}

fn unquoted(text: &str) -> &str {
    let without_end = text.trim_end_matches([',', ';', ')']);
    for (open, close) in [('"', '"'), ('\'', '\''), ('`', '`'), ('<', '>')] {
        let Some(inner) = without_end.strip_suffix(close) else { continue };
        if let Some(inner) = inner.strip_prefix(open) {
            return inner;
        }
        // The first quote was not copied.
        if open == close && inner.matches(open).count().is_multiple_of(2) {
            return inner;
        }
    }
    text
}

/// `GET /jobs?limit=5 HTTP/1.1`
fn request_line(text: &str) -> &str {
    let Some((method, rest)) = text.split_once(' ') else { return text };
    if !METHODS.contains(&method) {
        return text;
    }
    let target = rest.trim();
    target
        .rsplit_once(' ')
        .filter(|(_, version)| version.starts_with("HTTP/"))
        .map_or(target, |(target, _)| target.trim())
}
