//! What is said on standard error where no row has matched.

use std::io::{self, IsTerminal};

use tamis::{HintKind, Survey};

use crate::failure::tell;

/// Says what is odd about the query's paths in all rows, and what shows more.
pub(crate) fn nothing_found(survey: &Survey<'_>) {
    let hints = survey.hints();
    // That what is asked for is null in all rows is how things often are, and no reason to warn.
    let odd = hints.iter().filter(|hint| hint.kind() != HintKind::Null);
    let warned = odd.map(|hint| tell(format_args!("warning: {hint}"))).count();
    if survey.rows() > 0 && (warned > 0 || io::stderr().is_terminal()) {
        tell("help: no row matches; `tamis explain` shows why, with the same query and rows");
    }
}
