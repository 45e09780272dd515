from django.urls import URLPattern, URLResolver, path

from maven.front.views import account, dashboard, demo, person, site

app_name = "front"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", site.home, name="home"),
    path("moi/", account.account, name="account"),
    path("moi/structures/", account.organisations, name="organisations"),
    path("aide/", site.help_page, name="help"),
    path("accessibilite/", site.accessibility, name="accessibility"),
    path("donnees/", site.data, name="data"),
    path("mentions-legales/", site.legal, name="legal"),
    path("m/<slug:mission>/", dashboard.mission, name="mission"),
    path(
        "m/<slug:mission>/communaute/<slug:slug>-<int:pk>/",
        person.person,
        name="person",
    ),
    path("m/<slug:mission>/journal/", dashboard.journal, name="journal"),
    path("demo/entrer/", demo.demo_sign_in, name="demo_sign_in"),
]
