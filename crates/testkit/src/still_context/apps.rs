//! Apps as a test wants them: secrets are the same for everybody, and pushes fail.

use super::StillContext;
use endpoint::{
    Answer, Apps, Cut, Delivered, DeliveryHour, Fault, Past, PushState, RecordedCall, RecordedCalls,
};
use org::{App, AppChange, Draft, Millis, NewApp, Refusal};
use std::sync::Arc;

/// How often apps with a callback were told.
const HOURS: [DeliveryHour; 2] = [
    DeliveryHour {
        from: Millis(0),
        delivered: 0,
        failed: 0,
    },
    DeliveryHour {
        from: Millis(3_600_000),
        delivered: 5,
        failed: 3,
    },
];

impl StillContext<'_> {
    fn change<T>(&self, change: impl FnOnce(&mut Draft) -> Result<T, Refusal>) -> Result<T, Fault> {
        let mut draft = Draft::new(self.org, self.eye.clone(), self.seed.clone());
        let result = change(&mut draft)?;
        let mut finished = self.finished.lock().expect("tests run one after another");
        *finished = Some(draft.finish());
        Ok(result)
    }
}

fn ready<'a, T: Send + 'a>(result: Result<T, Fault>) -> Answer<'a, T> {
    Box::pin(std::future::ready(result))
}

impl Apps for StillContext<'_> {
    fn permission_points(&self) -> &'static [&'static str] {
        &[
            "fieldMobile",
            "qyapi_ext_read",
            "qyapi_get_member",
            "qyapi_manage_addresslist",
        ]
    }

    fn create_app(&self, new: NewApp) -> Answer<'_, (App, String)> {
        let created = self.change(|draft| draft.add_app(new));
        ready(created.map(|app| (app, "new secret".to_owned())))
    }

    fn change_app(&self, key: String, change: AppChange) -> Answer<'_, ()> {
        ready(self.change(|draft| draft.change_app(&key, change)))
    }

    fn renew_app_secret(&self, key: String) -> Answer<'_, String> {
        let renewed = self.change(|draft| draft.renew_app_secret(&key));
        ready(renewed.map(|()| "new secret".to_owned()))
    }

    fn push_state<'a>(&'a self, app: &'a App) -> Answer<'a, PushState> {
        ready(Ok(PushState {
            way: if app.callback.is_some() {
                "callback"
            } else {
                "none"
            },
            lag: 0,
            is_connected: false,
            is_paused: app.callback.is_some(),
            hours: app.callback.iter().flat_map(|_| HOURS).collect(),
        }))
    }

    fn failed_pushes<'a>(
        &'a self,
        _: &'a App,
        after: Option<(i64, String)>,
        count_max: u32,
    ) -> Answer<'a, Vec<Past>> {
        let pushes = self
            .history
            .iter()
            .filter(|(kind, _)| *kind == "failed_push");
        let later = pushes.filter(|(_, row)| {
            let place = (row.at.0, row.key.clone());
            after.as_ref().is_none_or(|after| place > *after)
        });
        let rows = later.take(count_max as usize).map(|(_, row)| row.clone());
        ready(Ok(rows.collect()))
    }

    fn deliveries(&self, _: &App) -> Result<(String, Vec<Delivered>), Fault> {
        let taken = Delivered {
            way: "callback",
            at: Millis(2),
            kind: "user_add_org",
            number: 7,
            index: 0,
            taken: true,
            attempts: 1,
            took_ms: 12,
            reason: None,
            again: true,
        };
        let given_up = Delivered {
            at: Millis(1),
            taken: false,
            attempts: 3,
            took_ms: 40_012,
            reason: Some("the receiver answered with status 500".to_owned()),
            again: false,
            ..taken.clone()
        };
        Ok(("still".to_owned(), vec![taken, given_up]))
    }

    fn recorded_calls(&self, _: &App) -> RecordedCalls {
        let call = |id: &str, at| {
            Arc::new(RecordedCall {
                request_id: id.to_owned(),
                at: Millis(at),
                method: "POST".to_owned(),
                path: "/topapi/v2/user/get".to_owned(),
                query: vec![("access_token".to_owned(), "***".to_owned())],
                status: 200,
                code: "0".to_owned(),
                body: Cut {
                    text: Some(r#"{"userid":"ann"}"#.to_owned()),
                    is_cut: false,
                },
                duration_us: 87,
                from: "192.0.2.1".to_owned(),
                ..RecordedCall::default()
            })
        };
        RecordedCalls {
            node: "still".to_owned(),
            calls: vec![call("second", 2), call("first", 1)],
        }
    }

    fn push_again<'a>(&'a self, _: &'a App, number: u64, _: u32) -> Answer<'a, Result<(), String>> {
        ready(Ok(match number {
            1 => Ok(()),
            _ => Err("the receiver answered with status 500".to_owned()),
        }))
    }
}
