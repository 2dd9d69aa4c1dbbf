//! From the options to the query, bound, and to the rows that it is about, one after another.

use std::fs::File;
use std::io::{self, IsTerminal, Read};

use tamis::Query;

use crate::columns::paths;
use crate::command::Input;
use crate::failure::{Failure, tell};
use crate::files::{expand, unreadable};
use crate::query::{bind, prepare};
use crate::rows::{Place, Sink, read_rows};

impl Input {
    /// The query, checked and bound.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let (query, _) = self.split();
        bind(&prepare(query, &self.setting)?.query, &self.setting)
    }

    /// The query, unless a file gives it, and the files of rows.
    fn split(&self) -> (Option<&str>, &[String]) {
        match (&self.setting.file, self.words.split_first()) {
            (None, Some((query, files))) => (Some(query), files),
            _ => (None, &self.words),
        }
    }

    /// Gives every row to `sink`, until it wants no more.
    pub(crate) fn read(&self, sink: &mut impl Sink) -> Result<(), Failure> {
        let place = match self.rows.as_deref() {
            None => Place::Found,
            Some(".") => Place::Value,
            Some(text) => match paths("--rows", text)?.as_slice() {
                [path] => Place::At(path.clone()),
                _ => return Err(Failure::with_help("`--rows` takes one path", "read each array in a run of its own")),
            },
        };
        let (_, files) = self.split();
        let files = expand(files)?;
        let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
        if reads_stdin && self.setting.file.as_deref() == Some("-") {
            let message = "standard input cannot give both the query and the rows";
            return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
        }
        let stdin = ["-".to_owned()];
        for file in if files.is_empty() { stdin.as_slice() } else { &files } {
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

fn open(file: &str) -> Result<impl Read, Failure> {
    // Opening a folder is no error everywhere, reading it is.
    let opened = File::open(file).and_then(|opened| match opened.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(opened),
    });
    opened.map_err(|error| unreadable(file, &error))
}
