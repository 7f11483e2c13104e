//! A request, from the bytes of a connection. The reader is bounded in length; its timeouts are the door's.

use std::io::Read;

use httparse::{EMPTY_HEADER, Header, Status};

/// Several times what a browser sends before a body.
const LONGEST_HEAD: usize = 16 * 1024;

/// A form of the desk has a few short fields.
const LONGEST_FORM: usize = 4 * 1024;

/// A browser sends about twenty.
const MOST_HEADERS: usize = 100;

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How.
    pub method: Method,
    /// What, as it came.
    pub target: String,
    /// Under which name they think to have found us; nothing where they name several.
    pub host: Option<String>,
    /// The site whose page asks, where the browser says so.
    pub origin: Option<String>,
    /// What a form holds, as it came.
    pub form: String,
}

/// The methods that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Send it.
    Get,
    /// Say what you would send.
    Head,
    /// Do something.
    Post,
    /// Anything else.
    Other,
}

/// Why there is no request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRequest {
    /// They went away, or said nothing for too long.
    Silence,
    /// What they said is not HTTP.
    Nonsense,
    /// They said too much.
    TooMuch,
}

/// A request without its body.
struct Head {
    asked: Asked,
    /// How many bytes it took.
    length: usize,
    /// How many bytes follow.
    body: usize,
}

/// Reads one request.
///
/// # Errors
/// What [`NoRequest`] names.
pub fn read(from: &mut dyn Read) -> Result<Asked, NoRequest> {
    let mut bytes = Vec::new();
    let head = loop {
        more(from, &mut bytes)?;
        match head(&bytes)? {
            Some(head) => break head,
            None if bytes.len() > LONGEST_HEAD => return Err(NoRequest::TooMuch),
            None => {}
        }
    };
    let end = head.length + head.body;
    while bytes.len() < end {
        more(from, &mut bytes)?;
    }
    let form = bytes.get(head.length..end).unwrap_or_default();
    Ok(Asked {
        form: String::from_utf8_lossy(form).into_owned(),
        ..head.asked
    })
}

fn more(from: &mut dyn Read, bytes: &mut Vec<u8>) -> Result<(), NoRequest> {
    let mut piece = [0; 4096];
    match from.read(&mut piece) {
        Ok(length) if length > 0 => bytes.extend(piece.get(..length).unwrap_or_default()),
        _ => return Err(NoRequest::Silence),
    }
    Ok(())
}

/// Returns the head of a request, or `None` where it has not come to its end yet.
fn head(bytes: &[u8]) -> Result<Option<Head>, NoRequest> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(bytes).map_err(|_| NoRequest::Nonsense)? {
        Status::Complete(length) => length,
        Status::Partial => return Ok(None),
    };
    let method = method(request.method);
    Ok(Some(Head {
        body: body_length(method, request.headers)?,
        asked: Asked {
            method,
            target: request.path.unwrap_or_default().to_owned(),
            host: text(request.headers, "host"),
            origin: text(request.headers, "origin"),
            form: String::new(),
        },
        length,
    }))
}

fn method(typed: Option<&str>) -> Method {
    match typed {
        Some("GET") => Method::Get,
        Some("HEAD") => Method::Head,
        Some("POST") => Method::Post,
        _ => Method::Other,
    }
}

/// Only what is posted has a body that anybody reads; browsers always say how long it is.
fn body_length(method: Method, headers: &[Header]) -> Result<usize, NoRequest> {
    if method != Method::Post {
        return Ok(0);
    }
    let Some(length) = value(headers, "content-length") else {
        return Ok(0);
    };
    let length: usize = std::str::from_utf8(length)
        .ok()
        .and_then(|length| length.parse().ok())
        .ok_or(NoRequest::Nonsense)?;
    if length > LONGEST_FORM {
        Err(NoRequest::TooMuch)
    } else {
        Ok(length)
    }
}

fn text(headers: &[Header], name: &str) -> Option<String> {
    value(headers, name).and_then(|value| String::from_utf8(value.to_vec()).ok())
}

/// Returns the value of the one header with this name.
fn value<'b>(headers: &[Header<'b>], name: &str) -> Option<&'b [u8]> {
    let mut named = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let first = named.next()?;
    named.next().is_none().then_some(first.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Result<Asked, NoRequest> {
        read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_is_read_in_whatever_pieces_it_comes() {
        let text = "POST /a?b HTTP/1.1\r\nHost: localhost:4000\r\nContent-Length: 3\r\n\r\na=b and more";
        for split in 1..text.len() {
            let (first, rest) = text.split_at(split);
            let asked = read(&mut first.as_bytes().chain(rest.as_bytes())).expect("a request");
            assert_eq!((asked.target.as_str(), asked.form.as_str()), ("/a?b", "a=b"));
        }
    }

    #[test]
    fn what_is_no_request_is_told_apart() {
        let long = "x".repeat(20_000);
        for (text, why) in [
            ("", NoRequest::Silence),
            ("GET / HTT", NoRequest::Silence),
            ("nonsense\r\n\r\n", NoRequest::Nonsense),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", NoRequest::Nonsense),
            ("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", NoRequest::Nonsense),
            (
                "POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n",
                NoRequest::TooMuch,
            ),
            (&format!("GET /{long}"), NoRequest::TooMuch),
        ] {
            assert_eq!(read_all(text), Err(why), "{text:.40}");
        }
    }

    #[test]
    fn two_names_are_no_name() {
        let asked = read_all("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").expect("a request");
        assert_eq!(asked.host, None);
    }
}
