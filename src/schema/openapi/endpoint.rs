//! The operations of a document: listing them, and matching an endpoint's path with one of them.
//!
//! A listing needs only the parameters of each operation, so that the responses, which are most of a document, are not
//! parsed for it. An endpoint may be written in more ways than the document has it: filled in, or without the base
//! path.

use serde::Deserialize;

use super::document::{ApiDocument, LazyPart};
use super::error::OpenApiError;
use super::loose::Loose;
use super::note::ImportNoteKind;
use super::shape::Importer;
use crate::root;
use crate::suggest::nearest;

/// An operation of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    path: Box<str>,
    method: &'static str,
    parameters: QueryParameters,
}

/// The query parameters of an operation that matter to a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct QueryParameters {
    /// `true` if one is for a filter.
    filter: bool,
    /// `true` if one is for sorting.
    sort: bool,
}

impl QueryParameters {
    fn are_any(self) -> bool {
        self.filter || self.sort
    }
}

impl Operation {
    /// Returns the path, as in the document.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the method, such as `GET`.
    pub fn method(&self) -> &str {
        self.method
    }

    /// Returns `true` if the operation has a query parameter `filter`, in any case.
    pub fn takes_filter(&self) -> bool {
        self.parameters.filter
    }

    /// Returns `true` if the operation has a query parameter `sort` or `orderby`, in any case.
    pub fn takes_sort(&self) -> bool {
        self.parameters.sort
    }
}

/// The operation that an endpoint's path means.
pub(super) struct MatchedOperation<'d> {
    /// As in the document.
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    pub(super) operation: &'d Loose,
    /// `true` if the operation supports a filter or sorting.
    pub(super) is_queryable: bool,
}

/// The parameters of a path item and of its operations, without the responses.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PathItemHead {
    #[serde(rename = "$ref")]
    reference: Loose,
    parameters: Loose,
    get: Option<OperationHead>,
    post: Option<OperationHead>,
    put: Option<OperationHead>,
    patch: Option<OperationHead>,
    delete: Option<OperationHead>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct OperationHead {
    parameters: Loose,
}

/// A method of HTTP.
#[derive(Clone, Copy)]
struct HttpMethod {
    /// The key of a path item.
    key: &'static str,
    name: &'static str,
}

/// The methods that may return rows. The first one that a path has is taken.
const METHODS: [HttpMethod; 5] = [
    HttpMethod { key: "get", name: "GET" },
    HttpMethod { key: "post", name: "POST" },
    HttpMethod { key: "put", name: "PUT" },
    HttpMethod { key: "patch", name: "PATCH" },
    HttpMethod { key: "delete", name: "DELETE" },
];

/// Returns every operation that supports a filter or sorting, in the order of the document.
pub(super) fn operations(document: &ApiDocument) -> Vec<Operation> {
    let mut importer = Importer::new(document);
    let mut operations = Vec::new();
    for (path, part) in document.paths.parts() {
        // A malformed path item has no operations.
        let head: PathItemHead = serde_json::from_str(part.text()).unwrap_or_default();
        let elsewhere = head.reference.as_text().and_then(|reference| importer.resolve(reference).ok());
        // A merge key requires all of the item to be parsed.
        let whole = if part.text().contains("\"<<\"") { part.content() } else { None };
        let heads = [&head.get, &head.post, &head.put, &head.patch, &head.delete];
        for (method, here) in METHODS.into_iter().zip(heads) {
            let here = here.as_ref().filter(|_| whole.is_none());
            let lists = match (here, whole.or(elsewhere)) {
                (Some(operation), _) => [Some(&head.parameters), Some(&operation.parameters)],
                (None, Some(item)) => parameter_lists(item, method),
                (None, None) => continue,
            };
            let parameters = query_parameters(&mut importer, lists);
            if parameters.are_any() {
                operations.push(Operation { path: path.into(), method: method.name, parameters });
            }
        }
    }
    operations
}

/// Returns every operation that returns a list of rows, in the order of the document, within the limits of one import.
pub(super) fn lists(document: &ApiDocument) -> Vec<Operation> {
    let mut importer = Importer::new(document);
    let mut operations = Vec::new();
    for (path, part) in document.paths.parts() {
        let Some(item) = part.content().and_then(|item| importer.followed(item)) else { continue };
        for method in METHODS {
            let Some(operation) = item.get(method.key) else { continue };
            importer.notes.clear();
            let has_rows = importer.rows(operation, false).is_ok();
            let is_list = !importer.notes.iter().any(|note| matches!(note.kind, ImportNoteKind::OneRow { .. }));
            if has_rows && is_list && !importer.is_exhausted() {
                let parameters = query_parameters(&mut importer, parameter_lists(item, method));
                operations.push(Operation { path: path.into(), method: method.name, parameters });
            }
        }
    }
    operations
}

/// Finds the operation of `endpoint`: a path of the document, as it is or filled in, with or without the server's base
/// path or the API's `root`. An equal path is preferred, then the one with the fewest segments to fill in.
pub(super) fn find<'d>(
    importer: &mut Importer<'d>,
    endpoint: &str,
    root: &str,
) -> Result<MatchedOperation<'d>, OpenApiError> {
    let document = importer.document();
    let given = endpoint.trim_matches('/');
    let bases = document.bases().filter_map(|base| given.strip_prefix(base)?.strip_prefix('/'));
    let mut spellings: Vec<&str> = std::iter::once(given).chain(bases).collect();
    spellings.sort_unstable();
    spellings.dedup();
    let paths = document.paths.parts();
    let unknown = || OpenApiError::UnknownEndpoint {
        endpoint: endpoint.into(),
        nearest: nearest(given, paths.iter().map(|(path, _)| path.trim_matches('/')))
            .and_then(|near| paths.iter().find(|(path, _)| path.trim_matches('/') == near))
            .map(|(path, _)| (*path).into()),
    };
    let fillings = paths.iter().filter_map(|(path, part)| {
        let path = *path;
        let template = path.trim_matches('/');
        let filled = spellings.iter().filter_map(|spelling| filled(template, spelling)).min()?;
        Some((filled, path, *part))
    });
    let below = root::split(given, root).below;
    let below_root = paths.iter().filter_map(|(path, part)| {
        let (path, part) = (*path, *part);
        Some((filled(root::split(path.trim_matches('/'), root).below, below)?, path, part))
    });
    let found = fillings.min_by_key(|(filled, ..)| *filled).or_else(|| below_root.min_by_key(|(filled, ..)| *filled));
    let (_, path, part) = found.ok_or_else(unknown)?;
    operation(importer, path, part).ok_or_else(|| OpenApiError::NoOperation { path: path.into() })
}

/// Returns the operation of a path, or `None` if it has none.
fn operation<'d>(importer: &mut Importer<'d>, path: &'d str, part: &'d LazyPart) -> Option<MatchedOperation<'d>> {
    let item = importer.followed(part.content()?)?;
    let mut is_queryable = |method| query_parameters(importer, parameter_lists(item, method)).are_any();
    let taken = METHODS.into_iter().find(|method| item.get(method.key).is_some_and(Loose::is_object))?;
    let taken_is_queryable = is_queryable(taken);
    let other = METHODS.into_iter().find(|other| other.key != taken.key && is_queryable(*other));
    if let (false, Some(other)) = (taken_is_queryable, other) {
        importer.note(None, ImportNoteKind::OtherMethod { taken: taken.name, other: other.name });
    }
    let operation = item.get(taken.key)?;
    Some(MatchedOperation { path, method: taken.name, operation, is_queryable: taken_is_queryable })
}

/// Returns the number of segments of `template` to fill in to get `path`, or `None` if they do not match.
fn filled(template: &str, path: &str) -> Option<usize> {
    if template == path {
        return Some(0);
    }
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut filled = 0_usize;
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(filled.saturating_add(1)),
            (Some(wanted), Some(given)) if wanted == given => {}
            (Some(wanted), Some(given)) if fits(wanted, given) => filled = filled.saturating_add(1),
            _ => return None,
        }
    }
}

/// Returns `true` if a segment such as `{id}` or `jobs('{id}')` can be filled in to get `given`.
fn fits(segment: &str, given: &str) -> bool {
    let parts = segment.split_once('{').zip(segment.rsplit_once('}'));
    parts.is_some_and(|((before, _), (_, after))| {
        given.len() > before.len().saturating_add(after.len()) && given.starts_with(before) && given.ends_with(after)
    })
}

/// Returns the parameters of an operation: those of its path, and its own; both `None` if there is no such operation.
fn parameter_lists(item: &Loose, method: HttpMethod) -> [Option<&Loose>; 2] {
    let operation = item.get(method.key);
    [operation.and_then(|_| item.get("parameters")), operation.and_then(|operation| operation.get("parameters"))]
}

/// Returns the parameters in `lists` that matter to a query.
fn query_parameters(importer: &mut Importer<'_>, lists: [Option<&Loose>; 2]) -> QueryParameters {
    let mut found = QueryParameters::default();
    for parameter in lists.into_iter().flatten().flat_map(Loose::elements) {
        let parameter = match parameter.text("$ref") {
            Some(reference) => importer.resolve(reference).unwrap_or(parameter),
            None => parameter,
        };
        if parameter.text("in") == Some("query") {
            let name = parameter.text("name").unwrap_or_default().trim_start_matches('$').to_ascii_lowercase();
            found.filter |= name == "filter";
            found.sort |= name == "sort" || name == "orderby";
        }
    }
    found
}
