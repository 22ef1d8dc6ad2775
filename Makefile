# What one does with Seamline from a clone. Everything is run from .venv, which is made when missing.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --group build --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-config --custom-compile-command 'make lock'

.PHONY: help environment environment-dev demo test check bench pictures lock clean

help:             ## this list
	@sed -n 's/^\([a-z]*\):[a-z -]*##/make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

environment:
	@$(PYTHON) bootstrap/environment.py

environment-dev:
	@$(PYTHON) bootstrap/environment.py --dev

demo: environment  ## the sample company's day, without a key
	@$(BIN)/seamline demo $(ARGS)

test: environment-dev  ## every test, or those that ARGS names
	@$(BIN)/pytest -q -n auto --dist worksteal $(ARGS)

check: environment-dev  ## style, types and who may import whom
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo 'run: .venv/bin/ruff format'; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: environment-dev  ## how long things take here
	@$(BIN)/python -m seamline.bench $(ARGS)

pictures: environment-dev  ## the guides' pictures of the desk, taken by chromium
	@$(BIN)/python -m seamline.pictures $(ARGS)

# The second lock keeps to the first one's pins: an environment for checking is one for running, and more.
lock: environment-dev  ## pin what pyproject.toml asks for; ARGS=--upgrade for the newest of it
	$(LOCK) --group dev --output-file requirements-dev.lock $(ARGS)
	$(LOCK) --constraint requirements-dev.lock --no-annotate --output-file requirements.lock $(ARGS)

clean:            ## all that can be made again
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
