//! From the options to the query, bound, and to the rows that it is about, one after another.

use tamis::{Program, Query};

use crate::command::{Input, QueryOptions};
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::rows::{Each, Place, Skipped, read_files};

impl Input {
    /// The query, checked and bound.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let (query, _) = self.split();
        bind(&prepare(query, &self.text, &self.setting)?.query, &self.setting)
    }

    /// Returns the words of the command line that begin with the query; none where a file gives it.
    pub(crate) fn query_words(&self) -> &[String] {
        if self.text.file.is_some() { &[] } else { &self.words }
    }

    /// The query, unless a file gives it, and the files of rows.
    fn split(&self) -> (Option<&str>, &[String]) {
        match (&self.text.file, self.words.split_first()) {
            (None, Some((query, files))) => (Some(query), files),
            _ => (None, &self.words),
        }
    }

    /// The files of rows; none for standard input.
    pub(crate) fn files(&self) -> Result<&[String], Failure> {
        let (_, files) = self.split();
        let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
        if reads_stdin && self.text.file.as_deref() == Some("-") {
            let message = "standard input cannot give both the query and the rows";
            return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
        }
        Ok(files)
    }

    /// Where in each value the rows are.
    pub(crate) fn place(&self) -> Result<Place, Failure> {
        Place::given(self.rows.as_deref())
    }

    /// Gives every row to `each`, until it wants no more; `program` is what looks at them. Passes over what cannot be read
    /// if that is wanted, and returns how much that was.
    pub(crate) fn read(&self, program: &Program, each: &mut impl Each) -> Result<Skipped, Failure> {
        let mut skipped = Skipped::default();
        read_files(self.files()?, &self.place()?, program, each, self.skip_bad.then_some(&mut skipped))?;
        Ok(skipped)
    }
}

impl QueryOptions {
    /// Returns the query as the one word of the command line; none where a file gives it.
    pub(crate) fn words(&self) -> &[String] {
        self.query.as_slice()
    }
}
