//! What an organization knows of how its people sign in. The secrets themselves lie outside of its value.

use crate::org::Org;
use crate::user::AccountKind;
use crate::{Millis, Mobile, OrgId, UserId};
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
    /// When the person signed in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_in_at: Option<Millis>,
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
            signed_in_at: None,
        }
    }
}

/// Whether a person has a second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Factor {
    /// Yes; or an identity provider signs the person in, which answers for that.
    Enough,
    /// No.
    Missing,
    /// That organization knows, whose account it is.
    Elsewhere(OrgId, UserId),
}

impl Org {
    /// Whether a person has a second factor.
    pub fn factor(&self, id: &str) -> Factor {
        let user = self.people.find(id);
        let account = user.and_then(|user| user.account);
        let is_sso = account.is_some_and(|account| account.kind == AccountKind::Sso);
        if is_sso || self.credential(id).is_some_and(|own| own.second_factor) {
            return Factor::Enough;
        }
        let owner = account.and_then(|account| account.owner);
        owner.map_or(Factor::Missing, |owner| {
            Factor::Elsewhere(OrgId::new(owner.org), UserId::new(owner.userid))
        })
    }

    /// Whether a person administers the organization while it asks administrators for a second factor.
    pub fn asks_second_factor(&self, id: &UserId) -> bool {
        self.info.admins_need_second_factor && self.admins.contains_key(id)
    }

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
