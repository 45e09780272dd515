"""The jobs of the reports: what needs the arithmetic of the method."""

from django.db import transaction
from django.tasks import task

from maven.missions.models import Mission
from maven.reports.assumptions import from_json
from maven.reports.estimating import estimate_of, fingerprint_of, forecast_of, logged_of
from maven.reports.models import Quotation
from maven.reports.quotation_queries import read_now


@task
def estimate_effort(mission_pk: int) -> None:
    """What the quotations that are read give now. The same assumptions are reckoned once."""
    mission = Mission.objects.filter(pk=mission_pk).first()
    for found in read_now(mission) if mission else ():
        _reckon(found)


def _reckon(found: Quotation) -> None:
    assumptions = from_json(found.assumptions)
    logged = logged_of(found.mission, assumptions)
    estimated, foreseen = fingerprint_of(assumptions), fingerprint_of(assumptions, logged)
    changes: dict[str, object] = {}
    if found.issued_at is None and found.estimate_of != estimated:
        changes |= {"estimate": estimate_of(assumptions), "estimate_of": estimated}
    if found.forecast_of != foreseen:
        forecast = forecast_of(assumptions, logged) if logged else None
        changes |= {"forecast": forecast, "forecast_of": foreseen}
    if changes:
        _keep(found, changes)


@transaction.atomic
def _keep(found: Quotation, changes: dict[str, object]) -> None:
    """What was saved meanwhile stands, for another job is asked for it; so does what was issued."""
    row = Quotation.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if row is None or row.assumptions != found.assumptions:
        return
    if row.issued_at is not None:
        changes = {name: changes[name] for name in changes if name.startswith("forecast")}
    Quotation.objects.filter(pk=found.pk).update(**changes)
