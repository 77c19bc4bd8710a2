//! How what somebody has goes over to others, and how somebody who left comes back.

use super::Draft;
use crate::change::Change;
use crate::organization::{Admin, AdminLevel};
use crate::people::UniqueKey;
use crate::sentence;
use crate::user::{GivenRole, Membership, Position, User, UserFields};
use crate::{DepartmentId, Mobile, Refusal, Resignation, UserId, limits, rules};

/// What somebody may hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asset {
    /// The departments that the person manages, and ownership of their groups.
    Departments,
    /// Roles that were given, each with its scope.
    Roles,
    /// Those who report to the person.
    Reports,
    /// External contacts that the person follows.
    ExternalContacts,
    /// A sub-administrator's rights.
    AdminRights,
}

impl Asset {
    /// All there are.
    pub const ALL: [Self; 5] = [
        Self::Departments,
        Self::Roles,
        Self::Reports,
        Self::ExternalContacts,
        Self::AdminRights,
    ];
}

/// How much of everything somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// In the order of [`Asset::ALL`].
    pub counts: [usize; 5],
}

impl Draft {
    /// Hands over what somebody has: each kind to a person, or to nobody for `None`. External contacts that go to nobody go to the
    /// main administrator. A receiver of departments becomes a member of them.
    ///
    /// # Errors
    /// Either is unknown or out of the caller's reach; [`Refusal::MainAdminStays`], [`Refusal::Invalid`] where the receiver cannot
    /// take it.
    pub fn hand_over_assets(
        &mut self,
        userid: &str,
        tasks: &[(Asset, Option<String>)],
    ) -> Result<(), Refusal> {
        let giver = UserId::new(self.view().user(userid)?.userid);
        self.check_may_change(userid)?;
        for (asset, receiver) in tasks {
            let receiver = match receiver {
                None => None,
                Some(id) if id == userid => {
                    return Err(Refusal::Invalid(sentence!(
                        "nobody hands over to himself",
                        "不能交接给自己"
                    )));
                }
                Some(id) => {
                    self.check_may_change(id)?;
                    Some(UserId::new(self.view().user(id)?.userid))
                }
            };
            match asset {
                Asset::Departments => self.hand_over_departments(&giver, receiver.as_ref())?,
                Asset::Roles => self.hand_over_roles(&giver, receiver.as_ref())?,
                Asset::Reports => self.hand_over_reports(&giver, receiver.as_ref()),
                Asset::ExternalContacts => self.hand_over_contacts(&giver, receiver),
                Asset::AdminRights => self.hand_over_rights(&giver, receiver)?,
            }
        }
        Ok(())
    }

    fn person(&self, id: &UserId) -> Result<User, Refusal> {
        let user = self.org.people.find(id.as_str());
        let user = user.ok_or_else(|| Refusal::UserNotFound(id.to_string()))?;
        Ok(user.to_user())
    }

    fn hand_over_departments(
        &mut self,
        giver: &UserId,
        receiver: Option<&UserId>,
    ) -> Result<(), Refusal> {
        for place in self.person(giver)?.departments {
            let id = place.department;
            let Some(node) = self.org.departments.get(&id) else {
                continue;
            };
            let mut department = (*node.department).clone();
            let leads = department.managers.contains(giver);
            let owns = department.group_owner.as_ref() == Some(giver);
            if !self.org.is_native_department(id) || !(leads || owns) {
                continue;
            }
            if let Some(receiver) = receiver {
                self.join_department(receiver, id)?;
            }
            if leads {
                let is_there = receiver.is_some_and(|id| department.managers.contains(id));
                let place = department.managers.iter().position(|id| id == giver);
                match (place, receiver.filter(|_| !is_there)) {
                    (Some(place), Some(receiver)) => department.managers[place] = receiver.clone(),
                    _ => department.managers.retain(|id| id != giver),
                }
            }
            if owns {
                department.group_owner = receiver.cloned();
            }
            self.change(Change::DepartmentUpdated(Box::new(department)));
        }
        Ok(())
    }

    fn join_department(&mut self, userid: &UserId, id: DepartmentId) -> Result<(), Refusal> {
        let user = self.person(userid)?;
        let mut departments: Vec<DepartmentId> = user
            .departments
            .iter()
            .map(|place| place.department)
            .collect();
        if departments.contains(&id) {
            return Ok(());
        }
        departments.push(id);
        let fields = UserFields {
            departments: Some(departments),
            ..UserFields::default()
        };
        self.change_user(user, &fields)
    }

    fn hand_over_roles(
        &mut self,
        giver: &UserId,
        receiver: Option<&UserId>,
    ) -> Result<(), Refusal> {
        let old = self.person(giver)?;
        if old.roles.is_empty() {
            return Ok(());
        }
        if let Some(receiver) = receiver {
            let mut user = self.person(receiver)?;
            for given in &old.roles {
                if user.roles.iter().all(|own| own.role != given.role) {
                    user.roles.push(GivenRole {
                        given_at: self.now(),
                        ..given.clone()
                    });
                }
            }
            if user.roles.len() > limits::USER_ROLES_MAX {
                let max = limits::USER_ROLES_MAX;
                return Err(Refusal::Invalid(sentence!(
                    "a person has at most {max} roles",
                    "一个人最多有 {max} 个角色"
                )));
            }
            self.change(Change::UserUpdated(Box::new(user)));
        }
        self.change(Change::UserUpdated(Box::new(User {
            roles: Vec::new(),
            ..old
        })));
        Ok(())
    }

    /// Whoever takes over reports to whom the giver reported to.
    fn hand_over_reports(&mut self, giver: &UserId, receiver: Option<&UserId>) {
        let Some(row) = self.org.people.row(giver.as_str()) else {
            return;
        };
        let above = self.org.people.get(row).to_user().manager;
        let rows: Vec<u32> = self.org.people.reports(row).collect();
        for row in rows {
            let report = self.org.people.get(row).to_user();
            let is_receiver = receiver == Some(&report.userid);
            let manager = match is_receiver {
                true => above.clone().filter(|id| *id != report.userid),
                false => receiver.cloned(),
            };
            self.change(Change::UserUpdated(Box::new(User { manager, ..report })));
        }
    }

    fn hand_over_contacts(&mut self, giver: &UserId, receiver: Option<UserId>) {
        let Some(row) = self.org.people.row(giver.as_str()) else {
            return;
        };
        let receiver = receiver.unwrap_or_else(|| self.org.info.main_admin.clone());
        let contacts: Vec<_> = self.org.external_contacts.naming_person(row).collect();
        for mut contact in contacts {
            if contact.follower.as_ref() == Some(giver) {
                contact.follower = Some(receiver.clone());
                contact.share_users.retain(|id| *id != receiver);
                self.change(Change::ExternalContactUpdated(Box::new(contact)));
            }
        }
    }

    fn hand_over_rights(
        &mut self,
        giver: &UserId,
        receiver: Option<UserId>,
    ) -> Result<(), Refusal> {
        let Some(admin) = self.org.admins.get(giver).cloned() else {
            return Ok(());
        };
        if admin.level == AdminLevel::Main {
            return Err(Refusal::MainAdminStays);
        }
        self.check_primary()?;
        if let Some(userid) = receiver {
            if self.org.admins.contains_key(&userid) {
                return Err(Refusal::Invalid(sentence!(
                    "{userid} is an administrator already",
                    "{userid} 已是管理员"
                )));
            }
            rules::maker_succeeded(self, giver, &userid);
            self.change(Change::AdminSet(Admin {
                userid,
                ..(*admin).clone()
            }));
        }
        self.no_longer_admin(giver.clone());
        Ok(())
    }

    /// Makes a member again of somebody who left: with the same userid, and the same unionId unless somebody has it, in the
    /// departments that still exist, or in the root. What others have meanwhile, or no longer exists, is left out.
    ///
    /// # Errors
    /// [`Refusal::UserIdTaken`], [`Refusal::MobileTaken`], [`Refusal::Invalid`] for an enterprise account, and whatever keeps somebody
    /// from being added.
    pub fn restore_user(&mut self, resignation: &Resignation) -> Result<User, Refusal> {
        let old = &resignation.user;
        if old.account.is_some() {
            return Err(Refusal::Invalid(sentence!(
                "an enterprise account ended with its owner's record; create it anew",
                "企业账号已随其记录结束；请重新创建"
            )));
        }
        let places: Vec<&Membership> = (old.departments.iter())
            .filter(|place| {
                let id = place.department;
                self.view().department(id).is_ok() && self.org.is_native_department(id)
            })
            .collect();
        let fields = self.fields_again(old, &places);
        let blank = self.newcomer(Some(old.userid.to_string()), &fields)?;
        let user = User {
            manager: (old.manager.clone()).filter(|id| self.org.people.row(id.as_str()).is_some()),
            roles: self.roles_again(old),
            union_id: String::new(),
            mobile: None,
            email: String::new(),
            telephone: String::new(),
            departments: Vec::new(),
            mirrors: Vec::new(),
            // Sessions of before count no more.
            created_at: blank.created_at,
            ..old.clone()
        };
        let is_free = self.view().userid_by_union_id(&old.union_id).is_none();
        let union_id = match &old.mobile {
            _ if is_free => old.union_id.clone(),
            Some(mobile) => self.new_union_id(&mobile.to_string()),
            None => self.new_union_id(&old.login_email),
        };
        self.join(user, &fields, union_id)
    }

    fn fields_again(&self, old: &User, places: &[&Membership]) -> UserFields {
        let free = |key, text: &str| {
            let is_free = self.org.people.by_key(key, text).is_none();
            (is_free && !text.is_empty()).then(|| text.to_owned())
        };
        let has_main = places.iter().any(|place| place.is_main);
        let mut departments: Vec<DepartmentId> =
            places.iter().map(|place| place.department).collect();
        if departments.is_empty() {
            departments.push(DepartmentId::ROOT);
        }
        let orders = places.iter();
        let orders = orders.filter_map(|place| Some((place.department, place.order?)));
        let positions = places.iter().map(|place| Position {
            department: place.department,
            is_main: has_main.then_some(place.is_main),
            title: Some(place.title.clone()),
            work_place: Some(place.work_place.clone()),
        });
        UserFields {
            name: Some(old.name.clone()),
            mobile: old.mobile.as_ref().map(written),
            email: free(UniqueKey::Email, &old.email),
            telephone: free(UniqueKey::Telephone, &old.telephone),
            departments: Some(departments),
            department_orders: orders.collect(),
            positions: Some(positions.collect()),
            ..UserFields::default()
        }
    }

    fn roles_again(&self, old: &User) -> Vec<GivenRole> {
        let roles = &self.org.roles.all;
        let is_there = |given: &&GivenRole| {
            let role = roles.get(&given.role);
            role.is_some_and(|role| role.built_in.is_none())
        };
        let mut again: Vec<GivenRole> = old.roles.iter().filter(is_there).cloned().collect();
        for given in &mut again {
            if let Some(departments) = &mut given.departments {
                departments.retain(|id| self.org.departments.contains_key(id));
            }
        }
        again
    }
}

/// A number as callers write it.
pub(super) fn written(mobile: &Mobile) -> String {
    let Mobile { state_code, number } = mobile;
    match state_code.as_str() {
        "86" => number.clone(),
        _ => format!("+{state_code}-{number}"),
    }
}
