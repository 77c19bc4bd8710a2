//! What the organization says of itself, of its apps and of those who left.

use super::View;
use crate::draft::{keyed_text, letters};
use crate::index::pinyin::{Kind, sort_key};
use crate::{DepartmentId, Resignation};
use std::collections::BTreeSet;

/// Letters of a link's signature.
const SIGNATURE_CHARS: usize = 20;

impl View<'_> {
    /// Whether an administrator manages an app; anybody else does not. Not narrowed.
    pub fn manages_app(&self, userid: &str, agent_id: i64) -> bool {
        self.admin(userid)
            .is_some_and(|admin| admin.is_primary() || admin.apps.contains(&agent_id))
    }

    /// What keeps anybody from changing inviter or department of a link that leads in. The same until links are reset.
    pub fn link_signature(&self, inviter: &str, department: DepartmentId) -> String {
        let department = department.to_string();
        let parts = [self.org.info.id.as_str(), inviter, &department];
        let hash = keyed_text(&self.org.info.joining.link_key, &parts);
        letters(&hash, SIGNATURE_CHARS)
    }

    /// Whether the caller saw a person who left: the person was in a department that the caller still sees.
    pub fn saw(&self, resignation: &Resignation) -> bool {
        let places = &resignation.user.departments;
        self.scope.is_none()
            || places
                .iter()
                .any(|place| self.sees_department(place.department))
    }

    /// Those of some people whom the caller sees, each once, by pinyin, then name, then userid.
    pub fn sorted_users<'u>(&self, userids: impl IntoIterator<Item = &'u str>) -> Vec<&'u str> {
        let seen: BTreeSet<_> = userids
            .into_iter()
            .filter_map(|userid| {
                let user = self.user(userid).ok()?;
                let key = sort_key(Kind::Person, user.name, user.pinyin);
                Some((key, user.name.to_owned(), userid))
            })
            .collect();
        seen.into_iter().map(|(_, _, userid)| userid).collect()
    }

    /// Whether a department lets people in without asking an administrator. Not narrowed.
    pub fn approves_applications(&self, id: DepartmentId) -> bool {
        self.node(id)
            .is_ok_and(|node| node.department.auto_approve_apply)
    }

    /// How many have ever signed in, and how many people there are. Not narrowed.
    pub fn activity(&self) -> (u64, u64) {
        (self.user_count(true), self.user_count(false))
    }
}
