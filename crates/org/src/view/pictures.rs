//! People's pictures, and where they are to be had.

use super::View;
use crate::{Photo, UserRef};
use std::borrow::Cow;

/// Tells the address under which the caller reached this installation, without a slash at its end. Few answers tell one, so it is put
/// together only then.
pub type ReachedAt<'a> = &'a (dyn Fn() -> String + Sync);

impl<'a> View<'a> {
    /// The same for a caller who reached this installation at an address.
    #[must_use]
    pub fn reached_at(self, address: ReachedAt<'a>) -> Self {
        Self {
            reached_at: Some(address),
            ..self
        }
    }

    /// Where the caller gets somebody's picture: of a picture that is kept here pages know the path, which is not enough for others.
    pub fn avatar(&self, user: &UserRef<'a>) -> Cow<'a, str> {
        match self.reached_at {
            Some(address) if user.avatar.starts_with('/') => Cow::Owned(address() + user.avatar),
            _ => Cow::Borrowed(user.avatar),
        }
    }

    /// A picture by its id, whoever looks: nobody knows it but those who were told of the person with the picture.
    pub fn photo(&self, id: &str) -> Option<&'a Photo> {
        self.org.photo(id)
    }
}
