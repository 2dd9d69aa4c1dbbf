//! One group a stage. Absolute times mean little; `matches` has the hand-written closure beside it.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::{Value as Json, json};
use tamis::{Dialect, Parsed, Query, Schema};

/// A query of every day, and one as long as a list makes it.
fn queries() -> [(&'static str, String); 2] {
    let ids = (0..200).map(|id| format!("\"{id:08x}\"")).collect::<Vec<_>>().join(", ");
    [
        ("sessions", r#"status in ("Success","Failed") and sessionType == "BackupVmJob""#.to_owned()),
        ("200 ids", format!("clusterId in ({ids})")),
    ]
}

fn rows() -> Vec<Json> {
    let status = ["Success", "Failed", "Warning", "Running"];
    let session_type = ["BackupVmJob", "RestoreVm", "RescanBackups"];
    (0..1000_usize)
        .map(|row| {
            json!({
                "id": format!("{row:08x}"),
                "status": status[row * 7 % 4],
                "sessionType": session_type[row * 5 % 3],
                "name": format!("job {}", row * 31 % 1000),
                "durationSec": row * 37 % 5000,
                "initiator": {"name": format!("user{}", row % 50), "domain": "corp.local"},
            })
        })
        .collect()
}

fn stages(criterion: &mut Criterion) {
    let schema = Schema::open();
    for (name, text) in queries() {
        let parsed = Parsed::parse(&text).unwrap();
        let query = parsed.check(&schema).unwrap();
        let size = Throughput::Bytes(text.len() as u64);
        let mut group = criterion.benchmark_group("parse");
        group
            .throughput(size.clone())
            .bench_function(name, |bench| bench.iter(|| Parsed::parse(black_box(&text)).unwrap()));
        group.finish();
        let mut group = criterion.benchmark_group("check");
        group
            .throughput(size.clone())
            .bench_function(name, |bench| bench.iter(|| black_box(&parsed).check(&schema).unwrap()));
        group.finish();
        let mut group = criterion.benchmark_group("lower");
        group
            .throughput(size.clone())
            .bench_function(name, |bench| bench.iter(|| black_box(&query).lower(Dialect::Ahv).unwrap()));
        group.finish();
        let mut group = criterion.benchmark_group("compile");
        group.throughput(size).bench_function(name, |bench| bench.iter(|| black_box(&query).compile().unwrap()));
        group.finish();
    }
}

fn matches(criterion: &mut Criterion) {
    let rows = rows();
    let (name, text) = &queries()[0];
    let program = Query::parse(text, &Schema::open()).unwrap().compile().unwrap();
    let by_hand = |row: &Json| {
        let text = |name: &str| row.get(name).and_then(Json::as_str);
        matches!(text("status"), Some("Success" | "Failed")) && text("sessionType") == Some("BackupVmJob")
    };
    let count = |matches: &dyn Fn(&Json) -> bool| rows.iter().filter(|row| matches(row)).count();
    assert_eq!(count(&|row| program.matches(row)), count(&by_hand));
    let mut group = criterion.benchmark_group("matches");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function(*name, |bench| {
        bench.iter(|| black_box(&rows).iter().filter(|row| program.matches(row)).count())
    });
    group.bench_function("by hand", |bench| bench.iter(|| black_box(&rows).iter().filter(|row| by_hand(row)).count()));
    group.finish();
}

fn sort(criterion: &mut Criterion) {
    let rows = rows();
    let program = Query::parse("sort by name collate lexicographic, durationSec desc", &Schema::open())
        .unwrap()
        .compile()
        .unwrap();
    let mut group = criterion.benchmark_group("sort");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("two keys", |bench| bench.iter(|| program.run(black_box(&rows))));
    group.finish();
}

criterion_group!(benches, stages, matches, sort);
criterion_main!(benches);
