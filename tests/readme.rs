//! The commands of the README and of `docs` print what is said there; with `TAMIS_BLESS=1` in the environment, what they
//! print is written to `docs`.
#![cfg(all(feature = "cli", unix))]

use std::path::Path;
use std::process::Command;

/// What `command` prints.
fn printed(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_tamis")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(env!("CARGO_MANIFEST_DIR")).env("PATH", path).env("COLUMNS", "100");
    let output = shell.output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The text with what its commands print, and how many there are.
fn run(text: &str) -> (String, usize) {
    let (mut written, mut ran) = (String::new(), 0);
    for (index, block) in text.split("```console\n").enumerate() {
        if index == 0 {
            written.push_str(block);
            continue;
        }
        let (block, rest) = block.split_once("```").unwrap();
        written.push_str("```console\n");
        let examples: Vec<&str> = block.split_inclusive('\n').collect();
        let commands = examples.iter().filter_map(|line| line.strip_prefix("$ "));
        for command in commands {
            written.push_str(&format!("$ {command}{}\n", printed(command).trim_end()));
            ran += 1;
        }
        written.push_str(&format!("```{rest}"));
    }
    (written, ran)
}

/// Fails at the first line that is another.
#[track_caller]
fn same(written: &str, page: &str) {
    let pair = written.lines().zip(page.lines()).find(|(printed, said)| printed != said);
    assert_eq!(pair, None, "what is printed, and what is said");
    assert_eq!(written.len(), page.len());
}

#[test]
fn commands_print_what_the_readme_says() {
    let (written, ran) = run(include_str!("../README.md"));
    same(&written, include_str!("../README.md"));
    assert!(ran >= 3, "only {ran} commands were found");
}

#[test]
fn commands_print_what_the_page_on_dialects_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dialects.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (written, ran) = run(&page);
    if written != page && std::env::var_os("TAMIS_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(path, &written).unwrap();
    } else {
        same(&written, &page);
    }
    assert!(ran >= 3, "only {ran} commands were found");
}

#[test]
fn commands_print_what_the_page_on_rows_says() {
    let (written, ran) = run(include_str!("../docs/rows.md"));
    same(&written, include_str!("../docs/rows.md"));
    assert_eq!(ran, 2);
}

#[test]
fn the_schema_of_the_readme_is_one() {
    let readme = include_str!("../README.md");
    let block = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(tamis::Schema::from_json(block).unwrap().fields().len(), 6);
}
