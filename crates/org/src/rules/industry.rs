//! Departments and people of the industry tree are in departments that exist, and no department is below itself.

use crate::{DepartmentId, Org};

pub(super) fn broken(org: &Org, broken: &mut Vec<String>) {
    let tree = &org.industry;
    for department in tree.departments() {
        let above = tree.lineage(department.id);
        let top = above.last().and_then(|id| tree.department(*id));
        if top.is_none_or(|top| top.parent != DepartmentId::ROOT) {
            broken.push(format!(
                "industry department {} does not lead up to the root",
                department.id
            ));
        }
    }
    for user in tree.users.values() {
        for place in &user.places {
            if tree.department(place.department).is_none() {
                broken.push(format!(
                    "{} is in industry department {}, which is not there",
                    user.userid, place.department
                ));
            }
        }
    }
    if !tree.is_consistent() {
        broken.push("the industry tree lists something where it is not".to_owned());
    }
}
