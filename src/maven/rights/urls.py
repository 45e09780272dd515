from django.urls import URLPattern, URLResolver, path

from maven.rights import views

app_name = "rights"
urlpatterns: list[URLPattern | URLResolver] = [
    path("donnees/registre/", views.registry, name="registry"),
    path("moi/donnees/", views.my_data, name="my_data"),
    path("moi/effacer/", views.erasure, name="erasure"),
]
