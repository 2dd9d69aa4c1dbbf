//! Targets: the endpoint, or only the dialect, that a query is lowered to.

use super::endpoint::Endpoint;
use super::profile::Profile;
use crate::filter::Checked;

/// An endpoint, or only a dialect, which has parameters but no path.
#[derive(Clone, Copy, Debug)]
pub struct Target<'e> {
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<&'e Endpoint>,
    /// `true` if every comparison of text and every sort key carries its collation.
    pub(crate) collation_always: bool,
    /// The cursor of the requested page; `None` for the first page.
    pub(crate) cursor: Option<&'e str>,
    /// The residual of a plan, whose fields the rows have to show.
    pub(crate) residual: Option<&'e Checked>,
}

impl Target<'_> {
    /// Writes the collation in every comparison of text and in every sort key, not only where the query has one.
    #[must_use]
    pub fn collation_always(self) -> Self {
        Self { collation_always: true, ..self }
    }
}

impl<'e> Target<'e> {
    /// Requests the page at `cursor`.
    pub(crate) fn at_cursor(self, cursor: Option<&'e str>) -> Self {
        Self { cursor, ..self }
    }

    /// Requires that rows show the fields of `residual`.
    pub(crate) fn showing(self, residual: &'e Checked) -> Self {
        Self { residual: Some(residual), ..self }
    }
}

impl From<Profile> for Target<'_> {
    fn from(profile: Profile) -> Self {
        Self { profile, endpoint: None, collation_always: false, cursor: None, residual: None }
    }
}

impl<'e> From<&'e Endpoint> for Target<'e> {
    fn from(endpoint: &'e Endpoint) -> Self {
        Self { endpoint: Some(endpoint), ..endpoint.profile().into() }
    }
}
