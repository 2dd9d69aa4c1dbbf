//! Rows that are loaded, and what their fields look like: what to complete from, against which nothing is checked.

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

use crate::failure::Failure;
use crate::interrupt;
use crate::row_warnings::RowWarning;
use crate::rows::{Each, Place, Skipped, any_row, names, read_files};

/// The rows of a file.
pub(crate) struct Loaded {
    name: String,
    pub(crate) rows: Vec<Json>,
    /// The names of their members, in the order that the first row has them.
    pub(crate) names: Vec<String>,
    /// What their fields look like.
    pub(crate) known: Schema,
    /// The texts of fields that have few.
    words: BTreeMap<Path, Vec<String>>,
    /// Warnings about the file.
    pub(super) warnings: Vec<RowWarning>,
    /// How many rows have a value that cannot be held, and the nearest one instead.
    inexact: usize,
    skipped: Skipped,
}

impl Loaded {
    /// Reads all rows of `file`; passes over what cannot be read if `skips_bad`.
    pub(crate) fn read(file: &str, place: &Place, skips_bad: bool) -> Result<Self, Failure> {
        Self::read_while(file, place, skips_bad, &AtomicBool::new(true))
    }

    /// Reads all rows of `file`, or fails after Ctrl-C. Another thread reads, so that a pipe to which nobody writes does
    /// not keep the session: that thread is left to itself then, and ends with its next row.
    pub(crate) fn read_until_interrupted(file: &str, place: &Place, skips_bad: bool) -> Result<Self, Failure> {
        const PAUSE: Duration = Duration::from_millis(50);
        let is_awaited = Arc::new(AtomicBool::new(true));
        let (sender, receiver) = mpsc::channel();
        let (file, place, is_wanted) = (file.to_owned(), place.clone(), Arc::clone(&is_awaited));
        thread::spawn(move || {
            // Nobody receives it after Ctrl-C.
            let _ = sender.send(Self::read_while(&file, &place, skips_bad, &is_wanted));
        });
        loop {
            match receiver.recv_timeout(PAUSE) {
                Ok(loaded) => return loaded,
                Err(_) if interrupt::is_wanted() => {
                    is_awaited.store(false, Ordering::Relaxed);
                    return Err(Failure::Interrupted);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::usage("the rows could not be read")),
            }
        }
    }

    fn read_while(file: &str, place: &Place, skips_bad: bool, is_awaited: &AtomicBool) -> Result<Self, Failure> {
        if file == "-" {
            return Err(Failure::with_help(
                "standard input holds the lines of the session, and so no rows",
                "name a file of rows",
            ));
        }
        let mut kept = Kept { rows: Vec::new(), names: Vec::new(), warnings: Vec::new(), inexact: 0, is_awaited };
        let mut skipped = Skipped::default();
        read_files(&[file.to_owned()], place, &any_row()?, &mut kept, skips_bad.then_some(&mut skipped))?;
        let Kept { rows, names, warnings, inexact, .. } = kept;
        let (mut top, mut room) = (Seen::default(), MOST_FIELDS);
        for row in &rows {
            top.take(row, DEEPEST, &mut room);
        }
        let (mut fields, mut words) = (Vec::new(), BTreeMap::new());
        top.tell(&mut Vec::new(), &mut fields, &mut words);
        let known = Schema::builder(file).fields(fields).build().map_err(Failure::usage)?;
        Ok(Self { name: file.to_owned(), rows, names, known, words, warnings, inexact, skipped })
    }

    /// The texts that rows have at `path`, where they are few.
    pub(crate) fn words(&self, path: &Path) -> &[String] {
        self.words.get(path).map_or(&[], Vec::as_slice)
    }
}

/// How many rows of which file, and what of it is not as the file has it.
impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.rows.len();
        write!(f, "{count} row{} of {}", if count == 1 { "" } else { "s" }, self.name)?;
        if self.inexact > 0 {
            let inexact = self.inexact;
            write!(f, " ({inexact} with the nearest value for one that cannot be held, as 1e400 and \\ud800)")?;
        }
        if let Some(skipped) = self.skipped.summary() {
            write!(f, " ({skipped})")?;
        }
        Ok(())
    }
}

struct Kept<'a> {
    rows: Vec<Json>,
    names: Vec<String>,
    warnings: Vec<RowWarning>,
    /// Whether somebody still waits for the rows.
    is_awaited: &'a AtomicBool,
    inexact: usize,
}

impl Each for Kept<'_> {
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

    fn is_inexact(&mut self) {
        self.inexact += 1;
    }

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// How many names a path has at most.
const DEEPEST: usize = 8;
/// How many fields there are at most: rows whose keys are data have any number.
const MOST_FIELDS: usize = 2000;
/// How many words a field of text has at most, if they are to be completed as those of an enum are.
const MOST_WORDS: usize = 16;
/// The longest of them, in bytes.
const LONGEST_WORD: usize = 40;

/// What is seen of a field.
#[derive(Default)]
struct Seen<'r> {
    texts: BTreeSet<&'r str>,
    /// Whether there are more texts than are kept, or longer ones.
    has_more: bool,
    kinds: BTreeSet<Kind>,
    below: BTreeMap<&'r str, Seen<'r>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Text,
    DateTime,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

impl<'r> Seen<'r> {
    fn take(&mut self, value: &'r Json, deepest: usize, room: &mut usize) {
        let kind = match value {
            Json::Null => return,
            Json::Bool(_) => Kind::Boolean,
            Json::Number(number) if number.is_f64() => Kind::Number,
            Json::Number(_) => Kind::Integer,
            Json::String(text) => self.take_text(text),
            Json::Array(_) => Kind::Array,
            Json::Object(members) => {
                for (name, member) in members {
                    if deepest == 0 {
                        continue;
                    }
                    if let Some(seen) = self.below(name, room) {
                        seen.take(member, deepest - 1, room);
                    }
                }
                Kind::Object
            }
        };
        self.kinds.insert(kind);
    }

    fn below(&mut self, name: &'r str, room: &mut usize) -> Option<&mut Self> {
        if !self.below.contains_key(name) {
            *room = room.checked_sub(1)?;
        }
        Some(self.below.entry(name).or_default())
    }

    fn take_text(&mut self, text: &'r str) -> Kind {
        if !self.has_more && !self.texts.contains(text) {
            self.has_more = self.texts.len() >= MOST_WORDS || text.len() > LONGEST_WORD || text.is_empty();
            if !self.has_more {
                self.texts.insert(text);
            }
        }
        // Dates are told by their first value: the rest is looked at only as long as all were dates.
        let may_be_date = self.kinds.is_empty() || self.kinds.contains(&Kind::DateTime);
        if may_be_date && text.parse::<DateTime>().is_ok() { Kind::DateTime } else { Kind::Text }
    }

    /// The one type that all values were of, if they were.
    fn ty(&self) -> Type {
        let kinds: Vec<Kind> = self.kinds.iter().copied().collect();
        match kinds[..] {
            [Kind::Text] | [Kind::Text, Kind::DateTime] => Type::Text,
            [Kind::DateTime] => Type::DateTime,
            [Kind::Integer] => Type::Integer,
            [Kind::Number] | [Kind::Integer, Kind::Number] => Type::Number,
            [Kind::Boolean] => Type::Boolean,
            [Kind::Array] => Type::array(Type::Any),
            [Kind::Object] => Type::Object,
            _ => Type::Any,
        }
    }

    /// Tells of all that is below.
    fn tell(&self, path: &mut Vec<&'r str>, fields: &mut Vec<Field>, words: &mut BTreeMap<Path, Vec<String>>) {
        for (name, seen) in &self.below {
            path.push(name);
            let here = Path::new(path.iter().copied());
            let ty = seen.ty();
            if ty == Type::Text && !seen.has_more {
                words.insert(here.clone(), seen.texts.iter().map(ToString::to_string).collect());
            }
            fields.push(Field::new(here, ty));
            seen.tell(path, fields, words);
            path.pop();
        }
    }
}
