//! Find people and departments: `GET /v1.0/orgbook/search`.

use super::fields::{Person, Step, path};
use super::paging;
use crate::limits::QUERY_CHARS_MAX;
use crate::prelude::*;
use org::name::MatchedReading;
use org::visibility::{Hit, MatchedField, Viewer, Withheld};
use org::{Surface, UserRef};

/// What to find, and which part of the hits.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Any part of a name, its pinyin or its initials; a job number or its last four characters or more; four digits or
    /// more of the end of a phone number; two characters or more of a title; or a name and a department or title with a
    /// space between.
    q: String,
    /// `people`, `departments`, or both with a comma between; both when absent.
    kind: Option<String>,
    /// `nextCursor` of the page before; absent for the first.
    cursor: Option<String>,
    /// Hits of each kind on a page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// The hits, best first.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    people: Vec<FoundPerson>,
    departments: Vec<FoundDepartment>,
    /// Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Somebody who was found. Each field is absent when whoever asks may not see it, or it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FoundPerson {
    user_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_number: Option<String>,
    /// Whether the person manages a department that may be seen.
    leader: bool,
    /// Whether the person is in Executive mode.
    protected: bool,
    /// The first department of the person that may be seen; tells people of one name apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<Step>,
    /// `department` for whoever is in a department of the one who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<&'static str>,
    matched: Matched,
}

/// Why somebody was found.
#[derive(Serialize, JsonSchema)]
struct Matched {
    /// `name`, `jobNumber`, `mobile`, `title`, or the id of another field that is searchable.
    field: String,
    /// What stands in it.
    value: String,
    /// Which characters of it: from, and up to but without.
    ranges: Vec<[usize; 2]>,
    /// How those characters are read, where a name was found by its sound.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<Reading>,
}

/// A character's reading.
#[derive(Serialize, JsonSchema)]
struct Reading {
    /// With its tone, such as `zhāng`.
    text: String,
    /// Which letters of it were typed: from, and up to but without.
    typed: [usize; 2],
}

/// A department that was found.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FoundDepartment {
    dept_id: i64,
    name: String,
    /// From the root to the department itself.
    path: Vec<Step>,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/search", PARAMETER)
        .token(TokenKind::Person)
        .delegated(&["Contact.User.Read", "Contact.User.mobile"])
        .faults(&[PERSON]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let viewer = view.viewer().ok_or(PERSON)?;
        let query = self.q.trim();
        let length = query.chars().count();
        if length == 0 || length > QUERY_CHARS_MAX {
            let detail = sentence!(
                "q has 1 to {QUERY_CHARS_MAX} characters, got {length}",
                "搜索 1 到 {QUERY_CHARS_MAX} 个字符，现有 {length} 个"
            );
            return Err(Fault::invalid("q", detail));
        }
        let (wants_people, wants_departments) = kinds(self.kind.as_deref())?;
        let offset = paging::offset(self.cursor.as_deref())?;
        let size = paging::size(self.size)?;
        let mut more = false;
        let mut ended = |total: u64| more |= total > (offset + size) as u64;
        let mut people = Vec::new();
        if wants_people {
            let page = viewer.search_people(query, offset, size);
            ended(page.total);
            let is_near = viewer.neighbours();
            let hits = page.hits.iter();
            people = hits
                .map(|hit| found(view, &viewer, hit, is_near(&hit.user)))
                .collect();
        }
        let mut departments = Vec::new();
        if wants_departments {
            let page = viewer.search_departments(query, offset, size);
            ended(page.total);
            let hits = page.hits.iter().map(|department| FoundDepartment {
                dept_id: department.id.0,
                name: department.name.clone(),
                path: path(&viewer, department.id),
            });
            departments = hits.collect();
        }
        Ok(Response {
            people,
            departments,
            next_cursor: more.then(|| (offset + size).to_string()),
        })
    }
}

/// Whether people and departments are wanted.
fn kinds(given: Option<&str>) -> Reply<(bool, bool)> {
    let Some(text) = given.filter(|text| !text.is_empty()) else {
        return Ok((true, true));
    };
    let mut wanted = (false, false);
    for kind in text.split(',') {
        match kind.trim() {
            "people" => wanted.0 = true,
            "departments" => wanted.1 = true,
            other => {
                let detail = sentence!(
                    "kind is people, departments or both, got {other}",
                    "kind 为 people、departments 或两者，收到的是 {other}"
                );
                return Err(Fault::invalid("kind", detail));
            }
        }
    }
    Ok(wanted)
}

fn found(view: &View<'_>, viewer: &Viewer<'_>, hit: &Hit<'_>, is_near: bool) -> FoundPerson {
    let withheld = viewer.withheld(&hit.user, Surface::Search);
    let Person {
        user_id,
        name,
        title,
        avatar,
        email,
        mobile,
        job_number,
        leader,
        protected,
    } = Person::without(&withheld, view, viewer, &hit.user, None);
    let field = match hit.field {
        MatchedField::Name => "name",
        MatchedField::JobNumber => "jobNumber",
        MatchedField::Mobile => "mobile",
        MatchedField::Title => "title",
        MatchedField::Other => hit.other.map_or("", |field| &field.id),
    };
    FoundPerson {
        user_id,
        name,
        title,
        avatar,
        email,
        mobile,
        job_number,
        leader,
        protected,
        department: department(viewer, &hit.user, &withheld),
        near: is_near.then_some("department"),
        matched: Matched {
            field: field.to_owned(),
            value: hit.value.to_owned(),
            ranges: vec![[hit.range.start, hit.range.end]],
            readings: hit.readings.iter().map(reading).collect(),
        },
    }
}

fn reading(matched: &MatchedReading) -> Reading {
    Reading {
        text: matched.reading.clone(),
        typed: [matched.typed.start, matched.typed.end],
    }
}

/// The department of somebody that is seen first.
fn department(viewer: &Viewer<'_>, user: &UserRef<'_>, withheld: &Withheld<'_>) -> Option<Step> {
    if withheld.holds("department") {
        return None;
    }
    let places = user.departments().map(|place| place.department);
    let mut places = places.filter(|id| *id != DepartmentId::ROOT);
    places.find_map(|id| viewer.department(id)).map(Step::of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{SelectionFields, SettingFields, SettingKind};

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn people_and_departments_are_found() {
        let mut acme = place("acme { 研发 { u1 name=张三丰 u2 name=Ann 研究 { u3 name=三丰 } } }");
        acme.as_person("u2");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "sanf"})), @r#"{"people":[{"userId":"u3","name":"三丰","mobile":"13800000003","leader":false,"protected":false,"department":{"deptId":3,"name":"研究"},"matched":{"field":"name","value":"三丰","ranges":[[0,2]],"readings":[{"text":"sān","typed":[0,3]},{"text":"fēng","typed":[0,1]}]}},{"userId":"u1","name":"张三丰","mobile":"13800000001","leader":false,"protected":false,"department":{"deptId":2,"name":"研发"},"near":"department","matched":{"field":"name","value":"张三丰","ranges":[[1,3]],"readings":[{"text":"sān","typed":[0,3]},{"text":"fēng","typed":[0,1]}]}}],"departments":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yan"})), @r#"{"people":[],"departments":[{"deptId":2,"name":"研发","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"}]},{"deptId":3,"name":"研究","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"},{"deptId":3,"name":"研究"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yan", "kind": "people"})), @r#"{"people":[],"departments":[]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yan", "kind": "departments", "size": 1})), @r#"{"people":[],"departments":[{"deptId":2,"name":"研发","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"}]}],"nextCursor":"1"}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"q": "yan", "size": 1, "cursor": "1"})), @r#"{"people":[],"departments":[{"deptId":3,"name":"研究","path":[{"deptId":1,"name":"acme"},{"deptId":2,"name":"研发"},{"deptId":3,"name":"研究"}]}]}"#);
    }

    #[test]
    fn who_may_not_be_found_is_not_counted() {
        let mut acme = place("acme { rd { ann1 ann2 ann3 } bob }");
        acme.operate(|draft| {
            let users = |id: &str| SelectionFields {
                users: Some(vec![id.to_owned()]),
                ..SelectionFields::default()
            };
            let hidden = SettingFields {
                objects: users("ann1"),
                search: Some(true),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, hidden)?;
            let nameless = SettingFields {
                objects: users("ann2"),
                attributes: Some(vec!["name".to_owned()]),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, nameless)
        });
        acme.as_person("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "ann", "size": 1})), @r#"{"people":[{"userId":"ann3","name":"ann3","mobile":"13800000003","leader":false,"protected":false,"department":{"deptId":2,"name":"rd"},"matched":{"field":"name","value":"ann3","ranges":[[0,3]]}}],"departments":[]}"#);
        acme.as_person("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "ann", "size": 1})), @r#"{"people":[{"userId":"ann1","name":"ann1","mobile":"13800000001","leader":false,"protected":false,"department":{"deptId":2,"name":"rd"},"matched":{"field":"name","value":"ann1","ranges":[[0,3]]}}],"departments":[],"nextCursor":"1"}"#);
    }

    #[test]
    fn people_are_found_by_number_job_number_and_title() {
        let mut acme = place(
            "acme { ann title=Architect job_number=XH0042 mobile=13812345678 bob title=arch-rival mobile=13912341234 archy cid job_number=42 }",
        );
        acme.as_person("bob");
        let mut found = |q: &str| {
            let answer = acme.call(ROUTE, json!({"q": q, "kind": "people"}));
            let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
            let people = answer["people"].as_array().expect("a list").clone();
            let told = people.iter().map(|person| {
                let (id, matched) = (&person["userId"], &person["matched"]);
                format!("{} {} {}", id, matched["field"], matched["ranges"][0])
            });
            told.collect::<Vec<_>>().join(", ")
        };
        assert_snapshot!(found("5678"), @r#""ann" "mobile" [7,11]"#);
        assert_snapshot!(found("138-1234-5678"), @r#""ann" "mobile" [0,11]"#);
        assert_snapshot!(found("678"), @"");
        assert_snapshot!(found("xh0042"), @r#""ann" "jobNumber" [0,6]"#);
        assert_snapshot!(found("0042"), @r#""ann" "jobNumber" [2,6]"#);
        assert_snapshot!(found("42"), @r#""cid" "jobNumber" [0,2]"#);
        assert_snapshot!(found("ARCH"), @r#""archy" "name" [0,4], "ann" "title" [0,4], "bob" "title" [0,4]"#);
        assert_snapshot!(found("a"), @r#""ann" "name" [0,1], "archy" "name" [0,1]"#);
    }

    /// Who was found, and `*` for whoever is near.
    fn found(acme: &mut testkit::Place, q: &str, size: u32, cursor: u32) -> String {
        let request = json!({"q": q, "kind": "people", "size": size, "cursor": cursor.to_string()});
        let answer = acme.call(ROUTE, request);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        let people = answer["people"].as_array().expect("a list").iter();
        let told = people.map(|person| {
            let near = person["near"].as_str().map_or("", |_| "*");
            format!("{}{near}", person["userId"].as_str().expect("a text"))
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn of_alike_hits_those_of_the_own_department_come_first() {
        let mut acme = place(
            "acme { 财务 { a1 name=张伟 a2 name=张伟 a3 name=张伟强 } 研发 { me name=李四 b1 name=张伟 b2 name=张伟强 研究 { c1 name=张伟 } } z name=张伟 }",
        );
        acme.as_person("me");
        assert_snapshot!(found(&mut acme, "张伟", 9, 0), @"b1* a1 a2 c1 z b2* a3");
        assert_snapshot!(found(&mut acme, "zw", 9, 0), @"b1* b2* a1 a2 c1 z a3");
        let pages: Vec<String> = (0..4)
            .map(|at| found(&mut acme, "张伟", 2, at * 2))
            .collect();
        assert_eq!(pages, ["b1* a1", "a2 c1", "z b2*", "a3"]);
        // The root is nobody's own department.
        acme.as_person("z");
        assert_snapshot!(found(&mut acme, "李", 9, 0), @"me");
        assert_snapshot!(found(&mut acme, "张伟", 2, 0), @"a1 a2");
    }

    #[test]
    fn a_withheld_department_neither_tells_who_is_near_nor_finds() {
        let mut acme =
            place("acme { 研发 { me b1 name=张伟 b2 name=张伟 } 财务 { a1 name=张伟 } }");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["b2".to_owned()]),
                    ..SelectionFields::default()
                },
                attributes: Some(vec!["department".to_owned()]),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, fields)
        });
        acme.as_person("me");
        assert_snapshot!(found(&mut acme, "张伟", 9, 0), @"b1* a1 b2");
        assert_snapshot!(found(&mut acme, "张伟 研发", 9, 0), @"b1*");
        let answer = acme.call(ROUTE, json!({"q": "张伟", "kind": "people"}));
        assert_eq!(answer.matches("\"department\":").count(), 2, "{answer}");
    }

    #[test]
    fn a_name_and_a_place_are_found_together() {
        let mut acme = place(
            "acme { 销售 { a1 name=张三 title=总监 a2 name=李三 华东 { a3 name=张珊 } } 研发 { me b1 name=张三 title=架构师 } }",
        );
        acme.as_person("me");
        assert_snapshot!(found(&mut acme, "zs 销售", 9, 0), @"a1 a3");
        assert_snapshot!(found(&mut acme, "销售 zs", 9, 0), @"a1 a3");
        assert_snapshot!(found(&mut acme, "zs xs", 9, 0), @"a1 a3");
        assert_snapshot!(found(&mut acme, "张 架构", 9, 0), @"b1*");
        assert_snapshot!(found(&mut acme, "架构 张三", 9, 0), @"b1*");
        assert_snapshot!(found(&mut acme, "zs 华东", 1, 0), @"a3");
        assert_snapshot!(found(&mut acme, "zs 财务", 9, 0), @"");
        assert_snapshot!(found(&mut acme, "王五 销售", 9, 0), @"");
        // Pinyin with a space is still one name.
        assert_snapshot!(found(&mut acme, "zhang s", 9, 0), @"b1* a1 a3");
    }

    #[test]
    fn nobody_is_found_by_a_department_that_is_not_seen() {
        let mut acme = place("acme { 销售 { a1 name=张三 秘密 { a2 name=张珊 } } 研发 { me } }");
        acme.operate(|draft| {
            let fields = org::DepartmentFields {
                hide: Some(true),
                ..org::DepartmentFields::default()
            };
            draft.update_department(DepartmentId(3), fields)?;
            let departments = Some(vec![DepartmentId(3), DepartmentId(4)]);
            let fields = org::UserFields {
                departments,
                ..org::UserFields::default()
            };
            draft.update_user("a2", fields)
        });
        acme.as_person("me");
        assert_snapshot!(found(&mut acme, "zs", 9, 0), @"a2* a1");
        assert_snapshot!(found(&mut acme, "zs 秘密", 9, 0), @"");
        assert_snapshot!(found(&mut acme, "zs 销售", 9, 0), @"a1");
    }

    #[test]
    fn nobody_is_found_by_what_is_withheld() {
        let mut acme =
            place("acme { ann title=Architect job_number=XH0042 mobile=13812345678 bob }");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                attributes: Some(vec!["title".to_owned(), "job_number".to_owned()]),
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::HideAttributes, None, fields)?;
            let fields = org::UserFields {
                hide_mobile: Some(true),
                ..org::UserFields::default()
            };
            draft.update_user("ann", fields)
        });
        for (who, count) in [("bob", 0), ("founder", 0), ("ann", 1)] {
            acme.as_person(who);
            for q in ["5678", "xh0042", "archit"] {
                let answer = acme.call(ROUTE, json!({"q": q, "kind": "people"}));
                let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
                let people = answer["people"].as_array().expect("a list").len();
                assert_eq!(people, count, "{who} {q}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let mut acme = place("acme { ann }");
        acme.as_person("ann");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: q is missing");
        assert_snapshot!(acme.call(ROUTE, json!({"q": " "})), @"400 invalidParameter A parameter is missing or wrong: q has 1 to 64 characters, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x".repeat(65)})), @"400 invalidParameter A parameter is missing or wrong: q has 1 to 64 characters, got 65");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x", "kind": "roles"})), @"400 invalidParameter A parameter is missing or wrong: kind is people, departments or both, got roles");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x", "cursor": "-1"})), @"400 invalidParameter A parameter is missing or wrong: cursor is the nextCursor of the page before, or absent for the first page");
        assert_snapshot!(acme.call(ROUTE, json!({"q": "x", "size": "many"})), @r#"400 invalidParameter A parameter is missing or wrong: size: expected a whole number of 64 bits, got the text "many""#);
    }
}
