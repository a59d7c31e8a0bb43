//! The manner of the crate, held by reading its source: Chinese in one place, and layers that know only those above them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from top to bottom, as in the crate's documentation: each knows those before it.
const LAYERS: [&str; 10] = ["text", "model", "store", "sync", "report", "demo", "app", "view", "runtime", "cli"];

/// Crates and parts of the standard library, and the only places that may name them.
const KNOWN_ONLY_TO: [(&str, &[&str]); 13] = [
    ("sled::", &["store/db"]),
    ("unicode_width::", &["text/width"]),
    ("ratatui::", &["view", "runtime"]),
    ("crossterm::", &["view", "runtime"]),
    ("clap::", &["cli"]),
    ("chinese_lunisolar_calendar::", &["model/calendar/lunar"]),
    ("docx_rs::", &["report/write"]),
    ("rust_xlsxwriter::", &["report/write"]),
    ("age::", &["sync"]),
    ("flate2::", &["text/packed", "sync/package"]),
    // The lock says since when it is held.
    ("Local::now", &["runtime/clock", "store/desk/open"]),
    ("Utc::now", &[]),
    ("std::fs", &["store", "report", "runtime", "cli"]),
];

/// A source file as the program has it: without comments, and without tests.
struct Source {
    /// Its path in `src`, with `/` between folders.
    path: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    files_in(&root, &mut files);
    let texts: Vec<(PathBuf, String)> =
        files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect();
    let tests: BTreeSet<PathBuf> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let of_program =
        texts.iter().filter(|(path, _)| !path.ancestors().any(|part| tests.contains(&part.with_extension(""))));
    of_program
        .map(|(path, text)| Source {
            path: path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"),
            code: without_comments(without_tests(text)),
        })
        .collect()
}

fn files_in(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_in(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The modules in files of their own that a file has for tests only, without `.rs`.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let is_folder = path.file_stem().is_some_and(|stem| stem == "mod" || stem == "lib");
    let folder = if is_folder { path.parent().unwrap().to_owned() } else { path.with_extension("") };
    let mut modules = Vec::new();
    let mut for_tests = false;
    for line in text.lines() {
        let module = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
        match module.strip_prefix("mod ").and_then(|name| name.strip_suffix(';')) {
            Some(name) if for_tests => modules.push(folder.join(name)),
            _ => {}
        }
        for_tests = line == "#[cfg(test)]" || (for_tests && line.starts_with("#["));
    }
    modules
}

/// The text up to a module of tests at its end.
fn without_tests(text: &str) -> &str {
    match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => &text[..at],
        None => text,
    }
}

/// The text without what stands behind `//`, which in a string or a character is no comment.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => {
                code.push(c);
                code.extend(chars.next());
                continue;
            }
            '"' => in_string = !in_string,
            // A quotation mark as a character opens no string.
            '\'' if !in_string && chars.peek() == Some(&'"') => {
                code.push(c);
                code.extend(chars.next());
                continue;
            }
            '/' if !in_string && chars.peek() == Some(&'/') => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
                continue;
            }
            _ => {}
        }
        code.push(c);
    }
    code
}

/// The layer a file belongs to. Sentences belong to the layer that says them and may take its types.
fn layer(path: &str) -> Option<usize> {
    let named = |name: &str| LAYERS.iter().position(|layer| *layer == name.trim_end_matches(".rs"));
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["text", "zh", of, ..] => named(of).or(named("text")),
        [first, ..] => named(first),
        [] => None,
    }
}

/// The layers that code names as `crate::layer`.
fn named_layers(code: &str) -> BTreeSet<&'static str> {
    let parts = code.split("crate::").skip(1);
    let word = |part: &str| part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    parts.filter_map(|part| LAYERS.into_iter().find(|layer| *layer == word(part))).collect()
}

/// A character of a word. Full-width signs are not: they are keys of an input method, and code may know them.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[test]
fn chinese_stands_in_one_place() {
    let elsewhere = sources().into_iter().filter(|source| !source.path.starts_with("text/zh/"));
    let found: Vec<String> = elsewhere
        .flat_map(|Source { path, code }| {
            let lines: Vec<String> = code.lines().filter(|line| line.contains(is_chinese)).map(str::to_owned).collect();
            lines.into_iter().map(move |line| format!("{path}: {}", line.trim()))
        })
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_layer_knows_only_those_above_it() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for Source { path, code } in sources() {
        let Some(own) = layer(&path) else { continue };
        seen.insert(own);
        let below = named_layers(&code).into_iter().filter(|name| LAYERS[own + 1..].contains(name));
        wrong.extend(below.map(|name| format!("{path} knows {name}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(seen.len(), LAYERS.len());
}

#[test]
fn what_one_place_knows_no_other_names() {
    let mut wrong = Vec::new();
    for Source { path, code } in sources() {
        for (name, places) in KNOWN_ONLY_TO {
            let begins = |at: usize| !code[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let named = code.match_indices(name).any(|(at, _)| begins(at));
            if named && !places.iter().any(|place| path.starts_with(place)) {
                wrong.push(format!("{path} names {name}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn reading_leaves_out_comments_and_tests_only() {
    assert_eq!(without_comments("a \"// no\" // yes\n'\"' // yes\n\"\\\"//\" b"), "a \"// no\" \n'\"' \n\"\\\"//\" b");
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\nb"), "a\n");
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests;\nb"), "a\n#[cfg(test)]\nmod tests;\nb");
    let books = test_modules(Path::new("model/mod.rs"), "#[cfg(test)]\n#[allow(x)]\npub(crate) mod books;\nmod life;");
    assert_eq!(books, [PathBuf::from("model/books")]);
    assert_eq!(
        test_modules(Path::new("model/life.rs"), "#[cfg(test)]\nmod tests;"),
        [PathBuf::from("model/life/tests")]
    );
    let code = "use crate::app::App; use crate::text::{clean, width}; crate::storey";
    assert_eq!(named_layers(code), BTreeSet::from(["app", "text"]));
}
