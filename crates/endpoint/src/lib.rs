//! What an endpoint is: its description, its traits, its caller, its faults, its lenient values and its days. Pure.

pub mod china;
mod context;
mod fault;
mod json_text;
pub mod lenient;
pub mod limits;
mod number;
pub mod openapi;
mod route;
mod spec;
mod streamed;

pub use context::authorization::{
    Agreement, Authorization, AuthorizationOutcome, AuthorizationRefusal, AuthorizationRequest,
    Client, CodeRefusal, Delegation, Exchange, GrantRefusal, Identity, InsideCode, SignIns,
    SignedRefusal, UserTokens,
};
pub use context::{
    Answer, Apps, BrowserSession, CallbackRefusal, CallbackRegistration, Context, Cut, Delivered,
    DeliveryHour, FactorState, Issued, Keeping, ListedSession, Logged, LongLook, Mark,
    NewSecondFactor, Past, Plans, Progress, PushState, ReadsLog, RecordedCall, RecordedCalls, Seen,
    Sessions, SignIn, SignInAnswer, SignInRefusal, Stage, StoredFile, TokenRefusal, Upload, Visit,
    Visiting, Waited,
};
pub use fault::{Code, Detail, Extra, Fault};
pub use json_text::JsonText;
pub use lenient::{CommaList, Input};
pub use number::Number;
pub use org::{Millis, OrgId};
pub use route::{Kind, Read, Reply, Route, Schemas, Task, Write, WriteCall, described};
pub use spec::{Administrators, Envelope, Generation, Host, Method, OWN, On, Spec, TokenKind};
pub use streamed::{Lines, Piece, Put, Source, Streamed, Streaming};
