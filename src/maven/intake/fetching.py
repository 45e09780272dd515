"""Reading an address that somebody typed, without lending them our place in the network.

    fetched = fetch("https://example.org/feed.xml")
    fetched.body

An address may lead to the machine itself, to its neighbours, or to the cloud that hosts it; a name
may lead elsewhere the second time it is asked for. So the name is asked for once, every answer must
be public, and the connection is made to that very number. Redirections go the same way again.
Five seconds and one megabyte in all; no cookie, no password, no referrer.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
MOST_REDIRECTIONS = 3
PORTS = {"http": 80, "https": 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Said again here where Python's lists have changed from one release to the next.
NEVER = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address
type Connect = Callable[[tuple[str, int], float], socket.socket]
type Resolve = Callable[[str, int], list[str]]


class NotFetched(Exception):
    """The address was not read; the word says why: address, name, private, status, large, slow…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was read, and where in the end."""

    address: str
    status: int
    kind: str
    body: bytes


def fetch(
    address: str,
    *,
    seconds: float = SECONDS,
    most: int = MOST_BYTES,
    connect: Connect | None = None,
    resolve: Resolve | None = None,
) -> Fetched:
    """Reads a public page. `connect` and `resolve` stand for the network in tests."""
    until = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTIONS + 1):
        found = _once(address, until, most, connect or _connect, resolve or _resolve)
        if isinstance(found, Fetched):
            return found
        address = urljoin(address, found)
    raise NotFetched("redirections")


def is_public(text: str) -> bool:
    """Whether a number is one of the open internet, whatever it is wrapped in.

    >>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("2002:7f00:1::")
    (True, False, False)
    """
    try:
        number: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inside = _inside(number)
    if inside is not None:
        return is_public(str(inside))
    if any(number in net for net in NEVER if net.version == number.version):
        return False
    return number.is_global and not number.is_multicast


def _inside(number: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 number that an IPv6 one carries: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(number, ipaddress.IPv4Address):
        return None
    if number in NAT64 or int(number) >> 32 == 0 and int(number) > 1:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]


def _once(
    address: str, until: float, most: int, connect: Connect, resolve: Resolve
) -> Fetched | str:
    """The page, or the address it sends to."""
    scheme, host, port, target = _parts(address)
    numbers = resolve(host, port)
    if not numbers or not all(is_public(number) for number in numbers):
        raise NotFetched("private")
    try:
        wire = connect((numbers[0], port), _left(until))
        with wire:
            if not is_public(str(wire.getpeername()[0])):
                raise NotFetched("private")
            wire.settimeout(_left(until))
            if scheme == "http":
                return _asked(wire, address, host, target, until, most)
            with ssl.create_default_context().wrap_socket(wire, server_hostname=host) as secured:
                return _asked(secured, address, host, target, until, most)
    except (OSError, http.client.HTTPException) as trouble:
        raise NotFetched("slow" if isinstance(trouble, TimeoutError) else "silent") from trouble


def _parts(address: str) -> tuple[str, str, int, str]:
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        raise NotFetched("address")
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as trouble:
        raise NotFetched("address") from trouble
    host = (parts.hostname or "").rstrip(".")
    if PORTS.get(parts.scheme) is None or not host or "@" in parts.netloc or "%" in host:
        raise NotFetched("address")
    if port not in PORTS.values():
        raise NotFetched("port")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port, target


def _asked(
    wire: socket.socket, address: str, host: str, target: str, until: float, most: int
) -> Fetched | str:
    named = f"[{host}]" if ":" in host else host
    asked = (
        f"GET {target} HTTP/1.1\r\nHost: {named}\r\nUser-Agent: maven-toolkit\r\n"
        "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    wire.sendall(asked.encode("ascii"))
    answer = http.client.HTTPResponse(wire, method="GET")
    answer.begin()
    if answer.status in {301, 302, 303, 307, 308}:
        return answer.headers.get("Location") or address
    if answer.status != 200:
        raise NotFetched("status")
    body = bytearray()
    while True:
        wire.settimeout(_left(until))
        piece = answer.read1(65536)
        if not piece:
            break
        body += piece
        if len(body) > most:
            raise NotFetched("large")
    kind = answer.headers.get("Content-Type", "")
    return Fetched(address=address, status=200, kind=kind, body=bytes(body))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched("slow")
    return left


def _resolve(host: str, port: int) -> list[str]:
    """Every number behind a name, asked for once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise NotFetched("name") from trouble
    return [str(entry[4][0]) for entry in found]


def _connect(place: tuple[str, int], seconds: float) -> socket.socket:
    return socket.create_connection(place, timeout=seconds)
