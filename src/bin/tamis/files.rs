//! Files named on the command line: patterns that no shell has expanded, whole texts, and why one cannot be read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// The files that `words` name. A word with `*`, `?` or `[` that names no file is a pattern: not every shell expands it.
pub(crate) fn expand(words: &[String]) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    for word in words {
        if !is_pattern(word) {
            files.push(word.clone());
            continue;
        }
        let before = files.len();
        let unreadable =
            |message: &dyn std::fmt::Display| Failure::usage(format_args!("cannot read `{word}`: {message}"));
        for path in glob::glob(word).map_err(|error| unreadable(&error))? {
            let path = path.map_err(|error| unreadable(&error))?;
            files.push(path.into_os_string().into_string().map_err(|_| unreadable(&"a name there is not Unicode"))?);
        }
        if files.len() == before {
            let message = format_args!("no file matches `{word}`").to_string();
            return Err(Failure::with_help(message, "patterns start at the current folder, as names do"));
        }
    }
    Ok(files)
}

/// Whether `word` stands for the files that it matches.
pub(crate) fn is_pattern(word: &str) -> bool {
    word.contains(['*', '?', '[']) && !Path::new(word).exists()
}

/// The whole text of a file, or of standard input for `-`.
pub(crate) fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        file => std::fs::read(file).map(|content| bytes = content),
    };
    read.map_err(|error| unreadable(file, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::with_help(format_args!("cannot read {file}: it is not UTF-8"), "save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// A file of rows.
pub(crate) fn open(file: &str) -> Result<File, Failure> {
    // Opening a folder is no error everywhere, reading it is.
    let opened = File::open(file).and_then(|opened| match opened.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(opened),
    });
    opened.map_err(|error| unreadable(file, &error))
}

/// That `file` cannot be read, and what to do about it.
fn unreadable(file: &str, error: &io::Error) -> Failure {
    let (cause, help) = match error.kind() {
        io::ErrorKind::NotFound => {
            let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty());
            let help = match folder.filter(|folder| !folder.exists()) {
                Some(folder) => format!("there is no folder {} either", folder.display()),
                None => "names start at the current folder; `-` stands for standard input".to_owned(),
            };
            ("there is no such file".to_owned(), help)
        }
        io::ErrorKind::PermissionDenied => {
            ("permission denied".to_owned(), "look at the file's permissions".to_owned())
        }
        _ if Path::new(file).is_dir() => {
            let folder = file.trim_end_matches(['/', '\\']);
            ("it is a folder".to_owned(), format!("name the files in it, such as `{folder}/*.ndjson`"))
        }
        _ => return Failure::usage(format_args!("cannot read {file}: {error}")),
    };
    Failure::with_help(format_args!("cannot read {file}: {cause}"), help)
}
