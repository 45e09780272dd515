from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from maven.ui import gallery

urlpatterns = i18n_patterns(path("ui/", gallery.gallery), prefix_default_language=False)
