//! Under which names the preview answers. A page of another site can make a browser ask this machine under a name of
//! that site (DNS rebinding); such a request names a host that is not ours.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The hosts that may be asked for.
#[derive(Debug, Clone)]
pub struct Hosts {
    bound: IpAddr,
    named: Option<String>,
}

impl Hosts {
    /// Those of a server bound to `bound`; `named` is what `--host` said, where that is a name.
    pub fn new(bound: IpAddr, named: &str) -> Self {
        let named = named.parse::<IpAddr>().is_err().then(|| named.to_ascii_lowercase());
        Self { bound, named }
    }

    /// True where others than this machine can reach the server.
    pub fn is_open(&self) -> bool {
        !self.bound.is_loopback()
    }

    /// True for a Host header that names this server.
    pub fn allows(&self, header: &str) -> bool {
        let host = host_of(header).to_ascii_lowercase();
        let name = host.trim_end_matches('.');
        if name == "localhost" || self.named.as_deref() == Some(name) {
            return true;
        }
        let Some(address) = address(name) else { return false };
        address.is_loopback()
            || address == self.bound
            // Bound to every address of the machine: numbers cannot be pointed elsewhere, names can.
            || self.bound.is_unspecified()
    }
}

fn address(name: &str) -> Option<IpAddr> {
    let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    match bare {
        Some(six) => six.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
        None => name.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
    }
}

/// The host without the port.
fn host_of(header: &str) -> &str {
    let end = header.rfind(']').map_or(0, |at| at + 1);
    header[end..].find(':').map_or(header, |at| &header[..end + at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_named_by_default() {
        let hosts = Hosts::new(Ipv4Addr::LOCALHOST.into(), "127.0.0.1");
        for own in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"] {
            assert!(hosts.allows(own), "{own}");
        }
        for other in ["evil.example:8080", "127.0.0.1.evil.example", "10.0.0.5:8080", "", "[::2]"] {
            assert!(!hosts.allows(other), "{other}");
        }
    }

    #[test]
    fn a_server_for_the_office_answers_to_numbers_and_to_its_name() {
        let hosts = Hosts::new(Ipv4Addr::UNSPECIFIED.into(), "0.0.0.0");
        assert!(hosts.is_open() && hosts.allows("192.168.1.20:8080") && !hosts.allows("evil.example"));
        let hosts = Hosts::new("192.168.1.20".parse().expect("an address"), "desk.local");
        assert!(hosts.allows("desk.local:8080") && !hosts.allows("192.168.1.21"));
    }
}
