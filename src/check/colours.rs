//! A school's own colour must leave words readable, on paper and in the dark.

use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::site::Site;

/// The least contrast of words against their ground: WCAG 2.2, success criterion 1.4.3, level AA.
const LEAST: f64 = 4.5;

/// A colour: red, green, blue.
type Colour = [u8; 3];

/// What the school's colour meets: white words stand on it, and links of that colour stand on the darkest ground of the
/// page (`--paper-sunk` in `themes/default/css/tokens.css`).
const WHITE: Colour = [255, 255, 255];
const GROUND: Colour = [0xf3, 0xec, 0xde];

pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    let (path, accent) = (site.config_path.as_ref()?, site.config.accent.as_ref()?);
    let colour = read(&accent.value)?;
    let message = if contrast(colour, WHITE) < LEAST {
        format!(
            "White words on {} have a contrast of {:.1}; {LEAST} is needed.",
            accent.value,
            contrast(colour, WHITE)
        )
    } else if contrast(colour, GROUND) < LEAST {
        let contrast = contrast(colour, GROUND);
        format!(
            "Links in {} on the paper of the page have a contrast of {contrast:.1}; {LEAST} is needed.",
            accent.value
        )
    } else {
        return None;
    };
    let hint = format!("{} would do.", write(darkened(colour)));
    Some(
        Finding::new(Code::LowContrast, accent.span, message)
            .hint(hint)
            .in_file(path),
    )
}

/// Reads `#rrggbb`. Anything else was reported when the settings were read.
fn read(text: &str) -> Option<Colour> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn write([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Returns the contrast ratio of two colours, the darker first (WCAG 2.2, "contrast ratio").
fn contrast(darker: Colour, lighter: Colour) -> f64 {
    (luminance(lighter) + 0.05) / (luminance(darker) + 0.05)
}

/// Returns how light a colour is, from 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Returns the lightest darker shade of the same hue that will do.
fn darkened(colour: Colour) -> Colour {
    let shade = |percent: u32| colour.map(|part| u8::try_from(u32::from(part) * percent / 100).unwrap_or(part));
    (0..100)
        .rev()
        .map(shade)
        .find(|shade| contrast(*shade, GROUND) >= LEAST)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let shown = |text| read(text).map(|colour| format!("{:.2}", contrast(colour, WHITE)));
        assert_eq!(shown("#000000").as_deref(), Some("21.00"));
        assert_eq!(shown("#ffffff").as_deref(), Some("1.00"));
        assert_eq!(shown("#767676").as_deref(), Some("4.54"));
        assert_eq!(shown("#f7a600").as_deref(), Some("2.02"));
    }

    #[test]
    fn the_colour_offered_instead_will_do() {
        let orange = read("#f7a600").map(darkened).map(|colour| contrast(colour, GROUND));
        assert!(orange.is_some_and(|contrast| (LEAST..LEAST + 0.3).contains(&contrast)));
    }
}
