//! The rows of NetBackup's collections, one line for the properties with the same operators, in the words of the vendor's
//! tables, so that a reader can hold the two side by side.

mod jobs;

pub(super) use jobs::jobs;

use crate::collation::Collation;
use crate::operator::Operator;
use crate::schema::{Field, Schema};
use crate::ty::Type;

const CMP: &str = "eq ne lt gt le ge";
const STR: &str = "eq ne contains startswith endswith";

/// Properties of one type: the operators that the API lists for them (none where rows show them and requests cannot name
/// them), the type, and their names.
struct Line(&'static str, Type, &'static str);

/// The schema of the collection at `path`, by whose properties `sorted` the API sorts.
fn schema(path: &str, sorted: &str, lines: impl IntoIterator<Item = Line>) -> Schema {
    let resource = Line("", Type::Text, "id type");
    let fields = [resource].into_iter().chain(lines).flat_map(|Line(words, ty, names)| {
        let operators: Vec<Operator> = words.split(' ').flat_map(operators).copied().collect();
        let lowers = words.split(' ').any(|word| word == "tolower");
        let collations = if lowers { &[Collation::Ordinal, Collation::IgnoreCase][..] } else { &[Collation::Ordinal] };
        names.split_whitespace().map(move |name| {
            let field = Field::new(name, ty.clone());
            field.operators(operators.iter().copied()).collations(collations.iter().copied())
        })
    });
    let is_sorted = |field: &Field| sorted.split_whitespace().any(|name| field.path().names().eq(name.split('.')));
    let fields = fields.map(|field| if is_sorted(&field) { field } else { field.unsortable() });
    Schema::builder(&format!("netbackup {path}")).members("attributes").fields(fields).build()
}

/// The operators that are asked for by a word of the tables. `in` is an `or` of `eq`.
fn operators(word: &str) -> &'static [Operator] {
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
