//! The decision procedure read word by word, with loops over everybody.

use crate::field::{Audience, Field};
use crate::organization::{Admin, AdminLevel, BuiltInRole};
use crate::visibility::setting::Whom;
use crate::visibility::{Effect, Range, Selection, Setting, Surface};
use crate::{Department, DepartmentId, Guest, LinkRule, Org, RoleId, User};

/// An organization as lists.
pub(super) struct Naive {
    pub(super) users: Vec<User>,
    pub(super) departments: Vec<Department>,
    settings: Vec<Setting>,
    guests: Vec<Guest>,
    admins: Vec<Admin>,
    roles: Vec<(RoleId, Option<BuiltInRole>)>,
    nearest_wins: bool,
    fields: Vec<Field>,
}

struct Rule {
    users: Vec<String>,
    departments: Vec<DepartmentId>,
    roles: Vec<RoleId>,
}

impl Naive {
    pub(super) fn of(org: &Org) -> Self {
        Self {
            users: org
                .people
                .rows()
                .map(|row| org.people.get(row).to_user())
                .collect(),
            departments: org
                .departments
                .values()
                .map(|node| (*node.department).clone())
                .collect(),
            settings: org
                .settings
                .all()
                .map(|setting| (**setting).clone())
                .collect(),
            guests: org
                .partners
                .guests
                .values()
                .map(|guest| (**guest).clone())
                .collect(),
            admins: org.admins.values().map(|admin| (**admin).clone()).collect(),
            roles: org
                .roles
                .all
                .values()
                .map(|role| (role.id, role.built_in))
                .collect(),
            nearest_wins: org.info.nearest_setting_wins,
            fields: org.fields.settings().fields.clone(),
        }
    }

    fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| department.id == id)
    }

    fn chain(&self, id: DepartmentId) -> Vec<DepartmentId> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(department) = next.and_then(|id| self.department(id)) {
            chain.push(department.id);
            next = department.parent;
        }
        chain
    }

    fn is_below(&self, id: DepartmentId, list: &[DepartmentId]) -> bool {
        self.chain(id).iter().any(|above| list.contains(above))
    }

    fn member(&self, user: &User, list: &[DepartmentId]) -> bool {
        user.departments
            .iter()
            .any(|place| self.is_below(place.department, list))
    }

    fn holds(&self, user: &User, role: RoleId) -> bool {
        let level = self
            .admins
            .iter()
            .find(|admin| admin.userid == user.userid)
            .map(|admin| admin.level);
        match self.roles.iter().find(|(id, _)| *id == role) {
            None => false,
            Some((_, None)) => user.roles.iter().any(|given| given.role == role),
            Some((_, Some(BuiltInRole::MainAdmin))) => {
                level.is_some_and(|level| level != AdminLevel::Sub)
            }
            Some((_, Some(BuiltInRole::SubAdmin))) => level == Some(AdminLevel::Sub),
            Some((_, Some(BuiltInRole::Boss))) => user.boss,
            Some((_, Some(BuiltInRole::DepartmentManager))) => {
                self.departments.iter().any(|department| {
                    department.managers.contains(&user.userid)
                        && user
                            .departments
                            .iter()
                            .any(|place| place.department == department.id)
                })
            }
        }
    }

    fn matches(&self, user: &User, selection: &Selection) -> bool {
        selection.users.contains(&user.userid)
            || self.member(user, &selection.departments)
            || selection.roles.iter().any(|role| self.holds(user, *role))
    }

    fn acts(&self, setting: &Setting, surface: Surface) -> bool {
        setting.active
            && match (&setting.effect, surface) {
                (Effect::Hide(hiding), Surface::Tree) => hiding.tree,
                (Effect::Hide(hiding), Surface::Search) => hiding.search,
                (Effect::Hide(hiding), Surface::Profile) => hiding.profile,
                (Effect::Restrict { .. }, Surface::Tree) => true,
                (Effect::Restrict { search, .. }, Surface::Search) => *search,
                (Effect::Restrict { profile, .. }, Surface::Profile) => *profile,
                (Effect::HideAttributes(hidden), Surface::Search) => hidden.places.search,
                (Effect::HideAttributes(hidden), _) => hidden.places.profile,
            }
    }

    /// Whether a department that a setting names stands for its people.
    fn means_people(&self, setting: &Setting, surface: Surface) -> bool {
        match (&setting.effect, surface) {
            (Effect::Hide(hiding), Surface::Tree) => hiding.people_in_tree,
            (Effect::Hide(hiding), Surface::Search) => hiding.people_in_search,
            _ => true,
        }
    }

    fn admin_scope(&self, viewer: &User) -> Option<Vec<DepartmentId>> {
        let admin = self
            .admins
            .iter()
            .find(|admin| admin.userid == viewer.userid)?;
        Some(match (&admin.level, &admin.departments) {
            (AdminLevel::Sub, Some(departments)) => departments.iter().copied().collect(),
            _ => vec![DepartmentId::ROOT],
        })
    }

    fn hidden_department(
        &self,
        id: DepartmentId,
        viewer: &User,
        surface: Surface,
        whom: Whom,
    ) -> bool {
        let chain = self.chain(id);
        let permitted = |department: &Department| {
            department.permit_users.contains(&viewer.userid)
                || self.member(viewer, &department.permit_departments)
                || self.member(viewer, &[department.id])
        };
        let mut hidden = chain
            .iter()
            .filter_map(|id| self.department(*id))
            .filter(|above| above.hide);
        let by_console = if self.nearest_wins {
            hidden.next().is_some_and(|nearest| !permitted(nearest))
        } else {
            hidden.any(|above| !permitted(above))
        };
        let by_setting = self.settings.iter().any(|setting| {
            matches!(setting.effect, Effect::Hide(_))
                && self.acts(setting, surface)
                && (whom == Whom::Departments || self.means_people(setting, surface))
                && !self.matches(viewer, &setting.excluded)
                && setting
                    .objects
                    .departments
                    .iter()
                    .any(|object| chain.contains(object) && !self.member(viewer, &[*object]))
        });
        let by_guest = self.guests.iter().any(|guest| {
            let mount = guest.mount.expect("it hangs");
            guest.hidden.as_ref().is_some_and(|rule| {
                chain.contains(&mount)
                    && !self.member(viewer, &[mount])
                    && !self.member(viewer, &self.excepted(rule))
            })
        });
        by_console || by_setting || by_guest
    }

    fn excepted(&self, rule: &LinkRule) -> Vec<DepartmentId> {
        let guests = self
            .guests
            .iter()
            .filter(|guest| rule.guests.contains(&guest.org));
        let mounts = guests.map(|guest| guest.mount.expect("it hangs"));
        mounts.chain(rule.departments.iter().copied()).collect()
    }

    /// The rule of somebody who is here through guests alone, all of which restrict what their people see.
    fn guest_rule(&self, viewer: &User) -> Option<Rule> {
        let mut departments = Vec::new();
        for place in &viewer.departments {
            let of = self.department(place.department)?.mirrors.as_ref()?;
            let guest = self.guests.iter().find(|guest| guest.org == of.org)?;
            departments.extend(self.excepted(guest.restricted.as_ref()?));
            departments.extend(guest.mount);
        }
        Some(Rule {
            users: vec![],
            departments,
            roles: vec![],
        })
    }

    fn hidden_person(&self, target: &User, viewer: &User, surface: Surface) -> bool {
        let by_name = self.settings.iter().any(|setting| {
            matches!(setting.effect, Effect::Hide(_))
                && self.acts(setting, surface)
                && !self.matches(viewer, &setting.excluded)
                && (setting.objects.users.contains(&target.userid)
                    || setting
                        .objects
                        .roles
                        .iter()
                        .any(|role| self.holds(target, *role)))
        });
        by_name
            || target.departments.iter().all(|place| {
                self.hidden_department(place.department, viewer, surface, Whom::People)
            })
    }

    fn pick(
        &self,
        chain: &[DepartmentId],
        has: impl Fn(DepartmentId) -> bool,
    ) -> Option<DepartmentId> {
        let with: Vec<DepartmentId> = chain.iter().copied().filter(|id| has(*id)).collect();
        if self.nearest_wins {
            with.first().copied()
        } else {
            with.last().copied()
        }
    }

    fn rules(&self, viewer: &User, surface: Surface) -> Vec<Rule> {
        let mut rules = Vec::new();
        let direct: Vec<DepartmentId> = viewer
            .departments
            .iter()
            .map(|place| place.department)
            .collect();
        let restricting: Vec<&Setting> = self
            .settings
            .iter()
            .filter(|setting| {
                matches!(setting.effect, Effect::Restrict { .. }) && self.acts(setting, surface)
            })
            .collect();
        let of_setting = |setting: &Setting| match setting.effect {
            Effect::Restrict {
                range: Range::OwnDepartments,
                ..
            } => Rule {
                users: vec![],
                departments: direct.clone(),
                roles: vec![],
            },
            Effect::Restrict {
                range: Range::Excluded,
                ..
            } => Rule {
                users: setting
                    .excluded
                    .users
                    .iter()
                    .map(|id| id.to_string())
                    .collect(),
                departments: setting.excluded.departments.clone(),
                roles: setting.excluded.roles.clone(),
            },
            _ => Rule {
                users: vec![],
                departments: vec![],
                roles: vec![],
            },
        };
        for place in &viewer.departments {
            let chain = self.chain(place.department);
            let outer = |id: DepartmentId| self.department(id).is_some_and(|above| above.outer);
            if let Some(department) = self.pick(&chain, outer).and_then(|id| self.department(id)) {
                let mut departments = department.outer_permit_departments.clone();
                if department.outer_only_self {
                    departments.extend(&direct);
                }
                let users = department
                    .outer_permit_users
                    .iter()
                    .map(|id| id.to_string())
                    .collect();
                rules.push(Rule {
                    users,
                    departments,
                    roles: vec![],
                });
            }
            let listed = |id: DepartmentId| {
                restricting
                    .iter()
                    .any(|setting| setting.objects.departments.contains(&id))
            };
            if let Some(picked) = self.pick(&chain, listed) {
                let settings = restricting
                    .iter()
                    .filter(|setting| setting.objects.departments.contains(&picked));
                rules.extend(settings.map(|setting| of_setting(setting)));
            }
        }
        for setting in &restricting {
            if setting.objects.users.contains(&viewer.userid)
                || setting
                    .objects
                    .roles
                    .iter()
                    .any(|role| self.holds(viewer, *role))
            {
                rules.push(of_setting(setting));
            }
        }
        rules.extend(self.guest_rule(viewer));
        rules
    }

    pub(super) fn sees(&self, viewer: &User, target: &User, surface: Surface) -> bool {
        if viewer.userid == target.userid {
            return true;
        }
        if self
            .admin_scope(viewer)
            .is_some_and(|scope| self.member(target, &scope))
        {
            return true;
        }
        let in_range = self.rules(viewer, surface).iter().all(|rule| {
            rule.users.iter().any(|id| id == target.userid.as_str())
                || self.member(target, &rule.departments)
                || rule.roles.iter().any(|role| self.holds(target, *role))
        });
        !self.hidden_person(target, viewer, surface) && in_range
    }

    fn passes(&self, id: DepartmentId, viewer: &User, surface: Surface) -> bool {
        if self
            .admin_scope(viewer)
            .is_some_and(|scope| self.is_below(id, &scope))
        {
            return true;
        }
        let in_range = self
            .rules(viewer, surface)
            .iter()
            .all(|rule| self.is_below(id, &rule.departments));
        !self.hidden_department(id, viewer, surface, Whom::Departments) && in_range
    }

    /// Whether a department is in the viewer's tree.
    pub(super) fn shows(&self, id: DepartmentId, viewer: &User) -> bool {
        id == DepartmentId::ROOT || self.passes(id, viewer, Surface::Tree)
    }

    pub(super) fn finds(&self, id: DepartmentId, viewer: &User) -> bool {
        self.shows(id, viewer) && self.passes(id, viewer, Surface::Search)
    }

    /// The visible department above one in the viewer's tree.
    pub(super) fn parent(&self, id: DepartmentId, viewer: &User) -> Option<DepartmentId> {
        self.chain(id)
            .into_iter()
            .skip(1)
            .find(|above| self.shows(*above, viewer))
    }

    /// The departments under which somebody is listed.
    pub(super) fn listed_under(&self, target: &User, viewer: &User) -> Vec<DepartmentId> {
        if !self.sees(viewer, target, Surface::Tree) {
            return Vec::new();
        }
        let places = target.departments.iter().map(|place| place.department);
        let visible: Vec<DepartmentId> = places
            .filter(|id| self.passes(*id, viewer, Surface::Tree))
            .collect();
        if visible.is_empty() {
            vec![DepartmentId::ROOT]
        } else {
            visible
        }
    }

    /// People listed in a branch of the viewer's tree.
    pub(super) fn count(&self, id: DepartmentId, viewer: &User) -> usize {
        let listed = |user: &&User| {
            let places = self.listed_under(user, viewer);
            places.iter().any(|place| {
                let mut next = Some(*place);
                while let Some(at) = next {
                    if at == id {
                        return true;
                    }
                    next = self.parent(at, viewer);
                }
                false
            })
        };
        self.users.iter().filter(listed).count()
    }

    /// The attributes of somebody that are withheld.
    pub(super) fn withheld(&self, viewer: &User, target: &User, surface: Surface) -> Vec<String> {
        if viewer.userid == target.userid {
            return Vec::new();
        }
        let mut withheld: Vec<String> = self
            .settings
            .iter()
            .filter(|setting| {
                self.acts(setting, surface)
                    && self.matches(target, &setting.objects)
                    && !self.matches(viewer, &setting.excluded)
            })
            .filter_map(|setting| match &setting.effect {
                Effect::HideAttributes(hidden) => Some(hidden.ids.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        if target.hide_mobile || target.senior {
            withheld.push("mobile".to_owned());
        }
        let narrowed = self.fields.iter().filter(|field| match &field.audience {
            Audience::Everybody => false,
            Audience::Managers => !self.is_above(viewer, target),
            Audience::Chosen(selection) => !self.matches(viewer, selection),
        });
        withheld.extend(narrowed.map(|field| field.id.clone()));
        withheld.sort();
        withheld.dedup();
        withheld
    }

    /// Whether somebody manages a department above somebody else, or stands above him in line.
    fn is_above(&self, viewer: &User, target: &User) -> bool {
        let led = self.departments.iter();
        let led = led.filter(|department| department.managers.contains(&viewer.userid));
        let led: Vec<DepartmentId> = led.map(|department| department.id).collect();
        let mut above = Vec::new();
        let mut next = target.manager.clone();
        while let Some(id) = next.filter(|id| !above.contains(id)) {
            let user = self.users.iter().find(|user| user.userid == id);
            next = user.and_then(|user| user.manager.clone());
            above.push(id);
        }
        self.member(target, &led) || above.contains(&viewer.userid)
    }
}
