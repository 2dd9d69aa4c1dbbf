//! `tamis fmt`: formats queries, in their files or from standard input to standard output.

use std::io::Write;
use std::process::ExitCode;

use tamis::Parsed;

use crate::cli::FmtOptions;
use crate::failure::{Failure, REJECTED, eprint_line};
use crate::files::{expand, read, write};

pub(crate) fn fmt(options: &FmtOptions) -> Result<ExitCode, Failure> {
    let stdin = ["-".to_owned()];
    let files = expand(if options.files.is_empty() { &stdin } else { &options.files })?;
    let mut status = 0;
    for file in files {
        match fmt_file(&file, options.check) {
            Ok(is_formatted) => status = status.max(if is_formatted { 0 } else { REJECTED }),
            Err(Failure::Closed) => return Err(Failure::Closed),
            Err(failure) => {
                eprint_line(format_args!("{}:", name(&file)));
                status = status.max(failure.eprint());
            }
        }
    }
    Ok(ExitCode::from(status))
}

/// Formats one file, or only checks it. Returns `true` if the file is formatted afterwards.
fn fmt_file(file: &str, only_checks: bool) -> Result<bool, Failure> {
    let text = read(file)?;
    let formatted = Parsed::parse(&text)?.format();
    if only_checks {
        let is_formatted = text == formatted;
        if !is_formatted {
            writeln!(std::io::stdout(), "{}", name(file))?;
        }
        return Ok(is_formatted);
    }
    if file == "-" {
        write!(std::io::stdout(), "{formatted}")?;
    } else if text != formatted {
        write(file, &formatted)?;
    }
    Ok(true)
}

fn name(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}
