//! The parts of a URL: path, parameters and fragment, as ranges of its text.

use std::ops::Range;

use super::error::DecompileError;
use super::source::SourceText;
use crate::span::Span;

/// A parameter of a URL.
pub(in crate::dialect) struct UrlParameter<'s> {
    /// The name, decoded.
    pub(in crate::dialect) name: Result<String, DecompileError>,
    pub(super) span: Span,
    /// The value, encoded; `None` without a `=`.
    pub(in crate::dialect) value: Option<SourceText<'s>>,
}

/// Returns `true` if `text` is a URL, whole or from its path or its `?` on.
pub(super) fn is_address(text: &str) -> bool {
    Address::parse(text).is_some_and(|address| address.path.is_some())
}

/// Returns `true` for a path, perhaps with a host and a port before it and no scheme.
pub(super) fn is_plain_path(text: &str) -> bool {
    let (host, path) = text.split_once('/').unwrap_or(("", text));
    let is_plain = |character: char| character.is_alphanumeric() || "-._~/%{}".contains(character);
    let host = match host.split_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    !text.is_empty() && host.chars().all(is_plain) && path.chars().all(is_plain)
}

/// The parts of a URL, as ranges of its text.
pub(super) struct Address {
    /// `None` if the text begins after the `?`.
    pub(super) path: Option<Range<usize>>,
    pub(super) query: Range<usize>,
    /// The fragment, with its `#`.
    pub(super) fragment: Option<Range<usize>>,
}

impl Address {
    /// Returns the parts of `text` if it may be a URL: with a host, with a path, or the parameters alone.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let end = text.find('#').unwrap_or(text.len());
        let fragment = (end < text.len()).then_some(end..text.len());
        let whole = text.get(..end)?;
        let mark = whole.find('?');
        let query = mark.map_or(end, |mark| mark.saturating_add(1))..end;
        let path_end = mark.unwrap_or(end);
        let before = whole.get(..path_end)?;
        if let Some((scheme, rest)) = before.split_once("://") {
            let start = path_end.saturating_sub(rest.len()).saturating_add(rest.find('/').unwrap_or(rest.len()));
            let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            return is_web.then_some(Self { path: Some(start..path_end), query, fragment });
        }
        if is_plain_path(before) && (before.starts_with('/') || mark.is_some()) {
            return Some(Self { path: Some(0..path_end), query, fragment });
        }
        if mark == Some(0) {
            return Some(Self { path: Some(0..0), query, fragment });
        }
        // Without a `?`, a `#` may be a part of a value.
        names_parameter(text).then_some(Self { path: None, query: 0..text.len(), fragment: None })
    }

    pub(super) fn parameters<'s>(&self, given: &'s SourceText<'_>) -> Vec<UrlParameter<'s>> {
        let query = given.text().get(self.query.clone()).unwrap_or_default();
        let mut parameters = Vec::new();
        for Range { start, end } in pairs(query) {
            let pair = query.get(start..end).unwrap_or_default();
            let (start, end) = (self.query.start.saturating_add(start), self.query.start.saturating_add(end));
            let equals = pair.find('=').map(|equals| start.saturating_add(equals));
            let name = given.part(start..equals.unwrap_or(end));
            if !pair.is_empty() {
                parameters.push(UrlParameter {
                    name: name.form_decoded().map(|name| name.text().to_owned()),
                    span: name.whole(),
                    value: equals.map(|equals| given.part(equals.saturating_add(1)..end)),
                });
            }
        }
        parameters
    }
}

/// Returns the pairs of name and value in `query`: between `&`s, or on lines of their own. Another line break, as in a
/// long URL that was wrapped, is not a part of the pair that it ends.
fn pairs(query: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    let mut start = 0_usize;
    let is_cut = |at: usize, sign: &str| {
        sign == "&"
            || query
                .get(at.saturating_add(1)..)
                .is_some_and(|line| begins_parameter(line.trim_start_matches([' ', '\t'])))
    };
    let cuts = query.match_indices(['&', '\n']).filter(|(at, sign)| is_cut(*at, sign)).map(|(at, _)| at);
    for end in cuts.chain([query.len()]) {
        let pair = query.get(start..end).unwrap_or_default();
        let without_break = pair.trim_end();
        let is_broken = pair.get(without_break.len()..).is_some_and(|blank| blank.contains(['\n', '\r']));
        let length = if is_broken { without_break.len() } else { pair.len() };
        pairs.push(start..start.saturating_add(length));
        start = end.saturating_add(1);
    }
    pairs
}

/// Returns `true` if `line` begins with a name and a `=`.
fn begins_parameter(line: &str) -> bool {
    let end = line.find(|character: char| !belongs_to_name(character)).unwrap_or(line.len());
    let rest = line.get(end..).unwrap_or_default();
    end > 0 && rest.starts_with('=') && !rest.starts_with("==")
}

fn belongs_to_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~$%[]".contains(character)
}

/// Returns `true` if `text` begins with the name of a parameter and a `=`.
fn names_parameter(text: &str) -> bool {
    let Some((name, value)) = text.trim_start_matches('&').split_once('=') else { return false };
    !value.starts_with('=') && !name.is_empty() && name.trim_end().chars().all(belongs_to_name)
}
