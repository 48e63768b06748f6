# make run   the main job on examples/ with the shipped models
# make test  the whole test suite
# make docs  the documentation as web pages, in site/
# make screenshots   pictures of the page in every state, in FOLDER, screenshots/ by default
# make fuzz   random texts through everything, MINUTES=5 by default
# Nothing needs to be there but Python 3.11 or newer and make.

PYTHON ?= python3
MINUTES ?= 5
FOLDER ?= screenshots
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
EXAMPLES := examples/messy-english.txt examples/mixed-officials.txt examples/russian.txt

.PHONY: run test lint bench fuzz screenshots docs clean chromium

run: $(VENV)/.run
	@for file in $(EXAMPLES); do \
		printf '\n═══ nlpkit run %s\n\n' "$$file"; \
		$(BIN)/nlpkit run "$$file" || exit 1; \
	done

test: $(VENV)/.dev chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	@for job in benchmarks/*.py; do echo "== $$job"; $(BIN)/python "$$job" || exit 1; done

fuzz: $(VENV)/.dev
	$(BIN)/python tests/fuzz/fuzz.py --minutes $(MINUTES)

screenshots: $(VENV)/.dev chromium
	cd tests && ../$(BIN)/python -m ui.screenshots $(abspath $(FOLDER))

docs: $(VENV)/.site
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "open site/index.html"

clean:
	rm -rf site
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .hypothesis .ruff_cache .mypy_cache

# The browser tests drive Debian's chromium; without root or apt they skip and say so.
chromium:
	@if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "installing chromium for the browser tests"; \
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-dejavu-core) >/dev/null || echo "chromium could not be installed"; \
	fi

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nlpkit needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	@echo "installing the core of nlpkit into $(VENV), a minute the first time"
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "installing everything nlpkit can use into $(VENV), some minutes the first time"
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.site: $(VENV)/.run
	$(PIP) install -c constraints.txt -e '.[site]'
	@touch $@
