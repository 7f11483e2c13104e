//! What a request wants of the desk, and whether it may. Pure, but for the token that a run begins with.

use blake3::Hash;
use percent_encoding::percent_decode_str;

use crate::serve::address::path_of;
use crate::serve::answer::{Answer, Status};
use crate::serve::reply::own_names;
use crate::serve::request::{Asked, Method};

/// Where the desk is. No page of a site begins with such a name.
pub const ADDRESS: &str = "/_desk/";

/// What somebody wants of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To see it.
    Look,
    /// To have a file that its page asks for.
    Asset(&'static str),
    /// To have everything read again.
    Check,
    /// To have the site written.
    Publish(Form, Consent),
    /// To have a document made a policy.
    Import(Document),
}

/// The forms in which the desk hands a site over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A folder.
    Folder,
    /// An archive.
    Zip,
}

/// What was typed into the form, and what had been told beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Where to.
    pub place: String,
    /// The name of what would change, as the page told it.
    pub told: String,
}

/// A document that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its file's name.
    pub file: String,
    /// The policy whose next version it is; nothing for a policy of its own.
    pub next_of: Option<String>,
}

/// A word that only pages of the desk know. It is another in every run.
pub struct Token(Option<Hash>);

impl Token {
    /// Makes one that nobody can guess. Where the system has nothing random to give, no button will work.
    pub fn new() -> Self {
        let mut bytes = [0; 32];
        let made = getrandom::fill(&mut bytes).is_ok();
        Self(made.then(|| Hash::from_bytes(bytes)))
    }

    /// Returns it as it stands in a form.
    pub fn in_form(&self) -> String {
        self.0.map_or_else(String::new, |token| token.to_hex().to_string())
    }

    /// Returns whether `typed` is this one. Hashes are compared in the same time whatever they hold.
    fn is(&self, typed: &str) -> bool {
        let typed = Hash::from_hex(typed).ok();
        self.0.zip(typed).is_some_and(|(own, typed)| own == typed)
    }
}

/// Returns what `asked` wants of the desk, or why it may not; nothing where it is for a page of the site.
pub fn wish(asked: &Asked, port: u16, token: &Token) -> Option<Result<Wish, Answer>> {
    let path = path_of(&asked.target);
    if path == ADDRESS.trim_end_matches('/') {
        return Some(Err(Answer::elsewhere(Status::Moved, ADDRESS.into())));
    }
    let button = match path.strip_prefix(ADDRESS)? {
        "" => return Some(look(asked.method, Wish::Look)),
        "style.css" => return Some(look(asked.method, Wish::Asset("style.css"))),
        "icon.svg" => return Some(look(asked.method, Wish::Asset("icon.svg"))),
        "check" => |_: &Asked| Wish::Check,
        "publish" => |asked: &Asked| Wish::Publish(Form::Folder, consent(&asked.form)),
        "zip" => |asked: &Asked| Wish::Publish(Form::Zip, consent(&asked.form)),
        "import" => |asked: &Asked| Wish::Import(document(&asked.form)),
        _ => return None,
    };
    Some(allowed(asked, port, token).map(|()| button(asked)))
}

fn look(method: Method, wish: Wish) -> Result<Wish, Answer> {
    match method {
        Method::Get | Method::Head => Ok(wish),
        _ => Err(not_so("GET, HEAD")),
    }
}

/// A button is pressed on the desk's own page, and nowhere else: the browser says which page it was, and the page has
/// the token.
fn allowed(asked: &Asked, port: u16, token: &Token) -> Result<(), Answer> {
    if asked.method != Method::Post {
        return Err(not_so("POST"));
    }
    let origins = own_names(port).map(|name| format!("http://{name}"));
    let ours = asked.origin.as_ref().is_some_and(|origin| origins.contains(origin));
    match ours && token.is(&value(&asked.form, "token")) {
        true => Ok(()),
        false => Err(Answer::words(Status::Forbidden, STALE)),
    }
}

const STALE: &str = "This button belongs to a desk that is no longer open. Nothing was done. \
                     Open the desk again, and press the button there.";

fn not_so(allow: &'static str) -> Answer {
    let words = "Nothing was done. Open the desk, and press the button there.";
    Answer::words(Status::NotAllowed, words).with("Allow", allow)
}

fn consent(form: &str) -> Consent {
    Consent {
        place: value(form, "place"),
        told: value(form, "told"),
    }
}

fn document(form: &str) -> Document {
    Document {
        file: value(form, "document"),
        next_of: Some(value(form, "next-of")).filter(|name| !name.is_empty()),
    }
}

/// Returns the value that a form, as browsers send it, has for `name`.
fn value(form: &str, name: &str) -> String {
    let mut fields = form.split('&').filter_map(|field| field.split_once('='));
    let value = fields.find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    let spaced = value.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, target: &str, origin: Option<&str>, form: &str) -> Asked {
        Asked {
            method,
            target: target.into(),
            host: None,
            origin: origin.map(str::to_owned),
            form: form.into(),
        }
    }

    fn status(asked: &Asked, token: &Token) -> Option<Status> {
        wish(asked, 4000, token)?.err().map(|answer| answer.status)
    }

    const OURS: Option<&str> = Some("http://127.0.0.1:4000");

    #[test]
    fn a_button_works_from_our_own_page_with_the_token_alone() {
        let token = Token::new();
        let form = format!("place=C%3A%5Cour+web&token={}&told=ab", token.in_form());
        let publish = |origin, form: &str| asked(Method::Post, "/_desk/publish", origin, form);
        let consent = Consent {
            place: r"C:\our web".into(),
            told: "ab".into(),
        };
        let granted = wish(&publish(OURS, &form), 4000, &token).expect("for the desk");
        assert_eq!(granted, Ok(Wish::Publish(Form::Folder, consent)));
        for (origin, form) in [
            (None, form.as_str()),
            (Some("null"), &form),
            (Some("http://127.0.0.1:4001"), &form),
            (Some("http://evil.example"), &form),
            (Some("https://127.0.0.1:4000"), &form),
            (OURS, ""),
            (OURS, "token="),
            (OURS, &format!("token={}", Token::new().in_form())),
            (OURS, &format!("token={}", &token.in_form()[1..])),
        ] {
            let status = status(&publish(origin, form), &token);
            assert_eq!(status, Some(Status::Forbidden), "{origin:?} {form}");
        }
    }

    #[test]
    fn a_token_that_could_not_be_made_opens_nothing() {
        let press = asked(Method::Post, "/_desk/check", OURS, "token=");
        assert_eq!(status(&press, &Token(None)), Some(Status::Forbidden));
    }

    #[test]
    fn every_address_has_its_own_method() {
        let token = Token::new();
        for button in ["check", "publish", "zip", "import"] {
            let get = asked(
                Method::Get,
                &format!("/_desk/{button}?token={}", token.in_form()),
                OURS,
                "",
            );
            assert_eq!(status(&get, &token), Some(Status::NotAllowed), "{button}");
        }
        let post = asked(Method::Post, ADDRESS, OURS, "");
        assert_eq!(status(&post, &token), Some(Status::NotAllowed));
        assert_eq!(
            status(&asked(Method::Get, "/_desk", None, ""), &token),
            Some(Status::Moved)
        );
        let look = wish(&asked(Method::Head, ADDRESS, None, ""), 4000, &token);
        assert_eq!(look, Some(Ok(Wish::Look)));
        for other in ["/_desks/", "/_desk/other", "/"] {
            assert_eq!(
                wish(&asked(Method::Get, other, None, ""), 4000, &token),
                None,
                "{other}"
            );
        }
    }
}
