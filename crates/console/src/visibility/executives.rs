//! Who is in Executive mode: `GET /v1.0/orgbook/console/executives`.

use crate::directory::fields::{fault, offset};
use crate::people::paging::size;
use crate::prelude::*;
use org::{Module, Table, TableFilter, TableSort, UserRef};

/// Which rows.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Rows before the page; 0 when absent.
    offset: Option<i64>,
    /// Rows of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// A page of those who are administered, by name: for whoever sets the mode, who need not administer people.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    executives: Vec<Row>,
    /// Rows of the whole list.
    row_count: u64,
}

/// As much of somebody as tells the person from others. A field is absent when it is empty.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Row {
    user_id: String,
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    avatar: String,
}

impl Row {
    fn of(user: &UserRef<'_>) -> Self {
        Self {
            user_id: user.userid.to_owned(),
            name: user.name.to_owned(),
            title: user.title.to_owned(),
            avatar: user.avatar.to_owned(),
        }
    }
}

impl Read for Request {
    const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/console/executives", PARAMETER)
        .administrators(Module::Visibility)
        .scoped();
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let table = Table {
            filter: TableFilter::Executive,
            sort: TableSort::Name,
            offset: offset(self.offset)?,
            size: size(self.size)?,
            ..Table::default()
        };
        let page = view.table(&table).map_err(fault)?;
        Ok(Response {
            executives: page.users.iter().map(Row::of).collect(),
            row_count: page.total,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{Power, UserFields};

    const ROUTE: Route = Route::read::<Request>();

    fn acme() -> testkit::Place {
        let mut acme = place("acme { rd { zoe title=Head lab { ann } } hr { bob cid } }");
        acme.operate(|draft| {
            for userid in ["zoe", "ann", "bob"] {
                let fields = UserFields {
                    senior: Some(true),
                    ..UserFields::default()
                };
                draft.update_user(userid, fields)?;
            }
            Ok(())
        });
        acme
    }

    #[test]
    fn executives_come_by_name_until_they_are_none() {
        let mut acme = acme();
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"executives":[{"userId":"ann","name":"ann"},{"userId":"bob","name":"bob"},{"userId":"zoe","name":"zoe","title":"Head"}],"rowCount":3}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"offset": 2, "size": 1})), @r#"{"executives":[{"userId":"zoe","name":"zoe","title":"Head"}],"rowCount":3}"#);
        acme.operate(|draft| draft.end_executive("bob"));
        assert!(!acme.call(ROUTE, json!({})).contains("bob"));
        assert_snapshot!(acme.call(ROUTE, json!({"size": 201})), @"400 invalidParameter A parameter is missing or wrong: size is 1 to 200, got 201");
        assert_snapshot!(acme.call(ROUTE, json!({"offset": -1})), @"400 invalidParameter A parameter is missing or wrong: offset is 0 to 10000000, got -1");
    }

    #[test]
    fn an_administrator_is_told_of_his_own_departments_and_no_numbers() {
        let mut acme = acme();
        acme.operate(|draft| {
            let power = Power {
                departments: Some([DepartmentId(3)].into()),
                modules: Some([Module::Visibility].into()),
                ..Power::default()
            };
            draft.set_admin("cid", power)
        });
        acme.as_admin("cid");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"executives":[{"userId":"ann","name":"ann"}],"rowCount":1}"#);
    }
}
