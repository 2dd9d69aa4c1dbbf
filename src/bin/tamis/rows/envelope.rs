//! Envelopes: objects in which APIs and tools wrap rows, recognised by their shape.
//!
//! A row may contain an array as well, and must never be taken apart. So an object is an envelope only if it has one
//! array of rows under a name that APIs use for them, and beside it only members that describe the answer: totals,
//! cursors, links. If the array has another name, a total or a cursor that only answers have is required beside it. And
//! whatever the shape, an object that has more of the names in the query than the rows in it is itself a row.
//!
//! Once values are known to be rows, only the plainest envelopes are still opened; [`may_be_plainest`] rules out nearly
//! all rows by their first name.

use std::borrow::Cow;
use std::collections::VecDeque;

use serde_json::value::RawValue;
use tamis::Path;
use tamis::openapi::OpenApi;

use super::evidence::{MemberEvidence, SiblingEvidence, is_name_of_rows, plain};
use super::json::{ObjectMembers, array_at, elements, is_array, is_object, member, members};
use super::location::RowClues;

/// The content of an envelope.
pub(super) struct EnvelopeContent<'t> {
    pub(super) rows: Vec<&'t RawValue>,
    /// The errors beside the rows.
    pub(super) errors: Option<&'t RawValue>,
    /// `true` if a member beside the rows is one that answers have.
    has_evidence: bool,
}

impl EnvelopeContent<'_> {
    /// An answer without rows.
    const EMPTY: Self = Self { rows: Vec::new(), errors: None, has_evidence: true };
}

/// Returns the content of `value`, or `None` if it is no envelope: by its shape, or because it has more of the names in
/// `clues` than the rows in it.
pub(super) fn open<'t>(value: &'t RawValue, clues: &RowClues) -> Option<EnvelopeContent<'t>> {
    let members = members(value)?;
    let stated = clues.rows.as_ref().and_then(|path| array_below(&members, path));
    let stated = stated.map(|rows| EnvelopeContent { rows, ..EnvelopeContent::EMPTY });
    let content = stated.or_else(|| search_hits(&members, clues)).or_else(|| by_shape(&members, DEEPEST))?;
    // Elements that are no objects have no names; the query may be about the list itself.
    let is_in_query = |name: &str| clues.names.iter().any(|known| known == name);
    let is_list_queried = content.rows.iter().all(|row| !is_object(row))
        && !content.rows.is_empty()
        && members.iter().any(|(name, value)| is_array(value) && is_in_query(name));
    let has_more = clues.count_in(&members) > clues.count_in_rows(&content.rows);
    let errors = members.iter().find(|(name, _)| name == "errors").map(|(_, errors)| *errors);
    (!has_more && !is_list_queried).then_some(EnvelopeContent { errors, ..content })
}

/// The names beside the rows of the plainest envelopes, exactly as written there.
const BESIDE_PLAINEST: &[&str] =
    &["offset", "limit", "totalCount", "total", "meta", "errors", "pagination", "links", "_links"];

/// Returns `true` for one of the plainest envelopes: one array under a name of the documented APIs, and beside it only
/// members that they document.
pub(super) fn is_plainest(value: &RawValue) -> bool {
    if !may_be_plainest(value.get().as_bytes()) {
        return false;
    }
    let members = members(value).unwrap_or_default();
    let (rows, others): (Vec<_>, Vec<_>) =
        members.iter().partition(|(name, value)| OpenApi::ROWS.contains(&&**name) && is_array(value));
    rows.len() == 1 && others.iter().all(|(name, _)| BESIDE_PLAINEST.contains(&&**name))
}

/// Returns `false` if the first name in the text of an object rules out one of the plainest envelopes. This is cheap,
/// and decides about nearly every row.
pub(super) fn may_be_plainest(text: &[u8]) -> bool {
    let name = text.strip_prefix(b"{").and_then(|inner| inner.trim_ascii_start().strip_prefix(b"\""));
    let Some(name) = name.and_then(|rest| rest.split(|byte| *byte == b'"').next()) else { return false };
    name.contains(&b'\\') || OpenApi::ROWS.iter().chain(BESIDE_PLAINEST).any(|known| known.as_bytes() == name)
}

/// Returns the array at `path` below the members of an object.
fn array_below<'t>(members: &ObjectMembers<'t>, path: &Path) -> Option<Vec<&'t RawValue>> {
    let mut names = path.names();
    let first = names.next()?;
    let (_, value) = members.iter().rev().find(|(name, _)| name == first)?;
    array_at(value, &Path::new(names))
}

/// The most members that an envelope has.
const MOST_MEMBERS: usize = 64;
/// The most objects inside each other that are searched for rows.
const DEEPEST: usize = 4;
/// The names of objects in which an envelope may be.
const WRAPPERS: &[&str] = &["data", "d", "response", "result", "_embedded"];

fn by_shape<'t>(members: &ObjectMembers<'t>, deepest: usize) -> Option<EnvelopeContent<'t>> {
    if members.len() > MOST_MEMBERS {
        return None;
    }
    row_list(members)
        .or_else(|| nested(members, deepest))
        .or_else(|| single_row(members))
        .or_else(|| empty_answer(members))
}

/// Returns the rows of an array that has beside it only members that answers have.
fn row_list<'t>(members: &ObjectMembers<'t>) -> Option<EnvelopeContent<'t>> {
    let known = members.iter().filter(|(name, value)| is_array(value) && is_name_of_rows(name));
    let unknown = members
        .iter()
        .filter(|(name, value)| is_array(value) && MemberEvidence::from_name(name) == MemberEvidence::Against);
    let (name, rows) = only(known).or_else(|| only(unknown))?;
    let is_known = is_name_of_rows(name);
    let beside = SiblingEvidence::from_names(others(members, name))?;
    let rows = elements(rows)?;
    let is_documented = OpenApi::ROWS.contains(&&**name);
    let are_objects = rows.iter().all(|row| is_object(row));
    let is_enough = (is_known && beside.is_clean) || beside.is_strong;
    if !is_enough || !(are_objects || is_documented) {
        return None;
    }
    let nodes: Option<Vec<_>> = rows.iter().map(|edge| member(edge, "node").filter(|node| is_object(node))).collect();
    let rows = match nodes.filter(|_| name == "edges") {
        Some(nodes) => nodes,
        None if name == "edges" => return None,
        None => rows,
    };
    Some(EnvelopeContent { rows, errors: None, has_evidence: beside.is_any })
}

/// Returns the rows of `{"took": 5, "hits": {"total": …, "hits": [{"_id": …, "_source": {…}}]}}` of Elasticsearch.
fn search_hits<'t>(members: &ObjectMembers<'t>, clues: &RowClues) -> Option<EnvelopeContent<'t>> {
    let has = |wanted: &str| members.iter().any(|(name, _)| name == wanted);
    if !(has("took") || has("_shards") || has("timed_out")) {
        return None;
    }
    let (_, hits) = members.iter().find(|(name, _)| name == "hits")?;
    let hits = elements(member(hits, "hits")?)?;
    let sources: Option<Vec<_>> = hits.iter().map(|hit| member(hit, "_source")).collect();
    // Unless the query is about the members around a source, such as the index or the score.
    let sources = sources.filter(|sources| clues.count_in_rows(sources) >= clues.count_in_rows(&hits));
    Some(EnvelopeContent { rows: sources.unwrap_or(hits), ..EnvelopeContent::EMPTY })
}

/// Returns the content of an envelope inside an object.
fn nested<'t>(outer: &ObjectMembers<'t>, deepest: usize) -> Option<EnvelopeContent<'t>> {
    let deepest = deepest.checked_sub(1)?;
    let (name, inner) = only(outer.iter().filter(|(name, value)| is_object(value) && WRAPPERS.contains(&&**name)))?;
    let beside = SiblingEvidence::from_names(others(outer, name))?;
    let inner = members(inner)?;
    let content = match &**name {
        // HAL: one list, under the name of its resources.
        "_embedded" => {
            let lists = inner.iter().filter(|(_, value)| is_array(value));
            let rows = elements(only(lists)?.1).filter(|_| inner.len() == 1)?;
            EnvelopeContent { has_evidence: beside.is_any, rows, errors: None }
        }
        _ => by_shape(&inner, deepest).or_else(|| connection(&inner, deepest).filter(|_| name == "data"))?,
    };
    (beside.is_clean || beside.is_strong || content.has_evidence).then_some(content)
}

/// Returns the row of `{"value": {…}, "Count": 1}`, a list of one row that PowerShell has unwrapped.
fn single_row<'t>(members: &ObjectMembers<'t>) -> Option<EnvelopeContent<'t>> {
    let (name, row) = only(members.iter().filter(|(name, value)| is_object(value) && is_name_of_rows(name)))?;
    let is_one = |(name, value): &(Cow<'_, str>, &RawValue)| {
        let plain = plain(name);
        (plain == "count" || plain.starts_with("total")) && value.get() == "1"
    };
    let is_clean = SiblingEvidence::from_names(others(members, name))?.is_clean;
    (is_clean && members.iter().any(is_one)).then(|| EnvelopeContent { rows: vec![row], ..EnvelopeContent::EMPTY })
}

/// Returns the rows of a connection of GraphQL, inside the objects of its query:
/// `{"jobs": {"edges": [{"node": {…}}]}}`.
fn connection<'t>(outer: &ObjectMembers<'t>, deepest: usize) -> Option<EnvelopeContent<'t>> {
    let deepest = deepest.checked_sub(1)?;
    let (_, inner) = only(outer.iter().filter(|(name, _)| name != "__typename"))?;
    let inner = members(inner)?;
    let is_connection = inner.iter().any(|(name, value)| is_array(value) && (name == "edges" || name == "nodes"));
    if is_connection { by_shape(&inner, deepest) } else { connection(&inner, deepest) }
}

/// Returns an envelope without rows for an answer that has no array of rows and a total of 0.
fn empty_answer<'t>(members: &ObjectMembers<'t>) -> Option<EnvelopeContent<'t>> {
    let is_zero = |(name, value): &(Cow<'_, str>, &RawValue)| plain(name).starts_with("total") && value.get() == "0";
    let beside = SiblingEvidence::from_names(members.iter().map(|(name, _)| &**name))?;
    (beside.is_strong && members.iter().any(is_zero)).then_some(EnvelopeContent::EMPTY)
}

/// Returns the names of the members other than `name`, without the `id` that JSON-RPC echoes.
fn others<'n>(members: &'n ObjectMembers<'_>, name: &'n str) -> impl Iterator<Item = &'n str> {
    let is_rpc = members.iter().any(|(name, _)| name == "jsonrpc");
    members.iter().map(|(other, _)| &**other).filter(move |other| *other != name && !(is_rpc && *other == "id"))
}

/// Returns the one item, or `None` if there are none or several.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

/// The most members of a value that are searched for rows.
const MOST_SEARCHED: usize = 1_000;
/// The deepest level of that search.
const DEEPEST_SEARCHED: usize = 4;

/// An array inside an object that may hold the rows.
pub(super) struct InnerArray {
    pub(super) path: Path,
    /// `true` if it is likely.
    pub(super) is_strong: bool,
}

/// Returns the array of objects that most likely holds the rows, or `None` if there is none.
pub(super) fn rows_inside(value: &RawValue, clues: &RowClues) -> Option<InnerArray> {
    let mut pending = VecDeque::from([(Vec::new(), value)]);
    let (mut found, mut seen) = (None, 0);
    while let Some((above, object)) = pending.pop_front() {
        for (name, value) in members(object)? {
            seen += 1;
            if seen > MOST_SEARCHED || name.is_empty() {
                continue;
            }
            let is_documented = OpenApi::ROWS.contains(&&*name);
            let is_known = is_documented || (!clues.names.is_empty() && is_name_of_rows(&name));
            let path = above.iter().cloned().chain([name.into_owned().into_boxed_str()]);
            let path: Vec<Box<str>> = path.collect();
            if is_object(value) && path.len() < DEEPEST_SEARCHED {
                pending.push_back((path, value));
                continue;
            }
            let rows = if is_array(value) { elements(value).unwrap_or_default() } else { Vec::new() };
            if !rows.iter().any(|row| is_object(row)) {
                continue;
            }
            let is_strong = (is_known && above.is_empty()) || clues.count_in_rows(&rows) > 0;
            if is_strong {
                return Some(InnerArray { path: Path::new(path), is_strong });
            }
            found = found.or_else(|| Some(InnerArray { path: Path::new(path), is_strong }));
        }
    }
    // Without names in the query, any row may hold such an array.
    found.filter(|_| !clues.names.is_empty())
}
