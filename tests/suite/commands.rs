//! Tests of the printed shell commands. Models of the shells parse them: each value has to be one argument, equal to
//! that of the request. Installed shells parse them too.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;
#[cfg(feature = "cli")]
use serde_json::json;
use tamis::{Bindings, Clock, Dialect, Query, Request};

#[cfg(feature = "cli")]
use crate::common::process::{Scratch, tamis};

/// Returns a request whose body contains `value`.
fn request_with(value: &str) -> Request {
    let inventory = Dialect::VbrInventory.endpoint("inventory").unwrap();
    let query = Query::parse("name == $v", inventory.schema()).unwrap();
    let clock: Clock = "2026-01-31".parse().unwrap();
    query.bind(&Bindings::at(clock).set("v", value)).unwrap().lower(&inventory).unwrap()
}

/// Splits a command into words like a POSIX shell, by section 2.2 of its standard. A character that is neither quoted
/// nor plain is an error, and so is every expansion except that of the token's variable.
fn posix(command: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command;
    while let Some(first) = rest.chars().next() {
        let behind = &rest[first.len_utf8()..];
        rest = match first {
            ' ' => {
                words.extend(word.take());
                behind
            }
            '\'' => {
                let (text, behind) = behind.split_once('\'').ok_or("an open single quote")?;
                word.get_or_insert_default().push_str(text);
                behind
            }
            '"' => {
                let (text, behind) = behind.split_once('"').ok_or("an open double quote")?;
                let text = text.replace("$TAMIS_TOKEN", "TOKEN");
                if text.contains(['$', '`', '\\', '!']) {
                    return Err(format!("an expansion: {text}"));
                }
                word.get_or_insert_default().push_str(&text);
                behind
            }
            '\\' => {
                let escaped = behind.chars().next().filter(|next| *next != '\n').ok_or("nothing is escaped")?;
                word.get_or_insert_default().push(escaped);
                &behind[escaped.len_utf8()..]
            }
            plain if plain.is_ascii_alphanumeric() || "-_./:".contains(plain) => {
                word.get_or_insert_default().push(plain);
                behind
            }
            other => return Err(format!("{other:?} outside of quotes")),
        };
    }
    words.extend(word);
    Ok(words)
}

/// Splits a command into tokens like PowerShell. A quoted text, in single or double quotes of any form, ends at the
/// next such quote; two of them are one quote in the text. It is followed by a blank, a `;` or the end.
fn powershell(command: &str) -> Result<Vec<String>, String> {
    let singles = ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'];
    let doubles = ['"', '\u{201C}', '\u{201D}', '\u{201E}'];
    let mut characters = command.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(first) = characters.next() {
        if first == ' ' || first == ';' {
            continue;
        }
        let mut token = String::new();
        let quotes = [&singles[..], &doubles[..]].into_iter().find(|quotes| quotes.contains(&first));
        if let Some(quotes) = quotes {
            loop {
                let character = characters.next().ok_or("an open quote")?;
                if quotes.contains(&character) {
                    match characters.next_if(|next| quotes.contains(next)) {
                        Some(doubled) => token.push(doubled),
                        None => break,
                    }
                } else {
                    token.push(character);
                }
            }
            if first != '\'' {
                token = token.replace("$env:TAMIS_TOKEN", "TOKEN");
                if token.contains(['$', '`']) {
                    return Err(format!("an expansion: {token}"));
                }
            }
            if characters.peek().is_some_and(|next| !" ;".contains(*next)) {
                return Err(format!("{:?} directly behind a quoted text", characters.peek()));
            }
        } else {
            token.push(first);
            while let Some(next) = characters.next_if(|next| !" ;".contains(*next)) {
                token.push(next);
            }
            let is_plain = |character: char| character.is_ascii_alphanumeric() || "-@{}=".contains(character);
            if !token.chars().all(is_plain) {
                return Err(format!("{token:?} outside of quotes"));
            }
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// Fails unless the two commands of `request` are well formed and contain its body.
fn check_commands(request: &Request, base: &str) -> Result<(), String> {
    let body: Json = serde_json::from_str(request.body().unwrap()).unwrap();
    let url = request.url(Some(base)).unwrap().to_string();
    let same = |found: &str| serde_json::from_str::<Json>(found).is_ok_and(|found| found == body);

    let curl = request.curl(base).unwrap();
    let mut words = posix(&curl).map_err(|error| format!("{curl:?}: {error}"))?;
    words.retain(|word| word != "--globoff");
    let wanted = [
        "curl",
        "-sS",
        "-H",
        "Authorization: Bearer TOKEN",
        "-H",
        "Accept: application/json",
        "-H",
        "x-api-version: ",
        "-H",
        "Content-Type: application/json; charset=utf-8",
        "--data-raw",
        "{",
        &url,
    ];
    let is_as_wanted = words.len() == wanted.len()
        && words.iter().zip(wanted).all(|(word, wanted)| word.starts_with(wanted))
        && words.last() == Some(&url)
        && same(&words[11]);
    if !is_as_wanted {
        return Err(format!("{curl:?} is read as {words:?}"));
    }

    let command = request.powershell(base).unwrap();
    let tokens = powershell(&command).map_err(|error| format!("{command:?}: {error}"))?;
    let behind = |name: &str| {
        let at = tokens.iter().position(|token| token == name)?;
        tokens.get(at + 1).map(String::as_str)
    };
    let is_as_wanted = tokens.len() == 21
        && behind("-Uri") == Some(&url)
        && behind("-ContentType") == Some("application/json; charset=utf-8")
        && tokens.last().is_some_and(|body| same(body));
    if is_as_wanted && command.is_ascii() { Ok(()) } else { Err(format!("{command:?} is read as {tokens:?}")) }
}

#[test]
fn every_character_of_a_value_stays_in_its_argument() {
    let all: Vec<char> = (char::MIN..=char::MAX).collect();
    for part in all.chunks(1_000) {
        let value: String = part.iter().collect();
        check_commands(&request_with(&value), "vbr.example").unwrap_or_else(|error| panic!("{:?}: {error}", part[0]));
    }
}

#[test]
fn values_that_look_like_code_stay_in_their_argument() {
    let pieces = select(vec![
        "'",
        "''",
        "\"",
        "\\",
        "\\'",
        "`",
        "$",
        "$(",
        ")",
        ";",
        "&",
        "|",
        "\n",
        "\r",
        "\0",
        "\u{2018}",
        "\u{2019}",
        "\u{201A}",
        "\u{201B}",
        "\u{201C}",
        "\u{201D}",
        "\u{D2}",
        "\u{7F}",
        "\u{85}",
        "\u{9B}",
        "@",
        "-",
        "!",
        "#",
        "%",
        "{",
        "}",
        "a",
        " ",
        "Write-Output pwned",
        "rm -rf",
    ]);
    let base = select(vec!["vbr.example", "http://[::1]:80/a'b;$c&d(e)!", "https://h.example:1/x@y,z=1*"]);
    proptest!(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }, |(value in vec(pieces, 0..20), base in base)| {
        let held = check_commands(&request_with(&value.concat()), base);
        prop_assert!(held.is_ok(), "{:?}", held);
    });
}

#[test]
fn brackets_of_an_address_are_no_url_range() {
    let command = request_with("a").curl("[::1]").unwrap();
    assert!(command.ends_with(" --globoff 'https://[::1]:9419/api/v1/inventory'"), "{command}");
}

/// Runs the commands in the installed shells, with a function that prints its arguments in place of `curl`.
#[test]
fn shells_read_the_commands_as_the_model_does() {
    let values = [
        "it's",
        "'; echo pwned; '",
        "$(echo pwned) `echo pwned`",
        "a\nb",
        "!!",
        "\\",
        "\u{2019}; \u{7F}\u{9B}",
        "@file",
        "'",
    ];
    let commands: Vec<String> = values
        .iter()
        .flat_map(|value| ["vbr.example", "http://[::1]/a'b;$c"].map(|base| request_with(value).curl(base).unwrap()))
        .collect();
    let wanted: String =
        commands.iter().flat_map(|command| posix(command).unwrap().split_off(1)).collect::<Vec<_>>().join("\n");
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{}\n", commands.join("\n"));
    let mut tried = Vec::new();
    for shell in ["sh", "bash", "dash", "zsh", "ksh"] {
        let child =
            Command::new(shell).env("TAMIS_TOKEN", "TOKEN").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut child) = child else { continue };
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), wanted, "{shell}");
        tried.push(shell);
    }
    println!("read by {tried:?}");
}

#[test]
#[cfg(feature = "cli")]
fn the_binary_prints_them() {
    let value = "v=\u{2019}; Write-Output pwned; \u{2018}";
    let arguments =
        ["request", "name == $v", "--param", value, "--dialect", "vbr-inventory", "--endpoint", "inventory"];
    let ran = |format| tamis(&[&arguments[..], &["--base", "https://h.example", "--format", format]].concat(), "");
    let body = |text: &str| json!({"filter": {"type": "PredicateExpression", "property": "name", "operation": "Equals", "value": text}});
    for (format, read) in [("powershell", powershell as fn(&str) -> _), ("curl", posix)] {
        let printed = ran(format).out;
        let tokens: Vec<String> = read(printed.trim_end()).unwrap();
        assert_eq!(tokens.iter().filter(|token| token.contains("pwned")).count(), 1, "{printed}");
        let found: Vec<Json> = tokens.iter().filter_map(|token| serde_json::from_str(token).ok()).collect();
        assert_eq!(found, [body(&value[2..])], "{printed}");
    }
}

/// A command in a message can be pasted, whatever the name of the file is.
#[test]
#[cfg(feature = "cli")]
fn a_command_in_a_message_quotes_the_name_of_a_file() {
    let packed = Scratch::new("last week's.ndjson.gz", [0x1F, 0x8B, 8, 0]);
    tamis(&["a == 1", packed.path()], "").fails(2, &format!("`gunzip -c \"{}\" | tamis …`", packed.path()));
    let packed = Scratch::new("$(x)'s.gz", [0x1F, 0x8B, 8, 0]);
    let quoted = packed.path().replace('\'', r"'\''");
    tamis(&["a == 1", packed.path()], "").fails(2, &format!("`gunzip -c '{quoted}' | tamis …`"));
    // So can the query, if it was given as several words.
    let help = r"as one word: 'name == '\''$(x) `y`'\'''";
    tamis(&["name", "==", "'$(x) `y`'"], "").fails(2, help);
    tamis(&["a == 1"], [0x1F, 0x8B, 8, 0]).fails(2, "`gunzip -c FILE | tamis …`");
}
