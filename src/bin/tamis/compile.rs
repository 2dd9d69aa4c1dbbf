//! `tamis compile`: the request of a query, in the form asked for.

use std::io::Write;
use std::process::ExitCode;

use tamis::nbwss::CarryError;
use tamis::{DateTime, Request, Target, UrlError};

use crate::command::{CompileOptions, RequestFormat};
use crate::failure::{Failure, show, tell};
use crate::query::{bind_at, clock, prepare};

pub(crate) fn compile(options: &CompileOptions) -> Result<ExitCode, Failure> {
    let setting = &options.query.setting;
    let prepared = prepare(options.query.query.as_deref(), setting)?;
    let clock = clock(setting)?;
    let query = bind_at(&prepared.query, setting, clock)?;
    let mut target = match &prepared.endpoint {
        Some(endpoint) => Target::from(endpoint),
        None => Target::from(setting.dialect),
    };
    if options.collation.is_some() {
        target = target.collation_always();
    }
    let request = query.lower(target)?;
    let output = print(&request, options, clock.now())?;
    show(query.warnings());
    show(&request.warnings());
    writeln!(std::io::stdout(), "{output}")?;
    Ok(ExitCode::SUCCESS)
}

fn print(request: &Request, options: &CompileOptions, now: DateTime) -> Result<String, Failure> {
    let base = options.base.as_deref();
    let needs_base = || {
        base.ok_or_else(|| {
            Failure::with_help("a command needs the API's address", "add `--base`, with a host such as `vbr.example`")
        })
    };
    match options.format {
        RequestFormat::Json => Ok(request.to_json()),
        RequestFormat::Params => {
            Ok(request.encoded_parameters().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
        RequestFormat::Query => Ok(request.query_string().to_string()),
        RequestFormat::Url => request.url(base).map(|url| url.to_string()).map_err(explain),
        RequestFormat::Curl => request.curl(needs_base()?).map_err(explain),
        RequestFormat::Powershell => request.powershell(needs_base()?).map_err(explain),
        RequestFormat::Nbwss => carry(request, options.id.as_deref(), now),
    }
}

/// The message of NetBackup's WebSocket service that asks for `request`.
fn carry(request: &Request, id: Option<&str>, now: DateTime) -> Result<String, Failure> {
    let cure = "add `--id` with a UUID that no other message has, such as that of `uuidgen`";
    let id = id.ok_or_else(|| Failure::with_help("a message needs an id", cure))?;
    let message = request.nbwss(id, now, "$TAMIS_TOKEN").map_err(|error| match error {
        CarryError::Url(error) => explain(error),
        CarryError::OtherDialect => Failure::with_help(error, "use `--dialect netbackup`"),
        _ => Failure::with_help(error, cure),
    })?;
    if !request.parameters().is_empty() {
        tell("warning: assumed, as the vendor does not say: the service passes on what follows the `?` of a URI");
    }
    Ok(message.to_json())
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
