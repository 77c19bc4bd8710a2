//! Invitations and applications in the random changes, as far as they can be.

use org::{
    DepartmentId, Draft, JoiningFields, NewApplication, NewInvite, Refusal, UserFields, UserId,
};

pub(super) fn invite(draft: &mut Draft, inviter: &str, of: DepartmentId) -> Result<(), Refusal> {
    draft.set_joining(JoiningFields {
        invitations: Some(true),
        by_link: Some(true),
        ..JoiningFields::default()
    })?;
    let made = draft.make_invite(NewInvite {
        department: Some(of),
        mobile: None,
        valid_ms: 86_400_000,
        inviter: Some(UserId::new(inviter)),
    });
    match made {
        // The departments of the test are hidden from most people.
        Err(Refusal::DepartmentNotFound(_)) => Ok(()),
        made => made.map(drop),
    }
}

pub(super) fn apply(draft: &mut Draft, pick: usize) -> Result<(), Refusal> {
    let view = draft.view();
    let open = view.invites(draft.now());
    let Some(invite) = open.get(pick % open.len().max(1)) else {
        return Ok(());
    };
    let way = view.way_in(&invite.code, draft.now())?;
    let waiting = view.applications().len();
    let mobile = 13_300_000_000_u64 + draft.now().0.unsigned_abs() % 100_000_000 + waiting as u64;
    let applied = draft.apply_to_join(NewApplication {
        way,
        name: "Zed".to_owned(),
        mobile: mobile.to_string(),
        greeting: String::new(),
        applicant: None,
    });
    applied.map(drop)
}

pub(super) fn decide(draft: &mut Draft, pick: usize, how: usize) -> Result<(), Refusal> {
    let view = draft.view();
    let waiting = view.applications();
    let Some(application) = waiting.get(pick % waiting.len().max(1)) else {
        return Ok(());
    };
    let id = application.id.clone();
    match how {
        0 => draft.reject_application(&id),
        1 => draft.block_application(&id),
        _ => {
            let approved = draft.approve_application(&id, None, UserFields::default());
            approved.map(drop)
        }
    }
}
