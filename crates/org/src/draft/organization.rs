//! How the facts of the organization itself change.

use super::{Draft, letters};
use crate::organization::{Authentication, Joining, JoiningFields, SignInProvider, check_address};
use crate::{Refusal, limits};

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
        ] {
            *field = given.unwrap_or(*field);
        }
        if let Some(address) = fields.address {
            check_address(&address, "the page that links lead to")?;
            if address.contains(['?', '#']) {
                return Err(Refusal::Invalid(
                    "the page that links lead to has no parameters of its own".to_owned(),
                ));
            }
            joining.address = address;
        }
        if joining.by_link && joining.address.is_empty() {
            return Err(Refusal::Invalid(
                "joining by link needs the address of the page that links lead to".to_owned(),
            ));
        }
        if fields.reset_links {
            joining.link_key.clear();
        }
        if joining.by_link && joining.link_key.is_empty() {
            joining.link_key = letters(&self.draw(), limits::LINK_KEY_CHARS);
        }
        let set = joining.clone();
        self.set_info(|info| info.joining = joining);
        Ok(set)
    }
}
