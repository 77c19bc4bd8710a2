//! How apps come to be told of events: by callback, or by Stream.

use super::{Claim, Draft};
use crate::change::Change;
use crate::organization::{App, Callback};
use crate::{Millis, Refusal};

/// The name space in which apps with a callback are claimed: whoever pushes finds them there.
pub const CALLBACK_CLAIMS: &str = "callback";
/// The same for apps that have opened a Stream connection.
pub const STREAM_CLAIMS: &str = "stream";

impl Draft {
    /// Registers where the events of an app are pushed that has no callback, or with `is_new` off changes the callback that it has. Kinds
    /// are stored once each, in the order given.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`], [`Refusal::CallbackExists`], [`Refusal::CallbackMissing`].
    pub fn set_callback(
        &mut self,
        key: &str,
        url: &str,
        kinds: &[String],
        is_new: bool,
    ) -> Result<(), Refusal> {
        let app = self.pushed_app(key)?.clone();
        match app.callback.is_some() {
            true if is_new => return Err(Refusal::CallbackExists),
            false if !is_new => return Err(Refusal::CallbackMissing),
            _ => {}
        }
        let mut once: Vec<String> = Vec::with_capacity(kinds.len());
        for kind in kinds {
            if !once.contains(kind) {
                once.push(kind.clone());
            }
        }
        let callback = Callback {
            url: url.to_owned(),
            kinds: once,
            registered_at: self.now(),
        };
        self.claim_push(CALLBACK_CLAIMS, key, app.callback.is_none(), true);
        self.change(Change::AppSet(Box::new(App {
            callback: Some(Box::new(callback)),
            ..app
        })));
        Ok(())
    }

    /// Ends an app's callback.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`], [`Refusal::CallbackMissing`].
    pub fn remove_callback(&mut self, key: &str) -> Result<(), Refusal> {
        let app = self.pushed_app(key)?.clone();
        if app.callback.is_none() {
            return Err(Refusal::CallbackMissing);
        }
        self.claim_push(CALLBACK_CLAIMS, key, true, false);
        self.change(Change::AppSet(Box::new(App {
            callback: None,
            ..app
        })));
        Ok(())
    }

    /// Notes that an app has opened a Stream connection: from then on its events are kept for it. The first one counts.
    ///
    /// # Errors
    /// [`Refusal::AppNotFound`].
    pub fn begin_stream(&mut self, key: &str) -> Result<Millis, Refusal> {
        let app = self.pushed_app(key)?.clone();
        if let Some(since) = app.stream_since {
            return Ok(since);
        }
        let now = self.now();
        self.claim_push(STREAM_CLAIMS, key, true, true);
        self.change(Change::AppSet(Box::new(App {
            stream_since: Some(now),
            ..app
        })));
        Ok(now)
    }

    fn pushed_app(&self, key: &str) -> Result<&App, Refusal> {
        let app = self.org.app(key);
        app.ok_or_else(|| Refusal::AppNotFound(key.to_owned()))
    }

    fn claim_push(&mut self, space: &'static str, key: &str, differs: bool, holds: bool) {
        if differs {
            self.claims.push(Claim {
                space,
                value: key.to_owned(),
                holder: holds.then(|| key.to_owned()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visibility::tests::founded;
    use crate::{ContactsScope, NewApp, Points};

    #[test]
    fn an_app_is_told_of_events_one_way_or_the_other() {
        let mut draft = founded();
        let new = NewApp {
            name: "Sync".to_owned(),
            points: Points::All,
            scope: ContactsScope::everybody(),
            redirect_uris: Vec::new(),
            allowed_addresses: Vec::new(),
        };
        let key = draft.add_app(new).expect("it fits").key;
        let kinds = ["user_add_org", "user_leave_org", "user_add_org"].map(str::to_owned);
        assert!(!draft.org.is_pushed());
        let changed = draft.set_callback(key.as_str(), "https://a.example/", &kinds, false);
        assert_eq!(changed, Err(Refusal::CallbackMissing));
        assert_eq!(
            draft.remove_callback(key.as_str()),
            Err(Refusal::CallbackMissing)
        );
        draft
            .set_callback(key.as_str(), "https://a.example/", &kinds, true)
            .expect("the app is there");
        assert!(draft.org.is_pushed());
        draft
            .set_callback(key.as_str(), "https://b.example/", &kinds[..1], false)
            .expect("the app is there");
        let again = draft.set_callback(key.as_str(), "https://c.example/", &kinds, true);
        assert_eq!(again, Err(Refusal::CallbackExists));
        let app = draft.org.app(key.as_str());
        let callback = app.and_then(|app| app.callback.clone());
        let callback = callback.expect("it was set");
        assert_eq!(
            (callback.url.as_str(), callback.kinds.len()),
            ("https://b.example/", 1)
        );
        draft.remove_callback(key.as_str()).expect("there is one");
        assert!(!draft.org.is_pushed());
        let since = draft.begin_stream(key.as_str()).expect("the app is there");
        assert_eq!(draft.begin_stream(key.as_str()), Ok(since));
        assert!(draft.org.is_pushed());
        let claims: Vec<(&str, bool)> = draft
            .claims
            .iter()
            .filter(|claim| claim.value == key.as_str() && claim.space != "app_key")
            .map(|claim| (claim.space, claim.holder.is_some()))
            .collect();
        let expected = [
            (CALLBACK_CLAIMS, true),
            (CALLBACK_CLAIMS, false),
            (STREAM_CLAIMS, true),
        ];
        assert_eq!(claims, expected);
        let nobody = Err(Refusal::AppNotFound("nobody".to_owned()));
        assert_eq!(
            draft.set_callback("nobody", "https://a.example/", &kinds, true),
            nobody
        );
        assert_eq!(draft.remove_callback("nobody"), nobody);
        assert!(draft.begin_stream("nobody").is_err());
    }
}
