//! Star people, take stars back, tell whom one looked at: `POST /v1.0/orgbook/me/kept`.

use super::get::Response;
use super::marks::{Kind, Mark, Marks};
use crate::prelude::*;
use endpoint::limits::KEPT_CHANGES_MAX;
use endpoint::{Answer, Context, Task};
use org::visibility::Viewer;
use org::{Millis, Surface};

/// What happened since the last call, also while there was no network.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// At most 500; of several about one person the one that was made last counts. Nothing happens with people who may not be seen or do
    /// not exist, and nobody is told which of the two it is.
    changes: Vec<Change>,
}

/// One thing that happened.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Change {
    user_id: String,
    /// `star`, `unstar`, `see`, or `forget` for somebody who is not to be told among those who were looked at.
    kind: String,
    /// When it happened, in milliseconds; now when absent, and for what is still to come.
    at: Option<i64>,
}

impl Task for Request {
    const SPEC: Spec = Spec::new(Method::Post, "/v1.0/orgbook/me/kept", PARAMETER)
        .token(TokenKind::Person)
        .faults(&[PERSON]);
    type Response = Response;

    fn run(self, context: &dyn Context) -> Answer<'_, Response> {
        Box::pin(async move {
            let changes = self.read(context.now())?;
            let work = Box::pin(changed(context, changes));
            let body = context.alone_with_kept(work).await?;
            looked(context, |view, viewer| {
                let marks = Marks::read(Some(&body), viewer.user().created_at);
                Response::of(view, viewer, &marks)
            })
        })
    }
}

impl Request {
    fn read(self, now: Millis) -> Reply<Vec<(Kind, Mark)>> {
        if self.changes.len() > KEPT_CHANGES_MAX {
            let detail = sentence!(
                "changes has at most {KEPT_CHANGES_MAX} entries",
                "changes 最多 {KEPT_CHANGES_MAX} 项"
            );
            return Err(Fault::invalid("changes", detail));
        }
        let changes = self.changes.into_iter().map(|change| {
            let kind = Kind::parse(&change.kind).ok_or_else(|| {
                let known = sentence!(
                    "kind is star, unstar, see or forget",
                    "kind 为 star、unstar、see 或 forget"
                );
                Fault::invalid("kind", known)
            })?;
            let at = change.at.map_or(now, Millis).min(now);
            let userid = change.user_id;
            Ok((kind, Mark { userid, at }))
        });
        changes.collect()
    }
}

/// Runs a look of the calling person.
fn looked<T>(context: &dyn Context, look: impl Fn(&View<'_>, &Viewer<'_>) -> T) -> Reply<T> {
    let mut seen = None;
    context.look(&mut |view| seen = view.viewer().map(|viewer| look(view, &viewer)));
    Ok(seen.ok_or(PERSON)?)
}

/// Makes changes, and keeps what came of them.
async fn changed(context: &dyn Context, changes: Vec<(Kind, Mark)>) -> Reply<Vec<u8>> {
    let before = context.kept().await?;
    let body = looked(context, |_, viewer| {
        let sees = |userid: &str| viewer.person(userid, Surface::Profile).is_some();
        let mut marks = Marks::read(before.as_deref(), viewer.user().created_at);
        for (kind, mark) in &changes {
            if sees(&mark.userid) {
                marks.change(*kind, mark.clone());
            }
        }
        marks.bound(&sees);
        marks.body()
    })?;
    if before.as_ref() != Some(&body) {
        context.keep(body.clone()).await?;
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::get;
    use endpoint::limits::STARRED_PEOPLE_MAX;
    use org::DepartmentFields;
    use testkit::Place;

    const ROUTE: Route = Route::task::<Request>();
    const GET: Route = Route::task::<get::Request>();

    fn acme() -> Place {
        let mut acme = place("acme { rd { ann title=Engineer } board { cho } bob }");
        acme.as_person("bob");
        acme
    }

    fn given(changes: &[(&str, &str, i64)]) -> serde_json::Value {
        let changes = changes.iter();
        let changes = changes.map(|(kind, id, at)| json!({"kind": kind, "userId": id, "at": at}));
        json!({ "changes": changes.collect::<Vec<_>>() })
    }

    fn hide(acme: &mut Place, hide: bool) {
        acme.operate(|draft| {
            let fields = DepartmentFields {
                hide: Some(hide),
                ..DepartmentFields::default()
            };
            draft.update_department(DepartmentId(3), fields)
        });
    }

    fn ids(answer: &str) -> String {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("JSON");
        let of = |list: &str| {
            let people = answer[list].as_array().expect("a list").iter();
            let ids = people.filter_map(|each| each["userId"].as_str());
            ids.collect::<Vec<_>>().join(" ")
        };
        format!("starred: {}; recent: {}", of("starred"), of("recent"))
    }

    #[test]
    fn what_is_kept_is_kept_for_one_person() {
        let mut acme = acme();
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"starred":[],"recent":[]}"#);
        let told = acme.call(
            ROUTE,
            given(&[("star", "ann", 5), ("see", "ann", 6), ("see", "cho", 7)]),
        );
        assert_snapshot!(told, @r#"{"starred":[{"userId":"ann","name":"ann","title":"Engineer","mobile":"13800000001","leader":false,"protected":false,"at":5}],"recent":[{"userId":"cho","name":"cho","mobile":"13800000002","leader":false,"protected":false,"at":7},{"userId":"ann","name":"ann","title":"Engineer","mobile":"13800000001","leader":false,"protected":false,"at":6}]}"#);
        assert_eq!(acme.call(GET, json!({})), told);
        assert_eq!(
            acme.changes(),
            "",
            "it is no entry of the organization's log"
        );
        acme.as_person("cho");
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"starred":[],"recent":[]}"#);
        acme.as_person("bob");
        let told = acme.call(ROUTE, given(&[("unstar", "ann", 8), ("forget", "cho", 9)]));
        assert_snapshot!(ids(&told), @"starred: ; recent: ann");
    }

    #[test]
    fn devices_that_come_late_change_nothing_newer() {
        let mut acme = acme();
        acme.call(ROUTE, given(&[("star", "ann", 5), ("unstar", "ann", 9)]));
        let told = acme.call(ROUTE, given(&[("star", "ann", 7), ("star", "cho", 7)]));
        assert_snapshot!(ids(&told), @"starred: cho; recent: ");
        // What is still to come has happened now, so that a device with a wrong clock does not win for ever.
        acme.call(ROUTE, given(&[("unstar", "cho", i64::MAX)]));
        acme.later(60_000);
        let told = acme.call(
            ROUTE,
            json!({"changes": [{"kind": "star", "userId": "cho"}]}),
        );
        assert_snapshot!(ids(&told), @"starred: cho; recent: ");
    }

    #[test]
    fn whoever_is_hidden_is_told_as_somebody_who_does_not_exist() {
        let mut acme = acme();
        acme.call(ROUTE, given(&[("star", "cho", 5), ("see", "cho", 5)]));
        hide(&mut acme, true);
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"starred":[],"recent":[]}"#);
        let mut told = |id: &str| {
            ["star", "see", "unstar", "forget"]
                .map(|kind| acme.call(ROUTE, given(&[(kind, id, 6)])))
        };
        assert_eq!(told("cho"), told("nobody"));
        hide(&mut acme, false);
        assert_snapshot!(ids(&acme.call(GET, json!({}))), @"starred: cho; recent: cho");
    }

    #[test]
    fn stars_of_the_hidden_take_no_place() {
        let many = (0..STARRED_PEOPLE_MAX)
            .map(|n| format!("u{n}"))
            .collect::<Vec<_>>();
        let text = format!("acme {{ rd {{ {} }} board {{ cho }} bob }}", many.join(" "));
        let mut acme = place(&text);
        acme.as_person("bob");
        acme.call(ROUTE, given(&[("star", "cho", 5)]));
        hide(&mut acme, true);
        let stars: Vec<_> = many.iter().map(|id| ("star", &**id, 1)).collect();
        let told: serde_json::Value =
            serde_json::from_str(&acme.call(ROUTE, given(&stars))).expect("JSON");
        assert_eq!(
            told["starred"].as_array().map(Vec::len),
            Some(STARRED_PEOPLE_MAX)
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        let mut acme = acme();
        assert_snapshot!(acme.call(ROUTE, json!({})), @"400 invalidParameter A parameter is missing or wrong: changes is missing");
        assert_snapshot!(acme.call(ROUTE, given(&[("like", "ann", 1)])), @"400 invalidParameter A parameter is missing or wrong: kind is star, unstar, see or forget");
        assert_snapshot!(acme.call(ROUTE, given(&[("star", "ann", 1); KEPT_CHANGES_MAX + 1])), @"400 invalidParameter A parameter is missing or wrong: changes has at most 500 entries");
        assert_snapshot!(acme.call(GET, json!({})), @r#"{"starred":[],"recent":[]}"#);
        acme.as_person("nobody");
        assert_snapshot!(acme.call(GET, json!({})), @"404 person.notFound There is no such person, or you may not see this person");
        assert_snapshot!(acme.call(ROUTE, given(&[])), @"404 person.notFound There is no such person, or you may not see this person");
    }
}
