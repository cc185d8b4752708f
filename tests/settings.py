"""The settings tests run with: the site's own, on whichever database DATABASE_URL names."""

import os

os.environ.setdefault("DEBUG", "1")

from config import paying
from config.settings import *  # noqa: F403
from config.settings import DATABASES, MIDDLEWARE, STRIPE_API_BASE, VAR_DIR

#: Migrated databases to copy, and the copies.
TEST_DATABASES = VAR_DIR / "tests"

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A power cut ends a test run anyway: waiting for the disk proves nothing here.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

if STRIPE_API_BASE == paying.STRIPE:
    # No test speaks to Stripe itself, whatever key the environment holds.
    STRIPE_SECRET_KEY = ""

# A test's changes are rolled back, of which no number tells: tests of the cache turn it on.
MIDDLEWARE = [name for name in MIDDLEWARE if name != "config.page_cache.PageCache"]

# A file is looked up when it is asked for: each client of a test would list them all otherwise.
WHITENOISE_AUTOREFRESH = True
