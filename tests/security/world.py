"""Two missions with one of each thing, and everybody who may knock at their doors."""

from datetime import timedelta

from django.apps import apps
from django.db import connection, models

from maven.causes.operations import accept_role, solicit_champion
from maven.journal.models import Chain, Fact
from maven.missions import operations as missions
from maven.missions.models import Mission, Role
from tests import cast
from tests.house import matrix

MARK = "kanari"
DEEPEST = 3
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What a page may note of a visit itself: the session, how often somebody asked.
OF_A_VISIT = ("django_session", "people_bucket", "people_signin", "sign_in", "savepoint")


def knockers(paca, closed):
    """Everybody, by what they are to `paca`; `elsewhere` holds `closed`."""
    left = cast.person("Lise Partie", "left@example.org")
    missions.join(mission=paca, role=Role.MEMBER, invited_by=None, by=left, at=cast.NOON)
    missions.leave(mission=paca, by=left, at=cast.NOON)
    suspended = cast.person("Sam Suspendu", "suspended@example.org")
    missions.join(mission=paca, role=Role.MEMBER, invited_by=None, by=suspended, at=cast.NOON)
    champion = cast.person("Chloé Porte", "champion@example.org")
    missions.join(mission=paca, role=Role.PARTICIPANT, invited_by=None, by=champion, at=cast.NOON)
    carried = solicit_champion(
        cause=cast.cause(paca, "Portée"), person=champion, by=cast.minh(), at=cast.NOON
    )
    accept_role(champion=carried, by=champion, at=cast.NOON)
    invitee = cast.person("Inès Invitée", "expired@example.org")
    for mission in (paca, closed):
        letter = missions.invite(
            mission=mission,
            email="expired@example.org",
            name="",
            role=Role.MEMBER,
            by=mission.launched_by,
            at=cast.NOON,
        ).invitation
        letter.expires_at = cast.NOON + timedelta(seconds=1)
        letter.save(update_fields=["expires_at"])
    return matrix.people() | {
        "left": left,
        "suspended": suspended,
        "champion": champion,
        "invitee": invitee,
    }


def paths_to_a_mission():
    """For each model that belongs to missions, how its rows lead to theirs."""
    found = {Mission: {"pk"}}
    for _ in range(DEEPEST):
        for model in apps.get_models():
            if not model.__module__.startswith("maven.") or model is Mission:
                continue
            for field in model._meta.fields:
                for path in set(found.get(field.related_model, ())) if field.is_relation else ():
                    end = "" if path == "pk" else f"__{path}"
                    if path.count("__") + 1 < DEEPEST:
                        found.setdefault(model, set()).add(f"{field.name}{end}")
    return found


PATHS = paths_to_a_mission()


def rows_of(mission):
    """Every row that belongs to the mission, model by model."""
    for model, paths in PATHS.items():
        asked = models.Q()
        for path in sorted(paths):
            asked |= models.Q(**{path: mission.pk})
        yield model, model._base_manager.filter(asked).order_by("pk").distinct()
    yield Chain, Chain.objects.filter(name=mission.chain)
    yield Fact, Fact.objects.of(mission.chain).order_by("pk")


def fingerprint(mission):
    """All that the store holds of a mission, to be compared."""
    return {model.__name__: list(rows.values_list()) for model, rows in rows_of(mission)}


def mark(mission):
    """Puts a word of its own in everything that somebody wrote in the mission."""
    count = 0
    for model, rows in rows_of(mission):
        if model in (Chain, Fact):
            continue
        fields = [field for field in model._meta.fields if is_written(field)]
        for row in rows if fields else ():
            for field in fields:
                count += 1
                setattr(row, field.name, f"{MARK}{count}")
            row.save(update_fields=[field.name for field in fields])
    return count


def is_written(field):
    """Words that people write: no choice, no key, no digest."""
    return (
        type(field) in (models.CharField, models.TextField)
        and not field.choices
        and not field.unique
        and not field.null
        and (field.max_length or 1000) > 64
        and "digest" not in field.name
    )


class Writes:
    """What is written to the store meanwhile, but for the traces of a visit."""

    def __init__(self):
        self.seen = []

    def __enter__(self):
        self.watch = connection.execute_wrapper(self)
        self.watch.__enter__()
        return self

    def __exit__(self, *raised):
        self.watch.__exit__(*raised)

    def beyond(self, table):
        """What was written elsewhere than there."""
        return [sql for sql in self.seen if table not in sql]

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES) and not any(one in sql for one in OF_A_VISIT):
            self.seen.append(sql[:120])
        return execute(sql, params, many, context)
