#!/bin/sh
# Fetches what the pages of both sites are drawn with, and leaves it where it is served from: the style sheet of USWDS,
# trimmed for each site to the components in use, with its typeface and pictures, and htmx for the staff application.
# Needs npm and the test requirements. Whoever adds a component names it in tests/staff/trimming.py and runs this again.
set -eu
cd "$(dirname "$0")/../.."
PYTHON=${PYTHON:-.venv/bin/python}
STAFF=src/caseclose/staff/static/staff
USWDS=src/caseclose/web/static/web/uswds
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
fetch() {
    (cd "$WORK" && npm pack --silent "$1" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz && mv package "$2")
}
fetch @uswds/uswds@3.14.0 uswds
fetch htmx.org@2.0.11 htmx
rm -f "$USWDS"/*
"$PYTHON" -m tests.staff.trimming "$WORK/uswds" "$USWDS"
cp "$WORK/uswds/LICENSE.md" "$USWDS/LICENSE.md"
cp "$WORK/htmx/dist/htmx.min.js" "$STAFF/htmx.js"
cp "$WORK/htmx/LICENSE" "$STAFF/htmx.LICENSE.txt"
