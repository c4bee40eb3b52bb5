# Maillage: one word each. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PORT ?= 8000
MAILLAGE_VAR ?= var
export PORT MAILLAGE_VAR
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean

help: ## list these words
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/.installed ## start the site on http://127.0.0.1:8000/ (PORT=… for another)
	@$(MANAGE) start

test: .venv/.installed-dev ## run every test
	@$(BIN)/python -m pytest $(ARGS)

check: .venv/.installed-dev ## lint, floors, settings and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@PYTHONPATH=.:site $(BIN)/lint-imports --no-cache
	@$(MANAGE) makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=config.settings.base MAILLAGE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  MAILLAGE_BASE_URL=https://maillage.example MAILLAGE_HOSTS=maillage.example \
	  $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/.installed-dev ## measure, and say what is beyond its limit (ARGS=editor for one subject)
	@$(BIN)/python -m tests.bench $(ARGS)

lock: .venv/.installed-dev ## compile the exact versions of pyproject.toml, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header $(ARGS) pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header $(ARGS) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## forget the installation and everything that the site wrote
	@rm -rf .venv "$(MAILLAGE_VAR)"

.venv/bin/python:
	@echo "1/4  Environnement Python…"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python n’a pas pu créer d’environnement. Sur Debian : apt install python3-venv, puis recommencez."; exit 1; }

# The mark is written last: an interrupted installation starts again.
.venv/.installed: requirements.txt | .venv/bin/python
	@echo "2/4  Installation des bibliothèques (une demi-minute)…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt | .venv/bin/python
	@echo "Installation des bibliothèques de développement…"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch .venv/.installed $@
