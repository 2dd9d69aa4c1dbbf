//! Rows out of files and streams: JSON values one after another, each a row, an array of rows, or an API's envelope.
//!
//! Values are read as soon as they are complete. A value that is not is tried again when there is more, but not more
//! often than its growth pays for, so that reading one large array from a slow pipe stays linear.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::ops::ControlFlow;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;
use tamis::{OpenApi, Path};

use crate::failure::{Failure, tell};

/// Where in each value of the input the rows are.
pub(crate) enum Place {
    /// As the value shows: in an array, in an envelope, or the value itself.
    Found,
    /// Each value is a row.
    Value,
    /// In the array at this path.
    At(Path),
}

impl Place {
    /// The place that `--rows` names.
    pub(crate) fn given(path: Option<&str>) -> Self {
        match path {
            None => Self::Found,
            Some(".") => Self::Value,
            Some(path) => Self::At(path.into()),
        }
    }
}

/// A row: its JSON and its own text.
pub(crate) struct Row<'t> {
    pub(crate) json: Json,
    pub(crate) text: &'t str,
}

/// What is done with rows.
pub(crate) trait Sink {
    /// Takes a row; breaks where no more are wanted.
    fn row(&mut self, row: Row<'_>) -> Result<ControlFlow<()>, Failure>;

    /// All that could be read so far has been given; more may take a while.
    fn idle(&mut self) -> Result<(), Failure>;
}

/// How much is read at once.
const CHUNK: usize = 1 << 16;
/// Up to this much, a value that is not complete is tried again at each line break.
const PATIENCE: usize = 1 << 20;

/// Gives every row of `files` to `sink`, until it wants no more; those of standard input where there are no files.
pub(crate) fn read_files(files: &[String], place: &Place, sink: &mut impl Sink) -> Result<(), Failure> {
    let stdin = ["-".to_owned()];
    for file in if files.is_empty() { &stdin } else { files } {
        let flow = match file.as_str() {
            "-" => {
                let stdin = io::stdin().lock();
                if stdin.is_terminal() {
                    tell("reading rows from the terminal; Ctrl-D ends them");
                }
                read_rows(stdin, "standard input", place, sink)?
            }
            file => read_rows(open(file)?, file, place, sink)?,
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

fn open(file: &str) -> Result<impl Read, Failure> {
    File::open(file).map_err(|error| Failure::usage(format_args!("cannot read {file}: {error}")))
}

fn read_rows(input: impl Read, name: &str, place: &Place, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
    let mut reader = Reader { input, name, pending: Vec::new(), line: 1, offset: 0, is_first: true, is_ended: false };
    reader.open()?;
    let mut tried = 0;
    loop {
        let before = reader.pending.len();
        let is_worth_trying = reader.is_ended
            || before >= tried * 2
            || (before < PATIENCE && reader.pending[tried.min(before)..].contains(&b'\n'));
        if is_worth_trying {
            if reader.give(place, sink)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            tried = reader.pending.len();
        }
        if reader.is_ended {
            return Ok(ControlFlow::Continue(()));
        }
        sink.idle()?;
        reader.fill()?;
    }
}

struct Reader<'n, R> {
    input: R,
    name: &'n str,
    /// What was read and not yet given.
    pending: Vec<u8>,
    /// Where `pending` starts: its line, from 1, and its offset in bytes.
    line: usize,
    offset: usize,
    /// Whether no value was read yet.
    is_first: bool,
    is_ended: bool,
}

impl<R: Read> Reader<'_, R> {
    /// Reads the beginning and what it says about the encoding.
    fn open(&mut self) -> Result<(), Failure> {
        while self.pending.len() < 3 && !self.is_ended {
            self.fill()?;
        }
        match self.pending.as_slice() {
            [0x1F, 0x8B, ..] => Err(Failure::with_help(
                format_args!("{} is compressed with gzip", self.name),
                format_args!("unpack it first: `gunzip -c {} | tamis …`", self.name),
            )),
            [0xEF, 0xBB, 0xBF, ..] => {
                self.pending.drain(..3);
                self.offset = 3;
                Ok(())
            }
            [0xFF, 0xFE, ..] => self.decode(u16::from_le_bytes),
            [0xFE, 0xFF, ..] => self.decode(u16::from_be_bytes),
            _ => Ok(()),
        }
    }

    /// Reads all of a UTF-16 text, behind its mark.
    fn decode(&mut self, unit: fn([u8; 2]) -> u16) -> Result<(), Failure> {
        while !self.is_ended {
            self.fill()?;
        }
        let units = self.pending[2..].chunks(2).map(|pair| match pair {
            [first, second] => unit([*first, *second]),
            // Half a code unit at the end: an unpaired surrogate, to be refused as one.
            _ => 0xD800,
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        self.pending =
            text.map_err(|_| Failure::usage(format_args!("{} is not valid UTF-16", self.name)))?.into_bytes();
        Ok(())
    }

    fn fill(&mut self) -> Result<(), Failure> {
        let start = self.pending.len();
        self.pending.resize(start + CHUNK, 0);
        let read = loop {
            match self.input.read(&mut self.pending[start..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", self.name)))?;
        self.pending.truncate(start + read);
        self.is_ended = read == 0;
        Ok(())
    }

    /// Gives the rows of all complete values.
    fn give(&mut self, place: &Place, sink: &mut impl Sink) -> Result<ControlFlow<()>, Failure> {
        let pending = std::mem::take(&mut self.pending);
        let mut values = serde_json::Deserializer::from_slice(&pending).into_iter::<&RawValue>();
        let mut given = 0;
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() {
            let value = match values.next() {
                None => {
                    given = pending.len();
                    break;
                }
                Some(Err(error)) if error.is_eof() && !self.is_ended => break,
                Some(Err(error)) => return Err(self.unreadable(&pending, position(&pending, &error), &error)),
                Some(Ok(value)) => value,
            };
            // A number that ends where the text does may go on.
            if values.byte_offset() == pending.len() && !self.is_ended && !value.get().ends_with(['}', ']', '"']) {
                break;
            }
            given = values.byte_offset();
            flow = self.give_value(value, &pending, place, sink)?;
            self.is_first = false;
        }
        self.line += pending[..given].iter().filter(|byte| **byte == b'\n').count();
        self.offset += given;
        self.pending = pending;
        self.pending.drain(..given);
        Ok(flow)
    }

    fn give_value(
        &self,
        value: &RawValue,
        pending: &[u8],
        place: &Place,
        sink: &mut impl Sink,
    ) -> Result<ControlFlow<()>, Failure> {
        let rows = match place {
            Place::Value => None,
            Place::Found => {
                let rows = rows_in(value);
                if rows.is_none() && self.is_first {
                    self.look_for_rows_inside(value);
                }
                rows
            }
            Place::At(path) => Some(self.rows_at(value, pending, path)?),
        };
        for row in rows.unwrap_or_else(|| vec![value]) {
            let text = row.get();
            let json = serde_json::from_str(text).map_err(|error| {
                let start = text.as_ptr() as usize - pending.as_ptr() as usize;
                self.unreadable(pending, start + position(text.as_bytes(), &error), &error)
            })?;
            if sink.row(Row { json, text })?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The first value is taken for a row although it holds an array of objects, as an envelope does: it may be one.
    fn look_for_rows_inside(&self, value: &RawValue) {
        if !may_be_envelope(value.get()) {
            return;
        }
        let members = members(value).unwrap_or_default();
        let holds_rows = |(key, member): &&(Cow<'_, str>, &RawValue)| {
            OpenApi::ROWS.contains(&&**key)
                && elements(member).is_some_and(|rows| rows.iter().any(|row| row.get().starts_with('{')))
        };
        if let Some((key, _)) = members.iter().find(holds_rows) {
            tell(format_args!("warning: {} is read as one row that holds an array `{key}`", self.name));
            tell(format_args!("help: if the rows are in it, add `--rows {key}`; if not, `--rows .`"));
        }
    }

    fn rows_at<'t>(&self, value: &'t RawValue, pending: &[u8], path: &Path) -> Result<Vec<&'t RawValue>, Failure> {
        let mut here = value;
        for name in path.names() {
            let members = members(here).unwrap_or_default();
            let found = members.into_iter().rev().find(|(key, _)| key == name);
            let Some((_, member)) = found else { return Err(self.no_rows(value, pending, path)) };
            here = member;
        }
        elements(here).ok_or_else(|| self.no_rows(value, pending, path))
    }

    fn no_rows(&self, value: &RawValue, pending: &[u8], path: &Path) -> Failure {
        let start = value.get().as_ptr() as usize - pending.as_ptr() as usize;
        Failure::with_help(
            format_args!("{}: no array at `{path}`", self.position(pending, start)),
            "`--rows` names the array of rows in each value of the input",
        )
    }

    fn unreadable(&self, pending: &[u8], at: usize, error: &serde_json::Error) -> Failure {
        let text = error.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
        let position = self.position(pending, at);
        match message {
            "recursion limit exceeded" => {
                Failure::usage(format_args!("{position}: a row nested more than 127 levels deep"))
            }
            "number out of range" => {
                Failure::usage(format_args!("{position}: a number that no double holds, such as 1e400"))
            }
            message if message.contains("surrogate") || message == "unexpected end of hex escape" => {
                Failure::usage(format_args!("{position}: an escape of half of a surrogate pair, which is no character"))
            }
            message => Failure::usage(format_args!("{position}: not JSON: {message}")),
        }
    }

    fn position(&self, pending: &[u8], at: usize) -> String {
        let before = &pending[..at.min(pending.len())];
        let line = self.line + before.iter().filter(|byte| **byte == b'\n').count();
        format!("{}, line {line}, byte {}", self.name, self.offset + at)
    }
}

/// The offset in `text`, in bytes, that an error's line and column say.
fn position(text: &[u8], error: &serde_json::Error) -> usize {
    let before: usize =
        text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    before + error.column().saturating_sub(1)
}

/// The rows of a value that is an array of them or an envelope around one.
fn rows_in(value: &RawValue) -> Option<Vec<&RawValue>> {
    let text = value.get();
    if text.starts_with('[') {
        return elements(value);
    }
    if !may_be_envelope(text) {
        return None;
    }
    let members = members(value)?;
    let (rows, others): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|(key, member)| OpenApi::ROWS.contains(&&**key) && member.get().starts_with('['));
    let is_envelope = others.iter().all(|(key, _)| BESIDE_ROWS.contains(&&**key));
    match rows.as_slice() {
        [(_, rows)] if is_envelope => elements(rows),
        _ => None,
    }
}

fn may_be_envelope(text: &str) -> bool {
    text.starts_with('{') && OpenApi::ROWS.iter().any(|key| text.contains(key))
}

/// What else an envelope may have.
const BESIDE_ROWS: &[&str] =
    &["offset", "limit", "totalCount", "total", "meta", "errors", "pagination", "links", "_links"];

fn elements(value: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(value.get()).ok()
}

fn members(value: &RawValue) -> Option<Vec<(Cow<'_, str>, &RawValue)>> {
    serde_json::from_str(value.get()).ok().map(|Members(members)| members)
}

/// The members of an object, their values not read.
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Gather;

        impl<'de> Visitor<'de> for Gather {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    members.push((key.0, value));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Gather)
    }
}

/// A key, borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);
