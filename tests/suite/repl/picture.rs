//! Drawing a terminal's screen as SVG.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// The width and the height of a character, in pixels.
const CELL: (u16, u16) = (8, 18);
const MARGIN: u16 = 16;
const TEXT: &str = "#d8dee9";
const GROUND: &str = "#1e222a";
/// The sixteen colours of a terminal.
const PALETTE: [&str; 16] = [
    "#4c566a", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9", "#6b7689", "#e06c75",
    "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
];

/// Draws the lines of `screen` up to the last one with text, as runs of characters of one style.
pub(crate) fn svg(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let used = screen.rows(0, columns).take(usize::from(rows)).collect::<Vec<_>>();
    let used = used.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let used = u16::try_from(used).unwrap();
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, used * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n"
    );
    for row in 0..used {
        let mut column = 0;
        while column < columns {
            let style = screen.cell(row, column).map(style).unwrap_or_default();
            let start = column;
            let mut text = String::new();
            while column < columns && screen.cell(row, column).map(self::style).unwrap_or_default() == style {
                let cell = screen.cell(row, column).map_or("", Cell::contents);
                text.push_str(if cell.is_empty() { " " } else { cell });
                column += 1;
            }
            if !text.trim().is_empty() {
                let (x, y) = (MARGIN + start * CELL.0, MARGIN + row * CELL.1 + 13);
                let text = text.trim_end();
                let length = u16::try_from(text.chars().count()).unwrap() * CELL.0;
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                writeln!(
                    svg,
                    "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\" xml:space=\"preserve\"{style}>{text}</text>"
                )
                .unwrap();
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Returns the SVG attributes of a cell.
fn style(cell: &Cell) -> String {
    let fill = match cell.fgcolor() {
        Color::Idx(index) => PALETTE.get(usize::from(index)).copied().unwrap_or(TEXT).to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Default => TEXT.to_owned(),
    };
    let bold = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    let dim = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    format!(" fill=\"{fill}\"{bold}{dim}")
}
