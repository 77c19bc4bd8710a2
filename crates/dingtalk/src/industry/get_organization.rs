//! Get Organization information: `POST /topapi/industry/organization/get`.

use super::fields::Answer;
use crate::prelude::*;
use endpoint::Envelope;

/// Nothing.
#[derive(Deserialize, JsonSchema)]
pub struct Request {}

/// The region of the organization; empty texts when it is not set.
#[derive(Default, Serialize, JsonSchema)]
pub struct Region {
    region_id: String,
    region_location: String,
    region_type: String,
}

impl Read for Request {
    const SPEC: Spec = Spec::legacy("/topapi/industry/organization/get", PARAMETER)
        .serves(&["Get Organization information"])
        .needs("qyapi_industry_info_read")
        .envelope(Envelope::Flat);
    type Response<'a> = Answer<Region>;

    fn read(self, view: &View<'_>) -> Reply<Answer<Region>> {
        let region = view.industry().map(|industry| Region {
            region_id: industry.region_id.clone(),
            region_location: industry.region_location.clone(),
            region_type: industry.region_type.clone(),
        });
        Ok(Answer::of(region.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::school;

    const ROUTE: Route = Route::read::<Request>();

    #[test]
    fn the_region_is_told_as_far_as_it_is_known() {
        assert_snapshot!(school().call(ROUTE, json!({})), @r#"{"success":true,"result":{"region_id":"330110","region_location":"中国_浙江省_杭州市_余杭区","region_type":"COUNTY"}}"#);
        assert_snapshot!(place("acme { }").call(ROUTE, json!({"ignored": 1})), @r#"{"success":true,"result":{"region_id":"","region_location":"","region_type":""}}"#);
    }
}
