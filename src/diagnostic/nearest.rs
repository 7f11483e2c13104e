//! The nearest valid name: "Did you mean ...?"
