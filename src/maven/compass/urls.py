from django.urls import URLPattern, URLResolver, path

from maven.compass.views import accounts, choosing, landscape

app_name = "compass"
ACCOUNTS = "m/<slug:mission>/animer/comptes/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("m/<slug:mission>/sprints/choisir/", choosing.choose, name="choose"),
    path(
        "m/<slug:mission>/consultations/<slug:slug>-<int:pk>/resultats/",
        landscape.landscape,
        name="landscape",
    ),
    path(ACCOUNTS, accounts.accounts, name="accounts"),
    path(ACCOUNTS + "<int:pk>/comparaison/", accounts.comparison, name="comparison"),
    path(ACCOUNTS + "<int:pk>/<int:number>/", accounts.recount, name="recount"),
    path(
        ACCOUNTS + "mises-de-cote/<int:pk>/retour/",
        accounts.return_of_accounts,
        name="return_of_accounts",
    ),
]
