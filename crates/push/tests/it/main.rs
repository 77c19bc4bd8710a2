//! What apps are told, and that nothing of it is lost.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod delivery;
mod hours;
mod nodes;
mod stream;
mod told;
mod waiting;

use engine::{Clock, Engine, Settings};
use org::{
    App, ContactsScope, DepartmentFields, DepartmentId, Draft, Founding, Millis, NewApp,
    NewDepartment, NewUser, OrgId, Points, Refusal, Seed, UserFields,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Store;

/// Begins at the same moment in every run and goes as the runtime's clock does.
struct Virtual(tokio::time::Instant);

impl Clock for Virtual {
    fn now(&self) -> Millis {
        let gone = self.0.elapsed().as_millis();
        Millis(1_767_323_045_000 + i64::try_from(gone).unwrap())
    }
}

async fn node(store: &Arc<dyn Store>) -> Engine {
    node_at(store, tokio::time::Instant::now()).await
}

/// Nodes that share a store have to agree on the time: theirs began together.
async fn node_at(store: &Arc<dyn Store>, began: tokio::time::Instant) -> Engine {
    let clock = Arc::new(Virtual(began));
    let started = Engine::start(store.clone(), clock, Settings::default());
    started.await.unwrap()
}

async fn acme(engine: &Engine) -> OrgId {
    let founding = Founding {
        name: "Acme".into(),
        admin_name: "Founder".into(),
        admin_mobile: "13000000000".into(),
        admin_userid: Some("founder".into()),
    };
    // The same ids in every run.
    let seed = Seed {
        now: Millis(1_767_323_045_000),
        entropy: [3; 32],
        person_key: [7; 32],
    };
    let id = Some(OrgId::new("ding1"));
    engine.found_seeded(id, seed, founding).await.unwrap().0
}

/// An app that sees some departments with everybody below.
async fn app(engine: &Engine, id: &OrgId, departments: &[i64]) -> App {
    let departments: BTreeSet<DepartmentId> =
        departments.iter().map(|id| DepartmentId(*id)).collect();
    let new = NewApp {
        name: "Sync".to_owned(),
        points: Points::These(BTreeSet::new()),
        scope: ContactsScope {
            departments,
            ..ContactsScope::default()
        },
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
    };
    let change = move |draft: &mut Draft| draft.add_app(new.clone());
    engine.operate(id, "test", change).await.unwrap()
}

fn department(draft: &mut Draft, id: i64, parent: i64) -> Result<(), Refusal> {
    let new = NewDepartment {
        id: Some(DepartmentId(id)),
        parent: DepartmentId(parent),
        fields: DepartmentFields {
            name: Some(format!("d{id}")),
            ..DepartmentFields::default()
        },
    };
    draft.add_department(new).map(drop)
}

fn person(draft: &mut Draft, userid: &str, departments: &[i64]) -> Result<(), Refusal> {
    let digits: u64 = userid
        .bytes()
        .map(u64::from)
        .fold(0, |sum, byte| (sum * 31 + byte) % 100_000_000);
    let new = NewUser {
        userid: Some(userid.to_owned()),
        fields: UserFields {
            name: Some(format!("Name of {userid}")),
            mobile: Some(format!("131{digits:08}")),
            departments: Some(departments.iter().map(|id| DepartmentId(*id)).collect()),
            ..UserFields::default()
        },
        login_email: None,
    };
    draft.add_user(new).map(drop)
}
