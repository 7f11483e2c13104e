//! The nearest valid name: "Did you mean ...?"

/// stub
pub fn nearest<'a>(_word: &str, _names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    None
}
