"""Every address of the house; each room says its own."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from maven.config import health, status
from maven.front import csp_reports
from maven.missions.access import public
from maven.ui import gallery

handler500 = "maven.config.errors.broken"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
    path("csp/", csp_reports.csp_reports, name="csp_reports"),
    path("live/", include("maven.live.urls")),
    *i18n_patterns(
        path("", include("maven.front.urls")),
        path("status", status.status, name="status"),
        path("", include("maven.missions.urls")),
        path("", include("maven.causes.urls")),
        path("", include("maven.compass.urls")),
        path("", include("maven.toolbox.urls")),
        path("", include("maven.sprints.urls")),
        path("", include("maven.voices.urls")),
        path("", include("maven.reports.urls")),
        path("", include("maven.archives.urls")),
        path("", include("maven.rights.urls")),
        path("connexion/", include("maven.config.account_urls")),
        *([path("ui/", public(gallery.gallery), name="gallery")] if settings.GALLERY else []),
        prefix_default_language=False,
    ),
]
