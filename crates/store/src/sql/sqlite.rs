//! What only SQLite is told. Its log is one tree, and its heads are the ends of the log: an entry touches two pages of
//! the database (its own and the record's) where an index and a table of heads beside it would touch two more, and a
//! commit of one entry costs by its pages.
//!
//! An entry's place is its organization's id in the upper bits and its number in the lower 40. `log` and `head` are
//! views for whoever looks with SQL and for restores; what must be quick goes to the tables.

/// The step that parts the log from the text of organizations' ids.
pub(crate) const PARTED: &str = "
    create table organization (
        id integer primary key check (id between 1 and 8388607),
        org text not null unique
    );
    create table entry (
        place integer primary key,
        id blob not null,
        at bigint not null,
        actor text not null,
        route text not null,
        version integer not null,
        packing integer not null,
        body blob not null
    );
    insert into organization (org) select org from head order by org;
    insert into entry (place, id, at, actor, route, version, packing, body)
        select organization.id << 40 | number, log.id, at, actor, route, version, packing, body
        from organization join log on log.org = organization.org
        order by organization.id, number;
    drop table log;
    drop table head;
    create view log as select
        org, place & 1099511627775 as number, entry.id as id, at, actor, route, version, packing, body
    from organization join entry
        on place between organization.id << 40 and organization.id << 40 | 1099511627775;
    create view head as select
        org,
        (
            select place & 1099511627775 from entry
            where place between organization.id << 40 and organization.id << 40 | 1099511627775
            order by place desc limit 1
        ) as number
    from organization;
    create trigger log_filled instead of insert on log begin
        insert into organization (org) values (new.org) on conflict (org) do nothing;
        insert into entry (place, id, at, actor, route, version, packing, body)
            select id << 40 | new.number, new.id, new.at, new.actor, new.route, new.version, new.packing, new.body
            from organization where org = new.org;
    end;
    create trigger head_filled instead of insert on head begin
        insert into organization (org) values (new.org) on conflict (org) do nothing;
    end;
";

pub(crate) const INSERT_ORGANIZATION: &str = "insert into organization (org) values ($1)";
/// The organization comes last; nothing is inserted when it is not there.
pub(crate) const INSERT_ENTRY: &str =
    "insert into entry (place, id, at, actor, route, version, packing, body)
    select id << 40 | $1, $2, $3, $4, $5, $6, $7, $8 from organization where org = $9";
pub(crate) const ENTRY_ID: &str = "select id from entry
    where place = (select id << 40 from organization where org = $1) | $2";
pub(crate) const SINCE: &str =
    "select place & 1099511627775, entry.id, at, actor, route, version, packing, body
    from organization join entry on place between
        (organization.id << 40 | min($1, 1099511627775)) + 1 and organization.id << 40 | 1099511627775
    where org = $2 order by place limit $3";

#[cfg(test)]
mod tests {
    use crate::sql::{SQLITE, steps_after};
    use crate::{SqliteStore, Store};
    use endpoint::{Number, OrgId};
    use rusqlite::{Connection, params};

    /// A database as the program before this step left it.
    fn of_old(path: &std::path::Path) {
        let connection = Connection::open(path).expect("a file");
        let made = connection.execute_batch(
            "create table version (one integer primary key, number bigint not null);
            insert into version values (1, 2);",
        );
        made.expect("it is new");
        for step in steps_after(&SQLITE, 0).take(2) {
            connection.execute_batch(&step).expect("a step");
        }
        for (org, count) in [("beta", 3), ("acme", 300)] {
            connection
                .execute("insert into head values (?1, ?2)", params![org, count])
                .expect("a head");
            for number in 1..=count {
                connection
                    .execute(
                        "insert into log values (?1, ?2, ?3, 7, 'ann', 'test', 1, 0, ?4)",
                        params![
                            org,
                            number,
                            u128::from(number as u64).to_be_bytes(),
                            org.as_bytes()
                        ],
                    )
                    .expect("an entry");
            }
        }
    }

    #[tokio::test]
    async fn a_log_of_the_program_before_is_carried_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("orgbook.db");
        of_old(&path);
        let store = SqliteStore::open(&path).expect("it is carried over");
        let [acme, beta, nobody] = ["acme", "beta", "nobody"].map(OrgId::new);
        let heads = store.heads(&[acme.clone(), beta.clone(), nobody]).await;
        assert_eq!(
            heads.expect("heads"),
            [(acme.clone(), Number(300)), (beta.clone(), Number(3))]
        );
        let orgs = store.organizations(None, 10).await;
        assert_eq!(orgs.expect("organizations"), [acme.clone(), beta.clone()]);
        let entries = store.since(&acme, Number(298), 10).await.expect("entries");
        let told = entries
            .iter()
            .map(|entry| (entry.number.0, entry.id, entry.body.as_slice()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [(299, 299, &b"acme"[..]), (300, 300, b"acme")]
        );
        assert_eq!(
            store
                .since(&beta, Number(0), 10)
                .await
                .expect("entries")
                .len(),
            3
        );
        assert_eq!(
            store
                .since(&acme, Number(u64::MAX), 10)
                .await
                .expect("none"),
            []
        );
    }

    #[tokio::test]
    async fn a_backup_of_the_program_before_is_restored() {
        let folder = tempfile::tempdir().expect("a folder");
        of_old(&folder.path().join("old.db"));
        let store = SqliteStore::open(&folder.path().join("orgbook.db")).expect("it is new");
        let report = store.restore(&folder.path().join("old.db")).await;
        assert_eq!(report.expect("it is a backup").entries, 303);
        let acme = OrgId::new("acme");
        let heads = store.heads(std::slice::from_ref(&acme)).await;
        assert_eq!(heads.expect("heads"), [(acme, Number(300))]);
    }

    #[test]
    fn whoever_looks_with_sql_finds_the_log_and_the_heads() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("orgbook.db");
        of_old(&path);
        drop(SqliteStore::open(&path).expect("it is carried over"));
        let connection = Connection::open(&path).expect("a database");
        let one = |query: &str| -> i64 {
            let row = connection.query_row(query, [], |row| row.get(0));
            row.expect("a row")
        };
        assert_eq!(one("select count(*) from log where route = 'test'"), 303);
        assert_eq!(one("select max(number) from log where org = 'beta'"), 3);
        assert_eq!(one("select number from head where org = 'acme'"), 300);
    }
}
