//! An answer to a request, as data, and its bytes on the wire: the one door to tiny_http, which writes them.
//!
//! What comes in is read by [`super::request`] and not by tiny_http: that one makes room for whatever length a request
//! claims to have, and lets who is silent hold up who is not.

use tiny_http::{HTTPVersion, Header, Response, StatusCode};

/// What is sent back. Header values are ours: nothing that was asked for is ever repeated in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: Status,
    /// What kind of thing the body is.
    pub media: &'static str,
    /// Headers beside those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// The few ways in which a request can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Here it is.
    Ok,
    /// The address is spelt otherwise.
    Moved,
    /// It is done: look there for what came of it.
    Done,
    /// That was no request.
    Bad,
    /// That is more than any form of ours sends.
    TooLarge,
    /// Not for whoever asks.
    Forbidden,
    /// There is no such page.
    NotFound,
    /// Only to be read.
    NotAllowed,
    /// A fault of ours.
    Fault,
    /// There is no site yet.
    NotYet,
}

impl Status {
    fn code(self) -> StatusCode {
        StatusCode(match self {
            Self::Ok => 200,
            Self::Done => 303,
            Self::Moved => 308,
            Self::Bad => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::NotAllowed => 405,
            Self::TooLarge => 413,
            Self::Fault => 500,
            Self::NotYet => 503,
        })
    }
}

/// In this version one connection is one request, without a word about it.
const VERSION: HTTPVersion = HTTPVersion(1, 0);

/// Text that a browser shows as it is.
const PLAIN: &str = "text/plain; charset=utf-8";
/// A page.
pub const HTML: &str = "text/html; charset=utf-8";
/// A script.
pub const SCRIPT: &str = "text/javascript; charset=utf-8";
/// A style sheet.
pub const STYLE: &str = "text/css; charset=utf-8";

/// What every answer says: it is for now, it is what it says it is, and it is for pages of this preview alone.
const ALWAYS: [(&str, &str); 4] = [
    ("Server", "Fingerpost"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

impl Answer {
    /// Makes an answer that has no headers of its own.
    pub fn new(status: Status, media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            media,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// Makes an answer of a few words.
    pub fn words(status: Status, words: &str) -> Self {
        Self::new(status, PLAIN, format!("{words}\n"))
    }

    /// Sends the browser on to `place`, which must be an address of ours and nothing that was asked for.
    pub fn elsewhere(status: Status, place: String) -> Self {
        Self::words(status, "It is at another address.").with("Location", place)
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Returns the answer as it goes over the wire, in one piece: sent in several, each would wait for the one before
    /// to be acknowledged. `head_only` leaves the body out, as HEAD asks for.
    pub fn to_bytes(&self, head_only: bool) -> Vec<u8> {
        let own = self.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let headers = ALWAYS.into_iter().chain([("Content-Type", self.media)]).chain(own);
        let headers = headers.filter_map(|(name, value)| header(name, value)).collect();
        let length = Some(self.body.len());
        let response = Response::new(self.status.code(), headers, self.body.as_slice(), length, None);
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = response.raw_print(&mut bytes, VERSION, &[], head_only, None);
        bytes
    }
}

/// Returns a header; none where letters that no header may have would have to be sent.
fn header(name: &str, value: &str) -> Option<Header> {
    let value = value.replace(|c: char| c.is_control(), "");
    Header::from_bytes(name, value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_to_head_has_the_length_and_no_body() {
        let answer = Answer::words(Status::Ok, "Hello.");
        let text = String::from_utf8(answer.to_bytes(true)).expect("text");
        assert!(text.contains("\r\nContent-Length: 7\r\n"), "{text}");
        assert!(text.ends_with("\r\n\r\n"), "{text}");
        assert!(answer.to_bytes(false).ends_with(b"\r\n\r\nHello.\n"));
    }

    #[test]
    fn a_header_cannot_be_split() {
        let answer = Answer::elsewhere(Status::Moved, "/a\r\nX-Evil: 1".into());
        let text = String::from_utf8(answer.to_bytes(true)).expect("text");
        assert!(text.contains("Location: /aX-Evil: 1\r\n"), "{text}");
    }
}
