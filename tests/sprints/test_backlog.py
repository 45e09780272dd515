"""The reserve of actions: what comes in, what the team answers, and its order."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from maven.journal.models import Fact
from maven.sprints.models import Activity, BacklogItem, Tension
from maven.sprints.operations import backlog as verbs
from maven.sprints.operations import backlog_order as order
from maven.sprints.operations import backlog_table as table
from maven.sprints.operations import planning
from maven.sprints.tasks import tell_proposer
from maven.toolbox.queries import kind_of
from tests import cast

pytestmark = pytest.mark.django_db
HERE = "/m/paca/reserve/"
State = BacklogItem.State


def proposed(mission, title="Ouvrir un fablab", by=None, **more):
    who = by or cast.karim()
    return verbs.add_item(mission=mission, kind="idea", title=title, by=who, at=cast.NOON, **more)


def kept(mission, *titles):
    found = []
    for title in titles:
        item = proposed(mission, title)
        found.append(verbs.accept_item(item=item, seen="new", by=cast.minh(), at=cast.NOON))
    return found


def titles(mission):
    items = BacklogItem.objects.of(mission).accepted().in_order()
    return "".join(items.values_list("title", flat=True))


def facts(mission, verb):
    return Fact.objects.of(mission.chain).with_verbs(verb).count()


def letters():
    """What the worker sends; a job that is done again sends nothing more."""
    for job in DBTaskResult.objects.order_by("enqueued_at"):
        tell_proposer.call(*job.args_kwargs["args"])
    return mail.outbox


def by_minh(act, **words):
    return act(by=cast.minh(), at=cast.NOON, **words)


# What comes in


def test_what_is_proposed_waits_to_be_sorted_and_is_not_read_by_all(client, as_, send, paca):
    as_(cast.karim())
    answer = send(HERE + "proposer/", {"title": "Ouvrir un fablab"})
    assert answer.status_code == 303
    item = BacklogItem.objects.get()
    assert (item.state, item.kind, item.proposed_by) == ("new", "idea", cast.karim())
    assert "L’équipe n’a pas encore répondu" in client.get(HERE).content.decode()
    client.logout()
    assert "fablab" not in client.get(HERE + "?etat=new").content.decode()


def test_sending_the_same_form_twice_proposes_once(as_, send, paca):
    as_(cast.karim())
    form = {"title": "Ouvrir un fablab", "submission_key": "k" * 24}
    first, second = send(HERE + "proposer/", form), send(HERE + "proposer/", form)
    assert first.status_code == second.status_code == 303
    assert BacklogItem.objects.count() == 1


def test_an_empty_proposal_is_told_where_and_nothing_is_written(as_, send, paca):
    as_(cast.karim())
    answer = send(HERE + "proposer/", {"title": " "})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not BacklogItem.objects.exists()


def test_an_open_tension_comes_in_once_in_one_tap(as_, send, paca):
    gap = Tension.objects.create(
        mission=paca, desired="d" * 200, observed="Deux écoles", raised_at=cast.NOON
    )
    as_(cast.salome())
    for _ in range(2):
        assert send(f"{HERE}tensions/{gap.pk}/").status_code == 303
    item = BacklogItem.objects.get()
    assert (item.kind, item.tension, len(item.title)) == ("tension", gap, 160)
    Tension.objects.update(resolved_at=cast.NOON)
    item.delete()
    send(f"{HERE}tensions/{gap.pk}/")
    assert not BacklogItem.objects.exists()
    assert send(f"{HERE}tensions/{gap.pk + 1}/").status_code == 404


def test_a_tension_that_is_not_in_the_reserve_is_offered_to_the_team(as_, paca):
    Tension.objects.create(
        mission=paca, desired="Une école", observed="Aucune", raised_at=cast.NOON
    )
    page = as_(cast.minh()).get(HERE).content.decode()
    assert "Mettre dans la réserve" in page


# What the team answers


def test_the_reason_reaches_whoever_proposed_it_by_letter_and_on_the_page(client, as_, send, paca):
    item = proposed(paca)
    as_(cast.minh())
    words = {"act": "decline", "seen": "new", "reason": "La ville en ouvre un en mai."}
    assert send(f"{HERE}{item.pk}/reponse/", words).status_code == 303
    (letter,) = letters()
    assert letter.to == ["karim@example.org"]
    assert "La ville en ouvre un en mai." in letter.body
    assert "Ouvrir un fablab" in letter.subject
    assert len(letters()) == 1
    page = as_(cast.karim()).get(HERE).content.decode()
    assert "La ville en ouvre un en mai." in page


@pytest.mark.parametrize(
    ("act", "state", "words"),
    [
        ("accept", "accepted", "L’équipe la retient"),
        ("later", "later", "pour plus tard"),
        ("same", "duplicate", "Un atelier de fabrication"),
    ],
)
def test_each_answer_has_its_letter(as_, send, paca, act, state, words):
    item, other = proposed(paca), proposed(paca, "Un atelier de fabrication", by=cast.lucie())
    as_(cast.minh())
    form = {"act": act, "seen": "new", "reason": "Parce que.", "same": other.pk}
    assert send(f"{HERE}{item.pk}/reponse/", form).status_code == 303
    item.refresh_from_db()
    assert item.state == state
    (letter,) = letters()
    assert words in letter.body.replace("'", "’")
    assert "Parce que." in letter.body


def test_in_english_whoever_reads_english_is_written_to_in_english(as_, send, paca):
    karim = cast.karim()
    karim.language = "en"
    karim.save()
    item = proposed(paca)
    as_(cast.minh())
    send(f"{HERE}{item.pk}/reponse/", {"act": "later", "seen": "new"})
    (letter,) = letters()
    assert letter.subject == "What you proposed: Ouvrir un fablab"
    assert "/en/m/paca/reserve/" in letter.body


def test_an_answer_that_could_not_leave_is_left_to_send(paca, monkeypatch):
    item = proposed(paca)
    verbs.accept_item(item=item, seen="new", by=cast.minh(), at=cast.NOON)

    def no(letter):
        raise OSError("no mail server")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", no)
        with pytest.raises(OSError, match="no mail"):
            tell_proposer.call(item.pk, "accepted", "https://maven.example/")
    for _ in range(2):
        tell_proposer.call(item.pk, "accepted", "https://maven.example/")
    assert len(mail.outbox) == 1


def test_nobody_is_written_to_about_what_they_answered_themselves(as_, send, paca):
    mine, nobodys = proposed(paca, by=cast.minh()), proposed(paca, "Autre")
    BacklogItem.objects.filter(pk=nobodys.pk).update(proposed_by=None)
    as_(cast.minh())
    for item in (mine, nobodys):
        send(f"{HERE}{item.pk}/reponse/", {"act": "accept", "seen": "new"})
    assert letters() == []


def test_declining_without_a_reason_is_refused_and_says_where(as_, send, paca):
    item = proposed(paca)
    as_(cast.minh())
    answer = send(f"{HERE}{item.pk}/reponse/", {"act": "decline", "seen": "new"})
    assert answer.status_code == 422
    assert f'href="#reason-{item.pk}"' in answer.content.decode()
    with pytest.raises(verbs.ReasonMissing):
        by_minh(verbs.decline_item, item=item, seen="new", reason="")
    item.refresh_from_db()
    assert item.state == "new"


def test_saying_the_same_as_nothing_is_refused(as_, send, paca):
    item = proposed(paca)
    as_(cast.minh())
    address = f"{HERE}{item.pk}/reponse/"
    for same in ("", item.pk, item.pk + 1000):
        assert send(address, {"act": "same", "seen": "new", "same": same}).status_code == 422
    elsewhere = proposed(cast.elsewhere(), by=cast.ana())
    assert send(address, {"act": "same", "seen": "new", "same": elsewhere.pk}).status_code == 422
    with pytest.raises(verbs.DuplicateOfNothing):
        by_minh(verbs.join_item, item=item, to=elsewhere, seen="new")


def test_what_repeats_a_repetition_repeats_the_first(paca):
    one, two, three = proposed(paca, "A"), proposed(paca, "B"), proposed(paca, "C")
    by_minh(verbs.join_item, item=three, to=two, seen="new")
    by_minh(verbs.join_item, item=two, to=one, seen="new")
    three.refresh_from_db()
    assert three.duplicate_of == one
    four = proposed(paca, "D")
    assert by_minh(verbs.join_item, item=four, to=three, seen="new").duplicate_of == one


def test_of_two_answers_the_first_stands_and_the_second_is_told(as_, send, paca):
    item = proposed(paca)
    by_minh(verbs.put_off_item, item=item, seen="new", reason="En mai.")
    as_(cast.minh())
    answer = send(f"{HERE}{item.pk}/reponse/", {"act": "accept", "seen": "new"}, follow=True)
    assert "rien n’a changé" in answer.content.decode().replace("'", "’")
    item.refresh_from_db()
    assert (item.state, item.reason) == ("later", "En mai.")
    assert letters() == []


def test_the_same_answer_again_changes_nothing(paca):
    item = proposed(paca)
    for _ in range(2):
        by_minh(verbs.accept_item, item=item, seen="new")
    assert facts(paca, "item.settled") == 1


def test_an_answer_is_taken_back(as_, send, paca):
    item = proposed(paca)
    by_minh(verbs.decline_item, item=item, seen="new", reason="Non.")
    as_(cast.minh())
    page = as_(cast.minh()).get(HERE + "?etat=declined").content.decode()
    assert "Trier à nouveau" in page
    form = {"act": "again", "seen": "declined", "etat": "declined"}
    answer = send(f"{HERE}{item.pk}/reponse/", form)
    assert answer["Location"].endswith("?etat=declined")
    item.refresh_from_db()
    assert (item.state, item.reason) == ("new", "")
    assert letters() == []


# The order


def test_what_is_kept_comes_last_and_moves_by_one_or_to_a_place(paca):
    a, b, c = kept(paca, "A", "B", "C")
    assert titles(paca) == "ABC"
    assert by_minh(order.shift_item, item=c, steps=-1) == 2
    assert titles(paca) == "ACB"
    assert by_minh(order.move_item, item=b, place=1) == 1
    assert titles(paca) == "BAC"
    assert by_minh(order.move_item, item=b, place=99) == 3
    assert titles(paca) == "ACB"
    assert by_minh(order.shift_item, item=a, steps=-1) == 1
    assert facts(paca, "item.moved") == 3
    with pytest.raises(order.ItemNotInOrder):
        by_minh(order.move_item, item=proposed(paca, "D"), place=1)


def test_a_place_without_room_makes_room_for_all(paca):
    a, b, c, d = kept(paca, "A", "B", "C", "D")
    waits = proposed(paca, "Z")
    for item, rank in ((a, 1), (b, 2), (c, 3), (d, 4)):
        BacklogItem.objects.filter(pk=item.pk).update(rank=rank)
    by_minh(order.move_item, item=d, place=2)
    assert titles(paca) == "ADBC"
    by_minh(verbs.accept_item, item=waits, seen="new")
    assert titles(paca) == "ADBCZ"


def test_without_script_a_move_comes_back_to_the_item_and_says_its_place(as_, send, paca):
    a, b, c = kept(paca, "Alpha", "Bravo", "Charlie")
    client = as_(cast.minh())
    for to, place, where in (("first", "", 1), ("down", "", 2), ("up", "", 1), ("place", "3", 3)):
        answer = send(f"{HERE}{c.pk}/place/", {"to": to, "place": place})
        assert answer.status_code == 303
        assert answer["Location"].endswith(f"#item-{c.pk}")
        page = client.get(answer["Location"]).content.decode().replace("\xa0", " ")
        assert f"est maintenant en place {where} sur 3." in page.replace("\u202f", " ")
    assert 'id="said-place">«' in page


def test_a_place_that_is_none_is_told(as_, send, paca):
    (a,) = kept(paca, "A")
    as_(cast.minh())
    for place in ("", "0", "-3", "deux", "99999999"):
        answer = send(f"{HERE}{a.pk}/place/", {"to": "place", "place": place})
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()
    b = proposed(paca, "B")
    assert send(f"{HERE}{b.pk}/place/", {"to": "up"}).status_code == 303
    assert send(f"{HERE}{b.pk + 99}/place/", {"to": "up"}).status_code == 404


def test_the_order_is_read_by_everybody_and_changed_by_the_team(client, as_, send, paca):
    (a,) = kept(paca, "Alpha")
    page = client.get(HERE).content.decode()
    assert "Alpha" in page
    assert '<button class="btn sm' not in page
    as_(cast.karim())
    assert send(f"{HERE}{a.pk}/place/", {"to": "up"}).status_code == 403
    assert send(f"{HERE}{a.pk}/reponse/", {"act": "later", "seen": "new"}).status_code == 403


def test_who_proposed_is_read_by_those_who_take_part_as_each_chose(client, as_, paca):
    karim, choose = cast.karim(), "/m/paca/kick-off/premieres-actions/"
    kept(paca, "Alpha")
    assert all("Karim" not in client.get(page).content.decode() for page in (HERE, choose))
    assert all("Karim" in as_(cast.lucie()).get(page).content.decode() for page in (HERE, choose))
    karim.presence = karim.Presence.POINT
    karim.save()
    team = as_(cast.minh())
    assert all("Karim" not in team.get(page).content.decode() for page in (HERE, choose))


def test_filters_are_links_and_places_stay_those_of_the_whole_order(as_, paca):
    kept(paca, "Alpha", "Bravo")
    BacklogItem.objects.filter(title="Bravo").update(kind="action")
    client = as_(cast.minh())
    page = client.get(HERE + "?sorte=action").content.decode()
    assert "Bravo" in page
    assert 'data-place="2"' in page
    assert "data-drag" not in page
    assert "Alpha" not in page.partition("<order-list")[2]
    for nonsense in ("?etat=zzz&sorte=zzz&page=zzz&deplace=zzz", "?etat=later"):
        assert client.get(HERE + nonsense).status_code == 200


def test_hundreds_are_shown_a_page_at_a_time_in_few_queries(
    as_, paca, django_assert_max_num_queries
):
    cast.sprint(paca, adopted=False)
    client = as_(cast.minh())
    kept(paca, "Le premier")
    proposed(paca, "Une autre idée")
    with django_assert_max_num_queries(15):
        client.get(HERE)
    BacklogItem.objects.bulk_create(
        BacklogItem(
            mission=paca,
            title=f"Ouvrir le lieu numéro {number}",
            state="accepted" if number % 2 else "new",
            rank=number,
            proposed_at=cast.NOON,
            proposed_by=cast.karim(),
        )
        for number in range(500)
    )
    with django_assert_max_num_queries(15):
        page = client.get(HERE).content.decode()
    assert page.count('id="item-') == 50
    assert "Page 1 sur 6" in page.replace("\xa0", " ")
    assert page.count('id="trier-') == 10
    item = BacklogItem.objects.new().oldest_first().first()
    whole = client.get(f"{HERE}?tout={item.pk}").content.decode()
    assert whole.count("<option") > 450


# From the reserve to the plenary


def test_a_kept_item_goes_on_the_table_and_is_taken_by_the_sprint(as_, send, paca):
    (a,) = kept(paca, "Une veillée")
    client = as_(cast.minh())
    assert "Aucun sprint n’est en préparation" in client.get(HERE).content.decode().replace(
        "'", "’"
    )
    send(f"{HERE}{a.pk}/table/", {"kind": "conference"})
    draft = cast.sprint(paca, adopted=False)
    page = client.get(f"{HERE}?choisir={a.pk}").content.decode()
    assert '<option value="conference">' in page
    send(f"{HERE}{a.pk}/table/", {"kind": "zzz"})
    assert not Activity.objects.exists()
    for _ in range(2):
        send(f"{HERE}{a.pk}/table/", {"kind": "conference"})
    activity = Activity.objects.get()
    assert (activity.item, activity.title, activity.sprint) == (a, "Une veillée", draft)
    assert "sur la table du sprint 1" in client.get(HERE).content.decode().replace("\xa0", " ")
    planning.adopt_sprint(sprint=draft, by=cast.minh(), at=cast.NOON)
    a.refresh_from_db()
    assert (a.state, a.sprint) == ("taken", draft)
    assert facts(paca, "item.taken") == 1
    assert "pris par le sprint 1" in client.get(HERE + "?etat=taken").content.decode().replace(
        "\xa0", " "
    )


def test_only_what_is_kept_goes_on_a_table(as_, send, paca):
    draft, item = cast.sprint(paca, adopted=False), proposed(paca)
    kind = kind_of(paca, "conference")
    with pytest.raises(order.ItemNotInOrder):
        by_minh(table.put_on_table, item=item, sprint=draft, kind=kind)
    as_(cast.minh())
    assert send(f"{HERE}{item.pk}/table/", {"kind": "conference"}).status_code == 303
    assert not Activity.objects.exists()


def test_the_plenary_that_changes_the_table_keeps_what_it_answers(as_, send, paca):
    (a,) = kept(paca, "Une veillée")
    draft = cast.sprint(paca, adopted=False)
    kind = kind_of(paca, "conference")
    activity = by_minh(table.put_on_table, item=a, sprint=draft, kind=kind)
    as_(cast.minh())
    form = {"capacity_days": 9, "add": "", f"keep-{activity.pk}": "on"}
    form |= {f"title-{activity.pk}": "Grande veillée", f"days-{activity.pk}": 2}
    assert send("/m/paca/sprints/1/pleniere/", form).status_code == 303
    assert Activity.objects.get().item == a


def test_the_first_actions_are_kept_and_come_first_in_the_order_given(paca):
    kept(paca, "A", "B")
    c, d = proposed(paca, "C"), proposed(paca, "D")
    b = BacklogItem.objects.get(title="B")
    for _ in range(2):
        by_minh(table.put_first, mission=paca, items=[d, b])
    assert titles(paca) == "DBA"
    assert facts(paca, "items.put_first") == 1
    assert by_minh(table.put_first, mission=paca, items=[]) == []
    by_minh(verbs.decline_item, item=c, seen="new", reason="Non.")
    with pytest.raises(order.ItemNotInOrder):
        by_minh(table.put_first, mission=paca, items=[c])
