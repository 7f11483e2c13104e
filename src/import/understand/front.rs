//! The head of the policy: what a document says of itself, in so many words. Nothing is guessed; a day that could be
//! two days is left for a person.

use super::control::{self, pairs_of_table};
use super::day::day;
use super::rows::{Content, Lead, Row};
use crate::diagnostic::{Finding, Severity};
use crate::import::document::{Document, Place, Remark, RemarkKind, Role};
use crate::import::lead::plain;
use crate::import::outline::{Front, Key, Taken};
use crate::parse::front_matter::policy_front;
use crate::source::line_column;

/// The head, and the blocks whose words went there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The head.
    pub head: Front,
    /// The blocks.
    pub taken: Vec<Taken>,
    /// Blocks of whose words only some went there; all of them stay.
    pub copied: Vec<Taken>,
}

/// Reads what `document` says of itself, and takes the rows that say nothing else out of `rows`.
pub fn of(document: &Document, rows: &mut Vec<Row>, remarks: &mut Vec<Remark>) -> Head {
    let mut head = Head::default();
    match document.front.as_deref().map(of_ours) {
        Some(Ok(ours)) => {
            head.head = ours;
            return head;
        }
        Some(Err(theirs)) => {
            head.head = theirs.front;
            remarks.push(theirs.remark);
        }
        None => {}
    }
    let body = rows.iter().position(begins_text).unwrap_or(rows.len());
    let mut at = 0;
    rows.retain_mut(|row| {
        let early = at < body;
        at += 1;
        let stays = !head.takes(row, early, remarks);
        if early && stays {
            head_nothing(row);
        }
        stays
    });
    head
}

/// A line that says `Approved: 3.9.2026` is no heading, however it looks.
fn head_nothing(row: &mut Row) {
    if let Content::Words(words) = &mut row.content
        && matches!(words.role, Role::LooksLikeHeading(_))
        && pair_of_line(&plain(&words.pieces)).is_some_and(|pair| !pair.value.is_empty())
    {
        words.role = Role::Text;
    }
}

/// Returns whether the text begins with this row: with its first number or its first long paragraph.
fn begins_text(row: &Row) -> bool {
    match &row.content {
        Content::Words(words) => matches!(words.lead, Lead::Number(_)) || plain(&words.pieces).len() > LONGEST_SAID,
        _ => false,
    }
}

/// The longest line, in bytes, that is read as a key and its value.
const LONGEST_SAID: usize = 200;

/// A head that is none of a policy.
struct Theirs {
    /// Its title, and its lines as notes.
    front: Front,
    /// Why it is none.
    remark: Remark,
}

/// Reads a head: one that is a policy's already stays as it is.
fn of_ours(typed: &str) -> Result<Front, Theirs> {
    let text = format!("---\n{typed}---\n");
    let (doc, _, findings) = policy_front(&text);
    let title = doc.title.value;
    let faults: Vec<&Finding> = findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    let Some(first) = faults.first() else {
        return Ok(Front {
            title,
            whole: Some(typed.to_owned()),
            ..Front::default()
        });
    };
    let line = first.span.map_or(1, |span| line_column(&text, span.start).line);
    let causes: Vec<&str> = faults.iter().take(TOLD).map(|found| found.message.as_str()).collect();
    let says = format!(
        "The lines at the top of the file are not those of a policy, so I kept them there as notes. {}",
        causes.join(" ")
    );
    Err(Theirs {
        front: Front {
            title,
            notes: typed.lines().map(str::to_owned).collect(),
            ..Front::default()
        },
        remark: Remark::unsure(says, Place::Lines(line..line + 1)),
    })
}

/// How many faults of a head are told.
const TOLD: usize = 4;

impl Head {
    /// Returns whether all that `row` says stands at the head now.
    fn takes(&mut self, row: &Row, early: bool, remarks: &mut Vec<Remark>) -> bool {
        let mut stays = false;
        let pairs = match &row.content {
            Content::Table(table) => pairs_of_table(table).or_else(|| {
                stays = true;
                control::pairs(table, early)
            }),
            Content::Words(words) if early && words.lead == Lead::None => {
                let line = plain(&words.pieces);
                pairs_of_line(&line).or_else(|| pair_of_line(&line).map(|pair| vec![pair]))
            }
            _ => None,
        };
        let Some(pairs) = pairs else { return false };
        let mut vague = Vec::new();
        let mut understand = |pair| understood(pair, &row.place, &mut vague, remarks);
        let told: Vec<Vec<(Key, String)>> = pairs.iter().map(&mut understand).collect();
        self.head.vague.extend(vague);
        let whole = told.iter().all(|said| !said.is_empty());
        let new = |key: &Key| !self.head.said.iter().any(|(known, _)| known == key);
        let said: Vec<(Key, String)> = told.into_iter().flatten().collect();
        let count = said.len();
        // A key that is said twice is given once, and the row stays.
        let mut fresh: Vec<(Key, String)> = Vec::new();
        for (key, value) in said {
            if new(&key) && !fresh.iter().any(|(known, _)| *known == key) {
                fresh.push((key, value));
            }
        }
        if fresh.is_empty() {
            return false;
        }
        self.note(&fresh);
        let all = whole && !stays && fresh.len() == count;
        let to = if all { &mut self.taken } else { &mut self.copied };
        to.push(Taken {
            block: row.block,
            became: fresh,
        });
        all
    }

    fn note(&mut self, said: &[(Key, String)]) {
        for (key, value) in said {
            match key {
                Key::Title if self.head.title.is_empty() => self.head.title.clone_from(value),
                Key::Title => {}
                _ => self.head.said.push((*key, value.clone())),
            }
        }
    }
}

/// A line of the form `Version: 2.0`, or a row of a table.
pub(super) struct Pair {
    /// As it stands there, without its colon.
    pub key: String,
    /// As it stands there.
    pub value: String,
}

pub(super) fn pair_of_line(line: &str) -> Option<Pair> {
    let line = Some(line).filter(|line| line.len() <= LONGEST_SAID)?;
    let (key, value) = line.split_once(':').or_else(|| without_colon(line))?;
    keys_of(key).is_some().then(|| Pair {
        key: typed(key),
        value: tidy(value),
    })
}

/// Parts a line that is nothing but `Version 2.1`, or `Approved by the governors on 14 July 2026`.
fn without_colon(line: &str) -> Option<(&str, &str)> {
    let version = line.trim().split_once(' ').filter(|(key, value)| {
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        folded(key) == "version" && value.split('.').all(figures)
    });
    version.or_else(|| line.rsplit_once(" on ").filter(|(_, value)| day(value).is_ok()))
}

/// Reads a line on which a tab may stand between one pair and the next: `Approved by: Governors<TAB>Date: 14 July 2026`.
fn pairs_of_line(line: &str) -> Option<Vec<Pair>> {
    let mut pairs = vec![];
    for part in line.split('\t') {
        pairs.push(match pair_of_line(part) {
            Some(pair) => pair,
            None => day_after(pairs.last()?, part)?,
        });
    }
    Some(pairs)
}

/// Reads `Date: 14 July 2026` behind who approved the policy.
pub(super) fn day_after(before: &Pair, part: &str) -> Option<Pair> {
    let (key, value) = part.split_once(':')?;
    let approved = matches!(keys_of(&before.key), Some(Says::One(Key::ApprovedBy)));
    (approved && folded(key) == "date").then(|| Pair {
        key: "approved".into(),
        value: tidy(value),
    })
}

pub(super) fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a key as it is typed, without its colon.
pub(super) fn typed(key: &str) -> String {
    tidy(key).trim_end_matches([':', ' ']).to_owned()
}

pub(super) fn folded(key: &str) -> String {
    typed(key).to_lowercase()
}

/// What a phrase says: a key, and for `Approved by governors: 14 July 2026` whose day it is.
pub(super) enum Says {
    One(Key),
    ByWhom(String),
}

/// Returns whether `phrase` is what people call a title.
pub fn names_title(phrase: &str) -> bool {
    matches!(keys_of(phrase), Some(Says::One(Key::Title)))
}

pub(super) fn keys_of(phrase: &str) -> Option<Says> {
    let folded = folded(phrase);
    let key = match folded.as_str() {
        "title" | "policy title" | "name of policy" | "policy name" => Key::Title,
        "version" | "version number" | "version no" | "version no." | "policy version" => Key::Version,
        "approved" | "approved on" | "date approved" | "approval date" | "date of approval" | "ratified"
        | "ratified on" | "date ratified" | "adopted" | "adopted on" | "date adopted" | "date of adoption" => {
            Key::Approved
        }
        "approved by" | "ratified by" | "adopted by" => Key::ApprovedBy,
        "in force" | "in force from" | "effective" | "effective from" | "effective date" => Key::InForce,
        "review"
        | "review by"
        | "review date"
        | "next review"
        | "next review date"
        | "date of next review"
        | "date for review"
        | "review due"
        | "review due by"
        | "next review due"
        | "next review due by" => Key::ReviewBy,
        "owner" | "policy owner" | "document owner" => Key::Owner,
        _ => {
            let says = ["approved by ", "ratified by ", "adopted by "];
            says.iter().find(|lead| folded.starts_with(*lead))?;
            let phrase = typed(phrase);
            let who: Vec<&str> = phrase.split(' ').skip(2).collect();
            let who = who.strip_prefix(&["the"]).unwrap_or(&who);
            return Some(Says::ByWhom(who.join(" ")));
        }
    };
    Some(Says::One(key))
}

/// Returns what a pair becomes; nothing where it cannot be told for certain. Of a day that it does not tell, `vague` gets
/// the words.
fn understood(
    pair: &Pair,
    place: &Place,
    vague: &mut Vec<(Key, String)>,
    remarks: &mut Vec<Remark>,
) -> Vec<(Key, String)> {
    let mut read = |key: Key| match day(&pair.value) {
        Ok(day) => Some(day.to_string()),
        Err(why) => {
            remarks.push(Remark {
                kind: RemarkKind::Unsure,
                says: format!("The document says \"{}: {}\". {why}", pair.key, pair.value),
                place: place.clone(),
            });
            vague.push((key, pair.value.clone()));
            None
        }
    };
    match keys_of(&pair.key) {
        _ if pair.value.is_empty() => Vec::new(),
        Some(Says::One(key)) if key.is_date() => read(key).map(|day| (key, day)).into_iter().collect(),
        Some(Says::One(key)) => vec![(key, pair.value.clone())],
        Some(Says::ByWhom(who)) => match read(Key::Approved) {
            Some(day) => vec![(Key::ApprovedBy, who), (Key::Approved, day)],
            None => Vec::new(),
        },
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;
    use crate::import::read::text;

    #[test]
    fn a_tab_parts_one_pair_from_the_next() {
        let said = |line: &str| -> Vec<(Key, String)> {
            let pairs = pairs_of_line(line).unwrap_or_default();
            let said = |pair: &Pair| understood(pair, &Place::Unknown, &mut Vec::new(), &mut Vec::new());
            pairs.iter().flat_map(said).collect()
        };
        let approved = [
            (Key::ApprovedBy, "Governors".into()),
            (Key::Approved, "2026-09-12".into()),
        ];
        assert_eq!(said("Approved by: Governors\tDate: 12 September 2026"), approved);
        assert_eq!(
            said("Ratified by the Full Board on 12 September 2026"),
            [
                (Key::ApprovedBy, "Full Board".into()),
                (Key::Approved, "2026-09-12".into())
            ]
        );
        assert_eq!(said("Version 2.10"), [(Key::Version, "2.10".into())]);
        assert_eq!(said("Approved by: Governors\tApproved on: 12 September 2026"), approved);
        assert_eq!(
            said("Next review due by: 1 September 2027"),
            [(Key::ReviewBy, "2027-09-01".into())]
        );
        for line in [
            "Owner: Head\tDate: 12 September 2026",
            "Date: 12 September 2026",
            "Approved by:\tGovernors",
            "Version two",
            "Version 2 of this policy",
            "We met on 12 September 2026",
        ] {
            assert_eq!(said(line), [], "{line}");
        }
    }

    #[test]
    fn a_key_with_a_vague_day_is_no_heading() {
        let text = "Uniform Policy\n\nNext review due: Summer 2027\n\nThis policy is for all who come to our school.\n\n\
                    What we wear\n\nChildren wear a jumper of the school on each day of the week.\n\nSigned: ____\n\n\
                    The chair of the governors signs here for all of them.\n";
        let policy = import(text::read(text), "uniform").expect("a policy");
        assert!(
            policy.text.contains("\n\nNext review due: Summer 2027\n\n"),
            "{}",
            policy.text
        );
        assert!(policy.text.contains("\n\n## What we wear\n\n"), "{}", policy.text);
        assert!(policy.text.contains("\n\nSigned: ____\n"), "{}", policy.text);
    }
}
