//! Plans of changes, kept by the engine.

use super::{Outside, busy};
use endpoint::{Answer, LongLook, Plans};
use org::View;

impl Plans for Outside<'_> {
    fn look_long(&self, look: LongLook) -> Answer<'_, Vec<u8>> {
        Box::pin(async move {
            let _place = self.slow_looks.acquire().await.map_err(busy)?;
            let caller = self.known()?;
            let (org, eye) = (caller.org.clone(), caller.eye.clone());
            let seed = self.engine.seed_of_rehearsal();
            let looked = move || look(&View::new(&org, &eye), seed);
            tokio::task::spawn_blocking(looked).await.map_err(busy)
        })
    }

    fn keep_plan<'a>(&'a self, id: &'a str, body: Vec<u8>) -> Answer<'a, ()> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            self.engine.keep_plan(org, id, body).await.map_err(busy)
        })
    }

    fn plan<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Vec<u8>>> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            self.engine.plan(org, id).await.map_err(busy)
        })
    }
}
