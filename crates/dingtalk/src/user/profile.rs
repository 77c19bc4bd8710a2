//! Get the user's contact profile: `GET /v1.0/contact/users/{unionId}`.

use crate::prelude::*;
use endpoint::{Answer, Context, Delegation, Method, Task, TokenKind};
use org::Surface;

/// Stands for a name that may not be seen.
const NAMELESS: &str = "***";

/// Whose profile.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `me` is the person whose token it is.
    union_id: String,
}

/// The profile. What is not known, or may not be seen, is left out.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    nick: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_code: Option<String>,
    open_id: String,
    union_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// Always false: who is here is a member.
    visitor: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    login_email: Option<String>,
}

/// What an app needs to be told phone numbers by those who let it act for them.
const MOBILE: &str = "Contact.User.mobile";

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/contact/users/{unionId}", PARAMETER)
        .serves(&["Get the user’s contact profile"])
        .needs("Contact.User.Read")
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read"])
        .faults(&[PROFILE_NOT_FOUND]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        let mut answer = Err(PROFILE_NOT_FOUND.into());
        let delegation = context.delegation();
        context.look(&mut |view| answer = self.read(view, delegation));
        Box::pin(std::future::ready(answer))
    }
}

impl Request {
    fn read(&self, view: &View<'_>, delegation: Option<&Delegation>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PROFILE_NOT_FOUND)?;
        let user = match self.union_id.as_str() {
            "me" => Some(*viewer.user()),
            other => view
                .userid_by_union_id(other)
                .and_then(|userid| viewer.person(userid, Surface::Profile)),
        };
        let user = user.ok_or(PROFILE_NOT_FOUND)?;
        let withheld = viewer.withheld(&user, Surface::Profile);
        let open = |attribute: &str, text: &str| {
            (!text.is_empty() && !withheld.holds(attribute)).then(|| text.to_owned())
        };
        let account = user.account.and_then(|account| account.mobile);
        let mobile = user.mobile.or(account);
        let may_be_told = delegation.is_none_or(|delegation| delegation.holds(MOBILE));
        let mobile = mobile.filter(|_| may_be_told && !withheld.holds("mobile"));
        Ok(Response {
            nick: open("name", user.name).unwrap_or_else(|| NAMELESS.to_owned()),
            avatar_url: open("avatar", &view.avatar(&user)),
            mobile: mobile.map(|(_, number)| number.to_owned()),
            state_code: mobile.map(|(code, _)| code.to_owned()),
            open_id: org::open_id(user.union_id, delegation.map(|delegation| &delegation.app)),
            union_id: user.union_id.to_owned(),
            email: open("email", user.email),
            visitor: false,
            login_email: open("email", user.login_email),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{SelectionFields, SettingFields, SettingKind, UserFields};

    const ROUTE: Route = Route::task::<Request>();

    fn union_id(acme: &testkit::Place, userid: &str) -> String {
        let view = View::new(&acme.org, &org::Eye::Operator);
        let user = view.user(userid).expect("a member");
        user.union_id.to_owned()
    }

    #[test]
    fn my_own_profile_tells_everything() {
        let mut acme = place("acme { ann name=安妮 email=ann@example.com mobile=+852-51234567 }");
        acme.operate(|draft| {
            let fields = UserFields {
                hide_mobile: Some(true),
                senior: Some(true),
                ..UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        acme.as_person("ann");
        let mine = acme.call(ROUTE, json!({"unionId": "me"}));
        assert_snapshot!(mine, @r#"{"nick":"安妮","mobile":"51234567","stateCode":"852","openId":"gEZlSG4eHCIoOrxJxJv3iEiE","unionId":"AxSGnYCaeE784AxmLbh7iEiE","email":"ann@example.com","visitor":false}"#);
        let id = union_id(&acme, "ann");
        assert_eq!(mine, acme.call(ROUTE, json!({"unionId": id})));
    }

    #[test]
    fn an_app_is_told_the_phone_number_by_those_who_agreed() {
        let mut acme = place("acme { ann email=ann@example.com }");
        acme.as_person("ann");
        let alone = acme.call(ROUTE, json!({"unionId": "me"}));
        acme.through_app(&["openid", "Contact.User.Read", "Contact.User.mobile"]);
        let told = acme.call(ROUTE, json!({"unionId": "me"}));
        assert_snapshot!(told, @r#"{"nick":"ann","mobile":"13800000001","stateCode":"86","openId":"ToGa3lqv27vsJ6abFB9FiEiE","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","email":"ann@example.com","visitor":false}"#);
        assert_ne!(told, alone, "every app knows a person by an id of its own");
        acme.through_app(&["openid", "Contact.User.Read"]);
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "me"})), @r#"{"nick":"ann","openId":"ToGa3lqv27vsJ6abFB9FiEiE","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","email":"ann@example.com","visitor":false}"#);
    }

    #[test]
    fn anothers_profile_tells_what_may_be_seen() {
        let mut acme = place("acme { ann email=ann@example.com bob }");
        let id = union_id(&acme, "ann");
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": id})), @r#"{"nick":"ann","mobile":"13800000001","stateCode":"86","openId":"iJCvSTHHbf9vCRDPfQE0iEiE","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","email":"ann@example.com","visitor":false}"#);
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                attributes: Some(["name", "mobile", "email"].map(str::to_owned).to_vec()),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, fields)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": id})), @r#"{"nick":"***","openId":"iJCvSTHHbf9vCRDPfQE0iEiE","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","visitor":false}"#);
    }

    #[test]
    fn who_is_hidden_or_unknown_is_not_found() {
        let mut acme = place("acme { ann bob }");
        let id = union_id(&acme, "ann");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                profile: Some(true),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, fields)
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": id})), @"404 invalidParameter.user.notFound user not found");
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": "nobody"})), @"404 invalidParameter.user.notFound user not found");
        acme.as_person("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"unionId": id})), @r#"{"nick":"ann","mobile":"13800000001","stateCode":"86","openId":"iJCvSTHHbf9vCRDPfQE0iEiE","unionId":"YHB7IH1DSY5h3OHCkj1SiEiE","visitor":false}"#);
    }
}
