//! URLs: each parameter is decoded once and read as its name decides.

use std::collections::HashSet;

use super::decompiler::Decompiler;
use super::decompiling::EndpointHint;
use super::detected_format::{DetectedFormat, odata_parameters};
use super::error::DecompileErrorKind;
use super::json_text::IN_URL;
use super::other_parameter::is_known_other;
use super::pluses::Values;
use super::source::SourceText;
use super::url_parts::{Address, UrlParameter, is_address, is_plain_path};
use crate::dialect::name::Dialect;
use crate::dialect::parts::QueryPart;
use crate::root;
use crate::span::{Span, Spanned};

/// A parameter for a part of the query, by the name that the API documents.
#[derive(Clone, Copy)]
struct PartParameter {
    part: QueryPart,
    name: &'static str,
}

impl Decompiler<'_, '_> {
    /// Reads `given` if it is a URL, or the part of one after its `?`; returns `false` if it is neither.
    pub(super) fn url(&mut self, given: &SourceText<'_>) -> bool {
        let Some(unescaped) = given.without_entities() else { return self.plain_url(given) };
        // A filter alone may hold an entity as a text.
        if !is_address(unescaped.text()) {
            return self.plain_url(given);
        }
        self.decompiling.report(DecompileErrorKind::Entities, given.whole());
        self.plain_url(&unescaped)
    }

    fn plain_url(&mut self, given: &SourceText<'_>) -> bool {
        let address = Address::parse(given.text()).or_else(|| self.bare_path(given.text()));
        let Some(address) = address else { return false };
        let parameters = address.parameters(given);
        let is_known = |parameter: &UrlParameter<'_>| parameter.name.as_ref().is_ok_and(|name| self.knows(name.trim()));
        if address.path.is_none() && !parameters.iter().any(is_known) {
            return false;
        }
        if let Some(path) = address.path.and_then(|path| self.path_below_root(&given.part(path))) {
            let endpoint = self.decompiling.dialect.endpoint(&path).ok();
            self.decompiling.endpoint = EndpointHint::OfUrl(endpoint.and_then(|endpoint| endpoint.template()));
            self.read.path = Some(path);
        }
        if let Some(fragment) = address.fragment {
            let span = given.place(Span::new(fragment.start, fragment.end));
            self.decompiling.report(DecompileErrorKind::Fragment, span);
        }
        let mut seen = HashSet::new();
        for parameter in &parameters {
            match &parameter.name {
                Err(error) => self.decompiling.errors.push(error.clone()),
                Ok(name) => self.parameter(name, parameter, &parameters, &mut seen),
            }
        }
        true
    }

    /// Returns the address of a request that has a path and no parameters.
    fn bare_path(&self, text: &str) -> Option<Address> {
        let endpoint = is_plain_path(text).then(|| self.decompiling.dialect.endpoint(text).ok())??;
        let is_path = endpoint.template().is_some() || text.contains('/');
        is_path.then_some(Address { path: Some(0..text.len()), query: text.len()..text.len(), fragment: None })
    }

    /// Returns `true` if a parameter of this name, in any case, shows that a text is a part of a URL.
    fn knows(&self, name: &str) -> bool {
        let names = self.format.parameter_names();
        let mut names = names.iter().filter_map(|(_, name)| *name).chain(odata_parameters());
        names.any(|known| known.eq_ignore_ascii_case(name)) || self.states_condition(name) || is_known_other(name)
    }

    /// Returns the parameter for a part of the query that has this name, in any case, or another common one.
    fn part_parameter(&self, name: &str) -> Option<PartParameter> {
        let names = self.format.parameter_names();
        let of_part = |part: QueryPart| Some(PartParameter { part, name: (*names.get(part))? });
        let mut known = names.iter().filter_map(|(part, _)| of_part(part));
        let alias = || self.format.alias(name).and_then(of_part);
        known.find(|known| known.name.eq_ignore_ascii_case(name)).or_else(alias)
    }

    fn parameter<'n>(
        &mut self,
        name: &'n str,
        given: &UrlParameter<'_>,
        all: &[UrlParameter<'_>],
        seen: &mut HashSet<&'n str>,
    ) {
        let span = given.span;
        let Some(value) = &given.value else { return self.nameless(name, span) };
        let known = self.part_parameter(name.trim());
        let usual_name = known.map_or(name, |known| known.name);
        // A second direction is refused even if it is of another dialect, as whose the URL may be meant.
        let is_direction = Dialect::is_read_with_sort_key(name);
        let is_single = known.is_some() || is_direction || self.states_condition(name);
        if is_single && !seen.insert(usual_name) {
            // It was read together with the first of its name.
            if self.repeats(name) {
                return;
            }
            let kind = DecompileErrorKind::RepeatedParameter { name: usual_name.into() };
            return self.decompiling.report(kind, span);
        }
        let Some(PartParameter { part, name: known }) = known else {
            return self.other_parameter(name, span, value, all);
        };
        if known != name {
            self.decompiling.report(DecompileErrorKind::ParameterName { known }, span);
        }
        let Some(value) = self.decompiling.reported(value.form_decoded()) else { return };
        if value.text().trim().is_empty() {
            return;
        }
        match part {
            QueryPart::Filter => {}
            QueryPart::Sort | QueryPart::Offset | QueryPart::Limit => {
                self.decompiling.warn_of_pluses(&value, Values::All);
            }
        }
        match part {
            QueryPart::Filter => self.read.filter = self.format.read_filter_text(&value, IN_URL, self.decompiling),
            QueryPart::Sort => self.read.keys = self.format.read_sort_text(&value, all, self.decompiling),
            QueryPart::Offset => self.read.offset = self.count(value.text().trim(), value.whole(), known),
            QueryPart::Limit => self.read.limit = self.count(value.text().trim(), value.whole(), known),
        }
    }

    /// Reads a parameter that is for no part of the query: one that states a condition, or one that is kept beside.
    fn other_parameter(&mut self, name: &str, span: Span, value: &SourceText<'_>, all: &[UrlParameter<'_>]) {
        let is_odata = self.format.detected() == DetectedFormat::OData;
        if !is_odata && odata_parameters().any(|known| known == name) {
            return self.decompiling.report_other_language(Some(DetectedFormat::OData), span);
        }
        let Some(value) = self.decompiling.reported(value.form_decoded()) else { return };
        self.decompiling.warn_of_pluses(&value, Values::All);
        if self.is_part_of_sort(name) {
            return;
        }
        // A filter chooses rows: one that is not read must not be dropped with a warning.
        if name.eq_ignore_ascii_case("filter") {
            return self.decompiling.report_other_language(DetectedFormat::detect(value.text()), span);
        }
        let mut values = vec![value];
        if self.repeats(name) {
            let same = all.iter().filter(|other| other.span != span && other.name.as_deref() == Ok(name));
            let decoded = same.filter_map(|other| self.decompiling.reported(other.value.as_ref()?.form_decoded()));
            values.extend(decoded);
        }
        let spanned: Vec<_> = values.iter().map(|value| Spanned::new(value.text(), value.whole())).collect();
        match self.format.conditions() {
            Some(conditions) if conditions.states(name, self.decompiling) => {
                let name = Spanned::new(name, span);
                let condition = conditions.read_condition(name, &spanned, self.decompiling);
                self.require(condition);
            }
            Some(_) | None => {
                let value = spanned.first().map_or("", |value| value.node);
                self.keep_other(name, value, span);
            }
        }
    }

    /// Reads the text between two `&` that has no `=`.
    fn nameless(&mut self, name: &str, span: Span) {
        let is_flag = |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
        if name.chars().all(is_flag) {
            return self.keep_other(name, "", span);
        }
        let missing = DetectedFormat::detect(name).and_then(|_| self.format.parameter_names().filter);
        self.decompiling.report(DecompileErrorKind::NoParameter { missing }, span);
    }

    /// Returns the part of a URL's path below the API's root, if it can be the path of an endpoint.
    fn path_below_root(&self, path: &SourceText<'_>) -> Option<Box<str>> {
        let dialect = self.decompiling.dialect;
        let decoded = path.percent_decoded().ok()?;
        let segments: Vec<&str> = decoded.text().split('/').filter(|segment| !segment.is_empty()).collect();
        let root: Vec<&str> = dialect.profile().root.split('/').filter(|segment| !segment.is_empty()).collect();
        let is_root =
            |here: &[&str]| here.iter().zip(&root).all(|(segment, root)| root::is_same_segment(segment, root));
        let start = segments.windows(root.len().max(1)).position(is_root).map_or(0, |at| at.saturating_add(root.len()));
        let below = segments.get(start..)?.join("/");
        dialect.endpoint(&below).ok().map(|endpoint| endpoint.path().into())
    }
}
