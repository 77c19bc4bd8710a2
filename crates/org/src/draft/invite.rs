//! How people are invited, apply, and are let in or not.

use super::handover::written;
use super::{Draft, letters};
use crate::change::Change;
use crate::invite::{Applicant, Application, Blocked, Decided, Decision, Invite};
use crate::sentence;
use crate::user::{NewUser, UserFields};
use crate::view::Way;
use crate::{DepartmentId, Millis, Mobile, Refusal, User, UserId, limits};

/// Letters of an application's id.
const APPLICATION_LETTERS: usize = 16;

/// What is given for a new invitation.
#[derive(Clone, Debug)]
pub struct NewInvite {
    /// The department into which it leads; the root for `None`.
    pub department: Option<DepartmentId>,
    /// The only number that may apply with it.
    pub mobile: Option<String>,
    /// How long it leads in.
    pub valid_ms: i64,
    /// Who makes it, where a person does.
    pub inviter: Option<UserId>,
}

/// What is given for an application.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// How the person came.
    pub way: Way,
    /// The person's name.
    pub name: String,
    /// The person's number.
    pub mobile: String,
    /// A few words.
    pub greeting: String,
    /// Who it is, where the person is signed in.
    pub applicant: Option<Applicant>,
}

/// What came of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// An administrator decides; or nobody does, and the person is not to learn it.
    Waiting,
    /// The person is a member now.
    Joined(UserId),
    /// The person was a member before.
    Member(UserId),
}

impl Draft {
    /// Makes a link that leads in.
    ///
    /// # Errors
    /// [`Refusal::JoiningClosed`] while links are off, [`Refusal::InvitesForbidden`] where people may not invite,
    /// [`Refusal::DepartmentNotFound`], [`Refusal::MobileInvalid`], [`Refusal::Invalid`] for too many and for too long.
    pub fn make_invite(&mut self, new: NewInvite) -> Result<Invite, Refusal> {
        let joining = &self.org.info.joining;
        if !joining.invitations || !joining.by_link {
            return Err(Refusal::JoiningClosed);
        }
        if new.inviter.is_some() && joining.admins_alone {
            return Err(Refusal::InvitesForbidden);
        }
        if !(1..=limits::INVITE_VALID_MS_MAX).contains(&new.valid_ms) {
            return Err(Refusal::Invalid(sentence!(
                "an invitation is valid for 1 to {max} days",
                "邀请的有效期为 1 到 {max} 天",
                max = limits::INVITE_VALID_MS_MAX / 86_400_000
            )));
        }
        let mobile = new.mobile.as_deref().map(Mobile::parse).transpose()?;
        if let Some(id) = new.department {
            self.check_leads_into(id, new.inviter.as_ref())?;
        }
        self.forget_expired_invites();
        self.check_place_for_invite(new.inviter.as_ref())?;
        let now = self.now();
        let invite = Invite {
            code: letters(&self.draw(), limits::INVITE_CODE_CHARS),
            department: new.department.filter(|id| *id != DepartmentId::ROOT),
            inviter: new.inviter,
            mobile,
            created_at: now,
            expires_at: Millis(now.0 + new.valid_ms),
        };
        self.change(Change::InviteSet(Box::new(invite.clone())));
        Ok(invite)
    }

    /// Whether there is such a department for whoever invites, and its people are the organization's own.
    fn check_leads_into(&self, id: DepartmentId, inviter: Option<&UserId>) -> Result<(), Refusal> {
        let seen = match inviter {
            None => self.view().department(id).is_ok(),
            Some(userid) => {
                let viewer = crate::visibility::Viewer::new(&self.org, userid.as_str())?;
                viewer.sees_department(id)
            }
        };
        if seen && self.org.is_native_department(id) {
            return Ok(());
        }
        Err(Refusal::DepartmentNotFound(id))
    }

    fn check_place_for_invite(&self, inviter: Option<&UserId>) -> Result<(), Refusal> {
        let all = &self.org.invites.all;
        let full = |max: usize, [english, chinese]: [&str; 2]| {
            Err(Refusal::Invalid(sentence!(
                "at most {max} invitations {english} are open at once; take some back",
                "{chinese}最多同时有 {max} 份有效的邀请；请先撤回一些"
            )))
        };
        if all.len() >= limits::INVITES_MAX {
            return full(limits::INVITES_MAX, ["of an organization", "一个组织"]);
        }
        let own = all.values();
        let own = own.filter(|invite| inviter.is_some() && invite.inviter.as_ref() == inviter);
        if own.count() >= limits::INVITES_OF_ONE_MAX {
            return full(limits::INVITES_OF_ONE_MAX, ["of one person", "一个人"]);
        }
        Ok(())
    }

    fn forget_expired_invites(&mut self) {
        let now = self.now();
        let all = self.org.invites.all.values();
        let expired = all.filter(|invite| invite.expires_at <= now);
        let expired: Vec<String> = expired.map(|invite| invite.code.clone()).collect();
        for code in expired {
            self.change(Change::InviteRemoved(code));
        }
    }

    /// Takes an invitation back; only one's own for a person.
    ///
    /// # Errors
    /// [`Refusal::InviteNotFound`].
    pub fn remove_invite(&mut self, code: &str, by: Option<&UserId>) -> Result<(), Refusal> {
        let invite = self.org.invites.all.get(code);
        let invite = invite.filter(|invite| by.is_none() || invite.inviter.as_ref() == by);
        if invite.is_none_or(|invite| !self.view().sees_invite(invite) && by.is_none()) {
            return Err(Refusal::InviteNotFound(code.to_owned()));
        }
        self.change(Change::InviteRemoved(code.to_owned()));
        Ok(())
    }

    /// Takes back every invitation of a number. Tells how many there were.
    ///
    /// # Errors
    /// [`Refusal::MobileInvalid`].
    pub fn recall_invites(&mut self, mobile: &str) -> Result<usize, Refusal> {
        let mobile = Mobile::parse(mobile)?;
        let now = self.now();
        let all = self.org.invites.all.values();
        let of_mobile = all.filter(|invite| {
            invite.mobile.as_ref() == Some(&mobile)
                && invite.expires_at > now
                && self.view().sees_invite(invite)
        });
        let codes: Vec<String> = of_mobile.map(|invite| invite.code.clone()).collect();
        let count = codes.len();
        for code in codes {
            self.change(Change::InviteRemoved(code));
        }
        Ok(count)
    }

    /// Asks to become a member, or makes a signed-in person one where nobody needs to be asked. Who applies without being known
    /// learns nothing of who is a member or blocked.
    ///
    /// # Errors
    /// [`Refusal::JoiningClosed`], [`Refusal::MobileInvalid`], [`Refusal::UserNameInvalid`], [`Refusal::ApplicationsFull`],
    /// [`Refusal::Invalid`] for words that are too long, and whatever keeps somebody from being added.
    pub fn apply_to_join(&mut self, new: NewApplication) -> Result<Applied, Refusal> {
        if !self.org.info.joining.invitations {
            return Err(Refusal::JoiningClosed);
        }
        let (mobile, name) = self.checked_applicant(&new)?;
        let Way {
            department,
            inviter,
            mobile: only,
        } = new.way;
        let is_known = new.applicant.is_some();
        let is_barred = self.org.invites.blocked.contains_key(&mobile.to_string());
        if is_barred || only.is_some_and(|only| only != mobile) {
            return Ok(Applied::Waiting);
        }
        if let Some(member) = self.org.people.by_mobile(&mobile) {
            return Ok(match is_known {
                true => Applied::Member(UserId::new(member.userid)),
                false => Applied::Waiting,
            });
        }
        let application = Application {
            id: letters(&self.draw(), APPLICATION_LETTERS),
            name,
            mobile,
            greeting: new.greeting.trim().to_owned(),
            applicant: new.applicant,
            department,
            inviter,
            applied_at: self.now(),
        };
        if is_known && !self.view().needs_approval(department) {
            let user = self.let_in(&application, UserFields::default(), None)?;
            self.decide(application, Decision::LetIn, Some(&user));
            return Ok(Applied::Joined(user.userid));
        }
        self.store_application(application)?;
        Ok(Applied::Waiting)
    }

    fn checked_applicant(&self, new: &NewApplication) -> Result<(Mobile, String), Refusal> {
        let mobile = Mobile::parse(&new.mobile)?;
        let fields = UserFields {
            name: Some(new.name.clone()),
            ..UserFields::default()
        };
        fields.check()?;
        let greeting = new.greeting.trim();
        let is_odd = |one: char| one.is_control() && one != '\n';
        if greeting.chars().count() > limits::GREETING_CHARS_MAX || greeting.contains(is_odd) {
            return Err(Refusal::Invalid(sentence!(
                "a greeting has at most {max} characters, all of them visible",
                "附言最多 {max} 个可见字符",
                max = limits::GREETING_CHARS_MAX
            )));
        }
        Ok((mobile, new.name.trim().to_owned()))
    }

    /// One for each number: a later one takes the place of an earlier, unless that came from somebody who is known.
    fn store_application(&mut self, application: Application) -> Result<(), Refusal> {
        let earlier = self.org.invites.of_mobile(&application.mobile).cloned();
        if let Some(earlier) = earlier {
            if earlier.applicant.is_some() && application.applicant.is_none() {
                return Ok(());
            }
            self.change(Change::ApplicationRemoved(earlier.id.clone()));
        } else if self.org.invites.applications.len() >= limits::APPLICATIONS_MAX {
            return Err(Refusal::ApplicationsFull);
        }
        self.change(Change::ApplicationSet(Box::new(application)));
        Ok(())
    }

    fn let_in(
        &mut self,
        application: &Application,
        given: UserFields,
        userid: Option<String>,
    ) -> Result<User, Refusal> {
        let department = application.department.unwrap_or(DepartmentId::ROOT);
        let fields = UserFields {
            name: given
                .name
                .clone()
                .or_else(|| Some(application.name.clone())),
            mobile: Some(written(&application.mobile)),
            departments: given.departments.clone().or_else(|| Some(vec![department])),
            ..given
        };
        self.add_user(NewUser {
            userid,
            fields,
            login_email: None,
        })
    }

    fn decide(&mut self, application: Application, decision: Decision, user: Option<&User>) {
        let key = application.id.clone();
        let decided = Decided {
            application,
            decision,
            userid: user.map(|user| user.userid.clone()),
        };
        self.remember(Decided::KIND, &key, &decided);
    }

    /// An application that waits and that the caller may decide.
    fn waiting(&self, id: &str) -> Result<Application, Refusal> {
        let application = self.org.invites.applications.get(id);
        let seen = application.filter(|application| self.view().sees_application(application));
        let application = seen.ok_or_else(|| Refusal::ApplicationNotFound(id.to_owned()))?;
        Ok((**application).clone())
    }

    /// Makes whoever applied a member, in the department of the application unless others are given.
    ///
    /// # Errors
    /// [`Refusal::ApplicationNotFound`], and whatever keeps somebody from being added.
    pub fn approve_application(
        &mut self,
        id: &str,
        userid: Option<String>,
        fields: UserFields,
    ) -> Result<User, Refusal> {
        let application = self.waiting(id)?;
        let user = self.let_in(&application, fields, userid)?;
        self.change(Change::ApplicationRemoved(id.to_owned()));
        self.decide(application, Decision::Approved, Some(&user));
        Ok(user)
    }

    /// Says no.
    ///
    /// # Errors
    /// [`Refusal::ApplicationNotFound`].
    pub fn reject_application(&mut self, id: &str) -> Result<(), Refusal> {
        let application = self.waiting(id)?;
        self.change(Change::ApplicationRemoved(id.to_owned()));
        self.decide(application, Decision::Rejected, None);
        Ok(())
    }

    /// Says no, and shows no later application of this number.
    ///
    /// # Errors
    /// [`Refusal::ApplicationNotFound`], [`Refusal::Invalid`] for too many.
    pub fn block_application(&mut self, id: &str) -> Result<(), Refusal> {
        let application = self.waiting(id)?;
        if self.org.invites.blocked.len() >= limits::BLOCKED_APPLICANTS_MAX {
            let max = limits::BLOCKED_APPLICANTS_MAX;
            return Err(Refusal::Invalid(sentence!(
                "at most {max} numbers are blocked",
                "最多屏蔽 {max} 个号码"
            )));
        }
        self.change(Change::ApplicationRemoved(id.to_owned()));
        self.change(Change::ApplicantBlocked(Box::new(Blocked {
            mobile: application.mobile.clone(),
            name: application.name.clone(),
            at: self.now(),
        })));
        self.decide(application, Decision::Blocked, None);
        Ok(())
    }
}
