//! What may happen to an organization.

use proptest::prelude::*;

/// What may happen. Numbers pick among what exists, so that most commands mean something.
#[derive(Clone, Debug)]
pub enum Command {
    AddDepartment {
        parent: usize,
        hide_from: usize,
    },
    MoveDepartment {
        which: usize,
        parent: usize,
    },
    RemoveDepartment {
        which: usize,
    },
    SetManager {
        which: usize,
        user: usize,
    },
    AddUser {
        departments: Vec<usize>,
        name: String,
        manager: Option<usize>,
    },
    MoveUser {
        which: usize,
        departments: Vec<usize>,
        order: Option<i64>,
    },
    RenameUser {
        which: usize,
        name: String,
    },
    RemoveUser {
        which: usize,
    },
    MakeAdmin {
        which: usize,
        department: usize,
    },
    AddApp {
        user: usize,
        department: usize,
    },
    GiveRole {
        which: usize,
        role: usize,
    },
    TakeRole {
        which: usize,
        role: usize,
    },
    ScopeRole {
        which: usize,
        role: usize,
        department: usize,
    },
    AddContact(Contact),
    UpdateContact {
        which: usize,
        contact: Contact,
    },
    RemoveContact {
        which: usize,
    },
    Industry(Industry),
    ShowField {
        department: usize,
        users: Vec<usize>,
        role: usize,
    },
    FillIn {
        which: usize,
        value: String,
    },
    Invite {
        inviter: usize,
        department: usize,
    },
    Apply {
        invite: usize,
    },
    Decide {
        which: usize,
        how: usize,
    },
}

/// What may happen to the industry tree.
#[derive(Clone, Debug)]
pub enum Industry {
    AddDepartment {
        parent: usize,
    },
    MoveDepartment {
        which: usize,
        parent: usize,
    },
    RemoveDepartment {
        which: usize,
    },
    PutUser {
        which: usize,
        departments: Vec<usize>,
        role: usize,
    },
    RemoveUser {
        which: usize,
    },
}

/// What an external contact names.
#[derive(Clone, Debug)]
pub struct Contact {
    pub follower: usize,
    pub users: Vec<usize>,
    pub departments: Vec<usize>,
}

fn contact() -> impl Strategy<Value = Contact> {
    let some = || prop::collection::vec(0..20_usize, 0..3);
    (0..20_usize, some(), some()).prop_map(|(follower, users, departments)| Contact {
        follower,
        users,
        departments,
    })
}

fn industry() -> impl Strategy<Value = Industry> {
    let departments = prop::collection::vec(1..20_usize, 1..3);
    prop_oneof![
        3 => (0..20_usize).prop_map(|parent| Industry::AddDepartment { parent }),
        2 => (0..20_usize, 0..20_usize)
            .prop_map(|(which, parent)| Industry::MoveDepartment { which, parent }),
        1 => (0..20_usize).prop_map(|which| Industry::RemoveDepartment { which }),
        5 => (0..12_usize, departments, 0..3_usize).prop_map(
            |(which, departments, role)| Industry::PutUser { which, departments, role }
        ),
        1 => (0..20_usize).prop_map(|which| Industry::RemoveUser { which }),
    ]
}

/// Any command.
pub fn command() -> impl Strategy<Value = Command> {
    let places = || prop::collection::vec(0..20_usize, 1..4);
    let name = || "[a-c张王李]{1,4}";
    prop_oneof![
        3 => (0..20_usize, 0..20_usize)
            .prop_map(|(parent, hide_from)| Command::AddDepartment { parent, hide_from }),
        1 => (0..20_usize, 0..20_usize)
            .prop_map(|(which, parent)| Command::MoveDepartment { which, parent }),
        1 => (0..20_usize).prop_map(|which| Command::RemoveDepartment { which }),
        2 => (0..20_usize, 0..20_usize).prop_map(|(which, user)| Command::SetManager { which, user }),
        5 => (places(), name(), prop::option::of(0..20_usize)).prop_map(
            |(departments, name, manager)| Command::AddUser { departments, name, manager }
        ),
        3 => (0..20_usize, places(), prop::option::of(0..5_i64)).prop_map(
            |(which, departments, order)| Command::MoveUser { which, departments, order }
        ),
        1 => (0..20_usize, name()).prop_map(|(which, name)| Command::RenameUser { which, name }),
        2 => (0..20_usize).prop_map(|which| Command::RemoveUser { which }),
        1 => (0..20_usize, 0..20_usize)
            .prop_map(|(which, department)| Command::MakeAdmin { which, department }),
        1 => (0..20_usize, 0..20_usize)
            .prop_map(|(user, department)| Command::AddApp { user, department }),
        3 => (0..20_usize, 0..4_usize).prop_map(|(which, role)| Command::GiveRole { which, role }),
        1 => (0..20_usize, 0..4_usize).prop_map(|(which, role)| Command::TakeRole { which, role }),
        2 => (0..20_usize, 0..4_usize, 0..20_usize).prop_map(
            |(which, role, department)| Command::ScopeRole { which, role, department }
        ),
        3 => contact().prop_map(Command::AddContact),
        1 => (0..20_usize, contact())
            .prop_map(|(which, contact)| Command::UpdateContact { which, contact }),
        1 => (0..20_usize).prop_map(|which| Command::RemoveContact { which }),
        6 => industry().prop_map(Command::Industry),
        2 => (0..20_usize, prop::collection::vec(0..20_usize, 0..3), 0..4_usize).prop_map(
            |(department, users, role)| Command::ShowField { department, users, role }
        ),
        2 => (0..20_usize, 0..20_usize)
            .prop_map(|(inviter, department)| Command::Invite { inviter, department }),
        3 => (0..20_usize).prop_map(|invite| Command::Apply { invite }),
        2 => (0..20_usize, 0..3_usize).prop_map(|(which, how)| Command::Decide { which, how }),
        3 => (0..20_usize, "[ab]{0,2}").prop_map(|(which, value)| Command::FillIn { which, value }),
    ]
}
