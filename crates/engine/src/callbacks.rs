//! Where apps' events are pushed: the registration in the organization's value, its secrets beside it.

use crate::job::Operation;
use crate::model::{Origin, WriteError};
use crate::tokens::{body, parse};
use crate::{Engine, limits};
use org::{AppKey, Eye, Millis, OrgId};
use serde::{Deserialize, Serialize};
use store::{HistoryRow, Secret, SecretKind, StoreError};
use tokio::sync::oneshot;

/// What signs and encrypts an app's callbacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallbackSecrets {
    /// Goes into signatures.
    pub token: String,
    /// Encrypts.
    pub aes_key: String,
}

/// The secrets as they are stored: sealed, because they must be read again.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredSecrets {
    Sealed {
        sealed: String,
    },
    /// From before they were sealed; the next registration seals them.
    Clear(CallbackSecrets),
}

/// What an app's callback secrets are sealed for: those of one app open for no other.
fn sealed_for(app: &AppKey) -> String {
    format!("callback:{app}")
}

/// Up to where an app has read its failed pushes. What was handed out in the last answer is done when the next call comes.
#[derive(Default, Serialize, Deserialize)]
struct FailedRead {
    at: i64,
    key: String,
}

/// Moves an app's cursor behind everything that has happened: that is not pushed, also when the app was told of events once. What
/// happens between here and the entry that makes it one is.
pub(crate) async fn begin_consumer(
    engine: &Engine,
    space: &str,
    org: &OrgId,
    app: &AppKey,
) -> Result<(), WriteError> {
    let head = engine.cell(org).await?.published.live().head.number;
    let cursor = format!("{space}:{app}");
    engine.inner.store.move_cursor(&cursor, org, head).await?;
    Ok(())
}

fn failed_key(app: &AppKey) -> String {
    format!("failed:{app}")
}

impl Engine {
    /// Registers where an app's events are pushed, from the next one on; or, with `is_new` off, changes that for everything that waits and
    /// comes.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn set_callback(
        &self,
        org: &OrgId,
        app: &AppKey,
        (url, kinds): (String, Vec<String>),
        secrets: &CallbackSecrets,
        is_new: bool,
        origin: Origin,
    ) -> Result<(), WriteError> {
        let secrets = serde_json::to_string(secrets).expect("they are plain texts");
        let sealed = self.seal(&sealed_for(app), &secrets);
        let secret = Secret {
            kind: SecretKind::Callback,
            key: app.to_string(),
            org: org.clone(),
            body: body(&StoredSecrets::Sealed { sealed }),
            expires_at: None,
        };
        if is_new {
            begin_consumer(self, org::CALLBACK_CLAIMS, org, app).await?;
        }
        let (reply, answer) = oneshot::channel();
        let key = app.clone();
        let change = move |draft: &mut org::Draft| {
            draft.set_callback(key.as_str(), &url, &kinds, is_new)?;
            Ok(secret.clone())
        };
        let run = Box::new(Operation {
            change,
            secrets: |secret: &Secret| vec![secret.clone()],
            result: None,
            reply,
        });
        let seed = self.seed();
        let written = self.run(org, origin, Eye::Operator, seed, run, answer);
        written.await.map(drop)
    }

    /// Ends an app's callback.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub async fn remove_callback(
        &self,
        org: &OrgId,
        app: &AppKey,
        origin: Origin,
    ) -> Result<(), WriteError> {
        let (reply, answer) = oneshot::channel();
        // One that has ended takes the place of the secrets, in the same transaction: a registration that follows keeps its own.
        let ended = Secret {
            kind: SecretKind::Callback,
            key: app.to_string(),
            org: org.clone(),
            body: b"{}".to_vec(),
            expires_at: Some(Millis(0)),
        };
        let key = app.clone();
        let change = move |draft: &mut org::Draft| {
            draft.remove_callback(key.as_str())?;
            Ok(ended.clone())
        };
        let run = Box::new(Operation {
            change,
            secrets: |ended: &Secret| vec![ended.clone()],
            result: None,
            reply,
        });
        let seed = self.seed();
        let written = self.run(org, origin, Eye::Operator, seed, run, answer);
        written.await.map(drop)
    }

    /// What signs and encrypts an app's callbacks.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn callback_secrets(
        &self,
        app: &AppKey,
    ) -> Result<Option<CallbackSecrets>, StoreError> {
        let now = self.now();
        let secret = self
            .inner
            .store
            .secret(SecretKind::Callback, app.as_str(), now)
            .await?;
        let Some(secret) = secret else {
            return Ok(None);
        };
        let broken = || StoreError::Corrupt(format!("the callback secrets of {app}"));
        match parse(&secret)? {
            StoredSecrets::Clear(secrets) => Ok(Some(secrets)),
            StoredSecrets::Sealed { sealed } => {
                let clear = self.unseal(&sealed_for(app), &sealed).ok_or_else(broken)?;
                let secrets = serde_json::from_str(&clear).map_err(|_| broken())?;
                Ok(Some(secrets))
            }
        }
    }

    /// The app's oldest failed pushes that were in no answer before the last one, and whether more follow. Those of the last answer
    /// are done with this call.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn next_failed_pushes(
        &self,
        org: &OrgId,
        app: &AppKey,
        kind: &str,
        count_max: usize,
    ) -> Result<(Vec<HistoryRow>, bool), StoreError> {
        let store = &self.inner.store;
        let name = failed_key(app);
        let read = store
            .secret(SecretKind::Callback, &name, self.now())
            .await?;
        let read: FailedRead = read
            .and_then(|secret| serde_json::from_slice(&secret.body).ok())
            .unwrap_or_default();
        // Keys are digits and a dot: this is behind the one that was read last and before every other.
        let after = match read.key.as_str() {
            "" => String::new(),
            key => format!("{key}/"),
        };
        let from = (Millis(read.at), after.as_str());
        let wanted = u32::try_from(count_max + 1).unwrap_or(limits::HISTORY_ROWS);
        let mut rows = store
            .history(org, kind, from, Millis(i64::MAX), wanted)
            .await?;
        let has_more = rows.len() > count_max;
        rows.truncate(count_max);
        if let Some(last) = rows.last() {
            let read = FailedRead {
                at: last.at.0,
                key: last.key.clone(),
            };
            let secret = Secret {
                kind: SecretKind::Callback,
                key: name,
                org: org.clone(),
                body: serde_json::to_vec(&read).expect("it is a plain struct"),
                expires_at: None,
            };
            store.put_secret(secret).await?;
        }
        Ok((rows, has_more))
    }
}
