"""An address that somebody typed is read from the open internet, or not at all."""

import re
import socket
import threading

import pytest

from maven.intake import fetching
from maven.intake.fetching import NotFetched, fetch, is_public
from tests.house import source

# Forty-five ways to reach what is not public.
REFUSED = (
    "http://127.0.0.1/",
    "http://127.0.0.1:80/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2001:0:7f00:1::80ff:fffe]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "ftp://93.184.215.14/",
    "file:///etc/passwd",
    "gopher://93.184.215.14/",
    "http://93.184.215.14:22/",
    "http://admin:secret@93.184.215.14/",
    "http://93.184.215.14\\@127.0.0.1/",
    "http://93.184.215.14/\r\nHost: 127.0.0.1",
)


class Watched:
    """Stands for the network: notes who is called, and answers from a page of ours."""

    def __init__(self, answers=(b"",), peer="93.184.215.14"):
        self.called, self.answers, self.peer = [], list(answers), peer

    def __call__(self, place, _seconds):
        self.called.append(place)
        ours, theirs = socket.socketpair()
        answer = self.answers.pop(0)
        threading.Thread(target=self._answer, args=(theirs, answer), daemon=True).start()
        return Peer(ours, self.peer)

    @staticmethod
    def _answer(theirs, answer):
        with theirs:
            theirs.recv(4096)
            if answer is not None:
                try:
                    theirs.sendall(answer)
                except OSError:
                    return
            else:
                threading.Event().wait(2)


class Peer:
    """A socket that says whom it reached."""

    def __init__(self, wire, peer):
        self.wire, self.peer = wire, peer

    def getpeername(self):
        return (self.peer, 80)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.wire.close()

    def __getattr__(self, name):
        return getattr(self.wire, name)


class Plain(Watched):
    """A whole socket, as the proof of identity needs one."""

    def __call__(self, place, seconds):
        peer = super().__call__(place, seconds)
        return Whole(peer.wire)


class Whole(socket.socket):
    def __init__(self, wire):
        super().__init__(socket.AF_UNIX, socket.SOCK_STREAM, fileno=wire.detach())

    def getpeername(self):
        return ("93.184.215.14", 80)


def page(body=b"bonjour", status="200 OK", heads=b""):
    return (
        b"HTTP/1.1 "
        + status.encode()
        + b"\r\nContent-Type: text/plain\r\n"
        + heads
        + b"\r\n"
        + body
    )


def test_there_are_forty_five():
    assert len(set(REFUSED)) == 45


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_public_is_refused_before_any_connection(address):
    network = Watched()
    with pytest.raises(NotFetched):
        fetch(address, connect=network)

    assert network.called == []


def test_a_public_page_is_read_by_the_number_that_was_checked():
    network = Watched([page()])
    asked = []

    def resolve(host, port):
        asked.append(host)
        return ["93.184.215.14"]

    got = fetch("http://example.org/a?b=1", connect=network, resolve=resolve)

    assert (got.body, got.kind, got.status) == (b"bonjour", "text/plain", 200)
    assert network.called == [("93.184.215.14", 80)]
    assert asked == ["example.org"]


def test_a_name_with_one_private_number_among_public_ones_is_refused():
    network = Watched()
    with pytest.raises(NotFetched, match="private"):
        fetch(
            "http://example.org/",
            connect=network,
            resolve=lambda *_: ["93.184.215.14", "10.0.0.1"],
        )

    assert network.called == []


def test_a_name_that_leads_elsewhere_the_second_time_is_asked_once_for_each_page():
    """Rebinding: public for the check, private for the connection."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    network = Watched([page(b"", "302 Found", b"Location: /suite\r\n")])
    with pytest.raises(NotFetched, match="private"):
        fetch("http://example.org/", connect=network, resolve=lambda *_: next(answers))

    assert network.called == [("93.184.215.14", 80)]


def test_whoever_is_reached_is_looked_at_once_more():
    network = Watched([page()], peer="127.0.0.1")
    with pytest.raises(NotFetched, match="private"):
        fetch("http://93.184.215.14/", connect=network)


@pytest.mark.parametrize("target", REFUSED[:38])
def test_a_page_that_sends_to_a_private_one_is_not_followed(target):
    network = Watched([page(b"", "302 Found", b"Location: " + target.encode() + b"\r\n")])
    with pytest.raises(NotFetched):
        fetch("http://93.184.215.14/", connect=network)

    assert network.called == [("93.184.215.14", 80)]


def test_turning_in_circles_ends():
    network = Watched([page(b"", "302 Found", b"Location: /\r\n")] * 9)
    with pytest.raises(NotFetched, match="redirections"):
        fetch("http://93.184.215.14/", connect=network)

    assert len(network.called) == 4


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (page(b"x" * 2000), "large"),
        (page(b"", "404 Not Found"), "status"),
        (b"nonsense\r\n\r\n", "silent"),
        (None, "slow"),
    ],
)
def test_what_cannot_be_read_says_why(answer, why):
    with pytest.raises(NotFetched, match=why):
        fetch("http://93.184.215.14/", connect=Watched([answer]), most=1000, seconds=0.5)


def test_a_name_that_nobody_bears_is_said():
    with pytest.raises(NotFetched, match="name"):
        fetch("http://nobody.invalid/")


def test_no_time_is_left_to_whoever_is_late():
    with pytest.raises(NotFetched, match="slow"):
        fetch("http://93.184.215.14/", connect=Watched([page()]), seconds=0)


def test_a_door_that_is_closed_is_silent(monkeypatch):
    def closed(_place, timeout):
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching.socket, "create_connection", closed)
    with pytest.raises(NotFetched, match="silent"):
        fetch("http://93.184.215.14/")


@pytest.mark.parametrize("number", ["", "x", "1.2.3", "2001:db8::1", "::ffff:10.0.0.1"])
def test_what_is_no_public_number(number):
    assert not is_public(number)


def test_public_numbers_are():
    assert all(map(is_public, ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"]))


OTHER_CLIENTS = re.compile(
    r"^\s*(?:import|from) (?:urllib\.request|requests|httpx|aiohttp|urllib3|pycurl)\b", re.M
)


# The identity provider that the operator named, and no address that a visitor types.
NAMED_BY_THE_OPERATOR = {"oidc.py"}


def test_nothing_else_in_the_house_goes_out():
    told = [path.name for path in source.python_files() if OTHER_CLIENTS.search(path.read_text())]

    assert set(told) <= NAMED_BY_THE_OPERATOR


def test_what_pretends_to_be_somebody_is_not_believed():
    """The other side speaks plainly where a proof was asked for."""
    with pytest.raises(NotFetched, match="silent"):
        fetch("https://93.184.215.14/", connect=Plain([page()]))


def test_another_way_out_is_seen():
    assert OTHER_CLIENTS.search("from urllib.request import urlopen\n")
