//! Letters that mean another sign by their look: in Symbol and Wingdings, as Word's own symbol box sets them; figures
//! that are raised or lowered.

/// Where letters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// On the line.
    Line,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

impl Height {
    /// Returns the sign for a figure or a minus at this height; another letter is itself at any.
    pub fn sign(self, letter: char) -> char {
        let signs = match self {
            Self::Line => return letter,
            Self::Raised => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻",
            Self::Lowered => "₀₁₂₃₄₅₆₇₈₉₊₋₋",
        };
        let at = "0123456789+-−".chars().position(|known| known == letter);
        at.and_then(|at| signs.chars().nth(at)).unwrap_or(letter)
    }
}

/// A font, as far as it decides what its letters mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Greek and mathematics.
    Symbol,
    /// Ticks, boxes, arrows.
    Wingdings,
    /// A letter is that letter.
    Other,
}

impl Font {
    /// Tells a font by its name.
    pub fn named(name: &str) -> Self {
        match name {
            "Symbol" => Self::Symbol,
            "Wingdings" => Self::Wingdings,
            _ => Self::Other,
        }
    }

    /// Returns the sign that `code` stands for, if it is known. Word adds 0xF000 to the codes of such fonts.
    pub fn sign(self, code: u32) -> Option<char> {
        let low = if (0xF000..=0xF0FF).contains(&code) {
            code - 0xF000
        } else {
            code
        };
        let signs = match self {
            Self::Symbol => SYMBOL,
            Self::Wingdings => WINGDINGS,
            Self::Other => return char::from_u32(code).filter(|sign| !is_private(*sign) && !sign.is_control()),
        };
        let found = signs.iter().find_map(|(at, sign)| (*at == low).then_some(*sign));
        found.or_else(|| self.same(low))
    }

    /// Digits and stops are themselves in Symbol; in Wingdings nothing is.
    fn same(self, code: u32) -> Option<char> {
        let sign = char::from_u32(code)?;
        let stays = sign.is_ascii_digit() || " !#%&()+,./:;<=>?[]_{|}".contains(sign);
        (self == Self::Symbol && stays).then_some(sign)
    }
}

/// Returns whether a letter means something in its own font alone.
pub fn is_private(letter: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&letter)
}

/// From Adobe's Symbol encoding.
#[rustfmt::skip]
const SYMBOL: &[(u32, char)] = &[
    (0x22, '∀'), (0x24, '∃'), (0x27, '∋'), (0x2A, '∗'), (0x2D, '−'), (0x40, '≅'),
    (0x41, 'Α'), (0x42, 'Β'), (0x43, 'Χ'), (0x44, 'Δ'), (0x45, 'Ε'), (0x46, 'Φ'), (0x47, 'Γ'), (0x48, 'Η'),
    (0x49, 'Ι'), (0x4A, 'ϑ'), (0x4B, 'Κ'), (0x4C, 'Λ'), (0x4D, 'Μ'), (0x4E, 'Ν'), (0x4F, 'Ο'), (0x50, 'Π'),
    (0x51, 'Θ'), (0x52, 'Ρ'), (0x53, 'Σ'), (0x54, 'Τ'), (0x55, 'Υ'), (0x56, 'ς'), (0x57, 'Ω'), (0x58, 'Ξ'),
    (0x59, 'Ψ'), (0x5A, 'Ζ'), (0x61, 'α'), (0x62, 'β'), (0x63, 'χ'), (0x64, 'δ'), (0x65, 'ε'), (0x66, 'φ'),
    (0x67, 'γ'), (0x68, 'η'), (0x69, 'ι'), (0x6A, 'ϕ'), (0x6B, 'κ'), (0x6C, 'λ'), (0x6D, 'μ'), (0x6E, 'ν'),
    (0x6F, 'ο'), (0x70, 'π'), (0x71, 'θ'), (0x72, 'ρ'), (0x73, 'σ'), (0x74, 'τ'), (0x75, 'υ'), (0x76, 'ϖ'),
    (0x77, 'ω'), (0x78, 'ξ'), (0x79, 'ψ'), (0x7A, 'ζ'), (0xA2, '′'), (0xA3, '≤'), (0xA4, '⁄'), (0xA5, '∞'),
    (0xAB, '↔'), (0xAC, '←'), (0xAD, '↑'), (0xAE, '→'), (0xAF, '↓'), (0xB0, '°'), (0xB1, '±'), (0xB2, '″'),
    (0xB3, '≥'), (0xB4, '×'), (0xB7, '•'), (0xB8, '÷'), (0xB9, '≠'), (0xBA, '≡'), (0xBB, '≈'), (0xBC, '…'),
    (0xD2, '®'), (0xD3, '©'), (0xD4, '™'), (0xD5, '∏'), (0xD6, '√'), (0xDB, '⇔'), (0xDE, '⇒'), (0xE5, '∑'),
];

/// The signs of Wingdings that documents use, as Unicode has them.
#[rustfmt::skip]
const WINGDINGS: &[(u32, char)] = &[
    (0x20, ' '), (0x28, '☎'), (0x2A, '✉'), (0x4A, '☺'), (0x4C, '☹'), (0x6C, '●'), (0x6D, '❍'), (0x6E, '■'),
    (0x6F, '□'), (0x71, '❑'), (0x72, '❒'), (0x73, '⬧'), (0x76, '❖'), (0x77, '◆'), (0x9F, '•'), (0xA7, '▪'),
    (0xA8, '◻'), (0xD8, '➢'), (0xDF, '←'), (0xE0, '→'), (0xE1, '↑'), (0xE2, '↓'), (0xE8, '➔'), (0xF0, '⇨'),
    (0xFB, '✗'), (0xFC, '✓'), (0xFD, '☒'), (0xFE, '☑'),
];
