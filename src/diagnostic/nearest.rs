//! The nearest valid name: "Did you mean ...?"

/// A word longer than this is no misspelt name, and comparing it would cost more than it gives.
const LONGEST: usize = 64;

/// Returns the candidate that `word` was most likely meant to be, or `None` where none is near.
///
/// Counts slips of the finger: a letter left out, put in, mistaken, or swapped with its neighbour; capitals do not
/// matter. One slip is forgiven, and one more for every three letters beyond the first three. Of equally near
/// candidates the first is returned.
///
/// ```
/// use fingerpost::diagnostic::nearest::nearest;
/// assert_eq!(nearest("form", ["ask", "from", "help"]), Some("from"));
/// assert_eq!(nearest("colour", ["ask", "from", "help"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = lowered(word);
    if letters.is_empty() || letters.len() > LONGEST {
        return None;
    }
    let limit = (letters.len() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((slips(&letters, &lowered(candidate), limit)?, candidate)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

fn lowered(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// Returns how many slips lie between two words (optimal string alignment), unless they are more than `limit` or
/// leave no letter of the word standing.
fn slips(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let row = next_row(a, b, i, &last, &before);
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= limit && *slips < a.len())
}

fn next_row(a: &[char], b: &[char], i: usize, last: &[usize], before: &[usize]) -> Vec<usize> {
    let mut row = vec![i];
    for j in 1..=b.len() {
        let mistaken = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
        let mut least = mistaken.min(last[j] + 1).min(row[j - 1] + 1);
        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
            least = least.min(before[j - 2] + 1);
        }
        row.push(least);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_slip_is_forgiven_in_a_short_word() {
        let keys = ["ask", "help", "from", "answers", "not-sure"];
        assert_eq!(nearest("form", keys), Some("from"));
        assert_eq!(nearest("Answer", keys), Some("answers"));
        assert_eq!(nearest("not_sure", keys), Some("not-sure"));
        assert_eq!(nearest("colours", keys), None);
        assert_eq!(nearest("", keys), None);
    }

    #[test]
    fn nothing_is_near_that_shares_no_letter() {
        assert_eq!(nearest("x", ["y", "z"]), None);
        assert_eq!(nearest("xy", ["ab"]), None);
    }

    #[test]
    fn the_first_of_equally_near_names_is_offered() {
        assert_eq!(nearest("2.3.g", ["2.3.a", "2.3.f"]), Some("2.3.a"));
    }

    #[test]
    fn a_very_long_word_is_not_compared() {
        assert_eq!(nearest(&"a".repeat(1_000_000), ["a"]), None);
    }
}
