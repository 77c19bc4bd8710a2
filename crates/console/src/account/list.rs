//! Who has an enterprise account, and who could be given one: `GET /v1.0/orgbook/console/accounts`.

use super::wire::Row;
use crate::directory::fields::{fault, offset, query};
use crate::people::paging::size;
use crate::prelude::*;
use org::{Module, Table, TableFilter, TableSort};

/// Which of them, and which rows.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// `all` accounts, those that are `disabled`, or `none`: people without an account; `all` when absent.
    state: Option<String>,
    /// As in `members`, or any part of a login id of at least two characters; where there are more than 20,000 accounts the whole one.
    q: Option<String>,
    /// Rows before the page; 0 when absent.
    offset: Option<i64>,
    /// Rows of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// A page of them by name, or best first where something is looked for.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    accounts: Vec<Row>,
    /// Rows of the whole list.
    row_count: u64,
    /// How many there are of each state, whatever is looked for.
    counts: Counts,
}

/// How many there are of each state.
#[derive(Serialize, JsonSchema)]
struct Counts {
    all: u64,
    disabled: u64,
    none: u64,
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/accounts", PARAMETER)
        .administrators(Module::Accounts)
        .scoped();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let table = Table {
            filter: filter(self.state.as_deref())?,
            text: query(self.q.as_deref())?,
            by_login_id: true,
            sort: TableSort::Name,
            offset: offset(self.offset)?,
            size: size(self.size)?,
            ..Table::default()
        };
        let page = view.table(&table).map_err(fault)?;
        let rows = page.users.iter().map(|user| Row::of(view, user));
        Ok(Response {
            accounts: rows.collect(),
            row_count: page.total,
            counts: Counts {
                all: page.counts.accounts,
                disabled: page.counts.disabled,
                none: page.counts.all - page.counts.accounts,
            },
        })
    }
}

fn filter(given: Option<&str>) -> Reply<TableFilter> {
    match given.unwrap_or("all") {
        "all" => Ok(TableFilter::Account),
        "disabled" => Ok(TableFilter::Disabled),
        "none" => Ok(TableFilter::NoAccount),
        other => {
            let detail = sentence!(
                "state is all, disabled or none, got {other}",
                "state 为 all、disabled 或 none，收到的是 {other}"
            );
            Err(Fault::invalid("state", detail))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{AccountFields, AccountKind};
    use testkit::Place;

    const ROUTE: Route = Route::read::<Request>();

    fn acme() -> Place {
        let mut acme =
            place("acme { rd { zoe title=Head job_number=A007 lab { ann } } hr { bob } }");
        acme.operate(|draft| {
            let built_in = AccountFields {
                login_id: Some("zoe01".to_owned()),
                password_hash: Some("hash".to_owned()),
                ..AccountFields::default()
            };
            draft.make_account("zoe", AccountKind::BuiltIn, &built_in)?;
            draft.make_account("ann", AccountKind::Sso, &AccountFields::default())?;
            draft.disable_account("ann", "away")
        });
        acme.as_admin("founder");
        acme
    }

    /// The userids of a page and how many rows there are.
    fn ids(answer: &str) -> String {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("a list");
        let rows = answer["accounts"].as_array().expect("rows").iter();
        let ids: Vec<_> = rows
            .map(|row| row["userId"].as_str().expect("an id"))
            .collect();
        format!("{} of {}", ids.join(" "), answer["rowCount"])
    }

    #[test]
    fn accounts_are_listed_with_what_is_known_of_them() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"accounts":[{"userId":"ann","name":"ann","departments":[{"deptId":3,"name":"lab"}],"kind":"sso","active":true,"disabled":true,"reason":"away"},{"userId":"zoe","name":"zoe","title":"Head","jobNumber":"A007","departments":[{"deptId":2,"name":"rd"}],"kind":"builtIn","loginId":"zoe01","active":true,"disabled":false}],"rowCount":2,"counts":{"all":2,"disabled":1,"none":2}}"#);
    }

    #[test]
    fn they_are_filtered_found_and_paged() {
        let mut acme = acme();
        let mut list = |input| ids(&acme.call(ROUTE, input));
        assert_snapshot!(list(json!({"state": "disabled"})), @"ann of 1");
        assert_snapshot!(list(json!({"state": "none"})), @"bob founder of 2");
        assert_snapshot!(list(json!({"q": "zo"})), @"zoe of 1");
        assert_snapshot!(list(json!({"q": "bob"})), @" of 0");
        for login in ["zoe01", "ZOE01", " oe0", "01"] {
            assert_eq!(list(json!({"q": login})), "zoe of 1", "{login}");
        }
        for other in ["zoe02", "1", "e 0", "hash"] {
            assert_eq!(list(json!({"q": other})), " of 0", "{other}");
        }
        assert_snapshot!(list(json!({"q": "zoe01", "state": "none"})), @" of 0");
        assert_snapshot!(list(json!({"q": "zoe01", "state": "disabled"})), @" of 0");
        assert_snapshot!(list(json!({"state": "none", "q": "bob"})), @"bob of 1");
        assert_snapshot!(list(json!({"offset": 1, "size": 1})), @"zoe of 2");
        let mut refused = |input| acme.call(ROUTE, input);
        assert_snapshot!(refused(json!({"state": "active"})), @"400 invalidParameter A parameter is missing or wrong: state is all, disabled or none, got active");
        assert_snapshot!(refused(json!({"size": 0})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 0");
        assert_snapshot!(refused(json!({"offset": -1})), @"400 invalidParameter A parameter is missing or wrong: offset is 0 to 10000000, got -1");
        assert_snapshot!(refused(json!({"q": "x".repeat(200)})), @"400 invalidParameter A parameter is missing or wrong: q has at most 64 characters, got 200");
    }

    #[test]
    fn a_sub_administrator_sees_those_of_his_departments() {
        let mut acme = acme();
        acme.operate(|draft| {
            let power = org::Power {
                departments: Some([DepartmentId(3)].into()),
                modules: Some([Module::Accounts].into()),
                ..org::Power::default()
            };
            draft.set_admin("bob", power)
        });
        acme.as_admin("bob");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({}))), @"ann of 1");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"q": "zoe"}))), @" of 0");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"q": "zoe01"}))), @" of 0");
        assert_snapshot!(ids(&acme.call(ROUTE, json!({"state": "none"}))), @" of 0");
    }
}
