//! Carrying rows out, and taking them back.

use super::cells::{Cells, USER_ID, cells_of, fields_of, titled};
use super::made::{Gone, Made, give_groups, made, take_away};
use super::plan::{Kind, Row};
use super::said::Said;
use super::titles;
use crate::prelude::*;
use endpoint::WriteCall;
use org::{NewUser, Refusal};

/// What came of the rows of a slice: the refusal of each that was not carried out.
pub(super) type Results = Vec<(usize, Option<Said>)>;

/// Rows on their way through a draft.
pub(super) struct Slice {
    pub(super) rows: Vec<Row>,
    pub(super) act: fn(&mut Draft, &Row) -> Result<(), Refusal>,
    /// Paths of departments that are made if they are needed.
    pub(super) missing: Vec<String>,
    /// Whether those that are made get groups.
    pub(super) create_groups: bool,
    /// Departments that go afterwards.
    pub(super) going: Vec<Made>,
}

/// What came of them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Done {
    pub(super) results: Results,
    pub(super) made: Vec<Made>,
    pub(super) gone: Gone,
}

impl WriteCall for Slice {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        let mut results = Results::new();
        for row in &self.rows {
            let done = draft.attempt(|draft| (self.act)(draft, row));
            if let Err(needed @ Refusal::OrganizationNeeded(_)) = done {
                return Err(needed.into());
            }
            results.push((
                row.index,
                done.err().map(|refusal| Said::of(&refusal.sentence())),
            ));
        }
        if self.create_groups {
            give_groups(draft, &self.missing)?;
        }
        let done = Done {
            results,
            made: made(&draft.view(), &self.missing),
            gone: take_away(draft, &self.going),
        };
        Ok(serde_json::to_vec(&done).expect("texts are plain"))
    }
}

/// What somebody is now in some columns.
fn now(draft: &Draft, userid: &str, columns: &Cells) -> Result<Cells, Refusal> {
    let view = draft.view();
    let all = cells_of(&view, &view.user(userid)?);
    let some = columns.keys().map(|key| {
        let text = all.get(key).cloned().unwrap_or_default();
        (key.clone(), text)
    });
    Ok(some.collect())
}

fn changed_since(field: &str) -> Refusal {
    let (english, chinese) = (titled(field, false), titled(field, true));
    Refusal::Invalid(sentence!(
        "{english} has been changed by somebody else since",
        "{chinese}后来被别人改过"
    ))
}

/// Whether somebody is still as expected.
fn check_unchanged(draft: &Draft, userid: &str, expected: &Cells) -> Result<(), Refusal> {
    let now = now(draft, userid, expected)?;
    let mut differing = expected
        .iter()
        .filter(|(key, text)| now.get(*key) != Some(*text));
    differing
        .next()
        .map_or(Ok(()), |(key, _)| Err(changed_since(key)))
}

/// Carries a row out. What it would make is left alone when it is so already, so that a slice may be sent twice.
pub(super) fn apply(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    let wanted = row.wanted();
    match row.kind {
        Kind::Created => {
            let is_there = draft.view().user(&row.user_id).is_ok();
            if is_there && check_unchanged(draft, &row.user_id, &wanted).is_ok() {
                return Ok(());
            }
            join(draft, &row.user_id, &wanted)
        }
        Kind::Changed | Kind::Moved => {
            if check_unchanged(draft, &row.user_id, &wanted).is_ok() {
                return Ok(());
            }
            check_unchanged(draft, &row.user_id, &row.before())?;
            let fields = fields_of(draft, Some(&row.user_id), &wanted)?;
            draft.update_user(&row.user_id, fields)?;
            titles::give(draft, &row.user_id, &wanted)
        }
        Kind::Left => match draft.view().user(&row.user_id) {
            Ok(_) => draft.remove_user(&row.user_id),
            Err(Refusal::UserNotFound(_)) => Ok(()),
            Err(refusal) => Err(refusal),
        },
        Kind::Same | Kind::Wrong => Ok(()),
    }
}

/// Takes a row back, where nobody has changed the same since.
pub(super) fn undo(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    let (wanted, before) = (row.wanted(), row.before());
    match row.kind {
        Kind::Created => {
            if draft.view().user(&row.user_id).is_err() {
                return Ok(());
            }
            check_unchanged(draft, &row.user_id, &wanted)?;
            draft.remove_user(&row.user_id)
        }
        Kind::Changed | Kind::Moved => {
            if check_unchanged(draft, &row.user_id, &before).is_ok() {
                return Ok(());
            }
            check_unchanged(draft, &row.user_id, &wanted)?;
            let fields = fields_of(draft, Some(&row.user_id), &before)?;
            draft.update_user(&row.user_id, fields)?;
            titles::give(draft, &row.user_id, &before)
        }
        Kind::Left => match draft.view().user(&row.user_id) {
            Ok(_) => Ok(()),
            Err(_) => join(draft, &row.user_id, &before),
        },
        Kind::Same | Kind::Wrong => Ok(()),
    }
}

fn join(draft: &mut Draft, userid: &str, cells: &Cells) -> Result<(), Refusal> {
    let mut cells = cells.clone();
    cells.remove(USER_ID);
    let fields = fields_of(draft, None, &cells)?;
    let new = NewUser {
        userid: Some(userid.to_owned()),
        fields,
        login_email: None,
    };
    draft.add_user(new)?;
    titles::give(draft, userid, &cells)
}
