# The few words that serve the newcomer, the hook and CI. `make` alone lists them.

# The first Python that is recent enough; `make run PYTHON=/path/to/python3` names another.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
LAUNCH = @"$(or $(PYTHON),$(error Il faut Python 3.11 ou plus récent : installez-le (sur Debian ou Ubuntu, « sudo apt install python3 python3-venv »), puis relancez, ou indiquez-le : make run PYTHON=/chemin/vers/python3))" config/launch.py

.DEFAULT_GOAL := help
.PHONY: help run test check format fixtures load lock shell long trial clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## install what is missing, load the data and serve the portal (PORT=8765 for another port)
	$(LAUNCH) run

test: ## run every test; ARGS="tests/site -k health" for some of them
	$(LAUNCH) test $(ARGS)

check: ## ruff: lint and format, without changing anything
	$(LAUNCH) exec ruff check .
	$(LAUNCH) exec ruff format --check .

format: ## ruff: put the code in order
	$(LAUNCH) exec ruff check --fix .
	$(LAUNCH) exec ruff format .

fixtures: ## read the official texts again and write fixtures/*.json
	$(LAUNCH) exec python manage.py build_fixtures

load: ## bring the database to the fixtures
	$(LAUNCH) exec python manage.py load_fixtures

lock: ## resolve requirements*.in into locks with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade requirements-dev.in -o requirements-dev.txt

shell: ## Django's shell
	$(LAUNCH) exec python manage.py shell

long: ## fifty readers and five writers for three minutes on both databases, then what breaks; ARGS="--minutes 1"
	$(LAUNCH) exec python -m tests.long.load $(ARGS)

trial: ## try docs/deploy.md in a bare Debian, then several web machines; as root, some ten minutes
	$(LAUNCH) exec python -m tests.long.trial

clean: ## remove the virtual environment and caches; the database in var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis var/static var/test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
