//! The README's commands print what the README says.
#![cfg(all(feature = "cli", unix))]

use std::path::Path;
use std::process::Command;

#[test]
fn commands_print_what_the_readme_says() {
    let readme = include_str!("../README.md");
    let mut ran = 0;
    for block in readme.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap();
        for example in format!("\n{block}").split("\n$ ").skip(1) {
            let (command, expected) = example.split_once('\n').unwrap();
            let folder = Path::new(env!("CARGO_BIN_EXE_tamis")).parent().unwrap();
            let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
            let output = Command::new("sh")
                .args(["-c", command])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .env("PATH", path)
                .env("COLUMNS", "100")
                .output()
                .unwrap();
            let printed = [output.stdout, output.stderr].concat();
            assert_eq!(String::from_utf8(printed).unwrap().trim_end(), expected.trim_end(), "{command}");
            ran += 1;
        }
    }
    assert!(ran >= 3, "only {ran} commands were found");
}

#[test]
fn the_schema_of_the_readme_is_one() {
    let readme = include_str!("../README.md");
    let block = readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(tamis::Schema::from_json(block).unwrap().fields().len(), 6);
}
