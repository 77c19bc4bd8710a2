//! What a plan comes to: `GET /v1.0/orgbook/console/plans/{planId}/effects`.

use super::about::About;
use super::cells::DEPARTMENTS;
use super::kept::plan;
use super::plan::{Kind, Row};
use crate::limits::{
    PLAN_EFFECTS_APPS_MAX, PLAN_EFFECTS_DEPARTMENTS_MAX, PLAN_REMOVALS_FREE, PLAN_REMOVALS_SHARE,
};
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;
use std::collections::{BTreeMap, BTreeSet};

/// Of which plan.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    plan_id: String,
}

/// What the rows that are selected come to, whether they were carried out or not.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// How many people the maker of the plan administered then; 0 of a plan about external contacts.
    people: u64,
    /// How many leave.
    leaving: u64,
    /// So many may leave without a second administrator.
    leaving_max: u64,
    /// The topmost departments in which most happens, at most ten.
    departments: Vec<Effect>,
    /// In how many something happens.
    department_count: usize,
    /// The first ten apps that are told of it, for whoever administers apps; absent for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    apps: Option<Vec<String>>,
    /// How many apps those are.
    #[serde(skip_serializing_if = "Option::is_none")]
    app_count: Option<usize>,
}

/// What happens in a department and below it.
#[derive(Default, Serialize, JsonSchema)]
struct Effect {
    name: String,
    /// People who join the organization there.
    joined: usize,
    /// People who leave the organization.
    left: usize,
    /// People whose departments change to or from it.
    moved: usize,
}

impl Effect {
    fn all(&self) -> usize {
        self.joined + self.left + self.moved
    }
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/plans/{planId}/effects",
        PARAMETER,
    )
    .administrators(Module::Contacts)
    .or_module(Module::ExternalContacts)
    .scoped()
    .faults(&[PLAN]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let plan = plan(context, &self.plan_id).await?;
            // Who administers external contacts alone is not told how many people there are.
            let people = match plan.about {
                About::ExternalContacts => 0,
                About::People | About::Departments => plan.people,
            };
            let mut response = Response {
                people,
                leaving_max: PLAN_REMOVALS_FREE.max(people / PLAN_REMOVALS_SHARE),
                ..Response::default()
            };
            let mut effects = BTreeMap::new();
            for number in 0..plan.pieces.len() {
                let rows = plan.piece(context, number).await?;
                for row in rows.iter().filter(|row| row.is_due()) {
                    response.leaving += u64::from(row.kind == Kind::Left);
                    count(row, &mut effects);
                }
            }
            response.department_count = effects.len();
            response.departments = most(effects);
            context.look(&mut |view| look_at_apps(view, &mut response));
            Ok(response)
        })
    }
}

/// The topmost departments of paths, each once.
fn tops(paths: &str) -> impl Iterator<Item = &str> {
    let paths = paths.split(';').filter_map(|path| path.split('/').next());
    paths.map(str::trim).filter(|top| !top.is_empty())
}

fn count(row: &Row, effects: &mut BTreeMap<String, Effect>) {
    let Some(change) = row.changes.iter().find(|one| one.field == DEPARTMENTS) else {
        return;
    };
    let concerned: BTreeSet<&str> = tops(&change.from).chain(tops(&change.to)).collect();
    for top in concerned {
        let effect = effects.entry(top.to_owned()).or_default();
        match row.kind {
            Kind::Created => effect.joined += 1,
            Kind::Left => effect.left += 1,
            _ => effect.moved += 1,
        }
    }
}

/// Those in which most happens.
fn most(effects: BTreeMap<String, Effect>) -> Vec<Effect> {
    let effects = effects
        .into_iter()
        .map(|(name, effect)| Effect { name, ..effect });
    let mut effects: Vec<Effect> = effects.collect();
    effects.sort_by_key(|effect| std::cmp::Reverse(effect.all()));
    effects.truncate(PLAN_EFFECTS_DEPARTMENTS_MAX);
    effects
}

fn look_at_apps(view: &View<'_>, response: &mut Response) {
    let sees = |own: &org::Admin| own.covers(Module::Integrations) && own.is_whole();
    if !view.administrator().is_some_and(sees) {
        return;
    }
    let told = view
        .apps()
        .filter(|app| app.callback.is_some() || app.stream_since.is_some());
    let mut told: Vec<_> = told
        .map(|app| (app.created_at, app.agent_id, &app.name))
        .collect();
    told.sort_unstable();
    response.app_count = Some(told.len());
    let names = told.into_iter().take(PLAN_EFFECTS_APPS_MAX);
    response.apps = Some(names.map(|(.., name)| name.clone()).collect());
}

#[cfg(test)]
mod tests {
    use super::super::{import, select};
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();
    const IMPORT: Route = Route::task::<import::Request>();
    const SELECT: Route = Route::task::<select::Request>();

    fn acme() -> Place {
        let mut acme = place("acme { rd { ann lab { bob } } hr { cid dan } }");
        acme.as_admin("founder");
        acme
    }

    fn plan_of(acme: &mut Place, csv: &str) -> String {
        let file = json!({"fileName": "people.csv", "content": STANDARD.encode(csv)});
        let sent: serde_json::Value =
            serde_json::from_str(&acme.call(IMPORT, file)).expect("a plan");
        sent["planId"].as_str().expect("an id").to_owned()
    }

    const FILE: &str = "UserID,姓名,手机号,部门,职位,离职\n\
        ann,,,hr,,\n\
        bob,,,,Chemist,\n\
        cid,,,,,yes\n\
        ,Eve,13900000009,rd/lab;hr,,\n\
        ,Fay,wrong,rd,,\n";

    #[test]
    fn rows_are_counted_where_they_happen() {
        let mut acme = acme();
        let id = plan_of(&mut acme, FILE);
        assert_snapshot!(acme.call(ROUTE, json!({"planId": id})), @r#"{"people":5,"leaving":1,"leavingMax":20,"departments":[{"name":"hr","joined":1,"left":1,"moved":1},{"name":"rd","joined":1,"left":0,"moved":1}],"departmentCount":2,"apps":[],"appCount":0}"#);
        acme.call(
            SELECT,
            json!({"planId": id, "rows": "left", "selected": false}),
        );
        assert_snapshot!(acme.call(ROUTE, json!({"planId": id})), @r#"{"people":5,"leaving":0,"leavingMax":20,"departments":[{"name":"hr","joined":1,"left":0,"moved":1},{"name":"rd","joined":1,"left":0,"moved":1}],"departmentCount":2,"apps":[],"appCount":0}"#);
    }

    #[test]
    fn whoever_does_not_administer_apps_is_told_of_none() {
        let mut acme = acme();
        acme.operate(|draft| {
            let power = org::Power {
                modules: Some([Module::Contacts].into()),
                ..org::Power::default()
            };
            draft.set_admin("dan", power)
        });
        acme.as_admin("dan");
        let id = plan_of(&mut acme, "UserID,职位\nbob,Chemist\n");
        assert_snapshot!(acme.call(ROUTE, json!({"planId": id})), @r#"{"people":5,"leaving":0,"leavingMax":20,"departments":[],"departmentCount":0}"#);
    }

    #[test]
    fn a_plan_that_is_not_there_comes_to_nothing() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({"planId": "none"})), @"404 plan.notFound There is no such plan, or you may not see it");
    }
}
