//! Files beside the organizations: what apps upload and what tasks leave, in slices that expire.
//!
//! A file's name leads to its first slice, a header, and that to where the content is. The header is written last, so a
//! file is there as a whole or not at all, also when two nodes write the same one.

use crate::{Engine, chance, limits};
use endpoint::{Millis, StoredFile};
use org::{AppKey, OrgId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Slice, Store, StoreError};

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHeader {
    /// Its name for people.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The app whose file it is.
    pub app: AppKey,
    /// Under which name the content lies, in slices from 0.
    content: String,
}

/// A file being written: one slice in memory at a time.
pub struct FileWriter {
    store: Arc<dyn Store>,
    org: OrgId,
    name: String,
    content: String,
    expires_at: Millis,
    buffer: Vec<u8>,
    next: u32,
    bytes: u64,
}

impl FileWriter {
    fn new(store: Arc<dyn Store>, org: &OrgId, name: String, expires_at: Millis) -> Self {
        let content = format!("{name}/{}", chance::hex(&chance::bytes::<8>()));
        Self {
            store,
            org: org.clone(),
            name,
            content,
            expires_at,
            buffer: Vec::new(),
            next: 0,
            bytes: 0,
        }
    }

    /// Adds to the content.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn write(&mut self, mut bytes: &[u8]) -> Result<(), StoreError> {
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let room = limits::SLICE_BYTES - self.buffer.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() == limits::SLICE_BYTES {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), StoreError> {
        let body = std::mem::take(&mut self.buffer);
        let name = self.content.clone();
        self.put(name, self.next, body).await?;
        self.next += 1;
        Ok(())
    }

    async fn put(&self, name: String, index: u32, body: Vec<u8>) -> Result<(), StoreError> {
        let slice = Slice {
            org: self.org.clone(),
            name,
            index,
            body,
            expires_at: self.expires_at,
        };
        self.store.put_slice(slice).await
    }

    /// Makes it a file.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn finish(mut self, name: &str, app: &AppKey) -> Result<(), StoreError> {
        if !self.buffer.is_empty() {
            self.flush().await?;
        }
        let header = FileHeader {
            name: name.to_owned(),
            bytes: self.bytes,
            app: app.clone(),
            content: self.content.clone(),
        };
        let body = serde_json::to_vec(&header).expect("a header is a plain struct");
        self.put(self.name.clone(), 0, body).await
    }

    /// Gives up what was written.
    ///
    /// # Errors
    /// When the store does not answer; what is left goes when it expires.
    pub async fn discard(self) -> Result<(), StoreError> {
        self.store.delete_slices(&self.org, &self.content).await
    }
}

fn of_upload(id: &str) -> String {
    format!("file/{id}")
}

/// The stored name of a translation's result.
pub(crate) fn of_result(id: &str) -> String {
    format!("result/{id}")
}

impl Engine {
    /// Begins to receive a file. Returns the id under which it can be kept.
    pub fn receive_file(&self, org: &OrgId) -> (String, FileWriter) {
        let id = chance::hex(&chance::bytes::<16>());
        let expires_at = Millis(self.now().0 + org::limits::FILE_KEPT_MS);
        let writer = self.file_writer(org, of_upload(&id), expires_at);
        (id, writer)
    }

    pub(crate) fn file_writer(&self, org: &OrgId, name: String, expires_at: Millis) -> FileWriter {
        FileWriter::new(self.inner.store.clone(), org, name, expires_at)
    }

    /// Whether an organization keeps no more files than it may.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn files_fit(&self, org: &OrgId) -> Result<bool, StoreError> {
        let bytes = self.inner.store.slice_bytes(org).await?;
        Ok(bytes <= org::limits::FILE_STORE_BYTES_MAX)
    }

    /// A file that this app uploaded.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn uploaded_file(
        &self,
        org: &OrgId,
        app: &AppKey,
        id: &str,
    ) -> Result<Option<StoredFile>, StoreError> {
        let Some(header) = self.file_header(org, &of_upload(id)).await? else {
            return Ok(None);
        };
        if header.app != *app {
            return Ok(None);
        }
        let mut head = self.slice(org, &header, 0).await?.unwrap_or_default();
        head.truncate(endpoint::limits::UPLOAD_HEAD_BYTES);
        Ok(Some(StoredFile {
            name: header.name,
            bytes: header.bytes,
            head,
        }))
    }

    pub(crate) async fn file_header(
        &self,
        org: &OrgId,
        name: &str,
    ) -> Result<Option<FileHeader>, StoreError> {
        let found = self.inner.store.slice(org, name, 0, self.now()).await?;
        found
            .map(|body| {
                serde_json::from_slice(&body)
                    .map_err(|error| StoreError::Corrupt(format!("the file {name}: {error}")))
            })
            .transpose()
    }

    /// The whole of an uploaded file, for a task.
    pub(crate) async fn whole_upload(
        &self,
        org: &OrgId,
        id: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        match self.file_header(org, &of_upload(id)).await? {
            Some(header) => self.whole_file(org, &header).await.map(Some),
            None => Ok(None),
        }
    }

    pub(crate) async fn whole_file(
        &self,
        org: &OrgId,
        header: &FileHeader,
    ) -> Result<Vec<u8>, StoreError> {
        let mut whole = Vec::new();
        for index in 0.. {
            match self.slice(org, header, index).await? {
                Some(slice) => whole.extend_from_slice(&slice),
                None => break,
            }
        }
        if whole.len() as u64 == header.bytes {
            return Ok(whole);
        }
        Err(StoreError::Corrupt(format!(
            "the file {} has lost a slice",
            header.content
        )))
    }

    pub(crate) async fn forget_file(
        &self,
        org: &OrgId,
        name: &str,
        header: &FileHeader,
    ) -> Result<(), StoreError> {
        let store = &self.inner.store;
        store.delete_slices(org, name).await?;
        store.delete_slices(org, &header.content).await
    }

    /// A piece of a file, in order from 0; `None` behind the last.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn slice(
        &self,
        org: &OrgId,
        header: &FileHeader,
        index: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let store = &self.inner.store;
        store.slice(org, &header.content, index, self.now()).await
    }

    /// What a translation left.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn translation_result(
        &self,
        org: &OrgId,
        id: &str,
    ) -> Result<Option<FileHeader>, StoreError> {
        self.file_header(org, &of_result(id)).await
    }
}
