//! Tests that the commands in the README and in `docs` print the output shown there. With `TAMIS_BLESS=1` in the
//! environment, their output is written to these files.

use std::path::Path;
use std::process::Command;

use crate::common::is_blessing;

/// Returns the output of `command`.
fn printed(command: &str) -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_tamis")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(env!("CARGO_MANIFEST_DIR")).env("PATH", path).env("COLUMNS", "100");
    let output = shell.output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// Returns the text with the output of its commands, and the number of commands.
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

/// Asserts that the texts are equal, and shows the first lines that differ.
#[track_caller]
fn assert_same(written: &str, page: &str) {
    let pair = written.lines().zip(page.lines()).find(|(printed, shown)| printed != shown);
    assert_eq!(pair, None, "the printed line, and the line of the page");
    assert_eq!(written.len(), page.len());
}

/// Asserts that the commands of a page print its output, or writes that output to it. Returns the number of commands.
fn check(page: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let page = std::fs::read_to_string(&path).unwrap();
    let (written, ran) = run(&page);
    if written != page && is_blessing() {
        std::fs::write(path, &written).unwrap();
    } else {
        assert_same(&written, &page);
    }
    ran
}

#[test]
fn commands_of_the_readme_print_its_output() {
    let ran = check("README.md");
    assert!(ran >= 3, "only {ran} commands were found");
}

#[test]
fn commands_of_the_page_on_dialects_print_its_output() {
    let ran = check("docs/dialects.md");
    assert!(ran >= 3, "only {ran} commands were found");
}

#[test]
fn commands_of_the_page_on_rows_print_its_output() {
    assert_eq!(check("docs/rows.md"), 2);
}

#[test]
fn the_schema_of_the_readme_is_valid() {
    let readme = include_str!("../../README.md");
    let block = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(tamis::Schema::from_json(block).unwrap().fields().len(), 6);
}
