//! The answer to what somebody asks, from what is shown. Pure.

use super::address::{self, Place};
use super::answer::{Answer, HTML, SCRIPT, STYLE, Status};
use super::fault_page::fault_page;
use super::request::{Asked, Method};
use super::shown::Shown;
use crate::output::{Output, media};
use crate::path::OutputPath;

/// Where the preview's own files are; no file of a site has such an address.
const OURS: &str = "/_fingerpost/";

/// Keeps pages up to date.
const RELOAD: &str = include_str!("reload.js");

/// The look of what is wrong.
const PANEL: &str = include_str!("panel.css");

/// Returns whether a request came to us under one of our own names. A page of another site can have its name lead to
/// this computer, and would then read the preview as its own; but its requests still carry that name.
pub fn is_for_us(asked: &Asked, port: u16) -> bool {
    let host = asked.host.as_deref().unwrap_or_default().to_ascii_lowercase();
    own_names(port).contains(&host)
}

/// Returns the names under which a browser on this computer finds the preview at `port`.
pub fn own_names(port: u16) -> [String; 3] {
    ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"))
}

/// Returns what a page waits for, where it does: the moment that it has seen.
pub fn waits_since(asked: &Asked) -> Option<&str> {
    let waits = asked.method == Method::Get && address::path_of(&asked.target) == "/_fingerpost/wait.js";
    waits.then(|| address::query(&asked.target, "since").unwrap_or_default())
}

/// Returns the answer to `asked`, which is neither for the desk nor willing to wait.
pub fn reply(asked: &Asked, shown: &Shown) -> Answer {
    match asked.method {
        Method::Get | Method::Head => read(&asked.target, shown),
        _ => Answer::words(Status::NotAllowed, "The preview is only for reading.").with("Allow", "GET, HEAD"),
    }
}

fn read(target: &str, shown: &Shown) -> Answer {
    let path = address::path_of(target);
    match path.strip_prefix(OURS) {
        Some("reload.js") => Answer::new(Status::Ok, SCRIPT, RELOAD),
        Some("panel.css") => Answer::new(Status::Ok, STYLE, PANEL),
        Some("now.js") => {
            let since = address::query(target, "since").unwrap_or_default();
            Answer::new(Status::Ok, SCRIPT, shown.news(since))
        }
        Some(_) => Answer::words(Status::NotFound, "There is nothing here."),
        None => page(target, shown),
    }
}

fn page(target: &str, shown: &Shown) -> Answer {
    let Some(site) = &shown.site else {
        return fault_page(shown);
    };
    match address::place(target, site) {
        Place::File(path) => file(site, &path, shown, Status::Ok),
        Place::Folder(page) => {
            let link = OutputPath::home().link_to(&page);
            Answer::elsewhere(Status::Moved, format!("/{}", link.trim_end_matches("index.html")))
        }
        Place::Nowhere => file(site, &OutputPath::not_found(), shown, Status::NotFound),
    }
}

/// Returns a file of the site as it will be published, but for the script that keeps pages up to date.
fn file(site: &Output, path: &OutputPath, shown: &Shown, status: Status) -> Answer {
    let Some(bytes) = site.files.get(path) else {
        return Answer::words(Status::NotFound, "There is no such page.");
    };
    match media(path) {
        HTML => Answer::new(status, HTML, with_script(bytes, shown)),
        media => Answer::new(status, media, bytes.clone()),
    }
}

/// Puts the script just before the end of a page.
pub fn with_script(page: &[u8], shown: &Shown) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let end = page
        .windows(END.len())
        .rposition(|piece| piece == END)
        .unwrap_or(page.len());
    let (before, after) = page.split_at(end);
    [before, script(shown).as_bytes(), after].concat()
}

/// The script is told which moment its page shows, and whether there is something wrong to be told.
fn script(shown: &Shown) -> String {
    let wrong = if shown.faults.is_some() { " data-wrong" } else { "" };
    format!(
        r#"<script src="{OURS}reload.js?seen={}" defer{wrong}></script>"#,
        shown.id
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, target: &str, host: &str) -> Asked {
        Asked {
            method,
            target: target.into(),
            host: Some(host.into()),
            origin: None,
            form: String::new(),
        }
    }

    fn get(target: &str, shown: &Shown) -> Answer {
        reply(&asked(Method::Get, target, ""), shown)
    }

    fn shown() -> Shown {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let files = [
            (path("404.html"), b"<body>not here</body>".to_vec()),
            (path("forms/index.html"), b"<body>a</body> b</body>\n".to_vec()),
            (path("a.css"), b"</body>".to_vec()),
        ];
        Shown {
            id: "now".into(),
            site: Some(Output { files: files.into() }),
            ..Shown::default()
        }
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"] {
            assert!(is_for_us(&asked(Method::Get, "/", host), 4000), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:4001",
            "evil.example:4000",
            "127.0.0.1.evil.example:4000",
        ] {
            assert!(!is_for_us(&asked(Method::Get, "/", host), 4000), "{host}");
        }
    }

    #[test]
    fn a_page_gets_one_script_before_its_end_and_nothing_else_does() {
        let page = String::from_utf8(get("/forms/", &shown()).body).expect("text");
        let script = r#"<script src="/_fingerpost/reload.js?seen=now" defer></script>"#;
        assert_eq!(page, format!("<body>a</body> b{script}</body>\n"));
        assert_eq!(get("/a.css", &shown()).body, b"</body>");
    }

    #[test]
    fn a_folder_without_its_slash_is_at_another_address() {
        let answer = get("/forms?x", &shown());
        assert_eq!(
            (answer.status, answer.headers),
            (Status::Moved, vec![("Location", "/forms/".into())])
        );
    }

    #[test]
    fn what_is_not_there_gets_the_sites_own_page() {
        let answer = get("/../etc/passwd", &shown());
        assert_eq!(answer.status, Status::NotFound);
        assert!(answer.body.starts_with(b"<body>not here"));
        assert_eq!(get("/_fingerpost/other", &shown()).status, Status::NotFound);
    }

    #[test]
    fn the_preview_is_only_for_reading() {
        for method in [Method::Post, Method::Other] {
            assert_eq!(reply(&asked(method, "/", ""), &shown()).status, Status::NotAllowed);
        }
    }
}
