#!/usr/bin/env bash
# Compares whole processes: tamis, the hand-written floor, and jq, jaq and DuckDB if they are installed. Each counts the
# rows of one file that match, in turn with the others. Prints the medians of user and system time as ratios to the floor,
# which splits lines, parses each into a serde_json Value and calls hand-written code.
#
#   benches/processes.sh [ROWS] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-300000}
rounds=${2:-7}
cargo build --quiet --release --features cli
cargo build --quiet --release --manifest-path benches/peers/Cargo.toml
tamis=target/release/tamis
peers=benches/peers/target/release/tamis-peers
file=$(mktemp --suffix=.ndjson)
trap 'rm -f "$file"' EXIT
"$peers" rows "$rows" >"$file"

declare -A jq=(
    [F1]='select((.status == "Success" or .status == "Failed") and .sessionType == "BackupVmJob")'
    [F2]='select((.initiator.name | ascii_downcase | contains("admin")) and .progressPercent >= 20 and .progressPercent <= 80)'
    [selective]='select(.jobName == "Nightly 0000")'
)
declare -A sql=(
    [F1]="status in ('Success', 'Failed') and sessionType = 'BackupVmJob'"
    [F2]="initiator.name ilike '%admin%' and progressPercent between 20 and 80"
    [selective]="jobName = 'Nightly 0000'"
)

# Prints the seconds of user and system time, of all threads together.
seconds() {
    local TIMEFORMAT='%3U %3S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ print $1 + $2 }'
}
# Prints the elapsed seconds.
passing() {
    local TIMEFORMAT='%3R'
    { time "$@" >/dev/null 2>&1; } 2>&1
}
duckdb_count() {
    local statement="set threads = 1; select count(*) from read_json('$file', format = 'newline_delimited') where $1"
    if command -v duckdb >/dev/null; then
        duckdb -c "$statement"
    else
        python3 -c 'import duckdb, sys; print(duckdb.execute(sys.argv[1]).fetchall())' "$statement"
    fi
}
has_duckdb() { command -v duckdb >/dev/null || python3 -c 'import duckdb' 2>/dev/null; }
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

for filter in F1 F2 selective; do
    query=$("$peers" query "$filter")
    contenders=("floor" "tamis, 1 thread" "tamis, 1 thread, unchecked" "tamis, all rows printed")
    command -v jq >/dev/null && contenders+=("jq")
    command -v jaq >/dev/null && contenders+=("jaq")
    has_duckdb && contenders+=("duckdb, 1 thread")
    declare -A times=()
    for _ in $(seq "$rounds"); do
        for contender in "${contenders[@]}"; do
            case $contender in
                floor) took=$(seconds "$peers" floor "$filter" "$file") ;;
                "tamis, 1 thread") took=$(seconds "$tamis" run "$query" "$file" --threads 1 --count) ;;
                "tamis, 1 thread, unchecked") took=$(seconds "$tamis" run "$query" "$file" --threads 1 --count --unchecked) ;;
                "tamis, all rows printed") took=$(seconds "$tamis" run true "$file" --threads 1) ;;
                jq) took=$(seconds jq -c "${jq[$filter]}" "$file") ;;
                jaq) took=$(seconds jaq -c "${jq[$filter]}" "$file") ;;
                duckdb*) took=$(seconds duckdb_count "${sql[$filter]}") ;;
            esac
            times[$contender]+="$took"$'\n'
        done
    done
    base=$(printf '%s' "${times[floor]}" | median)
    for contender in "${contenders[@]}"; do
        printf '%s' "${times[$contender]}" | median |
            awk -v base="$base" -v name="$filter $contender" '{ printf "%-40s %6.2f times as fast as the floor\n", name, base / ($1 > 0 ? $1 : 0.001) }'
    done
    one="" two=""
    for _ in $(seq "$rounds"); do
        one+=$(passing "$tamis" run "$query" "$file" --threads 1 --count)$'\n'
        two+=$(passing "$tamis" run "$query" "$file" --threads 2 --count)$'\n'
    done
    awk -v one="$(printf '%s' "$one" | median)" -v two="$(printf '%s' "$two" | median)" -v name="$filter two threads" \
        'BEGIN { printf "%-40s %6.2f times as fast as one, by the clock\n", name, one / two }'
done
