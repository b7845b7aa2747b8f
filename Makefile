# The commands to remember: make start, make test, make check, make bench, make messages.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: start test check bench messages environment test-environment system-parts

start: environment
	@exec $(PY) -m portal.launch

environment:
	@$(PYTHON) deploy/environment.py $(VENV)

test-environment:
	@$(PYTHON) deploy/environment.py $(VENV) test
	@$(PY) -m portal.messages

system-parts:
	@$(PYTHON) deploy/system_parts.py

# Everything on SQLite, then what touches the database on PostgreSQL.
test: test-environment system-parts
	$(PY) -m tests.run

check: test-environment system-parts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/mypy
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -q tests/architecture tests/design/test_templates.py

bench: test-environment
	$(PY) -m bench

# Collect the messages of code and templates; needs the package gettext.
messages: test-environment
	$(PY) manage.py makemessages --locale id --no-wrap --no-obsolete --no-location --ignore .venv --ignore var --ignore tests --ignore bench
	$(PY) -m portal.messages
