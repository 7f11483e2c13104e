//! A build that is killed, at many moments, while a reader reads: the site is whole all the while.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fingerpost::output::Output;
use fingerpost::write::write;

use crate::support::project::{Project, output};

/// Where the writer that is to be killed writes; set for that process alone.
const WRITER: &str = "FINGERPOST_TEST_WRITER";

/// More sites than a writer makes before it is killed; it ends by itself should nobody kill it.
const SITES: usize = 2_000;

/// A site that is like no other: no two have one list, so that a reader can tell when it was exchanged meanwhile.
fn site(number: usize) -> Output {
    let (a, b) = (format!("page a of {number}"), format!("page b of {number}"));
    let moving = format!("moving/{}.html", number % 7);
    output(&[
        ("index.html", "always the same"),
        ("policies/a.html", &a),
        ("policies/b.html", &b),
        (&moving, "x"),
    ])
}

/// Not a test by itself: what the process does that is killed.
#[test]
#[ignore = "it is started, and killed, by the test below"]
fn writer() {
    let Some(root) = env::var_os(WRITER).map(PathBuf::from) else {
        return;
    };
    let first = fs::read_to_string(root.join("first"))
        .expect("a number")
        .parse()
        .expect("a number");
    for number in first..first + SITES {
        write(&site(number), &root, &root.join("site")).expect("a site");
    }
}

fn start_writer(project: &Project, first: usize) -> Child {
    project.put("first", first.to_string());
    Command::new(env::current_exe().expect("this program"))
        .args(["kill::writer", "--exact", "--ignored", "--test-threads=1"])
        .env(WRITER, project.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a writer")
}

/// The list that lies in a site: hashes by path, in the form that the program keeps it in.
fn list(site: &Path) -> Option<String> {
    fs::read_to_string(site.join(".fingerpost")).ok()
}

/// What is wrong with the site: files that are missing or are not what the list says.
fn faults(site: &Path, list: &str) -> Vec<String> {
    let entries: BTreeMap<&str, &str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path, hash))
        .collect();
    let is_wrong = |path: &str, hash: &str| match fs::read(site.join(path)) {
        Ok(bytes) => blake3::hash(&bytes).to_hex().as_str() != hash,
        Err(_) => true,
    };
    entries
        .into_iter()
        .filter(|(path, hash)| is_wrong(path, hash))
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// Reads the whole site; a site that was exchanged while it was read says nothing, any other must be whole.
fn read_once(site: &Path) {
    let before = list(site);
    // Only Linux exchanges two folders in one step; elsewhere there is an instant without a site.
    assert!(
        before.is_some() || cfg!(not(target_os = "linux")),
        "there is no whole site at this instant"
    );
    let Some(before) = before else { return };
    let faults = faults(site, &before);
    let same = list(site).as_deref() == Some(&before);
    assert!(!same || faults.is_empty(), "the site is not whole: {faults:?}");
}

/// The moments after which a writer is killed, by what stands in the work folder.
const MOMENTS: [&str; 6] = [
    "growing",
    "growing/index.html",
    "growing/.fingerpost",
    "ready",
    "ready/policies",
    "fingerpost.lock",
];

/// Reads the site until the work folder shows the chosen moment, then a few times more, then kills.
fn kill_at(project: &Project, writer: &mut Child, round: usize) {
    let moment = project.work().join(MOMENTS[round % MOMENTS.len()]);
    for _ in 0..round % 4 {
        read_once(&project.site());
    }
    while !moment.exists() && writer.try_wait().expect("a writer").is_none() {
        std::hint::spin_loop();
    }
    for _ in 0..round * 13 % 40 {
        let _ = moment.exists();
    }
    writer.kill().expect("killed");
    writer.wait().expect("dead");
}

#[test]
fn whenever_a_build_is_killed_the_site_is_whole() {
    let project = Project::new();
    project.write(&site(0)).expect("a site");
    project.put("site/policies/mine.txt", "mine");
    for round in 0..36 {
        let mut writer = start_writer(&project, round * SITES + 1);
        kill_at(&project, &mut writer, round);
        let list = list(&project.site()).expect("a site");
        assert_eq!(faults(&project.site(), &list), [""; 0], "round {round}");
        assert_eq!(project.text("site/policies/mine.txt"), "mine");
        if round % 3 == 0 {
            project.write(&site(round * SITES)).expect("the next build succeeds");
            assert!(!project.work().exists(), "round {round} left something behind");
            assert_eq!(project.text("site/policies/mine.txt"), "mine");
        }
    }
}

#[test]
fn whoever_reads_while_sites_are_exchanged_finds_a_whole_one() {
    let project = Project::new();
    project.write(&site(0)).expect("a site");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 1..60 {
                project.write(&site(number)).expect("a site");
            }
        });
        while !writer.is_finished() {
            read_once(&project.site());
        }
    });
}
