//! The whole organization as of one moment, and the cursor to go on from: `GET /v1.0/orgbook/changes/snapshot`.

use super::changes::PERMISSION;
use super::cursor::Cursor;
use super::sight::Sight;
use super::told::Object;
use crate::limits::SNAPSHOT_PIECE_BYTES;
use crate::prelude::*;
use endpoint::{Answer, Context, Mark, Put, Streamed, Streaming};
use serde_json::Value;

/// Where it is read.
pub(super) const PATH: &str = "/v1.0/orgbook/changes/snapshot";
/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// One line. The first has the cursor, the last how many objects there were: a snapshot without its last line is not whole.
#[derive(Serialize, JsonSchema, Default)]
pub struct Line {
    /// Where to go on with `changes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    /// What the line tells of.
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<Object>,
    /// Its state, as `changes` tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<Value>,
    /// How many lines told of an object.
    #[serde(skip_serializing_if = "Option::is_none")]
    objects: Option<u64>,
}

impl Streaming for Request {
    const SPEC: Spec = Spec::new(Method::Get, PATH, PARAMETER)
        .needs(PERMISSION)
        .module(org::Module::Audit)
        .scoped();
    type Response = Line;

    fn stream(self, _: &dyn Context) -> Answer<'_, Streamed> {
        Box::pin(std::future::ready(Ok(Streamed::Lines(lines))))
    }
}

/// Every object that the caller is told of, line by line.
pub fn lines(view: &View<'_>, mark: &Mark, put: &mut Put<'_>) {
    let sight = Sight::of(view, Some(PERMISSION));
    let cursor = Cursor::at(mark, &sight.fingerprint());
    let mut piece = Vec::with_capacity(SNAPSHOT_PIECE_BYTES);
    add(
        &mut piece,
        &Line {
            cursor: Some(cursor.to_string()),
            ..Line::default()
        },
    );
    let mut objects = 0;
    for (key, stored) in view.records() {
        let Some(state) = sight.tell(&key, &stored) else {
            continue;
        };
        let line = Line {
            object: Some(Object::of(&key, &state)),
            state: Some(state),
            ..Line::default()
        };
        add(&mut piece, &line);
        objects += 1;
        if piece.len() >= SNAPSHOT_PIECE_BYTES {
            let whole = std::mem::replace(&mut piece, Vec::with_capacity(SNAPSHOT_PIECE_BYTES));
            if !put(whole) {
                return;
            }
        }
    }
    add(
        &mut piece,
        &Line {
            objects: Some(objects),
            ..Line::default()
        },
    );
    put(piece);
}

fn add(piece: &mut Vec<u8>, line: &Line) {
    serde_json::to_writer(&mut *piece, line).expect("a plain struct");
    piece.push(b'\n');
}
