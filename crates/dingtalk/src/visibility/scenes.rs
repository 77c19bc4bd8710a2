//! What the calls have in common that set, scene by scene, where a setting acts.

use super::fields::{departments, roles, users};
use crate::prelude::*;
use org::{
    AttributePlaces, Effect, HiddenAttributes, Hiding, Setting, SettingFields, SettingId,
    SettingKind, UserId,
};

/// One scene.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Scene {
    /// Whether the setting acts there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active: Option<bool>,
}

/// One scene in which departments may stand for their people.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DepartmentScene {
    /// Whether the setting acts there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active: Option<bool>,
    /// Whether a department stands for its people; otherwise for itself and those below alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dept_object_include_emp: Option<bool>,
}

/// The scenes of a setting that hides people, as a request gives them.
pub(crate) struct HideScenes {
    pub(crate) node_list: Option<DepartmentScene>,
    pub(crate) search: Option<DepartmentScene>,
    pub(crate) profile: Option<Scene>,
}

impl HideScenes {
    /// What they say, with the other fields.
    pub(crate) fn over(self, fields: SettingFields) -> SettingFields {
        let node_list = self.node_list.unwrap_or_default();
        let search = self.search.unwrap_or_default();
        SettingFields {
            tree: node_list.active,
            people_in_tree: node_list.dept_object_include_emp,
            search: search.active,
            people_in_search: search.dept_object_include_emp,
            profile: self.profile.and_then(|scene| scene.active),
            ..fields
        }
    }
}

/// The scenes of a setting that hides attributes, as a request gives them.
pub(crate) struct AttributeScenes {
    pub(crate) profile: Option<Scene>,
    pub(crate) search: Option<Scene>,
    pub(crate) chat_subtitle: Option<Scene>,
}

impl AttributeScenes {
    /// What they say, with the other fields.
    pub(crate) fn over(self, fields: SettingFields) -> SettingFields {
        let active = |scene: Option<Scene>| scene.and_then(|scene| scene.active);
        SettingFields {
            profile: active(self.profile),
            search: active(self.search),
            chat_subtitle: active(self.chat_subtitle),
            ..fields
        }
    }
}

/// A setting that hides people.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HideBySceneSetting {
    id: i64,
    name: String,
    description: String,
    #[schemars(with = "Vec<String>")]
    object_user_ids: Vec<UserId>,
    object_dept_ids: Vec<i64>,
    object_tag_ids: Vec<i64>,
    #[schemars(with = "Vec<String>")]
    exclude_user_ids: Vec<UserId>,
    exclude_dept_ids: Vec<i64>,
    exclude_tag_ids: Vec<i64>,
    node_list_scene_config: DepartmentScene,
    search_scene_config: DepartmentScene,
    profile_scene_config: Scene,
}

impl HideBySceneSetting {
    /// One that is off as a whole is off in every scene.
    pub(crate) fn of(setting: &Setting, hiding: &Hiding) -> Self {
        let on = |active| Some(setting.active && active);
        Self {
            id: setting.id.0,
            name: setting.name.clone(),
            description: setting.description.clone(),
            object_user_ids: users(&setting.objects),
            object_dept_ids: departments(&setting.objects),
            object_tag_ids: roles(&setting.objects),
            exclude_user_ids: users(&setting.excluded),
            exclude_dept_ids: departments(&setting.excluded),
            exclude_tag_ids: roles(&setting.excluded),
            node_list_scene_config: DepartmentScene {
                active: on(hiding.tree),
                dept_object_include_emp: Some(hiding.people_in_tree),
            },
            search_scene_config: DepartmentScene {
                active: on(hiding.search),
                dept_object_include_emp: Some(hiding.people_in_search),
            },
            profile_scene_config: Scene {
                active: on(hiding.profile),
            },
        }
    }
}

/// A setting that hides attributes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttributeBySceneSetting {
    id: i64,
    name: String,
    description: String,
    #[schemars(with = "Vec<String>")]
    object_user_ids: Vec<UserId>,
    object_dept_ids: Vec<i64>,
    object_tag_ids: Vec<i64>,
    #[schemars(with = "Vec<String>")]
    exclude_user_ids: Vec<UserId>,
    exclude_dept_ids: Vec<i64>,
    exclude_tag_ids: Vec<i64>,
    hide_fields: Vec<String>,
    profile_scene_config: Scene,
    search_scene_config: Scene,
    chat_subtitle_config: Scene,
}

impl AttributeBySceneSetting {
    /// One that is off as a whole is off in every scene.
    pub(crate) fn of(setting: &Setting, hidden: &HiddenAttributes) -> Self {
        let scene = |active| Scene {
            active: Some(setting.active && active),
        };
        let AttributePlaces {
            profile,
            search,
            chat_subtitle,
        } = hidden.places;
        Self {
            id: setting.id.0,
            name: setting.name.clone(),
            description: setting.description.clone(),
            object_user_ids: users(&setting.objects),
            object_dept_ids: departments(&setting.objects),
            object_tag_ids: roles(&setting.objects),
            exclude_user_ids: users(&setting.excluded),
            exclude_dept_ids: departments(&setting.excluded),
            exclude_tag_ids: roles(&setting.excluded),
            hide_fields: hidden.ids.clone(),
            profile_scene_config: scene(profile),
            search_scene_config: scene(search),
            chat_subtitle_config: scene(chat_subtitle),
        }
    }
}

/// The setting that hides people with an id.
pub(crate) fn hide_setting(view: &View<'_>, id: i64) -> Reply<HideBySceneSetting> {
    match view.setting(SettingKind::Hide, SettingId(id)) {
        Some(setting) => match &setting.effect {
            Effect::Hide(hiding) => Ok(HideBySceneSetting::of(setting, hiding)),
            _ => Err(unknown(id)),
        },
        None => Err(unknown(id)),
    }
}

/// The setting that hides attributes with an id.
pub(crate) fn attribute_setting(view: &View<'_>, id: i64) -> Reply<AttributeBySceneSetting> {
    match view.setting(SettingKind::HideAttributes, SettingId(id)) {
        Some(setting) => match &setting.effect {
            Effect::HideAttributes(hidden) => Ok(AttributeBySceneSetting::of(setting, hidden)),
            _ => Err(unknown(id)),
        },
        None => Err(unknown(id)),
    }
}

fn unknown(id: i64) -> Fault {
    Fault::because(PARAMETER, sentence!("no setting {id}", "没有设置 {id}"))
}
