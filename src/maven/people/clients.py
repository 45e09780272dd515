"""Where a request comes from: the address of the browser, and its network in words.

Behind proxies the address is read from the right of X-Forwarded-For, past as many as the operator
said are ours: what stands further left was written by whoever asked. An address is used to count
for an hour, as a keyed digest; only its network is ever shown or kept.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def client_of(request: HttpRequest) -> Address | None:
    """The address of the browser; nothing when it cannot be told."""
    told = [part for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    ours = settings.PROXIES_IN_FRONT
    if 0 < ours <= len(told):
        return address_in(told[-ours])
    return address_in(request.META.get("REMOTE_ADDR", ""))


def address_in(words: str) -> Address | None:
    """An address, with or without brackets, port and zone."""
    text = words.strip()[:64]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found


def source_of(request: HttpRequest) -> str:
    """What is counted together: one address, or the /64 that one subscriber of IPv6 is given."""
    found = client_of(request)
    if found is None:
        return "nowhere"
    return str(ip_network((found, 64 if found.version == 6 else 32), strict=False))


def network_of(request: HttpRequest) -> str:
    """Coarse enough to name a town or a company, and nobody: /24, or /48 of IPv6."""
    found = client_of(request)
    if found is None:
        return ""
    return str(ip_network((found, 48 if found.version == 6 else 24), strict=False))
