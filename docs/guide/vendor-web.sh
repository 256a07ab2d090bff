#!/bin/sh
# Fetches what the pages of the staff application are drawn with, and leaves it where it is served from: the style sheet
# of USWDS, trimmed to the components in use, with its typeface and pictures, and htmx. Needs npm and the test
# requirements. Whoever adds a component names it in tests/staff/trimming.py and runs this again.
set -eu
cd "$(dirname "$0")/../.."
PYTHON=${PYTHON:-.venv/bin/python}
INTO=src/caseclose/staff/static/staff
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
fetch() {
    (cd "$WORK" && npm pack --silent "$1" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz && mv package "$2")
}
fetch @uswds/uswds@3.14.0 uswds
fetch htmx.org@2.0.11 htmx
rm -f "$INTO"/uswds/*
"$PYTHON" -m tests.staff.trimming "$WORK/uswds" "$INTO/uswds"
cp "$WORK/uswds/LICENSE.md" "$INTO/uswds/LICENSE.md"
cp "$WORK/htmx/dist/htmx.min.js" "$INTO/htmx.js"
cp "$WORK/htmx/LICENSE" "$INTO/htmx.LICENSE.txt"
