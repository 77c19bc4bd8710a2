//! Configuration, connections, schema.

use super::retry::Trouble;
use crate::limits::{POSTGRES_CONNECT_TIMEOUT, POSTGRES_CONNECTIONS, POSTGRES_SILENCE_MAX};
use crate::model::StoreError;
use crate::sql;
use deadpool::managed::QueueMode;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Transaction};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};

/// Reads the URL. Its text never enters a message: it may hold a password.
pub(super) fn config(url: &str) -> Result<Config, StoreError> {
    let no_tls = || {
        StoreError::Failed(
            "the URL of PostgreSQL demands TLS (sslmode), which is not supported yet; \
            use sslmode=prefer or disable, over a private network or a local tunnel"
                .into(),
        )
    };
    // The library knows no `verify-ca` and `verify-full` and would call them invalid.
    if url.contains("sslmode=verify") {
        return Err(no_tls());
    }
    let mut config: Config = url.parse().map_err(|error| {
        StoreError::Failed(format!("the URL of PostgreSQL is malformed: {error}"))
    })?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(no_tls());
    }
    config
        .application_name("orgbook")
        .connect_timeout(POSTGRES_CONNECT_TIMEOUT)
        .keepalives_idle(POSTGRES_SILENCE_MAX)
        .tcp_user_timeout(POSTGRES_SILENCE_MAX);
    Ok(config)
}

pub(super) fn pool(config: &Config) -> Result<Pool, StoreError> {
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(config.clone(), NoTls, ManagerConfig { recycling_method });
    Pool::builder(manager)
        .max_size(POSTGRES_CONNECTIONS)
        .wait_timeout(Some(POSTGRES_CONNECT_TIMEOUT))
        .create_timeout(Some(POSTGRES_CONNECT_TIMEOUT))
        // The server's process that worked last still has what the next one needs in its processor's caches.
        .queue_mode(QueueMode::Lifo)
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|error| StoreError::Failed(error.to_string()))
}

/// Brings the schema to the present version. Nodes that start together wait for each other on the version's row.
pub(super) async fn migrate(pool: &Pool) -> Result<(), Trouble> {
    let mut client = pool.get().await?;
    let encoding: String = client.query_one("show server_encoding", &[]).await?.get(0);
    if encoding != "UTF8" {
        let text = format!("the database's encoding is {encoding}; create it with encoding 'UTF8'");
        return Err(StoreError::Failed(text).into());
    }
    let transaction = client.transaction().await?;
    if !present(&transaction).await? {
        transaction.batch_execute(sql::CREATE_VERSION).await?;
        transaction.batch_execute(sql::START_VERSION).await?;
        let locked = format!("{} for update", sql::READ_VERSION);
        let version: i64 = transaction.query_one(&locked, &[]).await?.get(0);
        sql::refuse_newer(version)?;
        for step in sql::steps_after(&sql::POSTGRES, version) {
            transaction.batch_execute(&step).await?;
        }
        transaction
            .execute(sql::WRITE_VERSION, &[&sql::SCHEMA_VERSION])
            .await?;
    }
    Ok(transaction.commit().await?)
}

/// Whether the schema has the present version already, as it nearly always has; then nothing is locked.
async fn present(transaction: &Transaction<'_>) -> Result<bool, Trouble> {
    let made = "select to_regclass('version') is not null";
    let made: bool = transaction.query_one(made, &[]).await?.get(0);
    if !made {
        return Ok(false);
    }
    let version = transaction.query_opt(sql::READ_VERSION, &[]).await?;
    Ok(version.is_some_and(|row| row.get::<_, i64>(0) == sql::SCHEMA_VERSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_that_demands_tls_is_told_so() {
        for mode in ["require", "verify-ca", "verify-full"] {
            let answer = config(&format!("postgres://ann:hush@db/orgbook?sslmode={mode}"));
            let Err(StoreError::Failed(text)) = answer else {
                panic!("{mode} was accepted")
            };
            assert!(
                text.contains("TLS") && text.contains("not supported yet"),
                "{text}"
            );
            assert!(!text.contains("hush"), "{text}");
        }
        for mode in ["disable", "prefer"] {
            config(&format!("postgres://ann:hush@db/orgbook?sslmode={mode}")).expect(mode);
        }
    }

    #[test]
    fn a_malformed_url_is_refused_without_repeating_it() {
        let Err(StoreError::Failed(text)) = config("postgres://ann:hush@db:port/orgbook") else {
            panic!("a port that is no number was accepted")
        };
        assert!(
            text.contains("malformed") && !text.contains("hush"),
            "{text}"
        );
    }
}
