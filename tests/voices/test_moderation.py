"""Reported, hidden, argued for, brought back: nothing is lost, and nothing hidden is seen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from maven.compass import queries as compass_queries
from maven.compass.readers import REACTIONS, ask_landscape
from maven.journal.models import Fact
from maven.journal.operations import verify
from maven.live.queries import turnout
from maven.missions import operations as missions
from maven.missions.models import Role
from maven.voices import moderation_queries, operations, queries
from maven.voices.models import (
    Charter,
    Hiding,
    Notice,
    Opinion,
    Participant,
    Rule,
    Statement,
    Voice,
)
from tests import cast
from tests.house import matrix

pytestmark = pytest.mark.long

CANARY = "Zibeline canari des hauts plateaux"
RULE = Rule(slug="respect", words="Aucune attaque contre une personne ou un groupe.")
LATER = cast.NOON + timedelta(hours=1)
TEAM = "/m/paca/animer/moderation/"


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=6)


@pytest.fixture
def idea(call):
    """An idea of Lucie's, put to everybody, with seven answers."""
    author = operations.welcome(consultation=call, voice=Voice(person=cast.lucie()), at=cast.NOON)
    made = Statement.objects.create(
        consultation=call,
        number=7,
        words=CANARY,
        author=author,
        submitted_at=cast.NOON,
        accepted_at=cast.NOON,
    )
    for n, choice in enumerate([1, 1, 1, -1, -1, 0, 1]):
        voice = Participant.objects.create(consultation=call, source_id=f"s{n}", came_at=cast.NOON)
        Opinion.objects.create(participant=voice, statement=made, choice=choice, given_at=cast.NOON)
    return made


def hide(idea, by=None, reason="Elle vise quelqu'un."):
    return operations.hide_statement(
        statement=idea, rule=RULE, reason=reason, by=by or cast.minh(), at=LATER
    )


def appeal(idea, words="Elle ne vise personne."):
    return operations.appeal_hiding(
        statement=idea, author=idea.author, words=words, by=cast.lucie(), at=LATER
    )


def second_facilitator(mission):
    return missions.join(
        mission=mission, role=Role.FACILITATOR, invited_by=cast.minh(), by=cast.theo(), at=LATER
    ).person


def snapshot(call):
    return (
        list(queries.tallies(call)),
        list(compass_queries.opinion_triples(call)),
        compass_queries.accepted_numbers(call),
        turnout(call),
        queries.consultations_with_numbers(call.mission).get(pk=call.pk).answer_count,
        sorted(Opinion.objects.of(call).values_list("participant", "statement", "choice")),
    )


def test_hiding_and_bringing_back_loses_nothing(call, idea):
    before = snapshot(call)

    hide(idea)
    meanwhile = snapshot(call)
    operations.restore_statement(statement=idea, by=cast.minh(), at=LATER)

    assert snapshot(call) == before
    assert meanwhile[5] == before[5]
    assert [one.number for one in meanwhile[0]] == [1, 2, 3, 4, 5, 6]
    assert meanwhile[1:4] == ([], [1, 2, 3, 4, 5, 6], {"people": 0, "answers": 0})
    assert meanwhile[4] == 0


def test_each_step_is_a_fact_of_the_chain_and_those_of_the_public_name_nobody(call, idea):
    operations.report_statement(
        statement=idea, rule=RULE, voice_digest="d", by=cast.karim(), at=LATER
    )
    hide(idea)
    appeal(idea)
    other = second_facilitator(call.mission)
    operations.decide_appeal(
        statement=idea, returns=False, answer="Elle vise quelqu'un.", by=other, at=LATER
    )
    operations.restore_statement(statement=idea, by=cast.minh(), at=LATER)

    told = Fact.objects.of(call.mission.chain).filter(verb__startswith="statement.").order_by("pk")
    assert [(fact.verb, fact.details.by_id) for fact in told] == [
        ("statement.reported", None),
        ("statement.hidden", cast.minh().pk),
        ("statement.appealed", None),
        ("statement.hiding_upheld", other.pk),
        ("statement.restored", cast.minh().pk),
    ]
    verify(call.mission.chain)


def test_a_landscape_is_asked_for_again_when_an_idea_goes_and_when_it_returns():
    assert REACTIONS["statement.hidden"] is REACTIONS["statement.restored"] is ask_landscape


def test_an_idea_is_reported_once_by_each_voice(idea):
    for digest in ("one", "two"):
        operations.report_statement(statement=idea, rule=RULE, voice_digest=digest, at=LATER)
    with pytest.raises(operations.ReportedAlready):
        operations.report_statement(statement=idea, rule=RULE, voice_digest="one", at=LATER)

    assert Notice.objects.count() == 2


def test_only_what_everybody_reads_is_reported_or_hidden(call, idea):
    waiting = operations.submit_statement(
        consultation=call, author=None, words="Une idée qui attend.", at=cast.NOON
    )
    with pytest.raises(operations.NotReadByAll):
        operations.report_statement(statement=waiting, rule=RULE, voice_digest="d", at=LATER)
    with pytest.raises(operations.NotReadByAll):
        hide(waiting)
    hide(idea)
    with pytest.raises(operations.NotReadByAll):
        operations.report_statement(statement=idea, rule=RULE, voice_digest="d", at=LATER)
    with pytest.raises(operations.NotPublished):
        operations.promote_statement(statement=idea, by=cast.minh(), at=LATER)


def test_an_idea_is_hidden_with_a_reason_and_once(idea):
    with pytest.raises(operations.ReasonMissing):
        hide(idea, reason="  ")

    assert hide(idea) == hide(idea, reason="Autre chose.")
    assert Hiding.objects.get().reason == "Elle vise quelqu'un."


def test_keeping_settles_the_reports_and_says_so_once(idea):
    operations.report_statement(statement=idea, rule=RULE, voice_digest="d", at=LATER)
    for _ in range(2):
        operations.keep_statement(statement=idea, by=cast.minh(), at=LATER)

    assert not Notice.objects.open().exists()
    assert Fact.objects.filter(verb="statement.kept").count() == 1


def test_what_is_not_hidden_is_neither_restored_nor_argued_for(idea):
    with pytest.raises(operations.NotHidden):
        operations.restore_statement(statement=idea, by=cast.minh(), at=LATER)
    with pytest.raises(operations.NotHidden):
        appeal(idea)


def test_the_author_alone_appeals_in_words_and_once(call, idea):
    hide(idea)
    other = operations.welcome(consultation=call, voice=Voice(person=cast.karim()), at=LATER)
    with pytest.raises(operations.NotTheAuthor):
        operations.appeal_hiding(statement=idea, author=other, words="Non.", at=LATER)
    with pytest.raises(operations.ReasonMissing):
        appeal(idea, " ")
    appeal(idea)
    with pytest.raises(operations.AppealedAlready):
        appeal(idea)


def test_whoever_hid_does_not_decide_and_the_sponsor_does_when_there_is_no_colleague(idea):
    with pytest.raises(operations.NotHidden):
        operations.decide_appeal(statement=idea, returns=True, answer="", by=cast.odile(), at=LATER)
    hide(idea)
    with pytest.raises(operations.NoAppeal):
        operations.decide_appeal(statement=idea, returns=True, answer="", by=cast.odile(), at=LATER)
    appeal(idea)
    for person in (cast.minh(), cast.karim()):
        with pytest.raises(operations.OwnHiding):
            operations.decide_appeal(statement=idea, returns=True, answer="", by=person, at=LATER)
    with pytest.raises(operations.ReasonMissing):
        operations.decide_appeal(
            statement=idea, returns=False, answer="", by=cast.odile(), at=LATER
        )
    decided = operations.decide_appeal(
        statement=idea, returns=True, answer="Oui.", by=cast.odile(), at=LATER
    )

    assert (decided.restored_by, decided.answer) == (cast.odile(), "Oui.")


def test_the_sponsor_leaves_it_to_a_colleague_when_there_is_one(call, idea):
    hide(idea)
    appeal(idea)
    second_facilitator(call.mission)

    with pytest.raises(operations.OwnHiding):
        operations.decide_appeal(statement=idea, returns=True, answer="", by=cast.odile(), at=LATER)


def test_a_charter_in_ones_own_words_keeps_the_count_of_the_usual_rules(paca):
    usual = moderation_queries.rules_of(None)
    for _ in range(2):
        charter = operations.write_charter(
            mission=paca,
            intro="Ici.",
            lines=f"{usual[1].words}\n\nPas d'acronyme.\n",
            by=cast.minh(),
            at=LATER,
        )

    assert Charter.objects.get() == charter
    assert [rule.slug for rule in charter.rules][0] == "respect"
    assert charter.rules[1].slug.startswith("own-")


# The pages


def one(call, idea, what):
    return f"{call.get_absolute_url()}idees/{idea.number}/{what}/"


def test_a_guest_reports_an_idea_in_one_tap_and_twice_is_told_once(client, send, call, idea):
    address = one(call, idea, "signalement")
    assert CANARY in client.get(address).content.decode()

    assert send(address, {"rule": "nonsense"}).status_code == 422
    assert send(address, {"rule": "respect"}).status_code == 303
    send(address, {"rule": "law"})

    assert [notice.rule for notice in Notice.objects.all()] == ["respect"]
    assert client.get(one(call, call.statements.get(number=1), "recours")).status_code == 404


def test_the_whole_way_in_pages(as_, send, call, idea):
    as_(cast.karim())
    send(one(call, idea, "signalement"), {"rule": "respect"})
    as_(cast.minh())
    page = as_(cast.minh()).get(f"{TEAM}signalements/").content.decode()
    assert CANARY in page
    assert "1 personne" in page.replace("\u00a0", " ")
    bad = send(f"{TEAM}{idea.pk}/masquage/", {"rule": "respect", "reason": ""})
    assert bad.status_code == 303
    assert not Hiding.objects.exists()
    send(f"{TEAM}{idea.pk}/masquage/", {"rule": "respect", "reason": "Trop dur."})
    client = as_(cast.lucie())
    assert one(call, idea, "recours") in client.get(call.get_absolute_url()).content.decode()
    assert "Trop dur." in client.get(one(call, idea, "recours")).content.decode()
    assert send(one(call, idea, "recours"), {"words": ""}).status_code == 422
    for _ in range(2):
        send(one(call, idea, "recours"), {"words": "Elle ne vise personne."})
    as_(cast.minh())
    send(f"{TEAM}{idea.pk}/recours/", {"decision": "back", "answer": "Oui."})
    assert Hiding.objects.standing().exists()
    client = as_(cast.odile())
    assert "Elle ne vise personne." in client.get(f"{TEAM}masquees/").content.decode()
    send(f"{TEAM}{idea.pk}/recours/", {"decision": "perhaps", "answer": "Oui."})
    send(f"{TEAM}{idea.pk}/recours/", {"decision": "upheld", "answer": "Non."})
    send(f"{TEAM}{idea.pk}/recours/", {"decision": "upheld", "answer": "Non."})
    assert "Non." in as_(cast.lucie()).get(one(call, idea, "recours")).content.decode()
    as_(cast.minh())
    send(f"{TEAM}{idea.pk}/retour/", {"answer": "x" * 281})
    for _ in range(2):
        send(f"{TEAM}{idea.pk}/retour/", {})

    idea.refresh_from_db()
    assert idea.is_read_by_all
    log = moderation_queries.log_of(call.mission, moderation_queries.rules_of(None))
    assert (log.reports, log.hidden, log.restored, log.appeals, log.upheld) == (1, 1, 1, 1, 1)
    text = as_(cast.theo()).get("/m/paca/charte/").content.decode()
    assert "Un signalement" in text
    assert "Minh" not in text


def test_the_charter_is_written_by_the_team_and_read_by_all(client, as_, send, paca):
    assert "Rien de personnel" in client.get("/m/paca/charte/").content.decode()
    assert "Nothing personal" in client.get("/en/m/paca/charte/").content.decode()
    as_(cast.minh())
    assert client.get("/m/paca/animer/charte/").status_code == 200
    for rules in ("x", "", "\n".join(f"Règle numéro {n}" for n in range(13))):
        assert send("/m/paca/animer/charte/", {"rules": rules}).status_code == 422
    sent = send("/m/paca/animer/charte/", {"intro": "Chez nous.", "rules": "Pas d'acronyme.\n\n"})

    assert sent.status_code == 303
    page = Client().get("/m/paca/charte/").content.decode()
    assert "Chez nous." in page
    assert "Rien de personnel" not in page


def test_an_answer_to_an_idea_hidden_meanwhile_is_not_taken_and_said_so(client, send, call, idea):
    hide(idea)
    sent = send(f"{call.get_absolute_url()}avis/", {"statement": idea.pk, "choice": "1"})

    assert sent.status_code == 409
    assert "vient d’être masquée" in sent.content.decode().replace("'", "’").replace("&#x27;", "’")
    assert Opinion.objects.filter(statement=idea).count() == 7


def test_the_words_of_a_hidden_idea_do_not_come_back_by_the_form(send, call, idea):
    hide(idea)
    sent = send(f"{call.get_absolute_url()}idees/nouvelle/", {"words": CANARY.upper()})

    assert sent.status_code == 422
    assert Statement.objects.count() == 7


def test_reports_come_slowly(send, call):
    told = {
        send(one(call, idea, "signalement"), {"rule": "law"}).status_code
        for idea in list(call.statements.in_order()) * 2
    }
    assert told == {303, 429}


def test_long_lists_are_told_page_by_page(as_, call, django_assert_max_num_queries):
    made = [
        Statement(
            consultation=call,
            number=n,
            words=f"Idée {n:03}.",
            submitted_at=cast.NOON,
            accepted_at=cast.NOON,
            hidden_at=cast.NOON if n % 2 else None,
        )
        for n in range(10, 110)
    ]
    for one_ in Statement.objects.bulk_create(made):
        if one_.hidden_at:
            Hiding.objects.create(
                statement=one_, rule="law", words="x", reason="y", hidden_at=cast.NOON
            )
        else:
            Notice.objects.create(
                statement=one_, rule="law", words="x", voice_digest="d", given_at=cast.NOON
            )
    client = as_(cast.minh())
    for name in ("signalements", "masquees", "publiees"):
        with django_assert_max_num_queries(22):
            page = client.get(f"{TEAM}{name}/").content.decode()
        assert page.count('id="idee-') == 20
        assert client.get(f"{TEAM}{name}/?page=3").content.decode().count('id="idee-') >= 10


SEES_HIDDEN = {"voices:hidden", "voices:appeal", "front:person"}


@pytest.mark.any_store  # each page is opened on both by the matrix of who is answered what
def test_a_hidden_idea_is_on_no_page_file_or_stream(call, idea):
    """Every address of the place, as each of the cast: only its author and the team read it."""
    things = matrix.Things(call.mission)
    things.consultation = call
    Statement.objects.filter(pk=idea.pk).update(cause=things.cause)
    operations.close_consultation(consultation=call, by=cast.minh(), at=LATER)
    hide(idea)
    seen, opened = set(), 0
    for who, person in matrix.people().items():
        client = Client()
        if person:
            client.force_login(person)
        for name, pattern in matrix.addresses(get_resolver()):
            if name.startswith(("account_", "mfa_", "socialaccount_")) or name == "live:events":
                continue
            try:
                address = reverse(name, kwargs=things.fill(name, pattern))
            except (NoReverseMatch, AssertionError):
                continue
            answer = client.get(address)
            opened += answer.status_code == 200
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if CANARY.encode() in body:
                seen.add((who, name))

    assert opened > 100
    assert {name for _, name in seen} <= SEES_HIDDEN
    assert {who for who, name in seen if name == "voices:hidden"} == {"sponsor", "facilitator"}


def test_nobody_without_a_part_judges(client, as_, idea):
    assert client.get(f"{TEAM}masquees/").status_code == 302
    assert as_(cast.karim()).get(f"{TEAM}masquees/").status_code == 403


@pytest.mark.django_db
def test_an_idea_that_does_not_exist_cannot_be_reported(call, as_):
    kwargs = {"mission": "paca", "slug": call.slug, "pk": call.pk, "number": 999}
    answer = as_(cast.lucie()).get(reverse("voices:report", kwargs=kwargs))
    assert answer.status_code == 404
