//! Every SQL statement of this room. Reads and single writes have one text for both engines: SQLite takes `$1` for a
//! named parameter, numbered by first appearance, so `$1`, `$2`, ... must first appear in ascending order.

pub(crate) mod arrays;
pub(crate) mod sqlite;

use crate::model::StoreError;

/// What differs between the engines inside one schema text.
pub(crate) struct Dialect {
    text: &'static str,
    bytes: &'static str,
    clustered: &'static str,
    views: &'static str,
    parted: &'static str,
}

/// SQLite. Tables read by ranges of their primary key are stored in its order.
pub(crate) const SQLITE: Dialect = Dialect {
    text: "text",
    bytes: "blob",
    clustered: "without rowid",
    views: "
        create view people as select
            org,
            key as userid,
            json_extract(cast(body as text), '$.name') as name,
            json_extract(cast(body as text), '$.mobile') as mobile,
            json_extract(cast(body as text), '$.email') as email,
            json_extract(cast(body as text), '$.job_number') as job_number,
            json_extract(cast(body as text), '$.title') as title,
            cast(body as text) as body
        from record where kind = 'user';
        create view departments as select
            org,
            key as department_id,
            json_extract(cast(body as text), '$.name') as name,
            json_extract(cast(body as text), '$.parent') as parent_id,
            cast(body as text) as body
        from record where kind = 'department';
    ",
    parted: sqlite::PARTED,
};

/// PostgreSQL. Keys compare by their bytes whatever the locale of the database.
pub(crate) const POSTGRES: Dialect = Dialect {
    text: "text collate \"C\"",
    bytes: "bytea",
    clustered: "",
    views: "
        create view people as select
            org,
            key as userid,
            convert_from(body, 'UTF8')::json ->> 'name' as name,
            convert_from(body, 'UTF8')::json ->> 'mobile' as mobile,
            convert_from(body, 'UTF8')::json ->> 'email' as email,
            convert_from(body, 'UTF8')::json ->> 'job_number' as job_number,
            convert_from(body, 'UTF8')::json ->> 'title' as title,
            convert_from(body, 'UTF8') as body
        from record where kind = 'user';
        create view departments as select
            org,
            key as department_id,
            convert_from(body, 'UTF8')::json ->> 'name' as name,
            convert_from(body, 'UTF8')::json ->> 'parent' as parent_id,
            convert_from(body, 'UTF8') as body
        from record where kind = 'department';
    ",
    parted: "",
};

/// The steps from an empty database to the present schema. A step that was released never changes.
const STEPS: &[&str] = &[
    "
    create table log (
        org {text} not null,
        number bigint not null,
        id {bytes} not null,
        at bigint not null,
        actor {text} not null,
        route {text} not null,
        version integer not null,
        packing integer not null,
        body {bytes} not null,
        primary key (org, number)
    );
    create table record (
        org {text} not null,
        kind {text} not null,
        key {text} not null,
        version integer not null,
        body {bytes} not null,
        primary key (org, kind, key)
    ) {clustered};
    create table claim (
        space {text} not null,
        value {text} not null,
        org {text} not null,
        holder {text} not null,
        primary key (space, value)
    ) {clustered};
    create table head (
        org {text} not null primary key,
        number bigint not null
    ) {clustered};
    create table history (
        org {text} not null,
        kind {text} not null,
        at bigint not null,
        key {text} not null,
        body {bytes} not null,
        primary key (org, kind, at, key)
    ) {clustered};
    create table secret (
        kind {text} not null,
        key {text} not null,
        org {text} not null,
        body {bytes} not null,
        expires_at bigint,
        primary key (kind, key)
    ) {clustered};
    create index secret_expiry on secret (expires_at) where expires_at is not null;
    create table cursor (
        consumer {text} not null,
        org {text} not null,
        number bigint not null,
        primary key (consumer, org)
    ) {clustered};
    {views}
",
    "
    create table slice (
        org {text} not null,
        name {text} not null,
        place integer not null,
        body {bytes} not null,
        expires_at bigint not null,
        primary key (org, name, place)
    );
    create index slice_expiry on slice (expires_at);
",
    "{parted}",
];

/// The version of the schema that this program reads and writes.
pub(crate) const SCHEMA_VERSION: i64 = STEPS.len() as i64;

/// The steps that a database at `version` still needs.
pub(crate) fn steps_after(dialect: &Dialect, version: i64) -> impl Iterator<Item = String> {
    let done = usize::try_from(version).unwrap_or_default();
    STEPS.iter().skip(done).map(|step| {
        step.replace("{text}", dialect.text)
            .replace("{bytes}", dialect.bytes)
            .replace("{clustered}", dialect.clustered)
            .replace("{views}", dialect.views)
            .replace("{parted}", dialect.parted)
    })
}

/// Refuses a database that a later program has changed.
pub(crate) fn refuse_newer(version: i64) -> Result<(), StoreError> {
    if version > SCHEMA_VERSION {
        return Err(StoreError::Corrupt(format!(
            "its schema has version {version}, this program knows {SCHEMA_VERSION}; run the later program"
        )));
    }
    Ok(())
}

pub(crate) const CREATE_VERSION: &str = "create table if not exists version (
    one integer not null primary key check (one = 1), number bigint not null)";
pub(crate) const START_VERSION: &str =
    "insert into version (one, number) values (1, 0) on conflict (one) do nothing";
pub(crate) const READ_VERSION: &str = "select number from version where one = 1";
pub(crate) const WRITE_VERSION: &str = "update version set number = $1 where one = 1";

pub(crate) const HEAD: &str = "select number from head where org = $1";
pub(crate) const RECORDS: &str =
    "select kind, key, version, body from record where org = $1 order by kind, key";
pub(crate) const SINCE: &str = "select number, id, at, actor, route, version, packing, body
    from log where org = $1 and number > $2 order by number limit $3";
pub(crate) const ORGANIZATIONS: &str = "select org from head where org > $1 order by org limit $2";
pub(crate) const CLAIM: &str = "select org, holder from claim where space = $1 and value = $2";
pub(crate) const CLAIMS: &str = "select value, org, holder from claim
    where space = $1 and value > $2 order by value limit $3";
pub(crate) const PUT_SLICE: &str = "insert into slice (org, name, place, body, expires_at)
    values ($1, $2, $3, $4, $5)
    on conflict (org, name, place) do update
    set body = excluded.body, expires_at = excluded.expires_at";
pub(crate) const SLICE: &str = "select body from slice
    where org = $1 and name = $2 and place = $3 and expires_at > $4";
pub(crate) const SLICE_BYTES: &str =
    "select coalesce(sum(length(body)), 0) from slice where org = $1";
pub(crate) const DELETE_SLICES: &str = "delete from slice where org = $1 and name = $2";
pub(crate) const SWEEP_SLICES: &str = "delete from slice where (org, name, place) in (
    select org, name, place from slice where expires_at <= $1 order by expires_at limit $2)";
pub(crate) const HISTORY: &str = "select at, key, body from history
    where org = $1 and kind = $2 and (at, key) >= ($3, $4) and at < $5 order by at, key limit $6";
pub(crate) const SECRET: &str = "select org, body, expires_at from secret
    where kind = $1 and key = $2 and (expires_at is null or expires_at > $3)";
pub(crate) const SECRETS: &str = "select org, body, expires_at, key from secret
    where kind = $1 and key > $2 and (expires_at is null or expires_at > $3) order by key limit $4";
pub(crate) const CURSOR: &str = "select number from cursor where consumer = $1 and org = $2";

pub(crate) const PUT_HISTORY: &str = "insert into history (org, kind, at, key, body)
    values ($1, $2, $3, $4, $5)
    on conflict (org, kind, at, key) do update set body = excluded.body";
pub(crate) const PUT_SECRET: &str = "insert into secret (kind, key, org, body, expires_at)
    values ($1, $2, $3, $4, $5)
    on conflict (kind, key) do update
    set org = excluded.org, body = excluded.body, expires_at = excluded.expires_at";
pub(crate) const CREATE_SECRET: &str = "insert into secret (kind, key, org, body, expires_at)
    values ($1, $2, $3, $4, $5) on conflict (kind, key) do nothing";
pub(crate) const DELETE_SECRET: &str = "delete from secret where kind = $1 and key = $2";
pub(crate) const RENEW_SECRET: &str =
    "update secret set expires_at = $1 where kind = $2 and key = $3 and body = $4";
pub(crate) const DELETE_SECRET_WITH: &str =
    "delete from secret where kind = $1 and key = $2 and body = $3";
pub(crate) const SWEEP_SECRETS: &str = "delete from secret where (kind, key) in (
    select kind, key from secret where expires_at <= $1 order by expires_at limit $2)";
pub(crate) const MOVE_CURSOR: &str = "insert into cursor (consumer, org, number)
    values ($1, $2, $3)
    on conflict (consumer, org) do update set number = excluded.number
    where excluded.number > cursor.number";
pub(crate) const MOVE_CURSOR_UNDER: &str = "insert into cursor (consumer, org, number)
    select cast($1 as text), cast($2 as text), cast($3 as bigint) from secret
    where kind = 'lease' and key = $4 and body = $5
    on conflict (consumer, org) do update set number = case
    when excluded.number > cursor.number then excluded.number else cursor.number end";
pub(crate) const PUT_CLAIM: &str = "insert into claim (space, value, org, holder)
    values ($1, $2, $3, $4)
    on conflict (space, value) do update set org = excluded.org, holder = excluded.holder";
pub(crate) const DELETE_CLAIM: &str = "delete from claim where space = $1 and value = $2";

pub(crate) const PUT_RECORD: &str = "insert into record (org, kind, key, version, body)
    values ($1, $2, $3, $4, $5)
    on conflict (org, kind, key) do update set version = excluded.version, body = excluded.body";
pub(crate) const DELETE_RECORD: &str =
    "delete from record where org = $1 and kind = $2 and key = $3";

/// A column's type, as far as copying a table needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Text.
    Text,
    /// A 32-bit integer.
    Integer,
    /// A 64-bit integer.
    Bigint,
    /// Bytes.
    Bytes,
}

/// A table as a backup carries it: its name, and its columns in order of definition.
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Column)],
}

impl Table {
    /// The column names, separated by commas.
    pub fn column_names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    }
}

/// Every table that a backup brings back. Files are not among them: they are kept for days only.
pub(crate) const TABLES: &[Table] = {
    use Column::{Bigint, Bytes, Integer, Text};
    &[
        Table {
            name: "log",
            columns: &[
                ("org", Text),
                ("number", Bigint),
                ("id", Bytes),
                ("at", Bigint),
                ("actor", Text),
                ("route", Text),
                ("version", Integer),
                ("packing", Integer),
                ("body", Bytes),
            ],
        },
        Table {
            name: "record",
            columns: &[
                ("org", Text),
                ("kind", Text),
                ("key", Text),
                ("version", Integer),
                ("body", Bytes),
            ],
        },
        Table {
            name: "claim",
            columns: &[
                ("space", Text),
                ("value", Text),
                ("org", Text),
                ("holder", Text),
            ],
        },
        Table {
            name: "head",
            columns: &[("org", Text), ("number", Bigint)],
        },
        Table {
            name: "history",
            columns: &[
                ("org", Text),
                ("kind", Text),
                ("at", Bigint),
                ("key", Text),
                ("body", Bytes),
            ],
        },
        Table {
            name: "secret",
            columns: &[
                ("kind", Text),
                ("key", Text),
                ("org", Text),
                ("body", Bytes),
                ("expires_at", Bigint),
            ],
        },
        Table {
            name: "cursor",
            columns: &[("consumer", Text), ("org", Text), ("number", Bigint)],
        },
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_first_appear_in_ascending_order() {
        let shared = [
            HEAD,
            RECORDS,
            sqlite::ENTRY_ID,
            SINCE,
            sqlite::SINCE,
            ORGANIZATIONS,
            CLAIM,
            CLAIMS,
            PUT_SLICE,
            SLICE,
            SLICE_BYTES,
            DELETE_SLICES,
            SWEEP_SLICES,
            HISTORY,
            SECRET,
            CURSOR,
            PUT_HISTORY,
            PUT_SECRET,
            CREATE_SECRET,
            DELETE_SECRET,
            SWEEP_SECRETS,
            MOVE_CURSOR,
            PUT_CLAIM,
            DELETE_CLAIM,
            sqlite::INSERT_ORGANIZATION,
            sqlite::INSERT_ENTRY,
            PUT_RECORD,
            DELETE_RECORD,
            WRITE_VERSION,
        ];
        for statement in shared {
            let mut seen = 0;
            for after in statement.split('$').skip(1) {
                let digits = after
                    .split(|c: char| !c.is_ascii_digit())
                    .next()
                    .unwrap_or("");
                let parameter: usize = digits.parse().expect("a number after $");
                assert!(
                    parameter <= seen + 1,
                    "${parameter} comes too early in {statement}"
                );
                seen = seen.max(parameter);
            }
            assert!(seen > 0, "no parameter in {statement}");
        }
    }
}
