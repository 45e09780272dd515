"""Just enough of a house to show the gallery alone."""

SECRET_KEY = "not-secret-gallery-only"
DEBUG = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["django.contrib.staticfiles", "django.contrib.messages", "maven.ui"]
MIDDLEWARE = [
    "django.middleware.locale.LocaleMiddleware",
    "maven.ui.middleware.TypographyMiddleware",
]
ROOT_URLCONF = "tests.ui.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STATIC_URL = "/static/"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Europe/Paris"
