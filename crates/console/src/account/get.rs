//! An enterprise account, where it works, and who else may take it in: `GET /v1.0/orgbook/console/people/{userId}/account`.

use super::wire::{Row, name};
use crate::directory::fields::fault;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;
use org::limits::DINGTALK_ID_KEPT_MS;

/// Whose account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
}

/// Empty lists where the organization does not keep the account.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// As in the list of accounts.
    account: Row,
    /// Other organizations in which it works.
    joined: Vec<Joined>,
    /// Organizations that may take in or look at accounts of this one; those that reach this account.
    grants: Vec<Grant>,
    /// By which the person may be found, whatever its case; absent where none was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    ding_talk_id: Option<String>,
    /// Until when it stays as it is, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    ding_talk_id_fixed_until: Option<i64>,
}

/// An organization in which the account works.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Joined {
    corp_id: String,
    /// Absent for an organization that is not here any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The person there.
    user_id: String,
}

/// What another organization may do.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Grant {
    corp_id: String,
    /// Absent, too, for one of which nothing but the id is known here.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Whether it may take the account in.
    may_join: bool,
    /// Whether it sees the account's number.
    shows_mobile: bool,
    /// Whether it sees if the account is disabled.
    shows_status: bool,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/people/{userId}/account",
        PARAMETER,
    )
    .administrators(Module::Accounts)
    .scoped()
    .faults(&[PERSON]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let mut found = Ok(Response::default());
            context.look(&mut |view| found = of(view, &self.user_id));
            let mut response = found?;
            let joined = response.joined.iter_mut();
            name(
                context,
                joined.map(|one| (one.corp_id.as_str(), &mut one.name)),
            )
            .await?;
            let grants = response.grants.iter_mut();
            name(
                context,
                grants.map(|one| (one.corp_id.as_str(), &mut one.name)),
            )
            .await?;
            Ok(response)
        })
    }
}

fn of(view: &View<'_>, userid: &str) -> Reply<Response> {
    let user = view.user(userid).map_err(fault)?;
    let row = Row::of(view, &user);
    let Some(account) = user.account.filter(|account| account.owner.is_none()) else {
        return Ok(Response {
            account: row,
            ..Response::default()
        });
    };
    let grants = view.account_grants(&user).into_iter();
    let grants = grants.map(|(grant, may_join)| Grant {
        corp_id: grant.org.to_string(),
        name: None,
        may_join,
        shows_mobile: grant.shows_mobile,
        shows_status: grant.shows_status,
    });
    let joined = account.joined().map(|(org, userid)| Joined {
        corp_id: org.to_owned(),
        name: None,
        user_id: userid.to_owned(),
    });
    let own_id = Some(account.dingtalk_id).filter(|id| !id.is_empty());
    let fixed_until = account.dingtalk_id_set_at.0 + DINGTALK_ID_KEPT_MS;
    Ok(Response {
        account: row,
        joined: joined.collect(),
        grants: grants.collect(),
        ding_talk_id: own_id.map(str::to_owned),
        ding_talk_id_fixed_until: own_id.map(|_| fixed_until),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn somebody_without_an_account_of_ours_has_nothing_of_it() {
        let mut acme = place("acme { rd { ann } }");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @r#"{"account":{"userId":"ann","name":"ann","departments":[{"deptId":2,"name":"rd"}],"kind":"normal","active":false,"disabled":false},"joined":[],"grants":[]}"#);
        let refused = acme.call(ROUTE, json!({"userId": "nobody"}));
        assert!(refused.starts_with("404 person.notFound"), "{refused}");
    }
}
