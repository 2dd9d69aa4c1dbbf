//! The messages of NetBackup's WebSocket service: each one of the vendor's guide parses and is written back equal,
//! unknown members are kept, and a request becomes a message.

use serde_json::{Value as Json, json};
use tamis::errors::UrlError;
use tamis::nbwss::{CarryError, ConnectResponse, Message, MessageError, Payload};
use tamis::{DateTime, Dialect, Query, Schema};

const ID: &str = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";

fn message(kind: &str, sub_kind: &str, payload: Json) -> Json {
    json!({"version": "1.0", "id": ID, "type": kind, "subType": sub_kind, "timeStamp": 1_769_846_400, "payload": payload})
}

/// Returns one message of each `type` and `subType`.
fn messages() -> Vec<Json> {
    let headers = json!({"Content-Type": "application/vnd.netbackup+json;version=1.0", "Authorization": "eyJ0eXAi"});
    let job =
        json!({"jobId": 5, "parentJobId": 4, "jobType": "RESTORE", "state": "DONE", "status": 0, "clientName": "web"});
    let image = json!({"backupId": "web_1769846400", "operationId": "DELETE", "clientName": "web"});
    vec![
        message("CONNECT", "REQUEST", json!({"token": "qwer=="})),
        message("CONNECT", "RESPONSE", json!({"valid": false})),
        message(
            "COMMAND",
            "REQUEST",
            json!({"uri": "/netbackup/config/servers/vmservers", "method": "POST", "headers": headers, "parameters": "{\"port\": 0}"}),
        ),
        message("COMMAND", "RESPONSE", json!({"headers": {"date": "x", "cache-control": ["no-cache"]}, "code": 200})),
        message(
            "NOTIFICATION",
            "REQUEST",
            json!([
                {"notificationType": "INFO", "object": "JOB", "data": [job]},
                {"notificationType": "INFO", "object": "IMAGE", "data": [image, image]},
            ]),
        ),
        message("NOTIFICATION", "RESPONSE", json!({"anything": null})),
    ]
}

#[track_caller]
fn writes_back(json: &Json) -> Message {
    let message = Message::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(serde_json::from_str::<Json>(&message.to_json()).unwrap(), *json);
    assert_eq!(serde_json::from_value::<Message>(json.clone()).unwrap(), message);
    message
}

#[test]
fn every_kind_of_message_writes_back_equal() {
    let parsed: Vec<Message> = messages().iter().map(writes_back).collect();
    let [connect, accept, command, answer, notification, acknowledgement] = &parsed[..] else { panic!("six messages") };
    assert!(matches!(&connect.payload, Payload::ConnectRequest(connect) if connect.token == "qwer=="));
    assert!(matches!(&accept.payload, Payload::ConnectResponse(accept) if !accept.valid));
    let Payload::CommandRequest(command) = &command.payload else { panic!("{command:?}") };
    assert_eq!((command.method.as_str(), command.headers["Authorization"].as_str()), ("POST", "eyJ0eXAi"));
    assert_eq!(command.parameters.as_deref(), Some("{\"port\": 0}"));
    let Payload::CommandResponse(answer) = &answer.payload else { panic!("{answer:?}") };
    assert_eq!((answer.headers["date"].as_str(), answer.rest["code"].as_i64()), (Some("x"), Some(200)));
    let Payload::NotificationRequest(parts) = &notification.payload else { panic!("{notification:?}") };
    assert_eq!((parts[0].object.as_str(), parts[1].data.len()), ("JOB", 2));
    let done: Query = "state == \"DONE\"".parse().unwrap();
    assert_eq!(done.compile().unwrap().run(&parts[0].data).len(), 1);
    assert!(matches!(&acknowledgement.payload, Payload::NotificationResponse(json) if json["anything"].is_null()));
    assert_eq!((connect.version.as_str(), connect.id.as_str(), connect.time_stamp), ("1.0", ID, 1_769_846_400));
}

/// Parses the vendor's example of a request for a virtual machine server, with other names, without the page's line
/// break in its `uri`, and with the comma that the page lacks.
#[test]
fn the_vendors_message_about_a_server_is_parsed() {
    let text = r#"{
        "version": "1.0",
        "id": "6FA459EA-EE8A-3CA4-894E-DB77E160355E",
        "type": "COMMAND",
        "subType": "REQUEST",
        "timeStamp": 1769846400,
        "payload": {
            "uri": "/netbackup/config/servers/vmservers/vcenter2.example.com",
            "method": "GET",
            "headers": {
                "Content-Type": "application/vnd.netbackup+json;version=1.0",
                "Authorization": "eyJ0eXAi"
            }
        }
    }"#;
    let read = writes_back(&serde_json::from_str(text).unwrap());
    assert_eq!(read.id, "6FA459EA-EE8A-3CA4-894E-DB77E160355E");
    let Payload::CommandRequest(command) = &read.payload else { panic!("{read:?}") };
    assert_eq!((command.method.as_str(), command.parameters.as_deref()), ("GET", None));
}

#[test]
fn members_are_written_in_the_order_of_the_guide() {
    let read = Message::from_json(&messages()[0].to_string()).unwrap();
    let expected = format!(
        r#"{{"version":"1.0","id":"{ID}","type":"CONNECT","subType":"REQUEST","timeStamp":1769846400,"payload":{{"token":"qwer=="}}}}"#
    );
    assert_eq!(read.to_json(), expected);
}

#[test]
fn unknown_members_are_kept_everywhere() {
    let extra = json!({"deep": [1.5, null, "ä"]});
    let mut objects = 0;
    for message in messages() {
        for place in ["", "/payload", "/payload/headers", "/payload/0", "/payload/0/data/0"] {
            let mut changed = message.clone();
            let Some(object) = changed.pointer_mut(place).and_then(Json::as_object_mut) else { continue };
            let is_of_request = place == "/payload/headers" && message["subType"] == "REQUEST";
            object.insert("x-new".to_owned(), if is_of_request { json!("text") } else { extra.clone() });
            writes_back(&changed);
            objects += 1;
        }
    }
    assert_eq!(objects, 15);
}

/// Replaces or removes each member: the message is written back equal, or the error names the member.
#[test]
fn wrong_members_are_named_or_kept() {
    let mut errors = 0;
    for message in messages() {
        for pointer in pointers(&message, "") {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let replacements = [json!(null), json!(5), json!(1.5), json!("x"), json!(true), json!([]), json!({})];
            for replacement in replacements.map(Some).into_iter().chain([None]) {
                let mut changed = message.clone();
                match (&replacement, changed.pointer_mut(parent).unwrap()) {
                    (Some(json), _) => *changed.pointer_mut(&pointer).unwrap() = json.clone(),
                    (None, Json::Object(members)) => drop(members.remove(name)),
                    (None, _) => continue,
                }
                match Message::from_json(&changed.to_string()) {
                    Ok(_) => drop(writes_back(&changed)),
                    Err(error) => {
                        // If the type does not fit the payload, the error names the payload.
                        let is_named =
                            error.to_string().contains(name) || matches!(name, "type" | "subType" | "0" | "1");
                        assert!(is_named, "{changed}: {error}");
                        errors += 1;
                    }
                }
            }
        }
    }
    assert!(errors > 200, "only {errors} errors");
}

/// Returns the pointers of all members and elements.
fn pointers(json: &Json, within: &str) -> Vec<String> {
    let below = |(name, json): (String, &Json)| {
        let pointer = format!("{within}/{name}");
        let deeper = pointers(json, &pointer);
        [pointer].into_iter().chain(deeper).collect::<Vec<_>>()
    };
    match json {
        Json::Object(members) => members.iter().map(|(name, json)| (name.clone(), json)).flat_map(below).collect(),
        Json::Array(items) => {
            items.iter().enumerate().map(|(index, json)| (index.to_string(), json)).flat_map(below).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn malformed_messages_are_errors() {
    let changed = |pointer: &str, json: Json| {
        let mut message = messages().swap_remove(2);
        *message.pointer_mut(pointer).unwrap() = json;
        Message::from_json(&message.to_string()).unwrap_err().to_string()
    };
    assert_eq!(changed("/type", json!("PING")), "`type` has the unknown word `PING`");
    assert_eq!(changed("/subType", json!("request")), "`subType` has the unknown word `request`");
    assert_eq!(changed("/timeStamp", json!("now")), "`timeStamp` is not a whole number of seconds");
    assert_eq!(changed("/payload", json!([])), "`payload` is not an object");
    assert_eq!(changed("/payload", json!({})), "`payload.uri` is missing");
    assert_eq!(changed("/payload/headers/Authorization", json!(5)), "`payload.headers.Authorization` is not text");
    assert_eq!(Message::from_json("[]").unwrap_err().to_string(), "a message is a JSON object");
    let error = Message::from_json("{\"version\": \"1.0\",}").unwrap_err();
    assert_eq!(error, MessageError::Json { message: "trailing comma".into(), line: 1, column: 19 });
}

#[test]
fn a_request_becomes_a_message() {
    let jobs = Dialect::Netbackup.endpoint("admin/jobs").unwrap();
    let query = Query::parse("state == DONE sort by startTime desc limit 5", jobs.schema()).unwrap();
    let sent: DateTime = "2026-01-31T08:00:00.9+01:00".parse().unwrap();
    let message = query.lower(&jobs).unwrap().nbwss(&ID.to_uppercase(), sent, "eyJ0eXAi").unwrap();
    let expected = json!({
        "version": "1.0", "id": ID.to_uppercase(), "type": "COMMAND", "subType": "REQUEST", "timeStamp": 1_769_842_800,
        "payload": {
            "uri": "/netbackup/admin/jobs?filter=state%20eq%20%27DONE%27&sort=-startTime&page%5Blimit%5D=5",
            "method": "GET",
            "headers": {
                "Content-Type": "application/vnd.netbackup+json;version=14.0",
                "Authorization": "eyJ0eXAi"
            }
        }
    });
    assert_eq!(serde_json::to_value(&message).unwrap(), expected);
    assert_eq!(writes_back(&expected), message);
}

#[test]
fn an_application_answers_with_the_id_of_the_request() {
    let request = Message::from_json(&messages()[0].to_string()).unwrap();
    let accepted = Payload::ConnectResponse(ConnectResponse { valid: false, rest: serde_json::Map::new() });
    let answer = Message::new(&request.id, "2026-01-31T08:00:00Z".parse().unwrap(), accepted);
    assert_eq!(serde_json::to_value(&answer).unwrap(), messages()[1]);
}

#[test]
fn requests_that_cannot_be_messages_are_errors() {
    let sent: DateTime = "0001-01-01T00:00:00.5Z".parse().unwrap();
    let carry = |dialect: Dialect, path: &str, id: &str| {
        let query = Query::parse("", &Schema::open()).unwrap();
        query.lower(&dialect.endpoint(path).unwrap()).unwrap().nbwss(id, sent, "token")
    };
    assert_eq!(carry(Dialect::Netbackup, "admin/jobs", ID).unwrap().time_stamp, -62_135_596_800);
    assert_eq!(carry(Dialect::Ahv, "sessions", ID).unwrap_err(), CarryError::OtherDialect);
    for id in ["", "5", "{1b4e28ba-2fa1-41d2-883f-0016d3cca427}"] {
        assert_eq!(carry(Dialect::Netbackup, "admin/jobs", id).unwrap_err(), CarryError::Id { id: id.into() });
    }
    let alone = Query::parse("", &Schema::open()).unwrap().lower(Dialect::Netbackup).unwrap();
    assert_eq!(alone.nbwss(ID, sent, "token").unwrap_err(), CarryError::Url(UrlError::NoEndpoint));
}
