"""The review as the room lives it: five steps on the wall and on the phones."""

import re
from datetime import timedelta

import pytest

from maven.journal.models import Receipt
from maven.sprints import operations
from maven.sprints.models import (
    Activity,
    BacklogItem,
    Feedback,
    FeedbackGroup,
    FollowUp,
    Mood,
    Review,
    ShippedLine,
    Tension,
)
from maven.sprints.promises import promises_of
from maven.sprints.review_queries import left_open, tensions_in
from maven.toolbox.queries import kind_of
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/sprints/1/revue/"
STEPS = ("promis", "livre", "ressentis", "tensions", "suite")
LATER = cast.NOON + timedelta(hours=3)
WORDS = ("Un accueil chaleureux", "Accueil chaleureux", "Le lieu")


@pytest.fixture
def sprint(paca):
    made = cast.sprint(paca)
    Activity.objects.create(
        sprint=made, kind=kind_of(paca, "conference"), title="Veillée", days_planned=1
    )
    return made


def led(**more):
    return {"by": cast.minh(), "at": LATER, **more}


def write(sprint, words=WORDS):
    for place, said in enumerate(words):
        operations.like(sprint=sprint, words=said, key=f"{place:03}" * 6, at=LATER)


def at(step):
    return f"{HERE}?etape={step}"


def test_the_review_opens_on_what_was_promised_and_one_tap_answers(as_, send, sprint):
    text = as_(cast.karim()).get(HERE).text
    assert text.index("Ce qui était promis") < text.index("Veillée")
    key = re.search(r'id="(plan-\d+)"', text).group(1)
    answer = send(f"{HERE}promis/{key}/", {"answer": "kept"})
    assert answer["Location"].endswith(f"etape=promis#{key}")
    assert FollowUp.objects.get().answered_by == cast.karim()
    assert 'aria-pressed="true">Tenu' in as_(cast.karim()).get(HERE).text
    assert send(f"{HERE}promis/{key}/", {"answer": "maybe"}).status_code == 404
    assert send(f"{HERE}promis/plan-9/", {"answer": "kept"}).status_code == 404
    as_(cast.salome())
    assert send(f"{HERE}promis/{key}/", {"answer": "kept"}).status_code == 403


def test_the_review_reads_the_plan_of_the_plenary_and_not_what_became_of_it(as_, paca):
    kind = kind_of(paca, "conference")
    last = cast.sprint(paca)
    last.agenda = "Veillée\nParler des ports"
    last.closed_at = cast.NOON
    last.save()
    laid = [
        operations.Proposal(kind=kind, title=title, days=1) for title in ("Veillée", "Le fournil")
    ]
    draft = operations.draft_sprint(
        mission=paca,
        starts_on=cast.TODAY + timedelta(days=30),
        ends_on=cast.TODAY + timedelta(days=50),
        capacity_days=5,
        proposals=laid,
        **led(),
    )
    made = operations.adopt_sprint(sprint=draft, **led())
    Activity.objects.get(title="Le fournil").delete()
    operations.plan_activity(sprint=made, kind=kind, title="De plus", days=1, **led())
    made.refresh_from_db()

    found = promises_of(made)

    assert [(one.words, one.source, one.added) for one in found] == [
        ("Veillée", "plan", False),
        ("De plus", "plan", True),
        ("Le fournil", "plan", False),
        ("Parler des ports", "agenda", False),
    ]
    text = as_(cast.karim()).get("/m/paca/sprints/2/revue/").text
    assert text.count("Ajoutée depuis la plénière") == 1
    operations.follow_up(sprint=made, promise=found[2], answer="moved", **led())
    assert promises_of(made)[2].answer == "moved"


def test_a_review_with_nobody_and_nothing_says_what_to_do(client, paca):
    cast.sprint(paca)
    for step, words in (
        ("promis", "Rien n’était promis"),
        ("livre", "Rien de livré"),
        ("ressentis", "0 ressenti"),
        ("tensions", "Personne n'a dit d'écart"),
        ("suite", "L'ordre du jour n'est pas encore écrit"),
    ):
        text = client.get(at(step)).text.replace("\u202f", " ").replace("\u00a0", " ")
        assert words.replace("’", "'") in text.replace("’", "'"), step


def test_the_team_sets_a_line_of_shipped_aside_and_puts_it_back(as_, send, sprint):
    operations.ship(sprint=sprint, title="La carte", **led())
    browser = as_(cast.minh())
    line = re.search(r"revue/livre/(\d+)/", browser.get(at("livre")).text).group(1)
    assert send(f"{HERE}livre/{line}/", {"kept": "no"}).status_code == 303
    text = browser.get(at("livre")).text
    assert "1 ligne écartée" in text.replace("\u00a0", " ")
    send(f"{HERE}livre/{line}/", {"kept": "yes"})
    assert ShippedLine.objects.get().kept
    assert send(f"{HERE}livre/999999/", {"kept": "no"}).status_code == 404
    as_(cast.karim())
    assert send(f"{HERE}livre/{line}/", {"kept": "no"}).status_code == 403


def test_no_word_is_in_any_page_before_the_room_reveals_it(as_, send, sprint):
    write(sprint)
    for person in (cast.minh(), cast.odile(), cast.karim()):
        browser = as_(person)
        for address in (at("ressentis"), at("suite"), f"{HERE}ecran/?etape=ressentis", HERE):
            assert "chaleureux" not in browser.get(address).text
    as_(cast.karim())
    assert send(HERE + "ressentis/devoiler/").status_code == 403
    as_(cast.minh())
    assert send(HERE + "ressentis/devoiler/").status_code == 303
    assert "chaleureux" in as_(cast.salome()).get(at("ressentis")).text
    assert "chaleureux" in as_(cast.minh()).get(f"{HERE}ecran/?etape=ressentis").text


def test_one_person_alone_is_told_that_nothing_will_be_shown(as_, send, sprint):
    write(sprint, WORDS[:1])
    text = as_(cast.minh()).get(at("ressentis")).text
    assert "Si moins de 3 personnes écrivent, rien ne s’affiche" in text.replace("\u00a0", " ")
    assert "Dévoiler" not in text
    assert send(HERE + "ressentis/devoiler/").status_code == 409
    assert send(HERE + "humeur/devoiler/").status_code == 409


def test_two_notes_of_ones_own_do_not_unveil_the_third(as_, send, paca, sprint):
    """Whoever knows two of three notes would know whose the third is."""
    for who, words in (
        (cast.karim(), "À moi seul"),
        (cast.minh(), "Un"),
        (cast.minh(), "Deux"),
        (cast.minh(), "Trois"),
    ):
        as_(who)
        assert send(HERE + "ressentis/", {"kind": "like", "words": words}).status_code == 303
    voices = Review.objects.get().voices
    assert (len(voices), voices) == (2, sorted(voices))
    text = as_(cast.minh()).get(at("ressentis")).text
    assert "Dévoiler" not in text
    assert send(HERE + "ressentis/devoiler/").status_code == 409
    operations.close_sprint(sprint=sprint, **led())
    assert "À moi seul" not in as_(cast.minh()).get(at("ressentis")).text
    assert not Feedback.objects.shown_in(paca).exists()
    kept = Review.objects.get()
    assert (kept.voices, kept.writers) == ([], 2)


def test_three_people_who_write_are_read(as_, send, paca, sprint):
    for who in (cast.karim(), cast.lucie(), cast.salome(), cast.karim()):
        as_(who)
        send(HERE + "ressentis/", {"kind": "dislike", "words": f"Mot {who.pk}"})
    as_(cast.minh())
    assert send(HERE + "ressentis/devoiler/").status_code == 303
    assert Feedback.objects.shown_in(paca).count() == 4
    kept = Review.objects.get()
    assert (kept.voices, kept.writers) == ([], 3)


def test_what_arrives_too_late_comes_back_to_whoever_wrote_it(as_, send, sprint):
    write(sprint)
    operations.reveal_feelings(sprint=sprint, **led())
    as_(cast.karim())
    sent = {"kind": "like", "words": "Arrivé après"}
    answer = send(HERE + "ressentis/", sent)
    assert answer.status_code == 409
    assert "dévoilé" in answer.text
    assert "Arrivé après" in answer.text
    operations.close_sprint(sprint=sprint, **led())
    answer = send(HERE + "ressentis/", sent)
    assert answer.status_code == 409
    assert "La revue est close" in answer.text
    assert "Arrivé après" in answer.text
    assert Feedback.objects.count() == 3
    assert "La revue est close" in send(HERE + "humeur/", {"value": "4"}).text
    tension = {"desired": "Tous là", "observed": "Peu viennent"}
    for role, path, sent in (
        (cast.karim(), "tensions/", tension),
        (cast.minh(), "suite/", {"agenda": "Les ports, puis la fiche"}),
    ):
        as_(role)
        answer = send(HERE + path, sent)
        assert answer.status_code == 409
        assert all(words in answer.text for words in sent.values())
        assert "La revue est close" in answer.text


def test_nothing_is_reviewed_of_a_sprint_that_nobody_has_adopted(as_, send, paca):
    cast.sprint(paca, adopted=False)
    as_(cast.minh())
    for path, sent in (
        ("ressentis/", {"kind": "like", "words": "Trop tôt"}),
        ("humeur/", {"value": "4"}),
        ("tensions/", {"desired": "a", "observed": "b"}),
        ("suite/", {"agenda": "x"}),
        ("clore/", {}),
    ):
        answer = send(HERE + path, sent, follow=True)
        assert "n’est pas en cours" in answer.text, path
    assert not Feedback.objects.exists()


def test_the_loser_of_two_closings_reads_who_closed(as_, send, sprint):
    operations.close_sprint(sprint=sprint, **led())
    as_(cast.minh())
    for path, data in (
        ("clore/", {}),
        ("ressentis/devoiler/", {}),
        ("humeur/devoiler/", {}),
        ("promis/plan-{}/", {"answer": "kept"}),
    ):
        path = path.format(Activity.objects.get().pk)
        answer = send(HERE + path, data)
        assert answer.status_code == 409
        assert "a clos la revue" in answer.text


def test_a_hand_moves_notes_by_menu_and_names_groups(as_, send, sprint):
    write(sprint)
    operations.reveal_feelings(sprint=sprint, **led())
    pks = list(Feedback.objects.of(sprint).values_list("pk", flat=True))
    browser = as_(cast.minh())
    assert send(HERE + "ressentis/deplacer/", {"to": "new", "name": "x"}).status_code == 422
    nameless = {"to": "new", "notes": pks[:2]}
    assert send(HERE + "ressentis/deplacer/", nameless).status_code == 422
    send(HERE + "ressentis/deplacer/", nameless | {"name": "L'accueil"})
    group = FeedbackGroup.objects.get()
    send(HERE + "ressentis/deplacer/", {"to": str(group.pk), "notes": pks[2:]})
    assert group.feedback.count() == 3
    answer = send(HERE + "ressentis/deplacer/", {"to": str(group.pk), "notes": pks}, follow=True)
    assert "Rien n’a bougé" in answer.text.replace("\u00a0", " ")
    assert f'data-to="{group.pk}"' in browser.get(at("ressentis")).text
    address = f"{HERE}ressentis/{group.pk}/"
    assert send(address, {"name": "y" * 81}).status_code == 422
    send(address, {"name": "Se sentir attendus"})
    assert "Se sentir attendus" in browser.get(at("ressentis")).text
    send(HERE + "ressentis/deplacer/", {"to": "alone", "notes": pks})
    assert not FeedbackGroup.objects.exists()
    assert send(address, {"name": "x"}).status_code == 404


def test_hands_wait_for_the_reveal_and_stop_at_the_closing(as_, send, sprint):
    write(sprint)
    as_(cast.minh())
    assert send(HERE + "ressentis/deplacer/", {"to": "alone", "notes": ["1"]}).status_code == 422
    operations.reveal_feelings(sprint=sprint, **led())
    pks = list(Feedback.objects.of(sprint).values_list("pk", flat=True))
    operations.move_feelings(sprint=sprint, pks=pks, group=None, name="x", **led())
    operations.close_sprint(sprint=sprint, **led())
    assert send(HERE + "ressentis/deplacer/", {"to": "alone", "notes": pks}).status_code == 409
    group = FeedbackGroup.objects.get()
    assert send(f"{HERE}ressentis/{group.pk}/", {"name": "y"}).status_code == 409


def test_a_mood_is_said_once_and_leaves_no_trace(as_, send, sprint):
    receipts = Receipt.objects.count()
    for person, value in ((cast.karim(), 5), (cast.lucie(), 2), (cast.salome(), 4)):
        as_(person)
        assert send(HERE + "humeur/", {"value": value}).status_code == 303
        assert "déjà" in send(HERE + "humeur/", {"value": 1}, follow=True).text
    assert send(HERE + "humeur/", {"value": 9}).status_code == 422
    assert Receipt.objects.count() == receipts
    assert Mood.objects.count() == 3
    text = as_(cast.minh()).get(at("suite")).text
    assert "orageux" not in text.split('id="mood"')[1].split("<form")[0]
    send(HERE + "humeur/devoiler/")
    assert "3 réponses" in as_(cast.karim()).get(at("suite")).text.replace("\u00a0", " ")
    as_(cast.odile())
    assert send(HERE + "humeur/", {"value": 3}).status_code == 409


def test_the_projector_moves_the_room_and_the_phones_open_there(as_, send, sprint):
    browser = as_(cast.minh())
    for step in STEPS:
        page = browser.get(f"{HERE}ecran/?etape={step}")
        assert page.status_code == 200
        assert page.context["step"] == step
    answer = send(HERE + "ecran/", {"step": "tensions"})
    assert answer["Location"].endswith("ecran/?etape=tensions")
    assert Review.objects.get().step == "tensions"
    assert as_(cast.karim()).get(HERE).context["step"] == "tensions"
    assert send(HERE + "ecran/", {"step": "livre"}).status_code == 403
    as_(cast.minh())
    assert send(HERE + "ecran/", {"step": "nowhere"}).status_code == 404
    operations.close_sprint(sprint=sprint, **led())
    assert send(HERE + "ecran/", {"step": "livre"}).status_code == 303
    assert browser.get(HERE).context["step"] == "promis"


def test_the_screen_of_a_draft_is_not_held(as_, paca):
    cast.sprint(paca, adopted=False)
    assert as_(cast.minh()).get(HERE + "ecran/").status_code == 303


# Tensions in full


def test_a_tension_is_told_with_its_measure_and_followed_on_its_page(as_, send, sprint):
    (activity,) = Activity.objects.of(sprint)
    as_(cast.salome())
    told = {
        "desired": "Tous là",
        "observed": "Peu viennent",
        "severity": "3",
        "measure": "engagement",
        "wanted": "60",
    }
    assert send(HERE + "tensions/", told | {"severity": "9"}).status_code == 422
    assert send(HERE + "tensions/", told).status_code == 303
    found = Tension.objects.get()
    assert (found.severity, found.wanted) == (3, 60)
    assert found.measured is not None
    page = f"/m/paca/tensions/{found.pk}/"
    as_(cast.karim())
    send(page, {"severity": "3", "wanted": "60", "activity": activity.pk})
    text = as_(cast.karim()).get(page).text
    for words in ("bloque", "Veillée", "Engagement", "Nous voulons 60"):
        assert words in text.replace("\u00a0", " ")
    assert send(page, {"severity": "8"}).status_code == 422
    assert send(page, {"severity": "1", "wanted": "70"}).status_code == 303
    found.refresh_from_db()
    assert (found.severity, found.activity, found.wanted) == (1, None, 70)
    assert "bloque" not in as_(cast.karim()).get(at("tensions")).text.split("<form")[0]


def test_a_measure_that_nobody_took_is_not_proposed(as_, send, sprint):
    as_(cast.karim())
    told = {"desired": "a", "observed": "b", "measure": "understanding"}
    answer = send(HERE + "tensions/", told)
    assert answer.status_code == 422
    assert "pas encore mesuré" in answer.text
    assert not Tension.objects.exists()


def test_somebody_sees_to_a_tension_or_gives_it_back(as_, send, sprint):
    found = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    page = f"/m/paca/tensions/{found.pk}/"
    as_(cast.karim())
    send(page + "porter/")
    assert "Je ne m’en charge plus" in as_(cast.karim()).get(page).text
    as_(cast.lucie())
    assert "Quelqu’un d’autre" in send(page + "porter/", follow=True).text
    assert "Karim" in as_(cast.lucie()).get(page).text
    as_(cast.karim())
    send(page + "porter/", {"back": "1"})
    found.refresh_from_db()
    assert found.owner is None


def test_the_public_reads_a_tension_without_the_names(client, sprint):
    found = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    operations.take_tension_on(tension=found, by=cast.karim(), at=LATER)
    text = client.get(f"/m/paca/tensions/{found.pk}/").text
    assert "Quelqu’un s’en charge" in text
    assert "Karim" not in text
    assert "<form" not in text.split("<main")[1].split("</main")[0]


def test_a_tension_goes_to_the_reserve_from_its_page(as_, send, sprint):
    found = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    page = f"/m/paca/tensions/{found.pk}/"
    form = re.search(r'action="(/m/paca/reserve/[^"]+)"', as_(cast.karim()).get(page).text)
    assert send(form.group(1)).status_code == 303
    assert BacklogItem.objects.get().tension == found
    assert "Elle est dans la réserve" in as_(cast.karim()).get(page).text


def test_a_tension_resolved_meanwhile_changes_no_more(as_, send, sprint):
    found = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    page = f"/m/paca/tensions/{found.pk}/"
    as_(cast.karim())
    assert send(page + "resoudre/").status_code == 303
    for path, data in (("", {"severity": "2"}), ("porter/", {})):
        answer = send(page + path, data)
        assert answer.status_code == 409
        assert "résolue entre-temps" in answer.text


def test_the_review_of_a_closed_sprint_does_not_move_when_its_tensions_do(paca, sprint):
    found = operations.raise_tension(sprint=sprint, desired="Tous", observed="Peu", **led())
    hour = timedelta(hours=1)
    operations.close_sprint(sprint=sprint, by=cast.minh(), at=LATER + hour)
    second = cast.sprint(paca, 2)
    second.adopted_at, second.closed_at = LATER + 2 * hour, LATER + 5 * hour
    second.save()
    third = cast.sprint(paca, 3)
    third.adopted_at = LATER + 6 * hour
    third.save()
    sprint.refresh_from_db()
    assert [left_open(one) for one in (sprint, second, third)] == [[found], [found], [found]]
    operations.resolve_tension(tension=found, by=cast.minh(), at=LATER + 4 * hour)
    assert tensions_in(second) == [found], "it was resolved in this sprint"
    assert [left_open(one) for one in (sprint, second, third)] == [[found], [], []]
    assert tensions_in(third) == []


# Many things


def test_five_hundred_notes_fit_in_one_page_and_in_fifteen_queries(
    as_, paca, sprint, django_assert_max_num_queries
):
    Feedback.objects.bulk_create(
        Feedback(sprint=sprint, kind=kind, words=f"Mot {n}", given_on=cast.TODAY, key=f"{n:018}")
        for n, kind in enumerate(["like", "dislike"] * 250)
    )
    operations.reveal_feelings(sprint=sprint, **led())
    for n in range(5):
        operations.ship(sprint=sprint, title=f"Carte {n}", **led())
        one = operations.raise_tension(sprint=sprint, desired=f"r{n}", observed="o", **led())
        operations.resolve_tension(tension=one, **led())
    Tension.objects.bulk_create(
        Tension(
            mission=paca,
            sprint=sprint,
            desired=f"t{n}",
            observed="o",
            raised_at=LATER,
            measure=("engagement", "convergence")[n % 2],
        )
        for n in range(200)
    )
    kind = kind_of(paca, "conference")
    Activity.objects.bulk_create(
        Activity(sprint=sprint, kind=kind, title=f"a{n}", days_planned=1) for n in range(200)
    )
    browser = as_(cast.minh())
    browser.get(HERE)
    for step in STEPS:
        with django_assert_max_num_queries(15):
            page = browser.get(at(step))
        assert page.status_code == 200
        with django_assert_max_num_queries(15):
            browser.get(f"{HERE}ecran/?etape={step}")
    with django_assert_max_num_queries(15):
        browser.get(f"/m/paca/tensions/{Tension.objects.first().pk}/")


def test_every_step_is_whole_in_english_too(as_, sprint):
    browser = as_(cast.minh())
    for step in STEPS:
        text = browser.get(f"/en{at(step)}").text
        assert 'lang="en"' in text
        assert not re.search(r"\bLivré\b|\bTenu\b|Dévoiler", text)
