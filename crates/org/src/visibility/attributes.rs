//! What of somebody a viewer may know, and how he may reach somebody in Executive mode.

use super::member::Member;
use super::reason::{Reason, Trace};
use super::viewer::Viewer;
use super::{Scene, Surface};
use crate::field::{Audience, Field};
use crate::user::UserRef;
use crate::{UserId, limits};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Attributes of somebody that are withheld from a viewer, each with the rules that say so, and those that pages show nobody.
#[derive(Clone, Debug)]
pub struct Withheld<'a> {
    denied: BTreeMap<&'a str, Trace<'a>>,
    unshown: &'a BTreeSet<String>,
}

impl<'a> Withheld<'a> {
    fn nothing(unshown: &'a BTreeSet<String>) -> Self {
        Self {
            denied: BTreeMap::new(),
            unshown,
        }
    }

    /// Whether an attribute is not to be shown, by its id.
    pub fn holds(&self, attribute: &str) -> bool {
        self.denies(attribute) || self.unshown.contains(attribute)
    }

    /// Whether a rule withholds an attribute from this viewer.
    pub fn denies(&self, attribute: &str) -> bool {
        self.denied.contains_key(attribute)
    }

    /// Whether a field is not to be shown.
    pub fn holds_field(&self, field: &Field) -> bool {
        self.denies(field.attribute()) || self.holds(&field.id)
    }

    /// The rules that withhold an attribute.
    pub fn reasons(&self, attribute: &str) -> &[Reason<'a>] {
        self.denied
            .get(attribute)
            .map_or(&[], |trace| &trace.refusing)
    }

    /// The attributes, by id, with the rules.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &[Reason<'a>])> {
        self.denied
            .iter()
            .map(|(attribute, trace)| (*attribute, trace.refusing.as_slice()))
    }

    fn add(&mut self, attribute: &'a str, reason: Reason<'a>) {
        self.denied.entry(attribute).or_default().refuse(reason);
    }
}

impl<'a> Viewer<'a> {
    /// Step 9 (a) to (c): what of somebody is withheld on a surface, whether or not the person is seen there.
    pub fn withheld(&self, user: &UserRef<'_>, surface: Surface) -> Withheld<'a> {
        match self.org.people.row(user.userid) {
            Some(row) if row != self.me.row => {
                self.withheld_of(&Member::of(self.org, row), surface)
            }
            _ => Withheld::nothing(self.org.fields.unshown()),
        }
    }

    pub(super) fn withheld_of(&self, target: &Member<'a>, surface: Surface) -> Withheld<'a> {
        let mut withheld = Withheld::nothing(self.org.fields.unshown());
        if target.row == self.me.row {
            return withheld;
        }
        let by_department = target
            .lineages()
            .iter()
            .flatten()
            .flat_map(|above| self.org.settings.of_department(above.id));
        for setting in target.named_by(self.org).chain(by_department) {
            let attributes = setting.attributes_hidden(surface);
            if attributes.is_empty() || self.me.matches(self.org, &setting.excluded) {
                continue;
            }
            for attribute in attributes {
                withheld.add(attribute, Reason::Setting(setting));
            }
        }
        if target.user.hide_mobile {
            withheld.add("mobile", Reason::MobileHidden);
        }
        if target.user.senior {
            withheld.add("mobile", Reason::Executive);
        }
        for field in self.org.fields.narrowed() {
            if !self.is_in_audience(&field.audience, target) {
                withheld.add(&field.id, Reason::Audience(field));
            }
        }
        withheld
    }

    /// Whether a field of somebody else is shown to the viewer.
    fn is_in_audience(&self, audience: &Audience, target: &Member<'_>) -> bool {
        match audience {
            Audience::Everybody => true,
            Audience::Managers => self.is_above(target),
            Audience::Chosen(selection) => self.me.matches(self.org, selection),
        }
    }

    /// Whether the viewer manages a department that somebody is in or below, or stands above somebody in line.
    fn is_above(&self, target: &Member<'_>) -> bool {
        let me = self.me.user.userid;
        let mut above = target.lineages().iter().flatten();
        if above.any(|department| department.managers.iter().any(|id| id.as_str() == me)) {
            return true;
        }
        let manager = |id: &&str| self.org.people.find(id)?.manager;
        let line = std::iter::successors(target.user.manager, manager);
        // Nobody keeps people from managing each other in a circle.
        let mut line = line.take(limits::REPORTING_LEVELS_MAX);
        line.any(|id| id == me)
    }

    /// Step 11: the ways in which somebody cannot be contacted.
    pub fn blocked_scenes(&self, user: &UserRef<'_>) -> Vec<Scene> {
        if !user.senior || user.userid == self.me.user.userid || self.me.user.senior {
            return Vec::new();
        }
        let Some(executive) = self.org.settings.executive(user.userid) else {
            return Scene::USUAL.to_vec();
        };
        if self.me.matches(self.org, &executive.permitted) {
            return Vec::new();
        }
        executive.scenes.clone()
    }

    /// The settings that hide an attribute from this viewer on a surface.
    pub(super) fn hiding_attribute(
        &self,
        attribute: &str,
        surface: Surface,
    ) -> impl Iterator<Item = &'a Arc<super::Setting>> {
        self.org.settings.all().filter(move |setting| {
            let attributes = setting.attributes_hidden(surface);
            attributes.iter().any(|id| id == attribute)
                && !self.me.matches(self.org, &setting.excluded)
        })
    }

    /// Step 9 (d): somebody's manager, if the viewer may see that person's page.
    pub fn manager_of(&self, user: &UserRef<'a>) -> Option<UserRef<'a>> {
        if self.withheld(user, Surface::Profile).holds("manager") {
            return None;
        }
        let row = self.org.people.row(user.manager?)?;
        self.sees_row(row, Surface::Profile)
            .then(|| self.org.people.get(row))
    }

    /// Those who report to somebody and whose pages the viewer may see, by userid, at most so many.
    pub fn reports_of(&self, user: &UserRef<'_>, count_max: usize) -> Vec<UserRef<'a>> {
        let Some(row) = self.org.people.row(user.userid) else {
            return Vec::new();
        };
        let rows = self.org.people.reports(row);
        let seen = rows
            .filter(|report| self.sees_row(*report, Surface::Profile))
            .map(|report| self.org.people.get(report))
            .filter(|report| !self.withheld(report, Surface::Profile).holds("manager"));
        let mut reports: Vec<UserRef<'a>> = seen.take(count_max).collect();
        reports.sort_by_key(|report| UserId::new(report.userid));
        reports
    }
}
