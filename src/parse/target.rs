//! Where a link may lead: `https`, `mailto`, `tel`, and places inside the site. Everything else is refused here, with
//! the form that would do.

use crate::diagnostic::{Code, Finding};
use crate::source::Span;

/// Returns what is wrong with the target of a link, or nothing. Whether a place inside the site exists is not asked.
pub fn fault(target: &str, span: Span) -> Option<Finding> {
    let target = target.trim();
    let (message, hint) = refusal(target)?;
    Some(Finding::new(Code::UnsafeLink, span, message).hint(hint))
}

/// Returns what is wrong with a link that has to lead out of the site, or nothing.
pub fn outward_fault(target: &str, span: Span) -> Option<Finding> {
    let bare = || {
        let target = target.trim();
        let message = format!("This link does not say that it leads to the web: {target}.");
        let hint = format!("Write it in full: https://{}", target.trim_start_matches('/'));
        scheme(target)
            .is_none()
            .then(|| Finding::new(Code::UnsafeLink, span, message).hint(hint))
    };
    fault(target, span).or_else(bare)
}

/// Returns what is wrong with the file that a picture is taken from, or nothing. Pictures of other sites are refused:
/// showing one would tell that site who reads the page.
pub fn picture_fault(target: &str, span: Span) -> Option<Finding> {
    let elsewhere = scheme(target.trim()).is_some_and(|scheme| matches!(&*scheme, "http" | "https"));
    if !elsewhere {
        return fault(target, span);
    }
    let message = format!("This picture lies on another site: {target}. Readers' browsers would ask that site for it.");
    Some(
        Finding::new(Code::UnsafeLink, span, message).hint("Put the picture into the content folder and name it here."),
    )
}

const ALLOWED: &str = "Only https, mailto, tel and links inside the site can be used.";
const COPY_IN: &str = "Put the file into the content folder and link to it there, for example ../files/form.pdf.";

fn refusal(target: &str) -> Option<(String, String)> {
    if target.contains(char::is_control) {
        return Some((
            "This link holds a character that cannot be seen.".into(),
            "Type the link again.".into(),
        ));
    }
    if target.starts_with("\\\\") || has_drive(target) {
        let message = format!("This link leads to a place on one computer: {target}. Nobody else can open it.");
        return Some((message, COPY_IN.into()));
    }
    match scheme(target).as_deref() {
        Some("mailto" | "tel") => None,
        Some("https") => unfinished(target),
        Some("http") => Some((
            format!("This link is not secure: {target}. {ALLOWED}"),
            format!("Try the secure form: https{}", target.get(4..).unwrap_or_default()),
        )),
        Some("file") => Some((
            format!("This link leads to a place on one computer: {target}. Nobody else can open it."),
            COPY_IN.into(),
        )),
        Some(other) => Some((
            format!("Links that begin with '{other}:' are not used here. {ALLOWED}"),
            REMOVE.into(),
        )),
        None => refused_path(target),
    }
}

const REMOVE: &str = "Write the address of a page, or take the link away and keep the words.";

/// `https:` without a name behind it leads nowhere, and browsers make up a place for it.
fn unfinished(target: &str) -> Option<(String, String)> {
    let host = target
        .get(6..)
        .and_then(|rest| rest.strip_prefix("//"))
        .unwrap_or_default();
    let first = host.chars().next().unwrap_or('/');
    if !first.is_alphanumeric() {
        let message = format!("This link has no site's name: {target}.");
        return Some((message, "Write it in full: https://www.example.org/page".into()));
    }
    host.contains(char::is_whitespace).then(|| {
        let message = format!("This link has a space in it: {target}.");
        (
            message,
            "Copy the address anew from the browser. In an address a space is written %20.".into(),
        )
    })
}

/// Browsers read `\` as `/`, and `//` as the start of another site's name.
fn refused_path(target: &str) -> Option<(String, String)> {
    if target.contains('\\') {
        let message = format!("This link is written with \\: {target}.");
        return Some((message, format!("Write / instead: {}", target.replace('\\', "/"))));
    }
    let rest = target.strip_prefix("//")?;
    let message = format!("This link leads to another site without saying how: {target}. {ALLOWED}");
    Some((message, format!("Write https://{rest}")))
}

fn has_drive(target: &str) -> bool {
    let mut chars = target.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
}

/// Returns what stands before the colon in `https://...`, in lower case; nothing for a path.
fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let plain = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (plain && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_web_mail_telephone_and_site_are_allowed() {
        for good in [
            "https://example.org/a",
            "HTTPS://example.org",
            "mailto:office@example.org",
            "tel:+441632960000",
            "../policies/a.md#2.3",
            "#2.3.c",
            "files/form.pdf",
            "",
        ] {
            assert_eq!(fault(good, Span::default()), None, "{good}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for bad in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "C:\\Users\\me\\a.docx",
            "\\\\server\\share",
            "//example.org",
            "http://example.org",
            "..\\policies\\a.md",
            "/\\example.org",
            "https:example.org",
            "https://",
            "https://a b",
            "ftp://example.org",
            "blob:x",
        ] {
            assert!(fault(bad, Span::default()).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn the_form_that_would_do_is_offered() {
        let hints = |target| {
            fault(target, Span::default())
                .map(|finding| finding.hints)
                .unwrap_or_default()
        };
        assert_eq!(
            hints("http://example.org/a"),
            ["Try the secure form: https://example.org/a"]
        );
        assert_eq!(hints("..\\a.md"), ["Write / instead: ../a.md"]);
    }

    #[test]
    fn a_source_elsewhere_needs_an_address_on_the_web() {
        for bad in [
            "www.example.org/guidance",
            "javascript:alert(1)",
            "../policies/a.md",
            "//example.org",
        ] {
            assert!(outward_fault(bad, Span::default()).is_some(), "{bad}");
        }
        assert_eq!(outward_fault("https://www.example.org/guidance", Span::default()), None);
        assert_eq!(outward_fault("mailto:office@example.org", Span::default()), None);
    }

    #[test]
    fn a_picture_of_another_site_is_refused() {
        assert!(picture_fault("https://example.org/a.png", Span::default()).is_some());
        assert_eq!(picture_fault("../images/a.png", Span::default()), None);
    }
}
