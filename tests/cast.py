"""The cast of every story, after the seed: plain functions, no chance, nobody real."""

from datetime import UTC, date, datetime, timedelta

from maven.causes.models import Cause
from maven.compass.models import Reading
from maven.missions import operations as missions
from maven.missions.models import Mission, Role
from maven.people.models import Organisation, Person
from maven.reports.assumptions import to_json, usual
from maven.reports.estimating import fingerprint_of
from maven.reports.models import Quotation
from maven.sprints.models import Sprint
from maven.voices.models import Consultation, Statement

NOON = datetime(2014, 1, 13, 12, 0, tzinfo=UTC)
TODAY = date(2014, 1, 13)


def person(name, email=None, **fields):
    address = email or f"{name.split()[0].lower()}@example.org"
    made, _ = Person.objects.get_or_create(email=address, defaults={"name": name, **fields})
    return made


def minh():
    return person("Minh Facilitant", "minh@example.org")


def odile():
    return person("Odile Commande", "odile@example.org")


def karim():
    return person("Karim Membre", "karim@example.org")


def lucie():
    return person("Lucie Membre", "lucie@example.org")


def salome():
    return person("Salomé Championne", "salome@example.org")


def theo():
    """Has an account, takes no part."""
    return person("Théo Lointain", "theo@example.org")


def ana():
    """Facilitates another mission: every scoping test uses her."""
    return person("Ana Ailleurs", "ana@example.org")


def organisation(name="Atelier des Tilleuls", sector="private"):
    return Organisation.objects.get_or_create(name=name, defaults={"sector": sector})[0]


def mission(name="Le numérique en commun", by=None, **fields):
    framing = {
        "name": name,
        "territory": "Provence-Alpes-Côte d'Azur",
        "question": "Que doit devenir le numérique ici ?",
        "sponsor_name": "La Région fictive",
        "language": "fr",
        "sprint_days": 21,
        "group_name": "Groupe de travail numérique",
        **fields,
    }
    return missions.launch_mission(by=by or minh(), at=NOON, **framing)


def paca():
    """The mission with its whole cast: facilitator, sponsor, two members, a champion."""
    found = Mission.objects.filter(slug="paca").first()
    if found:
        return found
    made = mission(slug="paca")
    for who, role in (
        (odile(), Role.SPONSOR),
        (karim(), Role.MEMBER),
        (lucie(), Role.MEMBER),
        (salome(), Role.PARTICIPANT),
    ):
        missions.join(mission=made, role=role, invited_by=minh(), by=who, at=NOON)
    return made


def elsewhere():
    """Ana's mission, closed, with things in it that must not leak."""
    found = Mission.objects.filter(slug="ailleurs").first()
    return found or mission("Ailleurs secret", by=ana(), slug="ailleurs", visibility="closed")


def consultation(mission, question="De quoi le numérique a-t-il besoin chez nous ?", statements=0):
    made = Consultation.objects.create(
        mission=mission, question=question, opened_at=NOON, opened_by=mission.launched_by
    )
    for number in range(1, statements + 1):
        Statement.objects.create(
            consultation=made,
            number=number,
            words=f"Idée numéro {number} pour le territoire.",
            submitted_at=NOON,
            accepted_at=NOON,
        )
    return made


def look_at_accounts(consultation, members=()):
    """A group of accounts that look like one person, as a job would have found it."""
    counts = {"people": 20, "answers": 90, "enough": False, "families": [], "index": None}
    counts |= {"uniting": [], "refused": [], "dividing": []}
    without = counts | {"people": 12, "moved": [[1, [9, 1, 2], [1, 1, 2]]]}
    group = {"signals": ["answers", "burst"], "size": len(members) or 8, "accounts": 0}
    group |= {"first": NOON.timestamp(), "last": NOON.timestamp(), "without": without}
    return Reading.objects.create(
        mission=consultation.mission,
        consultation=consultation,
        kind=Reading.Kind.ACCOUNTS,
        taken_at=NOON,
        algorithm="sybil/1",
        result={
            "people": 20,
            "whole": counts | {"ideas": {}},
            "groups": [group],
            "without_any": None,
            "places": {str(one.pk): 0 for one in members},
        },
    )


def cause(mission, title="Former et garder les talents ici"):
    return Cause.objects.create(
        mission=mission, title=title, named_at=NOON, named_by=mission.launched_by
    )


def sprint(mission, number=1, *, adopted=True, closed=False, starts_on=TODAY):
    return Sprint.objects.create(
        mission=mission,
        number=number,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=21),
        drafted_at=NOON,
        drafted_by=mission.launched_by,
        adopted_at=NOON if adopted or closed else None,
        adopted_by=mission.launched_by if adopted or closed else None,
        closed_at=NOON if closed else None,
        closed_by=mission.launched_by if closed else None,
    )


def quotation(mission):
    """A draft with its figures, as a job would have reckoned them."""
    assumed = usual(mission)
    figures = {"mean": 2.0, "sd": 1.0, "p10": 1.0, "p50": 2.0, "p80": 3.0, "p90": 4.0}
    money = dict.fromkeys(figures, 0.0)
    rest = {"profile": "", "turns": 1.0, "logged": 0.0, "cost": 0.0, "share": 0.1, "spread": 0.1}
    lines = [{"slug": one.key, "days": figures, "ratio": 1.0, **rest} for one in assumed.lines]
    drawn = {"days": figures, "cost": money, "left": figures, "profiles": [], "lines": lines}
    drawn |= {"pace": None, "draws": 100}
    return Quotation.objects.create(
        mission=mission,
        version=1,
        title="Devis",
        sprints_planned=4,
        assumptions=to_json(assumed),
        estimate={"listed": drawn, "whole": drawn},
        estimate_of=fingerprint_of(assumed),
        made_at=NOON,
        made_by=mission.launched_by,
    )
