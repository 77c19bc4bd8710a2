//! Ask to take part in an organization that invites partners: `POST /v1.0/orgbook/console/hosts`.

use super::invitation::{invited, standing};
use super::reject::refused;
use crate::invitation::wire::Writing;
use crate::prelude::*;
use endpoint::{Answer, Context, Task, Visit};
use org::{Module, OrgId, Share, UserId};
use std::collections::BTreeSet;

/// In which, and who takes part; asked again, this is chosen anew.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// As the link has it.
    corp_id: String,
    /// What the link ends with.
    t: String,
    /// Departments whose people take part, each with all below. Everybody does where neither these nor people are named.
    dept_ids: Option<Vec<i64>>,
    /// People who take part.
    user_ids: Option<Vec<String>>,
}

/// What is there now.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// `waiting` until the other organization has agreed, `joined` where it had before.
    state: &'static str,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/console/hosts", PARAMETER)
        .administrators(Module::Partners)
        .faults(&[INVITATION, TOO_MANY]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            if !context.may_visit(Visit::Look) {
                return Err(TOO_MANY.into());
            }
            let host = OrgId::new(&self.corp_id);
            let (_, (owner, _)) = invited(context, &host, &self.t).await?;
            let (mut is_own, mut before) = (false, "none");
            context.look(&mut |view| {
                let here = &view.organization().id;
                is_own = *here == host || *here == owner;
                before = standing(view, &host);
            });
            if is_own {
                let detail = sentence!(
                    "this organization invites others here and takes part anyway",
                    "这里由本组织邀请别人加入，本组织本来就参与其中"
                );
                return Err(Fault::invalid("corpId", detail));
            }
            let departments = self.dept_ids.unwrap_or_default();
            let departments: BTreeSet<_> = departments.into_iter().map(DepartmentId).collect();
            let users = self.user_ids.unwrap_or_default();
            let users: BTreeSet<_> = users.iter().map(|id| UserId::new(id)).collect();
            let share = Share::of(departments, users).map_err(refused)?;
            let write = Writing(move |draft: &mut Draft| {
                let applied = draft.apply_to_host(&host, share.clone(), BTreeSet::new());
                applied.map(|_| Vec::new()).map_err(refused)
            });
            context.write(Box::new(write)).await?;
            // Choosing anew leaves who takes part already where it is.
            let state = match before {
                "joined" => "joined",
                _ => "waiting",
            };
            Ok(Response { state })
        })
    }
}
