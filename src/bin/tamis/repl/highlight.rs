//! Syntax highlighting of a line at the prompt, by the library's tokens.

use tamis::editor::{KEYWORDS, Token, TokenKind, tokens};
use tamis::{Collation, Operator};

const KEYWORD: &str = "35";
const OPERATOR: &str = "36";
const TEXT: &str = "32";
const NUMBER: &str = "33";
const PARAMETER: &str = "34";
const MALFORMED: &str = "31";
const COMMENT: &str = "2";
const COMMAND: &str = "1";
const BRACKET: &str = "1;4";

/// Returns `text` as it is shown after the cursor without being typed.
pub(super) fn dim(text: &str) -> String {
    painted(COMMENT, text)
}

/// Returns `line` in colours. The bracket at or before `cursor` and its partner are marked.
pub(super) fn line(line: &str, cursor: usize) -> String {
    let start = line.len() - line.trim_start().len();
    if line[start..].starts_with(':') {
        let end = line[start..].find(char::is_whitespace).map_or(line.len(), |length| start + length);
        return format!("{}{}{}", &line[..start], painted(COMMAND, &line[start..end]), &line[end..]);
    }
    let tokens: Vec<Token> = tokens(line).collect();
    let marked = brackets(&tokens, cursor);
    let (mut out, mut written) = (String::new(), 0);
    for (index, token) in tokens.iter().enumerate() {
        let colour =
            if marked.is_some_and(|pair| pair.contains(&index)) { Some(BRACKET) } else { colour(&tokens, index, line) };
        let text = token.span.of(line);
        out.push_str(&line[written..token.span.start()]);
        match colour {
            Some(colour) => out.push_str(&painted(colour, text)),
            None => out.push_str(text),
        }
        written = token.span.end();
    }
    out.push_str(&line[written..]);
    out
}

fn painted(colour: &str, text: &str) -> String {
    format!("\x1b[{colour}m{text}\x1b[0m")
}

fn colour(tokens: &[Token], index: usize, line: &str) -> Option<&'static str> {
    match tokens[index].kind {
        TokenKind::Word => word_colour(tokens, index, line),
        TokenKind::Text => Some(TEXT),
        TokenKind::Number | TokenKind::Duration | TokenKind::Date | TokenKind::Plus | TokenKind::Minus => Some(NUMBER),
        TokenKind::Parameter => Some(PARAMETER),
        TokenKind::Operator(_) => Some(OPERATOR),
        TokenKind::And | TokenKind::Or | TokenKind::Not => Some(KEYWORD),
        TokenKind::Comment => Some(COMMENT),
        TokenKind::Malformed(_) => Some(MALFORMED),
        _ => None,
    }
}

/// Returns the colour of a word, or `None` for a property's name: a word beside a dot or before an operator.
fn word_colour(tokens: &[Token], index: usize, line: &str) -> Option<&'static str> {
    let kind = |index: Option<usize>| Some(tokens.get(index?)?.kind);
    let (before, after) = (kind(index.checked_sub(1)), kind(index.checked_add(1)));
    if before == Some(TokenKind::Dot) || matches!(after, Some(TokenKind::Dot | TokenKind::Operator(_))) {
        return None;
    }
    let word = tokens[index].span.of(line);
    let is_name_before = matches!(before, Some(TokenKind::Word | TokenKind::Name));
    let is_spelled = |spelling: &str| spelling.split(' ').any(|part| part.eq_ignore_ascii_case(word));
    if is_name_before && Operator::ALL.iter().any(|operator| is_spelled(operator.spelling())) {
        return Some(OPERATOR);
    }
    let is_collation = is_name_before && word.parse::<Collation>().is_ok();
    (is_collation || KEYWORDS.iter().any(|keyword| is_spelled(keyword))).then_some(KEYWORD)
}

/// Returns the indices of the bracket at or before the cursor and of its partner.
fn brackets(tokens: &[Token], cursor: usize) -> Option<[usize; 2]> {
    let (mut open, mut found) = (Vec::new(), None);
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::OpenGroup | TokenKind::OpenList => open.push(index),
            TokenKind::CloseGroup | TokenKind::CloseList => {
                let pair = [open.pop()?, index];
                let is_at = |index: usize| tokens[index].span.start() == cursor || tokens[index].span.end() == cursor;
                if pair.into_iter().any(is_at) {
                    found = found.or(Some(pair));
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_coloured_by_their_place() {
        let coloured = |text: &str| line(text, text.len()).replace("\x1b[", "<").replace("<0m", ">");
        assert_eq!(coloured("limit == 5 limit 5"), "limit <36m==> <33m5> <35mlimit> <33m5>");
        assert_eq!(coloured("a.and contains 'x'"), "a.and <36mcontains> <32m'x'>");
        assert_eq!(coloured("tags subset of ()"), "tags <36msubset> <36mof> <1;4m(><1;4m)>");
        assert_eq!(coloured(":load x"), "<1m:load> x");
        assert_eq!(coloured("a 'x"), "a <31m'x>");
    }

    #[test]
    fn brackets_in_quotes_are_none() {
        let text = "(a == \")\" and (b == 1))";
        let pair = |cursor: usize| brackets(&tokens(text).collect::<Vec<_>>(), cursor);
        assert_eq!(pair(0), pair(text.len()));
        assert_eq!(pair(0).map(|pair| pair[0]), Some(0));
        assert_ne!(pair(14), pair(0));
        assert_eq!(pair(3), None);
    }
}
