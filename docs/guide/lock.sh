#!/bin/sh
# Writes the three lock files anew from pyproject.toml: every package by hash, no host name. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/../.."
UV=${UV:-uv}
compile() {
    out=$1; shift
    "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --no-annotate --output-file "$out" "$@"
}
printf 'hatchling\neditables\n' > build-tools.in
trap 'rm -f build-tools.in' EXIT
compile requirements.lock pyproject.toml build-tools.in --extra embedded
compile requirements-dev.lock pyproject.toml build-tools.in --extra embedded --group dev --constraints requirements.lock
compile requirements-bench.lock pyproject.toml build-tools.in --extra embedded --group bench --constraints requirements.lock
