//! Statements for PostgreSQL that take arrays, so that a group of calls costs a handful of messages whatever its size.

/// Locks the heads in ascending order, so that two groups never wait for each other.
pub(crate) const HEADS_LOCKED: &str =
    "select org, number from head where org = any($1) order by org for update";
pub(crate) const HEADS: &str = "select org, number from head where org = any($1)";
pub(crate) const ENTRY_IDS: &str = "select log.org, log.number, log.id
    from unnest($1::text[], $2::bigint[]) as asked (org, number)
    join log on log.org = asked.org and log.number = asked.number";
/// Locks the claims, after the heads and in ascending order.
pub(crate) const CLAIMS_LOCKED: &str = "select space, value, org, holder from claim
    where (space, value) in (select * from unnest($1::text[], $2::text[]))
    order by space, value for update";

/// Moves heads from where they are expected and stores all that goes with it, as one statement and so as one
/// transaction; stores nothing when any head stands elsewhere. Answers with the heads it found, locked in
/// ascending order as above.
macro_rules! append_at_once {
    ($($further:literal)?) => {
        concat!(
            "with locked as (
                select org, number from head where org = any($1) order by org for update
            ), fitting as (
                select count(*) = cardinality($1) as fits from locked
                join unnest($1::text[], $2::bigint[]) as asked (org, number)
                on asked.org = locked.org and asked.number = locked.number
            ), moved as (
                update head set number = moved.number
                from unnest($1::text[], $3::bigint[]) as moved (org, number)
                where head.org = moved.org and (select fits from fitting)
            ), entered as (
                insert into log (org, number, id, at, actor, route, version, packing, body)
                select * from unnest($4::text[], $5::bigint[], $6::bytea[], $7::bigint[],
                    $8::text[], $9::text[], $10::integer[], $11::integer[], $12::bytea[]) as entry
                where (select fits from fitting)
            ), put as (
                insert into record (org, kind, key, version, body)
                select * from unnest($13::text[], $14::text[], $15::text[], $16::integer[],
                    $17::bytea[]) as record
                where (select fits from fitting)
                on conflict (org, kind, key)
                do update set version = excluded.version, body = excluded.body
            )",
            $($further,)?
            " select org, number from locked"
        )
    };
}
pub(crate) const APPEND: &str = append_at_once!();
pub(crate) const APPEND_WITH_HISTORY: &str = append_at_once!(
    ", noted as (
        insert into history (org, kind, at, key, body)
        select * from unnest($18::text[], $19::text[], $20::bigint[], $21::text[],
            $22::bytea[]) as history
        where (select fits from fitting)
        on conflict (org, kind, at, key) do update set body = excluded.body
    )"
);

/// The same for one organization, which is nearly always all there is: its head is where `$2` says, and where `$4` is
/// given, that entry stands there. Answers with a row where it stored.
macro_rules! append_to_one {
    ($($further:literal)?) => {
        concat!(
            "with moved as (
                update head set number = $3 where org = $1 and number = $2 and ($4::bytea is null
                    or $4 = (select id from log where log.org = $1 and log.number = $2))
                returning org
            ), entered as (
                insert into log (org, number, id, at, actor, route, version, packing, body)
                select $1, entry.* from unnest($5::bigint[], $6::bytea[], $7::bigint[], $8::text[],
                    $9::text[], $10::integer[], $11::integer[], $12::bytea[]) as entry
                where exists (select from moved)
            ), put as (
                insert into record (org, kind, key, version, body)
                select $1, record.* from unnest($13::text[], $14::text[], $15::integer[],
                    $16::bytea[]) as record
                where exists (select from moved)
                on conflict (org, kind, key)
                do update set version = excluded.version, body = excluded.body
            )",
            $($further,)?
            " select from moved"
        )
    };
}
pub(crate) const APPEND_TO_ONE: &str = append_to_one!();
pub(crate) const APPEND_TO_ONE_WITH_HISTORY: &str = append_to_one!(
    ", noted as (
        insert into history (org, kind, at, key, body)
        select $1, history.* from unnest($17::text[], $18::bigint[], $19::text[], $20::bytea[])
            as history
        where exists (select from moved)
        on conflict (org, kind, at, key) do update set body = excluded.body
    )"
);

pub(crate) const INSERT_HEADS: &str = "insert into head (org, number)
    select * from unnest($1::text[], $2::bigint[])";
pub(crate) const MOVE_HEADS: &str = "update head set number = moved.number
    from unnest($1::text[], $2::bigint[]) as moved (org, number) where head.org = moved.org";
pub(crate) const INSERT_ENTRIES: &str =
    "insert into log (org, number, id, at, actor, route, version, packing, body)
    select * from unnest($1::text[], $2::bigint[], $3::bytea[], $4::bigint[], $5::text[],
        $6::text[], $7::integer[], $8::integer[], $9::bytea[])";
pub(crate) const PUT_RECORDS: &str = "insert into record (org, kind, key, version, body)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::bytea[])
    on conflict (org, kind, key)
    do update set version = excluded.version, body = excluded.body";
pub(crate) const DELETE_RECORDS: &str = "delete from record
    using unnest($1::text[], $2::text[], $3::text[]) as gone (org, kind, key)
    where record.org = gone.org and record.kind = gone.kind and record.key = gone.key";
pub(crate) const DELETE_CLAIMS: &str = "delete from claim
    using unnest($1::text[], $2::text[]) as gone (space, value)
    where claim.space = gone.space and claim.value = gone.value";
/// No `on conflict`: a claim that another writer took meanwhile must fail, not change hands.
pub(crate) const INSERT_CLAIMS: &str = "insert into claim (space, value, org, holder)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])";
pub(crate) const PUT_HISTORY: &str = "insert into history (org, kind, at, key, body)
    select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bytea[])
    on conflict (org, kind, at, key) do update set body = excluded.body";
pub(crate) const PUT_SECRETS: &str = "insert into secret (kind, key, org, body, expires_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bigint[])
    on conflict (kind, key) do update
    set org = excluded.org, body = excluded.body, expires_at = excluded.expires_at";
