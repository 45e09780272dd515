"""Access is denied by default, and what is opened to whom is a visible difference in one file."""

import os
from pathlib import Path

import pytest
import rules
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from maven.missions.middleware import LIBRARIES, ClosedByDefault
from tests import cast
from tests.house import matrix
from tests.security.census import SAFE, Census, Quiet, patterns
from tests.security.hidden import MAY_MEET

pytestmark = [pytest.mark.django_db, pytest.mark.long]

APPROVED = Path(__file__).with_name("access.txt")
CLOSED_TO = {"absent", "refused", "sign-in", "-"}
SECTIONS = {
    "open": "An open mission",
    "closed": "A closed mission where only Ana has a part",
    "request": "The same mission, on request",
}
TRIES_A_WRITE = {"readyz"}  # and undoes it: that is its question
SPENT_BY_A_LOOK = {"archives:file"}  # its address serves once: only the file itself may use it up
TOLD_IN_NUMBERS = {"voices:charter"}  # how many ideas were hidden, and by which rules, is public
OF_THE_MACHINE = {"metrics", "readyz", "status"}  # they tell how it is at the moment
# Whose part is over, or was never taken, against somebody who is no more than she then is.
OVER = {"suspended": "guest", "left": "stranger", "invitee": "stranger"}


@pytest.fixture(scope="module")
def census(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), Quiet():
        with transaction.atomic():
            made = Census()
            made.may = permissions(made.world)
            transaction.set_rollback(True)
        connection.close_if_unusable_or_obsolete()
    print(f"figure: {sum(made.figures.values())} cells: {dict(made.figures)}")
    return made


def permissions(world):
    """For each permission that a page or its form asks for, whom the rules give it to."""
    asked = set()
    for _, pattern in matrix.addresses():
        policy = getattr(pattern.callback, "policy", None)
        asked |= {policy.permission, policy.post} - {""} if policy else set()
    return {
        (permission, who): rules.test_rule(permission, world.known(who), world.paca)
        for permission in asked
        for who in world.everybody
    }


def without_policy():
    return [
        name
        for name, pattern in matrix.addresses(get_resolver())
        if not hasattr(pattern.callback, "policy")
        and not pattern.callback.__module__.startswith(LIBRARIES)
    ]


def test_every_page_says_who_may_open_it():
    assert without_policy() == []


def test_a_page_that_does_not_say_is_opened_to_nobody():
    def forgotten(request):
        return HttpResponse("secret")

    refusal = ClosedByDefault(forgotten).process_view(RequestFactory().get("/"), forgotten, [], {})

    assert refusal.status_code == 403


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this store is asked for two personas")
def test_who_is_answered_what_is_as_approved(census):
    told = []
    for where, title in SECTIONS.items():
        told += [title, matrix.HEAD, *census.table(where), ""]
    text = "\n".join(told[:-1]) + "\n"
    if os.environ.get("MAVEN_APPROVE"):
        APPROVED.write_text(text)

    assert text == APPROVED.read_text()


def test_no_cell_is_broken(census):
    assert [cell for cell in census.cells.values() if "BROKEN" in cell.word] == []


def test_every_pattern_is_reached_by_its_own_address(census):
    """None is left without a name, or behind another one: 100 % of the URLconf."""
    reached = {cell.name for cell in census.of("open") if cell.reached}
    named = {name for name, _ in matrix.addresses()}

    assert unnamed(get_resolver()) == []
    assert named - reached == set()


def unnamed(resolver):
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += unnamed(pattern)
        elif isinstance(pattern, URLPattern) and not pattern.name:
            found.append(pattern)
    return found


def test_each_cell_is_what_the_policy_of_its_page_says(census):
    """Refused by the rule, refused by the page: for everybody, in looking and in sending."""
    policies = {name: one.callback.policy for name, one, of_a_mission in patterns() if of_a_mission}
    wrong = []
    for cell in census.of("open"):
        if cell.name not in policies or cell.method not in {*SAFE, "post"}:
            continue
        policy = policies[cell.name]
        asked = policy.permission if cell.method in SAFE else policy.post
        may = bool(asked) and census.may[asked, cell.who]
        if (not may and cell.word not in CLOSED_TO) or (may and cell.word == "sign-in"):
            wrong.append(cell)
    assert wrong == []


def test_no_page_shows_a_word_of_a_mission_that_one_does_not_know(census):
    """One on request presents itself: only what it does not say of itself is closed there."""
    cells = census.of("open") + census.of("closed")
    assert [cell for cell in cells if cell.marked and cell.who != "elsewhere"] == []


def test_nobody_meets_what_is_hidden_from_her(census):
    """Ideas that wait, were refused or hidden, drafts, requests, names and addresses of others."""
    assert census.read == {name for name, who in MAY_MEET.items() if who}
    assert [(cell.name, cell.who, cell.met) for cell in census.of("open") if cell.met] == []


def test_what_is_hidden_leaves_no_trace(census):
    """No number, no order: each page is to the byte as if it had never been."""
    may_move = TOLD_IN_NUMBERS | OF_THE_MACHINE
    assert [trace for trace in census.traces if trace[0] not in may_move] == []


def test_a_part_that_is_over_or_suspended_opens_no_more_than_none(census):
    cells = census.cells
    different = [
        key
        for key, cell in cells.items()
        if key[2] in OVER
        and (as_ := cells.get((key[0], key[1], OVER[key[2]], key[3])))
        and cell.word != as_.word
    ]
    assert different == []


def test_looking_never_writes(census):
    """But for the traces of the visit itself: its session, how often somebody asked."""
    wrote = {(cell.name, told) for cell in census.cells.values() for told in cell.wrote}
    assert {(name, told) for name, told in wrote if name not in TRIES_A_WRITE} == set()


def test_asking_for_the_head_of_a_page_says_what_asking_for_it_says(census):
    cells = census.cells
    assert {
        name
        for (where, name, who, method), cell in cells.items()
        if method == "head" and cells[where, name, who, "get"].word != cell.word
    } <= SPENT_BY_A_LOOK


def test_a_closed_mission_is_as_absent_as_one_that_does_not_exist(census):
    """To all who have no part in it: the same answer to the byte, heads and cookies included."""
    assert census.figures["closed"] > 100
    assert census.unlike == []


def test_a_closed_mission_and_one_that_does_not_exist_are_the_same_to_a_stranger(as_):
    secret = cast.elsewhere()
    client = as_(cast.theo())

    closed = client.get(f"/m/{secret.slug}/")
    absent = client.get("/m/inexistante/")

    assert (closed.status_code, absent.status_code) == (404, 404)
    assert closed.content.replace(secret.slug.encode(), b"") == absent.content.replace(
        b"inexistante", b""
    )
