//! Makes a planned organization through the engine, some thousands of people in each write.

use super::plan::Plan;
use crate::command::{CommandError, Progress};
use crate::limits::{DEMO_SLICE, DEMO_WRITES_AT_ONCE};
use engine::{Engine, WriteError};
use futures_util::{StreamExt, TryStreamExt, stream};
use org::{ContactsScope, DepartmentFields, Draft, Founding, NewApp, OrgId, Points, Refusal};
use serde_json::{Value, json};
use std::ops::Range;
use tokio::time::Instant;

const ROUTE: &str = "demo";

/// Makes the organization and an app that may do everything in it.
///
/// # Errors
/// When a write fails; what was made until then stays.
pub async fn make(engine: &Engine, plan: Plan, progress: &Progress) -> Result<Value, CommandError> {
    let id = found(engine, plan, progress).await?;
    let made = fill(engine, &id, plan, progress).await;
    let app = async {
        made?;
        engine.create_app(&id, app()).await
    };
    let (app, secret) = app.await.map_err(|error| {
        let CommandError(why) = error.into();
        CommandError(format!("{why}; organization {id} stays incomplete"))
    })?;
    Ok(json!({
        "corpId": id,
        "appKey": app.key,
        "appSecret": secret,
        "departments": plan.departments,
        "users": plan.users,
    }))
}

/// An app that may do everything.
pub(super) fn app() -> NewApp {
    NewApp {
        name: "Demo".to_owned(),
        points: Points::All,
        scope: ContactsScope::everybody(),
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
    }
}

async fn found(engine: &Engine, plan: Plan, progress: &Progress) -> Result<OrgId, CommandError> {
    let wanted = plan.org_id();
    let free = match engine.org(&wanted).await {
        Err(WriteError::NoSuchOrganization(_)) => true,
        Ok(_) => false,
        Err(error) => return Err(error.into()),
    };
    if !free {
        let sentence = format!("{wanted} is here already; this one gets another corpId");
        progress.remark(sentence).await;
    }
    let (id, _) = if free {
        let seed = plan.seed(0);
        engine
            .found_seeded(Some(wanted), seed, founding(plan))
            .await?
    } else {
        engine.found(None, founding(plan)).await?
    };
    Ok(id)
}

fn founding(plan: Plan) -> Founding {
    Founding {
        name: plan.name(),
        admin_name: plan.person_name(0).shown,
        admin_mobile: plan.mobile(0),
        admin_userid: Some(plan.userid(0)),
    }
}

async fn fill(
    engine: &Engine,
    id: &OrgId,
    plan: Plan,
    progress: &Progress,
) -> Result<(), WriteError> {
    let began = Instant::now();
    // Loaded before anything is sent, so that the writes below reach the lane in order.
    engine.org(id).await?;
    let mut writes = stream::iter((1..).zip(writes_of(plan)))
        .map(|(number, slice)| async move {
            let people = slice.people();
            let write = move |draft: &mut Draft| slice.add_to(draft, plan);
            let seed = plan.seed(number);
            engine.operate_seeded(id, ROUTE, seed, write).await?;
            Ok::<u64, WriteError>(people)
        })
        .buffered(DEMO_WRITES_AT_ONCE);
    let mut done = 1;
    while let Some(people) = writes.try_next().await? {
        done += people;
        if people > 0 {
            progress.tell(told(done, plan.users, began.elapsed().as_secs_f64()));
        }
    }
    Ok(())
}

/// What one write makes.
enum Slice {
    Departments(Range<u64>),
    People(Range<u64>),
}

impl Slice {
    fn people(&self) -> u64 {
        match self {
            Self::Departments(_) => 0,
            Self::People(people) => people.end - people.start,
        }
    }

    fn add_to(&self, draft: &mut Draft, plan: Plan) -> Result<(), Refusal> {
        match self {
            Self::Departments(places) => add_departments(draft, plan, places.clone()),
            Self::People(people) => add_people(draft, plan, people.clone()),
        }
    }
}

/// Departments first: people are put into them.
fn writes_of(plan: Plan) -> impl Iterator<Item = Slice> {
    let departments = slices(0..plan.departments).map(Slice::Departments);
    departments.chain(slices(1..plan.users).map(Slice::People))
}

fn slices(all: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = all.end;
    all.step_by(DEMO_SLICE as usize)
        .map(move |start| start..end.min(start + DEMO_SLICE))
}

fn told(done: u64, all: u64, seconds: f64) -> String {
    let rate = done as f64 / seconds.max(0.001);
    let left = (all - done) as f64 / rate.max(1.0);
    format!("{done} of {all} people, {rate:.0} people/s, {left:.0} s left")
}

fn add_departments(draft: &mut Draft, plan: Plan, places: Range<u64>) -> Result<(), Refusal> {
    for place in places {
        draft.add_department(plan.department(place))?;
    }
    Ok(())
}

fn add_people(draft: &mut Draft, plan: Plan, people: Range<u64>) -> Result<(), Refusal> {
    for person in people.clone() {
        draft.add_user(plan.person(person))?;
    }
    for place in plan.led_by(people) {
        let leader = plan.userid(plan.leader(place));
        let fields = DepartmentFields {
            managers: Some(vec![leader]),
            ..DepartmentFields::default()
        };
        draft.update_department(plan.department_id(place), fields)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::new_draft;

    #[test]
    fn a_plan_keeps_every_rule() {
        for users in [1, 2, 60, 5_000] {
            let plan = Plan::new(users, 11);
            let mut draft = new_draft();
            draft.found(founding(plan)).expect("founded");
            for slice in writes_of(plan) {
                slice.add_to(&mut draft, plan).expect("every rule is kept");
            }
            assert_eq!(draft.view().user_count(false), users);
            let (people, departments) = draft.finish().org.counts();
            assert_eq!((people, departments), (users, plan.departments + 1));
        }
    }

    #[test]
    fn slices_are_everything_once() {
        let all: Vec<u64> = slices(1..2_500).flatten().collect();
        assert_eq!(all, (1..2_500).collect::<Vec<u64>>());
        assert_eq!(slices(0..0).count(), 0);
        assert_eq!(slices(1..1).count(), 0);
    }
}
