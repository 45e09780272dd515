from django.urls import URLPattern, URLResolver, path

from maven.voices import views

app_name = "voices"
ALL = "m/<slug:mission>/consultations/"
ONE = ALL + "<slug:slug>-<int:pk>/"
TEAM = "m/<slug:mission>/animer/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, views.consultations, name="consultations"),
    path(TEAM + "consultation/", views.new, name="new"),
    path(ONE, views.consultation, name="consultation"),
    path(ONE + "avis/", views.opinions, name="opinions"),
    path(ONE + "formulaire/", views.paper, name="paper"),
    path(ONE + "saisie/", views.assist, name="assist"),
    path(TEAM + "aide/", views.helped, name="helped"),
    path(ONE + "idees/", views.statements, name="statements"),
    path(ONE + "idees/nouvelle/", views.idea, name="idea"),
    path(ONE + "idees/<int:number>/", views.statement, name="statement"),
    path(ONE + "idees/<int:number>/signalement/", views.report, name="report"),
    path(ONE + "idees/<int:number>/recours/", views.appeal, name="appeal"),
    path(ONE + "mes-reponses/", views.answers, name="answers"),
    path(ONE + "mes-reponses/reprise/", views.claim, name="claim"),
    path(ONE + "mes-reponses/retrait/", views.withdrawal, name="withdrawal"),
    path(ONE + "cloture/", views.closure, name="closure"),
    path(ONE + "reouverture/", views.reopening, name="reopening"),
    path(TEAM + "moderation/", views.moderation, name="moderation"),
    path(TEAM + "moderation/<int:statement>/acceptation/", views.acceptance, name="acceptance"),
    path(TEAM + "moderation/<int:statement>/refus/", views.refusal, name="refusal"),
    path(TEAM + "moderation/<int:statement>/cause/", views.promotion, name="promotion"),
    path("m/<slug:mission>/charte/", views.charter, name="charter"),
    path(TEAM + "charte/", views.charter_edit, name="charter_edit"),
    path(TEAM + "moderation/publiees/", views.published, name="published"),
    path(TEAM + "moderation/signalements/", views.reported, name="reported"),
    path(TEAM + "moderation/masquees/", views.hidden, name="hidden"),
    path(TEAM + "moderation/<int:statement>/masquage/", views.hiding, name="hiding"),
    path(TEAM + "moderation/<int:statement>/maintien/", views.keeping, name="keeping"),
    path(TEAM + "moderation/<int:statement>/retour/", views.restoring, name="restoring"),
    path(TEAM + "moderation/<int:statement>/recours/", views.decision, name="decision"),
    path(TEAM + "importer-polis/", views.importing, name="import"),
    path(TEAM + "importer-polis/<slug:key>/", views.preview, name="import_preview"),
    path(
        TEAM + "importer-polis/<slug:key>/confirmation/",
        views.confirmation,
        name="import_confirmation",
    ),
]
