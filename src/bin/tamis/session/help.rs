//! What `:help` shows, made of the real tables.

use tamis::{Collation, Operator, Type};

use super::command::{self, ALL, Command};
use super::{Outcome, Session};
use crate::failure::Failure;

/// What is explained besides the commands: a name, what is said, and lines that can be typed as they stand.
struct Topic {
    name: &'static str,
    text: fn() -> String,
    examples: &'static [&'static str],
}

const TOPICS: &[Topic] = &[
    Topic {
        name: "operators",
        text: operators,
        examples: &[
            "name contains \"web\"",
            "objectsCount >= 3 and not state == \"Running\"",
            "state in (\"Running\", \"Finished\")",
        ],
    },
    Topic {
        name: "values",
        text: || {
            "a text stands in quotes, also a word unless the property is an enum; numbers may have a unit (500GB, 10GiB); \
             dates, durations and moments stand bare; `$name` is a parameter"
                .to_owned()
        },
        examples: &["startTimeUtc >= 2026-01-31", "finishTimeUtc == null", "startTimeUtc < now - 12h"],
    },
    Topic {
        name: "collations",
        text: collations,
        examples: &["name contains \"WEB\" collate ignorecase", "sort by name collate lexicographic"],
    },
    Topic {
        name: "clauses",
        text: || "behind the filter, or without one, each at most once".to_owned(),
        examples: &["sort by startTimeUtc desc, name", "state == \"Finished\" sort by name offset 1 limit 2"],
    },
];

/// What help can be asked about.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|command| command.name).chain(TOPICS.iter().map(|topic| topic.name))
}

/// The examples of all topics and commands, each a session of its own.
#[cfg(test)]
pub(super) fn examples() -> impl Iterator<Item = &'static [&'static str]> {
    ALL.iter().map(|command| command.examples).chain(TOPICS.iter().map(|topic| topic.examples))
}

pub(super) fn help<'s>(_: &'s mut Session, topic: &str) -> Result<Outcome<'s>, Failure> {
    if topic.is_empty() {
        return Ok(Outcome::text(overview()));
    }
    if let Some(topic) = TOPICS.iter().find(|known| known.name.starts_with(topic)) {
        return Ok(Outcome::text(format!("{}: {}{}", topic.name, (topic.text)(), listed(topic.examples))));
    }
    let command = command::find(topic.trim_start_matches(':')).map_err(|_| {
        let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
        let help = format_args!("there are {}, and each command", topics.join(", ")).to_string();
        Failure::with_help(format_args!("no topic `{topic}`"), help)
    })?;
    Ok(Outcome::text(format!("{}  {}{}", form(command), command.summary, listed(command.examples))))
}

fn overview() -> String {
    let width = ALL.iter().map(|command| form(command).len()).max().unwrap_or(0);
    let commands = ALL.iter().map(|command| format!("\n  {:width$}  {}", form(command), command.summary));
    let queries = ["name contains \"web\" sort by name limit 5", "startTimeUtc > now - 7d"];
    let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    format!(
        "a query shows the rows that match where rows are loaded, else its request:{}\n\
         commands, of which the beginning will do:{}\n\
         Tab completes. Topics: {}, and each command",
        listed(&queries),
        commands.collect::<String>(),
        topics.join(", ")
    )
}

fn form(command: &Command) -> String {
    format!(":{} {}", command.name, command.argument).trim_end().to_owned()
}

fn listed(examples: &[&str]) -> String {
    examples.iter().map(|example| format!("\n  {example}")).collect()
}

fn operators() -> String {
    let types = [Type::Text, Type::Integer, Type::DateTime, Type::Boolean, Type::array(Type::Text)];
    let lines = Operator::ALL.iter().map(|operator| {
        let taken: Vec<String> = types.iter().filter(|ty| operator.accepts(ty)).map(ToString::to_string).collect();
        format!("\n  {:11}  {}", operator.spelling(), taken.join(", "))
    });
    format!(
        "what they compare, arrays by `==` `!=` `in` with null alone; `not` may stand before `in`, `contains` and a whole part{}",
        lines.collect::<String>()
    )
}

fn collations() -> String {
    let known: Vec<&str> = Collation::ALL.iter().map(|collation| collation.spelling()).collect();
    format!("how text is compared: {}; `vm2` is before `VM10` under the last", known.join(", "))
}
