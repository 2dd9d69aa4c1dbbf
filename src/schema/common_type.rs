//! The common type of values of several types, for inference from rows and for import.
//!
//! If no type but any includes all values, the field is of type any: the check accepts more queries then, and no row is
//! read wrongly.

use std::collections::HashSet;

use crate::ty::{Enumeration, Type};

/// Returns the narrowest type that includes the values of all `types`: any if they are of different kinds, `None` if
/// there are no types.
pub(super) fn common_type(types: &[Type]) -> Option<Type> {
    let first = types.first()?;
    let all = |is: fn(&Type) -> bool| types.iter().all(is);
    Some(if types.iter().all(|ty| ty == first) {
        first.clone()
    } else if all(|ty| matches!(ty, Type::Enum(_))) {
        union(types).into()
    } else if all(is_text) {
        Type::Text
    } else if all(|ty| matches!(ty, Type::Integer | Type::Number)) {
        Type::Number
    } else if all(|ty| matches!(ty, Type::Array(_))) {
        let elements: Vec<Type> = types.iter().filter_map(Type::element).cloned().collect();
        Type::array(common_type(&elements).unwrap_or(Type::Any))
    } else {
        Type::Any
    })
}

/// Returns `true` if the values of the type are JSON text.
pub(super) fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Enum(_) | Type::DateTime | Type::Duration | Type::Uuid => true,
        Type::Integer | Type::Number | Type::Boolean | Type::Epoch(_) | Type::Array(_) | Type::Object | Type::Any => {
            false
        }
    }
}

/// Returns the enumeration with the words of all, named after the first that has a name.
fn union(types: &[Type]) -> Enumeration {
    let enumerations = types.iter().filter_map(|ty| if let Type::Enum(words) = ty { Some(words) } else { None });
    let mut seen = HashSet::new();
    let words = enumerations.clone().flat_map(|enumeration| &enumeration.words).filter(|word| seen.insert(*word));
    Enumeration {
        words: words.cloned().collect(),
        name: enumerations.clone().map(|of| &of.name).find(|name| !name.is_empty()).cloned().unwrap_or_default(),
        open: enumerations.clone().any(|enumeration| enumeration.open),
    }
}
