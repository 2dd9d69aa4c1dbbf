//! From the options of `run` and `explain` to the bound query and its rows.

use tamis::{Path, Program, Query, Schema};

use crate::cli::RowInput;
use crate::failure::Failure;
use crate::output::columns::path_in_rows;
use crate::query::{bind, endpoint, prepare};
use crate::rows::{RowClues, RowVisitor, RowsAt, Skipped, read_files};

impl RowInput {
    /// Returns the query, checked and bound.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let (query, _) = self.split();
        bind(&prepare(query, &self.text, &self.setting)?.query, &self.setting)
    }

    /// Returns the words of the command line, the query first, or none if a file holds the query.
    pub(crate) fn query_words(&self) -> &[String] {
        if self.text.file.is_some() { &[] } else { &self.words }
    }

    /// Splits the words into the query, unless a file holds it, and the files of rows.
    fn split(&self) -> (Option<&str>, &[String]) {
        match (&self.text.file, self.words.split_first()) {
            (None, Some((query, files))) => (Some(query), files),
            _ => (None, &self.words),
        }
    }

    /// Returns the files of rows; none for standard input.
    pub(crate) fn files(&self) -> Result<&[String], Failure> {
        let (_, files) = self.split();
        let reads_stdin = files.is_empty() || files.iter().any(|file| file == "-");
        if reads_stdin && self.text.file.as_deref() == Some("-") {
            let message = "standard input cannot hold both the query and the rows";
            return Err(Failure::with_help(message, "name a file of rows, or give the query on the command line"));
        }
        Ok(files)
    }

    /// Returns the location of the rows of `query`; `printed` are the paths that are printed or counted.
    pub(crate) fn rows_at(&self, query: &Query, printed: &[Path]) -> Result<RowsAt, Failure> {
        let paths = query.fields().into_iter().chain(printed);
        let mut clues = row_clues(query.schema(), paths);
        if let (None, Some(path)) = (&clues.rows, &self.setting.endpoint) {
            clues.rows = Some(endpoint(self.setting.api.dialect, path)?.envelope().rows.clone());
        }
        clues.rows = clues.rows.filter(|rows| !is_field(rows, query.schema()));
        RowsAt::new(self.rows.path.as_deref(), clues)
    }

    /// Visits every row, until the visitor stops. Returns what was skipped under `--skip-bad`.
    ///
    /// # Errors
    ///
    /// If a row cannot be read, unless `--skip-bad` is given. Values count only at the paths that `program` reads.
    pub(crate) fn read(
        &self,
        query: &Query,
        program: &Program,
        visitor: &mut impl RowVisitor,
    ) -> Result<Skipped, Failure> {
        let mut skipped = Skipped::default();
        let at = self.rows_at(query, &[])?;
        read_files(self.files()?, &at, program, visitor, self.rows.skip_bad.then_some(&mut skipped))?;
        Ok(skipped)
    }
}

/// The most names of a query that help to recognise rows. More would slow down: each is looked up in every member of
/// the first values.
const MOST_NAMES: usize = 256;

/// Returns the clues by which rows of `schema` that have `paths` are distinguished from the answers around them.
pub(crate) fn row_clues<'p>(schema: &Schema, paths: impl IntoIterator<Item = &'p Path>) -> RowClues {
    let first = |path: &Path| path_in_rows(path, schema).names().next().map(str::to_owned);
    let mut names: Vec<String> = paths.into_iter().filter_map(first).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MOST_NAMES);
    let rows = schema.rows_at().filter(|rows| !is_field(rows, schema)).cloned();
    RowClues { names, container: schema.row_container().map(str::to_owned), rows }
}

/// Returns `true` if rows themselves have a field of the name under which answers hold their rows.
fn is_field(rows: &Path, schema: &Schema) -> bool {
    let first = rows.names().next().map(|name| Path::new([name]));
    first.is_some_and(|first| schema.field(&first).is_some())
}
