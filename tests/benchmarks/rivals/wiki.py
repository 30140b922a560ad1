"""A Wagtail site of one page with twenty-four children, as long as a list of jobs.

TEXT=/path/of/a/text DATABASE=/path/of/a/base python -m tests.benchmarks.rivals.wiki      makes it
the same variables, then  gunicorn tests.benchmarks.rivals.wiki:application               serves it
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

FOLDER = Path(__file__).parent
settings.configure(
    DEBUG=False,
    SECRET_KEY="a measure signs nothing",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["DATABASE"], "CONN_MAX_AGE": None}
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=[
        "wagtail.users",
        "wagtail.images",
        "wagtail.documents",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "wagtail.contrib.simple_translation",
        "taggit",
        "modelcluster",
        "django.contrib.admin",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="Banc",
    WAGTAILADMIN_BASE_URL="http://127.0.0.1",
)
django.setup()
urlpatterns = [path("", include("wagtail.urls"))]  # its addresses read the models


def make() -> None:
    """The tables, one page and its children, each with a part of the text."""
    from wagtail.models import Page  # noqa: PLC0415  (after the settings)

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    words = Path(os.environ["TEXT"]).read_text("utf-8").split()
    share = max(1, len(words) // 24)
    for number in range(24):
        part = " ".join(words[number * share : (number + 1) * share])
        home.add_child(instance=Page(title=f"Emploi {number}", slug=f"emploi-{number}", search_description=part))


if __name__ == "__main__":
    make()
else:
    application = get_wsgi_application()
