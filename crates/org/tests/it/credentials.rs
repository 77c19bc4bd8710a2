//! What a password leaves: a claim that follows the person's number, and a mark that ends sessions.

use crate::seed;
use org::{
    AccountFields, AccountKind, Claim, DepartmentId, Draft, Eye, Finished, Founding, Millis,
    NewUser, Org, OrgId, Refusal, SIGN_IN_MOBILES, UserFields, UserId,
};

fn acme() -> Org {
    let empty = Org::empty(OrgId::new("dingacme"), 1);
    let mut draft = Draft::new(&empty, Eye::Operator, seed(1));
    let founding = Founding {
        name: "Acme".to_owned(),
        admin_name: "Founder".to_owned(),
        admin_mobile: "13900000000".to_owned(),
        admin_userid: Some("founder".to_owned()),
    };
    draft.found(founding).expect("it fits");
    for (userid, mobile) in [("ann", "13900000001"), ("bob", "13900000002")] {
        let fields = UserFields {
            name: Some(userid.to_owned()),
            mobile: Some(mobile.to_owned()),
            departments: Some(vec![DepartmentId::ROOT]),
            ..UserFields::default()
        };
        let new = NewUser {
            userid: Some(userid.to_owned()),
            fields,
            login_email: None,
        };
        draft.add_user(new).expect("it fits");
    }
    draft.finish().org
}

/// What a change leaves; its claims about numbers as text.
fn after(
    org: &mut Org,
    call: u64,
    change: impl FnOnce(&mut Draft) -> Result<(), Refusal>,
) -> (Finished, Vec<String>) {
    let mut draft = Draft::new(org, Eye::Operator, seed(call));
    change(&mut draft).expect("it fits");
    let finished = draft.finish();
    *org = finished.org.clone();
    assert_eq!(org.broken_rules(), Vec::<String>::new());
    let of_numbers = |claim: &&Claim| claim.space == SIGN_IN_MOBILES;
    let claims = finished.claims.iter().filter(of_numbers);
    let claims = claims.map(|claim| format!("{} -> {:?}", claim.value, claim.holder));
    let claims = claims.collect();
    (finished, claims)
}

fn mark(org: &Org, userid: &str) -> Option<u64> {
    org.session_mark(&UserId::new(userid))
}

fn set(userid: &'static str) -> impl FnOnce(&mut Draft) -> Result<(), Refusal> {
    move |draft| draft.set_password(userid, "hash").map(drop)
}

#[test]
fn a_number_is_claimed_with_the_password_and_follows_the_person() {
    let mut org = acme();
    let (finished, claims) = after(&mut org, 2, set("ann"));
    assert_eq!(claims, ["86-13900000001 dingacme -> Some(\"ann\")"]);
    assert!(finished.passwords.iter().all(|one| !one.is_first));
    let (_, claims) = after(&mut org, 3, set("ann"));
    assert!(claims.is_empty(), "it is claimed already: {claims:?}");
    let number = |mobile: &str| UserFields {
        mobile: Some(mobile.to_owned()),
        ..UserFields::default()
    };
    let moved = |draft: &mut Draft| draft.update_user("ann", number("13900000009"));
    let (_, claims) = after(&mut org, 4, moved);
    assert_eq!(
        claims,
        [
            "86-13900000001 dingacme -> None",
            "86-13900000009 dingacme -> Some(\"ann\")",
        ]
    );
    let (_, claims) = after(&mut org, 5, |draft| draft.remove_user("ann"));
    assert_eq!(claims, ["86-13900000009 dingacme -> None"]);
    assert_eq!(org.credential("ann"), None);
    // Whoever has none costs nothing.
    let (_, claims) = after(&mut org, 6, |draft| draft.remove_user("bob"));
    assert!(claims.is_empty(), "{claims:?}");
}

#[test]
fn an_account_does_not_sign_in_by_number() {
    let mut org = acme();
    after(&mut org, 2, set("ann"));
    let made =
        |draft: &mut Draft| draft.make_account("ann", AccountKind::Sso, &AccountFields::default());
    let (finished, claims) = after(&mut org, 3, made);
    assert_eq!(claims, ["86-13900000001 dingacme -> None"]);
    assert!(finished.passwords.iter().any(|one| one.hash.is_none()));
    let mut draft = Draft::new(&org, Eye::Operator, seed(4));
    let refused = draft.set_password("ann", "hash");
    assert_eq!(refused, Err(Refusal::PasswordElsewhere(UserId::new("ann"))));
}

#[test]
fn passwords_and_factors_that_come_or_are_lost_end_sessions_and_a_link_does_not() {
    let mut org = acme();
    let before = mark(&org, "ann");
    after(&mut org, 2, set("ann"));
    let first = mark(&org, "ann");
    assert_ne!(first, before);
    let until = Millis(seed(3).now.0 + 1_000);
    after(&mut org, 3, move |draft| {
        draft.make_password_link("ann", until).map(drop)
    });
    assert_eq!(mark(&org, "ann"), first);
    after(&mut org, 4, |draft| draft.set_second_factor("ann", true));
    let second = mark(&org, "ann");
    assert_ne!(second, first);
    after(&mut org, 5, |draft| draft.set_second_factor("ann", true));
    assert_eq!(mark(&org, "ann"), second, "it is not new");
    after(&mut org, 6, |draft| draft.reset_second_factor("ann"));
    let third = mark(&org, "ann");
    assert_ne!(third, second);
    after(&mut org, 7, |draft| draft.end_sessions("ann"));
    assert_ne!(mark(&org, "ann"), third);
    assert_eq!(mark(&org, "bob"), mark(&acme(), "bob"));
}

#[test]
fn only_the_last_link_counts_once_and_in_time() {
    let mut org = acme();
    let until = Millis(seed(3).now.0 + 1_000_000);
    let make = |org: &Org| {
        let mut draft = Draft::new(org, Eye::Operator, seed(3));
        let until = draft.make_password_link("ann", until).expect("it fits");
        (draft.finish().org, until)
    };
    let (once, first) = make(&org);
    let (twice, second) = make(&once);
    assert!(first < second, "two of one moment differ");
    org = twice;
    let by = |org: &Org, until: Millis, call: u64| {
        let mut draft = Draft::new(org, Eye::Operator, seed(call));
        draft
            .set_password_by_link("ann", "hash", until)
            .map(|_| draft.finish().org)
    };
    let refused = |made: Result<Org, Refusal>| made.err() == Some(Refusal::PasswordLinkInvalid);
    assert!(refused(by(&org, first, 4)));
    assert!(refused(by(&acme(), first, 4)));
    let used = by(&org, second, 4).expect("it counts");
    assert!(refused(by(&used, second, 5)));
    let mut late = seed(4);
    late.now = second;
    let mut draft = Draft::new(&org, Eye::Operator, late);
    assert_eq!(
        draft.set_password_by_link("ann", "hash", second),
        Err(Refusal::PasswordLinkInvalid)
    );
}

#[test]
fn nobody_takes_an_administrator_over() {
    let org = acme();
    for userid in ["founder", "nobody"] {
        let mut draft = Draft::new(&org, Eye::Person(UserId::new("ann")), seed(2));
        assert!(draft.make_password_link(userid, Millis(i64::MAX)).is_err());
    }
    let founder = Eye::Admin(UserId::new("founder"));
    for userid in ["founder", "ann"] {
        let mut draft = Draft::new(&org, founder.clone(), seed(2));
        assert!(draft.make_password_link(userid, Millis(i64::MAX)).is_ok());
    }
}
