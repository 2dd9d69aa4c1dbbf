//! Paths of properties in the values of options.

use tamis::Path;
use tamis::editor::{TokenKind, tokens};

use crate::failure::Failure;

/// Parses `text`, the value of `option`, as paths separated by commas.
pub(crate) fn paths(option: &str, text: &str) -> Result<Vec<Path>, Failure> {
    let mut paths = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut wants_name = true;
    for token in tokens(text) {
        let written = &text[token.span.start()..token.span.end()];
        match (token.kind, wants_name) {
            (TokenKind::Word, true) => names.push(written.to_owned()),
            (TokenKind::Name, true) => names.push(written[1..written.len() - 1].replace("``", "`")),
            (TokenKind::Dot, false) => {}
            (TokenKind::Comma, false) => paths.push(Path::new(names.drain(..).map(String::into_boxed_str))),
            _ => return Err(not_paths(option, text)),
        }
        wants_name = !wants_name;
    }
    if wants_name {
        return Err(not_paths(option, text));
    }
    paths.push(Path::new(names.into_iter().map(String::into_boxed_str)));
    Ok(paths)
}

/// Parses `text`, the value of `option`, as one path.
pub(crate) fn path(option: &str, text: &str) -> Result<Path, Failure> {
    match paths(option, text)?.as_slice() {
        [path] => Ok(path.clone()),
        _ => Err(Failure::with_help(format_args!("`{option}` takes one path"), "name only one")),
    }
}

fn not_paths(option: &str, text: &str) -> Failure {
    Failure::with_help(
        format_args!("`{option}` does not accept `{text}`"),
        "write property names, such as `name` or `initiator.name`; put other names in backticks",
    )
}
