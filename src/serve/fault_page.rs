//! The page that stands where no site could be made yet, and what all pages of the preview itself share.

use super::answer::{Answer, HTML, Status};
use super::reply::with_script;
use super::shown::Shown;

/// What pages of the preview itself may do: less than those of the site, and nobody may frame them.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Returns the page that says what is wrong. It goes away by itself when that is put right.
pub fn fault_page(shown: &Shown) -> Answer {
    let (count, report) = match &shown.faults {
        Some(faults) => (escaped(&faults.count), escaped(&faults.report)),
        None => ("The site is being made".into(), String::new()),
    };
    let page = format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{count} – Fingerpost</title>\n\
         <link rel=\"stylesheet\" href=\"/_fingerpost/panel.css\">\n</head>\n<body class=\"alone\">\n<main>\n\
         <h1>{count}</h1>\n<p>This page will show the site as soon as this is put right and saved.</p>\n\
         <pre>{report}</pre>\n<p><a href=\"/_desk/\">Open the desk</a></p>\n</main>\n</body>\n</html>\n"
    );
    let page = with_script(page.as_bytes(), shown);
    Answer::new(Status::NotYet, HTML, page).with("Content-Security-Policy", POLICY)
}

/// Returns `text` as it may stand in a page.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            _ => escaped.push(c),
        }
    }
    escaped
}
