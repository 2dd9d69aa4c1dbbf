//! `:help`: text generated from the tables of commands, operators and collations.

use tamis::{Collation, Operator, Type};

use super::Outcome;
use super::command::{self, ALL, SessionCommand};
use crate::failure::Failure;

/// A topic of the help besides the commands. Its examples are lines that work as they are.
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
            "text needs quotes, except a word of an enum; numbers may have a unit (500GB, 10GiB); \
             dates, durations and relative times have no quotes; `$name` is a parameter"
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
        text: || "after the filter, or without one; each at most once".to_owned(),
        examples: &["sort by startTimeUtc desc, name", "state == \"Finished\" sort by name offset 1 limit 2"],
    },
];

/// Returns the names of all commands and topics.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|command| command.name).chain(TOPICS.iter().map(|topic| topic.name))
}

/// Returns the examples of all commands and topics, each for a new session.
#[cfg(test)]
pub(super) fn examples() -> impl Iterator<Item = &'static [&'static str]> {
    ALL.iter().map(|command| command.examples).chain(TOPICS.iter().map(|topic| topic.examples))
}

/// Returns the help on a topic or command, or an overview.
pub(super) fn help(topic: &str) -> Result<Outcome<'static>, Failure> {
    if topic.is_empty() {
        return Ok(Outcome::text(overview()));
    }
    if let Some(topic) = TOPICS.iter().find(|known| known.name.starts_with(topic)) {
        return Ok(Outcome::text(format!("{}: {}{}", topic.name, (topic.text)(), indented(topic.examples))));
    }
    let command = command::find(topic.trim_start_matches(':')).map_err(|_| {
        let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
        let help = format_args!("the topics are {}, and each command", topics.join(", ")).to_string();
        Failure::with_help(format_args!("no topic `{topic}`"), help)
    })?;
    Ok(Outcome::text(format!("{}  {}{}", usage(command), command.summary, indented(command.examples))))
}

fn overview() -> String {
    let width = ALL.iter().map(|command| usage(command).len()).max().unwrap_or(0);
    let commands = ALL.iter().map(|command| format!("\n  {:width$}  {}", usage(command), command.summary));
    let queries = ["name contains \"web\" sort by name limit 5", "startTimeUtc > now - 7d"];
    let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    format!(
        "a query shows the matching rows if rows are loaded, else its request:{}\n\
         commands, which can be shortened:{}\n\
         Tab completes. Topics: {}, and each command",
        indented(&queries),
        commands.collect::<String>(),
        topics.join(", ")
    )
}

/// Returns a command with its argument.
fn usage(command: &SessionCommand) -> String {
    format!(":{} {}", command.name, command.argument).trim_end().to_owned()
}

fn indented(examples: &[&str]) -> String {
    examples.iter().map(|example| format!("\n  {example}")).collect()
}

fn operators() -> String {
    let types = [Type::Text, Type::Integer, Type::DateTime, Type::Boolean, Type::array(Type::Text)];
    let lines = Operator::ALL.iter().map(|operator| {
        let accepted: Vec<String> = types.iter().filter(|ty| operator.accepts(ty)).map(ToString::to_string).collect();
        format!("\n  {:11}  {}", operator.spelling(), accepted.join(", "))
    });
    format!(
        "the types they compare (`==`, `!=` and `in` compare arrays with null only); `not` may precede `in`, `contains` and a condition{}",
        lines.collect::<String>()
    )
}

fn collations() -> String {
    let known: Vec<&str> = Collation::ALL.iter().map(|collation| collation.spelling()).collect();
    format!("how text is compared: {}; with the last, `vm2` is before `VM10`", known.join(", "))
}
