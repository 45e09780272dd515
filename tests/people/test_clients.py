"""Whose address is believed: what our proxies wrote, never what stands left of them."""

import pytest
from django.test import RequestFactory

from maven.people.clients import client_of, network_of, source_of
from maven.people.limits import address_of_account


def asked(forwarded="", peer="192.0.2.1"):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **headers)


@pytest.mark.parametrize(
    ("ours", "forwarded", "found"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "1.1.1.1,203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::7]:4711", "2001:db8::7"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, " , 203.0.113.9 , ", "203.0.113.9"),
    ],
)
def test_the_address_is_read_from_the_right(settings, ours, forwarded, found):
    settings.PROXIES_IN_FRONT = ours
    assert str(client_of(asked(forwarded))) == found


@pytest.mark.parametrize(
    "nonsense", ["unknown", "1.1.1.1.1", "<script>", "x" * 10_000, "1:2", "[", "%"]
)
def test_nonsense_is_counted_together_and_named_by_nothing(settings, nonsense):
    settings.PROXIES_IN_FRONT = 1
    assert source_of(asked(nonsense)) == "nowhere"
    assert network_of(asked(nonsense)) == ""


def test_one_subscriber_of_ipv6_counts_as_one(settings):
    settings.PROXIES_IN_FRONT = 1
    first, second = (source_of(asked(f"2001:db8:1:2::{n}")) for n in (1, "ffff:ffff"))
    assert first == second == "2001:db8:1:2::/64"


def test_what_is_kept_of_an_address_is_its_network():
    assert network_of(asked(peer="192.0.2.77")) == "192.0.2.0/24"
    assert network_of(asked(peer="2001:db8:1:2::3")) == "2001:db8:1::/48"


@pytest.mark.parametrize(
    "written", ["karim.membre@example.org", "KarimMembre@Example.ORG", "karim.membre+x@example.org"]
)
def test_all_spellings_of_a_mailbox_are_one_account(written):
    assert address_of_account(f" {written} ") == "karimmembre@example.org"
