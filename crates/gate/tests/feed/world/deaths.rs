//! Nodes that end without a word.

use super::{World, started};
use endpoint::Number;
use org::{DepartmentFields, DepartmentId, Draft, NewDepartment};

impl World {
    /// The node dies in the middle of a write, before or after it was stored, and answers nobody; another takes over.
    pub async fn die(&mut self, is_stored: bool) {
        self.calls += 1;
        let name = format!("d{}", self.calls);
        let before = self.stored().await;
        match is_stored {
            true => self.way.lose_next(1),
            false => self.way.set_down(true),
        }
        let (engine, org) = (self.engine.clone(), self.org.clone());
        let dying = tokio::spawn(async move {
            let change = move |draft: &mut Draft| {
                draft.add_department(NewDepartment {
                    id: None,
                    parent: DepartmentId::ROOT,
                    fields: DepartmentFields {
                        name: Some(name.clone()),
                        ..DepartmentFields::default()
                    },
                })
            };
            engine.operate(&org, "test", change).await.map(drop)
        });
        tokio::task::yield_now().await;
        while is_stored && self.stored().await == before {
            tokio::task::yield_now().await;
        }
        self.way.set_down(true);
        dying.abort();
        (self.engine, self.way) = started(&self.store, &self.clock).await;
        assert_eq!(self.head().await > before, is_stored);
    }

    /// The last entry in the store, whatever the node knows.
    async fn stored(&self) -> Number {
        let heads = self.store.heads(std::slice::from_ref(&self.org)).await;
        heads.unwrap()[0].1
    }
}
