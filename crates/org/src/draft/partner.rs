//! How organizations come to take part in others, and how that ends.

mod data;
mod levels;
mod owned;

pub use owned::NewOwnedOrganization;

use super::{Claim, Draft, Touched, letters};
use crate::change::Change;
use crate::department::checked_name;
use crate::org::Org;
use crate::partner::{Guest, Host, LinkRule, LinkState, MirroredDepartment, Share};
use crate::sentence;
use crate::{AuthenticationLevel, Department, DepartmentId, OrgId, Refusal, limits};
use std::collections::BTreeSet;

/// The name space of links that are agreed on: `HOST/GUEST`, held by the host for the guest.
pub const LINK_CLAIMS: &str = "link";
/// Letters of an application's id.
const APPLICATION_LETTERS: usize = 16;

/// Where and under which name a guest is to hang.
#[derive(Clone, Debug)]
pub struct GuestPlace {
    /// Which guest.
    pub org: OrgId,
    /// The name; the guest's own for `None`.
    pub alias: Option<String>,
    /// The department below which it hangs.
    pub parent: DepartmentId,
}

/// Which rule about a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRuleKind {
    /// Its people are hidden from everybody else.
    Hidden,
    /// Its people see nobody else.
    Restricted,
}

/// A rule about a guest to set, or to end with `None`.
#[derive(Clone, Debug)]
pub struct GuestRule {
    /// Which guest.
    pub org: OrgId,
    /// Which rule.
    pub kind: LinkRuleKind,
    /// The exceptions from it.
    pub rule: Option<LinkRule>,
}

impl Draft {
    /// Asks to take part in another organization, or chooses anew who takes part. Gives the application's id.
    ///
    /// # Errors
    /// [`Refusal::OrganizationNotFound`], [`Refusal::DepartmentNotFound`], [`Refusal::UserNotFound`], [`Refusal::Invalid`] for too
    /// many and for circles, [`Refusal::OrganizationNeeded`].
    pub fn apply_to_host(
        &mut self,
        host: &OrgId,
        share: Share,
        data: BTreeSet<String>,
    ) -> Result<String, Refusal> {
        self.check_share(&share, &data)?;
        let guest = self.org.clone();
        let here = guest.info.id.clone();
        let revision = self.draw_number() >> 12;
        let application = letters(&self.draw(), APPLICATION_LETTERS);
        let now = self.now();
        if self.hosts_above(host)?.contains(&here) {
            return Err(circle(&here, host));
        }
        let Some(draft) = self.other(host)? else {
            return Err(Refusal::OrganizationNotFound(host.clone()));
        };
        let info = draft.org.info.clone();
        let known = draft.org.partners.guests.get(&here).cloned();
        if known.is_none() {
            let owner = info.linking.owner.as_ref();
            check_free_place(&guest, &draft.org, owner.is_some())?;
        }
        let link = match known {
            Some(known) => Guest {
                share,
                data,
                revision,
                ..(*known).clone()
            },
            None => Guest {
                org: here.clone(),
                name: guest.info.name.clone(),
                authentication: level_of(&guest),
                state: LinkState::Applying,
                share,
                data,
                alias: None,
                mount: None,
                hidden: None,
                restricted: None,
                levels: 0,
                retold: 0,
                revision,
                followed: 0,
                application,
                applied_at: now,
                joined_at: None,
            },
        };
        let (application, state) = (link.application.clone(), link.state);
        draft.check_people(&guest, &link)?;
        draft.change(Change::GuestSet(Box::new(link)));
        if state == LinkState::Joined {
            draft.mirror(&guest, &Touched::everything());
        }
        self.change(Change::HostSet(Box::new(Host {
            org: host.clone(),
            name: info.name.clone(),
            owner: info.linking.owner.clone(),
            state,
            revision,
        })));
        Ok(application)
    }

    fn check_share(&self, share: &Share, data: &BTreeSet<String>) -> Result<(), Refusal> {
        if let Share::Part { departments, users } = share {
            for id in departments {
                self.view().department(*id)?;
            }
            for id in users {
                self.view().user(id.as_str())?;
            }
        }
        let is_odd = |code: &String| {
            let length = code.chars().count();
            length == 0
                || length > limits::DATA_CODE_CHARS_MAX
                || code.chars().any(char::is_control)
        };
        if data.len() > limits::SHARED_DATA_MAX || data.iter().any(is_odd) {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} codes of data, each of 1 to {chars_max} characters",
                "最多 {max} 个数据编码，每个 1 到 {chars_max} 个字符",
                max = limits::SHARED_DATA_MAX,
                chars_max = limits::DATA_CODE_CHARS_MAX
            )));
        }
        Ok(())
    }

    /// Whether an upstream-downstream organization may take in so many people.
    fn check_people(&self, guest: &Org, link: &Guest) -> Result<(), Refusal> {
        let linking = &self.org.info.linking;
        if linking.owner.is_none() {
            return Ok(());
        }
        let people_max = linking.people_max.unwrap_or(limits::PARTNER_PEOPLE_MAX);
        let others = self.org.partners.mirrored_only().len();
        let own = self.org.partners.users_of(&link.org).count() as u64;
        let people = others.saturating_sub(own) + guest.people_in(&link.share);
        if people > people_max {
            return Err(Refusal::Invalid(sentence!(
                "at most {people_max} people of partners, these would be {people}",
                "伙伴组织的人最多 {people_max} 位，这样会有 {people} 位"
            )));
        }
        Ok(())
    }

    /// Lets organizations take part that have asked to. All of them or none.
    ///
    /// # Errors
    /// [`Refusal::NotLinked`] for one that has not asked, whatever is wrong with a place, [`Refusal::Invalid`] for too many people
    /// or levels and for circles, [`Refusal::OrganizationNeeded`].
    pub fn approve_guests(&mut self, places: Vec<GuestPlace>) -> Result<(), Refusal> {
        self.ask_for(places.iter().map(|place| &place.org))?;
        for place in places {
            self.approve_guest(place)?;
        }
        self.settle_levels()
    }

    fn approve_guest(&mut self, place: GuestPlace) -> Result<(), Refusal> {
        let here = self.org.info.id.clone();
        let link = self.org.partners.guests.get(&place.org).cloned();
        let link = link.filter(|link| link.state == LinkState::Applying);
        let link = link.ok_or_else(|| Refusal::NotLinked(place.org.clone()))?;
        if self.hosts_above(&here)?.contains(&place.org) {
            return Err(circle(&place.org, &here));
        }
        let (now, revision) = (self.now(), self.draw_number() >> 12);
        let Some(draft) = self.other(&place.org)? else {
            return Err(Refusal::NotLinked(place.org));
        };
        let host = draft.org.partners.hosts.get(&here).cloned();
        let host = host.ok_or_else(|| Refusal::NotLinked(place.org.clone()))?;
        draft.change(Change::HostSet(Box::new(Host {
            state: LinkState::Joined,
            revision,
            ..(*host).clone()
        })));
        let guest = draft.org.clone();
        self.check_people(&guest, &link)?;
        let name = mount_name(place.alias.as_deref(), &link.name)?;
        self.check_place(None, place.parent, &name)?;
        let mount = self.new_department_id();
        let mut department = Department::named(mount, &name, Some(place.parent), now);
        department.mirrors = Some(Box::new(MirroredDepartment {
            org: place.org.clone(),
            department: DepartmentId::ROOT,
        }));
        self.change(Change::DepartmentAdded(Box::new(department)));
        self.change(Change::GuestSet(Box::new(Guest {
            state: LinkState::Joined,
            alias: place.alias.map(|_| name),
            mount: Some(mount),
            levels: guest.levels_below(),
            revision,
            joined_at: Some(now),
            ..(*link).clone()
        })));
        self.mirror(&guest, &Touched::everything());
        self.claim_link(&place.org, true);
        Ok(())
    }

    fn claim_link(&mut self, guest: &OrgId, is_held: bool) {
        self.claims.push(Claim {
            space: LINK_CLAIMS,
            value: format!("{}/{guest}", self.org.info.id),
            holder: is_held.then(|| guest.to_string()),
        });
    }

    /// Whether a guest may hang below a department under a name; `mount` is where it hangs now.
    fn check_place(
        &self,
        mount: Option<DepartmentId>,
        parent: DepartmentId,
        name: &str,
    ) -> Result<(), Refusal> {
        self.check_parent(parent)?;
        match mount {
            Some(mount) => self.check_move(mount, parent)?,
            None if self.org.lineage(parent).len() > limits::DEPARTMENT_DEPTH_MAX => {
                return Err(Refusal::DepartmentTooDeep);
            }
            None => {}
        }
        self.check_sibling(parent, mount.unwrap_or_default(), name)
    }

    /// Gives guests other names and places. All of them or none.
    ///
    /// # Errors
    /// [`Refusal::NotLinked`] for one that does not take part, and whatever is wrong with a place.
    pub fn move_guests(&mut self, places: Vec<GuestPlace>) -> Result<(), Refusal> {
        for place in places {
            let link = self.joined_guest(&place.org)?;
            let Some(mount) = link.mount else { continue };
            let name = mount_name(place.alias.as_deref(), &link.name)?;
            self.check_place(Some(mount), place.parent, &name)?;
            self.rename_mount(mount, |department| {
                department.name.clone_from(&name);
                department.parent = Some(place.parent);
            });
            let changed = Guest {
                alias: place.alias.map(|_| name),
                ..link.clone()
            };
            if changed != link {
                self.change(Change::GuestSet(Box::new(changed)));
            }
        }
        Ok(())
    }

    fn rename_mount(&mut self, mount: DepartmentId, change: impl FnOnce(&mut Department)) {
        let Some(node) = self.org.departments.get(&mount) else {
            return;
        };
        let mut department = (*node.department).clone();
        change(&mut department);
        if department != *node.department {
            self.change(Change::DepartmentUpdated(Box::new(department)));
        }
    }

    fn joined_guest(&self, org: &OrgId) -> Result<Guest, Refusal> {
        let link = self.org.partners.guests.get(org);
        // One that hangs where the caller sees nothing is none to him.
        let is_seen = |mount| self.view().department(mount).is_ok();
        let link = link.filter(|link| link.is_joined() && link.mount.is_some_and(is_seen));
        let link = link.ok_or_else(|| Refusal::NotLinked(org.clone()))?;
        Ok((**link).clone())
    }

    /// Sets rules about who sees people of guests, and whom they see. All of them or none.
    ///
    /// # Errors
    /// [`Refusal::NotLinked`] for one that does not take part, also among the exceptions, [`Refusal::DepartmentNotFound`],
    /// [`Refusal::Invalid`] for too many exceptions.
    pub fn set_guest_rules(&mut self, rules: Vec<GuestRule>) -> Result<(), Refusal> {
        for GuestRule { org, kind, rule } in rules {
            let mut link = self.joined_guest(&org)?;
            let rule = rule.map(|rule| self.checked_rule(rule)).transpose()?;
            match kind {
                LinkRuleKind::Hidden => link.hidden = rule,
                LinkRuleKind::Restricted => link.restricted = rule,
            }
            if self.joined_guest(&org)? != link {
                self.change(Change::GuestSet(Box::new(link)));
            }
        }
        Ok(())
    }

    fn checked_rule(&self, mut rule: LinkRule) -> Result<LinkRule, Refusal> {
        let longest = rule.guests.len().max(rule.departments.len());
        if longest > limits::LINK_RULE_EXCEPTIONS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} exceptions of a kind, got {longest}",
                "每种例外最多 {max} 个，现有 {longest} 个",
                max = limits::LINK_RULE_EXCEPTIONS_MAX
            )));
        }
        rule.guests.sort();
        rule.guests.dedup();
        rule.departments.sort();
        rule.departments.dedup();
        for guest in &rule.guests {
            self.joined_guest(guest)?;
        }
        for id in &rule.departments {
            self.view().department(*id)?;
        }
        Ok(rule)
    }

    /// Ends that an organization takes part: whatever appears of it goes.
    ///
    /// # Errors
    /// [`Refusal::NotMount`] when no organization hangs at the department, [`Refusal::OrganizationNeeded`].
    pub fn separate_guest(&mut self, mount: DepartmentId) -> Result<(), Refusal> {
        let department = self.view().department(mount).ok();
        let of = department.and_then(|department| department.mirrors.as_deref());
        let of = of.filter(|of| of.department == DepartmentId::ROOT);
        let guest = of.ok_or(Refusal::NotMount(mount))?.org.clone();
        let here = self.org.info.id.clone();
        if let Some(other) = self.other(&guest)? {
            other.change(Change::HostRemoved(here));
        }
        self.drop_guest(&guest);
        self.settle_levels()
    }

    /// Takes everything of a guest that takes part away.
    fn drop_guest(&mut self, guest: &OrgId) {
        self.unmirror(guest);
        self.claim_link(guest, false);
        self.forget_data(guest, |_| true);
        self.change(Change::GuestRemoved(guest.clone()));
        let links = self.org.partners.guests.values();
        let links: Vec<Guest> = links.map(|link| (**link).clone()).collect();
        for link in links {
            let mut changed = link.clone();
            let rules = [&mut changed.hidden, &mut changed.restricted];
            for rule in rules.into_iter().flatten() {
                rule.guests.retain(|org| org != guest);
            }
            if changed != link {
                self.change(Change::GuestSet(Box::new(changed)));
            }
        }
    }

    /// Does not let an organization take part that has asked to.
    ///
    /// # Errors
    /// [`Refusal::NotLinked`] for one that has not asked, [`Refusal::OrganizationNeeded`].
    pub fn reject_guest(&mut self, guest: &OrgId) -> Result<(), Refusal> {
        let link = self.org.partners.guests.get(guest);
        if link.is_none_or(|link| link.state != LinkState::Applying) {
            return Err(Refusal::NotLinked(guest.clone()));
        }
        let here = self.org.info.id.clone();
        if let Some(other) = self.other(guest)? {
            other.change(Change::HostRemoved(here));
        }
        self.change(Change::GuestRemoved(guest.clone()));
        Ok(())
    }

    /// No longer takes part in a host, or no longer asks to. Whatever appears there goes.
    ///
    /// # Errors
    /// [`Refusal::NotLinked`] for one in which this organization neither takes part nor has asked to, [`Refusal::OrganizationNeeded`].
    pub fn leave_host(&mut self, host: &OrgId) -> Result<(), Refusal> {
        if !self.org.partners.hosts.contains_key(host) {
            return Err(Refusal::NotLinked(host.clone()));
        }
        let here = self.org.info.id.clone();
        if let Some(other) = self.other(host)? {
            match other.org.partners.guests.get(&here).map(|link| link.state) {
                Some(LinkState::Joined) => other.drop_guest(&here),
                Some(LinkState::Applying) => other.change(Change::GuestRemoved(here)),
                None => {}
            }
        }
        self.change(Change::HostRemoved(host.clone()));
        self.settle_levels_from(host.clone())
    }
}

impl Org {
    /// How many people a choice names.
    fn people_in(&self, share: &Share) -> u64 {
        let (departments, users) = match share {
            Share::Everybody => return self.people.len(),
            Share::Part { departments, users } => (departments, users),
        };
        let mut rows = crate::index::row_set::RowSet::default();
        for id in departments {
            if let Some(node) = self.departments.get(id) {
                rows.union_with(&node.subtree);
            }
        }
        for row in users.iter().filter_map(|id| self.people.row(id.as_str())) {
            rows.insert(row);
        }
        rows.len()
    }
}

pub(crate) fn level_of(org: &Org) -> Option<AuthenticationLevel> {
    let authentication = org.info.authentication.as_deref();
    authentication.map(|authentication| authentication.level)
}

fn circle(guest: &OrgId, host: &OrgId) -> Refusal {
    Refusal::Invalid(sentence!(
        "organization {host} takes part in {guest} itself, directly or through others",
        "组织 {host} 自己就直接或间接参与了 {guest}"
    ))
}

/// Whether a guest has a place left among its hosts, and the host among its guests.
fn check_free_place(guest: &Org, host: &Org, is_owned: bool) -> Result<(), Refusal> {
    let hosts = guest.partners.hosts.values();
    let alike = hosts.filter(|host| host.owner.is_some() == is_owned);
    if alike.count() >= limits::HOSTS_MAX {
        let [english, chinese] = if is_owned {
            ["upstream-downstream organizations", "上下游组织"]
        } else {
            ["trunks", "主干组织"]
        };
        return Err(Refusal::Invalid(sentence!(
            "an organization takes part in at most {max} {english}, applications included",
            "一个组织最多参与 {max} 个{chinese}，待处理的申请也计算在内",
            max = limits::HOSTS_MAX
        )));
    }
    if host.partners.guests.len() >= limits::GUESTS_MAX {
        return Err(Refusal::Invalid(sentence!(
            "at most {max} organizations take part in one, applications included",
            "一个组织最多有 {max} 个组织参与，待处理的申请也计算在内",
            max = limits::GUESTS_MAX
        )));
    }
    Ok(())
}

/// The name of the department at which a guest hangs. The guest's own name is made to fit.
pub(crate) fn mount_name(alias: Option<&str>, name: &str) -> Result<String, Refusal> {
    if let Some(alias) = alias {
        return Ok(checked_name(alias)?.to_owned());
    }
    let fitting = name.chars().map(|character| match character {
        '-' | ',' | '，' => ' ',
        other => other,
    });
    let fitting: String = fitting.take(limits::DEPARTMENT_NAME_CHARS_MAX).collect();
    Ok(checked_name(&fitting)?.to_owned())
}
