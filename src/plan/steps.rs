//! The steps of a plan, for people: the requests, and the work on the rows that they return.

use std::fmt;

use super::split::Plan;
use crate::filter::{Checked, Filter, FilterKind, Page};
use crate::query::print;

/// A step of a [`Plan`], in the order in which they are carried out. Displayed as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanStep {
    /// The API evaluates this query, in the language's own words; it returns all rows if the text is empty.
    Push(String),
    /// Rows are fetched in pages, starting at the offset.
    #[non_exhaustive]
    Fetch {
        /// The number of rows, or `None` for all.
        rows: Option<u64>,
        /// The number of rows on a page, if it is known.
        page: Option<u64>,
    },
    /// No request is sent, since no row is wanted.
    Nothing,
    /// The rows are filtered locally.
    Filter(String),
    /// The rows that remain are sorted locally.
    Sort(String),
    /// Offset and limit are applied to the rows that remain.
    Cut(String),
}

impl Plan {
    /// Returns the steps, in order.
    pub fn steps(&self) -> Vec<PlanStep> {
        let mut steps = if self.is_known_empty() {
            vec![PlanStep::Nothing]
        } else {
            let Page { limit, .. } = self.pushed.page;
            vec![
                PlanStep::Push(print(&Checked { page: Page::default(), ..self.pushed.clone() })),
                PlanStep::Fetch { rows: limit.map(|limit| limit.node), page: self.page_size() },
            ]
        };
        let Checked { filter, sort, page, .. } = self.residual().checked();
        let filtered =
            Checked { filter: filter.clone(), sort: Vec::new(), page: Page::default(), ..self.pushed.clone() };
        let all = Filter::constant(true, filter.span);
        if filter.kind != FilterKind::Constant(true) {
            steps.push(PlanStep::Filter(print(&filtered)));
        }
        if !sort.is_empty() {
            let sorted = Checked { filter: all.clone(), sort: sort.clone(), ..filtered.clone() };
            steps.push(PlanStep::Sort(print(&sorted)));
        }
        if *page != Page::default() {
            steps.push(PlanStep::Cut(print(&Checked { filter: all, page: *page, ..filtered })));
        }
        steps
    }
}

/// Writes the steps, the local parts, the assumptions and the rows that no request finds, each on a line.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps().iter().enumerate() {
            writeln!(f, "{}. {step}", index.saturating_add(1))?;
        }
        self.local_parts().iter().try_for_each(|part| writeln!(f, "{part}"))?;
        self.assumed().iter().try_for_each(|assume| writeln!(f, "assumed: {assume}: {}", assume.promise()))?;
        self.left_out().iter().try_for_each(|found| writeln!(f, "left out: {}", found.message()))
    }
}

impl fmt::Display for PlanStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Push(text) if text.is_empty() => f.write_str("the API returns all rows"),
            Self::Push(text) => write!(f, "the API evaluates: {text}"),
            Self::Fetch { rows: Some(rows), page: Some(page) } if rows <= page => {
                write!(f, "one page is fetched, of {rows} rows at most")
            }
            Self::Fetch { rows, page } => {
                match rows {
                    Some(rows) => write!(f, "pages are fetched until there are {rows} rows")?,
                    None => f.write_str("all pages are fetched")?,
                }
                page.map_or(Ok(()), |page| write!(f, ", {page} rows each"))
            }
            Self::Nothing => f.write_str("no request is sent: no row is wanted"),
            Self::Filter(text) => write!(f, "the rows are filtered locally: {text}"),
            Self::Sort(text) => write!(f, "the rows are sorted locally: {text}"),
            Self::Cut(text) => write!(f, "the rows are cut locally: {text}"),
        }
    }
}
