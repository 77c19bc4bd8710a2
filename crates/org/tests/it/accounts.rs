//! Random writes about enterprise accounts in organizations that share them: each says the same of every account, what was
//! ended stays ended, and replaying each log gives the same value.

use crate::{records, seed};
use org::{
    AccountFields, AccountKind, Change, DepartmentId, Draft, Eye, Founding, Invitation, NewAccount,
    NewUser, Org, OrgId, Refusal, UserFields, UserId, View,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const ORGANIZATIONS: usize = 3;

#[derive(Clone, Debug)]
enum Act {
    AddAccount,
    AddPerson,
    Join { host: usize },
    SignIn,
    Enable,
    Disable,
    SignOut,
    Name { text: u8 },
    HandOver,
    HandOverBetween { to: usize, effect: usize },
    Migrate,
    Remove,
    Rename,
}

/// What somebody does in an organization, to whom.
fn act() -> impl Strategy<Value = (usize, usize, Act)> {
    let any_org = || 0..ORGANIZATIONS;
    let act = prop_oneof![
        3 => Just(Act::AddAccount),
        1 => Just(Act::AddPerson),
        4 => any_org().prop_map(|host| Act::Join { host }),
        3 => Just(Act::SignIn),
        2 => Just(Act::Enable),
        2 => Just(Act::Disable),
        2 => Just(Act::SignOut),
        1 => (0..4_u8).prop_map(|text| Act::Name { text }),
        2 => Just(Act::HandOver),
        2 => (any::<usize>(), any_org()).prop_map(|(to, effect)| Act::HandOverBetween { to, effect }),
        1 => Just(Act::Migrate),
        1 => Just(Act::Remove),
        1 => Just(Act::Rename),
    ];
    (any_org(), any::<usize>(), act)
}

/// Somebody's session: where, whose, what it holds, and whether the account's owner has ended it.
struct Session {
    org: usize,
    userid: String,
    mark: u64,
    ended: bool,
}

struct Shared {
    orgs: Vec<Org>,
    logs: Vec<Vec<Change>>,
    sessions: Vec<Session>,
    /// Accounts that their owners keep out.
    disabled: BTreeSet<(usize, String)>,
    calls: u64,
}

fn fields(name: &str) -> UserFields {
    UserFields {
        name: Some(name.to_owned()),
        departments: Some(vec![DepartmentId::ROOT]),
        ..UserFields::default()
    }
}

impl Shared {
    fn new() -> Self {
        let mut shared = Self {
            orgs: Vec::new(),
            logs: Vec::new(),
            sessions: Vec::new(),
            disabled: BTreeSet::new(),
            calls: 0,
        };
        for number in 0..ORGANIZATIONS {
            let empty = Org::empty(OrgId::new(&format!("ding{number}")), 9);
            let mut draft = Draft::new(&empty, Eye::Operator, seed(number as u64 + 1_000_000));
            draft
                .found(Founding {
                    name: format!("Org {number}"),
                    admin_name: "Founder".into(),
                    admin_mobile: format!("1300000000{number}"),
                    admin_userid: Some("founder".into()),
                })
                .unwrap();
            let finished = draft.finish();
            shared.orgs.push(finished.org);
            shared.logs.push(finished.changes);
        }
        for number in 0..ORGANIZATIONS {
            for to in (0..ORGANIZATIONS).filter(|to| *to != number) {
                let to = shared.id(to);
                shared
                    .write(number, |draft| draft.grant_accounts(&to, None))
                    .unwrap();
            }
        }
        shared
    }

    fn id(&self, number: usize) -> OrgId {
        self.orgs[number].info().id.clone()
    }

    fn number(&self, id: &str) -> usize {
        let mut orgs = self.orgs.iter();
        orgs.position(|org| org.info().id.as_str() == id).unwrap()
    }

    fn people(&self, number: usize) -> Vec<String> {
        let view = View::new(&self.orgs[number], &Eye::Operator);
        let ids = view.member_ids(DepartmentId::ROOT).unwrap();
        ids.into_iter().map(str::to_owned).collect()
    }

    fn pick(&self, number: usize, pick: usize) -> String {
        let people = self.people(number);
        people[pick % people.len()].clone()
    }

    fn write<T>(
        &mut self,
        number: usize,
        change: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.calls += 1;
        let mut draft = Draft::new(&self.orgs[number], Eye::Operator, seed(self.calls));
        for (other, org) in self.orgs.iter().enumerate().filter(|(id, _)| *id != number) {
            draft.put_other(OrgId::new(&format!("ding{other}")), Some(org));
        }
        let result = change(&mut draft)?;
        assert!(draft.needed().is_empty());
        let mut finished = draft.finish();
        let others = std::mem::take(&mut finished.others);
        for finished in others.into_iter().chain([finished]) {
            let place = self.number(finished.org.info().id.as_str());
            self.orgs[place] = finished.org;
            self.logs[place].extend(finished.changes);
        }
        Ok(result)
    }

    /// Where an account of an organization works, itself included.
    fn places(&self, owner: usize, userid: &str) -> Vec<(usize, String)> {
        let view = View::new(&self.orgs[owner], &Eye::Operator);
        let account = view.user(userid).unwrap().account;
        let joined = account.into_iter().flat_map(|account| account.joined());
        let joined = joined.map(|(org, there)| (self.number(org), there.to_owned()));
        joined.chain([(owner, userid.to_owned())]).collect()
    }

    fn end_sessions(&mut self, owner: usize, userid: &str) {
        let places = self.places(owner, userid);
        for session in &mut self.sessions {
            session.ended |= places.contains(&(session.org, session.userid.clone()));
        }
    }

    fn run(&mut self, org: usize, pick: usize, act: Act) {
        let userid = self.pick(org, pick);
        let new = format!("u{}", self.calls);
        let who = userid.as_str();
        // A refusal changes nothing; what was allowed is looked at afterwards.
        match act {
            Act::AddAccount => {
                let account = NewAccount {
                    userid: Some(new.clone()),
                    kind: AccountKind::Sso,
                    fields: fields(&new),
                };
                self.write(org, |draft| draft.add_account(account)).unwrap();
            }
            Act::AddPerson => {
                let person = NewUser {
                    userid: Some(new.clone()),
                    fields: UserFields {
                        mobile: Some((13_300_000_000 + self.calls).to_string()),
                        ..fields(&new)
                    },
                    login_email: None,
                };
                self.write(org, |draft| draft.add_user(person)).unwrap();
            }
            Act::Join { host } => {
                let invitation = Invitation {
                    userid: Some(new.clone()),
                    fields: fields(&new),
                    owner: self.id(org),
                    owner_userid: userid,
                };
                let _ = self.write(host, |draft| draft.invite_account(invitation));
            }
            Act::SignIn => {
                if let Ok(mark) = self.write(org, |draft| draft.sign_in(who)) {
                    self.sessions.push(Session {
                        org,
                        userid,
                        mark,
                        ended: false,
                    });
                }
            }
            Act::Enable => {
                if self.write(org, |draft| draft.enable_account(who)).is_ok() {
                    self.disabled.remove(&(org, userid));
                }
            }
            Act::Disable => {
                let done = self.write(org, |draft| draft.disable_account(who, "reason"));
                if done.is_ok() {
                    self.end_sessions(org, who);
                    self.disabled.insert((org, userid));
                }
            }
            Act::SignOut => {
                let done = self.write(org, |draft| draft.sign_out_account(who, "", Vec::new()));
                if done.is_ok() {
                    self.end_sessions(org, who);
                }
            }
            Act::Name { text } => {
                let name = format!("maple{text}");
                let _ = self.write(org, |draft| draft.set_dingtalk_id(who, &name));
            }
            Act::HandOver => self.write(org, |draft| draft.hand_over(who)).unwrap(),
            Act::HandOverBetween { to, effect } => {
                let (target, effect) = (self.pick(org, to), self.id(effect));
                if target != userid {
                    let _ = self.write(org, |draft| draft.hand_over_between(who, &target, &effect));
                }
            }
            Act::Migrate => {
                let sso = AccountKind::Sso;
                let none = AccountFields::default();
                if self
                    .write(org, |draft| draft.make_account(who, sso, &none))
                    .is_ok()
                {
                    self.end_sessions(org, who);
                }
            }
            Act::Remove => {
                let places = self.places(org, who);
                if self.write(org, |draft| draft.remove_user(who)).is_ok() {
                    self.sessions
                        .retain(|one| !places.contains(&(one.org, one.userid.clone())));
                    self.disabled.remove(&(org, userid));
                }
            }
            Act::Rename => {
                let name = format!("Org {new}");
                self.write(org, |draft| draft.rename_organization(&name))
                    .unwrap();
            }
        }
        self.check();
    }

    fn check(&self) {
        for (number, org) in self.orgs.iter().enumerate() {
            assert_eq!(org.broken_rules(), [""; 0]);
            for userid in self.people(number) {
                self.check_person(number, &userid);
            }
        }
        for session in &self.sessions {
            let userid = UserId::new(&session.userid);
            let enters = self.orgs[session.org].may_enter(&userid, session.mark);
            assert_eq!(enters, !session.ended, "{userid} of {}", session.org);
        }
    }

    /// What is said of somebody's account fits what its owner says, and who created what fits, too.
    fn check_person(&self, number: usize, userid: &str) {
        let view = View::new(&self.orgs[number], &Eye::Operator);
        let user = view.user(userid).unwrap();
        let Some(account) = user.account else {
            return;
        };
        let Some(owner) = account.owner else {
            let is_disabled = self.disabled.contains(&(number, userid.to_owned()));
            assert_eq!(account.barred, is_disabled, "{userid}");
            for created in account.created() {
                let other = &self.orgs[self.number(created.org.as_str())];
                let there = account
                    .joined()
                    .find(|(org, _)| *org == created.org.as_str());
                assert_eq!(there.unwrap().1, other.info().main_admin.as_str());
                assert_eq!(created.name, other.info().name);
            }
            return;
        };
        let home = &self.orgs[self.number(owner.org)];
        let home_view = View::new(home, &Eye::Operator);
        let (at_home, own) = home_view.own_account(owner.userid).unwrap();
        let here = self.id(number);
        assert!(own.joined().any(|joined| joined == (here.as_str(), userid)));
        assert_eq!(owner.name, home.info().name);
        assert_eq!(user.union_id, at_home.union_id);
        assert_eq!(
            (account.barred, account.session_mark, account.dingtalk_id),
            (own.barred, own.session_mark, own.dingtalk_id)
        );
        assert_eq!(account.disabled, None, "no state is shown without a grant");
        let is_creator = self.orgs[number].info().main_admin.as_str() == userid;
        assert_eq!(own.created().any(|created| created.org == here), is_creator);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn organizations_agree_about_accounts_and_ended_sessions_stay_ended(
        acts in prop::collection::vec(act(), 1..60)
    ) {
        let mut shared = Shared::new();
        for (org, pick, act) in acts {
            shared.run(org, pick, act);
        }
        for (org, log) in shared.orgs.iter().zip(&shared.logs) {
            let mut replayed = Org::empty(org.info().id.clone(), 9);
            for change in log {
                replayed.apply(change);
            }
            prop_assert_eq!(records(&replayed), records(org));
        }
    }
}
