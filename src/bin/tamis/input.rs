//! From the options to the query, bound, and to the rows that it is about, one after another.

use tamis::{Path, Program, Query, Schema};

use crate::columns::path_in_rows;
use crate::command::{Input, QueryOptions};
use crate::failure::Failure;
use crate::query::{bind, endpoint, prepare};
use crate::rows::{Each, Place, Skipped, Sought, read_files};

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

    /// Returns the place of the rows of `query`; `printed` are the paths that are printed or counted.
    pub(crate) fn place(&self, query: &Query, printed: &[Path]) -> Result<Place, Failure> {
        let asked = query.fields().into_iter().chain(printed);
        let mut sought = sought(query.schema(), asked);
        if let (None, Some(path)) = (&sought.rows, &self.setting.endpoint) {
            sought.rows = Some(endpoint(self.setting.dialect, path)?.envelope().rows.clone());
        }
        sought.rows = sought.rows.filter(|rows| !is_of_rows(rows, query.schema()));
        Place::given(self.rows.as_deref(), sought)
    }

    /// Gives every row of `query` to `each`, until it wants no more; `program` is what looks at them. Passes over what cannot
    /// be read if that is wanted, and returns how much that was.
    pub(crate) fn read(&self, query: &Query, program: &Program, each: &mut impl Each) -> Result<Skipped, Failure> {
        let mut skipped = Skipped::default();
        let place = self.place(query, &[])?;
        read_files(self.files()?, &place, program, each, self.skip_bad.then_some(&mut skipped))?;
        Ok(skipped)
    }
}

impl QueryOptions {
    /// Returns the query as the one word of the command line; none where a file gives it.
    pub(crate) fn words(&self) -> &[String] {
        self.query.as_slice()
    }
}

/// The most names of a query by which rows are told from answers.
const MOST_NAMES: usize = 256;

/// Returns the features by which rows of `schema` with `paths` are told from the answers around them.
pub(crate) fn sought<'p>(schema: &Schema, paths: impl IntoIterator<Item = &'p Path>) -> Sought {
    let first = |path: &Path| path_in_rows(path, schema).names().next().map(str::to_owned);
    let mut names: Vec<String> = paths.into_iter().filter_map(first).collect();
    names.sort_unstable();
    names.dedup();
    // Enough to tell rows by, and each is looked up in each member of what is read first.
    names.truncate(MOST_NAMES);
    let rows = schema.rows_at().filter(|rows| !is_of_rows(rows, schema)).cloned();
    Sought { names, container: schema.row_container().map(str::to_owned), rows }
}

/// Returns `true` if rows themselves have the member in which answers have their rows.
fn is_of_rows(rows: &Path, schema: &Schema) -> bool {
    let first = rows.names().next().map(|name| Path::new([name]));
    first.is_some_and(|first| schema.field(&first).is_some())
}
