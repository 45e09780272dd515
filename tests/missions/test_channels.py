"""Doubtful addresses, printed sheets, and by which way people came."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from maven.missions import operations
from maven.missions.doubts import box_of, is_one_slip, meant_by
from maven.missions.models import Channel, Invitation, Membership, Mission
from maven.missions.operations import Guest
from tests import cast

PAGE = reverse("missions:invitations", args=["paca"])
GO = reverse("missions:letters", args=["paca"])
SHEETS = reverse("missions:sheets", args=["paca"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zoe@gmial.com", "zoe@gmail.com"),
        ("zoe@gmal.com", "zoe@gmail.com"),
        ("zoe@gmaill.com", "zoe@gmail.com"),
        ("zoe@orangr.fr", "zoe@orange.fr"),
        ("zoe@hotmial.fr", "zoe@hotmail.fr"),
        ("zoe@tilleuls.con", "zoe@tilleuls.com"),
        ("zoe@gmail.com", ""),
        ("zoe@mail.com", ""),
        ("zoe@ymail.com", ""),
        ("zoe@tilleuls.fr", ""),
        ("zoe@departement-fictif.fr", ""),
    ],
)
def test_a_slip_in_a_usual_domain_is_seen(typed, meant):
    assert meant_by(typed) == meant


def test_one_slip_is_one_letter_or_two_exchanged():
    assert is_one_slip("abdc", "abcd")
    assert not is_one_slip("abcd", "abcd")
    assert not is_one_slip("abcdef", "abcd")
    assert not is_one_slip("badc", "abcd")
    assert box_of("jo.e+x@gmail.com") == "joe@gmail.com"


def test_doubtful_addresses_are_shown_before_and_left_aside_unless_ticked(paca, as_, send):
    as_(cast.minh())
    cast.person("Léa Déjà", "lea@gmail.com")
    operations.join(
        mission=paca,
        role="member",
        invited_by=None,
        by=cast.person("Léa Déjà", "lea@gmail.com"),
        at=cast.NOON,
    )
    pasted = "Zoé Tilleul <zoe@gmial.com>\nl.ea@gmail.com\nnoreply@exemple.fr\nbo@exemple.fr\nbo+x@exemple.fr"
    shown = send(PAGE, {"addresses": pasted, "role": "member", "word": "Bonjour"})
    doubts = [(one.found.email, one.doubt) for one in shown.context["preview"].doubtful]
    assert doubts == [
        ("zoe@gmial.com", "typo"),
        ("l.ea@gmail.com", "member"),
        ("noreply@exemple.fr", "nobody"),
        ("bo+x@exemple.fr", "same box"),
    ]
    assert "« zoe@gmail.com » est bien plus courant" in re.sub(r"[\u202f\xa0]", " ", shown.text)
    form = {
        name: re.search(rf'name="{name}" value="([^"]*)"', shown.text)[1]
        for name in ("role", "addresses", "word")
    }
    [ticked] = [row for row in shown.text.split('value="') if row.startswith("zoe@gmail.com;")]
    send(GO, {**form, "also": [ticked.partition('"')[0]]})
    invited = {one.email: (one.name, one.word) for one in Invitation.objects.all()}
    assert invited == {
        "zoe@gmail.com": ("Zoé Tilleul", "Bonjour"),
        "bo@exemple.fr": ("", "Bonjour"),
    }


def test_two_thousand_addresses_at_once_in_as_few_questions_as_two(
    paca, as_, send, django_assert_max_num_queries
):
    as_(cast.minh())
    asked = []
    for count in (2, 300):
        guests = [Guest(email=f"a{count}x{n}@b.fr", name="", role="member") for n in range(count)]
        with django_assert_max_num_queries(40) as seen:
            operations.invite_many(mission=paca, guests=guests, by=cast.minh(), at=timezone.now())
        asked.append(len(seen.captured_queries))
    assert asked[1] <= asked[0] + 2
    many = "\n".join(f"a{n}@exemple.fr" for n in range(2000))
    response = send(PAGE, {"addresses": many, "role": "member"})
    assert len(response.context["preview"].new) == 2000


def test_sheets_print_the_same_links_again_and_looking_changes_nothing(paca, as_, send, client):
    as_(cast.minh())
    form = {"addresses": "Nadia Bel <nadia@exemple.fr>", "role": "member", "send": "sheets"}
    answer = send(GO, form)
    assert (answer.status_code, answer.url) == (303, SHEETS)
    before = list(Invitation.objects.values())
    pages = [client.get(SHEETS).text for _ in range(2)]
    links = [re.search(r"testserver(/i/[^<\s]+)<", page)[1] for page in pages]
    assert links[0] == links[1]
    assert "<svg" in pages[0]
    assert "Nadia Bel" in pages[0]
    client.logout()
    assert client.get(links[0]).status_code == 200
    assert list(Invitation.objects.values()) == before
    assert Invitation.objects.get().state == "printed"
    as_(cast.theo())
    send(links[0])
    assert Membership.objects.between(paca, cast.theo()).channel == Channel.SHEET
    as_(cast.minh())
    assert "Personne n’attend de billet" in client.get(SHEETS).text


def test_renewing_an_invitation_ends_its_sheet_as_well(paca):
    old = operations.invite(
        mission=paca, email="a@b.fr", name="", role="member", by=cast.minh(), at=timezone.now()
    ).invitation
    sheet = old.link("sheet")
    assert operations.invitation_behind(sheet).by_sheet
    operations.invite(
        mission=paca, email="a@b.fr", name="", role="member", by=cast.minh(), at=timezone.now()
    )
    with pytest.raises(operations.InvitationUnknown):
        operations.invitation_behind(sheet)


@pytest.mark.parametrize(
    ("sent_by", "link", "way"),
    [
        ("email", "letter", "email"),
        ("email", "sheet", "sheet"),
        ("import", "letter", "import"),
        ("sheet", "letter", "email"),
    ],
)
def test_the_way_in_is_the_link_that_was_opened(paca, sent_by, link, way):
    [made] = operations.invite_many(
        mission=paca,
        guests=[Guest(email="a@b.fr", name="", role="member")],
        channel=sent_by,
        by=cast.minh(),
        at=timezone.now(),
    )
    found = operations.invitation_behind(made.link(link))
    part = operations.accept_invitation(invitation=found, by=cast.theo(), at=timezone.now())
    assert part.channel == way


def test_the_poster_the_public_address_and_who_comes_back(paca, as_, send, client):
    as_(cast.theo())
    door = client.get(f"/r/{paca.pk}/").headers["Location"]
    assert 'name="par" value="affiche"' in client.get(door).text
    join = reverse("missions:membership", args=["paca"])
    send(join, {"par": "affiche"})
    assert Membership.objects.between(paca, cast.theo()).channel == Channel.POSTER
    send(reverse("missions:departure", args=["paca"]))
    send(join)
    assert Membership.objects.between(paca, cast.theo()).channel == Channel.LINK


def test_who_has_joined_and_from_where_is_told_in_numbers(
    paca, as_, client, django_assert_max_num_queries
):
    body = cast.organisation("Atelier des Tilleuls", "private")
    karim = cast.karim()
    karim.organisation = body
    karim.save()
    Membership.objects.filter(person=cast.lucie()).update(channel="")
    operations.invite_many(
        mission=paca,
        guests=[Guest(email="a@b.fr", name="", role="member")],
        channel=Channel.IMPORT,
        by=cast.minh(),
        at=timezone.now(),
    )
    as_(cast.minh())
    with django_assert_max_num_queries(30):
        page = client.get(PAGE)
    arrivals = page.context["arrivals"]
    ways = {one.label: (one.invited, one.joined) for one in arrivals.ways}
    assert ways["a lancé la mission"] == (0, 1)
    assert ways["par une lettre, depuis un fichier"] == (1, 0)
    assert ways["non connu : venu avant qu'on le note"] == (0, 1)
    assert arrivals.joined == 5
    assert [(one.joined, one.organisations) for one in arrivals.origins] == [
        (4, []),
        (1, [("Atelier des Tilleuls", 1)]),
    ]
    assert Mission.objects.count() == 1


def test_a_file_of_people_tells_who_said_no_before_anything(
    paca, as_, send, client, settings, tmp_path
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from maven.missions.models import LetterRefusal
    from maven.missions.models.letter_refusal import key_of

    settings.VAR = tmp_path
    settings.LIMITS = {"letters": 1}
    LetterRefusal.objects.create(key=key_of("non@exemple.fr"), asked_at=timezone.now())
    [one] = operations.invite_many(
        mission=paca,
        guests=[Guest(email="merci@exemple.fr", name="", role="member")],
        by=cast.minh(),
        at=timezone.now(),
    )
    operations.decline_invitation(invitation=one, by=None, at=timezone.now())
    as_(cast.minh())
    table = (
        "email\nnon@exemple.fr\nmerci@exemple.fr\nkarim+x@example.org\nb@gmial.com\nc@exemple.fr\n"
    )
    new = reverse("missions:import_new", args=["paca", "people"])
    file = SimpleUploadedFile("liste.csv", table.encode())
    look = send(new, {"file": file, "role": "member"}).headers["Location"]
    page = client.get(look)
    assert [(t.excerpt, t.code) for t in page.context["refusals"]] == [
        ("non@exemple.fr", "letters-refused"),
        ("merci@exemple.fr", "declined"),
    ]
    assert page.text.index("ont dit non") < page.text.index("nouvelles")
    assert [t.code for t in page.context["notices"]] == ["near-member", "typo"]
    form = {
        "fingerprint": page.context["seen"].fingerprint,
        "read": page.context["seen"].read,
        "column-0": "email",
    }
    go = reverse("missions:import_confirmation", args=["paca", "people", page.context["key"]])
    assert send(go, form).status_code == 303
    assert Invitation.objects.count() == 1, "three letters are more than one"
    settings.LIMITS = {}
    send(go, form)
    assert Invitation.objects.filter(channel="import").count() == 3


def test_who_takes_a_greater_part_came_by_the_first_way(paca):
    salome = operations.join(
        mission=paca,
        role="member",
        invited_by=None,
        channel=Channel.EMAIL,
        by=cast.salome(),
        at=timezone.now(),
    )
    assert (salome.role, salome.channel) == ("member", Channel.LINK)
