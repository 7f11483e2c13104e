//! What a part of a Word document points at: other parts, and addresses outside.

use std::collections::BTreeMap;

use crate::import::read::names::LONGEST_LINK;
use crate::import::read::package::Parts;
use crate::import::read::xml::{Element, Tree};
use crate::import::refused::Refused;

/// The targets of one part, by the name that it uses for each.
#[derive(Default)]
pub struct Relations {
    by_id: BTreeMap<String, Relation>,
}

/// One target.
pub struct Relation {
    /// What it is to the part: the last word of the address that names its kind.
    pub kind: String,
    /// A part of the document, or an address outside.
    pub target: String,
    /// It is outside.
    pub external: bool,
}

impl Relations {
    /// Reads what `part` points at; the outermost part has no name.
    ///
    /// # Errors
    /// The list is there and cannot be read.
    pub fn of(part: &str, parts: &mut Parts<'_>) -> Result<Self, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let name = name.trim_start_matches('/');
        let Some(text) = parts.text(name)? else {
            return Ok(Self::default());
        };
        let tree = Tree::read(name, &text)?;
        let relation = |element: Element<'_>| {
            let external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
            let target = element
                .attribute("Target")
                .filter(|target| target.len() <= LONGEST_LINK)?;
            let kind = element.attribute("Type")?;
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external {
                    target.into_owned()
                } else {
                    within(folder, &target)
                },
                external,
            };
            Some((element.attribute("Id")?.into_owned(), relation))
        };
        let by_id = tree.root().children().filter_map(relation).collect();
        Ok(Self { by_id })
    }

    /// Returns what `id` stands for.
    pub fn get(&self, id: &str) -> Option<&Relation> {
        self.by_id.get(id)
    }

    /// Returns the part of this kind, if there is one.
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.parts(kind).next()
    }

    /// Returns the parts of this kind.
    pub fn parts(&self, kind: &str) -> impl Iterator<Item = &str> {
        let fits = move |relation: &&Relation| relation.kind == kind && !relation.external;
        self.by_id
            .values()
            .filter(fits)
            .map(|relation| relation.target.as_str())
    }
}

/// The name in the archive of what `folder` calls `target`. It leads nowhere else: it is only looked up there.
fn within(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut names: Vec<&str> = Vec::new();
    for name in whole.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_target_is_a_name_in_the_archive_and_nothing_else() {
        let cases = [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../docProps/core.xml", "docProps/core.xml"),
            ("", "./word/document.xml", "word/document.xml"),
            ("word", "../../../../etc/passwd", "etc/passwd"),
        ];
        for (folder, target, wanted) in cases {
            assert_eq!(within(folder, target), wanted);
        }
    }
}
