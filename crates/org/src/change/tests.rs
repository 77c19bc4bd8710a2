//! The stored shape of every kind of change. Logs hold these lines for years: a line may gain a member that old lines lack,
//! and nothing else, unless [`BODY_VERSION`] goes up and the old shape keeps its reader.

use super::*;
use crate::industry::{IndustryPlace, IndustryRole};
use crate::{
    Account, AccountGrant, AccountKind, AccountOwner, AdminLevel, BuiltInRole, Callback,
    ContactsScope, CreatedOrganization, Label, Migration, Millis, Mobile, Module, OrgId, Points,
    TranslationEnd, TranslationFile, encode_changes,
};
use std::collections::BTreeSet;
use user::{full_user, small_user};

mod contacts;
mod fields;
mod invites;
mod management_groups;
mod organization;
mod partners;
mod user;
mod visibility;

fn industry_department(kind: &str, feature: &str) -> IndustryDepartment {
    IndustryDepartment {
        id: DepartmentId(2),
        parent: DepartmentId::ROOT,
        name: "Class 1".to_owned(),
        contact_type: kind.to_owned(),
        department_type: kind.to_owned(),
        feature: feature.to_owned(),
        position: 1,
    }
}

fn account() -> Account {
    Account {
        kind: AccountKind::BuiltIn,
        login_id: "ann01".to_owned(),
        nickname: "Annie".to_owned(),
        mobile: Some(Mobile::parse("13900000000").expect("a number")),
        mobile_verified: true,
        disabled: Some(true),
        barred: true,
        session_mark: 77,
        reason: "left".to_owned(),
        notices: vec![("en_US".to_owned(), "Bye".to_owned())],
        dingtalk_id: "annie01".to_owned(),
        dingtalk_id_set_at: Millis(5),
        created: vec![CreatedOrganization {
            org: OrgId::new("dingmade"),
            name: "Made".to_owned(),
            created_at: Millis(6),
        }],
        joined: vec![(OrgId::new("dingother"), UserId::new("guest"))],
        owner: Some(AccountOwner {
            org: OrgId::new("dingowner"),
            name: "Owner".to_owned(),
            userid: UserId::new("ann"),
        }),
    }
}

fn grant(departments: &[i64], shows: bool) -> Change {
    Change::AccountGrantSet(Box::new(AccountGrant {
        org: OrgId::new("dingother"),
        departments: departments.iter().map(|id| DepartmentId(*id)).collect(),
        shows_mobile: shows,
        shows_status: shows,
    }))
}

fn full_department() -> Department {
    Department {
        id: DepartmentId(2),
        name: "研发".to_owned(),
        parent: Some(DepartmentId::ROOT),
        order: i64::MAX,
        source_identifier: "HR-7".to_owned(),
        code: "D-7".to_owned(),
        brief: "us".to_owned(),
        telephone: "8001".to_owned(),
        extension: r#"{"floor":"3"}"#.to_owned(),
        managers: vec![UserId::new("ann")],
        hide: true,
        permit_departments: vec![DepartmentId(3)],
        permit_users: vec![UserId::new("bob")],
        outer: true,
        outer_only_self: true,
        outer_permit_departments: vec![DepartmentId(4)],
        outer_permit_users: vec![UserId::new("cid")],
        create_group: true,
        auto_add_user: true,
        group_chat_id: "chat0".to_owned(),
        group_owner: Some(UserId::new("ann")),
        group_contain_sub: true,
        group_contain_outer: true,
        group_contain_hidden: true,
        auto_approve_apply: true,
        mirrors: Some(Box::new(partners::mirrored_department())),
        created_at: Millis(1),
    }
}

fn apps() -> [App; 2] {
    let full = App {
        key: AppKey::new("dingkey"),
        agent_id: 5,
        name: "Sync".to_owned(),
        points: Points::These(["qyapi_get_member".to_owned()].into()),
        scope: ContactsScope {
            departments: [DepartmentId(2)].into(),
            users: [UserId::new("ann")].into(),
            admins: true,
        },
        redirect_uris: vec!["https://example.com/".to_owned()],
        allowed_addresses: vec!["10.0.0.0/8".to_owned()],
        disabled: true,
        created_at: Millis(1),
        callback: Some(Box::new(Callback {
            url: "https://example.com/callback".to_owned(),
            kinds: vec!["user_add_org".to_owned()],
            registered_at: Millis(2),
        })),
        stream_since: Some(Millis(3)),
        secret_changed_at: Some(Millis(4)),
        recorded_until: Some(Millis(6)),
    };
    let small = App {
        callback: None,
        stream_since: None,
        secret_changed_at: None,
        recorded_until: None,
        points: Points::All,
        scope: ContactsScope::default(),
        redirect_uris: Vec::new(),
        allowed_addresses: Vec::new(),
        disabled: false,
        ..full.clone()
    };
    [full, small]
}

fn label_group() -> LabelGroup {
    LabelGroup {
        id: LabelId(11),
        name: "级别".to_owned(),
        color: -11_687_445,
        labels: vec![Label {
            id: LabelId(12),
            name: "核心".to_owned(),
        }],
    }
}

fn translation(end: Option<Option<&str>>) -> Box<Translation> {
    Box::new(Translation {
        id: TranslationId::new("tj1"),
        app: AppKey::new("dingkey"),
        userid: UserId::new("ann"),
        files: vec![TranslationFile {
            media_id: "@a".to_owned(),
            name: "a.csv".to_owned(),
        }],
        result_name: "a.csv".to_owned(),
        started_at: Millis(1),
        end: end.map(|failure| TranslationEnd {
            at: Millis(2),
            failure: failure.map(str::to_owned),
        }),
    })
}

/// One of each kind with everything set, then one with as little as there can be.
fn changes() -> Vec<Change> {
    let [full_app, small_app] = apps();
    let [full_contact, small_contact] = contacts::external_contacts();
    let role = |built_in| Role {
        id: RoleId(5),
        group: RoleId(4),
        name: "会计".to_owned(),
        built_in,
    };
    let others = vec![
        Change::UserAdded(Box::new(full_user())),
        Change::UserUpdated(Box::new(small_user())),
        Change::UserRemoved(UserId::new("ann")),
        Change::DepartmentAdded(Box::new(full_department())),
        Change::DepartmentUpdated(Box::new(Department::named(
            DepartmentId::ROOT,
            "Acme",
            None,
            Millis(1),
        ))),
        Change::DepartmentRemoved(DepartmentId(2)),
        Change::RoleGroupSet(RoleGroup {
            id: RoleId(4),
            name: "岗位".to_owned(),
        }),
        Change::RoleGroupRemoved(RoleId(4)),
        Change::RoleSet(role(Some(BuiltInRole::MainAdmin))),
        Change::RoleSet(role(None)),
        Change::RoleRemoved(RoleId(5)),
        Change::AdminSet(Admin {
            userid: UserId::new("ann"),
            level: AdminLevel::Sub,
            departments: Some([DepartmentId(2)].into()),
            apps: [5].into(),
            modules: Some([Module::Contacts, Module::ExternalContacts].into()),
            group: None,
        }),
        Change::AdminSet(Admin {
            userid: UserId::new("founder"),
            level: AdminLevel::Main,
            departments: None,
            apps: BTreeSet::new(),
            modules: None,
            group: None,
        }),
        Change::AdminRemoved(UserId::new("ann")),
        Change::AppSet(Box::new(full_app)),
        Change::AppSet(Box::new(small_app)),
        Change::AppRemoved(AppKey::new("dingkey")),
        Change::LabelGroupSet(label_group()),
        Change::ExternalContactAdded(Box::new(full_contact)),
        Change::ExternalContactUpdated(Box::new(small_contact)),
        Change::ExternalContactRemoved(UserId::new("0125")),
        Change::UserAdded(Box::new(User {
            account: Some(Box::new(Account {
                disabled: None,
                ..Account::new(AccountKind::Sso)
            })),
            ..small_user()
        })),
        grant(&[2], true),
        grant(&[], false),
        Change::AccountGrantRemoved(OrgId::new("dingother")),
        Change::AccountMigrated(Box::new(Migration {
            userid: UserId::new("ann"),
            old_union_id: "oldiEiE".to_owned(),
            new_union_id: "newiEiE".to_owned(),
            old_ding_id: "$:LWCP_v1:$old".to_owned(),
            new_ding_id: "$:LWCP_v1:$new".to_owned(),
            at: Millis(7),
        })),
        Change::IndustrySet(Box::new(Industry {
            kind: "school".to_owned(),
            region_id: "330110".to_owned(),
            region_location: "中国_浙江省".to_owned(),
            region_type: "CITY".to_owned(),
            roles: vec![IndustryRole {
                id: RoleId(9),
                code: "student".to_owned(),
            }],
        })),
        Change::IndustrySet(Box::default()),
        Change::IndustryDepartmentSet(Box::new(industry_department("classic", "{}"))),
        Change::IndustryDepartmentSet(Box::new(industry_department("", ""))),
        Change::IndustryDepartmentRemoved(DepartmentId(2)),
        Change::IndustryUserSet(Box::new(IndustryUser {
            userid: UserId::new("li"),
            union_id: "xiEiE".to_owned(),
            name: "Li".to_owned(),
            places: vec![
                IndustryPlace {
                    department: DepartmentId(2),
                    feature: "{}".to_owned(),
                    roles: vec!["student".to_owned()],
                    position: 3,
                },
                IndustryPlace {
                    department: DepartmentId(3),
                    feature: String::new(),
                    roles: Vec::new(),
                    position: 1,
                },
            ],
        })),
        Change::IndustryUserRemoved(UserId::new("li")),
        Change::TranslationStarted(translation(None)),
        Change::TranslationEnded(translation(Some(None))),
        Change::TranslationEnded(translation(Some(Some("no text")))),
        Change::TranslationForgotten(TranslationId::new("tj1")),
        Change::CredentialSet(Box::new(Credential {
            password_set_at: Some(Millis(3)),
            link_until: Some(Millis(4)),
            second_factor: true,
            session_mark: 5,
            signed_in_at: Some(Millis(6)),
            ..Credential::new(UserId::new("ann"))
        })),
        Change::CredentialSet(Box::new(Credential::new(UserId::new("ann")))),
        Change::CredentialRemoved(UserId::new("ann")),
    ];
    let organization = organization::changes().into_iter();
    organization
        .chain(others)
        .chain(visibility::changes())
        .chain(partners::changes())
        .chain(fields::changes())
        .chain(invites::changes())
        .chain(management_groups::changes())
        .chain(contacts::fields())
        .collect()
}

/// The place of a kind among all kinds. A new kind has to be named here, and then be shown in [`changes`].
fn kind(change: &Change) -> usize {
    match change {
        Change::OrganizationSet(_) => 0,
        Change::UserAdded(_) => 1,
        Change::UserUpdated(_) => 2,
        Change::UserRemoved(_) => 3,
        Change::DepartmentAdded(_) => 4,
        Change::DepartmentUpdated(_) => 5,
        Change::DepartmentRemoved(_) => 6,
        Change::RoleGroupSet(_) => 7,
        Change::RoleGroupRemoved(_) => 8,
        Change::RoleSet(_) => 9,
        Change::RoleRemoved(_) => 10,
        Change::AdminSet(_) => 11,
        Change::AdminRemoved(_) => 12,
        Change::AppSet(_) => 13,
        Change::AppRemoved(_) => 14,
        Change::LabelGroupSet(_) => 15,
        Change::ExternalContactAdded(_) => 16,
        Change::ExternalContactUpdated(_) => 17,
        Change::ExternalContactRemoved(_) => 18,
        Change::AccountGrantSet(_) => 19,
        Change::AccountGrantRemoved(_) => 20,
        Change::AccountMigrated(_) => 39,
        Change::IndustrySet(_) => 21,
        Change::IndustryDepartmentSet(_) => 22,
        Change::IndustryDepartmentRemoved(_) => 23,
        Change::IndustryUserSet(_) => 24,
        Change::IndustryUserRemoved(_) => 25,
        Change::SettingSet(_) => 26,
        Change::SettingRemoved(_) => 27,
        Change::ExecutiveSet(_) => 28,
        Change::ExecutiveRemoved(_) => 29,
        Change::TranslationStarted(_) => 30,
        Change::TranslationEnded(_) => 31,
        Change::TranslationForgotten(_) => 32,
        Change::FieldsSet(_) => 40,
        Change::LabelGroupRemoved(_) => 47,
        Change::InviteSet(_) => 48,
        Change::InviteRemoved(_) => 43,
        Change::ApplicationSet(_) => 44,
        Change::ApplicationRemoved(_) => 45,
        Change::ApplicantBlocked(_) => 46,
        Change::GuestSet(_) => 33,
        Change::GuestRemoved(_) => 34,
        Change::HostSet(_) => 35,
        Change::HostRemoved(_) => 36,
        Change::SharedDataSet(_) => 37,
        Change::SharedDataRemoved(_) => 38,
        Change::CredentialSet(_) => 41,
        Change::CredentialRemoved(_) => 42,
        Change::ManagementGroupSet(_) => 49,
        Change::ManagementGroupRemoved(_) => 50,
        Change::PhotoSet(_) => 51,
        Change::PhotoRemoved(_) => 52,
        Change::ContactFieldsSet(_) => 53,
    }
}

#[test]
fn the_stored_shape_stays() {
    let lines: Vec<String> = changes()
        .iter()
        .map(|change| serde_json::to_string(change).expect("changes are plain structs"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    {"organization_set":{"id":"dingacme","name":"Acme","code":"acme","created_at":1,"main_admin":"founder","next_label_id":7,"largest_deleted_department":100000007,"next_setting_id":10002,"nearest_setting_wins":true,"authentication":{"level":"high","license_name":"Acme Ltd.","registration_number":"110000000000000","social_credit_code":"91110000MA00000000","organization_code":"11111111-1","legal_person":"Ann","license_url":"https://acme.example/license.png"},"sign_in_provider":{"issuer":"https://login.acme.example","client_id":"orgbook","scope":"openid profile","claim":"preferred_username"},"admins_need_second_factor":true,"audit_days":90,"language":"en","logo":"data:image/png;base64,iVBORw0KGgoAAAAAAAAAAA==","joining":{"invitations":true,"by_name":true,"by_code":true,"by_link":true,"without_approval":true,"admins_alone":true,"nobody_leaves":true,"address":"https://acme.example/join","link_key":"key"},"linking":{"owner":{"org":"dingowner","name":"Owner"},"logo_media_id":"@logo","industry_code":7,"owned":[{"org":"dingowned","invitation":"abc"}],"owned_max":9,"people_max":900}}}
    {"organization_set":{"id":"dingacme","name":"Acme","code":"acme","created_at":1,"main_admin":"founder","next_label_id":7}}
    {"user_added":{"userid":"ann","union_id":"xiEiE","name":"安妮","mobile":"852-51234567","hide_mobile":true,"avatar":"https://example.com/a.png","telephone":"8001","job_number":"7","title":"Engineer","email":"ann@example.com","org_email":"ann@acme.example","org_email_type":"base","login_email":"ann@login.example","work_place":"Hangzhou","remark":"tea","extension":[["hobby","chess"]],"extension_i18n":"{}","pinyin":"an ni","hired_date":2,"manager":"bob","senior":true,"active":true,"real_authed":true,"boss":true,"departments":[{"d":2,"o":-1,"t":"Lead","w":"Beijing","m":true,"j":3,"c":4}],"roles":[{"r":5,"g":7,"s":[2]},{"r":6,"g":8}],"account":{"kind":"built_in","login_id":"ann01","nickname":"Annie","mobile":"86-13900000000","mobile_verified":true,"disabled":true,"barred":true,"session_mark":77,"reason":"left","notices":[["en_US","Bye"]],"dingtalk_id":"annie01","dingtalk_id_set_at":5,"created":[{"org":"dingmade","name":"Made","created_at":6}],"joined":[["dingother","guest"]],"owner":{"org":"dingowner","name":"Owner","userid":"ann"}},"mirrors":[{"org":"dingguest","userid":"theirs"}],"created_at":6}}
    {"user_updated":{"userid":"ann","union_id":"xiEiE","name":"安妮","departments":[{"d":1}],"created_at":6}}
    {"user_removed":"ann"}
    {"department_added":{"id":2,"name":"研发","parent":1,"order":9223372036854775807,"source_identifier":"HR-7","code":"D-7","brief":"us","telephone":"8001","extension":"{\"floor\":\"3\"}","managers":["ann"],"hide":true,"permit_departments":[3],"permit_users":["bob"],"outer":true,"outer_only_self":true,"outer_permit_departments":[4],"outer_permit_users":["cid"],"create_group":true,"auto_add_user":true,"group_chat_id":"chat0","group_owner":"ann","group_contain_sub":true,"group_contain_outer":true,"group_contain_hidden":true,"auto_approve_apply":true,"mirrors":{"org":"dingguest","department":5},"created_at":1}}
    {"department_updated":{"id":1,"name":"Acme","order":1,"created_at":1}}
    {"department_removed":2}
    {"role_group_set":{"id":4,"name":"岗位"}}
    {"role_group_removed":4}
    {"role_set":{"id":5,"group":4,"name":"会计","built_in":"main_admin"}}
    {"role_set":{"id":5,"group":4,"name":"会计"}}
    {"role_removed":5}
    {"admin_set":{"userid":"ann","level":"sub","departments":[2],"apps":[5],"modules":["contacts","external_contacts"]}}
    {"admin_set":{"userid":"founder","level":"main"}}
    {"admin_removed":"ann"}
    {"app_set":{"key":"dingkey","agent_id":5,"name":"Sync","points":{"these":["qyapi_get_member"]},"scope":{"departments":[2],"users":["ann"],"admins":true},"redirect_uris":["https://example.com/"],"allowed_addresses":["10.0.0.0/8"],"disabled":true,"created_at":1,"callback":{"url":"https://example.com/callback","kinds":["user_add_org"],"registered_at":2},"stream_since":3,"secret_changed_at":4,"recorded_until":6}}
    {"app_set":{"key":"dingkey","agent_id":5,"name":"Sync","points":"all","scope":{},"created_at":1}}
    {"app_removed":"dingkey"}
    {"label_group_set":{"id":11,"name":"级别","color":-11687445,"labels":[{"id":12,"name":"核心"}]}}
    {"external_contact_added":{"userid":"0125","serial":7,"union_id":"xiEiE","name":"王","mobile":"86-13600000000","title":"CFO","email":"w@example.com","company_name":"Acme","address":"Street 1","remark":"met in May","follower":"ann","labels":[12,13],"share_departments":[2],"share_users":["bob"],"created_at":1,"own":[["size","41"]]}}
    {"external_contact_updated":{"userid":"0125","serial":7,"union_id":"xiEiE","name":"王","mobile":"86-13600000000","follower":"ann","labels":[12],"created_at":1}}
    {"external_contact_removed":"0125"}
    {"user_added":{"userid":"ann","union_id":"xiEiE","name":"安妮","departments":[{"d":1}],"account":{"kind":"sso"},"created_at":6}}
    {"account_grant_set":{"org":"dingother","departments":[2],"shows_mobile":true,"shows_status":true}}
    {"account_grant_set":{"org":"dingother"}}
    {"account_grant_removed":"dingother"}
    {"account_migrated":{"userid":"ann","old_union_id":"oldiEiE","new_union_id":"newiEiE","old_ding_id":"$:LWCP_v1:$old","new_ding_id":"$:LWCP_v1:$new","at":7}}
    {"industry_set":{"kind":"school","region_id":"330110","region_location":"中国_浙江省","region_type":"CITY","roles":[{"id":9,"code":"student"}]}}
    {"industry_set":{"kind":""}}
    {"industry_department_set":{"id":2,"parent":1,"name":"Class 1","contact_type":"classic","department_type":"classic","feature":"{}","position":1}}
    {"industry_department_set":{"id":2,"parent":1,"name":"Class 1","position":1}}
    {"industry_department_removed":2}
    {"industry_user_set":{"userid":"li","union_id":"xiEiE","name":"Li","places":[{"department":2,"feature":"{}","roles":["student"],"position":3},{"department":3,"position":1}]}}
    {"industry_user_removed":"li"}
    {"translation_started":{"id":"tj1","app":"dingkey","userid":"ann","files":[{"media_id":"@a","name":"a.csv"}],"result_name":"a.csv","started_at":1}}
    {"translation_ended":{"id":"tj1","app":"dingkey","userid":"ann","files":[{"media_id":"@a","name":"a.csv"}],"result_name":"a.csv","started_at":1,"end":{"at":2}}}
    {"translation_ended":{"id":"tj1","app":"dingkey","userid":"ann","files":[{"media_id":"@a","name":"a.csv"}],"result_name":"a.csv","started_at":1,"end":{"at":2,"failure":"no text"}}}
    {"translation_forgotten":"tj1"}
    {"credential_set":{"userid":"ann","password_set_at":3,"link_until":4,"second_factor":true,"session_mark":5,"signed_in_at":6}}
    {"credential_set":{"userid":"ann"}}
    {"credential_removed":"ann"}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"hide":{"search":true,"profile":false}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"hide":{"tree":false,"search":true,"profile":false,"people_in_tree":false,"people_in_search":false}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"restrict":{"range":"only_self","search":true,"profile":false}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"restrict":{"range":"own_departments","search":true,"profile":false}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"restrict":{"range":"excluded","search":true,"profile":false}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"hide_attributes":["mobile"]},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"name":"Board","description":"asked for by the board","active":true,"objects":{"u":["ann"],"d":[2],"r":[5]},"excluded":{"u":["ann"],"d":[2],"r":[5]},"effect":{"hide_attributes":{"ids":["mobile"],"places":{"profile":false,"search":false,"chat_subtitle":true}}},"created_at":1,"changed_at":2}}
    {"setting_set":{"id":10001,"active":true,"objects":{},"effect":{"hide_attributes":[]},"created_at":1,"changed_at":2}}
    {"setting_removed":10001}
    {"executive_set":{"userid":"ann","permitted":{"u":["ann"],"d":[2],"r":[5]},"scenes":["DING_SMS","DING_MSG","CHAT","CONFERENCE_VIDEO","CONFERENCE","VIDEO_CALL","CONFERENCE_VOIP","CALL","SEARCH","CALL_CENTER"]}}
    {"executive_set":{"userid":"ann","scenes":[]}}
    {"executive_removed":"ann"}
    {"guest_set":{"org":"dingguest","name":"Guest","authentication":"middle","state":"joined","share":{"part":{"departments":[5],"users":["theirs"]}},"data":["GROUP_GRO_ORG_OPEN_ORG"],"alias":"East","mount":2,"hidden":{"guests":["dingthird"],"departments":[3]},"restricted":{},"levels":2,"revision":11,"retold":2,"followed":12,"application":"a1","applied_at":1,"joined_at":2}}
    {"guest_set":{"org":"dingguest","name":"Guest","state":"applying","share":"everybody","revision":11,"application":"a1","applied_at":1}}
    {"guest_removed":"dingguest"}
    {"host_set":{"org":"dinghost","name":"Host","owner":{"org":"dingowner","name":"Owner"},"state":"joined","revision":11}}
    {"host_set":{"org":"dinghost","name":"Host","state":"applying","revision":11}}
    {"host_removed":"dinghost"}
    {"shared_data_set":{"org":"dingguest","day":"20261120","code":"GROUP_GRO_ORG_OPEN_ORG","indicators":[{"code":"CRO_ORG_OPEN_EDU_001","name":"Classes","value":"100"}]}}
    {"shared_data_removed":"dingguest/20261120/GROUP_GRO_ORG_OPEN_ORG"}
    {"fields_set":{"fields":[{"id":"title","label":"Label","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":{"chosen":{"u":["ann"],"d":[2],"r":[5]}}},{"id":"own","kind":"text","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":"link","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":"number","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":"date","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":{"single_choice":["a","b"]},"shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":{"multi_choice":["a","b"]},"shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":"person","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"own","kind":"phone","shown":true,"fillable":true,"searchable":true,"instead":true,"audience":"managers"},{"id":"name"}],"removed":["gone"]}}
    {"fields_set":{"fields":[]}}
    {"label_group_removed":11}
    {"invite_set":{"code":"abc","department":2,"inviter":"ann","mobile":"86-13900000000","created_at":1,"expires_at":2}}
    {"invite_set":{"code":"abc","created_at":1,"expires_at":2}}
    {"invite_removed":"abc"}
    {"application_set":{"id":"a1","name":"Zed","mobile":"86-13900000000","greeting":"Hello","applicant":{"org":"dingother","userid":"zed"},"department":2,"inviter":"ann","applied_at":1}}
    {"application_set":{"id":"a1","name":"Zed","mobile":"86-13900000000","applied_at":1}}
    {"application_removed":"a1"}
    {"applicant_blocked":{"mobile":"86-13900000000","name":"Zed","at":3}}
    {"management_group_set":{"id":77,"name":"East","departments":[2],"apps":[5],"modules":["contacts"],"maker":"ann"}}
    {"management_group_set":{"id":77,"name":"East"}}
    {"admin_set":{"userid":"bob","level":"sub","departments":[2],"apps":[5],"modules":["contacts"],"group":77}}
    {"management_group_removed":77}
    {"photo_set":{"id":"pic","userid":"ann","content":"data:image/png;base64,iVBORw0KGgo=","set_at":9}}
    {"photo_removed":"pic"}
    {"contact_fields_set":{"fields":[{"id":"size","label":"Shoe size","kind":"number","shown":true},{"id":"remark"}],"removed":["gone"]}}
    {"contact_fields_set":{"fields":[]}}
    "#);
}

#[test]
fn every_kind_is_shown_and_reads_back() {
    let shown: BTreeSet<usize> = changes().iter().map(kind).collect();
    assert_eq!(shown, (0..54).collect());
    let read = crate::load::decode_changes(BODY_VERSION, &encode_changes(&changes()));
    assert_eq!(read.expect("what is written reads"), changes());
    assert!(crate::load::decode_changes(BODY_VERSION + 1, b"[]").is_err());
}
