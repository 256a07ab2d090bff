#!/bin/sh
# The main job, shown on made cases: a caseload is made and screened for two states, two cases are explained, and one
# parent's request is answered. `make run` calls this; CASES says how many cases.
set -eu
CASECLOSE=${CASECLOSE:-caseclose}
CASES=${CASES:-100000}
DAY=2026-11-22
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${OUT:-build/first-run}
mkdir -p "$OUT"

say() { printf '\n== %s\n' "$*"; }

for state in ca ar; do
    say "A made caseload of $CASES cases ($state): nobody in it is real"
    "$CASECLOSE" caseload make "$OUT/$state.parquet" --cases "$CASES" --seed 7 --state "$state" --on "$DAY" --replace
    say "What the law lets the agency close in it ($state, $DAY)"
    "$CASECLOSE" screen "$OUT/$state.parquet" --state "$state" --on "$DAY" --out "$OUT/$state" --replace
done

say "One case explained: no order, a small debt, California"
"$CASECLOSE" assess "$HERE/cases/small-debt.toml" --state ca --on "$DAY"

say "One case explained: nobody can find the other parent, Arkansas, in Spanish"
"$CASECLOSE" assess "$HERE/cases/cannot-locate.toml" --state ar --on "$DAY" --lang es

say "A parent asks to close, Arkansas: what would end, what would be let go, what goes on"
"$CASECLOSE" assess "$HERE/cases/parent-asks.toml" --state ar --on "$DAY" --request

say "Done. The results are in $OUT; read them with any program that opens Parquet."
