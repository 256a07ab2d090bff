# Caseclose. Everything happens in .venv, which `setup` makes from the locked requirements.
PYTHON ?= python3
BIN := .venv/bin
CASES ?= 100000
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: setup run test check prove bench lock clean

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"Caseclose needs Python 3.11 to 3.13; this is {v[0]}.{v[1]}. Name another with: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "This Python cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv: what runs (once)"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	@echo "Setting up .venv: what checks and tests (once)"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.ready-bench: .venv/.ready requirements-bench.lock
	@echo "Setting up .venv: what the benchmarks compare with (once)"
	@$(INSTALL) --require-hashes -r requirements-bench.lock
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

prove: .venv/.ready-dev
	$(BIN)/python -m tests.proofs

bench: .venv/.ready-bench
	$(BIN)/python -m benchmarks

lock: .venv/.ready-dev
	sh docs/guide/lock.sh

clean:
	rm -rf .venv build
