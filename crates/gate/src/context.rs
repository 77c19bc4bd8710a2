//! What a task may ask of the outside, answered by the engine.

pub(crate) mod log;
mod session;
mod sign_ins;
mod visiting;

pub(crate) use plans::Turns;
pub(crate) use visiting::Visits;

use crate::browser::Browser;
use crate::language;
mod apps;
mod keeping;
mod plans;

use crate::caller::Caller;
use crate::rate::Rate;
use crate::recorder::Recorder;
use dingtalk::codes;
use endpoint::{
    Answer, CallbackRefusal, CallbackRegistration, Context, Fault, Issued, Past, StoredFile,
    TokenRefusal, Upload, WriteCall,
};
use engine::{CallbackSecrets, Engine, FileWriter, Origin, WriteError};
use http::HeaderMap;
use org::{AppKey, Callback, Language, Millis, OrgId, View};
use push::stream::Hub;
use push::{Callbacks, Ledger};
use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use tokio::sync::Semaphore;

/// A file that came with a call and is not kept yet.
pub(crate) struct Received {
    upload: Option<Upload>,
    id: String,
    writer: Mutex<Option<FileWriter>>,
    /// Whether the organization may keep more.
    fits: bool,
}

impl Received {
    pub(crate) fn new(upload: Option<Upload>, id: String, writer: FileWriter, fits: bool) -> Self {
        Self {
            upload,
            id,
            writer: Mutex::new(Some(writer)),
            fits,
        }
    }

    fn take(&self) -> Option<FileWriter> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.take()
    }
}

/// A task's outside: the engine, and the caller where there is one.
pub(crate) struct Outside<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) caller: Option<Caller>,
    /// The token that came with the call, whatever it opens.
    pub(crate) token: Option<String>,
    pub(crate) callbacks: &'e Callbacks,
    /// The browser behind the call, if one is.
    pub(crate) browser: &'e Browser<'e>,
    pub(crate) hub: &'e Hub,
    /// What this node did with events.
    pub(crate) ledger: &'e Ledger,
    pub(crate) slow_looks: &'e Semaphore,
    pub(crate) route: &'static str,
    /// Its place in the table, by which its calls are counted.
    pub(crate) place: usize,
    pub(crate) rate: &'e Rate,
    pub(crate) address: String,
    /// From where it is asked.
    pub(crate) from: IpAddr,
    pub(crate) received: Option<Received>,
    pub(crate) headers: &'e HeaderMap,
    /// Whose turn it is to work on a plan, or on what somebody keeps.
    pub(crate) turns: &'e Turns,
    /// Calls of apps that are recorded.
    pub(crate) recorder: &'e Recorder,
    /// Visits so far, by address.
    pub(crate) visits: &'e Visits,
}

type Issuing<'a> = Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

fn busy(_: impl std::fmt::Display) -> Fault {
    Fault::code(codes::BUSY)
}

fn unwritten(error: WriteError) -> Fault {
    match error {
        WriteError::Fault(fault) => fault,
        WriteError::Busy => Fault::code(codes::OVERLOADED),
        error => busy(error),
    }
}

impl Outside<'_> {
    /// Gives up a file that was not kept.
    pub(crate) async fn discard_upload(&self) {
        if let Some(writer) = self.received.as_ref().and_then(Received::take) {
            // What cannot be deleted now goes when it expires.
            let _ = writer.discard().await;
        }
    }

    /// The calling app's organization and key.
    fn calling_app(&self) -> Result<(OrgId, AppKey), Fault> {
        let caller = self.known()?;
        let key = caller.app().ok_or_else(|| Fault::code(codes::UNFORESEEN))?;
        Ok((caller.org.info().id.clone(), key.clone()))
    }

    /// The calling app's callback.
    fn registered(&self) -> Result<Option<Callback>, Fault> {
        let (_, key) = self.calling_app()?;
        let app = self.known()?.org.app(key.as_str());
        let callback = app.and_then(|app| app.callback.as_deref());
        Ok(callback.cloned())
    }

    fn origin(&self) -> Result<Origin, Fault> {
        Ok(Origin {
            actor: self.known()?.actor(),
            route: self.route.to_owned(),
            from: self.from.to_string(),
        })
    }

    /// A token, unless the app that showed its secret for it asks too often. Who shows none uses nothing up.
    fn counted(&self, app: &str, issued: Issued) -> Result<Issued, TokenRefusal> {
        if self.rate.allows(app, self.place) {
            Ok(issued)
        } else {
            Err(TokenRefusal::TooMany)
        }
    }

    fn known(&self) -> Result<&Caller, Fault> {
        let caller = self.caller.as_ref();
        caller.ok_or_else(|| Fault::code(codes::UNFORESEEN))
    }
}

impl Context for Outside<'_> {
    fn now(&self) -> Millis {
        self.engine.now()
    }

    fn language(&self) -> Language {
        language::accepted(self.headers).unwrap_or_default()
    }

    fn look(&self, look: &mut dyn FnMut(&View<'_>)) {
        if let Some(caller) = &self.caller {
            let address = || self.address.clone();
            look(&View::new(&caller.org, &caller.eye).reached_at(&address));
        }
    }

    fn issue_app_token<'a>(
        &'a self,
        key: &'a str,
        secret: &'a str,
        org: Option<&'a str>,
    ) -> Issuing<'a> {
        Box::pin(async move {
            let issued = self.engine.issue_app_token(key, secret, org).await?;
            self.counted(key, issued)
        })
    }

    fn issue_app_token_by_secret<'a>(&'a self, org: &'a str, secret: &'a str) -> Issuing<'a> {
        Box::pin(async move {
            let org = OrgId::new(org);
            let issued = self.engine.issue_app_token_by_secret(&org, secret).await?;
            // An app has one token at a time, which stands for the key that nobody named.
            let app = issued.token.clone();
            self.counted(&app, issued)
        })
    }

    fn past<'a>(
        &'a self,
        kind: &'a str,
        from: (Millis, &'a str),
        until: Millis,
        limit: u32,
    ) -> Answer<'a, Vec<Past>> {
        Box::pin(async move {
            let Some(caller) = &self.caller else {
                return Ok(Vec::new());
            };
            self.engine
                .past(&caller.org.info().id, kind, from, until, limit)
                .await
                .map_err(busy)
        })
    }

    fn migrations<'a>(&'a self, space: &'a str, old: &'a str) -> Answer<'a, Vec<(OrgId, String)>> {
        Box::pin(async move {
            let found = self.engine.migrations(space, old).await;
            found.map_err(busy)
        })
    }

    fn is_organization<'a>(&'a self, id: &'a OrgId) -> Answer<'a, bool> {
        Box::pin(async move {
            let known = self.engine.is_organization(id).await;
            known.map_err(busy)
        })
    }

    fn active_userids<'a>(&'a self, from: Millis, until: Millis) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let Some(caller) = &self.caller else {
                return Ok(Vec::new());
            };
            self.engine
                .active_userids(&caller.org.info().id, from, until)
                .await
                .map_err(busy)
        })
    }

    fn upload(&self) -> Option<&Upload> {
        self.received.as_ref()?.upload.as_ref()
    }

    fn keep_upload(&self) -> Answer<'_, Option<String>> {
        Box::pin(async move {
            let caller = self.known()?;
            let Some(received) = self.received.as_ref().filter(|received| received.fits) else {
                return Ok(None);
            };
            let (Some(upload), Some(writer)) = (&received.upload, received.take()) else {
                return Ok(None);
            };
            let Some(app) = caller.app() else {
                return Ok(None);
            };
            let kept = writer.finish(&upload.name, app).await;
            kept.map_err(busy)?;
            Ok(Some(received.id.clone()))
        })
    }

    fn file<'a>(&'a self, id: &'a str) -> Answer<'a, Option<StoredFile>> {
        Box::pin(async move {
            let caller = self.known()?;
            let org = &caller.org.info().id;
            let Some(app) = caller.app() else {
                return Ok(None);
            };
            let found = self.engine.uploaded_file(org, app, id).await;
            found.map_err(busy)
        })
    }

    fn write(&self, call: Box<dyn WriteCall>) -> Answer<'_, Vec<u8>> {
        Box::pin(async move {
            let caller = self.known()?;
            let origin = self.origin()?;
            let (org, eye) = (&caller.org.info().id, caller.eye.clone());
            let written = self.engine.write(org, origin, eye, call).await;
            self.engine.ring_for_tasks();
            written.map_err(unwritten)
        })
    }

    fn open_stream(
        &self,
        key: String,
        secret: String,
        wants_events: bool,
    ) -> Pin<Box<dyn Future<Output = Result<String, TokenRefusal>> + Send + '_>> {
        Box::pin(async move {
            let origin = Origin {
                actor: format!("app:{key}"),
                route: self.route.to_owned(),
                from: self.from.to_string(),
            };
            self.engine
                .issue_stream_ticket(&key, &secret, wants_events, origin)
                .await
        })
    }

    fn register_callback(
        &self,
        registration: CallbackRegistration,
        is_new: bool,
    ) -> Answer<'_, Result<(), CallbackRefusal>> {
        Box::pin(async move {
            let registered = self.registered()?.is_some();
            if registered && is_new {
                return Ok(Err(CallbackRefusal::Exists));
            }
            if !registered && !is_new {
                return Ok(Err(CallbackRefusal::Missing));
            }
            let (org, key) = self.calling_app()?;
            let checked = self.callbacks.check(&org, &registration).await;
            if let Err(refusal) = checked {
                return Ok(Err(refusal));
            }
            let CallbackRegistration {
                url,
                token,
                aes_key,
                kinds,
            } = registration;
            let secrets = CallbackSecrets { token, aes_key };
            let origin = self.origin()?;
            let written = self
                .engine
                .set_callback(&org, &key, (url, kinds), &secrets, is_new, origin)
                .await;
            written.map_err(unwritten)?;
            Ok(Ok(()))
        })
    }

    fn callback(&self) -> Answer<'_, Option<CallbackRegistration>> {
        Box::pin(async move {
            let Some(callback) = self.registered()? else {
                return Ok(None);
            };
            let (_, key) = self.calling_app()?;
            let secrets = self.engine.callback_secrets(&key).await.map_err(busy)?;
            Ok(secrets.map(|secrets| CallbackRegistration {
                url: callback.url,
                token: secrets.token,
                aes_key: secrets.aes_key,
                kinds: callback.kinds,
            }))
        })
    }

    fn remove_callback(&self) -> Answer<'_, bool> {
        Box::pin(async move {
            if self.registered()?.is_none() {
                return Ok(false);
            }
            let (org, key) = self.calling_app()?;
            let removed = self
                .engine
                .remove_callback(&org, &key, self.origin()?)
                .await;
            removed.map_err(unwritten)?;
            Ok(true)
        })
    }

    fn next_failed_pushes(&self, count_max: usize) -> Answer<'_, (Vec<Past>, bool)> {
        Box::pin(async move {
            let (org, key) = self.calling_app()?;
            let kind = push::failed_kind(key.as_str());
            let next = self
                .engine
                .next_failed_pushes(&org, &key, &kind, count_max)
                .await;
            let (rows, has_more) = next.map_err(busy)?;
            let rows = rows.into_iter().map(|row| Past {
                at: row.at,
                key: row.key,
                body: row.body,
            });
            Ok((rows.collect(), has_more))
        })
    }

    fn address(&self) -> &str {
        &self.address
    }
}
