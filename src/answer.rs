//! Error answers: the answers that an API sends instead of rows.
//!
//! The shapes that vendors document or send are few, but none of their members belongs to errors alone: rows have a
//! `message` and a `status` as well. So an answer is only taken for an error if *all* its members are known from error
//! answers and one of them is evidence. The text is taken from the same members.

use std::fmt;

use crate::value::Json;

/// The most members that an error answer has.
const MOST_MEMBERS: usize = 24;
/// The longest text that is shown, in characters.
const LONGEST: usize = 300;
/// The depth to which errors in errors are read for their text.
const DEEPEST: usize = 4;

/// An error that an API sends in place of rows, such as `{"errorCode": "AccessDenied", "message": "token expired"}`.
/// Displayed as one line, its code and its text: `AccessDenied, token expired`.
///
/// ```
/// use tamis::endpoint::ErrorAnswer;
/// let answer = serde_json::json!({"type": "about:blank", "title": "Forbidden", "status": 403, "detail": "no licence"});
/// let error = ErrorAnswer::find(&answer).unwrap();
/// assert_eq!(error.to_string(), "403, Forbidden, no licence");
/// assert!(ErrorAnswer::find(&serde_json::json!({"name": "Nightly", "message": "done"})).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorAnswer {
    text: Box<str>,
    is_certain: bool,
}

impl ErrorAnswer {
    /// Returns the error in `answer`, or `None` if it does not have the shape of an error answer.
    ///
    /// Read are objects whose members are all known from error answers: `errorCode` with a text (Veeam, NetBackup,
    /// Commvault, Cohesity), problem details of RFC 7807, `error` and `errors` (OAuth, JSON:API, GraphQL without data,
    /// VSPC), `{"status": "error", …}`, `{"success": false, …}`, a status of 400 to 599 with a text, and a `message` or
    /// `detail` alone. Names are compared without regard to case, `_` and `-`.
    pub fn find(answer: &Json) -> Option<Self> {
        let members = AnswerMembers::from_json(answer)?;
        if !members.are_all_of_errors() {
            return None;
        }
        let is_certain = members.are_certain();
        if !is_certain && !members.are_evidence() {
            return None;
        }
        let mut parts = Vec::new();
        describe(answer, 0, &mut parts);
        let text = one_line(&parts.join(", "));
        (!text.is_empty()).then(|| Self { text: text.into(), is_certain })
    }

    /// Returns `true` if hardly anything but an error has this shape, `false` if a row may well have it:
    /// `{"message": "…"}`, `{"code": …, "message": …}`.
    pub fn is_certain(&self) -> bool {
        self.is_certain
    }
}

impl fmt::Display for ErrorAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The members of an object by their names in lower case, without characters between words.
struct AnswerMembers<'a>(Vec<(String, &'a Json)>);

impl<'a> AnswerMembers<'a> {
    /// Returns the members, or `None` if `json` is no object or has none or too many.
    fn from_json(json: &'a Json) -> Option<Self> {
        let object = json.as_object().filter(|object| !object.is_empty() && object.len() <= MOST_MEMBERS)?;
        Some(Self(object.iter().map(|(name, value)| (plain(name), value)).collect()))
    }

    fn get(&self, name: &str) -> Option<&'a Json> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    fn any(&self, names: &[&str], is: fn(&Json) -> bool) -> bool {
        names.iter().filter_map(|name| self.get(name)).any(is)
    }

    /// Returns `true` if every member is one that error answers are known to have.
    fn are_all_of_errors(&self) -> bool {
        self.0.iter().all(|(name, value)| match name.as_str() {
            // The members in which answers hold rows.
            "data" | "result" | "results" | "value" | "items" => is_nothing(value),
            "id" => self.get("jsonrpc").is_some(),
            name => KNOWN.split(' ').any(|known| known == name),
        })
    }

    /// Returns `true` if a member is one that only errors have.
    fn are_certain(&self) -> bool {
        let has_text = self.any(TEXTS, is_text);
        let is_problem = self.any(&["title"], is_text)
            && (self.any(&["status"], Json::is_u64) || self.any(&["type"], is_text))
            && self.any(&["detail", "status", "instance", "traceid", "errors"], |json| !is_nothing(json));
        let is_failure = |json: &Json| {
            json.as_str().is_some_and(|text| ["error", "fail", "failure"].contains(&&*text.to_ascii_lowercase()))
        };
        self.any(&["error", "fault", "odataerror", "exception"], |json| is_text(json) || is_filled(json))
            || self.any(&["errors"], |json| is_filled(json) || is_text(json))
            || self.any(&["errormessage", "errordescription", "exceptionmessage"], is_text)
            || (has_text && self.any(CODES, is_code))
            || ((has_text || self.any(&["title"], is_text)) && self.any(STATUSES, is_error_status))
            || (has_text && self.any(&["status", "state"], is_failure))
            || (has_text && self.any(&["success", "ok"], |json| json.as_bool() == Some(false)))
            || (has_text && self.any(&["typename"], is_text))
            || (self.any(&["messagelist"], is_filled) && self.any(&["state"], is_failure))
            || is_problem
    }

    /// Returns `true` if the members are those of an error, and may be those of a row.
    fn are_evidence(&self) -> bool {
        let is_text_alone = self.0.len() == 1 && self.any(TEXTS, is_text);
        let is_failed = |json: &Json| json.as_str().is_some_and(|text| text.eq_ignore_ascii_case("failed"));
        let is_coded = self.any(&["code"], |json| is_code(json) && !is_success_status(json));
        is_text_alone || (self.any(TEXTS, is_text) && (is_coded || self.any(&["status", "state"], is_failed)))
    }
}

/// The members that error answers are known to have.
const KNOWN: &str = "\
    activityid apiversion attributeerrors cause causes code correlationid description detail details documentationurl \
    error errorcode errordescription errordetail errordetails errorid errorinfo errormessage errors errortype erroruri \
    exception exceptionmessage exceptiontype extensions fault fileuploaderrors help helpurl hint httpcode httpstatus \
    httpstatuscode innererror innerexception instance jsonapi jsonrpc kind links message messagelist messages meta \
    metadata method moreinfo msg odataerror ok operationid parametername path propertyname reason requestid resourceid \
    responsemetadata retryafter severity stacktrace state status statuscode statustext success target time timestamp \
    title traceid type typename uri url";

/// The members whose text is the cause of the error.
const TEXTS: &[&str] = &["message", "errormessage", "errordescription", "msg", "detail", "details", "description"];
/// The members that hold an error code, or nothing or zero if there is no error.
const CODES: &[&str] = &["errorcode", "errortype"];
/// The members that hold the HTTP status.
const STATUSES: &[&str] = &["status", "statuscode", "httpstatus", "httpstatuscode", "httpcode", "code"];
/// The members whose values are displayed, in this order.
const SHOWN: &str = "\
    errorcode code errortype typename statuscode httpstatus status error odataerror fault faultstring exceptiontype \
    reason title errordescription message errormessage msg exceptionmessage detail details description messagelist \
    value errors";

/// Appends the codes and texts in an error.
fn describe(error: &Json, depth: usize, parts: &mut Vec<String>) {
    let mut add = |text: String| {
        if !text.trim().is_empty() && !parts.contains(&text) && parts.len() < MOST_MEMBERS {
            parts.push(text);
        }
    };
    match error {
        Json::String(text) => add(text.clone()),
        Json::Number(number) => add(number.to_string()),
        _ if depth >= DEEPEST => {}
        Json::Array(errors) => errors.iter().take(3).for_each(|error| describe(error, depth.saturating_add(1), parts)),
        Json::Object(_) => {
            let Some(members) = AnswerMembers::from_json(error) else { return };
            let before = parts.len();
            for value in SHOWN.split(' ').filter_map(|name| members.get(name)) {
                describe(value, depth.saturating_add(1), parts);
            }
            // Errors keyed by the name of the parameter or field.
            if parts.len() == before && depth > 0 {
                members.0.iter().take(3).for_each(|(_, value)| describe(value, depth.saturating_add(1), parts));
            }
        }
        Json::Null | Json::Bool(_) => {}
    }
}

/// Returns `text` without control characters, cut if it is long.
fn one_line(text: &str) -> String {
    let mut line: String = text.chars().take(LONGEST).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Returns a name in lower case, of letters and digits alone. `__type`, which names the error for AWS, stays distinct
/// from `type`.
fn plain(name: &str) -> String {
    if name == "__type" {
        return "typename".to_owned();
    }
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

fn is_text(json: &Json) -> bool {
    json.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Returns `true` for an array or object that is not empty.
fn is_filled(json: &Json) -> bool {
    json.as_array().is_some_and(|array| !array.is_empty()) || json.as_object().is_some_and(|object| !object.is_empty())
}

/// Returns `true` for null, an empty text, and an empty array or object.
fn is_nothing(json: &Json) -> bool {
    !(is_filled(json) || is_text(json) || json.is_number() || json.is_boolean())
}

/// Returns `true` for an error code that does not mean success.
fn is_code(json: &Json) -> bool {
    match json {
        Json::String(code) => !["", "0", "none", "success", "ok"].contains(&&*code.trim().to_ascii_lowercase()),
        Json::Number(code) => code.as_f64() != Some(0.0),
        _ => false,
    }
}

fn status(json: &Json) -> Option<u64> {
    json.as_u64().or_else(|| json.as_str()?.parse().ok())
}

fn is_error_status(json: &Json) -> bool {
    status(json).is_some_and(|status| (400..600).contains(&status))
}

fn is_success_status(json: &Json) -> bool {
    status(json).is_some_and(|status| (200..300).contains(&status))
}
