//! What a task may ask of the outside, answered by the engine.

use endpoint::{Answer, Context, Fault, Issued, Past, TokenRefusal};
use engine::Engine;
use org::{Eye, Millis, Org, OrgId, View};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A task's outside: the engine, and the caller's organization where there is a caller.
pub(crate) struct Outside<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) caller: Option<(Arc<Org>, Eye)>,
}

type Issuing<'a> = Pin<Box<dyn Future<Output = Result<Issued, TokenRefusal>> + Send + 'a>>;

impl Context for Outside<'_> {
    fn now(&self) -> Millis {
        self.engine.now()
    }

    fn look(&self, look: &mut dyn FnMut(&View<'_>)) {
        if let Some((org, eye)) = &self.caller {
            look(&View::new(org, eye));
        }
    }

    fn issue_app_token<'a>(
        &'a self,
        key: &'a str,
        secret: &'a str,
        org: Option<&'a str>,
    ) -> Issuing<'a> {
        Box::pin(self.engine.issue_app_token(key, secret, org))
    }

    fn issue_app_token_by_secret<'a>(&'a self, org: &'a str, secret: &'a str) -> Issuing<'a> {
        Box::pin(async move {
            self.engine
                .issue_app_token_by_secret(&OrgId::new(org), secret)
                .await
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
            let Some((org, _)) = &self.caller else {
                return Ok(Vec::new());
            };
            self.engine
                .past(&org.info().id, kind, from, until, limit)
                .await
                .map_err(|_| Fault::code(dingtalk::codes::BUSY))
        })
    }

    fn is_organization<'a>(&'a self, id: &'a OrgId) -> Answer<'a, bool> {
        Box::pin(async move {
            let known = self.engine.is_organization(id).await;
            known.map_err(|_| Fault::code(dingtalk::codes::BUSY))
        })
    }

    fn active_userids<'a>(&'a self, from: Millis, until: Millis) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let Some((org, _)) = &self.caller else {
                return Ok(Vec::new());
            };
            self.engine
                .active_userids(&org.info().id, from, until)
                .await
                .map_err(|_| Fault::code(dingtalk::codes::BUSY))
        })
    }
}
