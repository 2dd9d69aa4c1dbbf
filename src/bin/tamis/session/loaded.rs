//! Loaded rows, and the fields inferred from them. The fields are for completion and `:schema`; queries are not checked
//! against them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::Value as Json;
use tamis::{DateTime, Field, Path, Schema, Type};

use crate::encoding::match_all;
use crate::failure::Failure;
use crate::interrupt;
use crate::row_warnings::RowWarning;
use crate::rows::{RowVisitor, RowsAt, Skipped, names, read_files};

/// The rows of a file.
pub(crate) struct Loaded {
    name: String,
    pub(crate) rows: Vec<Json>,
    /// The names of the first row's members, in order.
    pub(crate) names: Vec<String>,
    /// The inferred fields.
    pub(crate) known: Schema,
    /// The texts of each text field that has only a few.
    words: BTreeMap<Path, Vec<String>>,
    /// Warnings about the file.
    pub(super) warnings: Vec<RowWarning>,
    /// The number of rows with a value that cannot be represented, replaced by the nearest one.
    inexact: usize,
    skipped: Skipped,
}

impl Loaded {
    /// Reads all rows of `file`. Skips what cannot be read if `skips_bad`.
    pub(crate) fn read(file: &str, at: &RowsAt, skips_bad: bool) -> Result<Self, Failure> {
        Self::read_while(file, at, skips_bad, &AtomicBool::new(true))
    }

    /// Reads all rows of `file`, or fails after Ctrl-C.
    ///
    /// Another thread reads, so that a pipe to which nobody writes cannot block the session. After Ctrl-C that thread
    /// is abandoned, and ends with its next row.
    pub(crate) fn read_until_interrupted(file: &str, at: &RowsAt, skips_bad: bool) -> Result<Self, Failure> {
        const PAUSE: Duration = Duration::from_millis(50);
        let is_awaited = Arc::new(AtomicBool::new(true));
        let (sender, receiver) = mpsc::channel();
        let (file, at, is_wanted) = (file.to_owned(), at.clone(), Arc::clone(&is_awaited));
        thread::spawn(move || {
            // Fails after Ctrl-C, when nobody receives it.
            let _ = sender.send(Self::read_while(&file, &at, skips_bad, &is_wanted));
        });
        loop {
            match receiver.recv_timeout(PAUSE) {
                Ok(loaded) => return loaded,
                Err(_) if interrupt::is_requested() => {
                    is_awaited.store(false, Ordering::Relaxed);
                    return Err(Failure::Interrupted);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::usage("the rows could not be read")),
            }
        }
    }

    fn read_while(file: &str, at: &RowsAt, skips_bad: bool, is_awaited: &AtomicBool) -> Result<Self, Failure> {
        if file == "-" {
            return Err(Failure::with_help(
                "standard input holds the lines of the session, so it cannot hold rows",
                "name a file of rows",
            ));
        }
        let mut collected =
            LoadedRows { rows: Vec::new(), names: Vec::new(), warnings: Vec::new(), inexact: 0, is_awaited };
        let mut skipped = Skipped::default();
        read_files(&[file.to_owned()], at, &match_all()?, &mut collected, skips_bad.then_some(&mut skipped))?;
        let LoadedRows { rows, names, warnings, inexact, .. } = collected;
        let (mut top, mut room) = (FieldSample::default(), MOST_FIELDS);
        for row in &rows {
            top.add(row, DEEPEST, &mut room);
        }
        let (mut fields, mut words) = (Vec::new(), BTreeMap::new());
        top.collect(&mut Vec::new(), &mut fields, &mut words);
        let known = Schema::builder(file).fields(fields).build().map_err(Failure::usage)?;
        Ok(Self { name: file.to_owned(), rows, names, known, words, warnings, inexact, skipped })
    }

    /// Returns the texts of the rows at `path`, if they are few.
    pub(crate) fn words(&self, path: &Path) -> &[String] {
        self.words.get(path).map_or(&[], Vec::as_slice)
    }
}

/// The number of rows and the file, and how the rows differ from the file.
impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.rows.len();
        write!(f, "{count} row{} of {}", if count == 1 { "" } else { "s" }, self.name)?;
        if self.inexact > 0 {
            let inexact = self.inexact;
            write!(
                f,
                " ({inexact} with an approximate value for one that cannot be represented, such as 1e400 or \\ud800)"
            )?;
        }
        if let Some(skipped) = self.skipped.summary() {
            write!(f, " ({skipped})")?;
        }
        Ok(())
    }
}

/// The visitor that collects the rows.
struct LoadedRows<'a> {
    rows: Vec<Json>,
    names: Vec<String>,
    warnings: Vec<RowWarning>,
    /// `false` once nobody waits for the rows any more.
    is_awaited: &'a AtomicBool,
    inexact: usize,
}

impl RowVisitor for LoadedRows<'_> {
    fn row(&mut self, row: Json, bytes: &[u8]) -> Result<ControlFlow<()>, Failure> {
        if self.rows.is_empty() {
            self.names = names(bytes);
        }
        self.rows.push(row);
        Ok(if self.is_awaited.load(Ordering::Relaxed) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    }

    fn warn(&mut self, warning: &RowWarning) {
        self.warnings.push(warning.clone());
    }

    fn set_inexact(&mut self) {
        self.inexact += 1;
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// The most names of a path.
const DEEPEST: usize = 8;
/// The most fields. Rows whose member names are data may have any number.
const MOST_FIELDS: usize = 2000;
/// The most texts of a field that are completed like the words of an enum.
const MOST_WORDS: usize = 16;
/// The longest such text, in bytes.
const LONGEST_WORD: usize = 40;

/// The values of a field.
#[derive(Default)]
struct FieldSample<'r> {
    texts: BTreeSet<&'r str>,
    /// `true` if there are more texts than are kept, or longer ones.
    has_more: bool,
    kinds: BTreeSet<SampledKind>,
    below: BTreeMap<&'r str, FieldSample<'r>>,
}

/// The kind of a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum SampledKind {
    Text,
    DateTime,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

impl<'r> FieldSample<'r> {
    /// Adds a value, and the values inside it.
    fn add(&mut self, value: &'r Json, deepest: usize, room: &mut usize) {
        let kind = match value {
            Json::Null => return,
            Json::Bool(_) => SampledKind::Boolean,
            Json::Number(number) if number.is_f64() => SampledKind::Number,
            Json::Number(_) => SampledKind::Integer,
            Json::String(text) => self.add_text(text),
            Json::Array(_) => SampledKind::Array,
            Json::Object(members) => {
                for (name, member) in members {
                    if deepest == 0 {
                        continue;
                    }
                    if let Some(sample) = self.below(name, room) {
                        sample.add(member, deepest - 1, room);
                    }
                }
                SampledKind::Object
            }
        };
        self.kinds.insert(kind);
    }

    /// Returns the field `name` inside this one, or `None` if there is no room for another.
    fn below(&mut self, name: &'r str, room: &mut usize) -> Option<&mut Self> {
        if !self.below.contains_key(name) {
            *room = room.checked_sub(1)?;
        }
        Some(self.below.entry(name).or_default())
    }

    fn add_text(&mut self, text: &'r str) -> SampledKind {
        if !self.has_more && !self.texts.contains(text) {
            self.has_more = self.texts.len() >= MOST_WORDS || text.len() > LONGEST_WORD || text.is_empty();
            if !self.has_more {
                self.texts.insert(text);
            }
        }
        // A text is parsed as a date only while all texts before it were dates.
        let may_be_date = self.kinds.is_empty() || self.kinds.contains(&SampledKind::DateTime);
        if may_be_date && text.parse::<DateTime>().is_ok() { SampledKind::DateTime } else { SampledKind::Text }
    }

    /// Returns the type of all values, or `Any` if they have several.
    fn ty(&self) -> Type {
        let kinds: Vec<SampledKind> = self.kinds.iter().copied().collect();
        match kinds[..] {
            [SampledKind::Text] | [SampledKind::Text, SampledKind::DateTime] => Type::Text,
            [SampledKind::DateTime] => Type::DateTime,
            [SampledKind::Integer] => Type::Integer,
            [SampledKind::Number] | [SampledKind::Integer, SampledKind::Number] => Type::Number,
            [SampledKind::Boolean] => Type::Boolean,
            [SampledKind::Array] => Type::array(Type::Any),
            [SampledKind::Object] => Type::Object,
            _ => Type::Any,
        }
    }

    /// Appends the fields below this one, and the words of those with few texts.
    fn collect(&self, path: &mut Vec<&'r str>, fields: &mut Vec<Field>, words: &mut BTreeMap<Path, Vec<String>>) {
        for (name, sample) in &self.below {
            path.push(name);
            let here = Path::new(path.iter().copied());
            let ty = sample.ty();
            if ty == Type::Text && !sample.has_more {
                words.insert(here.clone(), sample.texts.iter().map(ToString::to_string).collect());
            }
            fields.push(Field::new(here, ty));
            sample.collect(path, fields, words);
            path.pop();
        }
    }
}
