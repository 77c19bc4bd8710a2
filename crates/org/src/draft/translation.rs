//! How translations begin and end.

use super::{Claim, Draft, letters};
use crate::change::Change;
use crate::sentence;
use crate::translation::{Translation, TranslationEnd, TranslationFile};
use crate::view::Eye;
use crate::{Millis, Refusal, TranslationId, limits};

/// The name space in which translations that have not ended are claimed: who looks for work finds them there.
pub const TRANSLATION_CLAIMS: &str = "translation";

/// What is given for a new translation.
#[derive(Clone, Debug)]
pub struct NewTranslation {
    /// The unionId of the person for whom it is done.
    pub union_id: String,
    /// What is translated.
    pub files: Vec<TranslationFile>,
    /// The name of the result.
    pub result_name: String,
}

impl Draft {
    /// Begins a translation for the calling app. Forgets what has been kept long enough.
    ///
    /// # Errors
    /// [`Refusal::UserNotFound`], [`Refusal::TranslationsFull`], [`Refusal::Invalid`].
    pub fn start_translation(&mut self, new: NewTranslation) -> Result<TranslationId, Refusal> {
        let Eye::App(app) = self.eye.clone() else {
            return Err(Refusal::Invalid(sentence!(
                "an app asks for a translation",
                "只有应用可以请求翻译"
            )));
        };
        let userid = self
            .view()
            .userid_by_union_id(&new.union_id)
            .map(Into::into)
            .ok_or_else(|| Refusal::UserNotFound(new.union_id.clone()))?;
        let count = new.files.len();
        if count == 0 || count > limits::TRANSLATION_FILES_MAX {
            return Err(Refusal::Invalid(sentence!(
                "a translation has 1 to {max} files, got {count}",
                "一次翻译有 1 到 {max} 个文件，现有 {count} 个",
                max = limits::TRANSLATION_FILES_MAX
            )));
        }
        self.forget_translations(self.now());
        let all = self.org.translations.values();
        let running = all.filter(|translation| translation.end.is_none()).count();
        if running >= limits::TRANSLATIONS_RUNNING_MAX
            || self.org.translations.len() >= limits::TRANSLATIONS_MAX
        {
            return Err(Refusal::TranslationsFull);
        }
        let id = TranslationId::new(&format!("tj{}", letters(&self.draw(), 24)));
        self.claims.push(Claim {
            space: TRANSLATION_CLAIMS,
            value: id.to_string(),
            holder: Some(app.to_string()),
        });
        self.change(Change::TranslationStarted(Box::new(Translation {
            id: id.clone(),
            app,
            userid,
            files: new.files,
            result_name: new.result_name,
            started_at: self.now(),
            end: None,
        })));
        Ok(id)
    }

    /// Ends a translation, with the reason where it failed. One that has ended stays as it ended: it ends once, however
    /// many nodes have worked at it. Tells whether it ended now.
    ///
    /// # Errors
    /// None at present.
    pub fn end_translation(
        &mut self,
        id: &TranslationId,
        failure: Option<String>,
    ) -> Result<bool, Refusal> {
        let running = self.org.translations.get(id);
        let Some(running) = running.filter(|translation| translation.end.is_none()) else {
            return Ok(false);
        };
        let ended = Translation {
            end: Some(TranslationEnd {
                at: self.now(),
                failure,
            }),
            ..(**running).clone()
        };
        self.claims.push(Claim {
            space: TRANSLATION_CLAIMS,
            value: id.to_string(),
            holder: None,
        });
        self.change(Change::TranslationEnded(Box::new(ended)));
        Ok(true)
    }

    fn forget_translations(&mut self, now: Millis) {
        let old: Vec<TranslationId> = self
            .org
            .translations
            .values()
            .filter(|translation| translation.end.is_some() && translation.kept_until() <= now)
            .map(|translation| translation.id.clone())
            .collect();
        for id in old {
            self.change(Change::TranslationForgotten(id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Org, OrgId, Seed, UserId};

    const DAY_MS: i64 = 86_400_000;

    struct Acme {
        org: Org,
        eye: Eye,
        now: Millis,
        drawn: u8,
    }

    impl Acme {
        fn new() -> Self {
            let mut acme = Self {
                org: Org::empty(OrgId::new("dingacme"), 1),
                eye: Eye::Operator,
                now: Millis(DAY_MS),
                drawn: 0,
            };
            acme.run(|draft| {
                draft.found(crate::Founding {
                    name: "Acme".to_owned(),
                    admin_name: "Founder".to_owned(),
                    admin_mobile: "13800000000".to_owned(),
                    admin_userid: None,
                })
            })
            .expect("a new organization");
            acme.eye = Eye::App(crate::AppKey::new("dingapp"));
            acme
        }

        fn run<T>(
            &mut self,
            change: impl FnOnce(&mut Draft) -> Result<T, Refusal>,
        ) -> Result<(T, Vec<Change>, Vec<Claim>), Refusal> {
            self.drawn = self.drawn.wrapping_add(1);
            let seed = Seed {
                now: self.now,
                entropy: [self.drawn; 32],
                person_key: [7; 32],
            };
            let mut draft = Draft::new(&self.org, self.eye.clone(), seed);
            let result = change(&mut draft)?;
            let finished = draft.finish();
            self.org = finished.org;
            Ok((result, finished.changes, finished.claims))
        }

        fn new_translation(&self) -> NewTranslation {
            let view = crate::View::new(&self.org, &Eye::Operator);
            let founder: UserId = view.organization().main_admin.clone();
            NewTranslation {
                union_id: view
                    .user(founder.as_str())
                    .expect("the founder")
                    .union_id
                    .to_owned(),
                files: vec![TranslationFile {
                    media_id: "@a".to_owned(),
                    name: "a.txt".to_owned(),
                }],
                result_name: "a.txt".to_owned(),
            }
        }

        fn start(&mut self) -> Result<TranslationId, Refusal> {
            let new = self.new_translation();
            self.run(|draft| draft.start_translation(new))
                .map(|(id, _, _)| id)
        }
    }

    #[test]
    fn a_translation_is_claimed_until_it_ends_and_ends_once() {
        let mut acme = Acme::new();
        let new = acme.new_translation();
        let (id, changes, claims) = acme
            .run(|draft| draft.start_translation(new))
            .expect("it begins");
        assert!(matches!(&changes[..], [Change::TranslationStarted(begun)] if begun.id == id));
        assert_eq!(claims[0].holder.as_deref(), Some("dingapp"));
        let (ended, changes, claims) = acme
            .run(|draft| draft.end_translation(&id, None))
            .expect("it ends");
        assert!(ended && claims[0].holder.is_none());
        assert!(matches!(&changes[..], [Change::TranslationEnded(done)] if done.is_done()));
        let (ended, changes, claims) = acme
            .run(|draft| draft.end_translation(&id, Some("late".to_owned())))
            .expect("nothing to do");
        assert!(!ended && changes.is_empty() && claims.is_empty());
        assert!(
            acme.org
                .translation(id.as_str())
                .is_some_and(Translation::is_done)
        );
    }

    #[test]
    fn what_has_been_kept_long_enough_is_forgotten_when_the_next_begins() {
        let mut acme = Acme::new();
        let old = acme.start().expect("it begins");
        let never_ended = acme.start().expect("it begins");
        acme.run(|draft| draft.end_translation(&old, None))
            .expect("it ends");
        acme.now = Millis(acme.now.0 + limits::RESULT_KEPT_MS);
        acme.start().expect("it begins");
        assert!(acme.org.translation(old.as_str()).is_none());
        assert!(acme.org.translation(never_ended.as_str()).is_some());
    }

    #[test]
    fn unknown_people_and_too_many_translations_are_refused() {
        let mut acme = Acme::new();
        let stranger = NewTranslation {
            union_id: "nobody".to_owned(),
            ..acme.new_translation()
        };
        let refused = acme.run(|draft| draft.start_translation(stranger));
        assert_eq!(
            refused.err(),
            Some(Refusal::UserNotFound("nobody".to_owned()))
        );
        let nothing = NewTranslation {
            files: Vec::new(),
            ..acme.new_translation()
        };
        assert!(acme.run(|draft| draft.start_translation(nothing)).is_err());
        for _ in 0..limits::TRANSLATIONS_RUNNING_MAX {
            acme.start().expect("there is room");
        }
        assert_eq!(acme.start(), Err(Refusal::TranslationsFull));
    }
}
