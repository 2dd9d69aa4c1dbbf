//! Requests inside pasted text: the shell command that sends one, a line of a log, the quotes and commas of a script.
//!
//! A command is split into words by the quoting rules of its shell. Words that are neither the URL nor the data of the
//! request are skipped, so that unknown options do no harm. Variables are not expanded; they are reported as
//! placeholders where a value is read.

mod words;

use super::decompiler::Decompiler;
use super::decompiling::DecompiledRequest;
use super::detected_format::DetectedFormat;
use super::error::DecompileErrorKind;
use super::json_text::GIVEN;
use super::placeholder::placeholder;
use super::source::SourceText;
use super::url_parts::is_address;
use crate::dialect::parts::Parts;
use crate::span::Span;
use words::{Shell, words};

const PROGRAMS: [(&str, Shell); 6] = [
    ("curl", Shell::Posix),
    ("curl.exe", Shell::Posix),
    ("Invoke-RestMethod", Shell::PowerShell),
    ("Invoke-WebRequest", Shell::PowerShell),
    ("irm", Shell::PowerShell),
    ("iwr", Shell::PowerShell),
];

/// The options of curl whose data is sent as it is; `--data-urlencode` encodes it first.
const DATA: [&str; 6] = ["-d", "--data", "--data-raw", "--data-ascii", "--data-binary", "--json"];
const ENCODED_DATA: &str = "--data-urlencode";

const METHODS: [&str; 3] = ["GET", "POST", "HEAD"];

impl Decompiler<'_, '_> {
    /// Reads `text` as a command. Returns `false` if it is not one.
    pub(super) fn command(&mut self, text: &SourceText<'_>) -> bool {
        let Some((shell, start)) = program(text.text()) else { return false };
        let without_carets = text.without_carets();
        let words = match &without_carets {
            Some(text) => words(text, program(text.text()).map_or(start, |(_, start)| start), shell),
            None => words(text, start, shell),
        };
        let (url, data) = (url_of(&words, shell), data_of(&words, shell));
        // A property may have the name of a program.
        if url.is_none() && data.is_empty() {
            return false;
        }
        if let Some(url) = url
            && !self.url(&without_placeholder(&url.trimmed()))
        {
            self.decompiling.report_other_language(DetectedFormat::detect(url.text()), url.whole());
        }
        for data in data {
            self.data(&data.trimmed());
            if self.decompiling.errors.len() > MOST_ERRORS {
                break;
            }
        }
        true
    }

    /// Reads the data that a command sends: a body, or parameters.
    fn data(&mut self, data: &SourceText<'_>) {
        let found = placeholder(data.text()).or_else(|| data.text().starts_with('@').then(|| data.text()));
        if let Some(found) = found {
            return self.decompiling.report(DecompileErrorKind::Placeholder { found: found.into() }, data.whole());
        }
        if self.format.has_body() {
            return self.json(data, GIVEN);
        }
        let earlier = std::mem::take(self.read);
        if !self.url(data) {
            self.decompiling.report_other_language(DetectedFormat::detect(data.text()), data.whole());
        }
        self.merge(earlier, data.whole());
    }

    /// Merges the parts read `earlier` with those read at `span`; no part may be in both.
    fn merge(&mut self, earlier: DecompiledRequest, span: Span) {
        let DecompiledRequest { filter, keys, offset, limit, path, .. } = earlier;
        let later = std::mem::take(self.read);
        let names = self.format.parameter_names();
        let is_repeated = Parts {
            filter: filter.is_some() && later.filter.is_some(),
            sort: !keys.is_empty() && !later.keys.is_empty(),
            offset: offset.is_some() && later.offset.is_some(),
            limit: limit.is_some() && later.limit.is_some(),
        };
        for (part, _) in is_repeated.iter().filter(|(_, is_repeated)| **is_repeated) {
            // Conditions without a parameter for the filter are in parameters of their own.
            if let Some(name) = *names.get(part) {
                self.decompiling.report(DecompileErrorKind::RepeatedParameter { name: name.into() }, span);
            }
        }
        *self.read = DecompiledRequest {
            filter,
            keys: joined(keys, later.keys),
            offset: offset.or(later.offset),
            limit: limit.or(later.limit),
            path: path.or(later.path),
            ..DecompiledRequest::default()
        };
        self.require(later.filter);
    }
}

fn joined<T>(mut earlier: Vec<T>, later: Vec<T>) -> Vec<T> {
    earlier.extend(later);
    earlier
}

/// Returns the shell of a command, and the offset in `text` of the name of its program: at the beginning, after a
/// prompt or after an assignment.
fn program(text: &str) -> Option<(Shell, usize)> {
    PROGRAMS.into_iter().find_map(|(name, shell)| {
        let found = |part: &str| part.get(..name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name));
        let starts = text.char_indices().map(|(at, _)| at).take(MOST_BEFORE);
        let mut starts = starts.filter(|start| text.get(*start..).is_some_and(found));
        let start = starts.next()?;
        let (before, rest) = text.split_at_checked(start)?;
        let after = rest.get(name.len()..)?;
        let is_program = after.starts_with(char::is_whitespace) && may_precede(before.trim());
        is_program.then_some((shell, start))
    })
}

/// The number of errors after which no more data is read.
const MOST_ERRORS: usize = 100;

/// The number of characters in which the name of a program is looked for.
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

/// Returns the word after the option that names the URL, or the first word that appears to be a URL.
fn url_of<'w>(words: &'w [SourceText<'static>], shell: Shell) -> Option<&'w SourceText<'static>> {
    let option = match shell {
        Shell::Posix => "--url",
        Shell::PowerShell => "-Uri",
    };
    let named = words.iter().zip(words.iter().skip(1));
    let mut named = named.filter(|(name, _)| name.text().eq_ignore_ascii_case(option)).map(|(_, url)| url);
    let has_scheme = |word: &&SourceText<'_>| word.text().contains("://") && is_address(word.text());
    let has_path = |word: &&SourceText<'_>| {
        let rest =
            placeholder(word.text()).map_or(word.text(), |found| word.text().get(found.len()..).unwrap_or_default());
        rest.starts_with('/') && is_address(rest)
    };
    named.next().or_else(|| words.iter().find(has_scheme)).or_else(|| words.iter().skip(1).find(has_path))
}

/// Returns the data of the request, encoded as it is sent.
fn data_of(words: &[SourceText<'static>], shell: Shell) -> Vec<SourceText<'static>> {
    let named = words.iter().zip(words.iter().skip(1));
    let data = named.filter_map(|(name, value)| match shell {
        Shell::Posix if DATA.contains(&name.text()) => Some(value.clone()),
        Shell::Posix if name.text() == ENCODED_DATA => Some(encoded(value)),
        Shell::PowerShell if name.text().eq_ignore_ascii_case("-Body") => Some(value.clone()),
        Shell::Posix | Shell::PowerShell => None,
    });
    data.collect()
}

/// Returns `name=content` with the content encoded.
fn encoded(value: &SourceText<'static>) -> SourceText<'static> {
    match value.text().find('=') {
        Some(equals) => value.form_encoded_after(equals.saturating_add(1)),
        None => value.clone(),
    }
}

/// Returns `url` without a variable for the server's address before the path: `$base/api/v1/jobs`.
fn without_placeholder<'s>(url: &'s SourceText<'_>) -> SourceText<'s> {
    let start = placeholder(url.text()).map_or(0, str::len);
    let start = if url.text().get(start..).is_some_and(|rest| rest.starts_with('/')) { start } else { 0 };
    url.part(start..url.text().len())
}

/// Returns the URL in `text` without the text often copied with it: the quotes of a script and the punctuation after
/// them, or the method and the version of a line of a log. Any other text is returned unchanged.
pub(super) fn unwrapped<'s>(text: &'s SourceText<'_>) -> SourceText<'s> {
    let inner = request_line(unquoted(text.text()));
    let inner =
        inner.get(placeholder(inner).filter(|found| found.starts_with('$')).map_or(0, str::len)..).unwrap_or(inner);
    // Both point into the same text.
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
        // The opening quote was not copied.
        if open == close && inner.matches(open).count().is_multiple_of(2) {
            return inner;
        }
    }
    text
}

/// Returns the target of a request line such as `GET /jobs?limit=5 HTTP/1.1`, or `text` if it is none.
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
