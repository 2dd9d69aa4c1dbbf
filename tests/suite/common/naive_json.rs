//! A naive JSON parser, written from the grammar of RFC 8259 alone, one character at a time, with a variant for the
//! values that serde_json cannot hold: to compare the library's row parser with.

use serde_json::Value as Json;

#[derive(Debug)]
pub(crate) enum Naive {
    /// A number outside the range of doubles, or a text with half of a surrogate pair.
    Unheld,
    Leaf(Json),
    Array(Vec<Naive>),
    Object(Vec<(Option<String>, Naive)>),
}

/// Parses `text` as one value of at most 127 levels.
pub(crate) fn read(text: &[u8]) -> Option<Naive> {
    let characters: Vec<char> = std::str::from_utf8(text).ok()?.chars().collect();
    let mut reader = Reader { rest: &characters };
    let value = reader.value(0)?;
    reader.blanks();
    reader.rest.is_empty().then_some(value)
}

impl Naive {
    fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key.as_deref() == Some(name)).map(|(_, value)| value)
    }

    /// Returns the value at a path: in the object at `members` if that has the first name, else in the row.
    pub(crate) fn at(&self, path: Vec<&str>, members: Option<&str>) -> Option<&Self> {
        let inner = members.and_then(|members| self.member(members)).filter(|inner| inner.member(path[0]).is_some());
        path.iter().try_fold(inner.unwrap_or(self), |value, name| value.member(name))
    }

    pub(crate) fn json(&self) -> Json {
        match self {
            Self::Unheld => Json::Null,
            Self::Leaf(json) => json.clone(),
            Self::Array(elements) => elements.iter().map(Self::json).collect(),
            Self::Object(members) => {
                members.iter().filter_map(|(key, value)| Some((key.clone()?, value.json()))).collect()
            }
        }
    }
}

struct Reader<'t> {
    rest: &'t [char],
}

impl Reader<'_> {
    fn take(&mut self, wanted: char) -> Option<()> {
        let [first, rest @ ..] = self.rest else { return None };
        (*first == wanted).then(|| self.rest = rest)
    }

    fn blanks(&mut self) {
        while let [' ' | '\t' | '\r' | '\n', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn value(&mut self, levels: usize) -> Option<Naive> {
        self.blanks();
        match self.rest.first()? {
            '{' | '[' if levels == 127 => None,
            '[' => {
                let mut elements = Vec::new();
                self.items('[', ']', |reader| {
                    elements.push(reader.value(levels + 1)?);
                    Some(())
                })?;
                Some(Naive::Array(elements))
            }
            '{' => {
                let mut members = Vec::new();
                self.items('{', '}', |reader| {
                    reader.blanks();
                    let key = match reader.text()? {
                        Naive::Leaf(Json::String(key)) => Some(key),
                        _ => None,
                    };
                    reader.blanks();
                    reader.take(':')?;
                    members.push((key, reader.value(levels + 1)?));
                    Some(())
                })?;
                Some(Naive::Object(members))
            }
            '"' => self.text(),
            '-' | '0'..='9' => self.number(),
            _ => [("true", Json::Bool(true)), ("false", Json::Bool(false)), ("null", Json::Null)].into_iter().find_map(
                |(word, json)| {
                    let rest = self.rest.strip_prefix(&*word.chars().collect::<Vec<_>>())?;
                    self.rest = rest;
                    Some(Naive::Leaf(json))
                },
            ),
        }
    }

    fn items(&mut self, open: char, close: char, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        self.blanks();
        if self.take(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.blanks();
            if self.take(close).is_some() {
                return Some(());
            }
            self.take(',')?;
        }
    }

    fn text(&mut self) -> Option<Naive> {
        self.take('"')?;
        let mut units = Vec::new();
        loop {
            let [first, rest @ ..] = self.rest else { return None };
            self.rest = rest;
            match (first, rest) {
                ('"', _) => break,
                ('\\', ['u', a, b, c, d, rest @ ..]) => {
                    let digits: String = [a, b, c, d].into_iter().collect();
                    if !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
                        return None;
                    }
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                    self.rest = rest;
                }
                ('\\', [escape, rest @ ..]) => {
                    let (_, meant) = [
                        ('"', '"'),
                        ('\\', '\\'),
                        ('/', '/'),
                        ('b', '\u{8}'),
                        ('f', '\u{C}'),
                        ('n', '\n'),
                        ('r', '\r'),
                        ('t', '\t'),
                    ]
                    .into_iter()
                    .find(|(written, _)| written == escape)?;
                    units.push(meant as u16);
                    self.rest = rest;
                }
                ('\\', []) | ('\0'..='\u{1F}', _) => return None,
                (character, _) => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
            }
        }
        Some(String::from_utf16(&units).map_or(Naive::Unheld, |text| Naive::Leaf(text.into())))
    }

    fn digits(&mut self, text: &mut String) -> Option<usize> {
        let count = self.rest.iter().take_while(|digit| digit.is_ascii_digit()).count();
        text.extend(&self.rest[..count]);
        self.rest = &self.rest[count..];
        (count > 0).then_some(count)
    }

    fn number(&mut self) -> Option<Naive> {
        let mut text = String::new();
        if self.take('-').is_some() {
            text.push('-');
        }
        let leads_zero = self.rest.first() == Some(&'0');
        if self.digits(&mut text)? > 1 && leads_zero {
            return None;
        }
        if self.take('.').is_some() {
            text.push('.');
            self.digits(&mut text)?;
        }
        if self.take('e').or_else(|| self.take('E')).is_some() {
            text.push('e');
            if self.take('-').is_some() {
                text.push('-');
            } else {
                let _ = self.take('+');
            }
            self.digits(&mut text)?;
        }
        let is_held = text.parse::<f64>().ok()?.is_finite();
        Some(if is_held { Naive::Leaf(serde_json::from_str(&text).ok()?) } else { Naive::Unheld })
    }
}
