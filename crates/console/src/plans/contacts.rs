//! External contacts in a file: what stands in its columns, and how a row is carried out and taken back. Who is meant is told by id, or
//! else by number, which never changes.

use super::about::{About, check_same};
use super::cells::{
    CUSTOM, Cells, Known, Unclear, day, grouped, known, parts, path_of, paths, people, person,
    required, sorted,
};
use super::plan::{Kind, Problem, Row};
use super::rehearse::differences;
use super::tree::Tree;
use crate::people::fields::number;
use crate::prelude::*;
use org::{
    ExternalContact, ExternalContactFields, FieldKind, LabelId, Language, Mobile,
    NewExternalContact, Refusal, Sentence,
};

pub(super) const ID: &str = "contactId";
const FOLLOWER: &str = "follower";
const LABELS: &str = "labels";
const SHARE_DEPARTMENTS: &str = "shareDepartments";
const SHARE_PEOPLE: &str = "sharePeople";

/// The columns of a template, in order.
pub(super) const KNOWN: &[Known] = &[
    known(ID, "联系人ID", "Contact ID"),
    required("name", "姓名", "Name"),
    required("mobile", "手机号", "Mobile"),
    required(FOLLOWER, "负责人", "Owner"),
    required(LABELS, "标签", "Labels"),
    known("company", "公司", "Company"),
    known("title", "职位", "Title"),
    known("email", "邮箱", "Email"),
    known("address", "地址", "Address"),
    known("remark", "备注", "Remark"),
    known(SHARE_DEPARTMENTS, "共享给部门", "Shared with departments"),
    known(SHARE_PEOPLE, "共享给成员", "Shared with people"),
];

/// The column of a built-in field.
pub(super) fn column_of(field: &str) -> &str {
    match field {
        "company_name" => "company",
        same => same,
    }
}

/// What stands in a cell of a field of the organization's own as its type wants it.
fn own(view: &View<'_>, id: &str, text: &str) -> Result<String, Sentence> {
    let field = view.contact_fields().get(id);
    let Some(kind) = field.and_then(|field| field.kind.as_ref()) else {
        return Err(sentence!("there is no field {id}", "没有字段 {id}"));
    };
    let value = match kind {
        FieldKind::Person => return person(view, text),
        FieldKind::Date => return day(&sheet::narrow(text)).map(|day| day.to_string()),
        FieldKind::MultiChoice(_) => {
            let parts = text.split([',', '，', ';', '；', '\n']).map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(",")
        }
        FieldKind::Number => sheet::narrow(text),
        _ => text.to_owned(),
    };
    if *kind == FieldKind::Phone && sheet::is_cut_number(&value) {
        return super::cells::checked(view, "telephone", text);
    }
    if kind.fits(&value) {
        return Ok(value);
    }
    let wanted = kind.sentence();
    let (english, chinese) = (wanted.english(), wanted.told(Language::Chinese));
    Err(sentence!(
        "{english}, got {text}",
        "应为{chinese}，现在是 {text}"
    ))
}

/// Labels by id, with their names as `Group/Label`.
fn named_labels(view: &View<'_>) -> Vec<(LabelId, String, String)> {
    let groups = view.label_groups();
    let labels = groups.flat_map(|group| {
        let named = |label: &org::Label| {
            let whole = format!("{}/{}", group.name, label.name);
            (label.id, label.name.clone(), whole)
        };
        group.labels.iter().map(named).collect::<Vec<_>>()
    });
    labels.collect()
}

/// Labels as `Group/Label`, where one whose name only one has may stand without its group.
fn labels(view: &View<'_>, text: &str) -> Result<String, Sentence> {
    let all = named_labels(view);
    let names = all
        .iter()
        .map(|(_, name, whole)| (name.as_str(), whole.as_str()));
    grouped(&names.collect::<Vec<_>>(), text, |part, why| match why {
        Unclear::Unknown => sentence!("there is no label {part}", "没有标签 {part}"),
        Unclear::Several => sentence!(
            "several labels are called {part}; write its group and a slash before it",
            "有几个标签都叫 {part}；请在前面写上标签组和斜杠"
        ),
    })
}

fn find(view: &View<'_>, path: &str) -> Option<DepartmentId> {
    let mut tree = Tree::new(view);
    let parts = tree.parts(path);
    tree.find(&parts)
}

/// What stands in a cell as it is compared and stored, or what is wrong with it.
pub(super) fn checked(view: &View<'_>, key: &str, text: &str) -> Result<String, Sentence> {
    match key {
        "mobile" => super::cells::checked(view, key, text),
        ID | "email" => Ok(sheet::narrow(text)),
        FOLLOWER => person(view, text),
        LABELS => labels(view, text),
        SHARE_DEPARTMENTS => {
            let text = paths(text);
            let found = text.split(';').map(|path| {
                let found = find(view, path).and_then(|id| path_of(view, id));
                found.ok_or_else(|| sentence!("there is no department {path}", "没有部门 {path}"))
            });
            let found: Vec<String> = found.collect::<Result<_, _>>()?;
            Ok(sorted(found.iter().map(String::as_str)))
        }
        SHARE_PEOPLE => people(view, text),
        _ => match key.strip_prefix(CUSTOM) {
            Some(id) => own(view, id, text),
            None => Ok(text.to_owned()),
        },
    }
}

/// What stands in every column for a contact.
pub(super) fn cells_of(view: &View<'_>, contact: &ExternalContact) -> Cells {
    let all = named_labels(view);
    let held = all.iter().filter(|(id, _, _)| contact.labels.contains(id));
    let departments = contact.share_departments.iter();
    let departments: Vec<String> = departments.filter_map(|id| path_of(view, *id)).collect();
    let follower = contact.follower.as_ref().map(ToString::to_string);
    let mobile = (&*contact.mobile.state_code, &*contact.mobile.number);
    let own = [
        (ID, contact.userid.to_string()),
        ("name", contact.name.clone()),
        ("mobile", number(mobile)),
        (FOLLOWER, follower.unwrap_or_default()),
        (LABELS, sorted(held.map(|(_, _, whole)| whole.as_str()))),
        ("company", contact.company_name.clone()),
        ("title", contact.title.clone()),
        ("email", contact.email.clone()),
        ("address", contact.address.clone()),
        ("remark", contact.remark.clone()),
        (
            SHARE_DEPARTMENTS,
            sorted(departments.iter().map(String::as_str)),
        ),
        (
            SHARE_PEOPLE,
            sorted(contact.share_users.iter().map(|id| id.as_str())),
        ),
    ];
    let custom = view.contact_fields().own();
    let custom = custom.map(|field| (format!("{CUSTOM}{}", field.id), contact.text_of(field)));
    let custom = custom.map(|(key, text)| (key, text.to_owned()));
    let fixed = own.map(|(key, text)| (key.to_owned(), text));
    fixed.into_iter().chain(custom).collect()
}

fn by_mobile(view: &View<'_>, text: Option<&String>) -> Option<ExternalContact> {
    view.external_contact_by_mobile(&Mobile::parse(text?).ok()?)
}

/// The number of the contact that a row is about: a new one has nothing else that tells it apart.
pub(super) fn number_of(view: &View<'_>, row: &Row) -> String {
    match view.external_contact(&row.user_id) {
        Ok(contact) => number((&*contact.mobile.state_code, &*contact.mobile.number)),
        Err(_) => row.wanted().remove("mobile").unwrap_or_default(),
    }
}

/// Which contact a row is about, and what changes.
pub(super) fn plan(draft: &mut Draft, row: &mut Row, mut wanted: Cells) {
    let view = draft.view();
    let id = wanted.remove(ID);
    let known = match &id {
        Some(id) => view.external_contact(id).ok(),
        None => by_mobile(&view, wanted.get("mobile")),
    };
    let Some(contact) = known else {
        if let Some(id) = id {
            let absent = sentence!("there is no external contact {id}", "没有外部联系人 {id}");
            row.errors.push(Problem::of(Some(ID), &absent));
            return;
        }
        for key in ["name", "mobile", FOLLOWER, LABELS] {
            if !wanted.contains_key(key) {
                let missing = sentence!("{key} is missing", "没有填");
                row.errors.push(Problem::of(Some(key), &missing));
            }
        }
        row.kind = Kind::Created;
        row.changes = differences(&Cells::new(), wanted);
        return;
    };
    row.user_id = contact.userid.to_string();
    row.name.clone_from(&contact.name);
    row.changes = differences(&cells_of(&view, &contact), wanted);
    if row.changes.iter().any(|one| one.field == "mobile") {
        let fixed = sentence!(
            "the number of an external contact never changes; leave the id out for a new contact",
            "外部联系人的手机号不能改；新联系人请不要填联系人ID"
        );
        row.errors.push(Problem::of(Some("mobile"), &fixed));
    }
    row.kind = match &row.changes[..] {
        [] => Kind::Same,
        _ => Kind::Changed,
    };
}

/// The contact that a row is about, if it is there.
fn stored(draft: &Draft, row: &Row) -> Option<ExternalContact> {
    let view = draft.view();
    match row.kind {
        Kind::Created => by_mobile(&view, row.wanted().get("mobile")),
        _ => view.external_contact(&row.user_id).ok(),
    }
}

fn check(draft: &Draft, contact: &ExternalContact, expected: &Cells) -> Result<(), Refusal> {
    let now = cells_of(&draft.view(), contact);
    check_same(About::ExternalContacts, &now, expected, |_| None)
}

fn fields_of(view: &View<'_>, cells: &Cells) -> Result<ExternalContactFields, Refusal> {
    let text = |key: &str| cells.get(key).cloned();
    let list = |text: &String| parts(text).map(str::to_owned).collect::<Vec<_>>();
    let gone =
        |name: &str| Refusal::Invalid(sentence!("{name} is there no more", "{name} 已经不在了"));
    let all = named_labels(view);
    let label = |name: &String| {
        let found = all.iter().find(|(_, _, whole)| whole == name);
        found.map(|(id, _, _)| *id).ok_or_else(|| gone(name))
    };
    let labels = cells
        .get(LABELS)
        .map(|text| list(text).iter().map(label).collect());
    let department = |path: &String| find(view, path).ok_or_else(|| gone(path));
    let departments = cells.get(SHARE_DEPARTMENTS);
    let departments = departments.map(|text| list(text).iter().map(department).collect());
    let custom = cells.iter().filter_map(|(key, text)| {
        let id = key.strip_prefix(CUSTOM)?;
        Some((id.to_owned(), text.clone()))
    });
    Ok(ExternalContactFields {
        name: text("name"),
        title: text("title"),
        email: text("email"),
        company_name: text("company"),
        address: text("address"),
        remark: text("remark"),
        follower: text(FOLLOWER),
        labels: labels.transpose()?,
        share_departments: departments.transpose()?,
        share_users: cells.get(SHARE_PEOPLE).map(list),
        own: custom.collect(),
    })
}

/// Carries a row out. What it would make is left alone when it is so already, so that a slice may be sent twice.
pub(super) fn apply(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    if matches!(row.kind, Kind::Same | Kind::Wrong | Kind::Left) {
        return Ok(());
    }
    let wanted = row.wanted();
    let stored = stored(draft, row);
    if stored
        .as_ref()
        .is_some_and(|one| check(draft, one, &wanted).is_ok())
    {
        return Ok(());
    }
    let fields = fields_of(&draft.view(), &wanted)?;
    match (row.kind, stored) {
        (Kind::Created, _) => {
            let mobile = Mobile::parse(wanted.get("mobile").map_or("", String::as_str))?;
            let new = NewExternalContact {
                state_code: mobile.state_code,
                mobile: mobile.number,
                fields,
            };
            draft.add_external_contact(new).map(drop)
        }
        (_, Some(contact)) => {
            check(draft, &contact, &row.before())?;
            draft.update_external_contact(&row.user_id, fields)
        }
        (_, None) => Err(Refusal::ExternalContactNotFound(row.user_id.clone())),
    }
}

/// Takes a row back, where nobody has changed the same since.
pub(super) fn undo(draft: &mut Draft, row: &Row) -> Result<(), Refusal> {
    let Some(contact) = stored(draft, row) else {
        return match row.kind {
            Kind::Changed => Err(Refusal::ExternalContactNotFound(row.user_id.clone())),
            _ => Ok(()),
        };
    };
    let (wanted, before) = (row.wanted(), row.before());
    match row.kind {
        Kind::Created => {
            check(draft, &contact, &wanted)?;
            draft.remove_external_contact(contact.userid.as_str())
        }
        Kind::Changed if check(draft, &contact, &before).is_err() => {
            check(draft, &contact, &wanted)?;
            let fields = fields_of(&draft.view(), &before)?;
            draft.update_external_contact(&row.user_id, fields)
        }
        _ => Ok(()),
    }
}
