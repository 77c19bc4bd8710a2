//! A department of the industry tree and who is in it: `GET /v1.0/orgbook/industry/{deptId}`.
//!
//! Whoever administers industry contacts for the whole organization sees all of the tree. Everybody else sees the departments that he is in
//! himself, what is below them, and the way down to them.

use super::paging;
use crate::limits::{INDUSTRY_BRANCHES_MAX, INDUSTRY_LEVELS_MAX};
use crate::prelude::*;
use org::Module;
use org::industry::{IndustryDepartment, IndustryPlace, IndustryUser};
use std::collections::{BTreeMap, BTreeSet};

/// Which department, and which page of its people.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// 1 is the root, which is always there; nobody is in it.
    dept_id: i64,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// People on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The department as the person who asks sees it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    dept_id: i64,
    /// `school`, `village` or `custom`; absent where there are no industry contacts.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// From below the root to the department itself, as far as it may be seen.
    path: Vec<Step>,
    /// Departments directly below it; on the first page alone, and at most 1,000.
    departments: Vec<Step>,
    /// People, in the order in which they came.
    members: Vec<Member>,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A department.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Step {
    dept_id: i64,
    name: String,
    /// What it is in its tree, such as `campus` or `class`.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    kind: String,
}

/// Somebody of the industry tree; the same id may be somebody else's among the ordinary contacts.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Member {
    user_id: String,
    name: String,
    /// Names of what the person is here.
    roles: Vec<String>,
}

impl Step {
    fn of(department: &IndustryDepartment) -> Self {
        Self {
            dept_id: department.id.0,
            name: department.name.clone(),
            kind: department.department_type.clone(),
        }
    }
}

impl Member {
    fn of<'a>(view: &View<'a>, user: &IndustryUser, place: &'a IndustryPlace) -> Self {
        let roles = view.industry_roles(&place.roles);
        Self {
            user_id: user.userid.to_string(),
            name: user.name.clone(),
            roles: roles.map(|(_, name)| name.to_owned()).collect(),
        }
    }
}

/// What somebody sees of the tree.
struct Sight<'v, 'a> {
    view: &'v View<'a>,
    /// `None` for all of it.
    own: Option<Own<'a>>,
}

/// Where somebody is himself.
#[derive(Default)]
struct Own<'a> {
    places: BTreeSet<DepartmentId>,
    /// Those, and all above them.
    way: BTreeMap<DepartmentId, &'a IndustryDepartment>,
}

impl<'v, 'a> Sight<'v, 'a> {
    fn of(view: &'v View<'a>, userid: &str) -> Self {
        let admin = view.admin(userid);
        let sees_all =
            admin.is_some_and(|admin| admin.is_whole() && admin.covers(Module::Industry));
        let mut own = Own::default();
        if !sees_all {
            for place in view.industry_places(userid) {
                own.places.insert(place.department);
                let line = line(view, place.department).into_iter();
                own.way.extend(line.map(|above| (above.id, above)));
            }
        }
        Self {
            view,
            own: (!sees_all).then_some(own),
        }
    }

    /// Whether somebody is in it or above it himself.
    fn is_inside(&self, id: DepartmentId) -> bool {
        let Some(own) = &self.own else { return true };
        let line = line(self.view, id);
        line.iter().any(|above| own.places.contains(&above.id))
    }

    /// Whether it may be seen: from inside, or on the way down to where somebody is.
    fn sees(&self, id: DepartmentId) -> bool {
        let own = self.own.as_ref();
        own.is_none_or(|own| own.way.contains_key(&id)) || self.is_inside(id)
    }

    /// What may be seen directly below a department that is there.
    fn below(&self, id: DepartmentId) -> Reply<Vec<Step>> {
        let departments: Vec<Step> = match &self.own {
            Some(own) if !self.is_inside(id) => {
                let below = own.way.values().filter(|below| below.parent == id);
                let below = below.take(INDUSTRY_BRANCHES_MAX);
                below.map(|below| Step::of(below)).collect()
            }
            _ => {
                let below = self.view.industry_children(id, 0, INDUSTRY_BRANCHES_MAX);
                let below = below.map_err(|_| DEPARTMENT)?.entries.into_iter();
                below.map(Step::of).collect()
            }
        };
        Ok(departments)
    }
}

/// From below the root to a department.
fn line<'a>(view: &View<'a>, id: DepartmentId) -> Vec<&'a IndustryDepartment> {
    let mut line = Vec::new();
    let mut next = id;
    while line.len() < INDUSTRY_LEVELS_MAX
        && let Ok(department) = view.industry_department(next)
    {
        line.push(department);
        next = department.parent;
    }
    line.reverse();
    line
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/industry/{deptId}", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON, DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let id = DepartmentId(self.dept_id);
        let from = paging::offset(self.cursor.as_deref())?;
        let size = paging::size(self.size)?;
        let sight = Sight::of(view, viewer.user().userid);
        if id != DepartmentId::ROOT && !sight.sees(id) {
            return Err(DEPARTMENT.into());
        }
        let departments = match from {
            0 => sight.below(id)?,
            _ => Vec::new(),
        };
        // Who is on the way down to where somebody is, is not told.
        let members = match id != DepartmentId::ROOT && sight.is_inside(id) {
            true => Some(view.industry_members(id, None, from as u64, size)),
            false => None,
        };
        let members = members.transpose().map_err(|_| DEPARTMENT)?;
        let next = members.as_ref().and_then(|page| page.next);
        let members = members.map(|page| page.entries).unwrap_or_default();
        let line = line(view, id);
        let has_any = sight.own.as_ref().is_none_or(|own| !own.places.is_empty());
        Ok(Response {
            dept_id: id.0,
            kind: view
                .industry()
                .filter(|_| has_any)
                .map(|told| told.kind.clone()),
            name: line.last().map(|department| department.name.clone()),
            path: line.into_iter().map(Step::of).collect(),
            departments,
            members: members
                .into_iter()
                .map(|(user, place)| Member::of(view, user, place))
                .collect(),
            next_cursor: next.map(|next| next.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{IndustryDepartmentFields, IndustryFacts, IndustryPlaceFields};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    /// A school: campus 2 with classes 3 and 4, and campus 5. Li teaches in 3, Zoe learns there, Amy in 4.
    fn school() -> Place {
        let mut acme = place("acme { li bob }");
        acme.operate(|draft| {
            draft.set_industry(IndustryFacts {
                kind: "school".to_owned(),
                region_id: String::new(),
                region_location: String::new(),
                region_type: String::new(),
            })?;
            for (id, parent, name, kind) in [
                (2, 1, "Campus", "campus"),
                (3, 2, "Class 1", "class"),
                (4, 2, "Class 2", "class"),
                (5, 1, "Other campus", "campus"),
            ] {
                draft.put_industry_department(IndustryDepartmentFields {
                    id: DepartmentId(id),
                    parent: DepartmentId(parent),
                    name: name.to_owned(),
                    contact_type: "classic".to_owned(),
                    department_type: kind.to_owned(),
                    feature: String::new(),
                })?;
            }
            let place = |department, role: &str| IndustryPlaceFields {
                department: DepartmentId(department),
                feature: String::new(),
                roles: vec![role.to_owned()],
            };
            draft.put_industry_user("zoe", "Zoe", vec![place(3, "student")])?;
            draft.put_industry_user("li", "Li", vec![place(3, "teacher")])?;
            draft.put_industry_user("amy", "Amy", vec![place(4, "student")])
        });
        acme
    }

    #[test]
    fn an_administrator_sees_the_tree_with_its_roles() {
        let mut acme = school();
        acme.as_person("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"kind":"school","path":[],"departments":[{"deptId":2,"name":"Campus","type":"campus"},{"deptId":5,"name":"Other campus","type":"campus"}],"members":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"deptId":2,"kind":"school","name":"Campus","path":[{"deptId":2,"name":"Campus","type":"campus"}],"departments":[{"deptId":3,"name":"Class 1","type":"class"},{"deptId":4,"name":"Class 2","type":"class"}],"members":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3})), @r#"{"deptId":3,"kind":"school","name":"Class 1","path":[{"deptId":2,"name":"Campus","type":"campus"},{"deptId":3,"name":"Class 1","type":"class"}],"departments":[],"members":[{"userId":"zoe","name":"Zoe","roles":["学生"]},{"userId":"li","name":"Li","roles":["老师"]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3, "size": 1})), @r#"{"deptId":3,"kind":"school","name":"Class 1","path":[{"deptId":2,"name":"Campus","type":"campus"},{"deptId":3,"name":"Class 1","type":"class"}],"departments":[],"members":[{"userId":"zoe","name":"Zoe","roles":["学生"]}],"nextCursor":"2"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3, "size": 1, "cursor": "2"})), @r#"{"deptId":3,"kind":"school","name":"Class 1","path":[{"deptId":2,"name":"Campus","type":"campus"},{"deptId":3,"name":"Class 1","type":"class"}],"departments":[],"members":[{"userId":"li","name":"Li","roles":["老师"]}]}"#);
    }

    #[test]
    fn who_is_in_it_sees_what_is_his_and_the_way_there() {
        let mut acme = school();
        acme.as_person("li");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"kind":"school","path":[],"departments":[{"deptId":2,"name":"Campus","type":"campus"}],"members":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"deptId":2,"kind":"school","name":"Campus","path":[{"deptId":2,"name":"Campus","type":"campus"}],"departments":[{"deptId":3,"name":"Class 1","type":"class"}],"members":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 3})), @r#"{"deptId":3,"kind":"school","name":"Class 1","path":[{"deptId":2,"name":"Campus","type":"campus"},{"deptId":3,"name":"Class 1","type":"class"}],"departments":[],"members":[{"userId":"zoe","name":"Zoe","roles":["学生"]},{"userId":"li","name":"Li","roles":["老师"]}]}"#);
        let hidden = acme.call(ROUTE, json!({"deptId": 4}));
        assert_snapshot!(hidden, @"404 department.notFound There is no such department, or you may not see it");
        assert_eq!(hidden, acme.call(ROUTE, json!({"deptId": 5})));
        assert_eq!(hidden, acme.call(ROUTE, json!({"deptId": 77})));
    }

    #[test]
    fn the_way_is_shown_however_many_stand_beside_it() {
        let mut acme = school();
        acme.operate(|draft| {
            for id in 10..10 + INDUSTRY_BRANCHES_MAX as i64 {
                draft.put_industry_department(IndustryDepartmentFields {
                    id: DepartmentId(id),
                    parent: DepartmentId::ROOT,
                    name: format!("Campus {id}"),
                    contact_type: "classic".to_owned(),
                    department_type: "campus".to_owned(),
                    feature: String::new(),
                })?;
            }
            let last = IndustryPlaceFields {
                department: DepartmentId(9 + INDUSTRY_BRANCHES_MAX as i64),
                feature: String::new(),
                roles: vec!["teacher".to_owned()],
            };
            draft.put_industry_user("bob", "Bob", vec![last])
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"kind":"school","path":[],"departments":[{"deptId":1009,"name":"Campus 1009","type":"campus"}],"members":[]}"#);
        acme.as_person("founder");
        let all = acme.call(ROUTE, json!({"deptId": 1}));
        let all: serde_json::Value = serde_json::from_str(&all).expect("JSON");
        let told = all["departments"].as_array().map(Vec::len);
        assert_eq!(told, Some(INDUSTRY_BRANCHES_MAX));
    }

    #[test]
    fn everybody_else_is_told_as_where_there_is_none() {
        let mut acme = school();
        acme.as_person("bob");
        let mut plain = place("acme { bob }");
        plain.as_person("bob");
        for id in [1, 2, 3, 77] {
            let told = acme.call(ROUTE, json!({"deptId": id}));
            assert_eq!(told, plain.call(ROUTE, json!({"deptId": id})));
        }
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @r#"{"deptId":1,"path":[],"departments":[],"members":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
        acme.as_person("nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1})), @"404 person.notFound There is no such person, or you may not see this person");
    }
}
