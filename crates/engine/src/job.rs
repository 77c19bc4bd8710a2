//! A write on its way through a lane.

use crate::model::{Origin, WriteError};
use endpoint::{Fault, WriteCall};
use org::{Draft, Eye, Refusal, Seed};
use store::Secret;
use tokio::sync::oneshot;

/// What a lane runs: as often as it takes, answered once.
pub(crate) trait Run: Send {
    /// Changes the draft; keeps its result for later.
    fn draft(&mut self, draft: &mut Draft) -> Result<(), Fault>;
    /// Secrets to be stored with the entry, after the last draft.
    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
    /// Answers whoever waits.
    fn answer(self: Box<Self>, outcome: Result<(), WriteError>);
}

/// A write with what stays the same however often it runs.
pub(crate) struct Job {
    pub(crate) run: Box<dyn Run>,
    pub(crate) eye: Eye,
    pub(crate) origin: Origin,
    pub(crate) seed: Seed,
    pub(crate) entry_id: u128,
}

impl Job {
    /// Whether the draft leaves anything to be stored. A secret stands beside the value, which does not show that there is a new one.
    pub(crate) fn leaves(&self, draft: &Draft) -> bool {
        !draft.is_unchanged() || !self.run.secrets().is_empty()
    }
}

/// An endpoint's write.
pub(crate) struct Call {
    pub(crate) call: Box<dyn WriteCall>,
    pub(crate) reply: oneshot::Sender<Result<Vec<u8>, WriteError>>,
    pub(crate) response: Vec<u8>,
}

impl Run for Call {
    fn draft(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        self.response = self.call.write(draft)?;
        Ok(())
    }

    fn answer(self: Box<Self>, outcome: Result<(), WriteError>) {
        let Self {
            reply, response, ..
        } = *self;
        // A caller who went away does not need the answer; the write stands.
        let _ = reply.send(outcome.map(|()| response));
    }
}

/// An operator's change.
pub(crate) struct Operation<T, Change> {
    pub(crate) change: Change,
    pub(crate) secrets: fn(&T) -> Vec<Secret>,
    pub(crate) result: Option<T>,
    pub(crate) reply: oneshot::Sender<Result<T, WriteError>>,
}

impl<T, Change> Run for Operation<T, Change>
where
    T: Send,
    Change: Fn(&mut Draft) -> Result<T, Refusal> + Send,
{
    fn draft(&mut self, draft: &mut Draft) -> Result<(), Fault> {
        self.result = Some((self.change)(draft)?);
        Ok(())
    }

    fn secrets(&self) -> Vec<Secret> {
        self.result.as_ref().map(self.secrets).unwrap_or_default()
    }

    fn answer(self: Box<Self>, outcome: Result<(), WriteError>) {
        let Self { reply, result, .. } = *self;
        let outcome = outcome.and_then(|()| result.ok_or(WriteError::Busy));
        // As above: nobody may be waiting any more.
        let _ = reply.send(outcome);
    }
}
