//! Sign-in activity: who was there on which day.

use crate::model::WriteError;
use crate::{Engine, limits};
use endpoint::Issued;
use org::{Millis, OrgId, UserId};
use std::collections::BTreeSet;
use store::{HistoryRow, StoreError};

const SIGN_IN: &str = "sign_in";

impl Engine {
    /// Issues a person's token; counts as having signed in.
    ///
    /// # Errors
    /// See [`WriteError`]; the refusal of a person who is not there or whose account is disabled.
    pub async fn issue_user_token(&self, id: &OrgId, userid: &str) -> Result<Issued, WriteError> {
        let userid = UserId::new(userid);
        let person = userid.clone();
        let session_mark = self
            .operate(id, "user token", move |draft| {
                let session_mark = draft.sign_in(person.as_str())?;
                // Whoever issues a token for somebody is in the log, whether or not that changes anything.
                draft.attest(person.as_str())?;
                Ok(session_mark)
            })
            .await?;
        let now = self.inner.clock.now();
        self.note_sign_in(id, &userid, now).await?;
        let tokens = &self.inner.tokens;
        Ok(tokens
            .issue_for_person(id, &userid, session_mark, now)
            .await?)
    }

    /// Sign-in activity: one row a person and day, whatever the number of sign-ins.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn note_sign_in(
        &self,
        id: &OrgId,
        userid: &UserId,
        now: Millis,
    ) -> Result<(), StoreError> {
        let row = HistoryRow {
            kind: SIGN_IN.to_owned(),
            at: start_of_day(now),
            key: userid.to_string(),
            body: b"{}".to_vec(),
        };
        self.inner.store.note(id, vec![row]).await
    }

    /// The userids with sign-in activity from a moment until another.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn active_userids(
        &self,
        id: &OrgId,
        from: Millis,
        until: Millis,
    ) -> Result<Vec<String>, StoreError> {
        let mut userids = BTreeSet::new();
        let mut next = (from, String::new());
        loop {
            let rows = self
                .inner
                .store
                .history(id, SIGN_IN, (next.0, &next.1), until, limits::HISTORY_ROWS)
                .await?;
            let count = rows.len();
            if let Some(last) = rows.last() {
                // The smallest userid after the last: userids hold no control characters, and PostgreSQL takes no NUL.
                next = (last.at, format!("{}\u{1}", last.key));
            }
            userids.extend(rows.into_iter().map(|row| row.key));
            let full = userids.len() >= limits::ACTIVE_USERIDS_MAX;
            if count < limits::HISTORY_ROWS as usize || full {
                return Ok(userids.into_iter().collect());
            }
        }
    }
}

/// The first millisecond of a day in the organizations' time zone, eight hours ahead of UTC all year.
fn start_of_day(time: Millis) -> Millis {
    const DAY_MS: i64 = 86_400_000;
    const ZONE_MS: i64 = 8 * 3_600_000;
    Millis((time.0 + ZONE_MS).div_euclid(DAY_MS) * DAY_MS - ZONE_MS)
}
