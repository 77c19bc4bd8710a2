//! Hand over somebody's resources, beyond the description: `POST /v1.0/contact/assets/submitHandoverResource`.

use crate::prelude::*;
use endpoint::Method;
use org::Asset;

/// Whose, and what to whom.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    tasks: Vec<Given>,
}

/// One kind of what is handed over.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Given {
    /// `transfer` to the receiver, or `abandon`.
    action_type: String,
    receiver_staff_id: Option<String>,
    /// 1 departments, 2 roles, 3 direct reports, 4 external contacts, 5 rights of an administrator.
    resource_type_id: i64,
}

/// That it was done.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    success: bool,
}

/// Kinds in one call.
const TASKS_MAX: usize = 10;

impl Given {
    fn read(self) -> Reply<(Asset, Option<String>)> {
        let index = usize::try_from(self.resource_type_id.saturating_sub(1)).ok();
        let asset = index.and_then(|index| Asset::ALL.get(index).copied());
        let asset = asset.ok_or_else(|| {
            let got = self.resource_type_id;
            Fault::invalid(
                "tasks",
                sentence!(
                    "resourceTypeId is 1 to 5, got {got}",
                    "resourceTypeId 为 1 到 5，收到的是 {got}"
                ),
            )
        })?;
        let receiver = self.receiver_staff_id.filter(|id| !id.is_empty());
        match (self.action_type.to_lowercase().as_str(), receiver) {
            ("transfer", Some(receiver)) => Ok((asset, Some(receiver))),
            ("transfer", None) => Err(Fault::missing("receiverStaffId")),
            ("abandon", _) => Ok((asset, None)),
            (other, _) => {
                let detail = sentence!(
                    "actionType is transfer or abandon, got {other}",
                    "actionType 为 transfer 或 abandon，收到的是 {other}"
                );
                Err(Fault::invalid("tasks", detail))
            }
        }
    }
}

impl Write for Request {
    const SPEC: Spec = Spec::new(
        Method::Post,
        "/v1.0/contact/assets/submitHandoverResource",
        PARAMETER,
    )
    .needs("qyapi_manage_addresslist");
    type Response = Response;

    fn write(self, draft: &mut Draft) -> Reply<Response> {
        if self.tasks.is_empty() || self.tasks.len() > TASKS_MAX {
            let detail = sentence!(
                "tasks has 1 to {TASKS_MAX}, got {got}",
                "tasks 为 1 到 {TASKS_MAX} 个，收到的是 {got} 个",
                got = self.tasks.len()
            );
            return Err(Fault::invalid("tasks", detail));
        }
        let tasks = self.tasks.into_iter().map(Given::read);
        let tasks = tasks.collect::<Reply<Vec<_>>>()?;
        let handed = draft.hand_over_assets(&self.user_id, &tasks);
        handed.map_err(|refusal| Fault::because(PARAMETER, &refusal))?;
        Ok(Response { success: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::write::<Request>();

    fn task(action: &str, receiver: Option<&str>, kind: i64) -> serde_json::Value {
        let mut task = json!({"actionType": action, "resourceTypeId": kind});
        if let Some(receiver) = receiver {
            task["receiverStaffId"] = receiver.into();
        }
        json!({"userId": "ann", "tasks": [task]})
    }

    #[test]
    fn each_kind_is_handed_over_or_given_up() {
        let mut acme = place("acme { rd { ann leader=yes } bob manager=ann eve }");
        assert_snapshot!(acme.call(ROUTE, task("TRANSFER", Some("eve"), 3)), @r#"{"success":true}"#);
        assert!(
            acme.changes().contains(r#""userid":"bob""#)
                && acme.changes().contains(r#""manager":"eve""#)
        );
        assert_snapshot!(acme.call(ROUTE, task("abandon", None, 1)), @r#"{"success":true}"#);
        assert!(
            acme.changes()
                .starts_with(r#"{"department_updated":{"id":2,"name":"rd""#)
        );
        assert_snapshot!(acme.call(ROUTE, task("abandon", None, 1)), @r#"{"success":true}"#);
        assert_eq!(acme.changes(), "");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut acme = place("acme { ann bob }");
        assert_snapshot!(acme.call(ROUTE, task("transfer", None, 1)), @"400 parameter.error 无效的参数: receiverStaffId is missing");
        assert_snapshot!(acme.call(ROUTE, task("sell", Some("bob"), 1)), @"400 parameter.error 无效的参数: actionType is transfer or abandon, got sell");
        assert_snapshot!(acme.call(ROUTE, task("transfer", Some("bob"), 6)), @"400 parameter.error 无效的参数: resourceTypeId is 1 to 5, got 6");
        assert_snapshot!(acme.call(ROUTE, task("transfer", Some("bob"), -1)), @"400 parameter.error 无效的参数: resourceTypeId is 1 to 5, got -1");
        assert_snapshot!(acme.call(ROUTE, task("transfer", Some("nobody"), 1)), @"400 parameter.error 无效的参数: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody", "tasks": [{"actionType": "abandon", "resourceTypeId": 1}]})), @"400 parameter.error 无效的参数: no user nobody");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann", "tasks": []})), @"400 parameter.error 无效的参数: tasks has 1 to 10, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"400 parameter.error 无效的参数: tasks is missing");
    }
}
