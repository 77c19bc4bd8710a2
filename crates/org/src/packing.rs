//! Numbers and texts as bytes back to back: numbers are varints, texts begin with their length.
//!
//! What is taken must be what was put, in the same order: the bytes come from nowhere else.

pub(crate) fn put_number(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
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

pub(crate) fn take_number(from: &mut &[u8]) -> u64 {
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, rest) = from
            .split_first()
            .expect("rows end where they were packed to end");
        *from = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return number;
        }
        shift += 7;
    }
}

pub(crate) fn take_signed(from: &mut &[u8]) -> i64 {
    let number = take_number(from);
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

pub(crate) fn take_text<'a>(from: &mut &'a [u8]) -> &'a str {
    let length = take_number(from) as usize;
    let (text, rest) = from.split_at(length);
    *from = rest;
    std::str::from_utf8(text).expect("rows hold the bytes of texts")
}
