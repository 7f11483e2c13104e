//! The stable names of faults: what a person quotes to the help desk and a test asks for.

use super::Severity;

impl Code {
    /// Returns whether it is a fault of YAML itself, which leaves nothing of its text to be understood.
    pub fn is_of_yaml(self) -> bool {
        matches!(
            self,
            Self::YamlTab | Self::YamlPasted | Self::YamlSyntax | Self::YamlShortcut | Self::TooLarge
        )
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $about:literal)*) => {
        /// Which fault a finding is. The name in kebab case never changes once published.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $about] $variant,)* }

        impl Code {
            /// Every code, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the fixed name: `broken-link`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns the level that this fault always has.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    CannotRead "cannot-read" Error "A file or folder could not be read."
    CannotWrite "cannot-write" Error "The site could not be written."
    NoContent "no-content" Error "There is no `content` folder here."
    ForeignFolder "foreign-folder" Error "The output folder holds something that Fingerpost did not make."
    ChangedByHand "changed-by-hand" Error "A published file was changed after it was written."
    OutputInContent "output-in-content" Error "The output folder lies where the content lies."
    PortTaken "port-taken" Error "The preview cannot be opened where it was asked for."
    ProgramFault "program-fault" Error "Fingerpost itself failed."
    NotText "not-text" Error "A text file whose letters cannot be made out."
    BadFileName "bad-file-name" Error "A file whose name cannot be part of an address."
    MisplacedFile "misplaced-file" Warning "A file of content that no page will show."
    DocumentRefused "document-refused" Error "A document that is not read."
    WordsLost "words-lost" Error "A document that cannot be brought in without losing words."
    YamlTab "yaml-tab" Error "A tab where YAML wants spaces."
    YamlPasted "yaml-pasted" Error "A curly quote or non-breaking space where it matters."
    YamlSyntax "yaml-syntax" Error "YAML that cannot be read."
    YamlDuplicate "yaml-duplicate" Error "One key twice."
    YamlShortcut "yaml-shortcut" Error "An anchor, alias, tag, merge key or second document."
    UnknownKey "unknown-key" Error "A key that does not belong here."
    MissingKey "missing-key" Error "A key that is needed and not there."
    ToFillIn "to-fill-in" Warning "A policy that was imported, and what its document did not say is still not filled in."
    WrongShape "wrong-shape" Error "Text where a list belongs, and the like."
    BadValue "bad-value" Error "A value that is none of those allowed."
    TooLarge "too-large" Error "Over a limit."
    MistypedMark "mistyped-mark" Warning "A mark of Markdown that does nothing as it is typed."
    LostCell "lost-cell" Warning "A cell of a table beyond those of the heading, which no page can show."
    UnsafeLink "unsafe-link" Error "A link that is neither of the web, mail, telephone nor this site."
    RawHtml "raw-html" Error "HTML typed into Markdown."
    BrokenLink "broken-link" Error "A link that leads nowhere."
    UnknownStep "unknown-step" Error "A decision leads to a step that is not there."
    UnknownName "unknown-name" Error "A name that no action, source or field of the record has."
    NameClash "name-clash" Error "One name for two steps."
    BadStart "bad-start" Error "The first question is missing, unknown, or an outcome."
    FewAnswers "few-answers" Error "A question with fewer than two answers."
    SameAnswers "same-answers" Error "Two answers that look alike."
    ChangesNothing "changes-nothing" Error "A question whose answers all lead to one place."
    SamePlace "same-place" Warning "Two answers that lead to one place."
    Loop "loop" Error "Steps that go round in a circle."
    Unreachable "unreachable" Error "A step that nothing leads to."
    NotSureMissing "not-sure-missing" Error "A question with no way out for the unsure."
    UnknownClause "unknown-clause" Error "A citation of a clause that is not there."
    UnknownMention "unknown-mention" Warning "A clause named in a policy's text that the policy does not have."
    WithdrawnClause "withdrawn-clause" Error "A citation of a clause that is withdrawn."
    MovedWords "moved-words" Error "A citation whose words no longer stand in the clause."
    RecordLeftBlank "record-left-blank" Warning "Answers fill in the record, and the page has too many journeys for it."
    ReviewGap "review-gap" Warning "A clause that is cited and not reviewed, or reviewed and not cited."
    ClauseChanged "clause-changed" Warning "A cited clause that has changed since the decision was reviewed."
    UnusedClause "unused-clause" Warning "A clause that no step cites, without a reason."
    LeftOutUsed "left-out-used" Warning "A clause left out with a reason although a step cites it."
    DuplicateClause "duplicate-clause" Error "Two clauses with one number."
    ClauseGap "clause-gap" Warning "A number left out, or a clause under the wrong section."
    RunTogether "run-together" Warning "Lines that look like a list and are set as one paragraph."
    RuleBroken "rule-broken" Error "A rule that does not hold on some journey."
    RuleEmpty "rule-empty" Error "A rule that applies to no journey."
    RecordGap "record-gap" Error "A field of the record that some journey never sets."
    StoryFailed "story-failed" Error "A story that ends elsewhere than it says."
    StoryUnfinished "story-unfinished" Error "A story that stops before an ending, or goes on behind one."
    NoStory "no-story" Error "No story was tried, or two have one name."
    BadDate "bad-date" Error "A date that is none, or not in the ISO form."
    DateOrder "date-order" Error "Dates in an impossible order."
    SameVersion "same-version" Error "Two versions of one policy with the same number."
    Overdue "overdue" Warning "A review date that has passed."
    TwoFilesOnePage "two-files-one-page" Error "Two files that would make one page."
    LowContrast "low-contrast" Error "A colour on which words cannot be read."
    PosterTooLarge "poster-too-large" Warning "A map that no sheet of paper holds in type that can be read."
    ThemeTemplate "theme-template" Error "A template of the theme that cannot be used."
    BrokenPage "broken-page" Error "A finished page with a link or name that does not hold."
}
