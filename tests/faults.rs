//! The failing disk, step by step; files that cannot be read; what a killed build leaves; an author's own files.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fingerpost::diagnostic::{Code, Diagnostic, Reported};
use fingerpost::disk::RealDisk;
use fingerpost::load::{load, load_from};
use fingerpost::output::Output;
use fingerpost::source::Sources;
use fingerpost::write::{put_file, write};

use crate::support::failing_disk::{FailingDisk, Manner};
use crate::support::project::{Project, Tree, output, tree};

/// The site before: one page that stays, one that changes, one that goes with its folder.
fn before() -> Output {
    output(&[
        ("index.html", "the front page"),
        ("policies/behaviour.html", "be kind"),
        ("decisions/old.html", "an old decision"),
    ])
}

/// The site after.
fn after() -> Output {
    output(&[
        ("index.html", "the front page"),
        ("policies/behaviour.html", "be very kind"),
        ("policies/attendance.html", "be there"),
    ])
}

/// A project with the site before, and an author's own things in it.
fn standing() -> Project {
    let project = Project::new();
    project.write_on(&FailingDisk::well(), &before()).expect("a site");
    project.put("site/notes.txt", "mine");
    project.put("site/policies/scan.pdf", "mine too");
    project.put("site/letters/2026/june.txt", "dear parents");
    fs::create_dir(project.site().join("empty")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink("notes.txt", project.site().join("link")).expect("a link");
    project
}

/// What a disk without faults makes of it.
fn expected() -> (Tree, Tree) {
    let project = standing();
    let old = project.tree().expect("a site");
    project.write(&after()).expect("a site");
    (old, project.tree().expect("a site"))
}

fn code_of(result: Result<impl std::fmt::Debug, Diagnostic>) -> Code {
    result.expect_err("a fault").finding.code
}

/// Fails at the first operation, the second, and so on, until nothing fails any more; asks each time whether the site
/// is one of the two and whether the next build succeeds.
fn walk_the_disk(disk: impl Fn(usize) -> FailingDisk) {
    let (old, new) = expected();
    for n in 1.. {
        let project = standing();
        let disk = disk(n);
        let result = project.write_on(&disk, &after());
        let stands = project.tree().unwrap_or_else(|| tree(&project.work().join("old")));
        let right = if result.is_ok() { &new } else { &old };
        assert!(&stands == right, "operation {n}, {result:?}: {:?}", stands.keys());
        project
            .write_on(&FailingDisk::well(), &after())
            .expect("the next build succeeds");
        assert!(
            project.tree().as_ref() == Some(&new),
            "after operation {n}: {:?}",
            project.tree()
        );
        assert!(!project.work().exists(), "operation {n} left something behind");
        if !disk.has_failed() {
            return assert!(n > 50, "only {n} operations: does the disk count?");
        }
    }
}

#[test]
fn a_disk_that_fails_once_leaves_a_whole_site() {
    walk_the_disk(|n| FailingDisk::failing_at(n, Manner::Once));
}

#[test]
fn a_disk_that_dies_leaves_a_whole_site() {
    walk_the_disk(|n| FailingDisk::failing_at(n, Manner::Dies));
}

#[test]
fn without_an_exchange_in_one_step_a_failing_disk_leaves_a_whole_site() {
    walk_the_disk(|n| FailingDisk::failing_at(n, Manner::Once).without_exchange());
}

#[test]
fn without_an_exchange_in_one_step_a_dying_disk_leaves_a_whole_site_to_put_back() {
    walk_the_disk(|n| FailingDisk::failing_at(n, Manner::Dies).without_exchange());
}

#[test]
fn a_first_site_appears_whole_or_not_at_all() {
    for manner in [Manner::Once, Manner::Dies] {
        for n in 1.. {
            let project = Project::new();
            let disk = FailingDisk::failing_at(n, manner);
            let result = project.write_on(&disk, &after());
            assert_eq!(result.is_ok(), project.site().exists(), "operation {n}");
            project
                .write_on(&FailingDisk::well(), &after())
                .expect("the next build succeeds");
            assert_eq!(project.text("site/policies/attendance.html"), "be there");
            assert!(!project.work().exists(), "operation {n} left something behind");
            if !disk.has_failed() {
                break;
            }
        }
    }
}

#[test]
fn what_an_author_puts_there_meanwhile_is_kept() {
    let project = standing();
    let site = project.site();
    let disk = FailingDisk::well().meanwhile(move || {
        fs::write(site.join("new.txt"), "just now").expect("a file");
        fs::write(site.join("saved.txt"), "mine, saved anew").expect("a file");
        fs::rename(site.join("saved.txt"), site.join("notes.txt")).expect("a file");
        fs::write(site.join("policies/behaviour.html"), "be kind, said by hand").expect("a file");
    });
    let written = project.write_on(&disk, &after()).expect("a site");
    assert_eq!(project.text("site/new.txt"), "just now");
    assert_eq!(project.text("site/notes.txt"), "mine, saved anew");
    assert_eq!(project.text("site/policies/behaviour.html"), "be very kind");
    assert_eq!(
        project.text("site/policies/behaviour.html.kept-1"),
        "be kind, said by hand"
    );
    let notes: Vec<Code> = written.notes.iter().map(|note| note.finding.code).collect();
    assert_eq!(notes, [Code::ChangedByHand]);
    assert!(!project.work().exists());
}

#[test]
fn an_author_file_stays_the_very_same_file() {
    let project = standing();
    let before = identity(&project.site().join("notes.txt"));
    project.write(&after()).expect("a site");
    assert_eq!(identity(&project.site().join("notes.txt")), before);
}

#[test]
fn an_unchanged_page_keeps_its_date() {
    let project = standing();
    let page = project.site().join("index.html");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options()
        .write(true)
        .open(&page)
        .and_then(|file| file.set_modified(long_ago))
        .expect("a date");
    let before = identity(&page);
    let written = project.write(&after()).expect("a site");
    assert_eq!(identity(&page), before);
    assert_eq!(page.metadata().and_then(|page| page.modified()).ok(), Some(long_ago));
    assert_eq!(
        (written.added.len(), written.changed.len(), written.removed.len()),
        (1, 1, 1)
    );
    assert_eq!(written.unchanged, 1);
}

#[test]
fn a_site_that_is_there_already_is_not_touched() {
    let project = standing();
    let before = (identity(&project.site()), modified(project.root()));
    let written = project.write(&self::before()).expect("a site");
    assert!(written.is_nothing());
    assert_eq!((identity(&project.site()), modified(project.root())), before);
}

/// Two names with one identity are one file.
#[cfg(unix)]
fn identity(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    path.metadata().expect("a file").ino()
}

#[cfg(not(unix))]
fn identity(path: &Path) -> SystemTime {
    modified(path)
}

fn modified(path: &Path) -> SystemTime {
    path.metadata()
        .and_then(|metadata| metadata.modified())
        .expect("a date")
}

#[test]
fn a_page_that_is_no_longer_wanted_goes_and_its_folder_too() {
    let project = standing();
    project.write(&after()).expect("a site");
    assert!(!project.has("site/decisions"));
    assert!(project.has("site/empty"));
    assert!(project.has("site/letters/2026/june.txt"));
}

#[test]
fn a_page_deleted_by_hand_is_made_again() {
    let project = standing();
    fs::remove_file(project.site().join("index.html")).expect("gone");
    let written = project.write(&before()).expect("a site");
    assert_eq!(written.added.len(), 1);
    assert_eq!(project.text("site/index.html"), "the front page");
}

#[test]
fn a_page_changed_by_hand_is_not_overwritten() {
    let project = standing();
    let page = project.put("site/index.html", "my own front page");
    for next in [before(), after()] {
        let fault = project.write(&next).expect_err("a fault").finding;
        assert_eq!(fault.code, Code::ChangedByHand);
        assert!(fault.message.contains("index.html"), "{}", fault.message);
    }
    assert_eq!(project.text("site/index.html"), "my own front page");
    fs::remove_file(page).expect("gone");
    project.write(&after()).expect("a site");
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let project = Project::new();
    project.put("site/thesis.docx", "three years of work");
    assert_eq!(code_of(project.write(&before())), Code::ForeignFolder);
    assert_eq!(project.tree().map(|tree| tree.len()), Some(1));
    assert!(!project.work().exists());
}

#[test]
fn an_empty_folder_and_one_with_a_systems_clutter_is_fine() {
    let project = Project::new();
    project.put("site/.DS_Store", "");
    project.write(&before()).expect("a site");
    assert!(project.has("site/.DS_Store"));
}

#[test]
fn a_site_whose_list_is_damaged_is_nobodys() {
    let project = standing();
    project.put("site/.fingerpost", "what is this file? I had better empty it");
    assert_eq!(code_of(project.write(&after())), Code::ForeignFolder);
}

#[test]
fn an_author_file_where_a_page_has_to_go_is_not_overwritten() {
    for in_the_way in [
        "site/policies/attendance.html",
        "site/policies/attendance.html/inside.txt",
        "site/search",
    ] {
        let project = Project::new();
        project.write(&before()).expect("a site");
        project.put(in_the_way, "mine");
        let mut next = after();
        next.files
            .extend(output(&[("search/index.html", "a page in a folder")]).files);
        assert_eq!(code_of(project.write(&next)), Code::ForeignFolder, "{in_the_way}");
        assert_eq!(project.text(in_the_way), "mine");
        assert_eq!(project.text("site/policies/behaviour.html"), "be kind");
    }
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let project = standing();
    fs::create_dir(project.work()).expect("a folder");
    let lock = File::create(project.work().join("fingerpost.lock")).expect("a file");
    lock.try_lock().expect("a lock");
    let fault = project.write(&after()).expect_err("a fault").finding;
    assert!(fault.message.contains("Another Fingerpost"), "{}", fault.message);
    lock.unlock().expect("no lock");
    project.write(&after()).expect("a site");
}

#[test]
fn what_a_killed_build_leaves_is_cleared_away() {
    let project = standing();
    project.put(".site.fingerpost/fingerpost.lock", "");
    project.put(".site.fingerpost/growing/policies/half.html", "hal");
    project.write(&before()).expect("a site");
    assert!(!project.work().exists());
}

#[test]
fn a_work_folder_that_is_not_ours_is_refused() {
    let project = standing();
    project.put(".site.fingerpost/growing/diary.txt", "dear diary");
    assert_eq!(code_of(project.write(&after())), Code::ForeignFolder);
    assert_eq!(project.text(".site.fingerpost/growing/diary.txt"), "dear diary");
}

#[test]
fn the_site_is_never_written_where_an_author_writes() {
    let project = Project::new();
    project.put("content/index.md", "mine");
    let root = project.root();
    for target in [
        "content",
        "content/site",
        "content/new/site",
        "themes/default",
        "themes",
        "",
        "..",
        "new/../content",
    ] {
        let result = write(&before(), root, &root.join(target));
        assert_eq!(code_of(result), Code::OutputInContent, "{target:?}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("content", root.join("alias")).expect("a link");
        assert_eq!(
            code_of(write(&before(), root, &root.join("alias"))),
            Code::OutputInContent
        );
    }
    assert_eq!(tree(&root.join("content")).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_target_that_is_a_link_stays_one() {
    let project = Project::new();
    fs::create_dir(project.root().join("real")).expect("a folder");
    std::os::unix::fs::symlink("real", project.site()).expect("a link");
    project.write(&before()).expect("a site");
    project.write(&after()).expect("a site");
    assert!(project.site().is_symlink());
    assert_eq!(project.text("real/policies/attendance.html"), "be there");
}

#[cfg(unix)]
#[test]
fn a_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let project = standing();
    for folder in ["", "policies"] {
        fs::set_permissions(project.site().join(folder), fs::Permissions::from_mode(0o750)).expect("a mode");
    }
    project.write(&after()).expect("a site");
    for folder in ["", "policies"] {
        let mode = project
            .site()
            .join(folder)
            .metadata()
            .expect("a folder")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o750);
    }
}

#[test]
fn a_single_file_is_the_old_one_or_the_new_one_wherever_the_disk_fails() {
    for manner in [Manner::Once, Manner::Dies] {
        for n in 1.. {
            let project = Project::new();
            let file = project.put("content/d.yaml", "old");
            let disk = FailingDisk::failing_at(n, manner);
            let put = put_file(&disk, &file, b"new");
            let expected = if put.is_ok() { "new" } else { "old" };
            assert_eq!(project.text("content/d.yaml"), expected, "{manner:?} at {n}");
            put_file(&RealDisk, &file, b"newer").expect("a disk that is well again");
            assert_eq!(project.text("content/d.yaml"), "newer", "{manner:?} at {n}");
            // A killed program cannot clear up, and the next one does it in its place.
            assert_eq!(tree(&project.root().join("content")).len(), 1, "{manner:?} at {n}");
            if !disk.has_failed() {
                break;
            }
        }
    }
}

#[test]
fn a_file_that_has_the_name_under_which_ours_would_grow_is_left_alone() {
    let others = ["content/.1.fingerpost", "content/.2.fingerpost/note.txt"];
    for n in 1.. {
        let project = Project::new();
        let file = project.put("content/d.yaml", "old");
        for other in others {
            project.put(other, "mine");
        }
        let disk = FailingDisk::failing_at(n, Manner::Once);
        let done = put_file(&disk, &file, b"new");
        assert_eq!(others.map(|other| project.text(other)), ["mine", "mine"], "at {n}");
        if !disk.has_failed() {
            assert_eq!(tree(&project.root().join("content")).len(), 4, "at {n}");
            done.expect("a name that is free");
            return assert_eq!(project.text("content/d.yaml"), "new");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_written_anew_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let file = project.put("content/d.yaml", "old");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions");
    put_file(&RealDisk, &file, b"new").expect("written");
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

fn codes(loaded: &Reported<Sources>) -> Vec<Code> {
    loaded
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.finding.code)
        .collect()
}

fn paths(loaded: &Reported<Sources>) -> Vec<&str> {
    loaded.value.files.keys().map(|path| path.as_str()).collect()
}

fn loaded_text(loaded: &Reported<Sources>) -> Vec<&str> {
    loaded
        .value
        .files
        .values()
        .filter_map(|source| source.as_text())
        .collect()
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other() {
    let project = Project::new();
    let locked = project.put("content/a.md", "locked");
    project.put("content/b.md", "open");
    let loaded = load_from(&FailingDisk::well().without(locked), project.root());
    assert_eq!(codes(&loaded), [Code::CannotRead]);
    assert_eq!(paths(&loaded), ["b.md"]);
}

#[test]
fn a_disk_that_fails_while_reading_is_told_and_never_a_panic() {
    let project = Project::new();
    project.put("content/a.md", "one");
    project.put("themes/default/css/base.css", "two");
    for n in 1.. {
        let disk = FailingDisk::failing_at(n, Manner::Once);
        let loaded = load_from(&disk, project.root());
        if !disk.has_failed() {
            assert!(loaded.diagnostics.is_empty());
            return;
        }
        let is_whole = loaded.value.files.len() + loaded.value.theme.len() == 2;
        assert!(
            is_whole || !loaded.diagnostics.is_empty(),
            "operation {n} was lost without a word"
        );
    }
}

#[test]
fn a_folder_without_content_is_told() {
    let project = Project::new();
    let loaded = load(&project.root().join("content"));
    assert_eq!(codes(&loaded), [Code::NoContent]);
    assert!(loaded.diagnostics[0].finding.hints[0].contains("fingerpost new"));
}

#[test]
fn only_what_an_author_wrote_is_read() {
    let project = Project::new();
    for path in [
        "policies/a.md",
        "site.yaml",
        "~$a.docx",
        ".git/config",
        "a.md~",
        "policies/.a.md.swp",
        "Thumbs.db",
    ] {
        project.put(&format!("content/{path}"), "text");
    }
    project.put("themes/default/css/base.css", "\u{FEFF}a {}\r\n");
    let loaded = load(project.root());
    assert_eq!(codes(&loaded), []);
    assert_eq!(paths(&loaded), ["policies/a.md", "site.yaml"]);
    let theme: Vec<_> = loaded
        .value
        .theme
        .iter()
        .map(|(path, source)| (path.as_str(), source.as_text()))
        .collect();
    assert_eq!(theme, [("css/base.css", Some("a {}\n"))]);
}

#[test]
fn text_is_made_uniform_and_pictures_are_not() {
    let project = Project::new();
    project.put("content/a.md", b"\xFF\xFEa\0\r\0\n\0");
    project.put("content/b.YAML", "\u{FEFF}E\u{301}\r\n");
    project.put("content/c.png", b"\r\n\xFF");
    let loaded = load(project.root());
    assert_eq!(codes(&loaded), []);
    assert_eq!(loaded_text(&loaded), ["a\n", "\u{C9}\n"]);
}

#[test]
fn a_text_in_an_old_encoding_is_told_and_still_checked() {
    let project = Project::new();
    project.put("content/a.md", b"caf\xE9");
    project.put("content/b.md", b"PK\x03\x04\0\0");
    let loaded = load(project.root());
    assert_eq!(codes(&loaded), [Code::NotText, Code::NotText]);
    assert_eq!(loaded_text(&loaded), ["café"]);
}

#[test]
fn a_text_of_many_megabytes_is_not_read() {
    let project = Project::new();
    let path = project.put("content/a.md", "");
    File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.set_len(1 << 40))
        .expect("a file with a hole");
    let loaded = load(project.root());
    assert_eq!(codes(&loaded), [Code::TooLarge]);
    assert_eq!(loaded.value.files.len(), 0);
}

#[test]
fn a_copy_that_onedrive_made_is_told() {
    let project = Project::new();
    project.put("content/policies/behaviour.md", "title: Behaviour");
    project.put("content/policies/behaviour-DESKTOP-1A2B.md", "title: Behaviour");
    assert_eq!(codes(&load(project.root())), [Code::TwoFilesOnePage]);
}

/// Only where the disk itself can tell the two names apart.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_one_on_other_computers_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new();
    for name in ["Behaviour.md", "behaviour.md", "\u{E9}.md", "e\u{301}.md", "a?.md"] {
        project.put(&format!("content/{name}"), "");
    }
    let unreadable = project
        .root()
        .join("content")
        .join(std::ffi::OsStr::from_bytes(b"caf\xE9.md"));
    fs::write(unreadable, "").expect("a file");
    let mut codes = codes(&load(project.root()));
    codes.sort_unstable();
    let twice = |code| [code, code];
    assert_eq!(codes, [twice(Code::BadFileName), twice(Code::TwoFilesOnePage)].concat());
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_told_and_not_followed() {
    let project = Project::new();
    let content = project.root().join("content");
    project.put("content/a.md", "text");
    std::os::unix::fs::symlink("..", content.join("loop")).expect("a link");
    std::os::unix::fs::symlink("itself.md", content.join("itself.md")).expect("a link");
    let _socket = std::os::unix::net::UnixListener::bind(content.join("socket.md")).expect("a socket");
    let loaded = load(project.root());
    assert_eq!(codes(&loaded), [Code::CannotRead; 3]);
    assert_eq!(paths(&loaded), ["a.md"]);
}

#[cfg(unix)]
#[test]
fn the_whole_content_may_lie_elsewhere() {
    let project = Project::new();
    let elsewhere: PathBuf = project.put("shared/a.md", "text");
    fs::remove_dir(project.root().join("content")).expect("gone");
    std::os::unix::fs::symlink(elsewhere.parent().expect("a folder"), project.root().join("content")).expect("a link");
    assert_eq!(paths(&load(project.root())), ["a.md"]);
}
