from django.urls import URLPattern, URLResolver, path

from maven.archives.views import archives

app_name = "archives"
HERE = "m/<slug:mission>/animer/archive/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, archives.archives, name="archives"),
    path(HERE + "<int:pk>/lien/", archives.link, name="link"),
    path(HERE + "<int:pk>/fichier/<str:token>/", archives.download, name="file"),
]
