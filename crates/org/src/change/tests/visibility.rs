//! Settings about who sees whom, one of each kind.

use crate::change::Change;
use crate::{
    DepartmentId, Effect, Executive, Millis, Range, RoleId, Scene, Selection, Setting, SettingId,
    UserId,
};

pub(super) fn changes() -> Vec<Change> {
    let selection = Selection {
        users: vec![UserId::new("ann")],
        departments: vec![DepartmentId(2)],
        roles: vec![RoleId(5)],
    };
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
    let attributes = Effect::HideAttributes(vec!["mobile".to_owned()]);
    let settings = [
        setting(&selection, Effect::Hide { search, profile }),
        setting(&selection, restrict(Range::OnlySelf)),
        setting(&selection, restrict(Range::OwnDepartments)),
        setting(&selection, restrict(Range::Excluded)),
        setting(&selection, attributes),
        Setting {
            name: String::new(),
            description: String::new(),
            ..setting(&nobody, Effect::HideAttributes(Vec::new()))
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
