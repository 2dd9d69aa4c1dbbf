//! Fields as the vendor's tables list them: groups of names with the same operators and the same type.

use crate::collation::Collation;
use crate::dialect::vendor::schema_dsl::words as open_words;
use crate::operator::Operator;
use crate::schema::{Field, Schema};
use crate::ty::Type;

/// The operators of values with an order.
pub(super) const COMPARISONS: &str = "eq ne lt gt le ge";
/// The operators of text.
pub(super) const SEARCHES: &str = "eq ne contains startswith endswith";
/// No operator: rows have the property, and requests cannot name it.
pub(super) const ROWS: &str = "";

/// Returns the fields called `names`, all of the type `ty`, for which the vendor's table lists `operators`.
pub(super) fn line(operators: &str, ty: impl Into<Type>, names: &str) -> Vec<Field> {
    let (ty, listed) = (ty.into(), || operators.split(' '));
    let own: Vec<Operator> = listed().flat_map(meaning).copied().collect();
    let lowered = listed().any(|word| word == "tolower").then_some(Collation::IgnoreCase);
    let collations = || [Collation::Ordinal].into_iter().chain(lowered);
    let field = |name: &str| Field::new(name, ty.clone()).operators(own.iter().copied()).collations(collations());
    names.split_whitespace().map(field).collect()
}

/// Returns such fields of an open enumeration of `words`.
pub(super) fn choice(operators: &str, words: &str, names: &str) -> Vec<Field> {
    line(operators, open_words("", words), names)
}

/// Returns such fields of an enumeration for whose words requests carry numbers.
pub(super) fn coded(operators: &str, codes: &[(&str, i64)], names: &str) -> Vec<Field> {
    let words = codes.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
    choice(operators, &words, names).into_iter().map(|field| field.with_codes(codes.iter().copied())).collect()
}

/// Returns the fields with `path` as their path in rows.
pub(super) fn with_row_path(path: &str, fields: Vec<Field>) -> Vec<Field> {
    fields.into_iter().map(|field| field.row_path(path)).collect()
}

/// Returns the fields with a description of their values.
pub(super) fn described(what: &str, fields: Vec<Field>) -> Vec<Field> {
    fields.into_iter().map(|field| field.described(what)).collect()
}

/// Returns the fields, which rows do not have in a known form.
pub(super) fn hidden(fields: Vec<Field>) -> Vec<Field> {
    fields.into_iter().map(Field::request_only).collect()
}

/// Returns the schema of the collection at `path`, which the API can sort by the properties `sorted`.
pub(super) fn schema<const N: usize>(path: &str, sorted: &str, lines: [Vec<Field>; N]) -> Schema {
    let is_sorted = |field: &Field| sorted.split_whitespace().any(|name| field.path().names().eq(name.split('.')));
    let resource = line(ROWS, Type::Text, "id type");
    let fields = resource.into_iter().chain(lines.into_iter().flatten());
    let fields = fields.map(|field| if is_sorted(&field) { field } else { field.unsortable() });
    Schema::builder(&format!("netbackup {path}")).row_container("attributes").fields(fields).build_unchecked()
}

/// Returns the operators that are written with a word of the vendor's tables. `in` is an `or` of `eq`.
fn meaning(word: &str) -> &'static [Operator] {
    match word {
        "eq" => &[Operator::Equal, Operator::In],
        "ne" => &[Operator::NotEqual],
        "lt" => &[Operator::Less],
        "le" => &[Operator::LessEqual],
        "gt" => &[Operator::Greater],
        "ge" => &[Operator::GreaterEqual],
        "contains" => &[Operator::Contains],
        "startswith" => &[Operator::StartsWith],
        "endswith" => &[Operator::EndsWith],
        _ => &[],
    }
}
