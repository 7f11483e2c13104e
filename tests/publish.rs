//! The site handed over: each form written by the binary, and opened again from where it landed.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::support::scratch::{Ran, Scratch};

/// The one decision of the site.
const DECISION: &str = "may-we-go";

fn site() -> Scratch {
    Scratch::copy_of("tests/diagnostics/_base")
}

#[track_caller]
fn assert_done(ran: &Ran, words: &str) {
    assert_eq!(ran.exit, Some(0), "{ran:?}");
    assert!(ran.words.contains(words), "{words:?} in {}", ran.words);
}

#[test]
fn a_folder_is_told_before_it_is_changed_and_holds_a_list_of_its_files() {
    let scratch = site();
    assert_done(&scratch.run(["publish", "--to", "web"]), "  New: ");
    let sums = scratch.read("web/SHA256SUMS");
    let listed: BTreeSet<&str> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(_, path)| path)
        .collect();
    let there = scratch
        .files("web")
        .into_keys()
        .map(|path| path.to_string_lossy().replace('\\', "/"));
    let there: BTreeSet<String> = there
        .filter(|path| path != ".fingerpost" && path != "SHA256SUMS")
        .collect();
    assert_eq!(listed, there.iter().map(String::as_str).collect());
    scratch.change("content/index.md", "title: ", "title: Changed ");
    let again = scratch.run(["publish", "--to", "web"]);
    assert_done(&again, "  Changed: ");
    assert_done(&again, "(index.html)");
    assert_done(&scratch.run(["publish", "--to", "web"]), "Nothing will change");
}

#[test]
fn an_archive_is_the_folder_and_the_same_bytes_every_time() {
    let scratch = site();
    scratch.run(["publish", "--to", "web"]);
    assert_done(&scratch.run(["publish", "--zip", "one.zip"]), "is in one.zip");
    scratch.run(["publish", "--zip", "two.zip"]);
    let files = scratch.files("");
    let [one, two] = ["one.zip", "two.zip"].map(|name| files.get(std::path::Path::new(name)).expect("an archive"));
    assert!(one == two);
    let mut archive = zip::ZipArchive::new(Cursor::new(one)).expect("it opens");
    for (path, bytes) in scratch
        .files("web")
        .into_iter()
        .filter(|(path, _)| path.as_os_str() != ".fingerpost")
    {
        let mut found = Vec::new();
        let name = path.to_string_lossy().replace('\\', "/");
        archive
            .by_name(&name)
            .expect("it is there")
            .read_to_end(&mut found)
            .expect("it can be read");
        assert!(found == bytes, "{name}");
    }
}

#[test]
fn a_single_page_asks_for_nothing_outside_itself() {
    let scratch = site();
    let names = ["policy.html", "decision.html", "all.html"];
    for (file, only) in names.iter().zip([Some("visits"), Some(DECISION), None]) {
        let mut words = vec!["publish", "--single", file];
        words.extend(only.iter().flat_map(|name| ["--only", name]));
        let ran = scratch.run(words);
        assert_done(&ran, &format!("is in {file}"));
        assert_eq!(
            ran.words.contains("Decisions are in it to be read"),
            only.is_none(),
            "{file}"
        );
    }
    for name in names {
        let page = scratch.read(name);
        let tags = attributes_of(&page);
        assert!(
            !tags.iter().any(|(tag, name, _)| tag == "link" && name == "rel"),
            "{name}"
        );
        assert!(
            !tags.iter().any(|(tag, name, _)| tag == "script" && name == "src"),
            "{name}"
        );
        let ids: Vec<&String> = tags
            .iter()
            .filter(|(_, name, _)| name == "id")
            .map(|(.., id)| id)
            .collect();
        let once: BTreeSet<&String> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "every id once in {name}");
        for (.., href) in tags.iter().filter(|(_, name, _)| name == "href") {
            let place = href.strip_prefix('#');
            let found = place.is_some_and(|place| once.contains(&place.to_owned()));
            assert!(found || href.contains(':'), "{href} in {name}");
        }
        let says_so = page.contains("In this file the decision is to be read");
        assert_eq!(says_so, name == "all.html", "{name}");
        assert!(
            page.contains("style-src 'sha256-") && page.contains("script-src 'sha256-"),
            "{name}"
        );
    }
}

/// Returns tag, name and value of every attribute.
fn attributes_of(page: &str) -> Vec<(String, String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let tags = html5gum::Tokenizer::new(page)
        .flatten()
        .filter_map(|token| match token {
            html5gum::Token::StartTag(tag) => Some(tag),
            _ => None,
        });
    let attributes = tags.flat_map(|tag| {
        let name = text(&tag.name);
        tag.attributes
            .into_iter()
            .map(move |(key, value)| (name.clone(), text(&key), text(&value)))
    });
    attributes.collect()
}

#[test]
fn a_single_page_is_told_before_it_is_changed() {
    let scratch = site();
    for (form, file, told) in [
        ("--single", "policy.html", "Clause 1.1 has changed."),
        ("--fragment", "policy.txt", "The words of this page have changed."),
    ] {
        let publish = || scratch.run(["publish", form, file, "--only", "visits"]);
        assert_done(&publish(), &format!("This will be new: {file}"));
        assert_done(&publish(), "Nothing will change");
        scratch.change("content/policies/visits.md", "Every visit", "Each visit");
        assert_done(&publish(), told);
        assert_done(&publish(), "Nothing will change");
        scratch.change("content/policies/visits.md", "Each visit", "Every visit");
    }
}

#[test]
fn a_fragment_is_plain_and_keeps_the_clauses_addresses() {
    let scratch = site();
    assert_done(
        &scratch.run(["publish", "--fragment", "policy.txt", "--only", "visits"]),
        "is in policy.txt",
    );
    let html = scratch.read("policy.txt");
    for unwanted in ["<style", "<script", "class=", "<svg", "<button", "style="] {
        assert!(!html.contains(unwanted), "{unwanted} in {html}");
    }
    assert!(html.contains(" id=\"1.1\""), "{html}");
    scratch.run(["publish", "--fragment", "decision.txt", "--only", DECISION]);
    assert!(scratch.read("decision.txt").contains("Begin with number 1"));
}

#[test]
fn a_file_of_somebody_elses_is_left_alone_and_one_of_ours_gives_way() {
    let scratch = site();
    scratch.write("mine.zip", "not yours");
    let ran = scratch.run(["publish", "--zip", "mine.zip"]);
    assert_eq!(ran.exit, Some(2), "{ran:?}");
    assert_eq!(scratch.read("mine.zip"), "not yours");
    for form in [vec!["--single", "a.html"], vec!["--zip", "a.zip"]] {
        for _ in 0..2 {
            let words = ["publish"].into_iter().chain(form.iter().copied());
            assert_eq!(scratch.run(words).exit, Some(0), "{form:?}");
        }
    }
}

#[test]
fn nothing_is_written_among_what_authors_write() {
    let scratch = site();
    let before = scratch.files("content");
    for form in [
        vec!["--single", "content/pages/a.html"],
        vec!["--single", "themes/a.html", "--only", "visits"],
        vec!["--fragment", "content/a.txt", "--only", "visits"],
        vec!["--zip", "content/a.zip"],
    ] {
        let ran = scratch.run(["publish"].into_iter().chain(form.iter().copied()));
        assert_eq!(ran.exit, Some(2), "{form:?}: {ran:?}");
        assert!(ran.words.contains("that one is for what"), "{}", ran.words);
    }
    assert_eq!(scratch.files("content"), before);
    assert!(!scratch.path().join("themes").exists());
}

#[test]
fn a_file_of_ours_that_was_changed_by_hand_is_left_alone() {
    let scratch = site();
    for form in [
        ["--single", "a.html", "--only", "visits"],
        ["--fragment", "a.txt", "--only", "visits"],
        ["--zip", "a.zip", "--as-of", "2026-09-15"],
    ] {
        let publish = || scratch.run(["publish"].into_iter().chain(form));
        assert_eq!(publish().exit, Some(0), "{form:?}");
        let file = scratch.path().join(form[1]);
        let mut bytes = std::fs::read(&file).expect("a file of ours");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&file, &bytes).expect("changed");
        let ran = publish();
        assert_eq!(ran.exit, Some(2), "{ran:?}");
        assert!(ran.words.contains("was changed by hand"), "{}", ran.words);
        assert!(ran.words.contains("(changed-by-hand)"), "{}", ran.words);
        assert!(std::fs::read(&file).expect("still there") == bytes, "{form:?}");
        std::fs::remove_file(&file).expect("removed");
        assert_eq!(publish().exit, Some(0), "{form:?}");
    }
}

/// No machine has room for what this file says it holds.
#[cfg(unix)]
#[test]
fn of_a_file_of_somebody_elses_only_the_ends_are_read() {
    let scratch = site();
    let file = std::fs::File::create(scratch.path().join("huge")).expect("a file");
    file.set_len(1 << 42).expect("a length, and nothing behind it");
    for form in ["--zip", "--single"] {
        let ran = scratch.run(["publish", form, "huge"]);
        assert_eq!(ran.exit, Some(2), "{ran:?}");
        assert!(ran.words.contains("so I leave it alone"), "{}", ran.words);
    }
}

#[test]
fn what_a_killed_program_left_is_cleared_away_by_the_next() {
    let scratch = site();
    for file in ["s.html", "z.zip"] {
        scratch.write(".1.fingerpost/fingerpost.lock", "");
        scratch.write(".1.fingerpost/growing", "half a f");
        let form = if file == "z.zip" { "--zip" } else { "--single" };
        assert_done(&scratch.run(["publish", form, file]), &format!("is in {file}"));
        assert!(!scratch.path().join(".1.fingerpost").exists(), "{file}");
    }
}

#[test]
fn a_file_beside_the_one_that_is_written_is_left_alone() {
    let scratch = site();
    for (form, file) in [("--single", "s.html"), ("--zip", "z.zip")] {
        let others = [".1.fingerpost", ".2.fingerpost/letter.txt"];
        others.iter().for_each(|other| scratch.write(other, "mine"));
        assert_done(&scratch.run(["publish", form, file]), &format!("is in {file}"));
        assert!(others.iter().all(|other| scratch.read(other) == "mine"));
    }
}

/// What a pipe or a device would give is never asked for: the first word is that it is left alone.
#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_refused_before_it_is_opened() {
    let scratch = site();
    let _socket = std::os::unix::net::UnixListener::bind(scratch.path().join("socket")).expect("a socket");
    std::os::unix::fs::symlink("/dev/null", scratch.path().join("link")).expect("a link");
    for (form, file) in [
        ("--zip", "socket"),
        ("--zip", "link"),
        ("--single", "socket"),
        ("--single", "link"),
    ] {
        let ran = scratch.run(["publish", form, file]);
        assert_eq!(ran.exit, Some(2), "{ran:?}");
        assert!(ran.words.contains("so I leave it alone"), "{}", ran.words);
        assert!(!ran.words.to_lowercase().contains("new: "), "{}", ran.words);
    }
}

#[test]
fn a_site_with_a_problem_is_not_handed_over() {
    let scratch = site();
    scratch.change("content/index.md", "policies/visits.md", "policies/trips.md");
    let ran = scratch.run(["publish", "--zip", "site.zip"]);
    assert_eq!(ran.exit, Some(1), "{ran:?}");
    assert!(!scratch.path().join("site.zip").exists());
}

#[test]
fn a_name_that_nobody_has_is_told_with_the_nearest() {
    let ran = site().run(["publish", "--single", "a.html", "--only", "visit"]);
    assert_eq!(ran.exit, Some(2), "{ran:?}");
    assert!(ran.words.contains("Did you mean `visits`?"), "{}", ran.words);
}
