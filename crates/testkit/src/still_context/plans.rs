//! Plans as a test wants them: kept as long as the place.

use super::StillContext;
use endpoint::{Answer, LongLook, Plans, Progress};
use org::View;
use std::sync::Arc;

impl Plans for StillContext<'_> {
    fn look_long(&self, look: LongLook) -> Answer<'_, Vec<u8>> {
        let seen = look(&View::new(self.org, self.eye), self.seed.clone());
        Box::pin(std::future::ready(Ok(seen)))
    }

    fn look_long_noted<'a>(
        &'a self,
        look: LongLook,
        progress: Arc<Progress>,
        id: &'a str,
    ) -> Answer<'a, Vec<u8>> {
        Box::pin(async move {
            let looked = self.look_long(look).await?;
            let noted = serde_json::to_vec(&progress.noted());
            self.keep_plan(id, noted.unwrap_or_default()).await?;
            Ok(looked)
        })
    }

    fn alone_with_plan<'a>(
        &'a self,
        _: &'a str,
        work: Answer<'a, Vec<u8>>,
    ) -> Answer<'a, Option<Vec<u8>>> {
        Box::pin(async move { work.await.map(Some) })
    }

    fn keep_plan<'a>(&'a self, id: &'a str, body: Vec<u8>) -> Answer<'a, ()> {
        let mut plans = self.plans.lock().expect("tests run one after another");
        plans.insert(id.to_owned(), body);
        Box::pin(std::future::ready(Ok(())))
    }

    fn plan<'a>(&'a self, id: &'a str) -> Answer<'a, Option<Vec<u8>>> {
        let plans = self.plans.lock().expect("tests run one after another");
        let found = plans.get(id).cloned();
        Box::pin(std::future::ready(Ok(found)))
    }
}
