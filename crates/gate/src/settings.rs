//! What an operator may set of the gate.

use ipnet::IpNet;
use std::num::NonZeroU32;
use std::time::Duration;

/// What an operator may set of the gate.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Calls a second of one app on one interface; `None` does not count.
    pub calls_per_second_max: Option<NonZeroU32>,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How long a connection may go without the head of another request. It ends between once and twice as late.
    pub head_timeout: Duration,
    /// How long a client may take for the body of a request.
    pub body_timeout: Duration,
    /// How long ending waits for requests under way.
    pub end_timeout: Duration,
    /// Connections at once.
    pub connections_max: usize,
    /// Whether connections are encrypted here, for addresses of this installation in answers.
    pub is_encrypted: bool,
    /// Whether organizations' own providers may have addresses of loopback and private networks.
    pub allows_private_addresses: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            calls_per_second_max: None,
            trusted_proxies: Vec::new(),
            head_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(30),
            end_timeout: Duration::from_secs(20),
            connections_max: 20_000,
            is_encrypted: false,
            allows_private_addresses: false,
        }
    }
}
