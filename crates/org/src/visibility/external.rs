//! The external contacts that a viewer sees: those whom he follows, and those that are shared with him or his departments.

use super::viewer::Viewer;
use crate::index::fold::fold;
use crate::index::pinyin::Kind;
use crate::index::search::{Query, matches};
use crate::view::SearchPage;
use crate::{DepartmentId, ExternalContact, limits};
use std::collections::{BTreeMap, BTreeSet};

impl Viewer<'_> {
    /// A page of the external contacts that the viewer sees, in the order in which they came, and how many there are. With
    /// a text, only those whose name (also in pinyin) or company holds it. Who administers sees all of them.
    pub fn external_contacts(
        &self,
        text: Option<&str>,
        offset: usize,
        size: usize,
    ) -> SearchPage<ExternalContact> {
        let administers = self.org.admins.contains_key(self.me.user.userid);
        if administers && text.is_none() {
            return SearchPage {
                hits: self.org.external_contacts.page(offset, size),
                total: self.org.external_contact_count(),
            };
        }
        let all = match administers {
            true => {
                let all = &self.org.external_contacts;
                all.page(0, limits::EXTERNAL_CONTACTS_LOOKED_AT_MAX)
            }
            false => self.shared_contacts(),
        };
        // Whoever is not shown companies finds nobody by them.
        let by_company = self.org.contact_fields.settings().shows("company_name");
        let all = all.into_iter();
        let all = all.filter(|contact| is_asked(contact, text, by_company));
        let all: Vec<ExternalContact> = all.collect();
        SearchPage {
            total: all.len() as u64,
            hits: all.into_iter().skip(offset).take(size).collect(),
        }
    }

    /// Followed by the viewer or shared, each once.
    fn shared_contacts(&self) -> Vec<ExternalContact> {
        let all = &self.org.external_contacts;
        let lineages = self.me.lineages().iter().flatten();
        let departments: BTreeSet<DepartmentId> = lineages.map(|above| above.id).collect();
        let mine = all.naming_person(self.me.row);
        let shared = departments.iter().flat_map(|id| all.naming_department(*id));
        let found = mine.chain(shared);
        let found = found.take(limits::EXTERNAL_CONTACTS_LOOKED_AT_MAX);
        let found = found.map(|contact| (contact.serial, contact));
        found.collect::<BTreeMap<u32, _>>().into_values().collect()
    }
}

fn is_asked(contact: &ExternalContact, text: Option<&str>, by_company: bool) -> bool {
    let Some(text) = text else { return true };
    matches(Kind::Person, &contact.name, "", &Query::new(text)).is_some()
        || by_company && fold(&contact.company_name).contains(&fold(text.trim()))
}
