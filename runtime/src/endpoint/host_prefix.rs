//! The setting that switches the prefixes of hosts off, and the hosts that can't have one.

use std::net::IpAddr;

use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use super::EndpointUrl;

/// Whether requests go to the host of the endpoint, without the prefix of their operation (`smithy.api#endpoint`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct DisableHostPrefix(pub(crate) bool);

impl Storable for DisableHostPrefix {
    type Storer = StoreReplace<Self>;
}

/// Whether a call sends its request without the prefix of its operation: the setting says so, or the URL of the endpoint
/// has an IP address for a host. `loans.127.0.0.1` is the name of no host, so such a call could only fail. A service of
/// AWS has the prefix there, too, as with the official clients.
pub(crate) fn leaves_host_prefix(cfg: &ConfigBag, is_aws: bool) -> bool {
    match cfg.load::<DisableHostPrefix>() {
        Some(DisableHostPrefix(disabled)) => *disabled,
        None => {
            !is_aws
                && cfg
                    .load::<EndpointUrl>()
                    .is_some_and(|url| has_address(&url.0))
        }
    }
}

/// Whether the host of the URL is an IP address.
fn has_address(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, it)| it);
    match host.strip_prefix('[') {
        Some(address) => address.contains(']'),
        None => {
            let name = host.split_once(':').map_or(host, |(name, _)| name);
            name.parse::<IpAddr>().is_ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_a_name() {
        for url in [
            "http://127.0.0.1",
            "http://127.0.0.1:8080/base",
            "https://user@10.0.0.1/",
            "http://[::1]:8080",
            "http://192.168.0.1?a=b",
        ] {
            assert!(has_address(url), "{url}");
        }
        for url in [
            "http://localhost:8080",
            "https://example.com/127.0.0.1",
            "https://127.0.0.1.example.com",
            "https://1.2.3",
            "",
        ] {
            assert!(!has_address(url), "{url}");
        }
    }
}
