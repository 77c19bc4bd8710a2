//! Get the external contact tag list: `POST /topapi/extcontact/listlabelgroups`.

use super::fields;
use crate::prelude::*;
use endpoint::Envelope;

/// Which part of the list.
#[derive(Deserialize, JsonSchema)]
pub struct Request {
    /// 1 to 100 groups, 20 when it or the offset is left out.
    size: Option<i64>,
    /// 0 when it or the size is left out.
    offset: Option<i64>,
}

/// A group of labels.
#[derive(Serialize, JsonSchema)]
pub struct LabelGroup {
    name: String,
    /// 32 bits of alpha, red, green and blue.
    color: i32,
    labels: Vec<Label>,
}

/// A label.
#[derive(Serialize, JsonSchema)]
pub struct Label {
    id: i64,
    name: String,
}

/// A page.
#[derive(Serialize, JsonSchema)]
pub struct Response {
    results: Vec<LabelGroup>,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/extcontact/listlabelgroups", LABEL_GROUPS_SIZE)
        .serves(&["Get the external contact tag list"])
        .needs("qyapi_ext_read")
        .envelope(Envelope::Flat)
        .on(&[On::Invalid("offset", EXTERNAL_OFFSET)]);
    type Response<'a> = Response;

    fn read(self, view: &View<'_>) -> Reply<Response> {
        let (offset, size) = fields::window(self.offset, self.size)?;
        let groups = view.label_groups().skip(offset).take(size);
        Ok(Response {
            results: groups.map(LabelGroup::from).collect(),
        })
    }
}

impl From<&org::LabelGroup> for LabelGroup {
    fn from(group: &org::LabelGroup) -> Self {
        let label = |label: &org::Label| Label {
            id: label.id.0,
            name: label.name.clone(),
        };
        Self {
            name: group.name.clone(),
            color: group.color,
            labels: group.labels.iter().map(label).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn an_organization_starts_with_four_groups() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({})), @r#"{"results":[{"name":"类型","color":-15220075,"labels":[{"id":2603132361,"name":"客户"},{"id":2603132362,"name":"渠道商"},{"id":2603132363,"name":"供应商"},{"id":2603132364,"name":"合作伙伴"},{"id":2603132365,"name":"面试人员"},{"id":2603132366,"name":"其他类型"}]},{"name":"级别","color":-11687445,"labels":[{"id":2603132368,"name":"一般"},{"id":2603132369,"name":"重要"},{"id":2603132370,"name":"核心"}]},{"name":"状态","color":-543394,"labels":[{"id":2603132372,"name":"潜在"},{"id":2603132373,"name":"意向"},{"id":2603132374,"name":"洽谈"},{"id":2603132375,"name":"成交"},{"id":2603132376,"name":"流失"}]},{"name":"人事招聘状态","color":-543394,"labels":[{"id":2603132378,"name":"待邀约"},{"id":2603132379,"name":"待面试"},{"id":2603132380,"name":"初试"},{"id":2603132381,"name":"复试"},{"id":2603132382,"name":"入职"}]}]}"#);
        acme.with_scope(&[], &[]);
        assert_eq!(
            acme.call(ROUTE, json!({"size": "100", "offset": "0"})),
            acme.call(ROUTE, json!({"size": 4, "offset": 0}))
        );
    }

    #[test]
    fn pages_follow_each_other() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": 1})), @r#"{"results":[{"name":"级别","color":-11687445,"labels":[{"id":2603132368,"name":"一般"},{"id":2603132369,"name":"重要"},{"id":2603132370,"name":"核心"}]}]}"#);
        assert_snapshot!(acme.call(ROUTE, json!({"size": 2, "offset": 4})), @r#"{"results":[]}"#);
    }

    #[test]
    fn values_out_of_range_name_their_field() {
        let mut acme = place("acme { }");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 0, "offset": 0})), @"41101 无效的size: size is a whole number from 1 to 100, got 0");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 101, "offset": 0})), @"41101 无效的size: size is a whole number from 1 to 100, got 101");
        assert_snapshot!(acme.call(ROUTE, json!({"size": {}, "offset": 0})), @"41101 无效的size: size: expected a whole number of 64 bits, got an object");
        assert_snapshot!(acme.call(ROUTE, json!({"size": 1, "offset": -1})), @"40068 无效的偏移量: offset is a whole number of at least 0, got -1");
    }
}
