//! Backslashes of Windows paths: in `"C:\backup\new"`, `\b` is a backspace and `\n` a line feed.

use super::kind::LintKind;
use super::sink::LintSink;
use crate::filter::Term;
use crate::syntax::{is_on_server, starts_on_drive};

/// Reports a quoted path, as it is written in `source`, whose backslashes begin escapes.
pub(super) fn lint(term: &Term, source: &str, sink: &mut LintSink) {
    let written = term.span.of(source);
    let Some(inner) = inside_quotes(written) else { return };
    let mut escapes = Vec::new();
    let mut has_other = false;
    let (is_on_drive, is_on_server) = (starts_on_drive(inner), is_on_server(inner));
    let mut rest = if is_on_server { inner.trim_start_matches('\\') } else { inner };
    while let Some(place) = rest.find('\\') {
        let escaped = rest.get(place.saturating_add(1)..).and_then(|after| after.chars().next());
        match escaped {
            Some(letter @ ('b' | 'f' | 'n' | 'r' | 't')) if !escapes.contains(&letter) => escapes.push(letter),
            Some('b' | 'f' | 'n' | 'r' | 't') => {}
            _ => has_other = true,
        }
        let length = escaped.map_or(0, char::len_utf8);
        rest = rest.get(place.saturating_add(1).saturating_add(length)..).unwrap_or_default();
    }
    // Nobody means a backspace or a form feed, so that these show a path by themselves.
    let is_path = is_on_drive || is_on_server || escapes.iter().any(|letter| matches!(letter, 'b' | 'f'));
    if !escapes.is_empty() && is_path {
        // Beside other escapes, some of the backslashes may be meant to begin an escape.
        let meant = ((is_on_drive || is_on_server) && !has_other).then(|| written.replace('\\', "\\\\"));
        sink.report(LintKind::PathEscapes { escapes: escapes.into_iter().collect(), meant }, term.span);
    }
}

/// Returns the text between the quotes, or `None` if `written` is not quoted.
fn inside_quotes(written: &str) -> Option<&str> {
    let quote = written.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    written.strip_prefix(quote)?.strip_suffix(quote)
}
