import pytest
from django.test import Client

pytestmark = pytest.mark.any_store


@pytest.mark.django_db
def test_a_form_without_our_mark_is_refused_in_words():
    answer = Client(enforce_csrf_checks=True).post("/missions/nouvelle/", {"name": "x"})

    assert answer.status_code == 403
    assert "Ce formulaire a expiré" in answer.content.decode()
