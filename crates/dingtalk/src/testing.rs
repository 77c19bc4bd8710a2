//! A place for the tests of endpoint files.

use org::{DepartmentId, IndustryDepartmentFields, IndustryFacts, IndustryPlaceFields};
use testkit::Place;

/// An organization as [`testkit::org`] describes it, called with this room's table of codes.
pub(crate) fn place(text: &str) -> Place {
    Place::new(text, crate::codes::of)
}

/// A school: campus 2 with classes 3 and 4, in them a student, a teacher who is in both, and a second student.
pub(crate) fn school() -> Place {
    let mut acme = place("acme { }");
    acme.operate(|draft| {
        draft.set_industry(IndustryFacts {
            kind: "school".to_owned(),
            region_id: "330110".to_owned(),
            region_location: "中国_浙江省_杭州市_余杭区".to_owned(),
            region_type: "COUNTY".to_owned(),
        })?;
        for (id, parent, name, kind, feature) in [
            (2, 1, "Campus", "campus", ""),
            (3, 2, "Class 1", "class", r#"{"class_level":1}"#),
            (4, 2, "Class 2", "class", ""),
        ] {
            draft.put_industry_department(IndustryDepartmentFields {
                id: DepartmentId(id),
                parent: DepartmentId(parent),
                name: name.to_owned(),
                contact_type: "classic".to_owned(),
                department_type: kind.to_owned(),
                feature: feature.to_owned(),
            })?;
        }
        let place = |department, feature: &str, role: &str| IndustryPlaceFields {
            department: DepartmentId(department),
            feature: feature.to_owned(),
            roles: vec![role.to_owned()],
        };
        draft.put_industry_user(
            "zoe",
            "Zoe",
            vec![place(3, r#"{"student_no":"7"}"#, "student")],
        )?;
        draft.put_industry_user(
            "li",
            "Li",
            vec![place(3, "", "Teacher"), place(4, "{}", "guardian")],
        )?;
        draft.put_industry_user("amy", "Amy", vec![place(3, "", "student")])
    });
    acme
}
