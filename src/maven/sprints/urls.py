from django.urls import URLPattern, URLResolver, path

from maven.sprints.views import board, plenary, review

app_name = "sprints"
HERE = "m/<slug:mission>/sprints/"
ONE = HERE + "<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, board.sprints, name="sprints"),
    path(HERE + "preparer/", board.draft, name="draft"),
    path(ONE, board.sprint, name="sprint"),
    path(ONE + "activites/", board.plan, name="plan"),
    path(ONE + "activites/<int:pk>/faite/", board.finish, name="finish"),
    path(ONE + "livrer/", board.ship, name="ship"),
    path(ONE + "pleniere/", plenary.plenary, name="plenary"),
    path(ONE + "revue/", review.review, name="review"),
    path(ONE + "revue/ressentis/", review.feel, name="feel"),
    path(ONE + "revue/tensions/", review.raise_tension, name="raise_tension"),
    path(ONE + "revue/tensions/<int:pk>/", review.resolve_tension, name="resolve_tension"),
    path(ONE + "revue/suite/", review.set_agenda, name="set_agenda"),
    path(ONE + "revue/clore/", review.close, name="close"),
]
