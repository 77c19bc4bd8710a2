//! By what an app knows a person.

use crate::AppKey;
use crate::draft::letters;
use sha2::{Digest, Sha256};

/// Letters before the end that all ids of people have.
const OPEN_ID_LETTERS: usize = 20;

/// By what an app knows a person: the same whenever it asks, another at every other app. What asks without an app counts as an app of
/// its own.
pub fn open_id(union_id: &str, app: Option<&AppKey>) -> String {
    let app = app.map_or("", AppKey::as_str);
    let hash = Sha256::digest([union_id, "/", app].concat());
    format!("{}iEiE", letters(&hash.into(), OPEN_ID_LETTERS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn an_app_knows_a_person_by_one_id_and_every_other_by_another() {
        let of =
            |app: Option<&str>| open_id("YHB7IH1DSY5h3OHCkj1SiEiE", app.map(AppKey::new).as_ref());
        assert_snapshot!(of(None), @"iJCvSTHHbf9vCRDPfQE0iEiE");
        assert_snapshot!(of(Some("dingone")), @"oAMsAoS4BSF7wke9eao8iEiE");
        assert_snapshot!(of(Some("dingtwo")), @"GMhG3Awl3P5Qj4NaiJH6iEiE");
    }
}
