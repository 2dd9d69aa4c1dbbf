//! Narrowing: a checked query with a further condition on its rows.

use std::sync::Arc;

use super::warnings::Unbound;
use super::{Parsed, Query, print};
use crate::build::Expr;
use crate::diagnostic::Diagnostics;
use crate::filter::{Checked, Filter, FilterKind};
use crate::span::Span;
use crate::syntax::Limits;

impl Query {
    /// Narrows the query to rows for which `tree` holds, too; sort keys, offset and limit stay. Checked against the
    /// same schema. The source is that of this query, so that later errors point to what the user wrote, followed by a
    /// comment with the added part.
    ///
    /// ```
    /// use tamis::{Query, field};
    /// let query: Query = "name == \"a\" or name == \"b\" limit 5".parse()?;
    /// let narrowed = query.and(&field("tenant").eq("acme"))?;
    /// assert_eq!(narrowed.to_string(), r#"(name == "a" or name == "b") and tenant == "acme" limit 5"#);
    /// assert!(narrowed.source().starts_with(query.source()));
    /// # Ok::<(), tamis::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// As [`Query::build`]. A query of the largest depth that the limits allow may be too deep in its new parentheses;
    /// that error points into the canonical text.
    pub fn and(&self, tree: &Expr) -> Result<Self, Diagnostics> {
        const BEFORE: &str = "\n# and ";
        let added = Self::build_within(tree, &self.schema, &self.limits)?;
        // Parsed again after as many blanks as it will have bytes before it, it has the spans of the common source.
        let blanks = " ".repeat(self.source().len().saturating_add(BEFORE.len()));
        let padded = format!("{blanks}{}", added.source());
        let limits = Limits { text: padded.len(), ..self.limits };
        let added_there = Parsed::parse_within(&padded, &limits)?.check_generated(&self.schema)?;
        let source: Arc<str> = format!("{}{BEFORE}{}", self.source(), added.source()).into();
        let parts = [self.filter(), added_there.filter()];
        let parts = parts.into_iter().filter(|part| part.kind != FilterKind::Constant(true)).cloned().collect();
        let filter = Filter::and(parts, Span::new(0, source.len()));
        let checked = Checked { filter, source, ..Checked::clone(&self.checked) };
        // Each text is within the limit of depth; together they may not be.
        self.with_checked(&checked)?;
        let narrow = |unbound: &Unbound| {
            let unbound =
                Self { checked: Arc::clone(&unbound.checked), warnings: unbound.warnings.clone(), ..self.clone() };
            unbound.and(tree).map(|Self { checked, warnings, .. }| Unbound { checked, warnings })
        };
        let warnings = self.warnings.narrowed(&added_there.warnings, narrow)?;
        Ok(Self { checked: Arc::new(checked), warnings, ..self.clone() })
    }

    /// Returns the query for `checked` under the same schema, with its canonical text as the source.
    pub(crate) fn with_checked(&self, checked: &Checked) -> Result<Self, Diagnostics> {
        let text = print(checked);
        let limits = Limits { text: self.limits.text.max(text.len()), ..self.limits };
        Parsed::parse_within(&text, &limits)?.check_generated(&self.schema)
    }
}
