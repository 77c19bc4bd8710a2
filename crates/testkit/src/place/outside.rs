//! What a test's place does with the log, and with answers that are made while they are sent.

use super::Place;
use crate::still_context::{StillContext, finish};
use crate::still_log::StillLog;
use endpoint::Streamed;
use org::{Eye, View};
use std::sync::Mutex;

/// Pieces of an endless answer that a test looks at.
const PIECES_MAX: usize = 4;

impl Place {
    /// What happened since the organization was written down, and where callers stand in it.
    pub fn log(&mut self) -> &mut StillLog {
        &mut self.log
    }

    /// Calls from now on as this app.
    pub fn as_app_of(&mut self, key: &str) {
        self.eye = Eye::App(org::AppKey::new(key));
    }

    /// The key of the app that calls.
    ///
    /// # Panics
    /// When no app calls.
    pub fn app_key(&self) -> String {
        let app = View::new(&self.org, &self.eye).app();
        app.expect("an app calls").key.to_string()
    }

    /// Runs something with the outside as the test has it, and keeps what it wrote.
    pub(super) fn outside<T>(&mut self, run: impl FnOnce(&StillContext<'_>) -> T) -> T {
        let context = StillContext {
            org: &self.org,
            eye: &self.eye,
            seed: self.seed(),
            sign_ins: &self.sign_ins,
            secrets: &self.secrets,
            others: &self.others,
            claims: &self.claims,
            history: &self.history,
            upload: self.upload.clone(),
            files: &self.files,
            plans: &self.plans,
            kept: &self.kept,
            signing_in: &self.signing_in,
            log: &self.log,
            finished: Mutex::new(None),
        };
        let result = run(&context);
        let finished = context.finished.into_inner();
        if let Some(finished) = finished.expect("one test, one thread") {
            self.claim(&finished.claims);
            self.keep(finished.org);
            self.remember(finished.history);
            self.changes = finished.changes;
        }
        result
    }

    /// An answer as far as it comes without waiting.
    pub(super) fn streamed(&mut self, streamed: Streamed) -> Vec<u8> {
        match streamed {
            Streamed::Whole(body) => body,
            Streamed::Picture(kind, bytes) => {
                format!("{kind} of {} bytes", bytes.len()).into_bytes()
            }
            Streamed::Lines(lines) => {
                let mut all = Vec::new();
                let view = View::new(&self.org, &self.eye);
                lines(&view, &self.log.head(), &mut |piece| {
                    all.extend(piece);
                    true
                });
                all
            }
            Streamed::Events(mut source) => self.outside(|context| {
                let mut all = Vec::new();
                for _ in 0..PIECES_MAX {
                    let Some(piece) = finish(source.next(context)) else {
                        break;
                    };
                    all.extend(piece);
                }
                all
            }),
        }
    }
}
