//! Detection of the format of a text that is not of the expected one, so that a message can name it.

use crate::dialect::parts::Parts;
use crate::syntax::{self, Limits};

/// A format of filters that a text may be in; each with such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DetectedFormat {
    /// `[{"property":…,"operation":…,"value":…}]`
    ArrayOfExpressions,
    /// `{"property":…,"operation":…,"value":…}`
    OneExpression,
    /// `{"type":"PredicateExpression","property":…}`: the inventory of Veeam Backup & Replication.
    TypedExpressions,
    /// `name eq 'a' and contains(host,'b')`
    OData,
    /// `Displayname Contains 'a' OR …`: the virtual machines of a NetBackup policy.
    PolicyQuery,
    /// `[{"property":…,"operator":"equals","ignorecase":true,…}]`: Veeam Backup for Google Cloud.
    GoogleCloud,
    /// `[{"property":…,"operator":"==",…}]`: Veeam Recovery Orchestrator.
    Orchestrator,
    /// `Name=="a";Type!="b"`: the Enterprise Manager of Veeam Backup & Replication.
    EnterpriseManager,
    /// `nameFilter=a*&limit=5`: a parameter for each condition, as Veeam Backup & Replication takes.
    Parameters,
    /// `-startTime,name`
    SortList,
    /// `name == "a" and size > 5`: the language of this crate.
    Query,
}

impl DetectedFormat {
    /// Returns the name of the format in messages.
    pub const fn description(self) -> &'static str {
        match self {
            Self::ArrayOfExpressions => "an array of filter expressions",
            Self::OneExpression => "one filter expression",
            Self::TypedExpressions => "filter expressions with a `type`",
            Self::OData => "OData text, as NetBackup and the API v2 of Veeam Service Provider Console take",
            Self::PolicyQuery => "the query of a NetBackup policy for virtual machines",
            Self::GoogleCloud => "a filter of Veeam Backup for Google Cloud",
            Self::Orchestrator => "a filter of Veeam Recovery Orchestrator",
            Self::EnterpriseManager => "a filter of Veeam Backup Enterprise Manager",
            Self::Parameters => "a parameter for each condition, as Veeam Backup & Replication takes",
            Self::SortList => "a list of sort keys, as NetBackup takes",
            Self::Query => "a query of this language, which needs no reading back",
        }
    }

    /// Returns the format that `text` seems to be in, or `None` if it resembles none.
    pub(in crate::dialect) fn detect(text: &str) -> Option<Self> {
        let text = text.trim();
        // Text between quotes may hold any word.
        let outside: String = text.split('"').step_by(2).flat_map(|part| part.split('\'').step_by(2)).collect();
        let has_word = |words: &[&str]| outside.split([' ', '(', ')']).any(|word| words.contains(&word));
        let starts_with = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
        let parses = || syntax::parse(text, &Limits::default()).is_ok();
        if starts_with(&["["]) {
            return Some(Self::ArrayOfExpressions);
        }
        if starts_with(&["{"]) {
            return Some(if text.contains("Expression\"") { Self::TypedExpressions } else { Self::OneExpression });
        }
        if starts_with(&["vmware:/"]) || has_word(POLICY_WORDS) {
            return Some(Self::PolicyQuery);
        }
        if has_word(ODATA_WORDS) || starts_with(&["contains(", "startswith(", "endswith("]) {
            return Some(Self::OData);
        }
        if is_sort_list(text) {
            return Some(Self::SortList);
        }
        if !text.is_empty() && parses() {
            return Some(Self::Query);
        }
        ["==", "!=", "<=", ">="].iter().any(|sign| text.contains(sign)).then_some(Self::EnterpriseManager)
    }
}

/// The parameters of OData in its own spelling.
pub(in crate::dialect) const ODATA_PARAMETERS: Parts<&str> =
    Parts { filter: "$filter", sort: "$orderby", offset: "$skip", limit: "$top" };
/// The parameter of OData for the properties of rows.
const ODATA_SELECT: &str = "$select";

/// Returns the names of OData's own parameters.
pub(super) fn odata_parameters() -> impl Iterator<Item = &'static str> {
    const NAMES: &Parts<&str> = &ODATA_PARAMETERS;
    NAMES.iter().map(|(_, name)| *name).chain([ODATA_SELECT])
}

const ODATA_WORDS: &[&str] = &["eq", "ne", "gt", "ge", "lt", "le"];
const POLICY_WORDS: &[&str] = &[
    "Equal",
    "NotEqual",
    "Contains",
    "StartsWith",
    "EndsWith",
    "AnyOf",
    "Greater",
    "GreaterEqual",
    "Less",
    "LessEqual",
];

/// Returns `true` if `text` is a list of names, separated by commas, that begins with a `-`.
fn is_sort_list(text: &str) -> bool {
    let is_key = |key: &str| {
        let name = key.strip_prefix('-').unwrap_or(key);
        !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || "_./".contains(character))
    };
    text.starts_with('-') && text.split(',').all(is_key) && text.contains(char::is_alphabetic)
}
