from django.urls import URLPattern, URLResolver, path

from maven.archives.views import archives, open_data

app_name = "archives"
HERE = "m/<slug:mission>/animer/archive/"
DATA = "m/<slug:mission>/donnees/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, archives.archives, name="archives"),
    path(HERE + "<int:pk>/lien/", archives.link, name="link"),
    path(HERE + "<int:pk>/fichier/<str:token>/", archives.download, name="file"),
    path(DATA, open_data.open_data, name="open_data"),
    path(DATA + "<int:pk>.csv", open_data.table, name="table"),
    path(DATA + "<int:pk>.json", open_data.structure, name="structure"),
    path(DATA + "<int:pk>/publier/", open_data.publish, name="publish"),
]
