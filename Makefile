# `make run` and `make test` need nothing but Python >= 3.11 and the package registry.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Tests wait for servers more than they compute, so that there may be more of them at once than cores.
JOBS   ?= 4
READY  := $(VENV)/.ready

# The programs and the tests start many Python processes. Without byte code on the disk, each of them would compile all
# that it imports, which takes as long as everything else that it does until it is ready. uv leaves that to Python.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test check lint bench demo sbom clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Reflector needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv~=0.13.9'
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable . --group dev
	@touch $@

run: $(READY) ## start a public instance on http://127.0.0.1:1250, everything below ./data
	PUBLIC_MODE=$${PUBLIC_MODE:-true} $(BIN)/reflector serve

test: $(READY) ## run the tests; services that are missing are skipped (with CI=true they fail)
	$(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadgroup $(ARGS)

check: lint test ## what every change has to pass: lint and test

lint: $(READY) ## style, types and architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## measure against the floor; see docs/performance.md
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group bench
	$(BIN)/python -m bench.erase $(ARGS)

demo: $(READY) ## make a small public instance, erase what is expired, and show what went and what stayed
	$(BIN)/reflector demo

# The interpreter of the installation that `make sbom` lists.
PYTHON_OF ?= $(BIN)/python

sbom: $(READY) ## write sbom.json, a CycloneDX bill of materials of what is installed
	$(BIN)/uv tool run --quiet --from 'cyclonedx-bom~=7.5' cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file sbom.json $(PYTHON_OF)

clean: ## remove what make has made (not ./data)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
