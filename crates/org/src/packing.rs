//! Numbers and texts back to back, in bytes that are one valid text: numbers are varints of bytes below 0x80, texts begin with
//! their length. So a whole row is looked over once when it is read, instead of each of its texts.
//!
//! What is taken must be what was put, in the same order: the bytes come from nowhere else.

/// Of a byte of a number that more follow.
const MORE: u8 = 0x40;
const BITS: u32 = 6;

pub(crate) fn put_number(into: &mut Vec<u8>, mut number: u64) {
    while number >= u64::from(MORE) {
        into.push((number as u8 & (MORE - 1)) | MORE);
        number >>= BITS;
    }
    into.push(number as u8);
}

pub(crate) fn put_signed(into: &mut Vec<u8>, number: i64) {
    put_number(into, ((number << 1) ^ (number >> 63)) as u64);
}

pub(crate) fn put_text(into: &mut Vec<u8>, text: &str) {
    put_number(into, text.len() as u64);
    into.extend_from_slice(text.as_bytes());
}

/// All that was put, as the text it is.
pub(crate) fn row(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("rows are texts and numbers below 0x80")
}

pub(crate) fn take_number(from: &mut &str) -> u64 {
    let mut bytes = from.as_bytes();
    let number = take_number_of_bytes(&mut bytes);
    *from = &from[from.len() - bytes.len()..];
    number
}

pub(crate) fn take_signed(from: &mut &str) -> i64 {
    let number = take_number(from);
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

pub(crate) fn take_text<'a>(from: &mut &'a str) -> &'a str {
    let length = take_number(from) as usize;
    let (text, rest) = from.split_at(length);
    *from = rest;
    text
}

/// For who reads no more than the beginning of a row.
pub(crate) fn take_number_of_bytes(from: &mut &[u8]) -> u64 {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = from
            .split_first()
            .expect("rows end where they were packed to end");
        *from = rest;
        number |= u64::from(byte & (MORE - 1)) << shift;
        if byte < MORE {
            return number;
        }
        shift += BITS;
    }
}

/// The same of a text.
pub(crate) fn take_text_of_bytes<'a>(from: &mut &'a [u8]) -> &'a str {
    let length = take_number_of_bytes(from) as usize;
    let (text, rest) = from.split_at(length);
    *from = rest;
    row(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_put_is_taken_and_is_a_text(
            numbers in prop::collection::vec(any::<i64>(), 1..5),
            small in 0_u64..200,
            text in "\\PC{0,80}",
        ) {
            let mut bytes = Vec::new();
            put_number(&mut bytes, small);
            put_text(&mut bytes, &text);
            for number in &numbers {
                put_signed(&mut bytes, *number);
                put_number(&mut bytes, number.cast_unsigned());
            }
            let mut left = row(&bytes);
            prop_assert_eq!(take_number(&mut left), small);
            prop_assert_eq!(take_text(&mut left), &text);
            for number in &numbers {
                prop_assert_eq!(take_signed(&mut left), *number);
                prop_assert_eq!(take_number(&mut left), number.cast_unsigned());
            }
            prop_assert_eq!(left, "");
            let mut left = bytes.as_slice();
            prop_assert_eq!(take_number_of_bytes(&mut left), small);
            prop_assert_eq!(take_text_of_bytes(&mut left), &text);
        }
    }

    #[test]
    #[should_panic(expected = "rows end where they were packed to end")]
    fn a_row_that_ends_early_is_no_row() {
        take_number(&mut "\u{41}");
    }
}
