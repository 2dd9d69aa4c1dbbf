//! From the options to the query, bound, and to the rows that it is about, one after another.

use tamis::Query;

use crate::command::Input;
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::rows::{Place, Sink, read_files};

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
        let (_, files) = self.split();
        let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
        if reads_stdin && self.setting.file.as_deref() == Some("-") {
            let message = "standard input cannot give both the query and the rows";
            return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
        }
        read_files(files, &Place::given(self.rows.as_deref()), sink)
    }
}
