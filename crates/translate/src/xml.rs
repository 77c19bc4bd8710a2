//! Placeholders in the texts of an XML part. An editor may spread one over several runs; all other bytes stay.

use crate::placeholder::{Finder, Found};
use crate::{Trouble, broken, too_large};
use org::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::ops::Range;

/// Which elements of a kind of part hold text.
pub(crate) struct Texts {
    /// Elements whose runs are read as one text: a paragraph, a cell.
    pub(crate) groups: &'static [&'static str],
    /// Elements whose content is not shown.
    pub(crate) hidden: &'static [&'static str],
}

/// A piece of a group's text: what one `t` element holds, or a break, which has no place.
struct Segment {
    text: String,
    place: Option<Place>,
}

struct Place {
    /// Where the start tag ends: behind its `>`.
    tag_end: usize,
    content: Range<usize>,
    preserves_space: bool,
}

/// Bytes that take the place of others.
struct Edit {
    place: Range<usize>,
    bytes: Vec<u8>,
}

/// Replaces what is known; `None` when nothing is.
pub(crate) fn translate(
    xml: &str,
    texts: &Texts,
    finder: &mut Finder<'_>,
) -> Result<Option<Vec<u8>>, Trouble> {
    let mut walk = Walk {
        texts,
        groups: Vec::new(),
        text: None,
        hidden: 0,
        depth: 0,
        pieces: 0,
        edits: Vec::new(),
    };
    let mut reader = Reader::from_str(xml);
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(bad)?;
        let after = position(&reader);
        if matches!(event, Event::Eof) {
            break;
        }
        walk.step(&event, before..after, finder)?;
    }
    Ok(spliced(xml.as_bytes(), walk.edits))
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn bad(error: impl std::fmt::Display) -> Trouble {
    broken(format!("a part of the file is no XML: {error}"))
}

struct Walk<'t> {
    texts: &'t Texts,
    /// Open groups, the innermost last: a paragraph may hold a box with paragraphs.
    groups: Vec<Vec<Segment>>,
    /// The open `t` element: where its tag ends, whether it keeps space, and its text so far.
    text: Option<(usize, bool, String)>,
    hidden: usize,
    depth: usize,
    /// Pieces of all open groups.
    pieces: usize,
    edits: Vec<Edit>,
}

impl Walk<'_> {
    fn step(
        &mut self,
        event: &Event<'_>,
        place: Range<usize>,
        finder: &mut Finder<'_>,
    ) -> Result<(), Trouble> {
        match event {
            Event::Start(tag) => self.open(tag, place.end)?,
            Event::Empty(tag) => self.pass(tag.local_name().as_ref())?,
            Event::Text(text) => self.put(&text.xml10_content()),
            Event::CData(text) => self.put(&text.xml10_content()),
            Event::GeneralRef(reference) if self.text.is_some() => {
                let character = resolved(reference)?;
                self.put(character.encode_utf8(&mut [0; 4]));
            }
            Event::End(tag) => self.close(tag.local_name().as_ref(), place.start, finder)?,
            Event::DocType(_) => return Err(broken("a part of the file declares entities")),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>, tag_end: usize) -> Result<(), Trouble> {
        self.depth += 1;
        if self.depth > limits::OFFICE_DEPTH_MAX {
            return Err(too_large(format!(
                "a part of an office file nests at most {} levels",
                limits::OFFICE_DEPTH_MAX
            )));
        }
        let name = tag.local_name();
        let name = name.as_ref();
        if self.texts.hidden.contains(&name) {
            self.hidden += 1;
        } else if self.texts.groups.contains(&name) {
            self.groups.push(Vec::new());
        } else if name == "t" && self.hidden == 0 && !self.groups.is_empty() {
            let preserves = tag
                .attributes()
                .flatten()
                .any(|attribute| attribute.key.as_ref() == "xml:space");
            self.text = Some((tag_end, preserves, String::new()));
        } else {
            return self.pass(name);
        }
        Ok(())
    }

    /// A tab or a new line is no part of a placeholder.
    fn pass(&mut self, name: &str) -> Result<(), Trouble> {
        if matches!(name, "tab" | "br" | "cr") {
            self.piece(Segment {
                text: "\n".to_owned(),
                place: None,
            })?;
        }
        Ok(())
    }

    /// Adds to the innermost open group, if there is one.
    fn piece(&mut self, segment: Segment) -> Result<(), Trouble> {
        let Some(group) = self.groups.last_mut() else {
            return Ok(());
        };
        self.pieces += 1;
        if self.pieces > limits::OFFICE_PIECES_MAX {
            return Err(too_large(format!(
                "a paragraph or cell has at most {} pieces",
                limits::OFFICE_PIECES_MAX
            )));
        }
        group.push(segment);
        Ok(())
    }

    fn put(&mut self, piece: &str) {
        if let Some((_, _, text)) = &mut self.text {
            text.push_str(piece);
        }
    }

    fn close(
        &mut self,
        name: &str,
        content_end: usize,
        finder: &mut Finder<'_>,
    ) -> Result<(), Trouble> {
        self.depth = self.depth.saturating_sub(1);
        if self.texts.hidden.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
        } else if name == "t" {
            if let Some((tag_end, preserves_space, text)) = self.text.take()
                && !text.is_empty()
            {
                self.piece(Segment {
                    text,
                    place: Some(Place {
                        tag_end,
                        content: tag_end..content_end,
                        preserves_space,
                    }),
                })?;
            }
        } else if self.texts.groups.contains(&name)
            && let Some(group) = self.groups.pop()
        {
            self.pieces -= group.len();
            self.replace(group, finder)?;
        }
        Ok(())
    }

    fn replace(&mut self, group: Vec<Segment>, finder: &mut Finder<'_>) -> Result<(), Trouble> {
        let whole: String = group.iter().map(|segment| segment.text.as_str()).collect();
        let found = finder.find(whole.as_bytes())?;
        let mut start = 0;
        for segment in group {
            let range = start..start + segment.text.len();
            start = range.end;
            let Some(place) = segment.place else {
                continue;
            };
            if let Some(text) = replaced(&whole, range, &found) {
                let needs_space =
                    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
                if needs_space && !place.preserves_space {
                    let behind_name = place.tag_end - 1;
                    self.edits.push(Edit {
                        place: behind_name..behind_name,
                        bytes: b" xml:space=\"preserve\"".to_vec(),
                    });
                }
                self.edits.push(Edit {
                    place: place.content,
                    bytes: escaped(&text).into_bytes(),
                });
            }
        }
        Ok(())
    }
}

/// The text of one segment: a name goes where its placeholder begins. `None` when nothing changes here.
fn replaced(whole: &str, range: Range<usize>, found: &[Found]) -> Option<String> {
    let first = found.partition_point(|one| one.place.end <= range.start);
    let here: Vec<&Found> = found[first..]
        .iter()
        .take_while(|one| one.place.start < range.end)
        .collect();
    if here.is_empty() {
        return None;
    }
    let (mut text, mut from) = (String::new(), range.start);
    for one in here {
        if one.place.start >= range.start {
            text.push_str(&whole[from..one.place.start]);
            text.push_str(&one.name);
        }
        from = one.place.end.min(range.end);
    }
    text.push_str(&whole[from..range.end]);
    Some(text)
}

fn resolved(reference: &BytesRef<'_>) -> Result<char, Trouble> {
    if let Some(character) = reference.resolve_char_ref().map_err(bad)? {
        return Ok(character);
    }
    Ok(match &**reference {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return Err(broken("a part of the file uses an entity that XML has not")),
    })
}

/// Text as it stands in XML, also in an attribute. Characters that XML cannot hold are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(character),
            control if control < ' ' || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
    out
}

/// Replaces placeholders that stand in attributes, for parts where nothing spreads over elements.
pub(crate) fn translate_attributes(
    xml: &str,
    finder: &mut Finder<'_>,
) -> Result<Option<Vec<u8>>, Trouble> {
    let edits = finder.find(xml.as_bytes())?.into_iter().map(|one| Edit {
        place: one.place,
        bytes: escaped(&one.name).into_bytes(),
    });
    Ok(spliced(xml.as_bytes(), edits.collect()))
}

fn spliced(xml: &[u8], mut edits: Vec<Edit>) -> Option<Vec<u8>> {
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.place.start);
    let mut out = Vec::with_capacity(xml.len());
    let mut from = 0;
    for edit in edits {
        out.extend_from_slice(&xml[from..edit.place.start]);
        out.extend_from_slice(&edit.bytes);
        from = edit.place.end;
    }
    out.extend_from_slice(&xml[from..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{DOCUMENT_TEXTS, WORKBOOK_TEXTS};
    use crate::placeholder::tests::Few;
    use insta::assert_snapshot;

    fn document(xml: &str) -> String {
        told(xml, &DOCUMENT_TEXTS)
    }

    fn workbook(xml: &str) -> String {
        told(xml, &WORKBOOK_TEXTS)
    }

    fn told(xml: &str, texts: &Texts) -> String {
        match translate(xml, texts, &mut Finder::new(&Few)) {
            Ok(Some(out)) => String::from_utf8(out).expect("UTF-8 stays UTF-8"),
            Ok(None) => "as it was".to_owned(),
            Err(trouble) => trouble.to_string(),
        }
    }

    #[test]
    fn one_run_is_replaced_in_its_place() {
        assert_snapshot!(document("<?xml version=\"1.0\"?><w:d><!-- $userName=ann$ --><w:p a='1'><w:r><w:t>Hi $userName=ann$ &amp; $userName=bob$</w:t></w:r></w:p></w:d>"), @r#"<?xml version="1.0"?><w:d><!-- $userName=ann$ --><w:p a='1'><w:r><w:t>Hi 安娜 &amp; Bob, &quot;the&quot; &lt;B&amp;B&gt;</w:t></w:r></w:p></w:d>"#);
        assert_snapshot!(workbook("<sst><si><t>$departmentName=7$</t></si><si><t>x</t></si></sst>"), @"<sst><si><t>研发</t></si><si><t>x</t></si></sst>");
        assert_snapshot!(workbook("<c t=\"inlineStr\"><is><t><![CDATA[<$userName=ann$>]]></t></is></c>"), @r#"<c t="inlineStr"><is><t>&lt;安娜&gt;</t></is></c>"#);
        assert_snapshot!(document("<w:p><w:t>&#36;userName=ann&#x24;</w:t></w:p>"), @"<w:p><w:t>安娜</w:t></w:p>");
    }

    #[test]
    fn a_placeholder_spread_over_runs_is_one() {
        assert_snapshot!(document("<w:p><w:r><w:t>Hi $user</w:t></w:r><w:r><w:t>Name=</w:t></w:r><w:r><w:rPr/><w:t>ann</w:t></w:r><w:r><w:t>$ there</w:t></w:r></w:p>"), @r#"<w:p><w:r><w:t>Hi 安娜</w:t></w:r><w:r><w:t></w:t></w:r><w:r><w:rPr/><w:t></w:t></w:r><w:r><w:t xml:space="preserve"> there</w:t></w:r></w:p>"#);
        assert_snapshot!(document("<w:p><w:t>$</w:t><w:t xml:space=\"preserve\">userName=ann$ $departmentName=7</w:t><w:t/><w:t>$</w:t></w:p>"), @r#"<w:p><w:t>安娜</w:t><w:t xml:space="preserve"> 研发</w:t><w:t/><w:t></w:t></w:p>"#);
        assert_snapshot!(workbook("<si><r><t>$userName=a</t></r><r><rPr/><t>nn$</t></r><rPh><t>$userName=ann$</t></rPh></si>"), @"<si><r><t>安娜</t></r><r><rPr/><t></t></r><rPh><t>$userName=ann$</t></rPh></si>");
    }

    #[test]
    fn a_box_in_a_paragraph_is_a_text_of_its_own() {
        assert_snapshot!(document("<w:p><w:t>$userName=</w:t><w:box><w:p><w:t>$deptName=7$</w:t></w:p></w:box><w:t>ann$</w:t></w:p>"), @"<w:p><w:t>安娜</w:t><w:box><w:p><w:t>研发</w:t></w:p></w:box><w:t></w:t></w:p>");
    }

    #[test]
    fn what_is_no_shown_text_stays() {
        for xml in [
            "<w:p><w:t>$userName=nobody$</w:t></w:p>",
            "<w:p><w:t>$userName=</w:t><w:tab/><w:t>ann$</w:t></w:p>",
            "<w:p><w:t>$userName=</w:t></w:p><w:p><w:t>ann$</w:t></w:p>",
            "<w:p><w:instrText>$userName=ann$</w:instrText></w:p>",
            "<w:t>$userName=ann$</w:t>",
            "<w:p w=\"$userName=ann$\"/>",
            "<w:p><w:del><w:t>$userName=ann$</w:t></w:del></w:p>",
        ] {
            assert_eq!(document(xml), "as it was", "{xml}");
        }
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        assert_snapshot!(document("<w:p><w:t>$userName=ann$</w:p>"), @"a part of the file is no XML: ill-formed document: expected `</w:t>`, but `</w:p>` was found");
        assert_snapshot!(document("<w:p><w:t>&ann;</w:t></w:p>"), @"a part of the file uses an entity that XML has not");
        assert_snapshot!(document("<w:p><w:t>&#xD800;</w:t></w:p>"), @"a part of the file is no XML: invalid character reference: `55296` is not a valid codepoint");
        assert_snapshot!(document("<!DOCTYPE a [<!ENTITY b \"c\">]><w:p/>"), @"a part of the file declares entities");
        assert_snapshot!(document(&"<w:p>".repeat(1_001)), @"a part of an office file nests at most 1000 levels");
        let runs = "<w:t>$</w:t>".repeat(100_001);
        assert_snapshot!(document(&format!("<w:p>{runs}</w:p>")), @"a paragraph or cell has at most 100000 pieces");
        assert_snapshot!(document("<w:p"), @"a part of the file is no XML: syntax error: tag not closed: `>` not found before end of input");
    }
}
