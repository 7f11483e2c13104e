//! The picture of the layers and the code cannot part: a module uses only rows below its own, or its own folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The layers, the top first. A module uses only modules of rows below its own.
const LAYERS: &[&[&str]] = &[
    &["main", "cli"],
    &["serve"],
    &["compile", "import", "publish"],
    &["render"],
    &["check"],
    &["proof", "flowchart"],
    &["site", "theme", "load", "write", "watch"],
    &["parse", "disk"],
    &["diagnostic"],
    &["source", "output"],
    &["path", "date"],
    &["slug"],
];

/// What only one module may use, and why it is worth a rule.
const DOORS: &[(&str, &str, &str)] = &[
    (
        "std::fs",
        "disk",
        "one door to the disk: the failing disk of the tests stands in it",
    ),
    ("walkdir", "disk", "one door to the disk"),
    ("std::net", "serve", "a build never asks the network"),
    ("httparse", "serve", "a build never asks the network"),
    ("tiny_http", "serve", "a build never asks the network"),
    ("notify::", "watch", "events are a hint, and only one module takes it"),
    ("std::env", "cli", "the rest of the program knows only what it is given"),
    ("println!", "cli", "the library never prints"),
    (
        "SystemTime::now",
        "cli",
        "the same input gives the same bytes on every day",
    ),
    ("granit_parser", "parse", "one door to the YAML library"),
    ("pulldown_cmark", "parse", "one door to the Markdown library"),
    ("tera::", "theme", "one door to the template language"),
];

struct Module {
    name: String,
    file: PathBuf,
    text: String,
}

fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    let module = |entry: walkdir::DirEntry| {
        let file = entry.path().strip_prefix(&root).expect("below src").to_owned();
        let first = file
            .components()
            .next()
            .expect("a name")
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(entry.path()).expect("a source file");
        Module {
            name: first.trim_end_matches(".rs").to_owned(),
            file,
            text: without_tests_and_comments(&text),
        }
    };
    files.map(module).collect()
}

/// Tests may reach anywhere, and so may what is said in comments.
fn without_tests_and_comments(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect()
}

fn layer_of() -> BTreeMap<&'static str, usize> {
    let rows = LAYERS.iter().rev().enumerate();
    rows.flat_map(|(layer, names)| names.iter().map(move |name| (*name, layer)))
        .collect()
}

fn used_by(text: &str) -> impl Iterator<Item = &str> {
    let behind = text.split("crate::").skip(1);
    behind.map(|rest| {
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default()
    })
}

#[test]
fn every_module_uses_only_layers_below_its_own() {
    let layers = layer_of();
    let mut upward = Vec::new();
    for module in modules().iter().filter(|module| module.name != "lib") {
        let own = layers
            .get(module.name.as_str())
            .unwrap_or_else(|| panic!("{} has no layer", module.name));
        for used in used_by(&module.text).filter(|used| *used != module.name) {
            match layers.get(used) {
                Some(layer) if layer < own => {}
                _ => upward.push(format!("{} uses {used}", module.file.display())),
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn each_door_is_used_by_one_module() {
    let mut strays = Vec::new();
    for module in modules() {
        for (door, keeper, reason) in DOORS {
            if module.text.contains(door) && module.name != *keeper && module.name != "main" {
                strays.push(format!(
                    "{} uses {door}; only {keeper} may: {reason}",
                    module.file.display()
                ));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn every_module_of_the_library_has_a_layer() {
    let layers = layer_of();
    let lib = include_str!("../src/lib.rs");
    let declared = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.split(';').next());
    assert!(declared.clone().count() > 5, "src/lib.rs declares modules");
    for module in declared {
        assert!(layers.contains_key(module), "{module} has no layer");
    }
}
