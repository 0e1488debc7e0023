# GNU make; `make` alone says what there is. PYTHON= names another interpreter, JOBS= the test workers.
PYTHON ?= python3
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PEERS_INSTALLED := $(VENV)/.peers-installed

# Modules are imported many times over by tests, notebooks and workers: keep their bytecode.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test verify lint format types imports docs bench bench-quick baseline validation notebooks ci constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-20s %s\n", $$1, $$2 }'

setup: $(INSTALLED) ## make the virtual environment .venv with everything in it

# An environment that runs and is new enough is kept; any other is made anew.
$(INSTALLED): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "goodwill needs Python 3.11 or newer: there is no '$(PYTHON)' here. Name one: make setup PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "goodwill needs Python 3.11 or newer: '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make setup PYTHON=python3.12" >&2; exit 1; }
	@if $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then :; \
	elif command -v uv >/dev/null; then \
	  uv venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV); \
	else \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "'$(PYTHON)' cannot make an environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; \
	fi
	@if command -v uv >/dev/null; then \
	  echo "installing with uv"; \
	  uv pip install --quiet --python $(BIN)/python --compile-bytecode -c constraints.txt -e '.[dev]'; \
	else \
	  echo "installing with pip: this takes a minute or two"; \
	  $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev]'; \
	fi
	@touch $@

demo: $(INSTALLED) ## show what goodwill does
	@$(BIN)/goodwill demo

test: $(INSTALLED) ## run the quick tests
	@$(BIN)/pytest -q -n $(JOBS) --dist worksteal

verify: $(INSTALLED) ## run the long statistical checks
	@$(BIN)/pytest -q -n $(JOBS) --dist worksteal -m verify

lint: $(INSTALLED) ## check format and style
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

format: $(INSTALLED) ## put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

types: $(INSTALLED) ## check the types
	@$(BIN)/mypy

imports: $(INSTALLED) ## check who knows whom
	@$(BIN)/lint-imports --no-logo

docs: $(INSTALLED) ## write the generated pages and pictures again
	@$(BIN)/python -m goodwill.parameters
	@$(BIN)/python -m docs.writing
	@$(BIN)/python -m goodwill.validation
	@$(BIN)/goodwill schema --out docs/schemas
	@$(BIN)/goodwill story scenarios/bobby.yaml --person bobby --strategy formula_pursuit \
	  --strategy silence_aware --strategy holdout --figure docs/pictures/bobby.svg >/dev/null

bench: $(PEERS_INSTALLED) ## measure the speed, beside other frameworks too (a quarter of an hour)
	@$(BIN)/python -m benchmarks

bench-quick: $(PEERS_INSTALLED) ## the same with tiny sizes, printed only (a minute)
	@$(BIN)/python -m benchmarks --quick

$(PEERS_INSTALLED): $(INSTALLED)
	@if command -v uv >/dev/null; then \
	  uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[bench]'; \
	else \
	  $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[bench]'; \
	fi
	@touch $@

baseline: $(INSTALLED) ## write down anew what the shipped scenarios give
	@$(BIN)/python -m tests.baseline

validation: $(INSTALLED) ## live through the pattern table anew (minutes): results/validation.json and its page
	@$(BIN)/goodwill validate --out results; test $$? -ne 2
	@mv results/validation.md docs/validation.md

notebooks: $(INSTALLED) ## execute the notebooks, into notebooks/executed
	@$(BIN)/python notebooks/execute.py

ci: ## run every check, as a change must pass it
	@.ci/run

constraints: $(INSTALLED) ## choose the versions in constraints.txt anew (needs uv)
	@{ echo "# The versions that are tested together, for Python 3.11 to 3.13, pip and uv; made by \`make constraints\`."; \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header --no-annotate \
	    --all-extras pyproject.toml; } > constraints.new
	@mv constraints.new constraints.txt

clean: ## remove what can be made again, .venv included
	@rm -rf $(VENV) build dist notebooks/executed .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -path ./.git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
