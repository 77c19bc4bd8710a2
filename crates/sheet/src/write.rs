//! Workbooks out of tables.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError,
};

/// A column with its title.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// What stands above it.
    pub title: &'a str,
    /// Whether it has to be filled in; its title is red then.
    pub required: bool,
}

/// Why no workbook was written.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no workbook: {0}")]
pub struct WriteError(String);

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Writes one sheet. Every cell is a text, so that nothing is taken for a formula and zeros in front stay.
///
/// # Errors
/// When the table is larger than a sheet.
pub fn write(columns: &[Column<'_>], rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // The same table makes the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let text = Format::new().set_num_format("@");
    let title = Format::new()
        .set_bold()
        .set_num_format("@")
        .set_border_bottom(FormatBorder::Thin);
    let required = title.clone().set_font_color(Color::Red);
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (index, column) in columns.iter().enumerate() {
        let index = u16::try_from(index).map_err(|error| WriteError(error.to_string()))?;
        let format = if column.required { &required } else { &title };
        sheet.set_column_format(index, &text)?;
        sheet.set_column_width(index, 18)?;
        sheet.write_string_with_format(0, index, column.title, format)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}
