//! The desk of the real preview: what it tells, what its buttons do, and everybody who may not press them.

#![allow(clippy::print_stdout, reason = "how much was tried is part of the result")]

use std::io::Write;
use std::net::TcpStream;

use crate::support::preview::{Answer, Preview};

/// The policy of the site.
const POLICY: &str = "content/policies/visits.md";

impl Preview {
    fn desk(&self) -> String {
        let answer = self.get("/_desk/");
        assert_eq!(answer.status, 200, "{}", answer.head);
        answer.text()
    }

    fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    /// Presses a button as a person does who has read the page: with all that its form holds.
    fn press(&self, button: &str) -> Answer {
        self.press_with(button, None)
    }

    /// The same, with another place typed into the field.
    fn press_with(&self, button: &str, place: Option<&str>) -> Answer {
        let desk = self.desk();
        let (_, form) = desk
            .split_once(&format!("action=\"/_desk/{button}\""))
            .unwrap_or_else(|| panic!("a button {button} in {desk}"));
        let form = form.split("</form>").next().expect("a form");
        let fields = ["token", "told", "place"].map(|name| match (name, place) {
            ("place", Some(place)) => format!("place={place}"),
            _ => format!("{name}={}", value(form, name)),
        });
        let answer = self.post(&format!("/_desk/{button}"), &self.origin(), &fields.join("&"));
        assert_eq!((answer.status, answer.header("Location")), (303, Some("/_desk/#_done")));
        answer
    }

    /// Waits for the build after which the desk `shows` something, and returns the desk.
    fn once(&self, shows: impl Fn(&str) -> bool) -> String {
        loop {
            self.next_build();
            let desk = self.desk();
            if shows(&desk) {
                return desk;
            }
        }
    }

    /// Returns what the desk says was done last.
    fn done(&self) -> String {
        let desk = self.desk();
        let (_, done) = desk.split_once("id=\"_done\"").expect("something was done");
        done.split("</div>").next().expect("an end").to_owned()
    }

    fn token(&self) -> String {
        value(&self.desk(), "token")
    }

    fn has(&self, path: &str) -> bool {
        self.site.path().join(path).exists()
    }
}

fn value(form: &str, name: &str) -> String {
    let value = form.split_once(&format!("name=\"{name}\" value=\""));
    let value = value.and_then(|(_, value)| value.split('"').next());
    value.unwrap_or_default().to_owned()
}

#[track_caller]
fn assert_says(text: &str, words: &str) {
    assert!(text.contains(words), "{words:?} in {text}");
}

#[test]
fn the_desk_says_what_the_site_holds_and_is_no_part_of_it() {
    let preview = Preview::open();
    let desk = preview.desk();
    for words in [
        "<a href=\"/policies/visits.html\">Visits</a>",
        "<dt>Version</dt><dd>1.0</dd>",
        "<dt>In force from</dt><dd>1 September 2026</dd>",
        "<dt>Review due</dt><dd>1 September 2027</dd>",
        "<dt>Last saved</dt><dd>just now</dd>",
        "<dd>content/policies/visits.md</dd>",
        "<p>No problems.</p>",
    ] {
        assert_says(&desk, words);
    }
    assert!(
        preview
            .output()
            .files
            .keys()
            .all(|path| !path.as_str().starts_with("_desk"))
    );
    assert_eq!(preview.get("/_desk").header("Location"), Some("/_desk/"));
    assert_eq!(preview.get("/_desk/style.css").status, 200);
    assert_eq!(preview.get("/_desk/nothing").status, 404);
}

#[test]
fn a_review_that_is_late_is_marked() {
    let preview = Preview::open();
    preview.site.change(POLICY, "review-by: 2027", "review-by: 2026");
    preview.site.change(POLICY, "in-force: 2026", "in-force: 2025");
    preview.site.change(POLICY, "approved: 2026", "approved: 2025");
    preview.press("check");
    assert_says(&preview.desk(), "<dd>1 September 2026 (overdue)</dd>");
}

#[test]
fn a_mistake_is_told_with_its_line_and_nothing_can_be_published_until_it_is_mended() {
    let preview = Preview::open();
    let token = preview.token();
    preview.site.change(POLICY, "title: ", "titel: ");
    preview.press("check");
    let desk = preview.desk();
    assert_says(&desk, "in content/policies/visits.md, line 2");
    assert_says(&desk, "Did you mean &#39;title&#39;?");
    assert_says(&preview.done(), "I read everything again. 1 problem");
    assert!(!desk.contains("Publish to the folder") && !desk.contains("Make a zip"));
    let form = format!("token={token}&place=published");
    preview.post("/_desk/publish", &preview.origin(), &form);
    assert_says(&preview.done(), "Nothing was published");
    preview.site.change(POLICY, "titel: ", "title: ");
    preview.press("check");
    assert_says(&preview.desk(), "Publish to the folder");
    assert!(!preview.has("published"));
}

#[test]
fn a_folder_is_published_once_the_changes_have_been_told() {
    let preview = Preview::open();
    preview.press("publish");
    assert_says(&preview.done(), "The site is in ");
    assert!(preview.has("published/index.html") && preview.has("published/SHA256SUMS"));
    assert_says(
        &preview.desk(),
        "Nothing will change: what is published is what you have.",
    );
    preview.site.change(POLICY, "a written plan", "a typed plan");
    preview.press("check");
    let desk = preview.desk();
    assert_says(&desk, "Clause 1.1 has changed.");
    assert_says(&desk, "<span class=\"unseen\">put in: </span>typed</ins>");
    preview.press_with("publish", Some("elsewhere"));
    assert_says(&preview.done(), "Nothing was written yet");
    assert!(!preview.has("elsewhere"));
    preview.press("publish");
    assert_says(&preview.done(), "elsewhere");
    assert!(preview.site.read("elsewhere/policies/visits.html").contains("typed"));
    assert!(
        preview
            .site
            .read("published/policies/visits.html")
            .contains("a written plan")
    );
}

#[test]
fn what_was_saved_after_the_page_was_read_is_told_before_it_is_published() {
    let preview = Preview::open();
    let (desk, origin) = (preview.desk(), preview.origin());
    let form = format!(
        "token={}&told={}&place=published",
        value(&desk, "token"),
        value(&desk, "told")
    );
    preview.site.change(POLICY, "a written plan", "a typed plan");
    assert!(preview.next_build());
    preview.post("/_desk/publish", &origin, &form);
    assert_says(&preview.done(), "Nothing was written yet");
    assert!(!preview.has("published"));
}

#[test]
fn an_archive_is_made_and_told_like_a_folder() {
    let preview = Preview::open();
    preview.press("zip");
    assert_says(&preview.done(), "published.zip (");
    preview.site.change(POLICY, "a written plan", "a typed plan");
    preview.press("check");
    assert_says(&preview.desk(), "Clause 1.1 has changed.");
    preview.press("zip");
    assert_says(&preview.done(), "The whole site");
}

#[test]
fn nothing_is_written_among_what_authors_write_or_over_what_is_theirs() {
    let preview = Preview::open();
    preview.site.write("theirs/letter.txt", "mine");
    preview.site.write("theirs.zip", "mine");
    for (button, place, words) in [
        (
            "publish",
            "content%2Fsite",
            "cannot be written into the folder `content`",
        ),
        ("publish", ".", "which is for what you write, lies in it"),
        ("publish", "theirs", "holds files that I did not make"),
        (
            "zip",
            "content%2Fsite.zip",
            "cannot be written into the folder `content`",
        ),
        ("zip", "theirs.zip", "I did not make it"),
    ] {
        preview.press_with(button, Some(place));
        preview.press(button);
        assert_says(&preview.done(), words);
    }
    assert!(!preview.has("content/site") && !preview.has("content/site.zip"));
    assert_eq!(preview.site.read("theirs/letter.txt"), "mine");
}

#[test]
fn a_document_that_was_put_beside_the_content_becomes_a_policy() {
    let preview = Preview::open();
    assert_says(&preview.desk(), "Put a document from Word");
    let text = "Attendance\n\n1. The register\n\n1.1 Staff take the register twice a day.\n";
    preview.site.write("imports/attendance.txt", text);
    preview.site.write("imports/notes.exe", "no document");
    assert_says(&preview.desk(), "<option>attendance.txt</option>");
    assert!(!preview.desk().contains("notes.exe"));
    let import = |document: &str| {
        let form = format!("token={}&document={document}&next-of=", preview.token());
        assert_eq!(preview.post("/_desk/import", &preview.origin(), &form).status, 303);
        preview.done()
    };
    for elsewhere in ["..%2Fcontent%2Findex.md", "notes.exe", "%2Fetc%2Fpasswd", ""] {
        assert_says(&import(elsewhere), "no longer there");
    }
    let told = import("attendance.txt");
    assert_says(&told, "Every word is in the policy");
    assert_says(&told, "what is still wrong is said below");
    assert!(!told.contains("type: fingerpost"), "{told}");
    let policy = preview.site.read("content/policies/attendance.md");
    assert_says(&policy, "take the register twice a day");
    let seen = preview.once(|desk| desk.contains("policies/attendance.md"));
    assert_says(&seen, "id=\"_done\"");
    preview
        .site
        .write("content/policies/attendance.md", policy.replace("twice", "once"));
    preview.once(|desk| !desk.contains("id=\"_done\""));
}

#[test]
fn every_policy_can_be_told_from_the_others_whatever_is_wrong_with_it() {
    let preview = Preview::open();
    let policy = preview.site.read(POLICY);
    preview.site.write("imports/a.txt", "A");
    preview.site.write("content/policies/trips.md", &policy);
    preview
        .site
        .write("content/policies/outings.md", policy.replace("title: ", "titel: "));
    preview.site.write("content/policies/walks.md", b"\xff\xfe\xff");
    preview.press("check");
    let desk = preview.desk();
    for option in [
        "<option value=\"outings\">the next version of: outings.md</option>",
        "<option value=\"trips\">the next version of: Visits (trips.md)</option>",
        "<option value=\"visits\">the next version of: Visits (visits.md)</option>",
        "<option value=\"walks\">the next version of: walks.md</option>",
    ] {
        assert_says(&desk, option);
    }
}

#[test]
fn pages_that_would_change_are_told_apart_and_the_one_for_missing_pages_is_none() {
    let preview = Preview::open();
    let policy = preview.site.read(POLICY);
    preview.site.write("content/policies/trips.md", &policy);
    preview.press("check");
    let desk = preview.desk();
    assert_says(&desk, "Visits (policies/trips.html)");
    assert_says(&desk, "Visits (policies/visits.html)");
    assert!(!desk.contains("404.html") && !desk.contains("This page is not here"));
}

#[test]
fn the_desk_stands_when_the_theme_is_broken() {
    let preview = Preview::open();
    preview.site.write("themes/default/templates/base.html", "{% if %}");
    preview.site.write(
        "themes/default/css/tokens.css",
        ":root { --paper: black; --ink: black }",
    );
    preview.press("check");
    let desk = preview.desk();
    assert_says(&desk, "in themes/default/templates/base.html, line 1");
    assert_says(&desk, "<h1>The desk</h1>");
    assert!(!preview.get("/_desk/style.css").text().contains("--paper: black"));
}

#[test]
fn nobody_else_can_press_a_button() {
    let preview = Preview::open();
    let (token, origin) = (preview.token(), preview.origin());
    let other = format!("http://127.0.0.1:{}", preview.port.wrapping_add(1));
    let good = format!("token={token}&place=stolen");
    let mut tried = 0;
    for button in ["check", "publish", "zip", "import"] {
        let target = format!("/_desk/{button}");
        let forms = ["", "token=", "place=stolen", "token=0&place=stolen"].map(|form| (origin.as_str(), form));
        let strangers =
            ["http://evil.example", "null", "", &other, "https://127.0.0.1"].map(|from| (from, good.as_str()));
        for (from, form) in forms.into_iter().chain(strangers) {
            assert_eq!(
                preview.post(&target, from, form).status,
                403,
                "{button} from {from:?} with {form:?}"
            );
            tried += 1;
        }
        for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "NONSENSE"] {
            let address = format!("{target}?{good}");
            let answer = preview.ask(method, &address, &preview.host());
            assert_eq!(
                (answer.status, answer.header("Allow")),
                (405, Some("POST")),
                "{method} {button}"
            );
            assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
            tried += 1;
        }
        let evil = preview.send(
            format!(
                "POST {target} HTTP/1.1\r\nHost: evil.example\r\nOrigin: {origin}\r\nContent-Length: {}\r\n\r\n{good}",
                good.len()
            )
            .as_bytes(),
        );
        assert_eq!(evil.expect("an answer").status, 403, "under another name");
        let huge = preview.post(&target, &origin, &format!("{good}&more={}", "x".repeat(100_000)));
        assert_eq!(huge.status, 413, "{button}");
        let chunked = format!(
            "POST {target} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            preview.host()
        );
        assert_eq!(preview.send(chunked.as_bytes()).expect("an answer").status, 403);
        tried += 3;
    }
    let silent: Vec<TcpStream> = (0..HELD).map(|_| body_that_never_comes(&preview)).collect();
    assert_says(&preview.desk(), "The desk");
    drop(silent);
    assert!(!preview.has("stolen") && !preview.desk().contains("id=\"_done\""));
    println!("tried: {tried} tricks at the desk's buttons, {HELD} bodies that never came");
}

const HELD: usize = 100;

fn body_that_never_comes(preview: &Preview) -> TcpStream {
    let mut stream = preview.connect();
    let head = format!(
        "POST /_desk/publish HTTP/1.1\r\nHost: {}\r\nContent-Length: 90\r\n\r\ntoken=",
        preview.host()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream
}
