//! Reading URLs, and what stands behind the `?` of one: each parameter is decoded once and read as what its name says.

use std::collections::HashSet;
use std::ops::Range;

use super::error::{DecompileErrorKind, ReadError};
use super::lookalike::DetectedFormat;
use super::source::Source;
use super::{Form, IN_URL, Reader};
use crate::root;
use crate::span::{Span, Spanned};

/// A parameter of a URL.
struct Parameter<'s> {
    /// Its name, decoded.
    name: Result<String, ReadError>,
    /// Where its name stands.
    span: Span,
    /// Its value, encoded; none where there is no `=`.
    value: Option<Source<'s>>,
}

impl Reader<'_> {
    /// Reads `given` where it is a URL, or the part of one behind its `?`; false where it is neither.
    pub(super) fn url(&mut self, given: &Source<'_>) -> bool {
        let Some(unescaped) = given.without_entities() else { return self.plain_url(given) };
        // A filter alone may hold an entity as a text.
        if !is_address(unescaped.text()) {
            return self.plain_url(given);
        }
        self.fault(DecompileErrorKind::Entities, given.whole());
        self.plain_url(&unescaped)
    }

    fn plain_url(&mut self, given: &Source<'_>) -> bool {
        let address = Address::of(given.text()).or_else(|| self.bare_path(given.text()));
        let Some(address) = address else { return false };
        let parameters = address.parameters(given);
        let is_known = |parameter: &Parameter<'_>| parameter.name.as_ref().is_ok_and(|name| self.knows(name.trim()));
        if address.path.is_none() && !parameters.iter().any(is_known) {
            return false;
        }
        if let Some(path) = address.path.and_then(|path| self.path_below_root(&given.part(path))) {
            self.template = self.dialect.endpoint(&path).ok().and_then(|endpoint| endpoint.template());
            self.read.path = Some(path);
        }
        if let Some(fragment) = address.fragment {
            self.fault(DecompileErrorKind::Fragment, given.place(Span::new(fragment.start, fragment.end)));
        }
        let mut seen = HashSet::new();
        for parameter in &parameters {
            match &parameter.name {
                Err(fault) => self.faults.push(fault.clone()),
                Ok(name) => self.parameter(name, parameter, &parameters, &mut seen),
            }
        }
        true
    }

    /// The path alone of a request that has no parameters.
    fn bare_path(&self, text: &str) -> Option<Address> {
        let endpoint = is_plain_path(text).then(|| self.dialect.endpoint(text).ok())??;
        let is_path = endpoint.template().is_some() || text.contains('/');
        is_path.then_some(Address { path: Some(0..text.len()), query: text.len()..text.len(), fragment: None })
    }

    /// Whether a parameter of this name, in any case, is a reason to take a text for a part of a URL.
    fn knows(&self, name: &str) -> bool {
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        let names = self.form.names();
        ODATA_NAMES.iter().chain(&names).any(is) && !name.is_empty() || self.asks(name) || self.is_beside(name)
    }

    fn parameter<'n>(
        &mut self,
        name: &'n str,
        given: &Parameter<'_>,
        all: &[Parameter<'_>],
        seen: &mut HashSet<&'n str>,
    ) {
        let span = given.span;
        let Some(value) = &given.value else { return self.nameless(name, span) };
        let known = self.form.names().into_iter().find(|known| known.eq_ignore_ascii_case(name.trim()));
        let known = known.filter(|known| !known.is_empty()).or_else(|| self.known_as(name.trim()));
        let counts = known.is_some() || name == ASCENDING || self.asks(name);
        if counts && !seen.insert(known.unwrap_or(name)) {
            // Read with the first of its name.
            if self.takes_several(name) {
                return;
            }
            return self.fault(DecompileErrorKind::RepeatedParameter { name: known.unwrap_or(name).into() }, span);
        }
        let Some(known) = known else { return self.other_parameter(name, span, value, all) };
        if known != name {
            self.fault(DecompileErrorKind::ParameterName { known }, span);
        }
        let Some(value) = self.decoded(value.form_decoded()) else { return };
        if value.text().trim().is_empty() {
            return;
        }
        let [filter, sort, offset, _] = self.form.names();
        if known != filter {
            self.heed_pluses(&value, false);
        }
        match known {
            known if known == filter => self.filter_text(&value),
            known if known == sort => self.sort_text(&value, all),
            known if known == offset => self.read.offset = self.count_of(value.text().trim(), value.whole(), known),
            known => self.read.limit = self.count_of(value.text().trim(), value.whole(), known),
        }
    }

    /// The parameter that OData's own name stands for, where the filter is OData.
    fn known_as(&self, name: &str) -> Option<&'static str> {
        let at = ODATA_NAMES.iter().take(4).position(|known| known.eq_ignore_ascii_case(name))?;
        matches!(self.form, Form::OData).then(|| self.form.names().get(at).copied())?
    }

    fn filter_text(&mut self, value: &Source<'_>) {
        match self.form {
            Form::Expressions(_) | Form::Tagged | Form::Parameters => self.json(value, IN_URL, Self::filter),
            Form::OData => self.odata(value, IN_URL),
        }
    }

    fn sort_text(&mut self, value: &Source<'_>, all: &[Parameter<'_>]) {
        match self.form {
            Form::Expressions(_) | Form::Tagged => self.json(value, IN_URL, Self::sort),
            Form::OData => self.sort_list(&value.trimmed()),
            Form::Parameters => {
                let given = all.iter().find(|given| given.name.as_ref().is_ok_and(|name| name == ASCENDING));
                let ascending = given.and_then(|given| self.decoded(given.value.as_ref()?.form_decoded()));
                let spanned = ascending.as_ref().map(|value| Spanned::new(value.text(), value.whole()));
                self.order_by(Spanned::new(value.text(), value.whole()), spanned);
            }
        }
    }

    /// A parameter that is none of filter, sort, offset and limit.
    fn other_parameter(&mut self, name: &str, span: Span, value: &Source<'_>, all: &[Parameter<'_>]) {
        if ODATA_NAMES.contains(&name) && !matches!(self.form, Form::OData) {
            return self.other_language(Some(DetectedFormat::OData), span);
        }
        let Some(value) = self.decoded(value.form_decoded()) else { return };
        self.heed_pluses(&value, false);
        if name == ASCENDING && matches!(self.form, Form::Parameters) {
            return;
        }
        // What chooses rows elsewhere is not left out.
        if name.eq_ignore_ascii_case("filter") {
            return self.other_language(DetectedFormat::of(value.text()), span);
        }
        let mut values = vec![value];
        if self.takes_several(name) {
            let same = all.iter().filter(|other| other.span != span && other.name.as_deref() == Ok(name));
            values.extend(same.filter_map(|other| self.decoded(other.value.as_ref()?.form_decoded())));
        }
        let spanned: Vec<_> = values.iter().map(|value| Spanned::new(value.text(), value.whole())).collect();
        if let ([first, ..], false) = (values.as_slice(), self.question(Spanned::new(name, span), &spanned)) {
            self.beside(name, first.text(), span);
        }
    }

    /// What stands between two `&` without a `=`.
    fn nameless(&mut self, name: &str, span: Span) {
        let is_flag = |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
        if name.chars().all(is_flag) {
            return self.beside(name, "", span);
        }
        let [filter, ..] = self.form.names();
        let missing = DetectedFormat::of(name).is_some().then_some(filter).filter(|filter| !filter.is_empty());
        self.fault(DecompileErrorKind::NoParameter { missing }, span);
    }

    fn decoded(&mut self, decoded: Result<Source<'static>, ReadError>) -> Option<Source<'static>> {
        decoded.map_err(|fault| self.faults.push(fault)).ok()
    }

    /// What of a URL's path stands below the API's root, where it could be an endpoint's path.
    fn path_below_root(&self, path: &Source<'_>) -> Option<Box<str>> {
        let decoded = path.percent_decoded().ok()?;
        let segments: Vec<&str> = decoded.text().split('/').filter(|segment| !segment.is_empty()).collect();
        let root: Vec<&str> = self.dialect.profile().root.split('/').filter(|segment| !segment.is_empty()).collect();
        let is_root = |here: &[&str]| here.iter().zip(&root).all(|(segment, root)| root::is_same(segment, root));
        let start = segments.windows(root.len().max(1)).position(is_root).map_or(0, |at| at.saturating_add(root.len()));
        let below = segments.get(start..)?.join("/");
        self.dialect.endpoint(&below).ok().map(|endpoint| endpoint.path().into())
    }
}

/// The parameters of OData in its own spelling: those of filter, sort, offset and limit first.
const ODATA_NAMES: [&str; 5] = ["$filter", "$orderby", "$skip", "$top", "$select"];

const ASCENDING: &str = "orderAsc";

/// Returns `true` if `text` is a URL, whole or from its path or its `?` on.
pub(super) fn is_address(text: &str) -> bool {
    Address::of(text).is_some_and(|address| address.path.is_some())
}

/// Returns `true` for a path, perhaps with a host and a port before it and no scheme.
fn is_plain_path(text: &str) -> bool {
    let (host, path) = text.split_once('/').unwrap_or(("", text));
    let is_plain = |character: char| character.is_alphanumeric() || "-._~/%{}".contains(character);
    let host = match host.split_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    !text.is_empty() && host.chars().all(is_plain) && path.chars().all(is_plain)
}

/// The parts of a URL, as ranges of its text.
struct Address {
    /// None where only what follows the `?` is there.
    path: Option<Range<usize>>,
    query: Range<usize>,
    /// With its `#`.
    fragment: Option<Range<usize>>,
}

impl Address {
    /// The parts of `text` where it may be a URL: with a host, with a path, or the parameters alone.
    fn of(text: &str) -> Option<Self> {
        let end = text.find('#').unwrap_or(text.len());
        let fragment = (end < text.len()).then_some(end..text.len());
        let whole = text.get(..end)?;
        let mark = whole.find('?');
        let query = mark.map_or(end, |mark| mark.saturating_add(1))..end;
        let path_end = mark.unwrap_or(end);
        let before = whole.get(..path_end)?;
        if let Some((scheme, rest)) = before.split_once("://") {
            let start = path_end.saturating_sub(rest.len()).saturating_add(rest.find('/').unwrap_or(rest.len()));
            let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
            return is_web.then_some(Self { path: Some(start..path_end), query, fragment });
        }
        if is_plain_path(before) && (before.starts_with('/') || mark.is_some()) {
            return Some(Self { path: Some(0..path_end), query, fragment });
        }
        if mark == Some(0) {
            return Some(Self { path: Some(0..0), query, fragment });
        }
        // Without a `?`, a `#` may stand in a value.
        names_parameter(text).then_some(Self { path: None, query: 0..text.len(), fragment: None })
    }

    fn parameters<'s>(&self, given: &'s Source<'_>) -> Vec<Parameter<'s>> {
        let query = given.text().get(self.query.clone()).unwrap_or_default();
        let mut parameters = Vec::new();
        for Range { start, end } in pairs(query) {
            let pair = query.get(start..end).unwrap_or_default();
            let (start, end) = (self.query.start.saturating_add(start), self.query.start.saturating_add(end));
            let equals = pair.find('=').map(|equals| start.saturating_add(equals));
            let name = given.part(start..equals.unwrap_or(end));
            if !pair.is_empty() {
                parameters.push(Parameter {
                    name: name.form_decoded().map(|name| name.text().to_owned()),
                    span: name.whole(),
                    value: equals.map(|equals| given.part(equals.saturating_add(1)..end)),
                });
            }
        }
        parameters
    }
}

/// Where in `query` its pairs of name and value are: between `&`s, or on lines of their own. A line break that is none of
/// these, as where a long URL was wrapped, belongs to no pair at its end.
fn pairs(query: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    let mut start = 0_usize;
    let is_cut = |at: usize, sign: &str| {
        sign == "&"
            || query
                .get(at.saturating_add(1)..)
                .is_some_and(|line| begins_parameter(line.trim_start_matches([' ', '\t'])))
    };
    let cuts = query.match_indices(['&', '\n']).filter(|(at, sign)| is_cut(*at, sign)).map(|(at, _)| at);
    for end in cuts.chain([query.len()]) {
        let pair = query.get(start..end).unwrap_or_default();
        let without_break = pair.trim_end();
        let is_broken = pair.get(without_break.len()..).is_some_and(|blank| blank.contains(['\n', '\r']));
        let length = if is_broken { without_break.len() } else { pair.len() };
        pairs.push(start..start.saturating_add(length));
        start = end.saturating_add(1);
    }
    pairs
}

/// Returns `true` if `line` begins with a name and a `=`.
fn begins_parameter(line: &str) -> bool {
    let end = line.find(|character: char| !belongs_to_name(character)).unwrap_or(line.len());
    let rest = line.get(end..).unwrap_or_default();
    end > 0 && rest.starts_with('=') && !rest.starts_with("==")
}

fn belongs_to_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~$%[]".contains(character)
}

/// Whether `text` begins with the name of a parameter and a `=`.
fn names_parameter(text: &str) -> bool {
    let Some((name, value)) = text.trim_start_matches('&').split_once('=') else { return false };
    !value.starts_with('=') && !name.is_empty() && name.trim_end().chars().all(belongs_to_name)
}
