//! The operations of a document: which there are, what they take, and which one a path means.

use serde::Deserialize;

use super::Operation;
use super::document::{Document, Part};
use super::error::OpenApiError;
use super::loose::Loose;
use super::shape::Survey;
use crate::suggest::nearest;

/// An operation of a document.
pub(super) struct Found<'d> {
    /// As the document has it.
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    pub(super) operation: &'d Loose,
    /// Whether it takes a filter or a sort.
    pub(super) lists: bool,
}

/// What is told of a path item without reading its answers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
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

/// The methods that may answer with rows; the first one that a path has is meant where only the path is given.
const METHODS: [(&str, &str); 5] =
    [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")];

/// Every operation that takes a filter or a sort, in the order of the document.
pub(super) fn operations(document: &Document) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, part) in document.paths.parts() {
        // A path item that is none takes nothing.
        let head: Head = serde_json::from_str(part.text()).unwrap_or_default();
        let heads = [head.get, head.post, head.put, head.patch, head.delete];
        for ((_, method), found) in METHODS.into_iter().zip(heads) {
            let Some(found) = found else { continue };
            let (filter, sort) = taken(document, &[&head.parameters, &found.parameters]);
            if filter || sort {
                operations.push(Operation { path: path.into(), method, filter, sort });
            }
        }
    }
    operations
}

/// The operation that `endpoint` means: the path itself or filled in, with or without the server's base path. A path
/// that is the same beats one to be filled in, and one with less to fill in the others.
pub(super) fn find<'d>(survey: &Survey<'d>, endpoint: &str) -> Result<Found<'d>, OpenApiError> {
    let document = survey.document();
    let given = endpoint.trim_matches('/');
    let bases = document.bases().filter_map(|base| given.strip_prefix(base)?.strip_prefix('/'));
    let spellings: Vec<&str> = std::iter::once(given).chain(bases).collect();
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
    let (_, path, part) = fillings.min_by_key(|(filled, ..)| *filled).ok_or_else(unknown)?;
    operation(survey, path, part).ok_or_else(unknown)
}

fn operation<'d>(survey: &Survey<'d>, path: &'d str, part: &'d Part) -> Option<Found<'d>> {
    let item = survey.followed(part.content()?)?;
    let (key, method) = METHODS.into_iter().find(|(key, _)| item.get(key).is_some_and(Loose::is_object))?;
    let operation = item.get(key)?;
    let parameters = [item.get("parameters"), operation.get("parameters")];
    let parameters: Vec<&Loose> = parameters.into_iter().flatten().collect();
    let (filter, sort) = taken(survey.document(), &parameters);
    Some(Found { path, method, operation, lists: filter || sort })
}

/// How many parts of `template` have to be filled in to make it `path`; nothing where that cannot be.
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

/// Whether a segment such as `{id}` or `jobs('{id}')` can be filled in to be `given`.
fn fits(segment: &str, given: &str) -> bool {
    let parts = segment.split_once('{').zip(segment.rsplit_once('}'));
    parts.is_some_and(|((before, _), (_, behind))| {
        given.len() > before.len().saturating_add(behind.len()) && given.starts_with(before) && given.ends_with(behind)
    })
}

/// Whether there is a filter and a sort among lists of parameters.
fn taken(document: &Document, lists: &[&Loose]) -> (bool, bool) {
    let mut taken = (false, false);
    for parameter in lists.iter().flat_map(|list| list.elements()) {
        let parameter = match parameter.text("$ref") {
            Some(reference) => document.resolve(reference).unwrap_or(parameter),
            None => parameter,
        };
        if parameter.text("in") == Some("query") {
            let name = parameter.text("name").unwrap_or_default().trim_start_matches('$').to_ascii_lowercase();
            taken.0 |= name == "filter";
            taken.1 |= name == "sort" || name == "orderby";
        }
    }
    taken
}
