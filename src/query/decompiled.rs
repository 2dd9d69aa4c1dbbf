//! Decompiling: from the text of a request to the query for the same rows.

use crate::diagnostic::Diagnostics;
use crate::dialect::{self, DecompiledRequest, Dialect, OtherParameter};
use crate::schema::Schema;
use crate::syntax::Limits;
use crate::syntax::print::write_clauses;

use super::{Parsed, Query};

/// The query of a decompiled request, with the parts of the request that are not in the query.
#[derive(Clone, Debug)]
pub struct Decompiled {
    query: Query,
    warnings: Diagnostics,
    other_parameters: Vec<OtherParameter>,
    path: Option<Box<str>>,
}

impl Dialect {
    /// Decompiles `text` within the default [`Limits`]: a filter, sort keys, a whole request as
    /// [`Request::to_json`](crate::Request::to_json) writes it, a URL, or a command of curl or PowerShell. A text that
    /// is not in the dialect's form is form-decoded once, and then a second time.
    ///
    /// The query is checked against `schema`. Comparisons without a collation have that of the API, whatever the
    /// schema's is. The source of the query is its canonical text.
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
    /// If `text` is not of the dialect, with the format that it looks like, or has a part that no query can express:
    /// see the codes `tamis::read`; these errors point into `text`. If its query does not fit `schema`: as
    /// [`Query::parse`]; these errors point into the canonical text of the query.
    pub fn decompile(self, text: &str, schema: &Schema) -> Result<Decompiled, Diagnostics> {
        self.decompile_within(text, schema, &Limits::default())
    }

    /// Decompiles `text` within `limits`, which apply to it and to the query's text.
    ///
    /// # Errors
    /// As [`Dialect::decompile`].
    pub fn decompile_within(self, text: &str, schema: &Schema, limits: &Limits) -> Result<Decompiled, Diagnostics> {
        let read =
            dialect::decompile_request(self, text, schema, limits).map_err(|faults| Diagnostics::new(text, faults))?;
        let schema = schema.with_collation(self.profile().collation);
        let query = Parsed::parse_within(&print(&read), limits)?.check_generated(&schema)?;
        let DecompiledRequest { warnings, others, path, .. } = read;
        Ok(Decompiled { query, warnings: Diagnostics::new(text, warnings), other_parameters: others, path })
    }
}

impl Decompiled {
    /// Returns the query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the warnings about the decompiled text, with places in it. Warnings about the query are those of the
    /// query itself.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// Returns the parameters that are not part of the query, in the order of the text.
    pub fn other_parameters(&self) -> &[OtherParameter] {
        &self.other_parameters
    }

    /// Returns the path of the endpoint below the API's root, for [`Dialect::endpoint`], or `None` if the text was not
    /// a URL with one.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

/// Returns the canonical text of the decompiled query.
fn print(read: &DecompiledRequest) -> String {
    let mut text = read.filter.as_ref().map(ToString::to_string).unwrap_or_default();
    // Writing to a `String` cannot fail.
    let _ = write_clauses(&mut text, read.keys.iter().cloned(), read.offset, read.limit);
    text
}
