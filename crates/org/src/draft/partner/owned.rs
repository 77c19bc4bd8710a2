//! Upstream-downstream organizations and who owns them.

use super::super::{Draft, Founding, keyed_hash, letters};
use crate::change::Change;
use crate::org::Org;
use crate::organization::Organization;
use crate::partner::{Linking, OwnedOrganization, Owner};
use crate::sentence;
use crate::{OrgId, Refusal, limits};

/// Letters of what an invitation link ends with.
const INVITATION_LETTERS: usize = 24;

/// What is given for a new upstream-downstream organization.
#[derive(Clone, Debug)]
pub struct NewOwnedOrganization {
    /// Its name.
    pub name: String,
    /// A picture, by media id.
    pub logo_media_id: Option<String>,
    /// Its industry.
    pub industry_code: Option<i64>,
}

impl Draft {
    /// Creates an upstream-downstream organization that this one owns. Its main administrator is this one's.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] when this one owns too many or is such an organization itself, whatever is wrong with the name, and
    /// [`Refusal::OrganizationNeeded`].
    pub fn create_owned_organization(
        &mut self,
        new: NewOwnedOrganization,
    ) -> Result<OrgId, Refusal> {
        let linking = &self.org.info.linking;
        if linking.owner.is_some() {
            return Err(Refusal::Invalid(sentence!(
                "an upstream-downstream organization owns no other",
                "上下游组织不能再拥有组织"
            )));
        }
        let owned_max = linking.owned_max.unwrap_or(limits::OWNED_ORGANIZATIONS_MAX);
        if linking.owned.len() >= owned_max {
            return Err(Refusal::Invalid(sentence!(
                "an organization owns at most {owned_max} upstream-downstream organizations",
                "一个组织最多拥有 {owned_max} 个上下游组织"
            )));
        }
        let admin = self.org.people.find(self.org.info.main_admin.as_str());
        let (admin_name, admin_mobile) = match admin.map(|admin| (admin.name, admin.mobile)) {
            Some((name, Some((code, number)))) => (name.to_owned(), format!("+{code}-{number}")),
            _ => {
                return Err(Refusal::Invalid(sentence!(
                    "the main administrator needs a mobile of his own",
                    "主管理员需要有自己的手机号"
                )));
            }
        };
        let id = self.draw()[..16]
            .iter()
            .fold("ding".to_owned(), |id, byte| format!("{id}{byte:02x}"));
        let id = OrgId::new(&id);
        // Whoever runs the draft makes room for what is not there yet.
        if self.other(&id)?.is_some() {
            return Err(Refusal::ClaimTaken(format!("organization {id}")));
        }
        let invitation = letters(&self.draw(), INVITATION_LETTERS);
        let owner = Owner {
            org: self.org.info.id.clone(),
            name: self.org.info.name.clone(),
        };
        let mut draft = self.beginning(&id);
        draft.found(Founding {
            name: new.name,
            admin_name,
            admin_mobile,
            admin_userid: None,
        })?;
        draft.set_info(|info| {
            *info.linking = Linking {
                owner: Some(owner),
                logo_media_id: new.logo_media_id.unwrap_or_default(),
                industry_code: new.industry_code,
                ..Linking::default()
            };
        });
        self.others.insert(id.clone(), Some(Box::new(draft)));
        let org = id.clone();
        self.set_info(|info| {
            let owned = OwnedOrganization { org, invitation };
            info.linking.owned.push(owned);
        });
        Ok(id)
    }

    /// An organization that is not there yet. Its chances are not those of this one.
    fn beginning(&self, id: &OrgId) -> Self {
        let mut seed = self.seed.clone();
        seed.entropy = keyed_hash(&seed.entropy, &[id.as_str().as_bytes()]);
        Self::new(&Org::empty(id.clone(), 0), crate::Eye::Operator, seed)
    }

    pub(crate) fn set_info(&mut self, change: impl FnOnce(&mut Organization)) {
        let mut info = (*self.org.info).clone();
        change(&mut info);
        if info != *self.org.info {
            self.change(Change::OrganizationSet(Box::new(info)));
        }
    }

    /// Sets how many upstream-downstream organizations this one may own, and how many people of partners it takes in if it is one;
    /// `None` is what everybody may.
    pub fn set_linking_limits(&mut self, owned_max: Option<usize>, people_max: Option<u64>) {
        self.set_info(|info| {
            info.linking.owned_max = owned_max;
            info.linking.people_max = people_max;
        });
    }
}
