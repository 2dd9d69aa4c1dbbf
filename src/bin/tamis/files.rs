//! Files that users name: expanding patterns and `~`, reading and writing whole texts, and messages for files that
//! cannot be read.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use tamis::Parsed;
use tamis::rows::RowErrorKind;

use crate::encoding::{DetectedEncoding, Encoding, OtherFormat, decode, other_format};
use crate::failure::Failure;

/// Returns the files that `words` name. A word with `*`, `?` or `[` that is no file's name is expanded as a pattern,
/// since not every shell does that.
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
            files.push(
                path.into_os_string().into_string().map_err(|_| unreadable(&"a matching file name is not Unicode"))?,
            );
        }
        if files.len() == before {
            let message = format_args!("no file matches `{word}`").to_string();
            return Err(Failure::with_help(message, "patterns are relative to the current folder"));
        }
    }
    Ok(files)
}

/// Returns `true` if `word` is a pattern: it has a wildcard and is no file's name.
pub(crate) fn is_pattern(word: &str) -> bool {
    word.contains(['*', '?', '[']) && !Path::new(word).exists()
}

/// Returns the whole text of a file, or of standard input for `-`. It is UTF-8 unless a byte order mark says otherwise.
pub(crate) fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        file => std::fs::read(file).map(|content| bytes = content),
    };
    read.map_err(|error| unreadable(file, &error))?;
    let name = if file == "-" { "standard input" } else { file };
    // Binary formats are recognised by their first bytes.
    if let Some(OtherFormat { kind: RowErrorKind::Binary { reason }, help }) =
        other_format(file, bytes.get(..64).unwrap_or(&bytes))
        && !reason.contains("UTF-16")
    {
        return Err(Failure::with_help(format_args!("cannot read {name}: {reason}"), help));
    }
    String::from_utf8(decode(name, bytes)?)
        .map_err(|error| {
            let is_wide = error.as_bytes().contains(&0);
            not_utf8(name, if is_wide { "it looks like UTF-16 without a byte order mark" } else { "it is not UTF-8" })
        })
        .and_then(|text| match text.contains('\0') {
            true => Err(not_utf8(name, "it looks like UTF-16 without a byte order mark")),
            false => Ok(text),
        })
}

/// Returns standard input as a reader of lines. It is UTF-8 unless a byte order mark says otherwise; then all of it is
/// read first, to be decoded.
pub(crate) fn stdin_lines() -> Result<Box<dyn BufRead>, Failure> {
    let unreadable = |error: io::Error| Failure::usage(format_args!("cannot read standard input: {error}"));
    let mut stdin = io::stdin().lock();
    let DetectedEncoding { encoding, mark } = Encoding::detect(stdin.fill_buf().map_err(unreadable)?);
    if let Encoding::Utf8 = encoding {
        stdin.consume(mark);
        return Ok(Box::new(stdin));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Box::new(io::Cursor::new(decode("standard input", bytes)?)))
}

/// Writes `text` to a file, in the encoding that the file has now.
pub(crate) fn write(file: &str, text: &str) -> Result<(), Failure> {
    let mut begin = [0; Encoding::LONGEST_MARK];
    // A new file is UTF-8 without a mark.
    let length = File::open(file).and_then(|mut file| file.read(&mut begin)).unwrap_or(0);
    let DetectedEncoding { encoding, mark } = Encoding::detect(&begin[..length]);
    let mut bytes = begin[..mark].to_vec();
    encoding.encode(text, &mut bytes);
    std::fs::write(file, bytes).map_err(|error| Failure::usage(format_args!("cannot write {file}: {error}")))
}

fn not_utf8(name: &str, cause: &str) -> Failure {
    Failure::with_help(
        format_args!("cannot read {name}: {cause}"),
        "save it as UTF-8, or as UTF-16 with a byte order mark",
    )
}

/// Opens a file of rows.
pub(crate) fn open(file: &str) -> Result<File, Failure> {
    // Some systems open a folder without an error and fail only when it is read.
    let opened = File::open(file).and_then(|opened| match opened.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(opened),
    });
    opened.map_err(|error| unreadable(file, &error))
}

/// Returns the failure for a `file` that cannot be read, with help.
fn unreadable(file: &str, error: &io::Error) -> Failure {
    let (cause, help) = match error.kind() {
        io::ErrorKind::NotFound if file.contains(['=', '<', '>', ' ']) && Parsed::parse(file).is_ok() => {
            ("there is no such file".to_owned(), "this looks like a query; a file name is expected here".to_owned())
        }
        io::ErrorKind::NotFound => {
            let folder = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty());
            let help = match folder.filter(|folder| !folder.exists()) {
                Some(folder) => format!("there is no folder {} either", folder.display()),
                None => "names are relative to the current folder; `-` is standard input".to_owned(),
            };
            ("there is no such file".to_owned(), help)
        }
        io::ErrorKind::PermissionDenied => ("permission denied".to_owned(), "check the file's permissions".to_owned()),
        _ if Path::new(file).is_dir() => {
            let folder = file.trim_end_matches(['/', '\\']);
            ("it is a folder".to_owned(), format!("name the files in it, such as `{folder}/*.ndjson`"))
        }
        _ => return Failure::usage(format_args!("cannot read {file}: {error}")),
    };
    Failure::with_help(format_args!("cannot read {file}: {cause}"), help)
}

/// Returns `file` with the user's folder in place of a leading `~`, which no shell expands inside a session.
pub(crate) fn at_home(file: &str) -> Cow<'_, str> {
    let home = || std::env::home_dir()?.into_os_string().into_string().ok();
    match file.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/')) {
        Some(rest) => home().map_or(Cow::Borrowed(file), |home| Cow::Owned(format!("{home}{rest}"))),
        None => Cow::Borrowed(file),
    }
}
