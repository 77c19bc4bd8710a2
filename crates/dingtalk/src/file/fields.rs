//! What all calls about files share.

use crate::codes::{FILE_QUOTA, FILE_SIZE, MEDIA_MISSING};
use endpoint::{Context, Fault, Upload};
use org::{Sentence, limits, sentence};

/// The id behind a media id: the first sign only tells by which call the file came.
pub(crate) fn id_of_media(media_id: &str) -> Option<&str> {
    let id = media_id.strip_prefix(['@', '#'])?;
    let fits =
        id.len() < limits::MEDIA_ID_CHARS_MAX && id.bytes().all(|c| c.is_ascii_alphanumeric());
    (fits && !id.is_empty()).then_some(id)
}

/// Says what is wrong with a file's name.
pub(crate) fn check_name(name: &str) -> Result<(), Sentence> {
    let length = name.chars().count();
    if length == 0 || length > limits::FILE_NAME_CHARS_MAX {
        return Err(sentence!(
            "a file's name has 1 to {most} characters, got {length}",
            "文件名为 1 到 {most} 个字符，现有 {length} 个",
            most = limits::FILE_NAME_CHARS_MAX
        ));
    }
    let separates = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    if name.contains(separates) || name.starts_with('.') || name.trim() != name {
        return Err(sentence!(
            "a file's name holds none of / \\ : * ? \" < > | and control characters, and begins \
             neither with a dot nor with a blank",
            "文件名里没有 / \\ : * ? \" < > | 和控制字符，也不以点或空格开头"
        ));
    }
    Ok(())
}

/// The file that came with a call, of allowed name and size.
pub(super) fn checked_upload(context: &dyn Context, bytes_max: usize) -> Result<&Upload, Fault> {
    let upload = context.upload().ok_or_else(|| {
        Fault::because(
            MEDIA_MISSING,
            sentence!("the form holds no file", "表单里没有文件"),
        )
    })?;
    check_name(&upload.name).map_err(|sentence| Fault::invalid("media", sentence))?;
    if upload.bytes == 0 || upload.bytes > bytes_max as u64 {
        return Err(Fault::because(
            FILE_SIZE,
            sentence!(
                "a file has 1 to {bytes_max} bytes, got {got}",
                "文件为 1 到 {bytes_max} 字节，收到的是 {got}",
                got = upload.bytes
            ),
        ));
    }
    Ok(upload)
}

/// Keeps the file that came with a call.
pub(super) async fn keep(context: &dyn Context, sign: char) -> Result<String, Fault> {
    let id = context.keep_upload().await?.ok_or_else(|| {
        Fault::because(
            FILE_QUOTA,
            sentence!(
                "an organization keeps at most {most} bytes of files; they go after some days",
                "一个组织最多存放 {most} 字节的文件，几天后会清除",
                most = limits::FILE_STORE_BYTES_MAX
            ),
        )
    })?;
    Ok(format!("{sign}{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_are_no_names() {
        for name in ["a.csv", "王 1.xlsx", "a..b"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in [
            "",
            "..",
            ".a",
            "a/b",
            "a\\b",
            "a\nb",
            " a",
            "a?",
            &"a".repeat(201),
        ] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_media_id_has_a_sign_and_letters() {
        assert_eq!(id_of_media("@aZ9"), Some("aZ9"));
        assert_eq!(id_of_media("#aZ9"), Some("aZ9"));
        for id in [
            "",
            "@",
            "aZ9",
            "@@a",
            "@a/b",
            "@a b",
            &format!("@{}", "a".repeat(64)),
        ] {
            assert_eq!(id_of_media(id), None, "{id}");
        }
    }
}
