//! What keeps calls to the outside away from loopback and private networks.

use crate::address::is_public;
use crate::limits;
use crate::post::PostError;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Resolves names to addresses that may be called.
struct PublicOnly;

/// The answer of [`PublicOnly`] for a name without any.
#[derive(Debug, thiserror::Error)]
#[error("every address of the name is private")]
pub(crate) struct AllPrivate;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|one| is_public(one.ip())).collect();
            if public.is_empty() {
                return Err(AllPrivate.into());
            }
            let addresses: Addrs = Box::new(public.into_iter());
            Ok(addresses)
        })
    }
}

/// A client that follows no redirects, waits for a bounded time, and calls loopback and private networks only where that is allowed.
///
/// # Errors
/// When there can be no TLS at all.
pub fn guarded_client(allows_private: bool, deadline: Duration) -> Result<Client, reqwest::Error> {
    // Whoever was first has chosen the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = || {
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(deadline)
            .connect_timeout(deadline)
            .pool_max_idle_per_host(limits::IDLE_CONNECTIONS_MAX)
            .no_proxy();
        match allows_private {
            true => client,
            false => client.dns_resolver(Arc::new(PublicOnly)),
        }
    };
    // A machine without the certificates of authorities still sends to plain addresses.
    builder().build().or_else(|error| {
        tracing::warn!(%error, "calls to https addresses will fail: install the system's certificates (ca-certificates)");
        builder().tls_certs_only([]).build()
    })
}

/// An address that may be called, without asking for its name's addresses.
///
/// # Errors
/// [`PostError::AddressInvalid`], [`PostError::AddressForbidden`].
pub fn check_address(url: &str, allows_private: bool) -> Result<Url, PostError> {
    let url = Url::parse(url).map_err(|_| PostError::AddressInvalid)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(PostError::AddressInvalid);
    }
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    let is_private = literal
        .parse::<IpAddr>()
        .is_ok_and(|address| !is_public(address));
    if is_private && !allows_private {
        return Err(PostError::AddressForbidden);
    }
    Ok(url)
}
