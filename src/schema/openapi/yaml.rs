//! YAML documents, converted to JSON so that one reader serves both.
//!
//! Plain scalars follow the core schema of YAML 1.2, as far as JSON can express them. `<<` is an ordinary key here; the
//! JSON reader merges it.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::error::{DocumentPosition, OpenApiError};
use super::limits::MOST_REPEATED;

/// Returns the first document of a YAML text as JSON.
pub(super) fn to_json(yaml: &str) -> Result<String, OpenApiError> {
    let mut writer = JsonWriter::default();
    for event in Parser::new_from_str(yaml) {
        let (event, place) = event.map_err(|error| unreadable(error.info(), error.marker()))?;
        if event == Event::DocumentEnd {
            break;
        }
        writer.write(event).map_err(|message| unreadable(message.to_owned(), &place.start))?;
    }
    Ok(if writer.json.is_empty() { "null".to_owned() } else { writer.json })
}

fn unreadable(message: String, at: &granit_parser::Marker) -> OpenApiError {
    let position = Some(DocumentPosition { line: at.line(), column: at.col().saturating_add(1) });
    OpenApiError::Unreadable { format: "YAML", message: message.into(), position }
}

/// A writer of the YAML parser's events as JSON.
#[derive(Default)]
struct JsonWriter {
    json: String,
    /// The sequences and mappings that are not complete yet, outermost first.
    open: Vec<OpenCollection>,
    /// The range in the JSON of each anchor's value.
    anchors: HashMap<usize, Range<usize>>,
    /// The bytes of JSON that aliases have repeated so far.
    repeated: usize,
}

/// A sequence or mapping that is not complete yet.
struct OpenCollection {
    anchor: usize,
    /// The offset in the JSON.
    start: usize,
    is_mapping: bool,
    /// The number of elements, or of keys and values, so far.
    count: usize,
}

impl JsonWriter {
    fn write(&mut self, event: Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain && tag.is_none() && !self.is_key();
                let start = self.begin();
                let as_is =
                    matches!(&*text, "true" | "false") || serde_json::from_str::<serde_json::Number>(&text).is_ok();
                match &*text {
                    "" | "~" | "null" | "Null" | "NULL" if is_plain => self.json.push_str("null"),
                    "True" | "TRUE" if is_plain => self.json.push_str("true"),
                    "False" | "FALSE" if is_plain => self.json.push_str("false"),
                    text if is_plain && as_is => self.json.push_str(text),
                    text => self.json.push_str(&serde_json::to_string(text).unwrap_or_default()),
                }
                self.end(anchor, start);
            }
            Event::SequenceStart(_, anchor, _) => self.open(anchor, false)?,
            Event::MappingStart(_, anchor, _) => self.open(anchor, true)?,
            Event::SequenceEnd => self.close(']'),
            Event::MappingEnd => self.close('}'),
            Event::Alias(anchor) => self.repeat(anchor)?,
            // The start and the end of the stream and of the document.
            _ => {}
        }
        Ok(())
    }

    /// Returns `true` if a key comes next.
    fn is_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_mapping && open.count % 2 == 0)
    }

    /// Writes the separator before a value, and returns the offset of the value.
    fn begin(&mut self) -> usize {
        match self.open.last() {
            Some(open) if open.is_mapping && open.count % 2 == 1 => self.json.push(':'),
            Some(open) if open.count > 0 => self.json.push(','),
            _ => {}
        }
        self.json.len()
    }

    /// Ends the value that starts at `start`, and remembers it for aliases of `anchor`.
    fn end(&mut self, anchor: usize, start: usize) {
        // Anchors are counted from 1.
        if anchor > 0 {
            self.anchors.insert(anchor, start..self.json.len());
        }
        if let Some(open) = self.open.last_mut() {
            open.count = open.count.saturating_add(1);
        }
    }

    fn open(&mut self, anchor: usize, is_mapping: bool) -> Result<(), &'static str> {
        if self.is_key() {
            return Err("a key that is not a scalar");
        }
        let start = self.begin();
        self.json.push(if is_mapping { '{' } else { '[' });
        self.open.push(OpenCollection { anchor, start, is_mapping, count: 0 });
        Ok(())
    }

    fn close(&mut self, bracket: char) {
        if let Some(open) = self.open.pop() {
            self.json.push(bracket);
            self.end(open.anchor, open.start);
        }
    }

    /// Writes the value of `anchor` once more.
    fn repeat(&mut self, anchor: usize) -> Result<(), &'static str> {
        let range = self.anchors.get(&anchor).cloned().ok_or("an alias of a value that contains it")?;
        let repeated = self.json.get(range).unwrap_or_default().to_owned();
        if self.is_key() && !repeated.starts_with('"') {
            return Err("a key that is not text");
        }
        self.repeated = self.repeated.saturating_add(repeated.len());
        if self.repeated > MOST_REPEATED {
            return Err("aliases repeat too much");
        }
        let start = self.begin();
        self.json.push_str(&repeated);
        self.end(0, start);
        Ok(())
    }
}
