//! Fields of people's pages, with everything set and with as little as there can be.

use super::visibility::selection;
use crate::change::Change;
use crate::field::{Audience, Field, FieldKind, FieldSettings};

fn field(id: &str, kind: Option<FieldKind>) -> Field {
    Field {
        id: id.to_owned(),
        label: "Label".to_owned(),
        kind,
        shown: true,
        fillable: true,
        searchable: true,
        instead: true,
        audience: Audience::Chosen(selection()),
    }
}

pub(super) fn changes() -> [Change; 2] {
    let choices = || vec!["a".to_owned(), "b".to_owned()];
    let kinds = [
        FieldKind::Text,
        FieldKind::Link,
        FieldKind::Number,
        FieldKind::Date,
        FieldKind::SingleChoice(choices()),
        FieldKind::MultiChoice(choices()),
        FieldKind::Person,
        FieldKind::Phone,
    ];
    let mut fields = vec![field("title", None)];
    fields.extend(kinds.map(|kind| Field {
        label: String::new(),
        audience: Audience::Managers,
        ..field("own", Some(kind))
    }));
    fields.push(Field {
        id: "name".to_owned(),
        label: String::new(),
        kind: None,
        shown: false,
        fillable: false,
        searchable: false,
        instead: false,
        audience: Audience::Everybody,
    });
    [
        Change::FieldsSet(Box::new(FieldSettings {
            fields,
            removed: ["gone".to_owned()].into(),
        })),
        Change::FieldsSet(Box::default()),
    ]
}
