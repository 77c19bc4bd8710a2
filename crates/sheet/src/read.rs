//! Tables out of files.

use crate::limits;
use crate::repair::trimmed;
use calamine::{DataRef, Reader, Xlsx};
use encoding_rs::{GB18030, UTF_8};
use jiff::ToSpan;
use std::io::Cursor;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Neither kind.
    #[error("a file is named .xlsx or .csv, got {0}")]
    Kind(String),
    /// Not what its name says.
    #[error("the file cannot be read: {0}")]
    Damaged(String),
    /// More than is read at once.
    #[error(
        "a file has at most {} rows, {} columns and {} characters in a cell",
        limits::ROWS_MAX,
        limits::COLUMNS_MAX,
        limits::CELL_CHARS_MAX
    )]
    TooLarge,
}

/// The rows of the first sheet, the titles first, each as long as its last cell that is not empty.
///
/// # Errors
/// See [`ReadError`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let mut rows = match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("xlsx") => workbook(bytes)?,
        Some("csv") => separated(bytes)?,
        _ => return Err(ReadError::Kind(name.to_owned())),
    };
    for row in &mut rows {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    while rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    Ok(rows)
}

fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged(error.to_string())
}

/// Puts a cell into its place, if it may be there.
fn put(
    rows: &mut Vec<Vec<String>>,
    (row, column): (usize, usize),
    text: &str,
) -> Result<(), ReadError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(());
    }
    let fits = row < limits::ROWS_MAX && column < limits::COLUMNS_MAX;
    if !fits || text.chars().count() > limits::CELL_CHARS_MAX {
        return Err(ReadError::TooLarge);
    }
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    let row = &mut rows[row];
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    text.clone_into(&mut row[column]);
    Ok(())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(damaged)?;
        unpacked = unpacked.saturating_add(file.size());
    }
    if unpacked > limits::UNPACKED_BYTES_MAX {
        return Err(ReadError::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheet = book.sheet_names().first().cloned();
    let sheet = sheet.ok_or_else(|| damaged("it has no sheet"))?;
    // Cell by cell: a single cell at the far end of a sheet must not make room for all before it.
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    let mut rows = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let place = (row as usize, column as usize);
        put(&mut rows, place, &shown(cell.get_value()))?;
    }
    Ok(rows)
}

fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(time) => day(time.as_f64()),
        DataRef::Error(_) | DataRef::Empty => String::new(),
        #[expect(unreachable_patterns, reason = "further kinds of cells may come")]
        _ => String::new(),
    }
}

/// A number with all its digits.
fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The day of a spreadsheet's date, which counts days from the end of 1899.
fn day(days: f64) -> String {
    // The last day that a spreadsheet knows is that of 9999.
    if !(0.0..=2_958_465.0).contains(&days) {
        return String::new();
    }
    let first = jiff::civil::date(1899, 12, 30);
    let date = first.checked_add((days as i64).days());
    date.map_or_else(|_| String::new(), |date| date.to_string())
}

fn separated(bytes: &[u8]) -> Result<Vec<Vec<String>>, ReadError> {
    let (text, _, broken) = UTF_8.decode(bytes);
    let text = if broken {
        GB18030.decode(bytes).0
    } else {
        text
    };
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|one| first.bytes().filter(|byte| byte == one).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (row, record) in reader.records().enumerate() {
        for (column, text) in record.map_err(damaged)?.iter().enumerate() {
            put(&mut rows, (row, column), text)?;
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, write};

    fn csv(text: &str) -> Result<Vec<Vec<String>>, ReadError> {
        read("people.CSV", text.as_bytes())
    }

    #[test]
    fn separated_values_are_read_as_they_come() {
        let expected = vec![vec!["姓名", "手机号"], vec!["安妮", "013"]];
        assert_eq!(
            csv("\u{feff}姓名,手机号\n 安妮 ,013\n\n"),
            Ok(owned(&expected))
        );
        assert_eq!(csv("姓名;手机号\r\n安妮;013;\r\n"), Ok(owned(&expected)));
        assert_eq!(csv("姓名\t手机号\n\"安妮\"\t013"), Ok(owned(&expected)));
        let (chinese, _, _) = GB18030.encode("姓名,手机号\n安妮,013");
        assert_eq!(read("a.csv", &chinese), Ok(owned(&expected)));
        assert_eq!(csv(""), Ok(Vec::new()));
    }

    fn owned(rows: &[Vec<&str>]) -> Vec<Vec<String>> {
        let owned = |row: &Vec<&str>| row.iter().map(|text| (*text).to_owned()).collect();
        rows.iter().map(owned).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let columns = [
            Column {
                title: "Name",
                required: true,
            },
            Column {
                title: "Mobile",
                required: false,
            },
        ];
        let rows = owned(&[vec!["=1+1", "013800000000"], vec!["<img>"], vec!["", "x"]]);
        let bytes = write(&columns, &rows).expect("it fits");
        let mut expected = owned(&[vec!["Name", "Mobile"]]);
        expected.extend(rows);
        assert_eq!(read("people.xlsx", &bytes), Ok(expected));
        assert_eq!(write(&columns, &[]), write(&columns, &[]), "no clock");
    }

    #[test]
    fn numbers_keep_their_digits_and_dates_are_days() {
        assert_eq!(plain(13_800_000_001.0), "13800000001");
        assert_eq!(plain(1.5), "1.5");
        assert_eq!(day(46_054.75), "2026-02-01");
        assert_eq!(day(f64::MAX), "");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(
            read("people.pdf", b""),
            Err(ReadError::Kind("people.pdf".to_owned()))
        );
        assert!(matches!(read("a.xlsx", b"PK"), Err(ReadError::Damaged(_))));
        let long = "x".repeat(limits::CELL_CHARS_MAX + 1);
        assert_eq!(csv(&long), Err(ReadError::TooLarge));
        assert_eq!(
            csv(&"x,".repeat(limits::COLUMNS_MAX + 1)).map(|rows| rows[0].len()),
            Err(ReadError::TooLarge)
        );
        let many = "x\n".repeat(limits::ROWS_MAX + 1);
        assert_eq!(csv(&many), Err(ReadError::TooLarge));
    }
}
