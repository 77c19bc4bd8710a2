//! Marks that one person puts on others. Several devices of the person put them, some of them later than they were made: the mark that was made
//! last counts, whichever comes first.

use crate::prelude::*;
use endpoint::limits::{RECENT_PEOPLE_MAX, STARRED_PEOPLE_MAX, STARS_TAKEN_BACK_MAX};
use org::Millis;

/// What one person keeps, as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks {
    /// When the person came whose marks they are: an id may be given to somebody else.
    since: Millis,
    /// The newest first.
    pub(super) starred: Vec<Mark>,
    /// Stars that were taken back: an older star that comes later does not count.
    taken_back: Vec<Mark>,
    /// The newest first.
    pub(super) recent: Vec<Mark>,
}

/// Whom, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    #[serde(rename = "u")]
    pub(super) userid: String,
    pub(super) at: Millis,
}

/// What happens to a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A star is put.
    Star,
    /// A star is taken back.
    Unstar,
    /// Somebody was looked at.
    See,
    /// Somebody is no longer told among those who were looked at.
    Forget,
}

impl Kind {
    /// The kind of this name.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "star" => Some(Self::Star),
            "unstar" => Some(Self::Unstar),
            "see" => Some(Self::See),
            "forget" => Some(Self::Forget),
            _ => None,
        }
    }
}

fn place(marks: &[Mark], userid: &str) -> Option<usize> {
    marks.iter().position(|mark| mark.userid == userid)
}

fn take(marks: &mut Vec<Mark>, userid: &str) -> Option<Mark> {
    place(marks, userid).map(|place| marks.remove(place))
}

/// Puts a mark among others, the newest first.
fn put(marks: &mut Vec<Mark>, mark: Mark) {
    let place = marks.partition_point(|other| other.at > mark.at);
    marks.insert(place, mark);
}

/// Lets go what is too much: first whoever is not seen any more, so that nobody notices that there is somebody; then the oldest.
fn bound(marks: &mut Vec<Mark>, count_max: usize, sees: &impl Fn(&str) -> bool) {
    let mut over = marks.len().saturating_sub(count_max);
    if over == 0 {
        return;
    }
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks.drain(..).rev() {
        if over > 0 && !sees(&mark.userid) {
            over -= 1;
        } else {
            kept.push(mark);
        }
    }
    kept.reverse();
    kept.truncate(count_max);
    *marks = kept;
}

impl Marks {
    /// What is stored of somebody who came then; nothing of whoever had the same id before.
    pub(super) fn read(body: Option<&[u8]>, since: Millis) -> Self {
        let stored = body.and_then(|body| serde_json::from_slice::<Self>(body).ok());
        let own = stored.filter(|marks| marks.since == since);
        own.unwrap_or(Self {
            since,
            ..Self::default()
        })
    }

    /// As it is stored.
    pub(super) fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("it is a plain struct")
    }

    /// Changes a mark, unless a newer one is there.
    pub(super) fn change(&mut self, kind: Kind, mark: Mark) {
        let last = |marks: &[Mark]| place(marks, &mark.userid).map(|place| marks[place].at);
        let changed = last(&self.starred).max(last(&self.taken_back));
        let looked = last(&self.recent);
        match kind {
            Kind::Star | Kind::Unstar if changed.is_some_and(|at| at > mark.at) => {}
            Kind::See | Kind::Forget if looked.is_some_and(|at| at > mark.at) => {}
            Kind::Star => {
                take(&mut self.taken_back, &mark.userid);
                take(&mut self.starred, &mark.userid);
                put(&mut self.starred, mark);
            }
            Kind::Unstar => {
                take(&mut self.taken_back, &mark.userid);
                take(&mut self.starred, &mark.userid);
                put(&mut self.taken_back, mark);
            }
            Kind::See => {
                take(&mut self.recent, &mark.userid);
                put(&mut self.recent, mark);
            }
            Kind::Forget => drop(take(&mut self.recent, &mark.userid)),
        }
    }

    /// Keeps no more than may be kept.
    pub(super) fn bound(&mut self, sees: &impl Fn(&str) -> bool) {
        bound(&mut self.starred, STARRED_PEOPLE_MAX, sees);
        bound(&mut self.recent, RECENT_PEOPLE_MAX, sees);
        self.taken_back.truncate(STARS_TAKEN_BACK_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(changes: &[(Kind, &str, i64)]) -> Marks {
        let mut marks = Marks::read(None, Millis(1));
        for (kind, userid, at) in changes {
            let mark = Mark {
                userid: (*userid).to_owned(),
                at: Millis(*at),
            };
            marks.change(*kind, mark);
        }
        marks
    }

    fn told(marks: &[Mark]) -> String {
        let told: Vec<_> = marks.iter().map(|mark| mark.userid.as_str()).collect();
        told.join(" ")
    }

    #[test]
    fn whatever_comes_first_the_same_is_left() {
        let changes = [
            (Kind::Star, "ann", 1),
            (Kind::Star, "bob", 2),
            (Kind::Unstar, "ann", 3),
            (Kind::See, "cid", 1),
            (Kind::See, "ann", 2),
            (Kind::See, "cid", 4),
        ];
        let marks = changed(&changes);
        assert_eq!(told(&marks.starred), "bob");
        assert_eq!(told(&marks.recent), "cid ann");
        let mut backwards = changes;
        backwards.reverse();
        assert_eq!(changed(&backwards), marks);
        let again = changed(&[&changes[..], &changes[..]].concat());
        assert_eq!(again, marks);
    }

    #[test]
    fn of_two_at_one_moment_the_later_to_come_counts() {
        let marks = changed(&[(Kind::Star, "ann", 5), (Kind::Unstar, "ann", 5)]);
        assert_eq!(told(&marks.starred), "");
        let marks = changed(&[(Kind::See, "ann", 5), (Kind::Forget, "ann", 5)]);
        assert_eq!(told(&marks.recent), "");
        let marks = changed(&[(Kind::See, "ann", 5), (Kind::Forget, "ann", 4)]);
        assert_eq!(told(&marks.recent), "ann");
    }

    #[test]
    fn of_too_many_those_go_first_who_are_not_seen() {
        let ids: Vec<String> = (0..STARRED_PEOPLE_MAX + 2).map(|n| n.to_string()).collect();
        let many = |kind| ids.iter().zip(1..).map(move |(id, at)| (kind, &**id, at));
        let mut marks = changed(&many(Kind::Star).chain(many(Kind::See)).collect::<Vec<_>>());
        marks.bound(&|id| id != "150");
        assert_eq!(marks.starred.len(), STARRED_PEOPLE_MAX);
        assert_eq!(place(&marks.starred, "150"), None);
        assert_eq!(place(&marks.starred, "0"), None);
        assert!(place(&marks.starred, "1").is_some());
        assert_eq!(marks.recent.len(), RECENT_PEOPLE_MAX);
        let mut marks = changed(&many(Kind::Unstar).collect::<Vec<_>>());
        marks.bound(&|_| true);
        assert_eq!(marks.taken_back.len(), STARS_TAKEN_BACK_MAX);
        assert_eq!(marks.taken_back[0].at, Millis(ids.len() as i64));
    }

    #[test]
    fn nobody_gets_the_marks_of_whoever_had_the_id_before() {
        let marks = changed(&[(Kind::Star, "ann", 1)]);
        assert_eq!(Marks::read(Some(&marks.body()), Millis(1)), marks);
        assert_eq!(
            told(&Marks::read(Some(&marks.body()), Millis(2)).starred),
            ""
        );
        assert_eq!(told(&Marks::read(Some(b"{}"), Millis(1)).starred), "");
    }
}
