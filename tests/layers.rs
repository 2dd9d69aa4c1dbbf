//! The one-way imports of the library: a module may name only modules of the layers above its own line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, the lowest first. A file or folder of `src` that is not named here fails the test.
const LAYERS: &[&[&str]] = &[
    &["span", "small_map", "root"],
    &["shared_str"],
    &["ty", "collation", "suggest", "path"],
    &["value"],
    &["operator", "answer"],
    &["schema"],
    &["syntax"],
    &["filter", "build"],
    &["check"],
    &["dialect", "program"],
    &["diagnostic", "nbwss"],
    &["query"],
    &["plan"],
    &["lib"],
];

/// Imports that the layers would allow and the design does not.
const FORBIDDEN: &[(&str, &str)] = &[("syntax", "schema"), ("filter", "syntax"), ("build", "schema")];

#[test]
fn imports_go_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(layer, modules)| modules.iter().map(move |module| (*module, layer)))
        .collect();
    let mut looked_at = 0;
    for file in files(&source) {
        let relative = file.strip_prefix(&source).unwrap();
        let first = relative.iter().next().unwrap().to_str().unwrap();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        if module == "bin" {
            continue;
        }
        let layer = *layers.get(module).unwrap_or_else(|| panic!("{} stands in no layer", relative.display()));
        for (number, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for imported in code.split("crate::").skip(1) {
                let end = imported.find(|character: char| !character.is_alphanumeric() && character != '_');
                let imported = &imported[..end.unwrap_or(imported.len())];
                let place = format!("{}:{}", relative.display(), number + 1);
                let target = *layers.get(imported).unwrap_or_else(|| panic!("{place}: unknown module {imported}"));
                let goes_up = target > layer || (target == layer && imported != module);
                assert!(!goes_up, "{place}: {module} may not import {imported}");
                assert!(!FORBIDDEN.contains(&(module, imported)), "{place}: {module} may not import {imported}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} imports were found: the test looks in the wrong place");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
