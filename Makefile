# `make demo` and `make test` need Python 3.11 or newer and nothing else: each makes the .venv it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-servers test-cluster mutants check fuzz bench-copies bench-copies-million \
	bench-copies-crawl bench-copies-real crash crash-workers crash-dask image-steps bench-hostile \
	bench-hostile-servers format bench-reading bench-confidence \
	bench-search bench-scripts bench-needs bench-health bench-store bench-databases bench-places \
	bench-addresses bench-scale bench clean

demo: $(VENV)/runtime
	$(BIN)/shengmei demo

# Two processes a core, for many tests wait for a server or a crawl; four at most, for each starts the search
# server that its files ask for.
TEST_PROCESSES := $(shell $(PYTHON) -c 'import os; print(min(4, 2 * (os.cpu_count() or 1)))')
test: $(VENV)/development
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist loadscope --no-loadscope-reorder $(ARGS)

# What the indexes promise, on every server that is supported, not on the newest Elasticsearch alone.
test-servers: $(VENV)/development
	HEAP=768m SHENGMEI_TEST_SERVERS=all $(BIN)/python -m pytest tests/indexer/search tests/indexer/commands/test_grant_reader.py $(ARGS)

# Three nodes of Elasticsearch that are killed, restarted and run full, in ten minutes. As root also a full disk.
test-cluster: $(VENV)/development
	$(BIN)/python -m pytest tests/cluster -m cluster $(ARGS)

# Mutation tests, which take long: what no test notices, by module. MODULES="dates feed" names some, ARGS="--fresh
# --list --jobs 2" how (tests/mutants/).
mutants: $(VENV)/development
	$(BIN)/python -m tests.mutants $(MODULES) $(ARGS)

check: $(VENV)/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/file_length.py

# 10,000 saved pages mutated by a seed, through the whole reader. ARGS="--pages 500 --seed 7".
fuzz: $(VENV)/development
	$(BIN)/python -m tests.fuzz $(ARGS)

bench-copies: $(VENV)/development
	$(BIN)/python -m benchmarks.copies $(ARGS)

# An article in a ledger of a million, beside one of 50,000. Takes some ten minutes and 1 GB in /tmp.
bench-copies-million: $(VENV)/development
	$(BIN)/python -m benchmarks.copies_million $(ARGS)

# A crawl's speed when the ledger is kept.
bench-copies-crawl: $(VENV)/development
	$(BIN)/python -m benchmarks.copies_crawl $(ARGS)

# Real pairs that a person labelled (benchmarks/copies_real.tsv) and what the ledger calls each. PAGES=DIR with
# gold.jsonl; ARGS="--wrong" names those that are called wrongly.
bench-copies-real: $(VENV)/development
	$(BIN)/python -m benchmarks.copies_real $(PAGES) $(ARGS)

# Kills at every write of an export and of `forget`; then N kills of crawl, feed and watch at random moments of a
# simulated year, against the same year without a kill, and the account of that year. Takes about half an hour.
# ARGS="--days 60 --seed 2".
N ?= 200
crash: $(VENV)/development
	$(BIN)/python -m pytest -m crash
	$(BIN)/python -m tests.crash --kills $(N) $(ARGS)

# 40 platforms with 100 pages each on a PostgreSQL of its own, fetched by 1, 2 and 4 workers, then by 4 with N kills,
# stops longer than a lease, restarts of the server and cuts of all connections, spread over the pages. ARGS="--groups 12
# --each 20".
crash-workers: $(VENV)/development
	$(BIN)/python -m tests.workers --kills $(N) --stops 10 --restarts 2 --cuts 3 --between 2 --lease 6 $(ARGS)

# reread, archive verify and ledger rebuild of ten archive files on three Dask workers, and with a worker, the scheduler or
# the command itself killed in the midst, against one process. ARGS="--pages 20 --works reread --kills worker".
crash-dask: $(VENV)/development
	$(BIN)/python -m tests.dask_trial $(ARGS)

# The steps of the Containerfile in an empty folder, where no image can be built.
image-steps: $(VENV)/development
	$(BIN)/python -m tests.image_steps

bench-hostile: $(VENV)/development
	$(BIN)/python -m benchmarks.hostile $(ARGS)

# 66 servers that misbehave beside 132 good pages, then nine that hang beside three healthy ones; six minutes.
bench-hostile-servers: $(VENV)/development
	$(BIN)/python -m benchmarks.hostile_servers $(ARGS)

format: $(VENV)/development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench-reading: $(VENV)/development
	$(BIN)/python -m benchmarks.reading $(PAGES)
	$(BIN)/python -m benchmarks.rereading $(PAGES)

bench-confidence: $(VENV)/development
	$(BIN)/python -m benchmarks.confidence $(PAGES) $(ARGS)

bench-search: $(VENV)/development
	$(BIN)/python -m benchmarks.search $(PAGES) $(ARGS)

# The newspaper in traditional characters, folded, against the folded original; which words fall together.
bench-scripts: $(VENV)/development
	$(BIN)/python -m benchmarks.search_scripts $(ARGS)

bench-needs: $(VENV)/development
	$(BIN)/python -m benchmarks.search $(PAGES) --only needs

# A simulated year of 100 outlets: which failures `shengmei health` notices when, and its false alarms. SEEDS="4 5".
bench-health: $(VENV)/development
	$(BIN)/python -m benchmarks.health_year $(SEEDS)

# A store of a million addresses against one of a thousand. COUNT=200000 for fewer.
bench-store: $(VENV)/development
	$(BIN)/python -m benchmarks.store_size $(COUNT)

# A batch of links found, addresses claimed and articles kept, on PostgreSQL and in a file; then articles compared by
# the ledger of either.
bench-databases: $(VENV)/development
	$(BIN)/python -m benchmarks.store_databases
	$(BIN)/python -m benchmarks.ledger_databases

# How many of the addresses in two tables of outlets and newspapers are taken as what they are. TABLES="a.tsv b.tsv".
bench-places: $(VENV)/development
	$(BIN)/python -m benchmarks.places $(ARGS)

bench-addresses: $(VENV)/development
	$(BIN)/python -m benchmarks.addresses $(TABLES)

# What a page costs, for the plan in docs/scale.md. PAGES=DIR for pages of one's own, ARGS="--count 500".
bench-scale: $(VENV)/development
	$(BIN)/python -m benchmarks.unit_costs $(PAGES) $(ARGS)

bench: $(VENV)/development
	$(BIN)/python -m benchmarks.crawl
	$(BIN)/python -m benchmarks.start

$(VENV)/runtime: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/development: $(VENV)/runtime requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info
