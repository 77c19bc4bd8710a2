//! Signing in by OAuth 2.0 and OpenID Connect: to apps with Orgbook's accounts, and to Orgbook with an organization's own.

mod authorize;
mod client;
mod keys;
mod limits;
mod pkce;
mod provider;
mod redirect;
mod signature;

pub use authorize::{Asked, DELEGABLE, OPENID, Trusted, asked, trusted};
pub use client::{Begun, Chance, ClientError, Provider, Providers};
pub use keys::{KeyError, Keys};
pub use pkce::proves;
pub use provider::{claims, discovery, id_token};
pub use redirect::{back, is_address, refusal, shown};
pub use signature::signature;
