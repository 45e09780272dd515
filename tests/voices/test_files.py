"""Ideas and opinions come in by a file, once, and are taken back where nobody has moved on."""

from datetime import timedelta

import pytest

from maven.intake.looking import looked_at
from maven.intake.parcels import Parcel
from maven.intake.reading import read_sheet
from maven.intake.registry import IMPORTERS, Asked
from maven.journal.models import Fact
from maven.missions.operations.file_imports import (
    FileAlreadyImported,
    LinesBroken,
    NothingNew,
    import_file,
    take_back,
)
from maven.voices.models import Opinion, Participant, Statement
from maven.voices.operations import ConsultationClosed, close_consultation, import_statements
from tests import cast

NOW = cast.NOON.replace(year=2026)
VOTES = "participant;idée;avis\n"


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=3)


def bring_in(call, kind, text, at=NOW, by=None, **said):
    importer = IMPORTERS[kind]
    data = text.encode()
    sheet = read_sheet("x.csv", data, known=importer.known, most_rows=importer.most_rows)
    options = {"consultation": str(call.pk), **said}
    parcel = Parcel(kind=kind, said=options, files={"x.csv": data})
    look = looked_at(parcel, importer, sheet)
    return import_file(
        importer=importer,
        lines=look.lines,
        asked=Asked(target=call.mission, options=options, at=at, on=at.date()),
        fingerprint=look.fingerprint,
        by=by or cast.minh(),
        at=at,
    )


def undone(made, at=NOW):
    return take_back(file_import=made, importer=IMPORTERS[made.kind], by=cast.minh(), at=at)


def given(call):
    found = Opinion.objects.of(call).order_by("participant__source_id", "statement__number")
    return [(o.participant.source_id, o.statement.number, o.choice) for o in found]


def test_ideas_are_put_to_everybody_after_those_that_are_there(call):
    made = bring_in(call, "ideas", "idée\nUne idée neuve.\nIdée numéro 2 pour le territoire\n")

    assert made.counts == {"new": 1, "changed": 0, "same": 1, "doubtful": 0}
    new = Statement.objects.of(call).get(number=4)
    assert (new.words, new.accepted_at, new.moderated_by) == ("Une idée neuve.", NOW, cast.minh())
    assert Fact.objects.filter(verb="statements.imported").count() == 1


def test_ideas_that_people_have_answered_stay(call):
    made = bring_in(call, "ideas", "idée\nPremière neuve.\nSeconde neuve.\n")
    voice = Participant.objects.create(consultation=call, source_id="p", came_at=NOW)
    Opinion.objects.create(
        participant=voice,
        statement=Statement.objects.of(call).get(number=5),
        choice=1,
        given_at=NOW,
    )

    told = undone(made)

    assert (told.gone, [(one.line, one.words) for one in told.stays]) == (
        1,
        [(3, "Seconde neuve.")],
    )
    assert list(Statement.objects.of(call).in_order().values_list("number", flat=True)) == [
        1,
        2,
        3,
        5,
    ]


def test_ideas_that_became_causes_stay(call, paca):
    made = bring_in(call, "ideas", "idée\nPremière neuve.\n")
    Statement.objects.of(call).filter(number=4).update(cause=cast.cause(paca))

    assert len(undone(made).stays) == 1
    assert Statement.objects.of(call).count() == 4


def test_opinions_on_paper_count_as_voices_without_a_person(call):
    made = bring_in(call, "opinions", VOTES + "p1;1;d'accord\np1;2;contre\np2;1;sans avis\n")

    assert given(call) == [("p1", 1, 1), ("p1", 2, -1), ("p2", 1, 0)]
    assert Participant.objects.filter(person=None).count() == 2
    assert made.counts["new"] == 3
    fact = Fact.objects.get(verb="opinions.imported")
    assert fact.details.particulars == {"people": 2, "opinions": 3, "changed": 0}


def test_the_same_opinions_again_change_nothing_and_others_replace(call):
    bring_in(call, "opinions", VOTES + "p1;1;1\n")
    with pytest.raises(FileAlreadyImported):
        bring_in(call, "opinions", VOTES + "p1;1;1\n")
    with pytest.raises(NothingNew):
        bring_in(call, "opinions", VOTES + "p1;1;pour\n")

    later = bring_in(call, "opinions", VOTES + "p1;1;-1\np2;1;1\n", at=NOW + timedelta(hours=1))

    assert (later.counts["changed"], later.counts["new"]) == (1, 1)
    assert given(call) == [("p1", 1, -1), ("p2", 1, 1)]
    told = undone(later, at=NOW + timedelta(hours=2))
    assert (told.gone, told.stays) == (3, [])  # an opinion, a voice, and one as it was before
    assert given(call) == [("p1", 1, 1)]
    assert Opinion.objects.get().given_at == NOW


def test_an_opinion_given_again_since_stays(call):
    made = bring_in(call, "opinions", VOTES + "p1;1;1\np1;2;1\n")
    bring_in(call, "opinions", VOTES + "p1;1;0\n", at=NOW + timedelta(hours=1))

    told = undone(made, at=NOW + timedelta(hours=2))

    assert [(one.line, one.words) for one in told.stays] == [(2, "p1 · 1")]
    assert given(call) == [("p1", 1, 0)]


def test_two_answers_of_one_person_to_one_idea_bring_nothing(call):
    with pytest.raises(LinesBroken):
        bring_in(call, "opinions", VOTES + "p1;1;1\np1;1;-1\np2;1;1\n")
    assert not Opinion.objects.exists()

    bring_in(call, "opinions", VOTES + "p1;1;1\np1;1;-1\n", last="yes")
    assert given(call) == [("p1", 1, -1)]


@pytest.mark.parametrize("kind", ["ideas", "opinions"])
@pytest.mark.parametrize("key", ["", "x", "٣", "9" * 30, "elsewhere", "closed"])
def test_only_an_open_consultation_of_the_mission_takes_anything(call, kind, key):
    other = cast.consultation(cast.elsewhere(), statements=1)
    if key == "closed":
        close_consultation(consultation=call, by=cast.minh(), at=NOW)
    chosen = {"elsewhere": str(other.pk), "closed": str(call.pk)}.get(key, key)
    text = "idée\nUne idée neuve.\n" if kind == "ideas" else VOTES + "p1;1;1\n"

    with pytest.raises(LinesBroken):
        bring_in(call, kind, text, consultation=chosen)


def test_a_consultation_closed_meanwhile_takes_nothing(call):
    close_consultation(consultation=call, by=cast.minh(), at=NOW)

    with pytest.raises(ConsultationClosed):
        import_statements(consultation=call, words=["Une idée"], by=cast.minh(), at=NOW)
