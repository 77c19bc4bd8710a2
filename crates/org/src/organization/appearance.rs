//! How the organization shows itself: its picture, and the language in which it speaks first.

use crate::sentence;
use crate::{Refusal, limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A language of our pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Chinese, simplified.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English: what everybody is told who asks for no other.
    #[serde(rename = "en")]
    #[default]
    English,
}

impl Language {
    /// By its name on the wire.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "zh-CN" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// A small picture as a `data:` address, which pages show as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo(Arc<str>);

impl Logo {
    /// A picture by its bytes. Of what kind it is they say themselves; drawings that could hold scripts are none.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for what is too large, or no PNG, JPEG or WebP.
    pub fn new(bytes: &[u8]) -> Result<Self, Refusal> {
        let most = limits::LOGO_BYTES_MAX;
        Ok(Self(data_address(["a logo", "标志图片"], bytes, most)?))
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

/// The `data:` address of a picture of at most so many bytes.
pub(crate) fn data_address(
    [english, chinese]: [&str; 2],
    bytes: &[u8],
    most: usize,
) -> Result<Arc<str>, Refusal> {
    if bytes.len() > most {
        return Err(Refusal::Invalid(sentence!(
            "{english} has at most {most} bytes, got {count}",
            "{chinese}最多 {most} 字节，现有 {count} 字节",
            count = bytes.len()
        )));
    }
    let kind = kind_of(bytes).ok_or_else(|| {
        Refusal::Invalid(sentence!(
            "{english} is a picture of the type PNG, JPEG or WebP",
            "{chinese}的类型为 PNG、JPEG 或 WebP"
        ))
    })?;
    let text = STANDARD.encode(bytes);
    Ok(format!("data:{kind};base64,{text}").into())
}

/// What the first bytes say.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("image/jpeg");
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    is_webp.then_some("image/webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        for (bytes, kind) in [
            (b"\x89PNG\r\n\x1a\n....".as_slice(), "data:image/png;"),
            (b"\xff\xd8\xff\xe0....", "data:image/jpeg;"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "data:image/webp;"),
        ] {
            let logo = Logo::new(bytes).expect(kind);
            assert!(logo.address().starts_with(kind), "{}", logo.address());
        }
    }

    #[test]
    fn whatever_else_is_refused() {
        for bytes in [
            b"".as_slice(),
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<html>",
            b"GIF89a........",
            b"RIFF\x10\0\0\0WAVEfmt ",
            b"\x89PN",
        ] {
            assert!(Logo::new(bytes).is_err(), "{bytes:?}");
        }
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(limits::LOGO_BYTES_MAX, 0);
        assert!(Logo::new(&large).is_ok());
        large.push(0);
        assert!(Logo::new(&large).is_err());
    }

    #[test]
    fn languages_have_names_and_no_others() {
        for language in [Language::Chinese, Language::English] {
            assert_eq!(Language::named(language.name()), Some(language));
        }
        for other in ["", "zh", "zh-cn", "EN", "fr"] {
            assert_eq!(Language::named(other), None, "{other}");
        }
    }
}
