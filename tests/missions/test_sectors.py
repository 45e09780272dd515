import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from maven.journal.models import Fact
from maven.missions.models import Placement, Sector
from maven.missions.operations import sectors as verbs
from maven.missions.seats import Sectors, is_in_use, sectors_proposed_to, sizes_of
from maven.people.models import Organisation, Person
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(paca):
    return reverse("missions:sectors", args=["paca"])


def by_minh(**particulars):
    return {**particulars, "by": cast.minh(), "at": cast.NOON}


def sector(paca, key):
    return paca.sectors.get(key=key)


def titles(paca):
    return [one.title for one in Sector.objects.of(paca).standing().in_order()]


def verbs_of(paca):
    return [fact.verb for fact in Fact.objects.of(paca.chain).in_order()][-1:]


def of_lucie(paca, name="Banque des Pins", key="finance"):
    made = cast.organisation(name, key)
    Person.objects.filter(name__startswith="Lucie").update(organisation=made)
    return made


def test_a_mission_begins_with_the_seven_of_the_method(paca):
    assert titles(paca) == [str(label) for label in Organisation.Sector.labels]


def test_a_sector_is_added_last_and_renamed(paca):
    made = verbs.add_sector(mission=paca, name="Pêche", **by_minh())
    assert titles(paca)[-1] == "Pêche"
    verbs.rename_sector(sector=made, name="Pêche et mer", **by_minh())
    assert titles(paca)[-1] == "Pêche et mer"
    assert verbs_of(paca) == ["sector.renamed"]


def test_the_first_sector_of_an_empty_list_is_the_first(paca):
    paca.sectors.all().delete()
    assert verbs.add_sector(mission=paca, name="Pêche", **by_minh()).rank == 0


@pytest.mark.parametrize("name", ["entreprises", "ÉDUCATION", "education"])
def test_two_sectors_never_read_the_same(paca, name):
    with pytest.raises(verbs.SectorAlreadyNamed):
        verbs.add_sector(mission=paca, name=name, **by_minh())
    with pytest.raises(verbs.SectorAlreadyNamed):
        verbs.rename_sector(sector=sector(paca, "finance"), name=name, **by_minh())


def test_a_sector_may_be_given_its_own_name_with_other_capitals(paca):
    verbs.rename_sector(sector=sector(paca, "finance"), name="FINANCEMENT", **by_minh())
    assert "FINANCEMENT" in titles(paca)


def test_sectors_move_one_place_and_stop_at_the_ends(paca):
    first, last = sector(paca, "public"), sector(paca, "citizens")
    before = titles(paca)
    verbs.move_sector(sector=first, up=True, **by_minh())
    verbs.move_sector(sector=last, up=False, **by_minh())
    assert titles(paca) == before
    verbs.move_sector(sector=first, up=False, **by_minh())
    assert titles(paca)[:2] == [before[1], before[0]]
    verbs.move_sector(sector=first, up=True, **by_minh())
    assert titles(paca) == before


def test_a_retired_sector_keeps_its_people_and_is_proposed_no_more(paca):
    of_lucie(paca)
    finance = sector(paca, "finance")
    for _ in range(2):  # saying it twice is one fact
        verbs.retire_sector(sector=finance, **by_minh())
    assert sizes_of(paca) == {finance.pk: 1}
    assert "finance" not in sectors_proposed_to(cast.karim())
    for _ in range(2):
        verbs.restore_sector(sector=finance, **by_minh())
    assert "finance" in sectors_proposed_to(cast.karim())
    assert Fact.objects.of(paca.chain).with_verbs("sector.retired", "sector.restored").count() == 2


def test_a_sector_in_use_is_not_erased_and_an_empty_one_is(paca):
    banque = of_lucie(paca)
    finance, research = sector(paca, "finance"), sector(paca, "research")
    with pytest.raises(verbs.SectorInUse):
        verbs.delete_sector(sector=finance, **by_minh())
    verbs.place_organisation(mission=paca, organisation=banque, sector=research, **by_minh())
    with pytest.raises(verbs.SectorInUse):
        verbs.delete_sector(sector=research, **by_minh())
    verbs.delete_sector(sector=finance, **by_minh())
    assert not paca.sectors.filter(key="finance").exists()
    assert [one.rank for one in Sector.objects.of(paca).in_order()] == [0, 1, 2, 3, 4, 5]


def test_what_is_joined_to_another_is_in_it_and_so_is_what_comes_later(paca):
    banque = of_lucie(paca)
    finance, private = sector(paca, "finance"), sector(paca, "private")
    research = sector(paca, "research")
    placed = cast.organisation("Laboratoire fictif", "public")
    verbs.place_organisation(mission=paca, organisation=placed, sector=finance, **by_minh())
    verbs.merge_sector(sector=research, into=finance, **by_minh())
    verbs.merge_sector(sector=finance, into=private, **by_minh())
    assert sizes_of(paca) == {private.pk: 1}
    assert Placement.objects.get(organisation=placed).sector == private
    Organisation.objects.filter(pk=banque.pk).update(sector="research")
    assert sizes_of(paca) == {private.pk: 1}, "a key that was joined to it leads to the last one"
    assert "Financement" not in titles(paca)
    with pytest.raises(verbs.SectorInUse):
        verbs.delete_sector(sector=private, **by_minh())


def test_nothing_is_joined_or_placed_across_missions(paca):
    foreign = sector(cast.elsewhere(), "public")
    with pytest.raises(verbs.SectorsOfTwoMissions):
        verbs.merge_sector(sector=sector(paca, "public"), into=foreign, **by_minh())
    with pytest.raises(verbs.SectorsOfTwoMissions):
        verbs.place_organisation(
            mission=paca, organisation=cast.organisation(), sector=foreign, **by_minh()
        )


def test_another_mission_places_the_same_organisation_elsewhere(paca):
    banque = of_lucie(paca)
    verbs.place_organisation(
        mission=paca, organisation=banque, sector=sector(paca, "citizens"), **by_minh()
    )
    assert is_in_use(sector(paca, "citizens"))
    assert not is_in_use(sector(cast.elsewhere(), "citizens"))
    assert Sectors(paca).title(None) == "Milieu non précisé"


@pytest.mark.parametrize(
    "fields",
    [{"key": "public"}, {"key": "space"}, {"key": "", "name": ""}],
)
def test_the_store_refuses_what_is_no_sector(paca, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Sector.objects.create(mission=paca, rank=9, **fields)


def test_the_team_edits_the_list_by_its_page(paca, as_, send, page):
    client = as_(cast.minh())
    assert send(page, {"name": " Pêche "}).status_code == 303
    made = paca.sectors.get(name="Pêche")
    at = {
        act: reverse(f"missions:sector_{act}", args=["paca", made.pk])
        for act in ("name", "rank", "retirement", "merger", "deletion")
    }
    assert send(at["name"], {"name": "Mer"}).status_code == 303
    assert send(at["rank"], {"up": "1"}).url.endswith(f"#milieu-{made.pk}")
    assert titles(paca)[-2] == "Mer"
    send(at["rank"], {"up": "0"})
    send(at["retirement"], {"retired": "1"})
    assert "est plus proposé" in client.get(page).text
    send(at["retirement"], {"retired": "0"})
    assert send(at["merger"], {"sector": sector(paca, "public").pk}).status_code == 303
    assert "« Mer » fait partie de « Public »" in client.get(page).text.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")
    empty = sector(paca, "finance")
    send(reverse("missions:sector_deletion", args=["paca", empty.pk]))
    assert not paca.sectors.filter(pk=empty.pk).exists()


def test_what_cannot_be_done_is_told_and_changes_nothing(paca, as_, send, page):
    of_lucie(paca)
    client = as_(cast.minh())
    finance = sector(paca, "finance")
    at = {
        act: reverse(f"missions:sector_{act}", args=["paca", finance.pk])
        for act in ("name", "merger", "deletion")
    }
    before = titles(paca)
    for form in ({"name": ""}, {"name": "Entreprises"}, {"name": "x" * 61}):
        assert send(page, form).status_code == 422
        assert send(at["name"], form).status_code == 422
    foreign = sector(cast.elsewhere(), "public").pk
    for wrong in ("", "x", finance.pk, foreign):
        assert send(at["merger"], {"sector": wrong}).status_code == 303
    assert "Choisissez le milieu auquel le joindre" in client.get(page).text
    assert send(at["deletion"]).status_code == 303
    assert titles(paca) == before


def test_the_sectors_of_another_mission_are_absent(paca, as_, send):
    foreign = sector(cast.elsewhere(), "public")
    as_(cast.minh())
    for act in ("name", "rank", "retirement", "merger", "deletion"):
        there = reverse(f"missions:sector_{act}", args=["paca", foreign.pk])
        assert send(there, {"name": "x"}).status_code == 404


def test_sectors_proposed_are_those_of_ones_missions_and_say_which_when_there_are_several(paca):
    assert list(sectors_proposed_to(cast.theo())) == Organisation.Sector.values
    made = verbs.add_sector(mission=paca, name="Pêche", **by_minh())
    karim = sectors_proposed_to(cast.karim())[str(made.pk)]
    assert (karim.title, karim.sector, karim.row) == ("Pêche", "", made)
    verbs.rename_sector(sector=sector(paca, "finance"), name="Banques", **by_minh())
    cast.mission("Autre", by=cast.karim(), slug="autre")
    proposed = sectors_proposed_to(cast.karim()).values()
    assert [each.title for each in proposed if "(" in each.title] == [
        f"Banques ({paca.name})",
        f"Pêche ({paca.name})",
    ]
    assert [each.sector for each in proposed if "Banques" in each.title] == ["finance"]
