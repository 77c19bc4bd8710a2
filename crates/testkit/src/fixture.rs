//! An organization written down.
//!
//! `acme { ann mobile=13900000001 rd id=2 { bob leader=yes } }`: a word is a person, a word before braces is a
//! department; attributes follow. Departments without an id get 2, 3 and so on; people without a mobile get
//! 13800000001 and so on. The main administrator is `founder` in the root.

use crate::place::seed;
use org::{
    DepartmentFields, DepartmentId, Draft, Eye, Founding, NewDepartment, NewUser, Org, OrgId,
    UserFields,
};
use std::collections::BTreeMap;

struct Item<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
    children: Option<Vec<Item<'a>>>,
}

fn parse<'a>(tokens: &mut std::iter::Peekable<std::vec::IntoIter<&'a str>>) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    while let Some(name) = tokens.next_if(|token| *token != "}") {
        let mut item = Item {
            name,
            attributes: BTreeMap::new(),
            children: None,
        };
        while let Some(attribute) = tokens.next_if(|token| token.contains('=')) {
            let (name, value) = attribute.split_once('=').expect("checked for =");
            item.attributes.insert(name, value);
        }
        if tokens.next_if_eq(&"{").is_some() {
            item.children = Some(parse(tokens));
            assert_eq!(tokens.next(), Some("}"), "each {{ has its }}");
        }
        items.push(item);
    }
    items
}

struct Builder {
    draft: Draft,
    next_department: i64,
    next_mobile: u64,
    managers: Vec<(DepartmentId, String)>,
}

impl Builder {
    fn department(&mut self, item: &Item<'_>, parent: DepartmentId) {
        let id = match item.attributes.get("id") {
            Some(id) => DepartmentId(id.parse().expect("ids are numbers")),
            None => DepartmentId(self.next_department),
        };
        self.next_department = self.next_department.max(id.0) + 1;
        let order = item
            .attributes
            .get("order")
            .map(|order| order.parse().expect("a number"));
        let fields = DepartmentFields {
            name: Some(item.name.to_owned()),
            order,
            ..DepartmentFields::default()
        };
        self.draft
            .add_department(NewDepartment {
                id: Some(id),
                parent,
                fields,
            })
            .expect("the fixture's department fits");
        self.children(item.children.as_deref().unwrap_or_default(), id);
    }

    fn children(&mut self, items: &[Item<'_>], id: DepartmentId) {
        for item in items {
            match item.children {
                Some(_) => self.department(item, id),
                None => self.person(item, id),
            }
        }
    }

    fn person(&mut self, item: &Item<'_>, department: DepartmentId) {
        let text = |name: &str| item.attributes.get(name).map(|text| (*text).to_owned());
        let mut departments = vec![department];
        if let Some(also) = text("also") {
            departments.extend(
                also.split(',')
                    .map(|id| DepartmentId(id.parse().expect("a number"))),
            );
        }
        self.next_mobile += 1;
        let mobile = text("mobile").unwrap_or_else(|| self.next_mobile.to_string());
        let order = text("order").map(|order| (department, order.parse().expect("a number")));
        let fields = UserFields {
            name: Some(text("name").unwrap_or_else(|| item.name.to_owned())),
            mobile: Some(mobile),
            title: text("title"),
            email: text("email"),
            job_number: text("job_number"),
            telephone: text("telephone"),
            manager: text("manager").map(Some),
            departments: Some(departments),
            department_orders: order.into_iter().collect(),
            ..UserFields::default()
        };
        self.draft
            .add_user(NewUser {
                userid: Some(item.name.to_owned()),
                fields,
                login_email: None,
            })
            .expect("the fixture's person fits");
        if text("active").is_some() {
            self.draft.activate_user(item.name).expect("just added");
        }
        if text("sub_admin").is_some() {
            self.draft
                .set_sub_admin(item.name, None, Default::default())
                .expect("just added");
        }
        if text("leader").is_some() {
            self.managers.push((department, item.name.to_owned()));
        }
    }
}

/// Builds the organization that a text describes.
///
/// # Panics
/// When the text is not well formed: it is a test's own.
pub fn org(text: &str) -> Org {
    org_named(&OrgId::new("dingtest"), text)
}

/// The same with an id of its own.
///
/// # Panics
/// When the text is not well formed.
pub fn org_named(id: &OrgId, text: &str) -> Org {
    let spaced = text.replace('{', " { ").replace('}', " } ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let items = parse(&mut tokens.into_iter().peekable());
    let [root] = items.as_slice() else {
        panic!("one organization is described")
    };
    let mut draft = Draft::new(&Org::empty(id.clone(), 1), Eye::Operator, seed(0));
    draft
        .found(Founding {
            name: root.name.to_owned(),
            admin_name: "Founder".to_owned(),
            admin_mobile: "13000000000".to_owned(),
            admin_userid: Some("founder".to_owned()),
        })
        .expect("the fixture's organization fits");
    let mut builder = Builder {
        draft,
        next_department: 2,
        next_mobile: 13_800_000_000,
        managers: Vec::new(),
    };
    builder.children(
        root.children.as_deref().unwrap_or_default(),
        DepartmentId::ROOT,
    );
    let mut managers: BTreeMap<DepartmentId, Vec<String>> = BTreeMap::new();
    for (department, userid) in builder.managers {
        managers.entry(department).or_default().push(userid);
    }
    for (department, userids) in managers {
        let fields = DepartmentFields {
            managers: Some(userids),
            ..DepartmentFields::default()
        };
        builder
            .draft
            .update_department(department, fields)
            .expect("members manage");
    }
    builder.draft.finish().org
}
