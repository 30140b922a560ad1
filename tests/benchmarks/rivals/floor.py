"""One constant view, with the middleware that a new Django project has: what any page of Django costs at least.

BODY=/path/of/a/page gunicorn tests.benchmarks.rivals.floor:application
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="a measure signs nothing",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
)
BODY = Path(os.environ["BODY"]).read_bytes()


def constant(request):
    return HttpResponse(BODY)


urlpatterns = [path("", constant)]
application = get_wsgi_application()
