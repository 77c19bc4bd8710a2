//! An organization to which random things happen.

use crate::command::{Command, Contact, Industry};
use endpoint::Number;
use engine::{Clock, Engine, Settings};
use org::{
    AudienceFields, ContactsScope, DepartmentFields, DepartmentId, Draft, ExternalContactFields,
    Eye, FieldFields, Founding, IndustryDepartmentFields, IndustryPlaceFields, LabelId, Millis,
    NewApp, NewDepartment, NewExternalContact, NewUser, OrgId, Points, Refusal, RoleId,
    SelectionFields, UserFields, UserId, View,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Faults, FaultyStore, MemoryStore, Store};

mod deaths;

/// A field of the organization's own.
const HOBBY: &str = "hobby";

/// How many of the readers see everything.
pub const UNNARROWED: usize = 4;

struct Counting(AtomicI64);

impl Clock for Counting {
    fn now(&self) -> Millis {
        Millis(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

pub struct World {
    pub engine: Engine,
    pub org: OrgId,
    /// Those who read; the first ones see everything.
    pub eyes: Vec<Eye>,
    store: Arc<dyn Store>,
    /// The node's own way to the store, which its death cuts.
    way: Arc<FaultyStore>,
    clock: Arc<Counting>,
    calls: u64,
}

/// A node, and its way to the store.
async fn started(store: &Arc<dyn Store>, clock: &Arc<Counting>) -> (Engine, Arc<FaultyStore>) {
    let way = Arc::new(FaultyStore::new(store.clone(), Faults::default()));
    let engine = Engine::start(way.clone(), clock.clone(), Settings::default()).await;
    (engine.unwrap(), way)
}

fn department(name: &str, id: i64, parent: i64) -> NewDepartment {
    NewDepartment {
        id: Some(DepartmentId(id)),
        parent: DepartmentId(parent),
        fields: DepartmentFields {
            name: Some(name.to_owned()),
            ..DepartmentFields::default()
        },
    }
}

impl World {
    pub async fn new() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let clock = Arc::new(Counting(AtomicI64::new(1_767_323_045_000)));
        let (engine, way) = started(&store, &clock).await;
        let founding = Founding {
            name: "Acme".into(),
            admin_name: "Founder".into(),
            admin_mobile: "13000000000".into(),
            admin_userid: Some("founder".into()),
        };
        let (org, _) = engine.found(None, founding).await.unwrap();
        let begin = |draft: &mut Draft| {
            draft.add_department(department("rd", 2, 1))?;
            draft.add_department(department("lab", 3, 2))?;
            draft.add_department(department("ops", 4, 1))
        };
        engine.operate(&org, "begin", begin).await.unwrap();
        let mut world = Self {
            engine,
            org,
            eyes: vec![Eye::Operator, Eye::Admin(UserId::new("founder"))],
            store,
            way,
            clock,
            calls: 0,
        };
        let of = |departments: &[i64], users: &[&str], admins: bool| ContactsScope {
            departments: departments.iter().map(|id| DepartmentId(*id)).collect(),
            users: users.iter().map(|id| UserId::new(id)).collect(),
            admins,
        };
        let few = Points::These(BTreeSet::from(["qyapi_manage_addresslist".to_owned()]));
        world.reader(Points::All, ContactsScope::everybody()).await;
        world.reader(few.clone(), ContactsScope::everybody()).await;
        world.reader(Points::All, of(&[2], &[], false)).await;
        world.reader(few, of(&[3, 4], &["founder"], false)).await;
        world.reader(Points::All, of(&[4], &[], true)).await;
        world.reader(Points::All, of(&[], &[], false)).await;
        world
    }

    async fn reader(&mut self, points: Points, scope: ContactsScope) {
        let new = NewApp {
            name: "Reader".into(),
            points,
            scope,
            redirect_uris: Vec::new(),
            allowed_addresses: Vec::new(),
        };
        let (app, _) = self.engine.create_app(&self.org, new).await.unwrap();
        self.eyes.push(Eye::App(app.key));
    }

    /// Another node takes over: nothing is in memory.
    pub async fn restart(&mut self) {
        self.engine.stop().await;
        (self.engine, self.way) = started(&self.store, &self.clock).await;
    }

    /// Does something; what does not fit is refused and leaves nothing.
    async fn write<T: Send + 'static>(
        &self,
        change: impl Fn(&mut Draft) -> Result<T, Refusal> + Send + Sync + 'static,
    ) {
        let before = self.head().await;
        let written = self.engine.operate(&self.org, "test", change).await;
        let after = self.head().await;
        assert!(written.is_ok() || before == after);
    }

    async fn head(&self) -> Number {
        self.engine.org_at(&self.org).await.unwrap().1.number
    }

    pub async fn change(&mut self, command: Command) {
        self.calls += 1;
        let calls = self.calls;
        let org = self.engine.org(&self.org).await.unwrap();
        let view = View::new(&org, &Eye::Operator);
        let departments: Vec<i64> = view
            .descendants(DepartmentId::ROOT)
            .unwrap()
            .iter()
            .map(|department| department.id.0)
            .chain([1])
            .collect();
        let users: Vec<String> = view
            .records()
            .filter_map(|(key, _)| match key {
                org::RecordKey::User(id) => Some(id.to_string()),
                _ => None,
            })
            .collect();
        let department = |pick: usize| DepartmentId(departments[pick % departments.len()]);
        let user = |pick: usize| users[pick % users.len()].clone();
        let places = |picks: &[usize]| picks.iter().map(|pick| department(*pick)).collect();
        match command {
            Command::AddDepartment { parent, hide_from } => {
                let (parent, permitted) = (department(parent), user(hide_from));
                self.write(move |draft| {
                    draft.add_department(NewDepartment {
                        id: None,
                        parent,
                        fields: DepartmentFields {
                            name: Some(format!("d{calls}")),
                            hide: Some(true),
                            permit_users: Some(vec![permitted.clone()]),
                            ..DepartmentFields::default()
                        },
                    })
                })
                .await;
            }
            Command::MoveDepartment { which, parent } => {
                let (id, parent) = (department(which), Some(department(parent)));
                let fields = move || DepartmentFields {
                    parent,
                    ..DepartmentFields::default()
                };
                self.write(move |draft| draft.update_department(id, fields()))
                    .await;
            }
            Command::RemoveDepartment { which } => {
                let id = department(which);
                self.write(move |draft| draft.remove_department(id)).await;
            }
            Command::SetManager { which, user: of } => {
                let (id, manager) = (department(which), user(of));
                let fields = move || DepartmentFields {
                    managers: Some(vec![manager.clone()]),
                    ..DepartmentFields::default()
                };
                self.write(move |draft| draft.update_department(id, fields()))
                    .await;
            }
            Command::AddUser {
                departments,
                name,
                manager,
            } => {
                let fields = UserFields {
                    name: Some(name),
                    mobile: Some((13_100_000_000 + calls).to_string()),
                    departments: Some(places(&departments)),
                    manager: manager.map(&user).map(Some),
                    ..UserFields::default()
                };
                self.write(move |draft| {
                    draft.add_user(NewUser {
                        userid: None,
                        fields: fields.clone(),
                        login_email: None,
                    })
                })
                .await;
            }
            Command::MoveUser {
                which,
                departments,
                order,
            } => {
                let id = user(which);
                let departments: Vec<DepartmentId> = places(&departments);
                let orders = departments.iter().filter_map(|id| Some((*id, order?)));
                let fields = UserFields {
                    department_orders: orders.collect(),
                    departments: Some(departments),
                    ..UserFields::default()
                };
                self.write(move |draft| draft.update_user(&id, fields.clone()))
                    .await;
            }
            // Several things in one call: the person moves while the department does.
            Command::RenameUser { which, name } => {
                let (id, moved) = (user(which), department(which + calls as usize));
                let parent = department(which + 2);
                let fields = UserFields {
                    name: Some(name),
                    departments: Some(vec![moved]),
                    ..UserFields::default()
                };
                self.write(move |draft| {
                    draft.update_user(&id, fields.clone())?;
                    if calls.is_multiple_of(3) {
                        let fields = DepartmentFields {
                            parent: Some(parent),
                            ..DepartmentFields::default()
                        };
                        draft.update_department(moved, fields)?;
                    }
                    Ok(())
                })
                .await;
            }
            Command::RemoveUser { which } => {
                let id = user(which);
                self.write(move |draft| draft.remove_user(&id)).await;
            }
            Command::MakeAdmin {
                which,
                department: of,
            } => {
                let (id, of) = (user(which), department(of));
                self.write(move |draft| {
                    draft.set_sub_admin(&id, Some([of].into()), BTreeSet::new())
                })
                .await;
            }
            Command::AddApp {
                user: of,
                department: at,
            } => {
                let new = NewApp {
                    name: "app".into(),
                    points: Points::All,
                    scope: ContactsScope {
                        departments: [department(at)].into(),
                        users: [UserId::new(&user(of))].into(),
                        admins: false,
                    },
                    redirect_uris: Vec::new(),
                    allowed_addresses: Vec::new(),
                };
                self.write(move |draft| draft.add_app(new.clone())).await;
            }
            other => self.change_beside(other, &view, (&department, &user)).await,
        }
    }

    /// What happens to roles, external contacts and the industry tree.
    async fn change_beside(
        &self,
        command: Command,
        view: &View<'_>,
        (department, user): (&dyn Fn(usize) -> DepartmentId, &dyn Fn(usize) -> String),
    ) {
        let roles: Vec<RoleId> = view
            .role_groups(0)
            .flat_map(|group| view.roles_of_group(group.id))
            .filter(|role| role.built_in.is_none())
            .map(|role| role.id)
            .collect();
        let label = view.label_groups().next().map(|group| group.labels[0].id);
        let contacts: Vec<String> = view
            .records()
            .filter_map(|(key, _)| match key {
                org::RecordKey::ExternalContact(id) => Some(id.to_string()),
                _ => None,
            })
            .collect();
        let contact = |pick: usize| contacts.get(pick % contacts.len().max(1)).cloned();
        let calls = self.calls;
        match command {
            Command::GiveRole { which, role } => {
                let (id, role) = (user(which), roles[role % roles.len()]);
                self.write(move |draft| draft.give_roles(&[role], std::slice::from_ref(&id)))
                    .await;
            }
            Command::TakeRole { which, role } => {
                let (id, role) = (user(which), roles[role % roles.len()]);
                self.write(move |draft| draft.take_roles(&[role], std::slice::from_ref(&id)))
                    .await;
            }
            Command::ScopeRole {
                which,
                role,
                department: of,
            } => {
                let (id, role, of) = (user(which), roles[role % roles.len()], department(of));
                self.write(move |draft| draft.set_role_scope(&id, role, &[of]))
                    .await;
            }
            Command::AddContact(given) => {
                let new = NewExternalContact {
                    state_code: "86".into(),
                    mobile: (13_200_000_000 + calls).to_string(),
                    fields: fields(&given, label, (department, user)),
                };
                self.write(move |draft| draft.add_external_contact(new.clone()))
                    .await;
            }
            Command::UpdateContact {
                which,
                contact: given,
            } => {
                let Some(id) = contact(which) else { return };
                let fields = fields(&given, label, (department, user));
                self.write(move |draft| draft.update_external_contact(&id, fields.clone()))
                    .await;
            }
            Command::RemoveContact { which } => {
                let Some(id) = contact(which) else { return };
                self.write(move |draft| draft.remove_external_contact(&id))
                    .await;
            }
            Command::Industry(command) => self.change_industry(command, view).await,
            Command::ShowField {
                department: of,
                users,
                role,
            } => {
                let chosen = SelectionFields {
                    users: Some(users.iter().map(|pick| user(*pick)).collect()),
                    departments: Some(vec![department(of)]),
                    roles: Some(vec![roles[role % roles.len()]]),
                };
                let fields = FieldFields {
                    fillable: Some(true),
                    audience: Some(AudienceFields::Chosen(chosen)),
                    ..FieldFields::default()
                };
                let is_new = view.fields().get(HOBBY).is_none();
                self.write(move |draft| match is_new {
                    true => draft
                        .add_field(Some(HOBBY.into()), fields.clone())
                        .map(drop),
                    false => draft.change_fields(vec![(HOBBY.into(), fields.clone())], None),
                })
                .await;
            }
            Command::FillIn { which, value } => {
                let id = user(which);
                self.write(move |draft| {
                    draft.fill_in(&id, vec![(HOBBY.to_owned(), value.clone())])
                })
                .await;
            }
            Command::Invite {
                inviter,
                department: of,
            } => {
                let (inviter, of) = (user(inviter), department(of));
                self.write(move |draft| super::invites::invite(draft, &inviter, of))
                    .await;
            }
            Command::Apply { invite } => {
                self.write(move |draft| super::invites::apply(draft, invite))
                    .await;
            }
            Command::Decide { which, how } => {
                self.write(move |draft| super::invites::decide(draft, which, how))
                    .await;
            }
            other => unreachable!("{other:?} was done before"),
        }
    }

    async fn change_industry(&self, command: Industry, view: &View<'_>) {
        let ids = view.records().filter_map(|(key, _)| match key {
            org::RecordKey::IndustryDepartment(id) => Some(id.0),
            _ => None,
        });
        let ids: Vec<i64> = ids.chain([1]).collect();
        let id = |pick: usize| ids[pick % ids.len()];
        match command {
            Industry::AddDepartment { parent } => {
                let parent = id(parent);
                self.write(move |draft| {
                    let id = draft.new_industry_department_id();
                    draft.put_industry_department(industry(id.0, parent))
                })
                .await;
            }
            Industry::MoveDepartment { which, parent } => {
                let moved = industry(id(which), id(parent));
                self.write(move |draft| draft.put_industry_department(moved.clone()))
                    .await;
            }
            Industry::RemoveDepartment { which } => {
                let id = DepartmentId(id(which));
                self.write(move |draft| draft.remove_industry_department(id))
                    .await;
            }
            Industry::PutUser {
                which,
                departments,
                role,
            } => {
                let (role, _) = org::industry::ROLES[role];
                let places = departments.iter().map(|pick| IndustryPlaceFields {
                    department: DepartmentId(id(*pick)),
                    feature: String::new(),
                    roles: vec![role.to_owned()],
                });
                let places: Vec<IndustryPlaceFields> = places.collect();
                let id = format!("industry{which}");
                self.write(move |draft| draft.put_industry_user(&id, "x", places.clone()))
                    .await;
            }
            Industry::RemoveUser { which } => {
                let id = format!("industry{which}");
                self.write(move |draft| draft.remove_industry_user(&id))
                    .await;
            }
        }
    }
}

fn industry(id: i64, parent: i64) -> IndustryDepartmentFields {
    IndustryDepartmentFields {
        id: DepartmentId(id),
        parent: DepartmentId(parent),
        name: format!("i{id}"),
        contact_type: "custom".into(),
        department_type: "dept".into(),
        feature: String::new(),
    }
}

fn fields(
    given: &Contact,
    label: Option<LabelId>,
    (department, user): (&dyn Fn(usize) -> DepartmentId, &dyn Fn(usize) -> String),
) -> ExternalContactFields {
    ExternalContactFields {
        name: Some("contact".into()),
        follower: Some(user(given.follower)),
        labels: Some(label.into_iter().collect()),
        share_departments: Some(
            given
                .departments
                .iter()
                .map(|pick| department(*pick))
                .collect(),
        ),
        share_users: Some(given.users.iter().map(|pick| user(*pick)).collect()),
        ..ExternalContactFields::default()
    }
}
