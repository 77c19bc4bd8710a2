//! Events as one app gets them.

use crate::happening::{Happening, Who, happenings};
use crate::limits;
use crate::stream_event::StreamEvent;
use endpoint::Logged;
use org::{
    AdminLevel, App, AppKey, BuiltInRole, DepartmentId, Eye, Millis, Org, RoleId, User, UserId,
    View,
};
use serde_json::{Map, Value, json};

/// The kinds of events that an app may subscribe to.
pub const KINDS: [&str; 15] = [
    "user_add_org",
    "user_modify_org",
    "user_leave_org",
    "user_active_org",
    "org_admin_add",
    "org_admin_remove",
    "org_dept_create",
    "org_dept_modify",
    "org_dept_remove",
    "org_remove",
    "org_change",
    "label_user_change",
    "label_conf_add",
    "label_conf_modify",
    "label_conf_del",
];

/// An event of one organization for one app.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// For example `user_add_org`.
    pub kind: &'static str,
    /// The entry of the log that it tells of.
    pub number: u64,
    /// Its place among all that happened by that entry, whichever app is told of it.
    pub index: u32,
    /// The same on every try, and for every app of the organization.
    pub id: String,
    /// When it happened.
    pub at: Millis,
    /// The organization.
    pub corp_id: String,
    /// What it tells, as Stream spells it.
    pub data: Map<String, Value>,
}

/// All that an app is told of an entry, in order.
pub fn events(entry: &Logged, org: &Org, key: &AppKey) -> Vec<Event> {
    let eye = Eye::App(key.clone());
    let view = View::new(org, &eye);
    let operator = View::new(org, &Eye::Operator);
    let Some(app) = view.app() else {
        return Vec::new();
    };
    let built_in = |level| built_in_role(&operator, level);
    let narrowed = Narrowed { entry, view, app };
    let mut events = Vec::new();
    let mut index = 0;
    for happening in happenings(entry, &built_in) {
        for part in parts(happening) {
            if let Some((kind, data)) = narrowed.told(part) {
                events.push(narrowed.event(kind, index, data));
            }
            index += 1;
        }
    }
    events
}

fn built_in_role(view: &View<'_>, level: AdminLevel) -> Option<RoleId> {
    let wanted = match level {
        AdminLevel::Main | AdminLevel::Primary => BuiltInRole::MainAdmin,
        AdminLevel::Sub => BuiltInRole::SubAdmin,
    };
    let mut groups = view.role_groups(0);
    let mut roles = groups
        .by_ref()
        .flat_map(|group| view.roles_of_group(group.id));
    roles
        .find(|role| role.built_in == Some(wanted))
        .map(|role| role.id)
}

/// Long lists are told in several events.
fn parts(happening: Happening) -> Vec<Happening> {
    fn cut<T: Clone>(list: &[T], one: impl Fn(Vec<T>) -> Happening) -> Vec<Happening> {
        let chunks = list.chunks(limits::EVENT_OBJECTS_MAX);
        chunks.map(|chunk| one(chunk.to_vec())).collect()
    }
    match happening {
        Happening::UsersAdded(list) => cut(&list, Happening::UsersAdded),
        Happening::UsersActivated(list) => cut(&list, Happening::UsersActivated),
        Happening::UsersLeft(list) => cut(&list, Happening::UsersLeft),
        Happening::AdminsAdded(list) => cut(&list, Happening::AdminsAdded),
        Happening::AdminsRemoved(list) => cut(&list, Happening::AdminsRemoved),
        Happening::DepartmentsCreated(list) => cut(&list, Happening::DepartmentsCreated),
        Happening::DepartmentsModified(list) => cut(&list, Happening::DepartmentsModified),
        Happening::DepartmentsRemoved(list) => cut(&list, Happening::DepartmentsRemoved),
        Happening::LabelsAdded(list) => cut(&list, Happening::LabelsAdded),
        Happening::LabelsRemoved(list) => cut(&list, Happening::LabelsRemoved),
        Happening::LabelsOfUsers { who, labels, given } => {
            cut(&who, |who| Happening::LabelsOfUsers {
                who,
                labels: labels.clone(),
                given,
            })
        }
        other @ (Happening::UserModified { .. }
        | Happening::OrganizationChanged
        | Happening::LabelModified { .. }) => vec![other],
    }
}

/// An entry within what an app may know.
struct Narrowed<'a> {
    entry: &'a Logged,
    view: View<'a>,
    app: &'a App,
}

type Told = Option<(&'static str, Map<String, Value>)>;

impl Narrowed<'_> {
    fn holds_department(&self, id: DepartmentId) -> bool {
        let mut lineage = self.entry.body.lineage(id);
        lineage.any(|above| self.app.scope.departments.contains(&above))
    }

    /// Whether somebody was or is in the app's scope: by the departments that the entry tells, or else by those of now.
    fn holds(&self, who: &Who) -> bool {
        let scope = &self.app.scope;
        if scope.is_everybody() || scope.users.contains(&who.userid) {
            return true;
        }
        match &who.departments {
            Some(departments) if departments.iter().any(|id| self.holds_department(*id)) => true,
            _ => self.view.user(who.userid.as_str()).is_ok(),
        }
    }

    fn users(&self, who: &[Who]) -> Option<Vec<UserId>> {
        let held = who.iter().filter(|who| self.holds(who));
        let users: Vec<UserId> = held.map(|who| who.userid.clone()).collect();
        (!users.is_empty()).then_some(users)
    }

    fn told(&self, happening: Happening) -> Told {
        let time = self.entry.at.0.to_string();
        let of_users = |kind, who: &[Who], has_actor: bool| {
            let users = self.users(who)?;
            let mut data = object(json!({ "timeStamp": time, "userId": users }));
            if has_actor {
                self.add_actor(&mut data);
            }
            Some((kind, data))
        };
        let of_departments = |kind, ids: &[DepartmentId]| {
            let is_all = self.app.scope.is_everybody();
            let held = ids
                .iter()
                .filter(|id| is_all || self.holds_department(**id));
            let ids: Vec<i64> = held.map(|id| id.0).collect();
            (!ids.is_empty()).then(|| (kind, object(json!({ "deptId": ids }))))
        };
        let of_labels = |kind, ids: &[RoleId]| {
            let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
            Some((kind, object(json!({ "scope": "1", "labelIdList": ids }))))
        };
        match &happening {
            Happening::UsersAdded(who) => of_users("user_add_org", who, true),
            Happening::UsersActivated(who) => of_users("user_active_org", who, false),
            Happening::UsersLeft(who) => of_users("user_leave_org", who, true),
            Happening::UserModified { who, before, after } => {
                let (kind, mut data) =
                    of_users("user_modify_org", std::slice::from_ref(who), true)?;
                data.insert("diffInfo".to_owned(), self.difference(before, after));
                Some((kind, data))
            }
            Happening::AdminsAdded(who) => of_users("org_admin_add", who, false),
            Happening::AdminsRemoved(who) => of_users("org_admin_remove", who, false),
            Happening::DepartmentsCreated(ids) => of_departments("org_dept_create", ids),
            Happening::DepartmentsModified(ids) => of_departments("org_dept_modify", ids),
            Happening::DepartmentsRemoved(ids) => of_departments("org_dept_remove", ids),
            Happening::OrganizationChanged => Some(("org_change", Map::new())),
            Happening::LabelsAdded(ids) => of_labels("label_conf_add", ids),
            Happening::LabelsRemoved(ids) => of_labels("label_conf_del", ids),
            Happening::LabelModified { id, before, after } => {
                let data = json!({
                    "scope": "1", "labelIdList": [id.0],
                    "preLabelList": [before.to_string()], "postLabelList": [after.to_string()],
                });
                Some(("label_conf_modify", object(data)))
            }
            Happening::LabelsOfUsers { who, labels, given } => {
                let users = self.users(who)?;
                let labels: Vec<i64> = labels.iter().map(|id| id.0).collect();
                let action = if *given { "add" } else { "remove" };
                let data = json!({ "userIdList": users, "action": action, "labelIdList": labels });
                Some(("label_user_change", object(data)))
            }
        }
    }

    /// Who did it, when somebody of the organization did.
    fn add_actor(&self, data: &mut Map<String, Value>) {
        if let Some(userid) = self.entry.actor.strip_prefix("user:") {
            data.insert("optStaffId".to_owned(), json!(userid));
        }
    }

    /// The facts of `diffInfo` before and after. What an app may not read of people is not in it.
    fn difference(&self, before: &User, after: &User) -> Value {
        let has_mail = self.app.points.hold("fieldEmail");
        let facts = |user: &User| {
            let manager = user.manager.as_ref().map_or("", UserId::as_str);
            let hired = user.hired_date.map(china_day).unwrap_or_default();
            let fields = match user.extension.is_empty() {
                true => String::new(),
                false => {
                    let fields = user.extension.iter();
                    let fields = fields.map(|(name, value)| (name.clone(), json!(value)));
                    Value::Object(fields.collect()).to_string()
                }
            };
            let mut facts = Map::new();
            for (name, value, is_open) in [
                ("name", user.name.as_str(), true),
                ("telephone", &user.telephone, true),
                ("remark", &user.remark, has_mail),
                ("workPlace", &user.work_place, true),
                ("jobNumber", &user.job_number, true),
                ("email", &user.email, has_mail),
                ("hiredDate", &hired, true),
                ("managerUserid", manager, true),
                ("extFields", &fields, true),
            ] {
                if is_open && !value.is_empty() {
                    facts.insert(name.to_owned(), json!(value));
                }
            }
            facts
        };
        json!({ "prev": facts(before), "curr": facts(after), "userid": after.userid })
    }

    fn event(&self, kind: &'static str, index: u32, mut data: Map<String, Value>) -> Event {
        let id = format!("{:032x}{index:04x}", self.entry.id);
        if kind.starts_with("user_") && kind != "user_active_org" {
            data.insert("eventId".to_owned(), json!(id));
        }
        Event {
            kind,
            number: self.entry.number.0,
            index,
            id,
            at: self.entry.at,
            corp_id: self.view.organization().id.as_str().to_owned(),
            data,
        }
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A day as people in China write it.
fn china_day(at: Millis) -> String {
    let day = endpoint::china::day_of(at);
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Members that older receivers read under another name.
const CLASSIC: [(&str, &str); 7] = [
    ("userId", "UserId"),
    ("optStaffId", "OptStaffId"),
    ("deptId", "DeptId"),
    ("userIdList", "UserIdList"),
    ("labelIdList", "LabelIdList"),
    ("preLabelList", "PreLabelList"),
    ("postLabelList", "PostLabelList"),
];

impl Event {
    /// The message of a callback: what receivers of today and those of before 2022 read, in one object.
    pub fn callback_message(&self) -> String {
        let biz_id = format!("{}{:04}", self.number, self.index);
        let mut message = object(json!({
            "EventType": self.kind, "EventTime": self.at.0, "TimeStamp": self.at.0.to_string(),
            "CorpId": self.corp_id, "BizId": biz_id, "eventId": self.id,
        }));
        for (name, classic) in CLASSIC {
            if let Some(value) = self.data.get(name) {
                message.insert(classic.to_owned(), value.clone());
            }
        }
        message.extend(self.data.clone());
        Value::Object(message).to_string()
    }

    /// The same for a Stream connection.
    pub fn for_stream(&self) -> StreamEvent {
        StreamEvent {
            id: self.id.clone(),
            kind: self.kind,
            born_at_ms: self.at.0,
            corp_id: self.corp_id.clone(),
            data: Value::Object(self.data.clone()).to_string(),
        }
    }
}
