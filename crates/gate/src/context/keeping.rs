//! What people keep for themselves, kept by the engine.

use super::{Outside, busy};
use dingtalk::codes;
use endpoint::{Answer, Fault, Keeping};
use org::{Eye, OrgId, UserId};

impl Outside<'_> {
    /// Whose it is.
    fn keeper(&self) -> Result<(&OrgId, &UserId), Fault> {
        let caller = self.known()?;
        match &caller.eye {
            Eye::Person(userid) | Eye::Admin(userid) => Ok((&caller.org.info().id, userid)),
            Eye::Operator | Eye::App(_) => Err(Fault::code(codes::UNFORESEEN)),
        }
    }
}

impl Keeping for Outside<'_> {
    fn alone_with_kept<'a>(&'a self, work: Answer<'a, Vec<u8>>) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let (org, userid) = self.keeper()?;
            let turn = self.turns.of(&format!("kept:{org}/{userid}"));
            let _ours = turn.lock().await;
            let done = self.engine.alone_with_kept(org, userid, work).await;
            done.map_err(busy)?
                .unwrap_or_else(|| Err(Fault::code(codes::BUSY)))
        })
    }

    fn kept(&self) -> Answer<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            let (org, userid) = self.keeper()?;
            self.engine.kept(org, userid).await.map_err(busy)
        })
    }

    fn keep(&self, body: Vec<u8>) -> Answer<'_, ()> {
        Box::pin(async move {
            let (org, userid) = self.keeper()?;
            self.engine.keep(org, userid, body).await.map_err(busy)
        })
    }
}
