//! Invitations and applications in the random changes.

use crate::World;
use crate::naive::{Naive, NaiveUser};
use org::{
    Applied, DepartmentId, JoiningFields, Millis, NewApplication, NewInvite, Refusal, UserFields,
    UserId, View,
};
use std::collections::{BTreeMap, BTreeSet};

/// A day before the invitations of the test run out.
const NOW: Millis = Millis(1_767_323_045_000);

/// Who invited, and into which department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NaiveInvite {
    pub inviter: Option<String>,
    pub department: i64,
}

/// Invitations by code, and applications that wait by number.
#[derive(Clone, Debug, Default)]
pub struct NaiveInvites {
    pub invites: BTreeMap<String, NaiveInvite>,
    pub applications: BTreeMap<String, NaiveInvite>,
}

impl Naive {
    pub fn forget_inviter(&mut self, id: &str) {
        let is_his = |invite: &NaiveInvite| invite.inviter.as_deref() == Some(id);
        self.invites.invites.retain(|_, invite| !is_his(invite));
        let applications = self.invites.applications.values_mut();
        for application in applications.filter(|application| is_his(application)) {
            application.inviter = None;
        }
    }

    pub fn forget_invited_into(&mut self, gone: &BTreeSet<i64>) {
        let leads = |invite: &NaiveInvite| gone.contains(&invite.department);
        self.invites.invites.retain(|_, invite| !leads(invite));
        let applications = self.invites.applications.values_mut();
        for application in applications.filter(|application| leads(application)) {
            application.department = 1;
        }
    }
}

impl World {
    pub fn invite(&mut self, inviter: usize, department: usize) {
        let (inviter, department) = (self.user(inviter), self.department(department));
        self.write(|draft| {
            draft.set_joining(JoiningFields {
                invitations: Some(true),
                by_link: Some(true),
                ..JoiningFields::default()
            })
        })
        .unwrap();
        let new = NewInvite {
            department: Some(DepartmentId(department)),
            mobile: None,
            valid_ms: 86_400_000,
            inviter: Some(UserId::new(&inviter)),
        };
        let result = self.write(|draft| draft.make_invite(new));
        // The departments of the test are hidden from most people.
        let invite = match result {
            Err(Refusal::DepartmentNotFound(id)) => return assert_eq!(id.0, department),
            invite => invite.unwrap(),
        };
        let naive = NaiveInvite {
            inviter: Some(inviter),
            department,
        };
        self.naive.invites.invites.insert(invite.code, naive);
    }

    pub fn apply_with(&mut self, invite: usize) {
        let count = self.naive.invites.invites.len();
        let Some((code, naive)) = self.naive.invites.invites.iter().nth(invite % count.max(1))
        else {
            return;
        };
        let naive = naive.clone();
        let way = View::new(&self.org, &org::Eye::Operator).way_in(code, NOW);
        let mobile = (13_300_000_000 + self.calls).to_string();
        let new = NewApplication {
            way: way.unwrap(),
            name: "Zed".into(),
            mobile: mobile.clone(),
            greeting: String::new(),
            applicant: None,
        };
        let applied = self.write(|draft| draft.apply_to_join(new)).unwrap();
        assert_eq!(applied, Applied::Waiting);
        let key = format!("86-{mobile}");
        self.naive.invites.applications.insert(key, naive);
    }

    pub fn decide(&mut self, which: usize, how: usize) {
        let view = View::new(&self.org, &org::Eye::Operator);
        let waiting = view.applications();
        if waiting.is_empty() {
            return;
        }
        let application = waiting[which % waiting.len()];
        let (id, mobile) = (application.id.clone(), application.mobile.to_string());
        let naive = self.naive.invites.applications.remove(&mobile).unwrap();
        match how {
            0 => self.write(|draft| draft.reject_application(&id)).unwrap(),
            1 => self.write(|draft| draft.block_application(&id)).unwrap(),
            _ => {
                let approve = |draft: &mut org::Draft| {
                    draft.approve_application(&id, None, UserFields::default())
                };
                let user = self.write(approve).unwrap();
                let member = NaiveUser {
                    departments: [naive.department].into(),
                    manager: None,
                };
                self.naive.users.insert(user.userid.to_string(), member);
            }
        }
        let again = self.write(|draft| draft.reject_application(&id));
        assert_eq!(again, Err(Refusal::ApplicationNotFound(id)));
    }

    pub fn check_invites(&self, view: &View<'_>) {
        let naive = |inviter: &Option<UserId>, department: Option<DepartmentId>| NaiveInvite {
            inviter: inviter.as_ref().map(ToString::to_string),
            department: department.map_or(1, |id| id.0),
        };
        let invites = view.invites(NOW).into_iter();
        let invites: BTreeMap<String, NaiveInvite> = invites
            .map(|one| (one.code.clone(), naive(&one.inviter, one.department)))
            .collect();
        assert_eq!(invites, self.naive.invites.invites);
        let applications = view.applications().into_iter();
        let applications: BTreeMap<String, NaiveInvite> = applications
            .map(|one| (one.mobile.to_string(), naive(&one.inviter, one.department)))
            .collect();
        assert_eq!(applications, self.naive.invites.applications);
    }
}
