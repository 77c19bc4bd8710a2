//! What spreadsheet programs and keyboards do to numbers and names.

/// Without blanks around it, also those that nobody sees.
pub(crate) fn trimmed(text: &str) -> &str {
    let blank = |one: char| {
        one.is_whitespace() || matches!(one, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}')
    };
    text.trim_matches(blank)
}

/// Full-width letters, digits and signs as everybody else writes them, without blanks: for numbers, addresses and ids.
pub fn narrow(text: &str) -> String {
    let narrowed = text.chars().map(|one| match one {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(one as u32 - 0xfee0).unwrap_or(one),
        other => other,
    });
    narrowed.filter(|one| !one.is_whitespace()).collect()
}

/// Whether a number was cut to its first digits, as in `1.38E+10`.
pub fn is_cut_number(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
    let power = power.strip_prefix('+').unwrap_or(power);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    is_digits(whole) && is_digits(rest) && is_digits(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_repaired_or_known() {
        assert_eq!(trimmed("\u{3000} 安妮\u{a0}\u{feff}"), "安妮");
        assert_eq!(narrow("１３８ ００００－１２３４"), "1380000-1234");
        assert_eq!(narrow("ann＠example．com"), "ann@example.com");
        for cut in ["1.38E+10", "1E9", "1.38e+10"] {
            assert!(is_cut_number(cut), "{cut}");
        }
        for whole in ["13800000000", "E7", "1.5", "A1E", "7E-2", ""] {
            assert!(!is_cut_number(whole), "{whole}");
        }
    }
}
