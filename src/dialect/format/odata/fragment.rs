//! Fragments of OData text: with how tightly their outermost operator binds, so that parentheses are written only where
//! they are needed, and with their negation, so that `not` is written only where the endpoint lists no opposite
//! operator.

/// A part of a filter as text.
#[derive(Clone, Default)]
pub(in crate::dialect) struct Fragment {
    text: String,
    binding: Binding,
    /// The negation without a `not`, if the endpoint lists an operator for it.
    opposite: Option<Box<Fragment>>,
}

/// The binding strength of a fragment's outermost operator, the loosest first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    #[default]
    Or,
    And,
    /// A comparison or a negation.
    Comparison,
    /// A call or a group in parentheses.
    Whole,
}

impl Fragment {
    pub(super) fn new(text: String, binding: Binding) -> Self {
        Self { text, binding, opposite: None }
    }

    pub(super) fn joined(items: Vec<Fragment>, connective: &str, binding: Binding) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.within(binding)).collect();
        Self::new(items.join(connective), binding)
    }

    /// Returns the fragment in parentheses.
    pub(super) fn enclosed(self) -> Self {
        Self::new(format!("({})", self.text), Binding::Whole)
    }

    /// Returns the text, in parentheses if it binds less tightly than `least`.
    pub(super) fn within(self, least: Binding) -> String {
        if self.binding < least { self.enclosed().text } else { self.text }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Sets the negation without a `not`.
    pub(super) fn with_opposite(self, opposite: Option<Self>) -> Self {
        Self { opposite: opposite.map(Box::new), ..self }
    }

    /// Returns the negation without a `not`.
    ///
    /// # Errors
    /// Returns the fragment itself if the endpoint lists no operator for its negation.
    pub(super) fn into_opposite(self) -> Result<Self, Self> {
        match self.opposite {
            Some(opposite) => Ok(*opposite),
            None => Err(self),
        }
    }
}
