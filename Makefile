# make demo · make test · make browser · make check · make bench · make help
# Everything goes through tools/bootstrap.py, which needs any Python 3.6+ that really runs: shims
# exist that do not, so the candidates are tried by running them.
STARTER := $(shell for python in "$$PYTHON" python3.13 python3.12 python3 /usr/bin/python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
RUN = $(STARTER) tools/bootstrap.py
PORT ?= 8000
SIZE ?= 10k
DB ?= sqlite

.DEFAULT_GOAL := help
.PHONY: help setup demo test golden browser lighthouse screenshots bench check format translations starter

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

starter:
	@test -n "$(STARTER)" || { echo "Set-up stopped: no Python 3 was found. Install python3, or say where it is: make PYTHON=/path/to/python3 …" >&2; exit 1; }

setup: starter ## Install the locked packages into .venv
	@$(RUN)

demo: starter ## Serve the portal on 127.0.0.1:8000 with made-up minutes (MINUTES=folder for your own, PORT=8001)
	@$(RUN) tools/demo.py --port $(PORT) $(if $(MINUTES),--minutes "$(MINUTES)")

test: starter ## Run every test on SQLite, then on PostgreSQL (ARGS="-k word" to choose)
	@$(RUN) tools/run_tests.py $(ARGS)

golden: starter ## Rewrite what tests/documents must be read as, for review with git diff
	@$(RUN) tools/golden.py

browser: starter ## Run the browser tests: Chromium, axe, HTML, printing (ARGS="-k word" to choose)
	@$(RUN) --group browser tools/browser.py $(ARGS)

lighthouse: starter ## Measure the main pages with Lighthouse and hold them to their floors
	@$(RUN) --group browser tools/lighthouse.py

screenshots: starter ## Take pictures of every page at 360 and 1280 px into var/screenshots (ARGS="home" to choose)
	@$(RUN) --group browser tools/screenshots.py $(ARGS)

bench: starter ## Measure search beside its rivals (SIZE=10k|100k|1M DB=sqlite|postgres ARGS="--keep-index")
	@$(RUN) --group bench bench/search.py --size $(SIZE) --db $(DB) $(ARGS)

check: starter ## Formatting, lint, types, import layers, migrations, translations
	@$(RUN) tools/check.py

format: starter ## Format the code
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

translations: starter ## Bring locale/ up to date with the texts, and compile it
	@$(RUN) tools/translations.py
