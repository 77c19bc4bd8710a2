//! How an organization begins.

use super::{Claim, Draft};
use crate::change::Change;
use crate::organization::{Admin, AdminLevel, BuiltInRole, Organization};
use crate::sentence;
use crate::user::{NewUser, UserFields};
use crate::{Department, DepartmentId, Refusal, RoleId, User, limits};
use std::collections::BTreeSet;

/// Groups and roles that administrators may rename and delete.
const FIRST_ROLES: &[(&str, &[&str])] = &[
    ("职务", &["财务", "人事", "行政"]),
    ("岗位", &["出纳", "销售", "客服"]),
];

/// The name space in which what people type to find an organization is unique over the installation.
pub const ORGANIZATION_CODE: &str = "organization_code";

/// What is given for a new organization.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its name.
    pub name: String,
    /// The creator's name.
    pub admin_name: String,
    /// The creator's mobile.
    pub admin_mobile: String,
    /// The creator's wanted userid.
    pub admin_userid: Option<String>,
}

impl Draft {
    /// Founds the organization in an empty value: root department, built-in roles, label groups, the creator as main administrator.
    ///
    /// # Errors
    /// Whatever is wrong with the names or the mobile.
    pub fn found(&mut self, founding: Founding) -> Result<User, Refusal> {
        if self.org.departments.contains_key(&DepartmentId::ROOT) {
            return Err(Refusal::Invalid(sentence!(
                "organization {id} exists",
                "组织 {id} 已存在",
                id = self.org.info.id
            )));
        }
        let name = founding.name.trim().to_owned();
        let length = name.chars().count();
        if length == 0 || length > limits::NAME_CHARS_MAX {
            return Err(Refusal::Invalid(sentence!(
                "an organization's name has 1 to {max} characters",
                "组织名称长度为 1 到 {max} 个字符",
                max = limits::NAME_CHARS_MAX
            )));
        }
        let code: String = format!("{:08}", self.draw_number() % 100_000_000);
        let first_label_id = 1_000_000_000 + (self.draw_number() % 3_000_000_000) as i64;
        let userid = match founding.admin_userid {
            Some(userid) => userid,
            None => format!("manager{:04}", self.draw_number() % 10_000),
        };
        let mut info = Organization {
            id: self.org.info.id.clone(),
            name: name.clone(),
            code: code.clone(),
            created_at: self.now(),
            main_admin: crate::UserId::new(""),
            next_label_id: first_label_id,
            largest_deleted_department: None,
            next_setting_id: crate::organization::FIRST_SETTING_ID,
            nearest_setting_wins: false,
            authentication: None,
            sign_in_provider: None,
            admins_need_second_factor: false,
            audit_days: None,
            language: None,
            logo: None,
            joining: Default::default(),
            linking: Default::default(),
        };
        self.claims.push(Claim {
            space: ORGANIZATION_CODE,
            value: code,
            holder: Some(info.id.to_string()),
        });
        self.change(Change::OrganizationSet(Box::new(info.clone())));
        let root = Department::named(DepartmentId::ROOT, &name, None, self.now());
        self.change(Change::DepartmentAdded(Box::new(root)));
        self.add_built_in_roles()?;
        self.add_first_label_groups();
        let creator = self.add_user(NewUser {
            userid: Some(userid),
            fields: UserFields {
                name: Some(founding.admin_name),
                mobile: Some(founding.admin_mobile),
                departments: Some(vec![DepartmentId::ROOT]),
                ..UserFields::default()
            },
            login_email: None,
        })?;
        self.activate_user(creator.userid.as_str())?;
        info = (*self.org.info).clone();
        info.main_admin = creator.userid.clone();
        self.change(Change::OrganizationSet(Box::new(info)));
        self.change(Change::AdminSet(Admin {
            userid: creator.userid.clone(),
            level: AdminLevel::Main,
            departments: None,
            apps: BTreeSet::new(),
            modules: None,
            group: None,
        }));
        Ok(creator)
    }

    fn add_built_in_roles(&mut self) -> Result<(), Refusal> {
        let default: RoleId = self.add_role_group("默认")?;
        for (name, kind) in [
            ("主管理员", BuiltInRole::MainAdmin),
            ("子管理员", BuiltInRole::SubAdmin),
            ("负责人", BuiltInRole::Boss),
            ("主管", BuiltInRole::DepartmentManager),
        ] {
            self.add_role_kind(default, name, Some(kind))?;
        }
        for (group, roles) in FIRST_ROLES {
            let group = self.add_role_group(group)?;
            for role in *roles {
                self.add_role(group, role)?;
            }
        }
        Ok(())
    }
}
