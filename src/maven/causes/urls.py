from django.urls import URLPattern, URLResolver

app_name = "causes"
urlpatterns: list[URLPattern | URLResolver] = []
