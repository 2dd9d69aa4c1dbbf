//! The measured work: four filters and a sort, the rows, and the code that a person would write by hand for each
//! filter, which is the floor.

use std::collections::HashSet;

use serde_json::{Map, Value as Json, json};

/// A filter and its hand-written equivalent.
pub(crate) struct Work {
    pub(crate) name: &'static str,
    pub(crate) query: String,
    pub(crate) by_hand: Box<dyn Fn(&Json) -> bool>,
}

/// F1 to F4: equality, containment and a range, a long list, a tree.
pub(crate) fn filters() -> [Work; 4] {
    let ids: Vec<String> = (0..200).map(|listed| cluster(listed * 2)).collect();
    let list = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let listed: HashSet<String> = ids.into_iter().collect();
    [
        Work {
            name: "F1",
            query: r#"status in ("Success","Failed") and sessionType == "BackupVmJob""#.to_owned(),
            by_hand: Box::new(equality),
        },
        Work {
            name: "F2",
            query: r#"initiator.name contains "admin" collate ignorecase and progressPercent >= 20 and progressPercent <= 80"#
                .to_owned(),
            by_hand: Box::new(containment),
        },
        Work {
            name: "F3",
            query: format!("clusterId in ({list})"),
            by_hand: Box::new(move |row| text(row, "clusterId").is_some_and(|id| listed.contains(id))),
        },
        Work {
            name: "F4",
            query: r#"((status == "Failed" and durationSec > 1000) or (status == "Warning" and progressPercent < 50) or (sessionType == "RestoreVm" and initiator.domain == "corp.local") or (sessionType == "BackupVmJob" and endTimeUtc == null) or (startTimeUtc >= 2024-06-01T00:00:00Z and startTimeUtc < 2024-06-15T00:00:00Z)) and (progressPercent != 100 or durationSec < 3600)"#
                .to_owned(),
            by_hand: Box::new(tree),
        },
    ]
}

/// A filter that one row in a thousand matches.
pub(crate) fn selective() -> Work {
    Work {
        name: "selective",
        query: r#"jobName == "Nightly 0000""#.to_owned(),
        by_hand: Box::new(|row| text(row, "jobName") == Some("Nightly 0000")),
    }
}

fn text<'r>(row: &'r Json, name: &str) -> Option<&'r str> {
    row.get(name).and_then(Json::as_str)
}

fn integer(row: &Json, name: &str) -> Option<i64> {
    row.get(name).and_then(Json::as_i64)
}

fn equality(row: &Json) -> bool {
    matches!(text(row, "status"), Some("Success" | "Failed")) && text(row, "sessionType") == Some("BackupVmJob")
}

fn containment(row: &Json) -> bool {
    let name = row.get("initiator").and_then(|initiator| text(initiator, "name"));
    let is_admin = |name: &str| name.as_bytes().windows(5).any(|part| part.eq_ignore_ascii_case(b"admin"));
    name.is_some_and(is_admin) && integer(row, "progressPercent").is_some_and(|percent| (20..=80).contains(&percent))
}

fn tree(row: &Json) -> bool {
    let (status, session_type) = (text(row, "status"), text(row, "sessionType"));
    let (duration, progress) = (integer(row, "durationSec"), integer(row, "progressPercent"));
    let domain = || row.get("initiator").and_then(|initiator| text(initiator, "domain"));
    let is_open = || row.get("endTimeUtc").is_none_or(Json::is_null);
    // Every row has its times in UTC and to the second, so that their text sorts as they do.
    let starts = || text(row, "startTimeUtc");
    let is_in_june = || starts().is_some_and(|start| ("2024-06-01T00:00:00Z".."2024-06-15T00:00:00Z").contains(&start));
    ((status == Some("Failed") && duration.is_some_and(|duration| duration > 1000))
        || (status == Some("Warning") && progress.is_some_and(|progress| progress < 50))
        || (session_type == Some("RestoreVm") && domain() == Some("corp.local"))
        || (session_type == Some("BackupVmJob") && is_open())
        || is_in_june())
        && (progress != Some(100) || duration.is_some_and(|duration| duration < 3600))
}

fn cluster(number: usize) -> String {
    format!("{:08x}-7dec-11d0-a765-{:012x}", number.wrapping_mul(0x9E37_79B9) & 0xFFFF_FFFF, number * 7919)
}

/// Returns `count` rows of some 760 bytes, always the same.
pub(crate) fn rows(count: usize) -> Vec<Json> {
    let mut random = Random(0x5EED);
    (0..count).map(|number| row(number, &mut random)).collect()
}

/// Returns the rows as lines of JSON in the form of APIs: in the order of the fields, without blanks.
pub(crate) fn lines(count: usize) -> Vec<u8> {
    let mut random = Random(0x5EED);
    let mut lines = Vec::new();
    for number in 0..count {
        let row = row(number, &mut random);
        lines.push(b'{');
        for (index, name) in ORDER.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            lines.extend(format!("{comma}\"{name}\":{}", row[*name]).as_bytes());
        }
        lines.extend(b"}\n");
    }
    lines
}

/// The fields of a row in the order of the API.
const ORDER: &[&str] = &[
    "id",
    "jobName",
    "sessionType",
    "status",
    "startTimeUtc",
    "endTimeUtc",
    "durationSec",
    "progressPercent",
    "clusterId",
    "initiator",
    "objects",
    "tags",
    "message",
];

fn row(number: usize, random: &mut Random) -> Json {
    const WORDS: &[&str] =
        &["snapshot", "created", "disk", "transferred", "retention", "applied", "proxy", "of", "the"];
    let start = random.below(365 * 24 * 60);
    let (day, minute) = (start / 1440, start % 1440);
    let time = |minute: usize| {
        format!("2024-{:02}-{:02}T{:02}:{:02}:07Z", day / 31 + 1, day % 28 + 1, minute / 60, minute % 60)
    };
    let mut message = String::new();
    while message.len() < 300 {
        message.push_str(WORDS[random.below(WORDS.len())]);
        message.push(' ');
    }
    message.truncate(300);
    let user = ["admin", "Administrator", "svc-backup", "operator", "CORP-ADMIN", "jane.doe"][random.below(6)];
    let domain = ["corp.local", "lab.local"][random.below(2)];
    let objects: Vec<Json> = (0..2)
        .map(|_| json!({"name": format!("vm{:03}", random.below(1000)), "size": random.below(1 << 30)}))
        .collect();
    let fields = [
        ("id", json!(cluster(number + 1_000_000))),
        ("jobName", json!(format!("Nightly {:04}", number % 1000))),
        ("sessionType", json!(["BackupVmJob", "RestoreVm", "RescanBackups"][random.below(3)])),
        ("status", json!(["Success", "Failed", "Warning", "Running"][random.below(4)])),
        ("startTimeUtc", json!(time(minute))),
        ("endTimeUtc", if random.below(5) == 0 { Json::Null } else { json!(time((minute + 30) % 1440)) }),
        ("durationSec", json!(random.below(7200))),
        ("progressPercent", json!(if random.below(2) == 0 { 100 } else { random.below(100) })),
        ("clusterId", json!(cluster(random.below(400)))),
        ("initiator", json!({"name": user, "domain": domain, "id": random.below(5000)})),
        ("objects", Json::Array(objects)),
        ("tags", json!(["gold", "daily"])),
        ("message", json!(message)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

/// A small linear congruential generator, so that the rows are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// Returns a query of at most `size` bytes, and nearly that many: ordinary comparisons, joined by `or`.
pub(crate) fn terms(size: usize) -> String {
    let mut text = String::with_capacity(size);
    for number in 0.. {
        let term = match number % 3 {
            0 => format!("name == \"vm{number}\""),
            1 => format!("progressPercent < {number}"),
            _ => format!("initiator.domain contains \"corp{number}\" collate ignorecase"),
        };
        if text.len() + term.len() + 4 > size {
            return text;
        }
        if number > 0 {
            text.push_str(" or ");
        }
        text.push_str(&term);
    }
    text
}

/// Compares two rows by values that are looked up in each comparison.
pub(crate) fn by_name_and_duration(a: &Json, b: &Json) -> std::cmp::Ordering {
    let key = |row| text(row, "jobName").unwrap_or_default();
    let compare = |a, b| tamis::Collation::Lexicographic.compare(a, b);
    let by_name = compare(key(a), key(b));
    by_name.then_with(|| integer(b, "durationSec").cmp(&integer(a, "durationSec")))
}

/// Returns `count` rows that have only a name, in no order.
pub(crate) fn names(count: usize) -> Vec<Json> {
    const STEMS: &[&str] = &["vm", "VM", "sql-prod", "SQL-Prod", "web.frontend", "Backup Job"];
    let mut random = Random(7);
    let name = |random: &mut Random| format!("{}{}", STEMS[random.below(STEMS.len())], random.below(count));
    (0..count).map(|_| json!({ "name": name(&mut random) })).collect()
}
