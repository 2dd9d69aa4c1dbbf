//! Plans: a query split between an API and a local pass over the rows that it returns.
//!
//! An API rarely supports all of a query. A plan sends it as much of the query as is known to lose no row, and
//! evaluates the rest, the *residual* query, on the rows that come back, so that the result is the same as if the query
//! ran over all rows. Moving a part of the query to the API is called push-down. Each part of the filter is
//!
//! - *exact* if the API returns the same rows for it: it needs no second look;
//! - replaced by a *superset* (an over-approximation), which returns these rows and others, and evaluated again
//!   locally: `name contains "a"` for `name startswith "a"`. Inside `not` the direction turns round: there a *subset*
//!   (an under-approximation) is needed, so that its negation is a superset;
//! - not sent at all, and only evaluated locally.
//!
//! A behaviour that no vendor documents counts as unsupported if rows could be lost by it, unless the caller has
//! promised it ([`Assume`](crate::dialect::Assume)). Offset and limit count the rows that are left after filter and
//! sort: they are pushed down only if these two are, exactly, since the API would otherwise count rows that the
//! residual drops, or in another order.
//!
//! `split` makes a [`Plan`] of a query and an endpoint. `pushdown` decides which part is sent, by probing a `target`;
//! `endpoint_target` is the target for HTTP APIs. `local_part` records what is not sent exactly, and why. `pages` makes
//! the requests one after another, and `steps` describes the plan for people. `batch` is no part of a plan: it cuts a
//! request whose URL would be too long.

mod batch;
mod endpoint_target;
mod local_part;
mod pages;
mod pushdown;
mod split;
mod steps;
mod target;

pub use batch::BatchError;
pub use local_part::LocalPart;
pub use pages::{PageError, Pages};
pub use split::Plan;
pub use steps::PlanStep;
