//! The files of `themes/default` inside the program. A test fails when this table and that folder differ.

macro_rules! embed {
    ($($path:literal)*) => {
        /// Path below the theme's folder, and bytes.
        pub const FILES: &[(&str, &[u8])] = &[$(($path, include_bytes!(concat!("../../themes/default/", $path)))),*];
    };
}

embed! {
    "components/breadcrumbs/breadcrumbs.css"
    "components/breadcrumbs/breadcrumbs.html"
    "components/callout/callout.css"
    "components/cards/cards.css"
    "components/cards/cards.html"
    "components/citation/citation.css"
    "components/citation/citation.html"
    "components/clause/clause.css"
    "components/clause/clause.js"
    "components/contents/contents.css"
    "components/contents/contents.html"
    "components/flowchart/flowchart.css"
    "components/map/map.css"
    "components/outcome/outcome.css"
    "components/outcome/outcome.html"
    "components/record/record.css"
    "components/record/record.html"
    "components/site-footer/site-footer.css"
    "components/site-footer/site-footer.html"
    "components/site-header/site-header.css"
    "components/site-header/site-header.html"
    "components/skip-link/skip-link.css"
    "components/skip-link/skip-link.html"
    "components/sources/sources.css"
    "components/sources/sources.html"
    "components/step/step.css"
    "components/step/step.html"
    "components/step/step.js"
    "components/verdict/verdict.css"
    "components/verdict/verdict.html"
    "components/version-box/version-box.css"
    "components/version-box/version-box.html"
    "css/base.css"
    "css/layout.css"
    "css/print.css"
    "css/tokens.css"
    "images/icon.svg"
    "js/start.js"
    "templates/assurance.html"
    "templates/base.html"
    "templates/decision.html"
    "templates/examples.html"
    "templates/home.html"
    "templates/map.html"
    "templates/not-found.html"
    "templates/page.html"
    "templates/policy.html"
    "templates/words.html"
}
