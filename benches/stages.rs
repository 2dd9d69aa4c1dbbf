//! Benchmarks with a group for each stage. Each group has a floor: the code that a person would write by hand for the
//! same work. Absolute times mean little, and so do ratios between runs.

mod work;

use std::collections::HashSet;
use std::fmt::Write;
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use memchr::memchr_iter;
use serde_json::Value as Json;
use tamis::{Dialect, Limits, Parsed, Program, Query, Schema};

fn program(text: &str) -> Program {
    Query::parse(text, &Schema::open()).unwrap().compile().unwrap()
}

/// The floor of the stages from text to a program: collects the texts between quotes in a set.
fn texts(query: &str) -> HashSet<Box<str>> {
    query.split('"').skip(1).step_by(2).map(Box::from).collect()
}

/// The floor of a request: writes those texts as the list of one comparison.
fn request(texts: &HashSet<Box<str>>) -> String {
    let mut filter = String::from(r#"[{"property":"x","operation":"in","value":["#);
    for text in texts {
        write!(filter, "\"{text}\",").unwrap();
    }
    filter + "]}]"
}

fn stages(criterion: &mut Criterion) {
    let schema = Schema::open();
    let [f1, _, f3, f4] = work::filters();
    for work in [f1, f3, f4] {
        let text = work.query;
        let parsed = Parsed::parse(&text).unwrap();
        let query = parsed.check(&schema).unwrap();
        let listed = texts(&text);
        let mut group = |stage: &str, run: &mut dyn FnMut(), floor: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(stage);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(work.name, |bench| bench.iter(&mut *run));
            group.bench_function(format!("{} by hand", work.name), |bench| bench.iter(&mut *floor));
            group.finish();
        };
        let floor = || drop(black_box(texts(black_box(&text))));
        group("parse", &mut || drop(Parsed::parse(black_box(&text)).unwrap()), &mut { floor });
        group("check", &mut || drop(black_box(&parsed).check(&schema).unwrap()), &mut { floor });
        group("compile", &mut || drop(black_box(&query).compile().unwrap()), &mut { floor });
        let lower = &mut || drop(black_box(&query).lower(Dialect::Ahv).unwrap());
        group("lower", lower, &mut || drop(black_box(request(black_box(&listed)))));
    }
}

/// Shows that twice the text takes twice the time, from 1 KB to 16 MB of `or`.
fn scaling(criterion: &mut Criterion) {
    let schema = Schema::open();
    let limits = Limits { text: 1 << 25, ..Limits::default() };
    let mut group = criterion.benchmark_group("text to program");
    group.sample_size(10);
    for shift in [10, 13, 16, 18, 20, 22, 24] {
        let text = work::terms(1 << shift);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("2^{shift} bytes"), |bench| {
            bench.iter(|| Query::parse_within(black_box(&text), &schema, &limits).unwrap().compile().unwrap())
        });
    }
    group.finish();
}

fn matches(criterion: &mut Criterion) {
    for (name, count) in [("matches, hot", 1_000), ("matches, cold", 100_000)] {
        let rows = work::rows(count);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(count as u64));
        for work in work::filters() {
            let program = program(&work.query);
            let count = |matches: &dyn Fn(&Json) -> bool| rows.iter().filter(|row| matches(row)).count();
            assert_eq!(count(&|row| program.matches(row)), count(&*work.by_hand));
            group.bench_function(work.name, |bench| {
                bench.iter(|| black_box(&rows).iter().filter(|row| program.matches(row)).count())
            });
            group.bench_function(format!("{} by hand", work.name), |bench| {
                bench.iter(|| black_box(&rows).iter().filter(|row| (work.by_hand)(row)).count())
            });
        }
        group.finish();
    }
}

/// Scans lines in memory. The floor splits them, parses each and calls the hand-written code.
fn scan(criterion: &mut Criterion) {
    let lines = work::lines(10_000);
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(20).throughput(Throughput::Bytes(lines.len() as u64));
    // Each line ends with a line break.
    let each = || {
        memchr_iter(b'\n', &lines)
            .scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end))
            .map(|line| &lines[line])
    };
    for work in work::filters().into_iter().chain([work::selective()]) {
        let program = program(&work.query);
        let by_hand = |line: &[u8]| (work.by_hand)(&serde_json::from_slice(line).unwrap());
        let count = |matches: &dyn Fn(&[u8]) -> bool| each().filter(|line| matches(line)).count();
        assert_eq!(count(&|line| program.matches_bytes(line).unwrap()), count(&by_hand));
        group.bench_function(work.name, |bench| {
            bench.iter(|| each().filter(|line| program.matches_bytes(line).unwrap()).count())
        });
        group.bench_function(format!("{}, unchecked", work.name), |bench| {
            let matches = |line: &[u8]| !program.rules_out(line) && program.matches_bytes(line).unwrap();
            bench.iter(|| each().filter(|line| matches(line)).count())
        });
        group.bench_function(format!("{} by hand", work.name), |bench| {
            bench.iter(|| each().filter(|line| by_hand(line)).count())
        });
    }
    group.finish();
}

fn sort(criterion: &mut Criterion) {
    let rows = work::rows(100_000);
    let mut group = criterion.benchmark_group("sort");
    group.sample_size(10).throughput(Throughput::Elements(rows.len() as u64));
    let two_keys = program("sort by jobName collate lexicographic, durationSec desc");
    group.bench_function("two keys", |bench| bench.iter(|| two_keys.run(black_box(&rows))));
    group.bench_function("two keys, looked up in each comparison", |bench| {
        bench.iter(|| {
            let mut sorted: Vec<&Json> = black_box(&rows).iter().collect();
            sorted.sort_by(|a, b| work::by_name_and_duration(a, b));
            sorted
        })
    });
    group.finish();
    let names = work::names(1_000_000);
    let mut group = criterion.benchmark_group("sort 1M names");
    group.sample_size(10).throughput(Throughput::Elements(names.len() as u64));
    let by = |group: &mut BenchmarkGroup<'_, WallTime>, collation: &str| {
        let program = program(&format!("sort by name collate {collation}"));
        group.bench_function(collation, |bench| bench.iter(|| program.run(black_box(&names))));
    };
    by(&mut group, "ordinal");
    by(&mut group, "ignorecase");
    by(&mut group, "lexicographic");
    group.bench_function("std, by the bytes of the names", |bench| {
        bench.iter(|| {
            let mut sorted: Vec<(&str, &Json)> =
                black_box(&names).iter().map(|row| (row["name"].as_str().unwrap(), row)).collect();
            sorted.sort_by_key(|(name, _)| *name);
            sorted
        })
    });
    group.finish();
}

criterion_group!(benches, stages, scaling, matches, scan, sort);
criterion_main!(benches);
