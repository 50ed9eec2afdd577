//! Where the database is, and how the way to it is protected.
//!
//! An address speaks of encryption in the words of PostgreSQL's own programs (`sslmode`, `sslrootcert`, and the
//! variables `PGSSLMODE` and `PGSSLROOTCERT` where it does not). What it demands is never less than what is done:
//! a program without the feature `tls` refuses an address that wants encryption.

#[cfg(not(feature = "tls"))]
mod clear;
#[cfg(feature = "tls")]
mod tls;

use std::borrow::Cow;
use std::ffi::OsString;

use percent_encoding::percent_decode_str;
use tokio_postgres::Config;
use tokio_postgres::config::{ChannelBinding, Host, SslMode, SslNegotiation};

#[cfg(not(feature = "tls"))]
use clear as tls;

use super::failure::unavailable;
use crate::context::StoreError;

/// How to connect.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) tls: tls::Connector,
}

/// What an address asks for.
struct Asked {
    config: Config,
    /// The file of those whose certificates are believed.
    authorities: Option<OsString>,
}

impl Address {
    /// Reads an address, which is never repeated: it may hold a password.
    pub(super) fn parse(url: &str) -> Result<Address, StoreError> {
        let asked = Asked::parse(url, |name| std::env::var_os(name))?;
        let tls = tls::connector(&asked)?;
        Ok(Address { config: asked.config, tls })
    }
}

impl Asked {
    /// Reads an address, and what it does not say from the environment.
    fn parse(url: &str, variable: impl Fn(&str) -> Option<OsString>) -> Result<Asked, StoreError> {
        let is_url = ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if !is_url {
            return Err(unavailable("the address is no URL (postgres://…)"));
        }
        let (place, query) = parameters(url);
        let (mut named, mut authorities) = (None, None);
        let mut others = Vec::new();
        // What the client does not know, or knows fewer words for, is read here.
        for parameter in query.split('&') {
            let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match decoded(key).as_ref() {
                "sslmode" => named = Some(mode(&decoded(value))?),
                "sslrootcert" => authorities = Some(OsString::from(decoded(value).into_owned())),
                _ => others.push(parameter),
            }
        }
        let rest = format!("{place}?{}", others.join("&"));
        let rest = if others.iter().all(|other| other.is_empty()) { place } else { rest.as_str() };
        let mut config: Config =
            rest.parse().map_err(|_| unavailable("the address is no URL of a database"))?;
        let from_outside = variable("PGSSLMODE").filter(|word| !word.is_empty());
        let mode = match (named, &authorities, from_outside) {
            (Some(mode), _, _) => mode,
            (None, _, Some(word)) => mode(&word.to_string_lossy())?,
            // Who says whom to believe wants to be sure.
            (None, Some(_), None) => SslMode::Require,
            (None, None, None) => SslMode::Prefer,
        };
        // Nobody stands on the way through a socket of this machine.
        let spared = mode == SslMode::Prefer && is_near(&config);
        config.ssl_mode(if spared { SslMode::Disable } else { mode });
        let authorities = authorities.or_else(|| variable("PGSSLROOTCERT"));
        let authorities = authorities.filter(|file| !file.is_empty());
        Ok(Asked { config, authorities })
    }

    /// Whether nothing less than an encrypted connection will do.
    fn wants_encryption(&self) -> bool {
        self.config.get_ssl_mode() == SslMode::Require
            || self.config.get_ssl_negotiation() == SslNegotiation::Direct
            || self.config.get_channel_binding() == ChannelBinding::Require
    }
}

/// Whether all that is tried are sockets of this machine.
fn is_near(config: &Config) -> bool {
    let hosts = config.get_hosts();
    let all = !hosts.iter().any(|host| matches!(host, Host::Tcp(_)));
    all && !hosts.is_empty() && config.get_hostaddrs().is_empty()
}

/// The place that an address names, and its parameters. A password may hold a `?`, but no `@`.
fn parameters(url: &str) -> (&str, &str) {
    let place = url.find('@').unwrap_or(0);
    match url[place..].find('?') {
        Some(mark) => (&url[..place + mark], &url[place + mark + 1..]),
        None => (url, ""),
    }
}

fn decoded(word: &str) -> Cow<'_, str> {
    percent_decode_str(word).decode_utf8_lossy()
}

/// What a word of PostgreSQL's programs means here, where who encrypts always asks the server to prove who it
/// is: never less than there.
fn mode(word: &str) -> Result<SslMode, StoreError> {
    match word {
        "disable" => Ok(SslMode::Disable),
        "prefer" => Ok(SslMode::Prefer),
        "require" | "verify-ca" | "verify-full" => Ok(SslMode::Require),
        _ => Err(unfit("sslmode is one of disable, prefer, require, verify-ca and verify-full")),
    }
}

fn unfit(what: impl Into<String>) -> StoreError {
    StoreError::Unfit { what: what.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(url: &str, environment: &[(&str, &str)]) -> Result<Asked, String> {
        let variable = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        };
        Asked::parse(url, variable).map_err(|error| error.to_string())
    }

    /// What is done about a connection of this address.
    fn mode_of(url: &str, environment: &[(&str, &str)]) -> SslMode {
        asked(url, environment).unwrap().config.get_ssl_mode()
    }

    #[test]
    fn an_address_says_what_protects_it() {
        assert_eq!(mode_of("postgres://h/d", &[]), SslMode::Prefer);
        assert_eq!(mode_of("postgres://h/d?sslmode=disable", &[]), SslMode::Disable);
        for word in ["require", "verify-ca", "verify-full", "verify%2Dfull"] {
            let url = format!("postgresql://u:p%40?w@h:5433/d?application_name=a&sslmode={word}");
            assert_eq!(mode_of(&url, &[]), SslMode::Require, "{word}");
        }
        assert_eq!(mode_of("postgres://h/d?ssl%6Dode=verify-full", &[]), SslMode::Require);
        assert_eq!(mode_of("postgres://h/d?sslrootcert=%2Fca.crt", &[]), SslMode::Require);
        assert_eq!(mode_of("postgres://%2Ftmp/d", &[]), SslMode::Disable);
        for elsewhere in ["%2Ftmp,h/d", "%2Ftmp/d?hostaddr=10.0.0.1", "/d?hostaddr=10.0.0.1"] {
            let url = format!("postgres://{elsewhere}");
            assert_eq!(mode_of(&url, &[]), SslMode::Prefer, "{url}");
        }
        assert_eq!(mode_of("postgres://%2Ftmp/d?sslmode=require", &[]), SslMode::Require);
        let both = asked("postgres://h/d?sslrootcert=%2Fca.crt&sslmode=prefer", &[]).unwrap();
        assert_eq!(both.config.get_ssl_mode(), SslMode::Prefer);
        assert_eq!(both.authorities, Some(OsString::from("/ca.crt")));
    }

    #[test]
    fn the_environment_says_what_the_address_does_not() {
        let outside = [("PGSSLMODE", "verify-full"), ("PGSSLROOTCERT", "there.crt")];
        assert_eq!(mode_of("postgres://h/d", &outside), SslMode::Require);
        assert_eq!(mode_of("postgres://h/d?sslmode=disable", &outside), SslMode::Disable);
        let here = asked("postgres://h/d?sslrootcert=here.crt", &outside).unwrap();
        assert_eq!(here.authorities, Some(OsString::from("here.crt")));
        let there = asked("postgres://h/d", &outside).unwrap();
        assert_eq!(there.authorities, Some(OsString::from("there.crt")));
    }

    #[test]
    fn what_cannot_be_kept_is_refused_and_never_repeated() {
        for url in [
            "postgres://u:secret@h/d?sslmode=allow",
            "postgres://u:secret@h/d?sslmode=",
            "postgres://u:secret@h/d?sslmode=Require",
            "postgres://u:secret@h:port/d",
            "postgres://u:secret@h/d?sslcert=me.crt",
            "host=h user=u password=secret sslmode=require",
        ] {
            let said = asked(url, &[]).err().unwrap();
            assert!(!said.contains("secret"), "{said}");
        }
        assert!(asked("postgres://h/d", &[("PGSSLMODE", "allow")]).is_err());
    }

    #[test]
    fn who_wants_encryption_is_told_apart() {
        let wants = |url: &str| asked(url, &[]).unwrap().wants_encryption();
        assert!(wants("postgres://h/d?sslmode=verify-full"));
        assert!(wants("postgres://h/d?sslrootcert=ca.crt"));
        assert!(wants("postgres://h/d?channel_binding=require"));
        assert!(wants("postgres://h/d?sslnegotiation=direct"));
        assert!(!wants("postgres://h/d"));
        assert!(!wants("postgres://h/d?sslmode=disable"));
    }
}
