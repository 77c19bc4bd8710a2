//! Endpoints that no document knows, for what the documented ones do not do.

use dingtalk::codes;
use endpoint::{
    Answer, Code, Context, Detail, Envelope, Fault, Method, On, Read, Reply, Route, Spec, Task,
    TokenKind,
};
use org::View;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

/// An endpoint that answers with what it was given, in one envelope after another.
#[derive(Deserialize, JsonSchema)]
struct Echo<const KIND: u8> {
    id: Option<String>,
    fail: Option<String>,
    count: Option<i64>,
}

#[derive(Serialize, JsonSchema)]
struct Echoed {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
}

fn echo<const KIND: u8>(request: Echo<KIND>) -> Reply<Echoed> {
    match request.fail.as_deref() {
        None => Ok(Echoed {
            id: request.id,
            count: request.count,
        }),
        Some("code") => Err(codes::USER_NOT_FOUND.into()),
        Some("detail") => Err(Fault::because(
            codes::USER_NOT_FOUND,
            Detail::for_apps("nobody is \"x\"".to_owned()),
        )),
        Some("extra") => Err(Fault::Coded {
            code: codes::MOBILE_TAKEN,
            detail: None,
            extra: vec![("userid", "ann".into())],
        }),
        Some("refused") => Err(org::Refusal::RootDelete.into()),
        Some("missing") => Err(Fault::missing("id")),
        Some("invalid") => Err(Fault::invalid(
            "id",
            Detail::for_apps("id has at most 5 characters".to_owned()),
        )),
        Some("undeclared") => Err(codes::ROLE_NOT_FOUND.into()),
        Some(other) => panic!("{other}"),
    }
}

const FAULTS: &[&Code] = &[
    codes::USER_NOT_FOUND,
    codes::MOBILE_TAKEN,
    codes::ROOT_DELETE,
];
const MISSING_ID: &Code = &Code {
    legacy: 40035,
    new: "Missingid",
    status: 400,
    message: "id is mandatory for this action.",
    people: ["id is missing", "缺少 id"],
};

const fn spec(kind: u8) -> Spec {
    let spec = match kind {
        0 => Spec::legacy("/topapi/test/result", codes::PARAMETER),
        1 => Spec::legacy("/test/flat", codes::ILLEGAL),
        2 => Spec::legacy("/test/bareFlat", codes::ILLEGAL).envelope(Envelope::FlatWithoutId),
        _ => Spec::new(Method::Put, "/v1.0/test/{id}/echo", codes::PARAMETER)
            .on(&[On::Missing("id", MISSING_ID)]),
    };
    spec.needs("qyapi_base").faults(FAULTS)
}

impl<const KIND: u8> Read for Echo<KIND> {
    const SPEC: Spec = spec(KIND);
    type Response<'a> = Echoed;

    fn read(self, _: &View<'_>) -> Reply<Echoed> {
        echo(self)
    }
}

/// An endpoint that answers nothing.
#[derive(Deserialize, JsonSchema)]
struct Silent<const KIND: u8> {}

impl<const KIND: u8> Read for Silent<KIND> {
    const SPEC: Spec = match KIND {
        0 => Spec::legacy("/topapi/test/silent", codes::PARAMETER),
        1 => Spec::legacy("/test/silent", codes::ILLEGAL),
        _ => Spec::new(Method::Post, "/v1.0/test/silent", codes::PARAMETER),
    };
    type Response<'a> = ();

    fn read(self, _: &View<'_>) -> Reply<()> {
        Ok(())
    }
}

/// Calls of [`Slow`] that have begun.
pub(super) static BEGUN: Semaphore = Semaphore::const_new(0);
/// Calls of [`Slow`] that may end.
pub(super) static MAY_END: Semaphore = Semaphore::const_new(0);

/// An endpoint that takes until the test lets it go.
#[derive(Deserialize, JsonSchema)]
struct Slow {}

impl Task for Slow {
    const SPEC: Spec = Spec::legacy("/test/slow", codes::ILLEGAL).token(TokenKind::None);
    type Response = ();

    fn run(self, _: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async {
            BEGUN.add_permits(1);
            MAY_END
                .acquire()
                .await
                .expect("it is never closed")
                .forget();
            Ok(())
        })
    }
}

/// An endpoint that never ends.
#[derive(Deserialize, JsonSchema)]
struct Endless {}

impl Task for Endless {
    const SPEC: Spec = Spec::legacy("/test/endless", codes::ILLEGAL).token(TokenKind::None);
    type Response = ();

    fn run(self, _: &dyn Context) -> Answer<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// An endpoint with a defect behind a wait.
#[derive(Deserialize, JsonSchema)]
struct Broken {}

impl Task for Broken {
    const SPEC: Spec =
        Spec::new(Method::Post, "/v1.0/test/broken", codes::PARAMETER).token(TokenKind::None);
    type Response = ();

    fn run(self, _: &dyn Context) -> Answer<'_, ()> {
        Box::pin(async {
            tokio::task::yield_now().await;
            panic!("a defect")
        })
    }
}

pub(super) const ROUTES: &[Route] = &[
    Route::read::<Echo<0>>(),
    Route::read::<Echo<1>>(),
    Route::read::<Echo<2>>(),
    Route::read::<Echo<3>>(),
    Route::read::<Silent<0>>(),
    Route::read::<Silent<1>>(),
    Route::read::<Silent<2>>(),
    Route::task::<Slow>(),
    Route::task::<Endless>(),
    Route::task::<Broken>(),
];
