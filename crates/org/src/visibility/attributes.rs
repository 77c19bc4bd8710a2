//! What of somebody a viewer may know, and how he may reach somebody in Executive mode.

use super::member::Member;
use super::reason::{Reason, Trace};
use super::viewer::Viewer;
use super::{Scene, Surface};
use crate::UserId;
use crate::user::UserRef;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Attributes of somebody that are withheld from a viewer, each with the rules that say so.
#[derive(Clone, Debug, Default)]
pub struct Withheld<'a>(BTreeMap<&'a str, Trace<'a>>);

impl<'a> Withheld<'a> {
    /// Whether an attribute is withheld, by its id.
    pub fn holds(&self, attribute: &str) -> bool {
        self.0.contains_key(attribute)
    }

    /// The rules that withhold an attribute.
    pub fn reasons(&self, attribute: &str) -> &[Reason<'a>] {
        self.0.get(attribute).map_or(&[], |trace| &trace.refusing)
    }

    /// The attributes, by id, with the rules.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, &[Reason<'a>])> {
        self.0
            .iter()
            .map(|(attribute, trace)| (*attribute, trace.refusing.as_slice()))
    }

    fn add(&mut self, attribute: &'a str, reason: Reason<'a>) {
        self.0.entry(attribute).or_default().refuse(reason);
    }
}

impl<'a> Viewer<'a> {
    /// Step 9 (a) to (c): what of somebody is withheld on a surface, whether or not the person is seen there.
    pub fn withheld(&self, user: &UserRef<'_>, surface: Surface) -> Withheld<'a> {
        match self.org.people.row(user.userid) {
            Some(row) if row != self.me.row => {
                self.withheld_of(&Member::of(self.org, row), surface)
            }
            _ => Withheld::default(),
        }
    }

    pub(super) fn withheld_of(&self, target: &Member<'a>, surface: Surface) -> Withheld<'a> {
        let mut withheld = Withheld::default();
        if target.row == self.me.row {
            return withheld;
        }
        let by_department = target
            .lineages
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
        withheld
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
