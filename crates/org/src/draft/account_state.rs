//! How an owner shuts out, lets in and signs out its enterprise accounts, and names them.

use super::{Claim, Draft};
use crate::people::UniqueKey;
use crate::sentence;
use crate::user::{Account, User};
use crate::{Refusal, limits, rules};

/// The name space in which DingTalk IDs are unique over the installation.
pub(crate) const DINGTALK_ID: &str = "dingtalk_id";

/// Languages in which the person may be told why.
const NOTICE_LANGUAGES: &[&str] = &[
    "zh_CN", "zh_HK", "zh_TW", "en_US", "ja_JP", "vi_VN", "fr_FR", "ru_RU", "ko_KR", "es_LA",
    "tr_TR", "pt_BR", "ms_MY", "id_ID", "th_TH",
];

impl Draft {
    /// Lets an account in again. Sessions that were ended stay ended.
    ///
    /// # Errors
    /// As [`crate::View::own_account`], [`Refusal::OrganizationNeeded`].
    pub fn enable_account(&mut self, userid: &str) -> Result<(), Refusal> {
        let (old, mut account) = self.own_account(userid)?;
        if account.barred {
            account.barred = false;
            account.disabled = Some(false);
            account.reason.clear();
            account.notices.clear();
        }
        self.put_account(&old, account)
    }

    /// Keeps an account out of every organization in which it works and ends its sessions there. Said again, the reason
    /// is replaced.
    ///
    /// # Errors
    /// As [`Draft::enable_account`]; [`Refusal::Invalid`] for a reason that is too long.
    pub fn disable_account(&mut self, userid: &str, reason: &str) -> Result<(), Refusal> {
        let (old, mut account) = self.own_account(userid)?;
        check_text(["reason", "原因"], reason)?;
        if !account.barred {
            account.barred = true;
            account.disabled = Some(true);
            account.session_mark = self.draw_number();
        }
        account.notices.clear();
        reason.clone_into(&mut account.reason);
        self.put_account(&old, account)
    }

    /// Ends the sessions of an account in every organization in which it works. It may sign in again at once, unless it is disabled.
    /// `notices` are told the person, by language.
    ///
    /// # Errors
    /// As [`Draft::enable_account`]; [`Refusal::Invalid`] for texts that are too long and languages that are not known.
    pub fn sign_out_account(
        &mut self,
        userid: &str,
        reason: &str,
        notices: Vec<(String, String)>,
    ) -> Result<(), Refusal> {
        let (old, mut account) = self.own_account(userid)?;
        check_text(["reason", "原因"], reason)?;
        for (language, text) in &notices {
            if !NOTICE_LANGUAGES.contains(&language.as_str()) {
                let known = NOTICE_LANGUAGES.join(", ");
                return Err(Refusal::Invalid(sentence!(
                    "a language is one of {known}, got {language}",
                    "语言为 {known} 之一，收到的是 {language}"
                )));
            }
            check_text([language, language], text)?;
        }
        account.session_mark = self.draw_number();
        // Why an account is disabled stays until it is enabled.
        if !account.barred {
            reason.clone_into(&mut account.reason);
            account.notices = notices;
            account.notices.sort_unstable();
        }
        self.put_account(&old, account)
    }

    /// Gives an account a DingTalk ID, which nobody else of the installation has, whatever its case.
    ///
    /// # Errors
    /// As [`Draft::enable_account`]; then [`Refusal::DingTalkIdFormat`], [`Refusal::DingTalkIdLength`],
    /// [`Refusal::DingTalkIdSet`] within a year after the last time, [`Refusal::DingTalkIdTaken`].
    pub fn set_dingtalk_id(&mut self, userid: &str, dingtalk_id: &str) -> Result<(), Refusal> {
        let (old, mut account) = self.own_account(userid)?;
        check_dingtalk_id(dingtalk_id)?;
        let next_at = account.dingtalk_id_set_at.0 + limits::DINGTALK_ID_KEPT_MS;
        if !account.dingtalk_id.is_empty() && self.now().0 < next_at {
            return Err(Refusal::DingTalkIdSet);
        }
        let taken = self
            .org
            .people
            .by_key(UniqueKey::DingTalkId, &dingtalk_id.to_ascii_lowercase());
        if taken.is_some_and(|taken| taken.userid != userid) {
            return Err(Refusal::DingTalkIdTaken);
        }
        self.release_dingtalk_id(&account.dingtalk_id);
        self.claims.push(Claim {
            space: DINGTALK_ID,
            value: dingtalk_id.to_ascii_lowercase(),
            holder: Some(userid.to_owned()),
        });
        dingtalk_id.clone_into(&mut account.dingtalk_id);
        account.dingtalk_id_set_at = self.now();
        self.put_account(&old, account)
    }

    pub(crate) fn release_dingtalk_id(&mut self, dingtalk_id: &str) {
        if !dingtalk_id.is_empty() {
            self.claims.push(Claim {
                space: DINGTALK_ID,
                value: dingtalk_id.to_ascii_lowercase(),
                holder: None,
            });
        }
    }

    /// A person as stored, and the account that this organization made.
    pub(super) fn own_account(&self, userid: &str) -> Result<(User, Account), Refusal> {
        let (user, account) = self.view().own_account(userid)?;
        self.check_may_change(userid)?;
        Ok((user.to_user(), account.to_account()))
    }

    /// Stores an account and says what changed of it wherever it works.
    pub(super) fn put_account(&mut self, old: &User, account: Account) -> Result<(), Refusal> {
        let user = User {
            account: Some(Box::new(account)),
            ..old.clone()
        };
        if user == *old {
            return Ok(());
        }
        self.replace_user(old, user.clone());
        rules::account_changed(self, &user)
    }
}

fn check_text([english, chinese]: [&str; 2], text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > limits::ACCOUNT_REASON_CHARS_MAX {
        return Err(Refusal::Invalid(sentence!(
            "{english} has at most {max} characters, got {length}",
            "{chinese}最多 {max} 个字符，现有 {length} 个",
            max = limits::ACCOUNT_REASON_CHARS_MAX
        )));
    }
    Ok(())
}

fn check_dingtalk_id(text: &str) -> Result<(), Refusal> {
    let first_is_letter = text.starts_with(|first: char| first.is_ascii_alphabetic());
    if !first_is_letter || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(Refusal::DingTalkIdFormat);
    }
    if !limits::DINGTALK_ID_CHARS.contains(&text.len()) {
        return Err(Refusal::DingTalkIdLength);
    }
    Ok(())
}
