//! Office files: zip archives of XML parts. Parts without placeholders are copied as they are packed.

use crate::placeholder::Finder;
use crate::xml::{self, Texts};
use crate::{Trouble, broken, too_large};
use memchr::memchr;
use memchr::memmem;
use org::limits;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What is read of a part.
enum How {
    Texts(&'static Texts),
    Attributes,
}

/// A kind of office file.
pub(crate) struct Kind {
    /// The part without which it is none.
    main: &'static str,
    how: fn(&str) -> Option<How>,
}

pub(crate) const WORKBOOK_TEXTS: Texts = Texts {
    groups: &["si", "is", "text"],
    hidden: &["rPh"],
};

pub(crate) const DOCUMENT_TEXTS: Texts = Texts {
    groups: &["p"],
    hidden: &["del"],
};

/// Cells, comments, and the headings of tables, which repeat cells.
pub(crate) const WORKBOOK: Kind = Kind {
    main: "xl/workbook.xml",
    how: |name| {
        let inside = name.strip_prefix("xl/")?.strip_suffix(".xml")?;
        if inside.starts_with("tables/") {
            return Some(How::Attributes);
        }
        let holds_text = inside == "sharedstrings"
            || inside.starts_with("worksheets/")
            || inside.starts_with("comments");
        holds_text.then_some(How::Texts(&WORKBOOK_TEXTS))
    },
};

/// The text itself, headers, footers, notes and comments.
pub(crate) const DOCUMENT: Kind = Kind {
    main: "word/document.xml",
    how: |name| {
        let inside = name.strip_prefix("word/")?.strip_suffix(".xml")?;
        let known = [
            "document",
            "header",
            "footer",
            "footnotes",
            "endnotes",
            "comments",
        ];
        let holds_text =
            !inside.contains('/') && known.iter().any(|known| inside.starts_with(known));
        holds_text.then_some(How::Texts(&DOCUMENT_TEXTS))
    },
};

fn bad(error: ZipError) -> Trouble {
    broken(format!("the file is no office file: {error}"))
}

fn unwritable(error: impl std::fmt::Display) -> Trouble {
    broken(format!("the file cannot be written again: {error}"))
}

pub(crate) fn translate(
    file: &[u8],
    kind: &Kind,
    finder: &mut Finder<'_>,
) -> Result<Vec<u8>, Trouble> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(bad)?;
    check(&mut archive, file.len() as u64, kind)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(file.len())));
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let changed = translate_part(&mut archive, index, kind, &mut unpacked, finder)?;
        match changed {
            None => {
                let part = archive.by_index_raw(index).map_err(bad)?;
                writer.raw_copy_file(part).map_err(unwritable)?;
            }
            Some((name, xml)) => {
                writer.start_file(name, packed()).map_err(unwritable)?;
                writer.write_all(&xml).map_err(unwritable)?;
            }
        }
    }
    Ok(writer.finish().map_err(unwritable)?.into_inner())
}

/// Refuses what is no such file, and what says of itself that it grows beyond all measure. What lies about its size is
/// caught while it is read.
fn check(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    file_bytes: u64,
    kind: &Kind,
) -> Result<(), Trouble> {
    if archive.len() > limits::OFFICE_PARTS_MAX {
        return Err(too_large(format!(
            "an office file has at most {} parts, got {}",
            limits::OFFICE_PARTS_MAX,
            archive.len()
        )));
    }
    let (mut announced, mut packed): (u64, u64) = (0, 0);
    let mut has_main = false;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(bad)?;
        if part.encrypted() {
            return Err(broken("the file is encrypted"));
        }
        has_main |= part.name().map_err(bad)?.eq_ignore_ascii_case(kind.main);
        announced = announced.saturating_add(part.size());
        packed = packed.saturating_add(part.compressed_size());
    }
    // Parts that are copied as they are would multiply what they share.
    if packed > file_bytes {
        return Err(broken("parts of the file overlap"));
    }
    if !has_main {
        return Err(broken(format!("the file has no part {}", kind.main)));
    }
    if announced > limits::OFFICE_BYTES_MAX {
        return Err(too_large(format!(
            "an office file has at most {} bytes when unpacked",
            limits::OFFICE_BYTES_MAX
        )));
    }
    Ok(())
}

/// A part with its names, or `None` when nothing in it changes. Counts what was unpacked.
fn translate_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    kind: &Kind,
    unpacked: &mut u64,
    finder: &mut Finder<'_>,
) -> Result<Option<(String, Vec<u8>)>, Trouble> {
    let mut part = archive.by_index(index).map_err(bad)?;
    let name = part.name().map_err(bad)?.into_owned();
    let Some(how) = (kind.how)(&name.to_ascii_lowercase()) else {
        return Ok(None);
    };
    let room = limits::OFFICE_PART_BYTES_MAX.min(limits::OFFICE_BYTES_MAX - *unpacked);
    let mut xml = Vec::new();
    (&mut part)
        .take(room + 1)
        .read_to_end(&mut xml)
        .map_err(|error| broken(format!("a part of the file is damaged: {error}")))?;
    if xml.len() as u64 > room {
        return Err(too_large(format!(
            "a part of an office file has at most {} bytes when unpacked, all together {}",
            limits::OFFICE_PART_BYTES_MAX,
            limits::OFFICE_BYTES_MAX
        )));
    }
    *unpacked += xml.len() as u64;
    if memchr(b'$', &xml).is_none() && memmem::find(&xml, b"&#").is_none() {
        return Ok(None);
    }
    let xml = std::str::from_utf8(&xml).map_err(|_| broken("a part of the file is not UTF-8"))?;
    let changed = match how {
        How::Texts(texts) => xml::translate(xml, texts, finder)?,
        How::Attributes => xml::translate_attributes(xml, finder)?,
    };
    Ok(changed.map(|xml| (name, xml)))
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

pub(crate) fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut taken = BTreeSet::new();
    for (name, file) in files {
        let name = free_name(name, &taken);
        writer
            .start_file(name.as_str(), packed())
            .map_err(unwritable)?;
        writer.write_all(file).map_err(unwritable)?;
        taken.insert(name);
    }
    Ok(writer.finish().map_err(unwritable)?.into_inner())
}

fn free_name(name: &str, taken: &BTreeSet<String>) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut free = name.to_owned();
    let mut number = 1;
    while taken.contains(&free) {
        number += 1;
        free = format!("{stem} ({number}).{extension}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placeholder::tests::Few;
    use crate::{Content, Format, translate};
    use insta::assert_snapshot;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let parts: Vec<(String, Vec<u8>)> = parts
            .iter()
            .map(|(name, body)| ((*name).to_owned(), body.to_vec()))
            .collect();
        pack(&parts).expect("names fit")
    }

    fn told(file: &[u8]) -> String {
        let mut archive = ZipArchive::new(Cursor::new(file)).expect("an archive");
        let mut lines = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let mut body = String::new();
            part.read_to_string(&mut body).expect("text");
            lines.push(format!("{}: {body}", part.name().expect("UTF-8")));
        }
        lines.join("\n")
    }

    fn refused(format: Format, file: &[u8]) -> String {
        translate(format, file, &Few)
            .expect_err("refused")
            .to_string()
    }

    #[test]
    fn cells_comments_and_headings_of_a_workbook_are_translated() {
        let file = archive(&[
            ("[Content_Types].xml", b"<Types/>"),
            (
                "xl/workbook.xml",
                b"<workbook><sheet name=\"$userName=ann$\"/></workbook>",
            ),
            (
                "xl/sharedStrings.xml",
                b"<sst><si><t>$userName=ann$</t></si></sst>",
            ),
            (
                "xl/worksheets/sheet1.xml",
                b"<c t=\"inlineStr\"><is><t>$deptName=7$</t></is></c>",
            ),
            (
                "xl/worksheets/sheet2.xml",
                b"<c t=\"str\"><f>\"$userName=ann$\"</f><v>$userName=ann$</v></c>",
            ),
            (
                "xl/comments1.xml",
                b"<comment><text><r><t>$userName=bob$</t></r></text></comment>",
            ),
            (
                "xl/tables/table1.xml",
                b"<tableColumn id=\"1\" name=\"$userName=bob$\"/>",
            ),
            ("xl/media/image1.png", b"$userName=ann$"),
        ]);
        assert_eq!(Content::of(&file), Content::Zip);
        let translated = translate(Format::Workbook, &file, &Few).expect("a workbook");
        assert_snapshot!(told(&translated), @r#"
        [Content_Types].xml: <Types/>
        xl/workbook.xml: <workbook><sheet name="$userName=ann$"/></workbook>
        xl/sharedStrings.xml: <sst><si><t>安娜</t></si></sst>
        xl/worksheets/sheet1.xml: <c t="inlineStr"><is><t>研发</t></is></c>
        xl/worksheets/sheet2.xml: <c t="str"><f>"$userName=ann$"</f><v>$userName=ann$</v></c>
        xl/comments1.xml: <comment><text><r><t>Bob, &quot;the&quot; &lt;B&amp;B&gt;</t></r></text></comment>
        xl/tables/table1.xml: <tableColumn id="1" name="Bob, &quot;the&quot; &lt;B&amp;B&gt;"/>
        xl/media/image1.png: $userName=ann$
        "#);
    }

    #[test]
    fn texts_headers_and_notes_of_a_document_are_translated() {
        let paragraph = b"<w:p><w:r><w:t>$user</w:t></w:r><w:r><w:t>Name=ann$</w:t></w:r></w:p>";
        let file = archive(&[
            ("word/document.xml", paragraph),
            ("word/header2.xml", paragraph),
            ("word/footnotes.xml", paragraph),
            ("word/settings.xml", paragraph),
            ("word/embeddings/document.xml", paragraph),
        ]);
        let translated = translate(Format::Document, &file, &Few).expect("a document");
        assert_snapshot!(told(&translated), @"
        word/document.xml: <w:p><w:r><w:t>安娜</w:t></w:r><w:r><w:t></w:t></w:r></w:p>
        word/header2.xml: <w:p><w:r><w:t>安娜</w:t></w:r><w:r><w:t></w:t></w:r></w:p>
        word/footnotes.xml: <w:p><w:r><w:t>安娜</w:t></w:r><w:r><w:t></w:t></w:r></w:p>
        word/settings.xml: <w:p><w:r><w:t>$user</w:t></w:r><w:r><w:t>Name=ann$</w:t></w:r></w:p>
        word/embeddings/document.xml: <w:p><w:r><w:t>$user</w:t></w:r><w:r><w:t>Name=ann$</w:t></w:r></w:p>
        ");
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        assert_snapshot!(refused(Format::Workbook, b""), @"the file is no office file: invalid Zip archive: Could not find EOCD");
        assert_snapshot!(refused(Format::Workbook, b"PK\x03\x04 and nothing more"), @"the file is no office file: invalid Zip archive: Could not find EOCD");
        assert_snapshot!(refused(Format::Workbook, &archive(&[("word/document.xml", b"")])), @"the file has no part xl/workbook.xml");
        assert_snapshot!(refused(Format::Document, &archive(&[("xl/workbook.xml", b"")])), @"the file has no part word/document.xml");
        assert_snapshot!(refused(Format::Document, &archive(&[("word/document.xml", b"\xff$")])), @"a part of the file is not UTF-8");
        let mut cut = archive(&[("word/document.xml", &b"$x".repeat(99))]);
        cut.truncate(cut.len() / 2);
        assert_snapshot!(refused(Format::Document, &cut), @"the file is no office file: invalid Zip archive: Could not find EOCD");
    }

    #[test]
    fn what_grows_beyond_all_measure_is_refused() {
        let part = vec![b' '; limits::OFFICE_PART_BYTES_MAX as usize + 1];
        let file = archive(&[("word/document.xml", &part)]);
        assert!(file.len() < 1024 * 1024, "a bomb is small");
        assert_snapshot!(refused(Format::Document, &file), @"a part of an office file has at most 67108864 bytes when unpacked, all together 268435456");
        let fifth = &part[..part.len() - 1];
        let all = archive(&[
            ("word/document.xml", fifth),
            ("word/header1.xml", fifth),
            ("word/header2.xml", fifth),
            ("word/header3.xml", fifth),
            ("word/a.bin", b"x"),
        ]);
        assert_snapshot!(refused(Format::Document, &all), @"an office file has at most 268435456 bytes when unpacked");
        let many: Vec<(String, Vec<u8>)> = (0..=limits::OFFICE_PARTS_MAX)
            .map(|number| (number.to_string(), Vec::new()))
            .collect();
        let many = pack(&many).expect("names fit");
        assert_snapshot!(refused(Format::Document, &many), @"an office file has at most 10000 parts, got 10001");
    }

    #[test]
    fn a_size_that_is_a_lie_helps_nobody() {
        let part = vec![b' '; limits::OFFICE_PART_BYTES_MAX as usize + 1];
        let mut file = archive(&[("word/document.xml", &part)]);
        let size = (part.len() as u32).to_le_bytes();
        let small = 10_u32.to_le_bytes();
        let places: Vec<usize> = memmem::find_iter(&file, &size).collect();
        assert_eq!(places.len(), 2, "beside the part and in the directory");
        for place in places {
            file[place..place + 4].copy_from_slice(&small);
        }
        assert_snapshot!(refused(Format::Document, &file), @"a part of the file is damaged: File is larger than its declared uncompressed size");
    }

    #[test]
    fn parts_that_share_their_bytes_are_refused() {
        const DIRECTORY: &[u8] = b"PK\x01\x02";
        let content: Vec<u8> = (0..9_999_u32).flat_map(u32::to_le_bytes).collect();
        let mut file = archive(&[
            ("word/document.xml", b"<w:p/>"),
            ("word/media/a.png", &content),
            ("word/media/b.png", b"b"),
        ]);
        let entries: Vec<usize> = memmem::find_iter(&file, DIRECTORY).collect();
        let size = |entry: usize| entries[entry] + 20..entries[entry] + 24;
        file.copy_within(size(1), size(2).start);
        assert_snapshot!(refused(Format::Document, &file), @"parts of the file overlap");
    }

    #[test]
    fn packed_files_keep_their_names_and_equal_ones_get_a_number() {
        let file = archive(&[
            ("a.csv", b"1"),
            ("a.csv", b"2"),
            ("\u{59d3}.txt", b"3"),
            ("a.csv", b"4"),
        ]);
        assert_snapshot!(told(&file), @"
        a.csv: 1
        a (2).csv: 2
        姓.txt: 3
        a (3).csv: 4
        ");
    }
}
