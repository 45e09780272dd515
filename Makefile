# `make demo` opens a living demonstration; `make test` runs everything that this machine can run.
# Each does all the set-up it needs: only git, make and a Python of 3.11 or later must be there.

MAVEN := .venv/bin/maven
PYTHON_HERE := .venv/bin/python
ARGS ?=

# Compiled code is kept in one place beside the tools: every command of ours starts a second sooner.
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/.tools/pycache
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo serve test faults canaries check bench build setup setup-dev setup-bench clean

help:
	@echo "make demo    a living demonstration in a browser: http://127.0.0.1:8000"
	@echo "make serve   serve this store (var/), on this machine, to work on the code"
	@echo "make test    every test that this machine can run"
	@echo "make faults  kills, power cuts, full disks and restarts, by hundreds (half an hour)"
	@echo "make canaries  defects put in a copy of the source: each must be seen by a test"
	@echo "make check   format, lint, types, contracts, templates, words (a few seconds)"
	@echo "make bench   the arithmetic and the home against named references, in one table (minutes)"
	@echo "make clean   remove what was made, but not the stores"
	@echo "More: ARGS='--port 8123' make demo"

demo: build
	@$(MAVEN) demo $(ARGS)

serve: build
	@MAVEN_HTTPS=$${MAVEN_HTTPS:-0} $(MAVEN) migrate
	@MAVEN_HTTPS=$${MAVEN_HTTPS:-0} $(MAVEN) serve $(ARGS)

test: setup-dev
	@$(MAKE) --no-print-directory build-again
	@$(PYTHON_HERE) tools/run_tests.py $(ARGS)

faults: setup-dev
	@$(MAKE) --no-print-directory build-again
	@$(PYTHON_HERE) -m tests.faults $(ARGS)

canaries: setup-dev
	@$(MAKE) --no-print-directory build-again
	@$(PYTHON_HERE) -m tests.canaries $(ARGS)

check: setup-dev
	@$(PYTHON_HERE) tools/run_checks.py

bench: setup-bench
	@$(PYTHON_HERE) -m benchmarks $(ARGS)

build: setup build-again

.PHONY: build-again
build-again:
	@$(PYTHON_HERE) tools/build_frontend.py
	@$(PYTHON_HERE) tools/messages.py compile

setup:
	@sh tools/setup.sh run

setup-dev:
	@sh tools/setup.sh dev

setup-bench:
	@sh tools/setup.sh bench

clean:
	rm -rf .venv .tools build dist htmlcov .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf frontend/node_modules src/maven/ui/static/ui/vendor .coverage .coverage.*
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
