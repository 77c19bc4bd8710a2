//! Finding roles by their names.

use super::Place;
use org::{Eye, View};

impl Place {
    /// The id of a role group by its name.
    ///
    /// # Panics
    /// When there is none.
    pub fn role_group(&self, name: &str) -> i64 {
        let view = View::new(&self.org, &Eye::Operator);
        let found = view.role_groups(0).find(|group| group.name == name);
        found.expect("the organization has it").id.0
    }

    /// The id of a role by its name.
    ///
    /// # Panics
    /// When there is none.
    pub fn role(&self, name: &str) -> i64 {
        let view = View::new(&self.org, &Eye::Operator);
        let roles = view
            .role_groups(0)
            .flat_map(|group| view.roles_of_group(group.id));
        let mut found = roles.filter(|role| role.name == name);
        found.next().expect("the organization has it").id.0
    }
}
