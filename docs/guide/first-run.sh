#!/bin/sh
# The main job, shown on made cases: a caseload is made and screened for two states, two cases are explained, one
# parent's request is answered, and then an office lives through a year of closings in a database of its own. At last the
# staff application opens in another office, and the public site beside it, until Ctrl-C. The next run finds that office as it was left, at once.
# `make run` calls this. CASES says how many cases are screened, YEAR_CASES how many the office has, PORT where the
# application listens (the public site at the next one); with STOP_AFTER it stops by itself after so many seconds.
set -eu
CASECLOSE=${CASECLOSE:-caseclose}
CASES=${CASES:-100000}
YEAR_CASES=${YEAR_CASES:-300}
DAY=2026-11-22
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${OUT:-build/first-run}
mkdir -p "$OUT"
OUT=$(cd "$OUT" && pwd)
unset CASECLOSE_DSN CASECLOSE_OWNER_DSN CASECLOSE_PARTIES
export CASECLOSE_HOME="$OUT/home"

say() { printf '\n== %s\n' "$*"; }

LIVED="$OUT/lived"
trap '"$CASECLOSE" db stop >/dev/null 2>&1 || true' EXIT
trap 'exit 130' INT TERM

screen_and_explain() {
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
}

live_a_year() {
    say "A database of its own, in $CASECLOSE_HOME"
    "$CASECLOSE" db reset --yes
    "$CASECLOSE" db start

    say "An office in Arkansas lives through a year: $YEAR_CASES made cases, and parties that lose and delay messages"
    "$CASECLOSE" practice year --state ar --cases "$YEAR_CASES" --weather "lose=0.02 delay=0.05 double=0.02 refuse=0.02 seed=7"

    say "Can the record be trusted?"
    head -c 32 /dev/urandom > "$OUT/journal.key"
    rm -f "$OUT/heads.txt"
    "$CASECLOSE" audit head --key-file "$OUT/journal.key" --to "$OUT/heads.txt"
    "$CASECLOSE" audit verify --key-file "$OUT/journal.key" --heads "$OUT/heads.txt"
}

if [ -f "$LIVED" ]; then
    say "What the last run made is there still; to begin anew: rm -r $OUT"
else
    screen_and_explain
    live_a_year
    touch "$LIVED"
    say "The results are in $OUT; read the screenings with any program that opens Parquet"
fi
echo "To look at the year: export CASECLOSE_HOME=$CASECLOSE_HOME; $CASECLOSE db start; $CASECLOSE case show CASE"
"$CASECLOSE" db stop >/dev/null 2>&1 || true

say "The staff application, in an office in California where much has just come in, and the public site"
export CASECLOSE_HOME="$OUT/demo"
trap : INT  # the application hears Ctrl-C itself and stops, and its database with it
"$CASECLOSE" serve --demo --port "${PORT:-8000}" ${STOP_AFTER:+--stop-after "$STOP_AFTER"}
