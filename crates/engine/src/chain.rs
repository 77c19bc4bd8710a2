//! The chain of hashes through a log: each entry holds the hash of the one before, so that none can be changed or taken out unnoticed.

use endpoint::Number;
use sha2::{Digest, Sha256};
use store::Entry;

/// Where a log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the last entry.
    pub(crate) number: Number,
    /// Its hash, in hexadecimal digits; empty before the first entry.
    pub(crate) hash: String,
}

impl Head {
    /// Behind an entry.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            number: entry.number,
            hash: hash(entry),
        }
    }
}

/// Checks a chain link by link.
#[derive(Default)]
pub(crate) struct Links {
    is_chained: bool,
}

impl Links {
    /// Whether an entry holds the hash of the one before. The first entries of an older version hold none.
    pub(crate) fn check(&mut self, before: &Head, held: Option<&str>) -> Result<(), &'static str> {
        match held {
            Some(held) => {
                self.is_chained = true;
                if held != before.hash {
                    return Err(
                        "does not hold the hash of the entry before it: one of them was changed",
                    );
                }
            }
            None if self.is_chained => return Err("has lost its hash: it was changed"),
            None => {}
        }
        Ok(())
    }
}

/// The hash of everything that an entry says. The body holds the hash of the entry before.
fn hash(entry: &Entry) -> String {
    let mut sha = Sha256::new();
    let number = entry.number.0.to_be_bytes();
    let at = entry.at.0.to_be_bytes();
    let (id, version) = (entry.id.to_be_bytes(), entry.version.to_be_bytes());
    for part in [
        entry.org.as_str().as_bytes(),
        &number,
        &id,
        &at,
        entry.actor.as_bytes(),
        entry.route.as_bytes(),
        &version,
        &entry.body,
    ] {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    crate::chance::hex(&sha.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use org::{Millis, OrgId};

    fn entry() -> Entry {
        Entry {
            org: OrgId::new("ding1"),
            number: Number(7),
            id: 9,
            at: Millis(1_700_000_000_000),
            actor: "command".to_owned(),
            route: "found".to_owned(),
            version: 2,
            body: b"{}".to_vec(),
        }
    }

    #[test]
    fn every_part_of_an_entry_counts() {
        let head = Head::of(&entry());
        assert_eq!((head.number, head.hash.len()), (Number(7), 64));
        assert_eq!(head, Head::of(&entry()));
        let changes: [fn(&mut Entry); 8] = [
            |entry| entry.org = OrgId::new("ding2"),
            |entry| entry.number = Number(8),
            |entry| entry.id = 10,
            |entry| entry.at = Millis(1_700_000_000_001),
            |entry| entry.actor = "app:ding".to_owned(),
            |entry| entry.route = "foun".to_owned(),
            |entry| entry.version = 3,
            |entry| entry.body = b"{ }".to_vec(),
        ];
        for change in changes {
            let mut changed = entry();
            change(&mut changed);
            assert_ne!(Head::of(&changed).hash, head.hash);
        }
        let mut links = Links::default();
        assert!(links.check(&head, None).is_ok());
        assert!(links.check(&head, Some(&head.hash)).is_ok());
        assert!(links.check(&head, Some("")).is_err());
        assert!(links.check(&head, None).is_err());
        // Parts do not run into each other.
        let mut shifted = entry();
        (shifted.actor, shifted.route) = ("commandf".to_owned(), "ound".to_owned());
        assert_ne!(Head::of(&shifted).hash, head.hash);
    }
}
