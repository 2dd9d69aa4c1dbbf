//! The format of a text by its first bytes: its encoding, by a byte order mark, or a format other than JSON.

use tamis::rows::RowErrorKind;
use tamis::{Program, Query, Schema};

use crate::failure::{Failure, shell_word};

/// Returns the program of the empty query. It matches every row, and its `read_row` also reads values that a JSON
/// library refuses.
pub(crate) fn match_all() -> Result<Program, Failure> {
    Ok(Query::parse("", &Schema::open())?.compile()?)
}

/// A format that is not JSON.
pub(crate) struct OtherFormat {
    pub(crate) kind: RowErrorKind,
    pub(crate) help: String,
}

/// Returns the format of `bytes` if it is known and is not JSON. `file` is for the help.
pub(crate) fn other_format(file: &str, bytes: &[u8]) -> Option<OtherFormat> {
    let error = match_all().ok()?.matches_bytes(bytes).err()?;
    let help = error.help().split(" | tamis").next().unwrap_or_default();
    let is_code = help.matches('`').count() % 2 == 1;
    let help = help.replace("FILE", &shell_word(file)) + if is_code { "`" } else { "" };
    Some(OtherFormat { kind: error.kind().clone(), help })
}

/// The encodings that a byte order mark can name.
#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    Utf8,
    Utf16(ByteOrder),
    Utf32(ByteOrder),
}

/// The order of the bytes of a code unit.
#[derive(Clone, Copy)]
pub(crate) enum ByteOrder {
    Little,
    Big,
}

/// An encoding, and the length in bytes of the mark that names it; UTF-8 and 0 without a mark.
pub(crate) struct DetectedEncoding {
    pub(crate) encoding: Encoding,
    pub(crate) mark: usize,
}

impl Encoding {
    /// The length in bytes of the longest mark.
    pub(crate) const LONGEST_MARK: usize = 4;

    /// Detects the encoding of `text` by its byte order mark.
    pub(crate) fn detect(text: &[u8]) -> DetectedEncoding {
        let (encoding, mark) = match text {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Self::Utf32(ByteOrder::Little), 4),
            [0, 0, 0xFE, 0xFF, ..] => (Self::Utf32(ByteOrder::Big), 4),
            [0xFF, 0xFE, ..] => (Self::Utf16(ByteOrder::Little), 2),
            [0xFE, 0xFF, ..] => (Self::Utf16(ByteOrder::Big), 2),
            _ => (Self::Utf8, 0),
        };
        DetectedEncoding { encoding, mark }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16(_) => "UTF-16",
            Self::Utf32(_) => "UTF-32",
        }
    }

    /// Appends `text` to `bytes` in this encoding, without a mark.
    pub(crate) fn encode(self, text: &str, bytes: &mut Vec<u8>) {
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

/// Returns `text` in UTF-8 and without its byte order mark. Text without a mark is returned unchanged.
///
/// # Errors
///
/// If the text is not valid in the encoding of its mark. `name` is the file's, for the message.
pub(crate) fn decode(name: &str, text: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let DetectedEncoding { encoding, mark } = Encoding::detect(&text);
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
            format_args!("cannot read {name}: its byte order mark says {encoding}, but it is not valid {encoding}"),
            "if text in another encoding was appended to it, convert each part by itself before joining them",
        )
    })
}
