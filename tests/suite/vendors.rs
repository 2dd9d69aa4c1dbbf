//! The built-in tables of the vendors' APIs: the request and the API version of a query, the URL of an endpoint under
//! all its names, and schemas of which only a part is known.

use std::collections::BTreeMap;

use serde::Deserialize;
use tamis::{Diagnostics, Dialect, Query, Schema};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    endpoint: String,
    /// The chosen version of the API.
    api_version: Option<String>,
    query: String,
    /// The URL of the request, without a base.
    url: Option<String>,
    /// The version that the request names.
    version: Option<String>,
    #[serde(default)]
    warnings: Vec<String>,
    /// The last segments of the codes of the errors, instead of a URL.
    #[serde(default)]
    refused: Vec<String>,
    /// The pushed part and the residual of a plan.
    pushed: Option<String>,
    residual: Option<String>,
    /// The version that the requests of the plan name.
    plan_version: Option<String>,
}

fn codes(diagnostics: &Diagnostics, errors_alone: bool) -> Vec<String> {
    let counted = diagnostics.iter().filter(|each| !errors_alone || each.severity() == tamis::Severity::Error);
    counted.map(|each| each.code().rsplit("::").next().unwrap().to_owned()).collect()
}

#[test]
fn requests_to_vbr_name_a_version_that_supports_them() {
    let file: CaseFile = toml::from_str(include_str!("../vendors/vbr.toml")).unwrap();
    let mut unexpected = Vec::new();
    for case in &file.case {
        let name = &case.name;
        let mut endpoint = Dialect::Vbr.endpoint(&case.endpoint).unwrap();
        assert!(endpoint.note().is_none(), "{name}: {:?}", endpoint.note());
        if let Some(version) = &case.api_version {
            endpoint = endpoint.with_api_version(version).unwrap();
        }
        let query = Query::parse(&case.query, endpoint.schema()).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        let unknown = query.warnings().iter().find(|warning| warning.code().ends_with("unknown_word"));
        assert!(unknown.is_none(), "{name}: {}", query.warnings());
        match query.lower(&endpoint) {
            Ok(request) => {
                assert_eq!(Some(request.url(None).unwrap().as_str()), case.url.as_deref(), "{name}");
                assert_eq!(request.api_version(), case.version.as_deref(), "{name}");
                let named = request.headers().iter().find(|(name, _)| *name == "x-api-version");
                assert_eq!(named.map(|(_, version)| *version), request.api_version(), "{name}");
                // That all parameters must hold is only advised.
                let warnings = request.warnings();
                let warnings = warnings.iter().filter(|warning| warning.severity() == tamis::Severity::Warning);
                let warnings: Vec<&str> = warnings.map(|warning| warning.code().rsplit("::").next().unwrap()).collect();
                if warnings != case.warnings {
                    unexpected.push(format!("{name}: {warnings:?}"));
                }
                // The request decompiles, as a URL and as JSON.
                for text in [format!("/api/v1/{}", request.url(None).unwrap()), request.to_json()] {
                    if text == "{}" {
                        continue;
                    }
                    let decompiled = Dialect::Vbr.decompile(&text, endpoint.schema());
                    let decompiled = decompiled.unwrap_or_else(|faults| panic!("{name}: {text}: {faults}"));
                    let again = decompiled.query().lower(&endpoint).unwrap();
                    assert_eq!(again.url(None).unwrap(), request.url(None).unwrap(), "{name}: {text}");
                }
            }
            Err(faults) => assert_eq!(codes(&faults, true), case.refused, "{name}: {faults}"),
        }
        if let Some(pushed) = &case.pushed {
            let plan = query.split(&endpoint).unwrap();
            let wanted = (pushed.as_str(), case.residual.clone().unwrap_or_default());
            assert_eq!((plan.pushed().as_str(), plan.residual().to_string()), wanted, "{name}");
            let version = plan.pages().request().unwrap().api_version();
            let wanted = case.plan_version.as_deref().or(case.version.as_deref());
            assert!(wanted.is_none_or(|wanted| version == Some(wanted)), "{name}: {version:?}");
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    assert!(file.case.len() > 30);
}

#[test]
fn an_unsupported_version_is_an_error() {
    let error = |dialect: Dialect, path: &str, version: &str| {
        dialect.endpoint(path).unwrap().with_api_version(version).unwrap_err().to_string()
    };
    assert_eq!(
        error(Dialect::Vbr, "jobs", "1.4"),
        "vbr has no version `1.4`; there are 1.2-rev1, 1.3-rev0, 1.3-rev1, 1.3-rev2"
    );
    assert_eq!(error(Dialect::Ahv, "jobs", "v8"), "requests of ahv name no version that could be chosen");
    assert_eq!(
        error(Dialect::VbrInventory, "inventory/physical/all", "1.3-rev1"),
        "`inventory/physical/all` is not in version 1.3-rev1: it was added in 1.3-rev2"
    );
    assert_eq!(
        error(Dialect::Vbr, "security/restoreOptions", "1.2-rev1"),
        "`security/restoreOptions` is not in version 1.2-rev1: it was added in 1.3-rev2"
    );
    let backups = Dialect::Vbr.endpoint("sessions").unwrap().with_api_version("1.2-REV1").unwrap();
    let unknown = Query::parse("initiatedBy == \"a\"", backups.schema()).unwrap_err().to_string();
    assert!(unknown.contains("vbr sessions in 1.2-rev1 has no field `initiatedBy`"), "{unknown}");
    // The schema of an older version is still one of this dialect.
    let query = Query::parse("state == Idle", backups.schema()).unwrap();
    assert!(query.split(&Dialect::Ahv.endpoint("sessions").unwrap()).is_err());
}

/// Checks that the inventory's words begin in lower case before 1.3-rev1, and that a newer collection names its
/// version.
#[test]
fn the_spelling_of_the_inventory_depends_on_the_version() {
    let lowered = |path: &str, version: Option<&str>| {
        let mut endpoint = Dialect::VbrInventory.endpoint(path).unwrap();
        if let Some(version) = version {
            endpoint = endpoint.with_api_version(version).unwrap();
        }
        let query = Query::parse("not name in (\"a,b\", \"c\") sort by name desc", endpoint.schema()).unwrap();
        let request = query.lower(&endpoint).unwrap();
        (request.api_version(), request.body().unwrap().to_owned())
    };
    let (usual, body) = lowered("inventory", None);
    assert_eq!(usual, Some("1.3-rev1"));
    assert!(body.contains(r#""operation":"Not""#) && body.contains(r#""operation":"Equals""#), "{body}");
    assert!(body.contains(r#""direction":"Descending""#), "{body}");
    for version in ["1.2-rev1", "1.3-rev0"] {
        let (named, older) = lowered("inventory", Some(version));
        assert_eq!(named, Some(version));
        let wanted = [("Not", "not"), ("Or", "or"), ("Equals", "equals"), ("Descending", "descending")];
        let wanted = wanted
            .iter()
            .fold(body.clone(), |body, (newer, older)| body.replace(&format!("\"{newer}\""), &format!("\"{older}\"")));
        assert_eq!(older, wanted);
    }
    assert_eq!(lowered("inventory", Some("1.3-rev2")).1, body);
    assert_eq!(lowered("inventory/physical/all", None).0, Some("1.3-rev2"));
}

/// An endpoint of each dialect, with the root of the API and its usual port.
const ROOTS: &[(Dialect, &str, &str, &str)] = &[
    (Dialect::Ahv, "sessions", "/extension/799a5a3e-ae1e-4eaf-86eb-8a9acc2670e2/api/v8", ""),
    (Dialect::Vspc, "alarms/active", "/api/v3", ":1280"),
    (Dialect::One, "vSphere/vms", "/api/v2.3", ":1239"),
    (Dialect::One, "vbr/backupServers", "/api/v2.3", ":1239"),
    (Dialect::Vbr, "sessions", "/api/v1", ":9419"),
    (Dialect::VbrInventory, "inventory", "/api/v1", ":9419"),
    (Dialect::Netbackup, "admin/jobs", "/netbackup", ":1556"),
    (Dialect::GoogleCloud, "vmInstances", "/api/v1", ":13140"),
];

/// Returns the suffixes of a root that a document may name: `/a/b`, `/b`.
fn ends(root: &str) -> Vec<&str> {
    root.match_indices('/').map(|(at, _)| &root[at..]).collect()
}

#[test]
fn an_endpoint_has_one_url_however_it_is_named() {
    let mut tried = 0;
    for (dialect, short, root, port) in ROOTS {
        let mut names = vec![(*short).to_owned(), format!("/{short}"), format!("/{short}/")];
        for end in ends(root) {
            names.extend([format!("{end}/{short}"), format!("{}/{short}", &end[1..])]);
        }
        let bases = [
            ("api.example".to_owned(), format!("https://api.example{port}{root}/{short}")),
            ("api.example:8443".to_owned(), format!("https://api.example:8443{root}/{short}")),
            ("http://api.example:8443/".to_owned(), format!("http://api.example:8443{root}/{short}")),
            (format!("https://api.example:8443{root}"), format!("https://api.example:8443{root}/{short}")),
            (format!("https://proxy.example/x{root}/"), format!("https://proxy.example/x{root}/{short}")),
        ];
        for name in &names {
            let endpoint = dialect.endpoint(name).unwrap();
            assert_eq!(endpoint.path(), *short, "{name}");
            let request = Query::parse("", endpoint.schema()).unwrap().lower(&endpoint).unwrap();
            for (base, url) in &bases {
                assert_eq!(request.url(Some(base)).unwrap().as_str(), url, "{dialect} {name} {base}");
                let decompiled = dialect.decompile(&format!("{url}?limit=5"), &dialect.open_schema());
                // The inventory takes a body, and NetBackup has another name for the limit.
                let path = decompiled.as_ref().ok().and_then(|decompiled| decompiled.path());
                assert!(path == Some(short) || decompiled.is_err(), "{dialect} {url}: {path:?}");
                tried += 1;
            }
        }
        // After a base with a path of its own comes the part of the root that the endpoint's name has.
        for end in ends(root) {
            let request = |name: &str| {
                let endpoint = dialect.endpoint(name).unwrap();
                Query::parse("", endpoint.schema()).unwrap().lower(&endpoint).unwrap()
            };
            let url = request(&format!("{end}/{short}")).url(Some("https://proxy.example/x")).unwrap();
            assert_eq!(url.as_str(), format!("https://proxy.example/x{end}/{short}"));
            let url = request(short).url(Some("https://proxy.example/x")).unwrap();
            assert_eq!(url.as_str(), format!("https://proxy.example/x/{short}"));
        }
    }
    assert!(tried > 200, "{tried}");
    // A version in the name is kept.
    let endpoint = Dialect::One.endpoint("/api/v2.2/vbr/backupServers").unwrap();
    assert!(!endpoint.schema().is_open());
    let request = Query::parse("", endpoint.schema()).unwrap().lower(&endpoint).unwrap();
    assert_eq!(request.url(Some("h")).unwrap().as_str(), "https://h:1239/api/v2.2/vbr/backupServers");
    // A segment that only resembles a version is an ordinary one, and encoded as such.
    let endpoint = Dialect::One.endpoint("/api/v2';x/vbr/backupServers").unwrap();
    assert_eq!(endpoint.path(), "api/v2';x/vbr/backupServers");
    assert!(Dialect::One.endpoint("/api/v2 3/vbr/backupServers").is_err());
    assert_eq!(
        Dialect::Ahv.endpoint("/api/v9/jobs").unwrap().path(),
        "jobs",
        "a document may leave out what comes before the version"
    );
}

/// Imports documents with one collection and the root in the paths, in `servers` or in `basePath`.
#[cfg(feature = "openapi")]
#[test]
fn a_document_has_the_endpoint_with_the_root_or_without_it() {
    use tamis::openapi::OpenApi;

    let answer = r#"{"get": {"parameters": [{"name": "filter", "in": "query"}], "responses": {"200": {
        "content": {"application/json": {"schema": ROWS}}, "schema": ROWS}}}}"#;
    let rows =
        r#"{"type": "array", "items": {"type": "object", "properties": {"fieldOfTheDocument": {"type": "string"}}}}"#;
    let answer = answer.replace("ROWS", rows);
    let mut tried = 0;
    for (dialect, short, root, _) in ROOTS {
        let mut documents = vec![
            format!(r#"{{"openapi": "3.0.1", "paths": {{"/{short}": {answer}}}}}"#),
            format!(
                r#"{{"openapi": "3.0.1", "servers": [{{"url": "https://h{root}"}}], "paths": {{"/{short}": {answer}}}}}"#
            ),
            format!(r#"{{"swagger": "2.0", "basePath": "{root}", "paths": {{"/{short}": {answer}}}}}"#),
        ];
        for end in ends(root) {
            documents
                .push(format!(r#"{{"openapi": "3.0.1", "paths": {{"{end}/{short}": {answer}, "/token": {{}}}}}}"#));
        }
        for document in &documents {
            let read = OpenApi::read(document).unwrap();
            for name in [format!("{root}/{short}"), format!("/{short}"), (*short).to_owned()] {
                let import = dialect.import(&read, &name);
                let import = import.unwrap_or_else(|error| panic!("{dialect} {name}: {error}: {document}"));
                let field = import.schema.fields().next().unwrap();
                assert_eq!(field.path().to_string(), "fieldOfTheDocument");
                assert_eq!(import.schema.collation(), dialect.profile().collation());
                tried += 1;
            }
            assert!(dialect.import(&read, "elsewhere").is_err());
        }
    }
    assert!(tried > 80, "{tried}");
}

/// Compares a closed schema with a partial one.
#[test]
fn unknown_fields_of_a_partial_schema_are_warnings() {
    let schema = Schema::from_json(
        r#"{"origin": "jobs", "fields": [{"path": "status", "type": "text"}, {"path": "vmIds", "type": {"array": "text"}},
            {"path": "settings", "type": "object", "partial": true}, {"path": "settings.mode", "type": "text"}]}"#,
    )
    .unwrap();
    let partial = Schema::from_json(&schema.to_json().replace("\"fields\"", "\"partial\": true, \"fields\"")).unwrap();
    assert!(partial.is_partial() && !schema.is_partial());
    assert!(schema.field(&"settings".into()).unwrap().is_partial());
    let codes_of = |text: &str, schema: &Schema| match Query::parse(text, schema) {
        Ok(query) => codes(query.warnings(), false),
        Err(faults) => codes(&faults, true),
    };
    let cases: BTreeMap<&str, [&[&str]; 2]> = BTreeMap::from([
        ("priority == \"High\"", [["unknown_field"].as_slice(), &["field_not_known"]]),
        // One warning for each name.
        ("priority == \"High\" or priority == null sort by priority", [&["unknown_field"; 3], &["field_not_known"]]),
        ("settings.retention > 5", [&["field_not_known"], &["field_not_known"]]),
        ("settings.deep.er > 5", [&["field_not_known"], &["field_not_known"]]),
        // Misspelled names.
        ("statsu == \"x\"", [&["unknown_field"], &["unknown_field"]]),
        ("Status == \"x\"", [&["unknown_field"], &["unknown_field"]]),
        ("settings.mdoe == \"x\"", [&["unknown_field"], &["unknown_field"]]),
        // A singular is no misspelling, nor is a longer name.
        ("vmId == \"x\"", [&["unknown_field"], &["field_not_known"]]),
        ("statusText == \"x\"", [&["unknown_field"], &["field_not_known"]]),
        ("status == \"x\"", [&[], &[]]),
    ]);
    for (text, [closed, open]) in cases {
        assert_eq!(codes_of(text, &schema), closed, "{text}");
        assert_eq!(codes_of(text, &partial), open, "{text}, under a partial schema");
    }
    // The unknown field is looked up in rows by the name in the query.
    let query = Query::parse("priority == \"High\"", &partial).unwrap();
    assert!(query.compile().unwrap().matches(&serde_json::json!({"priority": "High"})));
    assert!(Dialect::Ahv.endpoint("sessions").unwrap().schema().is_partial());
}

/// Checks that an enum without words accepts any.
#[test]
fn an_enum_without_words_has_no_unknown_word() {
    for open in [true, false] {
        let schema = Schema::from_json(&format!(
            r#"{{"fields": [{{"path": "kind", "type": {{"enum": {{"words": [], "open": {open}}}}}}},
                {{"path": "kinds", "type": {{"array": {{"enum": {{"name": "Kind", "words": [], "open": {open}}}}}}}}}]}}"#
        ))
        .unwrap();
        for text in ["kind == Any", "kind in (\"a\", B)", "kinds contains Any", "kinds subset of (Any, \"b\")"] {
            let query = Query::parse(text, &schema).unwrap_or_else(|faults| panic!("{text}: {faults}"));
            assert!(query.warnings().is_empty(), "{text}: {}", query.warnings());
        }
    }
}

/// A parameter in the table of Backup & Replication, parsed without the library.
struct Parameter<'t> {
    versions: &'t str,
    parameter: &'t str,
    /// The name of the enum of its words.
    words: Option<&'t str>,
    question: &'t str,
    property: &'t str,
}

/// The parameters of each collection, and the words of each enum with the versions that include them.
type Table<'t> = (Vec<(&'t str, Vec<Parameter<'t>>)>, Vec<(&'t str, &'t str, &'t str)>);

fn table(text: &str) -> Table<'_> {
    let (mut collections, mut words): Table<'_> = Default::default();
    for line in text.lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        match parts.as_slice() {
            ["collection", path, _] => collections.push((path, Vec::new())),
            ["take", versions, named, question, property] => {
                let (parameter, words) =
                    named.split_once(':').map_or((*named, None), |(name, words)| (name, Some(words)));
                let property = property.trim_start_matches('~');
                collections.last_mut().unwrap().1.push(Parameter { versions, parameter, words, question, property });
            }
            ["enum", name, versions, rest @ ..] => words.extend(rest.iter().map(|word| (*name, *versions, *word))),
            _ => {}
        }
    }
    (collections, words)
}

/// Returns conditions that a parameter supports, each with its words.
fn conditions<'t>(listed: &Parameter<'t>, schema: &Schema, table: &Table<'t>) -> Vec<(String, Vec<&'t str>)> {
    use tamis::Type;

    let property = listed.property;
    let words: Vec<&str> = table.1.iter().filter(|word| Some(word.0) == listed.words).map(|word| word.2).collect();
    if let (Some(first), Some(last)) = (words.first(), words.last()) {
        let mut conditions = vec![(format!("{property} == \"{first}\""), vec![*first])];
        conditions.push((format!("{property} == \"{last}\""), vec![*last]));
        if listed.question == "any-of" {
            conditions.push((format!("{property} in (\"{first}\", \"{last}\")"), vec![*first, *last]));
            conditions.push((format!("{property} == \"{first}\" or {property} == \"{last}\""), vec![*first, *last]));
        }
        return conditions;
    }
    let condition = match (listed.question, schema.field(&property.into()).unwrap().ty()) {
        ("after", _) => format!("{property} > 2026-01-31"),
        ("before", _) => format!("{property} < 2026-01-31T08:00:00Z"),
        ("matches" | "matches-any", _) => format!("{property} contains \"a b\""),
        (_, Type::Boolean) => format!("{property} == true"),
        (_, Type::Integer | Type::Number) => format!("{property} == 5"),
        (_, Type::Uuid) => format!("{property} == \"6745a759-2205-4cd2-b172-8ec8f7e60ef8\""),
        _ => format!("{property} == \"a\""),
    };
    vec![(condition, Vec::new())]
}

/// Combines the conditions of all parameters. The version that a request names is the oldest that has each parameter,
/// with as many values and with their words; a query is refused only if no version has all of them; a request
/// decompiles.
#[test]
fn every_parameter_is_sent_to_a_version_that_has_it() {
    let text = include_str!("../../src/dialect/vendor/vbr/collections.txt");
    let table = table(text);
    let versions: Vec<&str> = Dialect::Vbr.api_versions().collect();
    let (mut sent, mut refused) = (0, 0);
    for (path, all) in &table.0 {
        let usual = Dialect::Vbr.endpoint(&path.replace(['{', '}'], "")).unwrap();
        for version in std::iter::once(None).chain(versions.iter().map(Some)) {
            let endpoint = version.map_or(Ok(usual.clone()), |version| usual.clone().with_api_version(version));
            let Ok(endpoint) = endpoint else { continue };
            for (index, one) in all.iter().enumerate() {
                let other =
                    all.iter().cycle().skip(index + 1).take(all.len()).find(|other| other.property != one.property);
                for (condition, mut words) in conditions(one, usual.schema(), &table) {
                    let mut text = condition;
                    if let Some((condition, more)) =
                        other.and_then(|other| conditions(other, usual.schema(), &table).into_iter().next_back())
                    {
                        text = format!("({text}) and ({condition})");
                        words.extend(more);
                    }
                    let Ok(query) = Query::parse(&text, endpoint.schema()) else { continue };
                    let fits = |place: usize, request: &tamis::Request| {
                        let has = |versions: &str| versions.contains(char::from_digit(place as u32, 10).unwrap());
                        request.parameters().iter().all(|parameter| {
                            let several =
                                request.parameters().iter().filter(|same| same.name == parameter.name).count() > 1;
                            let is_listed = |listed: &&Parameter<'_>| {
                                let is_known = |word: &(&str, &str, &str)| {
                                    Some(word.0) == listed.words && word.2 == parameter.value && has(word.1)
                                };
                                listed.parameter == parameter.name
                                    && has(listed.versions)
                                    && (!several || listed.question == "any-of")
                                    && (!parameter.value.contains('*') || listed.question.starts_with("matches"))
                                    && (!words.contains(&&*parameter.value) || table.1.iter().any(is_known))
                            };
                            all.iter().any(|listed| is_listed(&listed))
                        })
                    };
                    match query.lower(&endpoint) {
                        Ok(request) => {
                            let named = request.api_version().unwrap();
                            let place = versions.iter().position(|version| *version == named).unwrap();
                            assert!(version.is_none_or(|version| *version == named), "{path}: {text}: {named}");
                            assert!(fits(place, &request), "{path}: {text}: {named}");
                            let older = (0..place).find(|older| version.is_none() && fits(*older, &request));
                            let has_endpoint = |older: &usize| usual.clone().with_api_version(versions[*older]).is_ok();
                            assert_eq!(older.filter(has_endpoint), None, "{path}: {text}: {named} is not the oldest");
                            let decompiled =
                                Dialect::Vbr.decompile(request.url(None).unwrap().as_str(), endpoint.schema()).unwrap();
                            let again =
                                decompiled.query().lower(&endpoint).unwrap_or_else(|faults| panic!("{path}: {faults}"));
                            assert_eq!(again.parameters(), request.parameters(), "{path}: {text}");
                            sent += 1;
                        }
                        Err(faults) => {
                            let wanted = ["version", "twice", "no_parameter", "connective"];
                            let codes = codes(&faults, true);
                            assert!(
                                codes.iter().all(|code| wanted.contains(&code.as_str())),
                                "{path}: {text}: {faults}"
                            );
                            refused += 1;
                        }
                    }
                }
            }
        }
    }
    println!("{sent} requests, {refused} refused");
    assert!(sent > 1000 && refused > 100, "{sent} requests, {refused} refused");
}
