//! Typed parameters, the wire format of VBR: one parameter for each property and condition that a collection supports, such
//! as `createdAfterFilter`; `*` at the ends of a text for any text; `orderColumn` and `orderAsc` for one sort key. Which
//! parameters there are is in the vendor's [`Tables`]. Parameters join with `and`, and values of one parameter with `or`;
//! there is no `not`.

mod read;
mod write;

use crate::dialect::tables::Tables;

/// The parameters of an API.
#[derive(Debug)]
pub(in crate::dialect) struct Parameters {
    /// Returns the collections with their parameters. A function, since tables are parsed when they are first needed.
    pub(in crate::dialect) tables: fn() -> &'static Tables,
}

/// The parameters that are the same for all collections.
const COLUMN: &str = "orderColumn";
const ASCENDING: &str = "orderAsc";
const SKIP: &str = "skip";
const LIMIT: &str = "limit";
