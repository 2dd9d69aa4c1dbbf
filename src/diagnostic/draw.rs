//! Drawing: the source lines with a caret under the span of each diagnostic.
//!
//! `miette` draws. It receives an excerpt that fits the width, never the whole source: a query may be one line of a
//! megabyte with errors all along it.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents, ThemeStyles};

use super::words::is_hidden_character;
use super::{Diagnostic, Diagnostics, Severity};

impl Diagnostics {
    /// Draws every diagnostic with a caret under its span in the source, in lines of at most `width` columns where
    /// possible. A longer line of the source is cut around the span.
    pub fn draw(&self, width: usize, colours: bool) -> String {
        let mut drawing = String::new();
        for (index, diagnostic) in self.list.iter().enumerate() {
            if index > 0 {
                drawing.push('\n');
            }
            let theme = if colours { theme(diagnostic.severity()) } else { GraphicalTheme::unicode_nocolor() };
            let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
            let handler = handler.without_primary_span_start();
            let excerpt = Excerpt::new(self.source_text(), diagnostic, width);
            // Writing to a string cannot fail.
            let _ = handler.render_report(&mut drawing, &Drawn { diagnostic, excerpt });
        }
        if self.more > 0 {
            drawing.push_str(&format!("\nand {} more\n", self.more));
        }
        drawing
    }
}

/// Returns a theme in the terminal's own palette, which is readable on its background. The span has the colour of the
/// severity.
fn theme(severity: Severity) -> GraphicalTheme {
    let mut theme = GraphicalTheme { styles: ThemeStyles::ansi(), ..GraphicalTheme::unicode() };
    theme.styles.highlights = vec![match severity {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Advice => theme.styles.advice,
    }];
    theme
}

/// A diagnostic with its excerpt, displayed as the message alone, since the position is drawn.
#[derive(Debug)]
struct Drawn<'d> {
    diagnostic: &'d Diagnostic,
    excerpt: Excerpt,
}

/// The line of a diagnostic with the lines before and after it, cut to fit.
#[derive(Debug)]
struct Excerpt {
    text: String,
    /// The underlined span, in bytes of `text`. Only the first line of a span of several lines is underlined.
    underlined: SourceSpan,
    /// The number of the first line, from 0.
    first_line: usize,
    /// The line and column, unless the excerpt is the whole source.
    position: Option<String>,
}

/// The columns that the frame takes in a line, without the digits of the line number.
const FRAME: usize = 4;
/// The fewest characters shown of a line, even if the drawing is narrower.
const FEWEST: usize = 40;
const CUT: char = '…';

impl Excerpt {
    /// Cuts the excerpt out of `source`. Reads no more of the source than it shows.
    fn new(source: &str, diagnostic: &Diagnostic, width: usize) -> Self {
        let digits = diagnostic.line().saturating_add(1).to_string().len();
        let room = width.saturating_sub(FRAME).saturating_sub(digits).max(FEWEST);
        let span = diagnostic.span;
        let before = LinePart::last(source.get(..span.start()).unwrap_or_default(), room);
        let under = LinePart::first(span.of(source), room);
        let rest = source.get(span.start().saturating_add(under.text.len())..).unwrap_or_default();
        let after = LinePart::first(rest, room);

        let (shown_before, shown_under, shown_after) = share(room, &before, &under, &after);
        let is_cut = !(before.is_all(shown_before) && under.is_all(shown_under) && after.is_all(shown_after));

        let mut text = String::new();
        let line_before = before.line_break.filter(|_| before.is_all(shown_before));
        if let Some(end) = line_before {
            let line = LinePart::last(source.get(..end).unwrap_or_default(), room);
            line.write_last(room, &mut text);
            text.push('\n');
        }
        before.write_last(shown_before, &mut text);
        let start = text.len();
        under.write_first(shown_under, &mut text);
        let length = text.len().saturating_sub(start);
        if under.is_all(shown_under) {
            after.write_first(shown_after, &mut text);
        }
        text.push('\n');
        let line_break = after.line_break.filter(|_| after.is_all(shown_after));
        let below = line_break.and_then(|end| rest.get(end.saturating_add(1)..)).unwrap_or_default();
        if !below.is_empty() {
            LinePart::first(below, room).write_first(room, &mut text);
            text.push('\n');
        }

        let first_line = diagnostic.line().saturating_sub(if line_before.is_some() { 2 } else { 1 });
        let is_alone = line_before.is_none() && below.is_empty() && !is_cut;
        let position = (!is_alone).then(|| format!("{}:{}", diagnostic.line(), diagnostic.column()));
        Self { text, underlined: (start, length).into(), first_line, position }
    }
}

/// Returns how many characters of each part of a line are shown so that all fit into `room`: the beginning of the
/// underlined part, and about equal numbers on both sides of it.
fn share(room: usize, before: &LinePart<'_>, under: &LinePart<'_>, after: &LinePart<'_>) -> (usize, usize, usize) {
    let all = before.length.saturating_add(under.length).saturating_add(after.length);
    if all <= room {
        return (before.length, under.length, after.length);
    }
    let shown_under = under.length.min(room / 2);
    let sides = room.saturating_sub(shown_under);
    // If the underlined part is cut, nothing is shown after it.
    let after_length = if under.is_all(shown_under) { after.length } else { 0 };
    let shown_before = before.length.min(sides.saturating_sub(after_length.min(sides / 2)));
    (shown_before, shown_under, after_length.min(sides.saturating_sub(shown_before)))
}

/// A part of one line.
struct LinePart<'s> {
    text: &'s str,
    /// In characters.
    length: usize,
    /// The offset of the line break next to the part, in bytes of the text that it was taken from. `None` at the ends
    /// of that text, and if the part has more characters than the limit.
    line_break: Option<usize>,
}

impl<'s> LinePart<'s> {
    /// Returns the beginning of `text`: its first line, or one character more than `most`.
    fn first(text: &'s str, most: usize) -> Self {
        let mut part = Self { text, length: 0, line_break: None };
        for (offset, character) in text.char_indices() {
            if character == '\n' || part.length > most {
                part.text = text.get(..offset).unwrap_or_default();
                part.line_break = (character == '\n').then_some(offset);
                return part;
            }
            part.length = part.length.saturating_add(1);
        }
        part
    }

    /// Returns the end of `text`: its last line, or one character more than `most`.
    fn last(text: &'s str, most: usize) -> Self {
        let mut part = Self { text, length: 0, line_break: None };
        for (offset, character) in text.char_indices().rev() {
            if character == '\n' || part.length > most {
                let start = offset.saturating_add(character.len_utf8());
                part.text = text.get(start..).unwrap_or_default();
                part.line_break = (character == '\n').then_some(offset);
                return part;
            }
            part.length = part.length.saturating_add(1);
        }
        part
    }

    fn is_all(&self, shown: usize) -> bool {
        shown == self.length
    }

    fn write_first(&self, shown: usize, out: &mut String) {
        if self.length <= shown {
            out.extend(self.text.chars().map(visible));
        } else {
            out.extend(self.text.chars().take(shown.saturating_sub(1)).map(visible));
            out.push(CUT);
        }
    }

    fn write_last(&self, shown: usize, out: &mut String) {
        let mut left_out = self.length.saturating_sub(shown);
        if left_out > 0 {
            out.push(CUT);
            left_out = left_out.saturating_add(1);
        }
        out.extend(self.text.chars().skip(left_out).map(visible));
    }
}

/// Returns the character that is drawn for one of the source: a visible substitute if it would be invisible or move the
/// carets.
fn visible(character: char) -> char {
    match character {
        '\t' | '\r' => ' ',
        '\0'..='\u{1f}' => u32::from(character).checked_add(0x2400).and_then(char::from_u32).unwrap_or(' '),
        _ if is_hidden_character(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (data, span) = (self.text.as_bytes(), SourceSpan::from((0, self.text.len())));
        let lines = self.text.lines().count();
        Ok(Box::new(match &self.position {
            Some(position) => MietteSpanContents::new_named(position.clone(), data, span, self.first_line, 0, lines),
            None => MietteSpanContents::new(data, span, self.first_line, 0, lines),
        }))
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        miette::Diagnostic::code(self.diagnostic)
    }

    fn severity(&self) -> Option<miette::Severity> {
        miette::Diagnostic::severity(self.diagnostic)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        miette::Diagnostic::help(self.diagnostic)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(None, self.excerpt.underlined);
        Some(Box::new(std::iter::once(label)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }
}
