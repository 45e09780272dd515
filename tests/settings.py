"""The product's own settings, with a store and a mailbox that tests may empty."""

import os
import tempfile

os.environ.setdefault("MAVEN_VAR", tempfile.mkdtemp(prefix="maven-tests-"))
os.environ["MAVEN_DEMO"] = "1"
os.environ["MAVEN_DEBUG"] = "0"
os.environ.setdefault("MAVEN_SECRET_KEY", "for-tests-only-" + "x" * 40)

from maven.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True

# A store in a file, made beforehand: `--reuse-db` then spends no time on migrations.
if told := os.environ.get("MAVEN_TEST_STORE"):
    DATABASES["default"]["TEST"] = {"NAME": told}  # noqa: F405
