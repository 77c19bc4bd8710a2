//! Parts of a larger change, and what changes nothing.

use super::{Draft, letters};
use crate::Refusal;

impl Draft {
    /// Tries a part of a larger change: what is refused leaves nothing behind, and the rest goes on.
    ///
    /// # Errors
    /// What the part was refused for.
    pub fn attempt<T>(
        &mut self,
        part: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let before = self.org.clone();
        let lengths = [
            self.changes.len(),
            self.claims.len(),
            self.history.len(),
            self.passwords.len(),
        ];
        let done = part(self);
        if done.is_err() {
            self.org = before;
            self.changes.truncate(lengths[0]);
            self.claims.truncate(lengths[1]);
            self.history.truncate(lengths[2]);
            self.passwords.truncate(lengths[3]);
        }
        done
    }

    /// Notes in the history that something was done which changed nothing, such as handing people out in a file.
    pub fn note(&mut self, kind: &'static str, body: &impl serde::Serialize) {
        let mark = letters(&self.draw(), 8);
        self.remember(kind, &mark, body);
    }
}
