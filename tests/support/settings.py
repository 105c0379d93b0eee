"""The site's settings, for tests: plain static files, quick hashing, a database of its own."""

import os
import tempfile

os.environ.setdefault("SCHAKEL_SECRET_KEY", "only for tests")
os.environ.setdefault("SCHAKEL_HOSTS", "testserver,127.0.0.1,localhost")
if os.environ.get("SCHAKEL_TEST_POSTGRES"):
    os.environ["DATABASE_URL"] = os.environ["SCHAKEL_TEST_POSTGRES"]
else:
    os.environ.pop("DATABASE_URL", None)

from schakel.config.settings import *  # noqa: F403
from schakel.config.settings import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = tempfile.mkdtemp(prefix="schakel-static-")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING: dict[str, object] = {"version": 1}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
