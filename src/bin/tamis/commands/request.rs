//! `tamis request`: prints the request of a query in one of several formats, or several requests if one URL would be
//! too long.

use std::io::Write;
use std::process::ExitCode;

use tamis::errors::{BatchError, UrlError};
use tamis::nbwss::CarryError;
use tamis::{DateTime, Endpoint, Query, Request, Target};

use super::plan::{needs_endpoint, split};
use crate::cli::{RequestFormat, RequestOptions};
use crate::failure::{Failure, eprint_line};
use crate::query::{Prepared, bind_at, clock, prepare};
use crate::warnings::{WarningPolicy, rejected, without_advice};

pub(crate) fn request(options: &RequestOptions) -> Result<ExitCode, Failure> {
    let setting = &options.query.setting;
    let prepared = prepare(options.query.query.as_deref(), &options.query.text, setting)?;
    let clock = clock(setting)?;
    let query = bind_at(&prepared.query, setting, clock)?;
    let requests = requests(&query, &prepared, options)?;
    if options.format == RequestFormat::Nbwss && requests.len() > 1 {
        return Err(Failure::with_help("several messages cannot share one id", "leave `--batch` out"));
    }
    let form = RequestForm { format: options.format, base: options.base.clone(), id: options.id.clone() };
    let printed: Result<Vec<String>, Failure> =
        requests.iter().map(|request| form.print(request, clock.now())).collect();
    let printed = printed?;
    if let Some(assumption) = requests.first().and_then(|request| form.assumption(request)) {
        eprint_line(format_args!("warning: {assumption}"));
    }
    let of_request = requests.first().map(|request| without_advice(request.warnings()));
    WarningPolicy::new(setting).enforce([query.warnings()].into_iter().chain(&of_request))?;
    if let Some(endpoint) = prepared.endpoint.as_ref().filter(|_| !options.split) {
        eprint_page_note(&query, endpoint);
    }
    for output in printed {
        writeln!(std::io::stdout(), "{output}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a note that a request without a limit returns one page, if the endpoint's default page is known.
fn eprint_page_note(query: &Query, endpoint: &Endpoint) {
    let Some(rows) = endpoint.paging().default.filter(|_| query.page().limit.is_none()) else { return };
    eprint_line(format_args!(
        "note: without a `limit` the API returns one page of {rows} rows; `tamis plan` shows how to get all of them"
    ));
}

/// Returns the request of `query`; several with `--batch`, none if `--split` leaves nothing to send.
fn requests(query: &Query, prepared: &Prepared, options: &RequestOptions) -> Result<Vec<Request>, Failure> {
    let endpoint = prepared.endpoint.as_ref();
    if options.split {
        let plan = split(query, endpoint, &options.granted)?;
        eprint_line(plan.to_string().trim_end());
        return Ok(plan.pages().request().into_iter().collect());
    }
    if let (Some(longest), true) = (options.max_url, options.batch) {
        let endpoint = endpoint.ok_or_else(needs_endpoint)?;
        return query.batch(endpoint, options.base.as_deref(), longest).map_err(batch_failure);
    }
    let mut target = endpoint.map_or(prepared.profile.into(), Target::from);
    if options.collation.is_some() {
        target = target.collation_always();
    }
    let request = query.lower(target).map_err(|errors| rejected(&errors, &options.query.setting))?;
    if let Some(longest) = options.max_url {
        let length = request.url(options.base.as_deref()).map_err(url_failure)?.as_str().len();
        if length > longest {
            let message = format_args!("the URL has {length} bytes, {} more than `--max-url` allows", length - longest);
            return Err(Failure::with_help(message, "add `--batch` to cut the longest list into several requests"));
        }
    }
    Ok(vec![request])
}

fn batch_failure(error: BatchError) -> Failure {
    match error {
        BatchError::Lower(diagnostics) => diagnostics.into(),
        BatchError::Url(error) => url_failure(error),
        error => Failure::usage(error),
    }
}

/// The output format of a request, and what that format needs besides the request.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestForm {
    pub(crate) format: RequestFormat,
    /// The value of `--base`.
    pub(crate) base: Option<String>,
    /// The value of `--id`, for NetBackup's WebSocket messages.
    pub(crate) id: Option<String>,
}

impl RequestForm {
    /// Returns the assumption about the service that `request` depends on in this form, or `None` if all is documented.
    pub(crate) fn assumption(&self, request: &Request) -> Option<&'static str> {
        match self.format {
            RequestFormat::Nbwss if !request.parameters().is_empty() => Some(
                "assumed, since the vendor does not document it: the service passes on the part of a URI after its `?`",
            ),
            RequestFormat::Json
            | RequestFormat::Params
            | RequestFormat::Query
            | RequestFormat::Url
            | RequestFormat::Curl
            | RequestFormat::Powershell
            | RequestFormat::Nbwss => None,
        }
    }

    /// Returns `request` in this form. `now` is the time of a WebSocket message.
    ///
    /// # Errors
    ///
    /// If the format needs an endpoint, a `--base` or an `--id` that is missing, or cannot hold the request.
    pub(crate) fn print(&self, request: &Request, now: DateTime) -> Result<String, Failure> {
        let base = self.base.as_deref();
        let needs_base = || {
            base.ok_or_else(|| {
                Failure::with_help(
                    "the command needs the API's address",
                    "add `--base`, with a host such as `vbr.example`",
                )
            })
        };
        match self.format {
            RequestFormat::Json => Ok(request.to_json()),
            RequestFormat::Params | RequestFormat::Query | RequestFormat::Url if request.body().is_some() => {
                let help = "use `--format json`, `curl` or `powershell`";
                Err(Failure::with_help("this request has a body, which a URL cannot hold", help))
            }
            RequestFormat::Params => {
                Ok(request.encoded_parameters().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            }
            RequestFormat::Query => Ok(request.query_string().to_string()),
            RequestFormat::Url => request.url(base).map(|url| url.to_string()).map_err(url_failure),
            RequestFormat::Curl => request.curl(needs_base()?).map_err(url_failure),
            RequestFormat::Powershell => request.powershell(needs_base()?).map_err(url_failure),
            RequestFormat::Nbwss => print_nbwss(request, self.id.as_deref(), now),
        }
    }
}

/// Returns the message that sends `request` through NetBackup's WebSocket service.
fn print_nbwss(request: &Request, id: Option<&str>, now: DateTime) -> Result<String, Failure> {
    let help = "add `--id` with a UUID that no other message has, such as one from `uuidgen`";
    let id = id.ok_or_else(|| Failure::with_help("a message needs an id", help))?;
    let message = request.nbwss(id, now, "$TAMIS_TOKEN").map_err(|error| match error {
        CarryError::Url(error) => url_failure(error),
        CarryError::OtherDialect => Failure::with_help(error, "choose the dialect `netbackup`"),
        _ => Failure::with_help(error, help),
    })?;
    Ok(message.to_json())
}

fn url_failure(error: UrlError) -> Failure {
    let help = match &error {
        UrlError::NoEndpoint => "add `--endpoint`, such as `--endpoint sessions`".to_owned(),
        UrlError::Template { path, part } => {
            format!("put the value there, such as `{}`", path.replace(&**part, "0005b9c4"))
        }
        _ => "write a host or a URL, such as `vbr.example` or `https://vbr.example:9419`; the documented path is added"
            .to_owned(),
    };
    Failure::with_help(error, help)
}
