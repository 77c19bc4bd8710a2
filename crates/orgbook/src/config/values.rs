//! Values of settings that are more than text: each is checked when it is read, so that an error names its place.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// Host and port to listen on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListenAddress(String);

impl ListenAddress {
    /// As the operating system takes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ListenAddress {
    fn default() -> Self {
        Self("127.0.0.1:7070".to_owned())
    }
}

impl FromStr for ListenAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(format!(
                "`{text}` is not HOST:PORT, for example 0.0.0.0:7070"
            )),
        }
    }
}

/// Where organizations are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum StoreUrl {
    /// A SQLite file; a relative name is in the data folder.
    Sqlite(PathBuf),
    /// A database that speaks the PostgreSQL wire.
    Postgres(String),
}

impl StoreUrl {
    /// The same without the password.
    pub fn masked(&self) -> String {
        let Self::Postgres(url) = self else {
            return self.to_string();
        };
        let (head, query) = match url.split_once('?') {
            Some((head, query)) => (head, Some(query)),
            None => (url.as_str(), None),
        };
        let head = match head.rsplit_once('@') {
            Some((credentials, host)) => {
                let scheme = credentials.find("://").map_or(0, |at| at + 3);
                match credentials[scheme..].split_once(':') {
                    Some((user, _)) => format!("{}{user}:***@{host}", &credentials[..scheme]),
                    None => head.to_owned(),
                }
            }
            None => head.to_owned(),
        };
        let query = query.map(|query| {
            query
                .split('&')
                .map(|pair| match pair.split_once('=') {
                    Some((name, _)) if name.contains("password") => format!("{name}=***"),
                    _ => pair.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("&")
        });
        query.map_or(head.clone(), |query| format!("{head}?{query}"))
    }
}

impl Default for StoreUrl {
    fn default() -> Self {
        Self::Sqlite(PathBuf::from("orgbook.db"))
    }
}

impl FromStr for StoreUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(file) = text.strip_prefix("sqlite:")
            && !file.is_empty()
        {
            return Ok(Self::Sqlite(PathBuf::from(file)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        // The text is left out: it may hold a password.
        Err("a store is sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE".to_owned())
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(formatter, "sqlite:{}", file.display()),
            Self::Postgres(url) => formatter.write_str(url),
        }
    }
}

/// A network in CIDR form; an address alone is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(pub IpNet);

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let one = text.parse::<IpAddr>().map(IpNet::from);
        one.or_else(|_| text.parse())
            .map(Self)
            .map_err(|_| format!("`{text}` is no network, for example 10.0.0.0/8 or 2001:db8::1"))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Which lines of the log are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LogLevel(String);

impl LogLevel {
    /// As the log takes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self("info".to_owned())
    }
}

impl FromStr for LogLevel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match tracing_subscriber::EnvFilter::try_new(text) {
            Ok(_) if is_level(text) => Ok(Self(text.to_owned())),
            _ => Err(format!(
                "`{text}` is not error, warn, info, debug, trace or a list such as info,store=debug"
            )),
        }
    }
}

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Whether each part of a filter ends in a level: a mistyped level would be read as the name of a part of the program.
fn is_level(text: &str) -> bool {
    text.split(',').all(|part| {
        let level = part.rsplit_once('=').map_or(part, |(_, level)| level);
        LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known))
    })
}

/// The serde side of values that are written as text.
macro_rules! as_text {
    ($($value:ty),*) => {$(
        impl TryFrom<String> for $value {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$value> for String {
            fn from(value: $value) -> Self {
                value.to_string()
            }
        }
    )*};
}

as_text!(ListenAddress, StoreUrl, Network, LogLevel);

impl fmt::Display for ListenAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads<T: FromStr<Err = String> + fmt::Display>(text: &str) -> Option<String> {
        text.parse::<T>().ok().map(|value| value.to_string())
    }

    #[test]
    fn what_is_well_formed_is_read() {
        assert_eq!(
            reads::<ListenAddress>("[::1]:80").as_deref(),
            Some("[::1]:80")
        );
        assert_eq!(
            reads::<Network>("10.0.0.0/8").as_deref(),
            Some("10.0.0.0/8")
        );
        assert_eq!(reads::<Network>("::1").as_deref(), Some("::1/128"));
        assert_eq!(
            reads::<LogLevel>("info,store=debug").as_deref(),
            Some("info,store=debug")
        );
        assert_eq!(
            reads::<StoreUrl>("sqlite:a.db").as_deref(),
            Some("sqlite:a.db")
        );
    }

    #[test]
    fn what_is_malformed_is_refused() {
        for text in ["", "nowhere", ":80", "host:", "host:65536", "host:http"] {
            assert_eq!(reads::<ListenAddress>(text), None, "{text}");
        }
        for text in [
            "",
            "anywhere",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/-1",
            "10.0.0/8",
        ] {
            assert_eq!(reads::<Network>(text), None, "{text}");
        }
        for text in ["", "loud", "store=loud", "info,loud"] {
            assert_eq!(reads::<LogLevel>(text), None, "{text}");
        }
        for text in ["", "sqlite:", "mysql://localhost/x", "/var/lib/orgbook.db"] {
            assert_eq!(reads::<StoreUrl>(text), None, "{text}");
        }
    }

    #[test]
    fn a_password_is_masked_wherever_it_stands() {
        for (url, shown) in [
            (
                "postgres://ann:secret@db:5432/x",
                "postgres://ann:***@db:5432/x",
            ),
            ("postgres://ann:a@b@db/x", "postgres://ann:***@db/x"),
            ("postgres://ann@db/x", "postgres://ann@db/x"),
            (
                "postgresql:///x?host=/run&user=a&password=s",
                "postgresql:///x?host=/run&user=a&password=***",
            ),
        ] {
            let url: StoreUrl = url.parse().expect("a URL");
            assert_eq!(url.masked(), shown);
        }
    }
}
