# make demo   set everything up and serve the sample events at http://127.0.0.1:8000 (PORT=… changes it)
# make test   set everything up and run all tests, on SQLite and PostgreSQL, in browsers too (ARGS="-k word" narrows)
# make soak   the searches alone (random input, races, kills), TIMES as long and with another SEED; hours if you like
# make lint   what the tests do not see: style, types, templates, catalogues, style sheets, vendored files
# make clean  remove the virtual environment and caches; data in instance/ stays

PORT ?= 8000
ARGS ?=
TIMES ?= 10
SEED ?= $(shell date +%s)
BIN := .venv/bin

# The first Python that is new enough; pyenv and the like leave names that do not run.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)

.PHONY: demo test soak lint clean python
.DEFAULT_GOAL := demo

python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "eventmgr needs Python 3.11 or newer, and none was found (tried python3, python3.11 … python3.14)."; \
		echo "Install it, or name it: make demo PYTHON=/path/to/python3.11"; exit 1; fi

demo: python
	@$(PYTHON) scripts/bootstrap.py demo --port $(PORT)

test: python
	@$(PYTHON) scripts/bootstrap.py skips
	@$(PYTHON) scripts/bootstrap.py install --dev
	$(BIN)/python -m pytest -n 2 --dist worksteal --durations=10 $(ARGS)

soak: python
	@$(PYTHON) scripts/bootstrap.py install --dev
	@echo "The same again: make soak TIMES=$(TIMES) SEED=$(SEED)"
	EVENTMGR_SOAK=$(TIMES) EVENTMGR_SOAK_SEED=$(SEED) $(BIN)/python -m pytest -n 2 --dist worksteal --durations=10 \
		-m soak --hypothesis-seed=$(SEED) $(ARGS)

lint: python
	@$(PYTHON) scripts/bootstrap.py install --dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python scripts/catalogue.py check
	$(BIN)/python scripts/vendor.py --check
	$(BIN)/python scripts/styles.py --check

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find eventmgr tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} +
