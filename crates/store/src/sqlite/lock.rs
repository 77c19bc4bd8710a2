//! One process at a time: two writers on one file would each believe their own page cache and commit queue.

use crate::model::StoreError;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// Held as long as the store is open; the operating system lets go of it when the process ends in whatever way.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(database: &Path) -> Result<Self, StoreError> {
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = Path::new(&path);
        let refused =
            |error| StoreError::Failed(format!("cannot lock {}: {error}", path.display()));
        let mut file = crate::archive::create_private(path).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // Only for the message: without it the sentence names no process.
                let _ = file.read_to_string(&mut holder);
                return Err(in_use(database, holder.trim()));
            }
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
        file.set_len(0).map_err(refused)?;
        file.rewind().map_err(refused)?;
        writeln!(file, "{}", std::process::id()).map_err(refused)?;
        Ok(Self { _file: file })
    }
}

fn in_use(database: &Path, holder: &str) -> StoreError {
    let process = if holder.is_empty() {
        "another process".into()
    } else {
        format!("process {holder}")
    };
    StoreError::InUse(format!(
        "{} is in use by {process}; stop it first, or name another data folder",
        database.display()
    ))
}
