//! Other formats that are passed off as JSON rows, recognized by their first bytes.

/// A format other than JSON.
#[derive(Clone, Copy)]
pub(super) struct Format {
    /// A phrase that names it.
    pub(super) reason: &'static str,
    /// The way to get JSON.
    pub(super) cure: &'static str,
}

/// Makes a format; short, for the tables below.
const fn format(reason: &'static str, cure: &'static str) -> Format {
    Format { reason, cure }
}

/// Compressed files and other data, by their magic numbers.
const MAGIC: &[(&[u8], Format)] = &[
    (&[0x1F, 0x8B], format("this is compressed with gzip", "unpack it first: `gunzip -c FILE | tamis …`")),
    (&[0x28, 0xB5, 0x2F, 0xFD], format("this is compressed with zstd", "unpack it first: `zstd -dc FILE | tamis …`")),
    (b"PK\x03\x04", format("this is a zip archive", "unpack it first: `unzip -p FILE | tamis …`")),
    (b"PK\x05\x06", format("this is an empty zip archive", "it contains nothing to read")),
    (b"BZh", format("this is compressed with bzip2", "unpack it first: `bunzip2 -c FILE | tamis …`")),
    (
        &[0xFD, b'7', b'z', b'X', b'Z', 0],
        format("this is compressed with xz", "unpack it first: `xz -dc FILE | tamis …`"),
    ),
    (&[0x04, 0x22, 0x4D, 0x18], format("this is compressed with lz4", "unpack it first: `lz4 -dc FILE | tamis …`")),
    (
        &[b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C],
        format("this is a 7z archive", "unpack it first: `7z x -so FILE | tamis …`"),
    ),
    (b"%PDF-", format("this is a PDF", "rows are JSON: export them in that form")),
    (b"PAR1", format("this is Parquet", "convert it first, such as with DuckDB: `copy (from 'FILE') to 'rows.json'`")),
    (
        b"SQLite format 3\0",
        format("this is an SQLite database", "convert it first: `sqlite3 -json FILE 'select …' | tamis …`"),
    ),
    (
        &[0xD0, 0xCF, 0x11, 0xE0],
        format("this is an old Microsoft Office file", "save the rows as JSON or export them anew"),
    ),
];

/// Text, by the start of its first line, in any case.
const BEGINNINGS: &[(&str, Format)] = &[
    ("{\\rtf", format("this is RTF", "save it as plain text")),
    (
        "\x1B[",
        format(
            "this has the colour codes of a terminal",
            "write it without them, such as with `--color=never` or `jq -M`",
        ),
    ),
    (
        ")]}'",
        format(
            "this begins with `)]}'`, which guards it against scripts",
            "remove that line: `tail -n +2 FILE | tamis …`",
        ),
    ),
    (
        "\x1E",
        format("this is a JSON text sequence, with record separators", "remove them: `tr -d '\\036' < FILE | tamis …`"),
    ),
    ("@{", POWERSHELL),
    ("#< clixml", POWERSHELL),
    ("<objs ", POWERSHELL),
    ("<!doctype html", HTML),
    ("<html", HTML),
    ("<head", HTML),
    ("<body", HTML),
    ("<", format("this is XML", "ask for JSON, such as with the header `Accept: application/json`")),
    ("data:", EVENTS),
    ("event:", EVENTS),
    ("http/", format("these are the headers of an HTTP answer", "ask without them, such as with `curl` without `-i`")),
    (
        "curl: (",
        format("this is an error message of curl", "read it; `curl --fail-with-body -sS` keeps it apart from the rows"),
    ),
    ("---", YAML),
    ("- ", YAML),
    ("#type ", CSV),
];

const HTML: Format =
    format("this is HTML, such as a log-in page", "check the answer's status, and whether the token is valid");
const POWERSHELL: Format =
    format("this is how PowerShell shows objects", "write the rows with `ConvertTo-Json -Depth 10`");
const EVENTS: Format = format(
    "these are server-sent events",
    "remove what comes before the JSON: `sed -n 's/^data: *//p' FILE | tamis …`",
);
const YAML: Format = format("this looks like YAML", "convert it first: `yq -o=json . FILE | tamis …`");
const HEADERS: Format =
    format("these look like the headers of an HTTP answer", "remove them; `curl` without `-i` writes none");
const CSV: Format = format(
    "this looks like CSV",
    "convert it first, such as with `Import-Csv FILE | ConvertTo-Json` or `mlr --icsv --ojsonl cat FILE`",
);

/// Returns the format of `data`, which is no text.
pub(super) fn binary(data: &[u8]) -> Option<Format> {
    MAGIC.iter().find(|(magic, _)| data.starts_with(magic)).map(|(_, format)| *format)
}

/// Returns the format of `text`, which starts where a value should.
pub(super) fn text(text: &[u8]) -> Option<Format> {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let begins = |beginning: &str| {
        line.get(..beginning.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(beginning.as_bytes()))
    };
    if let Some((_, format)) = BEGINNINGS.iter().find(|(beginning, _)| begins(beginning)) {
        return Some(*format);
    }
    named(line).or_else(|| is_csv(line).then_some(CSV))
}

/// Returns the format of a line that starts with a name and a colon: a header, YAML, or PowerShell's list of members.
fn named(line: &[u8]) -> Option<Format> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let length = line.iter().take_while(|byte| is_name(byte)).count();
    let (name, rest) = line.split_at_checked(length)?;
    let is_any = |names: &[&[u8]]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
    if !name.first()?.is_ascii_alphabetic() || is_any(LEVELS) {
        return None;
    }
    match rest {
        [b':'] | [b':', b' ' | b'\r', ..] if name.contains(&b'-') || is_any(HEADER_NAMES) => Some(HEADERS),
        // A message of a program, such as `bash: jq: not found`: YAML allows no second colon in such a value.
        [b':', b' ', value @ ..] if !value.starts_with(b"\"") && value.windows(2).any(|two| two == b": ") => None,
        [b':'] | [b':', b' ' | b'\r', ..] => Some(YAML),
        [b' ', ..] if rest.trim_ascii_start().starts_with(b": ") => Some(POWERSHELL),
        _ => None,
    }
}

/// Words that lines of a log or a message start with.
const LEVELS: &[&[u8]] = &[
    b"trace",
    b"debug",
    b"verbose",
    b"info",
    b"information",
    b"notice",
    b"warn",
    b"warning",
    b"error",
    b"fatal",
    b"critical",
    b"panic",
    b"exception",
    b"traceback",
    b"note",
    b"hint",
];

const HEADER_NAMES: &[&[u8]] = &[b"date", b"server", b"connection", b"via", b"allow", b"etag", b"location", b"vary"];

/// Returns `true` if a line looks like CSV, usually its header: words between separators.
fn is_csv(line: &[u8]) -> bool {
    let is_cell = |cell: &[u8]| {
        let is_of_cells =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b' ' | b'"' | b'\r');
        !cell.is_empty() && cell.len() <= 64 && cell.iter().all(is_of_cells)
    };
    b",;\t|".iter().any(|separator| {
        let mut cells = line.split(|byte| byte == separator);
        line.contains(separator) && cells.all(is_cell)
    })
}
