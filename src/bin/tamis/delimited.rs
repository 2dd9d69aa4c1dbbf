//! CSV and TSV: how cells are quoted, and what keeps a spreadsheet from running them.

use serde_json::value::RawValue;

use crate::command::RowFormat;
use crate::failure::tell;
use crate::legible::legible_lines;

/// How lines of CSV or TSV are written.
pub(crate) struct Delimited {
    is_tsv: bool,
    /// Whether a spreadsheet opens it: a text that it would take for a formula gets an apostrophe.
    is_for_spreadsheet: bool,
    /// Whether a terminal shows it, which must not get control characters.
    is_on_terminal: bool,
    /// The number of texts that got an apostrophe.
    defused: u64,
}

impl Delimited {
    pub(crate) fn new(format: RowFormat, is_for_spreadsheet: bool, is_on_terminal: bool) -> Self {
        Self { is_tsv: format == RowFormat::Tsv, is_for_spreadsheet, is_on_terminal, defused: 0 }
    }

    /// Returns what the output begins with: for a spreadsheet, the mark that tells it that the text is UTF-8.
    pub(crate) fn start(&self) -> &'static str {
        if self.is_for_spreadsheet { "\u{FEFF}" } else { "" }
    }

    /// Returns a line of column names, without its end.
    pub(crate) fn header(&mut self, names: &[String]) -> String {
        let cells: Vec<String> = names.iter().map(|name| self.text(name)).collect();
        self.joined(&cells)
    }

    /// Returns the line of a row, without its end.
    pub(crate) fn record(&mut self, values: &[Option<&RawValue>]) -> String {
        let cells: Vec<String> = values.iter().map(|value| self.cell(*value)).collect();
        self.joined(&cells)
    }

    /// Says how many texts got an apostrophe.
    pub(crate) fn tell_defused(&self) {
        if self.defused > 0 {
            let (count, s) = (self.defused, if self.defused == 1 { "" } else { "s" });
            tell(format_args!("note: {count} text{s} that a spreadsheet could run as a formula got a `'` in front"));
        }
    }

    fn joined(&self, cells: &[String]) -> String {
        cells.join(if self.is_tsv { "\t" } else { "," })
    }

    /// Returns a cell: nothing for null, a text without its quotes, and other JSON as it is written.
    fn cell(&mut self, value: Option<&RawValue>) -> String {
        match value.map(RawValue::get) {
            None | Some("null") => String::new(),
            Some(text) => match text.starts_with('"').then(|| serde_json::from_str::<String>(text)) {
                Some(Ok(text)) => self.text(&text),
                // Numbers are many, and an error that says that they are no text is slow to make.
                Some(Err(_)) | None => self.quote(&text.replace(['\n', '\r'], "")),
            },
        }
    }

    /// Returns the cell of a text. Only texts are taken for formulas: a negative number stays a number.
    fn text(&mut self, text: &str) -> String {
        // The characters after which spreadsheets read a formula, as OWASP's page on CSV injection lists them.
        if self.is_for_spreadsheet && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        {
            self.defused += 1;
            return self.quote(&format!("'{text}"));
        }
        self.quote(text)
    }

    /// Quotes CSV as RFC 4180 does, the empty text too, which null is not; TSV has escapes.
    fn quote(&self, text: &str) -> String {
        let text = if self.is_on_terminal { legible_lines(text) } else { text.to_owned() };
        if self.is_tsv {
            let escapes = [('\\', "\\\\"), ('\t', "\\t"), ('\n', "\\n"), ('\r', "\\r")];
            return escapes.iter().fold(text, |text, (character, escape)| text.replace(*character, escape));
        }
        match text.is_empty() || text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        }
    }
}
