//! People's pictures, and where they are to be had.

use super::View;
use crate::{Photo, UserRef};
use std::borrow::Cow;

impl<'a> View<'a> {
    /// The same for a caller who reached this installation at an address, without a slash at its end.
    #[must_use]
    pub fn reached_at(self, address: &'a str) -> Self {
        Self {
            reached_at: address,
            ..self
        }
    }

    /// Where the caller gets somebody's picture: of a picture that is kept here pages know the path, which is not enough for others.
    pub fn avatar(&self, user: &UserRef<'a>) -> Cow<'a, str> {
        match user.avatar.starts_with('/') {
            true => Cow::Owned(format!("{}{}", self.reached_at, user.avatar)),
            false => Cow::Borrowed(user.avatar),
        }
    }

    /// A picture by its id, whoever looks: nobody knows it but those who were told of the person with the picture.
    pub fn photo(&self, id: &str) -> Option<&'a Photo> {
        self.org.photo(id)
    }
}
