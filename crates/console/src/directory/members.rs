//! People for a table: `GET /v1.0/orgbook/console/members`.

use super::fields::{Row, fault, offset, query};
use crate::invitation::wire::mobile_text;
use crate::people::fields::Step;
use crate::people::paging::size;
use crate::prelude::*;
use org::{Application, Module, Table, TableFilter, TableSort, folded};

/// Which people, and which rows of the table.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Of which department; of all that are administered when absent.
    dept_id: Option<i64>,
    /// Whether also of departments below.
    recursive: Option<bool>,
    /// `all`, `active`, `notActivated`, `disabled`, `leader`, `unmanaged`, `executive` or `account`; `pending` for those who are
    /// no members yet: they have applied, and wait. `all` when absent.
    state: Option<String>,
    /// Any part of a name, its pinyin or its initials; a job number, phone number or title as in `search`.
    q: Option<String>,
    /// `order` or `name`; `order` when absent, and where more than 20,000 rows would have to be sorted. Hits of `q` come
    /// best first.
    sort: Option<String>,
    /// Rows before the page; 0 when absent.
    offset: Option<i64>,
    /// Rows of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// A page of the table.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    members: Vec<Row>,
    /// With `state=pending`, and then no members: who waits, those first who have waited for longest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<Vec<Pending>>,
    /// Rows of the whole table.
    row_count: u64,
    /// People of each state, whatever is looked for.
    counts: Counts,
}

/// People of each state.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Counts {
    all: u64,
    active: u64,
    not_activated: u64,
    disabled: u64,
    leader: u64,
    /// Who names no manager.
    unmanaged: u64,
    /// Who has applied to become a member, and waits.
    pending: usize,
}

/// Somebody who has applied to become a member.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Pending {
    /// What `console/applications/{id}/approve` and its kin are called with.
    application_id: String,
    name: String,
    mobile: String,
    /// The department of which the invitation was.
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<Step>,
    applied_at: i64,
}

impl Pending {
    fn of(view: &View<'_>, application: &Application) -> Self {
        let department = application.department;
        let department = department.and_then(|id| view.department(id).ok());
        Self {
            application_id: application.id.clone(),
            name: application.name.clone(),
            mobile: mobile_text(&application.mobile),
            department: department.map(Step::of),
            applied_at: application.applied_at.0,
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/members", PARAMETER)
        .administrators(Module::Contacts)
        .scoped()
        .faults(&[DEPARTMENT]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let department = self.dept_id.map(DepartmentId);
        let below = self.recursive.unwrap_or_default() || department.is_none();
        let into = department.unwrap_or(DepartmentId::ROOT);
        let waiting = view.applications_into(into, below);
        let is_pending = self.state.as_deref() == Some("pending");
        let state = self.state.as_deref().filter(|_| !is_pending);
        let table = Table {
            department,
            recursive: self.recursive.unwrap_or_default(),
            filter: filter(state)?,
            text: query(self.q.as_deref())?,
            by_login_id: false,
            sort: sort(self.sort.as_deref())?,
            offset: offset(self.offset)?,
            size: size(self.size)?,
        };
        let page = view.table(&table).map_err(fault)?;
        let counted = waiting.len();
        let shown = department.filter(|_| !table.recursive);
        let members = page.users.iter().map(|user| Row::of(view, user, shown));
        let (members, pending, row_count) = if is_pending {
            let (told, row_count) = pending(view, waiting, &table);
            (Vec::new(), Some(told), row_count)
        } else {
            (members.collect(), None, page.total)
        };
        Ok(Response {
            members,
            pending,
            row_count,
            counts: Counts {
                all: page.counts.all,
                active: page.counts.active,
                not_activated: page.counts.all - page.counts.active,
                disabled: page.counts.disabled,
                leader: page.counts.leaders,
                unmanaged: page.counts.unmanaged,
                pending: counted,
            },
        })
    }
}

/// A page of those who wait, and how many there are whose name or number has what is looked for.
fn pending(view: &View<'_>, waiting: Vec<&Application>, table: &Table<'_>) -> (Vec<Pending>, u64) {
    let text = table.text.map(|text| folded(text.trim()));
    let has = |one: &&Application| {
        let text = text.as_deref().unwrap_or_default();
        folded(&one.name).contains(text) || one.mobile.number.contains(text)
    };
    let found: Vec<&Application> = waiting.into_iter().filter(has).collect();
    let page = found.iter().skip(table.offset).take(table.size);
    let told = page.map(|one| Pending::of(view, one));
    (told.collect(), found.len() as u64)
}

fn filter(given: Option<&str>) -> Reply<TableFilter> {
    Ok(match given.unwrap_or("all") {
        "all" => TableFilter::All,
        "active" => TableFilter::Active,
        "notActivated" => TableFilter::NotActivated,
        "disabled" => TableFilter::Disabled,
        "leader" => TableFilter::Leader,
        "unmanaged" => TableFilter::Unmanaged,
        "executive" => TableFilter::Executive,
        "account" => TableFilter::Account,
        other => {
            let known = "all, active, notActivated, disabled, pending, leader, unmanaged, executive, account";
            let detail = sentence!(
                "state is one of {known}, got {other}",
                "state 为 {known} 之一，收到的是 {other}"
            );
            return Err(Fault::invalid("state", detail));
        }
    })
}

fn sort(given: Option<&str>) -> Reply<TableSort> {
    match given.unwrap_or("order") {
        "order" => Ok(TableSort::Order),
        "name" => Ok(TableSort::Name),
        other => {
            let detail = sentence!(
                "sort is order or name, got {other}",
                "sort 为 order 或 name，收到的是 {other}"
            );
            Err(Fault::invalid("sort", detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const ROUTE: Route = Route::read::<Request>();

    /// The userids of a page and how many rows there are.
    fn ids(answer: &str) -> String {
        let answer: Value = serde_json::from_str(answer).expect("a table");
        let members = answer["members"].as_array().expect("rows");
        let ids = members
            .iter()
            .map(|row| row["userId"].as_str().expect("an id"));
        format!(
            "{} of {}",
            ids.collect::<Vec<_>>().join(" "),
            answer["rowCount"]
        )
    }

    #[test]
    fn a_row_tells_what_an_administrator_may_know() {
        let mut acme = place(
            "acme { rd { zoe leader=yes title=Head order=9 job_number=A007 email=zoe@example.com lab { ann } } }",
        );
        acme.operate(|draft| {
            let fields = org::UserFields {
                hide_mobile: Some(true),
                senior: Some(true),
                ..org::UserFields::default()
            };
            draft.update_user("zoe", fields)?;
            draft.activate_user("zoe")
        });
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 2})), @r#"{"members":[{"userId":"zoe","name":"zoe","title":"Head","mobile":"13800000001","email":"zoe@example.com","jobNumber":"A007","departments":[{"deptId":2,"name":"rd"}],"leader":true,"active":true,"disabled":false,"protected":true,"hideMobile":true,"mirrored":false,"adminKind":"none","accountKind":"normal","order":9}],"rowCount":1,"counts":{"all":1,"active":1,"notActivated":0,"disabled":0,"leader":1,"unmanaged":1,"pending":0}}"#);
    }

    #[test]
    fn tables_are_filtered_sorted_and_paged() {
        let mut acme = place(
            "acme { rd { zoe leader=yes manager=founder bob ann order=5 title=Chemist lab { cid job_number=A0071 } } hr { dan } }",
        );
        acme.operate(|draft| draft.activate_user("bob"));
        acme.as_admin("founder");
        let mut table = |input| ids(&acme.call(ROUTE, input));
        assert_snapshot!(table(json!({})), @"founder zoe bob ann cid dan of 6");
        assert_snapshot!(table(json!({"deptId": 2})), @"ann bob zoe of 3");
        assert_snapshot!(table(json!({"deptId": 2, "recursive": true})), @"zoe bob ann cid of 4");
        assert_snapshot!(table(json!({"deptId": 2, "recursive": true, "sort": "name"})), @"ann bob cid zoe of 4");
        assert_snapshot!(table(json!({"deptId": 2, "offset": 1, "size": 1})), @"bob of 3");
        assert_snapshot!(table(json!({"deptId": 2, "state": "active"})), @"bob of 1");
        assert_snapshot!(table(json!({"deptId": 2, "state": "notActivated"})), @"ann zoe of 2");
        assert_snapshot!(table(json!({"deptId": 2, "state": "leader"})), @"zoe of 1");
        assert_snapshot!(table(json!({"state": "disabled"})), @" of 0");
        assert_snapshot!(table(json!({"deptId": 2, "state": "unmanaged"})), @"ann bob of 2");
        assert_snapshot!(table(json!({"q": "0071"})), @"cid of 1");
        assert_snapshot!(table(json!({"q": "chem"})), @"ann of 1");
        assert_snapshot!(table(json!({"deptId": 3, "q": "chem"})), @" of 0");
        assert_snapshot!(table(json!({"q": "an"})), @"ann dan of 2");
        assert_snapshot!(table(json!({"q": "an", "offset": 1})), @"dan of 2");
        assert_snapshot!(table(json!({"offset": 900})), @" of 6");
        let mut refused = |input| acme.call(ROUTE, input);
        assert_snapshot!(refused(json!({"state": "gone"})), @"400 invalidParameter A parameter is missing or wrong: state is one of all, active, notActivated, disabled, pending, leader, unmanaged, executive, account, got gone");
        assert_snapshot!(refused(json!({"sort": "age"})), @"400 invalidParameter A parameter is missing or wrong: sort is order or name, got age");
        assert_snapshot!(refused(json!({"deptId": 99})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(refused(json!({"size": 500})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 500");
    }

    #[test]
    fn who_has_applied_is_pending_until_it_is_decided() {
        let mut acme = place("acme { rd { ann lab { bob } } hr { cid } }");
        acme.operate(|draft| {
            draft.set_joining(org::JoiningFields {
                invitations: Some(true),
                by_link: Some(true),
                ..org::JoiningFields::default()
            })?;
            for (name, mobile, department) in [
                ("Zed Li", "13900000001", Some(3)),
                ("Yan", "13900000002", None),
                ("Xia", "13900000003", Some(4)),
            ] {
                draft.apply_to_join(org::NewApplication {
                    name: name.to_owned(),
                    mobile: mobile.to_owned(),
                    greeting: String::new(),
                    way: org::Way {
                        department: department.map(DepartmentId),
                        ..org::Way::default()
                    },
                    applicant: None,
                })?;
            }
            Ok(())
        });
        acme.as_admin("founder");
        let mut told = |input| {
            let answer: Value = serde_json::from_str(&acme.call(ROUTE, input)).expect("a table");
            let waiting = answer["pending"].as_array().expect("who waits").iter();
            let names: Vec<&str> = waiting.filter_map(|one| one["name"].as_str()).collect();
            assert_eq!(answer["members"], json!([]));
            format!(
                "{} of {}, {}",
                names.join(" "),
                answer["rowCount"],
                answer["counts"]["pending"]
            )
        };
        assert_snapshot!(told(json!({"state": "pending"})), @"Yan Xia Zed Li of 3, 3");
        assert_snapshot!(told(json!({"state": "pending", "deptId": 1})), @"Yan of 1, 1");
        assert_snapshot!(told(json!({"state": "pending", "deptId": 2})), @" of 0, 0");
        assert_snapshot!(told(json!({"state": "pending", "deptId": 2, "recursive": true})), @"Zed Li of 1, 1");
        assert_snapshot!(told(json!({"state": "pending", "q": "zed"})), @"Zed Li of 1, 3");
        assert_snapshot!(told(json!({"state": "pending", "q": "0003"})), @"Xia of 1, 3");
        assert_snapshot!(told(json!({"state": "pending", "offset": 1, "size": 1})), @"Xia of 3, 3");
        assert_snapshot!(acme.call(ROUTE, json!({"state": "pending", "deptId": 3})), @r#"{"members":[],"pending":[{"applicationId":"cQDgXxSN9ShBhkKF","name":"Zed Li","mobile":"13900000001","department":{"deptId":3,"name":"lab"},"appliedAt":1767323047000}],"rowCount":1,"counts":{"all":1,"active":0,"notActivated":1,"disabled":0,"leader":0,"unmanaged":1,"pending":1}}"#);
        acme.operate(|draft| {
            let power = org::Power {
                departments: Some([DepartmentId(2)].into()),
                ..org::Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(acme.call(ROUTE, json!({"state": "pending"})), @r#"{"members":[],"pending":[{"applicationId":"cQDgXxSN9ShBhkKF","name":"Zed Li","mobile":"13900000001","department":{"deptId":3,"name":"lab"},"appliedAt":1767323047000}],"rowCount":1,"counts":{"all":2,"active":0,"notActivated":2,"disabled":0,"leader":0,"unmanaged":2,"pending":1}}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"state": "pending", "deptId": 4})), @"404 department.notFound There is no such department, or you may not see it");
        acme.operate(|draft| {
            let view = draft.view();
            let waiting = view.applications();
            let id = waiting.iter().find(|one| one.name == "Zed Li");
            let id = id.expect("he waits").id.clone();
            draft.reject_application(&id)
        });
        assert_snapshot!(acme.call(ROUTE, json!({"state": "pending"})), @r#"{"members":[],"pending":[],"rowCount":0,"counts":{"all":2,"active":0,"notActivated":2,"disabled":0,"leader":0,"unmanaged":2,"pending":0}}"#);
    }

    #[test]
    fn executives_and_accounts_are_found_until_they_are_none() {
        let mut acme = place("acme { rd { ann bob } cid }");
        let senior = |on| org::UserFields {
            senior: Some(on),
            ..org::UserFields::default()
        };
        acme.operate(|draft| {
            draft.update_user("ann", senior(true))?;
            draft.make_account("bob", org::AccountKind::Sso, &org::AccountFields::default())
        });
        acme.as_admin("founder");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"state": "executive"}))), @"ann of 1");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"deptId": 2, "state": "account"}))), @"bob of 1");
        acme.operate(|draft| draft.update_user("ann", senior(false)));
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"state": "executive"}))), @" of 0");
    }

    #[test]
    fn who_is_barred_is_counted_until_let_in_again() {
        let mut acme = place("acme { rd { ann bob } }");
        acme.operate(|draft| {
            draft.make_account("ann", org::AccountKind::Sso, &org::AccountFields::default())?;
            draft.disable_account("ann", "")
        });
        acme.as_admin("founder");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"state": "disabled"}))), @"ann of 1");
        acme.operate(|draft| draft.enable_account("ann"));
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"state": "disabled"}))), @" of 0");
    }

    #[test]
    fn a_sub_administrator_sees_nobody_else() {
        let mut acme = place("acme { rd { ann lab { bob } } hr { cid } }");
        acme.operate(|draft| {
            let departments = Some([DepartmentId(2)].into());
            let power = org::Power {
                departments,
                ..org::Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({}))), @"ann bob of 2");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"q": "c"}))), @" of 0");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 4})), @"404 department.notFound There is no such department, or you may not see it");
        assert_snapshot!(acme.call(ROUTE, json!({"deptId": 1, "recursive": true})), @"404 department.notFound There is no such department, or you may not see it");
    }
}
