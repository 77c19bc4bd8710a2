//! A field of the organization's own in the random changes: shown to some alone, searched, and filled in.

use crate::World;
use crate::naive::Naive;
use org::visibility::MatchedField;
use org::{
    Audience, AudienceFields, DepartmentId, Eye, FieldFields, Refusal, RoleId, SelectionFields,
    Surface, View,
};
use std::collections::BTreeSet;

const HOBBY: &str = "hobby";

impl Naive {
    pub fn forget_in_fields(&mut self, id: &str) {
        self.hobbies.remove(id);
        if let Some((users, _)) = &mut self.shown {
            users.remove(id);
        }
    }
}

impl World {
    /// Says whom the field is shown to. The first time there is none, and values come before it.
    pub fn show_field(&mut self, department: usize, users: &[usize], role: usize) {
        let department = self.department(department);
        let users: BTreeSet<String> = users.iter().map(|pick| self.user(*pick)).collect();
        let roles: Vec<RoleId> = {
            let view = View::new(&self.org, &Eye::Operator);
            let groups = view.role_groups(0);
            let roles = groups.flat_map(|group| view.roles_of_group(group.id));
            roles.map(|role| role.id).skip(role).take(1).collect()
        };
        let chosen = SelectionFields {
            users: Some(users.iter().cloned().collect()),
            departments: Some(vec![DepartmentId(department)]),
            roles: Some(roles),
        };
        let fields = FieldFields {
            fillable: Some(true),
            searchable: Some(true),
            audience: Some(AudienceFields::Chosen(chosen)),
            ..FieldFields::default()
        };
        let is_new = self.naive.shown.is_none();
        self.write(|draft| match is_new {
            true => draft.add_field(Some(HOBBY.into()), fields).map(drop),
            false => draft.change_fields(vec![(HOBBY.into(), fields)], None),
        })
        .unwrap();
        self.naive.shown = Some((users, [department].into()));
    }

    pub fn fill_in(&mut self, which: usize, value: String) {
        let id = self.user(which);
        let values = vec![(HOBBY.to_owned(), value.clone())];
        let result = self.write(|draft| draft.fill_in(&id, values));
        if self.naive.shown.is_none() {
            assert_eq!(result, Err(Refusal::FieldNotFound(HOBBY.into())));
            return;
        }
        result.unwrap();
        if value.is_empty() {
            self.naive.hobbies.remove(&id);
        } else {
            self.naive.hobbies.insert(id, value);
        }
    }

    pub fn check_fields(&self, view: &View<'_>) {
        let field = view.fields().get(HOBBY);
        assert_eq!(field.is_some(), self.naive.shown.is_some());
        for id in self.naive.users.keys() {
            let user = view.user(id).unwrap();
            let value = user.extension().find(|(name, _)| *name == HOBBY);
            let value = value.map(|(_, value)| value.to_owned());
            assert_eq!(value.as_ref(), self.naive.hobbies.get(id), "of {id}");
        }
        let (Some(field), Some((users, departments))) = (field, &self.naive.shown) else {
            return;
        };
        let Audience::Chosen(chosen) = &field.audience else {
            panic!("the field is shown to some alone")
        };
        let named: BTreeSet<String> = chosen.users.iter().map(ToString::to_string).collect();
        assert_eq!(&named, users);
        let named: BTreeSet<i64> = chosen.departments.iter().map(|id| id.0).collect();
        assert_eq!(&named, departments);
        // Whoever is not kept from it finds people by what they have filled in, if not by their names.
        let founder = view.looking_as("founder").unwrap();
        let hits = founder.search_people("ab", 0, 1_000).hits;
        for (id, value) in &self.naive.hobbies {
            let withheld = founder.withheld(&view.user(id).unwrap(), Surface::Search);
            let is_found = hits.iter().any(|hit| hit.user.userid == id);
            if value.starts_with("ab") && !withheld.denies(HOBBY) {
                assert!(is_found, "{id} has {value}");
            }
        }
        for hit in hits.iter().filter(|hit| hit.field == MatchedField::Other) {
            let hobby = &self.naive.hobbies[hit.user.userid];
            assert!(hobby.starts_with("ab"), "{} has {hobby}", hit.user.userid);
            assert!(!founder.withheld(&hit.user, Surface::Search).denies(HOBBY));
        }
    }
}
