//! The file of an import: JSON Lines, one organization, department or person each.

use super::told;
use crate::limits::{IMPORT_BYTES_MAX, IMPORT_ERRORS_TOLD};
use org::{DepartmentId, IndustryDepartmentFields, IndustryFacts, IndustryPlaceFields};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What one line sets.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Organization(IndustryFacts),
    Department(IndustryDepartmentFields),
    User {
        userid: String,
        name: String,
        places: Vec<IndustryPlaceFields>,
    },
}

/// A line with its number, from 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) item: Item,
}

/// The whole file: the organization, then departments with each parent before its children, then people.
#[derive(Debug, PartialEq)]
pub(super) struct Import {
    pub(super) lines: Vec<Line>,
    pub(super) departments: usize,
    pub(super) users: usize,
}

#[derive(Deserialize)]
#[serde(
    tag = "type",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
enum Given {
    Organization {
        kind: String,
        region_id: Option<String>,
        region_location: Option<String>,
        region_type: Option<String>,
    },
    Department {
        id: Value,
        parent_id: Option<Value>,
        name: String,
        contact_type: Option<String>,
        department_type: Option<String>,
        features: Option<Map<String, Value>>,
    },
    User {
        id: Value,
        name: String,
        departments: Vec<Value>,
        roles: Option<Vec<String>>,
        features: Option<Map<String, Value>>,
    },
}

/// A person's place where it says more than the department.
#[derive(Deserialize)]
struct GivenPlace {
    id: Value,
    roles: Option<Vec<String>>,
    features: Option<Map<String, Value>>,
}

/// Reads a file.
///
/// # Errors
/// Sentences that name the lines.
pub(super) fn read(path: &Path) -> Result<Import, String> {
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let file = File::open(path).map_err(cannot)?;
    if file.metadata().map_err(cannot)?.len() > IMPORT_BYTES_MAX {
        return Err(format!(
            "{} has more than {IMPORT_BYTES_MAX} bytes; import it in parts",
            path.display()
        ));
    }
    parse(BufReader::new(file)).map_err(|error| format!("{}: {error}", path.display()))
}

fn parse(file: impl BufRead) -> Result<Import, String> {
    let mut errors = Vec::new();
    let (mut organization, mut departments, mut users) = (Vec::new(), Vec::new(), Vec::new());
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, text) in (1..).zip(file.lines()) {
        let text = text.map_err(|error| format!("line {number}: {error}"))?;
        // Some editors begin a file with a mark that is no text.
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        let item = match serde_json::from_str(text)
            .map_err(|error: serde_json::Error| {
                error.to_string().replace(" at line 1 column", " at column")
            })
            .and_then(item)
        {
            Ok(item) => item,
            Err(error) => {
                errors.push(format!("line {number}: {error}"));
                if errors.len() > IMPORT_ERRORS_TOLD {
                    break;
                }
                continue;
            }
        };
        let (name, list) = match &item {
            Item::Organization(_) => ("the organization".to_owned(), &mut organization),
            Item::Department(fields) => (format!("department {}", fields.id), &mut departments),
            Item::User { userid, .. } => (format!("user {userid}"), &mut users),
        };
        if let Some(before) = known.insert(name.clone(), number) {
            errors.push(format!(
                "line {number}: {name} stands in line {before} already"
            ));
        }
        list.push(Line { number, item });
    }
    told(errors)?;
    let (department_count, user_count) = (departments.len(), users.len());
    let mut lines = organization;
    lines.extend(parents_first(departments)?);
    lines.extend(users);
    Ok(Import {
        lines,
        departments: department_count,
        users: user_count,
    })
}

/// Puts each department behind its parent, as far as that stands in the file, too.
fn parents_first(departments: Vec<Line>) -> Result<Vec<Line>, String> {
    let parent = |line: &Line| match &line.item {
        Item::Department(fields) => (fields.id, fields.parent),
        _ => (DepartmentId::ROOT, DepartmentId::ROOT),
    };
    let parents: HashMap<DepartmentId, DepartmentId> = departments.iter().map(parent).collect();
    let mut errors = Vec::new();
    let mut keyed = Vec::with_capacity(departments.len());
    for line in departments {
        let (id, mut next) = parent(&line);
        let mut depth = 0;
        while let Some(above) = parents.get(&next) {
            depth += 1;
            if next == id || depth > parents.len() {
                errors.push(format!(
                    "line {}: department {id} is below itself",
                    line.number
                ));
                break;
            }
            next = *above;
        }
        keyed.push((depth, line));
    }
    told(errors)?;
    keyed.sort_by_key(|(depth, line)| (*depth, line.number));
    Ok(keyed.into_iter().map(|(_, line)| line).collect())
}

fn item(given: Given) -> Result<Item, String> {
    Ok(match given {
        Given::Organization {
            kind,
            region_id,
            region_location,
            region_type,
        } => Item::Organization(IndustryFacts {
            kind,
            region_id: region_id.unwrap_or_default(),
            region_location: region_location.unwrap_or_default(),
            region_type: region_type.unwrap_or_default(),
        }),
        Given::Department {
            id,
            parent_id,
            name,
            contact_type,
            department_type,
            features,
        } => {
            // Trees that were exported from elsewhere carry the types among the features.
            let featured = |name: &str| {
                let features = features.as_ref()?;
                Some(features.get(name)?.as_str()?.to_owned())
            };
            Item::Department(IndustryDepartmentFields {
                id: department_id("id", &id)?,
                parent: match parent_id {
                    None | Some(Value::Null) => DepartmentId::ROOT,
                    Some(parent) => department_id("parentId", &parent)?,
                },
                name,
                contact_type: contact_type
                    .or_else(|| featured("contact_type"))
                    .unwrap_or_else(|| "custom".to_owned()),
                department_type: department_type
                    .or_else(|| featured("dept_type"))
                    .unwrap_or_else(|| "dept".to_owned()),
                feature: text_of(features.as_ref()),
            })
        }
        Given::User {
            id,
            name,
            departments,
            roles,
            features,
        } => Item::User {
            userid: match id {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                other => return Err(format!("id: expected a text, got {other}")),
            },
            name,
            places: departments
                .into_iter()
                .map(|given| place(given, roles.as_deref(), features.as_ref()))
                .collect::<Result<_, _>>()?,
        },
    })
}

/// A department's id, or an object that says what the person is there.
fn place(
    given: Value,
    roles: Option<&[String]>,
    features: Option<&Map<String, Value>>,
) -> Result<IndustryPlaceFields, String> {
    let own = match given {
        Value::Object(_) => {
            serde_json::from_value(given).map_err(|error| format!("departments: {error}"))?
        }
        id => GivenPlace {
            id,
            roles: None,
            features: None,
        },
    };
    Ok(IndustryPlaceFields {
        department: department_id("departments", &own.id)?,
        feature: text_of(own.features.as_ref().or(features)),
        roles: own
            .roles
            .unwrap_or_else(|| roles.unwrap_or_default().to_vec()),
    })
}

fn department_id(field: &str, value: &Value) -> Result<DepartmentId, String> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_i64(),
    };
    number
        .map(DepartmentId)
        .ok_or_else(|| format!("{field}: expected a department's number, got {value}"))
}

fn text_of(features: Option<&Map<String, Value>>) -> String {
    features.map_or_else(String::new, |features| {
        Value::Object(features.clone()).to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn errors(text: &str) -> String {
        parse(text.as_bytes()).expect_err("it is wrong")
    }

    #[test]
    fn lines_come_in_an_order_that_can_be_stored() {
        let import = parse(
            r#"{"type":"user","id":"li","name":"Li","departments":[3,"2",{"id":4,"roles":["teacher"],"features":{}}],"roles":["student"],"features":{"x":1}}

            {"type":"department","id":3,"parentId":2,"name":"Class","departmentType":"class"}
            {"type":"department","id":"2","name":"Campus","features":{"contact_type":"classic","dept_type":"campus"}}
            {"type":"organization","kind":"school","regionId":"33"}"#
                .as_bytes(),
        )
        .expect("it is right");
        assert_eq!((import.departments, import.users), (2, 1));
        let lines: Vec<String> = import
            .lines
            .iter()
            .map(|line| format!("{line:?}"))
            .collect();
        assert_snapshot!(lines.join("\n"), @r#"
        Line { number: 5, item: Organization(IndustryFacts { kind: "school", region_id: "33", region_location: "", region_type: "" }) }
        Line { number: 4, item: Department(IndustryDepartmentFields { id: DepartmentId(2), parent: DepartmentId(1), name: "Campus", contact_type: "classic", department_type: "campus", feature: "{\"contact_type\":\"classic\",\"dept_type\":\"campus\"}" }) }
        Line { number: 3, item: Department(IndustryDepartmentFields { id: DepartmentId(3), parent: DepartmentId(2), name: "Class", contact_type: "custom", department_type: "class", feature: "" }) }
        Line { number: 1, item: User { userid: "li", name: "Li", places: [IndustryPlaceFields { department: DepartmentId(3), feature: "{\"x\":1}", roles: ["student"] }, IndustryPlaceFields { department: DepartmentId(2), feature: "{\"x\":1}", roles: ["student"] }, IndustryPlaceFields { department: DepartmentId(4), feature: "{}", roles: ["teacher"] }] } }
        "#);
    }

    #[test]
    fn every_bad_line_is_named() {
        assert_snapshot!(errors("{\n[]\n{\"type\":\"class\"}\n{\"type\":\"department\",\"id\":2}\n{\"type\":\"department\",\"id\":\"x\",\"name\":\"X\"}"), @r#"
        line 1: EOF while parsing an object at column 1
        line 2: missing field `type` at column 2
        line 3: unknown variant `class`, expected one of `organization`, `department`, `user` at column 15
        line 4: missing field `name`
        line 5: id: expected a department's number, got "x"
        nothing was stored; mend the file and import it again
        "#);
        assert_snapshot!(errors("{\"type\":\"user\",\"id\":[],\"name\":\"X\",\"departments\":[]}\n{\"type\":\"user\",\"id\":\"x\",\"name\":\"X\",\"departments\":[null]}"), @"
        line 1: id: expected a text, got []
        line 2: departments: expected a department's number, got null
        nothing was stored; mend the file and import it again
        ");
        let many = "{\n".repeat(40);
        assert_eq!(errors(&many).lines().count(), IMPORT_ERRORS_TOLD + 2);
    }

    #[test]
    fn nothing_stands_twice_or_below_itself() {
        let department = |id: i64, parent: i64| {
            format!(r#"{{"type":"department","id":{id},"parentId":{parent},"name":"D"}}"#) + "\n"
        };
        assert_snapshot!(errors(&(department(2, 1) + &department(3, 1) + &department(2, 1))), @"
        line 3: department 2 stands in line 1 already
        nothing was stored; mend the file and import it again
        ");
        assert_snapshot!(errors(&(department(2, 3) + &department(3, 4) + &department(4, 2) + &department(5, 2))), @"
        line 1: department 2 is below itself
        line 2: department 3 is below itself
        line 3: department 4 is below itself
        line 4: department 5 is below itself
        nothing was stored; mend the file and import it again
        ");
        assert_snapshot!(errors(&department(2, 2)), @"
        line 1: department 2 is below itself
        nothing was stored; mend the file and import it again
        ");
        let user = r#"{"type":"user","id":"li","name":"Li","departments":[2]}"#;
        assert_snapshot!(errors(&format!("{user}\n{user}")), @"
        line 2: user li stands in line 1 already
        nothing was stored; mend the file and import it again
        ");
        let organization = r#"{"type":"organization","kind":"school"}"#;
        assert_snapshot!(errors(&format!("{organization}\n{organization}")), @"
        line 2: the organization stands in line 1 already
        nothing was stored; mend the file and import it again
        ");
    }
}
