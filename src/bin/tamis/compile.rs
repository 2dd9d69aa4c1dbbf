//! `tamis compile`: the request of a query, in the form asked for.

use std::io::Write;
use std::process::ExitCode;

use tamis::{Request, Target, UrlError};

use crate::command::{CompileOptions, RequestFormat};
use crate::failure::Failure;
use crate::query::{bind, prepare};
use crate::warnings::{Warnings, rejected};

pub(crate) fn compile(options: &CompileOptions) -> Result<ExitCode, Failure> {
    let setting = &options.query.setting;
    let prepared = prepare(options.query.query.as_deref(), setting)?;
    let query = bind(&prepared.query, setting)?;
    let mut target = match &prepared.endpoint {
        Some(endpoint) => Target::from(endpoint),
        None => Target::from(setting.dialect),
    };
    if options.collation.is_some() {
        target = target.collation_always();
    }
    let request = query.lower(target).map_err(|faults| rejected(&faults, setting))?;
    let output = print(&request, options.format, options.base.as_deref())?;
    Warnings::new(setting).heed([query.warnings(), &request.warnings()])?;
    writeln!(std::io::stdout(), "{output}")?;
    Ok(ExitCode::SUCCESS)
}

fn print(request: &Request, format: RequestFormat, base: Option<&str>) -> Result<String, Failure> {
    let needs_base = || {
        base.ok_or_else(|| {
            Failure::with_help("a command needs the API's address", "add `--base`, with a host such as `vbr.example`")
        })
    };
    match format {
        RequestFormat::Json => Ok(request.to_json()),
        RequestFormat::Params => {
            Ok(request.encoded_parameters().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
        RequestFormat::Query => Ok(request.query_string().to_string()),
        RequestFormat::Url => request.url(base).map(|url| url.to_string()).map_err(explain),
        RequestFormat::Curl => request.curl(needs_base()?).map_err(explain),
        RequestFormat::Powershell => request.powershell(needs_base()?).map_err(explain),
    }
}

fn explain(error: UrlError) -> Failure {
    let help = match &error {
        UrlError::NoEndpoint => "add `--endpoint`, such as `--endpoint sessions`".to_owned(),
        UrlError::Template { path, part } => {
            format!("write the value in its place: `--endpoint {}`", path.replace(&**part, "0005b9c4"))
        }
        _ => "such as `vbr.example` or `https://vbr.example:9419`, which get the documented path".to_owned(),
    };
    Failure::with_help(error, help)
}
