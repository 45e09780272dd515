from django.urls import path

from maven.missions.views import imports

ONE = "<slug:kind>/<slug:key>/"
urlpatterns = [
    path("", imports.imports, name="imports"),
    path("faits/<int:pk>/annulation/", imports.undoing, name="import_undo"),
    path("<slug:kind>/", imports.new, name="import_new"),
    path(ONE, imports.preview, name="import_preview"),
    path(ONE + "a-corriger.csv", imports.troubles, name="import_troubles"),
    path(ONE + "confirmation/", imports.confirmation, name="import_confirmation"),
]
