"""Taking a mission in from its archive: whole or not at all, beside what is there, never over it.

In an empty house every key stays what it was, and so does every seal of the journal: its head is the one
that the archive tells. Beside other missions all keys move by one step; the chain is verified as it
came, then sealed again under the new keys, and the house keeps the former head in the fact it records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from maven.archives.leaving import FACTS
from maven.archives.opening import ArchiveUnsound, Opened, Row, wrong
from maven.archives.reacting import let_readers_pass
from maven.archives.reading import Keys, Reader
from maven.archives.sequences import renew_sequences
from maven.archives.survey import Table, around, reached_models, tables
from maven.journal.models import Chain, Fact, FactDetails
from maven.journal.operations import record
from maven.journal.order import announce
from maven.journal.seals import NO_FACT, commitment, digest
from maven.missions.models import Mission
from maven.people.models import Person
from maven.people.operations import CHAIN as HOUSE

AT_ONCE = 1000


class AddressTaken(Exception):
    """Another mission has this address here already: this one needs another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """The mission as it is here now; whether its keys and its seals are those it had."""

    mission: Mission
    unchanged: bool
    rows: dict[str, int]
    facts: int
    head: str


def take_in(*, opened: Opened, slug: str = "", by: Person | None = None, at: datetime) -> TakenIn:
    """Nothing is written unless everything is sound."""
    _look_at_schema(opened)
    _verify(opened)
    try:
        with transaction.atomic():
            return _take_in(opened, slug, by, at)
    except (DatabaseError, UnicodeEncodeError, OverflowError) as refused:
        raise ArchiveUnsound(
            _("The store refuses a value of it: nothing was written.")
        ) from refused


def _take_in(opened: Opened, slug: str, by: Person | None, at: datetime) -> TakenIn:
    announce()
    before = Fact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    keys = Keys(step=_step())
    counts = {}
    for table in (*around(), *tables()):
        counts[table.label] = _table_in(opened, table, keys, slug)
    mission = Mission.objects.get(pk=keys.here(Mission, _only(keys.known.get(Mission, set()))))
    chain = _facts_in(opened, mission, keys)
    renew_sequences()
    let_readers_pass(before)
    record(
        "mission.taken_in",
        mission,
        chain=HOUSE,
        by=by,
        at=at,
        former=opened.chain["head"],
        facts=chain.length,
        unchanged=keys.step == 0,
    )
    return TakenIn(
        mission=mission,
        unchanged=keys.step == 0,
        rows=counts,
        facts=chain.length,
        head=chain.head,
    )


def _only(missions: set[int]) -> int:
    if len(missions) != 1:
        raise ArchiveUnsound(_("It does not hold one mission."))
    return next(iter(missions))


def _look_at_schema(opened: Opened) -> None:
    applied = set(MigrationRecorder(connection).applied_migrations())
    told = opened.manifest["schema"]
    if any((room, name) not in applied for room, name in told.items()):
        raise ArchiveUnsound(
            _("It was made by a newer version of Maven Toolkit: update this one first.")
        )


def _step() -> int:
    """Nothing in an empty house; else more than the largest key there is."""
    if not Mission.objects.exists() and not Person.objects.exists():
        return 0
    every = [*reached_models(), *(table.model for table in around())]
    return max(
        model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0 for model in every
    )


def _table_in(opened: Opened, table: Table, keys: Keys, slug: str) -> int:
    count = 0
    for batch in batched(_new(opened, table, keys, slug), AT_ONCE):
        table.model._default_manager.bulk_create(batch)
        count += len(batch)
    return count


def _new(opened: Opened, table: Table, keys: Keys, slug: str) -> Iterator[models.Model]:
    """The rows to write: those of people and organisations that are here already are found again."""
    for row, made in Reader(opened=opened, table=table, keys=keys).made():
        found = _found_here(made)
        if found is not None:
            keys.found.setdefault(table.model, {})[row["id"]] = found
            continue
        if isinstance(made, Mission):
            _address(made, slug)
        yield made


def _found_here(made: models.Model) -> int | None:
    name = {"people.Person": "email", "people.Organisation": "name"}.get(made._meta.label)
    if name is None or not getattr(made, name):
        return None
    rows = type(made)._default_manager.filter(**{name: getattr(made, name)})
    return rows.values_list("pk", flat=True).first()


def _address(mission: Mission, slug: str) -> None:
    try:
        mission.slug = Mission._meta.get_field("slug").clean(slug or mission.slug, None)
    except ValidationError as refused:
        raise ArchiveUnsound(_("The address of the mission cannot be one.")) from refused
    if Mission.objects.filter(slug=mission.slug).exists():
        raise AddressTaken(mission.slug)


def _facts(opened: Opened) -> Iterator[tuple[Row, Fact]]:
    """The chain as it came, fact by fact."""
    for number, row in opened.rows(FACTS):
        try:
            at = datetime.fromisoformat(row["at"])
            fact = Fact(
                number=int(row["number"]),
                verb=str(row["verb"])[:60],
                subject_kind=str(row["subject_kind"])[:60],
                subject_pk=int(row["subject_pk"]),
                at=at,
                commitment=str(row["commitment"]),
                previous=str(row["previous"]),
                digest=str(row["digest"]),
            )
            details = row["details"]
            if at.tzinfo is None or not _details_hold(fact, details):
                raise ValueError(number)
        except (KeyError, TypeError, ValueError) as refused:
            raise wrong(FACTS, number, _("this is no fact of the chain")) from refused
        yield row, fact


def _details_hold(fact: Fact, details: Any) -> bool:
    if details is None:
        return True
    sealed = commitment(str(details["salt"])[:32], details["by"], dict(details["particulars"]))
    return sealed == fact.commitment


def _verify(opened: Opened) -> None:
    """Reads the whole chain; one that was edited, cut or reordered is not taken in."""
    told, head, length = opened.chain, NO_FACT, 0
    for _row, fact in _facts(opened):
        length += 1
        if (fact.number, fact.previous, fact.digest) != (
            length,
            head,
            digest(fact, told["name"]),
        ):
            raise wrong(FACTS, length, _("this is no fact of the chain"))
        head = fact.digest
    if (length, head) != (told["length"], told["head"]):
        raise ArchiveUnsound(_("Its journal does not end as its manifest tells."))


def _facts_in(opened: Opened, mission: Mission, keys: Keys) -> Chain:
    if keys.step == 0 and mission.chain != opened.chain["name"]:
        raise ArchiveUnsound(_("Its journal is that of another mission."))
    chain = Chain.objects.create(name=mission.chain)
    head = NO_FACT
    for batch in batched(_facts(opened), AT_ONCE):
        facts, details = [], []
        for row, fact in batch:
            fact.chain, told = chain, row["details"]
            if told is not None:
                told = FactDetails(
                    fact=fact,
                    by_id=_author(keys, told["by"]),
                    salt=told["salt"],
                    particulars=told["particulars"],
                )
                details.append(told)
            if keys.step:
                _seal_again(fact, told, mission.chain, head, keys)
            head = fact.digest
            facts.append(fact)
        Fact.objects.bulk_create(facts)
        for one in details:
            one.fact_id = one.fact.pk
        FactDetails.objects.bulk_create(details)
        chain.length, chain.head = facts[-1].number, head
    chain.save(update_fields=["length", "head"])
    return chain


def _author(keys: Keys, by: int | None) -> int | None:
    if by is None:
        return None
    if by not in keys.known.get(Person, ()):
        raise ArchiveUnsound(_("A fact of its journal is by somebody who is not in the archive."))
    return keys.here(Person, by)


def _seal_again(fact: Fact, details: FactDetails | None, chain: str, head: str, keys: Keys) -> None:
    kind = Person if fact.subject_kind == "people.person" else Mission
    fact.subject_pk = keys.here(kind, fact.subject_pk)
    if details is not None:
        fact.commitment = commitment(details.salt, details.by_id, details.particulars)
    fact.previous = head
    fact.digest = digest(fact, chain)
