//! Every text parses, or has diagnostics on spans inside it; its tokens are in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tamis::editor::tokens;
use tamis::{Query, Schema, Span};

fuzz_target!(|text: &str| {
    let is_inside = |span: Span| text.get(span.range()).is_some();
    let mut end = 0;
    for token in tokens(text) {
        assert!(is_inside(token.span) && token.span.start() >= end && !token.span.is_empty());
        end = token.span.end();
    }
    if let Err(diagnostics) = Query::parse(text, &Schema::open()) {
        assert!(!diagnostics.is_empty());
        assert!(diagnostics.iter().all(|diagnostic| is_inside(diagnostic.span())));
    }
});
