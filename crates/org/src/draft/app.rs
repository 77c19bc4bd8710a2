//! How apps come and change.

use super::{Claim, Draft, letters};
use crate::change::Change;
use crate::organization::{App, ContactsScope, Points};
use crate::rules;
use crate::sentence;
use crate::{AppKey, Millis, Refusal, limits};

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

/// What changes of an app; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct AppChange {
    /// Its name.
    pub name: Option<String>,
    /// What it may call.
    pub points: Option<Points>,
    /// Whom it may see and change.
    pub scope: Option<ContactsScope>,
    /// Addresses that sign-in may lead back to.
    pub redirect_uris: Option<Vec<String>>,
    /// Networks it may be called from, in CIDR form; empty is everywhere.
    pub allowed_addresses: Option<Vec<String>>,
    /// Whether it is switched off.
    pub disabled: Option<bool>,
}

impl Draft {
    /// Creates an app. Its key is claimed over the installation; its secret is the engine's.
    ///
    /// # Errors
    /// [`Refusal::Invalid`], [`Refusal::DepartmentNotFound`], [`Refusal::UserNotFound`],
    /// [`Refusal::OrganizationFull`].
    pub fn add_app(&mut self, new: NewApp) -> Result<App, Refusal> {
        let name = checked_name(&new.name)?;
        self.check_points(&new.points)?;
        if self.org.apps.len() >= limits::APPS_MAX {
            return Err(Refusal::OrganizationFull);
        }
        check_length(
            ["redirect addresses", "回调地址"],
            new.redirect_uris.len(),
            limits::REDIRECT_URIS_MAX,
        )?;
        check_length(
            ["allowed addresses", "允许的地址"],
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
            name,
            points: new.points,
            scope: new.scope,
            redirect_uris: new.redirect_uris,
            allowed_addresses: new.allowed_addresses,
            disabled: false,
            created_at: self.now(),
            callback: None,
            stream_since: None,
            secret_changed_at: None,
            recorded_until: None,
        };
        self.claims.push(Claim {
            space: "app_key",
            value: key.to_string(),
            holder: Some(key.to_string()),
        });
        self.change(Change::AppSet(Box::new(app.clone())));
        Ok(app)
    }

    /// Changes what an app is and may; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`]; else as [`Draft::add_app`].
    pub fn change_app(&mut self, key: &str, change: AppChange) -> Result<(), Refusal> {
        let old = self.known_app(key)?.clone();
        let mut app = old.clone();
        if let Some(name) = change.name {
            app.name = checked_name(&name)?;
        }
        if let Some(scope) = change.scope {
            self.check_scope(&scope)?;
            app.scope = scope;
        }
        if let Some(uris) = change.redirect_uris {
            check_length(
                ["redirect addresses", "回调地址"],
                uris.len(),
                limits::REDIRECT_URIS_MAX,
            )?;
            app.redirect_uris = uris;
        }
        if let Some(addresses) = change.allowed_addresses {
            let count = addresses.len();
            check_length(
                ["allowed addresses", "允许的地址"],
                count,
                limits::ALLOWED_ADDRESSES_MAX,
            )?;
            app.allowed_addresses = addresses;
        }
        self.check_points(change.points.as_ref().unwrap_or(&app.points))?;
        app.points = change.points.unwrap_or(app.points);
        app.disabled = change.disabled.unwrap_or(app.disabled);
        if app != old {
            self.change(Change::AppSet(Box::new(app)));
        }
        Ok(())
    }

    /// Notes that an app has another secret from now on; the secret is the engine's.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn renew_app_secret(&mut self, key: &str) -> Result<(), Refusal> {
        let app = self.known_app(key)?.clone();
        self.check_points(&app.points)?;
        let changed = App {
            secret_changed_at: Some(self.now()),
            ..app
        };
        self.change(Change::AppSet(Box::new(changed)));
        Ok(())
    }

    /// Says until when an app's calls are recorded; `None` ends it.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn record_app(
        &mut self,
        key: &str,
        minutes: Option<i64>,
    ) -> Result<Option<Millis>, Refusal> {
        let old = self.known_app(key)?.clone();
        let until = minutes.map(|minutes| Millis(self.now().0 + minutes * 60_000));
        let app = App {
            recorded_until: until,
            ..old.clone()
        };
        if app != old {
            self.change(Change::AppSet(Box::new(app)));
        }
        Ok(until)
    }

    /// Removes an app: its tokens open nothing any more, and it is told of nothing.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn remove_app(&mut self, key: &str) -> Result<(), Refusal> {
        let app = self.known_app(key)?.clone();
        for (space, held) in [
            ("app_key", true),
            (super::CALLBACK_CLAIMS, app.callback.is_some()),
            (super::STREAM_CLAIMS, app.stream_since.is_some()),
        ] {
            if held {
                self.claims.push(Claim {
                    space,
                    value: key.to_owned(),
                    holder: None,
                });
            }
        }
        rules::app_goes(self, app.agent_id);
        self.change(Change::AppRemoved(app.key));
        Ok(())
    }

    /// Whether the caller may hand out what an app may do: a sub-administrator no more than his modules cover.
    fn check_points(&self, points: &Points) -> Result<(), Refusal> {
        let view = self.view();
        let Some(caller) = view.administrator() else {
            return Ok(());
        };
        let beyond = match points {
            Points::All => (caller.modules_beyond(points).into_iter().next())
                .map(|module| module.as_str().to_owned()),
            Points::These(points) => points.iter().find(|point| !caller.may_give(point)).cloned(),
        };
        beyond.map_or(Ok(()), |point| Err(Refusal::BeyondModules(point)))
    }

    fn known_app(&self, key: &str) -> Result<&App, Refusal> {
        let app = self.org.app(key);
        app.ok_or_else(|| Refusal::AppNotFound(key.to_owned()))
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
            ["members of a Contacts scope", "授权范围的成员"],
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

fn checked_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > limits::NAME_CHARS_MAX {
        return Err(Refusal::Invalid(sentence!(
            "an app's name has 1 to {max} characters",
            "应用名称长度为 1 到 {max} 个字符",
            max = limits::NAME_CHARS_MAX
        )));
    }
    Ok(name.to_owned())
}

fn check_length(
    [english, chinese]: [&str; 2],
    length: usize,
    length_max: usize,
) -> Result<(), Refusal> {
    if length > length_max {
        return Err(Refusal::Invalid(sentence!(
            "at most {length_max} {english}, got {length}",
            "{chinese}最多 {length_max} 个，现有 {length} 个"
        )));
    }
    Ok(())
}
