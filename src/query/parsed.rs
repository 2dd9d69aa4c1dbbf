//! A parsed query, the first step of the pipeline.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::span::Span;
use crate::syntax::{self, Limits, ast};

/// A query with valid syntax, not yet checked against a schema.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub(super) source: Arc<str>,
    pub(super) limits: Limits,
    pub(super) ast: ast::Ast,
}

impl Parsed {
    /// Parses `text` within the default [`Limits`].
    ///
    /// # Errors
    /// If `text` is not in the language, with every error that the parser could find: see the codes `tamis::parse`.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        Self::parse_within(text, &Limits::default())
    }

    /// Parses `text` within `limits`.
    ///
    /// # Errors
    /// As [`Parsed::parse`].
    pub fn parse_within(text: &str, limits: &Limits) -> Result<Self, Diagnostics> {
        match syntax::parse(text, limits) {
            Ok(ast) => Ok(Self { source: text.into(), limits: *limits, ast }),
            Err(recovered) => Err(Diagnostics::new(text, recovered.errors).and_more(recovered.more)),
        }
    }

    /// Returns the text that was parsed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the places of the comments, in order.
    pub fn comments(&self) -> impl ExactSizeIterator<Item = Span> + '_ {
        self.ast.comments.iter().copied()
    }

    /// Formats the query for people: canonical text on one line of up to 100 characters, or else with one part a line.
    /// Every line ends with a line break. The result parses to an equal query and is formatted to itself.
    ///
    /// Comments are kept in order, each on a line of its own: a comment at the end of a line moves above that line, any
    /// other above the line with the token after it. Clauses keep the order in which they were written.
    ///
    /// ```
    /// use tamis::Parsed;
    /// let parsed = Parsed::parse("state = Finished && # the nightly ones\n name contains 'Nightly' # of all sites")?;
    /// assert_eq!(parsed.format(), "# the nightly ones\nstate == Finished\n# of all sites\nand name contains \"Nightly\"\n");
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    pub fn format(&self) -> String {
        syntax::format::format(&self.ast, &self.source)
    }
}

/// Writes the canonical text, which parses to an equal query.
impl fmt::Display for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&syntax::print::print(&self.ast, &self.source))
    }
}

/// Compares what was written, without blanks, comments and the style of quotes.
impl PartialEq for Parsed {
    fn eq(&self, other: &Self) -> bool {
        ast::same((&self.ast, &self.source), (&other.ast, &other.source))
    }
}
