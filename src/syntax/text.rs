//! Quoting and unquoting of texts and names, and the Windows paths that people put between quotes.

use std::borrow::Cow;

use crate::span::Span;

/// The error of an escape, with its span in the quoted text, in bytes.
pub(crate) enum EscapeError {
    Unknown(Span),
    LoneSurrogate(Span),
}

/// Returns the text between the quotes of `quoted`, its escapes as they are.
pub(super) fn between_quotes(quoted: &str) -> &str {
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default()
}

/// Returns the text that a text token means; `quoted` includes the quotes. Borrows if it has no escapes.
pub(crate) fn unquote(quoted: &str) -> Result<Cow<'_, str>, EscapeError> {
    let inner = between_quotes(quoted);
    if !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(start) = rest.find('\\') {
        text.push_str(rest.get(..start).unwrap_or_default());
        rest = rest.get(start..).unwrap_or_default();
        // The quote itself takes the first byte.
        let at = inner.len().saturating_sub(rest.len()).saturating_add(1);
        let (character, length) = escape(rest, at)?;
        text.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(Cow::Owned(text))
}

/// Returns the character that the escape at the start of `text` means, and the length of the escape in bytes. `at` is
/// the offset of `text`, for the span of an error.
pub(crate) fn escape(text: &str, at: usize) -> Result<(char, usize), EscapeError> {
    let span = |length: usize| Span::new(at, at.saturating_add(length));
    let Some(escape) = text.chars().nth(1) else { return Err(EscapeError::Unknown(span(1))) };
    let mut length = escape.len_utf8().saturating_add(1);
    let character = match escape {
        '"' | '\'' | '\\' | '/' => escape,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => {
            let unit = code_unit(text).ok_or_else(|| EscapeError::Unknown(span(2)))?;
            length = 6;
            let mut units = vec![unit];
            let low = text.get(6..).and_then(code_unit);
            if let (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) = (unit, low) {
                units.push(low);
                length = 12;
            }
            let decoded = char::decode_utf16(units).next().and_then(Result::ok);
            decoded.ok_or_else(|| EscapeError::LoneSurrogate(span(length)))?
        }
        _ => return Err(EscapeError::Unknown(span(length))),
    };
    Ok((character, length))
}

/// Returns the code unit of `\uXXXX` at the start of `text`.
fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

/// Returns the name that a name token means; `quoted` includes the backticks.
pub(super) fn unquote_name(quoted: &str) -> Cow<'_, str> {
    let inner = between_quotes(quoted);
    if inner.contains('`') { Cow::Owned(inner.replace("``", "`")) } else { Cow::Borrowed(inner) }
}

/// Returns `text` between double quotes, with JSON's escapes.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().saturating_add(2));
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Returns `true` for the content of `"C:\new"`, and `false` for that of `"C:\\new"`, whose writer knows of escapes.
pub(crate) fn starts_on_drive(text: &str) -> bool {
    let mut characters = text.chars();
    let start = [characters.next(), characters.next(), characters.next(), characters.next()];
    matches!(start, [Some(drive), Some(':'), Some('\\'), Some(next)] if drive.is_ascii_alphabetic() && next != '\\')
}

/// Returns `true` for the content of `"\\server\new"`, and `false` for that of `"\\\\server\\new"`.
pub(crate) fn is_on_server(text: &str) -> bool {
    text.strip_prefix("\\\\").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric()))
}

/// Returns the Windows path that `quoted` starts with, up to the quote that was meant to end it and is escaped by the
/// path's last backslash: `"C:\backups\"`.
pub(crate) fn path_before_quote(quoted: &str) -> Option<&str> {
    let mark = quoted.get(..1)?;
    let inner = quoted.get(1..)?;
    let end = inner.find(&format!("\\{mark}"))?.saturating_add(2);
    let is_path = starts_on_drive(inner) || is_on_server(inner);
    quoted.get(..end.saturating_add(1)).filter(|_| is_path)
}
