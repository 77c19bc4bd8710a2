//! Links made and ended, and what is refused.

use super::refusal;
use super::world::{World, department, managed_by, person};
use crate::partner::Share;
use crate::{DepartmentId, GuestPlace, OrgId, UserId};
use std::collections::BTreeSet;

fn place(world: &World, guest: usize) -> GuestPlace {
    GuestPlace {
        org: world.id(guest),
        alias: None,
        parent: DepartmentId::ROOT,
    }
}

fn apply(world: &mut World, host: usize, guest: usize) -> Result<String, crate::Refusal> {
    let host = world.id(host);
    world.write(guest, |draft| {
        draft.apply_to_host(&host, Share::Everybody, BTreeSet::new())
    })
}

fn join(world: &mut World, host: usize, guest: usize) {
    apply(world, host, guest).expect("it may ask");
    let place = place(world, guest);
    let approved = world.write(host, |draft| draft.approve_guests(vec![place.clone()]));
    approved.expect("it is let in");
}

#[test]
fn a_link_needs_both_sides() {
    let mut world = World::new();
    let place_of_1 = place(&world, 1);
    let approve = |world: &mut World| {
        let place = place_of_1.clone();
        world.write(0, |draft| draft.approve_guests(vec![place.clone()]))
    };
    assert_eq!(
        refusal(approve(&mut world)),
        "organization ding1 is not linked in that way"
    );
    let first = apply(&mut world, 0, 1).expect("it may ask");
    let again = apply(&mut world, 0, 1).expect("it may ask again");
    assert_eq!(first, again, "one application");
    approve(&mut world).expect("it has asked");
    assert_eq!(
        refusal(approve(&mut world)),
        "organization ding1 is not linked in that way"
    );
    let nobody = OrgId::new("dingnobody");
    let result = world.write(1, |draft| {
        draft.apply_to_host(&nobody, Share::Everybody, BTreeSet::new())
    });
    assert_eq!(refusal(result), "no other organization dingnobody");
}

#[test]
fn circles_and_deep_chains_are_refused() {
    let mut world = World::new();
    assert_eq!(
        refusal(apply(&mut world, 0, 0)),
        "organization ding0 takes part in ding0 itself, directly or through others"
    );
    join(&mut world, 0, 1);
    join(&mut world, 1, 2);
    assert_eq!(
        refusal(apply(&mut world, 2, 0)),
        "organization ding0 takes part in ding2 itself, directly or through others"
            .replace("ding0 takes part in ding2", "ding2 takes part in ding0")
    );
    join(&mut world, 2, 3);
    assert_eq!(world.levels(&world.id(0)), 4);
}

#[test]
fn what_a_guest_keeps_the_host_does_not_change() {
    let mut world = World::new();
    let sales = department("Sales", DepartmentId::ROOT);
    let sales = world.write(1, |draft| draft.add_department(sales.clone()));
    let sales = sales.expect("it fits");
    world.add_user(1, &[sales], None).expect("it fits");
    join(&mut world, 0, 1);
    let host = world.org(&world.id(0)).clone();
    let ours = host
        .partners
        .department(&world.id(1), sales)
        .expect("it appears");
    let mut rows = host.departments[&ours].members.iter();
    let row = rows.next().expect("somebody is in it");
    let userid = host.people.userid(row).to_owned();
    let kept =
        "organization ding1 takes part here and keeps this department; only it may change it";
    let kept_person =
        "organization ding1 takes part here and keeps this person; only it may change him";
    let rename = world.write(0, |draft| draft.update_user(&userid, person("Other")));
    assert_eq!(refusal(rename), kept_person);
    assert_eq!(
        refusal(world.write(0, |draft| draft.remove_user(&userid))),
        kept_person
    );
    assert_eq!(
        refusal(world.write(0, |draft| draft.remove_department(ours))),
        kept
    );
    let below = department("Below", ours);
    assert_eq!(
        refusal(world.write(0, |draft| draft.add_department(below.clone()))),
        kept
    );
    assert_eq!(refusal(world.add_user(0, &[ours], None)), kept);
    let renamed = crate::DepartmentFields {
        name: Some("Other".to_owned()),
        ..crate::DepartmentFields::default()
    };
    let rename = world.write(0, |draft| draft.update_department(ours, renamed.clone()));
    assert_eq!(refusal(rename), kept);
    let hidden = crate::DepartmentFields {
        hide: Some(true),
        ..crate::DepartmentFields::default()
    };
    let hide = world.write(0, |draft| draft.update_department(ours, hidden.clone()));
    hide.expect("who sees it is the host's to say");
}

#[test]
fn one_person_has_one_record() {
    let mut world = World::new();
    let root = [DepartmentId::ROOT];
    world.add_user(1, &root, Some(1)).expect("it fits");
    join(&mut world, 0, 1);
    let of = |world: &World| {
        let guest = world.id(1);
        let host = world.org(&world.id(0));
        let users = host.partners.users_of(&guest);
        let mut users: Vec<_> = users
            .map(|(id, row)| (id.clone(), host.people.userid(row).to_owned()))
            .collect();
        users.retain(|(id, _)| id.as_str() != "admin");
        (users, host.people.len())
    };
    let (before, people) = of(&world);
    world
        .add_user(0, &root, Some(1))
        .expect("the person gets a place of the host's own");
    let (after, same) = of(&world);
    assert_eq!(before, after, "the userid stays");
    assert_eq!(people, same);
    let (_, userid) = after[0].clone();
    world
        .write(0, |draft| draft.update_user(&userid, person("Own")))
        .expect("kept here now");
    world
        .write(0, |draft| draft.remove_user(&userid))
        .expect("the own place ends");
    assert_eq!(of(&world), (before, people), "the guest's place stays");
    let mount = world.mount(0, 1);
    world
        .write(0, |draft| draft.separate_guest(mount))
        .expect("it hangs there");
    let host = world.org(&world.id(0));
    assert!(!host.has_member(&UserId::new(&userid)));
    assert_eq!(host.people.len(), 1);
    assert!(world.org(&world.id(1)).partners.hosts.is_empty());
}

#[test]
fn names_follow_renaming() {
    let mut world = World::new();
    join(&mut world, 0, 1);
    world
        .write(1, |draft| draft.rename_organization("North-East, Ltd"))
        .expect("a name");
    let host = world.org(&world.id(0));
    let link = &host.partners.guests[&world.id(1)];
    assert_eq!(link.name, "North-East, Ltd");
    let mount = link.mount.expect("it hangs");
    assert_eq!(host.departments[&mount].department.name, "North East  Ltd");
    world
        .write(0, |draft| draft.rename_organization("Trunk"))
        .expect("a name");
    let guest = world.org(&world.id(1));
    assert_eq!(guest.partners.hosts[&world.id(0)].name, "Trunk");
}

#[test]
fn an_account_that_is_taken_in_has_one_record() {
    let mut world = World::new();
    let fields = crate::UserFields {
        departments: Some(vec![DepartmentId::ROOT]),
        ..person("Account")
    };
    let new = crate::NewAccount {
        userid: Some("account".to_owned()),
        kind: crate::AccountKind::Sso,
        fields: fields.clone(),
    };
    world
        .write(1, |draft| draft.add_account(new.clone()))
        .expect("it fits");
    join(&mut world, 0, 1);
    let (host, guest) = (world.id(0), world.id(1));
    let people = world.org(&host).people.len();
    world
        .write(1, |draft| draft.grant_accounts(&host, None))
        .expect("it may");
    let invitation = crate::Invitation {
        userid: Some("own".to_owned()),
        fields,
        owner: guest.clone(),
        owner_userid: "account".to_owned(),
    };
    world
        .write(0, |draft| draft.invite_account(invitation.clone()))
        .expect("it was granted");
    let org = world.org(&host);
    assert_eq!(org.people.len(), people);
    let row = org.partners.user(&guest, &UserId::new("account"));
    assert_eq!(org.people.userid(row.expect("it appears")), "own");
    world.follow();
    assert_eq!(world.org(&host).people.len(), people);
    assert_eq!(world.org(&host).broken_rules(), Vec::<String>::new());

    world
        .write(0, |draft| draft.remove_user("own"))
        .expect("the own place ends");
    world.follow();
    let (there, owner) = (world.org(&host), world.org(&guest));
    assert!(
        there.has_member(&UserId::new("own")),
        "the guest tells of it"
    );
    let account = owner.people.find("account").expect("it stays at home");
    let joined = account.account.expect("it is one").to_account().joined;
    assert_eq!(joined, [], "it works nowhere else");
    let again = crate::Invitation {
        userid: Some("again".to_owned()),
        ..invitation
    };
    world
        .write(0, |draft| draft.invite_account(again.clone()))
        .expect("it is no member any more");
    assert_eq!(world.org(&host).people.len(), people);
}

#[test]
fn the_main_administrator_stays_when_a_guest_goes() {
    let mut world = World::new();
    join(&mut world, 0, 1);
    let (host, guest) = (world.id(0), world.id(1));
    let row = world
        .org(&host)
        .partners
        .user(&guest, &UserId::new("admin"));
    let theirs = UserId::new(world.org(&host).people.userid(row.expect("he appears")));
    let refused = world.write(0, |draft| draft.hand_over(theirs.as_str()));
    assert_eq!(
        refusal(refused),
        "organization ding1 takes part here and keeps this person; only it may change him"
    );
    // Organizations in which that was not refused yet may have one.
    let handed = world.write(0, |draft| {
        draft.set_info(|info| info.main_admin = theirs.clone());
        Ok(())
    });
    handed.expect("nothing asks");
    let mount = world.mount(0, 1);
    world
        .write(0, |draft| draft.separate_guest(mount))
        .expect("it hangs there");
    let user = world.org(&host).people.find(theirs.as_str());
    let user = user
        .expect("an organization has a main administrator")
        .to_user();
    assert_eq!(user.mirrors, []);
    let places: Vec<_> = user
        .departments
        .iter()
        .map(|place| place.department)
        .collect();
    assert_eq!(places, [DepartmentId::ROOT]);
}

/// The name of the one person here who has the number that all tests of one person in several places give him.
fn name_of_shared(world: &World, number: u64) -> String {
    let mobile = crate::Mobile::parse(&(13_800_000_000 + number).to_string()).expect("a number");
    let user = world.org(&world.id(0)).people.by_mobile(&mobile);
    user.expect("he is there").name.to_owned()
}

#[test]
fn what_one_guest_told_the_next_tells_when_it_goes() {
    let mut world = World::new();
    let root = [DepartmentId::ROOT];
    let mut names = Vec::new();
    for guest in [1, 2] {
        world.add_user(guest, &root, Some(1)).expect("it fits");
        let org = world.org(&world.id(guest));
        let user = org.people.rows().map(|row| org.people.get(row));
        let name = user.map(|user| user.name.to_owned()).max();
        names.push(name.expect("somebody is there"));
        join(&mut world, 0, guest);
    }
    world.follow();
    assert_eq!(name_of_shared(&world, 1), names[0]);
    let mount = world.mount(0, 1);
    world
        .write(0, |draft| draft.separate_guest(mount))
        .expect("it hangs there");
    world.follow();
    assert_eq!(name_of_shared(&world, 1), names[1]);
}

#[test]
fn what_the_host_said_the_guest_tells_when_the_own_place_ends() {
    let mut world = World::new();
    let root = [DepartmentId::ROOT];
    world.add_user(1, &root, Some(1)).expect("it fits");
    join(&mut world, 0, 1);
    world.follow();
    let told = name_of_shared(&world, 1);
    world.add_user(0, &root, Some(1)).expect("he comes");
    world.follow();
    assert_ne!(name_of_shared(&world, 1), told, "the host's own word");
    let mobile = crate::Mobile::parse("13800000001").expect("a number");
    let user = world.org(&world.id(0)).people.by_mobile(&mobile);
    let userid = user.expect("he is there").userid.to_owned();
    world
        .write(0, |draft| draft.remove_user(&userid))
        .expect("the own place ends");
    world.follow();
    assert_eq!(name_of_shared(&world, 1), told);
}

#[test]
fn whom_a_guest_no_longer_shows_manages_nobody_it_shows() {
    let mut world = World::new();
    let mut places = Vec::new();
    for name in ["Shown", "Hidden"] {
        let place = department(name, DepartmentId::ROOT);
        let place = world.write(1, |draft| draft.add_department(place.clone()));
        places.push(place.expect("it fits"));
    }
    let (shown, hidden) = (places[0], places[1]);
    // The one who manages is here through another guest as well, and so stays.
    world
        .add_user(2, &[DepartmentId::ROOT], Some(1))
        .expect("it fits");
    join(&mut world, 0, 2);
    world.add_user(1, &[shown], Some(1)).expect("it fits");
    world.add_user(1, &[shown], Some(2)).expect("it fits");
    let members = world.members(1, shown);
    let org = world.org(&world.id(1));
    let mobile = |userid: &String| {
        org.people
            .find(userid)
            .and_then(|user| Some(user.mobile?.1 == "13800000001"))
    };
    let (manager, report): (Vec<_>, Vec<_>) =
        members.into_iter().partition(|id| mobile(id) == Some(true));
    world
        .write(1, |draft| {
            draft.update_user(&report[0], managed_by(&manager[0]))
        })
        .expect("it fits");
    let host = world.id(0);
    let share = Share::of([shown].into(), BTreeSet::new()).expect("few are named");
    world
        .write(1, |draft| {
            draft.apply_to_host(&host, share.clone(), BTreeSet::new())
        })
        .expect("it may ask");
    let place = place(&world, 1);
    world
        .write(0, |draft| draft.approve_guests(vec![place.clone()]))
        .expect("it is let in");
    world.follow();
    let manager_of_report = |world: &World| {
        let org = world.org(&world.id(0));
        let row = org.partners.user(&world.id(1), &UserId::new(&report[0]));
        let user = org.people.get(row.expect("he is shown"));
        user.manager.map(str::to_owned)
    };
    assert!(manager_of_report(&world).is_some());
    world
        .write(1, |draft| {
            draft.update_user(&manager[0], super::world::place(&[hidden]))
        })
        .expect("it fits");
    world.follow();
    assert_eq!(manager_of_report(&world), None);
}
