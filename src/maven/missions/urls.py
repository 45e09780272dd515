from django.urls import path

from maven.missions import import_urls, launch_urls
from maven.missions.views import (
    community,
    framing,
    handover,
    invitations,
    parts,
    poster,
    preparation,
    requests,
    sectors,
    sheets,
)

app_name = "missions"
urlpatterns = [
    path("missions/nouvelle/", framing.new, name="new"),
    path("i/<str:token>/", parts.join, name="join"),
    path("i/<str:token>/refus/", parts.decline, name="decline"),
    path("r/<int:code>/", poster.short, name="short"),
    path("m/<slug:mission>/animer/affiche/", poster.poster, name="poster"),
    path("lettres/<str:signed>/", invitations.silence, name="silence"),
    path("m/<slug:mission>/animer/invitations/rappel/", invitations.reminder, name="reminder"),
    path("m/<slug:mission>/participer/", parts.membership, name="membership"),
    path("m/<slug:mission>/rejoindre/", requests.door, name="door"),
    path("m/<slug:mission>/rejoindre/retrait/", requests.withdrawal, name="request_withdrawal"),
    path("m/<slug:mission>/animer/demandes/", requests.requests, name="requests"),
    path("m/<slug:mission>/animer/demandes/<int:pk>/", requests.answer, name="request_answer"),
    path("m/<slug:mission>/quitter/", parts.departure, name="departure"),
    path("m/<slug:mission>/communaute/", community.community, name="community"),
    path("m/<slug:mission>/communaute/structures/", community.organisations, name="organisations"),
    path(
        "m/<slug:mission>/communaute/structures/<slug:slug>-<int:pk>/",
        community.organisation,
        name="organisation",
    ),
    path(
        "m/<slug:mission>/communaute/structures/<int:pk>/milieu/",
        sectors.placement,
        name="placement",
    ),
    path("m/<slug:mission>/animer/milieux/", sectors.sectors, name="sectors"),
    path("m/<slug:mission>/animer/milieux/<int:pk>/nom/", sectors.name, name="sector_name"),
    path("m/<slug:mission>/animer/milieux/<int:pk>/rang/", sectors.rank, name="sector_rank"),
    path(
        "m/<slug:mission>/animer/milieux/<int:pk>/retrait/",
        sectors.retirement,
        name="sector_retirement",
    ),
    path("m/<slug:mission>/animer/milieux/<int:pk>/fusion/", sectors.merger, name="sector_merger"),
    path(
        "m/<slug:mission>/animer/milieux/<int:pk>/suppression/",
        sectors.deletion,
        name="sector_deletion",
    ),
    path("m/<slug:mission>/animer/reglages/", framing.settings, name="settings"),
    path("m/<slug:mission>/animer/passation/", handover.handover, name="handover"),
    path(
        "m/<slug:mission>/animer/passation/retrait/",
        handover.handover_taken_back,
        name="handover_taken_back",
    ),
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
    *import_urls.urlpatterns,
    *launch_urls.urlpatterns,
    path("m/<slug:mission>/animer/invitations/", invitations.invitations, name="invitations"),
    path("m/<slug:mission>/animer/invitations/envoi/", invitations.letters, name="letters"),
    path("m/<slug:mission>/animer/invitations/<int:pk>/envoi/", invitations.letter, name="letter"),
    path(
        "m/<slug:mission>/animer/invitations/<int:pk>/retour/",
        invitations.returned,
        name="returned",
    ),
    path("m/<slug:mission>/animer/invitations/feuilles/", sheets.sheets, name="sheets"),
]
