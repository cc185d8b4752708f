# make install | demo | test | check | bench. Needs Python 3.11 or newer, make and git.

PYTHON ?= python3
PORT ?= 8000
MEMBERS ?= 1800
SEED ?= 1
RUN = .venv/bin/python
TESTS = .venv/bin/pytest -n auto --dist worksteal -rs

# What `manage.py check --deploy` must see: settings as they are in production.
PRODUCTION = env -u DATABASE_URL DEBUG=0 DEMO=0 SITE_URL=https://network.example.org \
	ALLOWED_HOSTS=network.example.org TRUSTED_PROXIES=1 VAR_DIR=var/check \
	SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	SECRETS_KEYS=$$($(RUN) -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')

.PHONY: install demo test check bench

install: .venv/.installed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chapterhouse needs Python 3.11 or newer. Name one with PYTHON=.")'
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python uv.lock
	@command -v uv >/dev/null || test -x .venv/bin/uv || .venv/bin/python -m pip install -q --disable-pip-version-check uv
	UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never $$(command -v uv || echo .venv/bin/uv) sync -q --frozen --python .venv/bin/python
	@touch $@

# FRESH=1 starts over.
demo: install
	DEBUG=1 DEMO=1 $(RUN) manage.py demo --members $(MEMBERS) --seed $(SEED) --serve $(PORT) $(if $(FRESH),--fresh)

# Everything on SQLite, a real browser included; then on PostgreSQL what a database could change:
# not the browser, the crawl of every page as everybody, the demo, and the shape of the code.
# What cannot run here is skipped with a sentence that says how to get it; with CI=true it fails.
test: install
	env -u DATABASE_URL $(TESTS)
	$(RUN) -m tests.postgres $(TESTS) -m "not browser" --ignore=tests/config \
		--ignore=tests/test_privacy.py --ignore=tests/test_architecture.py

check: install
	.venv/bin/ruff check -q
	.venv/bin/ruff format --check -q
	.venv/bin/lint-imports --no-logo >/dev/null || .venv/bin/lint-imports --no-logo
	DEBUG=1 VAR_DIR=var/check .venv/bin/mypy .
	DEBUG=1 VAR_DIR=var/check $(RUN) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

bench: install
	$(RUN) -m tests.bench
