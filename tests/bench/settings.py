"""The site as it runs for real, on the database that VAR_DIR names, with one bare page beside."""

import os

os.environ["DEBUG"] = "1"

from config.settings import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
ROOT_URLCONF = "tests.bench.urls"
