//! What policies and decisions share: which version this is, and since when it counts.

use super::fields::Fields;
use crate::date::Date;
use crate::source::Spanned;

/// Version, approval and dates, as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// The version, as typed: `1.10` is not `1.1`.
    pub version: Option<Spanned<String>>,
    /// The day it was approved.
    pub approved: Option<Spanned<Date>>,
    /// Who approved it.
    pub approved_by: Option<Spanned<String>>,
    /// The first day it counts.
    pub in_force: Option<Spanned<Date>>,
    /// The day by which somebody must look at it again.
    pub review_by: Option<Spanned<Date>>,
}

/// Reads what policies and decisions say of their version.
pub fn edition(fields: &mut Fields<'_>) -> Edition {
    Edition {
        version: fields.text("version"),
        approved: fields.date("approved"),
        approved_by: fields.text("approved-by"),
        in_force: fields.date("in-force"),
        review_by: fields.date("review-by"),
    }
}
