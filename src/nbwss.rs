//! The messages of the NetBackup WebSocket Service (NBWSS), which connects NetBackup and a cloud application. A request to
//! the REST API rides in a `COMMAND` message.
//!
//! After the vendor's reference guide for the releases 8.1 to 11.2. Members that it does not name are kept as they came,
//! and so is what it does not show: all of a command's response behind its headers, and what answers a notification.

mod read;

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Map;

use crate::dialect::{Request, UrlError};
use crate::value::{DateTime, Json, Uuid};

/// A message, in either direction. Read and written as JSON. What is called `rest` in it and in its payload holds none of
/// the members that have a field of their own.
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
    /// When it was sent, in seconds since 1970.
    pub time_stamp: i64,
    /// What it says.
    pub payload: Payload,
    /// Members that are not known.
    pub rest: Map<String, Json>,
}

/// What a [`Message`] says, by its `type` and `subType`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// NetBackup asks the application to accept it.
    ConnectRequest(ConnectRequest),
    /// The application answers; NetBackup closes the connection where it is not accepted.
    ConnectResponse(ConnectResponse),
    /// The application asks the REST API.
    CommandRequest(CommandRequest),
    /// The REST API answers.
    CommandResponse(CommandResponse),
    /// NetBackup tells what has happened.
    NotificationRequest(Vec<Notification>),
    /// What the application answers to that is not documented.
    NotificationResponse(Json),
}

/// The payload of a `CONNECT` request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConnectRequest {
    /// The token by which the application knows NetBackup.
    pub token: String,
    /// Members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `CONNECT` response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConnectResponse {
    /// Whether the token is the right one.
    pub valid: bool,
    /// Members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `COMMAND` request: a request to the REST API.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandRequest {
    /// The path from the root of the host on, `/netbackup/…`, with a query string where there is one; the service knows
    /// the host.
    pub uri: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// `Content-Type` and `Authorization`, the latter with nothing before the token.
    pub headers: BTreeMap<String, String>,
    /// The body, where there is one: JSON, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<String>,
    /// Members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// The payload of a `COMMAND` response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CommandResponse {
    /// Such as `date` and `server`.
    pub headers: Map<String, Json>,
    /// All else: in which form the status and the body come is not documented.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

/// A part of the payload of a `NOTIFICATION` request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// `INFO`.
    pub notification_type: String,
    /// What `data` are: `JOB` or `IMAGE`.
    pub object: String,
    /// One for each job or image: rows that a [`Program`](crate::Program) may run over.
    pub data: Vec<Json>,
    /// Members that are not known.
    #[serde(flatten)]
    pub rest: Map<String, Json>,
}

impl Message {
    /// A message of version 1.0.
    pub fn new(id: &str, sent: DateTime, payload: Payload) -> Self {
        let (version, id) = ("1.0".to_owned(), id.to_owned());
        Self { version, id, time_stamp: sent.epoch_seconds(), payload, rest: Map::new() }
    }

    /// Reads a message.
    ///
    /// # Errors
    /// Where the text is not JSON, a member that the guide names is missing or of another kind, or `type` or `subType` is a
    /// word that it does not name.
    pub fn from_json(text: &str) -> Result<Self, MessageError> {
        let json: Json = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let position = format!(" at line {line} column {column}");
            let message = error.to_string().trim_end_matches(&position).into();
            MessageError::Json { message, line, column }
        })?;
        Self::try_from(json)
    }

    /// Its JSON, on one line.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Payload {
    /// The words of `type` and `subType`.
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

/// The members in the order of the guide.
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

/// What is wrong with a text that is to be a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// It is not JSON.
    #[error("{message} at line {line} column {column}")]
    Json {
        /// What is wrong.
        message: Box<str>,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// It is other JSON than an object.
    #[error("a message is a JSON object")]
    NoObject,
    /// A member is missing.
    #[error("`{member}` is missing")]
    Missing {
        /// Its path.
        member: Box<str>,
    },
    /// A member is of another kind.
    #[error("`{member}` is not {wanted}")]
    Kind {
        /// Its path.
        member: Box<str>,
        /// What is wanted.
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

/// What keeps a request from being made a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarryError {
    /// It is a request of an API that has no such service.
    #[error("only requests to NetBackup go through its WebSocket service")]
    OtherDialect,
    /// The id is not a UUID.
    #[error("`{id}` is not a UUID")]
    Id {
        /// The id.
        id: Box<str>,
    },
    /// It has no path.
    #[error(transparent)]
    Url(#[from] UrlError),
}

impl Request {
    /// The message that asks for it through NetBackup's WebSocket service: a `COMMAND` request with the UUID `id`, sent at
    /// `sent`, authorized by `token`. That a query string rides in its `uri`, as in that of any `GET`, is assumed; the
    /// vendor's examples have none.
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
    /// Where it is a request of another API, where `id` is not a UUID, where the query was lowered to no endpoint, and where
    /// its path is still a template.
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
