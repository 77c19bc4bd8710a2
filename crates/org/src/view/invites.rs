//! Ways into the organization, and who asks to come in.

use super::View;
use crate::invite::{Application, Blocked, Invite};
use crate::{DepartmentId, Millis, Mobile, Refusal, UserId};

/// How somebody came to apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The department into which it leads; the root for `None`.
    pub department: Option<DepartmentId>,
    /// Who invited.
    pub inviter: Option<UserId>,
    /// The only number that may apply.
    pub mobile: Option<Mobile>,
}

/// What stands between a userid's letters in a link.
const SEPARATOR: char = '.';

/// Which organization a code for joining names, and what it says besides. A code that names none is an organization's own code.
pub fn split_code(code: &str) -> Option<(&str, &str)> {
    let (org, rest) = code.split_once(SEPARATOR)?;
    let is_id = !org.is_empty() && org.bytes().all(|one| one.is_ascii_alphanumeric());
    is_id.then_some((org, rest))
}

impl View<'_> {
    /// What a link for joining ends with, made of what an invitation's code is.
    pub fn invite_code(&self, invite: &Invite) -> String {
        format!("{}{SEPARATOR}{}", self.org.info.id, invite.code)
    }

    /// What the link of an inviter into a department ends with. The same until links are reset.
    pub fn standing_code(&self, inviter: &str, department: DepartmentId) -> String {
        let signature = self.link_signature(inviter, department);
        let inviter: String = inviter.bytes().map(|byte| format!("{byte:02x}")).collect();
        let org = &self.org.info.id;
        format!("{org}{SEPARATOR}{signature}{SEPARATOR}{department}{SEPARATOR}{inviter}")
    }

    /// What those who find the organization by its name apply with.
    pub fn name_code(&self) -> String {
        format!("{}{SEPARATOR}", self.org.info.id)
    }

    /// What a code for joining says besides the organization: where it leads, and who gave it. Not narrowed.
    ///
    /// # Errors
    /// [`Refusal::InviteNotFound`] for a code that was never given, has ended or was taken back, and for a way that is closed;
    /// [`Refusal::JoiningClosed`] where it would lead in if the organization took members.
    pub fn way_in(&self, rest: &str, now: Millis) -> Result<Way, Refusal> {
        let joining = &self.org.info.joining;
        let way = match rest {
            "" if joining.by_name => Some(Way::default()),
            _ if joining.by_link => self.linked_way(rest, now),
            _ => None,
        };
        let way = way.ok_or_else(|| Refusal::InviteNotFound(rest.to_owned()))?;
        if joining.invitations {
            Ok(way)
        } else {
            Err(Refusal::JoiningClosed)
        }
    }

    /// The same for the organization's own code.
    ///
    /// # Errors
    /// As [`View::way_in`].
    pub fn way_by_code(&self) -> Result<Way, Refusal> {
        let joining = &self.org.info.joining;
        match (joining.by_code, joining.invitations) {
            (false, _) => Err(Refusal::InviteNotFound(self.org.info.code.clone())),
            (true, false) => Err(Refusal::JoiningClosed),
            (true, true) => Ok(Way::default()),
        }
    }

    fn linked_way(&self, rest: &str, now: Millis) -> Option<Way> {
        let parts: Vec<&str> = rest.split(SEPARATOR).collect();
        match parts[..] {
            [code] => {
                let invite = self.org.invites.all.get(code)?;
                (invite.expires_at > now).then(|| Way {
                    department: invite.department,
                    inviter: invite.inviter.clone(),
                    mobile: invite.mobile.clone(),
                })
            }
            [signature, department, inviter] => {
                let department = DepartmentId(department.parse().ok()?);
                let inviter = from_hex(inviter)?;
                let expected = self.link_signature(&inviter, department);
                let is_right = expected == signature && !self.org.info.joining.link_key.is_empty();
                // Whoever invited, or the department, may be gone.
                let is_there = self.org.people.row(&inviter).is_some()
                    && self.org.departments.contains_key(&department);
                (is_right && is_there).then(|| Way {
                    department: Some(department).filter(|id| *id != DepartmentId::ROOT),
                    inviter: Some(UserId::new(&inviter)),
                    mobile: None,
                })
            }
            _ => None,
        }
    }

    /// Whether an administrator has to agree to whoever comes into a department. Not narrowed.
    pub fn needs_approval(&self, department: Option<DepartmentId>) -> bool {
        let department = department.unwrap_or(DepartmentId::ROOT);
        !self.org.info.joining.without_approval && !self.approves_applications(department)
    }

    /// The name of the department into which a way leads, unless it is the root. Not narrowed.
    pub fn way_name(&self, way: &Way) -> Option<&str> {
        let node = self.org.departments.get(&way.department?)?;
        Some(&node.department.name)
    }

    pub(crate) fn sees_invite(&self, invite: &Invite) -> bool {
        self.sees_department(invite.department.unwrap_or(DepartmentId::ROOT))
    }

    pub(crate) fn sees_application(&self, application: &Application) -> bool {
        self.sees_department(application.department.unwrap_or(DepartmentId::ROOT))
    }

    /// Whether the caller may decide an application, or could while it waited.
    pub fn decides(&self, application: &Application) -> bool {
        self.sees_application(application)
    }

    /// Invitations that lead in, newest first, within what the caller sees.
    pub fn invites(&self, now: Millis) -> Vec<&Invite> {
        let all = self.org.invites.all.values().map(|invite| &**invite);
        let open = all.filter(|invite| invite.expires_at > now && self.sees_invite(invite));
        let mut open: Vec<&Invite> = open.collect();
        open.sort_by_key(|invite| (std::cmp::Reverse(invite.created_at), &invite.code));
        open
    }

    /// Invitations that lead in no more and have not been swept away yet, within what the caller sees.
    pub fn expired_invites(&self, now: Millis) -> Vec<&Invite> {
        let all = self.org.invites.all.values().map(|invite| &**invite);
        all.filter(|invite| invite.expires_at <= now && self.sees_invite(invite))
            .collect()
    }

    /// Applications that wait, oldest first, within what the caller sees.
    pub fn applications(&self) -> Vec<&Application> {
        let all = self.org.invites.applications.values();
        let all = all.map(|application| &**application);
        let mut seen: Vec<&Application> = all.filter(|one| self.sees_application(one)).collect();
        seen.sort_by_key(|application| (application.applied_at, &application.id));
        seen
    }

    /// Those of them that lead into a department, or with `below` also into one below it.
    pub fn applications_into(&self, department: DepartmentId, below: bool) -> Vec<&Application> {
        let leads = |application: &&Application| {
            let into = application.department.unwrap_or(DepartmentId::ROOT);
            into == department || below && self.org.lineage(into).contains(&department)
        };
        self.applications().into_iter().filter(leads).collect()
    }

    /// Numbers whose applications are not shown, newest first; nobody's for a caller who does not see everybody.
    pub fn blocked_applicants(&self) -> Vec<&Blocked> {
        if !self.sees_department(DepartmentId::ROOT) {
            return Vec::new();
        }
        let all = self.org.invites.blocked.values();
        let mut all: Vec<&Blocked> = all.map(|blocked| &**blocked).collect();
        all.sort_by_key(|blocked| (std::cmp::Reverse(blocked.at), blocked.mobile.to_string()));
        all
    }
}

fn from_hex(text: &str) -> Option<String> {
    let is_hex = text.len().is_multiple_of(2) && text.bytes().all(|one| one.is_ascii_hexdigit());
    let pairs = (0..text.len()).step_by(2).filter(|_| is_hex);
    let bytes: Vec<u8> = pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect::<Option<_>>()?;
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.is_empty())
}
