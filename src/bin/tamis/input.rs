//! From the options to the query, bound, and to the rows that it is about, one after another.

use std::fs::File;
use std::io::{self, IsTerminal, Read};

use tamis::Query;

use crate::command::Input;
use crate::failure::{Failure, tell};
use crate::query::{bind, prepare};
use crate::rows::{Place, Sink, read_rows};

impl Input {
    /// The query, checked and bound.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let (query, _) = self.split();
        bind(&prepare(query, &self.text, &self.setting)?.query, &self.setting)
    }

    /// The query, unless a file gives it, and the files of rows.
    fn split(&self) -> (Option<&str>, &[String]) {
        match (&self.text.file, self.words.split_first()) {
            (None, Some((query, files))) => (Some(query), files),
            _ => (None, &self.words),
        }
    }

    /// Gives every row to `sink`, until it wants no more.
    pub(crate) fn read(&self, sink: &mut impl Sink) -> Result<(), Failure> {
        let place = Place::named(self.rows.as_deref());
        let (_, files) = self.split();
        let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
        if reads_stdin && self.text.file.as_deref() == Some("-") {
            let message = "standard input cannot give both the query and the rows";
            return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
        }
        let stdin = ["-".to_owned()];
        for file in if files.is_empty() { &stdin } else { files } {
            let flow = match file.as_str() {
                "-" => {
                    let stdin = io::stdin().lock();
                    if stdin.is_terminal() {
                        tell("reading rows from the terminal; Ctrl-D ends them");
                    }
                    read_rows(stdin, "standard input", &place, sink)?
                }
                file => read_rows(open(file)?, file, &place, sink)?,
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }
}

pub(crate) fn open(file: &str) -> Result<impl Read, Failure> {
    File::open(file).map_err(|error| Failure::usage(format_args!("cannot read {file}: {error}")))
}
