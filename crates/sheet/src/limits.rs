//! Every number that bounds a spreadsheet.

/// Rows, the titles among them.
pub const ROWS_MAX: usize = 100_001;
/// Columns.
pub const COLUMNS_MAX: usize = 120;
/// Characters of a cell.
pub const CELL_CHARS_MAX: usize = 2_000;
/// Bytes of a workbook when it is unpacked.
pub const UNPACKED_BYTES_MAX: u64 = 256 * 1024 * 1024;
