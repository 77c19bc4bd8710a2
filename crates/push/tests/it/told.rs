//! From what happens to what apps are told.

use super::{acme, app, department, node, person};
use endpoint::Number;
use engine::Engine;
use insta::assert_snapshot;
use org::{App, DepartmentFields, DepartmentId, Draft, OrgId, Refusal, UserFields};
use push::events;
use std::sync::Arc;
use store::{MemoryStore, Store};

struct Place {
    engine: Engine,
    org: OrgId,
    whole: App,
    narrow: App,
    read: Number,
}

impl Place {
    /// Departments 2 with 3 below, and 4; one app sees everything, the other 2 and below.
    async fn new() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let engine = node(&store).await;
        let org = acme(&engine).await;
        let made = |draft: &mut Draft| {
            department(draft, 2, 1)?;
            department(draft, 3, 2)?;
            department(draft, 4, 1)
        };
        engine.operate(&org, "test", made).await.unwrap();
        let whole = app(&engine, &org, &[1]).await;
        let narrow = app(&engine, &org, &[2]).await;
        let read = engine.loaded_head(&org).unwrap();
        Self {
            engine,
            org,
            whole,
            narrow,
            read,
        }
    }

    /// What both apps are told of a change: lines of kind and data.
    async fn told<T: Send + 'static>(
        &mut self,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
    ) -> String {
        self.engine
            .operate(&self.org, "test", change)
            .await
            .unwrap();
        let value = self.engine.org(&self.org).await.unwrap();
        let entries = self.engine.entries(&self.org, self.read, 10).await.unwrap();
        let mut lines = Vec::new();
        for entry in &entries {
            for (name, app) in [("whole", &self.whole), ("narrow", &self.narrow)] {
                for event in events(entry, &value, &app.key) {
                    let mut data = event.data.clone();
                    // They differ from run to run.
                    data.shift_remove("eventId");
                    data.shift_remove("timeStamp");
                    let data = serde_json::to_string(&data).unwrap();
                    lines.push(format!("{name} {} {data}", event.kind));
                }
            }
            self.read = entry.number;
        }
        lines.join("\n")
    }
}

fn fields(change: impl FnOnce(&mut UserFields)) -> UserFields {
    let mut fields = UserFields::default();
    change(&mut fields);
    fields
}

#[tokio::test]
async fn people_come_change_and_go() {
    let mut place = Place::new().await;
    let told = place.told(|draft| person(draft, "ann", &[3])).await;
    assert_snapshot!(told, @r#"
    whole user_add_org {"userId":["ann"]}
    narrow user_add_org {"userId":["ann"]}
    "#);
    let told = place.told(|draft| person(draft, "bob", &[4])).await;
    assert_snapshot!(told, @r#"whole user_add_org {"userId":["bob"]}"#);
    let told = place.told(|draft| {
        let fields = fields(|fields| {
            fields.title = Some("Buyer".to_owned());
            fields.job_number = Some("7".to_owned());
            fields.email = Some("ann@example.com".to_owned());
            fields.manager = Some(Some("founder".to_owned()));
        });
        draft.update_user("ann", fields)
    });
    assert_snapshot!(told.await, @r#"
    whole user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    narrow user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    "#);
    // Out of the scope: the narrow app hears of it once more.
    let move_to = |department| {
        move |draft: &mut Draft| {
            let fields = fields(|fields| fields.departments = Some(vec![DepartmentId(department)]));
            draft.update_user("ann", fields)
        }
    };
    assert_snapshot!(place.told(move_to(4)).await, @r#"
    whole user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    narrow user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    "#);
    let told = place.told(|draft| {
        let fields = fields(|fields| fields.title = Some(String::new()));
        draft.update_user("ann", fields)
    });
    assert_snapshot!(told.await, @r#"whole user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}"#);
    assert_snapshot!(place.told(move_to(2)).await, @r#"
    whole user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    narrow user_modify_org {"userId":["ann"],"diffInfo":{"prev":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"curr":{"name":"Name of ann","jobNumber":"7","managerUserid":"founder"},"userid":"ann"}}
    "#);
    assert_snapshot!(place.told(|draft| draft.remove_user("ann")).await, @r#"
    whole user_leave_org {"userId":["ann"]}
    narrow user_leave_org {"userId":["ann"]}
    "#);
}

#[tokio::test]
async fn departments_come_change_and_go() {
    let mut place = Place::new().await;
    assert_snapshot!(place.told(|draft| department(draft, 5, 3)).await, @r#"
    whole org_dept_create {"deptId":[5]}
    narrow org_dept_create {"deptId":[5]}
    "#);
    assert_snapshot!(place.told(|draft| department(draft, 6, 4)).await, @r#"whole org_dept_create {"deptId":[6]}"#);
    let told = place.told(|draft| {
        let fields = DepartmentFields {
            name: Some("Research".to_owned()),
            ..DepartmentFields::default()
        };
        draft.update_department(DepartmentId(3), fields)
    });
    assert_snapshot!(told.await, @r#"
    whole org_dept_modify {"deptId":[3]}
    narrow org_dept_modify {"deptId":[3]}
    "#);
    let told = place.told(|draft| {
        draft.remove_department(DepartmentId(5))?;
        draft.remove_department(DepartmentId(3))?;
        draft.remove_department(DepartmentId(6))
    });
    assert_snapshot!(told.await, @r#"
    whole org_dept_remove {"deptId":[5,3,6]}
    narrow org_dept_remove {"deptId":[5,3]}
    "#);
    // Made and gone in one: nothing happened.
    let told = place.told(|draft| {
        department(draft, 7, 2)?;
        draft.remove_department(DepartmentId(7))
    });
    assert_snapshot!(told.await, @"");
}

#[tokio::test]
async fn roles_come_change_and_go() {
    let mut place = Place::new().await;
    place.told(|draft| person(draft, "ann", &[3])).await;
    place.told(|draft| person(draft, "bob", &[4])).await;
    let told = place.told(|draft| {
        let group = draft.add_role_group("Trade")?;
        draft.add_role(group, "Buyer").map(drop)
    });
    assert_snapshot!(told.await, @r#"
    whole label_conf_add {"scope":"1","labelIdList":[1475098640,1475098641]}
    narrow label_conf_add {"scope":"1","labelIdList":[1475098640,1475098641]}
    "#);
    let role = {
        let org = place.engine.org(&place.org).await.unwrap();
        let view = org::View::new(&org, &org::Eye::Operator);
        let mut groups = view.role_groups(0);
        let group = groups.find(|group| group.name == "Trade").unwrap();
        view.roles_of_group(group.id).next().unwrap().id
    };
    let people = || ["ann".to_owned(), "bob".to_owned()];
    assert_snapshot!(place.told(move |draft| draft.give_roles(&[role], &people())).await, @r#"
    whole label_user_change {"userIdList":["ann","bob"],"action":"add","labelIdList":[1475098641]}
    narrow label_user_change {"userIdList":["ann"],"action":"add","labelIdList":[1475098641]}
    "#);
    assert_snapshot!(place.told(move |draft| draft.rename_role(role, "Purchaser")).await, @r#"
    whole label_conf_modify {"scope":"1","labelIdList":[1475098641],"preLabelList":["{\"deleted\":false,\"color\":0,\"hidden\":false,\"level\":1,\"scope\":1,\"name\":\"Buyer\",\"id\":1475098641,\"parentId\":1475098640,\"extraInfo\":{}}"],"postLabelList":["{\"deleted\":false,\"color\":0,\"hidden\":false,\"level\":1,\"scope\":1,\"name\":\"Purchaser\",\"id\":1475098641,\"parentId\":1475098640,\"extraInfo\":{}}"]}
    narrow label_conf_modify {"scope":"1","labelIdList":[1475098641],"preLabelList":["{\"deleted\":false,\"color\":0,\"hidden\":false,\"level\":1,\"scope\":1,\"name\":\"Buyer\",\"id\":1475098641,\"parentId\":1475098640,\"extraInfo\":{}}"],"postLabelList":["{\"deleted\":false,\"color\":0,\"hidden\":false,\"level\":1,\"scope\":1,\"name\":\"Purchaser\",\"id\":1475098641,\"parentId\":1475098640,\"extraInfo\":{}}"]}
    "#);
    assert_snapshot!(place.told(move |draft| draft.take_roles(&[role], &people())).await, @r#"
    whole label_user_change {"userIdList":["ann","bob"],"action":"remove","labelIdList":[1475098641]}
    narrow label_user_change {"userIdList":["ann"],"action":"remove","labelIdList":[1475098641]}
    "#);
    assert_snapshot!(place.told(move |draft| draft.remove_role(role)).await, @r#"
    whole label_conf_del {"scope":"1","labelIdList":[1475098641]}
    narrow label_conf_del {"scope":"1","labelIdList":[1475098641]}
    "#);
}

#[tokio::test]
async fn administrators_come_and_go() {
    let mut place = Place::new().await;
    place.told(|draft| person(draft, "ann", &[3])).await;
    let told = place.told(|draft| draft.set_sub_admin("ann", None, Default::default()));
    assert_snapshot!(told.await, @r#"
    whole org_admin_add {"userId":["ann"]}
    whole label_user_change {"userIdList":["ann"],"action":"add","labelIdList":[1475098606]}
    narrow org_admin_add {"userId":["ann"]}
    narrow label_user_change {"userIdList":["ann"],"action":"add","labelIdList":[1475098606]}
    "#);
    let told = place.told(|draft| {
        let scope = Some([DepartmentId(2)].into());
        draft.set_sub_admin("ann", scope, Default::default())
    });
    assert_snapshot!(told.await, @"");
    assert_snapshot!(place.told(|draft| draft.remove_user("ann")).await, @r#"
    whole user_leave_org {"userId":["ann"]}
    narrow user_leave_org {"userId":["ann"]}
    "#);
}

#[tokio::test]
async fn a_message_is_read_by_receivers_of_either_age() {
    let mut place = Place::new().await;
    place.told(|draft| person(draft, "ann", &[3])).await;
    let entries = place
        .engine
        .entries(&place.org, Number(place.read.0 - 1), 1);
    let mut entry = (*entries.await.unwrap().remove(0)).clone();
    (entry.id, entry.at) = (0xabc, org::Millis(1_767_323_045_000));
    entry.actor = "user:founder".to_owned();
    let value = place.engine.org(&place.org).await.unwrap();
    let mut event = events(&entry, &value, &place.whole.key).remove(0);
    event.corp_id = "ding1".to_owned();
    assert_snapshot!(event.callback_message(), @r#"{"EventType":"user_add_org","EventTime":1767323045000,"TimeStamp":"1767323045000","CorpId":"ding1","BizId":"50000","eventId":"00000000000000000000000000000abc0000","UserId":["ann"],"OptStaffId":"founder","timeStamp":"1767323045000","userId":["ann"],"optStaffId":"founder"}"#);
    let told = event.for_stream();
    assert_snapshot!(told.data, @r#"{"timeStamp":"1767323045000","userId":["ann"],"optStaffId":"founder","eventId":"00000000000000000000000000000abc0000"}"#);
    assert_eq!((told.kind, told.id), ("user_add_org", event.id.clone()));
}

#[tokio::test]
async fn an_app_that_is_gone_is_told_nothing_and_long_lists_are_cut() {
    let mut place = Place::new().await;
    let many = |draft: &mut Draft| {
        (0..450).try_for_each(|number| person(draft, &format!("many{number}"), &[3]))
    };
    place
        .engine
        .operate(&place.org, "test", many)
        .await
        .unwrap();
    let entries = place
        .engine
        .entries(&place.org, place.read, 1)
        .await
        .unwrap();
    let value = place.engine.org(&place.org).await.unwrap();
    let told = events(&entries[0], &value, &place.narrow.key);
    let lengths: Vec<usize> = told
        .iter()
        .map(|event| event.data["userId"].as_array().unwrap().len())
        .collect();
    assert_eq!(lengths, [200, 200, 50]);
    let indexes: Vec<u32> = told.iter().map(|event| event.index).collect();
    assert_eq!(indexes, [0, 1, 2]);
    assert_eq!(events(&entries[0], &value, &"nobody".into()), []);
    place.read = entries[0].number;
}
