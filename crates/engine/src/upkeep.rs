//! What happens without being asked: following other nodes and keeping within the memory budget.

use crate::Inner;
use crate::accounts::follow_ended;
use crate::cell::Cell;
use crate::lane::Message;
use crate::limits;
use org::OrgId;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Starts both; they end with the engine.
pub(crate) fn start(inner: &Arc<Inner>) {
    if let Some(bell) = inner.store.bell() {
        tokio::spawn(follow(Arc::downgrade(inner), bell));
        tokio::spawn(follow_ended(Arc::downgrade(inner)));
    }
    tokio::spawn(keep_budget(Arc::downgrade(inner)));
}

/// Polling is the base, the bell only makes it sooner.
async fn follow(inner: Weak<Inner>, mut bell: tokio::sync::watch::Receiver<u64>) {
    let mut silent = false;
    while let Some(engine) = inner.upgrade() {
        let pause = Duration::from_millis(engine.settings.poll_interval_ms.max(1));
        look(&engine).await;
        drop(engine);
        let pause = tokio::time::sleep(pause);
        if silent {
            pause.await;
        } else {
            tokio::select! {
                rung = bell.changed() => silent = rung.is_err(),
                () = pause => {}
            }
        }
    }
}

async fn look(inner: &Inner) {
    let cells: BTreeMap<OrgId, Arc<Cell>> = {
        let cells = inner.cells.pin();
        cells
            .iter()
            .map(|(id, cell)| (id.clone(), cell.clone()))
            .collect()
    };
    let ids: Vec<OrgId> = cells.keys().cloned().collect();
    for some in ids.chunks(limits::HEADS_AT_ONCE) {
        let heads = match inner.store.heads(some).await {
            Ok(heads) => heads,
            Err(error) => {
                tracing::warn!(%error, "cannot look for other nodes' work");
                return;
            }
        };
        for (id, head) in heads {
            if let Some(cell) = cells.get(&id)
                && cell.published.live().head.number < head
            {
                // A full lane flushes soon, and a flush notices.
                let _ = cell.lane.try_send(Message::Follow);
            }
        }
    }
}

async fn keep_budget(inner: Weak<Inner>) {
    loop {
        tokio::time::sleep(limits::BUDGET_INTERVAL).await;
        let Some(engine) = inner.upgrade() else {
            return;
        };
        engine.beat.fetch_add(1, Ordering::Relaxed);
        evict(&engine).await;
    }
}

/// Lets the coldest organizations go until the rest fits. One that is in use stays.
async fn evict(inner: &Inner) {
    // Nothing loads meanwhile: an organization that turns out to be in use can go back before anybody loads it anew.
    let _one_at_a_time = inner.loading.lock().await;
    let cells = inner.cells.pin();
    let mut by_use: Vec<(u64, OrgId, u64)> = cells
        .iter()
        .map(|(id, cell)| {
            (
                cell.used_at(),
                id.clone(),
                cell.published.live().org.bytes() as u64,
            )
        })
        .collect();
    by_use.sort();
    let mut bytes: u64 = by_use.iter().map(|(_, _, bytes)| bytes).sum();
    let beat = inner.beat.load(Ordering::Relaxed);
    for (used_at, id, freed) in by_use {
        if bytes <= inner.settings.memory_budget_bytes as u64 || used_at + 1 >= beat {
            break;
        }
        let Some(cell) = cells.remove(&id).cloned() else {
            continue;
        };
        // A write that is under way holds its cell: letting it go would leave two lanes that know nothing of each
        // other. One reference is ours, one is the map's, which lets go of it when nobody looks any more.
        if Arc::strong_count(&cell) > 2 {
            cells.insert(id, cell);
            continue;
        }
        inner.counters.evictions.fetch_add(1, Ordering::Relaxed);
        bytes -= freed;
    }
    inner
        .counters
        .organization_bytes
        .store(bytes, Ordering::Relaxed);
}
