from django.urls import URLPattern, URLResolver, path

from maven.compass.views import choosing, landscape

app_name = "compass"
urlpatterns: list[URLPattern | URLResolver] = [
    path("m/<slug:mission>/sprints/choisir/", choosing.choose, name="choose"),
    path(
        "m/<slug:mission>/consultations/<slug:slug>-<int:pk>/resultats/",
        landscape.landscape,
        name="landscape",
    ),
]
