//! What a request asks for, from its target as it came over the wire. Pure.
//!
//! No target ever becomes a path on the disk: it is the key of a map, or it is nothing.

use percent_encoding::percent_decode_str;

use crate::output::Output;
use crate::path::OutputPath;

/// Longer than any address of ours; browsers and proxies agree on about this much.
const LONGEST: usize = 2_000;

/// Where a target leads in a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To a file that is there.
    File(OutputPath),
    /// To a folder, written without the slash that links in its page need: the folder's page.
    Folder(OutputPath),
    /// Nowhere.
    Nowhere,
}

/// Returns where `target` leads in `site`.
pub fn place(target: &str, site: &Output) -> Place {
    let Some(path) = output_path(target) else {
        return Place::Nowhere;
    };
    if site.files.contains_key(&path) {
        return Place::File(path);
    }
    let page = OutputPath::new(&format!("{path}/index.html")).ok();
    let page = page.filter(|page| site.files.contains_key(page));
    page.map_or(Place::Nowhere, Place::Folder)
}

/// Returns the path that `target` names, or nothing for whatever could be no file of a site: what climbs, what is
/// spelt for another system, what is no text. A folder's address is its `index.html`.
pub fn output_path(target: &str) -> Option<OutputPath> {
    let encoded = path_of(target).strip_prefix('/')?;
    // Once, and once only: what is still encoded then is a name with a percent sign in it.
    let path = percent_decode_str(encoded).decode_utf8().ok()?;
    let page = if path.is_empty() || path.ends_with('/') {
        "index.html"
    } else {
        ""
    };
    OutputPath::new(&format!("{path}{page}"))
        .ok()
        .filter(|_| target.len() <= LONGEST)
}

/// Returns a target without its query and fragment.
pub fn path_of(target: &str) -> &str {
    target.split(['?', '#']).next().unwrap_or_default()
}

/// Returns the value that the query of `target` has for `name`, as typed.
pub fn query<'t>(target: &'t str, name: &str) -> Option<&'t str> {
    let (_, query) = target.split_once('?')?;
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Output {
        let files = ["index.html", "policies/a b.html", "forms/index.html"];
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        Output {
            files: files.map(|name| (path(name), Vec::new())).into(),
        }
    }

    fn shown(target: &str) -> String {
        match place(target, &site()) {
            Place::File(path) => path.to_string(),
            Place::Folder(path) => format!("folder of {path}"),
            Place::Nowhere => "nowhere".into(),
        }
    }

    #[test]
    fn a_target_is_a_key_of_the_map() {
        assert_eq!(shown("/"), "index.html");
        assert_eq!(shown("/?a=b#c"), "index.html");
        assert_eq!(shown("/policies/a%20b.html"), "policies/a b.html");
        assert_eq!(shown("/forms/"), "forms/index.html");
        assert_eq!(shown("/forms"), "folder of forms/index.html");
        assert_eq!(shown("/policies"), "nowhere");
    }

    #[test]
    fn tricks_lead_nowhere() {
        for target in TRICKS {
            assert_eq!(shown(target), "nowhere", "{target}");
        }
        assert_eq!(shown(&format!("/{}", "a/../".repeat(1_000))), "nowhere");
        assert_eq!(shown(&format!("/?{}", "a".repeat(LONGEST))), "nowhere");
    }

    #[test]
    fn a_query_gives_its_values() {
        assert_eq!(query("/wait.js?since=ab&now", "since"), Some("ab"));
        assert_eq!(query("/wait.js?since=ab&now", "now"), Some(""));
        assert_eq!(query("/wait.js?sincere=ab", "since"), None);
    }

    const TRICKS: [&str; 34] = [
        "",
        "*",
        "index.html",
        "//index.html",
        "//example.org/index.html",
        "http://example.org/index.html",
        "http://127.0.0.1/index.html",
        "/../index.html",
        "/./index.html",
        "/policies/../index.html",
        "/%2e%2e/index.html",
        "/%2E%2E%2Findex.html",
        "/..%2findex.html",
        "/%2e/index.html",
        "/..%5cindex.html",
        "/policies\\..\\index.html",
        "/%252e%252e/index.html",
        "/index.html%00",
        "/%00",
        "/index.html%00.png",
        "/index.html.",
        "/index.html%20",
        "/index.html::$DATA",
        "/C:/index.html",
        "/C%3A%5Cindex.html",
        "/file:///etc/passwd",
        "/etc/passwd",
        "/%2fetc/passwd",
        "/nul",
        "/CON.html",
        "/com1.txt",
        "/%ff%fe",
        "/%c0%ae%c0%ae/index.html",
        "/index%zz.html",
    ];
}
