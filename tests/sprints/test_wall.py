"""The plenary that forty people follow: phones mark, the wall changes, what is adopted stays."""

import json
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from maven.method.coverage import Needs, coverage
from maven.sprints import operations
from maven.sprints.against import against, against_words
from maven.sprints.calendar_days import open_days
from maven.sprints.day_words import days_said
from maven.sprints.models import Activity, Availability, BacklogItem, Sprint, Wish
from maven.sprints.operations import Proposal
from maven.sprints.operations.attendance import take_attendance
from maven.sprints.operations.backlog_order import move_item
from maven.sprints.plans import decided_of
from maven.sprints.wall import version_of, wall_of
from maven.toolbox.models import ActivityKind
from maven.toolbox.weighing import weigh
from tests import cast
from tests.sprints.test_minutes import held

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
HERE = "/m/paca/sprints/1/pleniere/"
WALL, PHONE = HERE + "ecran/", HERE + "moi/"
ASKED = {"direction": 1.2, "measure": 0.5, "engage": 1.5, "connect": 1.0}
NEEDS = {
    "asked": ASKED,
    "full": 3,
    "within": {"people": 5, "trust": 1, "maturity": 1, "met": [], "looked_at": ["cause"]},
}
ASKS = {"HX-Request": "true"}


def kind(slug):
    return ActivityKind.objects.shared().get(slug=slug)


def proposal(slug, days=None, **more):
    one = kind(slug)
    return Proposal(kind=one, title=one.name_fr, days=days or one.effort_likely, **more)


@pytest.fixture
def draft(paca):
    return operations.draft_sprint(
        mission=paca,
        starts_on=cast.TODAY,
        ends_on=cast.TODAY + timedelta(days=21),
        capacity_days=14,
        proposals=[proposal("atelier-thematique", 4.5), proposal("matchmaking", 2.5)],
        needs=NEEDS,
        aside=["debat-asynchrone"],
        by=cast.minh(),
        at=cast.NOON,
    )


def adopted(draft):
    return operations.adopt_sprint(sprint=draft, by=cast.minh(), at=cast.NOON)


def wish(draft, who, thing="matchmaking"):
    thing = kind(thing) if isinstance(thing, str) else thing
    return operations.wish(sprint=draft, thing=thing, by=who, at=cast.NOON)


def item(mission, title="Un annuaire des compétences", slug=None):
    return BacklogItem.objects.create(
        mission=mission,
        title=title,
        state="accepted",
        rank=1,
        kind_of_activity=kind(slug) if slug else None,
        proposed_at=cast.NOON,
    )


# What the wall says


def test_the_wall_says_the_figures_of_the_method_and_they_add_up(draft):
    wall = wall_of(draft)
    found = coverage([weigh(one.kind) for one in wall.laid], Needs(**ASKED))
    assert wall.answered == round(100 * found.total)
    assert wall.answered == sum(one.worth.value for one in wall.laid)
    assert all(sum(p for _, p in one.worth.reasons) == one.worth.value for one in wall.laid)
    assert [one.kind.slug for one in wall.beside] == ["debat-asynchrone"]
    more = [weigh(one.kind) for one in (*wall.laid, *wall.beside)]
    gained = coverage(more, Needs(**ASKED)).total - found.total
    assert wall.beside[0].worth.value == round(100 * gained)


def test_nobody_looked_at_the_needs_and_the_wall_tells_days_and_wishes_only(as_, paca):
    cast.sprint(paca, adopted=False)
    wall = wall_of(Sprint.objects.get())
    assert (wall.measured, wall.answered, wall.against) == (False, 0, [])
    text = as_(cast.karim()).get(WALL).content.decode()
    assert "Rien n’est encore sur la table" in text


def test_what_the_combination_breaks_is_named(draft):
    operations.redraft(
        sprint=draft,
        proposals=[proposal("world-cafe", 16), proposal("atelier-fiche-action")],
        capacity_days=14,
        by=cast.minh(),
        at=cast.NOON,
    )
    operations.set_calendar(
        sprint=draft,
        starts_on=date(2014, 1, 13),
        ends_on=date(2014, 1, 14),
        closed_days=[date(2014, 1, 13)],
        by=cast.minh(),
        at=cast.NOON,
    )
    draft.refresh_from_db()
    told = against(draft, list(Activity.objects.of(draft).by_rank()))
    reasons = {one["reason"] for one in told}
    assert {"days", "dates", "people", "span"} <= reasons
    with override("fr"):
        words = [against_words(one, {"world-cafe": "Café des idées"}) for one in told]
    assert any("Café des idées" in one and "12" in one and "5" in one for one in words)
    assert words[0].startswith("Jours")


def test_every_limit_has_its_words():
    some = {"slugs": ["x"], "needed": 2, "found": 1, "missing": ["cause", "elsewhere"]}
    reasons = "days dates people group trust maturity span turns prerequisites session arc chain"
    for reason in reasons.split():
        assert against_words(some | {"reason": reason}, {"x": "Le café"})
    assert "elsewhere" in against_words(some | {"reason": "prerequisites"}, {})


def test_weekends_and_closed_days_are_no_days_to_meet():
    assert open_days(date(2026, 7, 6), date(2026, 7, 20)) == 10
    assert open_days(date(2026, 7, 6), date(2026, 7, 20), ["2026-07-14", "2026-07-18"]) == 9


def test_days_are_said_in_both_languages():
    said = {0.5: "0,5 jour", 1.0: "1 jour", 1.5: "1,5 jour", 2.0: "2 jours"}
    assert {days: days_said(days) for days in said} == said
    with override("en"):
        assert [days_said(days) for days in (1, 1.5, 2)] == ["1 day", "1.5 days", "2 days"]


# Wishes and days


def test_a_tap_counts_at_once_and_another_takes_it_back(as_, send, draft):
    before, key = version_of(draft), f"k{kind('matchmaking').pk}"
    as_(cast.karim())
    assert send(PHONE, {"want": key}).status_code == 303
    assert send(PHONE, {"want": key}).status_code == 303
    wall = wall_of(draft, cast.karim())
    assert [(one.wishes, one.mine) for one in wall.laid] == [(0, False), (1, True)]
    assert version_of(draft) != before
    fragment = send(PHONE, {"leave": key}, headers=ASKS)
    assert fragment.status_code == 200
    assert "<html" not in fragment.content.decode()
    assert not Wish.objects.exists()


def test_one_wants_five_at_most_and_is_told(as_, send, draft):
    keys = [f"k{one.pk}" for one in ActivityKind.objects.shared().order_by("pk")[:6]]
    as_(cast.salome())
    for key in keys[:5]:
        assert send(PHONE, {"want": key}).status_code == 303
    answer = send(PHONE, {"want": keys[5]}, headers=ASKS)
    assert answer.status_code == 422
    assert "Cinq au plus" in answer.content.decode()
    assert Wish.objects.count() == 5


@pytest.mark.parametrize("key", ["", "k", "x12", "k²", "k" + "9" * 30, "i1"])
def test_what_is_no_activity_of_here_is_not_found(as_, send, draft, key):
    as_(cast.karim())
    assert send(PHONE, {"want": key}).status_code == 404


def test_another_mission_s_own_kind_and_item_are_not_found(as_, send, draft):
    theirs = item(cast.elsewhere())
    as_(cast.karim())
    assert send(PHONE, {"want": f"i{theirs.pk}"}).status_code == 404


def test_who_takes_no_part_neither_follows_nor_wants(as_, client, send, draft):
    assert client.get(WALL).status_code == 302
    for stranger in (cast.theo(), cast.ana()):
        assert as_(stranger).get(WALL).status_code == 403
        assert as_(stranger).get(PHONE).status_code == 403
        assert send(PHONE, {"want": f"k{kind('matchmaking').pk}"}).status_code == 403


def test_what_is_accepted_in_the_reserve_may_be_wanted_and_put_on_the_table(as_, send, paca, draft):
    one, plain = item(paca, slug="conference"), item(paca, "Sans genre")
    as_(cast.lucie())
    send(PHONE, {"want": f"i{one.pk}"})
    beside = wall_of(draft).beside
    assert (beside[0].key, beside[0].wishes, beside[0].days) == (f"i{one.pk}", 1, 3.5)
    assert next(other for other in beside if other.item == plain).days is None
    as_(cast.minh())
    rows = {f"keep-{a.pk}": "on" for a in Activity.objects.of(draft)}
    rows |= {f"title-{a.pk}": a.title for a in Activity.objects.of(draft)}
    rows |= {f"days-{a.pk}": a.days_planned for a in Activity.objects.of(draft)}
    data = {"capacity_days": 14, "add": "", "more": f"i{one.pk}", **rows}
    assert send(HERE, data).status_code == 303
    laid = wall_of(draft).laid
    assert (laid[-1].title, laid[-1].wishes) == (one.title, 1)
    made = adopted(draft)
    one.refresh_from_db()
    assert (one.state, one.sprint) == ("taken", made)


def test_what_has_left_the_reserve_is_wanted_no_more_and_frees_a_choice(as_, send, paca, draft):
    one = item(paca, slug="conference")
    for thing in (one, "conference", "matchmaking", "world-cafe", "sondage-opinion"):
        wish(draft, cast.karim(), thing)
    one.state = "later"
    one.save()
    browser = as_(cast.karim())
    assert "Il vous reste 1 choix" in browser.get(PHONE).text.replace("\xa0", " ")
    assert wall_of(draft).wishers == 1
    assert send(PHONE, {"want": f"k{kind('debat-asynchrone').pk}"}).status_code == 303
    one.state = "accepted"
    one.save()
    assert "Il vous reste 0 choix" in browser.get(PHONE).text.replace("\xa0", " ")


def test_what_one_wants_is_always_there_to_be_taken_back(paca, draft):
    many = [item(paca, f"Idée {number:02}") for number in range(30)]
    for number, other in enumerate(many):
        other.rank = number
        other.save()
    for other in many[:13]:
        for who in (cast.lucie(), cast.salome()):
            Wish.objects.create(sprint=draft, person=who, item=other, wished_at=cast.NOON)
    wish(draft, cast.karim(), many[-1])
    assert many[-1].pk not in {one.item.pk for one in wall_of(draft).beside if one.item}
    mine = [one for one in wall_of(draft, cast.karim()).beside if one.mine]
    assert [(one.item, one.wishes) for one in mine] == [(many[-1], 1)]


def test_a_phone_says_what_each_activity_is(as_, paca, draft):
    plain = item(paca, "Sans genre")
    plain.words = "Une page où chacun dit ce qu'il sait faire."
    plain.save()
    text = as_(cast.karim()).get(PHONE).text.replace("\xa0", " ")
    told = text.split("<details")[1:]
    assert len(told) == 4
    assert all("<summary>En savoir plus" in one for one in told)
    assert "Elle ouvre" in next(one for one in told if "Atelier thématique" in one)
    assert "ce qu'il sait faire" in text.replace("’", "'")


def test_the_days_people_give_are_summed_and_taken_by_the_team(as_, send, draft):
    for who, days in ((cast.karim(), "2.5"), (cast.lucie(), "4"), (cast.karim(), "3")):
        as_(who)
        assert send(PHONE, {"days": days}).status_code == 303
    assert send(PHONE, {"days": "-1"}).status_code == 422
    offered = wall_of(draft).offered
    assert (offered.people, offered.days) == (2, 7)
    page = as_(cast.minh()).get(HERE)
    form = page.context["form"]
    data = {"act": "offered", "capacity_days": 14, "add": ""}
    data |= {name: form[name].value() for name in form.fields if name.split("-")[0] != "add"}
    data = {name: value for name, value in data.items() if value is not None}
    assert send(HERE, data).status_code == 303
    draft.refresh_from_db()
    assert draft.capacity_days == 7


def test_nothing_tells_who_wants_what(as_, draft):
    wish(draft, cast.karim())
    for page in (WALL, PHONE, HERE):
        text = as_(cast.minh()).get(page).content.decode()
        assert "Karim" not in text
        assert "1 le veut" in text or page == PHONE


# The wall follows


def test_the_wall_is_drawn_again_only_when_something_changed(as_, draft):
    browser = as_(cast.karim())
    first = browser.get(WALL, headers=ASKS)
    assert first.status_code == 200
    asks = {**ASKS, "If-None-Match": first["ETag"]}
    assert browser.get(WALL, headers=asks).status_code == 304
    assert json.loads(first.content.decode().split("hx-headers='")[1].split("'")[0]) == {
        "If-None-Match": first["ETag"]
    }
    phone = browser.get(PHONE, headers=ASKS)
    wish(draft, cast.lucie())
    again = browser.get(WALL, headers=asks)
    assert again.status_code == 200
    assert "1 le veut" in again.content.decode()
    # Somebody else's tap draws no phone again.
    asks_phone = {**ASKS, "If-None-Match": phone["ETag"]}
    assert browser.get(PHONE, headers=asks_phone).status_code == 304
    adopted(draft)
    for page, seen in ((WALL, again), (PHONE, phone)):
        last = browser.get(page, headers={**ASKS, "If-None-Match": seen["ETag"]})
        assert last.status_code == 200
        assert "hx-get" not in last.content.decode()


def test_the_wall_follows_a_day_that_is_closed_instead_of_another_and_the_order(paca, draft):
    _, second = item(paca), item(paca, "Une carte")
    seen = {version_of(draft)}
    for day in (14, 15):
        closed = [cast.TODAY.replace(day=day)]
        dates = {"starts_on": draft.starts_on, "ends_on": draft.ends_on, "closed_days": closed}
        draft = operations.set_calendar(sprint=draft, **dates, by=cast.minh(), at=cast.NOON)
        seen.add(version_of(draft))
    move_item(item=second, place=1, by=cast.minh(), at=cast.NOON)
    seen.add(version_of(draft))
    assert len(seen) == 4


def test_without_script_the_wall_opens_again_by_itself(as_, draft):
    text = as_(cast.karim()).get(WALL).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text
    assert f"/p/{draft.mission.pk}/" in text


def test_the_short_address_leads_to_the_table_and_tells_guests_nothing(as_, client, paca, draft):
    assert client.get(f"/p/{paca.pk}/")["Location"] == client.get("/p/999999/")["Location"].replace(
        "999999", str(paca.pk)
    )
    assert as_(cast.karim()).get(f"/p/{paca.pk}/")["Location"] == PHONE
    assert as_(cast.karim()).get(f"/p/{cast.elsewhere().pk}/").status_code == 404
    assert as_(cast.karim()).get("/p/999999/").status_code == 404
    adopted(draft)
    assert as_(cast.karim()).get(f"/p/{paca.pk}/")["Location"] == "/m/paca/sprints/"


def test_as_few_questions_for_many_wishes_as_for_one(
    as_, paca, draft, django_assert_max_num_queries
):
    people = [cast.person(f"P{number} Essai") for number in range(40)]
    Wish.objects.bulk_create(
        Wish(sprint=draft, person=one, kind=kind("matchmaking"), wished_at=cast.NOON)
        for one in people
    )
    Availability.objects.bulk_create(
        Availability(sprint=draft, person=one, days=1, said_at=cast.NOON) for one in people
    )
    for number in range(200):
        item(paca, f"Idée {number}")
    browser = as_(cast.minh())
    for page, most in ((WALL, 15), (PHONE, 15), (HERE, 15)):
        browser.get(page)
        with django_assert_max_num_queries(most):
            assert browser.get(page).status_code == 200


# What is adopted


def test_what_was_adopted_stays_as_it_was_and_tells_what_happened_since(as_, paca, draft):
    for who in (cast.karim(), cast.lucie()):
        wish(draft, who)
    operations.offer_days(sprint=draft, days=3, by=cast.karim(), at=cast.NOON)
    wall, made = wall_of(draft), adopted(draft)
    assert not Wish.objects.exists()
    assert not Availability.objects.exists()
    kept = made.adopted_plan
    told = decided_of(made)
    assert [one.wishes for one in told.rows] == [0, 2]
    assert told.total.value == wall.answered == sum(one.worth.value for one in told.rows)
    assert told.same
    assert (
        "Le plan n’a pas changé"
        in as_(cast.karim()).get("/m/paca/sprints/1/decide/").content.decode()
    )

    first, second = Activity.objects.of(made).by_rank()
    first.title, first.days_planned, first.days_spent = "Autre nom", 5, 6.5
    first.save()
    second.delete()
    operations.plan_activity(
        sprint=made, kind=kind("conference"), title="De plus", days=1, by=cast.minh(), at=cast.NOON
    )
    first.done_at = cast.NOON
    first.save()
    made.refresh_from_db()
    assert made.adopted_plan == kept
    text = as_(cast.karim()).get("/m/paca/sprints/1/decide/").content.decode()
    for words in ("Autre nom", "6,5", "n’est plus dans ce sprint", "De plus", "Tenue le 13"):
        assert words in text
    assert kept["activities"][0]["title"] in text.replace("’", "'")
    assert "Karim" not in json.dumps(kept)


def test_how_many_were_there_is_kept_with_what_they_decided(as_, paca, draft):
    at = {"starts_at": cast.NOON - timedelta(hours=1), "ends_at": cast.NOON + timedelta(hours=1)}
    plenary = held(paca, kind="plenary", **at)
    held(paca, kind="plenary", starts_at=at["ends_at"], ends_at=at["ends_at"] + timedelta(hours=1))
    came = [cast.karim(), cast.lucie()]
    take_attendance(session=plenary, came=came, by=cast.minh(), at=cast.NOON)
    made = adopted(draft)
    take_attendance(session=plenary, came=[cast.minh()], by=cast.minh(), at=cast.NOON)

    assert made.adopted_plan["there"] == 2
    page = as_(cast.karim()).get("/m/paca/sprints/1/decide/").content.decode()
    assert "personnes étaient notées présentes" in page


def test_an_activity_that_nobody_held_is_said_so_once_the_sprint_is_closed(paca, draft):
    made = adopted(draft)
    made.closed_at = cast.NOON
    told = decided_of(made)
    assert not told.same
    assert [one.since for one in told.rows] == [["Elle n'a pas eu lieu."]] * 2


def test_a_plenary_with_nobody_is_adopted_and_says_so(as_, draft):
    adopted(draft)
    page = as_(cast.karim()).get("/m/paca/sprints/1/decide/").content.decode()
    assert "Personne n’avait dit" in page


def test_before_anything_is_decided_the_page_says_what_comes(as_, client, paca, draft):
    text = client.get("/m/paca/sprints/1/decide/").content.decode()
    assert "Rien n’est encore décidé" in text
    cast.sprint(paca, 7, closed=True, starts_on=date(2013, 1, 1))
    assert "avant que les plans" in client.get("/m/paca/sprints/7/decide/").content.decode()


def test_wishes_come_too_late_after_the_adoption(as_, send, draft):
    adopted(draft)
    as_(cast.karim())
    answer = send(PHONE, {"want": f"k{kind('matchmaking').pk}"})
    assert answer["Location"] == PHONE
    assert "rien n’a changé" in as_(cast.karim()).get(PHONE).content.decode()
    assert not Wish.objects.exists()


# The calendar


def test_dates_that_another_sprint_has_are_refused_by_its_name(as_, send, paca):
    cast.sprint(paca, 3)
    with pytest.raises(operations.DatesTaken) as refusal:
        operations.draft_sprint(
            mission=paca,
            starts_on=cast.TODAY + timedelta(days=20),
            ends_on=cast.TODAY + timedelta(days=30),
            capacity_days=1,
            by=cast.minh(),
            at=cast.NOON,
        )
    assert refusal.value.other.number == 3
    after = cast.TODAY + timedelta(days=21)
    cast.sprint(paca, 4, adopted=False, starts_on=after)
    as_(cast.minh())
    form = {"capacity_days": 14, "add": "", "closed_days": "14/02/2014; 2014-02-15"}
    there = "/m/paca/sprints/4/pleniere/"
    answer = send(there, form | {"starts_on": "2014-01-20"})
    assert answer.status_code == 422
    assert "Le sprint 3" in answer.content.decode()
    assert send(there, form | {"ends_on": "2014-01-01"}).status_code == 422
    assert send(there, form | {"closed_days": "le 3 mai"}).status_code == 422
    assert send(there, form | {"ends_on": "2014-02-20"}).status_code == 303
    draft = Sprint.objects.get(number=4)
    assert (draft.starts_on, draft.ends_on) == (after, date(2014, 2, 20))
    assert draft.closed_days == ["2014-02-14", "2014-02-15"]
    assert send(there, {"capacity_days": 14, "add": ""}).status_code == 303
    draft.refresh_from_db()
    assert draft.closed_days == ["2014-02-14", "2014-02-15"]


def test_a_sprint_closed_early_leaves_its_last_days(paca):
    closed = cast.sprint(paca, 3, closed=True, starts_on=cast.TODAY - timedelta(days=7))
    made = operations.draft_sprint(
        mission=paca,
        starts_on=cast.TODAY,
        ends_on=closed.ends_on,
        capacity_days=1,
        by=cast.minh(),
        at=cast.NOON,
    )
    assert made.number == 4


def test_a_mission_of_one_person_holds_its_plenary(as_, send):
    alone = cast.mission("Seule", slug="seule")
    sprint = cast.sprint(alone, adopted=False)
    browser = as_(cast.minh())
    there = f"/m/seule/sprints/{sprint.number}/pleniere/"
    assert send(there + "moi/", {"want": f"k{kind('conference').pk}"}).status_code == 303
    assert wall_of(sprint).wishers == 1
    assert browser.get(there + "ecran/").status_code == 200
    assert send(there, {"capacity_days": 14, "add": "conference"}).status_code == 303
    page = browser.get(there)
    data = {
        "act": "adopt",
        **{n: page.context["form"][n].value() or "" for n in page.context["form"].fields},
    }
    assert send(there, data).status_code == 303
    sprint.refresh_from_db()
    assert sprint.adopted_plan["wishers"] == 1
