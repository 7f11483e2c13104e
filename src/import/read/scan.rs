//! A part of a document, gone through from its first sign to its last: every word in it, whatever lies around it.
//!
//! This is not how documents are read. It knows which elements hold words and which stand for a gap, and nothing of
//! lists, styles, fields or changes: what a reader gives is held to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::xml::{PREFIXES, Space, unescaped};
use crate::import::refused::Refused;
use crate::import::source::{LeftOut, SIGN, Source, Stretch};

/// What an element is to the count of words.
pub enum Is {
    /// A paragraph, and whether all that is typed in it is words.
    Passage(bool),
    /// What lies in it is no part of the paragraph around it: a frame, a text box.
    Apart,
    /// As [`Is::Apart`]; what lies in it is this note or remark, which begins with these words.
    Holds(Held, String),
    /// The mark of a note.
    Marks(String),
    /// It holds words.
    Words,
    /// It holds words if it lies in a remark: who remarked.
    Author,
    /// Words part here.
    Gap,
    /// A hyphen.
    Hyphen,
    /// A sign that its font alone knows.
    Sign,
    /// None of these.
    Other,
}

/// What holds words beside the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// A note, by the name that the text calls it.
    Note(String),
    /// A remark, by its name or place.
    Remark(String),
}

/// An element as it begins.
pub struct Tag<'a> {
    /// Whose name it has.
    pub space: Space,
    /// Its name without the prefix.
    pub name: &'a str,
    /// Where it begins.
    pub place: usize,
    tag: &'a BytesStart<'a>,
}

impl Tag<'_> {
    /// Returns the attribute of this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        attributes.with_checks(false);
        let mut attributes = attributes.filter_map(Result::ok);
        let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(unescaped(found.value).into_owned())
    }
}

/// The words of a document's parts, as they are gone through.
#[derive(Default)]
pub struct Scan {
    passages: Vec<Passage>,
    left_out: BTreeMap<LeftOut, String>,
}

/// What stands in one paragraph, in its order.
#[derive(Default)]
struct Passage {
    words: String,
    marks: Vec<String>,
    held: Option<Held>,
}

/// What an open element says of the words in it.
#[derive(Clone, Default)]
struct Open {
    passage: Option<usize>,
    held: Option<Held>,
    counts: bool,
}

impl Scan {
    /// Goes through a part. `out` is what its reader left out of any part; `is` knows the elements of its format.
    ///
    /// # Errors
    /// It is not XML.
    pub fn part(&mut self, part: &str, text: &str, out: &[Stretch], is: fn(&Tag<'_>) -> Is) -> Result<(), Refused> {
        let mut going = Going {
            scan: self,
            out: Outside::new(part, out),
            open: vec![Open::default()],
            parted: false,
            is,
        };
        let mut reader = NsReader::from_str(text);
        reader.resolver_mut().set_max_namespace_bindings(PREFIXES);
        let bad = || Refused::BadXml { part: part.to_owned() };
        loop {
            let place = reader.buffer_position() as usize;
            let (space, event) = reader.read_resolved_event().map_err(|_| bad())?;
            let space = match space {
                ResolveResult::Bound(address) => Space::of(address.0),
                _ => Space::Other,
            };
            match event {
                Event::Eof => return Ok(()),
                Event::Start(tag) => going.start(space, &tag, place),
                Event::Empty(tag) => {
                    going.start(space, &tag, place);
                    going.open.pop();
                }
                Event::End(_) => drop(going.open.pop()),
                Event::Text(words) => going.words(&words, place),
                Event::CData(words) => going.words(&words, place),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().map_err(|_| bad())?;
                    let named = resolve_xml_entity(&reference).and_then(|text| text.chars().next());
                    let letter = letter.or(named).ok_or_else(bad)?;
                    going.words(letter.encode_utf8(&mut [0; 4]), place);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Returns all words: the text's, then those of the notes in the order of their marks.
    pub fn finish(self) -> Source {
        let mut text = String::new();
        let mut order = Vec::new();
        let mut notes: BTreeMap<String, String> = BTreeMap::new();
        let mut remarks: BTreeMap<String, String> = BTreeMap::new();
        for passage in self.passages {
            let words = match passage.held {
                None => {
                    order.extend(passage.marks);
                    &mut text
                }
                Some(Held::Note(name)) => notes.entry(name).or_default(),
                Some(Held::Remark(name)) => remarks.entry(name).or_default(),
            };
            words.push_str(&passage.words);
            words.push(' ');
        }
        let mut met = BTreeSet::new();
        order.retain(|mark| met.insert(mark.clone()));
        order
            .iter()
            .filter_map(|mark| notes.remove(mark))
            .for_each(|note| text.push_str(&note));
        notes.into_values().for_each(|note| text.push_str(&note));
        let counted = |(what, words): (LeftOut, String)| (what, crate::import::proof::words(&words).count());
        Source {
            words: text,
            remarks: remarks
                .into_values()
                .filter(|remark| remark.contains(char::is_alphanumeric))
                .collect(),
            left_out: self
                .left_out
                .into_iter()
                .map(counted)
                .filter(|(_, count)| *count > 0)
                .collect(),
        }
    }
}

/// A part as it is gone through.
struct Going<'s> {
    scan: &'s mut Scan,
    out: Outside,
    open: Vec<Open>,
    /// Words that are kept came last: those that are left out next are others than those before.
    parted: bool,
    is: fn(&Tag<'_>) -> Is,
}

impl Going<'_> {
    fn start(&mut self, space: Space, tag: &BytesStart<'_>, place: usize) {
        let name = tag.local_name().into_inner();
        let tag = Tag {
            space,
            name,
            place,
            tag,
        };
        let mut open = self.open.last().cloned().unwrap_or_default();
        match (self.is)(&tag) {
            Is::Passage(typed) => {
                open.passage = open.passage.or_else(|| Some(self.passage(open.held.clone())));
                open.counts = typed;
                self.put(&open, " ", place);
            }
            Is::Apart => {
                open = Open {
                    held: open.held,
                    ..Open::default()
                }
            }
            Is::Holds(held, words) => {
                if let (Held::Note(name), Some(passage)) = (&held, self.passage_of(&open)) {
                    passage.marks.push(name.clone());
                }
                open = Open {
                    held: Some(held),
                    ..Open::default()
                };
                if !words.is_empty() {
                    let passage = Some(self.passage(open.held.clone()));
                    self.put(
                        &Open {
                            passage,
                            ..open.clone()
                        },
                        &words,
                        place,
                    );
                }
            }
            Is::Marks(name) if self.out.what(place).is_none() => {
                if let Some(passage) = self.passage_of(&open) {
                    passage.marks.push(name);
                }
            }
            Is::Words => open.counts = true,
            Is::Author => open.counts = matches!(open.held, Some(Held::Remark(_))),
            Is::Gap => self.put(&open, " ", place),
            Is::Hyphen => self.put(&open, "-", place),
            Is::Sign => self.put(&open, SIGN.encode_utf8(&mut [0; 4]), place),
            Is::Marks(_) | Is::Other => {}
        }
        self.open.push(open);
    }

    fn passage(&mut self, held: Option<Held>) -> usize {
        self.scan.passages.push(Passage {
            held,
            ..Passage::default()
        });
        self.scan.passages.len() - 1
    }

    fn passage_of(&mut self, open: &Open) -> Option<&mut Passage> {
        self.scan.passages.get_mut(open.passage?)
    }

    fn words(&mut self, words: &str, place: usize) {
        let Some(open) = self.open.last().filter(|open| open.counts).cloned() else {
            return;
        };
        self.put(&open, words, place);
    }

    /// Adds words to their paragraph, or to what is left out. Words outside of any paragraph are one of their own.
    fn put(&mut self, open: &Open, words: &str, place: usize) {
        if let Some(what) = self.out.what(place) {
            let all = self.scan.left_out.entry(what).or_default();
            if std::mem::take(&mut self.parted) {
                all.push(' ');
            }
            return all.push_str(words);
        }
        self.parted = true;
        if let Some(passage) = self.passage_of(open) {
            return passage.words.push_str(words);
        }
        if !words.trim().is_empty() {
            let own = self.passage(open.held.clone());
            if let Some(passage) = self.scan.passages.get_mut(own) {
                passage.words.push_str(words);
            }
        }
    }
}

/// What is left out of one part, in order.
struct Outside {
    stretches: Vec<(Range<usize>, LeftOut)>,
    next: usize,
}

impl Outside {
    fn new(part: &str, out: &[Stretch]) -> Self {
        let of_part = out.iter().filter(|stretch| &*stretch.part == part);
        let mut stretches: Vec<_> = of_part.map(|stretch| (stretch.range.clone(), stretch.what)).collect();
        stretches.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        // What lies in another one is part of it.
        let mut end = 0;
        stretches.retain(|(range, _)| {
            let outermost = range.start >= end;
            end = end.max(range.end);
            outermost
        });
        Self { stretches, next: 0 }
    }

    /// Returns as what the sign at `place` is left out. Places are asked for in order.
    fn what(&mut self, place: usize) -> Option<LeftOut> {
        while self
            .stretches
            .get(self.next)
            .is_some_and(|(range, _)| range.end <= place)
        {
            self.next += 1;
        }
        let (range, what) = self.stretches.get(self.next)?;
        range.contains(&place).then_some(*what)
    }
}
