//! The parts into which the power of administrators is cut.

use serde::{Deserialize, Serialize};

/// A part of what administrators do. Every permission point of the route table belongs to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// People and departments.
    Contacts,
    /// Roles and who holds them.
    Roles,
    /// Who sees whom, and which fields.
    Visibility,
    /// External contacts and their labels.
    ExternalContacts,
    /// Enterprise accounts.
    Accounts,
    /// Linked organizations.
    Partners,
    /// Industry contacts.
    Industry,
    /// Apps, and what they are told.
    Integrations,
    /// The log of who changed what. Without it administrators are told what they did themselves.
    Audit,
    /// The organization's own facts.
    Organization,
}

impl Module {
    /// Every module.
    pub const ALL: [Self; 10] = [
        Self::Contacts,
        Self::Roles,
        Self::Visibility,
        Self::ExternalContacts,
        Self::Accounts,
        Self::Partners,
        Self::Industry,
        Self::Integrations,
        Self::Audit,
        Self::Organization,
    ];

    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Roles => "roles",
            Self::Visibility => "visibility",
            Self::ExternalContacts => "externalContacts",
            Self::Accounts => "accounts",
            Self::Partners => "partners",
            Self::Industry => "industry",
            Self::Integrations => "integrations",
            Self::Audit => "audit",
            Self::Organization => "organization",
        }
    }

    /// The module of a name on the wire.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|module| module.as_str() == name)
    }

    /// The permission points that belong to it.
    pub const fn points(self) -> &'static [&'static str] {
        match self {
            Self::Contacts => &[
                "Contact.Common.Read",
                "Contact.User.Read",
                "qyapi_addresslist_search",
                "qyapi_get_department_list",
                "qyapi_get_department_member",
                "qyapi_get_member",
                "qyapi_get_member_by_mobile",
                "qyapi_liveness_base",
                "qyapi_manage_addresslist",
            ],
            Self::Visibility => &[
                "Contact.ReachableRule.ReadWrite",
                "Contact.Visibility.ReadWrite",
            ],
            Self::ExternalContacts => &["qyapi_ext_read", "qyapi_ext_write"],
            Self::Accounts => &[
                "Contact.OrgAccount.VisiblityInOtherOrg",
                "Contact.OrgAccountMigration.Read",
                "Contact.OrgAccountSecurity.ReadWrite",
            ],
            Self::Partners => &[
                "Contact.CooperateCorp.Read",
                "Contact.CooperateCorp.Write",
                "Contact.UnionBranchData.Read",
                "qyapi_related_org_read",
            ],
            Self::Industry => &["qyapi_industry_info_read"],
            Self::Integrations => &["qyapi_base"],
            Self::Organization => &["Contact.Org.Read"],
            // Nothing but our own endpoints, which name their module.
            Self::Roles | Self::Audit => &[],
        }
    }

    /// The module that a permission point belongs to.
    pub fn of_point(point: &str) -> Option<Self> {
        let mut modules = Self::ALL.into_iter();
        modules.find(|module| module.points().contains(&point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_points_belong_to_one() {
        let mut points = std::collections::BTreeSet::new();
        for module in Module::ALL {
            assert_eq!(Module::named(module.as_str()), Some(module));
            for point in module.points() {
                assert!(points.insert(*point), "{point} belongs to two modules");
                assert_eq!(Module::of_point(point), Some(module));
            }
        }
        assert_eq!(Module::named("everything"), None);
        assert_eq!(Module::of_point("qyapi_nothing"), None);
    }
}
