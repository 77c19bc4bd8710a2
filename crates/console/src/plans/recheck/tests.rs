//! Checking in part tells what checking every row tells.

use super::*;
use crate::plans::mend::{self, settle};
use crate::plans::rehearse::rehearse;
use endpoint::Progress;
use org::Eye;
use proptest::prelude::*;
use testkit::Place;

const COLUMNS: [(&str, &[&str]); 9] = [
    (
        "UserID",
        &["", "", "ann", "bob", "cid", "dan", "new1", "new2"],
    ),
    ("Name", &["", "Ann", "bob", "New", "Nick", "张伟"]),
    (
        "Mobile",
        &[
            "",
            "13800000001",
            "13800000002",
            "13900000001",
            "13900000002",
            "13900000003",
            "12",
        ],
    ),
    (
        "Department",
        &["", "rd", "hr", "rd/lab", "new", "new/deep", "acme/rd"],
    ),
    (
        "Direct manager",
        &["", "", "ann", "bob", "new1", "Nick", "New"],
    ),
    ("Leader of", &["", "", "", "rd", "new"]),
    (
        "Email",
        &["", "", "ann@example.com", "x@example.com", "y@example.com"],
    ),
    ("Extension", &["", "", "8001", "8002"]),
    ("Leave", &["", "", "", "yes", "perhaps"]),
];

type Cell = (prop::sample::Index, usize, prop::sample::Index);

fn text_of(column: usize, at: prop::sample::Index) -> String {
    (*at.get(COLUMNS[column].1)).to_owned()
}

fn row() -> impl Strategy<Value = Vec<String>> {
    let cells = prop::collection::vec(any::<prop::sample::Index>(), COLUMNS.len());
    cells.prop_map(|at| {
        let cells = at.into_iter().enumerate();
        cells.map(|(column, at)| text_of(column, at)).collect()
    })
}

fn mending() -> impl Strategy<Value = Vec<Cell>> {
    let cell = (
        any::<prop::sample::Index>(),
        0..COLUMNS.len(),
        any::<prop::sample::Index>(),
    );
    prop::collection::vec(cell, 1..4)
}

fn acme() -> Place {
    place(
        "acme { rd { ann name=Ann mobile=13800000001 email=ann@example.com bob manager=ann mobile=13800000002 lab { cid manager=bob } } hr { dan name=张伟 manager=ann telephone=8001 zoe manager=cid } }",
    )
}

/// The same rows whatever ids were made up for people.
fn plain(rows: &[Row]) -> Vec<String> {
    let known = ["ann", "bob", "cid", "dan", "zoe", "new1", "new2", "founder"];
    let told = rows.iter().map(|row| {
        let mut row = row.clone();
        if row.kind == Kind::Wrong || !known.contains(&row.user_id.as_str()) {
            "somebody".clone_into(&mut row.user_id);
        }
        let text = serde_json::to_string(&row).expect("a row is plain");
        let mut parts: Vec<String> = Vec::new();
        for part in text.split_inclusive(|one: char| !one.is_ascii_digit()) {
            let digits = part.trim_end_matches(|one: char| !one.is_ascii_digit());
            parts.push(match digits.len() {
                0..15 => part.to_owned(),
                length => format!("somebody{}", &part[length..]),
            });
        }
        parts.concat()
    });
    told.collect()
}

fn table(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let titles = COLUMNS.iter().map(|(title, _)| (*title).to_owned());
    std::iter::once(titles.collect()).chain(rows).collect()
}

/// A plan's rows and titles on the way through several mendings.
struct Mending<'v> {
    view: View<'v>,
    custom: Columns,
    titles: Vec<String>,
    rows: Vec<Row>,
    /// Each call makes ids of its own up, as in earnest.
    call: u8,
}

impl<'v> Mending<'v> {
    fn of(view: View<'v>, rows: Vec<Vec<String>>) -> Self {
        let rehearsed = rehearse(
            &view,
            testkit::seed(1),
            About::People,
            &table(rows),
            &Progress::default(),
        );
        Self {
            custom: Columns::of(About::People, &view),
            view,
            titles: rehearsed.titles,
            rows: rehearsed.rows,
            call: 1,
        }
    }

    /// Mends cells, checks in part and in whole, and goes on with what came of the part; tells how many rows were checked.
    fn mend(&mut self, cells: &[(usize, &str, String)]) -> usize {
        self.call += 1;
        let mut before = BTreeMap::new();
        for (index, column, text) in cells {
            before
                .entry(*index)
                .or_insert_with(|| self.rows[*index].clone());
            let mended = mend::Mended {
                index: *index,
                cells: [((*column).to_owned(), text.clone())].into(),
            };
            mend::mend(&mut self.titles, &mut self.rows, &self.custom, mended)
                .unwrap_or_else(|_| panic!("{column} is a column"));
        }
        let [part, whole] = [false, true].map(|every| {
            let mended = Mended {
                about: About::People,
                titles: self.titles.clone(),
                rows: self.rows.clone(),
                before: before.clone(),
            };
            let mut done = recheck(&self.view, testkit::seed(self.call), mended, every);
            let count = done.fresh.len();
            settle(&mut done, &self.titles, &self.custom, &before);
            (done, count)
        });
        assert_eq!(plain(&part.0.rows), plain(&whole.0.rows));
        assert_eq!(part.0.departments, whole.0.departments);
        assert_eq!(part.0.people, whole.0.people);
        assert_eq!(whole.1, self.rows.len());
        self.rows = part.0.rows;
        part.1
    }

    fn wrong(&self) -> Vec<usize> {
        let wrong = self.rows.iter().filter(|row| row.kind == Kind::Wrong);
        wrong.map(|row| row.index).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_part_tells_what_the_whole_tells(
        rows in prop::collection::vec(row(), 1..16),
        mendings in prop::collection::vec(mending(), 1..4),
        left_out in prop::collection::vec(any::<bool>(), 16),
    ) {
        let acme = acme();
        let founder = Eye::Admin(org::UserId::new("founder"));
        let mut plan = Mending::of(View::new(&acme.org, &founder), rows);
        prop_assume!(!plan.rows.is_empty());
        for (row, out) in plan.rows.iter_mut().zip(left_out) {
            row.selected &= !out;
        }
        for mending in mendings {
            let count = plan.rows.len();
            let cells = mending.into_iter();
            let cells = cells.map(|(index, column, text)| {
                (index.index(count), COLUMNS[column].0, text_of(column, text))
            });
            plan.mend(&cells.collect::<Vec<_>>());
        }
    }
}

fn cells(texts: [&str; 4]) -> Vec<String> {
    let mut cells = vec![String::new(); COLUMNS.len()];
    for (cell, text) in cells.iter_mut().zip(texts) {
        text.clone_into(cell);
    }
    cells
}

#[test]
fn what_has_nothing_to_do_with_a_row_is_not_looked_at() {
    let acme = acme();
    let founder = Eye::Admin(org::UserId::new("founder"));
    let many = (0..300).map(|number| {
        let mobile = format!("1391000{number:04}");
        let mut row = cells([
            "",
            &format!("N{number}"),
            &mobile,
            &format!("rd/team {}", number % 7),
        ]);
        if number != 3 {
            "ann".clone_into(&mut row[4]);
        }
        row
    });
    let mut plan = Mending::of(View::new(&acme.org, &founder), many.collect());
    assert_eq!(plan.wrong(), [0; 0]);
    assert_eq!(plan.mend(&[(7, "Department", "hr".to_owned())]), 1);
    // Two rows want one number now, and the second is told so; then it has one of its own.
    assert_eq!(plan.mend(&[(9, "Mobile", "13910000200".to_owned())]), 2);
    assert_eq!(plan.wrong(), [200]);
    assert_eq!(plan.mend(&[(200, "Mobile", "13920000000".to_owned())]), 1);
    assert_eq!(plan.wrong(), [0; 0]);
    // Whoever has a manager in the file is looked at when that one goes, and not when he gets a title.
    assert_eq!(plan.mend(&[(3, "UserID", "ann".to_owned())]), 297);
    assert_eq!(plan.mend(&[(3, "Email", "ann@example.org".to_owned())]), 1);
    assert_eq!(plan.mend(&[(3, "Leave", "yes".to_owned())]), 297);
    assert_eq!(plan.mend(&[(0, "Direct manager", "bob".to_owned())]), 1);
}

#[test]
fn who_stands_there_again_is_called_as_the_row_before_calls_them() {
    let acme = acme();
    let founder = Eye::Admin(org::UserId::new("founder"));
    let rows = vec![
        cells(["new1", "Nick", "13900000001", "rd"]),
        cells(["new1", "Other", "", ""]),
        cells(["", "Third", "13900000001", ""]),
        {
            let mut row = cells(["new2", "Her", "13900000002", "rd"]);
            "new1".clone_into(&mut row[4]);
            row
        },
        cells(["", "Somebody", "13900000003", "rd"]),
        cells(["", "Another", "13900000004", "rd"]),
        cells(["", "Yet another", "13900000005", "rd"]),
    ];
    let mut plan = Mending::of(View::new(&acme.org, &founder), rows);
    assert_eq!(plan.wrong(), [1, 2]);
    // The two rows about the same person, and not who reports to them.
    assert_eq!(plan.mend(&[(0, "Name", "New".to_owned())]), 3);
    let names: Vec<&str> = plan.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names[..4], ["New", "New", "New", "Her"]);
}

#[test]
fn who_gets_an_id_when_the_row_is_mended_keeps_it() {
    let acme = acme();
    let founder = Eye::Admin(org::UserId::new("founder"));
    let rows = (0..3).map(|number| cells(["", &format!("N{number}"), "12", "rd"]));
    let mut plan = Mending::of(View::new(&acme.org, &founder), rows.collect());
    assert_eq!(plan.wrong(), [0, 1, 2]);
    for index in 0..3 {
        let mobile = format!("1391000000{index}");
        assert_eq!(plan.mend(&[(index, "Mobile", mobile)]), 1);
    }
    assert_eq!(plan.wrong(), [0; 0]);
    let ids: BTreeSet<&str> = plan.rows.iter().map(|row| row.user_id.as_str()).collect();
    assert_eq!(ids.len(), 3);
}

#[test]
fn in_a_department_that_fills_up_it_counts_who_comes_first() {
    let names: Vec<String> = (0..999).map(|number| format!("p{number}")).collect();
    let acme = place(&format!(
        "acme {{ big {{ {} }} hr {{ }} }}",
        names.join(" ")
    ));
    let founder = Eye::Admin(org::UserId::new("founder"));
    let rows = (0..3).map(|number| {
        cells([
            "",
            &format!("N{number}"),
            &format!("1391000000{number}"),
            "big",
        ])
    });
    let mut plan = Mending::of(View::new(&acme.org, &founder), rows.collect());
    assert_eq!(plan.wrong(), [1, 2]);
    plan.mend(&[(0, "Department", "hr".to_owned())]);
    assert_eq!(plan.wrong(), [2]);
    plan.mend(&[(0, "Department", "acme/big".to_owned())]);
    assert_eq!(plan.wrong(), [1, 2]);
    plan.mend(&[
        (1, "UserID", "p5".to_owned()),
        (1, "Department", "hr".to_owned()),
    ]);
    assert_eq!(plan.rows[1].kind, Kind::Moved, "{:?}", plan.rows[1]);
    assert_eq!(plan.wrong(), [0; 0]);
}
