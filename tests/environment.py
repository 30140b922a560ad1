"""Loaded by pytest before the settings are: the suite depends on nothing that the shell happens to hold."""

import os

os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings",
    SECRET_KEY="for the tests alone",
    DEBUG="0",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    REPERES_CONTACT_EMAIL="reperes@example.org",
    LOG_LEVEL="WARNING",
    REPERES_PAGE_CACHE_MB="0",  # what a page costs is counted as if it were asked for the first time
)
# what a person may have set for their own portal
OURS = ("EMAIL_", "OIDC_", "REPERES_", "CSRF_", "METRICS_")
GIVEN = {"REPERES_CONTACT_EMAIL", "REPERES_PAGE_CACHE_MB"}
for name in list(os.environ):
    if name in {"HTTPS", "HOST", "PORT", "PROXIES", "DEFAULT_FROM_EMAIL"} or (
        name.startswith(OURS) and name not in GIVEN
    ):
        os.environ.pop(name)

# SQLite in memory, or the server of TEST_DATABASE_URL when the second pass asks for it.
on_postgresql = os.environ.get("TEST_PASS") == "postgresql"
os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"] if on_postgresql else "sqlite://:memory:"
# `make test` leaves the long tests to those who ask for everything; named ones always run.
quick = os.environ.get("TEST_LONG") == "0"
