//! `Parsed::format`: layouts of texts with and without comments, and the laws that hold for every text.

use proptest::prelude::*;
use tamis::Parsed;
use tamis::editor::{TokenKind, tokens};

use crate::common::generate::{self, case};
use crate::common::law::{accepted, hold};
use crate::common::queries::queries;

#[track_caller]
fn prints(text: &str, expected: &str) {
    let parsed = Parsed::parse(text).unwrap();
    assert_eq!(parsed.format(), expected);
    law(text).unwrap();
}

/// Checks that the layout of `text` parses to an equal query, keeps the comments in order, and is its own layout.
fn law(text: &str) -> Result<(), TestCaseError> {
    let parsed = accepted(text, Parsed::parse(text))?;
    let formatted = parsed.format();
    let again = accepted(&formatted, Parsed::parse(&formatted))?;
    prop_assert!(again == parsed, "`{text}` became `{formatted}`");
    prop_assert_eq!(comments(&formatted), comments(text), "`{}` became `{}`", text, formatted);
    prop_assert_eq!(again.format(), formatted, "of `{}`", text);
    Ok(())
}

fn comments(text: &str) -> Vec<&str> {
    let comments = tokens(text).filter(|token| token.kind == TokenKind::Comment);
    comments.map(|token| text[token.span.start()..token.span.end()].trim_end()).collect()
}

#[test]
fn what_fits_is_on_one_line() {
    prints("", "");
    prints("a=1&&b<>'x'   limit 5", "a == 1 and b != \"x\" limit 5\n");
    prints("limit 5 offset 1\nsort by a asc", "limit 5 offset 1 sort by a\n");
    prints("((a == 1))", "a == 1\n");
}

#[test]
fn what_does_not_fit_is_a_part_a_line() {
    let name = "a".repeat(35);
    prints(
        &format!("{name} == 1 and ({name} in (1, 2) or not ({name} == 2 xor {name} == 3)) sort by b limit 3"),
        &format!(
            "{name} == 1\nand (\n  {name} in (1, 2)\n  or not ({name} == 2 xor {name} == 3)\n)\nsort by b\nlimit 3\n"
        ),
    );
    prints(
        &format!("{name} == 1 and {name} == 2 or {name} == 3 and {name} == 4 and {name} == 5"),
        &format!("{name} == 1 and {name} == 2\nor {name} == 3\n  and {name} == 4\n  and {name} == 5\n"),
    );
    prints(
        &format!("id not in ('{name}', '{name}', '{name}') collate ordinal"),
        &format!("id not in (\n  \"{name}\",\n  \"{name}\",\n  \"{name}\"\n) collate ordinal\n"),
    );
    prints(
        &format!("sort by {name}, {name}x desc, {name}y collate ordinal"),
        &format!("sort by\n  {name},\n  {name}x desc,\n  {name}y collate ordinal\n"),
    );
}

#[test]
fn comments_stay_with_what_they_are_about() {
    prints("# all\n\n  # of it", "# all\n# of it\n");
    prints("a == 1 and b == 2 # both", "# both\na == 1 and b == 2\n");
    prints(
        "# why\na == 1 # one  \nand # two\n  b == 2\n# before the limit\nlimit 5 # five\n# last",
        "# why\n# one\na == 1\n# two\nand b == 2\n# before the limit\n# five\nlimit 5\n# last\n",
    );
    prints(
        "id in ('a', # first\n 'b',\n # third\n 'c')",
        "# first\nid in (\n  \"a\",\n  \"b\",\n  # third\n  \"c\"\n)\n",
    );
    prints("a == 1 and (\n # one of\n b == 2 or c == 3)", "a == 1\nand (\n  # one of\n  b == 2\n  or c == 3\n)\n");
    prints("sort by a, # first\nb # second\n", "# first\nsort by\n  a,\n  # second\n  b\n");
    prints("a == # a\r\n1", "# a\na == 1\n");
    prints("a == 'x\n# no comment' # one\n", "# one\na == \"x\\n# no comment\"\n");
}

#[test]
fn the_laws_hold_for_every_case() {
    let mut ran = 0;
    for text in queries() {
        if Parsed::parse(&text).is_ok() {
            law(&text).unwrap();
            ran += 1;
        }
    }
    assert!(ran > 300, "only {ran} cases were found");
}

#[test]
fn the_laws_hold_with_comments_anywhere() {
    let gaps = prop::collection::vec(0..12u8, 1..40);
    hold(1_000, (case(0..1, generate::query), gaps), |((_, text, _), gaps)| law(&commented(&text, &gaps)));
}

/// Returns `text` with a line break, a comment on its own line or one that ends a line after some of its tokens.
fn commented(text: &str, gaps: &[u8]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for (index, (token, gap)) in tokens(text).zip(gaps.iter().cycle()).enumerate() {
        let is_sign = out.ends_with('-');
        out.push_str(&text[end..token.span.start()]);
        match gap {
            _ if is_sign => {}
            0 => out.push('\n'),
            1 => out.push_str(&format!("\n# {index}\n")),
            2 => out.push_str(&format!(" # {index}\n")),
            _ => {}
        }
        out.push_str(&text[token.span.start()..token.span.end()]);
        end = token.span.end();
    }
    if gaps[0] == 3 { out + " # last" } else { out }
}
