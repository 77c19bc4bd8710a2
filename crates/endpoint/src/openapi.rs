//! The OpenAPI 3.1 document of a route table. 3.1 takes JSON Schema as it is, which is what routes describe themselves in.

use crate::fault::Code;
use crate::route::Route;
use crate::spec::{Envelope, Generation, Method, Spec, TokenKind};
use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// Describes routes; `version` is that of what serves them.
pub fn document<'a>(routes: impl IntoIterator<Item = &'a Route>, version: &str) -> Value {
    let mut paths = Map::new();
    for route in routes {
        let item = paths.entry(route.spec.path).or_insert_with(|| json!({}));
        item[route.spec.method.as_str().to_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Orgbook",
            "version": version,
            "description": "Calls with a token in the query also take forms, texts for every value, and query parameters. \
                `null` counts as left out.",
        },
        "paths": paths,
        "components": { "securitySchemes": {
            "queryToken": { "type": "apiKey", "in": "query", "name": "access_token" },
            "headerToken": { "type": "apiKey", "in": "header", "name": "x-acs-dingtalk-access-token" },
        } },
    })
}

/// What a route takes and what it answers, each in one piece without its envelope.
pub fn schemas(route: &Route) -> (Value, Value) {
    let inline = || {
        SchemaSettings::draft2020_12().with(|settings| {
            settings.inline_subschemas = true;
            settings.meta_schema = None;
        })
    };
    let request = (route.schemas)(&mut inline().for_deserialize().into_generator()).request;
    let response = (route.schemas)(&mut inline().for_serialize().into_generator()).response;
    let plain = |schema: Schema| {
        let mut schema = schema.to_value();
        without_null(&mut schema);
        schema
    };
    (plain(request), plain(response))
}

/// What may be left out is not `null`: answers never hold it, and in a request it counts as left out.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(entries) => entries.iter_mut().for_each(without_null),
        Value::Object(members) => {
            if let Some(Value::Array(kinds)) = members.get_mut("type") {
                kinds.retain(|kind| kind != "null");
                if let [kind] = kinds.as_mut_slice() {
                    members["type"] = kind.take();
                }
            }
            if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
                choices.retain(|choice| choice["type"] != "null");
                if let [Value::Object(choice)] = choices.as_mut_slice() {
                    let choice = std::mem::take(choice);
                    members.remove("anyOf");
                    members.extend(choice);
                }
            }
            members.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

fn operation(route: &Route) -> Value {
    let spec = route.spec;
    let (request, response) = schemas(route);
    let (parameters, body) = placed(spec, request);
    let mut operation = json!({ "operationId": operation_id(spec), "security": security(spec) });
    if !spec.serves.is_empty() {
        operation["summary"] = spec.serves.join("; ").into();
    }
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    if let Some(body) = body {
        operation["requestBody"] = body;
    }
    operation["responses"] = responses(spec, response);
    operation
}

fn operation_id(spec: &Spec) -> String {
    let path = spec
        .path
        .split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<&str> = path.filter(|word| !word.is_empty()).collect();
    format!(
        "{}_{}",
        spec.method.as_str().to_lowercase(),
        words.join("_")
    )
}

fn security(spec: &Spec) -> Value {
    let scheme = match (spec.token, spec.generation) {
        (TokenKind::None, _) => return json!([]),
        (_, Generation::Legacy) => "queryToken",
        (_, Generation::New) => "headerToken",
    };
    let points: Vec<&str> = spec.permission.into_iter().collect();
    json!([{ scheme: points }])
}

/// Parts the members of a request into parameters and body.
fn placed(spec: &Spec, mut request: Value) -> (Vec<Value>, Option<Value>) {
    let in_body = matches!(spec.method, Method::Post | Method::Put);
    let required = texts(&request["required"]);
    let mut parameters = Vec::new();
    let mut stays = Map::new();
    let members = request["properties"].as_object_mut().map(std::mem::take);
    for (name, schema) in members.unwrap_or_default() {
        let in_path = spec.path.contains(&format!("{{{name}}}"));
        if in_body && !in_path {
            stays.insert(name, schema);
            continue;
        }
        parameters.push(json!({
            "name": name,
            "in": if in_path { "path" } else { "query" },
            "required": in_path || required.contains(&name),
            "schema": schema,
        }));
    }
    if stays.is_empty() {
        return (parameters, None);
    }
    let required: Vec<String> = required
        .into_iter()
        .filter(|name| stays.contains_key(name))
        .collect();
    let needed = !required.is_empty();
    if spec.takes_list {
        let list = stays.remove("").unwrap_or_default();
        let content = json!({ "application/json": { "schema": list } });
        return (
            parameters,
            Some(json!({ "required": true, "content": content })),
        );
    }
    request["properties"] = stays.into();
    request["required"] = required.into();
    let form = if spec.upload_bytes_max.is_some() {
        "multipart/form-data"
    } else {
        "application/json"
    };
    let content = json!({ form: { "schema": request } });
    let body = json!({ "required": needed, "content": content });
    (parameters, Some(body))
}

fn texts(list: &Value) -> Vec<String> {
    let entries = list.as_array().into_iter().flatten();
    entries
        .filter_map(|entry| entry.as_str().map(str::to_owned))
        .collect()
}

fn responses(spec: &Spec, response: Value) -> Value {
    let content = json!({ "application/json": { "schema": enveloped(spec, response) } });
    let mut responses = json!({ "200": { "description": "Success.", "content": content } });
    if spec.generation == Generation::Legacy {
        return responses;
    }
    let mut by_status: Vec<(u16, Vec<&str>)> = Vec::new();
    for code in spec.codes() {
        match by_status
            .iter_mut()
            .find(|(status, _)| *status == code.status)
        {
            Some((_, codes)) => codes.push(code.new),
            None => by_status.push((code.status, vec![code.new])),
        }
    }
    by_status.sort_unstable();
    for (status, codes) in by_status {
        let mut members = json!({
            "code": { "type": "string" },
            "message": { "type": "string" },
            "requestid": { "type": "string" },
        });
        if spec.may_name_a_field(status) {
            let said = "The parameter that is wrong, where it is one; only where `Accept-Language` asks for Chinese or English.";
            members["field"] = json!({ "type": "string", "description": said });
        }
        responses[status.to_string()] = json!({
            "description": codes.join(", "),
            "content": { "application/json": { "schema": {
                "type": "object",
                "properties": members,
                "required": ["code", "message", "requestid"],
            } } },
        });
    }
    responses
}

fn enveloped(spec: &Spec, response: Value) -> Value {
    let flat = match spec.envelope {
        Envelope::Bare => return response,
        Envelope::Result => false,
        Envelope::Flat | Envelope::FlatWithoutId => true,
    };
    let told = |code: &Code| format!("{} {}", code.legacy, code.message);
    let codes: Vec<String> = spec.codes().map(told).collect();
    let mut members = Map::new();
    let mut required = vec!["errcode".to_owned(), "errmsg".to_owned()];
    members.insert(
        "errcode".to_owned(),
        json!({ "type": "integer", "description": format!("0, or {}", codes.join("; ")) }),
    );
    members.insert("errmsg".to_owned(), json!({ "type": "string" }));
    if flat {
        required.extend(texts(&response["required"]));
        let own = response["properties"].as_object().cloned();
        members.extend(own.unwrap_or_default());
    } else if response["type"] != "null" {
        required.push("result".to_owned());
        members.insert("result".to_owned(), response);
    }
    if spec.envelope != Envelope::FlatWithoutId {
        required.push("request_id".to_owned());
        members.insert("request_id".to_owned(), json!({ "type": "string" }));
    }
    json!({ "type": "object", "properties": members, "required": required })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lenient::CommaList;
    use crate::route::{Read, Reply, Write};
    use crate::spec::On;
    use org::{Draft, View};
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    const BAD: &Code = &Code {
        legacy: 40035,
        new: "parameter.error",
        status: 400,
        message: "bad",
        people: ["bad", "不对"],
    };
    const GONE: &Code = &Code {
        legacy: 60003,
        new: "gone",
        status: 404,
        message: "gone",
        people: ["gone", "没有了"],
    };

    /// A part.
    #[derive(Clone, Deserialize, Serialize, JsonSchema)]
    struct Part {
        number: i64,
    }

    #[derive(Deserialize, JsonSchema)]
    struct Get {
        /// Which.
        id: i64,
        #[expect(dead_code, reason = "described alone")]
        order: Option<String>,
    }

    #[derive(Serialize, JsonSchema)]
    struct Got {
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<Part>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
    }

    impl Read for Get {
        const SPEC: Spec = Spec::legacy("/part/get", BAD)
            .serves(&["Get a part", "Get its names"])
            .needs("read")
            .on(&[On::Missing("id", BAD)])
            .faults(&[GONE]);
        type Response<'a> = Got;

        fn read(self, _: &View<'_>) -> Reply<Got> {
            let part = Some(Part { number: self.id });
            Ok(Got {
                part,
                names: Vec::new(),
            })
        }
    }

    #[derive(Clone, Deserialize, JsonSchema)]
    struct Put {
        #[expect(dead_code, reason = "described alone")]
        org: String,
        parts: Option<Vec<Part>>,
        #[expect(dead_code, reason = "described alone")]
        ids: CommaList<i64>,
    }

    impl Write for Put {
        const SPEC: Spec = Spec::new(Method::Put, "/v1.0/{org}/parts", BAD)
            .token(TokenKind::None)
            .faults(&[GONE]);
        type Response = Vec<Part>;

        fn write(self, _: &mut Draft) -> Reply<Vec<Part>> {
            Ok(self.parts.unwrap_or_default())
        }
    }

    #[derive(Deserialize, JsonSchema)]
    struct Own {}

    impl Read for Own {
        const SPEC: Spec = Spec::new(Method::Get, "/v1.0/orgbook/parts", BAD).faults(&[GONE]);
        type Response<'a> = Part;

        fn read(self, _: &View<'_>) -> Reply<Part> {
            Ok(Part { number: 1 })
        }
    }

    #[test]
    fn errors_of_our_own_calls_may_name_the_parameter_that_is_wrong() {
        let routes = [Route::read::<Own>(), Route::write::<Put>()];
        let document = document(&routes, "1.2.3");
        let schema = |call: &Value, status: &str| {
            call["responses"][status]["content"]["application/json"]["schema"].clone()
        };
        let own = &document["paths"]["/v1.0/orgbook/parts"]["get"];
        let bad = schema(own, "400");
        assert_eq!(bad["properties"]["field"]["type"], "string");
        assert_eq!(bad["required"], json!(["code", "message", "requestid"]));
        // What is not there is no parameter's fault, and DingTalk's answers are as documented.
        assert!(schema(own, "404")["properties"]["code"].is_object());
        assert!(schema(own, "404")["properties"]["field"].is_null());
        let documented = schema(&document["paths"]["/v1.0/{org}/parts"]["put"], "400");
        assert!(documented["properties"]["code"].is_object());
        assert!(documented["properties"]["field"].is_null());
    }

    #[test]
    fn routes_are_described() {
        let routes = [Route::read::<Get>(), Route::write::<Put>()];
        insta::assert_json_snapshot!(document(&routes, "1.2.3")["paths"]);
    }
}
