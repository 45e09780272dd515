from django.urls import URLPattern, URLResolver, path

from maven.compass.views import accounts, barometer, champions, choosing, landscape, learning, state

app_name = "compass"
BAROMETER = "m/<slug:mission>/barometre/"
ACCOUNTS = "m/<slug:mission>/animer/comptes/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("m/<slug:mission>/sprints/choisir/", choosing.choose, name="choose"),
    path(
        "m/<slug:mission>/consultations/<slug:slug>-<int:pk>/resultats/",
        landscape.landscape,
        name="landscape",
    ),
    path(
        "m/<slug:mission>/causes/<slug:slug>-<int:pk>/champions/proposition/",
        champions.champions,
        name="champions",
    ),
    path("m/<slug:mission>/boite-a-outils/apprentissage/", learning.learning, name="learning"),
    path("m/<slug:mission>/etat/", state.state, name="state"),
    path("m/<slug:mission>/etat/<slug:dimension>/", state.aim, name="aim"),
    path(BAROMETER, barometer.barometer, name="barometer"),
    path(BAROMETER + "reponse/", barometer.answer, name="barometer_answer"),
    path(BAROMETER + "ouvrir/", barometer.opening, name="barometer_opening"),
    path(BAROMETER + "clore/", barometer.closing, name="barometer_closing"),
    path(ACCOUNTS, accounts.accounts, name="accounts"),
    path(ACCOUNTS + "<int:pk>/comparaison/", accounts.comparison, name="comparison"),
    path(ACCOUNTS + "<int:pk>/<int:number>/", accounts.recount, name="recount"),
    path(
        ACCOUNTS + "mises-de-cote/<int:pk>/retour/",
        accounts.return_of_accounts,
        name="return_of_accounts",
    ),
]
