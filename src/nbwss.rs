//! The messages of the NetBackup WebSocket Service (NBWSS), which connects NetBackup and a cloud application. A
//! `COMMAND` message carries a request to the REST API.
//!
//! The forms are those of the vendor's reference guide for the releases 8.1 to 11.2. Members that it does not name are
//! kept as they are. So is everything that it does not show: a command's response after its headers, and the response
//! to a notification.

mod read;

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Map;

use crate::dialect::{Request, UrlError};
use crate::value::{DateTime, Json, Uuid};

/// A message, in either direction, read and written as JSON. The `rest` of a message and of its payload holds the
/// members that have no field of their own.
///
/// ```
/// use tamis::nbwss::{Message, Payload};
/// let message = Message::from_json(r#"{
///     "version": "1.0", "id": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "type": "CONNECT", "subType": "RESPONSE",
///     "timeStamp": 1769846400, "payload": {"valid": true}
/// }"#)?;
/// assert!(matches!(message.payload, Payload::ConnectResponse(ref response) if response.valid));
/// # Ok::<(), tamis::nbwss::MessageError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Json")]
pub struct Message {
    /// The version of the format: `1.0`.
    pub version: String,
    /// A UUID; a response has that of its request.
    pub id: String,
    /// The time when it was sent, in seconds since 1970.
    pub time_stamp: i64,
    /// The content.
    pub payload: Payload,
    /// The members that are not known.
    pub rest: Map<String, Json>,
}

/// The content of a [`Message`], by its `type` and `subType`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// NetBackup requests a connection.
    ConnectRequest(ConnectRequest),
    /// The application accepts or refuses it; NetBackup closes a refused connection.
    ConnectResponse(ConnectResponse),
    /// The application sends a request to the REST API.
    CommandRequest(CommandRequest),
    /// The REST API answers.
    CommandResponse(CommandResponse),
    /// NetBackup reports events.
    NotificationRequest(Vec<Notification>),
    /// The application's response to a notification, whose form is not documented.
    NotificationResponse(Json),
}

/// The payload of a `CONNECT` request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConnectRequest {
    /// The token by which the application recognizes NetBackup.
    pub token: String,
    /// The members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `CONNECT` response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConnectResponse {
    /// `true` if the application accepts the token.
    pub valid: bool,
    /// The members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `COMMAND` request: a request to the REST API.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandRequest {
    /// The path from the root of the host, `/netbackup/…`, with a query string if there is one; the service knows the
    /// host.
    pub uri: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// `Content-Type` and `Authorization`, the latter with the token alone.
    pub headers: BTreeMap<String, String>,
    /// The body, if there is one: JSON, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<String>,
    /// The members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `COMMAND` response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandResponse {
    /// The headers, such as `date` and `server`.
    pub headers: Map<String, Json>,
    /// All other members: the form of the status and the body is not documented.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// A part of the payload of a `NOTIFICATION` request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// `INFO`.
    pub notification_type: String,
    /// The kind of `data`: `JOB` or `IMAGE`.
    pub object: String,
    /// One item for each job or image: rows that a [`Program`](crate::Program) may run over.
    pub data: Vec<Json>,
    /// The members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

impl Message {
    /// Creates a message of version 1.0.
    pub fn new(id: &str, sent: DateTime, payload: Payload) -> Self {
        let (version, id) = ("1.0".to_owned(), id.to_owned());
        Self { version, id, time_stamp: sent.epoch_seconds(), payload, rest: Map::new() }
    }

    /// Parses a message.
    ///
    /// # Errors
    /// Returns a [`MessageError`] if the text is not JSON, if a member that the guide names is missing or of another
    /// kind, or if `type` or `subType` is an unknown word.
    pub fn from_json(text: &str) -> Result<Self, MessageError> {
        let json: Json = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let position = format!(" at line {line} column {column}");
            let message = error.to_string().trim_end_matches(&position).into();
            MessageError::Json { message, line, column }
        })?;
        Self::try_from(json)
    }

    /// Returns the message as JSON, on one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Payload {
    /// Returns the words of `type` and `subType`.
    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::ConnectRequest(_) => ("CONNECT", "REQUEST"),
            Self::ConnectResponse(_) => ("CONNECT", "RESPONSE"),
            Self::CommandRequest(_) => ("COMMAND", "REQUEST"),
            Self::CommandResponse(_) => ("COMMAND", "RESPONSE"),
            Self::NotificationRequest(_) => ("NOTIFICATION", "REQUEST"),
            Self::NotificationResponse(_) => ("NOTIFICATION", "RESPONSE"),
        }
    }
}

/// Writes the members in the order of the guide.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, sub_kind) = self.payload.words();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &self.version)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("type", kind)?;
        map.serialize_entry("subType", sub_kind)?;
        map.serialize_entry("timeStamp", &self.time_stamp)?;
        match &self.payload {
            Payload::ConnectRequest(payload) => map.serialize_entry("payload", payload)?,
            Payload::ConnectResponse(payload) => map.serialize_entry("payload", payload)?,
            Payload::CommandRequest(payload) => map.serialize_entry("payload", payload)?,
            Payload::CommandResponse(payload) => map.serialize_entry("payload", payload)?,
            Payload::NotificationRequest(payload) => map.serialize_entry("payload", payload)?,
            Payload::NotificationResponse(payload) => map.serialize_entry("payload", payload)?,
        }
        for (name, value) in &self.rest {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The reason why a text is not a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// The text is not JSON.
    #[error("{message} at line {line} column {column}")]
    Json {
        /// The syntax error.
        message: Box<str>,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// The text is JSON other than an object.
    #[error("a message is a JSON object")]
    NoObject,
    /// A member is missing.
    #[error("`{member}` is missing")]
    Missing {
        /// The path of the member.
        member: Box<str>,
    },
    /// A member is of another kind.
    #[error("`{member}` is not {wanted}")]
    Kind {
        /// The path of the member.
        member: Box<str>,
        /// The expected kind.
        wanted: &'static str,
    },
    /// `type` or `subType` is another word.
    #[error("`{member}` has the unknown word `{word}`")]
    UnknownWord {
        /// `type` or `subType`.
        member: &'static str,
        /// The word.
        word: Box<str>,
    },
}

/// The reason why a request cannot be made a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// The request is for an API that has no such service.
    #[error("only requests to NetBackup go through its WebSocket service")]
    OtherDialect,
    /// The id is not a UUID.
    #[error("`{id}` is not a UUID")]
    Id {
        /// The id.
        id: Box<str>,
    },
    /// The request has no URL.
    #[error(transparent)]
    Url(#[from] UrlError),
}

impl Request {
    /// Returns the message that sends the request through NetBackup's WebSocket service: a `COMMAND` request with the
    /// UUID `id`, sent at `sent`, authorized by `token`. Its `uri` carries the query string, as in any `GET`; that is
    /// an assumption, as the vendor's examples have none.
    ///
    /// ```
    /// use tamis::{DateTime, Dialect, Query};
    /// let jobs = Dialect::Netbackup.endpoint("admin/jobs")?;
    /// let request = Query::parse("state == DONE", jobs.schema())?.lower(&jobs)?;
    /// let sent: DateTime = "2026-01-31T08:00:00Z".parse()?;
    /// let message = request.nbwss("1b4e28ba-2fa1-41d2-883f-0016d3cca427", sent, "eyJ0eXAi")?;
    /// assert!(message.to_json().contains(r#""uri":"/netbackup/admin/jobs?filter=state%20eq%20%27DONE%27""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Returns a [`CarryError`] if the request is for another API, if `id` is not a UUID, if the query was not lowered
    /// to an endpoint, or if its path is still a template.
    pub fn nbwss(&self, id: &str, sent: DateTime, token: &str) -> Result<Message, CarryError> {
        let media_type = self.media_type_on_websocket().ok_or(CarryError::OtherDialect)?;
        let is_uuid = Uuid::read(id).is_some() && !id.starts_with('{');
        if !is_uuid {
            return Err(CarryError::Id { id: id.into() });
        }
        let headers = [("Content-Type", media_type), ("Authorization", token)];
        let payload = CommandRequest {
            uri: self.uri()?,
            method: self.method().to_string(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            parameters: self.body().map(str::to_owned),
            rest: Map::new(),
        };
        Ok(Message::new(id, sent, Payload::CommandRequest(payload)))
    }
}
