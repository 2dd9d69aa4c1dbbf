//! Requests as commands to paste into a shell.
//!
//! Values of a query may come from anyone and become arguments here: each is quoted by the rules of its shell, so that
//! no part of it is read as command text. The token is named by a variable and never written.

use std::fmt::Write as _;

use super::Request;
use super::url::UrlError;

/// The type of every body, with its charset: PowerShell before 7.4 sends Latin-1 otherwise.
const JSON: &str = "application/json; charset=utf-8";

impl Request {
    /// Returns a command that sends the request with curl 7.43 or later, for a POSIX shell such as sh, bash, dash or
    /// zsh. The command reads the token from the variable `TAMIS_TOKEN`.
    ///
    /// # Errors
    /// Returns the errors of [`Request::url`].
    pub fn curl(&self, base: &str) -> Result<String, UrlError> {
        let url = self.url(Some(base))?;
        let mut command = format!(r#"curl -sS -H "Authorization: {}$TAMIS_TOKEN""#, self.profile.authorization);
        let mut option = |name: &str, value: &str| {
            // Writing into a text cannot fail.
            let _ = write!(command, " {name} {}", posix(value));
        };
        for (name, value) in self.headers() {
            option("-H", &format!("{name}: {value}"));
        }
        if let Some(body) = self.body() {
            option("-H", &format!("Content-Type: {JSON}"));
            // Unlike `-d`, it does not read a value that begins with `@` as the name of a file.
            option("--data-raw", &escaped(body, is_visible));
        }
        // curl would read the brackets of an IPv6 address as a range of URLs.
        if url.as_str().contains('[') {
            command.push_str(" --globoff");
        }
        Ok(format!("{command} {}", posix(url.as_str())))
    }

    /// Returns a command that sends the request with PowerShell. The command reads the token from the environment
    /// variable `TAMIS_TOKEN`.
    ///
    /// # Errors
    /// Returns the errors of [`Request::url`].
    pub fn powershell(&self, base: &str) -> Result<String, UrlError> {
        let url = self.url(Some(base))?;
        let authorization = self.profile.authorization;
        let mut headers = format!(r#"Authorization = "{authorization}$env:TAMIS_TOKEN""#);
        for (name, value) in self.headers() {
            let name = if name.contains('-') { powershell(name) } else { (*name).to_owned() };
            let _ = write!(headers, "; {name} = {}", powershell(value));
        }
        let mut command = format!("Invoke-RestMethod -Uri {} -Headers @{{ {headers} }}", powershell(url.as_str()));
        if let Some(body) = self.body() {
            let (json, body) = (powershell(JSON), powershell(&escaped(body, is_in_every_code_page)));
            let _ = write!(command, " -Method Post -ContentType {json} -Body {body}");
        }
        Ok(command)
    }
}

/// Returns `text` as one word of a POSIX shell. Between single quotes every character is literal except the single
/// quote, which is written outside of them, after a backslash.
fn posix(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Returns `text` as one argument of PowerShell. Between single quotes every character is literal except those that
/// close them, each of which is written twice.
fn powershell(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().saturating_add(2));
    quoted.push('\'');
    for character in text.chars() {
        quoted.push(character);
        if SINGLE_QUOTES.contains(&character) {
            quoted.push(character);
        }
    }
    quoted.push('\'');
    quoted
}

/// The characters that PowerShell reads as a single quote.
const SINGLE_QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'];

/// Returns `json` with every character that is not `plain` escaped. Such a character is always inside a string: the
/// rest of JSON on one line is printable ASCII.
fn escaped(json: &str, plain: fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if plain(character) {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Returns `true` if a terminal does not act on the character when the command is pasted into it. JSON itself escapes
/// the control characters below U+0020 only.
fn is_visible(character: char) -> bool {
    !character.is_control()
}

/// Returns `true` if the character is the same in every code page. Windows PowerShell reads a script without a byte
/// order mark in the machine's code page, in which the UTF-8 bytes of `Ò` are two characters, the second of them a
/// quote.
fn is_in_every_code_page(character: char) -> bool {
    character.is_ascii() && is_visible(character)
}

#[cfg(test)]
mod tests {
    use super::{posix, powershell};

    /// Returns the text of one single-quoted word of a POSIX shell, by section 2.2 of its standard.
    fn read_by_posix(word: &str) -> Option<String> {
        let (mut read, mut rest) = (String::new(), word);
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('\\') {
                let character = after.chars().next()?;
                read.push(character);
                rest = &after[character.len_utf8()..];
            } else {
                let (text, after) = rest.strip_prefix('\'')?.split_once('\'')?;
                read.push_str(text);
                rest = after;
            }
        }
        Some(read)
    }

    /// Returns the text of one single-quoted argument of PowerShell, by the documented rules for quotes.
    fn read_by_powershell(argument: &str) -> Option<String> {
        let is_quote = |character: char| "'\u{2018}\u{2019}\u{201A}\u{201B}".contains(character);
        let mut characters = argument.chars().peekable();
        characters.next_if(|first| is_quote(*first))?;
        let mut read = String::new();
        while let Some(character) = characters.next() {
            if is_quote(character) {
                match characters.next_if(|next| is_quote(*next)) {
                    Some(quote) => read.push(quote),
                    None => return characters.next().is_none().then_some(read),
                }
            } else {
                read.push(character);
            }
        }
        None
    }

    #[test]
    fn every_character_is_quoted_as_itself() {
        for character in char::MIN..=char::MAX {
            let text = format!("{character}a{character}{character}'{character}\u{2019}{character}");
            assert_eq!(read_by_posix(&posix(&text)).as_ref(), Some(&text), "{character:?}");
            assert_eq!(read_by_powershell(&powershell(&text)).as_ref(), Some(&text), "{character:?}");
        }
        for text in ["", "'", "''", "-a", "@a", "a\nb", "$(a) `b` \"c\" \\"] {
            assert_eq!(read_by_posix(&posix(text)).as_deref(), Some(text));
            assert_eq!(read_by_powershell(&powershell(text)).as_deref(), Some(text));
        }
    }
}
