//! JSON expressions, the wire format of AHV, VSPC and Veeam ONE: a tree of objects,
//! `{"property","operation","collation", "value"}` and `{"operation","items"}`, in a parameter of the URL; the sort
//! keys likewise. The three APIs differ in the fields of [`Expressions`] alone. The reader also serves the tagged
//! expressions of VBR's inventory, which are the same tree but for the differences in [`ExpressionSyntax`].

pub(super) mod read;
pub(super) mod syntax;
mod values;
mod write;

use crate::dialect::assumption::Assumption;
use crate::dialect::parts::Parts;

/// The JSON expressions of one API.
#[derive(Debug)]
pub(in crate::dialect) struct Expressions {
    /// The names of its parameters.
    pub(in crate::dialect) names: Parts<&'static str>,
    /// `true` if the filter parameter is an array of one expression, `false` if it is the expression itself.
    pub(in crate::dialect) is_array: bool,
    /// The largest number of items for which `exclusiveOr` is documented.
    pub(in crate::dialect) documented_xor: usize,
    /// The assumption that the collation `ordinal` depends on, if any.
    pub(in crate::dialect) ordinal: Option<Assumption>,
    /// The first name of the paths that exist only if the request expands them, if the API has such paths.
    pub(in crate::dialect) expanded: Option<&'static str>,
}
