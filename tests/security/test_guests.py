"""A guest is known by a signed number: with another signature it is nobody's."""

import pytest

from maven.voices.models import Participant
from tests import cast


@pytest.mark.django_db
def test_the_number_of_a_guest_under_another_signature_opens_nothing(client, send):
    call = cast.consultation(cast.paca(), statements=3)
    page = call.get_absolute_url()
    form = {"statement": call.statements.first().pk, "choice": "1"}
    assert send(f"{page}avis/", form).status_code == 303
    known = client.cookies["voice"].value

    client.cookies["voice"] = known.rpartition(":")[0] + ":another-signature"
    send(f"{page}avis/", form)

    assert Participant.objects.of(call).count() == 2
    assert client.cookies["voice"].value.partition(":")[0] != known.partition(":")[0]
