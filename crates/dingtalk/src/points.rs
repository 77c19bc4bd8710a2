//! The permission points of Contacts.

/// Opens `mobile` and `state_code` of people's details.
pub const FIELD_MOBILE: &str = "fieldMobile";
/// Opens mail addresses, place of work, remark and custom values of people's details.
pub const FIELD_EMAIL: &str = "fieldEmail";

/// Every point that an app may be granted, in the order of their names.
pub const ALL: &[&str] = &[
    "Contact.Common.Read",
    "Contact.CooperateCorp.Read",
    "Contact.CooperateCorp.Write",
    "Contact.Org.Read",
    "Contact.OrgAccount.VisiblityInOtherOrg",
    "Contact.OrgAccountMigration.Read",
    "Contact.OrgAccountSecurity.ReadWrite",
    "Contact.ReachableRule.ReadWrite",
    "Contact.UnionBranchData.Read",
    "Contact.User.Read",
    "Contact.User.mobile",
    "Contact.Visibility.ReadWrite",
    FIELD_EMAIL,
    FIELD_MOBILE,
    "open_app_api_base",
    "qyapi_addresslist_search",
    "qyapi_base",
    "qyapi_ext_read",
    "qyapi_ext_write",
    "qyapi_get_department_list",
    "qyapi_get_department_member",
    "qyapi_get_member",
    "qyapi_get_member_by_mobile",
    "qyapi_get_omp_sso_userinfo",
    "qyapi_industry_info_read",
    "qyapi_liveness_base",
    "qyapi_manage_addresslist",
    "qyapi_related_org_read",
    "snsapi_base",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_needs_a_point_of_the_list() {
        for route in crate::routes() {
            if let Some(point) = route.spec.permission {
                assert!(ALL.contains(&point), "{} needs {point}", route.spec.path);
            }
        }
        assert!(ALL.is_sorted());
    }
}
