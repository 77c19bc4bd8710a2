//! What `/metrics` tells.

mod pushed;

use endpoint::{Millis, Route};
use engine::Stats;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use push::Outbound;
use pushed::Pushed;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
#[expect(non_camel_case_types, reason = "the names are the label's values")]
pub(crate) enum Outcome {
    ok,
    refused,
    failed,
}

/// One more of something while this lives, also when its future is dropped half way.
pub(crate) struct Under<'a>(&'a Gauge);

impl<'a> Under<'a> {
    pub(crate) fn way(gauge: &'a Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Under<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Call {
    route: &'static str,
    outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfRoute {
    route: &'static str,
}

/// The figures of one route, found by its place in the table instead of by its labels.
struct Figures {
    ok: Counter,
    refused: Counter,
    failed: Counter,
    seconds: Histogram,
}

/// Figures of this node.
pub(crate) struct Metrics {
    registry: Registry,
    routes: Vec<Figures>,
    /// Paths and methods that are no interface.
    unknown: Counter,
    pub(crate) in_flight: Gauge,
    pub(crate) connections: Gauge,
    engine: [Gauge; 7],
    pushed: Pushed,
}

impl Metrics {
    pub(crate) fn new<'r>(routes: impl Iterator<Item = &'r Route>) -> Self {
        let mut registry = Registry::with_prefix("orgbook");
        let requests = Family::<Call, Counter>::default();
        let seconds = Family::<OfRoute, Histogram>::new_with_constructor(|| {
            Histogram::new(exponential_buckets(0.000_05, 2.0, 16))
        });
        let of = |route, outcome| requests.get_or_create_owned(&Call { route, outcome });
        let unknown = of("unknown", Outcome::refused);
        let routes = routes
            .map(|route| {
                let route = route.spec.path;
                Figures {
                    ok: of(route, Outcome::ok),
                    refused: of(route, Outcome::refused),
                    failed: of(route, Outcome::failed),
                    seconds: seconds.get_or_create_owned(&OfRoute { route }),
                }
            })
            .collect();
        let (in_flight, connections) = (Gauge::default(), Gauge::default());
        registry.register(
            "requests",
            "Answered calls by route and outcome",
            requests.clone(),
        );
        registry.register(
            "request_seconds",
            "Time from head to answer",
            seconds.clone(),
        );
        registry.register("requests_in_flight", "Calls under way", in_flight.clone());
        registry.register("connections", "Open connections", connections.clone());
        let engine = [
            ("organizations_loaded", "Organizations in memory"),
            (
                "organization_bytes",
                "Bytes that loaded organizations take, about",
            ),
            ("entries_appended", "Entries made durable by this node"),
            ("flushes", "Flushes that carried them"),
            ("reruns", "Writes run again because another node was first"),
            (
                "evictions",
                "Organizations let go to keep the memory budget",
            ),
            (
                "password_hashes",
                "Hashes of passwords made, to set or to compare them",
            ),
        ]
        .map(|(name, help)| {
            let gauge = Gauge::<i64>::default();
            registry.register(name, help, gauge.clone());
            gauge
        });
        let pushed = Pushed::new(&mut registry);
        Self {
            registry,
            routes,
            unknown,
            in_flight,
            connections,
            engine,
            pushed,
        }
    }

    /// Counts a call of the route at a place in the table.
    pub(crate) fn answered(&self, place: usize, outcome: Outcome, took: Duration) {
        let figures = &self.routes[place];
        match outcome {
            Outcome::ok => figures.ok.inc(),
            Outcome::refused => figures.refused.inc(),
            Outcome::failed => figures.failed.inc(),
        };
        figures.seconds.observe(took.as_secs_f64());
    }

    /// Counts a call that led to no route.
    pub(crate) fn answered_unknown(&self) {
        self.unknown.inc();
    }

    pub(crate) fn text(&self, stats: Stats, outbound: &Outbound, now: Millis) -> String {
        let figures = [
            stats.organizations_loaded,
            stats.organization_bytes,
            stats.entries_appended,
            stats.flushes,
            stats.reruns,
            stats.evictions,
            stats.password_hashes,
        ];
        for (gauge, figure) in self.engine.iter().zip(figures) {
            gauge.set(i64::try_from(figure).unwrap_or(i64::MAX));
        }
        self.pushed.refresh(outbound, now);
        let mut text = String::new();
        // Writing into a text cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
