# `make` sets up .venv on first use and builds; `make test` sets it up and runs every test.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.ready
IN_VENV := $(VENV)/bin/python

.PHONY: all test check clean
all: $(STAMP)
	@$(IN_VENV) render.py

test: $(STAMP)
	@$(IN_VENV) -m pytest -n auto --dist worksteal

check: test
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Pressroom needs Python 3.11 or later: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This Python has no venv module: install it (Debian and Ubuntu: apt install python3-venv)"; exit 2; }
	@test -x $(IN_VENV) || $(PYTHON) -m venv $(VENV)
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@$(IN_VENV) -m compileall -q pressroom
	@touch $(STAMP)

clean:
	rm -rf $(VENV) out .cache
