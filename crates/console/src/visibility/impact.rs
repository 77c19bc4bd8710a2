//! What saving a rule would change: `POST /v1.0/orgbook/impact`.

use super::rule::Rule;
use crate::prelude::*;
use org::visibility::Difference;

/// The rule.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    rule: Rule,
}

/// Who would see whom no longer, or again.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    /// Less is seen.
    lose: Change,
    /// More is seen.
    gain: Change,
    /// At most 20 of the pairs.
    sample: Vec<Pair>,
}

#[derive(Serialize, JsonSchema)]
struct Change {
    /// Pairs of a viewer and somebody of whom he would see less or more.
    pairs: u64,
    viewers: u64,
    targets: u64,
}

impl Change {
    fn of(difference: Difference) -> Self {
        let Difference {
            pairs,
            viewers,
            targets,
        } = difference;
        Self {
            pairs,
            viewers,
            targets,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct Pair {
    viewer: String,
    target: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/impact", PARAMETER)
        .needs("qyapi_manage_addresslist")
        .module(org::Module::Visibility)
        .scoped()
        .faults(&[SETTING, IMPACT])
        .slow();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let supposed = self.rule.suppose(view)?;
        let impact = view
            .impact(&supposed)
            .map_err(|refusal| Fault::because(IMPACT, &refusal))?;
        let pairs = impact.sample.into_iter().map(|(viewer, target)| Pair {
            viewer: viewer.to_string(),
            target: target.to_string(),
        });
        Ok(Response {
            lose: Change::of(impact.lose),
            gain: Change::of(impact.gain),
            sample: pairs.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{
        DepartmentFields, NewDepartment, NewUser, SelectionFields, SettingFields, SettingKind,
        UserFields,
    };
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn pairs_are_counted() {
        let mut acme = place("acme { rd { ann bob } cid dan }");
        let mut call = |rule: Value| acme.call(ROUTE, json!({"rule": rule}));
        assert_snapshot!(call(json!({"objectDeptIds": [2]})), @r#"{"lose":{"pairs":4,"viewers":2,"targets":2},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[{"viewer":"cid","target":"ann"},{"viewer":"cid","target":"bob"},{"viewer":"dan","target":"ann"},{"viewer":"dan","target":"bob"}]}"#);
        assert_snapshot!(call(json!({"objectStaffIds": ["ann"], "excludeStaffIds": ["bob"]})), @r#"{"lose":{"pairs":2,"viewers":2,"targets":1},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[{"viewer":"cid","target":"ann"},{"viewer":"dan","target":"ann"}]}"#);
        assert_snapshot!(call(json!({"subjectDeptIds": [2], "type": "onlySelf"})), @r#"{"lose":{"pairs":8,"viewers":2,"targets":5},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[{"viewer":"ann","target":"founder"},{"viewer":"ann","target":"bob"},{"viewer":"bob","target":"founder"},{"viewer":"bob","target":"ann"}]}"#);
        assert_snapshot!(call(json!({"objectDeptIds": [2], "hideFields": ["mobile", "title"], "excludeStaffIds": ["cid"]})), @r#"{"lose":{"pairs":6,"viewers":4,"targets":2},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[{"viewer":"dan","target":"ann"},{"viewer":"dan","target":"bob"},{"viewer":"ann","target":"bob"},{"viewer":"bob","target":"ann"},{"viewer":"founder","target":"ann"},{"viewer":"founder","target":"bob"}]}"#);
        assert_snapshot!(call(json!({"objectDeptIds": [2], "active": false})), @r#"{"lose":{"pairs":0,"viewers":0,"targets":0},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[]}"#);
        assert_eq!(acme.changes(), "");
        acme.with_scope(&[2], &[]);
        assert_snapshot!(acme.call(ROUTE, json!({"rule": {"objectStaffIds": ["ann"]}})), @r#"{"lose":{"pairs":1,"viewers":1,"targets":1},"gain":{"pairs":0,"viewers":0,"targets":0},"sample":[{"viewer":"bob","target":"ann"}]}"#);
    }

    #[test]
    fn what_is_lifted_is_gained() {
        let mut acme = place("acme { rd { ann bob } cid dan }");
        acme.operate(|draft| {
            let fields = SettingFields {
                objects: SelectionFields {
                    users: Some(vec!["ann".to_owned()]),
                    ..SelectionFields::default()
                },
                ..SettingFields::default()
            };
            draft.put_setting(SettingKind::Hide, None, fields)
        });
        let lifted = json!({"rule": {"id": 10001, "objectStaffIds": ["bob"]}});
        assert_snapshot!(acme.call(ROUTE, lifted), @r#"{"lose":{"pairs":3,"viewers":3,"targets":1},"gain":{"pairs":3,"viewers":3,"targets":1},"sample":[{"viewer":"cid","target":"bob"},{"viewer":"dan","target":"bob"},{"viewer":"ann","target":"bob"},{"viewer":"cid","target":"ann"},{"viewer":"dan","target":"ann"},{"viewer":"bob","target":"ann"}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"rule": {"id": 9}})), @"404 setting.notFound There is no such setting: no setting 9");
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: rule is missing");
    }

    #[test]
    fn viewers_who_all_see_differently_are_not_counted() {
        let mut acme = place("acme { }");
        acme.operate(|draft| {
            let departments: Vec<DepartmentId> = (2..203).map(DepartmentId).collect();
            for id in &departments {
                let name = Some(format!("d{id}"));
                draft.add_department(NewDepartment {
                    id: Some(*id),
                    parent: DepartmentId::ROOT,
                    fields: DepartmentFields {
                        name,
                        ..DepartmentFields::default()
                    },
                })?;
            }
            for (at, one) in departments.iter().enumerate() {
                for other in &departments[at + 1..] {
                    let fields = UserFields {
                        name: Some("x".to_owned()),
                        mobile: Some(format!("13{:04}{:05}", one.0, other.0)),
                        departments: Some(vec![*one, *other]),
                        ..UserFields::default()
                    };
                    draft.add_user(NewUser {
                        userid: None,
                        fields,
                        login_email: None,
                    })?;
                }
            }
            Ok(())
        });
        let mut own = |department: i64| {
            let rule = json!({"subjectDeptIds": [department], "type": "onlySelfDeptAndChild"});
            let answer = acme.call(ROUTE, json!({"rule": rule}));
            answer.split(r#","sample""#).next().map(str::to_owned)
        };
        // Everybody is in two departments of 201, nobody in the same two as anybody else.
        assert_snapshot!(own(1).expect("an answer"), @"400 impact.tooWide The impact cannot be counted: more than 20000 kinds of viewers see different people; ask with an app whose Contacts scope is narrower");
        assert_snapshot!(own(2).expect("an answer"), @r#"{"lose":{"pairs":3940400,"viewers":200,"targets":19901},"gain":{"pairs":0,"viewers":0,"targets":0}"#);
    }
}
