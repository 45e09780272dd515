"""Addresses of what happens in a session and after it."""

from django.urls import URLPattern, URLResolver, path

from maven.sprints.views import attendance, minutes, minutes_lines, rotis

ONE = "m/<slug:mission>/seances/<int:pk>/"
LIST = ONE + "presence/"
MINUTES = ONE + "compte-rendu/"
LINE = MINUTES + "lignes/<int:row>/"
LIVED: list[URLPattern | URLResolver] = [
    path("s/<slug:shown>/", attendance.by_code, name="by_code"),
    path(ONE + "ecran/", attendance.wall, name="session_wall"),
    path(LIST, attendance.attendance, name="attendance"),
    path(LIST + "moi/", attendance.here, name="here"),
    path(LIST + "chiffres/", attendance.tally, name="tally"),
    path(LIST + "roles/", attendance.parts, name="session_parts"),
    path(ONE + "roti/", rotis.roti, name="roti"),
    path(MINUTES, minutes.minutes, name="minutes"),
    path(MINUTES + "ouvrir/", minutes.open_them, name="open_minutes"),
    path(MINUTES + "resume/", minutes.summarise, name="summarise"),
    path(MINUTES + "lignes/", minutes.add, name="write_line"),
    path(MINUTES + "publier/", minutes.publish, name="publish_minutes"),
    path(LINE, minutes_lines.line, name="line"),
    path(LINE + "suite/", minutes_lines.follow, name="follow_line"),
    path(LINE + "tension/", minutes_lines.gap, name="line_gap"),
    path(LINE + "reponse/", minutes_lines.answer, name="answer_commitment"),
]
