//! The limits of reading a document, and the usual names in answers. Documents may be hostile: every loop and every
//! recursion over one is bounded by a number in this file.

pub(super) use crate::schema::valid::{MAX_DEPTH, MAX_FIELDS};

/// The usual names of the member of an answer that is the list of rows; the first one that is an array is taken.
pub(super) const ROW_LISTS: &[&str] = &["results", "data", "items"];

/// The longest name of a property, in bytes.
pub(super) const LONGEST_NAME: usize = 255;

/// The longest description of a field, in characters.
pub(super) const LONGEST_DESCRIPTION: usize = 500;

/// The deepest nesting of arrays and objects in a part of a document.
pub(super) const DEEPEST_NESTING: usize = 64;

/// The most schema objects, properties and words of enumerations that are read for one import. Long ones count more.
pub(super) const MOST_STEPS: usize = 250_000;

/// The longest chain of references that is followed to a path item, a response or a parameter.
pub(super) const LONGEST_CHAIN: usize = 8;

/// The most bytes of JSON that the aliases of a YAML document may repeat.
pub(super) const MOST_REPEATED: usize = 16 << 20;
