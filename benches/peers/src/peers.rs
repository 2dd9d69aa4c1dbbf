//! The peers, each with the filters in its own language. The time of a peer includes the conversion of a row to its own
//! form, except for wirefilter, whose contexts are filled before.

use std::sync::Arc;

use bumpalo::Bump;
use cel::{Context, Env};
use jaq_core::load::{Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Vars, data, unwrap_valr};
use jaq_json::Val;
use serde_json::{Value as Json, json};
use serde_json_path::JsonPath;
use tamis::{Query, Schema};
use wirefilter::{ExecutionContext, Scheme};

use crate::Contender;
use crate::work::Work;

/// Returns every peer that can express the filter.
pub fn all<'r>(work: &Work, rows: &'r [Json]) -> Vec<Contender<'r>> {
    vec![
        contender("cel", cel(work.name, &listed(work), rows)),
        contender("serde_json_path", path(work.name, &listed(work), rows)),
        contender("datalogic-rs", datalogic(work.name, &listed(work), rows)),
        contender("jaq-core", jaq(work.name, &listed(work), rows)),
        contender("wirefilter (filled before)", wirefilter(work.name, &listed(work), rows)),
    ]
}

/// Measures wirefilter's parse, and the stages of tamis from text to a program.
pub fn parsers(work: &Work) -> Vec<Contender<'static>> {
    let scheme: &'static Scheme = Box::leak(Box::new(scheme()));
    let theirs = wirefilter_text(work.name, &listed(work));
    let ours = work.query.clone();
    let schema = Schema::open();
    vec![
        contender("wirefilter parse", Box::new(move || usize::from(scheme.parse(&theirs).is_ok()))),
        contender("tamis parse", {
            let ours = ours.clone();
            Box::new(move || usize::from(tamis::Parsed::parse(&ours).is_ok()))
        }),
        contender("tamis parse and check", {
            let (ours, schema) = (ours.clone(), schema.clone());
            Box::new(move || usize::from(Query::parse(&ours, &schema).is_ok()))
        }),
        contender(
            "tamis parse, check and compile",
            Box::new(move || usize::from(Query::parse(&ours, &schema).and_then(|query| query.compile()).is_ok())),
        ),
    ]
}

fn contender<'r>(name: &'static str, count: Box<dyn FnMut() -> usize + 'r>) -> Contender<'r> {
    Contender { name, count }
}

/// Returns the texts of the filter's list, in double quotes.
fn listed(work: &Work) -> Vec<String> {
    let list = work.query.split_once('(').map_or("", |(_, list)| list).trim_end_matches(')');
    if work.name == "F3" { list.split(", ").map(str::to_owned).collect() } else { Vec::new() }
}

fn cel<'r>(name: &str, listed: &[String], rows: &'r [Json]) -> Box<dyn FnMut() -> usize + 'r> {
    let text = match name {
        "F1" => r#"row.status in ["Success", "Failed"] && row.sessionType == "BackupVmJob""#.to_owned(),
        "F2" => r#"row.initiator.name.matches("(?i)admin") && row.progressPercent >= 20 && row.progressPercent <= 80"#.to_owned(),
        "F3" => format!("row.clusterId in [{}]", listed.join(", ")),
        _ => r#"((row.status == "Failed" && row.durationSec > 1000) || (row.status == "Warning" && row.progressPercent < 50) || (row.sessionType == "RestoreVm" && row.initiator.domain == "corp.local") || (row.sessionType == "BackupVmJob" && row.endTimeUtc == null) || (row.startTimeUtc >= "2024-06-01T00:00:00Z" && row.startTimeUtc < "2024-06-15T00:00:00Z")) && (row.progressPercent != 100 || row.durationSec < 3600)"#.to_owned(),
    };
    let env = Arc::new(Env::stdlib());
    let program = env.compile(&text).expect("a CEL expression");
    Box::new(move || {
        let matches = |row: &&Json| {
            let mut context = Context::with_env(Arc::clone(&env));
            context.add_variable("row", row).expect("a row");
            program.execute(&context).is_ok_and(|value| value == true.into())
        };
        rows.iter().filter(matches).count()
    })
}

fn path<'r>(name: &str, listed: &[String], rows: &'r [Json]) -> Box<dyn FnMut() -> usize + 'r> {
    let text = match name {
        "F1" => r#"$[?(@.status == "Success" || @.status == "Failed") && @.sessionType == "BackupVmJob"]"#.to_owned(),
        "F2" => r#"$[?search(@.initiator.name, "[Aa][Dd][Mm][Ii][Nn]") && @.progressPercent >= 20 && @.progressPercent <= 80]"#.to_owned(),
        "F3" => {
            let terms: Vec<String> = listed.iter().map(|id| format!("@.clusterId == {id}")).collect();
            format!("$[?{}]", terms.join(" || "))
        }
        _ => r#"$[?((@.status == "Failed" && @.durationSec > 1000) || (@.status == "Warning" && @.progressPercent < 50) || (@.sessionType == "RestoreVm" && @.initiator.domain == "corp.local") || (@.sessionType == "BackupVmJob" && @.endTimeUtc == null) || (@.startTimeUtc >= "2024-06-01T00:00:00Z" && @.startTimeUtc < "2024-06-15T00:00:00Z")) && (@.progressPercent != 100 || @.durationSec < 3600)]"#.to_owned(),
    };
    let path = JsonPath::parse(&text).expect("a JSONPath");
    let rows = Json::Array(rows.to_vec());
    Box::new(move || path.query(&rows).len())
}

fn datalogic<'r>(name: &str, listed: &[String], rows: &'r [Json]) -> Box<dyn FnMut() -> usize + 'r> {
    let var = |name: &str| json!({ "var": name });
    let rule = match name {
        "F1" => json!({"and": [
            {"in": [var("status"), ["Success", "Failed"]]},
            {"==": [var("sessionType"), "BackupVmJob"]},
        ]}),
        "F2" => json!({"and": [
            {"in": ["admin", {"lower": var("initiator.name")}]},
            {"<=": [20, var("progressPercent"), 80]},
        ]}),
        "F3" => {
            let listed: Vec<&str> = listed.iter().map(|id| id.trim_matches('"')).collect();
            json!({"in": [var("clusterId"), listed]})
        }
        _ => json!({"and": [
            {"or": [
                {"and": [{"==": [var("status"), "Failed"]}, {">": [var("durationSec"), 1000]}]},
                {"and": [{"==": [var("status"), "Warning"]}, {"<": [var("progressPercent"), 50]}]},
                {"and": [{"==": [var("sessionType"), "RestoreVm"]}, {"==": [var("initiator.domain"), "corp.local"]}]},
                {"and": [{"==": [var("sessionType"), "BackupVmJob"]}, {"===": [var("endTimeUtc"), null]}]},
                {"and": [
                    {">=": [var("startTimeUtc"), "2024-06-01T00:00:00Z"]},
                    {"<": [var("startTimeUtc"), "2024-06-15T00:00:00Z"]},
                ]},
            ]},
            {"or": [{"!=": [var("progressPercent"), 100]}, {"<": [var("durationSec"), 3600]}]},
        ]}),
    };
    let engine = datalogic_rs::Engine::new();
    let rule = engine.compile(&rule).expect("a rule");
    let mut arena = Bump::new();
    Box::new(move || {
        let mut count = 0;
        for row in rows {
            count += usize::from(engine.evaluate(&rule, row, &arena).is_ok_and(|value| value.as_bool() == Some(true)));
            arena.reset();
        }
        count
    })
}

fn jaq<'r>(name: &str, listed: &[String], rows: &'r [Json]) -> Box<dyn FnMut() -> usize + 'r> {
    let text = match name {
        "F1" => r#"(.status == "Success" or .status == "Failed") and .sessionType == "BackupVmJob""#.to_owned(),
        "F2" => r#"(.initiator.name | ascii_downcase | contains("admin")) and .progressPercent >= 20 and .progressPercent <= 80"#.to_owned(),
        "F3" => {
            format!(".clusterId as $id | any(({}); . == $id)", listed.join(", "))
        }
        _ => r#"((.status == "Failed" and .durationSec > 1000) or (.status == "Warning" and .progressPercent < 50) or (.sessionType == "RestoreVm" and .initiator.domain == "corp.local") or (.sessionType == "BackupVmJob" and .endTimeUtc == null) or (.startTimeUtc >= "2024-06-01T00:00:00Z" and .startTimeUtc < "2024-06-15T00:00:00Z")) and (.progressPercent != 100 or .durationSec < 3600)"#.to_owned(),
    };
    let defs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let funs = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
    let arena = Arena::default();
    let modules = Loader::new(defs).load(&arena, File { code: text.as_str(), path: () }).expect("a jq filter");
    let filter = Compiler::default().with_funs(funs).compile(modules).expect("a jq filter");
    Box::new(move || {
        let matches = |row: &&Json| {
            let input: Val = serde_json::from_value(Json::clone(row)).expect("a row");
            let context = Ctx::<data::JustLut<Val>>::new(&filter.lut, Vars::new([]));
            let mut out = filter.id.run((context, input)).map(unwrap_valr);
            matches!(out.next(), Some(Ok(Val::Bool(true))))
        };
        rows.iter().filter(matches).count()
    })
}

fn scheme() -> Scheme {
    wirefilter::Scheme! {
        status: Bytes,
        sessionType: Bytes,
        initiator.name: Bytes,
        initiator.domain: Bytes,
        progressPercent: Int,
        durationSec: Int,
        clusterId: Bytes,
        startTimeUtc: Bytes,
        endTimeUtc: Bytes,
    }
}

fn wirefilter_text(name: &str, listed: &[String]) -> String {
    match name {
        "F1" => r#"status in {"Success" "Failed"} && sessionType == "BackupVmJob""#.to_owned(),
        "F2" => r#"initiator.name matches "(?i)admin" && progressPercent >= 20 && progressPercent <= 80"#.to_owned(),
        "F3" => format!("clusterId in {{{}}}", listed.join(" ")),
        _ => r#"((status == "Failed" && durationSec > 1000) || (status == "Warning" && progressPercent < 50) || (sessionType == "RestoreVm" && initiator.domain == "corp.local") || (sessionType == "BackupVmJob" && endTimeUtc == "") || (startTimeUtc >= "2024-06-01T00:00:00Z" && startTimeUtc < "2024-06-15T00:00:00Z")) && (progressPercent != 100 || durationSec < 3600)"#.to_owned(),
    }
}

fn wirefilter<'r>(name: &str, listed: &[String], rows: &'r [Json]) -> Box<dyn FnMut() -> usize + 'r> {
    let scheme: &'static Scheme = Box::leak(Box::new(scheme()));
    let filter = scheme.parse(&wirefilter_text(name, listed)).expect("a wirefilter expression").compile();
    let contexts: Vec<ExecutionContext<'r>> = rows
        .iter()
        .map(|row| {
            let mut context = ExecutionContext::new(scheme);
            let text = |value: &'r Json| value.as_str().unwrap_or_default();
            for name in ["status", "sessionType", "clusterId", "startTimeUtc", "endTimeUtc"] {
                context.set_field_value(name, text(&row[name])).expect("text");
            }
            for name in ["name", "domain"] {
                context.set_field_value(&format!("initiator.{name}"), text(&row["initiator"][name])).expect("text");
            }
            for name in ["progressPercent", "durationSec"] {
                let number = row[name].as_i64().and_then(|number| i32::try_from(number).ok()).unwrap_or_default();
                context.set_field_value(name, number).expect("a number");
            }
            context
        })
        .collect();
    Box::new(move || contexts.iter().filter(|context| filter.execute(context).is_ok_and(|matches| matches)).count())
}
