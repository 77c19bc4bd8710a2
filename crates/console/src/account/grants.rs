//! Organizations that may do something with enterprise accounts of this one: `GET /v1.0/orgbook/console/account-grants`.

use super::wire::{Told, linked, name};
use crate::directory::fields::offset;
use crate::people::paging::size;
use crate::prelude::*;
use endpoint::{Answer, Context, Task};
use org::Module;

/// Which of them.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// Organizations before the page; 0 when absent.
    offset: Option<i64>,
    /// Organizations of the page: 1 to 200, 50 when absent.
    size: Option<i64>,
}

/// A page of them, in order of their ids, also those in which accounts work that may not be taken in any more.
#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    grants: Vec<Told>,
    row_count: usize,
    /// Organizations that take part here or in which this one does, and that may do nothing with accounts yet; on the first page.
    linked: Vec<Linked>,
}

/// An organization that something may be granted.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Linked {
    corp_id: String,
    name: String,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(
        Method::Get,
        "/v1.0/orgbook/console/account-grants",
        PARAMETER,
    )
    .administrators(Module::Accounts);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let (offset, size) = (offset(self.offset)?, size(self.size)?);
            let mut response = Response::default();
            context.look(&mut |view| response = page(view, offset, size));
            let told = response.grants.iter_mut();
            name(
                context,
                told.map(|one| (one.corp_id.as_str(), &mut one.name)),
            )
            .await?;
            Ok(response)
        })
    }
}

fn page(view: &View<'_>, offset: usize, size: usize) -> Response {
    let all = view.account_organizations();
    let row_count = all.len();
    let mut linked = linked(view);
    for (org, ..) in &all {
        linked.remove(org.as_str());
    }
    let linked = linked.into_iter().filter(|_| offset == 0).take(size);
    let shown = all.into_iter().skip(offset).take(size);
    Response {
        grants: shown.map(|one| Told::listed(view, one)).collect(),
        row_count,
        linked: linked
            .map(|(corp_id, name)| Linked { corp_id, name })
            .collect(),
    }
}
