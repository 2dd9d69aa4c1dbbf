//! The rows of event collections: alerts, notifications, audits.

use super::listing::{COMPARISONS, ROWS, choice, hidden, line, schema};
use crate::schema::Schema;
use crate::ty::Type;

/// Returns the schema of alerts. Rows have no `alertId`; it is not documented whether it is their `id`.
pub(in super::super) fn alerts() -> Schema {
    let sorted = "alertId category context descriptionId titleId subCategory severity systemDefined createdDateTime";
    let lines = [
        hidden(line(COMPARISONS, Type::Integer, "alertId")),
        choice("eq ne", "INFO WARNING ERROR", "severity"),
        choice("eq ne", "JOB", "category"),
        line("eq ne", Type::Text, "subCategory"),
        line(COMPARISONS, Type::DateTime, "createdDateTime"),
        line(ROWS, Type::Integer, "titleId descriptionId"),
        line(ROWS, Type::Text, "title description context"),
        line(ROWS, Type::Boolean, "systemDefined"),
        line(ROWS, Type::array(Type::Text), "tags"),
        line(ROWS, Type::Any, "params"),
    ];
    schema("manage/alerts", sorted, lines)
}

pub(in super::super) fn notifications() -> Schema {
    let texts = "id notificationType notificationId producerName producerId producerType producerSubType";
    let sorted = format!("{texts} priority severity createdDateTime version displayString namespace");
    let lines = [
        line("eq ne lt gt le ge contains startswith endswith", Type::Text, texts),
        choice("eq ne", "LOW MEDIUM HIGH", "priority"),
        choice("eq ne", "CRITICAL ERROR WARNING INFO DEBUG RCA", "severity"),
        line(COMPARISONS, Type::DateTime, "createdDateTime"),
        line(ROWS, Type::Any, "extendedAttributes"),
        line(ROWS, Type::Text, "version displayString namespace"),
    ];
    schema("eventlog/notifications", &sorted, lines)
}

/// Returns the schema of audits. The number of an audit is text in rows; its user is in `auditUserIdentity`, an object
/// in the vendor's model and an array in the example next to it.
pub(in super::super) fn audits() -> Schema {
    let user = "auditUserIdentity.domainName auditUserIdentity.userName";
    let sorted = format!("id category operation auditDateTime {user}");
    let lines = [
        hidden(line(COMPARISONS, Type::Integer, "id")),
        line("eq ne", Type::Text, "category operation"),
        hidden(line("eq ne", Type::Text, "userName domainName")),
        line("lt gt", Type::DateTime, "auditDateTime"),
        hidden(line(ROWS, Type::Text, user)),
        line(ROWS, Type::Integer, "messageId"),
        line(ROWS, Type::Text, "message reason"),
    ];
    schema("security/auditlogs", &sorted, lines)
}
