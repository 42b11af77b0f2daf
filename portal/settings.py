"""Settings of every installation, read from the environment (README, "Production").

`DJANGO_ENV=production` refuses to start without its secrets; development and tests need none.
"""

import re
import sys
from datetime import datetime
from pathlib import Path

import environ
import jazzy_tabler
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env("PORTAL_VAR", default=str(BASE_DIR / "var")))
STAGE = env("DJANGO_ENV", default="development")
if STAGE not in ("development", "production"):  # a word mistyped must not open the doors of development
    raise ImproperlyConfigured(f"DJANGO_ENV is “{STAGE}”: it is development or production.")
PRODUCTION = STAGE == "production"
TESTING = env.bool("PORTAL_TESTING", default=False)
if TESTING and PRODUCTION:
    raise ImproperlyConfigured("PORTAL_TESTING weakens passwords and sends no letters; production refuses it.")


def secret(name: str, development: str) -> str:
    """An environment value that production cannot do without."""
    value = env(name, default="" if PRODUCTION else development)
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: production does not start without it (README).")
    return value


DEBUG = False
SECRET_KEY = secret("SECRET_KEY", "development-only-" + "x" * 48)
ALLOWED_HOSTS = secret("ALLOWED_HOSTS", "127.0.0.1,localhost,testserver").split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

OWN_APPS = ["portal", "organizations", "papers", "conferences", "nominations"]  # in the order of the story
INSTALLED_APPS = [
    "portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "lucide",
    "treebeard",
    "axes",
    "csp",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    *OWN_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *([] if TESTING else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "portal.middleware.KnownMethodsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.LargeFormMiddleware",  # before the form is read for its CSRF token
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.SessionLimitMiddleware",
    "portal.middleware.AskLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.PrivateResponseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
ADMIN_PATH = env("ADMIN_PATH", default="admin").strip("/") + "/"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "organizations.context.frame",
            ],
            "builtins": ["portal.templatetags.portal"],
        },
    },
]

# --- database -------------------------------------------------------------------------------------------------------
# SQLite: with deferred transactions a reader that turns writer fails at once, whatever the timeout.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS = {
    "options": "-c lock_timeout=3s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
else:
    DATABASES["default"] |= {
        "OPTIONS": DATABASES["default"].get("OPTIONS", {}) | POSTGRES_OPTIONS,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "organizations.rights.RoleBackend"]
# Argon2 with Django's defaults costs 100 MB a log-in; OWASP's minimum is enough here.
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["portal.hashers.ModestArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "nominations:home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # the one-time link; a shorter life would expire over a weekend
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "portal/locked.html"
AXES_ENABLED = not TESTING
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

# --- sessions and headers -------------------------------------------------------------------------------------------
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # for browsers without CSP; the others obey frame-ancestors below
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],  # papers open in the page beside their data
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sid"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if env.bool("BEHIND_PROXY", default=False):  # only where the proxy sets the header AND strips a client's own
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        AXES_CLIENT_IP_CALLABLE = "portal.middleware.address_behind_proxy"  # else all clients share the proxy's

# --- language, time -------------------------------------------------------------------------------------------------
# Django's own `vi` formats read 03/04/2025 as 4 March.
LANGUAGE_CODE = "vi"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["portal.formats"]
USE_THOUSAND_SEPARATOR = False  # True would print the year as 2.026

PORTAL_NOW = env("PORTAL_NOW", default="")
PORTAL_NOW_SINCE = env.float("PORTAL_NOW_SINCE", default=0)  # the real second at which the demonstration was started
if PORTAL_NOW and PRODUCTION:
    raise ImproperlyConfigured("PORTAL_NOW sets the clock for demonstration only; production refuses it.")
if PORTAL_NOW:
    datetime.fromisoformat(PORTAL_NOW)  # a bad value stops here, not at the first page

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("tabler", Path(jazzy_tabler.__file__).parent / "static" / "vendor" / "tabler"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "uploads", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "portal.static_storage.StaticStorage",
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["portal.upload_handlers.CappedUploadHandler"]
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_JOINED_BYTES = 20 * 1024 * 1024  # the PDF that several files become
UPLOAD_MAX_FILES = 20  # that become one at a time
UPLOAD_REQUEST_BYTES = 60 * 1024 * 1024  # all files of one request: what is kept on the disk while it is read
UPLOAD_OWNER_BYTES = env.int("UPLOAD_OWNER_MB", default=2048) * 1024 * 1024  # all files of one person
UPLOAD_UNCLAIMED_FILES = 200  # of one person, sent and not saved with anything yet
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # of all fields of a page; past it the form cannot be shown again
CLAMD = env("CLAMD", default="")  # the virus scanner: path of its socket, or host:port; without it nothing is scanned
if CLAMD and "/" not in CLAMD and not re.fullmatch(r".+:\d+", CLAMD):
    raise ImproperlyConfigured(f"CLAMD is “{CLAMD}”: it is the path of a socket, or host:port.")

# --- mail, jobs -----------------------------------------------------------------------------------------------------
# Mail goes to a file unless EMAIL_URL names a server ("smtp+tls://user:password@host:587").
vars().update(env.email("EMAIL_URL", default="filemail://"))
if TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
elif not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_TIMEOUT = 20  # seconds; without it a dead mail server would hold the worker for ever
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Gương Sáng <khong-tra-loi@example.vn>")
PORTAL_ADDRESS = env("PORTAL_ADDRESS", default=f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://127.0.0.1:8000")
EACH_ROUND = ("nominations.tasks.publish_due",)  # what the worker asks between two jobs: it answers how much there was to do
HOUSEKEEPING = ("papers.tasks.take_up", "portal.scanning.take_up", "nominations.tasks.remind")  # what the worker calls every hour besides its own sweeping
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "portal.logs.NamelessFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": sys.stderr}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "axes": {"level": "ERROR"},  # its lines carry user names
        "django_tasks_db": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # personal data: for the service's account alone
