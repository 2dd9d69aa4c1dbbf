//! The `+` of a URL, which reaches a server as a blank: fine where an encoder of forms wrote it, and mostly a slip where a
//! person or a script did.

use super::Reader;
use super::error::DecompileErrorKind;
use super::source::Source;
use crate::span::Span;

impl Reader<'_> {
    /// Warns of the first `+` of each kind in `source`, which was decoded, that is likely to be meant as a plus: before the
    /// offset of a time, where it was kept, and in a value that no encoder wrote. Where the words of the source stand
    /// `between_blanks`, only those inside of single quotes are values.
    pub(super) fn heed_pluses(&mut self, source: &Source<'_>, between_blanks: bool) {
        let is_encoded = is_form_encoded(source.whole().of(self.given));
        let text = source.text();
        let (mut start, mut quotes, mut kept, mut blank) = (0, 0_usize, None, None);
        for at in source.pluses() {
            quotes = quotes.saturating_add(text.get(start..*at).unwrap_or_default().matches('\'').count());
            start = *at;
            let place = source.place(Span::new(*at, at.saturating_add(1)));
            let is_value = !between_blanks || !quotes.is_multiple_of(2);
            if text.get(*at..).is_some_and(|rest| rest.starts_with('+')) {
                kept = kept.or(Some(place));
            } else if is_value && !is_encoded {
                blank = blank.or(Some(place));
            }
        }
        for (place, is_kept) in [(kept, true), (blank, false)] {
            if let Some(place) = place {
                self.fault(DecompileErrorKind::Plus { is_kept }, place);
            }
        }
    }
}

/// Returns `true` if `text` holds an escape and nothing that an encoder of forms would have escaped. Such an encoder writes
/// no blank as `%20`: beside one, a `+` was none.
fn is_form_encoded(text: &str) -> bool {
    let is_left = |character: char| character.is_ascii_alphanumeric() || "*-._~!()%+".contains(character);
    text.contains('%') && !text.contains("%20") && text.chars().all(is_left)
}
