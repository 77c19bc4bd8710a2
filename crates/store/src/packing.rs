//! Long log bodies are stored compressed: a bulk call repeats the same field names thousands of times.

use crate::limits::{BODY_BYTES_MAX, PACKED_BODY_BYTES_MIN};
use crate::model::StoreError;
use std::borrow::Cow;

/// As it is.
const PLAIN: i32 = 0;
/// The length in four bytes, little-endian, then an LZ4 block.
const LZ4: i32 = 1;

/// How to store a body: the `packing` column and the bytes.
pub(crate) fn pack(body: &[u8]) -> (i32, Cow<'_, [u8]>) {
    if body.len() >= PACKED_BODY_BYTES_MIN {
        let packed = lz4_flex::compress_prepend_size(body);
        if packed.len() < body.len() {
            return (LZ4, Cow::Owned(packed));
        }
    }
    (PLAIN, Cow::Borrowed(body))
}

/// The body that was packed.
pub(crate) fn unpack(packing: i32, stored: &[u8]) -> Result<Vec<u8>, StoreError> {
    match packing {
        PLAIN => Ok(stored.to_vec()),
        LZ4 => {
            let length = stored
                .first_chunk::<4>()
                .map(|prefix| u32::from_le_bytes(*prefix) as usize)
                .ok_or_else(|| StoreError::Corrupt("a packed body without its length".into()))?;
            if length > BODY_BYTES_MAX {
                return Err(StoreError::Corrupt(format!(
                    "a packed body of {length} bytes"
                )));
            }
            lz4_flex::decompress_size_prepended(stored)
                .map_err(|error| StoreError::Corrupt(format!("a packed body: {error}")))
        }
        other => Err(StoreError::Corrupt(format!(
            "a body with packing {other}, unknown to this version"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_body_stays_as_it_is() {
        let (packing, stored) = pack(b"{}");
        assert_eq!((packing, &*stored), (PLAIN, &b"{}"[..]));
        assert_eq!(unpack(packing, &stored).as_deref().ok(), Some(&b"{}"[..]));
    }

    #[test]
    fn a_long_body_shrinks_and_comes_back() {
        let body = br#"{"name":"somebody","department":1},"#.repeat(100);
        let (packing, stored) = pack(&body);
        assert_eq!(packing, LZ4);
        assert!(
            stored.len() < body.len() / 10,
            "{} of {}",
            stored.len(),
            body.len()
        );
        assert_eq!(unpack(packing, &stored).ok(), Some(body));
    }

    #[test]
    fn what_does_not_shrink_stays_as_it_is() {
        let mut state = 1u64;
        let body: Vec<u8> = std::iter::repeat_with(|| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 56) as u8
        })
        .take(4096)
        .collect();
        assert_eq!(pack(&body).0, PLAIN);
    }

    #[test]
    fn damage_is_an_error() {
        let (_, stored) = pack(&[7; 5000]);
        assert!(unpack(LZ4, &stored[..stored.len() / 2]).is_err());
        assert!(unpack(LZ4, &[1, 2]).is_err());
        assert!(unpack(LZ4, &[255, 255, 255, 255, 0]).is_err());
        assert!(unpack(9, b"{}").is_err());
    }
}
