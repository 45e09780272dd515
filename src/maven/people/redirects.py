"""Where to go on to, when a form or an address says so: a page of this house, or none."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000


def wished_address(request: HttpRequest) -> str:
    """The address asked for in `next`; empty when it leads elsewhere, or is no plain path."""
    wished = request.POST.get("next", "") or request.GET.get("next", "")
    return wished if is_ours(request, wished) else ""


def is_ours(request: HttpRequest, address: str) -> bool:
    """A path from the root, in printable letters: never a host, even ours."""
    if not address.startswith("/") or address.startswith("//"):
        return False
    if len(address) > LONGEST or "\\" in address:
        return False
    if not address.isprintable():
        return False
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
