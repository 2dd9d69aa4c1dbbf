//! Drawing: each diagnostic under the lines that it is about.
//!
//! What is handed to the drawing is an excerpt that fits the width, never the source: a query may be one line of a
//! megabyte, with faults all along it.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents};
use miette::{SourceCode, SourceSpan, SpanContents, ThemeStyles};

use super::words::is_hidden;
use super::{Diagnostic, Diagnostics, Severity};

impl Diagnostics {
    /// All of them, each drawn with a caret under its place in the source, in lines of at most `width` columns where
    /// that can be. A longer line of the source is cut around the place.
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
            // Writing into a text cannot fail.
            let _ = handler.render_report(&mut drawing, &Drawn { diagnostic, excerpt });
        }
        if self.more > 0 {
            drawing.push_str(&format!("\nand {} more\n", self.more));
        }
        drawing
    }
}

/// The colours of a terminal's own palette, which are readable on its ground: the place has that of the severity.
fn theme(severity: Severity) -> GraphicalTheme {
    let mut theme = GraphicalTheme { styles: ThemeStyles::ansi(), ..GraphicalTheme::unicode() };
    theme.styles.highlights = vec![match severity {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Advice => theme.styles.advice,
    }];
    theme
}

/// One diagnostic with its excerpt, as drawn: the message alone, since the place is drawn too.
#[derive(Debug)]
struct Drawn<'d> {
    diagnostic: &'d Diagnostic,
    excerpt: Excerpt,
}

/// The line where something stands, with its neighbours, as far as they fit.
#[derive(Debug)]
struct Excerpt {
    text: String,
    /// What is underlined, in bytes of `text`. Of something that goes on over several lines, the first.
    underlined: SourceSpan,
    /// The number of the first line, from 0.
    first_line: usize,
    /// The line and column, where the text does not show them.
    place: Option<String>,
}

/// The columns of a line that its number and the frame take, besides the digits of the number.
const FRAME: usize = 4;
/// The fewest characters of a line that are shown, however narrow the drawing.
const FEWEST: usize = 40;
const CUT: char = '…';

impl Excerpt {
    /// Reads no more of the source than it shows.
    fn new(source: &str, diagnostic: &Diagnostic, width: usize) -> Self {
        let digits = diagnostic.line().saturating_add(1).to_string().len();
        let room = width.saturating_sub(FRAME).saturating_sub(digits).max(FEWEST);
        let span = diagnostic.span;
        let before = Part::last(source.get(..span.start()).unwrap_or_default(), room);
        let under = Part::first(span.of(source), room);
        let behind = source.get(span.start().saturating_add(under.text.len())..).unwrap_or_default();
        let after = Part::first(behind, room);

        let (shown_before, shown_under, shown_after) = share(room, &before, &under, &after);
        let is_cut = !(before.is_all(shown_before) && under.is_all(shown_under) && after.is_all(shown_after));

        let mut text = String::new();
        let line_before = before.line_break.filter(|_| before.is_all(shown_before));
        if let Some(end) = line_before {
            let line = Part::last(source.get(..end).unwrap_or_default(), room);
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
        let below = line_break.and_then(|end| behind.get(end.saturating_add(1)..)).unwrap_or_default();
        if !below.is_empty() {
            Part::first(below, room).write_first(room, &mut text);
            text.push('\n');
        }

        let first_line = diagnostic.line().saturating_sub(if line_before.is_some() { 2 } else { 1 });
        let is_alone = line_before.is_none() && below.is_empty() && !is_cut;
        let place = (!is_alone).then(|| format!("{}:{}", diagnostic.line(), diagnostic.column()));
        Self { text, underlined: (start, length).into(), first_line, place }
    }
}

/// How many characters of the parts of a line are shown, so that `room` holds them: the beginning of what is
/// underlined, and as much on either side of it.
fn share(room: usize, before: &Part<'_>, under: &Part<'_>, after: &Part<'_>) -> (usize, usize, usize) {
    let all = before.length.saturating_add(under.length).saturating_add(after.length);
    if all <= room {
        return (before.length, under.length, after.length);
    }
    let shown_under = under.length.min(room / 2);
    let sides = room.saturating_sub(shown_under);
    // What is cut has nothing behind it.
    let after_length = if under.is_all(shown_under) { after.length } else { 0 };
    let shown_before = before.length.min(sides.saturating_sub(after_length.min(sides / 2)));
    (shown_before, shown_under, after_length.min(sides.saturating_sub(shown_before)))
}

/// A part of one line.
struct Part<'s> {
    text: &'s str,
    /// In characters.
    length: usize,
    /// Where the line ends, or ended before it, in bytes of the text it was taken from; none at the ends of that and
    /// where the part has more characters than were asked for.
    line_break: Option<usize>,
}

impl<'s> Part<'s> {
    /// What `text` starts with, up to the end of its first line, or one character more than `most`.
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

    /// What `text` ends with, from the beginning of its last line, or one character more than `most`.
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

/// What is drawn for a character of the source: of what would move the carets or be invisible, a sign that stands for
/// it.
fn visible(character: char) -> char {
    match character {
        '\t' | '\r' => ' ',
        '\0'..='\u{1f}' => u32::from(character).checked_add(0x2400).and_then(char::from_u32).unwrap_or(' '),
        _ if is_hidden(character) => char::REPLACEMENT_CHARACTER,
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
        Ok(Box::new(match &self.place {
            Some(place) => MietteSpanContents::new_named(place.clone(), data, span, self.first_line, 0, lines),
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
