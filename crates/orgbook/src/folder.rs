//! The data folder: whom it belongs to at the moment, and where its server listens for commands.

use anyhow::{Context, Result, bail};
use rustix::fs::FlockOperation;
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The configuration's name in the folder.
pub const CONFIGURATION_FILE: &str = "orgbook.toml";
/// Held by whoever uses the folder.
const LOCK_FILE: &str = "orgbook.lock";
/// Where a server listens for commands.
const SOCKET_FILE: &str = "orgbook.sock";
/// Names the socket where the folder's own path is too long for one.
const SOCKET_NOTE: &str = "orgbook.sock.path";

/// An existing data folder.
#[derive(Clone, Debug)]
pub struct DataFolder {
    path: PathBuf,
}

/// The right to use the folder; given up when dropped or when the process ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Keeps the folder for the rest of the process: what works on the store may let go of it only when the runtime ends.
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl DataFolder {
    /// A folder that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub fn open(path: &Path) -> Result<Self> {
        match path.canonicalize() {
            Ok(path) if path.is_dir() => Ok(Self { path }),
            _ => bail!(
                "there is no data folder {}; name it with --data, or begin with `orgbook serve` or `orgbook org new`",
                path.display()
            ),
        }
    }

    /// A folder that is made when absent, for its owner alone.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(path: &Path) -> Result<Self> {
        if !path.is_dir() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .with_context(|| format!("cannot make the data folder {}", path.display()))?;
        }
        Self::open(path)
    }

    /// Its absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Takes the folder; `None` while another process has it.
    ///
    /// # Errors
    /// When the lock file cannot be used.
    pub fn try_lock(&self) -> Result<Option<FolderLock>> {
        let path = self.file(LOCK_FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(rustix::io::Errno::WOULDBLOCK) => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        // Only for the sentence that others get; the lock itself is the kernel's.
        file.set_len(0)?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Some(FolderLock { _file: file }))
    }

    /// Who has the folder, for a sentence.
    pub fn holder(&self) -> String {
        let mut text = String::new();
        let read =
            File::open(self.file(LOCK_FILE)).map(|file| file.take(32).read_to_string(&mut text));
        match text.trim().parse::<u32>() {
            Ok(id) if read.is_ok() => format!("process {id}"),
            _ => "another process".to_owned(),
        }
    }

    /// Where the server of this folder listens for commands, if one ever did.
    pub fn socket(&self) -> Option<PathBuf> {
        let own = self.file(SOCKET_FILE);
        if fits(&own) {
            return own.exists().then_some(own);
        }
        let noted = std::fs::read_to_string(self.file(SOCKET_NOTE)).ok()?;
        Some(PathBuf::from(noted.trim_end_matches('\n')))
    }

    /// Chooses where to listen for commands and notes it where clients look. Whatever an earlier server left is removed;
    /// only the holder of the lock may ask.
    ///
    /// # Errors
    /// When there is no place.
    pub fn new_socket(&self, _lock: &FolderLock) -> Result<PathBuf> {
        if let Some(stale) = self.socket() {
            remove_socket(&stale);
        }
        let own = self.file(SOCKET_FILE);
        if fits(&own) {
            return Ok(own);
        }
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let short = runtime
            .into_iter()
            .chain([std::env::temp_dir(), PathBuf::from("/tmp")])
            .map(|place| place.join(format!("orgbook-{}", std::process::id())))
            .find(|place| fits(&place.join(SOCKET_FILE)))
            .context("no folder for runtime files has a path short enough for a socket")?;
        // Not recursive: a folder that somebody else made first is an error.
        DirBuilder::new()
            .mode(0o700)
            .create(&short)
            .with_context(|| format!("cannot make {}", short.display()))?;
        let socket = short.join(SOCKET_FILE);
        let note = self.file(SOCKET_NOTE);
        std::fs::write(&note, format!("{}\n", socket.display()))
            .with_context(|| format!("cannot write {}", note.display()))?;
        Ok(socket)
    }

    /// Stores a file that only the owner may read, as a whole or not at all.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_private(&self, name: &str, content: &[u8]) -> Result<()> {
        let (new, path) = (self.file(&format!("{name}.new")), self.file(name));
        let write = || -> std::io::Result<()> {
            let mut file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&new)?;
            file.set_permissions(Permissions::from_mode(0o600))?;
            file.write_all(content)?;
            file.sync_all()?;
            std::fs::rename(&new, &path)
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

fn fits(socket: &Path) -> bool {
    socket.as_os_str().len() <= crate::limits::SOCKET_PATH_BYTES_MAX
}

/// Removes a socket, and the folder that was made for it alone.
pub fn remove_socket(socket: &Path) {
    // Absent is fine, and what cannot be removed is found stale by the next client.
    let _ = std::fs::remove_file(socket);
    if let Some(folder) = socket.parent()
        && folder
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with("orgbook-"))
    {
        // Fails unless the folder is empty, so a data folder of that name is safe.
        let _ = std::fs::remove_dir(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_at_a_time() -> Result<()> {
        let place = tempfile::tempdir()?;
        let folder = DataFolder::open(place.path())?;
        let lock = folder.try_lock()?.expect("nobody else is here");
        assert!(folder.try_lock()?.is_none());
        assert_eq!(folder.holder(), format!("process {}", std::process::id()));
        drop(lock);
        assert!(folder.try_lock()?.is_some());
        Ok(())
    }

    #[test]
    fn a_long_path_gets_a_short_socket() -> Result<()> {
        let place = tempfile::tempdir()?;
        let folder = DataFolder::create(&place.path().join("long".repeat(30)))?;
        let lock = folder.try_lock()?.expect("nobody else is here");
        assert_eq!(folder.socket(), None);
        let socket = folder.new_socket(&lock)?;
        assert!(fits(&socket), "{}", socket.display());
        assert_eq!(folder.socket().as_deref(), Some(socket.as_path()));
        remove_socket(&socket);
        assert!(!socket.parent().is_some_and(Path::exists));
        Ok(())
    }

    #[test]
    fn a_missing_folder_is_named() {
        let error = DataFolder::open(Path::new("/nonexistent/orgbook")).expect_err("missing");
        assert!(
            error.to_string().contains("/nonexistent/orgbook"),
            "{error}"
        );
    }

    #[test]
    fn a_private_file_is_private() -> Result<()> {
        let place = tempfile::tempdir()?;
        let folder = DataFolder::open(place.path())?;
        folder.write_private("secret", b"old")?;
        folder.write_private("secret", b"new")?;
        let path = folder.file("secret");
        assert_eq!(std::fs::read(&path)?, b"new");
        assert_eq!(
            std::fs::metadata(&path)?.permissions().mode() & 0o777,
            0o600
        );
        Ok(())
    }
}
