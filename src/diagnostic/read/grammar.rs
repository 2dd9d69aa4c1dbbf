//! Words for errors of the grammars that requests are read by: text that is not what a grammar expects, and conditions
//! that a query cannot express.

use crate::diagnostic::cure::Cure;
use crate::diagnostic::words::ticked;
use crate::dialect::{Expectation, Inexpressible};

/// Returns the cure of a text in place of what is `wanted`.
pub(super) fn expectation_cure(wanted: Expectation) -> Cure {
    match wanted {
        Expectation::Key => "put the key in double quotes".into(),
        Expectation::Value => {
            "a JSON value is text in double quotes, a number, `true`, `false`, `null`, an array or an object".into()
        }
        Expectation::TextEnd => "write a line break in a text as `\\n`".into(),
        Expectation::Condition | Expectation::Operand => {
            "put text in single quotes, and other values without quotes".into()
        }
        Expectation::Operator => "operators of OData are in lower case: `status eq 0`".into(),
        Expectation::ConnectiveOrEnd | Expectation::ConnectiveOrGroupEnd => {
            "join conditions with `and` or `or`, in lower case".into()
        }
        Expectation::Text | Expectation::Comma => {
            "a function takes a property and a text: `contains(name,'web')`".into()
        }
        Expectation::Truth => "leave the comparison out: the function is a condition by itself".into(),
        Expectation::SortKey => "put commas without blanks between keys: `-startTime,jobId`".into(),
        Expectation::Colon
        | Expectation::ArrayEnd
        | Expectation::ObjectEnd
        | Expectation::ListStart
        | Expectation::CallEnd
        | Expectation::ListEnd => Cure::default(),
    }
}

/// Returns the condition in words, after "a query cannot express", and its cure.
pub(super) fn inexpressible(what: &Inexpressible) -> (String, Cure) {
    let words = |what: &str, cure: Cure| (what.to_owned(), cure);
    match what {
        Inexpressible::Lambda => words("a condition on the elements of an array by `any` or `all`", Cure::default()),
        Inexpressible::TwoProperties => {
            words("a comparison of two properties", "put the value in single quotes if it is text".into())
        }
        Inexpressible::NoProperty => words("this without a property", "compare a property with a value".into()),
        Inexpressible::Function(name) => (format!("the function {}", ticked(name)), Cure::default()),
        Inexpressible::Operator(name) => (format!("the operator {}", ticked(name)), Cure::default()),
        Inexpressible::LooseNot => words(
            "`not` of a property",
            "`not` binds tighter than the comparison: put the comparison in parentheses".into(),
        ),
        Inexpressible::CaselessOrder => words("the order of text whose case is converted", Cure::default()),
        Inexpressible::CaselessText => words(
            "a comparison of text outside ASCII whose case is converted",
            "compare it without the function, or only its ASCII part".into(),
        ),
        Inexpressible::NeverEqual => words(
            "a comparison that is never true",
            "write the text in the case that the function returns, or put it into the function as well".into(),
        ),
        Inexpressible::CaseOfOther => words("the case of a value that is not text", "remove the function".into()),
    }
}
