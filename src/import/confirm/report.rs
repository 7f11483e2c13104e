//! The page to confirm: the document on the left, the clauses that it became on the right. One file that opens by
//! double-click, needs no script and no other file, and can be printed and signed. On a phone its table is set as blocks,
//! which browsers no longer announce as a table: hence the roles.

use std::path::Path;

use super::pairs::{Became, Pair};
use super::told::{KINDS, counted, heading, place};
use crate::import::Imported;
use crate::import::document::{Place, Remark, RemarkKind};
use crate::render::escaped;

/// Returns the page for a policy that is written to `policy`.
pub fn page(imported: &Imported, policy: &Path) -> String {
    let title = escaped(&imported.title);
    let file = policy
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let pairs: String = imported
        .pairs
        .iter()
        .enumerate()
        .map(|(at, pair)| row(at, pair, &imported.remarks))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>To confirm: {title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>To confirm: {title}</h1>\n\
         <p>This is how the document was understood. Nothing on this page is published.</p>\n{}\
         <p class=\"counts\">{}</p>\n{}\
         <h2 id=\"compare\">Document and policy, side by side</h2>\n\
         <table role=\"table\">\n<caption>{} lines of the document, in their order. Letters in brackets \
         that the document shows as bullets are given by the site.</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">\
         <th role=\"columnheader\" scope=\"col\">In the document</th><th role=\"columnheader\" scope=\"col\">In the policy</th>\
         <th role=\"columnheader\" scope=\"col\" class=\"seen\">Right</th></tr></thead>\n<tbody role=\"rowgroup\">\n\
         {pairs}</tbody>\n</table>\n<p class=\"sign\">Compared with the document by <span></span> on <span></span></p>\n</main>\n</body>\n</html>\n",
        steps(imported, &escaped(&file)),
        counted(imported),
        lists(imported),
        imported.pairs.len(),
    )
}

const STYLE: &str = include_str!("report.css");

/// Returns what a person does with the page, step by step.
fn steps(imported: &Imported, file: &str) -> String {
    let look = "Look first at what is listed here. Each line leads to its place below.";
    let fill = "Fill in the top of that file: the lines that begin with # are what the document does not say, or not to the \
                day. Type what is right there, and take the # away.";
    let right = format!(
        "Put right what is wrong in <code>{file}</code>, in the folder <code>content/policies</code>: Notepad opens it."
    );
    let steps = [
        (!imported.remarks.is_empty()).then_some(look),
        Some("Compare each line below with the document, its number and its words, and tick what is right."),
        Some(&right),
        imported.asks.then_some(fill),
        Some("Print this page, or delete it: ticks are not kept when it is closed."),
    ];
    let steps: String = steps
        .iter()
        .flatten()
        .map(|step| format!("<li>{step}</li>\n"))
        .collect();
    format!("<ol>\n{steps}</ol>\n")
}

fn lists(imported: &Imported) -> String {
    KINDS.iter().map(|kind| list(*kind, imported)).collect()
}

fn list(kind: RemarkKind, imported: &Imported) -> String {
    let told = imported.remarks.iter().filter(|remark| remark.kind == kind);
    let lines: String = told.map(|remark| remark_line(remark, &imported.pairs)).collect();
    match lines.as_str() {
        "" => lines,
        _ => format!("<h2>{}</h2>\n<ul class=\"remarks\">\n{lines}</ul>\n", heading(kind)),
    }
}

fn remark_line(remark: &Remark, pairs: &[Pair]) -> String {
    let says = escaped(&remark.says);
    let at = pairs.iter().position(|pair| stands_in(&remark.place, &pair.place));
    match (place(&remark.place), at) {
        (Some(place), Some(at)) => format!("<li><a href=\"#line-{}\">{}</a>: {says}</li>\n", at + 1, upper(&place)),
        (Some(place), None) => format!("<li>{}: {says}</li>\n", upper(&place)),
        (None, _) => format!("<li>{says}</li>\n"),
    }
}

fn upper(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Returns whether what is remarked at one place stands in the block at another.
fn stands_in(remark: &Place, block: &Place) -> bool {
    match (remark, block) {
        (Place::Paragraph(remark), Place::Paragraph(block)) => remark == block,
        (Place::Lines(remark), Place::Lines(block)) => block.contains(&remark.start),
        _ => false,
    }
}

fn row(at: usize, pair: &Pair, remarks: &[Remark]) -> String {
    let lines: String = pair
        .document
        .iter()
        .map(|line| format!("<p dir=\"auto\">{}</p>", escaped(line)))
        .collect();
    let place = place(&pair.place)
        .map(|place| format!("<p class=\"place\">{}</p>", upper(&place)))
        .unwrap_or_default();
    let told = remarks.iter().filter(|remark| stands_in(&remark.place, &pair.place));
    let told: String = told
        .map(|remark| format!("<p class=\"told\">{}</p>", escaped(&remark.says)))
        .collect();
    let became: String = match pair.became.as_slice() {
        [] => "<p class=\"soft\">Nothing of its own</p>".to_owned(),
        became => became.iter().map(line).collect(),
    };
    let names: Vec<&str> = pair.became.iter().map(|became| became.label.as_str()).collect();
    let name = format!(
        "Line {}: {}",
        at + 1,
        if names.is_empty() {
            "nothing of its own".into()
        } else {
            names.join(", ")
        }
    );
    format!(
        "<tr role=\"row\" id=\"line-{}\"><td role=\"cell\">{place}{lines}</td><td role=\"cell\" class=\"became\">{became}{told}</td><td role=\"cell\" class=\"seen\">\
         <label data-word=\"This is right\"><input type=\"checkbox\" aria-label=\"{} is right\"></label></td></tr>\n",
        at + 1,
        escaped(&name).replace('"', "&quot;"),
    )
}

fn line(became: &Became) -> String {
    let class = if became.numbered { "number" } else { "added" };
    let words: Vec<String> = became.words.lines().map(escaped).collect();
    format!(
        "<p dir=\"auto\"><span class=\"{class}\">{}</span> {}</p>",
        escaped(&became.label),
        words.join("<br>")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;
    use crate::import::read::{markdown, text};

    #[test]
    fn words_stay_words_and_every_clause_is_on_the_page() {
        let document =
            text::read("A <b>Policy</b>\n\n1. <script>alert(1)</script>\n\n1.1 Say \"so\" & do <i>so</i>.\n");
        let imported = import(document, "name").expect("a policy");
        let page = page(&imported, Path::new("a.md"));
        assert!(
            !page.contains("<script") && !page.contains("<b>") && !page.contains("<i>"),
            "{page}"
        );
        for seen in [
            "<span class=\"number\">1.1</span>",
            "Say \"so\" &amp; do &lt;i&gt;so&lt;/i&gt;.",
            "&lt;script&gt;",
        ] {
            assert!(page.contains(seen), "{seen} in {page}");
        }
    }

    #[test]
    fn what_stands_at_the_top_too_and_a_number_given_twice_are_shown_to_confirm() {
        let document = text::read("# A\n\n1. One\n\n1.1 Ask.\n\n1.1 Ask again.\n");
        let shown = page(&import(document, "name").expect("a policy"), Path::new("a.md"));
        assert!(
            shown.contains("</span> [1.1] Ask again.<")
                && shown.contains("An earlier line has the number 1.1 already."),
            "{shown}"
        );
        let table = "# A\n\n| Version | 3.0 |\n|---|---|\n| Printed on | paper |\n\n## 1 One\n\n1.1 Ask.\n";
        let imported = import(markdown::read(table), "name").expect("a policy");
        let shown = page(&imported, Path::new("a.md"));
        assert!(shown.contains(">At the top: version</span> 3.0"), "{shown}");
    }

    #[test]
    fn each_line_stands_once_on_both_sides() {
        let typed = "# A\n\n## Purpose\n\n- be kind\n- be safe\n\n1. One\n\n1.1 Ask:\n\n- the head\n\nStand here.\n";
        let imported = import(text::read(typed), "name").expect("a policy");
        let page = page(&imported, Path::new("a.md"));
        for line in [
            "Purpose",
            "be kind",
            "be safe",
            "One",
            "Ask:",
            "the head",
            "Stand here.",
        ] {
            assert_eq!(page.matches(&format!("{line}</p>")).count(), 2, "{line} in {page}");
        }
    }

    #[test]
    fn a_number_that_ends_in_a_letter_is_pointed_out() {
        let typed = "# A\n\n## 2 One\n\n2.1 Ask.\n\n**2.1.a** Foo.\n\n2.1.b. Bar.\n\ne.g. this is 2.5m.\n";
        let imported = import(markdown::read(typed), "name").expect("a policy");
        let numbers = imported
            .remarks
            .iter()
            .filter_map(|remark| remark.says.split_once(" is no number"));
        let numbers: Vec<&str> = numbers.map(|(number, _)| number).collect();
        assert_eq!(numbers, ["\"2.1.a\"", "\"2.1.b\""]);
    }
}
