//! The front page, other pages, and the page for addresses that are not there.

use super::frame::{decision_card, page_card, policy_card, text};
use super::html;
use super::view::{Frame, HomeView, Html, NotFoundView, PageView};
use super::{Rendered, Renderer};
use crate::path::OutputPath;
use crate::site::Page;

impl Renderer<'_> {
    pub(super) fn home(&self) -> Rendered {
        let output = OutputPath::home();
        let home = self.site.home.as_ref();
        let title = home.map_or(&self.site.config.title, |page| &page.doc.title.value);
        let view = HomeView {
            frame: self.frame(&output, "home", title),
            body: home.map_or_else(Html::default, |page| self.body(page, &output)),
            policies: self
                .site
                .policies
                .values()
                .map(|policy| policy_card(policy, &output))
                .collect(),
            decisions: self
                .site
                .decisions
                .values()
                .map(|decision| decision_card(decision, &output))
                .collect(),
            pages: self.site.pages.values().map(|page| page_card(page, &output)).collect(),
        };
        self.templates.render("home.html", &view)
    }

    pub(super) fn page(&self, page: &Page) -> Rendered {
        let frame = self.frame(&page.output, "page", &page.doc.title.value);
        let summary = text(&page.doc.summary);
        let description = summary.clone().or_else(|| frame.description.clone());
        let breadcrumbs = self.below_home(&page.output);
        let view = PageView {
            frame: Frame {
                description,
                breadcrumbs,
                ..frame
            },
            summary,
            body: self.body(page, &page.output),
        };
        self.templates.render("page.html", &view)
    }

    fn body(&self, page: &Page, output: &OutputPath) -> Html {
        html::body(&page.doc.body, &self.links(&page.path, output))
    }

    pub(super) fn not_found(&self) -> Rendered {
        let frame = self.frame(&OutputPath::not_found(), "not-found", "This page is not here");
        self.templates.render("not-found.html", &NotFoundView { frame })
    }
}
