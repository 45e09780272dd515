from django.urls import URLPattern, URLResolver, path

from maven.rights import views

app_name = "rights"
urlpatterns: list[URLPattern | URLResolver] = [
    path("donnees/registre/", views.registry, name="registry"),
    path("moi/donnees/", views.my_data, name="my_data"),
    path(
        "m/<slug:mission>/animer/aide/<int:pk>/effacement/",
        views.helped_erasure,
        name="helped_erasure",
    ),
    path("moi/effacer/", views.erasure, name="erasure"),
]
