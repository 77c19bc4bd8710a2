//! How apps come and change.

use super::{Claim, Draft, letters};
use crate::change::Change;
use crate::organization::{App, ContactsScope, Points};
use crate::{AppKey, Refusal, limits};

/// What is given for a new app.
#[derive(Clone, Debug)]
pub struct NewApp {
    /// Its name.
    pub name: String,
    /// What it may call.
    pub points: Points,
    /// Whom it may see and change.
    pub scope: ContactsScope,
    /// Addresses that sign-in may lead back to.
    pub redirect_uris: Vec<String>,
    /// Networks it may be called from, in CIDR form; empty is everywhere.
    pub allowed_addresses: Vec<String>,
}

impl Draft {
    /// Creates an app. Its key is claimed over the installation; its secret is the engine's.
    ///
    /// # Errors
    /// [`Refusal::Invalid`], [`Refusal::DepartmentNotFound`], [`Refusal::UserNotFound`],
    /// [`Refusal::OrganizationFull`].
    pub fn add_app(&mut self, new: NewApp) -> Result<App, Refusal> {
        let length = new.name.trim().chars().count();
        if length == 0 || length > limits::NAME_CHARS_MAX {
            return Err(Refusal::Invalid(format!(
                "an app's name has 1 to {} characters",
                limits::NAME_CHARS_MAX
            )));
        }
        if self.org.apps.len() >= limits::APPS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        check_length(
            "redirect addresses",
            new.redirect_uris.len(),
            limits::REDIRECT_URIS_MAX,
        )?;
        check_length(
            "allowed addresses",
            new.allowed_addresses.len(),
            limits::ALLOWED_ADDRESSES_MAX,
        )?;
        self.check_scope(&new.scope)?;
        let key = AppKey::new(&format!("ding{}", letters(&self.draw(), 16).to_lowercase()));
        let agent_id = loop {
            let id = 1_000_000_000 + (self.draw_number() % 9_000_000_000) as i64;
            if self.view().app_by_agent_id(id).is_none() {
                break id;
            }
        };
        let app = App {
            key: key.clone(),
            agent_id,
            name: new.name.trim().to_owned(),
            points: new.points,
            scope: new.scope,
            redirect_uris: new.redirect_uris,
            allowed_addresses: new.allowed_addresses,
            disabled: false,
            created_at: self.now(),
            callback: None,
            stream_since: None,
        };
        self.claims.push(Claim {
            space: "app_key",
            value: key.to_string(),
            holder: Some(key.to_string()),
        });
        self.change(Change::AppSet(Box::new(app.clone())));
        Ok(app)
    }

    /// Switches an app off or on.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn set_app_disabled(&mut self, key: &str, disabled: bool) -> Result<(), Refusal> {
        let app = self
            .org
            .app(key)
            .ok_or_else(|| Refusal::AppNotFound(key.to_owned()))?;
        if app.disabled != disabled {
            let changed = App {
                disabled,
                ..app.clone()
            };
            self.change(Change::AppSet(Box::new(changed)));
        }
        Ok(())
    }

    fn check_scope(&self, scope: &ContactsScope) -> Result<(), Refusal> {
        check_length(
            "members of a Contacts scope",
            scope.departments.len() + scope.users.len(),
            limits::SCOPE_MEMBERS_MAX,
        )?;
        for id in &scope.departments {
            self.view().department(*id)?;
        }
        for id in &scope.users {
            self.view().user(id.as_str())?;
        }
        Ok(())
    }
}

fn check_length(what: &str, length: usize, length_max: usize) -> Result<(), Refusal> {
    if length > length_max {
        return Err(Refusal::Invalid(format!(
            "at most {length_max} {what}, got {length}"
        )));
    }
    Ok(())
}
