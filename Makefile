# The course in a few words: `make site`, `make lab`, `make test`.
PYTHON ?= python3
BIN := .venv/bin
BOOK := $(BIN)/jupyter-book build --warningiserror --nitpick --keep-going .

.PHONY: site build lab test chapter bench data lock format clean

site: build  ## build the website, serve it here, print its address
	$(BIN)/python tools/serve.py _build/html

build: .venv/ready  ## build the website into _build/html; only what has changed is run again
	$(BOOK)

lab: .venv/ready  ## open the notebooks live
	$(BIN)/jupyter lab $(firstword $(sort $(wildcard notebooks/*.ipynb)))

test: .venv/ready-dev  ## check style, types and the arrows of the house, build, run every test
	tools/browsers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_types.py
	$(BOOK)
	$(BIN)/pytest -n 2

# `make chapter 8` or `make chapter N=8`: the number is no target of its own.
ifeq ($(firstword $(MAKECMDGOALS)),chapter)
N ?= $(word 2,$(MAKECMDGOALS))
.PHONY: $(wordlist 2,2,$(MAKECMDGOALS))
$(wordlist 2,2,$(MAKECMDGOALS)): ; @:
endif

chapter: .venv/ready-dev  ## say what one chapter still lacks, all at once and without a build
	$(BIN)/python tools/chapter.py $(N)

bench: .venv/ready-bench  ## measure bytes and milliseconds; a benchmark is not a test
	tools/browsers
	$(BIN)/python benchmarks/compare.py
	$(BIN)/python benchmarks/cohort.py

data: .venv/ready  ## make data/simulated anew; the same seed gives the same bytes
	$(BIN)/python tools/make_data.py

lock: .venv/ready-dev  ## pin anew what requirements/*.in ask for
	tools/lock

format: .venv/ready-dev
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean:
	rm -rf _build

.venv/ready: requirements.txt requirements/base.txt pyproject.toml
	PYTHON=$(PYTHON) tools/venv
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

.venv/ready-dev: .venv/ready requirements/dev.txt
	$(BIN)/pip install --quiet -r requirements/dev.txt
	touch $@

.venv/ready-bench: .venv/ready-dev requirements/bench.txt
	$(BIN)/pip install --quiet -r requirements/bench.txt
	touch $@
