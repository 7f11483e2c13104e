//! What templates see: plain structs, one for each template. Nothing else reaches a template, so a page's view is all
//! that the page depends on.
//!
//! Text is escaped by the templates. The few values that are HTML already are [`Html`] and the only ones that
//! templates may pass through with `| safe`.

use serde::Serialize;

/// Text that is HTML already, made by this program alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// A link: words and where they lead, relative to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The words.
    pub title: String,
    /// Where they lead.
    pub url: String,
    /// Whether it is the page itself.
    pub current: bool,
}

/// What every page shows around its own content.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    /// Language of the text (BCP 47).
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The site's title.
    pub site_title: String,
    /// The school's name.
    pub school: String,
    /// This page's title, for the window and the first heading.
    pub title: String,
    /// One sentence about the page.
    pub description: Option<String>,
    /// The page's full address, where the site's is known.
    pub canonical: Option<String>,
    /// What leads up to the top of the site: `../`, or nothing.
    pub root: String,
    /// The front page.
    pub home_url: String,
    /// The folder of style sheet, script and icons, with a slash at its end.
    pub assets: String,
    /// Main pages of the site.
    pub nav: Vec<LinkView>,
    /// The way down to this page, the page itself left out.
    pub breadcrumbs: Vec<LinkView>,
    /// Which template it is: a class on the body.
    pub kind: &'static str,
}

/// Version and dates of a policy or a decision, in words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EditionView {
    /// The version.
    pub version: Option<String>,
    /// When it was approved.
    pub approved: Option<DateView>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// From when it counts. Said as a day, never as "now": a page does not know when it is read.
    pub in_force: Option<DateView>,
    /// By when it is looked at again.
    pub review_by: Option<DateView>,
    /// Who looks after it.
    pub owner: Option<String>,
}

/// A day, for people and for machines.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DateView {
    /// `1 September 2026`.
    pub words: String,
    /// `2026-09-01`.
    pub iso: String,
}

/// A policy, decision or page in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Version and dates, for policies and decisions.
    pub edition: Option<EditionView>,
    /// Its drawing and its words, for decisions.
    pub forms: Vec<LinkView>,
}

/// `index.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Around it.
    pub frame: Frame,
    /// What the school wrote on its front page.
    pub body: Html,
    /// The policies.
    pub policies: Vec<CardView>,
    /// The decisions.
    pub decisions: Vec<CardView>,
    /// Other pages.
    pub pages: Vec<CardView>,
}

/// `policies/NAME.html` and earlier versions of it.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyView {
    /// Around it.
    pub frame: Frame,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Version and dates.
    pub edition: EditionView,
    /// What this version changed.
    pub changes: Option<String>,
    /// What it is based on.
    pub based_on: Vec<BasisView>,
    /// Its sections.
    pub contents: Vec<ContentsView>,
    /// The clauses.
    pub body: Html,
    /// The decisions that cite it.
    pub decisions: Vec<CardView>,
    /// Earlier versions, the newest first.
    pub earlier: Vec<LinkView>,
    /// Set on an earlier version: the one that counts.
    pub replaced_by: Option<LinkView>,
}

/// A document that a policy rests on.
#[derive(Clone, Debug, Serialize)]
pub struct BasisView {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub by: Option<String>,
    /// Its reference number.
    pub reference: Option<String>,
    /// Where to read it.
    pub link: Option<String>,
    /// What has replaced it.
    pub replaced_by: Option<String>,
}

/// One line of a list of contents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContentsView {
    /// The number shown; may be empty.
    pub number: String,
    /// The words.
    pub title: String,
    /// Where it is on the page: `#2`.
    pub url: String,
}

/// A clause's own words, where a step relies on them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CitationView {
    /// The clause as people write it: `2.3(c)`.
    pub number: String,
    /// Where it stands in the policy.
    pub url: String,
    /// The words that lead in to an item of a list; may be missing.
    pub lead_in: Option<String>,
    /// The clause's words.
    pub words: Html,
}

/// Guidance from outside.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceView {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub by: Option<String>,
    /// Where to read it.
    pub link: Option<String>,
}

/// What the pages of one decision all begin with.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeadView {
    /// Around it.
    pub frame: Frame,
    /// Who decides.
    pub for_whom: Option<String>,
    /// Version and dates of the decision.
    pub edition: EditionView,
    /// The policy that it rests on.
    pub policy: Option<LinkView>,
    /// The decision's other pages, and the policy.
    pub forms: Vec<LinkView>,
}

/// A step, wherever it is shown.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StepView {
    /// The author's name for it.
    pub name: String,
    /// Its number in the list of words and on the map; a letter for an ending.
    pub number: String,
    /// `question`, `checklist` or `outcome`.
    pub kind: &'static str,
    /// The question, or the outcome's title.
    pub title: String,
    /// Help with the question, or the outcome's sentences.
    pub help: Option<String>,
    /// What must all be true, for a checklist.
    pub items: Vec<ItemView>,
    /// The clauses it rests on.
    pub citations: Vec<CitationView>,
    /// Guidance from outside.
    pub sources: Vec<SourceView>,
    /// The ending, for an outcome.
    pub outcome: Option<OutcomeView>,
}

/// `decisions/NAME.html`: every journey so far is one section.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DecisionView {
    /// Its beginning.
    #[serde(flatten)]
    pub head: HeadView,
    /// The policy's version.
    pub policy_version: Option<String>,
    /// The page of the drawing.
    pub map_url: String,
    /// Its short name, for the name of a saved record.
    pub name: String,
    /// The beginning of the fingerprint of its steps and of the clauses that they cite.
    pub fingerprint: String,
    /// The drawing, to stand beside the questions.
    pub drawing: Html,
    /// The sections, the first question first.
    pub sections: Vec<SectionView>,
    /// One section a step, because there would be too many journeys: no list of answers, no record of the way.
    pub by_step: bool,
}

/// One journey so far, and what comes next.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SectionView {
    /// Its address: `start`, `required-by-law=no;purpose=yes`.
    pub id: String,
    /// The step that it has come to.
    #[serde(flatten)]
    pub step: StepView,
    /// The answers given so far.
    pub answered: Vec<AnsweredView>,
    /// The answers, in the author's order, "Not sure" last.
    pub answers: Vec<AnswerView>,
    /// The ways out that are offered here.
    pub exits: Vec<AnswerView>,
}

/// An answer already given.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AnsweredView {
    /// The question.
    pub question: String,
    /// The answer's words.
    pub answer: String,
    /// Where to change it: the section before it.
    pub change_url: String,
}

/// An answer that can be given.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AnswerView {
    /// Its words.
    pub say: String,
    /// The section it leads to.
    pub url: String,
    /// Whether it is the answer of someone who is not sure.
    pub not_sure: bool,
}

/// One thing on a checklist.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ItemView {
    /// What must be true.
    pub say: String,
    /// The clauses it rests on.
    pub citations: Vec<CitationView>,
}

/// An ending.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OutcomeView {
    /// `proceed`, `act-now`, `stop` or `wait`.
    pub verdict: &'static str,
    /// The word that readers see.
    pub verdict_word: &'static str,
    /// What to do, besides.
    pub actions: Vec<ItemView>,
    /// The record's lines.
    pub record: Vec<FieldView>,
    /// Every clause that the journey rests on, once, in the order met.
    pub relied_on: Vec<CitationView>,
}

/// A line of the record.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldView {
    /// Its name.
    pub id: String,
    /// What stands before the line.
    pub label: String,
    /// What the journey filled in; nothing where a person writes.
    pub value: Option<String>,
    /// Whether it is a line for a pen, and never typed.
    pub by_hand: bool,
    /// Whether a record of this ending without it has a gap.
    pub needed: bool,
    /// What can be ticked or chosen; nothing where words are written.
    pub options: Vec<String>,
    /// Whether several may be ticked.
    pub many: bool,
}

/// `decisions/NAME/words.html`: the decision in numbered words.
#[derive(Clone, Debug, Serialize)]
pub struct WordsView {
    /// Its beginning.
    #[serde(flatten)]
    pub head: HeadView,
    /// Ways out that are offered on every step.
    pub exits: Vec<WordsAnswerView>,
    /// Questions and checklists, numbered.
    pub steps: Vec<WordsStepView>,
    /// The endings, lettered.
    pub outcomes: Vec<WordsStepView>,
}

/// A step in words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WordsStepView {
    /// The step; its name is its address on the page.
    #[serde(flatten)]
    pub step: StepView,
    /// The answers and where they lead.
    pub answers: Vec<WordsAnswerView>,
}

/// An answer in words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WordsAnswerView {
    /// Its words.
    pub say: String,
    /// The number of the step it leads to.
    pub number: String,
    /// That step's words.
    pub title: String,
    /// Where it is on this page.
    pub url: String,
}

/// `decisions/NAME/map.html`: the whole flowchart.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    /// Its beginning.
    #[serde(flatten)]
    pub head: HeadView,
    /// The drawing.
    pub drawing: Html,
    /// How it is printed.
    pub poster: PosterView,
}

/// The drawing on paper.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PosterView {
    /// `a4`, `a4-wide`, `a3` or `a3-wide`.
    pub paper: &'static str,
    /// Its sheets, where one does not hold all of it.
    pub sheets: Vec<Html>,
    /// The decision's address, where the site's is known.
    pub address: Option<AddressView>,
}

/// An address on paper.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AddressView {
    /// To be typed: without `https://`.
    pub words: String,
    /// To be photographed: a QR code.
    pub code: Html,
}

/// `decisions/NAME/assurance.html`: what was proved, for governors.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AssuranceView {
    /// Its beginning.
    #[serde(flatten)]
    pub head: HeadView,
    /// What is true of its shape, a sentence each.
    pub shown: Vec<String>,
    /// Its rules.
    pub rules: Vec<RuleView>,
    /// What is true of its record, a sentence each.
    pub record: Vec<String>,
    /// What was tried in stories, in a sentence.
    pub stories: String,
    /// The policy's clauses, and who uses them.
    pub clauses: Vec<ClauseUseView>,
    /// Steps that rest on guidance from outside alone.
    pub outside_only: Vec<LinkView>,
    /// The fingerprint of what was proved.
    pub fingerprint: String,
}

/// A rule that holds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RuleView {
    /// The rule in words.
    pub say: String,
    /// `holds on all 9 journeys that it speaks of`.
    pub holds: String,
    /// The clauses it comes from.
    pub clauses: Vec<LinkView>,
}

/// A clause, and who uses it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClauseUseView {
    /// The clause.
    pub clause: LinkView,
    /// The steps that cite it.
    pub steps: Vec<LinkView>,
    /// What is said where no step cites it: the author's reason, or who else does.
    pub reason: Option<String>,
}

/// `decisions/NAME/examples.html`: the stories, for training.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExamplesView {
    /// Its beginning.
    #[serde(flatten)]
    pub head: HeadView,
    /// The stories.
    pub stories: Vec<StoryView>,
}

/// A story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StoryView {
    /// What happens.
    pub name: String,
    /// The answers given: the question, the answer, where it was given.
    pub answered: Vec<AnsweredView>,
    /// The way out taken, of those offered at any time.
    pub exit: Option<String>,
    /// Where it ends.
    pub ending: LinkView,
    /// Its verdict.
    pub outcome: OutcomeView,
}

/// `pages/NAME.html`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Around it.
    pub frame: Frame,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Its text.
    pub body: Html,
}

/// `404.html`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// Around it.
    pub frame: Frame,
}

/// `fingerpost compare --page`: what a new version changes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ComparisonView {
    /// Language of the text (BCP 47).
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The folder of the style sheet, with a slash at its end.
    pub assets: String,
    /// What the old version is called.
    pub old: String,
    /// What the new version is called.
    pub new: String,
    /// The documents that differ.
    pub documents: Vec<ComparedView>,
    /// What was not compared.
    pub not_compared: &'static str,
}

/// A document that differs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ComparedView {
    /// What it is, and whether it is new, gone or changed.
    pub heading: String,
    /// Journeys that end elsewhere.
    pub ends: Vec<EndsView>,
    /// Words that were changed.
    pub words: Vec<RewordedView>,
    /// What else has changed, under headings.
    pub groups: Vec<GroupView>,
}

/// Journeys that ended at one outcome and now end at another.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EndsView {
    /// Who takes them: everyone who gives all the answers of one of these lists.
    pub everyone: Vec<Vec<GivenView>>,
    /// One of those that no list holds.
    pub example: Option<Vec<GivenView>>,
    /// Where they ended.
    pub old: String,
    /// Where they end now.
    pub new: String,
    /// How many journeys there are.
    pub journeys: String,
}

/// A question and its answer.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GivenView {
    /// The question.
    pub ask: String,
    /// The answer.
    pub answer: String,
}

/// Words before and now.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RewordedView {
    /// Whose words they are.
    pub what: String,
    /// What it said.
    pub before: ChangesView,
    /// What it says.
    pub now: ChangesView,
}

/// A text, its changed words told apart.
pub type ChangesView = Vec<PieceView>;

/// Some words of a text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PieceView {
    /// `same`, `out` or `in`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

/// Changes of one kind, a sentence each.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GroupView {
    /// What they are about.
    pub title: &'static str,
    /// The changes.
    pub sentences: Vec<String>,
}
