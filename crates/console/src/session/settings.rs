//! What the organization asks of those who sign in: `GET /v1.0/orgbook/console/sign-in-settings`.

use crate::prelude::*;
use org::Module;

/// Nothing to say.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The settings.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// Whether administrators can do nothing as such without a second factor.
    administrators_need_second_factor: bool,
    /// Administrators who have none, the creator first. Those who sign in through an identity provider or with the account of another
    /// organization are not told of.
    without_second_factor: Vec<Admin>,
}

/// An administrator.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Admin {
    user_id: String,
    name: String,
}

impl Response {
    /// As it is answered.
    pub(super) fn of(view: &View<'_>) -> Self {
        let admins = view.admins().into_iter();
        let without = admins.filter(|admin| view.lacks_second_factor(&admin.userid));
        let without = without.filter_map(|admin| {
            let user = view.user(admin.userid.as_str()).ok()?;
            Some(Admin {
                user_id: user.userid.to_owned(),
                name: user.name.to_owned(),
            })
        });
        Self {
            administrators_need_second_factor: view.organization().admins_need_second_factor,
            without_second_factor: without.collect(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/sign-in-settings",
        PARAMETER,
    )
    .administrators(Module::Organization);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        Ok(Response::of(view))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn who_has_no_second_factor_is_told_beforehand() {
        let mut acme = place("acme { ann sub_admin=yes bob sub_admin=yes eve }");
        acme.operate(|draft| draft.set_second_factor("ann", true));
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"administratorsNeedSecondFactor":false,"withoutSecondFactor":[{"userId":"founder","name":"Founder"},{"userId":"bob","name":"bob"}]}"#);
    }
}
