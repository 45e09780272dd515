"""The demonstration is whole, plausible to the eye, invented, and always the same."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import maven
from maven.cli.demo.barometers import answers
from maven.cli.demo.consultations import ACT_TOGETHER, KEEP_TALENT
from maven.cli.demo.generator import SEED, voters, votes
from maven.cli.demo.mission import CAUSES, CHAMPIONS, MISSION, QUANTITIES, STEPS
from maven.cli.demo.open_consultation import OUR_NEEDS
from maven.cli.demo.people import ORGANISATIONS, PEOPLE
from maven.cli.demo.reserve import ITEMS
from maven.cli.demo.reviews import CARE, REVIEWS
from maven.cli.demo.sprints import SPRINTS, done_by_kind
from maven.cli.demo_seed import MEETINGS

pytestmark = pytest.mark.any_store  # about pages; the verbs are asked on both stores

CONSULTATIONS = (ACT_TOGETHER, KEEP_TALENT, OUR_NEEDS)
STATEMENTS = [statement for each in CONSULTATIONS for statement in each.statements]
EMAILS = {person.email for person in PEOPLE}
CATALOGUE = Path(maven.__file__).parent / "toolbox" / "catalogue.csv"


def test_the_cast_has_its_numbers():
    roles = Counter(person.role for person in PEOPLE)

    assert roles == {"facilitator": 3, "sponsor": 1, "member": 24, "participant": 92}
    assert PEOPLE[0].name.startswith("Claire M")
    assert len(ORGANISATIONS) == 40
    assert len({organisation.sector for organisation in ORGANISATIONS}) == 7


def test_nobody_and_nothing_appears_twice():
    for names in (
        [person.name for person in PEOPLE],
        [person.email for person in PEOPLE],
        [organisation.key for organisation in ORGANISATIONS],
        [organisation.name for organisation in ORGANISATIONS],
        [statement.words for statement in STATEMENTS],
        [step.slug for step in STEPS],
        [cause.key for cause in CAUSES],
    ):
        assert len(names) == len(set(names))


def test_every_address_is_on_the_reserved_domain():
    assert {email.partition("@")[2] for email in EMAILS} == {"example.org"}
    assert all(email == email.lower() and email.isascii() for email in EMAILS)


def test_everybody_belongs_to_a_known_organisation():
    keys = {organisation.key for organisation in ORGANISATIONS}
    team = [person for person in PEOPLE if person.organisation == ""]

    assert {person.role for person in team} == {"facilitator"}
    assert {person.organisation for person in PEOPLE} - {""} == keys
    assert {person.presence for person in PEOPLE} == {"name", "point", "absent"}


def test_whoever_is_named_exists():
    named = {step.by for step in STEPS} | {champion.person for champion in CHAMPIONS}
    named |= {statement.author for statement in STATEMENTS if statement.author}
    for sprint in SPRINTS:
        named |= {thing.by for thing in (*sprint.deliverables, *sprint.tensions)}

    assert named <= EMAILS


def test_a_statement_is_one_short_idea_and_no_question():
    assert [len(each.statements) for each in CONSULTATIONS] == [14, 12, 24]
    for consultation in CONSULTATIONS:
        numbers = [statement.number for statement in consultation.statements]
        assert numbers == list(range(1, len(numbers) + 1))
    for statement in STATEMENTS:
        assert len(statement.words) <= 140
        assert statement.words.endswith(".")
        assert "?" not in statement.words


def test_planted_positions_are_shares():
    for statement in STATEMENTS:
        assert len(statement.positions) == 3
        for agree, unsure in statement.positions:
            assert 0 <= agree <= 100
            assert 0 <= unsure <= 100 - agree


def test_each_cause_names_statements_that_exist():
    known = {(each.key, row.number): row for each in CONSULTATIONS for row in each.statements}
    for cause in CAUSES:
        assert cause.statements
        assert all(known[source].cause == cause.key for source in cause.statements)
    keys = {cause.key for cause in CAUSES}
    assert {row.cause for row in STATEMENTS if row.cause} == keys
    assert [champion.cause for champion in CHAMPIONS] == [cause.key for cause in CAUSES]
    assert [champion.accepted is None for champion in CHAMPIONS] == [False, False, False, True]


def test_sprints_follow_one_another_up_to_today():
    assert [sprint.starts for sprint in SPRINTS] == [-71, -50, -29, -8]
    assert {sprint.ends - sprint.starts for sprint in SPRINTS} == {MISSION.sprint_days}
    assert [sprint.closed for sprint in SPRINTS] == [-50, -29, -8, None]
    assert [len(sprint.deliverables) for sprint in SPRINTS] == [9, 14, 11, 4]
    for sprint in SPRINTS:
        assert sum(activity.days_planned for activity in sprint.activities) <= sprint.capacity_days
        days = [row.shipped for row in sprint.deliverables]
        days += [row.done for row in sprint.activities if row.done is not None]
        assert all(sprint.starts <= day <= min(sprint.ends - 1, 0) for day in days)
        for row in sprint.deliverables:
            assert row.activity is None or row.activity < len(sprint.activities)


def test_texts_fit_where_they_will_be_kept():
    for sprint in SPRINTS:
        assert all(len(row.title) <= 160 for row in (*sprint.activities, *sprint.deliverables))
        assert all(len(words) <= 280 for words in (*sprint.likes, *sprint.dislikes))
        assert all(len(row.desired + row.observed) <= 280 for row in sprint.tensions)
    assert all(len(step.note) <= 200 for step in STEPS)
    assert all(len(cause.title) <= 120 and len(cause.purpose) <= 500 for cause in CAUSES)


@pytest.mark.parametrize("sprint", SPRINTS[:3], ids=lambda sprint: str(sprint.number))
def test_a_closed_sprint_has_everything_its_review_needs(sprint):
    assert all(row.done is not None and row.days_spent for row in sprint.activities)
    assert 6 <= len(sprint.likes) <= 10
    assert 6 <= len(sprint.dislikes) <= 10
    assert sprint.tensions
    assert sprint.agenda
    assert sprint.words


def test_quantities_done_stay_within_the_seed():
    assert [quantity.seed_kind for quantity in QUANTITIES] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert done_by_kind() == {
        "consultation-publique": 1,
        "entretien-individuel": 8,
        "conference": 1,
        "billet-blog": 9,
        "atelier-thematique": 2,
        "apero-meetup": 3,
        "matchmaking": 2,
        "sondage-opinion": 1,
    }
    assert all(done_by_kind()[row.kind] <= row.high for row in QUANTITIES)


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not in the toolbox yet")
def test_every_activity_is_in_the_catalogue():
    with CATALOGUE.open(encoding="utf-8", newline="") as lines:
        slugs = {row["slug"] for row in csv.DictReader(lines)}

    assert {row.kind for sprint in SPRINTS for row in sprint.activities} <= slugs


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda each: each.key)
def test_answers_are_the_same_each_time_and_answered_once(consultation):
    drawn = votes(consultation)

    assert drawn == votes(consultation, seed=SEED)
    assert drawn != votes(consultation, seed=SEED + 1)
    assert len({(vote.person, vote.statement) for vote in drawn}) == len(drawn)
    assert {vote.choice for vote in drawn} == {-1, 0, 1}
    assert not any(vote.important and vote.choice == 0 for vote in drawn)


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda each: each.key)
def test_each_voter_answers_most_of_the_statements(consultation):
    counts = Counter(vote.person for vote in votes(consultation))
    total = len(consultation.statements)

    assert set(counts) == set(voters(consultation))
    assert all(0.55 * total <= count <= total for count in counts.values())


def test_the_open_consultation_is_answered_by_a_hundred_and_ten():
    assert len(voters(OUR_NEEDS)) == 110


def test_some_statements_unite_and_some_divide():
    family = [person.family for person in PEOPLE]
    agreed, given = Counter(), Counter()
    for vote in votes(OUR_NEEDS):
        cell = (family[vote.person], vote.statement)
        given[cell] += 1
        agreed[cell] += vote.choice == 1
    shares = [
        [agreed[name, index] / given[name, index] for name in "ABC"]
        for index in range(len(OUR_NEEDS.statements))
    ]

    assert sum(min(row) > 0.6 for row in shares) >= 6
    assert sum(max(row) - min(row) > 0.4 for row in shares) >= 8


def test_what_surrounds_the_sprints_names_people_and_things_that_exist():
    titles = {item.title for item in ITEMS}
    places = {(each.number, index) for each in SPRINTS for index in range(len(each.activities))}
    for number, meetings in MEETINGS.items():
        rows = SPRINTS[number - 1].activities
        for meeting in meetings:
            named = {meeting.lead, meeting.scribe, *meeting.also}
            named |= {line.person for line in meeting.lines} | {one.lead for one in meeting.agenda}
            assert named - {""} <= EMAILS
            assert meeting.activity is None or meeting.activity < len(rows)
            assert not meeting.agenda or sum(one.minutes for one in meeting.agenda) == (
                meeting.minutes
            )
            assert all(len(line.words) <= 400 for line in meeting.lines)
    assert {item.by for item in ITEMS} <= EMAILS
    assert {item.same_as for item in ITEMS} - {""} <= titles
    assert {item.taken for item in ITEMS if item.taken} <= places
    assert sum(not item.answer for item in ITEMS) == 3
    assert {each.desired for each in CARE} == {
        tension.desired for each in SPRINTS for tension in each.tensions
    }
    assert {care.activity for care in CARE if care.activity} <= places


def test_a_review_reads_each_feeling_once_and_waves_are_answered_by_mostly_the_same():
    for sprint, review in zip(SPRINTS, REVIEWS, strict=True):
        assert sprint.number == review.number
        for groups, words in ((review.groups, sprint.likes), (review.against, sprint.dislikes)):
            indexes = [index for _name, each in groups for index in each]
            assert len(indexes) == len(set(indexes))
            assert set(indexes) <= set(range(len(words)))
        wanted = [index for _email, each in review.wishes for index in each]
        assert max(wanted) < len(sprint.activities)
    waves = [[email for email, _given in answers(wave)] for wave in range(3)]
    assert [len(wave) for wave in waves] == [14, 18, 22]
    assert all(len(set(a) & set(b)) >= 10 for a, b in pairwise(waves))
