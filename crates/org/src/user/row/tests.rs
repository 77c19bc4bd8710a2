use super::*;
use crate::MirroredUser;
use crate::user::{Account, AccountKind, AccountOwner, CreatedOrganization, Membership};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "\\PC{0,20}"]
}

fn membership() -> impl Strategy<Value = Membership> {
    (
        any::<i64>(),
        any::<Option<i64>>(),
        text(),
        text(),
        any::<bool>(),
        any::<i64>(),
        any::<i64>(),
    )
        .prop_map(
            |(department, order, title, work_place, is_main, joined_at, changed_at)| Membership {
                department: DepartmentId(department),
                order,
                title,
                work_place,
                is_main,
                joined_at: Millis(joined_at),
                changed_at: Millis(changed_at),
            },
        )
}

prop_compose! {
    fn given_role()(
        role in any::<i64>(),
        given_at in any::<i64>(),
        departments in prop::option::of(prop::collection::vec(any::<i64>().prop_map(DepartmentId), 0..3)),
    ) -> GivenRole {
        GivenRole { role: RoleId(role), given_at: Millis(given_at), departments }
    }
}

prop_compose! {
    /// What few accounts have.
    fn more()(
        session_mark in prop_oneof![Just(0), any::<u64>()],
        reason in text(),
        notices in prop::collection::vec((text(), text()), 0..3),
        dingtalk_id in text(),
        dingtalk_id_set_at in prop_oneof![Just(0), any::<i64>()],
        created in prop::collection::vec((text(), text(), any::<i64>()), 0..3),
    ) -> Account {
        let created = created.into_iter().map(|(org, name, created_at)| {
            CreatedOrganization { org: OrgId::new(&org), name, created_at: Millis(created_at) }
        });
        Account {
            session_mark,
            reason,
            notices,
            dingtalk_id,
            dingtalk_id_set_at: Millis(dingtalk_id_set_at),
            created: created.collect(),
            ..Account::new(AccountKind::Sso)
        }
    }
}

prop_compose! {
    fn account()(
        texts in prop::collection::vec(text(), 5),
        flags in any::<[bool; 4]>(),
        disabled in any::<Option<bool>>(),
        joined in prop::collection::vec((text(), text()), 0..3),
        more in more(),
    ) -> Account {
        let [login_id, nickname, org, name, userid] = texts.try_into().expect("as many as fields");
        Account {
            kind: if flags[0] { AccountKind::BuiltIn } else { AccountKind::Sso },
            login_id,
            nickname,
            mobile: flags[1].then(|| Mobile { state_code: "852".into(), number: "51234567".into() }),
            mobile_verified: flags[2],
            disabled,
            barred: flags[2] != flags[3],
            joined: joined.iter().map(|(org, userid)| (OrgId::new(org), UserId::new(userid))).collect(),
            owner: flags[3].then(|| AccountOwner { org: OrgId::new(&org), name, userid: UserId::new(&userid) }),
            ..more
        }
    }
}

prop_compose! {
    fn mirror()(org in text(), userid in text()) -> MirroredUser {
        MirroredUser { org: OrgId::new(&org), userid: UserId::new(&userid) }
    }
}

prop_compose! {
    fn user()(
        texts in prop::collection::vec(text(), 14),
        flags in any::<[bool; 6]>(),
        hired_date in any::<Option<i64>>(),
        created_at in any::<i64>(),
        departments in prop::collection::vec(membership(), 0..4),
        roles in prop::collection::vec(given_role(), 0..4),
        extension in prop::collection::vec((text(), text()), 0..4),
        account in prop::option::of(account()),
        mirrors in prop::collection::vec(mirror(), 0..3),
    ) -> User {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().expect("as many as fields");
        User {
            userid: UserId::new(&next()),
            union_id: next(),
            name: next(),
            mobile: flags[0].then(|| Mobile { state_code: "86".into(), number: "13900000000".into() }),
            hide_mobile: flags[1],
            avatar: next(),
            telephone: next(),
            job_number: next(),
            title: next(),
            email: next(),
            org_email: next(),
            org_email_type: next(),
            login_email: String::new(),
            work_place: next(),
            remark: next(),
            extension,
            extension_i18n: next(),
            pinyin: next(),
            hired_date: hired_date.map(Millis),
            manager: flags[2].then(|| UserId::new("boss")),
            senior: flags[3],
            active: flags[4],
            real_authed: flags[5],
            boss: flags[1],
            departments,
            roles,
            account: account.map(Box::new),
            mirrors,
            created_at: Millis(created_at),
        }
    }
}

proptest! {
    #[test]
    fn what_was_packed_is_read_back(user in user()) {
        let row = UserRow::pack(&user);
        prop_assert_eq!(UserRef::read(&row.0).to_user(), user.clone());
        prop_assert_eq!(userid_of(&row.0), user.userid.as_str());
    }
}
