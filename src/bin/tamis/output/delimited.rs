//! CSV and TSV: quoting of cells, and protection against formulas in spreadsheets.

use serde_json::value::RawValue;

use crate::failure::eprint_line;
use crate::legible::legible_lines;

/// The separator of cells, which also decides the quoting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// CSV.
    Comma,
    /// TSV.
    Tab,
}

/// A writer of lines of CSV or TSV.
pub(crate) struct Delimited {
    separator: Separator,
    /// `true` to put an apostrophe before a text that a spreadsheet would run as a formula.
    is_for_spreadsheet: bool,
    /// `true` to remove control characters.
    is_on_terminal: bool,
    /// The number of texts that got an apostrophe.
    defused: u64,
}

impl Delimited {
    pub(crate) fn new(separator: Separator, is_for_spreadsheet: bool, is_on_terminal: bool) -> Self {
        Self { separator, is_for_spreadsheet, is_on_terminal, defused: 0 }
    }

    /// Returns the beginning of the output: for a spreadsheet, the byte order mark by which it recognises UTF-8.
    pub(crate) fn start(&self) -> &'static str {
        if self.is_for_spreadsheet { "\u{FEFF}" } else { "" }
    }

    /// Returns the line of column names, without a line break.
    pub(crate) fn header(&mut self, names: &[String]) -> String {
        let cells: Vec<String> = names.iter().map(|name| self.text(name)).collect();
        self.joined(&cells)
    }

    /// Returns the line of a row, without a line break.
    pub(crate) fn record(&mut self, values: &[Option<&RawValue>]) -> String {
        let cells: Vec<String> = values.iter().map(|value| self.cell(*value)).collect();
        self.joined(&cells)
    }

    /// Prints how many texts got an apostrophe, if any did.
    pub(crate) fn eprint_defused(&self) {
        if self.defused > 0 {
            let (count, s) = (self.defused, if self.defused == 1 { "" } else { "s" });
            eprint_line(format_args!(
                "note: {count} text{s} that a spreadsheet could run as a formula got a `'` in front"
            ));
        }
    }

    fn joined(&self, cells: &[String]) -> String {
        cells.join(match self.separator {
            Separator::Comma => ",",
            Separator::Tab => "\t",
        })
    }

    /// Returns a cell: empty for null, a text without its JSON quotes, and other JSON unchanged.
    fn cell(&mut self, value: Option<&RawValue>) -> String {
        match value.map(RawValue::get) {
            None | Some("null") => String::new(),
            Some(text) => match text.starts_with('"').then(|| serde_json::from_str::<String>(text)) {
                Some(Ok(text)) => self.text(&text),
                // Numbers are common, and parsing them as a string would build an error each time.
                Some(Err(_)) | None => self.quote(&text.replace(['\n', '\r'], "")),
            },
        }
    }

    /// Returns the cell of a text. Only texts are protected: a negative number stays a number.
    fn text(&mut self, text: &str) -> String {
        // The characters that begin a formula in spreadsheets, from OWASP's page on CSV injection.
        if self.is_for_spreadsheet && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        {
            self.defused += 1;
            return self.quote(&format!("'{text}"));
        }
        self.quote(text)
    }

    /// Quotes CSV as in RFC 4180, and also an empty text, to distinguish it from null. TSV has escapes instead.
    fn quote(&self, text: &str) -> String {
        let text = if self.is_on_terminal { legible_lines(text) } else { text.to_owned() };
        if self.separator == Separator::Tab {
            let escapes = [('\\', "\\\\"), ('\t', "\\t"), ('\n', "\\n"), ('\r', "\\r")];
            return escapes.iter().fold(text, |text, (character, escape)| text.replace(*character, escape));
        }
        match text.is_empty() || text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    }
}
