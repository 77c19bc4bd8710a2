//! How an organization is founded.

use crate::limits::FOUNDING_ATTEMPTS_MAX;
use crate::{Engine, WriteError};
use endpoint::Fault;
use org::{Founding, ORGANIZATION_CODE, OrgId, Refusal, Seed, User};

impl Engine {
    /// Founds an organization. `id` is made up when absent.
    ///
    /// # Errors
    /// See [`WriteError`]; an id that is taken is refused.
    pub async fn found(
        &self,
        id: Option<OrgId>,
        founding: Founding,
    ) -> Result<(OrgId, User), WriteError> {
        self.found_by_chance(id, founding, &mut || self.seed())
            .await
    }

    /// Tries again with other chances while the code that was drawn belongs to another organization.
    async fn found_by_chance(
        &self,
        id: Option<OrgId>,
        founding: Founding,
        seeds: &mut (dyn FnMut() -> Seed + Send),
    ) -> Result<(OrgId, User), WriteError> {
        let mut attempts = 1;
        loop {
            let founded = self
                .found_seeded(id.clone(), seeds(), founding.clone())
                .await;
            match founded {
                Err(error) if is_code_taken(&error) && attempts < FOUNDING_ATTEMPTS_MAX => {
                    attempts += 1;
                }
                other => return other,
            }
        }
    }
}

fn is_code_taken(error: &WriteError) -> bool {
    match error {
        WriteError::Fault(Fault::Refused(Refusal::ClaimTaken(what))) => {
            what.split(' ').next() == Some(ORGANIZATION_CODE)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Clock, Settings};
    use org::Millis;
    use std::sync::Arc;
    use store::MemoryStore;

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Millis {
            Millis(1_767_323_045_000)
        }
    }

    fn seed(chance: u8) -> Seed {
        Seed {
            now: Still.now(),
            entropy: [chance; 32],
            person_key: [7; 32],
        }
    }

    #[tokio::test]
    async fn a_code_that_is_taken_is_drawn_again() {
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::start(store, Arc::new(Still), Settings::default());
        let engine = engine.await.expect("a store in memory answers");
        let founding = Founding {
            name: "Acme".to_owned(),
            admin_name: "Ann".to_owned(),
            admin_mobile: "13900000000".to_owned(),
            admin_userid: None,
        };
        let mut chances = [1, 1, 1, 2].into_iter();
        let mut seeds = || seed(chances.next().expect("no more are wanted"));
        let first = engine.found_by_chance(None, founding.clone(), &mut seeds);
        first.await.expect("nobody has the code");
        let second = engine.found_by_chance(None, founding.clone(), &mut seeds);
        second.await.expect("another code is free");
        let mut same = || seed(1);
        let refused = engine.found_by_chance(None, founding, &mut same).await;
        assert!(refused.is_err_and(|error| is_code_taken(&error)));
    }
}
