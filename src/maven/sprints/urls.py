from django.urls import URLPattern, URLResolver, path

from maven.sprints.minutes_urls import LIVED
from maven.sprints.session_urls import SESSIONS
from maven.sprints.views import (
    backlog,
    board,
    kick_off,
    plenary,
    review,
    review_feelings,
    tensions,
    wall,
)

app_name = "sprints"
HERE = "m/<slug:mission>/sprints/"
ONE = HERE + "<int:number>/"
TENSION = "m/<slug:mission>/tensions/<int:pk>/"
RESERVE = "m/<slug:mission>/reserve/"
KICK_OFF = "m/<slug:mission>/kick-off/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, board.sprints, name="sprints"),
    path(HERE + "preparer/", board.draft, name="draft"),
    path(KICK_OFF, kick_off.kick_off, name="kick_off"),
    path(KICK_OFF + "ecran/", kick_off.screen, name="kick_off_screen"),
    path(KICK_OFF + "boite-a-outils/", kick_off.families, name="families"),
    path(KICK_OFF + "premieres-actions/", kick_off.first_actions, name="first_actions"),
    path(RESERVE, backlog.backlog, name="backlog"),
    path(RESERVE + "proposer/", backlog.propose, name="propose_item"),
    path(RESERVE + "tensions/<int:pk>/", backlog.tension, name="tension_item"),
    path(RESERVE + "<int:pk>/reponse/", backlog.answer, name="answer_item"),
    path(RESERVE + "<int:pk>/place/", backlog.move, name="move_item"),
    path(RESERVE + "<int:pk>/table/", backlog.to_table, name="table_item"),
    path(ONE, board.sprint, name="sprint"),
    path(ONE + "activites/", board.plan, name="plan"),
    path(ONE + "activites/<int:pk>/faite/", board.finish, name="finish"),
    path(ONE + "livrer/", board.ship, name="ship"),
    path(ONE + "pleniere/", plenary.plenary, name="plenary"),
    path(ONE + "pleniere/ecran/", wall.screen, name="plenary_screen"),
    path(ONE + "pleniere/moi/", wall.phone, name="plenary_phone"),
    path(ONE + "decide/", wall.decided, name="decided"),
    path("p/<int:code>/", wall.to_plenary, name="to_plenary"),
    path(ONE + "revue/", review.review, name="review"),
    path(ONE + "revue/ecran/", review.screen, name="review_screen"),
    path(ONE + "revue/promis/<slug:key>/", review.follow_up, name="follow_up"),
    path(ONE + "revue/livre/<int:line>/", review.show_line, name="show_line"),
    path(ONE + "revue/ressentis/", review_feelings.feel, name="feel"),
    path(ONE + "revue/ressentis/devoiler/", review_feelings.reveal, name="reveal_feelings"),
    path(ONE + "revue/ressentis/deplacer/", review_feelings.move, name="move_feelings"),
    path(ONE + "revue/ressentis/<int:pk>/", review_feelings.name_group, name="name_group"),
    path(ONE + "revue/humeur/", review_feelings.say_mood, name="say_mood"),
    path(ONE + "revue/humeur/devoiler/", review_feelings.reveal_moods, name="reveal_moods"),
    path(ONE + "revue/tensions/", tensions.raise_tension, name="raise_tension"),
    path(ONE + "revue/tensions/<int:pk>/", tensions.resolve_tension, name="resolve_tension"),
    path(TENSION, tensions.tension, name="tension"),
    path(TENSION + "porter/", tensions.take_on, name="take_tension_on"),
    path(TENSION + "resoudre/", tensions.settle, name="settle_tension"),
    path(ONE + "revue/suite/", review.set_agenda, name="set_agenda"),
    path(ONE + "revue/clore/", review.close, name="close"),
    *SESSIONS,
    *LIVED,
]
