# Caseclose. Everything happens in .venv, which `setup` makes from the locked requirements.
PYTHON ?= python3
BIN := .venv/bin
CASES ?= 100000

.PHONY: setup run test check bench prove lock clean

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Caseclose needs Python 3.11 to 3.13; this is {v[0]}.{v[1]}. Name another with: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.ready-bench: .venv/.ready requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

run: setup
	@CASES=$(CASES) CASECLOSE=$(BIN)/caseclose sh docs/guide/first-run.sh

test: .venv/.ready-dev
	$(BIN)/python -m pytest -n 2

check: .venv/.ready-dev
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/caseclose policy check

bench: .venv/.ready-bench
	$(BIN)/python -m benchmarks

lock: .venv/.ready-dev
	sh docs/guide/lock.sh

clean:
	rm -rf .venv build
