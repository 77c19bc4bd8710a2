//! What an app may ask of a person, and what is wrong with how it asks.

use crate::limits::MEMBER_BYTES_MAX;
use crate::{pkce, redirect};
use endpoint::AuthorizationRequest;
use org::App;

/// Asks who a person is; needed in every request.
pub const OPENID: &str = "openid";

/// What a person can agree to, with the permission point that the app needs to ask for it. What is not here is left out, as OpenID
/// Connect says.
pub const DELEGABLE: &[(&str, Option<&str>)] = &[
    (OPENID, None),
    // The organization.
    ("corpid", None),
    ("Contact.User.Read", Some("Contact.User.Read")),
    ("Contact.User.mobile", Some("Contact.User.mobile")),
    ("profile", None),
    ("email", Some("Contact.User.Read")),
    ("phone", Some("Contact.User.mobile")),
    ("offline_access", None),
];

/// A request whose way back is the app's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trusted<'r> {
    /// Where the browser goes back to.
    pub redirect_uri: &'r str,
    /// What it brings along.
    pub state: Option<&'r str>,
}

impl Trusted<'_> {
    /// Back with an error.
    pub fn refused(&self, error: &str) -> String {
        redirect::refusal(self.redirect_uri, error, self.state)
    }

    /// What a person is shown of where the browser goes.
    pub fn shown(&self) -> String {
        redirect::shown(self.redirect_uri)
    }
}

/// A request that a person can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What the app wants, each once, in the order of [`DELEGABLE`].
    pub scopes: Vec<String>,
    /// What whoever exchanges the code has to prove.
    pub challenge: Option<String>,
    /// Goes into the ID token.
    pub nonce: Option<String>,
}

/// The way back, if it is registered for the app, letter by letter. Otherwise the browser goes nowhere.
pub fn trusted<'r>(app: &App, request: &'r AuthorizationRequest) -> Option<Trusted<'r>> {
    let uri = request.redirect_uri.as_deref()?;
    let is_own = app.redirect_uris.iter().any(|own| own == uri);
    let fits = |text: &str| text.len() <= MEMBER_BYTES_MAX;
    let state = request.state.as_deref();
    (is_own && redirect::is_address(uri) && state.is_none_or(fits)).then_some(Trusted {
        redirect_uri: uri,
        state,
    })
}

/// What a request asks for.
///
/// # Errors
/// The error that the browser brings back to the app, by its name in OAuth 2.0.
pub fn asked(app: &App, request: &AuthorizationRequest) -> Result<Asked, &'static str> {
    let texts = [
        &request.scope,
        &request.nonce,
        &request.prompt,
        &request.response_type,
        &request.code_challenge,
    ];
    let is_long = |text: &&Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.len() > MEMBER_BYTES_MAX)
    };
    if texts.iter().any(is_long) {
        return Err("invalid_request");
    }
    match request.response_type.as_deref() {
        Some("code") => {}
        Some(_) => return Err("unsupported_response_type"),
        None => return Err("invalid_request"),
    }
    let mut prompts = request.prompt.iter().flat_map(|text| text.split(' '));
    if prompts.any(|prompt| prompt == "none") {
        return Err("interaction_required");
    }
    Ok(Asked {
        scopes: scopes(app, request.scope.as_deref().unwrap_or_default())?,
        challenge: challenge(request)?,
        nonce: request.nonce.clone(),
    })
}

fn scopes(app: &App, text: &str) -> Result<Vec<String>, &'static str> {
    let wanted: Vec<&str> = text.split_ascii_whitespace().collect();
    if !wanted.contains(&OPENID) {
        return Err("invalid_scope");
    }
    let mut scopes = Vec::new();
    for (scope, point) in DELEGABLE {
        if !wanted.contains(scope) {
            continue;
        }
        match point {
            Some(point) if !app.points.hold(point) => {
                // Of a permission point the app's developer hears that it is not granted; the others are hints.
                if scope == point {
                    return Err("invalid_scope");
                }
            }
            _ => scopes.push((*scope).to_owned()),
        }
    }
    Ok(scopes)
}

fn challenge(request: &AuthorizationRequest) -> Result<Option<String>, &'static str> {
    let method = request.code_challenge_method.as_deref();
    match (request.code_challenge.as_deref(), method) {
        (None, None) => Ok(None),
        (Some(text), Some("S256")) if pkce::is_challenge(text) => Ok(Some(text.to_owned())),
        _ => Err("invalid_request"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{AppKey, ContactsScope, Millis, Points};

    fn app(points: Points) -> App {
        App {
            key: AppKey::new("dingapp"),
            agent_id: 1,
            name: "App".to_owned(),
            points,
            scope: ContactsScope::everybody(),
            redirect_uris: vec![
                "https://app.example.com/cb".to_owned(),
                "javascript://app.example.com/%0aalert(1)".to_owned(),
            ],
            allowed_addresses: Vec::new(),
            disabled: false,
            created_at: Millis(0),
            callback: None,
            stream_since: None,
            secret_changed_at: None,
            recorded_until: None,
        }
    }

    fn request() -> AuthorizationRequest {
        let given = |text: &str| Some(text.to_owned());
        AuthorizationRequest {
            client_id: given("dingapp"),
            redirect_uri: given("https://app.example.com/cb"),
            response_type: given("code"),
            scope: given("openid corpid"),
            prompt: given("consent"),
            ..AuthorizationRequest::default()
        }
    }

    #[test]
    fn the_way_back_is_registered_letter_by_letter() {
        let app = app(Points::All);
        assert!(trusted(&app, &request()).is_some());
        for uri in [
            "https://app.example.com/cb/",
            "https://app.example.com/cb?x=1",
            "https://app.example.com/CB",
            "https://app.example.com:443/cb",
            "https://app.example.com/cb/../cb",
            "https://app.example.com.evil.example/cb",
            "https://app.example.com@evil.example/cb",
            "http://app.example.com/cb",
            "//app.example.com/cb",
            "https://app.example.com/cb#",
            "javascript://app.example.com/%0aalert(1)",
            "",
        ] {
            let request = AuthorizationRequest {
                redirect_uri: Some(uri.to_owned()),
                ..request()
            };
            assert_eq!(trusted(&app, &request), None, "{uri}");
        }
        let request = AuthorizationRequest {
            redirect_uri: None,
            ..request()
        };
        assert_eq!(trusted(&app, &request), None);
    }

    #[test]
    fn what_is_wanted_is_told_once_and_in_order() {
        let asked = |scope: &str, points: Points| {
            let request = AuthorizationRequest {
                scope: Some(scope.to_owned()),
                ..request()
            };
            asked(&app(points), &request).map(|asked| asked.scopes.join(" "))
        };
        let granted = |text: &str| Ok(text.to_owned());
        let one = |point: &str| Points::These([point.to_owned()].into());
        assert_eq!(asked("openid", Points::All), granted("openid"));
        assert_eq!(
            asked("corpid openid openid unheard-of", Points::All),
            granted("openid corpid")
        );
        assert_eq!(
            asked("openid profile email phone", one("Contact.User.Read")),
            granted("openid profile email")
        );
        assert_eq!(
            asked("openid Contact.User.mobile", one("Contact.User.Read")),
            Err("invalid_scope")
        );
        assert_eq!(asked("corpid", Points::All), Err("invalid_scope"));
        assert_eq!(asked("", Points::All), Err("invalid_scope"));
    }

    #[test]
    fn a_wrong_question_has_a_name() {
        let app = app(Points::All);
        let told = |change: fn(&mut AuthorizationRequest)| {
            let mut request = request();
            change(&mut request);
            asked(&app, &request).map(|_| ())
        };
        assert_eq!(told(|_| ()), Ok(()));
        let token = told(|request| request.response_type = Some("token".to_owned()));
        assert_eq!(token, Err("unsupported_response_type"));
        assert_eq!(
            told(|request| request.response_type = None),
            Err("invalid_request")
        );
        assert_eq!(
            told(|request| request.prompt = Some("none".to_owned())),
            Err("interaction_required")
        );
        assert_eq!(
            told(|request| request.nonce = Some("n".repeat(3_000))),
            Err("invalid_request")
        );
        // A challenge that is the secret itself, and one without its method, which would be the same.
        assert_eq!(
            told(|request| {
                request.code_challenge = Some("s".repeat(43));
                request.code_challenge_method = Some("plain".to_owned());
            }),
            Err("invalid_request")
        );
        assert_eq!(
            told(|request| request.code_challenge = Some("s".repeat(43))),
            Err("invalid_request")
        );
        assert_eq!(
            told(|request| request.code_challenge_method = Some("S256".to_owned())),
            Err("invalid_request")
        );
    }
}
