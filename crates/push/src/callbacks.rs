//! Receivers of callbacks.

use crate::envelope::Secrets;
use crate::event::{Event, events};
use crate::ledger::{Delivery, Ledger};
use crate::limits;
use crate::post::{Moment, PostError, Poster};
use crate::receiver::{Attempt, Consumer, Failure, FailureKind};
use endpoint::{CallbackRefusal, CallbackRegistration, Number};
use engine::{CallbackSecrets, Engine, WriteError};
use org::{App, AppKey, Millis, Org, OrgId};
use rand::RngExt;
use rand::distr::Alphanumeric;
use rand::rngs::ThreadRng;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use tokio::time::Instant;

/// Sends callbacks with the secrets of those who get them. Clones are the same.
#[derive(Clone)]
pub struct Callbacks {
    engine: Engine,
    poster: Poster,
    ledger: Ledger,
    /// Secrets by app, each with the registration to which they belong.
    known: Arc<Mutex<BTreeMap<AppKey, (Millis, CallbackSecrets)>>>,
}

impl Callbacks {
    pub(crate) fn new(engine: Engine, poster: Poster, ledger: Ledger) -> Self {
        Self {
            engine,
            poster,
            ledger,
            known: Arc::default(),
        }
    }

    fn moment(&self) -> Moment {
        let mut random = chance();
        let mut letters = || random.sample(Alphanumeric);
        let nonce = (0..8).map(|_| char::from(letters())).collect();
        Moment {
            timestamp: self.engine.now().0.to_string(),
            nonce,
            random: std::array::from_fn(|_| letters()),
        }
    }

    /// Asks a receiver whether it understands what it will get.
    ///
    /// # Errors
    /// What is wrong with the address or the answer.
    pub async fn check(
        &self,
        org: &OrgId,
        registration: &CallbackRegistration,
    ) -> Result<(), CallbackRefusal> {
        let secrets = Secrets {
            token: registration.token.clone(),
            aes_key: registration.aes_key.clone(),
            owner_key: org.to_string(),
        };
        let message = r#"{"EventType":"check_url"}"#;
        let moment = self.moment();
        let posted = self
            .poster
            .post(&registration.url, &secrets, message, &moment);
        posted.await.map_err(|error| {
            let why = error.to_string();
            match error {
                PostError::AddressInvalid => CallbackRefusal::AddressInvalid(why),
                PostError::AddressForbidden => CallbackRefusal::AddressForbidden(why),
                PostError::Unreachable(_)
                | PostError::TimedOut
                | PostError::Redirected
                | PostError::Status(_) => CallbackRefusal::Unreachable(why),
                PostError::MemberMissing(_) => CallbackRefusal::AnswerIncomplete(why),
                PostError::NotJson | PostError::WrongAnswer(_) => CallbackRefusal::AnswerWrong(why),
            }
        })
    }

    /// The secrets that belong to a registration.
    async fn secrets(
        &self,
        app: &AppKey,
        registered_at: Millis,
    ) -> Result<Option<CallbackSecrets>, StoreError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, secrets)) = known().get(app)
            && *at == registered_at
        {
            return Ok(Some(secrets.clone()));
        }
        let secrets = self.engine.callback_secrets(app).await?;
        if let Some(secrets) = &secrets {
            let mut known = known();
            if known.len() >= limits::SECRETS_KNOWN_MAX {
                known.clear();
            }
            known.insert(app.clone(), (registered_at, secrets.clone()));
        }
        Ok(secrets)
    }

    /// Sends a push of an entry once more, whether it was taken before or not. The inner text says why it was not taken.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn send_again(
        &self,
        consumer: &Consumer,
        org: &Org,
        number: u64,
        index: u32,
    ) -> Result<Result<(), String>, WriteError> {
        let Some(app) = org.app(consumer.app.as_str()) else {
            return Ok(Err("the app is gone".to_owned()));
        };
        let after = Number(number.saturating_sub(1));
        let entries = self.engine.entries(&consumer.org, after, 1).await?;
        let entry = entries.first().filter(|entry| entry.number.0 == number);
        let events = entry.map(|entry| events(entry, org, &consumer.app));
        let mut told = events.into_iter().flatten();
        let Some(event) = told.find(|event| event.index == index) else {
            return Ok(Err("there is no such push".to_owned()));
        };
        let began = Instant::now();
        let failure = match self.send(consumer, app, &event).await {
            Attempt::Done => None,
            Attempt::Failed(failure) => Some(failure),
            Attempt::Absent => return Ok(Err("the app has no callback".to_owned())),
        };
        if let Some(failure) = &failure {
            self.ledger.failed(consumer.way, failure);
        }
        let reason = failure.map(|failure| failure.reason);
        let delivery = Delivery {
            taken: reason.is_none(),
            took_ms: whole_ms(began.elapsed()),
            reason: reason.clone(),
            again: true,
            ..Delivery::of(consumer.way, &event, self.engine.now())
        };
        self.ledger.ended(consumer, delivery);
        Ok(reason.map_or(Ok(()), Err))
    }

    pub(crate) async fn send(&self, consumer: &Consumer, app: &App, event: &Event) -> Attempt {
        let Some(callback) = &app.callback else {
            return Attempt::Absent;
        };
        let CallbackSecrets { token, aes_key } =
            match self.secrets(&app.key, callback.registered_at).await {
                Ok(Some(secrets)) => secrets,
                Ok(None) => {
                    let why = "its secrets are not stored; the app has to register again";
                    return Attempt::Failed(Failure::new(FailureKind::Secrets, why));
                }
                Err(error) => {
                    let failure = Failure::new(FailureKind::Secrets, error.to_string());
                    return Attempt::Failed(failure);
                }
            };
        let secrets = Secrets {
            token,
            aes_key,
            owner_key: consumer.org.to_string(),
        };
        let message = event.callback_message();
        let moment = self.moment();
        let posted = self.poster.post(&callback.url, &secrets, &message, &moment);
        match posted.await {
            Ok(()) => Attempt::Done,
            Err(error) => Attempt::Failed(error.into()),
        }
    }
}

pub(crate) fn whole_ms(took: std::time::Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}

/// For what goes out of the node.
#[expect(
    clippy::disallowed_methods,
    reason = "what is sent to receivers is in no draft and is never run again"
)]
pub(crate) fn chance() -> ThreadRng {
    rand::rng()
}
