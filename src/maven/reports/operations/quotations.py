"""A quotation: drafted, revised, issued for good; then a new version may be drafted."""

from datetime import datetime
from typing import Any

from django.db import transaction

from maven.journal.operations import record
from maven.missions.models import Mission
from maven.people.models import Person
from maven.reports.assumptions import Assumptions, from_json, to_json
from maven.reports.estimating import fingerprint_of
from maven.reports.models import Quotation
from maven.reports.models.quotation import QuotationQuerySet


class QuotationIssued(Exception):
    """What was handed to the sponsor is not rewritten: a new version is drafted."""


class NothingToIssue(Exception):
    """There is no draft, or what it gives is still being computed."""


class DraftStands(Exception):
    """One draft at a time: it is revised, or issued."""


@transaction.atomic
def save_quotation(
    *,
    mission: Mission,
    title: str,
    sprints_planned: int,
    assumptions: Assumptions,
    by: Person,
    at: datetime,
) -> Quotation:
    """The draft says this now; the first one is version 1."""
    rows = _held(mission)
    draft = rows.drafts().first()
    said: dict[str, Any] = {
        "title": title,
        "sprints_planned": sprints_planned,
        "assumptions": to_json(assumptions),
    }
    if draft is None:
        if rows.issued().exists():
            raise QuotationIssued
        draft = Quotation.objects.create(mission=mission, version=1, made_at=at, made_by=by, **said)
        record("quotation.drafted", draft, chain=mission.chain, by=by, at=at, version=1)
    elif any(getattr(draft, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(said))
        record("quotation.revised", draft, chain=mission.chain, by=by, at=at, version=draft.version)
    return draft


@transaction.atomic
def issue_quotation(*, mission: Mission, by: Person, at: datetime) -> Quotation:
    """The sponsor reads it from now on, and it stays as it is."""
    draft = _held(mission).drafts().first()
    if draft is None or draft.estimate_of != fingerprint_of(from_json(draft.assumptions)):
        raise NothingToIssue
    draft.issued_at, draft.issued_by = at, by
    draft.save(update_fields=["issued_at", "issued_by"])
    days = (draft.estimate or {})["whole"]["days"]
    record(
        "quotation.issued",
        draft,
        chain=mission.chain,
        by=by,
        at=at,
        version=draft.version,
        half=round(days["p50"], 1),
        prudent=round(days["p80"], 1),
    )
    return draft


@transaction.atomic
def draft_again(*, mission: Mission, by: Person, at: datetime) -> Quotation:
    """A new version, which begins as the last one ended."""
    rows = _held(mission)
    if rows.drafts().exists():
        raise DraftStands
    last = rows.issued().latest_first().first()
    if last is None:
        raise NothingToIssue
    draft = Quotation.objects.create(
        mission=mission,
        version=last.version + 1,
        title=last.title,
        sprints_planned=last.sprints_planned,
        assumptions=last.assumptions,
        estimate=last.estimate,
        estimate_of=last.estimate_of,
        forecast=last.forecast,
        forecast_of=last.forecast_of,
        made_at=at,
        made_by=by,
    )
    record("quotation.drafted", draft, chain=mission.chain, by=by, at=at, version=draft.version)
    return draft


def _held(mission: Mission) -> QuotationQuerySet:
    """The quotations of a mission that nobody else writes until this is done."""
    Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    return Quotation.objects.of(mission)
