//! The conditions of edits: the parser knows no schema, so it states the condition on which an edit is certainly what
//! was meant, and here the schema of the source decides.

use super::super::source::Source;
use crate::collation::Collation;
use crate::span::Span;
use crate::syntax::{Certainty, Doubt, ForeignSyntax, ParseError, ParseErrorKind};
use crate::ty::Type;

/// The collation to write after a comparison of a language that is case-sensitive.
pub(super) const ORDINAL: &str = " collate ordinal";

/// Returns `true` if the last edit needs [`ORDINAL`]: the schema compares text otherwise than the language of the cured
/// comparison does. A query that was parsed without a schema may be checked against any.
pub(super) fn needs_ordinal(error: &ParseError, source: &Source<'_>) -> bool {
    error.is_ordinal && source.collation() != Some(Collation::Ordinal)
}

/// Returns the reason for which the edits may not be what was meant.
pub(super) fn doubt(error: &ParseError, source: &Source<'_>) -> Option<Doubt> {
    let ty = |path: Span| source.field(path).map(|field| field.ty().clone());
    match error.certainty {
        Certainty::Sure => None,
        Certainty::Unsure(doubt) => Some(doubt),
        Certainty::UnlessText(path) => match ty(path) {
            None | Some(Type::Any | Type::Array(_)) => None,
            Some(_) => Some(Doubt::Elements),
        },
        Certainty::IfWhole(path) => match ty(path) {
            None | Some(Type::Any | Type::Text | Type::Array(_) | Type::Object) => Some(Doubt::Words),
            Some(_) => None,
        },
        Certainty::IfText(path) => match ty(path) {
            None | Some(Type::Any | Type::Text) => None,
            Some(_) => Some(Doubt::Empty),
        },
    }
}

/// Returns `true` if the edits are certainly what was meant. A name of several words may as well be something else,
/// unless there is such a property.
pub(super) fn is_sure(error: &ParseError, source: &Source<'_>) -> bool {
    let name = source.at(error.span);
    let is_unsure = error.kind == ParseErrorKind::ForeignSyntax(ForeignSyntax::BareName)
        && name.contains(' ')
        && name.starts_with(|first: char| first.is_alphabetic());
    doubt(error, source).is_none()
        && (!is_unsure || source.field_named(name).is_some())
        && !is_difference(error, source)
}

/// Returns `true` for a name with hyphens that rather means one property subtracted from another: the schema has both.
pub(super) fn is_difference(error: &ParseError, source: &Source<'_>) -> bool {
    let name = source.at(error.span);
    error.kind == ParseErrorKind::ForeignSyntax(ForeignSyntax::BareName)
        && name.contains('-')
        && source.field_named(name).is_none()
        && name.split('-').all(|part| source.field_named(part).is_some())
}
