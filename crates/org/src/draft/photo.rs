//! How people come by their pictures.

use super::{Draft, letters};
use crate::change::Change;
use crate::photo::Photo;
use crate::sentence;
use crate::{Refusal, User, limits, rules};

impl Draft {
    /// Gives somebody a picture, or takes it away for `None`. `address` says where pages find the picture of an id.
    ///
    /// # Errors
    /// The person is unknown or out of the caller's reach, or as [`Draft::set_own_photo`].
    pub fn set_photo(
        &mut self,
        userid: &str,
        picture: Option<&[u8]>,
        address: impl FnOnce(&str) -> String,
    ) -> Result<(), Refusal> {
        let user = self.view().user(userid)?.to_user();
        self.check_may_change(userid)?;
        self.put_photo(user, picture, address)
    }

    /// The same by the person.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`]; [`Refusal::UserMirrored`] for who is here through other organizations alone;
    /// [`Refusal::Invalid`] for what is no picture or too large, for another organization's account, and for too many pictures.
    pub fn set_own_photo(
        &mut self,
        userid: &str,
        picture: Option<&[u8]>,
        address: impl FnOnce(&str) -> String,
    ) -> Result<(), Refusal> {
        let user = self.org.people.find(userid);
        let user = user.ok_or_else(|| Refusal::UserNotFound(userid.to_owned()))?;
        let user = user.to_user();
        self.put_photo(user, picture, address)
    }

    fn put_photo(
        &mut self,
        old: User,
        picture: Option<&[u8]>,
        address: impl FnOnce(&str) -> String,
    ) -> Result<(), Refusal> {
        self.check_kept_here(&old)?;
        if old.account.as_ref().is_some_and(|own| own.owner.is_some()) {
            return Err(Refusal::Invalid(sentence!(
                "the picture of an account is set where the account is",
                "账号的照片在账号所属的组织设置"
            )));
        }
        let before = self.org.photos.of(&old.userid).cloned();
        let mut user = User {
            avatar: String::new(),
            ..old.clone()
        };
        if let Some(bytes) = picture {
            let max = limits::PHOTOS_MAX;
            if before.is_none() && self.org.photos.len() >= max {
                return Err(Refusal::Invalid(sentence!(
                    "an organization keeps at most {max} photos",
                    "一个组织最多保存 {max} 张照片"
                )));
            }
            let id = letters(&self.draw(), limits::PHOTO_ID_CHARS);
            let photo = Photo::new(id, old.userid.clone(), bytes, self.now())?;
            if before
                .as_ref()
                .is_some_and(|before| before.content == photo.content)
            {
                return Ok(());
            }
            user.avatar = address(&photo.id);
            self.forget_photo(before.as_ref());
            self.change(Change::PhotoSet(Box::new(photo)));
        } else {
            self.forget_photo(before.as_ref());
        }
        if user == old {
            return Ok(());
        }
        self.replace_user(&old, user.clone());
        rules::account_changed(self, &user)
    }

    fn forget_photo(&mut self, photo: Option<&Photo>) {
        if let Some(photo) = photo {
            self.change(Change::PhotoRemoved(photo.id.clone()));
        }
    }
}
