//! A filter over a stream of events, one JSON object a line: `cargo run --example events`.
//!
//! The query is parsed, checked and compiled once; its program then tests each event as it arrives.

use std::io::{BufRead, Write};

use serde_json::Value as Json;
use tamis::{Program, Query, Schema};

/// Copies the matching lines from `events` to `out`. Returns the number of lines that were not JSON.
pub(crate) fn filter(program: &Program, events: impl BufRead, mut out: impl Write) -> std::io::Result<usize> {
    let mut unreadable = 0;
    for line in events.lines() {
        let line = line?;
        match serde_json::from_str::<Json>(&line) {
            Ok(event) if program.matches(&event) => writeln!(out, "{line}")?,
            Ok(_) => {}
            Err(_) => unreadable += 1,
        }
    }
    Ok(unreadable)
}

/// Returns the program of an alert for events that nobody has handled.
pub(crate) fn alert() -> Result<Program, Box<dyn std::error::Error>> {
    let text = r#"level in ("warning", "error") and source contains "backup" collate ignorecase and handledBy == null"#;
    Ok(Query::parse(text, &Schema::open())?.compile()?)
}

pub(crate) const EVENTS: &str = r#"{"level":"error","source":"Backup server","text":"The repository is full"}
{"level":"info","source":"Backup server","text":"Done"}
{"level":"error","source":"backup proxy","text":"Unreachable","handledBy":"Jun"}
truncated
{"level":"warning","source":"backup proxy","handledBy":null}
"#;

pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    let unreadable = filter(&alert()?, EVENTS.as_bytes(), std::io::stdout().lock())?;
    println!("{unreadable} unreadable");
    Ok(())
}
