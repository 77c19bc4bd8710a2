//! A look at JSON bytes before they are parsed, so that a hostile body costs one pass and no recursion.

use endpoint::limits;

/// Why a body is not even parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Nested deeper than allowed.
    Depth,
    /// More values than allowed.
    Values,
}

/// Counts nesting and values outside of texts.
pub(crate) fn scan(bytes: &[u8]) -> Result<(), Excess> {
    let (mut depth, mut values) = (0_usize, 1_usize);
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => skip_text(&mut rest),
            b'{' | b'[' => {
                depth += 1;
                values += 1;
                if depth > limits::BODY_DEPTH_MAX {
                    return Err(Excess::Depth);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if values > limits::BODY_VALUES_MAX {
            return Err(Excess::Values);
        }
    }
    Ok(())
}

fn skip_text(rest: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => {
                rest.next();
            }
            b'"' => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_and_values_are_bounded() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(scan(deep(limits::BODY_DEPTH_MAX).as_bytes()), Ok(()));
        assert_eq!(
            scan(deep(limits::BODY_DEPTH_MAX + 1).as_bytes()),
            Err(Excess::Depth)
        );
        assert_eq!(scan(deep(100_000).as_bytes()), Err(Excess::Depth));
        let wide = format!("[{}1]", "1,".repeat(limits::BODY_VALUES_MAX));
        assert_eq!(scan(wide.as_bytes()), Err(Excess::Values));
    }

    #[test]
    fn texts_count_as_one_value_whatever_they_hold() {
        let text = format!(
            r#"{{"a":"{}\"{}"}}"#,
            "[,".repeat(200_000),
            "[".repeat(1_000)
        );
        assert_eq!(scan(text.as_bytes()), Ok(()));
        assert_eq!(scan(br#"{"a":"\\"}"#), Ok(()));
        assert_eq!(scan(b"\"never closed"), Ok(()));
    }
}
