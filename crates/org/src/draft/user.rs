//! How people join, change and leave.

use super::department::check_native;
use super::{Draft, letters};
use crate::change::Change;
use crate::external_contact::table::ContactKey;
use crate::people::UniqueKey;
use crate::user::{ExtensionMode, Membership, NewUser, User, UserFields, check};
use crate::view::Eye;
use crate::{DepartmentId, LeaveReason, Mobile, Refusal, Resignation, UserId, limits, rules};

/// Letters that keep apart two resignations of one person in one moment.
const RESIGNATION_MARK_CHARS: usize = 8;

impl Draft {
    /// Adds a person.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields.
    pub fn add_user(&mut self, new: NewUser) -> Result<User, Refusal> {
        let NewUser {
            userid,
            fields,
            login_email,
        } = new;
        let aside = self.step_aside(&fields, userid.as_deref());
        let userid = userid.filter(|text| !text.is_empty());
        let userid = userid.or_else(|| Some(aside.as_ref()?.userid.to_string()));
        let mut user = self.newcomer(userid, &fields)?;
        let login_email = login_email.unwrap_or_default();
        if !login_email.is_empty() && !check::is_email(&login_email, limits::LOGIN_EMAIL_CHARS_MAX)
        {
            return Err(Refusal::LoginEmailInvalid);
        }
        let given_mobile = fields.mobile.as_deref().filter(|text| !text.is_empty());
        let person = match (given_mobile, login_email.as_str()) {
            (Some(text), _) => Mobile::parse(text)?.to_string(),
            (None, "") => return Err(Refusal::MobileMissing),
            (None, email) => {
                self.check_login_email_free(email)?;
                email.to_owned()
            }
        };
        user.login_email = login_email;
        let union_id = self.new_union_id(&person);
        let user = self.join(user, &fields, union_id)?;
        Ok(match aside {
            Some(aside) => self.come_together(aside, user),
            None => user,
        })
    }

    /// Somebody with nothing but an id.
    pub(super) fn newcomer(
        &mut self,
        userid: Option<String>,
        fields: &UserFields,
    ) -> Result<User, Refusal> {
        fields.check()?;
        if self.org.people.len() >= limits::USERS_MAX as u64 {
            return Err(Refusal::OrganizationFull);
        }
        let userid = match userid.filter(|text| !text.is_empty()) {
            Some(text) => self.free_userid(&text)?,
            None => self.new_user_id(),
        };
        Ok(User::blank(userid, self.now()))
    }

    /// Adds a newcomer.
    pub(super) fn join(
        &mut self,
        mut user: User,
        fields: &UserFields,
        union_id: String,
    ) -> Result<User, Refusal> {
        let departments = fields.departments.as_deref().unwrap_or_default();
        if departments.is_empty() {
            return Err(Refusal::DepartmentsMissing);
        }
        if fields.name.is_none() {
            return Err(Refusal::UserNameInvalid(fields.texts.name_chars_max));
        }
        self.set_fields(&mut user, fields, limits::USER_DEPARTMENTS_MAX)?;
        let aside = self.guest_stands_aside(&union_id);
        user.union_id = union_id;
        self.change(Change::UserAdded(Box::new(user.clone())));
        Ok(match aside {
            Some(aside) => self.come_together(aside, user),
            None => user,
        })
    }

    fn free_userid(&self, text: &str) -> Result<UserId, Refusal> {
        let userid = check::userid(text)?;
        if let Some(contact) = self.org.external_contacts.find(ContactKey::UserId, text) {
            let union_id = contact.keys().union_id.to_owned();
            return Err(self.taken(text, "userid", |userid| Refusal::UserIdTaken {
                userid,
                union_id,
            }));
        }
        match self.org.people.find(text) {
            Some(taken) => Err(self.taken(text, "userid", |userid| Refusal::UserIdTaken {
                userid,
                union_id: taken.union_id.to_owned(),
            })),
            None => Ok(userid),
        }
    }

    /// Changes a person; what stays the same makes no change.
    ///
    /// # Errors
    /// Whatever is wrong with the given fields, or the person is unknown or out of the caller's reach.
    pub fn update_user(&mut self, userid: &str, fields: UserFields) -> Result<(), Refusal> {
        let old = self.view().user(userid)?.to_user();
        self.check_may_change(userid)?;
        self.change_user(old, &fields)
    }

    pub(super) fn change_user(&mut self, old: User, fields: &UserFields) -> Result<(), Refusal> {
        self.check_kept_here(&old)?;
        fields.check()?;
        let mut user = old.clone();
        self.set_fields(&mut user, fields, limits::USER_DEPARTMENTS_UPDATE_MAX)?;
        self.check_places_kept(&old, &user)?;
        let account_changed = user.account != old.account || user.avatar != old.avatar;
        self.replace_user(&old, user.clone());
        if account_changed {
            rules::account_changed(self, &user)?;
        }
        Ok(())
    }

    /// Stores a changed person, and lets go of what the person had in departments that were left.
    pub(super) fn replace_user(&mut self, old: &User, user: User) {
        if *old == user {
            return;
        }
        for place in &old.departments {
            if user
                .departments
                .iter()
                .all(|kept| kept.department != place.department)
            {
                rules::user_leaves_department(self, &user.userid, place.department);
            }
        }
        self.change(Change::UserUpdated(Box::new(user.clone())));
        rules::user_changed(self, &user);
    }

    /// Lets a person in: marks the person as having signed in, and tells what the session has to hold to count.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::AccountDisabled`].
    pub fn sign_in(&mut self, userid: &str) -> Result<u64, Refusal> {
        self.view().user(userid)?;
        let id = UserId::new(userid);
        let Some(session_mark) = self.org.session_mark(&id) else {
            return Err(Refusal::AccountDisabled(id));
        };
        self.activate_user(userid)?;
        self.note_sign_in(&id);
        Ok(session_mark)
    }

    /// Marks a person as having signed in.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`].
    pub fn activate_user(&mut self, userid: &str) -> Result<(), Refusal> {
        let old = self.view().user(userid)?.to_user();
        let user = User {
            active: true,
            ..old.clone()
        };
        self.replace_user(&old, user);
        Ok(())
    }

    /// Marks a person as responsible for the organization, or no longer.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`].
    pub fn set_boss(&mut self, userid: &str, boss: bool) -> Result<(), Refusal> {
        let old = self.view().user(userid)?.to_user();
        let user = User {
            boss,
            ..old.clone()
        };
        self.replace_user(&old, user);
        Ok(())
    }

    /// Removes a person from everything.
    ///
    /// # Errors
    /// [`Refusal::MainAdminStays`], or the person is unknown or out of the caller's reach.
    pub fn remove_user(&mut self, userid: &str) -> Result<(), Refusal> {
        let user = self.view().user(userid)?.to_user();
        if self.org.info.main_admin == user.userid {
            return Err(Refusal::MainAdminStays);
        }
        self.check_kept_here(&user)?;
        self.check_may_change(userid)?;
        let mut places = user.departments.iter();
        if places.any(|place| self.view().is_cut_from(place.department)) {
            return Err(Refusal::UserOutOfScope(user.userid));
        }
        let reason = match self.eye {
            Eye::App(_) => LeaveReason::Oapi,
            Eye::Operator | Eye::Person(_) | Eye::Admin(_) => LeaveReason::Delete,
        };
        self.take_out(user, reason)
    }

    pub(super) fn take_out(&mut self, user: User, reason: LeaveReason) -> Result<(), Refusal> {
        // An account goes with its owner's record, whoever else tells of the person.
        let is_own_account = user.account.as_ref().is_some_and(|own| own.owner.is_none());
        rules::account_goes(self, &user)?;
        if user.mirrors.is_empty() || is_own_account {
            self.drop_user(user, reason);
        } else {
            self.leave_own_places(&user);
            self.remember_resignation(user, reason);
        }
        Ok(())
    }

    /// Removes a person whose account its owner has ended.
    pub(crate) fn remove_guest(&mut self, userid: &UserId) -> Result<(), Refusal> {
        if self.org.info.main_admin == *userid {
            return Err(Refusal::MainAdminElsewhere(self.org.info.id.clone()));
        }
        if let Some(user) = self.org.people.find(userid.as_str()) {
            let user = user.to_user();
            self.drop_user(user, LeaveReason::Cancel);
        }
        Ok(())
    }

    fn drop_user(&mut self, user: User, reason: LeaveReason) {
        rules::user_goes(self, &user);
        self.change(Change::UserRemoved(user.userid.clone()));
        self.remember_resignation(user, reason);
    }

    fn remember_resignation(&mut self, user: User, reason: LeaveReason) {
        let mark = letters(&self.draw(), RESIGNATION_MARK_CHARS);
        let resignation = Resignation { user, reason };
        self.remember(Resignation::KIND, &resignation.key(&mark), &resignation);
    }

    pub(super) fn set_fields(
        &mut self,
        user: &mut User,
        fields: &UserFields,
        departments_max: usize,
    ) -> Result<(), Refusal> {
        self.set_unique(user, fields)?;
        self.set_account(user, &fields.account)?;
        let texts = [
            (&mut user.job_number, &fields.job_number),
            (&mut user.title, &fields.title),
            (&mut user.org_email, &fields.org_email),
            (&mut user.org_email_type, &fields.org_email_type),
            (&mut user.work_place, &fields.work_place),
            (&mut user.remark, &fields.remark),
            (&mut user.extension_i18n, &fields.extension_i18n),
        ];
        for (field, given) in texts {
            if let Some(text) = given {
                field.clone_from(text);
            }
        }
        if let Some(name) = &fields.name {
            user.name = name.trim().to_owned();
        }
        user.hide_mobile = fields.hide_mobile.unwrap_or(user.hide_mobile);
        user.senior = fields.senior.unwrap_or(user.senior);
        if let Some(date) = fields.hired_date {
            user.hired_date = Some(crate::Millis(date));
        }
        if let Some(manager) = &fields.manager {
            user.manager = manager
                .as_deref()
                .map(|id| self.checked_manager(user, id))
                .transpose()?;
        }
        if let Some(extension) = &fields.extension {
            Self::set_extension(user, extension, fields.extension_mode)?;
        }
        let places_before = user.departments.clone();
        if let Some(departments) = &fields.departments {
            self.set_departments(user, departments, departments_max)?;
        }
        for place in &mut user.departments {
            if self.org.is_native_department(place.department) {
                set_place(place, fields);
            }
        }
        if user.departments != places_before {
            let now = self.now();
            for place in &mut user.departments {
                place.changed_at = now;
            }
        }
        Ok(())
    }

    /// Sets the fields that only one person here may have.
    fn set_unique(&self, user: &mut User, fields: &UserFields) -> Result<(), Refusal> {
        if user.account.is_some() && fields.mobile.is_some() {
            return Err(Refusal::AccountMobile);
        }
        if let Some(text) = fields.mobile.as_deref().filter(|text| !text.is_empty()) {
            let mobile = Mobile::parse(text)?;
            if user.mobile.as_ref() != Some(&mobile) {
                if user.active && user.mobile.is_some() {
                    return Err(Refusal::MobileFixed);
                }
                if let Some(taken) = self.org.people.by_mobile(&mobile) {
                    return Err(self.taken(taken.userid, "mobile", Refusal::MobileTaken));
                }
                // Nobody has signed in with the old number: this is another person's account from now on.
                if !user.union_id.is_empty() && !user.active {
                    user.union_id = self.new_union_id(&mobile.to_string());
                }
                user.mobile = Some(mobile);
            }
        }
        let holder = |key, text: &str| {
            self.org
                .people
                .by_key(key, text)
                .filter(|other| other.userid != user.userid.as_str())
                .map(|other| other.userid)
        };
        if let Some(email) = &fields.email
            && *email != user.email
            && let Some(holder) = holder(UniqueKey::Email, email)
        {
            return Err(self.taken(holder, "mail address", Refusal::EmailTaken));
        }
        if let Some(telephone) = &fields.telephone
            && let Some(holder) = holder(UniqueKey::Telephone, telephone)
        {
            return Err(self.taken(holder, "extension number", Refusal::TelephoneTaken));
        }
        if let Some(email) = &fields.email {
            user.email.clone_from(email);
        }
        if let Some(telephone) = &fields.telephone {
            user.telephone.clone_from(telephone);
        }
        Ok(())
    }

    fn checked_manager(&self, user: &User, id: &str) -> Result<UserId, Refusal> {
        let kept = user
            .manager
            .as_ref()
            .is_some_and(|kept| kept.as_str() == id);
        let known =
            self.org.people.row(id).is_some() && (kept || !self.view().is_cut_from_user(id));
        if !known || id == user.userid.as_str() {
            return Err(Refusal::ManagerInvalid(id.to_owned()));
        }
        Ok(UserId::new(id))
    }

    fn set_extension(
        user: &mut User,
        given: &[(String, String)],
        mode: ExtensionMode,
    ) -> Result<(), Refusal> {
        if mode == ExtensionMode::Replace {
            user.extension.clear();
        }
        for (name, value) in given {
            match user.extension.iter().position(|(stored, _)| stored == name) {
                Some(index) if value.is_empty() => {
                    user.extension.remove(index);
                }
                Some(index) => user.extension[index].1.clone_from(value),
                None if value.is_empty() => {}
                None => user.extension.push((name.clone(), value.clone())),
            }
        }
        if check::extension_json(&user.extension).chars().count() > limits::EXTENSION_CHARS_MAX {
            return Err(Refusal::ExtensionInvalid);
        }
        Ok(())
    }

    fn set_departments(
        &self,
        user: &mut User,
        wanted: &[DepartmentId],
        departments_max: usize,
    ) -> Result<(), Refusal> {
        if wanted.is_empty() {
            return Err(Refusal::DepartmentsMissing);
        }
        if wanted.len() > departments_max {
            return Err(Refusal::TooManyDepartments(departments_max));
        }
        let mut places: Vec<Membership> = Vec::with_capacity(wanted.len());
        for id in wanted {
            if places.iter().any(|place| place.department == *id) {
                continue;
            }
            let place = match user
                .departments
                .iter()
                .find(|place| place.department == *id)
            {
                Some(kept) => kept.clone(),
                None => self.new_place(*id)?,
            };
            places.push(place);
        }
        if places
            .iter()
            .all(|place| !self.org.is_native_department(place.department))
        {
            return Err(Refusal::DepartmentsMissing);
        }
        let mirrored = self.mirrored_places(user).into_iter();
        let kept = mirrored.filter(|place| !wanted.contains(&place.department));
        places.extend(kept);
        user.departments = places;
        Ok(())
    }

    fn new_place(&self, id: DepartmentId) -> Result<Membership, Refusal> {
        check_native(self.view().department(id)?)?;
        let members = self
            .org
            .departments
            .get(&id)
            .map_or(0, |node| node.members.len());
        if id != DepartmentId::ROOT && members >= limits::DEPARTMENT_MEMBERS_MAX {
            return Err(Refusal::DepartmentFull(id));
        }
        Ok(Membership {
            department: id,
            joined_at: self.now(),
            changed_at: self.now(),
            ..Membership::default()
        })
    }
}

/// Sets what a person has and is in one department.
fn set_place(place: &mut Membership, fields: &UserFields) {
    let id = place.department;
    if let Some((_, order)) = fields.department_orders.iter().rfind(|(of, _)| *of == id) {
        place.order = Some(*order);
    }
    if let Some((_, title)) = fields.department_titles.iter().rfind(|(of, _)| *of == id) {
        place.title.clone_from(title);
    }
    let positions = fields.positions.as_deref().unwrap_or_default();
    for position in positions.iter().filter(|one| one.department == id) {
        if let Some(title) = &position.title {
            place.title.clone_from(title);
        }
        if let Some(work_place) = &position.work_place {
            place.work_place.clone_from(work_place);
        }
    }
    if positions.iter().any(|one| one.is_main.is_some()) {
        place.is_main = positions
            .iter()
            .any(|one| one.department == id && one.is_main == Some(true));
    }
}
