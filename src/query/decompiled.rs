//! Reading back: from the text of a request to the query that asks for the same rows.

use crate::diagnostic::Diagnostics;
use crate::dialect::{self, Dialect, OtherParameter, Read};
use crate::schema::Schema;
use crate::syntax::Limits;
use crate::syntax::print::write_clauses;

use super::{Parsed, Query};

/// What was read back from a request: its query, and what it says besides.
#[derive(Clone, Debug)]
pub struct Decompiled {
    query: Query,
    warnings: Diagnostics,
    other_parameters: Vec<OtherParameter>,
    path: Option<Box<str>>,
}

impl Dialect {
    /// Reads `text` back within the default [`Limits`]: a filter, sort keys, or all that is asked for, as
    /// [`Request::to_json`](crate::Request::to_json) writes it, a URL, or a command of curl or PowerShell. A text that is
    /// not of the dialect's form as it stands is form-decoded once, and then twice.
    ///
    /// The query is checked against `schema`; what gives no collation is compared under that of the API, whatever the
    /// schema's own is. Its canonical text is its source.
    ///
    /// ```
    /// use tamis::Dialect;
    /// let text = r#"[{"property":"name","operation":"equals","value":"a"}]"#;
    /// let reading = Dialect::Ahv.decompile(text, &Dialect::Ahv.open_schema())?;
    /// assert_eq!(reading.query().to_string(), r#"name == "a""#);
    /// assert!(reading.warnings().is_empty());
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// Where `text` is not of the dialect, with what it looks like, or holds what no query can say: see
    /// the codes `tamis::read`; these point into `text`. Where its query does not fit `schema`: as
    /// [`Query::parse`]; these point into the canonical text of the query.
    pub fn decompile(self, text: &str, schema: &Schema) -> Result<Decompiled, Diagnostics> {
        self.decompile_within(text, schema, &Limits::default())
    }

    /// Reads `text` back within `limits`, which hold for it and for the query's text.
    ///
    /// # Errors
    /// As [`Dialect::decompile`].
    pub fn decompile_within(self, text: &str, schema: &Schema, limits: &Limits) -> Result<Decompiled, Diagnostics> {
        let read = dialect::read(self, text, schema, limits).map_err(|faults| Diagnostics::new(text, faults))?;
        let schema = schema.with_collation(self.profile().collation);
        let query = Parsed::parse_within(&print(&read), limits)?.check_meaning(&schema)?;
        let Read { warnings, rest, path, .. } = read;
        Ok(Decompiled { query, warnings: Diagnostics::new(text, warnings), other_parameters: rest, path })
    }
}

impl Decompiled {
    /// The query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is odd about the text that was read, on places in it. What is odd about the query is among the query's own
    /// warnings.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The parameters that are no part of the query, in the order of the text.
    pub fn other_parameters(&self) -> &[OtherParameter] {
        &self.other_parameters
    }

    /// The path of the endpoint below the API's root, where a URL with one was read; fit for [`Dialect::endpoint`].
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

/// The canonical text of what was read.
fn print(read: &Read) -> String {
    let mut text = read.filter.as_ref().map(ToString::to_string).unwrap_or_default();
    // Writing into a text cannot fail.
    let _ = write_clauses(&mut text, read.keys.iter().cloned(), read.offset, read.limit);
    text
}
