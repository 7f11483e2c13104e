//! Finished pages as a list of pieces, to be changed and written again.

use html5gum::{StartTag, Token, Tokenizer};

use crate::render::escaped;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A tag that begins an element.
    Start(Tag),
    /// The name of an element that ends.
    End(String),
    /// Words.
    Text(String),
}

/// A tag with its attributes, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `p`.
    pub name: String,
    /// `id` and what it is.
    pub attributes: Vec<(String, String)>,
    /// Whether it ends itself, as elements of drawings may.
    pub closes: bool,
}

/// Elements that never end.
const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

impl Tag {
    /// Returns the value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// Replaces the value of an attribute that is there.
    pub fn set(&mut self, name: &str, value: String) {
        let found = self.attributes.iter_mut().find(|(other, _)| other == name);
        if let Some((_, old)) = found {
            *old = value;
        }
    }

    /// Takes an attribute away.
    pub fn remove(&mut self, name: &str) {
        self.attributes.retain(|(other, _)| other != name);
    }

    /// Returns whether nothing can stand in it.
    pub fn is_void(&self) -> bool {
        self.closes || VOID.contains(&self.name.as_str())
    }
}

/// Reads a page. Comments and the document type are left out.
pub fn read(page: &[u8]) -> Vec<Piece> {
    Tokenizer::new(page).flatten().filter_map(piece).collect()
}

fn piece(token: Token) -> Option<Piece> {
    match token {
        Token::StartTag(tag) => Some(Piece::Start(start(tag))),
        Token::EndTag(tag) => Some(Piece::End(text(&tag.name))),
        Token::String(words) => Some(Piece::Text(text(&words))),
        _ => None,
    }
}

fn start(tag: StartTag<()>) -> Tag {
    let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value)));
    Tag {
        name: text(&tag.name),
        attributes: attributes.collect(),
        closes: tag.self_closing,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Writes pieces as they stand in a page.
pub fn write(pieces: &[Piece]) -> String {
    let mut page = String::new();
    for piece in pieces {
        match piece {
            Piece::Start(tag) => write_tag(&mut page, tag),
            Piece::End(name) => page.extend(["</", name, ">"]),
            Piece::Text(words) => page += &escaped(words),
        }
    }
    page
}

fn write_tag(page: &mut String, tag: &Tag) {
    page.extend(["<", &tag.name]);
    for (name, value) in &tag.attributes {
        page.extend([" ", name, "=\"", &escaped(value).replace('"', "&quot;"), "\""]);
    }
    page.push_str(if tag.closes { "/>" } else { ">" });
}

/// Leaves out every element that `is_unwanted` says, with all that is in it.
pub fn without(pieces: Vec<Piece>, is_unwanted: impl Fn(&Tag) -> bool) -> Vec<Piece> {
    let mut kept = Vec::new();
    let mut rest = pieces.into_iter();
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Start(tag) if is_unwanted(&tag) => skip(&tag, &mut rest),
            other => kept.push(other),
        }
    }
    kept
}

/// Goes on to the end of the element that `tag` begins.
fn skip(tag: &Tag, rest: &mut impl Iterator<Item = Piece>) {
    let mut depth = usize::from(!tag.is_void());
    while depth > 0 {
        match rest.next() {
            Some(Piece::Start(inner)) if inner.name == tag.name && !inner.is_void() => depth += 1,
            Some(Piece::End(name)) if name == tag.name => depth -= 1,
            Some(_) => {}
            None => return,
        }
    }
}

/// Returns what stands in the first element called `name`; nothing where there is none.
pub fn inside(pieces: &[Piece], name: &str) -> Vec<Piece> {
    let starts = |piece: &Piece| matches!(piece, Piece::Start(tag) if tag.name == name);
    let ends = |piece: &Piece| matches!(piece, Piece::End(other) if other == name);
    let begin = pieces.iter().position(starts).map_or(pieces.len(), |at| at + 1);
    let end = pieces.iter().rposition(ends).unwrap_or(begin);
    pieces.get(begin..end).unwrap_or_default().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_read() {
        let page = "<p class=\"a &quot;b\" id=\"c\">1 &lt; 2 &amp; 3<br>é</p><svg><path d=\"M0\"/></svg>";
        assert_eq!(write(&read(page.as_bytes())), page);
    }

    #[test]
    fn an_element_goes_with_all_that_is_in_it() {
        let pieces = read(b"<div>a<nav>b<nav>c</nav>d</nav>e<img src=x>f</div>");
        let left = without(pieces, |tag| tag.name == "nav" || tag.name == "img");
        assert_eq!(write(&left), "<div>aef</div>");
    }
}
