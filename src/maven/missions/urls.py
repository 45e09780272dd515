from django.urls import path

from maven.missions.views import community, framing, invitations, parts, preparation

app_name = "missions"
urlpatterns = [
    path("missions/nouvelle/", framing.new, name="new"),
    path("i/<str:token>/", parts.join, name="join"),
    path("m/<slug:mission>/participer/", parts.membership, name="membership"),
    path("m/<slug:mission>/quitter/", parts.departure, name="departure"),
    path("m/<slug:mission>/communaute/", community.community, name="community"),
    path("m/<slug:mission>/animer/reglages/", framing.settings, name="settings"),
    path("m/<slug:mission>/animer/lancement/", preparation.preparation, name="preparation"),
    path(
        "m/<slug:mission>/animer/lancement/<slug:slug>/faite/",
        preparation.step_done,
        name="step_done",
    ),
    path(
        "m/<slug:mission>/animer/lancement/<slug:slug>/reprise/",
        preparation.step_reopened,
        name="step_reopened",
    ),
    path("m/<slug:mission>/animer/invitations/", invitations.invitations, name="invitations"),
    path("m/<slug:mission>/animer/invitations/envoi/", invitations.letters, name="letters"),
    path("m/<slug:mission>/animer/invitations/<int:pk>/envoi/", invitations.letter, name="letter"),
]
