//! Compares tamis with its peers: the same filters over the same rows, as ratios to the code that a person would write
//! by hand.
//!
//! `cargo run --release` measures. For scripts that compare whole processes, `-- rows COUNT` writes rows as lines,
//! `-- floor FILTER FILE` counts the rows that match by reading lines, parsing each and calling the hand-written code,
//! and `-- query FILTER` prints a filter.

mod peers;
#[expect(dead_code, reason = "some of it is for the stages alone")]
#[path = "../../work.rs"]
mod work;

use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Write};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tamis::{Query, Schema};
use work::Work;

/// A program that counts the rows that match.
pub struct Contender<'r> {
    pub name: &'static str,
    pub count: Box<dyn FnMut() -> usize + 'r>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => measure(),
        ["rows", count] => {
            io::stdout().write_all(&work::lines(count.parse().expect("a number of rows"))).expect("written")
        }
        ["floor", filter, file] => println!("{}", floor(&named(filter), file)),
        ["query", filter] => println!("{}", named(filter).query),
        _ => panic!("usage: tamis-peers [rows COUNT | floor FILTER FILE | query FILTER]"),
    }
}

fn named(name: &str) -> Work {
    let all = work::filters().into_iter().chain([work::selective()]);
    all.into_iter().find(|work| work.name == name).expect("F1 to F4, or selective")
}

fn floor(work: &Work, file: &str) -> usize {
    let mut lines = BufReader::with_capacity(1 << 18, File::open(file).expect("a file"));
    let (mut line, mut count) = (Vec::new(), 0);
    while lines.read_until(b'\n', &mut line).expect("readable") > 0 {
        let row: Json = serde_json::from_slice(&line).expect("JSON");
        count += usize::from((work.by_hand)(&row));
        line.clear();
    }
    count
}

fn measure() {
    let hot = work::rows(1_000);
    let cold = work::rows(100_000);
    println!("matches, ratios to the hand-written code (above 1 is slower)");
    for work in work::filters() {
        let program = Query::parse(&work.query, &Schema::open()).expect("a query").compile().expect("bound");
        for (name, rows, rounds) in [("hot", &hot, 400), ("cold", &cold, 12)] {
            let by_hand = || rows.iter().filter(|row| (work.by_hand)(row)).count();
            let by_tamis = || rows.iter().filter(|row| program.matches(row)).count();
            let mut contenders = vec![
                Contender { name: "by hand", count: Box::new(by_hand) },
                Contender { name: "tamis", count: Box::new(by_tamis) },
            ];
            report(&format!("{} {name}", work.name), &mut contenders, rounds);
        }
        let by_hand = || hot.iter().filter(|row| (work.by_hand)(row)).count();
        let by_tamis = || hot.iter().filter(|row| program.matches(row)).count();
        let mut contenders = vec![
            Contender { name: "by hand", count: Box::new(by_hand) },
            Contender { name: "tamis", count: Box::new(by_tamis) },
        ];
        contenders.extend(peers::all(&work, &hot));
        report(&format!("{} peers", work.name), &mut contenders, 15);
    }
    println!("\nfrom text to a program, ratios to wirefilter's parse alone");
    for work in [&work::filters()[0], &work::filters()[2]] {
        report(work.name, &mut peers::parsers(work), 300);
    }
}

/// Runs the contenders in turn and prints each one's median as a ratio to the first one's.
fn report(title: &str, contenders: &mut [Contender<'_>], rounds: usize) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contenders.len()];
    let mut counts = vec![0; contenders.len()];
    for _ in 0..rounds {
        for (index, contender) in contenders.iter_mut().enumerate() {
            // The contender before has evicted the rows from the cache. Rows that fit are loaded again first.
            for _ in 0..if rounds > 12 { 3 } else { 0 } {
                black_box((contender.count)());
            }
            let start = Instant::now();
            counts[index] = black_box((contender.count)());
            times[index].push(start.elapsed());
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    print!("{title:<10}");
    for ((contender, median), count) in contenders.iter().zip(&medians).zip(&counts) {
        let differs = if *count == counts[0] { "" } else { "!" };
        print!("  {} {:.2}{differs}", contender.name, median / medians[0]);
    }
    println!();
}

fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}
