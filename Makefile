# Every command of the project. `make` alone lists them.
PORT ?= 8000
POSTGRES_URL ?= postgres://$(shell id -un)@127.0.0.1:5432/postgres
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --dist worksteal
LICENCES := MIT;BSD;Apache;PSF;Python Software Foundation;MPL;Mozilla Public License;LGPL;ISC;Zlib
SUITE := $(PYTEST) --ignore tests/check

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "make %-10s %s\n", $$1, $$2}'

run: .venv/runs  ## install what is needed, load the built-in series, serve on http://127.0.0.1:8000 (or PORT=8123)
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_series
	@$(PYTHON) manage.py ensure_curator
	@echo "Open http://127.0.0.1:$(PORT)/ to read, http://127.0.0.1:$(PORT)/admin/ to curate. Ctrl+C stops it."
	@$(PYTHON) manage.py runserver 127.0.0.1:$(PORT)

serve:  ## the production shape on this machine, at https://localhost:8443: nginx, workers, a PostgreSQL of its own, in var/serve
	@deploy/install.sh --here var/serve
	@echo "Ctrl+C stops it."; trap 'deploy/here.sh var/serve stop' EXIT INT; sleep infinity

test: CHOSEN := not long
laws: CHOSEN := long
test: .venv/tests  ## behaviour and laws, on SQLite and, where a server answers, on PostgreSQL: some four minutes each
laws: .venv/tests  ## the longest laws, on both: every address, every form, many histories
test laws:
	@echo "== The suite on SQLite"
	@DATABASE_URL= $(SUITE) -m "$(CHOSEN)"
	@if $(PYTHON) -m tests.postgres $(POSTGRES_URL); then \
	  echo "== The suite on PostgreSQL"; DATABASE_URL=$(POSTGRES_URL) $(SUITE) -m "$(CHOSEN)"; \
	elif [ -n "$$CI" ]; then echo "No PostgreSQL answers at $(POSTGRES_URL): that is a failure in CI."; exit 1; \
	else echo "SKIPPED: the PostgreSQL half. No server answers at $(POSTGRES_URL); set POSTGRES_URL to yours."; fi

check: .venv/tests  ## the pages in a browser: journeys, axe, keyboard, weight; their HTML read by a checker
	@DATABASE_URL= $(PYTEST) tests/check

lint: .venv/tests  ## check style, imports, types, templates, migrations and the production settings
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@ENVIRONMENT=development .venv/bin/mypy
	@.venv/bin/djlint --quiet --check --lint templates || .venv/bin/djlint --lint templates
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@ENVIRONMENT=production SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_urlsafe(60))") \
	  ALLOWED_HOSTS=example.org CONTACT=access@example.org $(PYTHON) manage.py check --deploy --fail-level WARNING

audit: .venv/tests  ## weaknesses in our code and in the packages we run, their licences (var/licences.txt), all of them (var/sbom.json)
	@mkdir -p var
	@.venv/bin/bandit --quiet --recursive --severity-level medium --configfile pyproject.toml collabfutures findings seminars
	@.venv/bin/pip-licenses --from mixed --order license --partial-match --allow-only "$(LICENCES)" \
	  --packages $$(grep -oE '^[A-Za-z0-9_.-]+' requirements.lock) > var/licences.txt
	@.venv/bin/cyclonedx-py requirements requirements.lock --output-file var/sbom.json 2>/dev/null
	@.venv/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip > var/audit.txt 2>&1; \
	if grep -qE "Found [0-9]+ known vulnerabilit" var/audit.txt; then cat var/audit.txt; exit 1; \
	elif grep -q "could not be audited" var/audit.txt || ! grep -q "No known vulnerabilities" var/audit.txt; then \
	  echo "SKIPPED: known weaknesses of packages, of some or of all; var/audit.txt says which."; fi

bench: .venv/bench  ## this site beside an ordinary DRF site and Datasette, in answers a second (SIZE=10000)
	@$(PYTHON) -m bench.ratios $${SIZE:-10000}

growth: .venv/tests  ## every address as the base grows, under the served limit (SIZES="1000 10000")
	@$(PYTHON) -m bench.lists $(SIZES)

awards: .venv/tests  ## every address with so many awards of GtR, on an empty DATABASE_URL (SIZES="175 2000 10000")
	@$(PYTHON) -m bench.awards $(SIZES)

triage: .venv/tests  ## the desk worked through by script, on an empty DATABASE_URL, with the awards of a folder (GTR=...)
	@$(PYTHON) -m bench.triage $(GTR)

exports: .venv/tests  ## whole lists of the database that DATABASE_URL names: how fast, in how much memory
	@$(PYTHON) -m bench.exports

prove: .venv/tests  ## faults put into the production shape, one table of what came of each; FAULTS="hung away" some of them; GUARDS=off: without guards
	@$(PYTHON) -m prove $(FAULTS)

load: .venv/tests  ## readers, curators and an import for ten minutes (SECONDS=600, GTR=../shared/gtr/xml): errors, p95, memory
	@$(PYTHON) -m prove.load

drill: .venv/tests  ## backs the production shape up, destroys its database, restores it: what was lost, how long it took
	@$(PYTHON) -m prove.drill

histories: .venv/tests  ## twice 1,000 random histories on each engine: the read index says what SQL says (EXAMPLES=1000)
	@for url in "" $(POSTGRES_URL); do DATABASE_URL=$$url EXAMPLES=$${EXAMPLES:-1000} $(PYTEST) tests/curation/index/test_law.py; done

password: .venv/runs  ## give the local curator a new password
	@$(PYTHON) manage.py changepassword curator

clean:  ## remove the virtual environment and the local database
	rm -rf .venv collabfutures.sqlite3*

.venv/bin/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec $$python -m venv .venv; fi; \
	done; echo "Python 3.11 or newer is needed."; exit 1

lock: .venv/tests  ## resolve requirements*.txt anew into the locks that everything is installed from
	@for name in requirements requirements-dev; do .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --upgrade --no-emit-index-url --no-header --output-file $$name.lock $$name.txt; done

.venv/runs: requirements.lock | .venv/bin/python
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements.lock && touch $@

.venv/tests: requirements-dev.lock | .venv/bin/python
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.lock && touch $@ .venv/runs

.venv/bench: requirements-bench.txt | .venv/tests
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $< && touch $@

.PHONY: help run serve test laws check lint audit lock bench growth awards triage exports prove load drill histories password clean
