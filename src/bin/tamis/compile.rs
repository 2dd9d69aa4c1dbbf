//! `tamis compile`: the request of a query, in the form asked for; or several, where its URL would be too long.

use std::io::Write;
use std::process::ExitCode;

use tamis::errors::{BatchError, UrlError};
use tamis::nbwss::CarryError;
use tamis::{DateTime, Endpoint, Query, Request, Target};

use crate::command::{CompileOptions, RequestFormat};
use crate::failure::{Failure, tell};
use crate::plan::{needs_endpoint, split};
use crate::query::{Prepared, bind_at, clock, prepare};
use crate::warnings::{Warnings, rejected, without_advice};

pub(crate) fn compile(options: &CompileOptions) -> Result<ExitCode, Failure> {
    let setting = &options.query.setting;
    let prepared = prepare(options.query.query.as_deref(), &options.query.text, setting)?;
    let clock = clock(setting)?;
    let query = bind_at(&prepared.query, setting, clock)?;
    let requests = requests(&query, &prepared, options)?;
    if options.format == RequestFormat::Nbwss && requests.len() > 1 {
        return Err(Failure::usage("several messages cannot have one id: leave `--batch` out"));
    }
    let form = Form { format: options.format, base: options.base.clone(), id: options.id.clone() };
    let printed: Result<Vec<String>, Failure> =
        requests.iter().map(|request| print(request, &form, clock.now())).collect();
    let printed = printed?;
    let of_request = requests.first().map(|request| without_advice(request.warnings()));
    Warnings::new(setting).heed([query.warnings()].into_iter().chain(&of_request))?;
    if let Some(endpoint) = prepared.endpoint.as_ref().filter(|_| !options.split) {
        tell_of_pages(&query, endpoint);
    }
    for output in printed {
        writeln!(std::io::stdout(), "{output}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Tells that a request without a limit is answered with one page, where that is known of the endpoint.
fn tell_of_pages(query: &Query, endpoint: &Endpoint) {
    let Some(rows) = endpoint.paging().default.filter(|_| query.page().limit.is_none()) else { return };
    tell(format_args!(
        "note: without a `limit` the API answers with a page of {rows} rows; `tamis plan` says how to get all of them"
    ));
}

fn requests(query: &Query, prepared: &Prepared, options: &CompileOptions) -> Result<Vec<Request>, Failure> {
    let endpoint = prepared.endpoint.as_ref();
    if options.split {
        let plan = split(query, endpoint, &options.granted)?;
        tell(plan.to_string().trim_end());
        return Ok(plan.pages().request().into_iter().collect());
    }
    if let (Some(longest), true) = (options.max_url, options.batch) {
        let endpoint = endpoint.ok_or_else(needs_endpoint)?;
        return query.batch(endpoint, options.base.as_deref(), longest).map_err(refuse);
    }
    let mut target = endpoint.map_or(prepared.profile.into(), Target::from);
    if options.collation.is_some() {
        target = target.collation_always();
    }
    let request = query.lower(target).map_err(|faults| rejected(&faults, &options.query.setting))?;
    if let Some(longest) = options.max_url {
        let length = request.url(options.base.as_deref()).map_err(explain)?.as_str().len();
        if length > longest {
            let message = format_args!("the URL has {length} bytes, {} more than `--max-url` allows", length - longest);
            return Err(Failure::with_help(message, "add `--batch` to cut the longest list into several requests"));
        }
    }
    Ok(vec![request])
}

fn refuse(error: BatchError) -> Failure {
    match error {
        BatchError::Lower(diagnostics) => diagnostics.into(),
        BatchError::Url(error) => explain(error),
        error => Failure::usage(error),
    }
}

/// The form in which a request is shown, and what that needs besides the request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    pub(crate) format: RequestFormat,
    /// See `--base`.
    pub(crate) base: Option<String>,
    /// See `--id`.
    pub(crate) id: Option<String>,
}

/// `request` in `form`, written at `now`.
pub(crate) fn print(request: &Request, form: &Form, now: DateTime) -> Result<String, Failure> {
    let base = form.base.as_deref();
    let needs_base = || {
        base.ok_or_else(|| {
            Failure::with_help("a command needs the API's address", "add `--base`, with a host such as `vbr.example`")
        })
    };
    match form.format {
        RequestFormat::Json => Ok(request.to_json()),
        RequestFormat::Params | RequestFormat::Query | RequestFormat::Url if request.body().is_some() => {
            let help = "use `--format json`, `curl` or `powershell`";
            Err(Failure::with_help("the API is asked by a body, which a URL cannot carry", help))
        }
        RequestFormat::Params => {
            Ok(request.encoded_parameters().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        }
        RequestFormat::Query => Ok(request.query_string().to_string()),
        RequestFormat::Url => request.url(base).map(|url| url.to_string()).map_err(explain),
        RequestFormat::Curl => request.curl(needs_base()?).map_err(explain),
        RequestFormat::Powershell => request.powershell(needs_base()?).map_err(explain),
        RequestFormat::Nbwss => carry(request, form.id.as_deref(), now),
    }
}

/// The message of NetBackup's WebSocket service that asks for `request`.
fn carry(request: &Request, id: Option<&str>, now: DateTime) -> Result<String, Failure> {
    let cure = "add `--id` with a UUID that no other message has, such as that of `uuidgen`";
    let id = id.ok_or_else(|| Failure::with_help("a message needs an id", cure))?;
    let message = request.nbwss(id, now, "$TAMIS_TOKEN").map_err(|error| match error {
        CarryError::Url(error) => explain(error),
        CarryError::OtherDialect => Failure::with_help(error, "ask the dialect `netbackup`"),
        _ => Failure::with_help(error, cure),
    })?;
    if !request.parameters().is_empty() {
        tell(
            "warning: assumed, since the vendor does not document it: the service passes on what follows the `?` of a URI",
        );
    }
    Ok(message.to_json())
}

fn explain(error: UrlError) -> Failure {
    let help = match &error {
        UrlError::NoEndpoint => "add `--endpoint`, such as `--endpoint sessions`".to_owned(),
        UrlError::Template { path, part } => {
            format!("write the value in its place: `{}`", path.replace(&**part, "0005b9c4"))
        }
        _ => "such as `vbr.example` or `https://vbr.example:9419`, which get the documented path".to_owned(),
    };
    Failure::with_help(error, help)
}
