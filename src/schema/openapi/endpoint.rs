//! The operations of a document: which there are, what they take, and which one a path means.

use serde::Deserialize;

use super::Operation;
use super::document::{Document, Part};
use super::error::OpenApiError;
use super::loose::Loose;
use super::note::ImportNoteKind;
use super::shape::Survey;
use crate::root;
use crate::suggest::nearest;

/// An operation of a document.
pub(super) struct Found<'d> {
    /// As the document has it.
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    pub(super) operation: &'d Loose,
    /// Whether it takes a filter or a sort.
    pub(super) filters: bool,
}

/// What is told of a path item without reading its answers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
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

/// The methods that may answer with rows; the first one that a path has is meant where only the path is given.
const METHODS: [(&str, &str); 5] =
    [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")];

/// Every operation that takes a filter or a sort, in the order of the document.
pub(super) fn operations(document: &Document) -> Vec<Operation> {
    let mut survey = Survey::new(document);
    let mut operations = Vec::new();
    for (path, part) in document.paths.parts() {
        // A path item that is none takes nothing.
        let head: Head = serde_json::from_str(part.text()).unwrap_or_default();
        let elsewhere = head.reference.as_text().and_then(|reference| survey.resolve(reference).ok());
        // What is merged into it is read with all of it.
        let whole = if part.text().contains("\"<<\"") { part.content() } else { None };
        let heads = [&head.get, &head.post, &head.put, &head.patch, &head.delete];
        for ((key, method), here) in METHODS.into_iter().zip(heads) {
            let here = here.as_ref().filter(|_| whole.is_none());
            let (filter, sort) = match (here, whole.or(elsewhere)) {
                (Some(operation), _) => taken(&mut survey, [Some(&head.parameters), Some(&operation.parameters)]),
                (None, Some(item)) => taken(&mut survey, parameters(item, key)),
                (None, None) => continue,
            };
            if filter || sort {
                operations.push(Operation { path: path.into(), method, filter, sort });
            }
        }
    }
    operations
}

/// Every operation that answers with a list of rows, in the order of the document, as far as the bounds of one import go.
pub(super) fn lists(document: &Document) -> Vec<Operation> {
    let mut survey = Survey::new(document);
    let mut operations = Vec::new();
    for (path, part) in document.paths.parts() {
        let Some(item) = part.content().and_then(|item| survey.followed(item)) else { continue };
        for (key, method) in METHODS {
            let Some(operation) = item.get(key) else { continue };
            survey.notes.clear();
            let has_rows = survey.rows(operation, false).is_ok();
            let is_list = !survey.notes.iter().any(|note| matches!(note.kind, ImportNoteKind::OneRow { .. }));
            if has_rows && is_list && !survey.is_exhausted() {
                let (filter, sort) = taken(&mut survey, parameters(item, key));
                operations.push(Operation { path: path.into(), method, filter, sort });
            }
        }
    }
    operations
}

/// The operation that `endpoint` means: the path itself or filled in, with or without the server's base path or the
/// API's `root`. A path
/// that is the same beats one to be filled in, and one with less to fill in the others.
pub(super) fn find<'d>(survey: &mut Survey<'d>, endpoint: &str, root: &str) -> Result<Found<'d>, OpenApiError> {
    let document = survey.document();
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
    let below = root::split(given, root).1;
    let below_root = paths.iter().filter_map(|(path, part)| {
        let (path, part) = (*path, *part);
        Some((filled(root::split(path.trim_matches('/'), root).1, below)?, path, part))
    });
    let found = fillings.min_by_key(|(filled, ..)| *filled).or_else(|| below_root.min_by_key(|(filled, ..)| *filled));
    let (_, path, part) = found.ok_or_else(unknown)?;
    operation(survey, path, part).ok_or_else(|| OpenApiError::NoOperation { path: path.into() })
}

fn operation<'d>(survey: &mut Survey<'d>, path: &'d str, part: &'d Part) -> Option<Found<'d>> {
    let item = survey.followed(part.content()?)?;
    let (key, method) = METHODS.into_iter().find(|(key, _)| item.get(key).is_some_and(Loose::is_object))?;
    let (filter, sort) = taken(survey, parameters(item, key));
    let mut others = METHODS.into_iter().filter(|(other, _)| *other != key);
    let other = others.find(|(other, _)| matches!(taken(survey, parameters(item, other)), (true, _) | (_, true)));
    if let (false, Some((_, other))) = (filter || sort, other) {
        survey.note(None, ImportNoteKind::OtherMethod { taken: method, other });
    }
    Some(Found { path, method, operation: item.get(key)?, filters: filter || sort })
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

/// The parameters of an operation: those of all its path, and its own; none where there is no such operation.
fn parameters<'d>(item: &'d Loose, key: &str) -> [Option<&'d Loose>; 2] {
    let operation = item.get(key);
    [operation.and_then(|_| item.get("parameters")), operation.and_then(|operation| operation.get("parameters"))]
}

/// Whether there is a filter and a sort among lists of parameters.
fn taken<'d>(survey: &mut Survey<'d>, lists: [Option<&Loose>; 2]) -> (bool, bool) {
    let mut taken = (false, false);
    for parameter in lists.into_iter().flatten().flat_map(Loose::elements) {
        let parameter = match parameter.text("$ref") {
            Some(reference) => survey.resolve(reference).unwrap_or(parameter),
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
