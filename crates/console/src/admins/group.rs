//! Management groups as they go over the wire.

use super::fields::{fault, modules};
use crate::prelude::*;
use org::{ManagementGroup, ManagementGroupId, Module, Power};
use std::collections::BTreeSet;

/// A group as it is given, whole.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Given {
    /// Unique in the organization.
    name: String,
    /// All its members; nobody when absent.
    members: Option<Vec<MemberGiven>>,
    scope: ScopeGiven,
    /// What of the console is open; everything when absent.
    modules: Option<Vec<String>>,
    /// Agent ids of apps that are managed; none when absent.
    app_ids: Option<Vec<i64>>,
}

/// Who belongs to a group.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MemberGiven {
    /// A userId.
    member_id: String,
    /// `user`, which is all there is; that when absent.
    member_type: Option<String>,
}

/// How far the power goes.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ScopeGiven {
    /// `organization` or `departments`.
    scope_type: String,
    /// With `departments`: which, each with all below.
    dept_ids: Option<Vec<i64>>,
}

impl Given {
    /// Makes the group, or changes the one of this id.
    pub(super) fn put(
        self,
        draft: &mut Draft,
        id: Option<ManagementGroupId>,
    ) -> Reply<GroupAnswer> {
        let members = members(self.members.unwrap_or_default())?;
        let power = Power {
            is_primary: false,
            departments: self.scope.departments()?,
            apps: self.app_ids.unwrap_or_default().into_iter().collect(),
            modules: self.modules.map(modules).transpose()?,
        };
        let id = draft.put_management_group(id, &self.name, power, &members);
        let id = id.map_err(fault)?;
        GroupAnswer::of(&draft.view(), id)
    }
}

fn members(given: Vec<MemberGiven>) -> Reply<Vec<String>> {
    let known = |member: MemberGiven| match member.member_type.as_deref() {
        None | Some("user") => Ok(member.member_id),
        Some(other) => {
            let detail = sentence!(
                "memberType is user, got {other}",
                "memberType 为 user，收到的是 {other}"
            );
            Err(Fault::invalid("members", detail))
        }
    };
    given.into_iter().map(known).collect()
}

impl ScopeGiven {
    fn departments(self) -> Reply<Option<BTreeSet<DepartmentId>>> {
        match self.scope_type.as_str() {
            "organization" => Ok(None),
            "departments" => {
                let ids = self.dept_ids.unwrap_or_default().into_iter();
                let ids: BTreeSet<DepartmentId> = ids.map(DepartmentId).collect();
                Ok(Some(ids).filter(|ids| !ids.contains(&DepartmentId::ROOT)))
            }
            other => {
                let detail = sentence!(
                    "scopeType is organization or departments, got {other}",
                    "scopeType 为 organization 或 departments，收到的是 {other}"
                );
                Err(Fault::invalid("scope", detail))
            }
        }
    }
}

/// A group as it is told.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupAnswer {
    group_id: i64,
    name: String,
    members: Vec<MemberAnswer>,
    scope: ScopeAnswer,
    modules: Vec<&'static str>,
    app_ids: Vec<i64>,
    /// The sub-administrator who made it out of his own power, of a secondary group.
    #[serde(skip_serializing_if = "Option::is_none")]
    maker: Option<Maker>,
    /// Whether the caller may change it.
    changeable: bool,
}

/// Who belongs to a group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MemberAnswer {
    member_id: String,
    member_type: &'static str,
    name: String,
}

/// How far the power goes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct ScopeAnswer {
    /// `organization` or `departments`.
    scope_type: &'static str,
    departments: Vec<Place>,
}

/// A department that is administered.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Place {
    dept_id: i64,
    name: String,
}

/// Who made a group.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Maker {
    user_id: String,
    name: String,
}

impl GroupAnswer {
    pub(super) fn of(view: &View<'_>, id: ManagementGroupId) -> Reply<Self> {
        let group = view.management_groups().find(|group| group.id == id);
        Ok(Self::told(view, group.ok_or(MANAGEMENT_GROUP)?))
    }

    pub(super) fn told(view: &View<'_>, group: &ManagementGroup) -> Self {
        let members = view.management_group_members(group.id);
        let members = members.map(|admin| MemberAnswer {
            member_id: admin.userid.to_string(),
            member_type: "user",
            name: name(view, admin.userid.as_str()),
        });
        let maker = group.maker.as_ref().map(|id| Maker {
            user_id: id.to_string(),
            name: name(view, id.as_str()),
        });
        Self {
            group_id: group.id.0,
            name: group.name.clone(),
            members: members.collect(),
            scope: ScopeAnswer {
                scope_type: match group.departments {
                    None => "organization",
                    Some(_) => "departments",
                },
                departments: places(view, group.departments.iter().flatten()),
            },
            modules: open(|module| {
                let modules = group.modules.as_ref();
                modules.is_none_or(|modules| modules.contains(&module))
            }),
            app_ids: group.apps.iter().copied().collect(),
            maker,
            changeable: view.may_change_management_group(group),
        }
    }
}

fn name(view: &View<'_>, userid: &str) -> String {
    let user = view.user(userid);
    user.map_or_else(|_| String::new(), |user| user.name.to_owned())
}

/// Departments by name, as far as the caller may see them.
pub(super) fn places<'a>(
    view: &View<'_>,
    ids: impl Iterator<Item = &'a DepartmentId>,
) -> Vec<Place> {
    let told = ids.filter_map(|id| {
        let department = view.department(*id).ok()?;
        Some(Place {
            dept_id: id.0,
            name: department.name.clone(),
        })
    });
    told.collect()
}

/// The names of modules.
pub(super) fn open(is_open: impl Fn(Module) -> bool) -> Vec<&'static str> {
    let open = Module::ALL.into_iter().filter(|module| is_open(*module));
    open.map(Module::as_str).collect()
}
