//! Which passwords are too easy to guess.

use super::UserRef;
use crate::limits;
use crate::{Sentence, sentence};

/// What common passwords are made of, before the digits and signs that people put behind it.
const COMMON_STEMS: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "passwort",
    "mima",
    "qwerty",
    "qwertyuiop",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "qazwsx",
    "qweasd",
    "qweasdzxc",
    "qwe",
    "asd",
    "zxc",
    "abc",
    "abcd",
    "abcde",
    "abcdef",
    "abcdefg",
    "aa",
    "aaa",
    "aaaa",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "testing",
    "demo",
    "login",
    "welcome",
    "hello",
    "letmein",
    "changeme",
    "secret",
    "master",
    "iloveyou",
    "loveyou",
    "sunshine",
    "princess",
    "football",
    "monkey",
    "dragon",
    "superman",
    "batman",
    "woaini",
    "woaiwo",
    "woaiwojia",
    "woaizhongguo",
    "dingding",
    "dingtalk",
    "dingtalk@",
    "orgbook",
    "company",
    "nihao",
    "qiye",
    "initial",
    "init",
    "start",
    "spring",
    "summer",
    "autumn",
    "winter",
    "a",
    "q",
    "z",
    "aa",
    "wang",
    "zhang",
    "li",
    "liu",
    "chen",
];

/// Common ones that are made otherwise.
const COMMON: &[&str] = &[
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "1qaz2wsx3edc",
    "q1w2e3r4",
    "zaq12wsx",
    "1234qwer",
    "123qweasd",
    "123456abc",
    "12345678a",
    "123456789a",
    "123456aa",
    "qwer1234",
    "5201314a",
    "1314520a",
    "147258369a",
    "11111111a",
    "88888888a",
    "00000000a",
    "123abc456",
];

/// Different characters that a password has.
const DIFFERENT_CHARS_MIN: usize = 5;
/// Characters of a name or number that a password may not hold; shorter ones are in every text by chance.
const NAMED_CHARS_MIN: usize = 4;
/// Characters behind which letters alone are long enough.
const PHRASE_CHARS: usize = 20;

/// Says what is wrong with a password that a person wants, `None` if nothing is.
pub fn password_flaw(password: &str, user: &UserRef<'_>) -> Option<Sentence> {
    let count = password.chars().count();
    let (least, most) = (limits::PASSWORD_CHARS_MIN, limits::PASSWORD_CHARS_MAX);
    if !(least..=most).contains(&count) {
        return Some(sentence!(
            "it has {count} characters; {least} to {most} are needed",
            "现有 {count} 个字符，需要 {least} 到 {most} 个"
        ));
    }
    if password.chars().any(char::is_control) {
        return Some(sentence!(
            "it holds characters that cannot be typed",
            "含有无法输入的字符"
        ));
    }
    let all = |fits: fn(char) -> bool| password.chars().all(fits);
    if count < PHRASE_CHARS && (all(char::is_alphabetic) || all(char::is_numeric)) {
        return Some(sentence!(
            "it is letters alone or digits alone",
            "全是字母或全是数字"
        ));
    }
    let mut different: Vec<char> = password.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT_CHARS_MIN {
        return Some(sentence!(
            "it repeats a few characters",
            "只是几个字符的重复"
        ));
    }
    let lower = password.to_lowercase();
    if is_common(&lower) {
        return Some(sentence!(
            "it is one of those that everybody tries first",
            "是人人都会先试的密码"
        ));
    }
    if named(user).iter().any(|name| lower.contains(name)) {
        return Some(sentence!(
            "it holds the name, number or address of the person",
            "含有本人的姓名、号码或地址"
        ));
    }
    None
}

fn is_common(lower: &str) -> bool {
    let is_end = |character: char| !character.is_alphabetic();
    let stem = lower.trim_end_matches(is_end);
    let stem_of_signs = lower.trim_end_matches(|character: char| character.is_ascii_digit());
    let mut stems = COMMON_STEMS.iter();
    COMMON.contains(&lower) || stems.any(|common| [stem, stem_of_signs].contains(common))
}

/// What is known of a person, as it would stand in a password.
fn named(user: &UserRef<'_>) -> Vec<String> {
    let account = user.account;
    let mut texts = vec![user.userid.to_owned(), user.name.to_owned()];
    texts.extend(user.name.split_whitespace().map(str::to_owned));
    let local = |address: &str| address.split('@').next().unwrap_or_default().to_owned();
    texts.push(local(user.email));
    texts.extend(account.map(|account| local(account.login_id)));
    texts.extend(user.contact_mobile().map(|(_, number)| number.to_owned()));
    texts.retain(|text| {
        // A name in Chinese characters is short and yet a name.
        let count = text.chars().count();
        count >= NAMED_CHARS_MIN || (count >= 2 && !text.is_ascii())
    });
    texts.into_iter().map(|text| text.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::{User, UserRow};
    use crate::{Millis, Mobile, UserId};

    fn flaw(password: &str) -> Option<String> {
        let user = User {
            name: "Annabel Li".to_owned(),
            mobile: Some(Mobile::parse("13900000001").expect("a number")),
            email: "bella@example.com".to_owned(),
            ..User::blank(UserId::new("xh0007"), Millis(1))
        };
        let mut people = crate::people::People::new(1);
        let row = people.add(&UserRow::pack(&user));
        password_flaw(password, &people.get(row)).map(|flaw| flaw.to_string())
    }

    #[test]
    fn passwords_that_nobody_guesses_are_taken() {
        for password in [
            "correct horse 9",
            "tr0ub4dor&3",
            "correct horse battery staple",
            "correcthorsebatterystaple",
            "八个字符的密码是好1",
        ] {
            assert_eq!(flaw(password), None, "{password}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for password in [
            "short 1",
            "onlyletters",
            "20261129",
            "aaaaaaa1",
            "Password123!",
            "qwerty2026",
            "1q2w3e4r5t",
            "P@ssw0rd1",
            "Woaini1314",
            "admin@123",
            "abc123456",
            "annabel-9-x",
            "my xh0007 pw",
            "13900000001x",
            "bella-is-9",
            "tab\there 99",
        ] {
            assert!(flaw(password).is_some(), "{password}");
        }
        assert!(flaw(&"long 1 ".repeat(30)).is_some());
    }
}
