//! Departments in a file: what stands in its columns, and how a row is carried out and taken back.
//!
//! A parent is named by its path as it was before the file, or else as rows before have left it; and from then on by its id, so that
//! what is renamed or moved meanwhile is still meant.

use super::about::{About, check_same};
use super::cells::{Cells, Known, known, path_of, paths, people, required, sorted};
use super::plan::{Kind, Parents, Problem, Row};
use super::rehearse::differences;
use super::tree::Tree;
use crate::prelude::*;
use org::{Department, DepartmentFields, NewDepartment, Refusal, Sentence};

pub(super) const ID: &str = "deptId";
pub(super) const PARENT: &str = "parent";
const LEADERS: &str = "leaders";

/// The columns of a template, in order.
pub(super) const KNOWN: &[Known] = &[
    known(ID, "部门ID", "Department ID"),
    required("name", "部门名称", "Name"),
    required(PARENT, "上级部门", "Parent"),
    known("order", "排序", "Order"),
    known("code", "部门编码", "Code"),
    known("brief", "部门简介", "Introduction"),
    known("telephone", "部门电话", "Telephone"),
    known(LEADERS, "部门负责人", "Heads"),
];

/// What stands in a cell as it is compared and stored, or what is wrong with it.
pub(super) fn checked(view: &View<'_>, key: &str, text: &str) -> Result<String, Sentence> {
    let number = |least: i64| {
        let number = sheet::narrow(text).parse::<i64>().ok();
        let number = number.filter(|number| *number >= least);
        number.map(|number| number.to_string()).ok_or_else(|| {
            sentence!(
                "a whole number of at least {least}, got {text}",
                "填不小于 {least} 的整数，现在是 {text}"
            )
        })
    };
    match key {
        ID => number(1),
        "order" => number(0),
        PARENT => match paths(text) {
            path if path.contains(';') => Err(sentence!(
                "a department has one parent, got {text}",
                "部门只有一个上级，现在是 {text}"
            )),
            path => Ok(path),
        },
        LEADERS => people(view, text),
        _ => Ok(text.to_owned()),
    }
}

/// What stands in every column for a department.
pub(super) fn cells_of(view: &View<'_>, department: &Department) -> Cells {
    let parent = department.parent.and_then(|parent| path_of(view, parent));
    let leaders = department.managers.iter().map(|id| id.as_str());
    let own = [
        (ID, department.id.to_string()),
        ("name", department.name.clone()),
        (PARENT, parent.unwrap_or_default()),
        ("order", department.order.to_string()),
        ("code", department.code.clone()),
        ("brief", department.brief.clone()),
        ("telephone", department.telephone.clone()),
        (LEADERS, sorted(leaders)),
    ];
    own.map(|(key, text)| (key.to_owned(), text)).into()
}

/// Every department that the caller may change, those above before those below.
pub(super) fn all<'a>(view: &View<'a>) -> Vec<&'a Department> {
    let mut found = Vec::new();
    for top in view.top_departments() {
        let own = view.department(top).into_iter();
        found.extend(own.filter(|one| one.id != DepartmentId::ROOT));
        found.extend(view.descendants(top).into_iter().flatten());
    }
    found.retain(|one| one.mirrors.is_none());
    found
}

/// The department of a path: as far as that was there before the file, and below that as it is by now.
fn resolved(before: &mut Tree<'_>, now: &View<'_>, path: &str) -> Option<DepartmentId> {
    let parts = before.parts(path);
    let found = (0..=parts.len()).rev().find_map(|end| {
        let top = before.find(&parts[..end])?;
        parts[end..].iter().try_fold(top, |at, name| {
            let mut below = now.children(at).ok()?;
            Some(below.find(|child| child.name == **name)?.id)
        })
    });
    let renamed_top = || {
        let mut tree = Tree::new(now);
        let parts = tree.parts(path);
        tree.find(&parts)
    };
    let found = found.or_else(renamed_top)?;
    now.department(found).is_ok().then_some(found)
}

/// Which department a row is about, and what changes.
pub(super) fn plan(before: &mut Tree<'_>, draft: &mut Draft, row: &mut Row, mut wanted: Cells) {
    let given = wanted.remove(ID);
    let view = draft.view();
    let parent = wanted.get(PARENT).map(|path| resolved(before, &view, path));
    if let Some(None) = parent {
        let path = &wanted[PARENT];
        let absent = sentence!(
            "there is no department {path}; whatever makes it stands in a row before",
            "没有部门 {path}；如果由本文件新建，请放在前面的行"
        );
        row.errors.push(Problem::of(Some(PARENT), &absent));
        return;
    }
    let parent = parent.flatten();
    let by_id = |id: &String| Some(DepartmentId(id.parse().ok()?));
    let by_place = || {
        let mut below = view.children(parent?).ok()?;
        let name = wanted.get("name")?;
        Some(below.find(|child| child.name == *name)?.id)
    };
    let id = given.as_ref().map_or_else(by_place, by_id);
    let known = id.and_then(|id| view.department(id).ok());
    let Some(department) = known else {
        for key in ["name", PARENT] {
            if !wanted.contains_key(key) {
                let missing = sentence!("{key} is missing", "没有填");
                row.errors.push(Problem::of(Some(key), &missing));
            }
        }
        row.kind = Kind::Created;
        row.parents = Some(Parents {
            from: None,
            to: parent.map(|id| id.0),
        });
        row.changes = differences(&Cells::new(), wanted);
        let id = id.unwrap_or_else(|| draft.new_department_id());
        row.user_id = id.to_string();
        return;
    };
    row.user_id = department.id.to_string();
    row.name.clone_from(&department.name);
    match parent {
        Some(to) if department.parent != Some(to) => {
            row.parents = Some(Parents {
                from: department.parent.map(|id| id.0),
                to: Some(to.0),
            });
        }
        _ => {
            wanted.remove(PARENT);
        }
    }
    row.changes = differences(&cells_of(&view, department), wanted);
    row.kind = match &row.changes[..] {
        [] => Kind::Same,
        _ if row.parents.is_some() => Kind::Moved,
        _ => Kind::Changed,
    };
}

fn id_of(row: &Row) -> DepartmentId {
    DepartmentId(row.user_id.parse().unwrap_or_default())
}

/// Whether a department is still as expected.
fn check(draft: &Draft, row: &Row, expected: &Cells, parent: Option<i64>) -> Result<(), Refusal> {
    let view = draft.view();
    let department = view.department(id_of(row))?;
    let is_same = |key: &str| (key == PARENT).then(|| department.parent.map(|id| id.0) == parent);
    check_same(
        About::Departments,
        &cells_of(&view, department),
        expected,
        is_same,
    )
}

fn fields_of(cells: &Cells, parent: Option<i64>) -> DepartmentFields {
    let text = |key: &str| cells.get(key).cloned();
    let people = |text: String| {
        let people = text.split(';').filter(|id| !id.is_empty());
        people.map(str::to_owned).collect()
    };
    DepartmentFields {
        name: text("name"),
        parent: parent
            .filter(|_| cells.contains_key(PARENT))
            .map(DepartmentId),
        order: text("order").and_then(|order| order.parse().ok()),
        code: text("code"),
        brief: text("brief"),
        telephone: text("telephone"),
        managers: text(LEADERS).map(people),
        ..DepartmentFields::default()
    }
}

/// Carries a row out. What it would make is left alone when it is so already, so that a slice may be sent twice.
pub(super) fn apply(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    let (wanted, id) = (row.wanted(), id_of(row));
    let Parents { from, to } = row.parents.clone().unwrap_or_default();
    if matches!(row.kind, Kind::Same | Kind::Wrong | Kind::Left)
        || check(draft, row, &wanted, to).is_ok()
    {
        return Ok(());
    }
    let mut fields = fields_of(&wanted, to);
    if row.kind == Kind::Created {
        // Nobody heads a department who is not in it: whoever is named fails the row, in words of the rule.
        let managers = fields.managers.take();
        draft.add_department(NewDepartment {
            id: Some(id),
            parent: DepartmentId(to.unwrap_or(DepartmentId::ROOT.0)),
            fields,
        })?;
        return match managers {
            Some(managers) => draft.update_department(
                id,
                DepartmentFields {
                    managers: Some(managers),
                    ..DepartmentFields::default()
                },
            ),
            None => Ok(()),
        };
    }
    check(draft, row, &row.before(), from)?;
    draft.update_department(id, fields)
}

/// Takes a row back, where nobody has changed the same since. A department that was made goes while it is empty.
pub(super) fn undo(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    let (wanted, before, id) = (row.wanted(), row.before(), id_of(row));
    let Parents { from, to } = row.parents.clone().unwrap_or_default();
    match row.kind {
        Kind::Created => {
            let branch = match draft.view().branch(id) {
                Ok(branch) => branch,
                Err(Refusal::DepartmentNotFound(_)) => return Ok(()),
                Err(refusal) => return Err(refusal),
            };
            if branch.child_count > 0 {
                return Err(Refusal::Invalid(sentence!(
                    "departments are below it",
                    "下面还有部门"
                )));
            }
            check(draft, row, &wanted, to)?;
            draft.remove_department(id).map(drop)
        }
        Kind::Changed | Kind::Moved => {
            if check(draft, row, &before, from).is_ok() {
                return Ok(());
            }
            check(draft, row, &wanted, to)?;
            draft.update_department(id, fields_of(&before, from))
        }
        Kind::Same | Kind::Wrong | Kind::Left => Ok(()),
    }
}
