"""Settings of the portal: one module; what changes from one place to another comes from the environment.

The names are listed with their meaning in .env.example.
"""

from pathlib import Path

from config import environment as env
from config.accounts.configuration import read_directory

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# What identifies this installation

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret(debug=DEBUG)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
HTTPS = env.flag("HTTPS", default=False)
PORT = env.port()
# Proxies in front of the portal, each of which adds an address to X-Forwarded-For
PROXIES = env.number("PROXIES", 1 if HTTPS else 0, low=0, high=9)
REPERES_CONTACT_EMAIL = env.text("REPERES_CONTACT_EMAIL")

# Who publishes and hosts it, and how long its logs are kept, as its own pages say; « non renseigné » when empty
REPERES_PUBLISHER = env.text("REPERES_PUBLISHER")
REPERES_PUBLICATION_DIRECTOR = env.text("REPERES_PUBLICATION_DIRECTOR")
REPERES_HOSTED_BY = env.text("REPERES_HOSTED_BY")
REPERES_LOGS_KEPT = env.text("REPERES_LOGS_KEPT")

# Nearest jobs: under which mean percentage none is near, within how many points two are, and how often one may paste
REPERES_NEAREST_NONE_BELOW = env.number("REPERES_NEAREST_NONE_BELOW", 12, low=0, high=100)
REPERES_NEAREST_FEWEST_WORDS = env.number("REPERES_NEAREST_FEWEST_WORDS", 12, low=0, high=1000)
REPERES_NEAREST_BETWEEN_WITHIN = env.number("REPERES_NEAREST_BETWEEN_WITHIN", 3, low=0, high=100)
REPERES_PASTES_PER_MINUTE = env.number("REPERES_PASTES_PER_MINUTE", 30, low=1, high=100_000)

# Whether one who wrote in a draft may adopt it; otherwise another person does
REPERES_ADOPT_OWN_SHEETS = env.flag("REPERES_ADOPT_OWN_SHEETS", default=False)

# The parts

INSTALLED_APPS = [
    "texts",
    "grids",
    "jobs",
    "careers",
    "config.accounts",
    "config.backup",
    "config.accounts.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
]

# Sessions, accounts and messages are for the admin and for committees. They answer lazily: as long as a
# public page asks for none of them, it sets no cookie and does not vary on one: any cache may keep it.
MIDDLEWARE = [
    "config.metrics.MetricsMiddleware",
    "config.page_cache.PageCacheMiddleware",
    "config.security.VisitorAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.security.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.UnreadableAddressMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.unavailable.UnavailableMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # auth and messages are there because the admin requires them; no public template may use them.
            "context_processors": [
                "config.context.site",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Data

DATABASES = {"default": env.database(VAR_DIR / "db.sqlite3")}
# A cursor kept open on the server outlives its transaction behind a pooler; our long reads fit in memory.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

# Language and time: one language of users, and the day of the law is the day in Paris

LANGUAGE_CODE = "fr"
# What Django's own French says badly before our names of things
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Public pages kept whole in each process, in bytes; none while developing, when templates change under them
PAGE_CACHE_BYTES = env.number("REPERES_PAGE_CACHE_MB", 0 if DEBUG else 32, low=0, high=4096) * 2**20

# Counts for /metriques/: who may read them, by a token or by their address; nobody by default

METRICS_TOKEN = env.text("METRICS_TOKEN")
METRICS_NETWORKS = env.networks("METRICS_ADDRESSES")

# What people give to be kept: the PDF of a text. Served by the portal itself, under its page

MEDIA_ROOT = Path(env.text("REPERES_MEDIA_DIR", str(VAR_DIR / "media")))

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
# A search names a person's job or question: it is told to no other site.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SESSION_COOKIE_AGE = 12 * 3600  # a working day
LOGIN_URL = "admin:login"

if HTTPS:
    # HTTPS=1 says: a proxy ends TLS in front of the portal, sets X-Forwarded-Proto and drops the visitor's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sante/$"]  # a load balancer asks inside, without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # Two advices of `check --deploy` bind the other sites of the domain as well: that is for who owns it to say.
    SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W021"]

# Who comes in: a password whose tries are counted, or the organisation's directory

AUTHENTICATION_BACKENDS = ["config.accounts.backends.CountedBackend"]
DIRECTORY = read_directory()
# Argon2id; the others read what an older version wrote, and are replaced at the next sign-in.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "PBKDF2", "PBKDF2SHA1", "Scrypt")
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Mail: the link of a new password. Without a server, an administrator makes that link.

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=bool(EMAIL_HOST) and not EMAIL_USE_SSL)
EMAIL_PORT = env.port("EMAIL_PORT", 465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", REPERES_CONTACT_EMAIL or "reperes@localhost")

# Logs go to the standard error stream, one JSON object a line, without what people searched for

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_query": {"()": "config.logs.WithoutQuery"}},
    "formatters": {
        "json": {"()": "config.logs.JsonLines"},
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "filters": ["no_query"],
        }
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
