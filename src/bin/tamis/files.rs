//! Files named on the command line: patterns that no shell has expanded, whole texts, and why one cannot be read.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use tamis::Parsed;
use tamis::rows::RowErrorKind;

use crate::failure::{Failure, shell_word};
use crate::rows::any_row;

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

/// The whole text of a file, or of standard input for `-`, in UTF-8 or with a byte order mark that says otherwise.
pub(crate) fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = match file {
        "-" => io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        file => std::fs::read(file).map(|content| bytes = content),
    };
    read.map_err(|error| unreadable(file, &error))?;
    let name = if file == "-" { "standard input" } else { file };
    // The formats that are no text show in their first bytes.
    if let Some((RowErrorKind::Binary { reason }, help)) = other_format(file, bytes.get(..64).unwrap_or(&bytes))
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

/// Returns the format of `bytes` that begin neither as JSON nor as a query does, and the cure.
pub(crate) fn other_format(file: &str, bytes: &[u8]) -> Option<(RowErrorKind, String)> {
    let error = any_row().ok()?.matches_bytes(bytes).err()?;
    let help = error.help().split(" | tamis").next().unwrap_or_default();
    let is_code = help.matches('`').count() % 2 == 1;
    let help = help.replace("FILE", &shell_word(file)) + if is_code { "`" } else { "" };
    Some((error.kind().clone(), help))
}

/// Standard input line by line, in UTF-8 or with a byte order mark that says otherwise; then all of it is read at once.
pub(crate) fn stdin_lines() -> Result<Box<dyn BufRead>, Failure> {
    let unreadable = |error: io::Error| Failure::usage(format_args!("cannot read standard input: {error}"));
    let mut stdin = io::stdin().lock();
    let (encoding, mark) = Encoding::of(stdin.fill_buf().map_err(unreadable)?);
    if let Encoding::Utf8 = encoding {
        stdin.consume(mark);
        return Ok(Box::new(stdin));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(Box::new(io::Cursor::new(decode("standard input", bytes)?)))
}

/// Writes `text` to a file, in the encoding that it has.
pub(crate) fn write(file: &str, text: &str) -> Result<(), Failure> {
    let mut begin = [0; Encoding::LONGEST_MARK];
    // A file that is not there has none.
    let length = File::open(file).and_then(|mut file| file.read(&mut begin)).unwrap_or(0);
    let (encoding, mark) = Encoding::of(&begin[..length]);
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

/// The encodings that a byte order mark tells.
#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    Utf8,
    Utf16(ByteOrder),
    Utf32(ByteOrder),
}

#[derive(Clone, Copy)]
pub(crate) enum ByteOrder {
    Little,
    Big,
}

impl Encoding {
    /// The length in bytes of the longest mark.
    pub(crate) const LONGEST_MARK: usize = 4;

    /// The encoding of text that begins so, and the length of its mark; UTF-8 where there is none.
    pub(crate) fn of(text: &[u8]) -> (Self, usize) {
        match text {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Self::Utf32(ByteOrder::Little), 4),
            [0, 0, 0xFE, 0xFF, ..] => (Self::Utf32(ByteOrder::Big), 4),
            [0xFF, 0xFE, ..] => (Self::Utf16(ByteOrder::Little), 2),
            [0xFE, 0xFF, ..] => (Self::Utf16(ByteOrder::Big), 2),
            _ => (Self::Utf8, 0),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16(_) => "UTF-16",
            Self::Utf32(_) => "UTF-32",
        }
    }

    fn encode(self, text: &str, bytes: &mut Vec<u8>) {
        let mut unit = |little: &[u8], order| match order {
            ByteOrder::Little => bytes.extend_from_slice(little),
            ByteOrder::Big => bytes.extend(little.iter().rev()),
        };
        match self {
            Self::Utf8 => bytes.extend_from_slice(text.as_bytes()),
            Self::Utf16(order) => text.encode_utf16().for_each(|code| unit(&code.to_le_bytes(), order)),
            Self::Utf32(order) => text.chars().for_each(|code| unit(&u32::from(code).to_le_bytes(), order)),
        }
    }
}

/// `text` without its byte order mark, and in UTF-8 if that says that it is in UTF-16 or UTF-32. Without a mark it is
/// left as it is. `name` is that of the file, for messages.
pub(crate) fn decode(name: &str, text: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let (encoding, mark) = Encoding::of(&text);
    let units = &text[mark..];
    let decoded: Option<String> = match encoding {
        Encoding::Utf8 if mark == 0 => return Ok(text),
        Encoding::Utf8 => return Ok(units.to_vec()),
        Encoding::Utf16(order) => {
            let (pairs, rest) = units.as_chunks();
            let codes = pairs.iter().map(|pair| match order {
                ByteOrder::Little => u16::from_le_bytes(*pair),
                ByteOrder::Big => u16::from_be_bytes(*pair),
            });
            char::decode_utf16(codes).collect::<Result<String, _>>().ok().filter(|_| rest.is_empty())
        }
        Encoding::Utf32(order) => {
            let (words, rest) = units.as_chunks();
            let codes = words.iter().map(|word| match order {
                ByteOrder::Little => u32::from_le_bytes(*word),
                ByteOrder::Big => u32::from_be_bytes(*word),
            });
            codes.map(char::from_u32).collect::<Option<String>>().filter(|_| rest.is_empty())
        }
    };
    decoded.map(String::into_bytes).ok_or_else(|| {
        let encoding = encoding.name();
        Failure::with_help(
            format_args!("cannot read {name}: its byte order mark is of {encoding}, and it is not valid {encoding}"),
            "if text in another encoding was appended to it, convert each part by itself before joining them",
        )
    })
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
        io::ErrorKind::NotFound if file.contains(['=', '<', '>', ' ']) && Parsed::parse(file).is_ok() => {
            ("there is no such file".to_owned(), "this is a query, where the name of a file is wanted".to_owned())
        }
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
