//! Comparisons of a decompiled request with the request that it came from.

use serde_json::{Value as Json, json};
use tamis::decompile::{Decompiled, DetectedFormat};
use tamis::tree::FilterKind;
use tamis::{DateTime, DiagnosticKind, Diagnostics, Dialect, Query, Severity, Target};

pub(crate) fn decompile(dialect: Dialect, text: &str) -> Result<Decompiled, Diagnostics> {
    dialect.decompile(text, &dialect.open_schema())
}

pub(crate) fn codes(diagnostics: &Diagnostics, severity: Severity) -> Vec<&'static str> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).map(|each| each.code()).collect()
}

/// Returns the format that a text was refused as.
pub(crate) fn detected_format(refusal: &Diagnostics) -> Option<DetectedFormat> {
    refusal.iter().find_map(|diagnostic| diagnostic.detected_format())
}

/// Returns `true` if each diagnostic is about the text itself and marks a part of it.
pub(crate) fn is_located(refusal: &Diagnostics) -> bool {
    refusal.iter().all(|diagnostic| diagnostic.kind() == DiagnosticKind::Read && !diagnostic.span().is_empty())
}

/// Returns `true` if `part` of the request that `decompiled` makes means `expected`, and its text makes the same
/// request.
pub(crate) fn sends(decompiled: &Decompiled, dialect: Dialect, part: &str, expected: &Json) -> Result<bool, String> {
    let request = |query: &Query| -> Result<Json, String> {
        let request = query.lower(dialect).map_err(|refusal| refusal.to_string())?;
        Ok(serde_json::from_str(&request.to_json()).unwrap())
    };
    let sent = request(decompiled.query())?;
    let text = decompiled.query().to_string();
    let again = Query::parse(&text, &dialect.open_schema()).map_err(|refusal| refusal.to_string())?;
    Ok(meaning(&sent[part]) == meaning(expected) && request(&again)? == sent)
}

/// Returns JSON without the differences that have no meaning: nulls, the case of operations, the array around one
/// expression. An array of several becomes their conjunction.
fn meaning(json: &Json) -> Json {
    match json {
        Json::Array(items) if items.iter().all(|item| item.get("operation").is_some()) => match items.as_slice() {
            [only] => meaning(only),
            items => json!({"operation": "and", "items": items.iter().map(meaning).collect::<Vec<_>>()}),
        },
        Json::Object(members) => {
            let mut members = members.clone();
            members.retain(|_, value| !value.is_null());
            if let Some(Json::String(word)) = members.get_mut("operation") {
                word.make_ascii_lowercase();
            }
            if let Some(Json::Array(items)) = members.get_mut("items") {
                *items = items.iter().map(meaning).collect();
            }
            Json::Object(members)
        }
        json => json.clone(),
    }
}

/// Returns `true` if the request that `decompiled` makes decompiles to a query that makes the same request.
pub(crate) fn is_stable(decompiled: &Decompiled, target: Target<'_>) -> Result<bool, String> {
    let query = decompiled.query();
    if query.filter().kind == FilterKind::Constant(true) {
        return Ok(true);
    }
    let request = query.lower(target).map_err(|refusal| refusal.to_string())?.to_json();
    let again = Dialect::Netbackup.decompile(&request, query.schema()).map_err(|refusal| refusal.to_string())?;
    let again = again.query().lower(target).map_err(|refusal| refusal.to_string())?.to_json();
    Ok(again == request)
}

/// Returns the words of an OData text without parentheses and blanks, instants in one form.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in text.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(format!("'{part}'"));
            continue;
        }
        let bare = part.split([' ', '(', ')', ',']).filter(|word| !word.is_empty());
        words.extend(bare.map(|word| match word.parse::<DateTime>() {
            Ok(instant) => instant.to_string(),
            Err(_) => word.to_owned(),
        }));
    }
    words
}

/// Returns a short description of a decompilation, for counts: the warnings of a success, the codes of a refusal.
pub(crate) fn outcome(result: &Result<Decompiled, Diagnostics>) -> String {
    match result {
        Ok(decompiled) if decompiled.warnings().is_empty() => "read".to_owned(),
        Ok(decompiled) => format!("read with {}", codes(decompiled.warnings(), Severity::Warning).join(", ")),
        Err(refusal) => {
            let format = detected_format(refusal).map(|format| format!(" ({format:?})"));
            let inexpressible = refusal.iter().find(|diagnostic| diagnostic.code() == "tamis::read::unsayable");
            let inexpressible = inexpressible.map(|diagnostic| format!(" ({})", diagnostic.message()));
            let detail = format.or(inexpressible).unwrap_or_default();
            format!("refused: {}{detail}", codes(refusal, Severity::Error).join(", "))
        }
    }
}
