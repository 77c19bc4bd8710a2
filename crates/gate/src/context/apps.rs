//! What tasks about apps ask of the outside, answered by engine and push.

use super::{Outside, busy, unwritten};
use endpoint::{Answer, Apps, Delivered, DeliveryHour, Fault, Past, PushState, RecordedCalls};
use engine::Asker;
use org::{App, AppChange, Millis, NewApp};
use push::{Consumer, Way};

fn name_of(way: Way) -> &'static str {
    match way {
        Way::Callback => "callback",
        Way::Stream => "stream",
    }
}

impl Outside<'_> {
    fn asker(&self) -> Result<Asker, Fault> {
        let caller = self.known()?;
        Ok(Asker {
            org: caller.org.info().id.clone(),
            origin: self.origin()?,
            eye: caller.eye.clone(),
        })
    }

    /// The app as one that is told of events, when it is.
    fn consumer(&self, app: &App) -> Result<Option<Consumer>, Fault> {
        let org = self.known()?.org.info().id.clone();
        let way = Way::ALL.into_iter().find(|way| way.is_of(app));
        Ok(way.map(|way| Consumer {
            way,
            org,
            app: app.key.clone(),
        }))
    }
}

impl Apps for Outside<'_> {
    fn permission_points(&self) -> &'static [&'static str] {
        dingtalk::points::ALL
    }

    fn create_app(&self, new: NewApp) -> Answer<'_, (App, String)> {
        Box::pin(async move {
            let created = self.engine.create_app_for(self.asker()?, new).await;
            created.map_err(unwritten)
        })
    }

    fn change_app(&self, key: String, change: AppChange) -> Answer<'_, ()> {
        Box::pin(async move {
            let changed = self.engine.change_app_for(self.asker()?, key, change).await;
            changed.map_err(unwritten)
        })
    }

    fn renew_app_secret(&self, key: String) -> Answer<'_, String> {
        Box::pin(async move {
            let renewed = self.engine.renew_app_secret_for(self.asker()?, key).await;
            renewed.map_err(unwritten)
        })
    }

    fn push_state<'a>(&'a self, app: &'a App) -> Answer<'a, PushState> {
        Box::pin(async move {
            let is_connected = self.hub.is_connected(&app.key);
            let Some(consumer) = self.consumer(app)? else {
                return Ok(PushState {
                    way: "none",
                    lag: 0,
                    is_connected,
                    is_paused: false,
                    hours: Vec::new(),
                });
            };
            let until = self
                .engine
                .told_until(&consumer.org, &consumer.name())
                .await;
            let (told, head) = until.map_err(busy)?;
            let hours = push::hours(self.engine, self.ledger, &consumer.org, &app.key).await;
            let hours = hours.map_err(busy)?.into_iter().map(|hour| DeliveryHour {
                from: hour.from,
                delivered: hour.delivered,
                failed: hour.failed,
            });
            Ok(PushState {
                way: name_of(consumer.way),
                lag: head.0.saturating_sub(told.0),
                is_connected,
                is_paused: self.ledger.is_paused(&consumer),
                hours: hours.collect(),
            })
        })
    }

    fn failed_pushes<'a>(
        &'a self,
        app: &'a App,
        after: Option<(i64, String)>,
        count_max: u32,
    ) -> Answer<'a, Vec<Past>> {
        Box::pin(async move {
            let org = &self.known()?.org.info().id;
            let kind = push::failed_kind(app.key.as_str());
            // Keys are digits and a dot: this is behind the one that was read last and before every other.
            let (at, key) = after.map_or((0, String::new()), |(at, key)| (at, key + "/"));
            let from = (Millis(at), key.as_str());
            let until = Millis(i64::MAX);
            let rows = self.engine.past(org, &kind, from, until, count_max).await;
            rows.map_err(busy)
        })
    }

    fn deliveries(&self, app: &App) -> Result<(String, Vec<Delivered>), Fault> {
        let org = &self.known()?.org.info().id;
        let told = self.ledger.deliveries(org, &app.key).into_iter();
        let told = told.map(|delivery| Delivered {
            way: name_of(delivery.way),
            at: delivery.at,
            kind: delivery.kind,
            number: delivery.number,
            index: delivery.index,
            taken: delivery.taken,
            attempts: delivery.attempts,
            took_ms: delivery.took_ms,
            reason: delivery.reason,
            again: delivery.again,
        });
        Ok((self.recorder.node().to_owned(), told.collect()))
    }

    fn recorded_calls(&self, app: &App) -> RecordedCalls {
        self.recorder.calls(&app.key, self.engine.now())
    }

    fn push_again<'a>(
        &'a self,
        app: &'a App,
        number: u64,
        index: u32,
    ) -> Answer<'a, Result<(), String>> {
        Box::pin(async move {
            let Some(consumer) = self.consumer(app)? else {
                return Ok(Err("the app is not told of events".to_owned()));
            };
            if consumer.way == Way::Stream {
                let why = "by Stream what was not taken is told again by itself";
                return Ok(Err(why.to_owned()));
            }
            let org = &self.known()?.org;
            let sent = self.callbacks.send_again(&consumer, org, number, index);
            sent.await.map_err(busy)
        })
    }
}
