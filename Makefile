# `make help` explains itself. Needs Python 3.11 or newer (PYTHON=…), git and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check fix docs record bench campaign faults foreign fuzz mutants lock clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 12

$(VENV)/ready: pyproject.toml constraints.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --requirement requirements-dev.txt --editable .
	@touch $@

demo: $(VENV)/ready ## set up, then show `po rank` and `po plan` on the example
	@cd examples/backlog && PO_TODAY=2026-11-23 ../../$(BIN)/po rank
	@echo
	@cd examples/backlog && PO_TODAY=2026-11-23 ../../$(BIN)/po plan --capacity 40

test: $(VENV)/ready ## set up, then run every test
	$(BIN)/pytest -q -n 2

check: $(VENV)/ready ## format, lint, types, contracts, rules of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/house_rules.py

fix: $(VENV)/ready ## format, and fix what the linter can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/ready ## update the documented outputs
	$(BIN)/pytest -q tests/docs --update-docs

record: $(VENV)/ready ## write down what every command answers: make record TO=before, then TO=after (minutes)
	$(BIN)/python tests/recording.py record $(TO)

campaign: $(VENV)/ready ## run the long tests whole: edits, flips in the index, crowds, orders, schedules
	$(BIN)/pytest -q -n 2 --whole tests/store/test_index.py tests/cli/test_crowd.py \
		tests/ranking/test_density.py tests/planning/test_horizon.py tests/solver/test_shrink.py

bench: $(VENV)/ready ## hold every command against its budget of time and memory
	$(BIN)/python bench/run.py
	$(BIN)/python bench/plans.py
	$(BIN)/python bench/edit.py

faults: $(VENV)/ready ## kill, fail and cut the power of the writing commands at every step; 50 at once for 60 s (minutes)
	$(BIN)/pytest -q -n 2 tests/faults --whole

FUZZ_SECONDS ?= 600
FUZZ ?=
fuzz: $(VENV)/ready ## give every reader inputs for FUZZ_SECONDS; .fuzz keeps what is found, and the next run goes on there
	@$(BIN)/pip install --quiet --requirement requirements-fuzz.txt || echo "atheris is not to be had here: chance alone"
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ)

MUTANTS ?=
mutants: $(VENV)/ready ## put small mistakes into the code and see which the tests do not notice (hours; MUTANTS=text)
	$(BIN)/python tests/mutants/run.py $(MUTANTS)

lock: $(VENV)/ready ## update locked.txt: the dependencies of po, with hashes
	$(PYTHON) -m venv $(VENV)-tools
	$(VENV)-tools/bin/pip install --quiet pip-tools
	$(VENV)-tools/bin/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate --constraint constraints.txt --output-file $(VENV)-tools/locked.txt pyproject.toml
	sed '1 i # What po stands on, with the hashes of the published files: made by `make lock`, used as docs/pull-requests.md says.' \
		$(VENV)-tools/locked.txt > locked.txt

foreign: $(VENV)/ready ## check what we write for other tools with those tools
	$(PYTHON) -m venv $(VENV)-tools
	$(VENV)-tools/bin/pip install --quiet --requirement requirements-tools.txt
	PO_TOOLS=$(CURDIR)/$(VENV)-tools/bin $(BIN)/pytest -q tests/test_foreign.py

clean: ## remove what make made
	rm -rf $(VENV) $(VENV)-tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
