use std::cmp::Ordering;

use proptest::prelude::*;

use super::{Collation, Needle};

#[test]
fn ordinal_is_utf16_order() {
    let mut texts =
        vec!["", "a", "B", "é", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "a\u{FFFF}", "a\u{10000}"];
    texts.sort_by(|a, b| Collation::Ordinal.compare(a, b));
    let mut by_units = texts.clone();
    by_units.sort_by_key(|text| text.encode_utf16().collect::<Vec<_>>());
    assert_eq!(texts, by_units);
}

#[test]
fn lexicographic_reads_numbers() {
    let sign = |a, b| Collation::Lexicographic.compare(a, b);
    assert_eq!(sign("vm2", "VM10"), Ordering::Less);
    assert_eq!(sign("vm01", "VM1"), Ordering::Equal);
    assert_eq!(sign("1", "a"), Ordering::Less);
    assert_eq!(sign("a", "a1"), Ordering::Less);
    assert_eq!(sign("a1", "a!"), Ordering::Less);
    assert_eq!(sign(&"9".repeat(1000), &format!("1{}", "0".repeat(1000))), Ordering::Less);
}

#[test]
fn greek_letters_with_an_iota_below_have_simple_capitals() {
    for (small, capital) in [("ᾳ", "ᾼ"), ("ῃ", "ῌ"), ("ῳ", "ῼ"), ("ᾀ", "ᾈ"), ("ᾗ", "ᾟ"), ("ᾧ", "ᾯ")]
    {
        assert!(Collation::IgnoreCase.equals(small, capital), "{small} {capital}");
    }
    assert!(!Collation::IgnoreCase.equals("ᾳ", "ΑΙ") && !Collation::IgnoreCase.equals("ı", "I"));
}

/// Needles that overlap themselves are the ones that a search which never goes back may miss.
#[test]
fn every_short_needle_of_two_letters_is_found_where_it_is() {
    let texts = |length: u32| {
        let text = move |bits: u32| (0..length).map(|bit| if bits >> bit & 1 == 0 { 'a' } else { 'b' }).collect();
        (0..1 << length).map(text)
    };
    let all: Vec<String> = (0..=8).flat_map(texts).collect();
    for needle in all.iter().filter(|needle| needle.len() <= 5) {
        let prepared = Needle::new(Collation::IgnoreCase, needle.as_str());
        for text in &all {
            assert_eq!(prepared.is_in(text), text.contains(needle.as_str()), "{needle} in {text}");
        }
    }
}

/// Returns `true` if a substring of `text` between offsets that `wanted` allows equals `needle`.
fn by_substrings(collation: Collation, text: &str, needle: &str, wanted: fn(&str, usize, usize) -> bool) -> bool {
    let cuts: Vec<usize> = (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)).collect();
    cuts.iter().any(|start| {
        cuts.iter()
            .filter(|end| *end >= start && wanted(text, *start, **end))
            .any(|end| collation.compare(&text[*start..*end], needle) == Ordering::Equal)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn search_is_search_for_an_equal_substring(text in "[aAß0-2ſ.𝔸]{0,9}", needle in "[aAß0-2ſ𝔸]{0,4}") {
        for collation in Collation::ALL.iter().copied() {
            let prepared = Needle::new(collation, needle.as_str());
            prop_assert_eq!(prepared.is_in(&text), by_substrings(collation, &text, &needle, |_, _, _| true), "is_in {}", collation);
            prop_assert_eq!(prepared.starts(&text), by_substrings(collation, &text, &needle, |_, start, _| start == 0), "starts {}", collation);
            prop_assert_eq!(prepared.ends(&text), by_substrings(collation, &text, &needle, |text, _, end| end == text.len()), "ends {}", collation);
        }
    }

    #[test]
    fn keys_are_equal_exactly_when_texts_are(a in "[aAkKK0-2ıIi]{0,6}", b in "[aAkKK0-2ıIi]{0,6}") {
        for collation in Collation::ALL.iter().copied() {
            prop_assert_eq!(collation.key(&a) == collation.key(&b), collation.compare(&a, &b) == Ordering::Equal);
        }
    }
}

#[test]
fn sort_keys_are_ordered_as_texts_are() {
    let texts = [
        "",
        "\0",
        "\u{1}",
        "\u{2}",
        "\u{3}",
        "\0\0",
        "a",
        "A",
        "a\0",
        "aB",
        "ab",
        "b",
        "_",
        "0",
        "00",
        "7",
        "07",
        "10",
        "9",
        "vm2",
        "VM10",
        "vm02",
        "vm",
        "vm2x",
        "v1m",
        "a0",
        "a00b",
        "a0b",
        "1a",
        "é",
        "É",
        "e",
        "ß",
        "ẞ",
        "ss",
        "ı",
        "i",
        "ſ",
        "s",
        "K",
        "k",
        "ᾳ",
        "ᾼ",
        "\u{D7FF}",
        "\u{E000}",
        "\u{FFFF}",
        "\u{10000}",
        "\u{10FFFF}",
        "٣",
        "3",
        "ﬀ",
    ];
    let long = ["1".repeat(254), "1".repeat(255), "1".repeat(300), "2".repeat(255), format!("0{}", "1".repeat(255))];
    let texts: Vec<&str> = texts.into_iter().chain(long.iter().map(String::as_str)).collect();
    for collation in Collation::ALL {
        let written = |text: &str| {
            let mut out = Vec::new();
            collation.push_sort_key(text, &mut out);
            out
        };
        for a in &texts {
            for b in &texts {
                assert_eq!(written(a).cmp(&written(b)), collation.compare(a, b), "{collation}: {a:?} and {b:?}");
                assert!(
                    a == b || written(a) == written(b) || !written(b).starts_with(&written(a)),
                    "{a:?} begins {b:?}"
                );
            }
        }
    }
}
