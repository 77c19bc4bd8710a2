//! The organization's own provider, which signs in its SSO enterprise accounts.

use crate::{Refusal, limits};
use crate::{Sentence, sentence};
use serde::{Deserialize, Serialize};

/// An OpenID Connect provider. What Orgbook shows there is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInProvider {
    /// Its own name: the address under which it describes itself.
    pub issuer: String,
    /// What Orgbook is called there.
    pub client_id: String,
    /// What is asked for, with blanks between; `openid` among it.
    pub scope: String,
    /// The claim that holds the userid of an SSO enterprise account.
    pub claim: String,
}

impl SignInProvider {
    /// # Errors
    /// [`Refusal::Invalid`] with the first text that is not what it should be.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let refused = |fits: bool, sentence: Sentence| match fits {
            true => Ok(()),
            false => Err(Refusal::Invalid(sentence)),
        };
        let is_plain = |text: &str| {
            let is_short = text.len() <= limits::PROVIDER_TEXT_BYTES_MAX;
            is_short && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let is_address = ["https://", "http://"].iter().any(|start| {
            self.issuer
                .strip_prefix(start)
                .is_some_and(|rest| !rest.is_empty())
        });
        refused(
            is_address && is_plain(&self.issuer) && !self.issuer.contains(['?', '#']),
            sentence!(
                "a provider's issuer is a whole address such as https://login.example.com, without a query",
                "身份提供方的 issuer 是完整的地址，如 https://login.example.com，不带查询参数"
            ),
        )?;
        refused(
            is_plain(&self.client_id),
            sentence!(
                "the client id has visible ASCII characters",
                "client id 由可见的 ASCII 字符组成"
            ),
        )?;
        refused(
            is_plain(&self.claim),
            sentence!(
                "the claim has visible ASCII characters",
                "claim 由可见的 ASCII 字符组成"
            ),
        )?;
        let mut scopes = self.scope.split(' ');
        refused(
            scopes.clone().all(is_plain) && scopes.any(|scope| scope == "openid"),
            sentence!(
                "the scope holds openid and has single blanks between words",
                "scope 含有 openid，词之间用一个空格隔开"
            ),
        )
    }
}
