//! Pictures of people, small enough to be held in memory.

use crate::org::Org;
use crate::organization::data_address;
use crate::{Millis, Refusal, UserId, limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A picture of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its id, which nobody guesses; another picture has another one.
    pub id: String,
    /// Whose.
    pub userid: UserId,
    /// The picture as a `data:` address.
    pub content: Arc<str>,
    /// When it was set.
    pub set_at: Millis,
}

impl Photo {
    /// A picture by its bytes.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for what is too large, or no PNG, JPEG or WebP.
    pub(crate) fn new(
        id: String,
        userid: UserId,
        bytes: &[u8],
        set_at: Millis,
    ) -> Result<Self, Refusal> {
        let content = data_address(["a photo", "照片"], bytes, limits::PHOTO_BYTES_MAX)?;
        Ok(Self {
            id,
            userid,
            content,
            set_at,
        })
    }

    /// Its type and its bytes.
    pub fn decoded(&self) -> Option<(&str, Vec<u8>)> {
        let (kind, text) = self.content.strip_prefix("data:")?.split_once(";base64,")?;
        Some((kind, STANDARD.decode(text).ok()?))
    }
}

/// The pictures of an organization's people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Photos {
    all: OrdMap<String, Arc<Photo>>,
    of: OrdMap<UserId, String>,
}

impl Photos {
    pub(crate) fn set(&mut self, photo: &Photo) {
        self.of.insert(photo.userid.clone(), photo.id.clone());
        self.all.insert(photo.id.clone(), Arc::new(photo.clone()));
    }

    pub(crate) fn remove(&mut self, id: &str) {
        if let Some(photo) = self.all.remove(id)
            && self.of.get(&photo.userid).map(String::as_str) == Some(id)
        {
            self.of.remove(&photo.userid);
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Photo> {
        self.all.get(id).map(|photo| &**photo)
    }

    pub(crate) fn of(&self, userid: &UserId) -> Option<&Photo> {
        self.get(self.of.get(userid)?)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Photo> {
        self.all.values().map(|photo| &**photo)
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

impl Org {
    /// A picture by its id.
    pub(crate) fn photo(&self, id: &str) -> Option<&Photo> {
        self.photos.get(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_the_bytes_that_were_given() {
        let bytes = b"\x89PNG\r\n\x1a\n....".as_slice();
        let photo = Photo::new("p".to_owned(), UserId::new("ann"), bytes, Millis(1));
        let photo = photo.expect("a picture");
        assert_eq!(photo.decoded(), Some(("image/png", bytes.to_vec())));
    }

    #[test]
    fn what_is_none_or_too_large_is_refused() {
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(limits::PHOTO_BYTES_MAX + 1, 0);
        for bytes in [b"".as_slice(), b"<svg onload=alert(1)>", &large] {
            let photo = Photo::new("p".to_owned(), UserId::new("ann"), bytes, Millis(1));
            assert!(matches!(photo, Err(Refusal::Invalid(_))));
        }
    }
}
