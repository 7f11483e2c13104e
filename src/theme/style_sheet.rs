//! Many small style sheets made one: each in the cascade layer of its folder, comments and needless spaces gone.

/// The layers, the weakest first, and the files that make up each.
const LAYERS: [(&str, &str); 5] = [
    ("tokens", "css/tokens.css"),
    ("base", "css/base.css"),
    ("layout", "css/layout.css"),
    ("components", "components/"),
    ("print", "css/print.css"),
];

/// Joins `files` (path and text) in the order of the layers; a file of no layer counts as a component.
pub fn join<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let files: Vec<(&str, &str)> = files.map(|(path, text)| (layer_of(path), text)).collect();
    let names: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut sheet = format!("@layer {};\n", names.join(","));
    for name in names {
        let texts = files.iter().filter(|(layer, _)| *layer == name);
        let rules: String = texts.map(|(_, text)| shortened(text)).collect();
        sheet.push_str(&format!("@layer {name}{{{rules}}}\n"));
    }
    sheet
}

fn layer_of(path: &str) -> &'static str {
    LAYERS
        .iter()
        .find(|(_, place)| path.starts_with(place))
        .map_or("components", |(name, _)| name)
}

/// Leaves out comments, and spaces where they mean nothing; quoted text stays as typed.
fn shortened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(first) = rest.chars().next() {
        let (piece, length) = match first {
            '/' if rest.starts_with("/*") => (" ", rest.find("*/").map_or(rest.len(), |end| end + 2)),
            '"' | '\'' => quoted(rest, first),
            c if c.is_whitespace() => (" ", rest.len() - rest.trim_start().len()),
            c => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        append(&mut out, piece);
        rest = &rest[length..];
    }
    out
}

/// Returns the quoted text that `rest` begins with, quotes included, and its length.
fn quoted(rest: &str, quote: char) -> (&str, usize) {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, c)| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let length = end.map_or(rest.len(), |(at, _)| at + 1);
    (&rest[..length], length)
}

/// Adds `piece`, and drops a space that stands beside one of `{};,` or beside another space.
fn append(out: &mut String, piece: &str) {
    const TIGHT: [char; 4] = ['{', '}', ';', ','];
    if piece == " " && (out.is_empty() || out.ends_with(' ') || out.ends_with(TIGHT)) {
        return;
    }
    if piece.starts_with(TIGHT) {
        out.truncate(out.trim_end().len());
    }
    if piece == "}" && out.ends_with(';') {
        out.pop();
    }
    out.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_keep_their_order_whatever_the_order_of_files() {
        let files = [
            ("components/step/step.css", ".step {}"),
            ("css/base.css", "a {}"),
            ("css/print.css", "b {}"),
        ];
        let sheet = join(files.into_iter());
        assert_eq!(
            sheet,
            "@layer tokens,base,layout,components,print;\n@layer tokens{}\n@layer base{a{}}\n@layer layout{}\n\
             @layer components{.step{}}\n@layer print{b{}}\n"
        );
    }

    #[test]
    fn comments_and_spaces_go_and_quoted_text_stays() {
        let css = "/* a */ a::before { content: \"} /* ; */  \\\" \" ;\n  color : red;\n}\n\nb  c { margin: 0 1px }";
        assert_eq!(
            shortened(css),
            "a::before{content: \"} /* ; */  \\\" \";color : red}b c{margin: 0 1px}"
        );
    }

    #[test]
    fn unfinished_text_is_no_reason_to_stop() {
        assert_eq!(shortened("a { content: \"é"), "a{content: \"é");
        assert_eq!(shortened("a { /* é"), "a{");
    }
}
