//! Tests that the places where reads cut an input make no difference, neither to the rows nor to the errors. Documents
//! of every kind in JSONTestSuite, generated here, are cut at every byte and given to every reader.

use std::io::{self, Read};
use std::ops::ControlFlow;

use serde_json::Value as Json;
use tamis::{Path, Program};

use super::reader::RowReader;
use super::source::ByteSource;
use super::visitor::{ParsingSink, read_rows};
use super::{LineScanner, RowClues, RowFailure, RowSink, RowVisitor, RowsAt, Skipped};
use crate::encoding::match_all;
use crate::failure::Failure;
use crate::row_warnings::RowWarning;

/// Values that are JSON, that are not, and that readers differ about.
const VALUES: &[&[u8]] = &[
    // Numbers.
    b"0",
    b"-0",
    b"1",
    b"-1",
    b"10",
    b"1.5",
    b"-1.5",
    b"0.5",
    b"1e5",
    b"1E5",
    b"1e+5",
    b"1e-5",
    b"1.5e10",
    b"-0.0e-0",
    b"123456789012345678901234567890",
    b"1e400",
    b"-1e400",
    b"1e-400",
    b"0e1",
    b"20e1",
    b"18446744073709551616",
    b"-",
    b"+1",
    b"01",
    b"-01",
    b"00",
    b"1.",
    b"-1.",
    b".5",
    b"-.5",
    b"1.e1",
    b"1e",
    b"1E+",
    b"1e-",
    b"1.5e",
    b"0x1F",
    b"1_000",
    b"1e1.5",
    b"--1",
    b"1-",
    b"1a",
    b"-a",
    b"0e",
    b"0e+",
    b"1.2.3",
    b"1+2",
    b"- 1",
    b"NaN",
    b"-NaN",
    b"Infinity",
    b"-Infinity",
    b"2026-01-31",
    b"12:30:01",
    b"1,5",
    b"\xEF\xBC\x91",
    // Words.
    b"true",
    b"false",
    b"null",
    b"tru",
    b"truee",
    b"True",
    b"TRUE",
    b"nul",
    b"nulll",
    b"None",
    b"undefined",
    b"fals",
    b"nil",
    b"truefalse",
    b"abc",
    b"a.b",
    // Texts.
    b"\"\"",
    b"\"a\"",
    b"\"a b\"",
    b"\"\\\"\"",
    b"\"\\\\\"",
    b"\"\\/\\b\\f\\n\\r\\t\"",
    b"\"\\u0041\"",
    b"\"\\u00e9\"",
    b"\"\\uD83D\\uDE00\"",
    b"\"\\ud83d\"",
    b"\"\\ude00\"",
    b"\"\\ud83d\\ud83d\"",
    b"\"\\ude00\\ud83d\"",
    b"\"\\ud83dx\"",
    b"\"\\u0000\"",
    b"\"\x7F\"",
    b"\"\xC3\xA9\"",
    b"\"\xE2\x82\xAC\"",
    b"\"\xF0\x9F\x98\x80\"",
    b"\"\xEF\xBB\xBF\"",
    b"\"\xE2\x80\xA8\"",
    b"\"\xEF\xBF\xBF\"",
    b"\"{\\\"a\\\":1}\"",
    b"\"",
    b"\"a",
    b"\"\\",
    b"\"\\\"",
    b"\"\\x41\"",
    b"\"\\'\"",
    b"\"\\u\"",
    b"\"\\u12\"",
    b"\"\\u12G4\"",
    b"\"\\U0041\"",
    b"\"a\tb\"",
    b"\"a\nb\"",
    b"\"a\x00b\"",
    b"\"a\x1Fb\"",
    b"'a'",
    b"`a`",
    b"\xE2\x80\x9Ca\xE2\x80\x9D",
    b"\"\xFF\"",
    b"\"\xC3\"",
    b"\"\xC0\x80\"",
    b"\"\xED\xA0\x80\"",
    b"\"\xF4\x90\x80\x80\"",
    b"\"\xE9t\xE9\"",
    b"\"\xE2\x82\"",
    // Arrays and objects.
    b"[]",
    b"[[]]",
    b"[1]",
    b"[1,2]",
    b"[ 1 , 2 ]",
    b"[[1],[2]]",
    b"[\"a\",null]",
    b"{}",
    b"{\"b\":1}",
    b"{\"b\":{\"c\":[]}}",
    b"{\"b\":1,\"b\":2}",
    b"{\"\":0}",
    b"{\"\\u0062\":1}",
    b"{\"\\ud800\":1}",
    b"{ \"b\" : 1 }",
    b"[\n1,\r\n2\t]",
    b"[1,]",
    b"[,1]",
    b"[1,,2]",
    b"[1 2]",
    b"[1",
    b"[1,",
    b"[",
    b"]",
    b"[}",
    b"[1}",
    b"[1]]",
    b"[\"a\" \"b\"]",
    b"[\"a\":1]",
    b"{",
    b"}",
    b"{]",
    b"{\"b\"",
    b"{\"b\":",
    b"{\"b\":}",
    b"{\"b\":1",
    b"{\"b\":1,",
    b"{\"b\":1,}",
    b"{,}",
    b"{\"b\" 1}",
    b"{\"b\":1 \"c\":2}",
    b"{b:1}",
    b"{'b':1}",
    b"{1:1}",
    b"{\"b\":1]",
    b"{\"b\"=1}",
    b"{\"b\",\"c\"}",
    b"{\"b\":1;\"c\":2}",
    b"{\"b\"::1}",
    b"{null:1}",
    b"{\"b\":1,,\"c\":2}",
    b"{\"b\":1}}",
    b"[1]x",
    b"{}#",
    // What is around and between.
    b"",
    b" ",
    b"1//a",
    b"/*a*/1",
    b"#a",
    b"1 ,",
    b",1",
    b":",
    b"\\",
    b"\xEF\xBB\xBF1",
    b"\xFF\xFE1",
    b"\x0C1",
    b"\xC2\xA01",
    b"\x00",
    b"\x1B[1m1",
    b"*",
    b"<a/>",
    b"@{a=1}",
    b"...",
    b"\xE2\x80\xA6",
    b"(1)",
    b"1\x00",
];

/// Whole documents.
const DOCUMENTS: &[&[u8]] = &[
    b"<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
    b"<?xml version=\"1.0\"?>\n<rows/>\n",
    b"id,name\n1,web\n2,db\n",
    b"id;name\r\n1;web\r\n",
    b"\"id\",\"name\"\n\"1\",\"web\"\n",
    b"---\nid: 1\nname: web\n",
    b"- id: 1\n- id: 2\n",
    b"name: web\nid: 1\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\n",
    b"Content-Type: application/json\r\n\r\n{\"a\":1}\n",
    b"data: {\"a\":1}\n\ndata: {\"a\":2}\n\n",
    b"event: row\ndata: {\"a\":1}\n",
    b"callback({\"a\":1})\n",
    b")]}'\n{\"a\":1}\n",
    b"[2026-01-31 08:00:00] INFO started\n{\"a\":1}\n[INFO] done\n[12:30] x\n[1] ok\n{\"a\":2}\n",
    b"2026-01-31 08:00:00 INFO started\n{\"a\":1}\n",
    b"12:30:01 INFO started\n{\"a\":1}\n",
    b"{\"a\":1}\n{\"a\":2,\"na\n{\"a\":3}\n{\"a\":4}\n",
    b"{\"a\":1}\n{\"a\":2,\n{\"a\":3}\n{\"a\":4,\"b\"\n{\"a\":5,\"b\":\n{\"a\":6,\"b\":1\n{\"a\":7}\n",
    b"{\n  \"a\": NaN,\n  \"b\": {\"c\": 1}\n}\n{\n  \"a\": 2\n}\n",
    b"{\n  \"a\": [\n    1,,\n    {\"a\": 3}\n  ]\n}\n{\"a\":2}\n",
    b"\xEF\xBB\xBF{\"a\":1}\n\xEF\xBB\xBF{\"a\":2}\n",
    b"\xFF\xFE{\0\"\0a\0\"\0:\x001\0}\0\n\0{\0}\0",
    b"\xFE\xFF\0{\0\"\0a\0\"\0:\x001\0}\0\n",
    b"\xFF\xFE{\0}\0\n\0{\"a\":1}\n",
    b"\xFF\xFE{\0}\0\n",
    b"\xFF\xFE\0\0{\0\0\0}\0\0\0",
    b"{\0\"\0a\0\"\0:\x001\0}\0\r\0\n\0",
    b"\0{\0\"\0a\0\"\0:\x001\0}\0\r\0\n",
    b"\x1F\x8B\x08\x00\x00",
    b"\x28\xB5\x2F\xFD\x04",
    b"PK\x03\x04\x14\x00",
    b"\x1E{\"a\":1}\n",
    b"{\"a\":1}{\"a\":2} {\"a\":3}\t[{\"a\":4}]5\"x\"true[]null\n",
    b"{\"results\":[{\"a\":1},{\"a\":2}],\"totalCount\":2}\n{\"results\":[]}\n{\"results\":[{\"a\":}]}\n{\"a\":9}\n",
    b"[{\"a\":1},\n{\"a\":2},\n{\"a\":}\n,{\"a\":4}]\n",
    b"\n\n  \r\n{\"a\":1}\n\n\n{\"a\":2}",
    "{\"é\":\"€😀\",\"a\":}\n".as_bytes(),
    "[{\"é\":\"€\"},{\"😀\":1,\"a\":tru}]".as_bytes(),
];

/// Ways for a value to be in a document.
const WRAPPERS: &[(&[u8], &[u8])] = &[
    (b"", b""),
    (b"", b"\n{\"a\":2}\n"),
    (b"{\"a\":1}\n{\"a\":", b"}\n{\"a\":2}\n"),
    (b"[{\"a\":", b"},{\"a\":2}]"),
    (b"[\n", b"\n,3]"),
    (b"{\"results\":[{\"a\":", b"},{\"a\":2}],\"totalCount\":2}"),
    (b"{\"results\": [", b"]}\n{\"results\":[{\"a\":2}]}"),
];

/// A reader that returns its pieces one by one.
struct Pieces(Vec<Vec<u8>>);

impl Read for Pieces {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(piece) = self.0.first_mut() else { return Ok(0) };
            let count = piece.len().min(room.len());
            room[..count].copy_from_slice(&piece[..count]);
            piece.drain(..count);
            if piece.is_empty() {
                self.0.remove(0);
            }
            if count > 0 {
                return Ok(count);
            }
        }
    }
}

/// A sink and visitor that records the rows it receives.
struct Recorder {
    program: Program,
    wants_every_row: bool,
    rows: Vec<Vec<u8>>,
}

impl RowSink for Recorder {
    fn untested_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        if self.program.matches_bytes(row)? { self.matching_row(row) } else { Ok(ControlFlow::Continue(())) }
    }

    fn matching_row(&mut self, row: &[u8]) -> Result<ControlFlow<()>, RowFailure> {
        self.rows.push(row.to_vec());
        Ok(ControlFlow::Continue(()))
    }

    fn wants_every_row(&self) -> bool {
        self.wants_every_row
    }

    fn observe_lines(&mut self, _: &[u8]) {}

    fn warn(&mut self, _: &RowWarning) {}

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }

    fn processed(&mut self, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl RowVisitor for Recorder {
    fn row(&mut self, row: Json, bytes: &[u8]) -> Result<ControlFlow<()>, Failure> {
        self.rows.push(bytes.to_vec());
        self.rows.push(row.to_string().into_bytes());
        Ok(ControlFlow::Continue(()))
    }

    fn warn(&mut self, _: &RowWarning) {}

    fn idle(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// The ways of reading.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ReadAs {
    /// Rows that match, as in `run`.
    Matching,
    /// All rows, as in `run` before a row has matched.
    All,
    /// All rows, parsed, as in `explain` and `:load`.
    Parsed,
}

/// The result of reading: the rows, the summary of what was skipped, and the failure or `read`.
type Outcome = (Vec<Vec<u8>>, Option<String>, String);

/// Rows without clues.
fn detected() -> RowsAt {
    RowsAt::Detected(RowClues::default())
}

fn read(pieces: Vec<Vec<u8>>, program: &Program, at: &RowsAt, how: ReadAs, skips: bool, threads: usize) -> Outcome {
    let input = ByteSource::new("rows", Pieces(pieces), true);
    let scanner =
        LineScanner { program: program.clone(), may_hold_rows: matches!(at, RowsAt::Detected(_)), unchecked: false };
    let mut recorder = Recorder { program: program.clone(), wants_every_row: how == ReadAs::All, rows: Vec::new() };
    let mut skipped = Skipped::default();
    let counted = skips.then_some(&mut skipped);
    let done = match how {
        ReadAs::Matching | ReadAs::All => {
            read_rows(RowReader::new(input, true, at, &scanner, threads, counted), &mut recorder)
        }
        ReadAs::Parsed => {
            let mut parsing = ParsingSink { program, visitor: &mut recorder };
            read_rows(RowReader::new(input, true, at, &scanner, threads, counted), &mut parsing)
        }
    };
    let end = done.map_or_else(|failure| format!("{failure:?}"), |_| "read".to_owned());
    (recorder.rows, skipped.summary(), end)
}

/// Returns every document: those above, and each value in each wrapper.
fn documents() -> Vec<Vec<u8>> {
    let wrapped =
        VALUES.iter().flat_map(|value| WRAPPERS.iter().map(move |(before, after)| [before, *value, after].concat()));
    DOCUMENTS.iter().map(|document| document.to_vec()).chain(wrapped).collect()
}

#[test]
fn where_pieces_are_cut_changes_nothing() {
    let program = match_all().unwrap();
    let places = [detected(), RowsAt::EachValue, RowsAt::Array(Path::new(["results"]))];
    let documents = documents();
    let mut read_whole = 0;
    for document in &documents {
        for (place, how, skips) in [
            (&places[0], ReadAs::Matching, false),
            (&places[0], ReadAs::All, false),
            (&places[0], ReadAs::Parsed, false),
            (&places[0], ReadAs::Matching, true),
            (&places[1], ReadAs::Parsed, true),
            (&places[2], ReadAs::Matching, false),
        ] {
            let text = String::from_utf8_lossy(document);
            let whole = read(vec![document.clone()], &program, place, how, skips, 1);
            let cut = |at: usize| vec![document[..at].to_vec(), document[at..].to_vec()];
            for at in 1..document.len() {
                assert_eq!(read(cut(at), &program, place, how, skips, 1), whole, "{text:?} cut at {at}, {how:?}");
            }
            let bytes = document.iter().map(|byte| vec![*byte]).collect();
            assert_eq!(read(bytes, &program, place, how, skips, 1), whole, "{text:?} byte by byte, {how:?}");
            read_whole += usize::from(whole.2 == "read");
        }
    }
    println!("{} documents, of which {read_whole} readings come to the end", documents.len());
    assert!(documents.len() > 1000 && read_whole > 1000);
}

#[test]
fn threads_and_chunks_change_nothing() {
    let program = match_all().unwrap();
    let line = b"{\"a\":\"a row before what matters\"}\n".as_slice();
    // Only some of them: starting threads takes long.
    for document in documents().iter().step_by(7) {
        let text = [&line.repeat(6), document.as_slice(), b"\n", &line.repeat(3)].concat();
        for skips in [false, true] {
            let whole = read(vec![text.clone()], &program, &detected(), ReadAs::Matching, skips, 1);
            for at in (line.len() * 6 - 1..text.len() - line.len() * 2).step_by(3) {
                let pieces = [line.to_vec(), line.to_vec(), text[line.len() * 2..at].to_vec(), text[at..].to_vec()];
                let pieces: Vec<Vec<u8>> = pieces.into_iter().collect();
                let read = read(pieces, &program, &detected(), ReadAs::Matching, skips, 3);
                assert_eq!(read, whole, "{:?} cut at {at}", String::from_utf8_lossy(document));
            }
        }
    }
}

/// A row with one value is accepted if and only if serde_json accepts it as raw JSON.
#[test]
fn values_are_accepted_as_serde_json_accepts_them() {
    let program = match_all().unwrap();
    let mut taken = 0;
    for value in VALUES {
        let row = [b"{\"a\":", *value, b"}"].concat();
        let raw = serde_json::from_slice::<&serde_json::value::RawValue>(&row);
        let done = read(vec![row.clone()], &program, &RowsAt::EachValue, ReadAs::Matching, false, 1);
        assert_eq!(raw.is_ok(), done.2 == "read", "{} {done:?}", String::from_utf8_lossy(&row));
        taken += usize::from(raw.is_ok());
    }
    assert!(taken > 50 && taken < VALUES.len() - 80, "{taken} are JSON");
}
