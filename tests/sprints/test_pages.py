"""The sprints as people live them: list, plenary, board, review."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maven.journal.models import Fact, Receipt
from maven.sprints import operations
from maven.sprints.models import Activity, Deliverable, Feedback, Sprint, Tension
from maven.sprints.operations import Proposal
from maven.sprints.views import plenary
from maven.toolbox.models import ActivityKind
from tests import cast

pytestmark = pytest.mark.django_db
HERE = "/m/paca/sprints/"
ASKED = {"asked": {"direction": 1.2, "measure": 0.5, "engage": 1.5, "connect": 1.0}, "full": 3}


def proposal(slug="atelier-thematique", title=None, days=4.5):
    kind = ActivityKind.objects.shared().get(slug=slug)
    return Proposal(kind=kind, title=title or kind.name_fr, days=days, reason="Parce que 53 %.")


@pytest.fixture
def draft(paca):
    return operations.draft_sprint(
        mission=paca,
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=21),
        capacity_days=14,
        proposals=[proposal(), proposal("matchmaking", "Chercheurs et entreprises", 2.5)],
        needs=ASKED,
        by=cast.minh(),
        at=cast.NOON,
    )


@pytest.fixture
def running(draft):
    return operations.adopt_sprint(sprint=draft, by=cast.minh(), at=cast.NOON)


def one(sprint):
    return f"{HERE}{sprint.number}/"


def table(sprint, **changes):
    """The plenary's form as the page shows it."""
    data = {"capacity_days": sprint.capacity_days, "add": ""}
    for activity in Activity.objects.of(sprint):
        data |= {
            f"keep-{activity.pk}": "on",
            f"title-{activity.pk}": activity.title,
            f"days-{activity.pk}": activity.days_planned,
        }
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


# The list


def test_the_list_says_the_state_of_each_sprint_in_words(client, paca, running):
    cast.sprint(paca, 2, adopted=False)
    text = client.get(HERE).content.decode()
    assert "en cours" in text
    assert "brouillon" in text


def test_before_any_sprint_the_list_says_what_a_sprint_is(client, paca):
    assert "la plénière choisit les activités" in client.get(HERE).content.decode()


def test_the_list_takes_as_many_queries_for_many_sprints_as_for_one(client, paca):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    cast.sprint(paca, 1, closed=True)
    with CaptureQueriesContext(connection) as for_one:
        client.get(HERE)
    for number in range(2, 6):
        cast.sprint(paca, number, closed=True)
    with CaptureQueriesContext(connection) as for_five:
        client.get(HERE)
    assert len(for_one) == len(for_five)


def test_the_team_starts_from_an_empty_draft(as_, send, paca):
    as_(cast.minh())
    answer = send(HERE + "preparer/")
    assert answer["Location"].endswith("/sprints/1/pleniere/")
    assert send(HERE + "preparer/")["Location"] == answer["Location"]
    assert Sprint.objects.count() == 1


# The plenary


def test_members_see_the_table_with_every_reason(as_, draft):
    page = as_(cast.karim()).get(one(draft) + "pleniere/")
    text = page.content.decode()
    assert text.count("Parce que 53") == 2
    assert page.context["table"].days == 7
    assert [need.key for need in page.context["table"].needs] == [
        "direction",
        "measure",
        "engage",
        "connect",
    ]
    assert 'value="adopt"' not in text


def test_the_table_says_the_figures_of_the_method(as_, draft):
    from maven.method.coverage import Needs, coverage
    from maven.toolbox.weighing import weigh

    page = as_(cast.minh()).get(one(draft) + "pleniere/")
    kinds = [weigh(activity.kind) for activity in Activity.objects.of(draft).by_rank()]
    expected = coverage(kinds, Needs(direction=1.2, measure=0.5, engage=1.5, connect=1.0))
    assert page.context["table"].coverage == expected
    for (_, brought, need), answer in zip(
        page.context["table"].figures, expected.answers, strict=True
    ):
        assert brought == round(100 * min(1, answer.brought / 3))
        assert need == round(100 * answer.asked / 3)


def test_those_who_are_not_of_the_group_do_not_see_the_table(as_, client, draft):
    assert client.get(one(draft) + "pleniere/").status_code == 302
    for outsider in (cast.salome(), cast.theo(), cast.ana()):
        assert as_(outsider).get(one(draft) + "pleniere/").status_code == 403


def test_members_do_not_change_the_table(as_, send, draft):
    as_(cast.karim())
    answer = send(one(draft) + "pleniere/", table(draft, act="adopt"))
    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.state == "drafted"


def test_the_team_unticks_changes_the_days_and_adds_from_the_toolbox(as_, send, draft):
    as_(cast.minh())
    first, second = Activity.objects.of(draft).by_rank()
    changes = {f"keep-{first.pk}": None, f"days-{second.pk}": 3, "add": "conference"}
    answer = send(one(draft) + "pleniere/", table(draft, act="redraft", **changes))
    assert answer.status_code == 303
    found = [(a.kind.slug, a.days_planned) for a in Activity.objects.of(draft).by_rank()]
    assert found == [("matchmaking", 3), ("conference", 3.5)]


def test_recalculating_without_a_change_tells_nothing(as_, send, draft):
    as_(cast.minh())
    send(one(draft) + "pleniere/", table(draft, act="redraft"))
    assert not Fact.objects.filter(verb="sprint.redrafted").exists()


def test_adopting_makes_what_is_ticked_the_sprint(as_, send, draft):
    as_(cast.minh())
    first, _second = Activity.objects.of(draft).by_rank()
    answer = send(one(draft) + "pleniere/", table(draft, act="adopt", **{f"keep-{first.pk}": None}))
    assert answer.status_code == 303
    draft.refresh_from_db()
    assert draft.state == "adopted"
    assert Activity.objects.of(draft).get().title == "Chercheurs et entreprises"


def test_a_second_sprint_is_not_adopted_and_nothing_is_written(as_, send, paca, draft):
    cast.sprint(paca, 9)
    as_(cast.minh())
    answer = send(one(draft) + "pleniere/", table(draft, act="adopt", capacity_days=9))
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert (draft.state, draft.capacity_days) == ("drafted", 14)


def test_adopting_nothing_is_refused(as_, send, draft):
    as_(cast.minh())
    nothing = {f"keep-{activity.pk}": None for activity in Activity.objects.of(draft)}
    assert send(one(draft) + "pleniere/", table(draft, act="adopt", **nothing)).status_code == 422
    assert Activity.objects.of(draft).count() == 2


def test_days_that_make_no_sense_come_back_to_the_table(as_, send, draft):
    as_(cast.minh())
    activity = Activity.objects.of(draft).first()
    answer = send(one(draft) + "pleniere/", table(draft, **{f"days-{activity.pk}": -1}))
    assert answer.status_code == 422


@pytest.mark.parametrize("changes", [{}, {"capacity_days": 9}])
def test_two_of_the_team_adopt_at_once_and_one_does(as_, send, draft, monkeypatch, changes):
    """The second one's page was prepared before the first one's commit."""
    as_(cast.minh())
    form = table(draft, act="adopt", **changes)
    show = plenary.form_of

    def late(request, sprint):
        shown = show(request, sprint)
        operations.adopt_sprint(sprint=sprint, by=cast.minh(), at=cast.NOON)
        return shown

    monkeypatch.setattr(plenary, "form_of", late)
    answer = send(one(draft) + "pleniere/", form)

    assert answer["Location"] == one(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.capacity_days) == ("adopted", 14)


def test_the_plenary_of_an_adopted_sprint_is_its_board(as_, running):
    answer = as_(cast.minh()).get(one(running) + "pleniere/")
    assert answer["Location"].endswith("/sprints/1/")


# The board


def test_the_board_shows_what_is_to_do_done_and_shipped(as_, send, running):
    browser = as_(cast.karim())
    activity = Activity.objects.of(running).by_rank()[0]
    assert (
        send(f"{one(running)}activites/{activity.pk}/faite/", {"days_spent": "5"}).status_code
        == 303
    )
    assert send(one(running) + "livrer/", {"title": "Annuaire"}).status_code == 303
    board = browser.get(one(running)).context["board"]
    assert (len(board.to_do), len(board.done), len(board.deliverables)) == (1, 1, 1)
    assert (board.days_spent, board.days_planned) == (5, 7)


def test_a_dot_ships_without_a_name(as_, running):
    karim = cast.karim()
    karim.presence = "point"
    karim.save(update_fields=["presence"])
    operations.ship(sprint=running, title="Un annuaire", by=karim, at=cast.NOON)

    page = as_(cast.lucie()).get(running.get_absolute_url()).text
    assert "Un annuaire" in page
    assert karim.name not in page


def test_anybody_who_takes_part_ships_and_strangers_do_not(as_, send, running):
    as_(cast.salome())
    assert send(one(running) + "livrer/", {"title": "Carte"}).status_code == 303
    for outsider in (cast.theo(), cast.ana()):
        as_(outsider)
        assert send(one(running) + "livrer/", {"title": "Autre"}).status_code == 403
    assert Deliverable.objects.get().shipped_by == cast.salome()


def test_a_link_that_is_none_comes_back_with_the_board(as_, send, running):
    as_(cast.karim())
    answer = send(one(running) + "livrer/", {"title": "Carte", "link": "pas un lien"})
    assert answer.status_code == 422
    assert not Deliverable.objects.exists()


def test_the_public_sees_the_board_without_the_names(client, running):
    operations.ship(sprint=running, title="Annuaire", by=cast.karim(), at=cast.NOON)
    text = client.get(one(running)).content.decode()
    assert "Annuaire" in text
    assert "Karim" not in text


def test_the_team_adds_an_activity_with_the_toolbox_s_name_and_days(as_, send, running):
    as_(cast.minh())
    send(one(running) + "activites/", {"kind": "conference"})
    added = Activity.objects.of(running).by_rank()[2]
    assert (added.title, added.days_planned) == ("Conférence d'une personnalité", 3.5)
    assert send(one(running) + "activites/", {"kind": "inconnu"}).status_code == 422
    as_(cast.karim())
    assert send(one(running) + "activites/", {"kind": "conference"}).status_code == 403


def test_an_activity_of_another_sprint_is_not_found(as_, send, paca, running):
    other = Activity.objects.create(
        sprint=cast.sprint(cast.elsewhere()), kind=proposal().kind, title="x", days_planned=1
    )
    as_(cast.minh())
    assert (
        send(f"{one(running)}activites/{other.pk}/faite/", {"days_spent": "1"}).status_code == 404
    )
    assert as_(cast.minh()).get(HERE + "99/").status_code == 404


def test_the_board_takes_as_many_queries_for_many_activities(client, running):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as before:
        client.get(one(running))
    for number in range(5):
        operations.ship(sprint=running, title=f"L{number}", by=cast.karim(), at=cast.NOON)
        operations.plan_activity(
            sprint=running, kind=proposal().kind, title="x", days=1, by=cast.minh(), at=cast.NOON
        )
        operations.raise_tension(
            sprint=running, desired="a", observed="b", by=cast.karim(), at=cast.NOON
        )
    with CaptureQueriesContext(connection) as after:
        client.get(one(running))
    assert len(before) == len(after)


# The review


@pytest.mark.parametrize("step", ["livre", "ressentis", "tensions", "suite", "cloture", "ailleurs"])
def test_each_step_of_the_review_opens_for_whoever_may_see(client, running, step):
    page = client.get(f"{one(running)}revue/?etape={step}")
    assert page.status_code == 200
    assert len(page.context["steps"]) == 5


def feel(send, sprint, words, kind="like"):
    return send(one(sprint) + "revue/ressentis/", {"kind": kind, "words": words})


def test_feelings_bear_no_trace_of_who_sent_them(as_, send, running):
    as_(cast.karim())
    receipts = Receipt.objects.count()
    assert feel(send, running, "Belle énergie").status_code == 303
    assert Receipt.objects.count() == receipts
    assert Feedback.objects.get().words == "Belle énergie"
    fact = Fact.objects.get(verb="feedback.given")
    assert fact.details.by_id is None


def test_feelings_are_shown_from_three_on(as_, send, client, running):
    browser = as_(cast.karim())
    feel(send, running, "Belle énergie")
    as_(cast.lucie())
    feel(send, running, "Trop long", "dislike")
    as_(cast.minh())
    assert send(one(running) + "revue/ressentis/devoiler/").status_code == 409
    as_(cast.salome())
    text = browser.get(one(running) + "revue/?etape=ressentis").content.decode()
    assert "Belle énergie" not in text
    assert "2 ressentis" in text
    feel(send, running, "Lieu agréable")
    assert "Belle énergie" not in browser.get(one(running) + "revue/?etape=ressentis").text
    operations.reveal_feelings(sprint=running, by=cast.minh(), at=cast.NOON)
    assert "Belle énergie" in browser.get(one(running) + "revue/?etape=ressentis").content.decode()
    browser.logout()
    text = browser.get(one(running) + "revue/?etape=ressentis").content.decode()
    assert "Belle énergie" not in text


def test_a_form_of_feelings_sent_twice_counts_once(as_, client, running):
    as_(cast.karim())
    data = {"submission_key": "k" * 20, "kind": "like", "words": "Merci"}
    for _ in range(2):
        assert client.post(one(running) + "revue/ressentis/", data).status_code == 303
    assert Feedback.objects.count() == 1


def test_an_empty_feeling_or_one_without_key_comes_back(as_, send, client, running):
    as_(cast.karim())
    assert feel(send, running, "").status_code == 422
    answer = client.post(one(running) + "revue/ressentis/", {"kind": "like", "words": "Oui"})
    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_strangers_share_no_feelings(as_, send, running):
    for outsider in (cast.theo(), cast.ana()):
        as_(outsider)
        assert feel(send, running, "Bonjour").status_code == 403


def test_a_tension_is_told_by_whoever_takes_part_and_resolved_by_the_group(as_, send, running):
    as_(cast.salome())
    assert (
        send(one(running) + "revue/tensions/", {"desired": "", "observed": "b"}).status_code == 422
    )
    send(one(running) + "revue/tensions/", {"desired": "Tous là", "observed": "Peu viennent"})
    tension = Tension.objects.get()
    address = f"{one(running)}revue/tensions/{tension.pk}/"
    assert send(address).status_code == 403
    as_(cast.karim())
    assert send(address).status_code == 303
    tension.refresh_from_db()
    assert tension.resolved_by == cast.karim()


def test_a_tension_of_another_mission_is_not_found(as_, send, running):
    other = Tension.objects.create(
        mission=cast.elsewhere(), desired="a", observed="b", raised_at=cast.NOON
    )
    as_(cast.minh())
    assert send(f"{one(running)}revue/tensions/{other.pk}/").status_code == 404


def test_a_tension_left_open_comes_back_in_the_next_review(as_, client, paca, running):
    operations.raise_tension(
        sprint=running, desired="Vallées", observed="Personne", by=cast.karim(), at=cast.NOON
    )
    operations.close_sprint(sprint=running, by=cast.minh(), at=cast.NOON)
    later = cast.sprint(paca, 2)
    Sprint.objects.filter(pk=later.pk).update(drafted_at=cast.NOON + timedelta(days=21))
    assert "Vallées" in client.get(f"{HERE}2/revue/?etape=tensions").content.decode()


def test_the_agenda_is_kept_and_going_back_deletes_nothing(as_, send, client, running):
    as_(cast.minh())
    send(one(running) + "revue/suite/", {"agenda": "Parler des ports"})
    answer = send(one(running) + "livrer/", {"title": "Annuaire", "back": "review"})
    assert answer["Location"].endswith("revue/?etape=livre")  # wherever the room is
    assert "Parler des ports" in client.get(one(running) + "revue/?etape=suite").content.decode()
    assert "Annuaire" in client.get(one(running) + "revue/?etape=livre").content.decode()


def test_closing_sends_to_the_stage_report(as_, send, running):
    as_(cast.minh())
    answer = send(one(running) + "revue/clore/")
    assert answer.status_code == 303
    assert answer["Location"].endswith("/m/paca/rapports/etape-1/")
    running.refresh_from_db()
    assert running.closed_by == cast.minh()


def test_only_the_team_closes(as_, send, running):
    for other in (cast.karim(), cast.salome(), cast.ana()):
        as_(other)
        assert send(one(running) + "revue/clore/").status_code == 403


def test_what_comes_after_the_closing_changes_nothing_and_says_so(as_, send, running):
    operations.close_sprint(sprint=running, by=cast.minh(), at=cast.NOON)
    as_(cast.minh())
    activity = Activity.objects.of(running).first()
    for path, data in (
        ("livrer/", {"title": "Trop tard"}),
        ("activites/", {"kind": "conference"}),
        (f"activites/{activity.pk}/faite/", {"days_spent": "1"}),
        ("revue/ressentis/", {"kind": "like", "words": "Oui"}),
        ("revue/tensions/", {"desired": "a", "observed": "b"}),
        ("revue/suite/", {"agenda": "Non"}),
        ("revue/clore/", {}),
    ):
        answer = send(one(running) + path, data)
        assert answer.status_code == 409, path
    assert not Deliverable.objects.exists()


def test_the_review_of_a_draft_is_not_held(as_, draft):
    assert as_(cast.minh()).get(one(draft) + "revue/").status_code == 303


def test_every_page_is_whole_in_english_too(as_, running, draft):
    browser = as_(cast.minh())
    for path in ("", "1/", *(f"1/revue/?etape={step}" for step in ("livre", "ressentis", "suite"))):
        text = browser.get("/en" + HERE + path).content.decode()
        assert 'lang="en"' in text
        assert not re.search(r"\bLivré\b", text)
