//! The memory store.

use crate::conformance::Home;
use std::sync::Arc;
use store::{MemoryStore, Store};

struct Memory(Arc<MemoryStore>);

impl Home for Memory {
    const SHARED: bool = true;

    async fn new() -> Self {
        Self(Arc::new(MemoryStore::new()))
    }

    async fn store(&self) -> Arc<dyn Store> {
        self.0.clone()
    }

    async fn reopened(self) -> Self {
        self
    }
}

conformance!(Memory);
