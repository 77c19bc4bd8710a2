//! Plain text and comma-separated values, in the encoding in which they came.

use crate::placeholder::{Finder, Found};
use crate::{Trouble, broken};
use encoding_rs::GB18030;
use memchr::memchr;
use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Gb18030,
}

impl Encoding {
    fn encode(self, name: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(name.as_bytes()),
            Self::Gb18030 => GB18030.encode(name).0,
        }
    }
}

/// Whether a file begins with the mark of UTF-16, in which Excel writes "Unicode text".
pub(crate) fn is_marked_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

pub(crate) fn translate(
    file: &[u8],
    is_table: bool,
    finder: &mut Finder<'_>,
) -> Result<Vec<u8>, Trouble> {
    if is_marked_utf16(file) {
        return in_utf16(file, is_table, finder);
    }
    let encoding = if std::str::from_utf8(file).is_ok() {
        Encoding::Utf8
    } else if GB18030
        .decode_without_bom_handling_and_without_replacement(file)
        .is_some()
    {
        Encoding::Gb18030
    } else {
        return Err(broken("the text is neither UTF-8 nor UTF-16 nor GB18030"));
    };
    if file.contains(&0) {
        return Err(broken("the file is no text: it holds zero bytes"));
    }
    replaced(file, encoding, is_table, finder)
}

fn in_utf16(file: &[u8], is_table: bool, finder: &mut Finder<'_>) -> Result<Vec<u8>, Trouble> {
    let is_little = file[0] == 0xff;
    let units = file.chunks(2).map(|pair| match *pair {
        [first, second] if is_little => Some(u16::from_le_bytes([first, second])),
        [first, second] => Some(u16::from_be_bytes([first, second])),
        _ => None,
    });
    let units: Option<Vec<u16>> = units.collect();
    let text = units
        .and_then(|units| String::from_utf16(&units).ok())
        .ok_or_else(|| broken("the text is not the UTF-16 that it says it is"))?;
    let replaced = replaced(text.as_bytes(), Encoding::Utf8, is_table, finder)?;
    let text = String::from_utf8(replaced).map_err(|_| broken("the text is not UTF-16"))?;
    let bytes_of = if is_little {
        u16::to_le_bytes
    } else {
        u16::to_be_bytes
    };
    Ok(text.encode_utf16().flat_map(bytes_of).collect())
}

fn replaced(
    text: &[u8],
    encoding: Encoding,
    is_table: bool,
    finder: &mut Finder<'_>,
) -> Result<Vec<u8>, Trouble> {
    let mut out = Vec::with_capacity(text.len());
    if is_table {
        let delimiter = delimiter(text);
        for field in Fields::new(text, delimiter) {
            let found = finder.find(&text[field.clone()])?;
            if found.is_empty() {
                out.extend_from_slice(&text[field]);
            } else {
                put_field(&mut out, &text[field], delimiter, encoding, &found);
            }
        }
        return Ok(out);
    }
    let found = finder.find(text)?;
    put_replaced(&mut out, text, encoding, &found);
    Ok(out)
}

fn put_replaced(out: &mut Vec<u8>, text: &[u8], encoding: Encoding, found: &[Found]) {
    let mut from = 0;
    for one in found {
        out.extend_from_slice(&text[from..one.place.start]);
        out.extend_from_slice(&encoding.encode(&one.name));
        from = one.place.end;
    }
    out.extend_from_slice(&text[from..]);
}

/// Writes a cell so that it is still one cell, and still no formula when it was none.
fn put_field(out: &mut Vec<u8>, field: &[u8], delimiter: u8, encoding: Encoding, found: &[Found]) {
    let is_quoted = field.first() == Some(&b'"');
    let starts_with_name = found[0].place.start == usize::from(is_quoted);
    let guard = starts_with_name && found[0].name.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let needs_quotes = !is_quoted
        && found.iter().any(|one| {
            let bytes = one.name.as_bytes();
            bytes.contains(&delimiter) || one.name.contains(['"', '\r', '\n'])
        });
    let doubled = |name: &str| name.replace('"', "\"\"");
    let quoted: Vec<Found> = found
        .iter()
        .enumerate()
        .map(|(index, one)| Found {
            place: one.place.clone(),
            name: format!(
                "{}{}",
                if guard && index == 0 { "'" } else { "" },
                if is_quoted {
                    doubled(&one.name)
                } else {
                    one.name.clone()
                }
            ),
        })
        .collect();
    if needs_quotes {
        let mut plain = Vec::new();
        put_replaced(&mut plain, field, encoding, &quoted);
        out.push(b'"');
        for byte in plain {
            if byte == b'"' {
                out.push(b'"');
            }
            out.push(byte);
        }
        out.push(b'"');
    } else {
        put_replaced(out, field, encoding, &quoted);
    }
}

/// What separates cells: that of the three which the first line has most of outside of quotes.
fn delimiter(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in text {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            byte if !is_quoted => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(byte == delimiter);
                }
            }
            _ => {}
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(delimiter, _)| delimiter)
}

/// Cuts a table into cells and what stands between them: all pieces in order are the whole text.
struct Fields<'t> {
    text: &'t [u8],
    delimiter: u8,
    at: usize,
}

impl<'t> Fields<'t> {
    fn new(text: &'t [u8], delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            at: 0,
        }
    }

    fn separates(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }
}

impl Iterator for Fields<'_> {
    type Item = std::ops::Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        let start = self.at;
        let first = *self.text.get(start)?;
        if start == 0 && self.text.starts_with(MARK) {
            self.at = MARK.len();
            return Some(start..self.at);
        }
        if self.separates(first) {
            self.at += 1;
            return Some(start..self.at);
        }
        if first == b'"' {
            self.at += 1;
            // A doubled quote closes and opens again.
            while let Some(quote) = memchr(b'"', &self.text[self.at..]) {
                self.at += quote + 1;
                if self.text.get(self.at) != Some(&b'"') {
                    break;
                }
                self.at += 1;
            }
        }
        let rest = self.text[self.at..].iter();
        let length = rest.take_while(|byte| !self.separates(**byte)).count();
        self.at += length;
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placeholder::tests::Few;
    use crate::{Format, translate};
    use insta::assert_snapshot;

    fn text(format: Format, text: &str) -> String {
        let translated = translate(format, text.as_bytes(), &Few).expect("it can be translated");
        String::from_utf8(translated).expect("UTF-8 stays UTF-8")
    }

    #[test]
    fn text_stays_as_it_is_around_names() {
        assert_eq!(
            text(
                Format::Text,
                "\u{feff}Hi $userName=ann$,\r\n\t$departmentName=7$ \"x\"\n"
            ),
            "\u{feff}Hi 安娜,\r\n\t研发 \"x\"\n"
        );
        assert_eq!(text(Format::Text, ""), "");
        assert_eq!(text(Format::Text, "$userName=bob$"), "Bob, \"the\" <B&B>");
    }

    #[test]
    fn cells_stay_cells() {
        assert_snapshot!(text(Format::Csv, "id,who,\"note\"\r\n1,$userName=bob$,\"by $userName=bob$\"\r\n2,$userName=ann$,\"a \"\"$userName=ann$\"\"\"\r\n"), @r#"
        id,who,"note"
        1,"Bob, ""the"" <B&B>","by Bob, ""the"" <B&B>"
        2,安娜,"a ""安娜"""
        "#);
        assert_eq!(
            text(Format::Csv, "a;b\n$userName=bob$;,"),
            "a;b\n\"Bob, \"\"the\"\" <B&B>\";,"
        );
        assert_eq!(
            text(Format::Csv, "\u{feff}\"$userName=ann$\"\t"),
            "\u{feff}\"安娜\"\t"
        );
        assert_eq!(text(Format::Csv, "\"open $userName=ann$"), "\"open 安娜");
    }

    #[test]
    fn a_name_does_not_become_a_formula() {
        assert_eq!(
            text(
                Format::Csv,
                "$userName=eve$,\"$userName=eve$\",x$userName=eve$"
            ),
            "'=1+1,\"'=1+1\",x=1+1"
        );
        assert_eq!(text(Format::Csv, "=A1,$userName=ann$"), "=A1,安娜");
    }

    #[test]
    fn encodings_are_kept() {
        let (bytes, _, _) = GB18030.encode("姓名,$userName=ann$,\u{1F600}");
        let translated = translate(Format::Csv, &bytes, &Few).expect("it can be translated");
        assert_eq!(GB18030.decode(&translated).0, "姓名,安娜,\u{1F600}");
        for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
            let encode = |text: &str| text.encode_utf16().flat_map(bytes_of).collect::<Vec<u8>>();
            let translated = translate(Format::Text, &encode("\u{feff}$userName=ann$ 王"), &Few)
                .expect("UTF-16");
            assert_eq!(translated, encode("\u{feff}安娜 王"));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |file: &[u8]| {
            translate(Format::Text, file, &Few)
                .expect_err("no text")
                .to_string()
        };
        assert_snapshot!(refused(b"\xff\xff\xff"), @"the text is neither UTF-8 nor UTF-16 nor GB18030");
        assert_snapshot!(refused(b"a\0b"), @"the file is no text: it holds zero bytes");
        assert_snapshot!(refused(b"\xff\xfea"), @"the text is not the UTF-16 that it says it is");
        assert_snapshot!(refused(b"\xff\xfe\x00\xd8"), @"the text is not the UTF-16 that it says it is");
    }
}
