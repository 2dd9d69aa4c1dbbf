//! Drawing diagnostics, whatever the query: one line of a megabyte, thousands of faults, signs that move the cursor.

use tamis::{Parsed, Query, Schema};

const WIDTH: usize = 100;

/// Returns the parts of the drawing that are underlined, if all characters are one column wide.
fn underlined(drawing: &str) -> Vec<String> {
    let lines: Vec<&str> = drawing.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[1].trim_start().starts_with('·'));
    let under = |pair: &[&str]| {
        let marked = pair[0].chars().zip(pair[1].chars()).skip(4).filter(|(_, mark)| *mark == '─');
        marked.map(|(character, _)| character).collect()
    };
    pairs.map(under).collect()
}

fn drawn(text: &str, width: usize) -> String {
    Parsed::parse(text).unwrap_err().draw(width, false)
}

#[test]
fn a_long_line_is_cut_around_the_fault() {
    let filler = "name == \"some text\" and ".repeat(10_000);
    for (before, after) in [(&*filler, &*filler), ("", &filler), (&filler, "")] {
        let drawing = drawn(&format!("{before}size ~~~ 5 and {after}a == 1"), 100);
        assert_eq!(underlined(&drawing), ["~~~"], "{drawing}");
        assert!(drawing.lines().all(|line| line.chars().count() <= 100), "{drawing}");
        assert!(drawing.contains(&format!("[1:{}]", before.len() + 6)), "{drawing}");
    }
    // What is underlined is cut as well, and so are the lines around it.
    let endless = drawn(&format!("{filler}\n'{filler}\n{filler}"), 80);
    assert!(endless.lines().all(|line| line.chars().count() <= 80), "{endless}");
    assert!(underlined(&endless)[0].starts_with("'name == "), "{endless}");
    assert!(underlined(&endless)[0].ends_with('…'), "{endless}");
    // Nothing is cut that fits.
    assert!(!drawn("name == \"x\" and size ~~~ 5", 40).contains('…'));
}

#[test]
fn the_first_faults_of_a_long_query_are_drawn_and_the_others_counted() {
    const MANY: usize = 20_000;
    let words = "Urgent,".repeat(MANY);
    let schema = r#"{"fields": [{"path": "priority", "type": {"enum": {"words": ["Low", "High"], "open": false}}}]}"#;
    let faults = Query::parse(&format!("priority in ({words})"), &Schema::from_json(schema).unwrap()).unwrap_err();
    assert_eq!(faults.len() + faults.more(), MANY);
    let drawing = faults.draw(WIDTH, false);
    assert_eq!(drawing.matches("help:").count(), faults.len());
    assert!(drawing.ends_with(&format!("\nand {} more\n", faults.more())), "{drawing}");
    assert!(drawing.len() < faults.len() * 1_000, "{}", drawing.len());
}

#[test]
fn every_query_can_be_drawn() {
    let odd = [
        "\t",
        "\r\n",
        "\r",
        "\u{1b}[31m",
        "\0",
        "\u{7f}",
        "\u{9b}",
        "\u{202e}",
        "\u{feff}",
        "東京",
        "🗼",
        "e\u{301}",
        "\n",
        "ß",
    ];
    for one in odd {
        for other in odd {
            for text in [format!("{one}~{other}"), format!("a{one}=={other}~"), format!("\"{one}{other}")] {
                let faults = Parsed::parse(&text).unwrap_err();
                for width in [0, 1, 40, 100] {
                    let drawing = faults.draw(width, false);
                    let is_legible = |character: char| character == '\n' || !character.is_control();
                    assert!(drawing.chars().all(is_legible), "{text:?}: {drawing:?}");
                }
                assert_eq!(faults.to_string().lines().count(), faults.len(), "{text:?}");
            }
        }
    }
}
