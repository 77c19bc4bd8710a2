//! What people keep, as a test wants it: for each of them as long as the place.

use super::StillContext;
use endpoint::{Answer, Keeping};
use org::Eye;

impl StillContext<'_> {
    fn keeper(&self) -> String {
        match self.eye {
            Eye::Person(userid) | Eye::Admin(userid) => userid.to_string(),
            Eye::Operator | Eye::App(_) => panic!("people keep, and nobody else"),
        }
    }
}

impl Keeping for StillContext<'_> {
    fn alone_with_kept<'a>(&'a self, work: Answer<'a, Vec<u8>>) -> Answer<'a, Vec<u8>> {
        work
    }

    fn kept(&self) -> Answer<'_, Option<Vec<u8>>> {
        let kept = self.kept.lock().expect("tests run one after another");
        let found = kept.get(&self.keeper()).cloned();
        Box::pin(std::future::ready(Ok(found)))
    }

    fn keep(&self, body: Vec<u8>) -> Answer<'_, ()> {
        let mut kept = self.kept.lock().expect("tests run one after another");
        kept.insert(self.keeper(), body);
        Box::pin(std::future::ready(Ok(())))
    }
}
