//! What stands in the columns of a file, and what stands there for somebody as he is.

use super::tree::Tree;
use crate::people::fields::number;
use endpoint::china;
use jiff::civil::Date;
use org::{
    Department, DepartmentFields, DepartmentId, Draft, ExtensionMode, Millis, Mobile,
    NewDepartment, Refusal, Sentence, UserFields, UserRef, View, sentence,
};
use std::collections::BTreeMap;

/// Texts by column.
pub(super) type Cells = BTreeMap<String, String>;

/// A column that every organization has.
pub(super) struct Known {
    pub(super) key: &'static str,
    pub(super) chinese: &'static str,
    pub(super) english: &'static str,
    pub(super) required: bool,
}

pub(super) const fn known(
    key: &'static str,
    chinese: &'static str,
    english: &'static str,
) -> Known {
    Known {
        key,
        chinese,
        english,
        required: false,
    }
}

pub(super) const fn required(
    key: &'static str,
    chinese: &'static str,
    english: &'static str,
) -> Known {
    Known {
        required: true,
        ..known(key, chinese, english)
    }
}

pub(super) const USER_ID: &str = "userId";
pub(super) const LEAVE: &str = "leave";
pub(super) const DEPARTMENTS: &str = "departments";
/// Departments of the person that he leads.
pub(super) const LEADER_OF: &str = "leaderOf";
pub(super) const ROLES: &str = "roles";
/// What the keys of custom fields begin with.
pub(super) const CUSTOM: &str = "custom:";

/// The columns of a template, in order.
pub(super) const KNOWN: &[Known] = &[
    known(USER_ID, "员工UserID", "UserID"),
    required("name", "姓名", "Name"),
    required("mobile", "手机号", "Mobile"),
    required(DEPARTMENTS, "部门", "Department"),
    known("title", "职位", "Title"),
    known("jobNumber", "工号", "Employee ID"),
    known("manager", "直属主管", "Direct manager"),
    known(LEADER_OF, "部门主管", "Leader of"),
    known("email", "邮箱", "Email"),
    known("orgEmail", "企业邮箱", "Organization email"),
    known("telephone", "分机号", "Extension"),
    known("workPlace", "办公地点", "Work place"),
    known("remark", "备注", "Remark"),
    known("hiredDate", "入职时间", "Hire date"),
    known("hideMobile", "隐藏手机号", "Hide mobile"),
    known("executive", "高管模式", "Executive mode"),
    known(ROLES, "角色", "Roles"),
    known(LEAVE, "离职", "Leave"),
];

/// What the console's own pages call some of them: people write above a column what they read there.
const ALSO: &[(&str, &str)] = &[
    ("职务", "title"),
    ("手机", "mobile"),
    ("直属上级", "manager"),
    ("分机", "telephone"),
    ("入职日期", "hiredDate"),
];

/// What stands above a column, of those that every organization has; else its key.
pub(super) fn titled(key: &str, chinese: bool) -> &str {
    let known = KNOWN.iter().find(|known| known.key == key);
    match known {
        Some(known) if chinese => known.chinese,
        Some(known) => known.english,
        None => key.strip_prefix(CUSTOM).unwrap_or(key),
    }
}

/// The organization's own fields: the name under which values are stored, and the title.
pub(super) fn custom(view: &View<'_>) -> Vec<(String, String)> {
    let own = view.fields().fields.iter();
    let own = own.filter(|field| field.kind.is_some());
    own.map(|field| {
        let title = if field.label.is_empty() {
            &field.id
        } else {
            &field.label
        };
        (field.id.clone(), title.clone())
    })
    .collect()
}

/// The column that a title stands above.
pub(super) fn key_of(custom: &[(String, String)], title: &str) -> Option<String> {
    let title = title.trim().trim_matches(['*', '＊']).trim();
    let same = |known: &&Known| {
        known.chinese == title
            || known.english.eq_ignore_ascii_case(title)
            || known.key.eq_ignore_ascii_case(title)
    };
    if let Some(known) = KNOWN.iter().find(same) {
        return Some(known.key.to_owned());
    }
    let own = custom
        .iter()
        .find(|(id, label)| id == title || label == title);
    let also = || ALSO.iter().find(|(also, _)| *also == title);
    own.map(|(id, _)| format!("{CUSTOM}{id}"))
        .or_else(|| also().map(|(_, key)| (*key).to_owned()))
}

/// What stands in a cell as it is compared and stored, or what is wrong with it.
pub(super) fn checked(view: &View<'_>, key: &str, text: &str) -> Result<String, Sentence> {
    let narrow = sheet::narrow(text);
    match key {
        "mobile" | "telephone" if sheet::is_cut_number(&narrow) => Err(sentence!(
            "the spreadsheet has cut this number to {text}; format the column as text",
            "表格软件把这个号码截成了 {text}；请把这一列设为文本格式"
        )),
        "mobile" => {
            let mobile = Mobile::parse(&narrow).map_err(|refusal| refusal.sentence())?;
            Ok(number((&mobile.state_code, &mobile.number)))
        }
        USER_ID | "jobNumber" | "email" | "orgEmail" | "telephone" => Ok(narrow),
        "hideMobile" | "executive" | LEAVE => flag(&narrow),
        "hiredDate" => day(&narrow).map(|day| day.to_string()),
        "manager" => person(view, text),
        DEPARTMENTS => Ok(paths_below(view, text)),
        LEADER_OF => Ok(sorted(paths_below(view, text).split(';'))),
        ROLES => super::titles::roles(view, text),
        _ => Ok(text.to_owned()),
    }
}

/// A yes or no, however it is written.
pub(super) fn flag(text: &str) -> Result<String, Sentence> {
    match text.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" => Ok("yes".to_owned()),
        "否" | "no" | "n" | "false" | "0" => Ok("no".to_owned()),
        _ => Err(sentence!(
            "yes or no, got {text}",
            "填“是”或“否”，现在是 {text}"
        )),
    }
}

pub(super) fn day(text: &str) -> Result<Date, Sentence> {
    let wrong = || {
        sentence!(
            "a day such as 2026-01-31, got {text}",
            "填日期，如 2026-01-31，现在是 {text}"
        )
    };
    let parts: Vec<i16> = text
        .split(['-', '/', '.'])
        .map(|part| part.parse().map_err(|_| wrong()))
        .collect::<Result<_, _>>()?;
    let [year, month, day] = parts[..] else {
        return Err(wrong());
    };
    let small = |number: i16| i8::try_from(number).map_err(|_| wrong());
    Date::new(year, small(month)?, small(day)?).map_err(|_| wrong())
}

/// Somebody by userid, or by a name that only one person has.
pub(super) fn person(view: &View<'_>, text: &str) -> Result<String, Sentence> {
    if let Ok(user) = view.user(text) {
        return Ok(user.userid.to_owned());
    }
    let found = view.search_users(text, true, 0, 2);
    match &found.hits[..] {
        [only] => Ok(only.userid.to_owned()),
        [] => Err(sentence!(
            "there is nobody called {text}",
            "没有叫 {text} 的人"
        )),
        _ => Err(sentence!(
            "several people are called {text}; give the UserID",
            "有几个人都叫 {text}；请填 UserID"
        )),
    }
}

/// Parts of a cell in an order of their own, so that it does not count in which somebody wrote them.
pub(super) fn sorted<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.join(";")
}

/// Paths as they are told: without the root, unless it is the root that is meant.
fn paths_below(view: &View<'_>, text: &str) -> String {
    let (tree, paths) = (Tree::new(view), paths(text));
    let below = paths.split(';').map(|path| {
        let parts = tree.parts(path);
        let below = parts.join("/");
        // One below the root that is called like it is told by both.
        let is_clear = !parts.is_empty() && tree.parts(&below) == parts;
        if is_clear { below } else { path.to_owned() }
    });
    below.collect::<Vec<_>>().join(";")
}

/// What a cell lists, one by one.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([';', '；', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// How a part of a cell fails to name one thing of a group.
pub(super) enum Unclear {
    Unknown,
    Several,
}

/// What a cell lists as `Group/Name`, where a name that only one has may stand without its group. `all` are names, and the same with
/// their groups.
pub(super) fn grouped<'n>(
    all: &[(&'n str, &'n str)],
    text: &str,
    unclear: impl Fn(&str, Unclear) -> Sentence,
) -> Result<String, Sentence> {
    let found = parts(text).map(|part| {
        if let Some((_, whole)) = all.iter().find(|(_, whole)| *whole == part) {
            return Ok(*whole);
        }
        let mut alike = all.iter().filter(|(name, _)| *name == part);
        match (alike.next(), alike.next()) {
            (Some((_, whole)), None) => Ok(*whole),
            (None, _) => Err(unclear(part, Unclear::Unknown)),
            _ => Err(unclear(part, Unclear::Several)),
        }
    });
    let found: Vec<&str> = found.collect::<Result<_, _>>()?;
    Ok(sorted(found.into_iter()))
}

/// People as [`person`] finds them, in order of their userids.
pub(super) fn people(view: &View<'_>, text: &str) -> Result<String, Sentence> {
    let people = parts(text).map(|one| person(view, one));
    let people: Vec<String> = people.collect::<Result<_, _>>()?;
    Ok(sorted(people.iter().map(String::as_str)))
}

/// Paths with one sign between them and one between their parts.
pub(super) fn paths(text: &str) -> String {
    let path = |path: &str| {
        let parts = path
            .split('/')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("/")
    };
    let paths = parts(text).map(path);
    let paths: Vec<String> = paths.filter(|path| !path.is_empty()).collect();
    paths.join(";")
}

/// A department as a path: without the root, unless it is the root.
pub(super) fn path_of(view: &View<'_>, id: DepartmentId) -> Option<String> {
    let path = view.path(id).ok()?;
    let below = path.iter().filter(|above| above.id != DepartmentId::ROOT);
    let mut names: Vec<&str> = below.map(|above| above.name.as_str()).collect();
    if names.is_empty() {
        names.extend(path.first().map(|root| root.name.as_str()));
    }
    Some(names.join("/"))
}

/// What stands in every column for somebody.
pub(super) fn cells_of(view: &View<'_>, user: &UserRef<'_>) -> Cells {
    let departments = user.departments();
    let departments = departments.filter_map(|place| path_of(view, place.department));
    let leads = user.departments().map(|place| place.department);
    let leads = leads.filter(|id| view.manages(user.userid, *id));
    let leads: Vec<String> = leads.filter_map(|id| path_of(view, id)).collect();
    let flag = |set: bool| if set { "yes" } else { "no" }.to_owned();
    let hired = user.hired_date.and_then(china::day_of);
    let own = [
        (USER_ID, user.userid.to_owned()),
        ("name", user.name.to_owned()),
        ("mobile", user.mobile.map(number).unwrap_or_default()),
        (DEPARTMENTS, departments.collect::<Vec<_>>().join(";")),
        ("title", user.title.to_owned()),
        ("jobNumber", user.job_number.to_owned()),
        ("manager", user.manager.unwrap_or_default().to_owned()),
        ("email", user.email.to_owned()),
        ("orgEmail", user.org_email.to_owned()),
        ("telephone", user.telephone.to_owned()),
        ("workPlace", user.work_place.to_owned()),
        ("remark", user.remark.to_owned()),
        (
            "hiredDate",
            hired.map(|day| day.to_string()).unwrap_or_default(),
        ),
        (LEADER_OF, sorted(leads.iter().map(String::as_str))),
        (ROLES, super::titles::roles_of(view, user)),
        ("hideMobile", flag(user.hide_mobile)),
        ("executive", flag(user.senior)),
    ];
    let own = own.map(|(key, text)| (key.to_owned(), text));
    let custom = user.extension();
    let custom = custom.map(|(name, text)| (format!("{CUSTOM}{name}"), text.to_owned()));
    own.into_iter().chain(custom).collect()
}

/// The titles of a template or an export, and the columns below them.
pub(super) fn columns(view: &View<'_>, english: bool) -> Vec<(String, String, bool)> {
    let has_roles = super::titles::sees_roles(view);
    let own = KNOWN.iter().filter(|known| known.key != ROLES || has_roles);
    let own = own.map(|known| {
        let title = if english {
            known.english
        } else {
            known.chinese
        };
        (known.key.to_owned(), title.to_owned(), known.required)
    });
    let custom = custom(view).into_iter();
    let custom = custom.map(|(id, title)| (format!("{CUSTOM}{id}"), title, false));
    own.chain(custom).collect()
}

/// What a draft sets for cells that change. Departments that are not there are made; those that the caller does not administer stay.
pub(super) fn fields_of(
    draft: &mut Draft,
    userid: Option<&str>,
    cells: &Cells,
) -> Result<UserFields, Refusal> {
    let mut fields = UserFields {
        extension_mode: ExtensionMode::Merge,
        ..UserFields::default()
    };
    let mut custom = Vec::new();
    for (key, text) in cells {
        let text = || Some(text.clone());
        let is_set = || cells.get(key).map(|text| text == "yes");
        match key.as_str() {
            "name" => fields.name = text(),
            "mobile" => fields.mobile = text(),
            "title" => fields.title = text(),
            "jobNumber" => fields.job_number = text(),
            "manager" => fields.manager = Some(text().filter(|id| !id.is_empty())),
            "email" => fields.email = text(),
            "orgEmail" => fields.org_email = text(),
            "telephone" => fields.telephone = text(),
            "workPlace" => fields.work_place = text(),
            "remark" => fields.remark = text(),
            "hiredDate" => fields.hired_date = hired(&cells[key]),
            "hideMobile" => fields.hide_mobile = is_set(),
            "executive" => fields.senior = is_set(),
            DEPARTMENTS => fields.departments = Some(departments(draft, userid, &cells[key])?),
            other => {
                if let Some(name) = other.strip_prefix(CUSTOM) {
                    custom.push((name.to_owned(), cells[key].clone()));
                }
            }
        }
    }
    if !custom.is_empty() {
        fields.extension = Some(custom);
    }
    Ok(fields)
}

fn hired(text: &str) -> Option<i64> {
    let (Millis(start), _) = china::bounds(day(text).ok()?)?;
    Some(start)
}

fn departments(
    draft: &mut Draft,
    userid: Option<&str>,
    paths: &str,
) -> Result<Vec<DepartmentId>, Refusal> {
    let mut ids = Vec::new();
    for path in paths.split(';') {
        ids.push(department(draft, path)?);
    }
    let view = draft.view();
    let user = userid.and_then(|userid| view.user(userid).ok());
    let places = user.iter().flat_map(|user| user.departments());
    let elsewhere = places.map(|place| place.department);
    let elsewhere = elsewhere.filter(|id| view.department(*id).is_err());
    ids.extend(elsewhere.collect::<Vec<_>>());
    Ok(ids)
}

/// The department of a path, made where it is missing.
pub(super) fn department(draft: &mut Draft, path: &str) -> Result<DepartmentId, Refusal> {
    let mut parts = path.split('/').peekable();
    let top = draft.view().top_departments();
    let named = |draft: &Draft, id: DepartmentId, name: &str| {
        let view = draft.view();
        let department = view.department(id);
        department.is_ok_and(|department: &Department| department.name == name)
    };
    let mut at = if top == [DepartmentId::ROOT] {
        parts.next_if(|name| named(draft, DepartmentId::ROOT, name));
        DepartmentId::ROOT
    } else {
        let first = parts.next().unwrap_or_default();
        let found = top.into_iter().find(|id| named(draft, *id, first));
        found.ok_or_else(|| {
            Refusal::Invalid(sentence!(
                "{path} is in no department that you administer",
                "{path} 不在你管理的部门里"
            ))
        })?
    };
    for name in parts {
        let below = draft.view().children(at)?.find(|child| child.name == name);
        at = match below.map(|child| child.id) {
            Some(id) => id,
            None => draft.add_department(NewDepartment {
                id: None,
                parent: at,
                fields: DepartmentFields {
                    name: Some(name.to_owned()),
                    ..DepartmentFields::default()
                },
            })?,
        };
    }
    Ok(at)
}
