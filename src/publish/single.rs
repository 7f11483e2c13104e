//! One page as one file that works from an e-mail: style, script and pictures inside.
//!
//! The page's rules still allow nothing but what is its own: style and script are named in them by their hashes.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::links::{Target, page, relink, site_address, target};
use super::markup::{Piece, Tag, without, write};
use crate::output::{Output, media};
use crate::path::OutputPath;

/// Returns the page at `path`, complete in itself. Links to other pages of the site are full addresses where the site
/// has one, and words where it has none.
pub fn single(site: &Output, path: &OutputPath) -> String {
    let pieces = page(site, path);
    let own = Own::of(site, path, &pieces);
    let address = site_address(path, &pieces);
    let new = |to: &OutputPath, place: Option<&str>| match to == path {
        true => place.map(|place| format!("#{place}")),
        false => elsewhere(address.as_deref(), to, place),
    };
    let pieces = without(pieces, is_left_out);
    let pieces = relink(with_map_at_home(pieces), path, &new);
    own.put_into(&write(&with_pictures(pieces, site, path)))
}

/// Lets the map of a decision be found on the same page, and lead to the questions there: the pages of the map and of
/// the words stay behind.
fn with_map_at_home(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut sections = BTreeMap::new();
    for piece in &pieces {
        if let Piece::Start(tag) = piece
            && let ("section", Some(step), Some(id)) = (tag.name.as_str(), tag.get("data-step"), tag.get("id"))
        {
            sections.entry(step.to_owned()).or_insert(format!("#{id}"));
        }
    }
    let lead = |piece| match piece {
        Piece::Start(mut tag) if tag.name == "a" => {
            if tag.get("class") == Some("map-link") && !sections.is_empty() {
                tag.set("href", "#_map".to_owned());
            }
            if let Some(id) = tag.get("data-step").and_then(|step| sections.get(step)) {
                tag.set("href", id.clone());
            }
            Piece::Start(tag)
        }
        other => other,
    };
    pieces.into_iter().map(lead).collect()
}

/// Returns the full address of another page, where the site's is known.
pub fn elsewhere(address: Option<&str>, to: &OutputPath, place: Option<&str>) -> Option<String> {
    let place = place.map_or(String::new(), |place| format!("#{place}"));
    address.map(|address| format!("{address}{}{place}", OutputPath::home().link_to(to)))
}

/// Returns whether an element of the head is of no use in a file by itself.
pub fn is_left_out(tag: &Tag) -> bool {
    match tag.name.as_str() {
        "script" | "style" => true,
        "link" => tag.get("rel") != Some("canonical"),
        "meta" => tag.get("http-equiv").is_some(),
        _ => false,
    }
}

/// The style and the script of a page, to stand inside it.
pub struct Own {
    style: String,
    script: String,
}

impl Own {
    /// Collects what the page at `path` asks for.
    pub fn of(site: &Output, path: &OutputPath, pieces: &[Piece]) -> Self {
        let tags = || {
            pieces.iter().filter_map(|piece| match piece {
                Piece::Start(tag) => Some(tag),
                _ => None,
            })
        };
        let styles = tags().filter(|tag| tag.name == "link" && tag.get("rel") == Some("stylesheet"));
        let scripts = tags().filter(|tag| tag.name == "script");
        let text = |href: Option<&str>| file(site, path, href?).map(|(_, bytes)| String::from_utf8_lossy(bytes));
        Self {
            style: styles.filter_map(|tag| text(tag.get("href"))).collect(),
            script: scripts.filter_map(|tag| text(tag.get("src"))).collect(),
        }
    }

    /// Puts style and script into a page that has neither, and says in its rules that they are its own.
    pub fn put_into(&self, page: &str) -> String {
        // Nothing that either can say in good sense holds these letters.
        let style = self.style.replace("</", "<\\/");
        let script = self.script.replace("</", "<\\/");
        let scripts = match script.is_empty() {
            true => "'none'".to_owned(),
            false => format!("'{}'", hash(&script)),
        };
        let head = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; script-src \
             {scripts}; img-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'\">\n<style>{style}</style>\n",
            hash(&style),
        );
        let page = page.replacen("</head>", &format!("{head}</head>"), 1);
        let (before, after) = page.rsplit_once("</body>").unwrap_or((&page, ""));
        let script = match script.is_empty() {
            true => String::new(),
            false => format!("<script>{script}</script>\n"),
        };
        format!("<!doctype html>\n{}{script}</body>{after}", before.trim_start())
    }
}

/// Returns how a security policy names a text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Puts the site's own pictures into the page.
pub fn with_pictures(pieces: Vec<Piece>, site: &Output, path: &OutputPath) -> Vec<Piece> {
    let put = |piece| match piece {
        Piece::Start(mut tag) if tag.name == "img" => {
            if let Some(data) = tag.get("src").and_then(|src| data(site, path, src)) {
                tag.set("src", data);
            }
            Piece::Start(tag)
        }
        other => other,
    };
    pieces.into_iter().map(put).collect()
}

fn data(site: &Output, path: &OutputPath, src: &str) -> Option<String> {
    let (path, bytes) = file(site, path, src)?;
    Some(format!("data:{};base64,{}", media(&path), STANDARD.encode(bytes)))
}

fn file<'s>(site: &'s Output, path: &OutputPath, href: &str) -> Option<(OutputPath, &'s Vec<u8>)> {
    match target(path, href) {
        Target::Inside(path, _) => site.files.get(&path).map(|bytes| (path, bytes)),
        Target::Outside => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_all_it_needs_with_it() {
        let path = |name: &str| OutputPath::new(name).expect("a good path");
        let text = "<!doctype html>\n<html><head><meta http-equiv=Content-Security-Policy content=x>\
                    <link rel=stylesheet href=../s.css><script defer src=../s.js></script></head>\
                    <body><a href=b.html>b</a><a href=#c>c</a><img src=d.png></body></html>\n";
        let files = [
            (path("p/a.html"), text.as_bytes().to_vec()),
            (path("p/b.html"), Vec::new()),
            (path("p/d.png"), b"d".to_vec()),
            (path("s.css"), b"p{}".to_vec()),
            (path("s.js"), b"'</p>'".to_vec()),
        ];
        let page = single(&Output { files: files.into() }, &path("p/a.html"));
        let (head, body) = page.split_once("<body>").expect("a body");
        assert!(
            head.starts_with("<!doctype html>\n<html><head><meta http-equiv=\"Content-Security-Policy\""),
            "{head}"
        );
        assert!(head.ends_with("<style>p{}</style>\n</head>"), "{head}");
        assert_eq!(
            body,
            "<span>b</span><a href=\"#c\">c</a><img src=\"data:image/png;base64,ZA==\">\
             <script>'<\\/p>'</script>\n</body></html>\n"
        );
    }
}
