from django.urls import URLPattern, URLResolver, path

from maven.causes import views

app_name = "causes"
ALL = "m/<slug:mission>/causes/"
ONE = ALL + "<slug:slug>-<int:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, views.causes, name="causes"),
    path(ALL + "nouvelle/", views.new, name="new"),
    path(ONE, views.cause, name="cause"),
    path(ONE + "texte/", views.edit, name="edit"),
    path(ONE + "champions/", views.champions, name="champions"),
    path(ONE + "champions/<int:champion>/", views.request_page, name="request"),
    path(ONE + "champions/<int:champion>/accord/", views.acceptance, name="acceptance"),
    path(ONE + "champions/<int:champion>/refus/", views.refusal, name="refusal"),
    path(ONE + "champions/<int:champion>/depart/", views.departure, name="departure"),
]
