//! PostgreSQL, or an engine that speaks its wire: the store that several nodes share.

mod append;
mod archive;
mod at_once;
mod bell;
mod columns;
mod connect;
mod retry;
mod rows;
mod writers;

use crate::limits::{LOAD_CHUNKS_WAITING, LOADS_AT_ONCE, POSTGRES_GROUPS_PER_LINE};
use crate::model::{
    Appended, BackupReport, Entry, HeldClaim, HistoryRow, Loading, Secret, SecretKind, Slice,
    StoreError, Transaction,
};
use crate::{Answer, Store, plan, sql};
use bell::Bell;
use deadpool_postgres::Pool;
use endpoint::{Millis, Number, OrgId};
use retry::{Patience, Retry, Trouble};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use writers::Writers;

type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// The store for many machines.
pub struct PostgresStore {
    pool: Pool,
    writers: Writers,
    bell: Bell,
    loads: Arc<Semaphore>,
}

impl PostgresStore {
    /// Connects to the database at `url` (`postgres://user:password@host/database`) and brings its schema up to date.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let config = connect::config(url)?;
        let pool = connect::pool(&config)?;
        let mut patience = Patience::new(Retry::Always);
        while let Err(trouble) = connect::migrate(&pool).await {
            patience.after(trouble).await?;
        }
        let bell = Bell::hang(config);
        Ok(Self {
            writers: Writers::start(&pool, &bell.ringer()),
            pool,
            bell,
            loads: Arc::new(Semaphore::new(LOADS_AT_ONCE)),
        })
    }

    async fn query(
        &self,
        statement: &str,
        parameters: Parameters<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let mut patience = Patience::new(Retry::Always);
        loop {
            match self.query_once(statement, parameters).await {
                Ok(rows) => return Ok(rows),
                Err(trouble) => patience.after(trouble).await?,
            }
        }
    }

    async fn query_once(
        &self,
        statement: &str,
        parameters: Parameters<'_>,
    ) -> Result<Vec<Row>, Trouble> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(statement).await?;
        Ok(client.query(&statement, parameters).await?)
    }

    async fn execute(
        &self,
        retry: Retry,
        statement: &str,
        parameters: Parameters<'_>,
    ) -> Result<u64, StoreError> {
        let mut patience = Patience::new(retry);
        loop {
            match self.execute_once(statement, parameters).await {
                Ok(touched) => return Ok(touched),
                Err(trouble) => patience.after(trouble).await?,
            }
        }
    }

    async fn execute_once(
        &self,
        statement: &str,
        parameters: Parameters<'_>,
    ) -> Result<u64, Trouble> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(statement).await?;
        Ok(client.execute(&statement, parameters).await?)
    }

    async fn write_secret(
        &self,
        retry: Retry,
        statement: &str,
        secret: &Secret,
    ) -> Result<u64, StoreError> {
        let kind = secret.kind.as_str();
        let expires_at = secret.expires_at.map(|at| at.0);
        let org = secret.org.as_str();
        self.execute(
            retry,
            statement,
            &[&kind, &secret.key, &org, &secret.body, &expires_at],
        )
        .await
    }
}

fn place_of(index: u32) -> Result<i32, StoreError> {
    i32::try_from(index).map_err(|_| StoreError::Failed("a file has too many pieces".into()))
}

impl Store for PostgresStore {
    fn load(&self, org: &OrgId) -> Answer<'_, Loading> {
        let org = org.clone();
        Box::pin(async move {
            let permit = Arc::clone(&self.loads).acquire_owned().await;
            let permit = permit.expect("the semaphore is never closed");
            let (head_sender, head) = oneshot::channel();
            let (sender, chunks) = mpsc::channel(LOAD_CHUNKS_WAITING);
            let pool = self.pool.clone();
            // A task of its own, so that a caller who goes away cannot leave a connection inside a transaction.
            tokio::spawn(async move {
                let _permit = permit;
                rows::load(&pool, &org, head_sender, &sender).await;
            });
            let head = head
                .await
                .map_err(|_| StoreError::Unreachable("the load broke off".into()))??;
            Ok(Loading { head, chunks })
        })
    }

    fn append(&self, batch: Vec<Transaction>) -> Answer<'_, Vec<Appended>> {
        Box::pin(async move {
            batch.iter().try_for_each(plan::check)?;
            self.writers.append(batch).await
        })
    }

    fn batches_under_way_max(&self) -> usize {
        POSTGRES_GROUPS_PER_LINE
    }

    fn since(&self, org: &OrgId, after: Number, limit: u32) -> Answer<'_, Vec<Entry>> {
        let org = org.clone();
        Box::pin(async move {
            let after = plan::saturated_param(after);
            let rows = self
                .query(sql::SINCE, &[&org.as_str(), &after, &i64::from(limit)])
                .await?;
            rows.iter().map(|row| rows::entry(&org, row)).collect()
        })
    }

    fn heads(&self, of: &[OrgId]) -> Answer<'_, Vec<(OrgId, Number)>> {
        let of = of.to_vec();
        Box::pin(async move {
            let names: Vec<&str> = of.iter().map(OrgId::as_str).collect();
            let rows = self.query(sql::arrays::HEADS, &[&names]).await?;
            rows.iter()
                .map(|row| Ok((rows::org(row, 0)?, rows::number(row, 1)?)))
                .collect()
        })
    }

    fn organizations(&self, after: Option<&OrgId>, limit: u32) -> Answer<'_, Vec<OrgId>> {
        let after = after.map_or(String::new(), |org| org.as_str().to_owned());
        Box::pin(async move {
            let rows = self
                .query(sql::ORGANIZATIONS, &[&after, &i64::from(limit)])
                .await?;
            rows.iter().map(|row| rows::org(row, 0)).collect()
        })
    }

    fn claim(&self, space: &str, value: &str) -> Answer<'_, Option<(OrgId, String)>> {
        let (space, value) = (space.to_owned(), value.to_owned());
        Box::pin(async move {
            let rows = self.query(sql::CLAIM, &[&space, &value]).await?;
            rows.first()
                .map(|row| Ok((rows::org(row, 0)?, rows::get(row, 1)?)))
                .transpose()
        })
    }

    fn claims(&self, space: &str, after: &str, limit: u32) -> Answer<'_, Vec<HeldClaim>> {
        let (space, after) = (space.to_owned(), after.to_owned());
        Box::pin(async move {
            let asked: Parameters<'_> = &[&space, &after, &i64::from(limit)];
            let rows = self.query(sql::CLAIMS, asked).await?;
            rows.iter()
                .map(|row| Ok((rows::get(row, 0)?, rows::org(row, 1)?, rows::get(row, 2)?)))
                .collect()
        })
    }

    fn put_slice(&self, slice: Slice) -> Answer<'_, ()> {
        Box::pin(async move {
            let place = place_of(slice.index)?;
            let (org, expires_at) = (slice.org.as_str(), slice.expires_at.0);
            let asked: Parameters<'_> = &[&org, &slice.name, &place, &slice.body, &expires_at];
            self.execute(Retry::Always, sql::PUT_SLICE, asked)
                .await
                .map(drop)
        })
    }

    fn slice(
        &self,
        org: &OrgId,
        name: &str,
        index: u32,
        now: Millis,
    ) -> Answer<'_, Option<Vec<u8>>> {
        let (org, name) = (org.clone(), name.to_owned());
        Box::pin(async move {
            let asked: Parameters<'_> = &[&org.as_str(), &name, &place_of(index)?, &now.0];
            let rows = self.query(sql::SLICE, asked).await?;
            rows.first().map(|row| rows::get(row, 0)).transpose()
        })
    }

    fn slice_bytes(&self, org: &OrgId) -> Answer<'_, u64> {
        let org = org.clone();
        Box::pin(async move {
            let rows = self.query(sql::SLICE_BYTES, &[&org.as_str()]).await?;
            let bytes = rows.first().map_or(Ok(0), |row| rows::get::<i64>(row, 0))?;
            Ok(bytes.unsigned_abs())
        })
    }

    fn delete_slices(&self, org: &OrgId, name: &str) -> Answer<'_, ()> {
        let (org, name) = (org.clone(), name.to_owned());
        Box::pin(async move {
            let asked: Parameters<'_> = &[&org.as_str(), &name];
            self.execute(Retry::Always, sql::DELETE_SLICES, asked)
                .await
                .map(drop)
        })
    }

    fn sweep_slices(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        Box::pin(async move {
            let limit = i64::from(limit);
            self.execute(Retry::Always, sql::SWEEP_SLICES, &[&now.0, &limit])
                .await
        })
    }

    fn history(
        &self,
        org: &OrgId,
        kind: &str,
        from: (Millis, &str),
        until: Millis,
        limit: u32,
    ) -> Answer<'_, Vec<HistoryRow>> {
        let (org, kind) = (org.clone(), kind.to_owned());
        let (from_at, from_key) = (from.0.0, from.1.to_owned());
        Box::pin(async move {
            let limit = i64::from(limit);
            let asked: Parameters<'_> =
                &[&org.as_str(), &kind, &from_at, &from_key, &until.0, &limit];
            let rows = self.query(sql::HISTORY, asked).await?;
            rows.iter().map(|row| rows::history(&kind, row)).collect()
        })
    }

    fn note(&self, org: &OrgId, rows: Vec<HistoryRow>) -> Answer<'_, ()> {
        let org = org.clone();
        Box::pin(async move {
            let rows = plan::last_of_each(rows.iter().map(|row| (&org, row)), |(_, row)| {
                (row.kind.as_str(), row.at, row.key.as_str())
            });
            let columns = columns::history_of_orgs(&rows);
            let columns: Vec<_> = columns.iter().map(|column| &**column as _).collect();
            self.execute(Retry::Always, sql::arrays::PUT_HISTORY, &columns)
                .await
                .map(drop)
        })
    }

    fn secret(&self, kind: SecretKind, key: &str, now: Millis) -> Answer<'_, Option<Secret>> {
        let key = key.to_owned();
        Box::pin(async move {
            let rows = self
                .query(sql::SECRET, &[&kind.as_str(), &key, &now.0])
                .await?;
            rows.first()
                .map(|row| rows::secret(kind, &key, row))
                .transpose()
        })
    }

    fn secrets(
        &self,
        kind: SecretKind,
        after: &str,
        limit: u32,
        now: Millis,
    ) -> Answer<'_, Vec<Secret>> {
        let after = after.to_owned();
        Box::pin(async move {
            let asked: Parameters<'_> = &[&kind.as_str(), &after, &now.0, &i64::from(limit)];
            let rows = self.query(sql::SECRETS, asked).await?;
            rows.iter()
                .map(|row| rows::secret(kind, rows::get::<&str>(row, 3)?, row))
                .collect()
        })
    }

    fn put_secret(&self, secret: Secret) -> Answer<'_, ()> {
        Box::pin(async move {
            self.write_secret(Retry::Always, sql::PUT_SECRET, &secret)
                .await
                .map(drop)
        })
    }

    fn create_secret(&self, secret: Secret) -> Answer<'_, bool> {
        Box::pin(async move {
            // Once sent it cannot be repeated: the second try would find what the first one made.
            let created = self
                .write_secret(Retry::Unsent, sql::CREATE_SECRET, &secret)
                .await?;
            Ok(created == 1)
        })
    }

    fn delete_secret(&self, kind: SecretKind, key: &str) -> Answer<'_, ()> {
        let key = key.to_owned();
        Box::pin(async move {
            let asked: Parameters<'_> = &[&kind.as_str(), &key];
            self.execute(Retry::Always, sql::DELETE_SECRET, asked)
                .await
                .map(drop)
        })
    }

    fn renew_secret(
        &self,
        kind: SecretKind,
        key: &str,
        body: &[u8],
        expires_at: Millis,
    ) -> Answer<'_, bool> {
        let (key, body) = (key.to_owned(), body.to_vec());
        Box::pin(async move {
            let asked: Parameters<'_> = &[&expires_at.0, &kind.as_str(), &key, &body];
            let renewed = self.execute(Retry::Always, sql::RENEW_SECRET, asked);
            Ok(renewed.await? == 1)
        })
    }

    fn delete_secret_with(&self, kind: SecretKind, key: &str, body: &[u8]) -> Answer<'_, bool> {
        let (key, body) = (key.to_owned(), body.to_vec());
        Box::pin(async move {
            let asked: Parameters<'_> = &[&kind.as_str(), &key, &body];
            // Once sent it cannot be repeated: the second try would not find what the first one removed.
            let deleted = self.execute(Retry::Unsent, sql::DELETE_SECRET_WITH, asked);
            Ok(deleted.await? == 1)
        })
    }

    fn sweep_secrets(&self, now: Millis, limit: u32) -> Answer<'_, u64> {
        Box::pin(async move {
            let limit = i64::from(limit);
            self.execute(Retry::Always, sql::SWEEP_SECRETS, &[&now.0, &limit])
                .await
        })
    }

    fn cursor(&self, consumer: &str, org: &OrgId) -> Answer<'_, Number> {
        let (consumer, org) = (consumer.to_owned(), org.clone());
        Box::pin(async move {
            let rows = self.query(sql::CURSOR, &[&consumer, &org.as_str()]).await?;
            rows.first()
                .map_or(Ok(Number(0)), |row| rows::number(row, 0))
        })
    }

    fn move_cursor(&self, consumer: &str, org: &OrgId, to: Number) -> Answer<'_, ()> {
        let (consumer, org) = (consumer.to_owned(), org.clone());
        Box::pin(async move {
            let to = plan::saturated_param(to);
            let asked: Parameters<'_> = &[&consumer, &org.as_str(), &to];
            self.execute(Retry::Always, sql::MOVE_CURSOR, asked)
                .await
                .map(drop)
        })
    }

    fn move_cursor_under(
        &self,
        (lease, body): (&str, &[u8]),
        consumer: &str,
        org: &OrgId,
        to: Number,
    ) -> Answer<'_, bool> {
        let (lease, body) = (lease.to_owned(), body.to_vec());
        let (consumer, org) = (consumer.to_owned(), org.clone());
        Box::pin(async move {
            let to = plan::saturated_param(to);
            let asked: Parameters<'_> = &[&consumer, &org.as_str(), &to, &lease, &body];
            let moved = self.execute(Retry::Always, sql::MOVE_CURSOR_UNDER, asked);
            Ok(moved.await? == 1)
        })
    }

    fn bell(&self) -> Option<watch::Receiver<u64>> {
        Some(self.bell.listen())
    }

    fn ping(&self) -> Answer<'_, ()> {
        Box::pin(async move { self.query("select 1", &[]).await.map(drop) })
    }

    fn backup(&self, file: &Path) -> Answer<'_, BackupReport> {
        let (pool, file) = (self.pool.clone(), file.to_owned());
        Box::pin(async move {
            let copied = tokio::spawn(async move { archive::write(&pool, file).await }).await;
            copied.map_err(|error| StoreError::Failed(error.to_string()))?
        })
    }

    fn restore(&self, file: &Path) -> Answer<'_, BackupReport> {
        let (pool, file) = (self.pool.clone(), file.to_owned());
        Box::pin(async move {
            let copied = tokio::spawn(async move { archive::read(&pool, file).await }).await;
            copied.map_err(|error| StoreError::Failed(error.to_string()))?
        })
    }
}
