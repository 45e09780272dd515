"""A mission, written whole into one archive; nothing is written in the store."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

import maven
from maven.archives import ballots
from maven.archives.cells import cell, line, written
from maven.archives.container import Container
from maven.archives.decisions import SHARED
from maven.archives.story import story_of
from maven.archives.survey import Table, around, staying, tables
from maven.journal.models import Chain, Fact
from maven.missions.models import Membership, Mission, Role
from maven.people.models import Person
from maven.sprints.models import Feedback, Mood, Roti

FORMAT = "maven-mission"
VERSION = 1
IN_MEMORY = 8 << 20
FACTS = "journal.Fact"
NOT_YET_READ: Mapping[str, Any] = {
    "sprints.Feedback": Feedback,
    "sprints.Mood": Mood,
    "sprints.Roti": Roti,
}
SEALED = ["number", "verb", "subject_kind", "subject_pk", "at", "commitment", "previous", "digest"]
FACT_FIELDS = [*SEALED, "details"]

type Row = dict[str, Any]
type Referred = dict[type[models.Model], set[int]]


def write_archive(mission: Mission, out: IO[bytes], *, addresses: bool = False) -> Row:
    """Writes the archive and gives back its manifest. `addresses`: those of the members too."""
    container = Container(out)
    told: list[Row] = []
    referred: Referred = {}
    with one_moment():
        mission = Mission.objects.get(pk=mission.pk)
        for table in tables():
            told.append(_written(container, table, _rows(table, mission, referred)))
        told.append(_facts_written(container, mission, referred))
        known = _addresses(mission) if addresses else {}
        for table in reversed(around()):  # persons first: they tell which organisations are theirs
            told.append(_written(container, table, _around(table, referred, known)))
        with container.file("index.html") as leaf:
            for piece in story_of(mission, told):
                leaf.write(piece.encode())
        manifest = _manifest(mission, told, container.files, addresses=addresses)
    with container.file("manifest.json") as leaf:
        leaf.write(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False).encode())
    container.close()
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """The store as it is now, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    # SQLite: a transaction that only reads must not take the place of the one writer.
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _rows(table: Table, mission: Mission, referred: Referred) -> Iterable[Row]:
    own = {"voices.Participant": ballots.participants, "voices.Opinion": ballots.opinions}
    if table.label in own:
        return own[table.label](mission)
    rows = table.rows_of(mission)
    if table.label in NOT_YET_READ:  # what nobody may read here, nobody reads in the archive
        shown = NOT_YET_READ[table.label].objects.shown_in(mission)
        rows = rows.filter(pk__in=shown.values("pk"))
    return _plain_rows(table, rows, referred)


def _plain_rows(table: Table, rows: models.QuerySet[Any, Any], referred: Referred) -> Iterator[Row]:
    fields = table.fields()
    names = [field.attname for field in fields]
    shared = {field.attname: _shared(field) for field in table.references()}
    kept = {field.attname: field.related_model for field in table.references() if _is_around(field)}
    for values in rows.values_list(*names).iterator(chunk_size=2000):
        row: Row = {}
        for field, name, value in zip(fields, names, values, strict=True):
            if name in kept and value is not None:
                referred.setdefault(kept[name], set()).add(value)
            named = shared[name].get(value) if name in shared else None
            row[field.name] = named or written(value)
        for day in table.decision.days:
            row[day] = row[day] and row[day][:10]
        for name, keys in table.decision.cleared.items():
            row[name] = {key: one for key, one in row[name].items() if key not in keys}
        yield row


def _is_around(field: models.ForeignKey[Any, Any]) -> bool:
    return any(table.model is field.related_model for table in around())


def _shared(field: models.ForeignKey[Any, Any]) -> dict[int, str]:
    """The rows that are the same in every house, by the name to give instead of their key."""
    name = SHARED.get(field.related_model._meta.label)
    if name is None:
        return {}
    rows = field.related_model._default_manager.filter(mission=None)
    return dict(rows.order_by("pk").values_list("pk", name))


def _around(table: Table, referred: Referred, told: Mapping[int, str | None]) -> Iterator[Row]:
    keys = sorted(referred.get(table.model, ()))
    for start in range(0, len(keys), 500):
        rows = table.model._default_manager.filter(pk__in=keys[start : start + 500]).order_by("pk")
        if table.model is Person:
            yield from (_person(person, referred, told) for person in rows)
        else:
            yield from _plain_rows(table, rows, referred)


def _addresses(mission: Mission) -> dict[int, str | None]:
    members = Membership.objects.of(mission).with_role(Role.FACILITATOR, Role.SPONSOR, Role.MEMBER)
    return dict(members.order_by("pk").values_list("person_id", "person__email"))


def _person(person: Any, referred: Referred, told: Mapping[int, str | None]) -> Row:
    """Named if she chose to appear by name; otherwise somebody, without more."""
    named = person.presence == Person.Presence.NAME
    if named and person.organisation_id is not None:
        organisation = Person._meta.get_field("organisation").related_model
        referred.setdefault(organisation, set()).add(person.organisation_id)
    return {
        "id": person.pk,
        "name": person.name if named else "",
        "email": told.get(person.pk),
        "presence": person.presence,
        "organisation": person.organisation_id if named else None,
        "is_active": person.is_active,
    }


def _facts_written(container: Container, mission: Mission, referred: Referred) -> Row:
    return _both(container, FACTS, FACT_FIELDS, _facts(mission, referred))


def _facts(mission: Mission, referred: Referred) -> Iterator[Row]:
    for fact in Fact.objects.of(mission.chain).in_order().iterator(chunk_size=2000):
        details = getattr(fact, "details", None)
        if details is not None and details.by_id is not None:
            referred.setdefault(Person, set()).add(details.by_id)
        row = {name: written(getattr(fact, name)) for name in SEALED}
        row["details"] = details and {
            "by": details.by_id,
            "salt": details.salt,
            "particulars": details.particulars,
        }
        yield row


def _written(container: Container, table: Table, rows: Iterable[Row]) -> Row:
    names = [field.name for field in table.fields()]
    if table.label == "voices.Opinion":
        names.remove("id")  # an answer is known by its voice and its idea
    told = _both(container, table.label, names, rows)
    told["left"] = sorted(table.decision.left)
    told["days"] = sorted(table.decision.days)
    return told


def _both(container: Container, label: str, names: list[str], rows: Iterable[Row]) -> Row:
    """A table for programs, then the same for spreadsheets, read once from the store."""
    count = 0
    with SpooledTemporaryFile(IN_MEMORY) as spool:
        words = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
        words.write("\ufeff")
        sheet = csv.writer(words, lineterminator="\r\n")
        sheet.writerow(names)
        with container.file(f"data/{label}.jsonl") as leaf:
            for row in rows:
                leaf.write(line(row))
                sheet.writerow([cell(row[name]) for name in names])
                count += 1
        words.flush()
        container.copy(f"tables/{label}.csv", spool)
        words.detach()
    return {"table": label, "rows": count, "fields": names}


def _manifest(mission: Mission, told: list[Row], files: dict[str, Any], *, addresses: bool) -> Row:
    chain = Chain.objects.filter(name=mission.chain).first()
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_by": f"maven-toolkit {maven.__version__}",
        "schema": _schema(),
        "mission": {"slug": mission.slug, "name": mission.name, "language": mission.language},
        "addresses": addresses,
        "chain": {
            "name": mission.chain,
            "length": chain.length if chain else 0,
            "head": chain.head if chain else "0" * 64,
        },
        "tables": told,
        "stays": _stays(mission.language),
        "files": files,
    }


def _stays(language: str) -> dict[str, str]:
    with translation.override(language):
        return {label: str(one.why) for label, one in staying()}


def _schema() -> dict[str, str]:
    """The last migration of each room: what the columns were when the archive was made."""
    applied = MigrationRecorder(connection).applied_migrations()
    rooms = {table.model._meta.app_label for table in (*tables(), *around())}
    return {room: max(name for app, name in applied if app == room) for room in sorted(rooms)}
