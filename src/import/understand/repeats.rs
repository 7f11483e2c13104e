//! Numbers and letters that a document gives twice. An address is one clause's, so the second stands as words, in square
//! brackets: `[2.3] Visitors sign in.` The policy builds, every word is there, and a person is told where to decide.

use std::collections::BTreeSet;

use super::nest::nest;
use crate::import::document::{Block, Document, Paragraph, Piece, Place, Remark, Text};
use crate::import::lead::{self, plain};
use crate::import::outline::{Line, Outline, Shape, Sign};
use crate::import::write::policy::Written;
use crate::parse::clauses::number::Number;
use crate::parse::policy::{Address, Clause, PolicyDoc};

/// Sets numbers aside that an earlier line has, with those inside them; and all numbers of an appendix that begins to
/// count anew.
pub fn numbers(lines: &mut [Line], document: &Document) -> Vec<Remark> {
    let mut count = Count::default();
    let mut told: Vec<Again> = Vec::new();
    for line in lines.iter_mut() {
        count.meets(line);
        let Some(number) = number_of(&line.shape) else {
            if count.aside.is_some() && count.appendix.is_none() {
                letter_as_words(line);
            }
            continue;
        };
        if !count.is_again(&number) {
            continue;
        }
        match told.last_mut().filter(|_| count.goes_on) {
            Some(again) => again.last = number.to_string(),
            None => told.push(Again {
                under: count.appendix.as_ref().map(|appendix| appendix.words.clone()),
                ..Again::of(&number.to_string(), line.place(document))
            }),
        }
        as_words(line, &number, count.appendix.is_some());
    }
    nest(lines);
    told.iter().map(Again::told).collect()
}

/// Makes words of a letter whose clause has no number now: the site would give it to the clause before.
fn letter_as_words(line: &mut Line) {
    if let Shape::Item {
        sign: Sign::Marker(token),
        ..
    } = &line.shape
    {
        let printed = format!("({token})");
        line.shape = Shape::Paragraph(None);
        lead::set_aside(&printed, &mut line.words);
    }
}

fn number_of(shape: &Shape) -> Option<Number> {
    match shape {
        Shape::Heading { number, .. } => Number::of_steps(number.as_ref()?),
        Shape::Clause(number) => Number::of_steps(number),
        _ => None,
    }
}

/// Makes words of the number of a line. In an appendix its headings stand below that of the appendix.
fn as_words(line: &mut Line, number: &Number, in_appendix: bool) {
    line.shape = match &line.shape {
        Shape::Heading { level, .. } => Shape::Heading {
            level: level.saturating_add(u8::from(in_appendix)).min(6),
            number: None,
        },
        _ => Shape::Paragraph(None),
    };
    lead::set_aside(&number.to_string(), &mut line.words);
}

/// How far the numbers of a document have come.
#[derive(Default)]
struct Count {
    /// Numbers met.
    seen: BTreeSet<String>,
    /// The last of them.
    last: Option<Number>,
    /// The last number that was set aside: those inside it are too.
    aside: Option<Number>,
    /// A heading without a number, behind which no number has come yet.
    heading: Option<Appendix>,
    /// The heading under which the numbers began anew.
    appendix: Option<Appendix>,
    /// The number met last goes on where the one before it was set aside.
    goes_on: bool,
}

/// A heading without a number, whose text may count for itself.
#[derive(Clone)]
struct Appendix {
    level: u8,
    words: String,
}

impl Count {
    /// Notes a heading without a number.
    fn meets(&mut self, line: &Line) {
        let Shape::Heading { level, number: None } = line.shape else {
            return;
        };
        self.appendix = self.appendix.take().filter(|appendix| level > appendix.level);
        if level == TOP {
            self.aside = None;
        }
        self.heading = Some(Appendix {
            level,
            words: plain(&line.words).trim().to_owned(),
        });
    }

    /// Returns whether a number belongs to an earlier line, or to an appendix that counts anew.
    fn is_again(&mut self, number: &Number) -> bool {
        let heading = self.heading.take();
        let inside = self.aside.as_ref().is_some_and(|aside| aside.holds(number));
        let known = self.seen.contains(&number.to_string());
        let anew = number.follows(None) && (known || self.seen.contains(&number.section().to_string()));
        self.goes_on = inside || self.appendix.is_some();
        if self.appendix.is_some() {
            let own = number.follows(self.aside.as_ref())
                || self.aside.as_ref() == Some(number)
                || !number.follows(self.last.as_ref());
            self.appendix = self.appendix.take().filter(|_| known || own);
            self.goes_on = self.appendix.is_some();
        } else {
            self.appendix = heading.filter(|heading| anew && heading.level == TOP);
        }
        let again = inside || known || self.appendix.is_some();
        match again {
            true if inside && self.appendix.is_none() => {}
            true => self.aside = Some(number.clone()),
            false => {
                self.seen.insert(number.to_string());
                self.last = Some(number.clone());
                self.aside = None;
            }
        }
        again
    }
}

/// Makes words of the number of a line that the site takes for a clause's, a row of a table having it already.
fn number_as_words(line: &mut Line) -> Option<String> {
    let number = match &line.shape {
        Shape::Item {
            sign: Sign::Figure(figure),
            ..
        } => Number::of_steps(&figure.to_string())?,
        shape => number_of(shape)?,
    };
    as_words(line, &number, false);
    Some(number.to_string())
}

/// The level of the headings over the sections of a policy.
const TOP: u8 = 2;

/// Numbers that stand as words.
struct Again {
    first: String,
    last: String,
    /// The heading under which they begin anew.
    under: Option<String>,
    place: Place,
}

impl Again {
    fn of(number: &str, place: Place) -> Self {
        Self {
            first: number.to_owned(),
            last: number.to_owned(),
            under: None,
            place,
        }
    }

    fn told(&self) -> Remark {
        let Self { first, last, .. } = self;
        let numbers = if first == last {
            format!("the number {first}")
        } else {
            format!("the numbers from {first} to {last}")
        };
        let says = match &self.under {
            Some(heading) => format!(
                "The numbers begin anew under \"{heading}\". So that no two clauses have one number, {numbers} there \
                 became words, in square brackets, which nothing can cite. To make clauses of those lines, give them numbers \
                 that are free and take the brackets away."
            ),
            None => format!(
                "An earlier line has the number {first} already. So that no two clauses have one number, {numbers} became \
                 words here, in square brackets, which nothing can cite. Decide which line keeps the number; give the \
                 other one that is free, such as {first}A, and take the brackets away."
            ),
        };
        Remark::unsure(says, self.place.clone())
    }
}

/// Sets letters of lists, and numbers of rows, aside that would be an earlier line's address in the policy that was
/// written. Returns whether there were any: then the policy has to be written again.
pub fn letters(outline: &mut Outline, document: &Document, written: &Written, policy: &PolicyDoc) -> bool {
    let clauses = policy.all_clauses();
    let twice: Vec<&&Clause> = clauses.iter().filter(|clause| is_second(&clause.address)).collect();
    let mut changed = false;
    for clause in twice {
        let at = written.line_at(clause.span.start);
        let Some(line) = outline.lines.get(at) else { continue };
        let place = line.place(document);
        let remark = match &line.shape {
            Shape::Item { sign, .. } if shown(sign).is_some() => {
                let before = earlier(clause, &clauses).map(|earlier| written.line_at(earlier.span.start));
                // A bullet that became words a moment ago leaves its letter to this line.
                if before.and_then(|at| outline.lines.get(at)).is_some_and(is_paragraph) {
                    continue;
                }
                let bullets = before.filter(|_| shown(sign).is_some_and(|letter| begins_list(&letter)));
                let bullets = bullets.and_then(|bullet| bullets_as_words(&mut outline.lines, bullet));
                match bullets.and_then(|first| outline.lines.get(first)) {
                    Some(first) => Some(bullets_told(clause, first.place(document))),
                    None => {
                        let after_bullet = before.and_then(|at| outline.lines.get(at)).is_some_and(is_bullet);
                        let first = letters_from(&mut outline.lines, at);
                        first.map(|first| letter_told(&first, after_bullet, clause, &outline.lines, place))
                    }
                }
            }
            Shape::Table(_) => row(&mut outline.lines, at, clause).map(|number| row_told(&number, place)),
            _ => outline
                .lines
                .get_mut(at)
                .and_then(number_as_words)
                .map(|number| Again::of(&number, place).told()),
        };
        changed |= remark.is_some();
        outline.remarks.extend(remark);
    }
    if changed {
        nest(&mut outline.lines);
    }
    changed
}

/// Returns whether an address was given to an earlier clause, `1.1.a_2`.
fn is_second(address: &Address) -> bool {
    address.parts().last().is_some_and(|last| last.contains('_'))
}

/// Sets the letter of the line at `at` aside, with all that lies in it; from a first letter on, those of the whole list
/// behind it. Returns the letter.
fn letters_from(lines: &mut [Line], at: usize) -> Option<String> {
    let Shape::Item { level: base, sign } = &lines.get(at)?.shape else {
        return None;
    };
    let (base, first) = (*base, shown(sign)?);
    let begins = begins_list(&first);
    for (behind, line) in lines.iter_mut().skip(at).enumerate() {
        let inside = match &line.shape {
            Shape::Item { level, .. } => *level > base || (*level == base && (begins || behind == 0)),
            Shape::Paragraph(further) => further.is_some(),
            _ => false,
        };
        if !inside {
            break;
        }
        if behind == 0 && matches!(line.shape, Shape::Item { sign: Sign::Bullet, .. }) {
            line.shape = Shape::Paragraph(None);
        }
        letter_as_words(line);
    }
    Some(first)
}

/// Makes paragraphs of the bullets around the one at `at`, so that the letters behind them are free; not of those that
/// hold other lines, which would be without them. Returns the first.
fn bullets_as_words(lines: &mut [Line], at: usize) -> Option<usize> {
    let level = |line: &Line| match line.shape {
        Shape::Item { level, .. } => Some(level),
        Shape::Paragraph(further) => further,
        _ => None,
    };
    let is_top = |line: &Line| is_bullet(line) && level(line) == Some(0);
    let first = lines
        .get(..=at)?
        .iter()
        .rposition(|line| !is_top(line))
        .map_or(0, |before| before + 1);
    let length = lines.get(first..)?.iter().take_while(|line| is_top(line)).count();
    let holds = lines.get(first + length).and_then(level).is_some_and(|level| level > 0)
        || first
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .is_some_and(|line| level(line).is_some());
    if first > at || holds {
        return None;
    }
    for line in lines.iter_mut().skip(first).take(length) {
        line.shape = Shape::Paragraph(None);
        let words = "• ".to_owned();
        line.words.insert(
            0,
            Piece::Text(Text {
                words,
                ..Text::default()
            }),
        );
    }
    Some(first)
}

fn begins_list(shown: &str) -> bool {
    ["(a)", "(A)", "(i)", "(I)", "(1)"].contains(&shown)
}

/// Returns a letter as it is shown, nothing for a bullet; `None` for what the site gives no letter.
fn shown(sign: &Sign) -> Option<String> {
    match sign {
        Sign::Marker(token) => Some(format!("({token})")),
        Sign::Bullet => Some(String::new()),
        Sign::Box(_) | Sign::Figure(_) => None,
    }
}

/// Returns the clause whose address another was given again, `1.1.a` of `1.1.a_2`.
fn earlier<'a>(again: &Clause, clauses: &[&'a Clause]) -> Option<&'a Clause> {
    let (address, _) = again.address.as_str().rsplit_once('_')?;
    clauses
        .iter()
        .copied()
        .find(|clause| clause.address.as_str() == address)
}

fn is_paragraph(line: &Line) -> bool {
    matches!(line.shape, Shape::Paragraph(_))
}

fn is_bullet(line: &Line) -> bool {
    matches!(line.shape, Shape::Item { sign: Sign::Bullet, .. })
}

/// Returns what is said of the words that cite lines of a clause by their letters, `1.1(b)`.
fn cited(around: &str, lines: &[Line]) -> Option<String> {
    let opening = format!("{around}(");
    let words: Vec<String> = lines.iter().map(|line| plain(&line.words)).collect();
    let found = words
        .iter()
        .flat_map(|words| words.match_indices(&opening).map(move |(at, _)| (words, at)));
    let whole = found.filter_map(|(words, at)| {
        let alone = !words.get(..at)?.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let cited = words.get(at..)?.split_inclusive(')').next()?;
        (alone && cited.len() <= opening.len() + LONGEST_LETTER).then(|| format!("\"{cited}\""))
    });
    let cited: BTreeSet<String> = whole.collect();
    let cited: Vec<String> = cited.into_iter().collect();
    (!cited.is_empty()).then(|| format!(" Look where these words lead now: {}.", cited.join(", ")))
}

/// The longest letter that is cited, with its closing bracket: `viii)`.
const LONGEST_LETTER: usize = 5;

/// Sets the number of a row of a table aside: no row of that table is a clause then. Returns the number.
fn row(lines: &mut [Line], at: usize, clause: &Clause) -> Option<String> {
    let Shape::Table(table) = &mut lines.get_mut(at)?.shape else {
        return None;
    };
    let number = clause.label.trim();
    let mut firsts = table.rows.iter_mut().filter_map(|row| row.first_mut());
    let cell = firsts.find_map(|cell| match cell.as_mut_slice() {
        [Block::Paragraph(paragraph)] if says(paragraph, number) => Some(paragraph),
        _ => None,
    })?;
    cell.label = None;
    cell.pieces.clear();
    lead::set_aside(number, &mut cell.pieces);
    Some(number.to_owned())
}

/// Returns whether a number is all that a paragraph says, typed or computed.
fn says(paragraph: &Paragraph, number: &str) -> bool {
    let label = paragraph.label.as_ref().map_or("", |label| &label.shown);
    format!("{label}{}", plain(&paragraph.pieces)).trim() == number
}

fn bullets_told(clause: &Clause, place: Place) -> Remark {
    let parts: Vec<&str> = clause.address.parts().collect();
    let around = parts
        .split_last()
        .map(|(_, around)| around.join("."))
        .unwrap_or_default();
    let says = format!(
        "The site would give these bullets the letters of clause {around}, which the document gives to the lines behind \
         them. So that those keep their letters, the bullets became paragraphs here. To make a list of them again, give it \
         a clause of its own."
    );
    Remark::unsure(says, place)
}

fn letter_told(aside: &str, after_bullet: bool, clause: &Clause, lines: &[Line], place: Place) -> Remark {
    let around: Vec<&str> = clause.address.parts().collect();
    let around = around
        .split_last()
        .map(|(_, around)| around.join("."))
        .unwrap_or_default();
    let mut says = match begins_list(aside) {
        true if after_bullet => format!(
            "The site gives the bullets before this list the letters of clause {around}, {aside} and on, which the document \
             gives to these lines. So that no two lines have one letter, those of this list became words, in square \
             brackets, which nothing can cite. Give one of the two lists a clause of its own, and take the brackets away."
        ),
        true => format!(
            "The letters begin anew here, and clause {around} has a line {aside} already. So that no two lines have one letter, \
             those of this list became words, in square brackets, which nothing can cite. Make one list of the two, or two \
             clauses, and take the brackets away."
        ),
        false => format!(
            "Clause {around} has a line of this letter already. So that no two lines have one letter, this one became words, \
             which nothing can cite. Give it a letter that is free, and take the square brackets away."
        ),
    };
    says.extend(cited(&around, lines));
    Remark::unsure(says, place)
}

fn row_told(number: &str, place: Place) -> Remark {
    let says = format!(
        "An earlier line has the number {number} already, so the rows of this table are no clauses. Give the row another \
         number, and take the square brackets away."
    );
    Remark::unsure(says, place)
}
