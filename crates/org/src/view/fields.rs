//! The fields of people's pages, as the organization has set them.

use super::View;
use crate::field::FieldSettings;

impl<'a> View<'a> {
    /// The fields, in order. Not narrowed.
    pub fn fields(&self) -> &'a FieldSettings {
        self.org.fields.settings()
    }
}
