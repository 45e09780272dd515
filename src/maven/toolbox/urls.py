from django.urls import URLPattern, URLResolver, path

from maven.toolbox.views import correcting, reading

app_name = "toolbox"
HERE = "m/<slug:mission>/boite-a-outils/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, reading.toolbox, name="toolbox"),
    path(HERE + "ajouter/", correcting.add, name="add"),
    path(HERE + "quantites/", correcting.quantities, name="quantities"),
    path(HERE + "<slug:slug>/", reading.kind, name="kind"),
    path(HERE + "<slug:slug>/corriger/", correcting.correct, name="correct"),
    path(HERE + "<slug:slug>/revenir/", correcting.restore, name="restore"),
    path(HERE + "<slug:slug>/ecarter/", correcting.set_aside, name="set_aside"),
    path(HERE + "<slug:slug>/reprendre/", correcting.take_back, name="take_back"),
]
