//! Rules about organizations that take part: steps 4 (d) and 6 (d).

use super::member::Member;
use super::reason::Reason;
use super::viewer::{ViewRule, Viewer};
use crate::org::Org;
use crate::partner::{Guest, LinkRule};
use crate::{Department, DepartmentId, OrgId};
use std::sync::OnceLock;

impl Org {
    /// The guest that hangs at a department.
    fn guest_at(&self, department: &Department) -> Option<&Guest> {
        let of = department.mirrors.as_deref()?;
        if of.department != DepartmentId::ROOT {
            return None;
        }
        self.partners.guests.get(&of.org).map(|guest| &**guest)
    }

    /// Whether a guest hangs at a department whose people are hidden.
    pub(super) fn hides_guest_at(&self, department: &Department) -> bool {
        let guest = self.guest_at(department);
        guest.is_some_and(|guest| guest.hidden.is_some())
    }

    /// Where guests hang whose people are hidden.
    pub(super) fn hiding_mounts(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        let guests = self.partners.guests.values();
        let hidden = guests.filter(|guest| guest.hidden.is_some());
        hidden.filter_map(|guest| guest.mount)
    }

    /// Departments that stand for the exceptions from a rule.
    fn excepted(&self, rule: &LinkRule) -> Vec<DepartmentId> {
        let guests = rule.guests.iter();
        let guests = guests.filter_map(|id| self.partners.guests.get(id)?.mount);
        guests.chain(rule.departments.iter().copied()).collect()
    }

    /// Departments at which guests hang that a rule is about, with the exceptions from it.
    pub(super) fn departments_of_link_rules(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        let guests = self.partners.guests.values();
        guests.flat_map(|guest| {
            let rules = [&guest.hidden, &guest.restricted].into_iter().flatten();
            let excepted: Vec<DepartmentId> = rules.flat_map(|rule| self.excepted(rule)).collect();
            let has_rule = guest.hidden.is_some() || guest.restricted.is_some();
            excepted.into_iter().chain(guest.mount.filter(|_| has_rule))
        })
    }
}

impl<'a> Viewer<'a> {
    /// Of a department at which a guest hangs whose people are hidden: the guest, and whether the viewer is let in.
    pub(super) fn hidden_guest(&self, department: &Department) -> Option<(&'a Guest, bool)> {
        let guest = self.org.guest_at(department)?;
        let rule = guest.hidden.as_ref()?;
        let is_let_in = self.me.is_in(&[department.id]) || self.me.is_in(&self.org.excepted(rule));
        Some((guest, is_let_in))
    }

    /// Departments at which guests hang whose people are hidden from the viewer.
    pub(super) fn hidden_mounts(&self) -> impl Iterator<Item = DepartmentId> + '_ {
        self.org.hiding_mounts().filter_map(|mount| {
            let node = self.org.departments.get(&mount)?;
            let (_, is_let_in) = self.hidden_guest(&node.department)?;
            (!is_let_in).then_some(node.department.id)
        })
    }
}

/// What restricts somebody who is here through guests alone, each of which shows its people nobody else.
pub(super) fn rule<'a>(org: &'a Org, me: &Member<'a>) -> Option<ViewRule<'a>> {
    if org.is_native(&me.user) {
        return None;
    }
    let mut departments = Vec::new();
    let mut first = None;
    for mirror in me.user.mirrors() {
        let guest = org.partners.guests.get(&OrgId::new(mirror.org))?;
        let rule = guest.restricted.as_ref()?;
        departments.extend(guest.mount);
        departments.extend(org.excepted(rule));
        first = first.or(Some(&**guest));
    }
    Some(ViewRule {
        reason: Reason::PartnerRestricts(first?),
        users: &[],
        departments,
        roles: &[],
        below: OnceLock::new(),
    })
}
