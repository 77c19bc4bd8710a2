//! How settings about who sees whom come, change and go.

use super::Draft;
use crate::User;
use crate::change::Change;
use crate::sentence;
use crate::{
    AttributePlaces, Effect, Executive, HiddenAttributes, Hiding, Range, Refusal, Scene, Selection,
    SelectionFields, Setting, SettingFields, SettingId, SettingKind, UserId, limits, visibility,
};

impl Draft {
    pub(super) fn switch_executive(&mut self, old: User, senior: bool) {
        let user = User {
            senior,
            ..old.clone()
        };
        self.replace_user(&old, user);
    }

    /// Makes a setting of a kind, or changes one; what stays the same makes no change.
    ///
    /// # Errors
    /// [`Refusal::SettingNotFound`], [`Refusal::SettingObjectsMissing`], [`Refusal::SettingObjectsExceeded`],
    /// [`Refusal::SettingExcludedExceeded`], [`Refusal::UserListInvalid`], [`Refusal::DepartmentNotFound`],
    /// [`Refusal::RoleNotFound`], [`Refusal::SettingsFull`], [`Refusal::Invalid`], in this order.
    pub fn put_setting(
        &mut self,
        kind: SettingKind,
        id: Option<SettingId>,
        fields: SettingFields,
    ) -> Result<SettingId, Refusal> {
        let old = match id {
            Some(id) => Some(self.setting(kind, id)?.clone()),
            None => None,
        };
        let mut setting = old.clone().unwrap_or_else(|| self.blank_setting(kind));
        let objects = fields.objects;
        let excluded = fields.excluded;
        let about = objects.len_over(&setting.objects);
        let aside = excluded.len_over(&setting.excluded);
        if about == 0 {
            return Err(Refusal::SettingObjectsMissing);
        }
        if about > limits::SETTING_SELECTION_MAX {
            return Err(Refusal::SettingObjectsExceeded(about));
        }
        if aside > limits::SETTING_SELECTION_MAX {
            return Err(Refusal::SettingExcludedExceeded(aside));
        }
        self.select(&mut setting.objects, objects)?;
        self.select(&mut setting.excluded, excluded)?;
        let texts = [
            (
                &mut setting.name,
                fields.name,
                ["name", "名称"],
                limits::SETTING_NAME_CHARS_MAX,
            ),
            (
                &mut setting.description,
                fields.description,
                ["description", "说明"],
                limits::SETTING_DESCRIPTION_CHARS_MAX,
            ),
        ];
        for (stored, given, [english, chinese], chars_max) in texts {
            let Some(text) = given else { continue };
            let length = text.chars().count();
            if length > chars_max {
                return Err(Refusal::Invalid(sentence!(
                    "{english} has at most {chars_max} characters, got {length}",
                    "{chinese}最多 {chars_max} 个字符，现有 {length} 个"
                )));
            }
            *stored = text;
        }
        setting.active = fields.active.unwrap_or(setting.active);
        match &mut setting.effect {
            Effect::Hide(hiding) => {
                for (stored, given) in [
                    (&mut hiding.tree, fields.tree),
                    (&mut hiding.search, fields.search),
                    (&mut hiding.profile, fields.profile),
                    (&mut hiding.people_in_tree, fields.people_in_tree),
                    (&mut hiding.people_in_search, fields.people_in_search),
                ] {
                    *stored = given.unwrap_or(*stored);
                }
            }
            Effect::Restrict {
                range,
                search,
                profile,
            } => {
                *range = fields.range.unwrap_or(*range);
                *search = fields.search.unwrap_or(*search);
                *profile = fields.profile.unwrap_or(*profile);
            }
            Effect::HideAttributes(hidden) => {
                if let Some(given) = fields.attributes {
                    hidden.ids = Self::checked_attributes(given)?;
                }
                let places = &mut hidden.places;
                places.search = fields.search.unwrap_or(places.search);
                places.profile = fields.profile.unwrap_or(places.profile);
                places.chat_subtitle = fields.chat_subtitle.unwrap_or(places.chat_subtitle);
            }
        }
        self.store_setting(old, setting)
    }

    fn store_setting(
        &mut self,
        old: Option<Setting>,
        mut setting: Setting,
    ) -> Result<SettingId, Refusal> {
        if old.is_none() {
            let same_kind = self.org.settings.after(setting.kind(), SettingId(i64::MIN));
            if same_kind.count() >= limits::SETTINGS_MAX {
                return Err(Refusal::SettingsFull);
            }
            let mut info = (*self.org.info).clone();
            setting.id = SettingId(info.next_setting_id);
            info.next_setting_id += 1;
            self.change(Change::OrganizationSet(Box::new(info)));
        }
        let id = setting.id;
        if old.as_ref() != Some(&setting) {
            setting.changed_at = self.now();
            self.change(Change::SettingSet(Box::new(setting)));
        }
        Ok(id)
    }

    fn blank_setting(&self, kind: SettingKind) -> Setting {
        let (search, profile) = (false, false);
        let now = self.now();
        Setting {
            id: SettingId(0),
            name: String::new(),
            description: String::new(),
            active: true,
            objects: Selection::default(),
            excluded: Selection::default(),
            effect: match kind {
                SettingKind::Hide => Effect::Hide(Hiding {
                    tree: true,
                    search,
                    profile,
                    people_in_tree: true,
                    people_in_search: true,
                }),
                SettingKind::Restrict => Effect::Restrict {
                    range: Range::Excluded,
                    search,
                    profile,
                },
                SettingKind::HideAttributes => Effect::HideAttributes(HiddenAttributes {
                    ids: Vec::new(),
                    places: AttributePlaces::EVERYWHERE,
                }),
            },
            created_at: now,
            changed_at: now,
        }
    }

    fn setting(&self, kind: SettingKind, id: SettingId) -> Result<&Setting, Refusal> {
        match self.org.settings.get(id) {
            Some(setting) if setting.kind() == kind => Ok(setting),
            _ => Err(Refusal::SettingNotFound(id)),
        }
    }

    /// Deletes a setting of a kind.
    ///
    /// # Errors
    /// [`Refusal::SettingNotFound`].
    pub fn remove_setting(&mut self, kind: SettingKind, id: SettingId) -> Result<(), Refusal> {
        self.setting(kind, id)?;
        self.change(Change::SettingRemoved(id));
        Ok(())
    }

    /// Says which of several settings counts that reach somebody through departments one below the other: the nearest,
    /// or the one nearest the root.
    pub fn let_nearest_setting_win(&mut self, nearest: bool) {
        if self.org.info.nearest_setting_wins != nearest {
            let mut info = (*self.org.info).clone();
            info.nearest_setting_wins = nearest;
            self.change(Change::OrganizationSet(Box::new(info)));
        }
    }

    /// Switches somebody's Executive mode on. `scenes` are those that are blocked; when absent, those of before stay; when
    /// there were none before, the usual ones are taken for none.
    ///
    /// # Errors
    /// The person is unknown or out of the caller's reach; [`Refusal::Invalid`] for too many who are permitted; as
    /// [`Draft::put_setting`] for those who are not there.
    pub fn set_executive(
        &mut self,
        userid: &str,
        permitted: SelectionFields,
        scenes: Option<Vec<Scene>>,
    ) -> Result<(), Refusal> {
        let user = self.view().user(userid)?.to_user();
        let mut selection = Selection::default();
        let count = permitted.len_over(&selection);
        if count > limits::EXECUTIVE_PERMITTED_MAX {
            return Err(Refusal::Invalid(sentence!(
                "at most {max} users, departments and roles together may contact an executive, got {count}",
                "可以联系高管的用户、部门和角色最多 {max} 个，现有 {count} 个",
                max = limits::EXECUTIVE_PERMITTED_MAX
            )));
        }
        self.select(&mut selection, permitted)?;
        let stored = self.org.settings.executive(userid).cloned();
        let keeps_scenes = scenes.is_none();
        let mut blocked: Vec<Scene> = Vec::new();
        for scene in scenes.unwrap_or_default() {
            if !blocked.contains(&scene) {
                blocked.push(scene);
            }
        }
        if blocked.is_empty() && (keeps_scenes || !user.senior) {
            blocked = match &stored {
                Some(executive) => executive.scenes.clone(),
                None => Scene::USUAL.to_vec(),
            };
        }
        let executive = Executive {
            userid: user.userid.clone(),
            permitted: selection,
            scenes: blocked,
        };
        self.switch_executive(user, true);
        if stored.as_deref() != Some(&executive) {
            self.change(Change::ExecutiveSet(Box::new(executive)));
        }
        Ok(())
    }

    /// Switches somebody's Executive mode off.
    ///
    /// # Errors
    /// The person is unknown or out of the caller's reach.
    pub fn end_executive(&mut self, userid: &str) -> Result<(), Refusal> {
        let user = self.view().user(userid)?.to_user();
        self.switch_executive(user, false);
        Ok(())
    }

    /// Replaces the lists of a selection that are given; each is named once, in the order given.
    pub(super) fn select(
        &self,
        selection: &mut Selection,
        given: SelectionFields,
    ) -> Result<(), Refusal> {
        let view = self.view();
        if let Some(users) = given.users {
            selection.users.clear();
            for id in users {
                if view.user(&id).is_err() {
                    return Err(super::unknown_in_list(&id));
                }
                push_once(&mut selection.users, UserId::new(&id));
            }
        }
        if let Some(departments) = given.departments {
            selection.departments.clear();
            for id in departments {
                if view.department(id).is_err() {
                    return Err(Refusal::DepartmentNotFound(id));
                }
                push_once(&mut selection.departments, id);
            }
        }
        if let Some(roles) = given.roles {
            selection.roles.clear();
            for id in roles {
                push_once(&mut selection.roles, view.role(id)?.id);
            }
        }
        Ok(())
    }

    fn checked_attributes(given: Vec<String>) -> Result<Vec<String>, Refusal> {
        if given.len() > limits::SETTING_ATTRIBUTES_MAX {
            return Err(Refusal::Invalid(sentence!(
                "a setting hides at most {max} attributes, got {count}",
                "一个设置最多隐藏 {max} 个字段，现有 {count} 个",
                max = limits::SETTING_ATTRIBUTES_MAX,
                count = given.len()
            )));
        }
        let mut attributes = Vec::with_capacity(given.len());
        for id in given {
            let length = id.chars().count();
            let is_known = visibility::ATTRIBUTES.contains(&id.as_str())
                || (1..=limits::ATTRIBUTE_CHARS_MAX).contains(&length);
            if !is_known {
                return Err(Refusal::Invalid(sentence!(
                    "no attribute {id:?}; there are {known} and the ids of custom fields",
                    "没有字段 {id:?}；可用的有 {known} 和自定义字段的 id",
                    known = visibility::ATTRIBUTES.join(", ")
                )));
            }
            push_once(&mut attributes, id);
        }
        Ok(attributes)
    }
}

fn push_once<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
