//! What `/metrics` tells of events: nothing by app or organization, so that there are as many figures as there are names in this file.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use push::{FailureKind, Outbound, Way};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfWay {
    way: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    way: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Failed {
    way: &'static str,
    reason: &'static str,
}

type Seconds = Gauge<f64, AtomicU64>;

/// Figures of the ways out of this node.
pub(super) struct Pushed {
    ended: Family<Ended, Counter>,
    failed: Family<Failed, Counter>,
    /// In the order of [`Pushed::of_way`].
    of_way: [Family<OfWay, Gauge>; 5],
    oldest_seconds: Family<OfWay, Seconds>,
    connections: Gauge,
    unanswered: Gauge,
}

impl Pushed {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let (ended, failed) = (Family::default(), Family::default());
        let oldest_seconds = Family::default();
        let (connections, unanswered) = (Gauge::default(), Gauge::default());
        registry.register(
            "push_events",
            "Events that receivers took or that were given up",
            Family::clone(&ended),
        );
        registry.register(
            "push_failed_attempts",
            "Attempts to hand over an event that failed, by why",
            Family::clone(&failed),
        );
        let of_way = [
            ("push_apps_told", "Apps that this node tells of events now"),
            ("push_apps_paused", "Of those, apps whose receivers fail"),
            ("push_entries_behind", "Log entries those apps are behind"),
            ("push_events_under_way", "Events begun and not taken"),
            (
                "push_apps_behind",
                "Apps of the installation behind their logs when this node looked last",
            ),
        ]
        .map(|(name, help)| {
            let family = Family::<OfWay, Gauge>::default();
            registry.register(name, help, family.clone());
            family
        });
        registry.register(
            "push_oldest_seconds",
            "Age of the oldest entry that this node has not told",
            Family::clone(&oldest_seconds),
        );
        registry.register(
            "stream_connections",
            "Open Stream connections",
            connections.clone(),
        );
        registry.register(
            "stream_frames_unanswered",
            "Events sent over Stream connections that clients have not acknowledged",
            unanswered.clone(),
        );
        Self {
            ended,
            failed,
            of_way,
            oldest_seconds,
            connections,
            unanswered,
        }
    }

    /// Takes the figures over as they stand now.
    pub(super) fn refresh(&self, outbound: &Outbound, now: endpoint::Millis) {
        let gauge = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
        for way in Way::ALL {
            let figures = outbound.ledger.figures(way, now);
            let way = way.name();
            for (outcome, figure) in [("taken", figures.taken), ("given_up", figures.given_up)] {
                let counter = self.ended.get_or_create(&Ended { way, outcome });
                counter.inner().store(figure, Ordering::Relaxed);
            }
            for kind in FailureKind::ALL {
                let reason = kind.name();
                let figure = figures.failures.get(&kind).copied().unwrap_or_default();
                let counter = self.failed.get_or_create(&Failed { way, reason });
                counter.inner().store(figure, Ordering::Relaxed);
            }
            let of_way = [
                figures.told,
                figures.paused,
                figures.entries_behind,
                figures.under_way,
                figures.apps_behind,
            ];
            for (family, figure) in self.of_way.iter().zip(of_way) {
                family.get_or_create(&OfWay { way }).set(gauge(figure));
            }
            let oldest = self.oldest_seconds.get_or_create(&OfWay { way });
            oldest.set(figures.oldest_ms as f64 / 1_000.0);
        }
        self.connections.set(gauge(outbound.hub.count() as u64));
        self.unanswered.set(gauge(outbound.hub.unanswered() as u64));
    }
}
