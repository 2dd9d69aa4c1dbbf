//! The naive evaluator, called the twin: a second implementation of queries over rows, written from the definitions in
//! `docs/semantics.md` alone and as plainly as possible, to compare the real one with. Speed is no concern.

use std::cmp::Ordering;

use serde_json::Value as Json;
use tamis::tree::{Anchor, Comparison, Direction, Filter, FilterKind, Operand, SortKey, Term, TermKind};
use tamis::{Collation, EpochUnit, Number, Operator, Query, Type, Value};

const NANOS: i128 = 1_000_000_000;
const DAY: i128 = 86_400 * NANOS;

/// An evaluator of queries whose parameters are bound, with a clock of its own for `now` and `today`.
pub(crate) struct Twin {
    /// The collation of comparisons and sort keys without one.
    collation: Collation,
    now: i128,
    today: i128,
}

/// The meaning of a query's value.
enum Literal {
    Null,
    Boolean(bool),
    Number(Exact),
    Text(String),
    Instant(i128),
    Length(i128),
    Uuid(String),
}

impl Twin {
    /// Returns a twin whose clock shows `now`, a text of RFC 3339, in a zone `seconds_ahead` of UTC.
    pub(crate) fn new(collation: Collation, now: &str, seconds_ahead: i128) -> Self {
        let now = instant(now).expect("an instant of RFC 3339");
        let offset = seconds_ahead * NANOS;
        Self { collation, now, today: (now + offset).div_euclid(DAY) * DAY - offset }
    }

    /// Returns the indexes of the rows that `query` selects, in its order, between its offset and its limit.
    pub(crate) fn run(&self, query: &Query, rows: &[Json]) -> Vec<usize> {
        let mut selected: Vec<usize> = Vec::new();
        for place in (0..rows.len()).filter(|place| self.matches(query.filter(), &rows[*place])) {
            let goes_before = |other: &usize| self.key_order(query.sort_keys(), &rows[place], &rows[*other]).is_lt();
            let at = selected.iter().position(goes_before).unwrap_or(selected.len());
            selected.insert(at, place);
        }
        let offset = query.page().offset.map_or(0, |offset| offset.node);
        let limit = query.page().limit.map_or(u64::MAX, |limit| limit.node);
        let skipped = selected.into_iter().zip(0_u64..).filter(|(_, nth)| *nth >= offset).map(|(place, _)| place);
        skipped.zip(0_u64..).filter(|(_, nth)| *nth < limit).map(|(place, _)| place).collect()
    }

    pub(crate) fn matches(&self, filter: &Filter, row: &Json) -> bool {
        let holding = |items: &[Filter]| items.iter().filter(|item| self.matches(item, row)).count();
        match &filter.kind {
            FilterKind::Constant(constant) => *constant,
            FilterKind::Comparison(comparison) => self.holds(comparison, row),
            FilterKind::Not(operand) => !self.matches(operand, row),
            FilterKind::And(items) => holding(items) == items.len(),
            FilterKind::Or(items) => holding(items) > 0,
            FilterKind::Xor(items) => holding(items) == 1,
            unknown => panic!("the twin does not know {unknown:?}"),
        }
    }

    pub(crate) fn holds(&self, comparison: &Comparison, row: &Json) -> bool {
        let ty = comparison.field.ty();
        let collation = comparison.collation.map_or(self.collation, |collation| collation.node);
        let row = at(row, comparison.field.path().names());
        let literals: Vec<Literal> = comparison.operand.terms().iter().map(|term| self.literal(term)).collect();
        let ordered = |accepted: fn(Ordering) -> bool| order(ty, row, &literals[0], collation).is_some_and(accepted);
        match (comparison.operator.node, &comparison.operand) {
            (Operator::Equal, Operand::One(_)) => equal(ty, row, &literals[0], collation),
            (Operator::NotEqual, Operand::One(_)) => !equal(ty, row, &literals[0], collation),
            (Operator::Less, Operand::One(_)) => ordered(Ordering::is_lt),
            (Operator::LessEqual, Operand::One(_)) => ordered(Ordering::is_le),
            (Operator::Greater, Operand::One(_)) => ordered(Ordering::is_gt),
            (Operator::GreaterEqual, Operand::One(_)) => ordered(Ordering::is_ge),
            (Operator::In, Operand::List(_)) => literals.iter().any(|literal| equal(ty, row, literal, collation)),
            (Operator::Contains, Operand::One(_)) => contains(ty, row, &literals[0], collation),
            (Operator::StartsWith, Operand::One(_)) => affixed(row, &literals[0], collation, |cut, text| &text[..cut]),
            (Operator::EndsWith, Operand::One(_)) => affixed(row, &literals[0], collation, |cut, text| &text[cut..]),
            (Operator::Subset, Operand::List(_)) => elements(row).is_some_and(|elements| {
                let listed = |element| literals.iter().any(|literal| member(ty, element, literal, collation));
                elements.iter().all(listed)
            }),
            (Operator::Superset, Operand::List(_)) => elements(row).is_some_and(|elements| {
                let held = |literal| elements.iter().any(|element| member(ty, element, literal, collation));
                literals.iter().all(held)
            }),
            (operator, operand) => panic!("the twin does not know {operator} with {operand:?}"),
        }
    }

    fn literal(&self, term: &Term) -> Literal {
        match &term.kind {
            TermKind::Known { value: Value::Null, .. } => Literal::Null,
            TermKind::Known { value: Value::Boolean(boolean), .. } => Literal::Boolean(*boolean),
            TermKind::Known { value: Value::Number(number), .. } => Literal::Number(Exact::from_literal(number)),
            TermKind::Known { value: Value::Text(text), .. } => Literal::Text(text.to_string()),
            TermKind::Known { value: Value::DateTime(moment), .. } => {
                Literal::Instant(instant(&moment.to_string()).expect("a date-time is shown as RFC 3339"))
            }
            TermKind::Known { value: Value::Duration(length), .. } => Literal::Length(length.as_nanos()),
            TermKind::Known { value: Value::Uuid(id), .. } => Literal::Uuid(id.to_string()),
            TermKind::RelativeTime(time) => {
                let start = match time.anchor {
                    Anchor::Now => self.now,
                    Anchor::Today => self.today,
                };
                let offset = time.offset.map_or(0, |offset| match offset.direction {
                    Direction::Before => -offset.length.as_nanos(),
                    Direction::After => offset.length.as_nanos(),
                });
                Literal::Instant(start + offset)
            }
            unknown => panic!("the twin does not know {unknown:?}"),
        }
    }

    /// Returns the order of two rows by `keys`.
    pub(crate) fn key_order(&self, keys: &[SortKey], a: &Json, b: &Json) -> Ordering {
        for key in keys {
            let (a, b) = (at(a, key.field.path().names()), at(b, key.field.path().names()));
            let collation = key.collation.map_or(self.collation, |collation| collation.node);
            let order = sort_order(key.field.ty(), a, b, collation);
            if order.is_ne() {
                return if key.descending { order.reverse() } else { order };
            }
        }
        Ordering::Equal
    }
}

/// Returns the value at a path; null if a member is missing, or the path leads through anything but objects.
fn at<'r, 'n>(row: &'r Json, names: impl Iterator<Item = &'n str>) -> &'r Json {
    const NULL: &Json = &Json::Null;
    names.fold(row, |json, name| json.as_object().and_then(|members| members.get(name)).unwrap_or(NULL))
}

/// Returns `true` if a row's value has the JSON kind and the form of `ty`; null never has.
fn has_type(ty: &Type, json: &Json) -> bool {
    match ty {
        Type::Text | Type::Enum(_) => json.is_string(),
        Type::Integer | Type::Number => json.is_number(),
        Type::Boolean => json.is_boolean(),
        Type::DateTime => json.as_str().and_then(instant).is_some(),
        Type::Epoch(unit) => counted(json, *unit).is_some(),
        Type::Duration => json.as_str().and_then(length).is_some(),
        Type::Uuid => json.as_str().and_then(uuid).is_some(),
        Type::Array(_) => json.is_array(),
        Type::Object => json.is_object(),
        Type::Any => !json.is_null(),
        unknown => panic!("the twin does not know {unknown}"),
    }
}

fn equal(ty: &Type, json: &Json, literal: &Literal, collation: Collation) -> bool {
    match literal {
        Literal::Null => !has_type(ty, json),
        _ => order(ty, json, literal, collation) == Some(Ordering::Equal),
    }
}

/// Returns the order of a row's value to a literal, or `None` if the value is null or of another kind. The literal
/// decides the kind: under a schema it has the field's type, without one that is the rule. Only instants have two forms
/// in rows, of which the schema chooses one.
fn order(ty: &Type, json: &Json, literal: &Literal, collation: Collation) -> Option<Ordering> {
    match literal {
        Literal::Null => None,
        Literal::Boolean(boolean) => Some(json.as_bool()?.cmp(boolean)),
        Literal::Number(number) => Some(Exact::from_row(json)?.compare(*number)),
        Literal::Text(text) => Some(compare(collation, json.as_str()?, text)),
        Literal::Instant(moment) => match ty {
            Type::Epoch(unit) => Some(counted(json, *unit)?.cmp(moment)),
            _ => Some(instant(json.as_str()?)?.cmp(moment)),
        },
        Literal::Length(nanos) => Some(length(json.as_str()?)?.cmp(nanos)),
        Literal::Uuid(id) => Some(uuid(json.as_str()?)?.cmp(id)),
    }
}

fn elements(json: &Json) -> Option<&[Json]> {
    json.as_array().map(Vec::as_slice)
}

/// Returns `true` if an element of an array of type `ty` (or of an array in a field of any type) equals the literal.
fn member(ty: &Type, element: &Json, literal: &Literal, collation: Collation) -> bool {
    let element_type = if let Type::Array(element_type) = ty { element_type } else { &Type::Any };
    let equals_nothing = element.is_array() || element.is_object();
    !equals_nothing && equal(element_type, element, literal, collation)
}

fn contains(ty: &Type, json: &Json, literal: &Literal, collation: Collation) -> bool {
    match (json, literal) {
        (Json::Array(elements), _) if *ty != Type::Text => {
            elements.iter().any(|element| member(ty, element, literal, collation))
        }
        (Json::String(text), Literal::Text(needle)) if !matches!(ty, Type::Array(_)) => {
            substrings(text).into_iter().any(|part| compare(collation, part, needle).is_eq())
        }
        _ => false,
    }
}

/// Returns `true` if some prefix or suffix of a row's text, as `part` cuts it, equals the literal.
fn affixed(json: &Json, literal: &Literal, collation: Collation, part: fn(usize, &str) -> &str) -> bool {
    let (Json::String(text), Literal::Text(needle)) = (json, literal) else { return false };
    cuts(text).into_iter().any(|cut| compare(collation, part(cut, text), needle).is_eq())
}

/// Returns the offsets between characters, both ends included.
pub(crate) fn cuts(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)).collect()
}

/// Returns every substring, the empty ones included.
pub(crate) fn substrings(text: &str) -> Vec<&str> {
    let cuts = cuts(text);
    let from = |start: usize| cuts.iter().filter(move |end| **end >= start).map(move |end| &text[start..*end]);
    cuts.iter().flat_map(|start| from(*start)).collect()
}

/// Returns the order of two values of a sort key: by its type, values of another kind counting as null; without a type
/// by kind.
fn sort_order(ty: &Type, a: &Json, b: &Json, collation: Collation) -> Ordering {
    if *ty == Type::Any {
        return kind_rank(a).cmp(&kind_rank(b)).then_with(|| match (a, b) {
            (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
            (Json::String(a), Json::String(b)) => compare(collation, a, b),
            (Json::Number(_), Json::Number(_)) => numbers(a, b),
            _ => Ordering::Equal,
        });
    }
    let known = (has_type(ty, a), has_type(ty, b));
    if known != (true, true) {
        return known.0.cmp(&known.1);
    }
    let (text_a, text_b) = (a.as_str().unwrap_or_default(), b.as_str().unwrap_or_default());
    match ty {
        Type::Text | Type::Enum(_) => compare(collation, text_a, text_b),
        Type::Integer | Type::Number => numbers(a, b),
        Type::Boolean => a.as_bool().cmp(&b.as_bool()),
        Type::DateTime => instant(text_a).cmp(&instant(text_b)),
        Type::Epoch(unit) => counted(a, *unit).cmp(&counted(b, *unit)),
        Type::Duration => length(text_a).cmp(&length(text_b)),
        Type::Uuid => uuid(text_a).cmp(&uuid(text_b)),
        _ => Ordering::Equal,
    }
}

fn kind_rank(json: &Json) -> usize {
    match json {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) => 3,
        Json::Array(_) => 4,
        Json::Object(_) => 5,
    }
}

fn numbers(a: &Json, b: &Json) -> Ordering {
    match (Exact::from_row(a), Exact::from_row(b)) {
        (Some(a), Some(b)) => a.compare(b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Returns the order of two texts under a collation, by its definition.
pub(crate) fn compare(collation: Collation, a: &str, b: &str) -> Ordering {
    match collation {
        Collation::Ordinal => a.encode_utf16().cmp(b.encode_utf16()),
        Collation::IgnoreCase => uppercase(a).cmp(&uppercase(b)),
        Collation::Lexicographic => runs(a).cmp(&runs(b)),
        unknown => panic!("the twin does not know {unknown}"),
    }
}

fn uppercase(text: &str) -> Vec<char> {
    text.chars().map(simple_uppercase).collect()
}

/// Returns the simple upper case of Unicode's table, except for `ı` and `ſ`, which are their own. The standard library
/// has the full mapping. If that has several characters, the simple one is the character itself, except for the Greek
/// letters with an iota subscript, whose simple upper case is the title-case letter.
pub(crate) fn simple_uppercase(character: char) -> char {
    let greek = |distance: u32| char::from_u32(u32::from(character) + distance).unwrap_or(character);
    match character {
        'ı' | 'ſ' => character,
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => greek(8),
        '\u{1FB3}' | '\u{1FC3}' | '\u{1FF3}' => greek(9),
        _ => {
            let mut full = character.to_uppercase();
            match (full.next(), full.next()) {
                (Some(only), None) => only,
                _ => character,
            }
        }
    }
}

/// A run of digits or of other characters. The derived order puts digits before words, and fewer digits before more.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    Digits { count: usize, digits: String },
    Word(Vec<char>),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digits = first.is_ascii_digit();
        let end = rest.find(|character: char| character.is_ascii_digit() != is_digits).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let digits = run.trim_start_matches('0').to_owned();
        runs.push(if is_digits { Run::Digits { count: digits.len(), digits } } else { Run::Word(uppercase(run)) });
        rest = after;
    }
    runs
}

/// A number without rounding: its sign, and its size as `mantissa` times two to the `exponent`.
#[derive(Clone, Copy)]
struct Exact {
    negative: bool,
    mantissa: u128,
    exponent: i32,
}

impl Exact {
    fn from_row(json: &Json) -> Option<Self> {
        let number = json.as_number()?;
        let from_integer =
            |integer: i128| Self { negative: integer < 0, mantissa: integer.unsigned_abs(), exponent: 0 };
        match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) => Some(from_integer(integer.into())),
            (None, Some(integer)) => Some(from_integer(integer.into())),
            (None, None) => number.as_f64().map(Self::from_double),
        }
    }

    fn from_double(double: f64) -> Self {
        let bits = double.to_bits();
        let fraction = u128::from(bits & ((1 << 52) - 1));
        let (mantissa, exponent) = match (bits >> 52) & 0x7FF {
            0 => (fraction, -1074),
            raw => (fraction | (1 << 52), i32::try_from(raw).expect("eleven bits") - 1075),
        };
        Self { negative: double.is_sign_negative(), mantissa, exponent }
    }

    /// Returns the number that the same text has in a row; if rows cannot hold it, one outside of all that they can.
    fn from_literal(number: &Number) -> Self {
        let text = number.text();
        if text.ends_with('B') {
            return Self::from_bytes(text);
        }
        let outside = Self { negative: text.starts_with('-'), mantissa: 1, exponent: 10_000 };
        serde_json::from_str(text).ok().and_then(|json| Self::from_row(&json)).unwrap_or(outside)
    }

    /// Returns the value of a byte size such as `1.5KB`, multiplied in decimal.
    fn from_bytes(text: &str) -> Self {
        let units = [("KB", 1000, 1), ("MB", 1000, 2), ("GB", 1000, 3), ("TB", 1000, 4), ("PB", 1000, 5)].into_iter();
        let binary = [("KiB", 1024, 1), ("MiB", 1024, 2), ("GiB", 1024, 3), ("TiB", 1024, 4), ("PiB", 1024, 5)];
        let mut read =
            units.chain(binary).filter_map(|(unit, base, power)| Some((text.strip_suffix(unit)?, base, power)));
        let (signed, base, power): (&str, u128, u32) = read.next().expect("a byte unit");
        let (negative, decimal) = signed.strip_prefix('-').map_or((false, signed), |decimal| (true, decimal));
        let (digits, exponent) = decimal.split_once(['e', 'E']).unwrap_or((decimal, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let exponent = exponent.parse::<i64>().expect("an exponent") - i64::try_from(fraction.len()).expect("a length");
        let digits: u128 = format!("{whole}{fraction}").parse().expect("digits");
        let scale = 10_u128.pow(u32::try_from(exponent.unsigned_abs()).expect("a small exponent"));
        let product = digits * base.pow(power);
        assert!(exponent >= 0 || product.is_multiple_of(scale), "`{text}` is not a whole number of bytes");
        let mantissa = if exponent >= 0 { product * scale } else { product / scale };
        Self { negative, mantissa, exponent: 0 }
    }

    fn compare(self, other: Self) -> Ordering {
        let sign = |number: Self| match (number.mantissa, number.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        let by_sign = sign(self).cmp(&sign(other));
        let by_size = self.compare_size(other);
        by_sign.then(if self.negative { by_size.reverse() } else { by_size })
    }

    fn compare_size(self, other: Self) -> Ordering {
        if self.mantissa == 0 || other.mantissa == 0 {
            return self.mantissa.cmp(&other.mantissa);
        }
        // By the position of the highest bit. If that is equal, the mantissas are shifted to one exponent, which cannot
        // overflow, since neither has more than 64 bits.
        let height = |number: Self| i64::from(number.exponent) + i64::from(number.mantissa.ilog2());
        let lowest = self.exponent.min(other.exponent);
        let aligned = |number: Self| number.mantissa << (number.exponent - lowest);
        height(self).cmp(&height(other)).then_with(|| aligned(self).cmp(&aligned(other)))
    }
}

/// A cursor over a text.
struct Scan<'t>(&'t str);

impl<'t> Scan<'t> {
    fn one(&mut self, wanted: &[char]) -> Option<char> {
        let first = self.0.chars().next().filter(|first| wanted.contains(first))?;
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }

    /// Consumes exactly `count` digits.
    fn digits(&mut self, count: usize) -> Option<i128> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    }

    /// Consumes all digits at the cursor.
    fn run(&mut self) -> &'t str {
        let end = self.0.find(|character: char| !character.is_ascii_digit()).unwrap_or(self.0.len());
        let (run, rest) = self.0.split_at(end);
        self.0 = rest;
        run
    }

    /// Consumes one of `points` and the digits after it, as whole nanoseconds; zero if there is no point.
    fn fraction(&mut self, points: &[char]) -> Option<i128> {
        if self.one(points).is_none() {
            return Some(0);
        }
        let digits = self.run();
        if digits.is_empty() { None } else { format!("{digits:0<9}")[..9].parse().ok() }
    }

    fn clock_time(&mut self) -> Option<(i128, i128)> {
        let hour = self.digits(2)?;
        self.one(&[':'])?;
        let minute = self.digits(2)?;
        if hour < 24 && minute < 60 { Some((hour, minute)) } else { None }
    }
}

/// Returns the nanoseconds from the start of year 1 to an instant in a row's text; `None` outside the years 1 to 9999.
pub(crate) fn instant(text: &str) -> Option<i128> {
    let mut scan = Scan(text);
    let year = scan.digits(4)?;
    scan.one(&['-'])?;
    let month = scan.digits(2)?;
    scan.one(&['-'])?;
    let day = scan.digits(2)?;
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    let mut moment =
        (days_before_year(year) + (1..month).map(|month| days_in(year, month)).sum::<i128>() + day - 1) * DAY;
    if !scan.0.is_empty() {
        scan.one(&['T', 't', ' '])?;
        let (hour, minute) = scan.clock_time()?;
        let (mut second, mut fraction) = (0, 0);
        if scan.one(&[':']).is_some() {
            second = scan.digits(2).filter(|second| *second <= 60)?;
            fraction = scan.fraction(&['.', ','])?;
        }
        let ahead = match scan.one(&['Z', 'z', '+', '-']) {
            Some(sign @ ('+' | '-')) => {
                let (hours, minutes) = scan.clock_time()?;
                (hours * 60 + minutes) * if sign == '+' { 1 } else { -1 }
            }
            _ => 0,
        };
        moment += ((hour * 60 + minute - ahead) * 60 + second) * NANOS + fraction;
    }
    let is_in_calendar = (0..days_before_year(10_000) * DAY).contains(&moment);
    if scan.0.is_empty() && is_in_calendar { Some(moment) } else { None }
}

/// Returns the days from the start of year 1 to that of `year`; year 0 was a leap year.
fn days_before_year(year: i128) -> i128 {
    let (before, quotient) = (year - 1, |by: i128| (year - 1).div_euclid(by));
    before * 365 + quotient(4) - quotient(100) + quotient(400)
}

fn days_in(year: i128, month: i128) -> i128 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the nanoseconds from the start of year 1 to an instant that a number counts from 1970, by the decimal digits
/// of its JSON; `None` outside the years 1 to 9999.
pub(crate) fn counted(json: &Json, unit: EpochUnit) -> Option<i128> {
    let written = json.as_number()?.to_string();
    let (negative, unsigned) = written.strip_prefix('-').map_or((false, &*written), |rest| (true, rest));
    let (digits, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    // The digits before the point of a number of nanoseconds.
    let shift = match unit {
        EpochUnit::Seconds => 9,
        EpochUnit::Milliseconds => 6,
        EpochUnit::Microseconds => 3,
        unknown => panic!("the twin does not know {unknown}"),
    };
    let before = i64::try_from(whole.len()).ok()? + exponent.parse::<i64>().ok()? + shift;
    let all = format!("{whole}{fraction}");
    let nanos: i128 = match usize::try_from(before) {
        // After any calendar.
        Ok(before) if before > 40 => return if all.trim_matches('0').is_empty() { Some(EPOCH) } else { None },
        Ok(before) => format!("0{all:0<40}")[..=before].parse().ok()?,
        Err(_) => 0,
    };
    let cut = match usize::try_from(before) {
        Ok(before) => all.get(before..).unwrap_or_default(),
        Err(_) => &all,
    };
    let has_rest = !cut.trim_matches('0').is_empty();
    let nanos = if negative { -nanos - i128::from(has_rest) } else { nanos };
    let moment = nanos + EPOCH;
    (0..days_before_year(10_000) * DAY).contains(&moment).then_some(moment)
}

/// The nanoseconds from the start of year 1 to that of 1970.
const EPOCH: i128 = 719_162 * DAY;

/// Returns the nanoseconds of a duration: ISO 8601 without years and months, or a time span of .NET.
pub(crate) fn length(text: &str) -> Option<i128> {
    iso_length(text).or_else(|| time_span(text))
}

/// Parses `[-][d.]hh:mm:ss[.fffffff]`.
fn time_span(text: &str) -> Option<i128> {
    let mut scan = Scan(text);
    let sign = if scan.one(&['-']).is_some() { -1 } else { 1 };
    let mut days = 0;
    let start = scan.0;
    let run = scan.run();
    if scan.one(&['.']).is_some() {
        days = run.parse::<i128>().ok()?;
    } else {
        scan.0 = start;
    }
    let (hour, minute) = scan.clock_time()?;
    scan.one(&[':'])?;
    let second = scan.digits(2).filter(|second| *second < 60)?;
    let fraction = scan.fraction(&['.'])?;
    let seconds = days.checked_mul(86_400)?.checked_add((hour * 60 + minute) * 60 + second)?;
    let nanos = seconds.checked_mul(NANOS)?.checked_add(fraction)?;
    if scan.0.is_empty() { Some(sign * nanos) } else { None }
}

fn iso_length(text: &str) -> Option<i128> {
    let mut scan = Scan(text);
    scan.one(&['P'])?;
    let mut total = 0_i128;
    let mut is_empty = true;
    let units = [('W', 604_800_i128), ('D', 86_400), ('T', 0), ('H', 3_600), ('M', 60), ('S', 1)];
    for (unit, seconds) in units {
        if unit == 'T' {
            if scan.0.is_empty() {
                break;
            }
            scan.one(&['T'])?;
            is_empty = true;
            continue;
        }
        let before = scan.0;
        let count = scan.run();
        let fraction = if unit == 'S' { scan.fraction(&['.', ','])? } else { 0 };
        if count.is_empty() || scan.one(&[unit]).is_none() {
            scan.0 = before;
            continue;
        }
        let whole = count.parse::<i128>().ok()?.checked_mul(seconds * NANOS)?;
        total = total.checked_add(whole)?.checked_add(fraction)?;
        is_empty = false;
    }
    if is_empty || !scan.0.is_empty() { None } else { Some(total) }
}

/// Returns the lower-case text of a UUID without braces.
pub(crate) fn uuid(text: &str) -> Option<String> {
    let bare = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}')?,
        None => text,
    };
    let groups: Vec<&str> = bare.split('-').collect();
    let is_hexadecimal = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    if is_hexadecimal && lengths == [8, 4, 4, 4, 12] { Some(bare.to_ascii_lowercase()) } else { None }
}
