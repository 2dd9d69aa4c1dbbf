//! JSON expressions, the wire format of AHV, VSPC, Veeam ONE and Veeam Backup for Google Cloud: a tree of objects,
//! `{"property","operation","collation", "value"}` and `{"operation","items"}`, in a parameter of the URL; the sort
//! keys likewise. The APIs differ in the fields of [`Expressions`] alone, and in their words in [`ExpressionWords`].
//! The reader also serves the tagged expressions of VBR's inventory, which are the same tree but for the differences in
//! [`ExpressionSyntax`](syntax::ExpressionSyntax).

pub(super) mod read;
pub(in crate::dialect) mod syntax;
mod values;
mod write;

use crate::dialect::assumption::Assumption;
use crate::dialect::parts::Parts;
use syntax::{ExpressionWords, Groups};

/// The JSON expressions of one API.
#[derive(Debug)]
pub(in crate::dialect) struct Expressions {
    /// The names of its parameters.
    pub(in crate::dialect) names: Parts<&'static str>,
    /// `true` if the filter parameter is an array of one expression, `false` if it is the expression itself.
    pub(in crate::dialect) is_array: bool,
    pub(in crate::dialect) words: ExpressionWords,
    pub(in crate::dialect) groups: Groups,
    /// The assumption that the collation `ordinal` depends on, if any.
    pub(in crate::dialect) ordinal: Option<Assumption>,
    /// The assumption that the collation `ignorecase` depends on, if any.
    pub(in crate::dialect) ignorecase: Option<Assumption>,
    /// The assumption that a list of values depends on, if any.
    pub(in crate::dialect) list: Option<Assumption>,
    /// The largest number of names of a path that is documented.
    pub(in crate::dialect) documented_path: usize,
    /// The assumption that a longer path depends on.
    pub(in crate::dialect) longer_path: Assumption,
    /// The first name of the paths that exist only if the request expands them, if the API has such paths.
    pub(in crate::dialect) expanded: Option<&'static str>,
}

impl Expressions {
    /// The usual expressions, those of AHV; the other APIs name their differences.
    pub(in crate::dialect) const USUAL: Self = Self {
        names: Parts { filter: "filter", sort: "sort", offset: "offset", limit: "limit" },
        is_array: true,
        words: ExpressionWords::USUAL,
        groups: Groups::OfItems { documented_xor: 2 },
        ordinal: None,
        ignorecase: None,
        list: None,
        documented_path: 2,
        longer_path: Assumption::DeepPath,
        expanded: None,
    };
}
