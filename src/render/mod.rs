//! A site and a theme -> `Output`: one task per page, in parallel, gathered in order.

pub mod html;
pub mod view;
