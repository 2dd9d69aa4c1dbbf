//! Two rules about imports, read from the sources. The rooms of the library are layers: a module may import only from
//! lower layers and from itself. And inside `src/dialect`, the room with the most files, these import each other
//! without a cycle, vendors do not know decompilation, and formats do not know vendors.
//!
//! `docs/ARCHITECTURE.md` describes the rooms; a file of `src` without a layer fails the test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, the lowest first.
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
        let layer = *layers.get(module).unwrap_or_else(|| panic!("{} has no layer in LAYERS", relative.display()));
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

/// Imports between the folders of `src/dialect` that its layout rules out.
const FORBIDDEN_IN_DIALECT: &[(&str, &str)] = &[
    ("format/", "vendor"),
    ("decompile/", "vendor"),
    ("decompile/", "format/"),
    ("lowering", "vendor"),
    ("lowering", "format/"),
    ("vendor/", "decompile"),
];

#[test]
fn files_of_dialect_import_one_way() {
    let room = Room::read("dialect");
    let imports: BTreeMap<&str, BTreeSet<&str>> = room.files.keys().map(|file| (&**file, room.imports(file))).collect();
    let count: usize = imports.values().map(BTreeSet::len).sum();
    assert!(count > 150, "only {count} imports were found: the test looks in the wrong place");
    for (file, imported) in &imports {
        for (importer, forbidden) in FORBIDDEN_IN_DIALECT {
            let found = imported.iter().find(|imported| imported.starts_with(forbidden));
            let is_wrong = file.starts_with(importer) && found.is_some();
            assert!(!is_wrong, "dialect/{file}.rs may not import {found:?}");
        }
    }
    let mut finished = BTreeSet::new();
    for file in imports.keys() {
        look_for_cycle(file, &imports, &mut Vec::new(), &mut finished);
    }
}

fn look_for_cycle<'r>(
    file: &'r str,
    imports: &BTreeMap<&'r str, BTreeSet<&'r str>>,
    path: &mut Vec<&'r str>,
    finished: &mut BTreeSet<&'r str>,
) {
    if let Some(start) = path.iter().position(|above| *above == file) {
        panic!("these files import each other: {} -> {file}", path[start..].join(" -> "));
    }
    if finished.insert(file) {
        path.push(file);
        for imported in &imports[file] {
            look_for_cycle(imported, imports, path, finished);
        }
        path.pop();
    }
}

/// The files of a room by their path without the extension, `""` being the file beside the folder.
struct Room {
    name: String,
    files: BTreeMap<String, SourceFile>,
}

/// The paths that a file names, and the names that it exports again with `pub use`.
#[derive(Default)]
struct SourceFile {
    children: BTreeSet<String>,
    paths: Vec<Vec<String>>,
    exports: BTreeMap<String, Vec<String>>,
}

impl Room {
    fn read(name: &str) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let folder = source.join(name);
        let mut found = BTreeMap::from([(String::new(), SourceFile::read(&folder.with_extension("rs")))]);
        for file in files(&folder).iter().filter(|file| !file.ends_with("tests.rs")) {
            let module = file.strip_prefix(&folder).unwrap().with_extension("");
            found.insert(module.to_str().unwrap().to_owned(), SourceFile::read(file));
        }
        Self { name: name.to_owned(), files: found }
    }

    /// Returns the other files that `file` imports from. For a name that a file only exports again, that is the file
    /// that defines it.
    fn imports(&self, file: &str) -> BTreeSet<&str> {
        let targets = self.files[file].paths.iter().filter_map(|path| self.resolve(file, path));
        targets.filter(|target| *target != file).collect()
    }

    fn resolve(&self, file: &str, path: &[String]) -> Option<&str> {
        let mut module: Vec<&str> = file.split('/').filter(|name| !name.is_empty()).collect();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" if path.get(1) == Some(&self.name) => (module, rest) = (Vec::new(), &path[2..]),
            "super" => {
                while let Some((_, below)) = rest.split_first().filter(|(first, _)| *first == "super") {
                    module.pop()?;
                    rest = below;
                }
            }
            "self" => rest = &path[1..],
            child if self.files[file].children.contains(child) => {}
            _ => return None,
        }
        // A visibility, such as `pub(in crate::dialect)`.
        if rest.is_empty() {
            return None;
        }
        loop {
            let here = module.join("/");
            let known = self.files.get_key_value(&here)?;
            let Some((next, below)) = rest.split_first() else { return Some(known.0) };
            if let Some(exported) = known.1.exports.get(next).filter(|_| below.is_empty()) {
                return self.resolve(known.0, exported).or(Some(known.0));
            }
            if !known.1.children.contains(next) {
                return Some(known.0);
            }
            module.push(next);
            rest = below;
        }
    }
}

impl SourceFile {
    fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap()).collect();
        let end = code.iter().position(|line| line.starts_with("#[cfg(test)]")).unwrap_or(code.len());
        let mut found = Self::default();
        for statement in code[..end].join("\n").split(';') {
            let statement = statement.trim();
            let without_attributes = statement.rsplit(['\n', ']']).next().unwrap_or_default().trim();
            if let Some((_, child)) = without_attributes.split_once("mod ") {
                found.children.insert(child.trim().to_owned());
            }
            if let Some(start) = statement.find("use ").filter(|start| is_use(&statement[..*start])) {
                let is_export = statement[..start].contains("pub");
                let mut paths = Vec::new();
                flatten(&statement[start + 4..], &[], &mut paths);
                for path in paths {
                    if is_export {
                        found.exports.insert(path.last().unwrap().clone(), path.clone());
                    } else {
                        found.paths.push(path);
                    }
                }
                continue;
            }
            let separates = |character: char| !character.is_alphanumeric() && character != '_' && character != ':';
            for word in statement.split(separates).filter(|word| word.contains("::")) {
                found.paths.push(word.split("::").map(str::to_owned).collect());
            }
        }
        found
    }
}

/// Returns `true` if a `use` after `before` begins an import, and is no part of a text or of a type.
fn is_use(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    line.is_empty() || line.starts_with("pub")
}

/// Appends the paths of the tree of a `use`, without `self` at their ends.
fn flatten(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (head, group) = tree.split_once('{').map_or((tree, None), |(head, group)| (head, Some(group)));
    let head = head.split(" as ").next().unwrap();
    let names = head.split("::").map(str::trim).filter(|name| !name.is_empty() && *name != "self").map(str::to_owned);
    let path: Vec<String> = before.iter().cloned().chain(names).collect();
    let Some(group) = group else {
        if !path.is_empty() {
            paths.push(path);
        }
        return;
    };
    let (mut depth, mut start) = (0_usize, 0_usize);
    let inner = &group[..group.rfind('}').unwrap()];
    for (at, character) in inner.char_indices().chain([(inner.len(), ',')]) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    flatten(&inner[start..at], &path, paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
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
