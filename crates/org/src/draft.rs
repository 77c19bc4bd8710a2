//! An organization being changed.

mod account;
mod account_grant;
mod account_state;
mod admin;
mod administered;
mod app;
mod attempt;
mod contact_field;
mod creator;
mod credential;
mod department;
mod external_contact;
mod field;
mod found;
mod handover;
mod industry;
mod invite;
mod label;
mod leave;
mod management_group;
mod migration;
mod mirror;
mod mirrored;
mod organization;
mod partner;
mod photo;
mod push;
mod record;
mod role;
mod translation;
mod user;
mod visibility;

pub use account::{Invitation, NewAccount, check_first_password};
pub(crate) use account_state::DINGTALK_ID;
pub use admin::Power;
pub use app::{AppChange, NewApp};
pub use found::{Founding, ORGANIZATION_CODE};
pub use handover::{Asset, Assets};
pub use industry::{IndustryDepartmentFields, IndustryFacts, IndustryPlaceFields};
pub use invite::{Applied, NewApplication, NewInvite};
pub use label::{GivenLabel, LabelGroupFields};
pub use mirror::{Followed, Touched};
pub use organization::{ORGANIZATION_NAMES, name_claim};
pub use partner::{GuestPlace, GuestRule, LINK_CLAIMS, LinkRuleKind, NewOwnedOrganization};
pub(crate) use partner::{level_of, mount_name};
pub use push::{CALLBACK_CLAIMS, STREAM_CLAIMS};
pub use translation::{NewTranslation, TRANSLATION_CLAIMS};

use crate::change::{Change, RecordKey};
use crate::entry::Background;
use crate::external_contact::table::ContactKey;
use crate::org::Org;
use crate::people::UniqueKey;
use crate::view::{Eye, View};
use crate::{Millis, OrgId, Refusal, UserId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::{BTreeMap, BTreeSet};

/// Time and chance, given from outside, so that running a request twice gives the same changes.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The time of the call.
    pub now: Millis,
    /// From which new ids are made.
    pub entropy: [u8; 32],
    /// The installation's secret that turns a phone number into a unionId.
    pub person_key: [u8; 32],
}

/// A value that only one organization of the installation may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which name space.
    pub space: &'static str,
    /// The value.
    pub value: String,
    /// Who holds it here; `None` gives it up.
    pub holder: Option<String>,
}

/// Something for the history beside the organization's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Which history.
    pub kind: &'static str,
    /// Tells rows of one moment apart.
    pub key: String,
    /// JSON.
    pub body: Vec<u8>,
}

/// A person's password as it is stored from now on, outside the organization's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Password {
    /// Whose.
    pub userid: UserId,
    /// Its hash; `None` ends what there was, with all else that the person signs in with.
    pub hash: Option<String>,
    /// Whether the person has to choose another one at the first sign-in.
    pub is_first: bool,
}

/// A record to store: `None` removes it.
pub type RecordBody = (RecordKey, Option<Vec<u8>>);

/// What a finished draft leaves.
#[derive(Debug)]
pub struct Finished {
    /// The new value.
    pub org: Org,
    /// What happened, in order.
    pub changes: Vec<Change>,
    /// The records that were touched, in their new state.
    pub records: Vec<RecordBody>,
    /// What was there before.
    pub background: Background,
    /// What must be unique over the installation.
    pub claims: Vec<Claim>,
    /// What the history gets.
    pub history: Vec<Remembered>,
    /// Passwords that come or end.
    pub passwords: Vec<Password>,
    /// Other organizations that changed with it, each likewise.
    pub others: Vec<Finished>,
}

/// An organization being changed: every change is applied at once, so that the next line sees it.
pub struct Draft {
    pub(crate) org: Org,
    /// The value that it started from, kept from the first change on that is more than adding something: as long as the value
    /// has no other holder, adding to it copies nothing.
    base: Option<Org>,
    eye: Eye,
    seed: Seed,
    drawn: u64,
    changes: Vec<Change>,
    claims: Vec<Claim>,
    history: Vec<Remembered>,
    passwords: Vec<Password>,
    others: BTreeMap<OrgId, Option<Box<Draft>>>,
    needed: BTreeSet<OrgId>,
}

impl Draft {
    /// Starts from a value, for a caller who may change what he may see.
    pub fn new(org: &Org, eye: Eye, seed: Seed) -> Self {
        Self::over(org.clone(), eye, seed)
    }

    /// The same, taking the value over: what nobody else holds of it is changed where it is. [`Draft::abandon`] gives it back.
    pub fn over(org: Org, eye: Eye, seed: Seed) -> Self {
        Self {
            org,
            base: None,
            eye,
            seed,
            drawn: 0,
            changes: Vec::new(),
            claims: Vec::new(),
            history: Vec::new(),
            passwords: Vec::new(),
            others: BTreeMap::new(),
            needed: BTreeSet::new(),
        }
    }

    /// Puts another organization of the installation at hand, `None` if there is none of that id.
    pub fn put_other(&mut self, id: OrgId, org: Option<&Org>) {
        let other = org.map(|org| Box::new(Draft::new(org, Eye::Operator, self.seed.clone())));
        self.others.insert(id, other);
    }

    /// Another organization, to be changed together with this one; `None` when there is none of that id, or it is this
    /// one.
    ///
    /// # Errors
    /// [`Refusal::OrganizationNeeded`] as long as it is not at hand: whoever runs the draft takes hold of it and runs
    /// everything again.
    pub(crate) fn other(&mut self, id: &OrgId) -> Result<Option<&mut Draft>, Refusal> {
        if *id == self.org.info.id {
            return Ok(None);
        }
        match self.others.get_mut(id) {
            Some(other) => Ok(other.as_deref_mut()),
            None => {
                self.needed.insert(id.clone());
                Err(Refusal::OrganizationNeeded(id.clone()))
            }
        }
    }

    /// Asks for many other organizations at once, so that the draft is run again once and not once for each.
    ///
    /// # Errors
    /// As [`Draft::other`].
    pub(crate) fn ask_for<'a>(
        &mut self,
        ids: impl IntoIterator<Item = &'a OrgId>,
    ) -> Result<(), Refusal> {
        let mut missing = Ok(());
        for id in ids {
            missing = missing.and(self.other(id).map(drop));
        }
        missing
    }

    /// Other organizations that were asked for and are not at hand: whatever came of the run does not count then.
    pub fn needed(&self) -> &BTreeSet<OrgId> {
        &self.needed
    }

    /// What the caller may see of the value so far.
    pub fn view(&self) -> View<'_> {
        View::new(&self.org, &self.eye)
    }

    /// The time of the call.
    pub fn now(&self) -> Millis {
        self.seed.now
    }

    /// Whether nothing of this organization has changed so far.
    pub fn is_own_unchanged(&self) -> bool {
        self.changes.is_empty()
            && self.claims.is_empty()
            && self.history.is_empty()
            && self.passwords.is_empty()
    }

    /// Whether nothing at all has changed so far.
    pub fn is_unchanged(&self) -> bool {
        let mut others = self.others.values().flatten();
        self.is_own_unchanged() && others.all(|other| other.is_unchanged())
    }

    /// Hands out the new value and all that must be stored with it.
    pub fn finish(self) -> Finished {
        let touched: BTreeSet<RecordKey> = self.changes.iter().map(Change::record).collect();
        let claims = [self.claims.clone(), self.sign_in_claims(&touched)].concat();
        let background = Background::of(self.base.as_ref(), &self.org, &self.changes, &touched);
        let records = touched
            .into_iter()
            .map(|key| {
                let body = self.org.record_body(&key);
                (key, body)
            })
            .collect();
        Finished {
            org: self.org,
            changes: self.changes,
            records,
            background,
            claims,
            history: self.history,
            passwords: self.passwords,
            others: self
                .others
                .into_values()
                .flatten()
                .filter(|other| !other.is_unchanged())
                .map(|other| other.finish())
                .collect(),
        }
    }

    /// The value as it was before.
    pub fn abandon(mut self) -> Org {
        self.base.take().unwrap_or_else(|| {
            let added = std::mem::take(&mut self.changes);
            without(self.org, &added)
        })
    }

    pub(crate) fn change(&mut self, change: Change) {
        if self.base.is_none() && undone(&change).is_none() {
            self.base = Some(without(self.org.clone(), &self.changes));
        }
        self.org.apply(&change);
        self.changes.push(change);
    }

    fn remember(&mut self, kind: &'static str, key: &str, body: &impl serde::Serialize) {
        let body = serde_json::to_vec(body).expect("history rows are plain structs");
        self.history.push(Remembered {
            kind,
            key: key.to_owned(),
            body,
        });
    }

    /// 32 bytes that nobody can guess and a second run repeats.
    fn draw(&mut self) -> [u8; 32] {
        self.drawn += 1;
        keyed_hash(&self.seed.entropy, &[&self.drawn.to_be_bytes()])
    }

    fn draw_number(&mut self) -> u64 {
        let bytes = self.draw();
        u64::from_be_bytes(bytes[..8].try_into().expect("a hash has 32 bytes"))
    }

    /// A userid that nobody has: 18 digits.
    pub fn new_user_id(&mut self) -> UserId {
        loop {
            let digits = format!("{:018}", self.draw_number() % 1_000_000_000_000_000_000);
            if self.is_free_userid(&digits) {
                return UserId::new(&digits);
            }
        }
    }

    /// Whether neither a person nor an external contact has it.
    fn is_free_userid(&self, userid: &str) -> bool {
        self.org.people.row(userid).is_none()
            && self
                .org
                .external_contacts
                .find(ContactKey::UserId, userid)
                .is_none()
    }

    /// A unionId: the same for the same person on every organization of the installation, unless somebody else here
    /// has it.
    fn new_union_id(&self, person: &str) -> String {
        self.free_union_id(person, |union_id| {
            self.view().userid_by_union_id(union_id).is_none()
        })
    }

    /// Without a mobile, the mail address to sign in with is what somebody is known by: two people cannot share it.
    fn check_login_email_free(&self, email: &str) -> Result<(), Refusal> {
        let union_id = self.free_union_id(email, |_| true);
        let holder = self.org.people.by_key(UniqueKey::UnionId, &union_id);
        let is_taken =
            |user: &crate::UserRef<'_>| user.login_email == email && self.org.is_native(user);
        match holder.filter(is_taken) {
            Some(holder) => Err(self.taken(holder.userid, "mail address", Refusal::EmailTaken)),
            None => Ok(()),
        }
    }

    fn free_union_id(&self, person: &str, is_free: impl Fn(&str) -> bool) -> String {
        let key = self.seed.person_key;
        for attempt in 0_u64.. {
            let hash = keyed_hash(&key, &[person.as_bytes(), &attempt.to_be_bytes()]);
            let union_id = format!("{}iEiE", letters(&hash, 20));
            if is_free(&union_id) {
                return union_id;
            }
        }
        unreachable!("the range has no end that is reached")
    }
}

/// What takes back a change that only adds something; none of any other.
fn undone(change: &Change) -> Option<Change> {
    match change {
        Change::UserAdded(user) => Some(Change::UserRemoved(user.userid.clone())),
        Change::ExternalContactAdded(contact) => {
            Some(Change::ExternalContactRemoved(contact.userid.clone()))
        }
        _ => None,
    }
}

/// A value without what was added to it last.
fn without(mut org: Org, added: &[Change]) -> Org {
    let undone = added.iter().rev().filter_map(undone);
    undone.for_each(|change| org.apply(&change));
    org
}

/// HMAC-SHA-256 over parts.
fn keyed_hash(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The same over texts, each kept apart from the next.
pub(crate) fn keyed_text(key: &str, parts: &[&str]) -> [u8; 32] {
    let apart: Vec<&[u8]> = parts
        .iter()
        .flat_map(|part| [part.as_bytes(), b"\0"])
        .collect();
    keyed_hash(key.as_bytes(), &apart)
}

/// Letters and digits out of a hash: safe in a path without escaping.
pub(crate) fn letters(hash: &[u8; 32], count: usize) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    hash.iter()
        .take(count)
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % 62]))
        .collect()
}

/// The refusal of a list of people that names somebody unknown.
fn unknown_in_list(userid: &str) -> Refusal {
    Refusal::UserListInvalid(userid.to_owned())
}
