//! Texts as search compares them: without case, width and accents.

/// Folds a text. Each character becomes exactly one, so positions stay what they were.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return if character.is_ascii_control() {
            ' '
        } else {
            character.to_ascii_lowercase()
        };
    }
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0)
            .unwrap_or(character)
            .to_ascii_lowercase(),
        '•' | '‧' | '・' | '･' | '⋅' => '·',
        _ if character.is_whitespace() || character.is_control() => ' ',
        _ => character,
    };
    // The one letter that lower-cases to two: the second is a combining dot.
    let lower = narrow.to_lowercase().next().unwrap_or(narrow);
    base_letter(lower)
}

fn base_letter(character: char) -> char {
    match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ'
        | 'ẫ' | 'ậ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ế' | 'ề' | 'ể' | 'ễ'
        | 'ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ị' | 'ỉ' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ǹ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' | 'ơ' | 'ọ' | 'ỏ' | 'ố' | 'ồ'
        | 'ổ' | 'ỗ' | 'ộ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ'
        | 'ư' | 'ụ' | 'ủ' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỷ' | 'ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_char};

    #[test]
    fn case_width_and_accents_go() {
        assert_eq!(fold("Zhang Wei"), "zhang wei");
        assert_eq!(fold("ＺＨＡＮＧ　０１"), "zhang 01");
        assert_eq!(fold("Müller-Łukasz ÉLODIE"), "muller-lukasz elodie");
        assert_eq!(fold("lǚ shān"), "lu shan");
        assert_eq!(fold("İpek"), "ipek");
        assert_eq!(fold("买买提・江•A"), "买买提·江·a");
    }

    #[test]
    fn what_tells_names_apart_stays() {
        assert_eq!(fold("张三_01.x"), "张三_01.x");
        assert_ne!(fold("臺"), fold("台"));
        assert_eq!(fold("김철수"), "김철수");
    }

    #[test]
    fn line_breaks_cannot_enter_a_line() {
        assert_eq!(fold("a\nb\tc\u{1f}d\u{85}e"), "a b c d e");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for character in '\0'..=char::MAX {
            let once = fold_char(character);
            assert_eq!(fold_char(once), once, "{character:?}");
        }
    }
}
