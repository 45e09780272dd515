"""The list of sectors of a mission, edited by the facilitation team."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maven.missions.access import in_mission
from maven.missions.drawn import held
from maven.missions.forms import ChoiceOfSector, SectorForm
from maven.missions.models import Mission, Sector
from maven.missions.operations import sectors as verbs
from maven.missions.organisations import organisation_in
from maven.missions.seats import sizes_of
from maven.people.http import Request, see_other


@in_mission("missions.edit_sectors")
def sectors(request: Request, mission: Mission) -> HttpResponse:
    form = SectorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.add_sector(
                mission=mission,
                name=form.cleaned_data["name"],
                by=request.user,
                at=timezone.now(),
            )
        except verbs.SectorAlreadyNamed:
            form.add_error("name", _("A sector of this mission has this name already."))
        else:
            messages.success(request, _("The sector is added."))
            return see_other("missions:sectors", mission.slug)
    return _list(request, mission, form)


def _list(
    request: Request, mission: Mission, form: SectorForm, *, edited: int | None = None
) -> HttpResponse:
    """`edited`: the sector that the form names; without one, the form adds a sector."""
    sizes = sizes_of(mission)
    rows = list(Sector.objects.of(mission).standing().in_order())
    named = {row: form if edited == row.pk else naming(row) for row in rows}
    return render(
        request,
        "missions/sectors.html",
        {
            "form": form,
            "edited": edited,
            "rows": [(row, sizes.get(row.pk, 0), named[row]) for row in rows],
            "merged": list(Sector.objects.of(mission).merged().in_order()),
        },
        status=422 if form.errors else 200,
    )


def naming(sector: Sector, data: QueryDict | None = None) -> SectorForm:
    return SectorForm(data, row=sector, initial={"name": sector.title})


def _standing(mission: Mission, pk: int) -> Sector:
    found: Sector = get_object_or_404(
        Sector.objects.of(mission).standing().select_related("mission"), pk=pk
    )
    return found


@require_POST
@in_mission("missions.edit_sectors")
def name(request: Request, mission: Mission, pk: int) -> HttpResponse:
    held(request, mission)  # as the verb does
    sector = _standing(mission, pk)
    form = naming(sector, request.POST)
    if not form.is_valid():
        return _list(request, mission, form, edited=pk)
    try:
        verbs.rename_sector(
            sector=sector, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        )
    except verbs.SectorAlreadyNamed:
        form.add_error("name", _("A sector of this mission has this name already."))
        return _list(request, mission, form, edited=pk)
    messages.success(request, _("The sector has its new name."))
    return _back(mission, sector)


@require_POST
@in_mission("missions.edit_sectors")
def rank(request: Request, mission: Mission, pk: int) -> HttpResponse:
    sector = _standing(mission, pk)
    up = request.POST.get("up") == "1"
    verbs.move_sector(sector=sector, up=up, by=request.user, at=timezone.now())
    return _back(mission, sector)


@require_POST
@in_mission("missions.edit_sectors")
def retirement(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """No longer proposed, or proposed again."""
    sector = _standing(mission, pk)
    if request.POST.get("retired") == "1":
        verbs.retire_sector(sector=sector, by=request.user, at=timezone.now())
        messages.success(request, _("This sector is no longer proposed; who is in it stays there."))
    else:
        verbs.restore_sector(sector=sector, by=request.user, at=timezone.now())
        messages.success(request, _("This sector is proposed again."))
    return _back(mission, sector)


@require_POST
@in_mission("missions.edit_sectors")
def merger(request: Request, mission: Mission, pk: int) -> HttpResponse:
    sector = _standing(mission, pk)
    form = ChoiceOfSector(
        request.POST, among=Sector.objects.of(mission).standing().exclude(pk=sector.pk)
    )
    if not form.is_valid():
        messages.error(request, _("Choose the sector to join it to."))
        return _back(mission, sector)
    into = form.cleaned_data["sector"]
    verbs.merge_sector(sector=sector, into=into, by=request.user, at=timezone.now())
    told = _("“%(sector)s” is now part of “%(into)s”.")
    messages.success(request, told % {"sector": sector.title, "into": into.title})
    return see_other("missions:sectors", mission.slug, anchor=f"#milieu-{into.pk}")


@require_POST
@in_mission("missions.edit_sectors")
def deletion(request: Request, mission: Mission, pk: int) -> HttpResponse:
    sector = _standing(mission, pk)
    try:
        verbs.delete_sector(sector=sector, by=request.user, at=timezone.now())
    except verbs.SectorInUse:
        messages.error(
            request, _("Somebody is in this sector: join it to another, or retire it instead.")
        )
        return _back(mission, sector)
    messages.success(request, _("The sector is erased."))
    return see_other("missions:sectors", mission.slug)


@require_POST
@in_mission("missions.edit_sectors")
def placement(request: Request, mission: Mission, pk: int) -> HttpResponse:
    """Says which sector of the mission an organisation belongs to."""
    organisation = organisation_in(mission, pk)
    form = ChoiceOfSector(request.POST, among=Sector.objects.of(mission).standing())
    if form.is_valid():
        verbs.place_organisation(
            mission=mission,
            organisation=organisation,
            sector=form.cleaned_data["sector"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The organisation is in its sector."))
    else:
        messages.error(request, _("Choose a sector of this mission."))
    return see_other("missions:organisation", mission.slug, organisation.slug, organisation.pk)


def _back(mission: Mission, sector: Sector) -> HttpResponse:
    return see_other("missions:sectors", mission.slug, anchor=f"#milieu-{sector.pk}")
