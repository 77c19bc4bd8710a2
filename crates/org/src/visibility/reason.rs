//! Why somebody is seen or not.

use super::{Setting, SettingKind};
use crate::{Department, DepartmentId, Field, Guest};

/// A rule that decided.
#[derive(Clone, Copy, Debug)]
pub enum Reason<'a> {
    /// Everybody sees himself.
    Myself,
    /// An administrator sees whom he manages.
    Admin,
    /// One of the two is not in the organization.
    NotMember,
    /// The console hides a department.
    ConsoleHides(&'a Department),
    /// The console restricts what a department's people see.
    ConsoleRestricts(&'a Department),
    /// A guest's people are hidden from everybody else.
    PartnerHides(&'a Guest),
    /// A guest's people see nobody else.
    PartnerRestricts(&'a Guest),
    /// A setting of an app.
    Setting(&'a Setting),
    /// The person's number is hidden.
    MobileHidden,
    /// The person is in Executive mode.
    Executive,
    /// A field is not shown to everybody.
    Audience(&'a Field),
}

/// Reasons by the step in which they arose.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace<'a> {
    /// Whether every reason is wanted, and not the first alone.
    pub(crate) whole: bool,
    pub(crate) refusing: Vec<Reason<'a>>,
    /// Rules that would refuse somebody else.
    pub(crate) passing: Vec<Reason<'a>>,
}

impl<'a> Trace<'a> {
    pub(crate) fn whole() -> Self {
        Self {
            whole: true,
            ..Self::default()
        }
    }

    pub(crate) fn refuse(&mut self, reason: Reason<'a>) {
        push_once(&mut self.refusing, reason);
    }

    pub(crate) fn pass(&mut self, reason: Reason<'a>) {
        if self.whole {
            push_once(&mut self.passing, reason);
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        for reason in other.refusing {
            self.refuse(reason);
        }
        for reason in other.passing {
            self.pass(reason);
        }
    }
}

fn push_once<'a>(reasons: &mut Vec<Reason<'a>>, reason: Reason<'a>) {
    if !reasons.iter().any(|known| known.same(&reason)) {
        reasons.push(reason);
    }
}

impl Reason<'_> {
    /// Whether it is the same rule, whatever it says.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::ConsoleHides(one), Self::ConsoleHides(other))
            | (Self::ConsoleRestricts(one), Self::ConsoleRestricts(other)) => one.id == other.id,
            (Self::PartnerHides(one), Self::PartnerHides(other))
            | (Self::PartnerRestricts(one), Self::PartnerRestricts(other)) => one.org == other.org,
            (Self::Setting(one), Self::Setting(other)) => one.id == other.id,
            (Self::Audience(one), Self::Audience(other)) => one.id == other.id,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Tells rules apart.
    pub fn id(&self) -> String {
        match self {
            Self::Myself => "self".to_owned(),
            Self::Admin => "admin".to_owned(),
            Self::NotMember => "not_member".to_owned(),
            Self::ConsoleHides(department) => format!("console:hide:{}", department.id),
            Self::ConsoleRestricts(department) => format!("console:restrict:{}", department.id),
            Self::PartnerHides(guest) => format!("partner:hide:{}", guest.org),
            Self::PartnerRestricts(guest) => format!("partner:restrict:{}", guest.org),
            Self::Setting(setting) => format!("api:{}:{}", self.kind(), setting.id),
            Self::MobileHidden => "user:hide_mobile".to_owned(),
            Self::Executive => "user:executive".to_owned(),
            Self::Audience(field) => format!("field:{}", field.id),
        }
    }

    /// Where the rule was set.
    pub fn origin(&self) -> &'static str {
        match self {
            Self::Myself | Self::Admin | Self::NotMember => "builtin",
            Self::ConsoleHides(_) | Self::ConsoleRestricts(_) | Self::Audience(_) => "console",
            // Facts of the person, set by either.
            Self::MobileHidden | Self::Executive => "builtin",
            Self::Setting(_) | Self::PartnerHides(_) | Self::PartnerRestricts(_) => "api",
        }
    }

    /// What the rule does.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Myself => "self",
            Self::Admin => "admin",
            Self::NotMember => "not_member",
            Self::ConsoleHides(_) | Self::PartnerHides(_) => "hide",
            Self::ConsoleRestricts(_) | Self::PartnerRestricts(_) => "restrict",
            Self::Setting(setting) => match setting.kind() {
                SettingKind::Hide => "hide",
                SettingKind::Restrict => "restrict",
                SettingKind::HideAttributes => "attribute",
            },
            Self::MobileHidden => "hide_mobile",
            Self::Executive => "executive",
            Self::Audience(_) => "audience",
        }
    }

    /// The department whose name the rule has.
    pub(crate) fn department(&self) -> Option<DepartmentId> {
        match self {
            Self::ConsoleHides(department) | Self::ConsoleRestricts(department) => {
                Some(department.id)
            }
            Self::PartnerHides(guest) | Self::PartnerRestricts(guest) => guest.mount,
            _ => None,
        }
    }

    /// The name that people know it by, may be empty.
    pub fn name(&self) -> &str {
        match self {
            Self::ConsoleHides(department) | Self::ConsoleRestricts(department) => &department.name,
            Self::PartnerHides(guest) | Self::PartnerRestricts(guest) => guest.shown_name(),
            Self::Setting(setting) => &setting.name,
            Self::Audience(field) => field.shown_label(),
            _ => "",
        }
    }
}
