"""Settings, all read from the environment (docs/settings.md lists them)."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from maven.config.logs import logging_of
from maven.config.secret import secret_key, secret_keys_before
from maven.front.declared import providers_in

env = environ.Env()

VAR = Path(env.str("MAVEN_VAR", default="var")).absolute()
DEBUG = env.bool("MAVEN_DEBUG", default=False)
DEMO = env.bool("MAVEN_DEMO", default=False)
GALLERY = env.bool("MAVEN_GALLERY", default=DEBUG or DEMO)
HTTPS = env.bool("MAVEN_HTTPS", default=not (DEBUG or DEMO))

SECRET_KEY = secret_key(env.str("MAVEN_SECRET_KEY", default=""), VAR)
SECRET_KEY_FALLBACKS = secret_keys_before(VAR)
ALLOWED_HOSTS = env.list("MAVEN_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

ROOMS = [
    "maven.ui",
    "maven.intake",
    "maven.journal",
    "maven.people",
    "maven.missions",
    "maven.causes",
    "maven.toolbox",
    "maven.sprints",
    "maven.voices",
    "maven.compass",
    "maven.reports",
    "maven.archives",
    "maven.rights",
    "maven.front",
    "maven.config",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",  # each room says who may in its rules.py
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "maven.config.witness.Witness",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "maven.front.headers.Headers",
    "maven.config.pause.Paused",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "maven.ui.clean_text.CleanText",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maven.front.sessions.Sessions",
    "maven.ui.middleware.TypographyMiddleware",
    "maven.missions.middleware.ClosedByDefault",
    "maven.front.limits.Limits",
    "maven.journal.middleware.OnceMiddleware",
]

ROOT_URLCONF = "maven.config.urls"
WSGI_APPLICATION = "maven.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["maven.ui.loader.Loader"])],
            "builtins": ["django.templatetags.l10n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maven.missions.context.house",
                "maven.config.status.notice",
            ],
        },
    }
]

# Whoever waits longer for the store is answered 503, in words, and told when to come back.
PATIENCE = 5  # seconds
# NORMAL lost acknowledged votes at 808 of 1,000 simulated power cuts: FULL, or the server refuses.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": PATIENCE,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    ),
}
DATABASES = {
    "default": env.db_url("MAVEN_DATABASE_URL", default=f"sqlite:///{VAR / 'maven.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    told = DATABASES["default"].setdefault("OPTIONS", {})
    patience = f"-c lock_timeout={PATIENCE}s"
    told["options"] = f"{patience} {told.get('options', '')}".strip()  # the operator's own wins
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "homes": {  # some 25 kB each; a key is never wrong, only no longer asked for
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "homes",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # counted in the store for every process: maven.people.limits
MFA_ADAPTER = "maven.front.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Of whom a second proof is asked: nobody, those who facilitate, or all.
SECOND_FACTOR = env.str("MAVEN_SECOND_FACTOR", default="none")
OIDC = providers_in(env)
ACCOUNT_ADAPTER = "maven.front.account_adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_SESSION_REMEMBER = True

# Ended by the store: after so long without coming back, after so many days whatever happens; a
# facilitator's after so many idle minutes, when the operator says so.
SESSION_LASTS = timedelta(days=env.int("MAVEN_SESSION_DAYS", default=30))
SESSION_IDLE = timedelta(hours=env.int("MAVEN_IDLE_HOURS", default=12))
FACILITATOR_IDLE = timedelta(minutes=env.int("MAVEN_FACILITATOR_IDLE_MINUTES", default=0))
SESSION_COOKIE_AGE = int(SESSION_LASTS.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie more
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "maven.front.errors.csrf_failure"
if HTTPS:
    SECURE_SSL_REDIRECT = env.bool("MAVEN_REDIRECT_TO_HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "report-uri": ["/csp/"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # two for each idea of a long sheet of paper

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("MAVEN_TIME_ZONE", default="Europe/Paris")
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["maven.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("MAVEN_STATIC_ROOT", default=str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR / "media"

# How many proxies of ours stand in front; given as addresses, the server itself reads past them.
_proxies = env.str("MAVEN_TRUSTED_PROXIES", default="127.0.0.1").strip()
PROXIES_IN_FRONT = int(_proxies) if _proxies.isdecimal() else 0
# Figures that the operator changed, by the name of the limit; 0 lifts it.
LIMITS = {name: int(most) for name, most in env.dict("MAVEN_LIMITS", default={}).items()}

# Without a mail server configured, letters are written to files that the operator can open.
_mail = env.email_url("MAVEN_EMAIL_URL", default="filemail://")
_mail_options = (
    {"file_path": str(VAR / "mail")}
    if _mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    else {
        "host": _mail.get("EMAIL_HOST"),
        "port": _mail.get("EMAIL_PORT") or 25,
        "username": _mail.get("EMAIL_HOST_USER") or "",
        "password": _mail.get("EMAIL_HOST_PASSWORD") or "",
        "use_tls": bool(_mail.get("EMAIL_USE_TLS")),
        "use_ssl": bool(_mail.get("EMAIL_USE_SSL")),
        "timeout": 10,
    }
    if _mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    else {}
)
MAILERS = {"default": {"BACKEND": _mail["EMAIL_BACKEND"], "OPTIONS": _mail_options}}
DEFAULT_FROM_EMAIL = env.str("MAVEN_FROM_EMAIL", default="Maven Toolkit <maven@localhost>")

# Who runs this instance, shown in the legal notice: a name and how to reach it.
OPERATOR = env.str("MAVEN_OPERATOR", default="")
SECURITY_CONTACT = env.str("MAVEN_SECURITY_CONTACT", default="")

# For those who watch the machine, and for a bad day.
METRICS_KEY = env.str("MAVEN_METRICS_KEY", default="")
BACKUPS = Path(env.str("MAVEN_BACKUPS", default=str(VAR / "backups")))
BACKUP_RECIPIENTS = env.list("MAVEN_BACKUP_RECIPIENT", default=[])
BACKUP_PASSPHRASE = env.str("MAVEN_BACKUP_PASSPHRASE", default="")
BACKUP_IDENTITY = env.str("MAVEN_BACKUP_IDENTITY", default="")

LOGGING = logging_of(
    env.str("MAVEN_LOG", default="text"), env.str("MAVEN_LOG_LEVEL", default="WARNING")
)

# One BLAS thread: the worker shares the machine with the pages.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
