//! How visitors reach organizations that they are not of, and how often.

use super::{Outside, busy, unwritten};
use crate::limits;
use endpoint::{Answer, Visit, Visiting, WriteCall};
use engine::{Origin, WriteError};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use org::{Eye, ORGANIZATION_CODE, OrgId, View};
use std::net::{IpAddr, Ipv6Addr};

/// Visits from one address, counted.
pub(crate) struct Visits {
    looks: DefaultKeyedRateLimiter<IpAddr>,
    applications: DefaultKeyedRateLimiter<IpAddr>,
    pictures: DefaultKeyedRateLimiter<IpAddr>,
}

impl Visits {
    pub(crate) fn new() -> Self {
        Self {
            looks: RateLimiter::keyed(quota(limits::LOOK_PERIOD, limits::LOOKS_AT_ONCE)),
            applications: RateLimiter::keyed(quota(
                limits::APPLICATION_PERIOD,
                limits::APPLICATIONS_AT_ONCE,
            )),
            pictures: RateLimiter::keyed(quota(limits::PICTURE_PERIOD, limits::PICTURES_AT_ONCE)),
        }
    }

    fn allows(&self, visit: Visit, address: IpAddr) -> bool {
        let limiter = match visit {
            Visit::Look => &self.looks,
            Visit::Apply => &self.applications,
            Visit::Picture => &self.pictures,
        };
        if limiter.len() > limits::VISITORS_COUNTED_MAX {
            limiter.retain_recent();
        }
        limiter.check_key(&network(address)).is_ok()
    }
}

fn quota(period: std::time::Duration, at_once: std::num::NonZeroU32) -> Quota {
    let quota = Quota::with_period(period).expect("a period is not zero");
    quota.allow_burst(at_once)
}

/// One household has as many addresses of the newer kind as it likes, in one network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

impl Visiting for Outside<'_> {
    fn organization_by_code<'a>(&'a self, code: &'a str) -> Answer<'a, Option<OrgId>> {
        Box::pin(async move {
            let held = self.engine.store().claim(ORGANIZATION_CODE, code).await;
            Ok(held.map_err(busy)?.map(|(org, _)| org))
        })
    }

    fn visit<'a>(
        &'a self,
        org: &'a OrgId,
        look: &'a mut (dyn FnMut(&View<'_>) + Send),
    ) -> Answer<'a, bool> {
        Box::pin(async move {
            match self.engine.org(org).await {
                Ok(org) => {
                    look(&View::new(&org, &Eye::Operator));
                    Ok(true)
                }
                Err(WriteError::NoSuchOrganization(_)) => Ok(false),
                Err(error) => Err(busy(error)),
            }
        })
    }

    fn write_in<'a>(&'a self, org: &'a OrgId, call: Box<dyn WriteCall>) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let visitor = self.caller.as_ref().map(|caller| {
                let (home, actor) = (&caller.org.info().id, caller.actor());
                format!("visitor:{home}/{actor}")
            });
            let origin = Origin {
                actor: visitor.unwrap_or_else(|| "visitor".to_owned()),
                route: self.route.to_owned(),
                from: self.from.to_string(),
            };
            let written = self.engine.write(org, origin, Eye::Operator, call).await;
            written.map_err(unwritten)
        })
    }

    fn may_visit(&self, visit: Visit) -> bool {
        self.visits.allows(visit, self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(visits: &Visits, visit: Visit, address: &str) -> bool {
        visits.allows(visit, address.parse().expect("an address"))
    }

    #[test]
    fn an_address_applies_so_often_and_no_more() {
        let visits = Visits::new();
        let at_once = limits::APPLICATIONS_AT_ONCE.get();
        for _ in 0..at_once {
            assert!(from(&visits, Visit::Apply, "192.0.2.1"));
        }
        assert!(!from(&visits, Visit::Apply, "192.0.2.1"));
        assert!(from(&visits, Visit::Apply, "192.0.2.2"));
        assert!(from(&visits, Visit::Look, "192.0.2.1"));
    }

    #[test]
    fn the_addresses_of_one_network_count_together() {
        let visits = Visits::new();
        for last in 0..limits::APPLICATIONS_AT_ONCE.get() {
            assert!(from(&visits, Visit::Apply, &format!("2001:db8::{last:x}")));
        }
        assert!(!from(&visits, Visit::Apply, "2001:db8::ffff:1"));
        assert!(from(&visits, Visit::Apply, "2001:db8:0:1::1"));
    }
}
