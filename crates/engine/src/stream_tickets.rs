//! Who may open a Stream connection: an app shows its secret and gets a ticket for one connection, on whichever node.

use crate::callbacks::begin_consumer;
use crate::job::Operation;
use crate::model::Origin;
use crate::{Engine, chance, limits};
use endpoint::TokenRefusal;
use org::{AppKey, Eye, Millis, OrgId, STREAM_CLAIMS};
use serde::{Deserialize, Serialize};
use store::{Secret, SecretKind, StoreError};
use tokio::sync::oneshot;

/// What a ticket is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamTicket {
    /// The app's organization.
    pub org: OrgId,
    /// The app.
    pub app: AppKey,
    /// Whether the connection wants events.
    pub wants_events: bool,
}

impl Engine {
    /// Issues a ticket to an app that shows its secret. With the first that wants events the app's events begin to be kept for it.
    ///
    /// # Errors
    /// See [`TokenRefusal`].
    pub async fn issue_stream_ticket(
        &self,
        key: &str,
        secret: &str,
        wants_events: bool,
        origin: Origin,
    ) -> Result<String, TokenRefusal> {
        let org = self.issue_app_token(key, secret, None).await?.org;
        let busy = |_| TokenRefusal::Busy;
        let app = AppKey::new(key);
        if wants_events {
            let value = self.org(&org).await.map_err(|_| TokenRefusal::Busy)?;
            if value.app(key).is_some_and(|app| app.stream_since.is_none()) {
                self.begin_stream(&org, &app, origin).await?;
            }
        }
        let text = chance::hex(&chance::bytes::<24>());
        let ticket = StreamTicket {
            org: org.clone(),
            app,
            wants_events,
        };
        let secret = Secret {
            kind: SecretKind::Ticket,
            key: chance::digest(&text),
            org,
            body: serde_json::to_vec(&ticket).expect("it is a plain struct"),
            expires_at: Some(self.ticket_end()),
        };
        self.inner.store.put_secret(secret).await.map_err(busy)?;
        Ok(text)
    }

    fn ticket_end(&self) -> Millis {
        Millis(self.now().0 + limits::STREAM_TICKET_MS)
    }

    async fn begin_stream(
        &self,
        org: &OrgId,
        app: &AppKey,
        origin: Origin,
    ) -> Result<(), TokenRefusal> {
        let begun = begin_consumer(self, STREAM_CLAIMS, org, app).await;
        begun.map_err(|_| TokenRefusal::Busy)?;
        let (reply, answer) = oneshot::channel();
        let key = app.clone();
        let run = Box::new(Operation {
            change: move |draft: &mut org::Draft| draft.begin_stream(key.as_str()),
            secrets: |_| Vec::new(),
            result: None,
            reply,
        });
        let seed = self.seed();
        let written = self.run(org, origin, Eye::Operator, seed, run, answer);
        written.await.map(drop).map_err(|_| TokenRefusal::Busy)
    }

    /// Takes a ticket. It is good once, also when two connections show it to two nodes at one moment.
    ///
    /// # Errors
    /// When the store does not answer or holds something else.
    pub async fn take_stream_ticket(&self, text: &str) -> Result<Option<StreamTicket>, StoreError> {
        let store = &self.inner.store;
        let digest = chance::digest(text);
        let Some(held) = store
            .secret(SecretKind::Ticket, &digest, self.now())
            .await?
        else {
            return Ok(None);
        };
        let ticket: StreamTicket = serde_json::from_slice(&held.body)
            .map_err(|error| StoreError::Corrupt(format!("a Stream ticket: {error}")))?;
        let used = Secret {
            key: format!("used:{digest}"),
            body: b"{}".to_vec(),
            expires_at: Some(self.ticket_end()),
            ..held.clone()
        };
        if !store.create_secret(used).await? {
            return Ok(None);
        }
        store.delete_secret(SecretKind::Ticket, &digest).await?;
        Ok(Some(ticket))
    }
}
