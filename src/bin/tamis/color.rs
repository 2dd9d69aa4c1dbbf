//! The choice of coloured output, made once at the start for all commands, and the escape sequences.

use std::io::IsTerminal;
use std::sync::OnceLock;

use clap::ValueEnum;

pub(crate) const BOLD: &str = "\u{1B}[1m";
pub(crate) const DIM: &str = "\u{1B}[2m";
pub(crate) const RED: &str = "\u{1B}[31m";
pub(crate) const GREEN: &str = "\u{1B}[32m";
/// Ends any of the other styles.
pub(crate) const PLAIN: &str = "\u{1B}[0m";

/// The conditions under which output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`
    #[default]
    Auto,
    Always,
    Never,
}

static CHOSEN: OnceLock<Color> = OnceLock::new();

/// Sets the choice for the rest of the process.
pub(crate) fn choose(color: Color) {
    // Called once per process.
    let _ = CHOSEN.set(color);
}

/// Returns `true` if output to `stream` is to be coloured.
pub(crate) fn is_on(stream: &impl IsTerminal) -> bool {
    match CHOSEN.get().copied().unwrap_or_default() {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let is_set =
                |name, value: &dyn Fn(&std::ffi::OsStr) -> bool| std::env::var_os(name).is_some_and(|set| value(&set));
            stream.is_terminal() && !is_set("NO_COLOR", &|set| !set.is_empty()) && !is_set("TERM", &|set| set == "dumb")
        }
    }
}
