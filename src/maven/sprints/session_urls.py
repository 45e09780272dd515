"""The addresses of the sessions and of their calendars."""

from django.urls import URLPattern, path

from maven.sprints.views import calendars, registrations, session_acts, sessions

ALL = "m/<slug:mission>/seances/"
ONE = ALL + "<int:pk>/"
SESSIONS: list[URLPattern] = [
    path(ALL, sessions.sessions, name="sessions"),
    path(ALL + "nouvelle/", sessions.new, name="new_session"),
    path("m/<slug:mission>/seances.ics", calendars.mission_feed, name="session_feed"),
    path(ONE, sessions.session, name="session"),
    path(ONE + "seance.ics", calendars.session_file, name="session_file"),
    path(ONE + "modifier/", sessions.edit, name="edit_session"),
    path(ONE + "ordre-du-jour/", sessions.agenda, name="session_agenda"),
    path(ONE + "deplacer/", session_acts.move, name="move_session"),
    path(ONE + "annuler/", session_acts.call_off, name="call_off_session"),
    path(ONE + "semaine-suivante/", session_acts.repeat, name="repeat_session"),
    path(ONE + "inscription/", registrations.register, name="register"),
    path(ONE + "inscription/retrait/", registrations.withdraw, name="withdraw"),
    path(ONE + "inscription/aide/", registrations.help_register, name="help_register"),
    path("seances/retrait/<str:ticket>/", registrations.withdrawal, name="withdrawal"),
    path("agenda/", calendars.my_calendar, name="my_calendar"),
    path("agenda/<str:feed>.ics", calendars.personal_feed, name="personal_feed"),
    path(
        "m/<slug:mission>/sprints/<int:number>/activites/<int:pk>/deplacer/",
        session_acts.move_activity,
        name="move_activity",
    ),
]
