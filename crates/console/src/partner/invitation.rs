//! Where a link leads that invites partners: `GET /v1.0/orgbook/partner-invitations/{corpId}`.

use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};
use org::{LinkState, OrgId};

/// What the link of `cooperateCorps/{corpId}/inviteInfos` says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The organization in which partners take part.
    corp_id: String,
    /// What the link ends with.
    t: String,
}

/// The organization, and how the one of whoever asks stands to it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    corp_id: String,
    name: String,
    /// The organization that invites.
    owner_name: String,
    /// `none`, `waiting`, `joined`, or `own` for the organization itself and the one that invites.
    state: &'static str,
}

/// The organization that a link invites into, by name, and the one that invites, by id and name. Whoever tries out is told nothing.
pub(super) async fn invited(
    context: &dyn Context,
    host: &OrgId,
    proof: &str,
) -> Reply<(String, (OrgId, String))> {
    let mut found = None;
    let mut look = |view: &View<'_>| {
        let info = view.organization();
        let owner = info.linking.owner.as_ref();
        found = owner.map(|owner| (info.name.clone(), owner.org.clone()));
    };
    context.visit(host, &mut look).await?;
    let (name, owner) = found.ok_or(INVITATION)?;
    let mut owner_name = None;
    let mut look = |view: &View<'_>| {
        let info = view.organization();
        let mut owned = info.linking.owned.iter();
        if owned.any(|owned| owned.org == *host && owned.invitation == proof) {
            owner_name = Some(info.name.clone());
        }
    };
    context.visit(&owner, &mut look).await?;
    let owner_name = owner_name.ok_or(INVITATION)?;
    Ok((name, (owner, owner_name)))
}

/// How the caller's organization stands to one in which it may take part.
pub(super) fn standing(view: &View<'_>, host: &OrgId) -> &'static str {
    let is_in = |wanted| view.hosts(wanted).any(|known| known.org == *host);
    match () {
        () if is_in(LinkState::Joined) => "joined",
        () if is_in(LinkState::Applying) => "waiting",
        () => "none",
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/partner-invitations/{corpId}",
        PARAMETER,
    )
    .token(TokenKind::Person)
    .faults(&[PERSON, INVITATION, TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Look) {
                return Err(TOO_MANY.into());
            }
            let host = OrgId::new(&self.corp_id);
            let (name, (owner, owner_name)) = invited(context, &host, &self.t).await?;
            let mut state = None;
            context.look(&mut |view| {
                let here = &view.organization().id;
                state = view
                    .viewer()
                    .map(|_| match *here == host || *here == owner {
                        true => "own",
                        false => standing(view, &host),
                    });
            });
            Ok(Response {
                corp_id: self.corp_id,
                name,
                owner_name,
                state: state.ok_or(PERSON)?,
            })
        })
    }
}
