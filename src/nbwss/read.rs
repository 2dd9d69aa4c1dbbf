//! Parsing of messages: the members that the guide names are removed from the JSON, and the others are kept.

use serde_json::Map;

use super::{
    CommandRequest, CommandResponse, ConnectRequest, ConnectResponse, Message, MessageError, Notification, Payload,
};
use crate::value::Json;

impl TryFrom<Json> for Message {
    type Error = MessageError;

    fn try_from(json: Json) -> Result<Self, MessageError> {
        let Json::Object(members) = json else { return Err(MessageError::NoObject) };
        let mut members = MessageMembers { within: "", members };
        let (version, id) = (members.text("version")?, members.text("id")?);
        let time_stamp = members.take("timeStamp")?;
        let time_stamp = time_stamp.as_i64().ok_or_else(|| wrong_kind("timeStamp", "a whole number of seconds"))?;
        let (kind, sub_kind) = (members.text("type")?, members.text("subType")?);
        let payload = payload(&kind, &sub_kind, members.take("payload")?)?;
        Ok(Self { version, id, time_stamp, payload, rest: members.members })
    }
}

fn payload(kind: &str, sub_kind: &str, json: Json) -> Result<Payload, MessageError> {
    Ok(match (kind, sub_kind) {
        ("CONNECT", "REQUEST") => {
            let mut members = object(json)?;
            Payload::ConnectRequest(ConnectRequest { token: members.text("token")?, rest: members.members })
        }
        ("CONNECT", "RESPONSE") => {
            let mut members = object(json)?;
            let valid = members.take("valid")?.as_bool().ok_or_else(|| wrong_kind("payload.valid", "a boolean"))?;
            Payload::ConnectResponse(ConnectResponse { valid, rest: members.members })
        }
        ("COMMAND", "REQUEST") => Payload::CommandRequest(command(object(json)?)?),
        ("COMMAND", "RESPONSE") => {
            let mut members = object(json)?;
            Payload::CommandResponse(CommandResponse { headers: members.object("headers")?, rest: members.members })
        }
        ("NOTIFICATION", "REQUEST") => {
            let Json::Array(items) = json else { return Err(wrong_kind("payload", "an array")) };
            Payload::NotificationRequest(items.into_iter().map(notification).collect::<Result<_, _>>()?)
        }
        ("NOTIFICATION", "RESPONSE") => Payload::NotificationResponse(json),
        ("CONNECT" | "COMMAND" | "NOTIFICATION", word) => {
            return Err(MessageError::UnknownWord { member: "subType", word: word.into() });
        }
        (word, _) => return Err(MessageError::UnknownWord { member: "type", word: word.into() }),
    })
}

fn command(mut members: MessageMembers) -> Result<CommandRequest, MessageError> {
    let header = |(name, value): (String, Json)| match value {
        Json::String(text) => Ok((name, text)),
        _ => Err(wrong_kind(&format!("payload.headers.{name}"), "text")),
    };
    Ok(CommandRequest {
        uri: members.text("uri")?,
        method: members.text("method")?,
        headers: members.object("headers")?.into_iter().map(header).collect::<Result<_, _>>()?,
        parameters: match members.members.get("parameters") {
            Some(Json::String(_)) => Some(members.text("parameters")?),
            // Missing, or of an unknown kind: kept as it is.
            _ => None,
        },
        rest: members.members,
    })
}

fn notification(json: Json) -> Result<Notification, MessageError> {
    let mut members = object(json)?;
    let (notification_type, object) = (members.text("notificationType")?, members.text("object")?);
    let Json::Array(data) = members.take("data")? else { return Err(wrong_kind("payload.data", "an array")) };
    Ok(Notification { notification_type, object, data, rest: members.members })
}

/// The members of an object that have not been removed yet.
struct MessageMembers {
    /// The prefix of their names in error messages.
    within: &'static str,
    members: Map<String, Json>,
}

/// Returns the members of the payload, or of a part of it.
fn object(payload: Json) -> Result<MessageMembers, MessageError> {
    match payload {
        Json::Object(members) => Ok(MessageMembers { within: "payload.", members }),
        _ => Err(wrong_kind("payload", "an object")),
    }
}

impl MessageMembers {
    fn take(&mut self, name: &str) -> Result<Json, MessageError> {
        let missing = || MessageError::Missing { member: format!("{}{name}", self.within).into() };
        self.members.remove(name).ok_or_else(missing)
    }

    fn text(&mut self, name: &str) -> Result<String, MessageError> {
        match self.take(name)? {
            Json::String(text) => Ok(text),
            _ => Err(wrong_kind(&format!("{}{name}", self.within), "text")),
        }
    }

    fn object(&mut self, name: &str) -> Result<Map<String, Json>, MessageError> {
        match self.take(name)? {
            Json::Object(members) => Ok(members),
            _ => Err(wrong_kind(&format!("{}{name}", self.within), "an object")),
        }
    }
}

fn wrong_kind(member: &str, wanted: &'static str) -> MessageError {
    MessageError::Kind { member: member.into(), wanted }
}
