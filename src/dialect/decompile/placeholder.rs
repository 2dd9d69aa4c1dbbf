//! Placeholders for values that are still to be filled in, as in scripts, templates and manuals.

/// Returns the placeholder at the beginning of `text`, which is not quoted: `$(…)`, `${…}`, `$name`, `{{…}}`, `{name}`,
/// `<…>`.
pub(in crate::dialect) fn placeholder(text: &str) -> Option<&str> {
    let closed = |open: &str, close: &str| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(close).filter(|end| *end > 0)?;
        text.get(..open.len().saturating_add(end).saturating_add(close.len()))
    };
    let marked = [("${", "}"), ("{{", "}}"), ("<", ">")].into_iter().find_map(|(open, close)| closed(open, close));
    let braced = || {
        let inner = text.strip_prefix('{')?;
        let name = inner.get(..inner.find('}')?).filter(|name| is_name(name))?;
        text.get(..name.len().saturating_add(2))
    };
    marked.or_else(|| expression(text)).or_else(|| variable(text)).or_else(braced)
}

/// Returns the placeholder that is all of `text`, which was quoted, or one inside it of a form that is unlikely in
/// other text: `$(…)`, `${…}` and `{{…}}`.
pub(in crate::dialect) fn placeholder_in(text: &str) -> Option<&str> {
    let trimmed = text.trim();
    let is_whole = |found: &&str| found.len() == trimmed.len();
    let is_bracketed = trimmed.starts_with('<') && trimmed.ends_with('>') && trimmed.len() > 2;
    if is_bracketed {
        return Some(trimmed);
    }
    if let Some(found) = placeholder(trimmed).filter(is_whole) {
        return Some(found);
    }
    ["$(", "${", "{{"].into_iter().filter_map(|open| text.get(text.find(open)?..)).find_map(placeholder)
}

/// Returns the placeholder `$(…)` at the beginning of `text`, with balanced parentheses inside.
fn expression(text: &str) -> Option<&str> {
    let mut open = 0_usize;
    for (at, character) in text.strip_prefix('$')?.char_indices() {
        match character {
            '(' => open = open.saturating_add(1),
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return text.get(..at.saturating_add(2)).filter(|_| character == ')');
        }
    }
    None
}

/// Returns the placeholder `$name` at the beginning of `text`, perhaps with a member.
fn variable(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$').filter(|name| name.starts_with(starts_name))?;
    let end = name.find(|character: char| !continues_name(character)).unwrap_or(name.len());
    text.get(..end.saturating_add(1))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(continues_name)
}

fn starts_name(character: char) -> bool {
    character == '_' || character.is_ascii_alphabetic()
}

fn continues_name(character: char) -> bool {
    matches!(character, '_' | '.') || character.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{placeholder, placeholder_in};

    #[test]
    fn placeholders_are_distinguished_from_text() {
        for (text, found) in [
            ("$($job.instanceUid)}", "$($job.instanceUid)"),
            ("$(f(x)), 1", "$(f(x))"),
            ("${id}]", "${id}"),
            ("$CompanyUid'", "$CompanyUid"),
            ("<value>,", "<value>"),
            ("{{ uid }}", "{{ uid }}"),
            ("{jobId} and", "{jobId}"),
        ] {
            assert_eq!(placeholder(text), Some(found), "{text}");
        }
        for text in ["$", "$(", "$5", "${}", "<>", "{}", "{a b}", "x$y", ""] {
            assert_eq!(placeholder(text), None, "{text}");
        }
        for (text, found) in [
            ("<User name>", "<User name>"),
            ("<subschema>.<property>", "<subschema>.<property>"),
            ("urn:vcloud:vm:$($vm.id)", "$($vm.id)"),
            ("Job ${n} of {{m}}", "${n}"),
            (" {0} ", "{0}"),
            ("$job.name", "$job.name"),
        ] {
            assert_eq!(placeholder_in(text), Some(found), "{text}");
        }
        for text in
            ["a < b > c", "cost $5", "$x and $y", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", "$", "{}", "", "x{0}"]
        {
            assert_eq!(placeholder_in(text), None, "{text}");
        }
    }
}
