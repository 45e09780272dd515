from django.urls import path

from maven.missions.views import imports

ALL = "m/<slug:mission>/animer/importer/"
ONE = ALL + "<slug:kind>/<slug:key>/"
urlpatterns = [
    path(ALL, imports.imports, name="imports"),
    path(ALL + "faits/<int:pk>/annulation/", imports.undoing, name="import_undo"),
    path(ALL + "<slug:kind>/", imports.new, name="import_new"),
    path(ONE, imports.preview, name="import_preview"),
    path(ONE + "a-corriger.csv", imports.troubles, name="import_troubles"),
    path(ONE + "confirmation/", imports.confirmation, name="import_confirmation"),
]
