"""What every page tells the browser to refuse."""

import pytest

from tests import cast

pytestmark = pytest.mark.any_store

SELF_ONLY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/m/paca/", "/m/absente/", "/aide/"])
def test_a_page_runs_loads_and_frames_nothing_from_elsewhere(client, address):
    cast.paca()
    response = client.get(address)

    policy = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert policy >= SELF_ONLY
    assert "unsafe" not in str(policy)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, send, settings):
    settings.DEMO = True
    cast.paca()
    send("/demo/entrer/", {"role": "facilitator"})
    client.get("/connexion/")

    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
