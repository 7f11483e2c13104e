//! Clauses: on their policy's page with number and address, and quoted on another without either.

use super::{UseLink, Writer};
use crate::parse::policy::{Address, Clause, ClauseKind, Part};

impl Writer<'_> {
    /// Writes a clause; `level` is that of its heading, where it has one.
    pub(super) fn clause(&mut self, clause: &Clause, level: u8) {
        match clause.kind {
            ClauseKind::Section => self.section(clause, level),
            ClauseKind::Clause => self.numbered(clause, level),
            ClauseKind::Item => self.items(&[clause], level),
            ClauseKind::Paragraph => self.paragraph_clause(clause, level),
        }
    }

    fn section(&mut self, clause: &Clause, level: u8) {
        self.raw("<section class=\"clause clause-section\"");
        self.id(clause.address.as_str());
        self.raw(">");
        self.clause_heading(clause, level);
        self.used(&clause.address);
        self.parts(clause, level + 1);
        self.raw("</section>\n");
    }

    fn clause_heading(&mut self, clause: &Clause, level: u8) {
        self.level = level.min(6);
        let tag = format!("h{}", self.level);
        self.raw(&format!("<{tag} class=\"clause-heading\">"));
        self.clause_number(clause);
        if !clause.label.is_empty() {
            self.raw(" ");
        }
        self.raw("<span>");
        self.line(&clause.title);
        self.raw("</span>");
        self.own_name(clause);
        self.raw(&format!("</{tag}>\n"));
    }

    fn numbered(&mut self, clause: &Clause, level: u8) {
        let class = if clause.withdrawn {
            "clause clause-withdrawn"
        } else {
            "clause"
        };
        self.raw(&format!("<div class=\"{class}\""));
        self.id(clause.address.as_str());
        self.raw(">");
        if clause.title.is_empty() {
            self.clause_number(clause);
            self.clause_body(clause, level);
        } else {
            self.titled_body(clause, level);
        }
        self.raw("</div>\n");
    }

    /// A clause with a heading of its own: the number hangs beside it.
    fn titled_body(&mut self, clause: &Clause, level: u8) {
        self.clause_number(clause);
        self.raw("<div class=\"clause-body\">");
        self.level = level.min(6);
        let tag = format!("h{}", self.level);
        self.raw(&format!("<{tag} class=\"clause-title\">"));
        self.line(&clause.title);
        self.raw(&format!("</{tag}>\n"));
        self.own_name(clause);
        self.parts(clause, level + 1);
        self.used(&clause.address);
        self.raw("</div>");
    }

    fn clause_body(&mut self, clause: &Clause, level: u8) {
        self.raw("<div class=\"clause-body\">");
        self.own_name(clause);
        self.parts(clause, level);
        self.used(&clause.address);
        self.raw("</div>");
    }

    fn paragraph_clause(&mut self, clause: &Clause, level: u8) {
        self.raw("<div class=\"clause clause-paragraph\"");
        self.id(clause.address.as_str());
        self.raw(">");
        self.own_name(clause);
        self.parts(clause, level);
        self.used(&clause.address);
        self.raw("</div>\n");
    }

    /// Writes a clause's number: text that can be searched and copied, and a link to itself.
    pub(super) fn clause_number(&mut self, clause: &Clause) {
        if clause.label.is_empty() {
            return;
        }
        let kind = if clause.kind == ClauseKind::Section {
            "section"
        } else {
            "clause"
        };
        self.raw("<a class=\"clause-number\"");
        self.attribute("href", &format!("#{}", clause.address.as_str()));
        self.attribute("aria-label", &format!("Link to {kind} {}", clause.address));
        self.raw(">");
        self.text(&clause.label);
        self.raw("</a>");
    }

    /// Writes the author's own name of a clause: a second address.
    fn own_name(&mut self, clause: &Clause) {
        if let Some(name) = clause
            .name
            .as_ref()
            .filter(|name| name.value != clause.address.as_str())
        {
            self.raw("<span");
            self.id(&name.value);
            self.raw("></span>");
        }
    }

    /// Writes what a clause holds; items that follow each other share a list.
    fn parts(&mut self, clause: &Clause, level: u8) {
        let mut items: Vec<&Clause> = Vec::new();
        for part in &clause.parts {
            match part {
                Part::Clause(inner) if inner.kind == ClauseKind::Item => items.push(inner),
                other => {
                    self.items(&std::mem::take(&mut items), level);
                    self.part(other, level);
                }
            }
        }
        self.items(&items, level);
    }

    fn part(&mut self, part: &Part, level: u8) {
        match part {
            Part::Clause(inner) => self.clause(inner, level),
            Part::Block(block) => self.block(block, level),
        }
    }

    fn items(&mut self, items: &[&Clause], level: u8) {
        if items.is_empty() {
            return;
        }
        self.raw("<ol class=\"clause-items\" role=\"list\">");
        for item in items {
            self.raw("<li class=\"clause clause-item\"");
            self.id(item.address.as_str());
            self.raw(">");
            self.clause_number(item);
            self.clause_body(item, level);
            self.raw("</li>\n");
        }
        self.raw("</ol>\n");
    }

    pub(super) fn used(&mut self, address: &Address) {
        let uses = self.uses;
        let Some(uses) = uses.get(address).filter(|uses| !uses.is_empty()) else {
            return;
        };
        for decision in uses.chunk_by(|a, b| a.decision == b.decision) {
            self.used_by(decision);
        }
    }

    /// Writes the steps of one decision: its title once, then a link for each.
    fn used_by(&mut self, uses: &[UseLink]) {
        let Some(first) = uses.first() else { return };
        self.raw("<p class=\"clause-uses\">Used in <cite>");
        self.text(&first.decision);
        self.raw("</cite>: ");
        for (i, used) in uses.iter().enumerate() {
            self.raw(if i > 0 { ", " } else { "" });
            self.raw("<a");
            self.attribute("href", &used.href);
            self.raw(">");
            self.text(&used.step);
            self.raw("</a>");
        }
        self.raw("</p>\n");
    }

    // On another page.

    pub(super) fn quoted_clause(&mut self, clause: &Clause) {
        if !clause.title.is_empty() {
            self.raw("<p><strong>");
            self.line(&clause.title);
            self.raw("</strong></p>\n");
        }
        let mut items: Vec<&Clause> = Vec::new();
        for part in &clause.parts {
            match part {
                Part::Clause(inner) if inner.kind == ClauseKind::Item => items.push(inner),
                Part::Clause(inner) if inner.kind != ClauseKind::Paragraph => {}
                other => {
                    self.quoted_items(&std::mem::take(&mut items));
                    self.quoted_part(other);
                }
            }
        }
        self.quoted_items(&items);
    }

    fn quoted_part(&mut self, part: &Part) {
        match part {
            Part::Clause(inner) => self.quoted_clause(inner),
            Part::Block(block) => self.block(block, 6),
        }
    }

    fn quoted_items(&mut self, items: &[&Clause]) {
        if items.is_empty() {
            return;
        }
        self.raw("<ol class=\"citation-items\" role=\"list\">");
        for item in items {
            self.raw("<li><span class=\"citation-item-number\">");
            self.text(&item.label);
            self.raw("</span> <div class=\"citation-item-body\">");
            self.quoted_clause(item);
            self.raw("</div></li>\n");
        }
        self.raw("</ol>\n");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::tests::link;
    use super::super::{Link, citation, policy};
    use super::*;
    use crate::parse;

    #[test]
    fn a_clause_is_set_with_its_number_as_text() {
        let (doc, _) =
            parse::policy::parse("---\ntitle: T\n---\n## 2 Guide\n\n**2.3** When:\n\n- be open {#open}\n\nMore.\n");
        let used = UseLink {
            href: "d.html#a".into(),
            decision: "May I?".into(),
            step: "question 3".into(),
        };
        let uses = BTreeMap::from([(Address::parse("2.3.a").unwrap(), vec![used])]);
        let expected = "<section class=\"clause clause-section\" id=\"2\"><h2 class=\"clause-heading\">\
            <a class=\"clause-number\" href=\"#2\" aria-label=\"Link to section 2\">2</a> <span>Guide</span></h2>\n\
            <div class=\"clause\" id=\"2.3\"><a class=\"clause-number\" href=\"#2.3\" aria-label=\"Link to clause 2.3\">2.3</a>\
            <div class=\"clause-body\"><p>When:</p>\n\
            <ol class=\"clause-items\" role=\"list\"><li class=\"clause clause-item\" id=\"2.3.a\">\
            <a class=\"clause-number\" href=\"#2.3.a\" aria-label=\"Link to clause 2.3(a)\">(a)</a>\
            <div class=\"clause-body\"><span id=\"open\"></span><p>be open</p>\n\
            <p class=\"clause-uses\">Used in <cite>May I?</cite>: <a href=\"d.html#a\">question 3</a></p>\n</div></li>\n</ol>\n\
            <div class=\"clause clause-paragraph\" id=\"2.3.p2\"><p>More.</p>\n</div>\n</div></div>\n</section>\n";
        assert_eq!(policy(&doc, &link, &uses).0, expected);
    }

    #[test]
    fn a_citation_has_no_ids() {
        let (doc, _) = parse::policy::parse(
            "---\ntitle: T\n---\n## 2 Guide\n\n**2.3** When[^a]:\n\n- be open {#open}, see 2.3(a)\n\n[^a]: Note.\n",
        );
        let clause = doc
            .all_clauses()
            .into_iter()
            .find(|clause| clause.label == "2.3")
            .unwrap();
        let words = citation(clause, &[], &|typed: &str| Link::Inside(format!("../p.html{typed}"))).0;
        assert!(!words.contains("id="), "{words}");
        assert!(words.contains("(a)") && words.contains("be open"), "{words}");
    }
}
