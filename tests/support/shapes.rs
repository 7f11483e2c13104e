//! Decisions of sizes and shapes that no author would write.

use std::fmt::Write;

/// Two endings, `yes` and `no`.
pub const ENDINGS: &str =
    "outcomes:\n  yes: {verdict: proceed, title: t, from: [1]}\n  no: {verdict: stop, title: t, from: [1]}\n";

/// The beginning of a decision, up to its questions.
pub fn head() -> String {
    "title: t\npolicy: ../policies/p.md\nstart: q0\nquestions:\n".to_owned()
}

/// Adds a question whose answers `a0`, `a1` ... lead to these steps.
pub fn question(text: &mut String, name: &str, answers: &[&str]) {
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "  {name}:\n    ask: q\n    from: [1]\n    not-sure: {{left-out: no}}\n    answers:"
    );
    for (i, to) in answers.iter().enumerate() {
        let _ = writeln!(text, "      - {{id: a{i}, say: answer {i}, go: {to}}}");
    }
}

/// `count` times: a question whose two answers lead to two questions that lead to the next.
pub fn diamonds(count: usize) -> String {
    let mut text = head();
    for i in 0..count {
        let next = next(i, count);
        question(
            &mut text,
            &format!("q{i}"),
            &[&format!("left{i}"), &format!("right{i}")],
        );
        question(&mut text, &format!("left{i}"), &[&next, "no"]);
        question(&mut text, &format!("right{i}"), &[&next, "no"]);
    }
    text + ENDINGS
}

/// `count` questions, each of which leads to the next or ends.
pub fn line(count: usize) -> String {
    let mut text = head();
    for i in 0..count {
        question(&mut text, &format!("q{i}"), &[&next(i, count), "no"]);
    }
    text + ENDINGS
}

fn next(i: usize, count: usize) -> String {
    if i + 1 < count {
        format!("q{}", i + 1)
    } else {
        "yes".to_owned()
    }
}

/// `depth` layers of `width` questions, each of which leads to all of the next layer.
pub fn layers(depth: usize, width: usize) -> String {
    let mut text = head();
    for layer in 0..depth {
        for place in 0..if layer == 0 { 1 } else { width } {
            let next: Vec<String> = match layer + 1 == depth {
                true => vec!["yes".to_owned(), "no".to_owned()],
                false => (0..width).map(|to| format!("q{}-{to}", layer + 1)).collect(),
            };
            let name = if layer == 0 {
                "q0".to_owned()
            } else {
                format!("q{layer}-{place}")
            };
            question(&mut text, &name, &next.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
    text + ENDINGS
}
