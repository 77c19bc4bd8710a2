//! Files with placeholders in, files with names out. Pure: no I/O, no clock; the names come from whoever calls.

mod office;
mod placeholder;
mod text;
mod xml;

use org::limits;

/// A kind of file that can be translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Comma-separated values; semicolons and tabs separate, too, where the first line says so.
    Csv,
    /// An Excel workbook, `.xlsx`.
    Workbook,
    /// A Word document, `.docx`.
    Document,
}

impl Format {
    /// The format that a file's name announces.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" => Self::Text,
            "csv" => Self::Csv,
            "xlsx" => Self::Workbook,
            "docx" => Self::Document,
            _ => return None,
        })
    }

    /// Whether a file that begins like this can be of the format.
    pub fn fits(self, content: Content) -> bool {
        match self {
            Self::Text | Self::Csv => content == Content::Text,
            Self::Workbook | Self::Document => content == Content::Zip,
        }
    }
}

/// What the first bytes of a file say it is, whatever its name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing else that is known here; may be text.
    Text,
    /// A zip archive, as office files are.
    Zip,
    /// The container of office files before 2007.
    Compound,
    /// A picture.
    Image,
    /// A sound.
    Voice,
    /// A film.
    Video,
    /// Bytes that are no text.
    Binary,
}

impl Content {
    /// Looks at the first bytes of a file.
    pub fn of(head: &[u8]) -> Self {
        let at = |place: usize, magic: &[u8]| {
            head.get(place..)
                .is_some_and(|rest| rest.starts_with(magic))
        };
        if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") {
            Self::Zip
        } else if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            Self::Compound
        } else if at(0, b"\x89PNG\r\n\x1a\n")
            || at(0, b"\xff\xd8\xff")
            || at(0, b"GIF8")
            || at(0, b"BM") && head.get(6..10) == Some(&[0; 4])
            || at(0, b"RIFF") && at(8, b"WEBP")
        {
            Self::Image
        } else if at(0, b"#!AMR")
            || at(0, b"ID3")
            || at(0, b"OggS")
            || at(0, b"\xff\xfb")
            || at(0, b"RIFF") && at(8, b"WAVE")
        {
            Self::Voice
        } else if at(4, b"ftyp") || at(0, b"\x1a\x45\xdf\xa3") {
            Self::Video
        } else if text::is_marked_utf16(head) || !head.contains(&0) {
            Self::Text
        } else {
            Self::Binary
        }
    }
}

/// Where names come from: only those that the app which asked may learn of.
pub trait Names {
    /// A person's name; `None` leaves the placeholder as it is.
    fn user(&self, userid: &str) -> Option<String>;
    /// A department's name; `None` leaves the placeholder as it is.
    fn department(&self, id: i64) -> Option<String>;
}

/// Why a file could not be translated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It is not what its name says, or damaged.
    #[error("{0}")]
    Broken(String),
    /// It exceeds a limit.
    #[error("{0}")]
    TooLarge(String),
}

fn broken(sentence: impl Into<String>) -> Trouble {
    Trouble::Broken(sentence.into())
}

fn too_large(sentence: impl Into<String>) -> Trouble {
    Trouble::TooLarge(sentence.into())
}

/// Translates a file. What is no placeholder stays as it is, byte by byte in texts.
///
/// # Errors
/// See [`Trouble`].
pub fn translate(format: Format, file: &[u8], names: &dyn Names) -> Result<Vec<u8>, Trouble> {
    let mut finder = placeholder::Finder::new(names);
    let translated = match format {
        Format::Text => text::translate(file, false, &mut finder)?,
        Format::Csv => text::translate(file, true, &mut finder)?,
        Format::Workbook => office::translate(file, &office::WORKBOOK, &mut finder)?,
        Format::Document => office::translate(file, &office::DOCUMENT, &mut finder)?,
    };
    if translated.len() > limits::TRANSLATED_BYTES_MAX {
        return Err(too_large(format!(
            "a translated file has at most {} bytes",
            limits::TRANSLATED_BYTES_MAX
        )));
    }
    Ok(translated)
}

/// Packs files into one zip archive, in the given order; equal names are told apart by a number.
///
/// # Errors
/// [`Trouble::Broken`] for names that no archive can hold.
pub fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    office::pack(files)
}
