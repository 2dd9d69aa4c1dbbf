//! The candidates at the end of a query, by the phrase that the parser expects there.

use tamis::editor::{Expected, KEYWORDS, Malformed, Token, TokenKind, expected_at, keywords_at, tokens};
use tamis::{Collation, Field, Operator, Path, Query, Schema, Type};

use super::candidate::{Candidate, CandidateKind, Completion};
use super::context::{CursorContext, LastComparison};
use crate::session::Session;

/// A name that may come next in a path.
struct NextName<'f> {
    name: &'f str,
    field: &'f Field,
    /// `true` if there are fields inside this one.
    leads_on: bool,
}

/// The phrase that the parser expects, or `None` if nothing may follow, and the candidates for it.
#[derive(Default)]
struct ExpectedCandidates {
    expected: Option<Expected>,
    candidates: Vec<Candidate>,
}

/// A query up to the cursor.
pub(super) struct QueryPrefix<'s> {
    text: &'s str,
    tokens: Vec<Token>,
    session: &'s Session,
    schema: Schema,
}

impl<'s> QueryPrefix<'s> {
    pub(super) fn new(text: &'s str, session: &'s Session) -> Self {
        Self { text, tokens: tokens(text).collect(), session, schema: session.known() }
    }

    /// Returns the candidates for the word at the end.
    pub(super) fn complete(&self) -> Completion {
        let end = self.text.len();
        let last = self.tokens.last().filter(|token| token.span.end() == end);
        let begun = match last.map(|token| token.kind) {
            None => None,
            Some(TokenKind::Dot | TokenKind::OpenGroup | TokenKind::OpenList | TokenKind::Comma) => None,
            Some(TokenKind::And | TokenKind::Or) => None,
            Some(
                TokenKind::Word
                | TokenKind::Parameter
                | TokenKind::Operator(_)
                | TokenKind::Not
                | TokenKind::Malformed(Malformed::UnclosedText | Malformed::UnclosedName | Malformed::Parameter),
            ) => last,
            Some(_) => return Completion { start: end, candidates: Vec::new() },
        };
        let is_symbol = begun.is_some_and(|token| matches!(token.kind, TokenKind::Operator(_) | TokenKind::Not));
        let start = begun.map_or(end, |token| token.span.start());
        let typed = self.text.get(start..).unwrap_or_default();
        let continues = |candidate: &Candidate| candidate.text != typed && candidate.text.starts_with(typed);
        let ExpectedCandidates { expected, candidates } = self.candidates(start);
        let is_continued = expected == Some(Expected::Operator) && candidates.iter().any(continues);
        // A symbol that no longer operator begins with is complete.
        if is_symbol && !is_continued {
            return Completion { start: end, candidates: self.candidates(end).candidates };
        }
        Completion { start, candidates }
    }

    /// Returns the candidates at `start` for the phrase that the parser expects there.
    fn candidates(&self, start: usize) -> ExpectedCandidates {
        let text = self.text.get(..start).unwrap_or_default();
        let Some(expected) = expected_at(text, start) else { return ExpectedCandidates::default() };
        let before = self.tokens.partition_point(|token| token.span.end() <= start);
        let context = CursorContext::from_tokens(self.tokens.get(..before).unwrap_or_default(), text);
        let keywords = || keywords_at(text, start).map(|word| Candidate::new(word, CandidateKind::Keyword));
        let candidates = match expected {
            Expected::Condition => self.names(&[]).into_iter().chain(keywords()).collect(),
            Expected::SortKey => self.names(&[]),
            Expected::Name => self.names(&context.path),
            Expected::Operator => self.operators(&context),
            Expected::NegatableOperator => {
                let negatable = self.accepted(&context).filter(|operator| operator.takes_not());
                negatable.map(|operator| Candidate::new(operator.spelling(), CandidateKind::Operator)).collect()
            }
            Expected::Value | Expected::Item => self.values(&context, expected),
            Expected::Collation => {
                Collation::ALL.iter().map(|known| Candidate::new(known.spelling(), CandidateKind::Collation)).collect()
            }
            _ => keywords().collect(),
        };
        ExpectedCandidates { expected: Some(expected), candidates }
    }

    /// Returns the names after `path`, each with the type of its field.
    fn names(&self, path: &[String]) -> Vec<Candidate> {
        let mut names: Vec<NextName<'_>> = Vec::new();
        for field in self.schema.fields() {
            let mut rest = field.path().names();
            if !path.iter().all(|name| rest.next() == Some(name)) {
                continue;
            }
            match rest.next() {
                Some(name) if rest.len() == 0 => names.push(NextName { name, field, leads_on: false }),
                // The property's field was listed before the fields inside it.
                Some(name) => {
                    if let Some(known) = names.iter_mut().rev().find(|known| known.name == name) {
                        known.leads_on = true;
                    }
                }
                None => {}
            }
        }
        let candidates = names.into_iter().map(|NextName { name, field, leads_on }| {
            let dot = if leads_on { "." } else { "" };
            Candidate::new(format!("{}{dot}", Path::new([name])), CandidateKind::Field(field.ty().clone()))
        });
        candidates.collect()
    }

    /// Returns the operators that the type of the property before accepts.
    fn accepted(&self, context: &CursorContext) -> impl Iterator<Item = Operator> {
        let path = Path::new(context.path.iter().map(String::as_str));
        let ty = self.schema.field(&path).map_or(Type::Any, |field| field.ty().clone());
        Operator::ALL.iter().copied().filter(move |operator| operator.accepts(&ty))
    }

    fn operators(&self, context: &CursorContext) -> Vec<Candidate> {
        let spelled = self.accepted(context).flat_map(|operator| {
            let negated = operator.takes_not().then(|| format!("not {operator}"));
            std::iter::once(operator.to_string()).chain(negated)
        });
        spelled.map(|spelling| Candidate::new(spelling, CandidateKind::Operator)).collect()
    }

    /// Returns the values for the last comparison: enum words or texts of the rows, keywords that the checker accepts,
    /// and parameters.
    fn values(&self, context: &CursorContext, expected: Expected) -> Vec<Candidate> {
        let Some(LastComparison { path, operator }) = &context.comparison else { return Vec::new() };
        if operator.takes_list() && expected == Expected::Value {
            return vec![Candidate::new("(", CandidateKind::Value)];
        }
        let checked = self.session.target.schema();
        // A field that only the rows have is completed by its inferred type: the checker would accept any value for it.
        let schema = if self.schema.field(path).is_some() { &self.schema } else { &checked };
        let is_accepted = |word: &str| {
            let value = if operator.takes_list() { format!("({word})") } else { word.to_owned() };
            Query::parse(&format!("{path} {operator} {value}"), schema).is_ok()
        };
        let words = match checked.field(path).map(Field::ty) {
            Some(Type::Enum(known)) => known.words().map(|word| self.quoted(word, true)).collect(),
            // Texts of the rows are no enum for the checker, and need quotes.
            _ => self.session.words(path).iter().map(|word| self.quoted(word, false)).collect::<Vec<_>>(),
        };
        let words = words.into_iter().map(|word| Candidate::new(word, CandidateKind::Value));
        let keywords = KEYWORDS.iter().filter(|word| is_value(word) && is_accepted(word));
        let keywords = keywords.map(|word| Candidate::new(*word, CandidateKind::Keyword));
        let parameters =
            self.session.parameters.keys().map(|name| Candidate::new(format!("${name}"), CandidateKind::Value));
        words.chain(keywords).chain(parameters).collect()
    }

    /// Returns `word` as a value: in the quotes that are already typed, bare if that is allowed, else in double quotes.
    fn quoted(&self, word: &str, may_be_bare: bool) -> String {
        let begun = self.tokens.last().filter(|token| token.kind == TokenKind::Malformed(Malformed::UnclosedText));
        let quote = begun.and_then(|token| token.span.of(self.text).chars().next());
        let is_bare = may_be_bare && Path::new([word]).to_string() == word;
        match quote {
            None if is_bare => word.to_owned(),
            Some('\'') => format!("'{}'", word.replace('\\', r"\\").replace('\'', r"\'")),
            _ => serde_json::Value::from(word).to_string(),
        }
    }
}

/// Returns `true` if the grammar has `word` as a value, such as `true` and `null`. Other bare words are not values.
fn is_value(word: &str) -> bool {
    Query::parse(&format!("a == {word}"), &Schema::open()).is_ok()
}
