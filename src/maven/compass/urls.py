from django.urls import URLPattern, URLResolver

app_name = "compass"
urlpatterns: list[URLPattern | URLResolver] = []
