# `make run` shows the portal, `make test` proves it; both start from a bare Debian 12 (root or sudo) and skip what is done.
PYTHON := .venv/bin/python
# The list of collected static files, which collectstatic writes last.
STATIC := $(or $(PORTAL_VAR),var)/static/staticfiles.json

.PHONY: run setup test bench soak clean

run: setup $(STATIC)
	@exec setpriv --pdeathsig TERM $(PYTHON) scripts/run.py

$(STATIC): requirements.txt $(shell find static -type f) | setup
	@$(PYTHON) manage.py collectstatic --no-input --verbosity 0

setup:
	@scripts/setup

# Whoever is done takes over from the other: the long journeys come last.
SIDE_BY_SIDE := --dist worksteal -n auto

# The whole suite, the browser journeys too, on SQLite; then all that asks a database again on a throw-away PostgreSQL, where
# a test waits for the server half its time: one process more than two cores ends sooner.
test:
	@scripts/setup dev
	$(PYTHON) -m pytest $(SIDE_BY_SIDE)
	PORTAL_DATABASE_TESTS_ONLY=1 $(PYTHON) scripts/with_postgres.py $(PYTHON) -m pytest $(SIDE_BY_SIDE) -n 3

bench:
	@scripts/setup dev
	$(PYTHON) -m tests.bench

# The large counts: thousands of examples for every property, crowds instead of pairs in the races, these on SQLite too.
soak:
	@scripts/setup dev
	PORTAL_SOAK=1 $(PYTHON) scripts/with_postgres.py $(PYTHON) -m pytest -n auto -m "soak or hypothesis"
	PORTAL_SOAK=1 $(PYTHON) -m pytest -n auto -m soak tests/papers/test_races.py tests/nominations/test_races.py tests/nominations/test_ledger_machine.py

# Everything but the data in var/ that somebody may have typed.
clean:
	rm -rf .venv .pytest_cache .hypothesis var/static var/shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
