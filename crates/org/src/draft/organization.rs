//! How the facts of the organization itself change.

use super::{Claim, Draft, letters};
use crate::change::Change;
use crate::index::fold::fold;
use crate::migration::claim_value;
use crate::organization::{
    Authentication, Joining, JoiningFields, Language, Logo, SignInProvider, check_address,
};
use crate::sentence;
use crate::{Refusal, limits};

/// The name space of the names by which organizations let themselves be found. A value is that of [`claim_value`] for
/// [`name_claim`] and the organization, which holds it.
pub const ORGANIZATION_NAMES: &str = "organization_name";

/// A name as it is looked for: without case, width and blanks.
pub fn name_claim(name: &str) -> String {
    fold(name.trim()).replace(' ', "_")
}

impl Draft {
    /// Says who the organization is by law; `None` is no longer authenticated.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong.
    pub fn set_authentication(
        &mut self,
        authentication: Option<Authentication>,
    ) -> Result<(), Refusal> {
        if let Some(authentication) = &authentication {
            authentication.check()?;
        }
        self.set_info(|info| info.authentication = authentication.map(Box::new));
        crate::rules::organization_changed(self)
    }

    /// Says which provider signs in the organization's SSO enterprise accounts; `None` is none.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with what is wrong.
    pub fn set_sign_in_provider(
        &mut self,
        provider: Option<SignInProvider>,
    ) -> Result<(), Refusal> {
        if let Some(provider) = &provider {
            provider.check()?;
        }
        self.set_info(|info| info.sign_in_provider = provider.map(Box::new));
        Ok(())
    }

    /// Says whether administrators need a second factor. Those without one can only get one, from the next call on.
    pub fn set_admins_need_second_factor(&mut self, need: bool) {
        self.set_info(|info| info.admins_need_second_factor = need);
    }

    /// Says for how many days administrators are told what was done; `None` is for as long as the installation tells it. Nothing
    /// goes from the log by that.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when that is too short or too long.
    pub fn set_audit_days(&mut self, days: Option<u32>) -> Result<(), Refusal> {
        let (least, most) = (limits::AUDIT_DAYS_MIN, limits::AUDIT_DAYS_MAX);
        if let Some(given) = days.filter(|days| !(least..=most).contains(days)) {
            return Err(Refusal::Invalid(sentence!(
                "the log is told for {least} to {most} days, got {given}",
                "日志保留 {least} 到 {most} 天，收到的是 {given}"
            )));
        }
        self.set_info(|info| info.audit_days = days);
        Ok(())
    }

    /// Says in which language people are spoken to whose browser asks for none of ours; `None` is the product's own choice.
    pub fn set_language(&mut self, language: Option<Language>) {
        self.set_info(|info| info.language = language);
    }

    /// Sets the picture beside the organization's name; `None` is none.
    pub fn set_logo(&mut self, logo: Option<Logo>) {
        self.set_info(|info| info.logo = logo);
    }

    /// Opens and closes ways to become a member.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when links shall be given that lead nowhere, or the address is none.
    pub fn set_joining(&mut self, fields: JoiningFields) -> Result<Joining, Refusal> {
        let mut joining = self.org.info.joining.clone();
        for (field, given) in [
            (&mut joining.invitations, fields.invitations),
            (&mut joining.by_name, fields.by_name),
            (&mut joining.by_code, fields.by_code),
            (&mut joining.by_link, fields.by_link),
            (&mut joining.without_approval, fields.without_approval),
            (&mut joining.admins_alone, fields.admins_alone),
            (&mut joining.nobody_leaves, fields.nobody_leaves),
        ] {
            *field = given.unwrap_or(*field);
        }
        if let Some(address) = fields.address {
            if !address.is_empty() {
                check_address(&address, ["the page that links lead to", "链接指向的页面"])?;
            }
            if address.contains(['?', '#']) {
                return Err(Refusal::Invalid(sentence!(
                    "the page that links lead to has no parameters of its own",
                    "链接指向的页面不能自带参数"
                )));
            }
            joining.address = address;
        }
        if fields.reset_links {
            joining.link_key.clear();
            let codes: Vec<String> = self.org.invites.all.keys().cloned().collect();
            for code in codes {
                self.change(Change::InviteRemoved(code));
            }
        }
        if joining.by_link && joining.link_key.is_empty() {
            joining.link_key = letters(&self.draw(), limits::LINK_KEY_CHARS);
        }
        let set = joining.clone();
        let before = self.claimed_name();
        self.set_info(|info| info.joining = joining);
        self.claim_name(before);
        Ok(set)
    }

    /// The name by which the organization lets itself be found.
    pub(super) fn claimed_name(&self) -> Option<String> {
        let info = &self.org.info;
        let is_open = info.joining.invitations && info.joining.by_name;
        is_open.then(|| name_claim(&info.name))
    }

    /// Claims the name by which the organization lets itself be found, after it may have changed.
    pub(super) fn claim_name(&mut self, before: Option<String>) {
        let now = self.claimed_name();
        if before == now {
            return;
        }
        let id = self.org.info.id.clone();
        let claim = |name: String, holder| Claim {
            space: ORGANIZATION_NAMES,
            value: claim_value(&name, Some(&id)),
            holder,
        };
        self.claims.extend(before.map(|name| claim(name, None)));
        let holder = Some(id.to_string());
        self.claims.extend(now.map(|name| claim(name, holder)));
    }
}
