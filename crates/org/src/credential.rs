//! What an organization knows of how its people sign in. The secrets themselves lie outside of its value.

use crate::org::Org;
use crate::{Millis, Mobile, UserId};
use serde::{Deserialize, Serialize};

/// The name space of mobiles by which people sign in with a password. Values are those of [`crate::claim_value`] for the number
/// and the organization, held by the userid: so the installation knows where a number may sign in without asking organizations.
pub const SIGN_IN_MOBILES: &str = "sign_in_mobile";

/// How a person signs in, of whom there is anything to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Who.
    pub userid: UserId,
    /// When the password was set last; `None` where there is none, or only an account's first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_set_at: Option<Millis>,
    /// Until when a link sets a new password, while one is out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_until: Option<Millis>,
    /// Whether signing in takes a second factor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_factor: bool,
    /// What a session of somebody without an enterprise account has to hold to count; another number each time that all sessions
    /// end.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub session_mark: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Credential {
    /// Nothing yet.
    pub(crate) fn new(userid: UserId) -> Self {
        Self {
            userid,
            password_set_at: None,
            link_until: None,
            second_factor: false,
            session_mark: 0,
        }
    }
}

impl Org {
    /// How a person signs in, where there is anything to say of it.
    pub fn credential(&self, id: &str) -> Option<&Credential> {
        self.credentials.get(id).map(|credential| &**credential)
    }

    /// The number by which a person signs in with a password, if it is one.
    pub fn sign_in_mobile(&self, id: &UserId) -> Option<Mobile> {
        self.credential(id.as_str())?.password_set_at?;
        let user = self.people.find(id.as_str())?;
        let (state_code, number) = user.mobile.filter(|_| user.account.is_none())?;
        Some(Mobile {
            state_code: state_code.to_owned(),
            number: number.to_owned(),
        })
    }
}
