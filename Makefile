# Two commands set everything up on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
# As many workers as there are cores; a worker has a PostgreSQL server of its own. WORKERS=0 runs in this process.
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest -q
# A worker that has nothing left to do takes over from the others.
PARALLEL := $(PYTEST) -n $(WORKERS) --dist worksteal
# Tests are compiled once and not in each run, by each worker and each process that they start.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test laws kit state-table peers browser mail-servers spark soak exchanges mutation check format lint types floors docs coverage clean
.PHONY: bench bench-bounds bench-import bench-import-sqlite bench-mapping bench-first-try bench-rules bench-attachments bench-relay bench-receive bench-due bench-growth bench-lists bench-against bench-assessment bench-companies bench-conflicts

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

$(INSTALLED): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(INSTALLED) ## Distribute a trade show's leads on the embedded store and print what happened
	$(BIN)/python examples/distribute_leads.py

test: $(INSTALLED) ## All tests, on memory, SQLite and a real PostgreSQL, in parallel
	$(PARALLEL)

laws: $(INSTALLED) ## Only the laws
	$(PARALLEL) tests/laws

kit: $(INSTALLED) ## Only the contract kits, on every store that is shipped
	$(PARALLEL) tests/adapters tests/testing

state-table: $(INSTALLED) ## Try every operation in every state as every party, and write docs/reference/state-table.md
	PYTHONPATH=.:src $(BIN)/python -m tests.states.table

peers: $(INSTALLED) ## Ask five JsonLogic engines and two rule editors again; needs Node and npm, caches packages in ~/.cache
	LEADFLOW_PEERS=1 $(PYTEST) -rs tests/peers

browser: $(INSTALLED) ## Use a rule editor and look at charts in Chromium; needs Node and npm, and root if Chromium is to be installed
	LEADFLOW_BROWSER=1 $(PYTEST) -rs tests/browser

mail-servers: $(INSTALLED) ## Run Postfix, Exim and OpenSMTPD of Debian 12 and ask them again; needs root and apt-get, unpacks packages in ~/.cache
	LEADFLOW_MAIL_SERVERS=1 $(PYTEST) -rs tests/mail_servers

# ROWS=200000 makes the frame smaller.
spark: $(INSTALLED) ## Route 2,000,000 rows on a small Spark cluster and compare each with one machine; needs Java 17
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,spark]'
	$(PYTEST) -rs tests/adapters/test_spark.py
	PYTHONPATH=.:src $(BIN)/python -m benchmarks.spark $(if $(ROWS),--rows $(ROWS))

soak: $(INSTALLED) ## Long suites at their full size
	LEADFLOW_SOAK=1 $(PARALLEL)

exchanges: $(INSTALLED) ## Exchanges with other systems: kills and failures at every step, and random updates on both sides
	LEADFLOW_SOAK=1 $(PYTEST) tests/reliability/test_exchanged_updates.py tests/reliability/test_killed_exchanges.py tests/reliability/test_killed_systems.py

# Some groups of modules alone: MODULES=access,recipients. SAMPLE=30 tries so many changes of each module.
mutation: $(INSTALLED) ## The deciding modules with one change at a time: how many of them the tests notice
	$(BIN)/python -m benchmarks.mutation $(MODULES) $(if $(SAMPLE),--sample $(SAMPLE))

check: format lint types floors docs ## Everything that is not a test

format: $(INSTALLED)
	$(BIN)/ruff format --check .

lint: $(INSTALLED)
	$(BIN)/ruff check .

types: $(INSTALLED)
	$(BIN)/mypy

floors: $(INSTALLED)
	$(BIN)/lint-imports

docs: $(INSTALLED) ## Run every example in README and docs
	$(PYTEST) -p no:randomly README.md docs

coverage: $(INSTALLED) ## Branch coverage of src
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

bench: bench-import-sqlite bench-import bench-mapping bench-first-try bench-rules bench-attachments bench-relay bench-receive bench-due ## All benchmarks: ratios against a floor or a peer measured in the same run

bench-import-sqlite: $(INSTALLED) ## 100,000 rows into SQLite with a ten-step module
	$(BIN)/python benchmarks/import_sqlite.py

bench-import: $(INSTALLED) ## Importing beside what somebody would write by hand; ROWS=1000000 for the full size
	$(BIN)/python -m benchmarks.importing $(or $(ROWS),100000)

bench-mapping: $(INSTALLED) ## How many headers of real files find their field, by system, language and part
	$(BIN)/python -m benchmarks.mapping_accuracy

bench-first-try: $(INSTALLED) ## How many rows of real systems' exports come in by the suggestions alone; HEADERS=path for others
	$(BIN)/python -m benchmarks.first_try $(HEADERS)

# PAIRS=path is another file of labelled pairs.
# LEADS=100000 and REGISTRATIONS=10000 make it smaller.
bench-conflicts: $(INSTALLED) ## What looking for a conflict costs: 100,000 registrations among 1,000,000 leads, on both databases
	PYTHONPATH=.:src $(BIN)/python -m benchmarks.conflicts $(if $(LEADS),--leads $(LEADS)) $(if $(REGISTRATIONS),--registrations $(REGISTRATIONS))

bench-companies: $(INSTALLED) ## How often records of companies are matched rightly; a third of the pairs is held out
	$(BIN)/python -m benchmarks.companies $(PAIRS)

# BANK=path is a file of real leads, a row each; without it leads are generated. OUTCOME=column, LEAVE_OUT=a,b.
bench-assessment: $(INSTALLED) ## How well leads are assessed, beside scikit-learn, which is left out if it is not installed
	$(BIN)/python -m benchmarks.assessment $(BANK) $(if $(OUTCOME),--outcome $(OUTCOME)) $(if $(LEAVE_OUT),--leave-out $(LEAVE_OUT))

bench-relay: $(INSTALLED) ## The relay beside a bare smtplib loop, to a server on this machine; one connection and eight
	$(BIN)/python -m benchmarks.relay

bench-receive: $(INSTALLED) ## One form and one click with 5,000 partners and 100,000 leads beside 20 and 1,000
	$(BIN)/python -m benchmarks.receive

# A smaller one: LEADS=100000.
bench-due: $(INSTALLED) ## Finding 1,000 deadlines that are due among 1,000,000 leads, beside SQL by hand, on both stores
	$(BIN)/python -m benchmarks.due --leads $(or $(LEADS),1000000)

# Some figures alone: KEYS=receive_leads,lint_5000_s; less of everything: SIZES="--partners 2000 --settled 50000".
bench-growth: $(INSTALLED) ## What grows with leads, partners, rules, messages and suppliers, each figure beside its bound
	$(BIN)/python -m benchmarks.growth $(if $(KEYS),--keys $(KEYS)) $(SIZES)

bench-lists: $(INSTALLED) ## Lists, counts, reports and exports beside SQL by hand, on both databases; LEADS=100000 for a small one, REV=… for what writing costs
	$(BIN)/python -m benchmarks.lists $(if $(LEADS),--leads $(LEADS)) $(if $(REV),--rev $(REV))

bench-bounds: $(INSTALLED) ## The largest and strangest inputs: blank lines, repeated rows, criteria, templates
	$(BIN)/python -m benchmarks.bounds

bench-rules: $(INSTALLED) ## Rules and routing beside peers; peers that are not installed are named and left out
	$(BIN)/python -m benchmarks.rules

bench-attachments: $(INSTALLED) ## The upload check beside other detectors: good files refused, attacks missed, time, memory
	$(BIN)/python benchmarks/attachments.py

# Some keys alone: KEYS=import_sqlite,rules; what each index costs: DETAIL=1; another number of runs: RUNS=3.
bench-against: $(INSTALLED) ## This build beside the one at REV, both in turn; ROWS, KEYS, RUNS and DETAIL=1 narrow or widen it
	$(BIN)/python -m benchmarks.against $(REV) $(if $(ROWS),--rows $(ROWS)) $(if $(KEYS),--keys $(KEYS)) \
		$(if $(RUNS),--runs $(RUNS)) $(if $(DETAIL),--detail)

clean: ## Remove what was made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* demo-output
