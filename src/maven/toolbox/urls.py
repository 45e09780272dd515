from django.urls import URLPattern, URLResolver

app_name = "toolbox"
urlpatterns: list[URLPattern | URLResolver] = []
