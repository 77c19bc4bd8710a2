//! How much memory an organization takes.

use super::Org;

impl Org {
    /// About how many bytes this value takes, for the memory budget.
    pub fn bytes(&self) -> usize {
        const PER_PERSON: usize = 160;
        const PER_DEPARTMENT: usize = 900;
        const PER_TRANSLATION: usize = 1_000;
        const PER_MIGRATION: usize = 500;
        const PER_CREDENTIAL: usize = 200;
        // Most are smaller than the largest: text takes four bytes for three of a picture.
        const PER_PHOTO: usize = 8_000;
        self.people.row_bytes()
            + self.people.len() as usize * PER_PERSON
            + self.departments.len() * PER_DEPARTMENT
            + self.external_contacts.bytes()
            + self.industry.bytes()
            + self.translations.len() * PER_TRANSLATION
            + self.migrations.len() * PER_MIGRATION
            + self.credentials.len() * PER_CREDENTIAL
            + self.photos.len() * PER_PHOTO
            + 4_096
    }
}
