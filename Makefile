# Everything starts here. Each of these first makes its own environment, .venv, if that is missing or old.
#
#   make demo    an example community on this machine, to look around in
#   make test    style, types, import rules and all tests
#   make lint    the same without the tests
#   make normal  the tests in a browser, on kernels that are not forked
#   make bench   the benchmarks
#   make front   build the page's script and style anew (needs Node.js)
#   make words   gather the words on screen for those who translate
#   make lock    choose the versions of all packages anew
#   make clean   take away what was made here
#
# Without make:  python3 prepare.py   and then   .venv/bin/workbench demo

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
WORKERS ?= 3

.PHONY: demo test normal lint bench front words lock clean ready

ready:
	@$(if $(PYTHON),$(PYTHON),echo "Python 3.11 or newer is needed." && exit 1;) prepare.py

demo: ready
	@$(BIN)/workbench demo

test: lint
	@echo "Looking for a browser"
	@$(BIN)/python -m tests.chromium
	@echo "Tests"
	@$(BIN)/python -m pytest -q -n $(WORKERS)

normal: ready
	@echo "The pages on kernels that start normally"
	@WORKBENCH_KERNELS=normal $(BIN)/python -m pytest -q -n $(WORKERS) tests/browser

lint: ready
	@echo "Style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run $(BIN)/ruff format ."; exit 1; }
	@echo "Types"
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pyright --warnings
	@echo "Who may import whom"
	@$(BIN)/lint-imports --no-cache > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }

bench: ready
	@for each in $(basename $(notdir $(wildcard bench/*.py))); do \
		echo "bench/$$each"; $(BIN)/python -m "bench.$$each" || exit 1; done

front:
	@command -v npm > /dev/null || { echo "Node.js with npm is needed to build the page's script."; exit 1; }
	@echo "Building the page's script and style"
	@cd tools/front && npm ci --silent --no-audit --no-fund && node build.mjs

words: ready
	@echo "Gathering the words on screen"
	@$(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file pyproject.toml --omit-header \
		--add-location file --sort-output --width 110 --output-file templates/locale/workbench.pot .

lock: ready
	@echo "Choosing versions"
	@$(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --extra dev --extra paper --extra pictures \
		--output-file requirements.lock pyproject.toml
	@$(PYTHON) prepare.py

clean:
	@rm -rf .venv dist build tools/front/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -not -path "./.git/*" -prune -exec rm -rf {} +
