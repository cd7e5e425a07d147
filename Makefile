# `make` sets up .venv on first use and builds; `make studio` opens the studio in the browser; `make test` runs the tests
# that need no other program; `make test-all` runs these and then all others.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.ready
IN_VENV := $(VENV)/bin/python

# A path in site-packages: the finder that setuptools puts there otherwise takes half of the time that Python starts in.
EDITABLE := --config-settings editable_mode=compat

# Whether the environment's language is French.
FRENCH := case "$${LC_ALL:-$${LC_MESSAGES:-$${LANGUAGE:-$$LANG}}}" in fr*) true;; *) false;; esac

WHEELS := $(VENV)/wheels
# Tests that need Ghostscript, Poppler, LibreOffice, Chromium or the wheel, and those that take long.
REST := external or wheel or wear

.PHONY: all studio test test-all check wheel audit clean
all: $(STAMP)
	@$(IN_VENV) render.py

# The campaign's pieces in the browser, until Ctrl-C.
studio: $(STAMP)
	@$(IN_VENV) render.py studio

test: $(STAMP)
	@$(IN_VENV) -m pytest -n auto --dist worksteal -rs -m "not ($(REST))"

test-all: test $(WHEELS)/.ready
	@$(IN_VENV) -m pytest -n auto --dist worksteal -rs -m "$(REST)"

check: test
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports

# The same bytes from the same commit: every file of the wheel bears the commit's date.
wheel: $(STAMP)
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 946684800) \
	  $(IN_VENV) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build
	@ls dist/pressroom-*.whl

# The wheels of all dependencies, with which a test installs the program's own where there is no network.
$(WHEELS)/.ready: $(STAMP)
	@$(IN_VENV) -m pip wheel --quiet --disable-pip-version-check --wheel-dir $(WHEELS) \
	  $$($(IN_VENV) -c 'import tomllib; print(*(each.replace(" ", "") for each in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]))')
	@touch $@

# With LOCKED set, the packages of requirements.lock and no others: CI and releases are made so.
$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { $(FRENCH) && echo "Pressroom demande Python 3.11 ou plus récent : make PYTHON=python3.12" || \
	    echo "Pressroom needs Python 3.11 or later: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { $(FRENCH) && echo "Ce Python n'a pas le module venv : installez-le (Debian et Ubuntu : apt install python3-venv)" || \
	    echo "This Python has no venv module: install it (Debian and Ubuntu: apt install python3-venv)"; exit 2; }
	@test -x $(IN_VENV) || $(PYTHON) -m venv $(VENV)
	@if [ -n "$(LOCKED)" ]; then \
	  $(IN_VENV) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(IN_VENV) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(EDITABLE) -e .; \
	else $(IN_VENV) -m pip install --quiet --disable-pip-version-check $(EDITABLE) -e '.[dev]'; fi
	@$(IN_VENV) catalogues.py
	@$(IN_VENV) -m compileall -q pressroom
	@touch $(STAMP)

# Known faults in the packages of the lock. It asks a database on the network, and says so where it cannot be reached.
audit: $(STAMP)
	@$(IN_VENV) -m pip install --quiet --disable-pip-version-check pip-audit
	@$(IN_VENV) -m pip_audit --strict --requirement requirements.lock --disable-pip || \
	  { echo "audit: faults were found, or their database could not be reached: see above"; exit 1; }

clean:
	rm -rf $(VENV) out .cache build dist pressroom/messages/*.mo
