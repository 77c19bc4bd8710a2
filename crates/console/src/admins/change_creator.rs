//! Make somebody else the creator: `PUT /v1.0/orgbook/console/creator`.

use super::fields::fault;
use crate::prelude::*;
use crate::session::codes::{SECOND_FACTOR_WRONG, SIGN_IN_BUSY, SIGN_IN_TOO_MANY};
use crate::session::fields::refused;
use endpoint::{Answer, Context, Task, WriteCall};
use org::{Module, Refusal};

/// Who comes after the one who calls.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    user_id: String,
    /// A code of the caller's second factor, where the caller has one: this cannot be taken back.
    code: Option<String>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Put, "/v1.0/orgbook/console/creator", PARAMETER)
        .administrators(Module::Organization)
        .faults(&[
            PERSON,
            DEPARTMENT,
            CREATOR,
            NOT_ALLOWED,
            SECOND_FACTOR_WRONG,
            SIGN_IN_TOO_MANY,
            SIGN_IN_BUSY,
        ]);
    type Response = ();

    fn run(self, context: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async move {
            let mut may = Err(Fault::code(NOT_ALLOWED));
            context.look(&mut |view| may = may_hand_over(view));
            may?;
            let proved = context.prove_second_factor(self.code.as_deref()).await;
            proved.map_err(refused)?;
            context.write(Box::new(Handing(self.user_id))).await?;
            Ok(())
        })
    }
}

/// Nobody else is asked for a code, and learns by it that there is one.
fn may_hand_over(view: &View<'_>) -> Reply<()> {
    let creator = &view.organization().main_admin;
    match view.administrator() {
        Some(admin) if admin.userid == *creator => Ok(()),
        _ => Err(fault(Refusal::CreatorOnly)),
    }
}

/// Hands the organization over to somebody.
struct Handing(String);

impl WriteCall for Handing {
    fn password(&mut self) -> Reply<Option<&mut String>> {
        Ok(None)
    }

    fn write(&self, draft: &mut Draft) -> Reply<Vec<u8>> {
        match draft.change_creator(&self.0) {
            Ok(()) => Ok(Vec::new()),
            // The lane brings the other organization and runs it again.
            Err(needed @ Refusal::OrganizationNeeded(_)) => Err(needed.into()),
            Err(refusal) => Err(fault(refusal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::task::<Request>();

    #[test]
    fn the_creator_stays_a_primary_administrator() {
        let mut acme = place("acme { ann bob sub_admin=yes }");
        acme.as_admin("bob");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: the creator alone hands the organization over");
        acme.as_admin("founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "nobody"})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "founder"})), @"null");
        let before = acme.org.info().main_admin.clone();
        assert_eq!(before.as_str(), "founder");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "ann"})), @"null");
        assert_snapshot!(acme.call(ROUTE, json!({"userId": "bob"})), @"403 Forbidden.AccessDenied.AccessTokenPermissionDenied Your rights as an administrator do not go so far: the creator alone hands the organization over");
    }
}
