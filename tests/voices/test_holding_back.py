"""Links, copies and floods: held back with a kind word, before anybody else reads them."""

import pytest

from maven.people.links import links_in
from maven.people.models import Person
from maven.voices import operations
from maven.voices.models import Statement, Voice
from maven.voices.queries import close_ones
from tests import cast

OPEN_ON_SUNDAY = "Ouvrir la médiathèque du centre le dimanche matin"
ALMOST = "Ouvrir la médiathèque du centre, dimanche matin"


@pytest.fixture
def call(paca):
    return cast.consultation(paca, statements=2)


def voice(call, guest="g1", person=None):
    who = Voice(person=person, guest_digest="" if person else guest)
    return operations.welcome(consultation=call, voice=who, at=cast.NOON)


def submit(call, words, author, **more):
    return operations.submit_statement(
        consultation=call, author=author, words=words, at=cast.NOON, **more
    )


@pytest.mark.parametrize(
    ("words", "links"),
    [
        ("Des pistes cyclables à 30 km/h. Oui.", 0),
        ("Le prix est de 3.50 euros, etc.", 0),
        ("Voir https://a.example/x et www.b.fr", 2),
        ("achetez sur super-promo.shop vite", 1),
        ("mailto:a@b.example", 1),
        ("HTTP://A.EXAMPLE", 1),
    ],
)
def test_links_are_seen_with_or_without_their_scheme(words, links):
    assert links_in(words) == links


def test_a_new_voice_writes_no_link_and_a_known_one_writes_one(call):
    new, person = voice(call), cast.lucie()
    with pytest.raises(operations.TooManyLinks) as told:
        submit(call, "Lisez https://a.example", new)
    assert told.value.most == 0
    assert str(told.value) == "0 at most"
    first = submit(call, "Une première idée", voice(call, person=person))
    operations.accept_statement(statement=first, by=cast.minh(), at=cast.NOON)
    elsewhere = cast.consultation(call.mission, "Une autre question ?")
    known = voice(elsewhere, person=person)
    submit(elsewhere, "Comme ici : https://a.example", known)
    with pytest.raises(operations.TooManyLinks):
        submit(elsewhere, "https://a.example et https://b.example", known)
    submit(call, "La page de l'équipe : https://a.example", new, by=cast.minh(), accepted=True)


def test_nearly_the_same_idea_is_pointed_at_and_one_may_say_it_is_another(call):
    there = submit(call, OPEN_ON_SUNDAY, None, accepted=True, by=cast.minh())
    with pytest.raises(operations.CloseIdea) as told:
        submit(call, ALMOST, voice(call))
    assert told.value.statement == there
    assert not isinstance(told.value, operations.OwnCloseIdea)
    submit(call, "Ne pas " + OPEN_ON_SUNDAY.lower(), voice(call))
    submit(call, ALMOST, voice(call), different=True)
    with pytest.raises(operations.OwnCloseIdea):
        submit(call, ALMOST + " ici", voice(call), different=True)


def test_what_waits_is_not_shown_to_others_and_the_team_sees_the_copies(call, as_):
    one = submit(call, OPEN_ON_SUNDAY, voice(call))
    other = submit(call, ALMOST, voice(call, "g2"))

    assert close_ones([one, other]) == {one.pk: [other], other.pk: [one]}
    page = as_(cast.minh()).get("/en/m/paca/animer/moderation/").content.decode()
    assert page.count("1 other idea says nearly the same") == 2


def test_each_is_said_kindly_in_the_form(call, as_, send):
    submit(call, OPEN_ON_SUNDAY, None, accepted=True, by=cast.minh())
    page = "/en" + call.get_absolute_url() + "idees/nouvelle/"
    as_(cast.lucie())

    link = send(page, {"words": "Lisez www.promo.example vite"})
    close = send(page, {"words": ALMOST})
    assert (link.status_code, close.status_code) == (422, 422)
    assert "without a link" in link.content.decode()
    assert "very close to yours" in close.content.decode()
    assert 'name="different"' in close.content.decode()
    assert send(page, {"words": ALMOST, "different": "1"}).status_code == 200
    again = send(page, {"words": ALMOST + " ici", "different": "1"}).content.decode()
    assert "nearly the same idea already" in again
    for number in range(4):
        send(page, {"words": f"Idée {number}"})
    assert "5 of your ideas are waiting" in send(page, {"words": "Encore"}).content.decode()
    Statement.objects.filter(words="Idée 1").update(accepted_at=cast.NOON)
    assert "One link at most" in send(page, {"words": "www.a.fr www.b.fr"}).content.decode()


def test_a_thousand_accounts_publish_no_link(call):
    """None is public before the team has read it, and the queue of each is short."""
    people = Person.objects.bulk_create(Person(email=f"bot{n}@example.org") for n in range(40))
    refused = 0
    for person in people:
        for words in ("Gagnez http://promo.example", "promo.example vite"):
            with pytest.raises(operations.TooManyLinks):
                submit(call, words, voice(call, person=person))
            refused += 1

    assert refused == 80
    assert Statement.objects.of(call).count() == 2
