"""Recording a fact, and checking that none was changed since.

A fact's digest seals its place, verb, subject, instant and the digest before it. Who did it, and
the particulars, enter by a salted commitment: they can be erased without breaking the chain.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from maven.journal.models import Chain, Fact, FactDetails
from maven.journal.order import announce
from maven.journal.seals import commitment, digest


class JournalTampered(Exception):
    """The journal no longer tells what it told: the chain is broken at a named fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What a check of a chain found: how many facts, and its head."""

    chain: str
    length: int
    head: str


@transaction.atomic
def record(
    verb: str,
    subject: models.Model,
    *,
    chain: str,
    by: AbstractBaseUser | None,
    at: datetime,
    **particulars: Any,
) -> Fact:
    """Adds one fact to a chain, in the transaction of what it tells."""
    announce()
    link = Chain.objects.select_for_update().filter(name=chain).first()
    if link is None:
        Chain.objects.get_or_create(name=chain)
        link = Chain.objects.select_for_update().get(name=chain)
    salt = secrets.token_hex(16)
    author = by.pk if by is not None else None
    fact = Fact(
        chain=link,
        number=link.length + 1,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_pk=subject.pk,
        at=at,
        commitment=commitment(salt, author, particulars),
        previous=link.head,
    )
    fact.digest = digest(fact, chain)
    fact.save(force_insert=True)
    FactDetails.objects.create(fact=fact, by_id=author, salt=salt, particulars=particulars)
    link.length, link.head = fact.number, fact.digest
    link.save(update_fields=["length", "head"])
    return fact


def verify(chain: str, *, since: str | None = None) -> Soundness:
    """Reads a chain from its first fact; raises where it was edited, cut, reordered or forked.

    `since` is a head published earlier: it must still be among the digests.
    """
    head, number, seen = "0" * 64, 0, since is None or since == "0" * 64
    for fact in Fact.objects.of(chain).in_order().iterator(chunk_size=2000):
        number += 1
        if fact.number != number or fact.previous != head or fact.digest != digest(fact, chain):
            raise JournalTampered(f"{chain}: fact {fact.number} does not follow fact {number - 1}")
        details = getattr(fact, "details", None)
        if details is not None and fact.commitment != commitment(
            details.salt, details.by_id, details.particulars
        ):
            raise JournalTampered(f"{chain}: the particulars of fact {fact.number} were changed")
        head = fact.digest
        seen = seen or head == since
    link = Chain.objects.filter(name=chain).first()
    if link is not None and (link.length, link.head) != (number, head):
        raise JournalTampered(f"{chain}: {link.length} facts were sealed, {number} are there")
    if not seen:
        raise JournalTampered(f"{chain}: the published head is no longer in the chain")
    return Soundness(chain=chain, length=number, head=head)
