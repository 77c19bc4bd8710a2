//! How a stored record is told: members under their names on the wire, and nothing that nobody has decided to tell.

use serde_json::{Map, Value};

/// What a caller needs to be told a member of people, as everywhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing.
    Nothing,
    /// `fieldMobile`.
    Mobile,
    /// `fieldEmail`.
    Email,
}

/// How a member's value is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Inside {
    /// As it is.
    Plain,
    /// A word such as `department_manager`, in camelCase.
    Word,
    /// Names of members in camelCase, however deep.
    Camel,
    /// A record of its own.
    One(&'static Shape),
    /// A list of these.
    Each(&'static Shape),
    /// A list of pairs, whose parts are called like this.
    Pairs(&'static str, &'static str),
}

/// A member of a record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) stored: &'static str,
    told: &'static str,
    inside: Inside,
    needs: Needs,
}

/// A record.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) told: &'static [Member],
    /// Members that nobody is told.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "a test holds it against what is stored")
    )]
    pub(crate) kept_back: &'static [&'static str],
}

/// What a caller may be told of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) mobile: bool,
    pub(crate) email: bool,
}

impl Open {
    fn holds(self, needs: Needs) -> bool {
        match needs {
            Needs::Nothing => true,
            Needs::Mobile => self.mobile,
            Needs::Email => self.email,
        }
    }
}

/// A member that is told under another name.
pub(crate) const fn named(stored: &'static str, told: &'static str) -> Member {
    Member {
        stored,
        told,
        inside: Inside::Plain,
        needs: Needs::Nothing,
    }
}

/// A member that is told under its own name.
pub(crate) const fn same(name: &'static str) -> Member {
    named(name, name)
}

impl Member {
    pub(crate) const fn inside(mut self, inside: Inside) -> Self {
        self.inside = inside;
        self
    }

    pub(crate) const fn needs(mut self, needs: Needs) -> Self {
        self.needs = needs;
        self
    }
}

impl Shape {
    /// A record as it is told.
    pub(crate) fn tell(&self, stored: &Value, open: Open) -> Value {
        let mut told = Map::new();
        for member in self.told.iter().filter(|member| open.holds(member.needs)) {
            if let Some(value) = stored.get(member.stored).filter(|value| !value.is_null()) {
                told.insert(member.told.to_owned(), member.value(value, open));
            }
        }
        Value::Object(told)
    }
}

impl Member {
    fn value(&self, value: &Value, open: Open) -> Value {
        let each = |tell: &dyn Fn(&Value) -> Value| {
            let entries = value.as_array().into_iter().flatten();
            Value::Array(entries.map(tell).collect())
        };
        match self.inside {
            Inside::Plain => value.clone(),
            Inside::Word => value
                .as_str()
                .map_or_else(|| value.clone(), |word| camel_case(word).into()),
            Inside::Camel => camel(value),
            Inside::One(shape) => shape.tell(value, open),
            Inside::Each(shape) => each(&|entry| shape.tell(entry, open)),
            Inside::Pairs(first, second) => each(&|pair| {
                let parts = [(first, 0), (second, 1)];
                let parts = parts.map(|(name, at)| (name.to_owned(), pair[at].clone()));
                Value::Object(parts.into_iter().collect())
            }),
        }
    }
}

fn camel(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (camel_case(name), camel(value)));
            Value::Object(members.collect())
        }
        Value::Array(entries) => Value::Array(entries.iter().map(camel).collect()),
        other => other.clone(),
    }
}

/// `role_group` as `roleGroup`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut told = String::with_capacity(name.len());
    let mut is_new_word = false;
    for letter in name.chars() {
        match letter {
            '_' => is_new_word = true,
            letter if std::mem::take(&mut is_new_word) => told.extend(letter.to_uppercase()),
            letter => told.push(letter),
        }
    }
    told
}
