//! The change feed as server-sent events.

use super::changes::PERMISSION;
use super::cursor::{Cursor, From};
use super::follow::{Page, Step, step};
use super::snapshot;
use crate::limits::ALIVE_INTERVAL;
use endpoint::{Piece, ReadsLog, Source, Waited};
use serde_json::json;

/// Changes as events, one after another. The last of those that are sent together has the cursor behind it as its id.
pub struct Events {
    from: From,
    /// The id that the reader knows.
    told: Option<Cursor>,
    is_over: bool,
    has_begun: bool,
    /// Held as long as the stream is.
    _place: Box<dyn Send + Sync>,
}

impl Events {
    pub(super) fn new(from: From, place: Box<dyn Send + Sync>) -> Self {
        Self {
            from,
            told: None,
            is_over: false,
            has_begun: false,
            _place: place,
        }
    }

    async fn piece(&mut self, log: &dyn ReadsLog) -> Option<Vec<u8>> {
        if !std::mem::replace(&mut self.has_begun, true) {
            // The head is on its way at once.
            return Some(b": changes\n\n".to_vec());
        }
        while !self.is_over {
            let page = match step(log, &self.from, Some(PERMISSION)).await {
                Ok(Step::Page(page)) => page,
                Ok(Step::Gone(cursor)) => {
                    self.is_over = true;
                    let cursor = cursor.to_string();
                    let data = json!({ "snapshot": snapshot::PATH, "cursor": cursor });
                    return Some(format!("event: gone\ndata: {data}\n\n").into_bytes());
                }
                Ok(Step::ShutOut) | Err(_) => break,
            };
            self.from = From::After(page.cursor.clone());
            if !page.changes.is_empty() {
                let piece = events(&page);
                self.told = Some(page.cursor);
                return Some(piece);
            }
            if page.has_more {
                continue;
            }
            match log
                .wait_for_entry(page.cursor.number(), ALIVE_INTERVAL)
                .await
            {
                Ok(Waited::Entry) => {}
                Ok(Waited::TimeIsUp) if self.told.as_ref() == Some(&page.cursor) => {
                    return Some(b": alive\n\n".to_vec());
                }
                Ok(Waited::TimeIsUp) => {
                    // Nothing that the reader is told of has happened; whoever comes back need not read it again.
                    let piece = format!("id: {}\n\n", page.cursor);
                    self.told = Some(page.cursor);
                    return Some(piece.into_bytes());
                }
                Ok(Waited::Ending) | Err(_) => break,
            }
        }
        self.is_over = true;
        None
    }
}

impl Source for Events {
    fn next<'a>(&'a mut self, log: &'a dyn ReadsLog) -> Piece<'a> {
        Box::pin(self.piece(log))
    }
}

fn events(page: &Page) -> Vec<u8> {
    let mut piece = Vec::new();
    let mut changes = page.changes.iter().peekable();
    while let Some(change) = changes.next() {
        let is_last = changes.peek().is_none();
        if is_last {
            piece.extend_from_slice(format!("id: {}\n", page.cursor).as_bytes());
        }
        piece.extend_from_slice(b"event: change\ndata: ");
        serde_json::to_writer(&mut piece, change).expect("a plain struct");
        piece.extend_from_slice(b"\n\n");
    }
    piece
}
