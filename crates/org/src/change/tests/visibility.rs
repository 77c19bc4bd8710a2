//! Settings about who sees whom, one of each kind.

use crate::change::Change;
use crate::{
    AttributePlaces, DepartmentId, Effect, Executive, HiddenAttributes, Hiding, Millis, Range,
    RoleId, Scene, Selection, Setting, SettingId, UserId,
};

pub(super) fn selection() -> Selection {
    Selection {
        users: vec![UserId::new("ann")],
        departments: vec![DepartmentId(2)],
        roles: vec![RoleId(5)],
    }
}

pub(super) fn changes() -> Vec<Change> {
    let selection = selection();
    let setting = |objects: &Selection, effect| Setting {
        id: SettingId(10_001),
        name: "Board".to_owned(),
        description: "asked for by the board".to_owned(),
        active: true,
        objects: objects.clone(),
        excluded: objects.clone(),
        effect,
        created_at: Millis(1),
        changed_at: Millis(2),
    };
    let (search, profile) = (true, false);
    let restrict = |range| Effect::Restrict {
        range,
        search,
        profile,
    };
    let nobody = Selection::default();
    let ids = vec!["mobile".to_owned()];
    let attributes = |ids, places| Effect::HideAttributes(HiddenAttributes { ids, places });
    let everywhere = AttributePlaces::EVERYWHERE;
    let in_chats = AttributePlaces {
        profile: false,
        search: false,
        chat_subtitle: true,
    };
    let hiding = |tree, people| {
        Effect::Hide(Hiding {
            tree,
            search,
            profile,
            people_in_tree: people,
            people_in_search: people,
        })
    };
    let settings = [
        setting(&selection, hiding(true, true)),
        setting(&selection, hiding(false, false)),
        setting(&selection, restrict(Range::OnlySelf)),
        setting(&selection, restrict(Range::OwnDepartments)),
        setting(&selection, restrict(Range::Excluded)),
        setting(&selection, attributes(ids.clone(), everywhere)),
        setting(&selection, attributes(ids, in_chats)),
        Setting {
            name: String::new(),
            description: String::new(),
            ..setting(&nobody, attributes(Vec::new(), everywhere))
        },
    ];
    let scenes = Scene::ALL.iter().map(|(scene, _)| *scene).collect();
    let userid = UserId::new("ann");
    let executive = |permitted, scenes| Executive {
        userid: userid.clone(),
        permitted,
        scenes,
    };
    let executives = [executive(selection, scenes), executive(nobody, Vec::new())];
    let set = settings
        .into_iter()
        .map(|setting| Change::SettingSet(Box::new(setting)));
    set.chain([Change::SettingRemoved(SettingId(10_001))])
        .chain(executives.map(|executive| Change::ExecutiveSet(Box::new(executive))))
        .chain([Change::ExecutiveRemoved(userid.clone())])
        .collect()
}
