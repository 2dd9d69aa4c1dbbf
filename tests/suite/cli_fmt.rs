//! Tests of `tamis fmt`: files, standard input, `--check`, and text that is no query.

use std::fs;

use crate::common::process::{Scratch, tamis};

#[test]
fn standard_input_is_printed() {
    tamis(&["fmt"], "a=1 && b IN (2,)").prints("a == 1 and b in (2)\n");
    tamis(&["fmt", "-"], "# why\na=1").prints("# why\na == 1\n");
    tamis(&["fmt", "--check"], "a == 1\n").prints("");
    let ran = tamis(&["fmt", "--check"], "a=1").fails(1, "");
    assert_eq!(ran.out, "standard input\n");
    tamis(&["fmt"], "a = ").fails(1, "expected a value");
}

#[test]
fn files_are_rewritten_if_they_change() {
    let loose = Scratch::new("loose.tamis", "a=1 # one\r\nand b<>2");
    let tidy = Scratch::new("tidy.tamis", "a == 1\n");
    let wrong = Scratch::new("wrong.tamis", "a ==");
    let ran = tamis(&["fmt", "--check", loose.path(), tidy.path()], "").fails(1, "");
    assert_eq!(ran.out, format!("{}\n", loose.path()));
    assert_eq!(fs::read_to_string(loose.path()).unwrap(), "a=1 # one\r\nand b<>2");

    let modified = |file: &Scratch| fs::metadata(file.path()).unwrap().modified().unwrap();
    let before = modified(&tidy);
    let ran = tamis(&["fmt", wrong.path(), loose.path(), tidy.path()], "").fails(1, "expected a value");
    assert!(ran.err.starts_with(&format!("{}:\n", wrong.path())) && ran.out.is_empty(), "{}", ran.err);
    assert_eq!(fs::read_to_string(wrong.path()).unwrap(), "a ==");
    assert_eq!(fs::read_to_string(loose.path()).unwrap(), "# one\na == 1 and b != 2\n");
    assert_eq!(modified(&tidy), before);
    tamis(&["fmt", "--check", loose.path(), tidy.path()], "").prints("");
    tamis(&["fmt", "no-such.tamis"], "").fails(2, "there is no such file");
}
