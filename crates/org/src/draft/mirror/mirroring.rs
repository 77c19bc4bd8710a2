//! One run through what of a guest may have changed.

use super::super::Draft;
use super::Touched;
use crate::change::Change;
use crate::org::Org;
use crate::partner::{Guest, MirroredDepartment, MirroredUser, Share};
use crate::people::UniqueKey;
use crate::user::{Account, Membership, UserRef};
use crate::{Department, DepartmentId, Mobile, User, UserId};
use std::collections::BTreeSet;

/// A guest's people and departments on their way into the host.
pub(super) struct Mirroring<'d, 'g> {
    pub(super) guest: &'g Org,
    pub(super) link: &'g Guest,
    pub(super) mount: DepartmentId,
    /// How many changes the draft may have in the end.
    pub(super) budget: usize,
    pub(super) draft: &'d mut Draft,
}

/// What there is to look at, by the guest's ids.
#[derive(Default)]
struct Work {
    /// Departments that should appear, by the number of those above them.
    wanted: BTreeSet<(usize, DepartmentId)>,
    /// Departments that should not.
    gone: BTreeSet<DepartmentId>,
    users: BTreeSet<UserId>,
}

impl Mirroring<'_, '_> {
    /// Says whether all is done.
    pub(super) fn run(&mut self, touched: &Touched) -> bool {
        let work = if touched.everything {
            self.everything()
        } else {
            self.what_follows(touched)
        };
        let wanted: Vec<DepartmentId> = work.wanted.iter().map(|(_, id)| *id).collect();
        let mut came_or_went = Vec::new();
        for id in &wanted {
            if self.is_spent() {
                return false;
            }
            self.department(*id);
        }
        for id in &work.users {
            if self.is_spent() {
                return false;
            }
            if self.user(id) {
                came_or_went.push(id.clone());
            }
        }
        let gone = work.gone.iter();
        let gone = gone.filter_map(|id| self.draft.org.partners.department(&self.link.org, *id));
        let gone = gone.collect();
        self.draft.drop_mirrored_departments(gone);
        for id in &wanted {
            self.managers(*id);
        }
        for id in &work.users {
            self.manager(id);
        }
        self.reports(&came_or_went);
        true
    }

    fn is_spent(&self) -> bool {
        self.draft.changes.len() >= self.budget
    }

    /// Whether everybody directly in a department takes part.
    fn takes_part(&self, id: DepartmentId) -> bool {
        match &self.link.share {
            Share::Everybody => self.guest.departments.contains_key(&id),
            Share::Part { departments, .. } => {
                let mut lineage = self.guest.lineage(id).into_iter();
                lineage.any(|above| departments.contains(&above))
            }
        }
    }

    fn ours(&self, id: DepartmentId) -> Option<DepartmentId> {
        self.draft.org.partners.department(&self.link.org, id)
    }

    fn want(&self, work: &mut Work, id: DepartmentId) {
        if id != DepartmentId::ROOT {
            work.wanted.insert((self.guest.lineage(id).len(), id));
        }
    }

    /// A department with all below and everybody in them.
    fn want_below(&self, work: &mut Work, id: DepartmentId) {
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let Some(node) = self.guest.departments.get(&id) else {
                continue;
            };
            self.want(work, id);
            let userids = node.members.iter();
            let userids = userids.map(|row| UserId::new(self.guest.people.userid(row)));
            work.users.extend(userids);
            waiting.extend(node.children.iter().copied());
        }
    }

    fn everything(&self) -> Work {
        let mut work = Work::default();
        match &self.link.share {
            Share::Everybody => self.want_below(&mut work, DepartmentId::ROOT),
            Share::Part { departments, users } => {
                for id in departments {
                    self.want_below(&mut work, *id);
                }
                work.users.extend(users.iter().cloned());
            }
        }
        let partners = &self.draft.org.partners;
        for (theirs, _) in partners.departments_of(&self.link.org) {
            if theirs != DepartmentId::ROOT && !self.takes_part(theirs) {
                work.gone.insert(theirs);
            }
        }
        let known = partners.users_of(&self.link.org);
        work.users.extend(known.map(|(id, _)| id.clone()));
        work
    }

    fn what_follows(&self, touched: &Touched) -> Work {
        let mut work = Work {
            users: touched.users.clone(),
            ..Work::default()
        };
        for id in &touched.departments {
            match (self.takes_part(*id), self.ours(*id)) {
                (true, Some(_)) => self.want(&mut work, *id),
                (true, None) => self.want_below(&mut work, *id),
                (false, Some(ours)) if *id != DepartmentId::ROOT => {
                    self.leave_below(&mut work, ours);
                }
                (false, _) => {}
            }
        }
        // Chosen departments hang side by side whatever is above them at home, so one's name may depend on another's.
        if let Share::Part { departments, .. } = &self.link.share
            && departments
                .iter()
                .any(|id| touched.departments.contains(id))
        {
            for id in departments {
                if self.guest.departments.contains_key(id) {
                    self.want(&mut work, *id);
                }
            }
        }
        work
    }

    /// What hangs below a department of ours that should no longer be there: some may belong elsewhere now.
    fn leave_below(&self, work: &mut Work, ours: DepartmentId) {
        let org = &self.draft.org;
        let mut waiting = vec![ours];
        while let Some(id) = waiting.pop() {
            let Some(node) = org.departments.get(&id) else {
                continue;
            };
            let Some(of) = node.department.mirrors.as_deref() else {
                continue;
            };
            if self.takes_part(of.department) {
                self.want_below(work, of.department);
            } else {
                work.gone.insert(of.department);
            }
            for row in node.members.iter() {
                let user = org.people.get(row);
                let mut mirrors = user.mirrors();
                let mirror = mirrors.find(|mirror| mirror.org == self.link.org.as_str());
                work.users
                    .extend(mirror.map(|mirror| UserId::new(mirror.userid)));
            }
            waiting.extend(node.children.iter().copied());
        }
    }

    /// Makes or changes the mirror of a department that takes part; those above it are there.
    fn department(&mut self, id: DepartmentId) {
        let Some(node) = self.guest.departments.get(&id) else {
            return;
        };
        let theirs = &node.department;
        let above = theirs.parent.filter(|above| self.takes_part(*above));
        let parent = above
            .and_then(|above| self.ours(above))
            .unwrap_or(self.mount);
        let name = self.name_of(theirs, above.is_some());
        match self.ours(id) {
            None => {
                let ours = self.draft.new_department_id();
                let now = self.draft.now();
                let mut department = Department::named(ours, &name, Some(parent), now);
                department.order = theirs.order;
                department.mirrors = Some(Box::new(MirroredDepartment {
                    org: self.link.org.clone(),
                    department: id,
                }));
                self.draft
                    .change(Change::DepartmentAdded(Box::new(department)));
            }
            Some(ours) => {
                let order = theirs.order;
                self.change_department(ours, |department| {
                    department.name = name;
                    department.parent = Some(parent);
                    department.order = order;
                });
            }
        }
    }

    fn change_department(&mut self, id: DepartmentId, change: impl FnOnce(&mut Department)) {
        let Some(node) = self.draft.org.departments.get(&id) else {
            return;
        };
        let mut department = (*node.department).clone();
        change(&mut department);
        if department != *node.department {
            self.draft
                .change(Change::DepartmentUpdated(Box::new(department)));
        }
    }

    /// Chosen departments that have the same name at different places at home are told apart by their ids.
    fn name_of(&self, theirs: &Department, is_below_another: bool) -> String {
        if let Share::Part { departments, .. } = &self.link.share
            && !is_below_another
        {
            let is_first = departments
                .iter()
                .filter_map(|id| self.guest.departments.get(id))
                .find(|node| node.department.name == theirs.name)
                .is_none_or(|node| node.department.id == theirs.id);
            if !is_first {
                return format!("{} ({})", theirs.name, theirs.id);
            }
        }
        theirs.name.clone()
    }

    /// Where somebody is to be here.
    fn places(&self, user: &UserRef<'_>) -> Vec<Membership> {
        let places = user.departments();
        let mut places: Vec<Membership> = places
            .filter(|place| self.takes_part(place.department))
            .filter_map(|place| {
                Some(Membership {
                    department: self.ours(place.department)?,
                    ..place.to_membership()
                })
            })
            .collect();
        let is_chosen = match &self.link.share {
            Share::Everybody => false,
            Share::Part { users, .. } => users.contains(user.userid),
        };
        if places.is_empty() && is_chosen {
            places.push(Membership {
                department: self.mount,
                joined_at: user.created_at,
                changed_at: user.created_at,
                ..Membership::default()
            });
        }
        places
    }

    /// Makes, changes or removes the mirror of a person. Says whether it is new or gone.
    fn user(&mut self, id: &UserId) -> bool {
        let source = self.guest.people.find(id.as_str());
        let places = source.map(|user| self.places(&user)).unwrap_or_default();
        let people = &self.draft.org.people;
        let known = self.draft.org.partners.user(&self.link.org, id);
        let known = known.map(|row| people.get(row).to_user());
        let is_known = known.is_some();
        let Some(source) = source.filter(|_| !places.is_empty()) else {
            if let Some(user) = known {
                self.draft
                    .set_mirror(&user, user.clone(), &self.link.org, None);
            }
            return is_known;
        };
        let same = || people.by_key(UniqueKey::UnionId, source.union_id);
        let found = known.or_else(|| same().map(|user| user.to_user()));
        match found {
            Some(old) => {
                let user = self.with_facts(old.clone(), &source);
                let places = Some((id.clone(), places));
                self.draft.set_mirror(&old, user, &self.link.org, places);
            }
            None => {
                let userid = self.draft.new_user_id();
                let blank = User::blank(userid, self.draft.now());
                let mut user = self.with_facts(blank, &source);
                source.union_id.clone_into(&mut user.union_id);
                user.departments = places;
                user.mirrors = vec![MirroredUser {
                    org: self.link.org.clone(),
                    userid: id.clone(),
                }];
                self.draft.change(Change::UserAdded(Box::new(user)));
            }
        }
        !is_known
    }

    /// What a guest tells of its people: the card of a colleague. Who has a place of this organization's own, or is told of by
    /// another guest first, keeps what stands here.
    fn with_facts(&self, mut user: User, source: &UserRef<'_>) -> User {
        let people = &self.draft.org.people;
        let known = people.find(user.userid.as_str());
        let first = user.mirrors.first().map(|mirror| &mirror.org);
        let is_told_by_another = first.is_some_and(|first| *first < self.link.org);
        if known.is_some_and(|known| self.draft.org.is_native(&known)) || is_told_by_another {
            return user;
        }
        let is_free = |key, text: &str| {
            let holder = people.by_key(key, text);
            holder.is_none_or(|holder| holder.userid == user.userid.as_str())
        };
        let free = |key, text: &str| {
            if is_free(key, text) {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let mobile = source.mobile.map(|(state_code, number)| Mobile {
            state_code: state_code.to_owned(),
            number: number.to_owned(),
        });
        let mobile = mobile.filter(|mobile| {
            let holder = people.by_mobile(mobile);
            holder.is_none_or(|holder| holder.userid == user.userid.as_str())
        });
        let email = free(UniqueKey::Email, source.email);
        let telephone = free(UniqueKey::Telephone, source.telephone);
        let account = source.account.map(|account| {
            let account = account.to_account();
            Box::new(self.account_of(UserId::new(source.userid), account))
        });
        if is_free(UniqueKey::UnionId, source.union_id) {
            source.union_id.clone_into(&mut user.union_id);
        }
        user = User {
            name: source.name.to_owned(),
            pinyin: source.pinyin.to_owned(),
            mobile,
            email,
            telephone,
            hide_mobile: source.hide_mobile,
            avatar: source.avatar.to_owned(),
            job_number: source.job_number.to_owned(),
            title: source.title.to_owned(),
            org_email: source.org_email.to_owned(),
            work_place: source.work_place.to_owned(),
            senior: source.senior,
            active: user.active || source.active,
            real_authed: source.real_authed,
            account,
            ..user
        };
        user
    }

    /// An enterprise account as an organization that nothing was granted sees it.
    fn account_of(&self, userid: UserId, account: Account) -> Account {
        let owner = account.owner.clone();
        let mut shown = self.guest.shown_to_others(&userid, &account, None);
        shown.owner = owner.or(shown.owner);
        shown
    }

    fn managers(&mut self, id: DepartmentId) {
        let (Some(node), Some(ours)) = (self.guest.departments.get(&id), self.ours(id)) else {
            return;
        };
        let org = &self.draft.org;
        let managers = node.department.managers.iter();
        let managers = managers
            .filter_map(|theirs| org.partners.user(&self.link.org, theirs))
            .filter(|row| org.people.get(*row).membership(ours).is_some())
            .map(|row| UserId::new(org.people.userid(row)))
            .collect();
        self.change_department(ours, |department| department.managers = managers);
    }

    /// Brings somebody's manager up to date, once everybody is there.
    fn manager(&mut self, id: &UserId) {
        let org = &self.draft.org;
        let Some(row) = org.partners.user(&self.link.org, id) else {
            return;
        };
        let user = org.people.get(row);
        let first = user.mirrors().next().map(|mirror| mirror.org);
        if org.is_native(&user) || first != Some(self.link.org.as_str()) {
            return;
        }
        let source = self.guest.people.find(id.as_str());
        let manager = source.and_then(|source| source.manager);
        let manager = manager
            .and_then(|theirs| org.partners.user(&self.link.org, &UserId::new(theirs)))
            .filter(|manager| *manager != row)
            .map(|manager| UserId::new(org.people.userid(manager)));
        let old = user.to_user();
        let changed = User {
            manager,
            ..old.clone()
        };
        self.draft.replace_user(&old, changed);
    }

    /// Brings the managers of those up to date whose manager came or went.
    fn reports(&mut self, managers: &[UserId]) {
        for id in managers {
            let Some(row) = self.guest.people.row(id.as_str()) else {
                continue;
            };
            let reports = self.guest.people.reports(row);
            let reports: Vec<UserId> = reports
                .map(|row| UserId::new(self.guest.people.userid(row)))
                .collect();
            for report in reports {
                self.manager(&report);
            }
        }
    }
}
