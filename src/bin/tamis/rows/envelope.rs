//! Envelopes: objects in which APIs and tools wrap rows, known by their shape.
//!
//! A row may have an array as well, and must never be torn apart. So an object is an envelope only if it has one array
//! of rows under a name that APIs use for them, and nothing else but what answers say of themselves: totals, cursors,
//! links. Under another name, a total or a cursor that only answers have is needed beside it. And whatever the shape,
//! an object that has more of the names in the query than the rows in it is a row.

use std::borrow::Cow;

use serde_json::value::RawValue;
use tamis::Path;
use tamis::openapi::OpenApi;

use super::values::{elements, members, rows_at};

/// The names and places by which rows are distinguished from the answers around them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sought {
    /// The first names of paths, as rows have them.
    pub(crate) names: Vec<String>,
    /// The member of a row in which it keeps its fields, where it is not the row itself.
    pub(crate) container: Option<String>,
    /// The array of rows in an answer, as known from a document or the API's facts.
    pub(crate) rows: Option<Path>,
}

/// The members of an object, each with its own text.
type Members<'t> = [(Cow<'t, str>, &'t RawValue)];

/// The content of an envelope.
pub(super) struct Envelope<'t> {
    pub(super) rows: Vec<&'t RawValue>,
    /// The errors that are beside them.
    pub(super) errors: Option<&'t RawValue>,
    /// A member beside the rows is one of answers.
    has_evidence: bool,
}

impl Envelope<'_> {
    /// One that is an answer and has no rows.
    const NONE: Self = Self { rows: Vec::new(), errors: None, has_evidence: true };
}

impl Sought {
    /// Returns the number of names that an object has.
    pub(super) fn count_in(&self, members: &Members<'_>) -> usize {
        let inner = self.inside(members);
        let has = |name: &String| members.iter().chain(inner.iter().flatten()).any(|(known, _)| known == name);
        self.names.iter().filter(|name| has(name)).count()
    }

    /// Returns the number of names that the first of `rows` have together, as each may leave out its nulls.
    pub(super) fn count_in_rows(&self, rows: &[&RawValue]) -> usize {
        let first: Vec<_> = rows.iter().take(16).filter_map(|row| members(row)).collect();
        let inner: Vec<_> = first.iter().filter_map(|row| self.inside(row)).collect();
        let has = |name: &String| first.iter().chain(&inner).flatten().any(|(known, _)| known == name);
        self.names.iter().filter(|name| has(name)).count()
    }

    fn inside<'t>(&self, row: &Members<'t>) -> Option<Vec<(Cow<'t, str>, &'t RawValue)>> {
        let container = self.container.as_deref()?;
        members(row.iter().find(|(name, _)| name == container)?.1)
    }
}

/// The rows of a value that is an envelope; `sought` decides against it where the value itself has more of its names.
pub(super) fn envelope<'t>(value: &'t RawValue, sought: &Sought) -> Option<Envelope<'t>> {
    let members = members(value)?;
    let stated = sought.rows.as_ref().and_then(|path| rows_below(&members, path));
    let stated = stated.map(|rows| Envelope { rows, ..Envelope::NONE });
    let found = stated.or_else(|| search_hits(&members, sought)).or_else(|| shape(&members, DEEPEST))?;
    // Of a list of numbers, say, no row could have a name.
    let is_named = |name: &str| sought.names.iter().any(|sought| sought == name);
    let is_list_sought = found.rows.iter().all(|row| !is_object(row))
        && !found.rows.is_empty()
        && members.iter().any(|(name, value)| is_array(value) && is_named(name));
    let has_more = sought.count_in(&members) > sought.count_in_rows(&found.rows);
    let errors = members.iter().find(|(name, _)| name == "errors").map(|(_, errors)| *errors);
    (!has_more && !is_list_sought).then_some(Envelope { errors, ..found })
}

/// The array at `path` below the members of an object.
fn rows_below<'t>(members: &Members<'t>, path: &Path) -> Option<Vec<&'t RawValue>> {
    let mut names = path.names();
    let first = names.next()?;
    let (_, value) = members.iter().rev().find(|(name, _)| name == first)?;
    rows_at(value, &Path::new(names))
}

/// The most members that an envelope has.
const MOST_MEMBERS: usize = 64;
/// The number of objects in each other that are searched for rows.
const DEEPEST: usize = 4;

fn shape<'t>(members: &Members<'t>, deepest: usize) -> Option<Envelope<'t>> {
    if members.len() > MOST_MEMBERS {
        return None;
    }
    list(members).or_else(|| wrapped(members, deepest)).or_else(|| single(members)).or_else(|| nothing(members))
}

/// An array of rows, and beside it only what answers have.
fn list<'t>(members: &Members<'t>) -> Option<Envelope<'t>> {
    let known = members.iter().filter(|(name, value)| is_array(value) && is_name_of_rows(name));
    let unknown = members.iter().filter(|(name, value)| is_array(value) && beside(name) == Beside::Nothing);
    let (name, rows) = only(known).or_else(|| only(unknown))?;
    let is_known = is_name_of_rows(name);
    let beside = Evidence::of(others(members, name))?;
    let rows = elements(rows)?;
    let is_usual = OpenApi::ROWS.contains(&&**name);
    let are_objects = rows.iter().all(|row| is_object(row));
    let is_enough = (is_known && beside.is_clean) || beside.is_strong;
    if !is_enough || !(are_objects || is_usual) {
        return None;
    }
    let nodes: Option<Vec<_>> = rows.iter().map(|edge| member(edge, "node").filter(|node| is_object(node))).collect();
    let rows = match nodes.filter(|_| name == "edges") {
        Some(nodes) => nodes,
        None if name == "edges" => return None,
        None => rows,
    };
    Some(Envelope { rows, errors: None, has_evidence: beside.is_any })
}

/// `{"took": 5, "hits": {"total": …, "hits": [{"_id": …, "_source": {…}}]}}` of Elasticsearch.
fn search_hits<'t>(members: &Members<'t>, sought: &Sought) -> Option<Envelope<'t>> {
    let has = |wanted: &str| members.iter().any(|(name, _)| name == wanted);
    if !(has("took") || has("_shards") || has("timed_out")) {
        return None;
    }
    let (_, hits) = members.iter().find(|(name, _)| name == "hits")?;
    let hits = elements(member(hits, "hits")?)?;
    let sources: Option<Vec<_>> = hits.iter().map(|hit| member(hit, "_source")).collect();
    // Unless the index or the score is asked for.
    let sources = sources.filter(|sources| sought.count_in_rows(sources) >= sought.count_in_rows(&hits));
    Some(Envelope { rows: sources.unwrap_or(hits), ..Envelope::NONE })
}

/// An envelope in an object.
fn wrapped<'t>(members: &Members<'t>, deepest: usize) -> Option<Envelope<'t>> {
    let deepest = deepest.checked_sub(1)?;
    let (name, inner) = only(members.iter().filter(|(name, value)| is_object(value) && WRAPPERS.contains(&&**name)))?;
    let outer = Evidence::of(others(members, name))?;
    let inside = super::values::members(inner)?;
    let found = match &**name {
        // One list, under the name of what it holds.
        "_embedded" => {
            let lists = inside.iter().filter(|(_, value)| is_array(value));
            let rows = elements(only(lists)?.1).filter(|_| inside.len() == 1)?;
            Envelope { has_evidence: outer.is_any, rows, errors: None }
        }
        _ => shape(&inside, deepest).or_else(|| connection(&inside, deepest).filter(|_| name == "data"))?,
    };
    (outer.is_clean || outer.is_strong || found.has_evidence).then_some(found)
}

/// `{"value": {…}, "Count": 1}`: a list of one, which PowerShell has unwrapped.
fn single<'t>(members: &Members<'t>) -> Option<Envelope<'t>> {
    let (name, row) = only(members.iter().filter(|(name, value)| is_object(value) && is_name_of_rows(name)))?;
    let is_one = |(name, value): &(Cow<'_, str>, &RawValue)| {
        let plain = plain(name);
        (plain == "count" || plain.starts_with("total")) && value.get() == "1"
    };
    let is_clean = Evidence::of(others(members, name))?.is_clean;
    (is_clean && members.iter().any(is_one)).then(|| Envelope { rows: vec![row], ..Envelope::NONE })
}

/// A connection of GraphQL, in the objects of a query: `{"jobs": {"edges": [{"node": {…}}]}}`.
fn connection<'t>(members: &Members<'t>, deepest: usize) -> Option<Envelope<'t>> {
    let deepest = deepest.checked_sub(1)?;
    let (_, inner) = only(members.iter().filter(|(name, _)| name != "__typename"))?;
    let inside = super::values::members(inner)?;
    let is_connection = inside.iter().any(|(name, value)| is_array(value) && (name == "edges" || name == "nodes"));
    if is_connection { shape(&inside, deepest) } else { connection(&inside, deepest) }
}

/// An answer that leaves the rows out, with a total of 0.
fn nothing<'t>(members: &Members<'t>) -> Option<Envelope<'t>> {
    let says_none = |(name, value): &(Cow<'_, str>, &RawValue)| plain(name).starts_with("total") && value.get() == "0";
    let beside = Evidence::of(members.iter().map(|(name, _)| &**name))?;
    (beside.is_strong && members.iter().any(says_none)).then_some(Envelope::NONE)
}

/// The members beside the rows.
struct Evidence {
    is_any: bool,
    /// Only answers have it.
    is_strong: bool,
    /// No member is one that rows have as well.
    is_clean: bool,
}

impl Evidence {
    /// None where one of `names` is of no answer.
    fn of<'n>(names: impl Iterator<Item = &'n str>) -> Option<Self> {
        let mut found = Self { is_any: false, is_strong: false, is_clean: true };
        for name in names {
            match beside(name) {
                Beside::Strong => (found.is_any, found.is_strong) = (true, true),
                Beside::Usual => found.is_any = true,
                Beside::Neutral => found.is_clean = false,
                Beside::Nothing => return None,
            }
        }
        found.is_clean |= found.is_strong;
        Some(found)
    }
}

/// The evidence that a member is for the object that it is in.
#[derive(PartialEq)]
enum Beside {
    /// Only answers have it.
    Strong,
    /// Answers usually have it.
    Usual,
    /// Answers and rows have it.
    Neutral,
    /// No answer has it beside its rows.
    Nothing,
}

fn beside(name: &str) -> Beside {
    if name.contains("odata.") {
        return Beside::Strong;
    }
    let plain = plain(name);
    match &*plain {
        plain if is_among(plain, STRONG) => Beside::Strong,
        plain if is_among(plain, USUAL) || name.starts_with('$') => Beside::Usual,
        plain if is_among(plain, NEUTRAL) => Beside::Neutral,
        _ => Beside::Nothing,
    }
}

/// A name in lower case, of letters and digits alone.
fn plain(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_among(name: &str, names: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

/// Returns `true` for a name that APIs use for their rows.
pub(super) fn is_name_of_rows(name: &str) -> bool {
    is_among(&plain(name), ROWS)
}

const ROWS: &str = "\
    results data items value values records entities rows elements content list resources entries objects members docs \
    result edges nodes jobs tasks runs protectionruns sessions backups events alerts alarms logs log lines";

/// Objects in which an envelope may be.
const WRAPPERS: &[&str] = &["data", "d", "response", "result", "_embedded"];

const STRONG: &str = "\
    apiversion continuationtoken hasmore hasnext hasnextpage istruncated itemsperpage nextcursor nextlink nextmarker \
    nextpage nextpagelink nextpagetoken nextpageuri nextpageurl nexttoken numfound pageable pageinfo pagelen \
    pagination paging paginginfo previouspage responsemetadata resultcount startindex totalcount totalelements \
    totalhits totalitems totalpages totalrecords totalrecordswithoutpaging totalresults totalrows totalruns";

const USUAL: &str = "\
    count cursor errors extensions hierarchytype included jsonapi jsonrpc limit link links marker maxscore meta \
    metadata next numfoundexact offset page pagecount pageindex pagenumber pagesize perpage prev previous \
    responseheader resulttype schemas self setid skip total typename warnings";

const NEUTRAL: &str = "\
    code empty errorcode errormessage etag first href kind last message messages msg number numberofelements object ok \
    processinginstructioninfo requestid selflink size sort start status success timestamp took top type url version";

/// The names of the members other than `name`; without the `id` that JSON-RPC gives back.
fn others<'n>(members: &'n Members<'_>, name: &'n str) -> impl Iterator<Item = &'n str> {
    let is_rpc = members.iter().any(|(name, _)| name == "jsonrpc");
    members.iter().map(|(other, _)| &**other).filter(move |other| *other != name && !(is_rpc && *other == "id"))
}

fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

pub(super) fn member<'t>(value: &'t RawValue, wanted: &str) -> Option<&'t RawValue> {
    members(value)?.into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

pub(super) fn is_array(value: &RawValue) -> bool {
    value.get().starts_with('[')
}

pub(super) fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}
