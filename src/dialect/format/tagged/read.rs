//! Reading tagged expressions: with the reader of [`expressions`](super::super::expressions).

use super::{GROUP, PAGE, PREDICATE, SKIP, SORT, TaggedExpressions, is_ambiguous_in_list, operation};
use crate::build::Expr;
use crate::dialect::decompile::decompiling::Decompiling;
use crate::dialect::decompile::detected_format::DetectedFormat;
use crate::dialect::decompile::json::{At, JsonDocument};
use crate::dialect::format::expressions::read::ExpressionReader;
use crate::dialect::format::expressions::syntax::{
    CollationForm, ExpressionSyntax, ExpressionVariant, ExpressionWords, Tags,
};
use crate::dialect::format::{BodyPart, FormatReader};
use crate::dialect::parts::{Parts, QueryPart};
use crate::syntax::print::PrintedKey;

const SYNTAX: ExpressionSyntax = ExpressionSyntax {
    filter_is_array: false,
    sort_is_array: false,
    words: ExpressionWords { operator: operation, collation: CollationForm::Absent, ..ExpressionWords::USUAL },
    variant: ExpressionVariant::Tagged(Tags { group: GROUP, predicate: PREDICATE, is_ambiguous_in_list }),
};

impl FormatReader for TaggedExpressions {
    fn detected(&self) -> DetectedFormat {
        DetectedFormat::TypedExpressions
    }

    fn parameter_names(&self) -> Parts<Option<&'static str>> {
        Parts::default()
    }

    fn body_part(&self, key: &str) -> Option<BodyPart> {
        let parts = [
            (SORT, BodyPart::Query(QueryPart::Sort)),
            (PAGE, BodyPart::Page),
            (SKIP, BodyPart::Query(QueryPart::Offset)),
        ];
        parts.into_iter().find_map(|(name, part)| name.eq_ignore_ascii_case(key).then_some(part))
    }

    fn has_body(&self) -> bool {
        true
    }

    fn read_filter(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Option<Expr> {
        ExpressionReader::new(SYNTAX, document, decompiling).filter(at)
    }

    fn read_sort(&self, document: &JsonDocument<'_>, at: At, decompiling: &mut Decompiling<'_>) -> Vec<PrintedKey> {
        ExpressionReader::new(SYNTAX, document, decompiling).keys(at)
    }
}
