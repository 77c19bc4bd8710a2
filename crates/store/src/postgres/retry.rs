//! What went wrong, and whether trying again can help.

use crate::limits::{POSTGRES_ATTEMPTS_MAX, POSTGRES_PAUSE_MAX, POSTGRES_PAUSE_MIN};
use crate::model::StoreError;
use deadpool_postgres::PoolError;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;
use tokio_postgres::error::SqlState;

/// An error between the engine and us.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nothing was sent: there is no connection to be had.
    Unsent(String),
    /// The connection went away; what was sent may have happened.
    Lost(String),
    /// Another writer was in the way and nothing happened.
    Collided(String),
    /// Trying again would not help.
    Hopeless(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Hopeless(error)
    }
}

impl From<PoolError> for Trouble {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => match Self::from(error) {
                Self::Lost(text) => Self::Unsent(text),
                other => other,
            },
            error => Self::Unsent(error.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(database) = error.as_db_error() else {
            // The library's own text leaves the cause to its source.
            let cause = std::error::Error::source(&error);
            return Self::Lost(
                cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
            );
        };
        let code = database.code();
        let text = format!("{} ({})", database.message(), code.code());
        let collided = [
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::T_R_DEADLOCK_DETECTED,
            // A row that was not there when we looked: the next attempt will see it and know what it means.
            &SqlState::UNIQUE_VIOLATION,
            // The same while two nodes make the schema.
            &SqlState::DUPLICATE_TABLE,
        ];
        if collided.contains(&code) {
            return Self::Collided(text);
        }
        // 08: connection; 53: out of resources; 57P: shutting down, starting up, terminated by an operator.
        if ["08", "53", "57P"]
            .iter()
            .any(|class| code.code().starts_with(class))
        {
            return Self::Lost(text);
        }
        Self::Hopeless(StoreError::Failed(text))
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unsent(text) | Trouble::Lost(text) => Self::Unreachable(text),
            Trouble::Collided(text) => {
                Self::Unreachable(format!("too many writers collided: {text}"))
            }
            Trouble::Hopeless(error) => error,
        }
    }
}

/// What may be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retry {
    /// Doing it twice is the same as doing it once.
    Always,
    /// Only what certainly did not happen.
    Unsent,
}

/// Decides after each failed attempt whether there is another one.
pub(super) struct Patience {
    retry: Retry,
    attempts: u32,
}

impl Patience {
    pub(super) fn new(retry: Retry) -> Self {
        Self { retry, attempts: 0 }
    }

    /// Waits before the next attempt, or says that there is none.
    pub(super) async fn after(&mut self, trouble: Trouble) -> Result<(), StoreError> {
        self.attempts += 1;
        let again = match trouble {
            Trouble::Unsent(_) | Trouble::Collided(_) => true,
            Trouble::Lost(_) => self.retry == Retry::Always,
            Trouble::Hopeless(_) => false,
        };
        if !again || self.attempts == POSTGRES_ATTEMPTS_MAX {
            return Err(trouble.into());
        }
        tracing::debug!(?trouble, attempts = self.attempts, "trying again");
        tokio::time::sleep(pause(self.attempts)).await;
        Ok(())
    }
}

/// Doubles with each attempt, half of it by chance, so that those who collided do not meet again.
pub(super) fn pause(attempts: u32) -> Duration {
    let longest = POSTGRES_PAUSE_MAX.min(POSTGRES_PAUSE_MIN * (1 << attempts.min(16)));
    let half_us = u64::try_from(longest.as_micros() / 2).expect("a pause is short");
    // The standard library's random hasher keys are all the chance that is needed here.
    let chance = RandomState::new().build_hasher().finish();
    Duration::from_micros(half_us + chance % half_us.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        for attempts in 1..=POSTGRES_ATTEMPTS_MAX {
            let pause = pause(attempts);
            assert!(
                pause >= POSTGRES_PAUSE_MIN / 2 && pause <= POSTGRES_PAUSE_MAX,
                "{pause:?}"
            );
        }
        assert!(pause(POSTGRES_ATTEMPTS_MAX) > pause(1));
    }

    #[tokio::test(start_paused = true)]
    async fn attempts_are_bounded() {
        let mut patience = Patience::new(Retry::Unsent);
        let mut attempts = 1;
        while patience
            .after(Trouble::Collided("as always".into()))
            .await
            .is_ok()
        {
            attempts += 1;
        }
        assert_eq!(attempts, POSTGRES_ATTEMPTS_MAX);
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_have_happened_is_not_repeated_unless_allowed() {
        let lost = || Trouble::Lost("cut".into());
        assert!(Patience::new(Retry::Always).after(lost()).await.is_ok());
        let refused = Patience::new(Retry::Unsent).after(lost()).await;
        assert!(
            matches!(refused, Err(StoreError::Unreachable(_))),
            "{refused:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn what_cannot_work_is_not_repeated() {
        let hopeless = Trouble::Hopeless(StoreError::Failed("no such table".into()));
        let refused = Patience::new(Retry::Always).after(hopeless).await;
        assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");
    }
}
