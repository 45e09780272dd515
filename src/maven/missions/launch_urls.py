"""The addresses of the launch: framing, notes, documents of earlier work, interviews."""

from django.urls import path

from maven.missions.views import agreement, deliverables, interviews, notes

NOTES = "m/<slug:mission>/notes/"
KEPT = "m/<slug:mission>/livrables/"
MET = "m/<slug:mission>/animer/entretiens/"
urlpatterns = [
    path("m/<slug:mission>/animer/cadrage/", agreement.agreement, name="agreement"),
    path(NOTES, notes.notes, name="notes"),
    path(NOTES + "nouvelle/", notes.new, name="note_new"),
    path(NOTES + "<int:pk>/", notes.note, name="note"),
    path(NOTES + "<int:pk>/texte/", notes.edit, name="note_edit"),
    path(NOTES + "<int:pk>/retrait/", notes.removal, name="note_removal"),
    path(KEPT, deliverables.deliverables, name="deliverables"),
    path(KEPT + "nouveau/", deliverables.new, name="deliverable_new"),
    path(KEPT + "<int:pk>/", deliverables.deliverable, name="deliverable"),
    path(KEPT + "<int:pk>/fichier/", deliverables.file, name="deliverable_file"),
    path(KEPT + "<int:pk>/retrait/", deliverables.removal, name="deliverable_removal"),
    path(KEPT + "passages/<int:pk>/retrait/", deliverables.passage_removal, name="passage_removal"),
    path(MET, interviews.interviews, name="interviews"),
    path(MET + "guide/", interviews.guide, name="guide"),
    path(MET + "<int:pk>/", interviews.interview, name="interview"),
    path(MET + "<int:pk>/heure/", interviews.move, name="interview_move"),
    path(MET + "<int:pk>/passage/", interviews.quotation, name="quotation"),
    path(MET + "<int:pk>/retrait/", interviews.erasure, name="interview_erasure"),
]
